package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"drill/internal/scheduler"
	"drill/internal/session"
)

const stateColumns = `repetitions, interval, ease, lapses, reviews, last, due,
	introduced, quality, drills, suspended, buried, stability, difficulty, newest`

const (
	selectState  = `SELECT card, ` + stateColumns + ` FROM state WHERE learner = ? AND card = ?`
	selectStates = `SELECT card, ` + stateColumns + ` FROM state WHERE learner = ?`
	upsertState  = `REPLACE INTO state (learner, card, ` + stateColumns + `, shuffle)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	deleteState = `DELETE FROM state WHERE learner = ? AND card = ?`
)

// States gives the states of all cards that the learner has a history with, by
// card.
func (l *Learner) States(ctx context.Context) (map[string]session.CardState, error) {
	states := make(map[string]session.CardState)
	err := eachRow(ctx, l.db.pool, selectStates, func(row scanner) error {
		card, state, err := scanState(row)
		states[card] = state
		return err
	}, l.id[:])
	if err != nil {
		return nil, l.db.wrap("read the card states", err)
	}
	return states, nil
}

// scanner is a row that can be read: *sql.Row and *sql.Rows.
type scanner interface{ Scan(...any) error }

func scanState(row scanner, before ...any) (card string, s session.CardState, err error) {
	err = row.Scan(append(before, &card,
		&s.Repetitions, &s.Interval, &s.EaseFactor, &s.Lapses, &s.Reviews, &s.Last, &s.Due,
		&s.Introduced, &s.Quality, &s.Drills, &s.Suspended, &s.Buried, &s.Stability, &s.Difficulty, &s.Newest)...)
	return card, s, err
}

// state reads the state of a card; the zero value when it has no history.
func (t *tx) state(learner session.ID, card string) (session.CardState, error) {
	_, state, err := scanState(t.queryRow(selectState, learner[:], card))
	if errors.Is(err, sql.ErrNoRows) {
		return session.CardState{}, nil
	}
	return state, err
}

func (t *tx) putState(learner session.ID, card string, s session.CardState) error {
	if s.New() && !s.Suspended {
		if err := t.unsee(learner, card); err != nil {
			return err
		}
	}
	return t.exec(upsertState, learner[:], card,
		integer(s.Repetitions), integer(s.Interval), integer(s.EaseFactor), integer(s.Lapses), integer(s.Reviews),
		integer(s.Last), integer(s.Due), integer(s.Introduced), integer(s.Quality), integer(s.Drills),
		flag(s.Suspended), integer(s.Buried), float64(s.Stability), float64(s.Difficulty), s.Newest[:],
		session.Shuffle(card, s.Due))
}

// dropState forgets a card without a history.
func (t *tx) dropState(learner session.ID, card string) error {
	if err := t.unsee(learner, card); err != nil {
		return err
	}
	return t.exec(deleteState, learner[:], card)
}

// checkBefore refuses a write about a card that has changed since it was asked.
func (t *tx) checkBefore(learner session.ID, card string, before session.CardState) error {
	if err := t.checkOwn(learner); err != nil {
		return err
	}
	state, err := t.state(learner, card)
	if err != nil {
		return err
	}
	if state != before {
		return fmt.Errorf("card %s: %w", card, session.ErrStale)
	}
	return nil
}

// loggedState is a state as an event of the log holds it, in JSON.
type loggedState struct {
	Repetitions int                  `json:"repetitions,omitzero"`
	Interval    scheduler.Interval   `json:"interval,omitzero"`
	EaseFactor  scheduler.EaseFactor `json:"ease,omitzero"`
	Lapses      int                  `json:"lapses,omitzero"`
	Reviews     int                  `json:"reviews,omitzero"`
	Last        scheduler.Day        `json:"last,omitzero"`
	Due         scheduler.Day        `json:"due,omitzero"`
	Introduced  scheduler.Day        `json:"introduced,omitzero"`
	Quality     scheduler.Quality    `json:"quality,omitzero"`
	Drills      int                  `json:"drills,omitzero"`
	Suspended   bool                 `json:"suspended,omitzero"`
	Buried      scheduler.Day        `json:"buried,omitzero"`
	Stability   float32              `json:"stability,omitzero"`
	Difficulty  float32              `json:"difficulty,omitzero"`
	Newest      session.ID           `json:"newest,omitzero"`
}

func stateText(s session.CardState) (string, error) {
	text, err := json.Marshal(loggedState{
		s.Repetitions, s.Interval, s.EaseFactor, s.Lapses, s.Reviews, s.Last, s.Due,
		s.Introduced, s.Quality, s.Drills, s.Suspended, s.Buried, s.Stability, s.Difficulty, s.Newest,
	})
	return string(text), err
}

func parseState(text string) (session.CardState, error) {
	var l loggedState
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		return session.CardState{}, fmt.Errorf("%w: a logged state: %w", ErrDamaged, err)
	}
	return session.CardState{
		State: scheduler.State{
			Repetitions: l.Repetitions, Interval: l.Interval, EaseFactor: l.EaseFactor,
			Lapses: l.Lapses, Reviews: l.Reviews, Last: l.Last, Due: l.Due,
		},
		Introduced: l.Introduced, Quality: l.Quality, Drills: l.Drills,
		Suspended: l.Suspended, Buried: l.Buried,
		Stability: l.Stability, Difficulty: l.Difficulty, Newest: l.Newest,
	}, nil
}
