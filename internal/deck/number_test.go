package deck_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"drill/internal/deck"
	"drill/internal/grading"

	"github.com/google/go-cmp/cmp"
)

const numberDeck = `format = 1
id = "m"
title = "Measures"

[[question]]
id = "q"
type = "number"
prompt = "How heavy is a mole of acetic acid?"
`

func TestANumberQuestionMayWantARangeAUnitAndFigures(t *testing.T) {
	for _, tt := range []struct{ keys, answer, right, wrong string }{
		{"from = 59.5\nto = 60.5\nunit = \"g\"", "59.5 to 60.5 g", "60.5 g|0.0595 kg", "60.6 g|60 m"},
		{"value = 60.05\nunit = \"g\"\nunit_required = true", "60.05 g", "60050 mg", "60.05"},
		{"value = 60.05\nunit = \"g\"\nfigures = 4", "60.05 g", "60.05|6.005e1 g", "60.1|60.050"},
		{"value = 60.05\nleast_figures = 3", "60.05", "60.1", "60"},
	} {
		d, err := deck.Load(fstest.MapFS{"m.toml": {Data: []byte(numberDeck + tt.keys + "\n")}}, "m.toml")
		if err != nil {
			t.Fatalf("%s: %v", tt.keys, err)
		}
		card := d.Cards[0]
		if card.Answer != tt.answer {
			t.Errorf("%s: answer %q, want %q", tt.keys, card.Answer, tt.answer)
		}
		scheme, err := card.Scheme()
		if err != nil {
			t.Fatal(err)
		}
		for response := range strings.SplitSeq(tt.right, "|") {
			if m := scheme.Mark(response); m.Score != 1 {
				t.Errorf("%s: %q scores %v: %v", tt.keys, response, m.Score, m.Reasons)
			}
		}
		for response := range strings.SplitSeq(tt.wrong, "|") {
			if m := scheme.Mark(response); m.Score != 0 {
				t.Errorf("%s: %q scores %v", tt.keys, response, m.Score)
			}
		}
	}
}

func TestWhatARangeCannotBe(t *testing.T) {
	for keys, want := range map[string]string{
		"from = 2\nto = 1":                            "from: is 2, above to, which is 1: write the lower end in from and the upper one in to",
		"from = 1":                                    "from: begins a range that has no end: write to as well; for a single number, write value",
		"value = 1\nto = 2":                           "to: ends a range that has no beginning: write from as well; for a single number, write value",
		"value = 1\nfrom = 1\nto = 2":                 "from: stands beside value: keep one of value and from",
		"from = 1\nto = 2\ntolerance = 1":             "tolerance: stands beside a range: widen the range, or write value in place of from and to",
		"unit = \"g\"":                                "value: is missing",
		"value = 1\nunit_required = true":             "no unit is given that could be required",
		"value = 1.5\nanswer = \"1.5\"\nfigures = 99": "99 significant figures are wanted: give a number from 1 to 15",
		"value = 1.5\nfigures = 2\nleast_figures = 2": "figures says already",
	} {
		d, err := deck.Load(fstest.MapFS{"m.toml": {Data: []byte(numberDeck + keys + "\n")}}, "m.toml")
		told := fmt.Sprint(err)
		if err == nil {
			told = fmt.Sprint(deck.Check(d))
		}
		if !strings.Contains(told, want) {
			t.Errorf("%s: %v, want %q", keys, told, want)
		}
	}
}

func TestADraftKeepsWhatANumberWants(t *testing.T) {
	width := grading.Range(-1.5, 2.25)
	width.Unit, width.UnitRequired, width.LeastFigures = "m/s²", true, 2
	exact := grading.Number{Value: 9.81, Unit: "m/s²", Figures: 3}
	for _, n := range []grading.Number{width, exact} {
		draft := deck.Draft{ID: "m", Title: "Measures", Sources: []deck.DraftSource{
			question(deck.DraftQuestion{ID: "q", Type: deck.TypeNumber, Prompt: "How fast?", Number: &n, Answer: "2.0 m/s²"}),
			question(deck.DraftQuestion{ID: "t", Type: deck.TypeText, Prompt: "How fast, and why?", Answer: "It falls at 9.81 m/s² here.", Criteria: []grading.Criterion{{ID: "n", Points: 1, Number: &n}}}),
		}}
		d, text := writeAndLoad(t, draft)
		if diff := cmp.Diff(&n, d.Cards[0].Number()); diff != "" {
			t.Errorf("the number as it is read again (-want +got):\n%s", diff)
		}
		for _, key := range []string{"unit_required = true", "least_figures = 2", "from = -1.5", "to = 2.25"} {
			if has := strings.Count(string(text), key) == 2; has != (n.From != nil) {
				t.Errorf("%q twice: %v, in\n%s", key, has, text)
			}
		}
		if has := strings.Count(string(text), "figures = 3") == 2; has != (n.Figures == 3) {
			t.Errorf("figures twice: %v, in\n%s", has, text)
		}
	}
}
