package grading

import (
	"slices"
	"strings"
	"testing"
)

func TestAtLeastSoManyKeywords(t *testing.T) {
	gases := Criterion{Any: []string{"carbon dioxide", "methane", "nitrous oxide", "water vapour", "ozone"}, AtLeast: 3}
	parts := Criterion{Any: []string{"reward model", "model", "policy"}, AtLeast: 2}
	for _, tt := range []struct {
		name     string
		c        Criterion
		response string
		want     Outcome
		evidence int
	}{
		{"enough", gases, "methane, ozone and carbon dioxide", OutcomeHit, 3},
		{"more than enough", gases, "ozone, methane, water vapour, nitrous oxide", OutcomeHit, 3},
		{"too few", gases, "methane and ozone", OutcomeMissed, 2},
		{"none", gases, "nitrogen", OutcomeMissed, 0},
		{"the same one twice", gases, "methane, methane and again methane", OutcomeMissed, 1},
		{"a typing mistake among them", gases, "methane, ozone, nitrous oxyde", OutcomeFuzzy, 3},
		{"one of them denied", gases, "methane and ozone, but not water vapour", OutcomeNegated, 3},
		{"denied, and enough without it", gases, "methane, ozone, carbon dioxide, not water vapour", OutcomeHit, 3},
		{"no word counts twice", parts, "the reward model", OutcomeMissed, 1},
		{"a phrase gives way", parts, "the reward model and another model", OutcomeHit, 2},
		{"one is any", Criterion{Any: []string{"methane", "ozone"}, AtLeast: 1}, "ozone", OutcomeHit, 1},
	} {
		result := rubricOf(t, tt.c, nil).Mark(tt.response).Criteria[0]
		if result.Outcome != tt.want || len(result.Evidence) != tt.evidence {
			t.Errorf("%s: %q: %s by %v, want %s by %d", tt.name, tt.response, result.Outcome, result.Evidence, tt.want, tt.evidence)
		}
	}
	if got := wantedText(gases); got != "3 of carbon dioxide, methane, nitrous oxide or water vapour" {
		t.Errorf("wanted: %q", got)
	}
}

func TestAnAtLeastThatCannotBeSearchedGoesToReview(t *testing.T) {
	var keywords []string
	for a := range 12 {
		for b := range 12 {
			if a != b {
				keywords = append(keywords, strings.Join([]string{letter(a), letter(b)}, " ... "))
			}
		}
	}
	var all []string
	for a := range 12 {
		all = append(all, letter(a))
	}
	r := rubricOf(t, Criterion{Any: keywords, AtLeast: 100, Near: 50}, nil)
	if m := r.Mark(strings.Repeat(strings.Join(all, " ")+" ", 40)); m.Route != RouteReview || !slices.Contains(m.Reasons, reasonSteps) {
		t.Errorf("%s, %v; want review", m.Route, m.Reasons)
	}
}

func letter(i int) string { return string(rune('a'+i)) + "1" }

func riseOrFall(points ...float64) Spec {
	return Spec{Points: 2, Criteria: []Criterion{
		{ID: "rises", Points: points[0], Any: []string{"rise"}},
		{ID: "falls", Points: points[1], Any: []string{"fall"}, Excludes: []string{"rises"}},
		{ID: "demand", Points: points[2], Any: []string{"demand"}},
	}}
}

func TestCriteriaThatExcludeEachOther(t *testing.T) {
	for _, tt := range []struct {
		response string
		want     float64
		route    Route
	}{
		{"prices rise with demand", 1, RouteAutomatic},
		{"prices fall with demand", 0.6667, RouteAutomatic},
		{"prices rise", 0.6667, RouteAutomatic},
		{"prices rise or fall with demand", 1, RouteReview},
		{"prices rise and do not fall, with demand", 1, RouteAutomatic},
		{"demand", 0.3333, RouteAutomatic},
	} {
		m := mustCompile(t, riseOrFall(2, 1, 1), nil).Mark(tt.response)
		if m.Score != tt.want || m.Route != tt.route {
			t.Errorf("%q: score %v, %s, %v; want %v, %s", tt.response, m.Score, m.Route, m.Reasons, tt.want, tt.route)
		}
	}
	m := mustCompile(t, riseOrFall(1, 1, 1), nil).Mark("prices rise or fall")
	if want := `"rises" and "falls" exclude each other, and the response says both: a person decides`; !slices.Equal(m.Reasons, []string{want}) {
		t.Errorf("reasons %q, want %q", m.Reasons, want)
	}
	// the other way round, and both ways, it is the same
	both := riseOrFall(1, 1, 1)
	both.Criteria[0].Excludes = []string{"falls"}
	once := riseOrFall(1, 1, 1)
	once.Criteria[0].Excludes, once.Criteria[1].Excludes = []string{"falls"}, nil
	for _, spec := range []Spec{both, once} {
		if got := mustCompile(t, spec, nil).Mark("prices rise or fall"); got.Score != m.Score || !slices.Equal(got.Reasons, m.Reasons) {
			t.Errorf("score %v, %v; want %v, %v", got.Score, got.Reasons, m.Score, m.Reasons)
		}
	}
	// what is missed since the other is met is not asked for
	if missed := mustCompile(t, riseOrFall(1, 1, 1), nil).Mark("it rises").Criteria[1]; missed.Outcome != OutcomeExcluded || missed.Wanted != "" {
		t.Errorf("the excluded criterion: %+v", missed)
	}
}

func TestWhatADenialMeans(t *testing.T) {
	for _, tt := range []struct {
		means    Denied
		response string
		outcome  Outcome
		score    float64
		route    Route
		feedback string
	}{
		{"", "beta, not alpha", OutcomeNegated, 0.5, RouteAutomatic, "it does"},
		{DeniedMiss, "beta, not alpha", OutcomeNegated, 0.5, RouteAutomatic, "it does"},
		{DeniedHit, "beta, not alpha", OutcomeHit, 1, RouteAutomatic, "yes"},
		{DeniedHit, "beta, not alhpa", OutcomeFuzzy, 1, RouteAutomatic, "yes"},
		{DeniedZero, "beta, not alpha", OutcomeNegated, 0, RouteAutomatic, "it does"},
		{DeniedReview, "beta, not alpha", OutcomeNegated, 0.5, RouteReview, "it does"},
		{DeniedZero, "beta, alpha", OutcomeHit, 1, RouteAutomatic, "yes"},
		{DeniedZero, "beta", OutcomeMissed, 0.5, RouteAutomatic, "think"},
		{DeniedReview, "beta", OutcomeMissed, 0.5, RouteAutomatic, "think"},
		{DeniedZero, "beta, not alpha; it is alpha", OutcomeHit, 1, RouteAutomatic, "yes"},
	} {
		m := mustCompile(t, Spec{Points: 1, Criteria: []Criterion{
			{ID: "a", Points: 1, Any: []string{"alpha"}, IfNegated: tt.means, Feedback: "think", FeedbackHit: "yes", FeedbackNegated: "it does"},
			{ID: "b", Points: 1, Any: []string{"beta"}},
		}}, nil).Mark(tt.response)
		if got := m.Criteria[0]; got.Outcome != tt.outcome || m.Score != tt.score || m.Route != tt.route || got.Feedback != tt.feedback {
			t.Errorf("%s: %q: %s, score %v, %s, %q, %v; want %s, %v, %s, %q", tt.means, tt.response, got.Outcome, m.Score, m.Route, got.Feedback, m.Reasons, tt.outcome, tt.score, tt.route, tt.feedback)
		}
	}
	m := rubricOf(t, Criterion{Any: []string{"alpha"}, Feedback: "think"}, nil).Mark("not alpha")
	if m.Criteria[0].Feedback != "think" {
		t.Errorf("without feedback_negated a denial is told %q", m.Criteria[0].Feedback)
	}
}

func TestBands(t *testing.T) {
	low, bands := 0.7, []Band{{From: 0.9, Score: 1}, {From: 0.3, Score: 0.5}, {From: 0, Score: 0, Name: "not yet"}}
	spec := threeWords()
	for _, tt := range []struct {
		name, response string
		change         func(*Spec)
		want           float64
		level          string
	}{
		{"all", "alpha beta gamma", nil, 1, "full"},
		{"some", "alpha beta", nil, 0.5, "partly"},
		{"just so", "alpha", nil, 0.5, "partly"},
		{"nothing", "delta", nil, 0, "not yet"},
		{"wrong content", "alpha beta gamma omega", func(s *Spec) { s.Rejects = []Reject{{ID: "w", Any: []string{"omega"}, Effect: EffectZero}} }, 0, "not yet"},
		{"less", "alpha beta gamma omega", func(s *Spec) { s.Rejects = []Reject{{ID: "w", Any: []string{"omega"}, Effect: EffectMinus}} }, 0.5, "partly"},
		{"a required one missing", "beta gamma", func(s *Spec) {
			s.Criteria[0].Required, s.Bands = true, []Band{{From: 0.5, Score: 1}, {From: 0.2, Score: 0.4, Name: "weak"}}
		}, 0.4, "weak"},
		{"below the lowest", "beta gamma", func(s *Spec) { s.Bands = []Band{{From: 1, Score: 1}} }, 0, "none"},
		{"a cap between bands", "beta gamma", func(s *Spec) {
			s.Criteria[0].Required, s.Criteria[0].CapWithout = true, &low
			s.Bands = []Band{{From: 0.6, Score: 1}, {From: 0.5, Score: 0.7, Name: "good"}}
		}, 0.7, "good"},
	} {
		s := spec
		s.Bands, s.Criteria = bands, slices.Clone(spec.Criteria)
		if tt.change != nil {
			tt.change(&s)
		}
		m := mustCompile(t, s, nil).Mark(tt.response)
		if m.Score != tt.want || !strings.Contains(strings.Join(m.Reasons, "\n"), "level “"+tt.level+"”") {
			t.Errorf("%s: score %v, %q; want %v, level %s", tt.name, m.Score, m.Reasons, tt.want, tt.level)
		}
	}
}

// TestEffectsTogether goes through what a mark may lose at once.
func TestEffectsTogether(t *testing.T) {
	zero := Reject{ID: "z", Any: []string{"omega"}, Effect: EffectZero}
	minus := Reject{ID: "m", Any: []string{"psi"}, Effect: EffectMinus}
	review := Reject{ID: "r", Any: []string{"chi"}, Effect: EffectReview}
	for _, tt := range []struct {
		name, response string
		required       bool
		want           float64
		route          Route
		reasons        int
	}{
		{"minus twice said is minus once", "alpha beta gamma psi, psi", false, 0.6667, RouteAutomatic, 1},
		{"zero beats minus", "alpha beta gamma psi omega", false, 0, RouteAutomatic, 2},
		{"zero and review: 0 until a person decides", "alpha beta gamma omega chi", false, 0, RouteReview, 2},
		{"minus and review", "alpha beta gamma psi chi", false, 0.6667, RouteReview, 2},
		{"minus below a cap", "beta gamma psi", true, 0.3333, RouteAutomatic, 1},
		{"a cap below minus", "beta gamma", true, 0.59, RouteAutomatic, 1},
		{"a cap and review", "beta gamma chi", true, 0.59, RouteReview, 2},
		{"a cap and zero", "beta gamma omega", true, 0, RouteAutomatic, 1},
		{"denied wrong content", "alpha beta gamma but not omega", false, 1, RouteAutomatic, 0},
		{"a denied required one", "beta gamma but not alpha", true, 0.59, RouteAutomatic, 1},
	} {
		spec := threeWords()
		spec.Rejects = []Reject{zero, minus, review}
		spec.Criteria[0].Required = tt.required
		m := mustCompile(t, spec, nil).Mark(tt.response)
		if m.Score != tt.want || m.Route != tt.route || len(m.Reasons) != tt.reasons {
			t.Errorf("%s: score %v, %s, %q; want %v, %s, %d reasons", tt.name, m.Score, m.Route, m.Reasons, tt.want, tt.route, tt.reasons)
		}
	}
	two := threeWords()
	low := 0.2
	two.Criteria[0].Required, two.Criteria[1].Required, two.Criteria[1].CapWithout = true, true, &low
	if m := mustCompile(t, two, nil).Mark("gamma"); m.Score != low || m.Route != RouteAutomatic {
		t.Errorf("of two caps the score is %v, want the lower, %v", m.Score, low)
	}
}

func TestExactWordsWildcardsAndGaps(t *testing.T) {
	for _, tt := range []struct {
		keyword, response string
		want              Outcome
	}{
		// = means the spelling: no word form, no typing mistake, no synonym
		{"=led", "it led", OutcomeHit},
		{"=led", "it leads", OutcomeMissed},
		{"=Led", "LED", OutcomeHit}, // capitals never count
		{"=resume", "a résumé", OutcomeHit},
		{"=affect", "they affekt it", OutcomeMissed},
		{"=affect", "it affects", OutcomeMissed},
		{"=fine tuning", "fine tuned", OutcomeHit}, // = is for its own word
		{"=fine =tuning", "fine tuned", OutcomeMissed},
		{"=fine =tuning", "the fine tuning", OutcomeHit},
		{"the =led", "leads", OutcomeMissed},
		// * and ?
		{"g?ne", "gene", OutcomeHit},
		{"g?ne", "gne", OutcomeMissed},
		{"g?ne", "gönne", OutcomeMissed},
		{"a*b*c", "axxbyyc", OutcomeHit},
		{"a*b*c", "axxbyy", OutcomeMissed},
		{"photo*", "photo", OutcomeHit},
		{"light * energy", "light into energy", OutcomeHit},
		{"light * energy", "light energy", OutcomeMissed},
		// brackets and gaps
		{"[rise|go up]", "prices go up", OutcomeHit},
		{"[high|low]er cost", "a lower cost", OutcomeHit},
		{"not ... [cheap|free]", "this is not at all free", OutcomeHit},
		{"heat ... [rises|is lost]", "heat which is lost", OutcomeHit},
		{"heat ... lost", "There is heat. It is lost", OutcomeMissed},
		{"heat ... lost", "there is heat! lost", OutcomeMissed},
		{"heat ... lost", "heat: it is then lost", OutcomeHit},
	} {
		if got := outcomeOf(t, anyOf(tt.keyword), tt.response); got != tt.want {
			t.Errorf("%q in %q: got %s, want %s", tt.keyword, tt.response, got, tt.want)
		}
	}
}
