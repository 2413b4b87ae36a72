package store

import (
	"context"
	"database/sql"
	"errors"

	"drill/internal/scheduler"
)

// LastDay gives the newest study day of any event of the learner that was not
// taken back; false when there is none. A day in the future, from a clock that
// was wrong, goes away with an undo.
func (l *Learner) LastDay(ctx context.Context) (day scheduler.Day, ok bool, err error) {
	condition, args := among("learner", l.ids)
	err = l.db.pool.QueryRowContext(ctx, `SELECT day FROM event e
		WHERE `+condition+` AND card <> '' AND kind <> 'undo' AND `+holds+` ORDER BY day DESC LIMIT 1`, args...).Scan(&day)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return day, err == nil, l.db.wrap("read the last study day", err)
}

// Seconds gives how long the learner's newest responses in study took, by
// question type; limit is how many responses are looked at.
func (l *Learner) Seconds(ctx context.Context, limit int) (map[string][]float64, error) {
	seconds := make(map[string][]float64)
	condition, args := among("learner", l.ids)
	err := eachRow(ctx, l.db.pool, `SELECT type, seconds FROM response
		WHERE `+condition+` AND kind = 'study' ORDER BY id DESC LIMIT ?`, func(row scanner) error {
		var kind string
		var value float64
		err := row.Scan(&kind, &value)
		seconds[kind] = append(seconds[kind], value)
		return err
	}, append(args, limit)...)
	if err != nil {
		return nil, l.db.wrap("read how long responses took", err)
	}
	return seconds, nil
}
