package session

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// DeckHidden counts the cards of a deck that its own limits hold back, each up to
// MostCounted, with these limits.
type DeckHidden struct {
	Deck     string `json:"deck"`
	Due      int    `json:"due"`
	DueLimit int    `json:"due_limit"`
	New      int    `json:"new"`
	NewLimit int    `json:"new_limit"`
}

// deckLimits follow what a day's limits for single decks leave, and what they hide.
type deckLimits struct {
	limits       Limits
	newOf, dueOf map[string]int // left today
	hidden       map[string]*DeckHidden
}

func newDeckLimits(limits Limits) *deckLimits {
	return &deckLimits{
		limits: limits, newOf: maps.Clone(limits.NewOf), dueOf: maps.Clone(limits.ReviewsOf),
		hidden: make(map[string]*DeckHidden),
	}
}

func takeOne(left map[string]int, deck string) {
	if n, limited := left[deck]; limited {
		left[deck] = n - 1
	}
}

// took notes that a card of a deck is asked, or was earlier in the day.
func (d *deckLimits) took(deck string, fresh bool) {
	if fresh {
		takeOne(d.newOf, deck)
		return
	}
	takeOne(d.dueOf, deck)
}

// full reports whether a deck's own limit lets no more of its cards be asked.
func (d *deckLimits) full(deck string, fresh bool) bool {
	left := d.dueOf
	if fresh {
		left = d.newOf
	}
	n, limited := left[deck]
	return limited && n <= 0
}

// hide counts a card that its deck's limit holds back. It reports whether the deck
// has been counted far enough.
func (d *deckLimits) hide(deck string, fresh bool) (enough bool) {
	hidden := d.hidden[deck]
	if hidden == nil {
		hidden = &DeckHidden{Deck: deck, DueLimit: d.limits.ReviewsOf[deck], NewLimit: d.limits.NewOf[deck]}
		d.hidden[deck] = hidden
	}
	count := &hidden.Due
	if fresh {
		count = &hidden.New
	}
	if *count < MostCounted {
		*count++
	}
	return *count >= MostCounted
}

// countedOut reports whether the due cards of a deck need not be looked at any more.
func (d *deckLimits) countedOut(deck string) bool {
	hidden := d.hidden[deck]
	return hidden != nil && hidden.Due >= MostCounted
}

// list gives what was hidden, deck by deck.
func (d *deckLimits) list() []DeckHidden {
	var list []DeckHidden
	for _, hidden := range d.hidden {
		list = append(list, *hidden)
	}
	slices.SortFunc(list, func(a, b DeckHidden) int { return cmp.Compare(a.Deck, b.Deck) })
	return list
}

// deckOf is the deck of a card's key.
func deckOf(key string) string {
	id, _, _ := strings.Cut(key, "/")
	return id
}
