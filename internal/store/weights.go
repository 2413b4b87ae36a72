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
	event, err := newestWeights(ctx, l.db.pool, l.ids)
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
		if err = t.checkOwn(l.id); err != nil {
			return err
		}
		if event.ID, err = t.newID(); err != nil {
			return err
		}
		if err := t.addEvent(event); err != nil {
			return err
		}
		return t.restate(l.id)
	})
}

// selectWeights finds the weights that hold for a learner, and whether any learners are
// joined, so that it may be those of another.
const selectWeights = `SELECT EXISTS (SELECT 1 FROM event WHERE kind = 'join'), coalesce((SELECT moved_to FROM event e
	WHERE learner = ? AND card = '' AND kind = 'weights' AND ` + holds + ` ORDER BY id DESC LIMIT 1), '')`

// modelOf is the memory model of a learner as the transaction sees it.
func (t *tx) modelOf(learner session.ID) (*scheduler.Model, error) {
	var weights string
	var joins bool
	err := t.queryRow(selectWeights, learner[:]).Scan(&joins, &weights)
	if err == nil && joins {
		var ids []session.ID
		if ids, err = t.idsOf(learner); err == nil {
			var event session.Event
			event, err = newestWeights(t.ctx, t.sql, ids)
			weights = event.Weights
		}
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if weights == "" {
		return defaultModel, nil
	}
	return session.ModelOf(weights), nil
}

var defaultModel = scheduler.DefaultModel()

// newestWeights is the event that holds; sql.ErrNoRows says that there is none.
func newestWeights(ctx context.Context, db querier, ids []session.ID) (session.Event, error) {
	condition, args := among("learner", ids)
	return scanEvent(db.QueryRowContext(ctx, `SELECT `+eventColumns+` FROM event e
		WHERE `+condition+` AND card = '' AND kind = 'weights' AND `+holds+`
		ORDER BY id DESC LIMIT 1`, args...))
}
