package store

import (
	"context"
	"database/sql"
	"errors"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// Undo takes back the newest event about this learner's cards that was made on
// this device and still holds: the last one, then the one before it, and so on.
// Nothing is deleted; the log gets an event that voids it. A move is passed
// over: it belongs to the version of a deck that was taken, and the learner who
// says undo means a response. day is the study day
// on which the learner took it back. When nothing is left, the error is
// session.ErrNothingToUndo.
func (l *Learner) Undo(ctx context.Context, day scheduler.Day) (session.Undone, error) {
	var undone session.Undone
	err := l.db.write(ctx, "undo", func(t *tx) (err error) {
		undone, err = t.undo(l.id, day)
		return err
	})
	if err != nil {
		return session.Undone{}, err
	}
	return undone, nil
}

func (t *tx) undo(learner session.ID, day scheduler.Day) (session.Undone, error) {
	if err := t.checkOwn(learner); err != nil {
		return session.Undone{}, err
	}
	target, err := t.undoable(learner)
	if err != nil {
		return session.Undone{}, err
	}
	undone := session.Undone{Event: target.ID, Concerns: target.Concerns, Kind: target.Kind}
	if undone.Card, err = t.placeAfterUndo(learner, target); err != nil {
		return session.Undone{}, err
	}
	before, err := t.state(learner, undone.Card)
	if err != nil {
		return session.Undone{}, err
	}
	event := session.Event{
		Learner: learner, Kind: session.EventUndo, Card: undone.Card, Concerns: target.ID, Day: day,
	}
	if undone.State, err = t.refold(event, before, undone.Card); err != nil {
		return session.Undone{}, err
	}
	if target.Kind == session.EventWeights {
		err = t.restate(learner)
	}
	if target.Kind == session.EventReview {
		err = t.queryRow(`SELECT text FROM response WHERE id = ?`, target.Concerns[:]).Scan(&undone.Response)
	}
	return undone, err
}

// undoable finds the event that an undo takes back.
func (t *tx) undoable(learner session.ID) (session.Event, error) {
	ids, err := t.idsOf(learner)
	if err != nil {
		return session.Event{}, err
	}
	condition, args := among("learner", ids)
	row := t.queryRow(`SELECT `+eventColumns+` FROM event e
		WHERE `+condition+` AND device = ? AND kind NOT IN ('undo', 'move', 'join') AND `+holds+`
		ORDER BY id DESC LIMIT 1`, append(args, t.device[:])...)
	event, err := scanEvent(row)
	if errors.Is(err, sql.ErrNoRows) {
		return event, session.ErrNothingToUndo
	}
	return event, err
}

// placeAfterUndo gives the card whose history an event is in once it is voided:
// a voided move has carried nothing along.
func (t *tx) placeAfterUndo(learner session.ID, target session.Event) (string, error) {
	moves, err := t.moves(learner)
	if err != nil {
		return "", err
	}
	var others []session.Event
	for _, move := range moves {
		if move.ID != target.ID {
			others = append(others, move)
		}
	}
	return placeOf(target, others), nil
}
