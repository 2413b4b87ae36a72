package grading

import (
	"strings"
	"testing"
)

func TestPMatch(t *testing.T) {
	tests := []struct {
		name, expression string
		yes, no          []string
	}{
		{"the whole response, in order", "match(rain falls)", []string{"rain falls", " Rain  falls "}, []string{"rain", "falls rain", "rain falls here", "the rain falls"}},
		{"any order", "match_o(rain falls)", []string{"falls rain"}, []string{"falls rain here", "rain rain"}},
		{"other words", "match_w(rain falls)", []string{"the rain often falls here"}, []string{"falls the rain"}},
		{"other words, any order", "match_ow(rain falls)", []string{"down falls the rain"}, []string{"down falls the snow", "rain"}},
		{"each word serves one term", "match_ow(rain rain)", []string{"rain, rain"}, []string{"rain"}},
		{"terms share words as they must", "match_ow(rain|snow snow)", []string{"snow and rain", "snow snow"}, []string{"snow", "rain rain"}},
		{"other characters", "match_c(cat)", []string{"cat", "cats", "scatter", "chat", "coat"}, []string{"act", "ca"}},
		{"one character", "match(c?t)", []string{"cat", "cut", "cüt"}, []string{"ct", "coat"}},
		{"any characters", "match(c*t)", []string{"ct", "coat"}, []string{"coats"}},
		{"signs themselves", `match_w(a\|b \(c\) \* \?x d\_e \[f\] \\)`, []string{`a|b (c) * ?x d_e [f] \`}, []string{"a (c) * ?x d_e [f]"}},
		{"alternatives", "match_w(rain|snow|hail falls)", []string{"hail falls"}, []string{"fog falls"}},
		{"a phrase", "match_mow([acid rain]|snow)", []string{"snow", "acid rain", "rain of acid"}, []string{"rain"}},
		{"words of a joined phrase keep their order", "match_ow([acid_rain])", []string{"so acid rain"}, []string{"rain acid"}},
		{"alternatives in a phrase", "match_w([acid|sour rain|snow])", []string{"sour snow"}, []string{"snow sour"}},
		{"two words between", "match_w(cause_effect)", []string{"cause effect", "cause and its effect"}, []string{"cause and then its effect", "effect cause"}},
		{"none between", "match_wp0(cause_effect)", []string{"the cause effect"}, []string{"cause and effect"}},
		{"four between", "match_wp4(cause_effect)", []string{"cause and then comes the effect"}, []string{"cause and then comes after all the effect"}},
		{"nearness keeps order whatever o says", "match_ow(cause_effect time)", []string{"in time a cause has its effect"}, []string{"in time an effect has its cause"}},
		{"nearness ends with the sentence", "match_w(cause_effect)", []string{"cause 2.5 effect"}, []string{"cause. Effect", "cause? Effect", "cause! Effect"}},
		{"words between serve nothing else", "match_ow(a_c b)", []string{"b a c", "a x c b"}, []string{"a b c"}},
		{"a letter replaced, swapped, extra or missing", "match_m(rainfall)", []string{"rainfoll", "rianfall", "raiinfall", "rainfal", "kainfall"}, []string{"rainfo", "rinfoll", "rain fall"}},
		{"replaced only", "match_mr(rain)", []string{"ruin"}, []string{"rian", "raain", "ran"}},
		{"swapped only", "match_mt(rain)", []string{"rian"}, []string{"ruin", "raain", "ran"}},
		{"extra only", "match_mx(rain)", []string{"raain"}, []string{"ruin", "rian", "ran"}},
		{"fewer only", "match_mf(rain)", []string{"ran"}, []string{"ruin", "rian", "raain"}},
		{"some of them", "match_mtx(rain)", []string{"rian", "raain"}, []string{"ruin", "ran"}},
		{"two mistakes from eight letters", "match_m2(rainfall)", []string{"ranfal", "rianfoll"}, []string{"ranfa"}},
		{"one below", "match_m2(rain)", []string{"ran"}, []string{"raan n", "rrraain"}},
		{"short words", "match_m(fog)", []string{"fogg"}, []string{"fig", "fgo", "fo"}},
		{"shorter words", "match_m(ox)", []string{"ox"}, []string{"oxx", "ax"}},
		{"wildcards are no letters", "match_m(fog**)", []string{"foggy"}, []string{"fiiii"}},
		{"a mistake beside a wildcard", "match_m(condens*)", []string{"condensation", "condnesation"}, []string{"cdnesation"}},
		{"options in any order", "match_wp1om2r(rainfall_ends)", []string{"then roinfill soon ends"}, []string{"then rainfall very soon ends"}},
		{"numbers by value", "match_w(1500)", []string{"1500", "1.5e3", "1.5x10<sup>3</sup> km", "+1500"}, []string{"1501", "1,500", "1500ml"}},
		{"a decimal point stays", "match_w(2.4 four)", []string{"2.4 four.two"}, []string{"2 4 four"}},
		{"a word with an end of a sentence in it", "match_w(i.e. rain)", []string{"weather, i.e. rain"}, []string{"ie rain"}},
		{"commas are spaces", "match(rain falls)", []string{"rain, falls", "rain:falls;"}, []string{"rain-falls"}},
		{"quotes are straight", `match(the "it's")`, []string{"the “it’s”"}, []string{"the its"}},
		{"composed letters", "match(caf\u00e9)", []string{"cafe\u0301"}, []string{"cafe"}},
		{"any of", "match_any(match_w(rain) match_w(snow))", []string{"rain", "snow here"}, []string{"hail"}},
		{"all of", "match_all (match_w (rain), match_w (snow))", []string{"snow and rain"}, []string{"rain"}},
		{"not", "not(match_w(rain))", []string{"snow"}, []string{"rain here"}},
		{"not of any", "match_all(match_w(snow) not(match_any(match_w(rain) match_w(hail))))", []string{"snow"}, []string{"snow, hail"}},
		{"not inside a list inside a not", "not(match_all(not(match_w(rain)) match_w(snow)))", []string{"rain", "rain and snow"}, []string{"snow"}},
	}
	for _, tt := range tests {
		r := rubricOf(t, Criterion{PMatch: tt.expression}, nil)
		for want, responses := range map[bool][]string{true: tt.yes, false: tt.no} {
			for _, response := range responses {
				m := r.Mark(response)
				checkEvidence(t, response, m)
				if got := m.Criteria[0].Outcome.Met(); got != want {
					t.Errorf("%s: %s in %q: met %t", tt.name, tt.expression, response, got)
				}
			}
		}
	}
}

func TestPMatchTakesCapitalsAsTheyAreWhereTheyCount(t *testing.T) {
	r := rubricOf(t, Criterion{PMatch: "match_w(DNA)", MatchCase: true}, nil)
	for response, want := range map[string]Outcome{"the DNA": OutcomeHit, "the dna": OutcomeMissed} {
		if got := r.Mark(response).Criteria[0].Outcome; got != want {
			t.Errorf("%q: %s, want %s", response, got, want)
		}
	}
}

func TestPMatchKnowsTheSynonymsOfTheDeck(t *testing.T) {
	x := NewLexicon(Options{Synonyms: map[string][]string{"rain": {"wet weather", "drizzle"}}})
	r := rubricOf(t, Criterion{PMatch: "match_w(rain falls)"}, x)
	for response, want := range map[string]bool{"drizzle falls": true, "wet weather falls": true, "weather falls": false} {
		if got := r.Mark(response).Criteria[0].Outcome.Met(); got != want {
			t.Errorf("%q: met %t", response, got)
		}
	}
}

// Every problem names its place in the expression, or what is missing, and a way
// out.
func TestPMatchProblems(t *testing.T) {
	for expression, want := range map[string]string{
		"rain":                         `match, match_any, match_all or not is expected at "rain"`,
		"match(rain":                   "a bracket ( is not closed",
		"match_any(match(rain)":        "a bracket ( is not closed",
		"match()":                      "a match( ) is empty",
		"match_any()":                  "a match_any or match_all is empty",
		"match_any(rain)":              `match, match_any, match_all or not is expected at "rain)"`,
		"match_z(rain)":                "match_ is followed by no option",
		"match_oz(rain)":               `a ( is expected at "z(rain)"`,
		"match_p7(rain)":               "the option p needs a number of words from 0 to 4",
		"match(rain )":                 "a space stands before the closing )",
		"match(rain |snow)":            "a | has no word right before it",
		"match(rain|)":                 `a word is expected at ")"`,
		"match(rain _snow)":            "a space stands beside a _",
		"match(rain_ snow)":            "a space stands beside a _",
		"match([rain snow)":            `the sign ")" stands where a space or _ is expected`,
		"match([rain [snow]])":         "a [ stands inside the words",
		"match(rain(snow))":            "a ( stands inside the words",
		`match(\rain)`:                 `a \ stands before what needs none`,
		"match(rain) match(snow)":      `something stands after the expression, at "match(snow)"`,
		"not(not(match(rain)))":        "a not stands directly inside a not",
		"not(match(rain) match(snow))": "a not holds more than one expression",
		strings.Repeat("match_all(", 2000) + "match(a)" + strings.Repeat(")", 2000): "brackets stand more than 32 deep",
		"match(" + strings.Repeat("a", 40_000) + ")":                                "the expression is longer than",
		"match(" + strings.Repeat("a|", 1100) + "a)":                                "",
	} {
		_, err := Compile(Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, PMatch: expression}}}, nil)
		shown := expression[:min(len(expression), 60)]
		if want == "" {
			if err != nil {
				t.Errorf("%s: %v", shown, err)
			}
			continue
		}
		problems, _ := err.(Problems)
		if len(problems) != 1 || problems[0].Path != "criterion[0].pmatch" || problems[0].Remedy == "" {
			t.Errorf("%s: %v", shown, err)
			continue
		}
		if !strings.Contains(problems[0].Cause, want) {
			t.Errorf("%s: %q, want %q", shown, problems[0].Cause, want)
		}
	}
}

// The work of terms in any order grows with the square of the terms and with the
// words, and not with the orders there are.
func TestPMatchWorkIsPolynomial(t *testing.T) {
	repeated := strings.Repeat("a b c d e f ", 33) + "a b"
	for expression, most := range map[string]int{
		"match_ow(a b c d e f g)":                               1_000,
		"match_ow(a b c d e f a)":                               1_000,
		"match_ow(a|b b|c c|d d|e e|f f|a a|b)":                 10_000,
		"match_o(a b c d e f g)":                                1_000,
		"match_w(a b c d e f g)":                                2_000,
		"match_w(a_b c_d e_f g)":                                2_000,
		"match_mow(*a* *b* *c* *d* *e* *f* *g*)":                2_000,
		"match_ow([a b] [b c] [c d] [d e] [e f] [f g] a_c)":     1_000,
		"match_ow([a b] [b c] [c d] [d e] [e f] [f a] a_c b_d)": 2_000,
	} {
		r := rubricOf(t, Criterion{PMatch: expression}, nil)
		if steps := stepsOf(r, repeated); steps > most {
			t.Errorf("%s: %d steps, more than %d", expression, steps, most)
		}
	}
}

// Twelve pairs are one more than the response can hold, which only trying them
// all would prove.
func TestPMatchGoesToReviewWhereItCannotBeSure(t *testing.T) {
	pairs := "match_ow(" + strings.TrimSpace(strings.Repeat("a_b ", 12)) + ")"
	r := rubricOf(t, Criterion{PMatch: pairs}, nil)
	m := r.Mark(strings.Repeat("a a a b ", 11))
	if m.Score != 0 || m.Route != RouteReview || len(m.Reasons) != 1 || m.Reasons[0] != reasonSteps {
		t.Errorf("%+v", m)
	}
	if m := r.Mark(strings.Repeat("a a a b ", 12)); m.Score != 1 || m.Route != RouteAutomatic {
		t.Errorf("with twelve: %+v", m)
	}
}

func FuzzPMatchSteps(f *testing.F) {
	f.Add("match_mow(a_b [c d]|e f*)", "a x b c d e f")
	f.Add("match_cm2ow(a*b?c rainfall)", strings.Repeat("rainfoll ", 50))
	f.Add("match_any(match_ow(a b c) not(match_wp4(a_b_c)))", strings.Repeat("a b ", 200))
	f.Add("match_ow([a b] [b a] a_b)", strings.Repeat("a b. ", 100))
	f.Fuzz(func(t *testing.T, expression, response string) {
		r, err := Compile(Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, PMatch: expression}}}, nil)
		if err != nil {
			return
		}
		m := r.Mark(response)
		checkEvidence(t, response, m)
		// One look at a word may take as many steps as the word is long.
		steps := stepsOf(r, response)
		if steps > stepBudget+2*MaxResponse {
			t.Fatalf("%d steps", steps)
		}
		if steps >= stepBudget && m.Route != RouteReview {
			t.Fatalf("the steps are spent and nobody is told: %+v", m)
		}
	})
}
