package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

const ankiDeck = `
format = 1
id = "cells"
title = "Cells::and more"
tags = ["biology"]
[[question]]
id = "wall"
type = "text"
prompt = "Why do plant cells have a wall?\n\nThink of <water> & \"pressure\"."
answer = "It keeps the cell from bursting when water comes in."
explanation = "Osmosis.\n# not a comment"
tags = ["plants", "two words"]
[[question]]
id = "organelle"
type = "short"
prompt = "{{c1::no cloze}} [sound:none] Where is ATP made?"
answer = "mitochondria"
accept = ["mitochondrion"]
points = 2
hint = "It has two membranes."
[[question]]
id = "size"
type = "number"
prompt = "How wide is a red blood cell?"
value = 7.5
unit = "µm"
[[question]]
id = "green"
type = "choice"
prompt = "What is green?"
answer = "Chlorophyll"
wrong = ["Keratin", "Haemoglobin"]
[[question]]
id = "phases"
type = "order"
prompt = "Order the phases."
items = ["prophase", "metaphase", "anaphase"]
image = "phases.png"
[[question]]
id = "jobs"
type = "match"
prompt = "What does what?"
pairs = [{ left = "ribosome", right = "protein" }, { left = "chloroplast", right = "sugar" }]
wrong = ["light"]
[[question]]
id = "alive"
type = "truefalse"
prompt = "Viruses are cells."
answer = false
[[question]]
id = "parts"
type = "cloze"
prompt = "Complete:"
text = "The {{1:nucleus|a: core}} holds {{2:DNA}}; {{2:RNA}} leaves [here] f{x {{10: a::b} }}."
explanation = "Through pores."
[[takeaway]]
id = "energy"
text = "{{3:ATP|what?}} is spent everywhere."
why = { prompt = "Why everywhere?", answer = "Every part of a cell does work." }
[[cheatsheet]]
id = "terms"
[[cheatsheet.entry]]
id = "lysosome"
term = "lysosome"
meaning = "A bag of enzymes that digests what a cell takes in."
`

func loadDeck(t *testing.T, source string) *deck.Deck {
	t.Helper()
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(source)}, "phases.png": {}}, "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAnkiTextThereAndBack(t *testing.T) {
	var out bytes.Buffer
	losses, err := ExportAnkiText(&out, loadDeck(t, ankiDeck))
	if err != nil {
		t.Fatal(err)
	}
	imported := importText(t, out.String())
	want := []string{
		`wall text "Why do plant cells have a wall?\n\nThink of <water> & \"pressure\"." = "It keeps the cell from bursting when water comes in." ("Osmosis.\n# not a comment") biology,plants,two_words`,
		`organelle short "{{c1::no cloze}} [sound:none] Where is ATP made?" = "mitochondria" biology`,
		`size short "How wide is a red blood cell?" = "7.5 µm" biology`,
		`green short "What is green?\n\n- Chlorophyll\n- Haemoglobin\n- Keratin" = "Chlorophyll" biology`,
		`phases short "Order the phases.\n\n- anaphase\n- metaphase\n- prophase" = "prophase; metaphase; anaphase" biology`,
		`jobs text "What does what?\n\n- ribosome\n- chloroplast\n\n- light\n- protein\n- sugar" = "ribosome = protein; chloroplast = sugar" biology`,
		`alive short "Viruses are cells." = "False" biology`,
		`parts cloze "Complete:\nThe {{1:nucleus|a: core}} holds {{2:DNA}}; {{2:RNA}} leaves [here] f{x {{10:a::b} }}." ("Through pores.") biology`,
		`energy cloze "{{3:ATP|what?}} is spent everywhere." biology`,
		`energy-why text "Why everywhere?" = "Every part of a cell does work." biology`,
		`terms-lysosome-define text "Explain the term “lysosome”." = "A bag of enzymes that digests what a cell takes in." biology`,
		`terms-lysosome-name short "Which term is meant? A bag of enzymes that digests what a cell takes in." = "lysosome" biology`,
	}
	if diff := cmp.Diff(want, asked(imported)); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	if len(imported.Losses) > 0 || imported.Draft.Title != "Cells:and more" {
		t.Errorf("title %q, losses %v", imported.Draft.Title, imported.Losses)
	}
	wantLost := []string{
		`x.toml:6: wall: the tag "two words" is written "two_words"`,
		`x.toml:21: size: is written as text, without its tolerance`,
		`x.toml:27: green: is written as a front and a back, and is no longer choice`,
		`x.toml:33: phases: its image is not written: phases.png`,
		`x.toml:33: phases: is written as a front and a back, and is no longer order`,
		`x.toml:39: jobs: is written as a front and a back, and is no longer match`,
		`x.toml:45: alive: is written as a front and a back, and is no longer truefalse`,
		`rubrics and other accepted forms are not written: in Anki the learner judges (1 question)`,
		`points are not written (1 question)`,
		`hints are not written (1 question)`,
	}
	if diff := cmp.Diff(wantLost, lost(losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

func TestAnkiTextExport(t *testing.T) {
	var out bytes.Buffer
	if _, err := ExportAnkiText(&out, loadDeck(t, ankiDeck)); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	want := []string{
		"#separator:tab", "#html:true", "#guid column:1", "#notetype column:2", "#deck column:3", "#tags column:6",
	}
	if diff := cmp.Diff(want, lines[:len(want)]); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	for _, want := range []string{
		"\"cells/size#ask\"\tBasic\tCells:and more\tHow wide is a red blood cell?\t7.5 µm\tbiology",
		"cells/energy\tCloze\tCells:and more\t{{c3::ATP::what?}} is spent everywhere.\t\tbiology",
	} {
		if !strings.Contains(out.String(), want+"\n") {
			t.Errorf("no line %q in\n%s", want, out.String())
		}
	}
}

// The name of the deck is plain text in Anki, whatever the fields are.
func TestAnkiTextKeepsTheNameOfADeck(t *testing.T) {
	for _, title := range []string{"The world's <best> \"clay\" & more", "#1; a, b", "say \"no\"", "&amp; &#39;"} {
		d := deckOf(t, deck.Draft{ID: "d", Title: title, Sources: []deck.DraftSource{{Question: &deck.DraftQuestion{ID: "q", Type: deck.TypeShort, Prompt: "What holds water?", Answer: "clay"}}}})
		var out bytes.Buffer
		if _, err := ExportAnkiText(&out, d); err != nil {
			t.Fatal(err)
		}
		if got := importText(t, out.String()).Draft.Title; got != title {
			t.Errorf("the deck %q comes back as %q\n%s", title, got, out.String())
		}
		if !strings.Contains(title, `"`) && !strings.Contains(out.String(), title) {
			t.Errorf("%q is not written as it is:\n%s", title, out.String())
		}
	}
}

// A deck that is large or odd comes back with the same prompts and answers.
func TestAnkiTextKeepsOddText(t *testing.T) {
	for _, text := range []string{
		"a\tb", "\"quoted\"", "# number", "a;b,c", "tab\\tline", "<br>", "&amp;", "{{c1::x}}", "}}", "a\nb\n\nc", "[latex]x[/latex]", "[$]y[/$]", "é 漢字 ا", "- list\n- of two",
		"[anki:tts]z[/anki:tts]", "<hr>", "::",
	} {
		source := fmt.Sprintf("format = 1\nid = \"d\"\ntitle = \"D\"\n[[question]]\nid = \"q\"\ntype = \"text\"\nprompt = %s\nanswer = %s\nexplanation = %s\n",
			tomlQuoted("x "+text), tomlQuoted(text+" y"), tomlQuoted(text))
		var out bytes.Buffer
		losses, err := ExportAnkiText(&out, loadDeck(t, source))
		if err != nil {
			t.Fatal(err)
		}
		q := importText(t, out.String()).Draft.Sources[0].Question
		got := []string{q.Prompt, q.Answer, q.Explanation}
		want := []string{"x " + text, text + " y", text}
		if diff := cmp.Diff(want, got); diff != "" && len(losses) == 0 {
			t.Errorf("%q came back otherwise (-want +got):\n%s", text, diff)
		}
	}
}
