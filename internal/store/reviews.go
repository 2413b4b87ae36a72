package store

import (
	"context"
	"errors"
	"iter"

	"drill/internal/session"
)

// Reviews gives the learner's reviews that count, in the order of the log, as a
// replay of the whole log sees them: undos, overrules, resets and moves followed.
// They are read as they are asked for, and are of one instant; a break ends the
// reading. After an error it ends.
func (l *Learner) Reviews(ctx context.Context) iter.Seq2[session.Review, error] {
	return func(yield func(session.Review, error) bool) {
		err := l.db.read(ctx, func(q querier) error {
			return eachReview(ctx, q, l.ids, func(review session.Review) bool { return yield(review, nil) })
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(session.Review{}, l.db.wrap("read the reviews", err))
		}
	}
}

func eachReview(ctx context.Context, db querier, ids []session.ID, yield func(session.Review) bool) error {
	condition, args := among("learner", ids)
	rulings, err := readEvents(ctx, db, `SELECT `+eventColumns+` FROM event e
		WHERE `+condition+` AND kind IN ('undo', 'overrule', 'move', 'weights', 'join') ORDER BY id`, args...)
	if err != nil {
		return err
	}
	replaying := session.NewReplaying(rulings)
	return eachRow(ctx, db, `SELECT `+eventColumns+` FROM event e WHERE `+condition+` ORDER BY id`, func(row scanner) error {
		event, err := scanEvent(row)
		if err != nil {
			return err
		}
		if review, counts := replaying.Next(event); counts && !yield(review) {
			return errEnough
		}
		return nil
	}, args...)
}
