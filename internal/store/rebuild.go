package store

import (
	"context"
	"fmt"
	"slices"

	"drill/internal/session"
)

// Rebuilt says what a rebuild found.
type Rebuilt struct {
	Events  int // in the log
	States  int // that they make
	Changed int // states that were different, missing, or not of the log
}

// Rebuild replays the log and puts what it gives in the place of the stored
// card states. It empties the catalogue of decks too, which fills again as decks
// are read.
func (db *DB) Rebuild(ctx context.Context) (Rebuilt, error) {
	var rebuilt Rebuilt
	err := db.writeCancellable(ctx, "rebuild the card states", func(t *tx) (err error) {
		if rebuilt, err = t.rebuild(); err != nil {
			return err
		}
		return t.emptyCatalogue()
	})
	return rebuilt, err
}

func (t *tx) emptyCatalogue() error {
	for _, table := range []string{"catalogue_place", "catalogue_card", "catalogue_body", "catalogue_pool", "catalogue_deck"} {
		if err := t.exec(`DELETE FROM ` + table); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) rebuild() (Rebuilt, error) {
	want, count, err := replayed(t.ctx, t.sql, nil)
	if err != nil {
		return Rebuilt{}, err
	}
	different, err := differing(t.ctx, t.sql, want)
	if err != nil {
		return Rebuilt{}, err
	}
	rebuilt := Rebuilt{Events: count, States: len(want), Changed: len(different)}
	if rebuilt.Changed == 0 {
		return rebuilt, nil
	}
	for _, query := range []string{`DELETE FROM catalogue_seen`, `DELETE FROM state`} {
		if err := t.exec(query); err != nil {
			return Rebuilt{}, err
		}
	}
	for key, state := range want {
		if err := t.putState(key.Learner, key.Card, state); err != nil {
			return Rebuilt{}, err
		}
	}
	return rebuilt, nil
}

// replayed gives the states that the log makes, and how many events it has; of
// the learners with some ids, or of all where there are none. The log is read once, and never held.
func replayed(ctx context.Context, db querier, ids []session.ID) (map[session.StateKey]session.CardState, int, error) {
	rulings, err := readEvents(ctx, db, `SELECT `+eventColumns+` FROM event e
		WHERE kind IN ('undo', 'overrule', 'move', 'weights', 'join') ORDER BY id`)
	if err != nil {
		return nil, 0, fmt.Errorf("read the log: %w", err)
	}
	replaying, count := session.NewReplaying(rulings), 0
	err = eachRow(ctx, db, `SELECT id, learner, kind, card, coalesce(quality, 0), day, coalesce(due, 0) FROM event ORDER BY id`, func(row scanner) error {
		var e session.Event
		if err := row.Scan(&e.ID, &e.Learner, &e.Kind, &e.Card, &e.Quality, &e.Day, &e.Due); err != nil {
			return err
		}
		if ids == nil || slices.Contains(ids, e.Learner) {
			count++
			replaying.Next(e)
		}
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read the log: %w", err)
	}
	return replaying.States(), count, nil
}

// restate makes the states of a learner anew from the log.
func (t *tx) restate(learner session.ID) error {
	ids, err := t.idsOf(learner)
	if err != nil {
		return err
	}
	want, _, err := replayed(t.ctx, t.sql, ids)
	if err != nil {
		return err
	}
	for key, state := range want {
		if err := t.putState(key.Learner, key.Card, state); err != nil {
			return err
		}
	}
	return nil
}

// differing gives the cards of which the stored states say other than those wanted, or
// that only one of them has. The stored ones are read once, and not held.
func differing(ctx context.Context, db querier, want map[session.StateKey]session.CardState) ([]session.StateKey, error) {
	var different []session.StateKey
	known := 0
	err := eachStored(ctx, db, func(key session.StateKey, state session.CardState) {
		wanted, ok := want[key]
		if ok {
			known++
		}
		if !ok || wanted != state {
			different = append(different, key)
		}
	})
	if err != nil || known == len(want) {
		return different, err
	}
	missing := make(map[session.StateKey]bool, len(want))
	for key := range want {
		missing[key] = true
	}
	err = eachStored(ctx, db, func(key session.StateKey, _ session.CardState) { delete(missing, key) })
	for key := range missing {
		different = append(different, key)
	}
	return different, err
}

func eachStored(ctx context.Context, db querier, f func(session.StateKey, session.CardState)) error {
	return eachRow(ctx, db, `SELECT learner, card, `+stateColumns+` FROM state`, func(row scanner) error {
		var learner session.ID
		card, state, err := scanState(row, &learner)
		if err == nil {
			f(session.StateKey{Learner: learner, Card: card}, state)
		}
		return err
	})
}
