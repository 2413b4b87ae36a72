package grading

import "testing"

func TestTypingMistakes(t *testing.T) {
	x := NewLexicon(Options{Language: "en", Vocabulary: func() []string {
		return []string{"Hypertension and hypotension.", "A rater rates; a ratter hunts rats. The signed and the sighed."}
	}})
	tests := []struct {
		typos          Typos
		keyword, typed string
		want           Outcome
	}{
		{TyposSmall, "annotator", "anotator", OutcomeFuzzy},   // a letter missing
		{TyposSmall, "annotator", "annnotator", OutcomeFuzzy}, // one too many
		{TyposSmall, "annotator", "annptator", OutcomeFuzzy},  // another
		{TyposSmall, "annotator", "annotaotr", OutcomeFuzzy},  // two exchanged
		{TyposSmall, "annotator", "annotators", OutcomeHit},   // a form
		{TyposSmall, "annotator", "anotators", OutcomeFuzzy},  // a form with a mistake
		{TyposSmall, "annotator", "anotater", OutcomeMissed},  // two mistakes
		{TyposBig, "annotator", "anotater", OutcomeFuzzy},     // two, from 8 letters
		{TyposBig, "reward", "rweadr", OutcomeMissed},         // not from 6
		{TyposOff, "annotator", "anotator", OutcomeMissed},    // none
		{TyposSmall, "bias", "bais", OutcomeFuzzy},            // 4 letters
		{TyposSmall, "DPO", "DPQ", OutcomeMissed},             // 3
		{TyposSmall, "annotat*", "anotators", OutcomeFuzzy},   // wildcards
		{TyposSmall, "rate*", "rste", OutcomeMissed},          // short ones do not
		{TyposSmall, "light", "night", OutcomeMissed},         // an ordinary word
		{TyposSmall, "model", "modes", OutcomeMissed},         // an ordinary word's form
		{TyposSmall, "rater", "ratter", OutcomeMissed},        // a word of the deck
		{TyposSmall, "rater", "ratters", OutcomeMissed},       // its form
		{TyposSmall, "hypertension", "hypotension", OutcomeMissed},
		{TyposBig, "hyperglycemia", "hypoglycemia", OutcomeMissed},
		{TyposSmall, "hyperglycemia", "hyperglicemia", OutcomeFuzzy},
		{TyposSmall, "abduct", "adduct", OutcomeMissed},
		{TyposSmall, "afferent", "efferent", OutcomeMissed},
		{TyposSmall, "nitrate", "nitrite", OutcomeMissed},
		{TyposSmall, "nitrate", "nitrites", OutcomeMissed},
		{TyposSmall, "sulphate", "sulphite", OutcomeMissed},
		{TyposBig, "phosphate", "phosphite", OutcomeMissed},
		{TyposBig, "intercellular", "intracellular", OutcomeMissed},
		{TyposSmall, "inductive", "unductive", OutcomeMissed},
		{TyposSmall, "trainer", "trainee", OutcomeMissed},
		{TyposSmall, "typical", "atypical", OutcomeMissed},
		{TyposSmall, "llama3", "llama4", OutcomeMissed}, // a digit
		{TyposSmall, "gpt4", "gtp4", OutcomeMissed},
		{TyposSmall, "rater", "tater", OutcomeMissed},          // first letter of a short word
		{TyposSmall, "sycophancy", "zycophancy", OutcomeFuzzy}, // of a long one
		{TyposSmall, "sycophancy", "sychophancy", OutcomeFuzzy},
		{TyposSmall, "fine-tuning", "finetunign", OutcomeFuzzy},
		{TyposSmall, "hallucination", "halluzination", OutcomeFuzzy},
		{TyposSmall, "naïveté", "naivte", OutcomeFuzzy},
		{TyposSmall, "прогресс", "прогрес", OutcomeFuzzy},
	}
	for _, tt := range tests {
		r := mustCompile(t, Spec{Points: 1, Typos: tt.typos, Criteria: []Criterion{{ID: "c", Points: 1, Any: []string{tt.keyword}}}}, x)
		m := r.Mark("it is " + tt.typed + " here")
		if got := m.Criteria[0].Outcome; got != tt.want {
			t.Errorf("typos %s, %q typed %q: got %s, want %s", tt.typos, tt.keyword, tt.typed, got, tt.want)
		}
		if tt.want == OutcomeFuzzy && m.Criteria[0].Outcome.Met() && !m.Criteria[0].Evidence[0].Typo {
			t.Errorf("%q typed %q: the evidence is not labelled", tt.keyword, tt.typed)
		}
	}
}

func TestNotTypoAndRejectsForgiveNothing(t *testing.T) {
	r := mustCompile(t, Spec{
		Points:   1,
		Criteria: []Criterion{{ID: "c", Points: 1, Any: []string{"casual"}}},
		Rejects:  []Reject{{ID: "r", Any: []string{"annotator"}, Effect: EffectZero}},
		NotTypo:  []string{"casaul"},
	}, nil)
	for response, want := range map[string]float64{
		"it is casaul": 0, "it is csual": 1, "csual anotator": 1, "casual annotator": 0,
	} {
		if m := r.Mark(response); m.Score != want {
			t.Errorf("Mark(%q).Score = %v, want %v", response, m.Score, want)
		}
	}
}
