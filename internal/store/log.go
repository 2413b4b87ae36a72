package store

import (
	"context"
	"iter"

	"drill/internal/session"
)

// Log gives the learner's events about cards in the order of the log, those that were
// undone and the undos among them, each with the states that its card had
// before and after it when it was made. They are read as they are asked for.
func (l *Learner) Log(ctx context.Context) iter.Seq2[session.Event, error] {
	return func(yield func(session.Event, error) bool) {
		const doing = "read the log"
		condition, args := among("learner", l.ids)
		rows, err := l.db.pool.QueryContext(ctx, `SELECT `+eventColumns+`, before, after
			FROM event e WHERE card <> '' AND `+condition+` ORDER BY id`, args...)
		if err != nil {
			yield(session.Event{}, l.db.wrap(doing, err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			event, err := scanLogged(rows)
			if !yield(event, l.db.wrap(doing, err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(session.Event{}, l.db.wrap(doing, err))
		}
	}
}

func scanLogged(row scanner) (session.Event, error) {
	var before, after string
	event, err := scanEvent(row, &before, &after)
	if err != nil {
		return event, err
	}
	if event.Before, err = parseState(before); err != nil {
		return event, err
	}
	event.After, err = parseState(after)
	return event, err
}
