package store

import (
	"context"
	"encoding/json"
	"errors"
	"math"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// What a study day looks up of the card states. Each query is answered by one index,
// and reads as many rows as it gives.

const (
	selectStudied = `SELECT card, ` + stateColumns + ` FROM state WHERE learner = ? AND last = ? AND reviews > 0`
	selectDue     = `SELECT card, due, shuffle FROM state
		WHERE learner = ? AND (due, shuffle) > (?, ?) AND due <= ? AND reviews > 0 AND suspended = 0
		ORDER BY due, shuffle LIMIT ?`
	selectSuspended = `SELECT card, ` + stateColumns + ` FROM state WHERE learner = ? AND suspended = 1`
	selectBuried    = `SELECT card, ` + stateColumns + ` FROM state INDEXED BY state_hidden
		WHERE learner = ? AND suspended = 0 AND buried >= ? AND buried > 0`
	selectOf = `SELECT s.card, ` + stateColumns + ` FROM json_each(?2) k CROSS JOIN state s ON s.learner = ?1 AND s.card = k.value`
)

// schedule is a learner's states as a session looks them up.
type schedule struct {
	ctx     context.Context
	learner *Learner
}

var _ session.Schedule = schedule{}

// Schedule gives access to the learner's states. Ctx holds for all look-ups.
func (l *Learner) Schedule(ctx context.Context) session.Schedule { return schedule{ctx, l} }

func (s schedule) each(query string, yield func(string, session.CardState) bool, args ...any) error {
	return s.rows(query, func(row scanner) error {
		card, state, err := scanState(row)
		if err == nil && !yield(card, state) {
			err = errEnough
		}
		return err
	}, args...)
}

// rows reads the rows of a query about the learner, until a function returns errEnough.
func (s schedule) rows(query string, f func(scanner) error, args ...any) error {
	db := s.learner.db
	stmt, err := db.statement(s.ctx, query)
	if err == nil {
		err = eachRowOf(s.ctx, stmt, f, append([]any{s.learner.id[:]}, args...)...)
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return db.wrap("read the card states", err)
}

func (s schedule) gather(query string, args ...any) (map[string]session.CardState, error) {
	states := make(map[string]session.CardState)
	err := s.each(query, func(card string, state session.CardState) bool {
		states[card] = state
		return true
	}, args...)
	return states, err
}

func (s schedule) States(keys []string) (map[string]session.CardState, error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	return s.gather(selectOf, string(list))
}

func (s schedule) Studied(day scheduler.Day) (map[string]session.CardState, error) {
	return s.gather(selectStudied, integer(day))
}

// dueCard is a row of selectDue.
type dueCard struct {
	card    string
	due     scheduler.Day
	shuffle int64
}

// Due reads some cards at a time, so that no query is open while yield makes others,
// which would need a second connection.
func (s schedule) Due(from, upTo scheduler.Day, yield func(string, scheduler.Day) bool) error {
	last := dueCard{due: from, shuffle: math.MinInt64} // before every card of that day
	var cards []dueCard
	for most := fewDue; ; most = min(8*most, duePage) {
		cards = cards[:0]
		err := s.rows(selectDue, func(row scanner) error {
			var c dueCard
			err := row.Scan(&c.card, &c.due, &c.shuffle)
			cards = append(cards, c)
			return err
		}, integer(last.due), last.shuffle, integer(upTo), most)
		if err != nil {
			return err
		}
		for _, last = range cards {
			if !yield(last.card, last.due) {
				return nil
			}
		}
		if len(cards) < most {
			return nil
		}
	}
}

// How many due cards are read at once: one at first, for who wants to know the next,
// and then ever more.
const (
	fewDue  = 1
	duePage = 4096
)

func (s schedule) Hidden(day scheduler.Day, yield func(string, session.CardState) bool) error {
	goesOn := true
	note := func(card string, state session.CardState) bool {
		goesOn = yield(card, state)
		return goesOn
	}
	if err := s.each(selectSuspended, note); err != nil || !goesOn {
		return err
	}
	return s.each(selectBuried, note, integer(day))
}

func (s schedule) Unseen(cards session.Cards, wanted session.Wanted, yield func(deck.Listed, session.CardState) bool) error {
	if c, ok := cards.(*Catalogued); ok && c.db == s.learner.db {
		return s.unseen(c, wanted, yield)
	}
	return session.Unseen(s, cards, wanted, yield)
}
