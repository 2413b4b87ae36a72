package grading

import "testing"

func TestDeniedWordsDoNotCount(t *testing.T) {
	const (
		hit    = OutcomeHit
		denied = OutcomeNegated
	)
	tests := []struct {
		keyword, response string
		want              Outcome
	}{
		// what "not" denies, and what it leaves alone
		{"prefer", "raters did not prefer agreement", denied},
		{"agreement", "raters did not prefer agreement", denied},
		{"raters", "raters did not prefer agreement", hit},
		{"facts", "Fine-tuning doesn't add facts", denied},
		{"facts", "fine tuning doesnt add facts", denied},
		{"facts", "It cannot learn facts", denied},
		{"facts", "it can't learn facts", denied},
		{"facts", "it wont learn facts", denied},
		{"facts", "it never adds facts", denied},
		{"facts", "it works without adding facts", denied},
		{"facts", "it adds no new facts", denied},
		{"facts", "it hardly adds facts", denied},
		{"facts", "neither facts nor skills are added", denied},
		{"skills", "neither facts nor skills are added", denied},
		{"facts", "none of the facts are added", denied},
		{"rule", "nobody wrote a rule", denied},
		{"rule", "No one wrote a rule", denied},
		{"facts", "it fails to add facts", denied},
		{"facts", "the model is unable to add facts", denied},
		{"facts", "it lacks facts", denied},
		{"facts", "it shapes style instead of adding facts", denied},
		{"facts", "it shapes style rather than adding facts", denied},
		{"facts", "style, as opposed to facts", denied},
		{"facts", "I don't think that it adds facts", denied},
		{"facts", "It is not true that it adds facts", denied},
		{"facts", "it is wrong to say that it adds facts", denied},
		{"facts", "it is a myth that tuning adds facts", denied},
		{"programmed", "Nobody programmed it to agree", denied},
		{"raters", "not because raters like it", denied},
		{"linear", "the non-linear part", denied},
		{"facts", "not facts and not skills", denied},
		{"skills", "not facts and not skills", denied},
		{"skills", "does not add facts or skills", denied},
		{"facts", "it does not, however, add facts", denied},
		{"facts", "does not mean it is adding facts", denied},
		{"facts", "The idea that it adds facts is wrong", denied},
		{"facts", "that it adds facts is not the case", denied},
		{"facts", "It adds facts. This is not true.", denied},
		{"facts", "It adds facts, but that is not the case", denied},
		// where the clause ends
		{"style", "it does not add facts, it shapes style", hit},
		{"style", "it does not add facts but shapes style", hit},
		{"style", "it does not add facts; it shapes style", hit},
		{"style", "it does not add facts it shapes style", hit},
		{"style", "it doesn't add facts. It shapes style", hit},
		{"style", "it doesn't add facts: style changes", hit},
		{"style", "it doesn't add facts it is about style", hit},
		{"style", "it doesn't add facts it's about style", hit},
		{"style", "it doesn't add facts they change style", hit},
		{"style", "not facts only style", hit},
		{"style", "rather than facts it shapes style", hit},
		{"style", "instead of learning facts it learns style", hit},
		{"agree", "raters don't check facts because they like those who agree", hit},
		{"agree", "there is no penalty when the model agrees", hit},
		{"raters", "not programmers although raters did", hit},
		{"style", "It adds no facts – style changes", hit},
		{"style", "It adds no facts (style changes)", hit},
		{"facts", "the idea of new facts is a myth", denied},
		{"facts", "new facts are a common misconception", denied},
		{"facts", "It is a misconception that it adds facts", denied},
		{"facts", "that it adds facts is a fallacy", denied},
		{"facts", "it adds facts about a myth", hit},
		{"facts", "facts make a myth of it", hit},
		{"facts", "the new facts are a result", hit},
		{"style", "new facts are a myth, it shapes style", hit},
		{"facts", "many wrongly think that it adds facts", denied},
		{"facts", "it is often wrongly said that it adds facts", denied},
		{"facts", "people believe mistakenly that it adds facts", denied},
		{"facts", "nobody wrongly believes that it adds facts", hit},
		{"facts", "it wrongly adds facts", hit},
		{"style", "many wrongly think that it adds facts, but it shapes style", hit},
		// an "only" that describes a noun begins no clause
		{"only cause", "it was not the only cause", denied},
		{"only cause", "the murder wasn't the only cause of the war", denied},
		{"only cause", "It is a myth that it was the only cause", denied},
		{"only cause", "the alliances were not its only cause", denied},
		{"only cause", "it was the only cause", hit},
		{"style", "it does not add facts it only shapes style", hit},
		// what looks like a negation
		{"facts", "it not only adds facts but also style", hit},
		{"facts", "it doesn't just add facts", hit},
		{"facts", "No, it adds facts", hit},
		{"facts", "no it adds facts", hit},
		{"facts", "No doubt it adds facts", hit},
		{"facts", "whether or not it adds facts", hit},
		{"cost", "no more than a tenth of the cost", hit},
		{"agreement", "nothing but agreement", hit},
		{"agree", "the model agrees even when the user is not right", hit},
		{"facts", "the model invents facts that are not true", hit},
		{"hallucination", "numbers without a source -> hallucination", hit},
		{"hallucination", "numbers without a source → hallucination", hit},
		{"hallucination", "numbers without a source => hallucination", hit},
		{"agree", "it will agree even if the answer is false", hit},
		{"agree", "it will agree even if this is not true", hit},
		{"agree", "it agrees with things that are wrong", hit},
		{"agree", "it agrees, which is not right", hit},
		{"agree", "it agrees when it is not true", hit},
		// two negations
		{"facts", "it does not work without facts", hit},
		{"agree", "it never fails to agree", hit},
		{"facts", "it isn't that it doesn't add facts", hit},
		{"agree", "it can't not agree", hit},
		{"facts", "it does not work and cannot add facts", denied},
		{"falls", "the pressure does not rise and the volume doesn't fall", denied},
		{"skills", "no facts are added or skills not lost", denied},
		// doubts
		{"agree", "I doubt that the model agrees", denied},
		{"agree", "it is unlikely that it agrees", denied},
		{"agree", "it is unlikely to agree", denied},
		{"agree", "it is impossible for it to agree", denied},
		{"agree", "it is doubtful whether it agrees", denied},
		{"agree", "nobody doubts that it agrees", hit},
		{"agree", "I don't doubt it agrees", hit},
		{"agree", "there is no doubt that it agrees", hit},
		{"agree", "without a doubt it agrees", hit},
		{"agree", "an unlikely case where it agrees", hit},
		// what is put into a denied clause
		{"facts", "it does not, as many think, add facts", denied},
		{"facts", "it does not (as many think) add facts", denied},
		{"facts", "it does not, in contrast to training, add facts", denied},
		{"style", "it does not, as many think, add facts, it shapes style", hit},
		// a lack of one thing brings another
		{"thirst", "a lack of insulin causes thirst", hit},
		{"thirst", "the absence of insulin leads to thirst", hit},
		{"thirst", "people without insulin have great thirst", hit},
		{"thirst", "Without insulin there is thirst", hit},
		{"thirst", "Without insulin the thirst grows", hit},
		{"insulin", "a lack of insulin causes thirst", denied},
		{"thirst", "a lack of thirst", denied},
		{"thirst", "without thirst", denied},
		{"thirst", "without any insulin or any thirst", denied},
		{"facts", "it works without adding the facts", denied},
		{"facts", "not a lack of facts", hit},
		// a bracket that belongs to the word before it
		{"n log n", "it is not O(n log n)", denied},
		{"prefer", "the rater(s) did not in fact(s) prefer it", denied},
		{"style", "it adds no facts(those that are in the data) style changes", hit},
		// the keyword is a negation itself
		{"not ... add", "it does not add facts", hit},
		{"no new facts", "it adds no new facts", hit},
		{"without adding", "shaped without adding facts", hit},
		{"not ... add", "it adds facts", OutcomeMissed},
		{"lack of data", "because of a lack of data", hit},
		{"doesn't know", "it does not know", hit},
		{"rather than ... true", "they pick the pleasant rather than the true one", hit},
		{"not ... add", "it will never add facts", hit},
		{"not gate", "a NOR gate", OutcomeMissed},
		{"not ... add", "it no longer adds facts", hit},
		{"facts not added", "facts hardly added", hit},
		{"=not ... add", "it will never add facts", OutcomeMissed},
		{"not ... add", "it adds facts no more", OutcomeMissed},
		{"no ... gravity", "there isn't any gravity", hit},
		{"no ... gravity", "they do not escape gravity", OutcomeMissed},
		{"no ... gravity", "it is not gravity", OutcomeMissed},
		// the negation of the keyword is denied itself, or denies nothing
		{"no gravity", "it is not true that there is no gravity", denied},
		{"no gravity", "it is a myth that there is no gravity", denied},
		{"no gravity", "I don't think there is no gravity", denied},
		{"no gravity", "that there is no gravity is not true", denied},
		{"no ... gravity", "it is wrong to say that there is no gravity", denied},
		{"no gravity", "there is no gravity, which is not what people think", hit},
		{"without adding", "it does not work without adding facts", denied},
		{"not ... add", "it not only adds facts", denied},
		{"not ... add", "No, it adds facts", OutcomeMissed},
		{"no ... add", "No, it adds facts", denied},
		{"not only ... facts", "it not only adds facts", hit},
		{"no more than ten", "it is no more than ten", hit},
		{"no doubt", "there is no doubt", hit},
		{"doesn't fall", "nothing rises and it doesn't fall", hit},
		{"not skills", "not facts and not skills", hit},
		{"not because", "not because raters like it", hit},
		// where it stands twice, the affirmed one counts
		{"no gravity", "it is not true that there is no gravity, there is no gravity", hit},
		{"facts", "it does not add facts, it uses facts", hit},
	}
	for _, tt := range tests {
		if got := outcomeOf(t, anyOf(tt.keyword), tt.response); got != tt.want {
			t.Errorf("%q in %q: got %s, want %s", tt.keyword, tt.response, got, tt.want)
		}
	}
}

func TestANegationInOneGroupOfAllDeniesNoOther(t *testing.T) {
	tests := []struct {
		all      [][]string
		response string
		want     Outcome
	}{
		{[][]string{{"caller"}, {"no effect"}}, "it has no effect on the caller", OutcomeHit},
		{[][]string{{"facts"}, {"not ... add"}}, "it does not add facts", OutcomeHit},
		{[][]string{{"facts"}, {"not ... add"}}, "it never adds factss", OutcomeFuzzy},
		{[][]string{{"facts"}, {"add"}}, "it does not add facts", OutcomeNegated},
		{[][]string{{"effect"}, {"not ... add"}}, "it does not add facts and there is no effect", OutcomeNegated},
		{[][]string{{"facts"}, {"no effect"}}, "it does not add facts, there is no effect", OutcomeNegated},
		{[][]string{{"facts"}, {"not ... add"}}, "it is not true that it does not add facts", OutcomeNegated},
		{[][]string{{"facts"}, {"not ... add"}}, "it does not add. There are no facts", OutcomeNegated},
		{[][]string{{"facts"}, {"not ... add"}}, "it does not add", OutcomeMissed},
	}
	for _, tt := range tests {
		if got := outcomeOf(t, Criterion{All: tt.all}, tt.response); got != tt.want {
			t.Errorf("%q in %q: got %s, want %s", tt.all, tt.response, got, tt.want)
		}
	}
}

func TestWrongContentInADeniedClauseIsNotWrong(t *testing.T) {
	r := mustCompile(t, Spec{
		Points:   1,
		Criteria: []Criterion{{ID: "raters", Points: 1, Any: []string{"rater*"}}},
		Rejects:  []Reject{{ID: "hard", Any: []string{"programmed to agree", "hard-coded"}, Effect: EffectZero}},
	}, nil)
	tests := []struct {
		response string
		want     float64
	}{
		{"raters liked it", 1},
		{"raters liked it, and it was programmed to agree", 0},
		{"raters liked it; it is hardcoded", 0},
		{"raters liked it, it was not programmed to agree", 1},
		{"nobody hard-coded it, raters did", 1},
	}
	for _, tt := range tests {
		if m := r.Mark(tt.response); m.Score != tt.want {
			t.Errorf("Mark(%q).Score = %v (%v), want %v", tt.response, m.Score, m.Reasons, tt.want)
		}
	}
}

func TestOtherLanguagesHaveNoNegationYet(t *testing.T) {
	r := rubricOf(t, anyOf("Haus"), NewLexicon(Options{Language: "de"}))
	if m := r.Mark("not die Häuser"); m.Score != 1 {
		t.Errorf("score %v, want 1", m.Score)
	}
}
