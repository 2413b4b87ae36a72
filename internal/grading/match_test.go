package grading

import (
	"strings"
	"testing"
)

func TestKeywordsMeetWordsHoweverTheyAreWritten(t *testing.T) {
	tests := []struct {
		keyword, response string
		want              Outcome
	}{
		// word forms
		{"reward", "It rewards agreement", OutcomeHit},
		{"reward", "REWARDING the model", OutcomeHit},
		{"teach", "we taught it", OutcomeHit},
		{"choose", "the chosen response", OutcomeHit},
		{"child", "children", OutcomeHit},
		{"reward", "penalty", OutcomeMissed},
		// spelling
		{"organize", "it is organised", OutcomeHit},
		{"optimis*", "we optimized it", OutcomeHit},
		{"optimiz*", "we optimise it", OutcomeHit},
		{"behaviour", "its behavior", OutcomeHit},
		{"behavior", "behavioural change", OutcomeHit},
		{"labeled", "labelled data", OutcomeHit},
		{"analyse", "the analysis", OutcomeHit},
		{"precise", "stated precisely", OutcomeHit},
		{"supervise", "under supervision", OutcomeHit},
		{"centre", "the center", OutcomeHit},
		{"haemoglobin", "hemoglobin", OutcomeHit},
		// signs
		{"4x", "it is 4× as large", OutcomeHit},
		{"4x", "it is 4×, or more", OutcomeHit},
		{"4x", "it is 4×10³", OutcomeMissed},
		{"C++", "in C ++ it is", OutcomeHit},
		{"C", "in C ++ it is", OutcomeMissed},
		{"i++", "i ++ adds one", OutcomeHit},
		// hyphen, space, joined
		{"cross-linked", "cross linked", OutcomeHit},
		{"cross-linked", "crosslinked", OutcomeHit},
		{"cross linked", "cross-linked", OutcomeHit},
		{"crosslinked", "cross-linked", OutcomeHit},
		{"crosslinked", "cross linking", OutcomeHit},
		{"pre-training", "pretrained", OutcomeHit},
		{"pretraining", "pre training", OutcomeHit},
		{"pretrain*", "pre-trained", OutcomeHit},
		{"pre-train*", "pretraining", OutcomeHit},
		{"fine-tuning", "finetuned", OutcomeHit},
		{"fine-tuning", "fine—tuning", OutcomeHit},
		{"fine-tuning", "fine‑tuning", OutcomeHit},
		{"inform", "in form", OutcomeMissed},
		{"notable", "not able", OutcomeMissed},
		{"not able", "a notable case", OutcomeMissed},
		// Unicode
		{"cafe", "Café", OutcomeHit},
		{"naïve", "naive", OutcomeHit},
		{"naive", "nai\u0308ve", OutcomeHit},
		{"fine", "ﬁne", OutcomeHit},
		{"model", "mo\u00addel", OutcomeHit},
		{"model", "mo\u200bdel", OutcomeHit},
		{"model", "ｍｏｄｅｌ", OutcomeHit},
		{"strasse", "Straße", OutcomeHit},
		{"don't", "don’t", OutcomeHit},
		// phrases
		{"reward model", "the reward model", OutcomeHit},
		{"reward model", "reward the model", OutcomeHit},
		{"reward the model", "reward model", OutcomeHit},
		{"reward model", "reward a better model", OutcomeMissed},
		{"reward model", "the reward. Model it", OutcomeMissed},
		{"does not add", "it doesn't add", OutcomeHit},
		{"doesn't add", "it doesnt add", OutcomeHit},
		{"can't add", "it cannot add", OutcomeHit},
		{"vitamin A", "vitamin C", OutcomeMissed},
		{"vitamin A", "Vitamin A is needed", OutcomeHit},
		{"hepatitis A virus", "the hepatitis virus", OutcomeMissed},
		{"rater's choice", "the rater’s choice", OutcomeHit},
		{"e.g. cats", "animals, e.g. cats", OutcomeHit},
		// wildcards
		{"annotat*", "an annotator", OutcomeHit},
		{"rate?", "raters", OutcomeMissed},
		{"rate?", "rater", OutcomeHit},
		{"*tuning", "finetuning", OutcomeHit},
		{"rat*", "a grater", OutcomeMissed},
		{"m?d?l", "modal", OutcomeHit},
		// alternatives
		{"people [rating|ranking|who rate|who rank]", "people who rated", OutcomeHit},
		{"people [rating|ranking|who rate|who rank]", "people ranking them", OutcomeHit},
		{"rate[r|rs]", "two raters", OutcomeHit},
		// gaps
		{"people ... rate", "people who then rate it", OutcomeHit},
		{"people ... rate", "people rate it", OutcomeHit},
		{"people ... rate", "people who go home and do not ever rate", OutcomeMissed},
		{"people ... rate", "people came. They rate it", OutcomeMissed},
		{"people…rate", "people who rate", OutcomeHit},
		// exact
		{"=reward", "rewards", OutcomeMissed},
		{"=reward", "a Reward", OutcomeHit},
		{"=reward", "rewrad", OutcomeMissed},
		{"=pre-training", "pre-training", OutcomeHit},
		// names and signs
		{"C++", "in C++ and Go", OutcomeHit},
		{"C++", "in C", OutcomeMissed},
		{"C#", "in C", OutcomeMissed},
		{"GPT-4", "GPT4", OutcomeHit},
		{"GPT-4", "GPT-3", OutcomeMissed},
		{"405B", "405 B parameters", OutcomeHit},
		{"13,000", "13000 prompts", OutcomeHit},
		{"3.1", "llama 3.1", OutcomeHit},
		{"US", "the U.S. court", OutcomeHit},
	}
	for _, tt := range tests {
		if got := outcomeOf(t, anyOf(tt.keyword), tt.response); got != tt.want {
			t.Errorf("%q in %q: got %s, want %s", tt.keyword, tt.response, got, tt.want)
		}
	}
}

func TestSynonymsWorkBothWays(t *testing.T) {
	x := NewLexicon(Options{Language: "en", Synonyms: map[string][]string{
		"RLHF":  {"reinforcement learning from human feedback"},
		"rater": {"annotator", "people who rate"},
	}})
	tests := []struct {
		keyword, response string
		want              Outcome
	}{
		{"RLHF", "reinforcement learning from human feedback", OutcomeHit},
		{"reinforcement learning from human feedback", "it uses rlhf", OutcomeHit},
		{"rater preference", "annotators' preferences", OutcomeHit},
		{"rater preference", "people who rated preferences", OutcomeHit},
		{"annotator", "raters", OutcomeHit},
		{"=rater", "annotator", OutcomeMissed},
		{"after RLHF", "after the reinforcement learning from human feedback", OutcomeHit},
	}
	for _, tt := range tests {
		if got := rubricOf(t, anyOf(tt.keyword), x).Mark(tt.response).Criteria[0].Outcome; got != tt.want {
			t.Errorf("%q in %q: got %s, want %s", tt.keyword, tt.response, got, tt.want)
		}
	}
}

func TestAWildcardHasTheSynonymsOfItsWord(t *testing.T) {
	x := NewLexicon(Options{Synonyms: map[string][]string{"thread": {"goroutine", "worker process"}, "threat": {"danger"}}})
	tests := []struct {
		keyword, response string
		want              Outcome
	}{
		{"thread*", "two goroutines", OutcomeHit},
		{"thread*", "a worker process", OutcomeHit},
		{"thread*", "threading", OutcomeHit},
		{"two thread*", "two goroutines run", OutcomeHit},
		{"threa*", "two goroutines", OutcomeMissed},
		{"thread*", "a danger", OutcomeMissed},
		{"*thread", "two goroutines", OutcomeMissed},
		{"thr*ad*", "two goroutines", OutcomeMissed},
		{"=thread", "two goroutines", OutcomeMissed},
	}
	for _, tt := range tests {
		m := rubricOf(t, anyOf(tt.keyword), x).Mark(tt.response)
		if got := m.Criteria[0].Outcome; got != tt.want {
			t.Errorf("%q in %q: got %s, want %s", tt.keyword, tt.response, got, tt.want)
		}
	}
}

func TestEvidenceHoldsItsClosingBracket(t *testing.T) {
	tests := []struct{ keyword, response, want string }{
		{"O(n log n)", "it is O(n log n) (mostly)", "O(n log n)"},
		{"log", "it is O(n log) here", "log"},
		{"f(x)", "f[x]", "f[x]"},
	}
	for _, tt := range tests {
		m := rubricOf(t, anyOf(tt.keyword), nil).Mark(tt.response)
		if got := m.Criteria[0].Evidence; len(got) != 1 || got[0].Text != tt.want {
			t.Errorf("%q in %q: evidence %v, want %q", tt.keyword, tt.response, got, tt.want)
		}
		checkEvidence(t, tt.response, m)
	}
}

func TestGroupsOfAllShareNoWord(t *testing.T) {
	tests := []struct {
		name     string
		c        Criterion
		response string
		want     Outcome
	}{
		{"one of each", Criterion{All: [][]string{{"rater"}, {"agree"}}}, "they agree with raters", OutcomeHit},
		{"one word cannot serve twice", Criterion{All: [][]string{{"model"}, {"model*"}}}, "the model", OutcomeMissed},
		{"two words serve", Criterion{All: [][]string{{"model"}, {"model*"}}}, "a model of models", OutcomeHit},
		{"the first choice gives way", Criterion{All: [][]string{{"a1", "b1"}, {"a1"}}}, "a1 b1", OutcomeHit},
		{"a phrase blocks its words", Criterion{All: [][]string{{"reward model"}, {"model"}}}, "the reward model", OutcomeMissed},
		{"a phrase leaves other words", Criterion{All: [][]string{{"model"}, {"reward model"}}}, "a reward model for the model", OutcomeHit},
		{"a word inside a gap", Criterion{All: [][]string{{"not ... facts"}, {"add"}}}, "does not add facts", OutcomeHit},
		{"inside a gap, not denied", Criterion{All: [][]string{{"people ... facts"}, {"add"}}}, "people add facts", OutcomeHit},
		{"near enough", Criterion{All: [][]string{{"prefer"}, {"agree"}}, Near: 2}, "prefer those who agree", OutcomeHit},
		{"too far", Criterion{All: [][]string{{"prefer"}, {"agree"}}, Near: 1}, "prefer those who agree", OutcomeMissed},
		{"near in either order", Criterion{All: [][]string{{"agree"}, {"prefer"}}, Near: 2}, "prefer those who agree", OutcomeHit},
		{"near goes from neighbour to neighbour", Criterion{All: [][]string{{"a1"}, {"c1"}, {"b1"}}, Near: 1}, "a1 x b1 x c1", OutcomeHit},
		{"not across a sentence", Criterion{All: [][]string{{"prefer"}, {"agree"}}, Near: 5}, "they prefer. All agree", OutcomeMissed},
		{"far apart without near", Criterion{All: [][]string{{"prefer"}, {"agree"}}}, "they prefer. All agree", OutcomeHit},
		{"in order", Criterion{All: [][]string{{"prefer"}, {"agree"}}, Order: true}, "they prefer to agree", OutcomeHit},
		{"out of order", Criterion{All: [][]string{{"agree"}, {"prefer"}}, Order: true}, "they prefer to agree", OutcomeMissed},
		{"in order later", Criterion{All: [][]string{{"agree"}, {"prefer"}}, Order: true}, "they prefer to agree, then prefer", OutcomeHit},
		{"a later occurrence is near", Criterion{All: [][]string{{"prefer"}, {"agree"}}, Near: 1, Order: true}, "prefer what they like, prefer who agrees", OutcomeHit},
		{"fuzzy", Criterion{All: [][]string{{"prefer"}, {"agree"}}}, "they preffer those who agreee", OutcomeFuzzy},
	}
	for _, tt := range tests {
		if got := outcomeOf(t, tt.c, tt.response); got != tt.want {
			t.Errorf("%s: %v in %q: got %s, want %s", tt.name, tt.c.All, tt.response, got, tt.want)
		}
	}
}

func TestEvidencePointsIntoTheResponse(t *testing.T) {
	response := "Zuerst: Ｔhe “ﬁne‑tuning” does it — naïvely."
	m := mustCompile(t, Spec{Points: 1, Criteria: []Criterion{
		{ID: "a", Points: 1, Any: []string{"fine-tuning"}},
		{ID: "b", Points: 1, Any: []string{"naive"}},
	}}, nil).Mark(response)
	checkEvidence(t, response, m)
	if m.Criteria[0].Evidence[0].Text != "ﬁne‑tuning" {
		t.Errorf("evidence %q, want the words as typed", m.Criteria[0].Evidence[0].Text)
	}
	if m.Criteria[1].Evidence == nil || m.Criteria[1].Evidence[0].Text != "naïvely" {
		t.Errorf("evidence %+v, want naïvely", m.Criteria[1].Evidence)
	}
}

func TestASpentBudgetGoesToReview(t *testing.T) {
	keyword := strings.TrimSuffix(strings.Repeat("a1 ... ", 12), " ... ") + " ... b1"
	r := mustCompile(t, Spec{Points: 1, Criteria: []Criterion{
		{ID: "c", Points: 1, All: [][]string{{keyword}, {"a1 ... a1 ... a1"}, {"c1"}}, Near: 50},
	}}, nil)
	m := r.Mark(strings.Repeat("a1 ", 20_000) + "c1 b1 b1 b1")
	if m.Route != RouteReview || !strings.Contains(strings.Join(m.Reasons, " "), "repeats itself") {
		t.Errorf("route %s, reasons %v; want review", m.Route, m.Reasons)
	}
}
