package store

import (
	"context"
	"fmt"

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
	want, count, err := replayed(t.ctx, t.sql)
	if err != nil {
		return Rebuilt{}, err
	}
	stored, err := storedStates(t.ctx, t.sql)
	if err != nil {
		return Rebuilt{}, err
	}
	rebuilt := Rebuilt{Events: count, States: len(want), Changed: len(differences(stored, want))}
	if rebuilt.Changed == 0 {
		return rebuilt, nil
	}
	if err := t.exec(`DELETE FROM state`); err != nil {
		return Rebuilt{}, err
	}
	for key, state := range want {
		if err := t.putState(key.Learner, key.Card, state); err != nil {
			return Rebuilt{}, err
		}
	}
	return rebuilt, nil
}

// replayed gives the states that the whole log makes, and how many events it
// has.
func replayed(ctx context.Context, db querier) (map[session.StateKey]session.CardState, int, error) {
	log, err := readEvents(ctx, db, `SELECT `+eventColumns+` FROM event e ORDER BY id`)
	if err != nil {
		return nil, 0, fmt.Errorf("read the log: %w", err)
	}
	return session.Replay(log), len(log), nil
}

func storedStates(ctx context.Context, db querier) (map[session.StateKey]session.CardState, error) {
	states := make(map[session.StateKey]session.CardState)
	err := eachRow(ctx, db, `SELECT learner, card, `+stateColumns+` FROM state`, func(row scanner) error {
		var learner session.ID
		card, state, err := scanState(row, &learner)
		states[session.StateKey{Learner: learner, Card: card}] = state
		return err
	})
	return states, err
}

// differences are the cards of which two sets of states say different things.
func differences(a, b map[session.StateKey]session.CardState) []session.StateKey {
	var keys []session.StateKey
	for key, state := range a {
		if other, ok := b[key]; !ok || other != state {
			keys = append(keys, key)
		}
	}
	for key := range b {
		if _, ok := a[key]; !ok {
			keys = append(keys, key)
		}
	}
	return keys
}
