package deck_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"drill/internal/deck"
)

// FuzzLoad reads anything as a deck. Whatever it is, it comes out as a deck
// with unique keys that a catalogue can keep, or as problems that stand on lines
// of the file.
func FuzzLoad(f *testing.F) {
	files, _ := filepath.Glob("testdata/every/*.toml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(head + "[[takeaway]]\nid = \"t\"\ntext = \"{{1:a|b}} {{x}} {{1:\"\n")
	f.Add(head + "[[question]]\nid = \"q\"\ntype = \"number\"\nprompt = \"\"\nvalue = inf\n")
	f.Add(head + metals)
	f.Add(arranged)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}, "x.toml")
		if err != nil {
			var problems deck.Problems
			if !errors.As(err, &problems) {
				t.Fatal(err)
			}
			lines := strings.Count(text, "\n") + 1
			for _, problem := range problems {
				if problem.Line < 0 || problem.Line > lines || problem.Cause == "" || problem.File != "x.toml" {
					t.Fatalf("problem %+v in a file of %d lines", problem, lines)
				}
			}
			return
		}
		seen := make(map[string]bool)
		for _, card := range d.Cards {
			if seen[card.Key()] {
				t.Fatalf("key %s twice", card.Key())
			}
			seen[card.Key()] = true
			if card.Prompt == "" {
				t.Fatalf("%s has no prompt", card.Key())
			}
			card.Scheme()
		}
		restoresAll(t, d)
		deck.Check(d)
	})
}

// restoresAll packs a deck and gets every card back.
func restoresAll(t *testing.T, d *deck.Deck) {
	packed, err := d.Pack()
	if err != nil {
		t.Fatal(err)
	}
	again, err := deck.Restore(packed.Head, d.Path, memoryShelf{packed})
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for body, err := range packed.Cards {
		if err != nil {
			t.Fatal(err)
		}
		card := restore(t, again, body)
		if want := d.Cards[i]; card.Key() != want.Key() || card.ContentHash() != want.ContentHash() || len(card.Wrong) != len(want.Wrong) || len(card.Rivals()) != len(want.Rivals()) {
			t.Fatalf("%s is restored as %+v", want.Key(), card)
		}
		i++
	}
}
