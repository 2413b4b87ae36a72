package session

import (
	"cmp"
	"slices"

	"drill/internal/deck"
	"drill/internal/scheduler"
)

// Schedule looks up what the log makes of one learner's cards. A session asks only for
// what its day needs, so it costs the same whether the learner has a hundred cards or a
// million. A store is one; States is one in memory.
type Schedule interface {
	// States gives, by key, the states of those of the cards that have a history.
	States(keys []string) (map[string]CardState, error)
	// Studied gives, by key, the states of the cards whose last review was on a
	// study day.
	Studied(day scheduler.Day) (map[string]CardState, error)
	// Due goes through the cards that are due from one study day up to another,
	// both included, and not suspended, by their due day and then by Shuffle, until
	// yield returns false.
	Due(from, upTo scheduler.Day, yield func(key string, due scheduler.Day) bool) error
	// Ranked gives the cards that come first by a ranking, at most so many, the best
	// first. It costs the more, the more cards there are to be ranked.
	Ranked(ranking Ranking, most int) ([]Ranked, error)
	// Hidden goes through the cards that are suspended, or buried on a study day, by
	// key, until yield returns false.
	Hidden(day scheduler.Day, yield func(key string, state CardState) bool) error
	// Unseen goes through the wanted cards that were never reviewed and are not
	// suspended, in the order of the decks, until yield returns false.
	Unseen(cards Cards, wanted Wanted, yield func(card deck.Listed, state CardState) bool) error
}

// Shuffle orders the cards that are due on one study day: by chance, and always the
// same, so that leaving and coming back changes nothing.
func Shuffle(key string, due scheduler.Day) int64 { return int64(seedOf(key, due)) }

// firstDay and lastDay are before and after every study day.
const (
	firstDay scheduler.Day = -1 << 31
	lastDay  scheduler.Day = 1<<31 - 1
)

// States are the states of cards in memory, by key.
type States map[string]CardState

var _ Schedule = States(nil)

// States gives those of the keys that are there.
func (s States) States(keys []string) (map[string]CardState, error) {
	found := make(map[string]CardState, len(keys))
	for _, key := range keys {
		if state, ok := s[key]; ok {
			found[key] = state
		}
	}
	return found, nil
}

// Studied gives the cards last reviewed on a day.
func (s States) Studied(day scheduler.Day) (map[string]CardState, error) {
	studied := make(map[string]CardState)
	for key, state := range s {
		if !state.New() && state.Last == day {
			studied[key] = state
		}
	}
	return studied, nil
}

// Due sorts the cards that are due.
func (s States) Due(from, upTo scheduler.Day, yield func(string, scheduler.Day) bool) error {
	type ranked struct {
		key     string
		due     scheduler.Day
		shuffle int64
	}
	var ranks []ranked
	for key, state := range s {
		if !state.New() && !state.Suspended && from <= state.Due && state.Due <= upTo {
			ranks = append(ranks, ranked{key, state.Due, Shuffle(key, state.Due)})
		}
	}
	slices.SortFunc(ranks, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.shuffle, b.shuffle), cmp.Compare(a.key, b.key))
	})
	for _, r := range ranks {
		if !yield(r.key, r.due) {
			break
		}
	}
	return nil
}

// Hidden sorts the cards that are hidden.
func (s States) Hidden(day scheduler.Day, yield func(string, CardState) bool) error {
	var keys []string
	for key, state := range s {
		if state.Hidden(day) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		if !yield(key, s[key]) {
			break
		}
	}
	return nil
}

// Unseen looks every card up.
func (s States) Unseen(cards Cards, wanted Wanted, yield func(deck.Listed, CardState) bool) error {
	return Unseen(s, cards, wanted, yield)
}

// manyCards is how many cards are looked up at once, and fewCards where few are wanted.
const (
	manyCards = 256
	fewCards  = 64
)

// Unseen is Schedule.Unseen for any cards: it looks up their states, many at once.
func Unseen(schedule Schedule, cards Cards, wanted Wanted, yield func(deck.Listed, CardState) bool) error {
	var batch []deck.Listed
	var failed error
	goesOn := true
	flush := func() bool {
		keys := make([]string, len(batch))
		for i, card := range batch {
			keys[i] = card.Key()
		}
		states, err := schedule.States(keys)
		if err != nil {
			failed, goesOn = err, false
			return false
		}
		for i, card := range batch {
			state := states[keys[i]]
			if state.New() && !state.Suspended && !yield(card, state) {
				goesOn = false
				break
			}
		}
		batch = batch[:0]
		return goesOn
	}
	err := cards.Each(wanted, func(card deck.Listed) bool {
		batch = append(batch, card)
		return len(batch) < manyCards || flush()
	})
	if err == nil && goesOn {
		flush()
	}
	return cmp.Or(err, failed)
}
