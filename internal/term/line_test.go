package term_test

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestTheDialogueOfEachTypeThatIsPickedOrMarkedByHand(t *testing.T) {
	river := &deck.Deck{ID: "d", Citation: "Rivers, chapter 1"}
	capitals := []deck.Pair{{Left: "France", Right: "Paris"}, {Left: "Peru", Right: "Lima"}, {Left: "Chad", Right: "N'Djamena"}}
	order := deck.Card{
		Type: deck.TypeOrder, Prompt: "From the source to the sea:", Items: []string{"spring", "brook", "river", "estuary"},
		Seconds: 45, Image: "img/map.png", Origin: deck.Origin{File: "decks/rivers.toml"},
		Citation: "Rivers, chapter 2", Feedback: map[string]string{"*": "Think of the width."},
	}
	match := deck.Card{Type: deck.TypeMatch, Prompt: "Which capital?", Pairs: capitals, Wrong: []string{"Quito"}, Citation: river.Citation, Seconds: 200}
	choice := deck.Card{
		Type: deck.TypeChoice, Prompt: "Which is a mammal?", Answer: "whale", Right: []string{"whale"}, Wrong: []string{"seal pup", "shark"}, Last: []string{"shark"},
		Credit: map[string]float64{"seal pup": 0.5}, Feedback: map[string]string{"Seal pup": "It is a young one."}, Citation: river.Citation,
	}
	essay := deck.Card{Type: deck.TypeText, Prompt: "Why do rivers bend?", ByHand: true, Citation: river.Citation}
	tests := []struct {
		file  string
		card  deck.Card
		typed []string
	}{
		{"order", order, []string{"spring; brook; river; estuary", "spring, river, brook, estuary", "estuary, river, brook, spring", "what?", ""}},
		{"match", match, []string{"France = Paris; Peru = Lima; Chad = N'Djamena", "France = Quito; Peru = lima", ""}},
		{"choice", choice, []string{"whale", "seal pup", "shark"}},
		{"by_hand", essay, []string{"The outer bank wears away.", ""}},
	}
	for _, test := range tests {
		var said bytes.Buffer
		for _, typed := range test.typed {
			card := test.card
			card.Deck, card.Question, card.Part = river, "q", "ask"
			said.WriteString(dialogue(t, &card, typed))
		}
		golden(t, test.file, said.String())
	}
}

// dialogue is what is said when one card is asked once.
func dialogue(t *testing.T, card *deck.Card, typed string) string {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "drill.db"), store.Options{Now: func() time.Time { return noon }, Random: rand.Reader, User: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	learner, err := db.Learner(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	study, err := session.NewStudy(session.Today{
		Day: scheduler.StudyDay(noon, scheduler.DefaultRollover), Cards: alone{card}, Limits: session.DefaultLimits,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	line := term.Line{In: strings.NewReader(typed + "\n:q\n"), Out: &out, Now: func() time.Time { return noon }}
	if _, err := line.Run(t.Context(), study, learner); err != nil {
		t.Fatal(err)
	}
	said, _, _ := strings.Cut(strings.TrimPrefix(out.String(), "\n"), "\n[again")
	return "> " + typed + "\n" + said + "\n"
}

// TestWhenTimeIsUpDrillSaysSoOnce asks a card four times, each of which takes a while.
func TestWhenTimeIsUpDrillSaysSoOnce(t *testing.T) {
	now := noon
	clock := func() time.Time {
		now = now.Add(20 * time.Second)
		return now
	}
	for minutes, want := range map[int]int{0: 0, 1: 1, 2: 1, 60: 0} {
		now = noon
		card := &deck.Card{Deck: &deck.Deck{ID: "d"}, Question: "q", Part: "ask", Type: deck.TypeText, Prompt: "Why do rivers bend?", ByHand: true}
		db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "drill.db"), store.Options{Now: func() time.Time { return noon }, Random: rand.Reader, User: "ada"})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		learner, err := db.Learner(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		study, err := session.NewStudy(session.Today{
			Day: scheduler.StudyDay(noon, scheduler.DefaultRollover), Cards: alone{card}, Limits: session.DefaultLimits,
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		line := term.Line{In: strings.NewReader("\n\n\n\n"), Out: &out, Now: clock, Minutes: minutes}
		if ending, err := line.Run(t.Context(), study, learner); err != nil || ending != term.EndedDone {
			t.Fatalf("ended with %v, %v", ending, err)
		}
		if got := strings.Count(out.String(), "Time is up"); got != want {
			t.Errorf("%d minutes: said %d times, want %d\n%s", minutes, got, want, out.String())
		}
	}
}

// alone is a card that is in use by itself.
type alone struct{ card *deck.Card }

func (a alone) Card(string) (*deck.Card, error) { return a.card, nil }

func (a alone) Find([]string) (map[string]deck.Listed, error) {
	return map[string]deck.Listed{a.card.Key(): a.card.Listed()}, nil
}

func (a alone) Types([]string) (map[string]deck.Type, error) { return nil, nil }
func (a alone) Each(_ session.Wanted, yield func(deck.Listed) bool) error {
	yield(a.card.Listed())
	return nil
}

// golden compares text with a file in testdata, or rewrites it with UPDATE=1.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; UPDATE=1 rewrites it):\n%s", path, diff)
	}
}
