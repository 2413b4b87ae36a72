package store

import (
	"context"
	"encoding/json"
	"errors"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// What a study day looks up of the card states. Each query is answered by one index,
// and reads as many rows as it gives.

const (
	selectStudied = `SELECT card, ` + stateColumns + ` FROM state WHERE learner = ? AND last = ? AND reviews > 0`
	selectDue     = `SELECT card, due FROM state
		WHERE learner = ? AND due BETWEEN ? AND ? AND reviews > 0 AND suspended = 0 ORDER BY due, shuffle`
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

func (s schedule) Due(from, upTo scheduler.Day, yield func(string, scheduler.Day) bool) error {
	return s.rows(selectDue, func(row scanner) error {
		var card string
		var due scheduler.Day
		err := row.Scan(&card, &due)
		if err == nil && !yield(card, due) {
			err = errEnough
		}
		return err
	}, integer(from), integer(upTo))
}

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
