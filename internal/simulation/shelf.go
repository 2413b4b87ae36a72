package simulation

import (
	"drill/internal/deck"
	"drill/internal/session"
)

// shelf is the cards of a simulation: session.Cards.
type shelf struct {
	cards  []Card
	number map[string]int
	known  []bool // seen before
	first  int    // every card before it was seen
	count  int    // cards seen
}

func newShelf(cards []Card) *shelf {
	s := &shelf{cards: cards, number: make(map[string]int, len(cards)), known: make([]bool, len(cards))}
	for i, card := range cards {
		s.number[card.Key()] = i
	}
	return s
}

func (s *shelf) seen(number int) {
	s.known[number] = true
	s.count++
	for s.first < len(s.known) && s.known[s.first] {
		s.first++
	}
}

// Card gives none: nothing is shown to a simulated learner.
func (s *shelf) Card(string) (*deck.Card, error) { return nil, nil }

func (s *shelf) Find(keys []string) (map[string]deck.Listed, error) {
	found := make(map[string]deck.Listed, len(keys))
	for _, key := range keys {
		if i, ok := s.number[key]; ok {
			found[key] = s.cards[i].Listed
		}
	}
	return found, nil
}

func (s *shelf) Types(keys []string) (map[string]deck.Type, error) {
	types := make(map[string]deck.Type, len(keys))
	for _, key := range keys {
		if i, ok := s.number[key]; ok {
			types[key] = s.cards[i].Type
		}
	}
	return types, nil
}

func (s *shelf) Each(wanted session.Wanted, yield func(deck.Listed) bool) error {
	for i := s.first; i < len(s.cards); i++ {
		if wanted.Has(s.cards[i].Listed) && !yield(s.cards[i].Listed) {
			break
		}
	}
	return nil
}

// unseen is states in memory that know where new cards begin.
type unseen struct {
	session.Schedule
	states session.States
	shelf  *shelf
}

func (u unseen) Unseen(cards session.Cards, wanted session.Wanted, yield func(deck.Listed, session.CardState) bool) error {
	for i := u.shelf.first; i < len(u.shelf.cards); i++ {
		card := u.shelf.cards[i].Listed
		if u.shelf.known[i] || !wanted.Has(card) {
			continue
		}
		state := u.states[card.Key()]
		if !state.Suspended && !yield(card, state) {
			break
		}
	}
	return nil
}
