package deck_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"drill/decks"
	"drill/internal/deck"
	"drill/internal/grading"
)

// memoryShelf keeps the pieces of a packed deck in memory.
type memoryShelf struct{ packed deck.Packed }

func (s memoryShelf) Words() (string, error) { return s.packed.Words, nil }

func (s memoryShelf) Pool(pool, from, count int) ([]string, error) {
	if pool >= len(s.packed.Pools) || from+count > len(s.packed.Pools[pool]) {
		return nil, fmt.Errorf("there is no text %d of pool %d", from+count, pool)
	}
	return s.packed.Pools[pool][from : from+count], nil
}

// TestARestoredDeckAsksAndMarksTheSame packs every card of the decks that come
// with drill, and of one with the rarer constructs.
func TestARestoredDeckAsksAndMarksTheSame(t *testing.T) {
	library, problems := deck.LoadAll(deck.Place{FS: decks.FS, Path: "embedded"},
		deck.Place{FS: fstest.MapFS{"x.toml": {Data: []byte(rareConstructs)}}, Path: "own"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, d := range library.Decks() {
		t.Run(d.ID, func(t *testing.T) {
			packed, err := d.Pack()
			if err != nil {
				t.Fatal(err)
			}
			restored, err := deck.Restore(packed.Head, d.Path, memoryShelf{packed})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(d, restored, cmpopts.IgnoreUnexported(deck.Deck{}), cmpopts.IgnoreFields(deck.Deck{}, "Sources", "Cards", "Moved")); diff != "" {
				t.Errorf("deck (-packed +restored):\n%s", diff)
			}
			i := 0
			for body, err := range packed.Cards {
				if err != nil {
					t.Fatal(err)
				}
				sameCard(t, d.Cards[i], restore(t, restored, body))
				i++
			}
			if i != len(d.Cards) || packed.Count != i {
				t.Errorf("%d of %d cards were packed, and %d counted", i, len(d.Cards), packed.Count)
			}
		})
	}
}

func restore(t *testing.T, d *deck.Deck, packed deck.PackedCard) *deck.Card {
	t.Helper()
	card, err := d.RestoreCard(packed.Body)
	if err != nil {
		t.Fatalf("%s: %v", packed.Key(), err)
	}
	if got := card.Listed(); !cmp.Equal(got, packed.Listed, cmpopts.EquateEmpty()) {
		t.Errorf("%s is listed as %+v and restored as %+v", packed.Key(), packed.Listed, got)
	}
	return card
}

func sameCard(t *testing.T, want, got *deck.Card) {
	t.Helper()
	exported := cmp.Options{cmpopts.IgnoreUnexported(deck.Card{}), cmpopts.IgnoreFields(deck.Card{}, "Deck", "Examples"), cmpopts.IgnoreFields(grading.Spec{}, "Points"), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(want, got, exported); diff != "" {
		t.Errorf("%s (-packed +restored):\n%s", want.Key(), diff)
	}
	marker, err := want.Scheme()
	if err != nil {
		t.Fatal(err)
	}
	again, err := got.Scheme()
	if err != nil {
		t.Fatalf("%s restored: %v", want.Key(), err)
	}
	if marker.Text() != again.Text() {
		t.Errorf("%s is marked by\n%s, restored by\n%s", want.Key(), marker.Text(), again.Text())
	}
	for _, response := range responsesTo(want) {
		if diff := cmp.Diff(marker.Mark(response), again.Mark(response)); diff != "" {
			t.Errorf("%s, %q (-packed +restored):\n%s", want.Key(), response, diff)
		}
	}
}

// responsesTo are a right response, the author's examples, and slips of a
// finger, which the deck's own words decide on.
func responsesTo(card *deck.Card) []string {
	responses := []string{card.Answer, card.Prompt}
	for _, example := range card.Examples {
		responses = append(responses, example.Response)
	}
	for _, response := range responses {
		runes := []rune(response)
		for i := 2; i < len(runes)-1; i += 7 {
			slip := append(append([]rune{}, runes[:i]...), runes[i+1:]...)
			responses = append(responses, string(slip))
		}
	}
	return responses
}

// rareConstructs is a deck of what the shipped one has not.
const rareConstructs = `
format   = 1
id       = "rare"
title    = "Rare"
language = "en"
tags     = ["all"]

[synonyms]
H2O = ["water", "dihydrogen oxide"]

[[table]]
id      = "t"
title   = "Gases"
key     = "gas"
unknown = ["?"]
columns = [
  { id = "gas", title = "Gas" },
  { id = "sign", title = "Sign", as = "choice" },
  { id = "boils", title = "Boils at", as = "number", unit = "K", tolerance = "1%" },
  { id = "found", title = "Found in" },
]
rows = [
  { id = "o", gas = { text = "oxygen", accept = ["dioxygen"] }, sign = { text = "O2", accept = ["O₂"] }, boils = 90.2, found = "air" },
  { id = "n", gas = "nitrogen", sign = "N2", boils = 77.4, found = "air" },
  { id = "h", gas = "hydrogen", sign = "H2", boils = "?", found = "stars" },
  { id = "d", gas = "dioxygen", sign = "O₂", boils = { text = "about 90", value = 90, unit = "K", hint = "cold" }, found = "?" },
]

[[table.which]]
id     = "airy"
column = "found"
value  = "air"

[[table.compare]]
id     = "boiling"
rows   = ["o", "n"]
column = "boils"

[[table.match]]
id     = "signs"
column = "sign"

[[takeaway]]
id   = "burns"
text = "{{1:Hydrogen|the lightest}} burns to {{2:water}} and {{2:heat}}."
accept = { 1 = ["H2"] }

[[question]]
id = "s"
type = "short"
prompt = "Which gas do we breathe?"
answer = "oxygen"
accept = ["O2"]
rivals = ["nitrogen"]
typos = "off"
not_typo = ["oxigen"]

[[question]]
id = "m"
type = "multiple"
prompt = "Which are gases?"
answers = ["oxygen", "nitrogen"]
wrong = ["iron"]
points = 3
last = ["iron"]
credit = { iron = -1 }
feedback = { iron = "A metal.", "*" = "Look again." }
difficulty = "easy"
seconds = 30

[[question]]
id = "o"
type = "order"
prompt = "Order by boiling point, coldest first."
items = ["hydrogen", "nitrogen", "oxygen"]

[[question]]
id = "p"
type = "match"
prompt = "Match gas and sign."
pairs = [{ left = "oxygen", right = "O2" }, { left = "nitrogen", right = "N2" }]
wrong = ["Fe"]

[[question]]
id = "w"
type = "short"
prompt = "Which animal is it?"
answer = "wild cat"
pattern = ["*cat*"]
credit = { lion = 0.5 }
match_case = true

[[question]]
id = "h"
type = "text"
prompt = "Write an essay on gases."
by_hand = true

[[question]]
id = "x"
type = "text"
prompt = "What do gases do when heated?"
answer = "They expand."
[[question.criterion]]
id = "grow"
pmatch = "match_w(expand|grow)"
[[question.criterion]]
id = "they"
any = ["they", "gases"]

[[question]]
id     = "levels"
type   = "text"
prompt = "Why does ice float?"
answer = "It is less dense than water."
bands  = [{ from = 0.8, score = 1.0 }, { from = 0.3, score = 0.4, name = "on the way" }]

[[question]]
id       = "words"
type     = "text"
prompt   = "Which words describe ice?"
answer   = "Cold, hard, clear, slippery, brittle."
stuffing = false
`
