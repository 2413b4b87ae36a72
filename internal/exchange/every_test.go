package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"drill/internal/deck"
)

// everyQuestion has each kind of question that an export can meet, with texts
// that mean something to one format or another.
const everyQuestion = `format = 1
id = "every"
title = "Every *kind*"
description = "A deck | for exports."
tags = ["all"]
[[question]]
id = "gas"
type = "choice"
prompt = "Which gas\nis {lightest} = \"H\"?"
answer = "hydrogen | H2"
wrong = ["-helium", "=argon", "All of the above"]
explanation = "It has *one* proton: # 1."
hint = "Think of [Z]."
tags = ["gas, light"]
points = 2.5
[[question]]
id = "metals"
type = "multiple"
prompt = "Which are metals?"
answers = ["iron", "zinc"]
wrong = ["sulphur", "1. neon"]
[[question]]
id = "hot"
type = "truefalse"
prompt = "The Sun is hot."
answer = true
[[question]]
id = "capital"
type = "short"
prompt = "What is the capital of <France> & co?"
answer = "Paris"
accept = ["Paname | Lutèce", "city of light"]
difficulty = "easy"
seconds = 20
[[question]]
id = "light"
type = "number"
prompt = "How fast is light in km/s?"
value = 299792
[[question]]
id = "why"
type = "text"
prompt = "Why is the sky blue?\n\n- think\n- answer"
answer = "Short waves of light are scattered more by the molecules of the air."
citation = "Optics, page 3"
[[question]]
id = "order"
type = "order"
prompt = "Order by size."
items = ["atom", "cell | organ", "whale"]
[[question]]
id = "pairs"
type = "match"
prompt = "What belongs together?"
pairs = [{ left = "a = b", right = "one" }, { left = "c", right = "two | three" }]
wrong = ["four"]
[[question]]
id = "cloze"
type = "cloze"
text = "The {{1:nucleus}} holds {{2:DNA}}, [not] {{3:proteins|what is built}}."
[[question]]
id = "strong"
type = "cloze"
text = "Water is {{1:wet}} and {{2:clear}}."
`

// questionsByID is what an import must give back of a question, whatever the format.
func questionsByID(t *testing.T, d *deck.Deck) map[string]deck.DraftQuestion {
	t.Helper()
	questions := make(map[string]deck.DraftQuestion)
	for _, f := range flatten(d) {
		questions[f.ID] = f.DraftQuestion
	}
	return questions
}

// thereAndBack exports a deck, imports what was written, and gives the deck that
// comes of it. What was lost on either way is told.
func thereAndBack(t *testing.T, d *deck.Deck, export Exporter, read Importer) (back *deck.Deck, written string, lostOut, lostIn []Loss) {
	t.Helper()
	var out bytes.Buffer
	lostOut, err := export(&out, d)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{File: "out", ID: d.ID, Title: d.Title}
	imported, err := read(out.Bytes(), o)
	if err != nil {
		t.Fatalf("import of the export: %v\n%s", err, out.String())
	}
	text, back, err := imported.Sound(o)
	if err != nil {
		t.Fatalf("the deck of it: %v\n%s\n%s", err, text, out.String())
	}
	return back, out.String(), lostOut, imported.Losses
}

func TestCSVThereAndBack(t *testing.T) {
	d := loadDeck(t, everyQuestion)
	back, written, lostOut, lostIn := thereAndBack(t, d, ExportCSV, ImportCSV)
	if diff := cmp.Diff(questionsByID(t, d), questionsByID(t, back), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("questions (-want +got):\n%s\n%s", diff, written)
	}
	if diff := cmp.Diff([]string{"the description of the deck is not written"}, lost(lostOut)); diff != "" || len(lostIn) > 0 {
		t.Errorf("losses (-want +got):\n%s\n%v", diff, lostIn)
	}
	for _, cell := range []string{`'-helium | =argon`, `hydrogen | H2`} {
		if !strings.Contains(written, cell) {
			t.Errorf("no %q in\n%s", cell, written)
		}
	}
}

// TestEveryFormatGoesThereAndBack holds each format that is read and written to what
// it can hold: the type, the prompt and the answer of every question, but for texts
// with holes and orders, which some do not know.
func TestEveryFormatGoesThereAndBack(t *testing.T) {
	d := loadDeck(t, everyQuestion)
	for _, format := range Formats() {
		if format.Import == nil || format.Export == nil || format.Name == "anki" { // Anki has a front and a back only
			continue
		}
		back, written, _, _ := thereAndBack(t, d, format.Export, format.Import)
		got := questionsByID(t, back)
		for id, want := range questionsByID(t, d) {
			have := got[id]
			switch want.Type {
			case deck.TypeCloze, deck.TypeOrder:
				continue
			case deck.TypeText: // where no rubric is, a person marks
				have.Answer = want.Answer
			}
			if have.Type != want.Type || have.Prompt != want.Prompt || have.Answer != want.Answer || have.True != want.True ||
				!cmp.Equal(have.Pairs, want.Pairs) || !sameSet(have.Wrong, want.Wrong) || !sameSet(have.Answers, want.Answers) || !sameSet(have.Accept, want.Accept) {
				t.Errorf("%s: %s came back as\n%+v, want\n%+v\n%s", format.Name, id, have, want, written)
			}
		}
	}
}

func sameSet(a, b []string) bool {
	return cmp.Equal(a, b, cmpopts.EquateEmpty(), cmpopts.SortSlices(func(a, b string) bool { return a < b }))
}

func TestMarkdownThereAndBack(t *testing.T) {
	d := loadDeck(t, everyQuestion)
	back, written, lostOut, lostIn := thereAndBack(t, d, ExportMarkdown, ImportMarkdown)
	ignored := cmpopts.IgnoreFields(deck.DraftQuestion{}, "DraftCommon.Tags", "DraftCommon.Points", "DraftCommon.Citation", "DraftCommon.Difficulty", "DraftCommon.Seconds")
	sorted := cmpopts.SortSlices(func(a, b string) bool { return a < b })
	want, got := questionsByID(t, d), questionsByID(t, back)
	order := map[string][]string{"want": want["order"].Items, "got": got["order"].Items}
	if diff := cmp.Diff(order["want"], order["got"]); diff != "" {
		t.Errorf("the order (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), ignored, sorted); diff != "" {
		t.Errorf("questions (-want +got):\n%s\n%s", diff, written)
	}
	wantLost := []string{
		"points are not written (1 question)",
		"tags are not written (10 questions)",
		"difficulty and time are not written (1 question)",
		"sources of their own are not written (1 question)",
	}
	if diff := cmp.Diff(wantLost, lost(lostOut)); diff != "" || len(lostIn) > 0 {
		t.Errorf("losses (-want +got):\n%s\n%v", diff, lostIn)
	}
}

func TestJSONHoldsEverything(t *testing.T) {
	var out bytes.Buffer
	losses, err := ExportJSON(&out, loadDeck(t, everyQuestion))
	if err != nil || len(losses) > 0 {
		t.Fatalf("losses %v, error %v", losses, err)
	}
	for _, part := range []string{`"id": "gas"`, `"every/gas#ask"`, `"every/cloze#cloze-2"`, `"points": 2.5`, `"seconds": 20`, `"left": "a = b"`, `"true": true`, `"derived": true`} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("no %s in\n%s", part, out.String())
		}
	}
}

// However it is put together, the document is one, and indented as one.
func TestJSONIsOneDocument(t *testing.T) {
	escaped := &deck.Deck{ID: "d", Title: "T <b> & \u202e"}
	for name, d := range map[string]*deck.Deck{"an empty deck": escaped, "every question": loadDeck(t, everyQuestion)} {
		var out, compact, again bytes.Buffer
		if _, err := ExportJSON(&out, d); err != nil {
			t.Fatal(err)
		}
		var document struct{ Questions []any }
		if err := json.Unmarshal(out.Bytes(), &document); err != nil || document.Questions == nil || len(document.Questions) < len(d.Sources) {
			t.Errorf("%s: %v, %d questions of %d sources", name, err, len(document.Questions), len(d.Sources))
		}
		if err := json.Compact(&compact, out.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := json.Indent(&again, append(compact.Bytes(), '\n'), "", "  "); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(again.String(), out.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// asDeck imports a file and gives the deck that comes of it.
func asDeck(t *testing.T, read Importer, file, source string) (*deck.Deck, Imported) {
	t.Helper()
	o := Options{File: file}
	imported, err := read([]byte(source), o)
	if err != nil {
		t.Fatal(err)
	}
	text, d, err := imported.Sound(o)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return d, imported
}

// answers are what the cards of a deck ask and want, by key.
func answers(d *deck.Deck) []string {
	var lines []string
	for _, card := range d.Cards {
		lines = append(lines, fmt.Sprintf("%s#%s %s %q = %q", card.Question, card.Part, card.Type, card.Prompt, card.Answer))
	}
	return lines
}
