package deck_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// simple is a deck with one short question.
func simple(id, title, answer string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(fmt.Sprintf("format = 1\nid = %q\ntitle = %q\n[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"P?\"\nanswer = %q\n", id, title, answer))}
}

func titles(l *deck.Library) string {
	var titles []string
	for _, d := range l.Decks() {
		titles = append(titles, d.ID+"="+d.Title)
	}
	return strings.Join(titles, " ")
}

func TestALaterPlaceReplacesADeckOfAnEarlierOne(t *testing.T) {
	embedded := fstest.MapFS{"one/deck.toml": simple("one", "Shipped", "a"), "two.toml": simple("two", "Two", "b")}
	own := fstest.MapFS{"mine.toml": simple("one", "Mine", "c"), "three.toml": simple("three", "Three", "d"), "notes/readme.txt": {}, "readme.md": {}}
	l, problems := deck.LoadAll(deck.Place{FS: embedded, Path: "embedded"}, deck.Place{FS: own, Path: "home/decks"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got, want := titles(l), "one=Mine two=Two three=Three"; got != want {
		t.Errorf("decks = %s, want %s", got, want)
	}
	if got := l.Deck("one").Path; got != "home/decks/mine.toml" {
		t.Errorf("Path = %s", got)
	}
	if got := l.Card("one/q#ask"); got == nil || got.Answer != "c" || got.Origin.File != "home/decks/mine.toml" {
		t.Errorf("Card = %+v, want that of the later place", got)
	}
	if got := len(l.Cards()); got != 3 {
		t.Errorf("%d cards, want 3", got)
	}
	if l.Deck("four") != nil || l.Card("one/q#gone") != nil {
		t.Error("found what is not there")
	}
}

func TestABrokenDeckIsLeftOutAndTold(t *testing.T) {
	place := deck.Place{Path: "decks", FS: fstest.MapFS{
		"a.toml":      simple("a", "A", "a"),
		"b.toml":      {Data: []byte("format = 1\n")},
		"c/deck.toml": {Data: []byte("x\n")},
		"d.toml":      simple("a", "A again", "a"),
	}}
	l, problems := deck.LoadAll(place)
	if got, want := titles(l), "a=A"; got != want {
		t.Errorf("decks = %s, want %s", got, want)
	}
	want := strings.Join([]string{
		"decks/b.toml:1: id: is missing: write the deck's stable name",
		"decks/b.toml:1: title: is missing: write the title that learners see",
		"decks/c/deck.toml:1: is neither key = value nor [table]: write key = value; a key with spaces goes in quotes",
		`decks/d.toml: id: the deck "a" is also in decks/a.toml, which is used: remove one of them, or give it another id`,
	}, "\n")
	if diff := cmp.Diff(want, problems.Error()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestAPlaceCanBeOneDeck(t *testing.T) {
	files := fstest.MapFS{"x/a.toml": simple("a", "A", "a"), "x/b.toml": simple("b", "B", "b")}
	l, problems := deck.LoadAll(deck.Place{FS: files, Deck: "x/b.toml"})
	if len(problems) > 0 || titles(l) != "b=B" {
		t.Errorf("decks = %s, problems %v", titles(l), problems)
	}
	_, problems = deck.LoadAll(deck.Place{FS: files, Path: "home", Deck: "x/c.toml"})
	if got, want := problems.Error(), "home/x/c.toml: cannot be read: file does not exist: check the path and the file's permissions"; got != want {
		t.Errorf("problems = %s, want %s", got, want)
	}
}

// noFS is a folder that does not exist.
type noFS struct{}

func (noFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func TestAPlaceThatDoesNotExistHoldsNoDecks(t *testing.T) {
	l, problems := deck.LoadAll(deck.Place{FS: noFS{}, Path: "nowhere"})
	if len(problems) > 0 || len(l.Decks()) > 0 || l.Deck("x") != nil {
		t.Errorf("decks %v, problems %v", l.Decks(), problems)
	}
}

func TestDiffTellsWhatANewVersionDoes(t *testing.T) {
	old := loadText(t, `
[[question]]
id = "same"
type = "short"
prompt = "Same?"
answer = "s"
[[question]]
id = "edited"
type = "short"
prompt = "Edited?"
answer = "e"
[[question]]
id = "stricter"
type = "short"
prompt = "Stricter?"
answer = "yes"
[[question]]
id = "gone"
type = "short"
prompt = "Gone?"
answer = "g"
[[takeaway]]
id = "statement"
text = "It is {{1:so}} and {{2:not}} otherwise."
`)
	new := loadText(t, `
[moved]
statement = "fact"
"gone-long-ago" = "same"
[[question]]
id = "same"
type = "short"
prompt = "Same?"
answer = "s"
accept = ["S"]
[[question]]
id = "edited"
type = "short"
prompt = "Edited now?"
answer = "e"
accept = ["ee"]
[[question]]
id = "stricter"
type = "short"
prompt = "Stricter?"
answer = "yes"
typos = "off"
[[question]]
id = "added"
type = "short"
prompt = "Added?"
answer = "a"
[[takeaway]]
id = "fact"
text = "It is {{1:so}} and {{2:never}} otherwise."
`)
	want := deck.Changes{
		Added:    []string{"d/added#ask"},
		Changed:  []string{"d/edited#ask", "d/fact#cloze-1", "d/fact#cloze-2"},
		Remarked: []string{"d/stricter#ask"},
		Removed:  []string{"d/gone#ask"},
		Moved:    []deck.Move{{From: "d/statement#cloze-1", To: "d/fact#cloze-1"}, {From: "d/statement#cloze-2", To: "d/fact#cloze-2"}},
	}
	if diff := cmp.Diff(want, deck.Diff(old, new)); diff != "" {
		t.Errorf("Diff (-want +got):\n%s", diff)
	}
	if changes := deck.Diff(old, old); !changes.None() {
		t.Errorf("Diff with itself: %+v", changes)
	}
	if changes := deck.Diff(nil, old); len(changes.Added) != len(old.Cards) || len(changes.Removed) > 0 {
		t.Errorf("Diff with nothing before: %+v", changes)
	}
	if changes := deck.Diff(old, nil); len(changes.Removed) != len(old.Cards) {
		t.Errorf("Diff with nothing after: %+v", changes)
	}
}

// loadText reads a deck in one file, x.toml, behind head.
func loadText(t testing.TB, text string) *deck.Deck {
	t.Helper()
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(head + text)}}, "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	return d
}
