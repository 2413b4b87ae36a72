package exchange

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

func choiceOf(id string, options ...string) deck.DraftSource {
	return deck.DraftSource{Question: &deck.DraftQuestion{ID: id, Type: deck.TypeChoice, Prompt: "Which is " + id + "?", Answer: options[0], Wrong: options[1:]}}
}

func TestSoundLeavesOutWhatIsWrong(t *testing.T) {
	imported := Imported{
		Draft: deck.Draft{ID: "d", Title: "D", Sources: []deck.DraftSource{
			choiceOf("good", "a", "b"),
			choiceOf("bad", "x²", "x2"),
			{Sheet: &deck.DraftSheet{ID: "terms", Entries: []deck.DraftEntry{
				{ID: "ion", Term: "ion", Meaning: "An atom with a charge."}, {ID: "none", Term: "none"},
			}}},
			{Sheet: &deck.DraftSheet{ID: "gone", Entries: []deck.DraftEntry{{ID: "one", Term: "one"}}}},
		}},
		Lines: map[string]int{"good": 3, "bad": 9, "terms": 20},
	}
	_, d, err := imported.Sound(Options{File: "quiz.txt"})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, card := range d.Cards {
		ids = append(ids, card.Question+"#"+card.Part)
	}
	if diff := cmp.Diff([]string{"good#ask", "terms.ion#define", "terms.ion#name"}, ids); diff != "" {
		t.Errorf("cards (-want +got):\n%s", diff)
	}
	want := []string{
		`quiz.txt:9: bad: left out: wrong[1]: "x2" is a right answer as well`,
		`quiz.txt:20: terms.none: left out: meaning: is missing`,
		`quiz.txt: gone.one: left out: meaning: is missing`,
	}
	if diff := cmp.Diff(want, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

// A deck tells of no more than so many problems at once; all of them are left out
// even so.
func TestSoundLeavesOutMany(t *testing.T) {
	const bad = 25_000
	imported := Imported{Draft: deck.Draft{ID: "d", Title: "D", Sources: []deck.DraftSource{choiceOf("good", "a", "b")}}}
	for i := range bad {
		imported.Draft.Sources = append(imported.Draft.Sources, choiceOf(fmt.Sprintf("q-%d", i), "x²", "x2"))
	}
	if _, d, err := imported.Sound(Options{}); err != nil || len(d.Cards) != 1 || len(imported.Losses) != bad {
		t.Errorf("the error is %v, with %d losses", err, len(imported.Losses))
	}
}

func TestSoundSaysWhyThereIsNothing(t *testing.T) {
	for _, c := range []struct {
		draft deck.Draft
		want  string
	}{
		{deck.Draft{ID: "d", Title: "D", Sources: []deck.DraftSource{choiceOf("bad", "x²", "x2")}},
			`quiz.txt:7: bad: no question can be asked; of the first: wrong[1]: "x2" is a right answer as well: take it out of the wrong ones`},
		{deck.Draft{ID: "No id", Title: "D", Sources: []deck.DraftSource{choiceOf("good", "a", "b")}},
			`quiz.txt: id: "No id" is not an id: use lower-case letters, digits and hyphens, such as "no-id"`},
	} {
		imported := Imported{Draft: c.draft, Lines: map[string]int{"bad": 7}}
		if _, _, err := imported.Sound(Options{File: "quiz.txt"}); err == nil || err.Error() != c.want {
			t.Errorf("the error is\n%v\nwant\n%s", err, c.want)
		}
	}
}
