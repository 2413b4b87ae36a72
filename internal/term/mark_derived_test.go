package term_test

import (
	"bytes"
	"strings"
	"testing"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/printable"
	"drill/internal/term"
)

const dish = "The water of the sea evaporated slowly and left coarse crystals of salt on the ground; it does not add new sugar."

func TestTheDialogueOfADerivedRubric(t *testing.T) {
	d := &deck.Deck{ID: "d", Citation: "Seas"}
	card := deck.Card{
		Deck: d, Question: "q", Part: "ask", Type: deck.TypeText, Prompt: "What happens in a dish?", Answer: dish, Citation: "Seas",
		Spec: grading.Spec{Signals: []grading.Signal{{Each: .05, Words: []string{"dish", "sun"}}}},
	}
	var said bytes.Buffer
	for _, typed := range []string{
		dish,
		"In the sun the evaportaion of the waters leaves salts and no sugar",
		"the waters have not evaporated. It adds new sugar",
		"\x1b[31mwater\x1b[0m \u202esalt",
		"nothing at all",
		"",
	} {
		said.WriteString(dialogue(t, &card, typed))
	}
	if strings.ContainsAny(strings.ReplaceAll(said.String(), "> \x1b[31mwater\x1b[0m \u202esalt\n", ""), "\x1b\u202e") {
		t.Error("an escape sequence passes")
	}
	golden(t, "derived", said.String())
}

func TestTheBenchShowsADerivedMarkInAFewLines(t *testing.T) {
	spec := grading.Derive([]string{dish}, "What happens in a dish?", 1, nil)
	rubric, err := grading.Compile(spec, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	bench := term.Bench{Out: &out, Width: 40}
	for _, response := range []string{
		"In the sun the evaportaion of the waters leaves salts and no sugar",
		"the waters have not evaporated. It adds new sugar",
	} {
		bench.Show(response, rubric.Mark(response))
		out.WriteByte('\n')
	}
	for line := range strings.Lines(out.String()) {
		if printable.Width(strings.TrimSuffix(line, "\n")) > 40 {
			t.Errorf("wider than 40 cells: %q", line)
		}
	}
	for _, c := range spec.Criteria {
		if strings.Contains(out.String(), c.ID) {
			t.Errorf("the id %s is shown", c.ID)
		}
	}
	golden(t, "derived_bench", out.String())
}
