package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// What is so of the deck itself is told by each export that has no place for it.
func TestEveryExportTellsOfTheDeck(t *testing.T) {
	source := strings.Replace(everyQuestion, "id = \"every\"", "id = \"every\"\nlanguage = \"de\"", 1)
	want := []string{"the language of the deck, de, is not written: name it where the file is imported", "the description of the deck is not written"}
	for _, format := range Formats() {
		if format.Export == nil || format.Name == "markdown" {
			continue
		}
		var out bytes.Buffer
		losses, err := format.Export(&out, loadDeck(t, source))
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, loss := range losses {
			if strings.Contains(loss.What, " of the deck") {
				told = append(told, loss.String())
			}
		}
		if format.Name == "json" { // which holds both
			want = nil
		}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format.Name, diff)
		}
	}
}

// A note that many questions share would bury the others.
func TestEveryExportTellsOnceWhatIsSoOfManyQuestions(t *testing.T) {
	draft := deck.Draft{ID: "d", Title: "D"}
	for i := range 166 {
		draft.Sources = append(draft.Sources, deck.DraftSource{Question: &deck.DraftQuestion{ID: fmt.Sprintf("q-%d", i), Type: deck.TypeTrueFalse, Prompt: fmt.Sprintf("The number %d is even.", i), True: i%2 == 0}})
	}
	for i := range 3 {
		draft.Sources = append(draft.Sources, deck.DraftSource{Question: &deck.DraftQuestion{ID: fmt.Sprintf("o-%d", i), Type: deck.TypeOrder, Prompt: fmt.Sprintf("Sort %d.", i), Items: []string{"one", "two"}}})
	}
	var out bytes.Buffer
	losses, err := ExportAnkiText(&out, deckOf(t, draft))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"deck.toml:5: q-0: is written as a front and a back, and is no longer truefalse (166 questions; this is the first)",
		"deck.toml:1001: o-0: is written as a front and a back, and is no longer order",
		"deck.toml:1007: o-1: is written as a front and a back, and is no longer order",
		"deck.toml:1013: o-2: is written as a front and a back, and is no longer order",
	}
	if diff := cmp.Diff(want, lost(losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

// Of one hole it is not said that there are several.
func TestMoodleXMLExportOfOneHole(t *testing.T) {
	d := deckOf(t, deck.Draft{ID: "d", Title: "D", Sources: []deck.DraftSource{{Question: &deck.DraftQuestion{ID: "h", Type: deck.TypeCloze, Text: "Clay holds {{1:water}}."}}}})
	var out bytes.Buffer
	losses, err := ExportMoodleXML(&out, d)
	if err != nil || len(losses) == 0 || losses[0].What != "is written as 1 short answer" {
		t.Errorf("losses %v, error %v", lost(losses), err)
	}
}
