package grading

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func looseSpec(keywords ...string) Spec {
	spec := Spec{Points: 1, Loose: true}
	for _, keyword := range keywords {
		spec.Criteria = append(spec.Criteria, Criterion{ID: keyword, Points: 1, Any: []string{keyword}})
	}
	return spec
}

func TestInALooseRubricARelatedWordEarnsAPart(t *testing.T) {
	for _, tt := range []struct {
		keyword, response string
		outcome           Outcome
		points            float64
	}{
		{"vapour", "it evaporates", OutcomeFuzzy, closeCredit},
		{"evaporated", "it turned into vapor", OutcomeFuzzy, closeCredit}, // as spelt in America
		{"weight", "it is heavy", OutcomeFuzzy, closeCredit},              // an attribute
		{"purchase", "what they bought", OutcomeFuzzy, closeCredit},       // an irregular form
		{"evaporates", "it evaporates into vapour", OutcomeHit, 1},        // the word itself counts first
		{"vapour", "it never evaporates", OutcomeNegated, 0},
		{"=vapour", "it evaporates", OutcomeMissed, 0}, // wanted as it is spelt
		{"vapo*", "it evaporates", OutcomeMissed, 0},   // a wildcard has no meaning
		// Contrasts are never close.
		{"hot", "it is cold", OutcomeMissed, 0},
		{"increases", "it decreases", OutcomeMissed, 0},
		{"rises", "it falls", OutcomeMissed, 0},
		{"expands", "it contracts", OutcomeMissed, 0},
		{"fast", "it is slow", OutcomeMissed, 0},
		{"large", "it is small", OutcomeMissed, 0},
		{"attracts", "it repels", OutcomeMissed, 0},
		{"open", "it is closed", OutcomeMissed, 0},
		{"absorbs", "it adsorbs", OutcomeMissed, 0},
	} {
		m := mustCompile(t, looseSpec(tt.keyword), nil).Mark(tt.response)
		got := m.Criteria[0]
		if got.Outcome != tt.outcome || got.Points != tt.points {
			t.Errorf("%q for %q is %s with %v points, want %s with %v", tt.response, tt.keyword, got.Outcome, got.Points, tt.outcome, tt.points)
		}
		if isClose := tt.outcome == OutcomeFuzzy; len(got.Evidence) > 0 && got.Outcome.Met() && got.Evidence[0].Close != isClose {
			t.Errorf("%q for %q: evidence %+v", tt.response, tt.keyword, got.Evidence)
		}
	}
}

func TestOnlyALooseRubricAsksForRelatedWords(t *testing.T) {
	strict := looseSpec("vapour")
	strict.Loose = false
	exact := looseSpec("vapour")
	exact.Typos = TyposOff
	not := looseSpec("vapour")
	not.NotTypo = []string{"evaporates"}
	reject := looseSpec("water")
	reject.Rejects = []Reject{{ID: "r", Any: []string{"vapour"}, Effect: EffectZero}}
	for name, spec := range map[string]Spec{"strict": strict, "exact": exact, "not_typo": not} {
		if got := mustCompile(t, spec, nil).Mark("it evaporates").Score; got != 0 {
			t.Errorf("%s: score %v", name, got)
		}
	}
	if m := mustCompile(t, reject, nil).Mark("the water evaporates"); m.Score != 1 || len(m.Rejects) > 0 {
		t.Errorf("a related word is taken for wrong content: %+v", m)
	}
	if got := mustCompile(t, looseSpec("Auto"), NewLexicon(Options{Language: "de"})).Mark("a car").Score; got != 0 {
		t.Errorf("in German an English word is related: score %v", got)
	}
}

func TestARelatedWordIsSaidToBeClose(t *testing.T) {
	spec := Derive([]string{"The vapour leaves salt."}, "", 1, nil)
	m := mustCompile(t, spec, nil).Mark("it evaporates and leaves the salt")
	want := []string{"“evaporates” close to vapour", "leaves", "salt"}
	if diff := cmp.Diff(want, m.InWords().Found); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	if m.Score >= 1 {
		t.Errorf("score %v, though a word is only close", m.Score)
	}
}

// TestWordsOnlyAddInALooseRubric holds a law that close words must not break: where
// nothing is denied, more words never lower a mark.
func TestWordsOnlyAddInALooseRubric(t *testing.T) {
	words := []string{"vapour", "evaporates", "hot", "heat", "heavy", "weight", "rush", "speed", "buy", "purchase", "quick", "crystal", "crystalline", "stone"}
	rapid.Check(t, func(t *rapid.T) {
		keywords := rapid.SliceOfNDistinct(rapid.SampledFrom(words), 1, 5, rapid.ID[string]).Draw(t, "keywords")
		response := ""
		r := mustCompile(t, looseSpec(keywords...), nil)
		score := 0.0
		for _, word := range rapid.SliceOfN(rapid.SampledFrom(words), 1, 8).Draw(t, "response") {
			response += " " + word
			now := r.Mark(response).Score
			if now < score {
				t.Fatalf("%q scores %v, and %v without its last word", response, now, score)
			}
			score = now
		}
	})
}
