package grading

import (
	"fmt"
	"regexp"
	"testing"
)

var modelAnswers = []struct{ prompt, answer string }{
	{"What is LoRA?", "Trains a small set of added weights instead of the whole model, so tuning is 10 to 100 times cheaper."},
	{"Why do models trained with RLHF tend to agree with the user?", "Raters preferred responses that agreed with them, so the reward model learned to reward agreement."},
	{"What does fine-tuning change?", "It shapes behaviour; it does not add new facts."},
	{"", "Not disclosed"},
	{"", "No."},
	{"", "It is what it is"},
	{"", "405 billion"},
	{"Is it cheap?", "No, it isn't cheap: nothing is, without doubt."},
	{"Explain RLHF", "Reinforcement learning from human feedback (RLHF): people rank responses, a reward model learns the ranking, and the model is trained against it. It isn't about facts."},
	{"", "Supervised fine-tuning on 13,000 prompt–response pairs written by people, never scraped; costs $10M–$100M."},
	{"", "x²"},
	{"", "e.g. cats. And dogs! Or not?"},
	{"", "Der Jobber soll sich dem Personal gegenüber zu erkennen geben."},
	{"", "- does not add facts\n- does not add skills\n- never lies, and never doesn't"},
}

func TestTheModelAnswerMeetsItsDerivedRubric(t *testing.T) {
	x := NewLexicon(Options{Synonyms: map[string][]string{"RLHF": {"reinforcement learning from human feedback"}, "rater": {"annotator", "people who rate"}}})
	id := regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	for _, tt := range modelAnswers {
		spec := Derive([]string{tt.answer}, tt.prompt, 2, x)
		r := mustCompile(t, spec, x)
		if m := r.Mark(tt.answer); m.Score != 1 || m.Route != RouteAutomatic || !m.Derived {
			t.Errorf("answer %q: score %v, %s, %v", tt.answer, m.Score, m.Route, m.Reasons)
		}
		for _, response := range []string{"", "I don't know", "bananas grow on tall trees"} {
			if m := r.Mark(response); m.Score != 0 {
				t.Errorf("answer %q, response %q: score %v, want 0", tt.answer, response, m.Score)
			}
		}
		if len(spec.Criteria) > maxDerived {
			t.Errorf("answer %q: %d criteria", tt.answer, len(spec.Criteria))
		}
		for _, c := range spec.Criteria {
			if !id.MatchString(c.ID) {
				t.Errorf("answer %q: id %q", tt.answer, c.ID)
			}
		}
	}
}

func TestDerivedRubricsPassAParaphraseAndFailADenial(t *testing.T) {
	const (
		raters   = "Raters preferred responses that agreed with them, so the reward model learned to reward agreement."
		whyAgree = "Why do models trained with RLHF tend to agree with the user?"
		style    = "It shapes behaviour; it does not add new facts."
		lora     = "Trains a small set of added weights instead of the whole model, so tuning is 10 to 100 times cheaper."
	)
	tests := []struct {
		prompt, answer, response string
		pass                     bool
	}{
		{whyAgree, raters, "because the raters prefer it if responses agree, and that is rewarded by the reward model", true},
		{whyAgree, raters, "raters did not prefer responses that agreed, so the reward model did not learn to reward agreement", false},
		{whyAgree, raters, "it is not true that raters preferred responses that agreed with them or that the reward model learned to reward agreement", false},
		{whyAgree, raters, "the user is always right", false},
		{whyAgree, raters, "models trained with RLHF tend to agree with the user", false},
		{"What does fine-tuning change?", style, "behaviour is shaped, no new facts are added", true},
		{"What does fine-tuning change?", style, "It shapes behaviour and it adds new facts", false},
		{"What does fine-tuning change?", style, "it adds new facts", false},
		{"What is LoRA?", lora, "only a small set of weights is trained, not the whole model; 10-100x cheaper", true},
	}
	for _, tt := range tests {
		m := mustCompile(t, Derive([]string{tt.answer}, tt.prompt, 1, nil), nil).Mark(tt.response)
		if got := m.Score >= PassMark; got != tt.pass {
			t.Errorf("answer %q, response %q: score %v (%v), want pass %v", tt.answer, tt.response, m.Score, m.Reasons, tt.pass)
		}
	}
}

func TestDeriveGroupsSynonymsAndForms(t *testing.T) {
	x := NewLexicon(Options{Synonyms: map[string][]string{"rater": {"annotator"}}})
	spec := Derive([]string{"Raters and annotators rated; a rater rates agreement."}, "", 1, x)
	if len(spec.Criteria) != 3 {
		t.Errorf("criteria %+v, want rater, rated and agreement", spec.Criteria)
	}
}

func TestDeriveOfNothingIsRefusedByCompile(t *testing.T) {
	for _, answer := range []string{"", "🙂", "—"} {
		if _, err := Compile(Derive([]string{answer}, "", 1, nil), nil); err == nil {
			t.Errorf("Compile accepts a rubric derived from %q", answer)
		}
	}
}

func TestSeveralModelAnswersAskToComeCloser(t *testing.T) {
	for _, tt := range []struct {
		answers int
		curve   float64
	}{{1, 0.5}, {2, 0.7}, {4, 1.1}, {6, 1.5}, {20, 1.5}} {
		answers := make([]string, tt.answers)
		for n := range answers {
			answers[n] = fmt.Sprintf("Sea water number%d dries slowly.", n)
		}
		spec := Derive(answers, "", 1, nil)
		if spec.Curve != tt.curve {
			t.Errorf("%d model answers: the power %v, want %v", tt.answers, spec.Curve, tt.curve)
		}
		r := mustCompile(t, spec, nil)
		if whole, half := r.Mark(answers[0]).Score, r.Mark("sea water").Score; whole != 1 || half <= 0 || half >= 1 {
			t.Errorf("%d model answers: one scores %v, half of it %v", tt.answers, whole, half)
		}
	}
}
