package session

import (
	"slices"

	"drill/internal/deck"
)

// Cards are the cards in use, as a session looks them up. Loaded keeps them in
// memory; a catalogue keeps them on disk, so that a session costs what its day
// holds and not what the decks hold.
type Cards interface {
	// Card gives the card with a key, deck/question#part; nil when no deck in
	// use has it.
	Card(key string) (*deck.Card, error)
	// Find lists, by key, those of the keys that are cards in use.
	Find(keys []string) (map[string]deck.Listed, error)
	// Types gives, by key, the types of those of the keys that are cards in use.
	Types(keys []string) (map[string]deck.Type, error)
	// Each lists the wanted cards in the order of the decks, which is the order
	// that their authors chose, until yield returns false.
	Each(wanted Wanted, yield func(deck.Listed) bool) error
}

// Wanted says which cards a session is about. The zero value means all.
type Wanted struct {
	Decks map[string]bool // by id; nil means every deck
	Tags  []string        // that a card must all have
	// Without are decks that are not wanted, by id, whatever Decks says.
	Without map[string]bool
}

// HasDeck reports whether any cards of a deck are wanted.
func (w Wanted) HasDeck(id string) bool {
	return (w.Decks == nil || w.Decks[id]) && !w.Without[id]
}

// Has reports whether a card is wanted.
func (w Wanted) Has(card deck.Listed) bool {
	if !w.HasDeck(card.Deck) {
		return false
	}
	for _, tag := range w.Tags {
		if !slices.Contains(card.Tags, tag) {
			return false
		}
	}
	return true
}

// Loaded gives the cards of decks that are in memory.
func Loaded(library *deck.Library) Cards { return loaded{library} }

type loaded struct{ library *deck.Library }

func (l loaded) Card(key string) (*deck.Card, error) { return l.library.Card(key), nil }

func (l loaded) Find(keys []string) (map[string]deck.Listed, error) {
	found := make(map[string]deck.Listed, len(keys))
	for _, key := range keys {
		if card := l.library.Card(key); card != nil {
			found[key] = card.Listed()
		}
	}
	return found, nil
}

func (l loaded) Types(keys []string) (map[string]deck.Type, error) {
	types := make(map[string]deck.Type, len(keys))
	for _, key := range keys {
		if card := l.library.Card(key); card != nil {
			types[key] = card.Type
		}
	}
	return types, nil
}

func (l loaded) Each(wanted Wanted, yield func(deck.Listed) bool) error {
	for _, card := range l.library.Cards() {
		if listed := card.Listed(); wanted.Has(listed) && !yield(listed) {
			return nil
		}
	}
	return nil
}
