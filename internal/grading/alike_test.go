package grading

import "testing"

func TestInALooseRubricWordsThatLookAlikeWillDo(t *testing.T) {
	for _, tt := range []struct {
		keyword, response string
		loose             Outcome // and missed where the rubric is not loose
	}{
		{"crystal", "a crystalline ground", OutcomeFuzzy},
		{"conduct", "its conductivity", OutcomeFuzzy},
		{"photosynthesis", "the photosynthetic parts", OutcomeFuzzy},
		{"fraction", "it refracts", OutcomeMissed},          // begins with another letter
		{"absorption", "the adsorption", OutcomeMissed},     // contrasts
		{"water", "a waste", OutcomeMissed},                 // has little in common
		{"=crystal", "a crystalline ground", OutcomeMissed}, // is wanted as it is spelt
		{"crystal", "no crystalline ground", OutcomeNegated},
	} {
		for _, loose := range []bool{false, true} {
			for _, typos := range []Typos{TyposSmall, TyposOff} {
				want := OutcomeMissed
				if loose && typos != TyposOff {
					want = tt.loose
				}
				spec := Spec{Points: 1, Typos: typos, Loose: loose, Criteria: []Criterion{{ID: "c", Points: 1, Any: []string{tt.keyword}}}}
				m := mustCompile(t, spec, nil).Mark(tt.response)
				got := m.Criteria[0]
				if got.Outcome != want {
					t.Errorf("%q, loose %v, typos %s: %q is %s, want %s", tt.keyword, loose, typos, tt.response, got.Outcome, want)
				}
				if got.Outcome == OutcomeFuzzy && !got.Evidence[0].Typo {
					t.Errorf("%q for %q has no label", tt.response, tt.keyword)
				}
			}
		}
	}
}

func TestInALooseRubricADenialReachesThreeWords(t *testing.T) {
	for response, want := range map[string]Outcome{
		"it does not melt":                               OutcomeNegated,
		"not in a dish melted":                           OutcomeHit,
		"it does not on any of the warm days melt there": OutcomeHit,
	} {
		spec := Spec{Points: 1, Loose: true, Criteria: []Criterion{{ID: "c", Points: 1, Any: []string{"melt"}}}}
		if got := mustCompile(t, spec, nil).Mark(response).Criteria[0].Outcome; got != want {
			t.Errorf("%q is %s, want %s", response, got, want)
		}
	}
}
