package grading

import (
	"strings"
	"testing"
)

// hostileResponses are what no learner writes: too much, or no text at all.
func hostileResponses() map[string]string {
	const mebibyte = 1 << 20
	fill := func(text string) string { return strings.Repeat(text, mebibyte/len(text)) }
	return map[string]string{
		"one word":           strings.Repeat("word ", 1_000_000),
		"one long word":      fill("w"),
		"zero bytes":         fill("\x00"),
		"accents on nothing": fill("\u0301"),
		"accents on one":     "e" + fill("\u0301"),
		"broken UTF-8":       fill("\xff\xc3"),
		"right to left":      fill("\u202eשלום "),
		"emoji":              fill("👩‍👩‍👧‍👦 🇬🇧 "),
		"escape sequences":   fill("\x1b[31mword\x1b[0m "),
		"open sequences":     fill("\x1b["),
		"apostrophes":        fill("a'"),
		"full stops":         fill("."),
		"lines":              fill("\n "),
		"list items":         fill("\n- a"),
		"digits":             fill("1,"),
		"numbers":            fill("1 two 3.5e9k "),
		"hyphens":            fill("a-"),
		"denials":            fill("not no never "),
		"near misses":        fill("rewrad modle acuracy "),
	}
}

func TestHostileResponsesTakeBoundedSteps(t *testing.T) {
	spec := benchmarkSpec()
	spec.Criteria = append(spec.Criteria,
		Criterion{ID: "number", Points: 1, Number: &Number{Value: 7}},
		Criterion{ID: "pattern", Points: 1, Pattern: []string{"*word*w*d*", "*a*'*a*"}},
		Criterion{ID: "expression", Points: 1, PMatch: "match_mow(word_word [a word] w*d|reward)"},
		Criterion{ID: "repeated", Points: 1, Any: []string{"word ... word ... word ... a"}},
	)
	spec.Rejects = []Reject{{ID: "r", All: [][]string{{"word word"}, {"word", "a a"}}, Near: 100, Effect: EffectMinus}}
	r := mustCompile(t, spec, nil)
	for name, response := range hostileResponses() {
		m := r.Mark(response)
		checkEvidence(t, response, m)
		if !(m.Score >= 0 && m.Score <= 1) || m.Route != RouteReview {
			t.Errorf("%s: score %v, route %s", name, m.Score, m.Route)
		}
		// One step may look at all words at once.
		if steps := stepsOf(r, response); steps > stepBudget+MaxResponse {
			t.Errorf("%s: %d steps", name, steps)
		}
	}
}

func TestALongResponseIsMarkedByItsBeginning(t *testing.T) {
	r := rubricOf(t, anyOf("word"), nil)
	for response, want := range map[string]Outcome{
		"word " + strings.Repeat("é ", MaxResponse): OutcomeHit,
		strings.Repeat("é ", MaxResponse) + "word":  OutcomeMissed,
	} {
		m := r.Mark(response)
		checkEvidence(t, response, m)
		if m.Criteria[0].Outcome != want || m.Route != RouteReview || len(m.Reasons) != 1 {
			t.Errorf("%s, route %s, reasons %q", m.Criteria[0].Outcome, m.Route, m.Reasons)
		}
	}
}
