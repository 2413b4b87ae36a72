package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// Weights of the memory model are fitted to a learner, and so they are an event
// of the learner's log: they travel with it, and undo takes them back. The event
// is about no card. Its weights stand where a move has its new key.

// Weights gives the weights of the memory model that hold for the learner, those
// set last, and the study day on which they were set. Where none were, or the
// default ones were chosen, these are given, and fitted is false.
func (l *Learner) Weights(ctx context.Context) (w scheduler.Weights, since scheduler.Day, fitted bool, err error) {
	row := l.db.pool.QueryRowContext(ctx, `SELECT `+eventColumns+` FROM event e
		WHERE learner = ? AND card = '' AND kind = 'weights' AND `+holds+`
		ORDER BY id DESC LIMIT 1`, l.id[:])
	event, err := scanEvent(row)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && event.Weights == "":
		return scheduler.DefaultWeights, 0, false, nil
	case err == nil:
		if w, err = scheduler.ParseWeights(event.Weights); err != nil {
			err = fmt.Errorf("%w: the weights of the memory model: %w", ErrDamaged, err)
		}
	}
	if err != nil {
		return scheduler.DefaultWeights, 0, false, l.db.wrap("read the weights", err)
	}
	return w, event.Day, true, nil
}

// SetWeights stores weights of the memory model for the learner, to hold from
// now on; the default ones stand for whatever is the default. day is the study
// day. The error is that of Weights.Check, where the weights have one.
func (l *Learner) SetWeights(ctx context.Context, w scheduler.Weights, day scheduler.Day) error {
	const doing = "save the weights"
	if err := w.Check(); err != nil {
		return l.db.wrap(doing, err)
	}
	event := session.Event{Learner: l.id, Kind: session.EventWeights, Day: day}
	if w != scheduler.DefaultWeights {
		event.Weights = w.String()
	}
	return l.db.write(ctx, doing, func(t *tx) (err error) {
		if event.ID, err = t.newID(); err != nil {
			return err
		}
		if err := t.addEvent(event); err != nil {
			return err
		}
		return t.restate(l.id)
	})
}

const selectWeights = `SELECT coalesce(moved_to, '') FROM event e
	WHERE learner = ? AND card = '' AND kind = 'weights' AND ` + holds + `
	ORDER BY id DESC LIMIT 1`

// modelOf is the memory model of a learner as the transaction sees it.
func (t *tx) modelOf(learner session.ID) (*scheduler.Model, error) {
	var weights string
	err := t.queryRow(selectWeights, learner[:]).Scan(&weights)
	if errors.Is(err, sql.ErrNoRows) {
		return scheduler.DefaultModel(), nil
	}
	return session.ModelOf(weights), err
}
