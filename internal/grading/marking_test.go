package grading

import (
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func threeWords() Spec {
	return Spec{Points: 2, Criteria: []Criterion{
		{ID: "a", Points: 1, Any: []string{"alpha"}, Feedback: "think of alpha"},
		{ID: "b", Points: 1, Any: []string{"beta"}},
		{ID: "c", Points: 1, Any: []string{"gamma"}},
	}}
}

func TestScoreIsTheShareOfPoints(t *testing.T) {
	r := mustCompile(t, threeWords(), nil)
	for response, want := range map[string]float64{
		"": 0, "  \n\t": 0, "delta": 0, "alpha": 0.3333, "alpha beta": 0.6667, "alpha beta gamma": 1,
	} {
		m := r.Mark(response)
		if m.Score != want || math.Signbit(m.Score) || m.Route != RouteAutomatic || m.MaxPoints != 2 {
			t.Errorf("Mark(%q) = %v of %v, %s; want %v", response, m.Score, m.MaxPoints, m.Route, want)
		}
	}
	if m := r.Mark("alpha beta"); math.Abs(m.Points-4.0/3) > 1e-9 {
		t.Errorf("points %v, want 4/3", m.Points)
	}
}

func TestAMarkSaysWhatWasFoundAndWhatWasWanted(t *testing.T) {
	m := mustCompile(t, threeWords(), nil).Mark("Betta, but not gamma")
	want := []CriterionResult{
		{ID: "a", Outcome: OutcomeMissed, MaxPoints: 1, Wanted: "alpha", Feedback: "think of alpha"},
		{ID: "b", Outcome: OutcomeFuzzy, Points: 1, MaxPoints: 1, Evidence: []Span{{Start: 0, End: 5, Text: "Betta", Keyword: "beta", Typo: true}}},
		{ID: "c", Outcome: OutcomeNegated, MaxPoints: 1, Wanted: "gamma", Evidence: []Span{{Start: 15, End: 20, Text: "gamma", Keyword: "gamma"}}},
	}
	if diff := cmp.Diff(want, m.Criteria); diff != "" {
		t.Errorf("criteria (-want +got):\n%s", diff)
	}
}

func TestARequiredCriterionCapsTheScore(t *testing.T) {
	spec := threeWords()
	spec.Criteria[0].Required = true
	low := 0.25
	r := mustCompile(t, spec, nil)
	if m := r.Mark("beta gamma"); m.Score != 0.59 || len(m.Reasons) != 1 {
		t.Errorf("score %v, reasons %v; want 0.59 and one", m.Score, m.Reasons)
	}
	if m := r.Mark("beta"); m.Score != 0.3333 || m.Reasons != nil {
		t.Errorf("score %v, reasons %v; want 0.3333 and none", m.Score, m.Reasons)
	}
	spec.Criteria[0].CapWithout = &low
	if m := mustCompile(t, spec, nil).Mark("beta gamma"); m.Score != low {
		t.Errorf("score %v, want %v", m.Score, low)
	}
}

func TestRejects(t *testing.T) {
	for _, tt := range []struct {
		effect Effect
		points float64
		want   float64
		route  Route
	}{
		{EffectZero, 0, 0, RouteAutomatic},
		{EffectMinus, 0, 0.6667, RouteAutomatic},
		{EffectMinus, 2, 0.3333, RouteAutomatic},
		{EffectMinus, 9, 0, RouteAutomatic},
		{EffectReview, 0, 1, RouteReview},
	} {
		spec := threeWords()
		spec.Rejects = []Reject{{ID: "w", Any: []string{"omega"}, Effect: tt.effect, Points: tt.points, Feedback: "no"}}
		m := mustCompile(t, spec, nil).Mark("alpha beta gamma omega")
		if m.Score != tt.want || m.Route != tt.route || len(m.Rejects) != 1 || len(m.Reasons) != 1 {
			t.Errorf("%s %v: score %v, %s, rejects %v, reasons %q; want %v, %s", tt.effect, tt.points, m.Score, m.Route, m.Rejects, m.Reasons, tt.want, tt.route)
		}
	}
	spec := threeWords()
	spec.Rejects = []Reject{{ID: "w", All: [][]string{{"alpha"}, {"omega"}}, Near: 1, Effect: EffectZero}}
	r := mustCompile(t, spec, nil)
	if m := r.Mark("alpha beta gamma delta omega"); m.Score != 1 {
		t.Errorf("words far apart: score %v, want 1", m.Score)
	}
	if m := r.Mark("beta gamma alpha omega"); m.Score != 0 {
		t.Errorf("words near: score %v, want 0", m.Score)
	}
}

func TestAMarkSaysWhatWrongContentCosts(t *testing.T) {
	for points, want := range map[float64]string{
		0:   "“omega” is wrong content: 1 of 3 points is taken off",
		0.5: "“omega” is wrong content: 0.5 of 3 points are taken off",
	} {
		spec := threeWords()
		spec.Rejects = []Reject{{ID: "w", Any: []string{"omega"}, Effect: EffectMinus, Points: points}}
		m := mustCompile(t, spec, nil).Mark("alpha beta gamma omega")
		if len(m.Reasons) != 1 || m.Reasons[0] != want {
			t.Errorf("%v points: reasons %q, want %q", points, m.Reasons, want)
		}
	}
}

func TestScoresNeverRoundUpToAPass(t *testing.T) {
	spec := Spec{Points: 1, Criteria: []Criterion{{ID: "a", Points: 59999.9, Any: []string{"alpha"}}, {ID: "b", Points: 40000.1, Any: []string{"beta"}}}}
	if m := mustCompile(t, spec, nil).Mark("alpha"); m.Score >= PassMark {
		t.Errorf("score %v passes", m.Score)
	}
	spec = Spec{Points: 1, Criteria: []Criterion{{ID: "a", Points: 999999, Any: []string{"alpha"}}, {ID: "b", Points: 1, Any: []string{"beta"}}}}
	if m := mustCompile(t, spec, nil).Mark("alpha"); m.Score >= 1 {
		t.Errorf("score %v is full", m.Score)
	}
	tenths := Spec{Points: 1}
	for _, word := range []string{"a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1", "i1", "j1"} {
		tenths.Criteria = append(tenths.Criteria, Criterion{ID: word, Points: 0.1, Any: []string{word}})
	}
	if m := mustCompile(t, tenths, nil).Mark("a1 b1 c1 d1 e1 f1 g1 h1 i1 j1"); m.Score != 1 || m.Points != 1 {
		t.Errorf("all met: score %v, points %v, want 1", m.Score, m.Points)
	}
	if m := mustCompile(t, tenths, nil).Mark("a1 b1 c1 d1 e1 f1"); m.Score < PassMark {
		t.Errorf("six tenths: score %v does not pass", m.Score)
	}
}

func TestStrangeResponses(t *testing.T) {
	r := mustCompile(t, threeWords(), nil)
	for name, response := range map[string]string{
		"invalid UTF-8": "\xff\xfealpha\xc3", "NUL": "alpha\x00beta", "combining marks": "\u0301\u0302\u0303",
		"right to left": "אלפא alpha \u202eatteb\u202c", "emoji": "👩‍👩‍👧 alpha 🇩🇪", "escape codes": "\x1b[31malpha\x1b[0m",
		"one long word": strings.Repeat("x", 50_000), "many marks": "a" + strings.Repeat("\u0301", 5_000),
		"only stops": strings.Repeat(".", 1000), "apostrophes": strings.Repeat("'", 100) + "a'b'c'", "newlines": "\n\n- alpha\n- beta\r\n\n",
	} {
		m := r.Mark(response)
		checkEvidence(t, response, m)
		if strings.Contains(response, "alpha") != m.Criteria[0].Outcome.Met() {
			t.Errorf("%s: alpha is %s", name, m.Criteria[0].Outcome)
		}
	}
}

func TestOnlyTheBeginningOfAHugeResponseIsMarked(t *testing.T) {
	r := mustCompile(t, threeWords(), nil)
	m := r.Mark("alpha " + strings.Repeat("ü", MaxResponse) + " beta")
	if m.Score != 0.3333 || m.Route != RouteReview || len(m.Reasons) != 1 {
		t.Errorf("score %v, %s, %v", m.Score, m.Route, m.Reasons)
	}
}

func TestRubricsAreSafeForConcurrentUse(t *testing.T) {
	x := NewLexicon(Options{Vocabulary: func() []string { return []string{"alpha beta"} }, Synonyms: map[string][]string{"alpha": {"first letter"}}})
	r := mustCompile(t, threeWords(), x)
	want := r.Mark("the first letter, gama, not betta")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 200 {
				if got := r.Mark("the first letter, gama, not betta"); !cmp.Equal(got, want) {
					t.Errorf("got %+v, want %+v", got, want)
					return
				}
			}
		})
	}
	wait.Wait()
}

func TestWantedCanBeRead(t *testing.T) {
	for _, tt := range []struct {
		c    Criterion
		want string
	}{
		{Criterion{Any: []string{"rater*", "annotator*", "people [who rate|rating]"}}, "rater, annotator or people who rate"},
		{Criterion{Any: []string{"=LoRA"}}, "LoRA"},
		{Criterion{Any: []string{"not ... add", "rater", "rater*"}}, "not … add or rater"},
		{Criterion{Any: []string{"a1", "b1", "c1", "d1", "e1"}}, "a1, b1, c1 or d1"},
		{Criterion{All: [][]string{{"rater*"}, {"agree*"}}}, "rater and agree"},
		{Criterion{All: [][]string{{"prefer*", "like*"}, {"agree*"}}}, "prefer or like, and agree"},
	} {
		if got := wantedText(tt.c); got != tt.want {
			t.Errorf("wantedText = %q, want %q", got, tt.want)
		}
	}
}
