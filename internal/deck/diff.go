package deck

import (
	"slices"
	"strings"
)

// Changes are what a new version of a deck does to its cards, by card key, in
// the order of the deck that has them.
type Changes struct {
	Added    []string
	Changed  []string // prompt or answer reads otherwise
	Remarked []string // reads the same and is marked otherwise
	Removed  []string
	Moved    []Move
}

// Move is a card that goes on under another key, with its history.
type Move struct{ From, To string }

// None reports whether no card is touched.
func (c Changes) None() bool {
	return len(c.Added)+len(c.Changed)+len(c.Remarked)+len(c.Removed)+len(c.Moved) == 0
}

// Diff compares two versions of a deck. A nil deck has no cards. A card that
// moved and changed, or is marked otherwise, is listed as both, under its new
// key.
func Diff(old, new *Deck) Changes {
	before, after := cardsOf(old), cardsOf(new)
	var changes Changes
	cameFrom := make(map[string]*Card)
	for _, card := range listOf(old) {
		if after[card.id()] != nil {
			cameFrom[card.id()] = card
			continue
		}
		to, moved := new.MovedTo(card.id())
		target := after[to]
		if !moved || target == nil || before[to] != nil {
			changes.Removed = append(changes.Removed, card.Key())
			continue
		}
		cameFrom[to] = card
		changes.Moved = append(changes.Moved, Move{From: card.Key(), To: target.Key()})
	}
	remarked := remarkedOf(new, cameFrom)
	for i, card := range listOf(new) {
		switch earlier := cameFrom[card.id()]; {
		case earlier == nil:
			changes.Added = append(changes.Added, card.Key())
		case earlier.ContentHash() != card.ContentHash():
			changes.Changed = append(changes.Changed, card.Key())
		case remarked[i]:
			changes.Remarked = append(changes.Remarked, card.Key())
		}
	}
	return changes
}

// MovedTo gives the question#part under which a card of that id goes on,
// according to [moved]. It reports false when the deck says nothing of it.
func (d *Deck) MovedTo(id string) (string, bool) {
	if d == nil {
		return "", false
	}
	if to, ok := d.Moved[id]; ok {
		return to, true
	}
	question, part, _ := strings.Cut(id, "#")
	if to, ok := d.Moved[question]; ok {
		return to + "#" + part, true
	}
	return "", false
}

// Moves gives, for keys with a history, the moves by which the histories of cards
// that are gone from the deck go on under the keys that [moved] names. A history
// never goes to a card that has one already.
func (d *Deck) Moves(keys []string) []Move {
	moves, _ := d.carry(keys)
	return moves
}

// KeptApart gives the moves that Moves leaves out since the key that [moved]
// names has a history of its own: [moved] came a version too late, or two
// questions were made one.
func (d *Deck) KeptApart(keys []string) []Move {
	_, apart := d.carry(keys)
	return apart
}

func (d *Deck) carry(keys []string) (moves, apart []Move) {
	if len(d.Moved) == 0 {
		return nil, nil
	}
	now := cardsOf(d)
	taken := make(map[string]bool, len(keys))
	for _, key := range keys {
		taken[key] = true
	}
	for _, key := range slices.Sorted(slices.Values(keys)) {
		id, own := strings.CutPrefix(key, d.ID+"/")
		to, moved := d.MovedTo(id)
		if !own || !moved || now[id] != nil || now[to] == nil {
			continue
		}
		move := Move{From: key, To: now[to].Key()}
		if taken[move.To] {
			apart = append(apart, move)
			continue
		}
		taken[move.To] = true
		moves = append(moves, move)
	}
	return moves, apart
}

// id is the card's key within its deck.
func (c *Card) id() string { return c.Question + "#" + c.Part }

func listOf(d *Deck) []*Card {
	if d == nil {
		return nil
	}
	return d.Cards
}

func cardsOf(d *Deck) map[string]*Card {
	cards := make(map[string]*Card)
	for _, card := range listOf(d) {
		cards[card.id()] = card
	}
	return cards
}
