package store

import (
	"context"
	"fmt"

	"drill/internal/deck"
	"drill/internal/session"
)

// History gives all that the log has about a card of the learner, in its order: what
// each event did, and, of reviews, what was typed and how it was marked. What was
// undone is there, and says so. It reads no more than the card's own rows.
func (l *Learner) History(ctx context.Context, card string) ([]session.Logged, error) {
	var history []session.Logged
	err := l.db.read(ctx, func(q querier) (err error) {
		history, err = l.history(ctx, q, card)
		return err
	})
	return history, l.db.wrap("read the history of "+card, err)
}

func (l *Learner) history(ctx context.Context, q querier, card string) ([]session.Logged, error) {
	of, args := among("learner", l.ids)
	moves, err := readEvents(ctx, q, `SELECT `+eventColumns+` FROM event e WHERE `+of+` AND kind = 'move' ORDER BY id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read the moves: %w", err)
	}
	cards := connectedBy(moves, card)
	cards[aboutLearner] = true
	events, err := historyOf(ctx, q, l.id, l.ids, cards)
	if err != nil {
		return nil, err
	}
	delete(cards, aboutLearner)
	history := session.HistoryOf(session.StateKey{Learner: l.id, Card: card}, events)
	given, err := l.given(ctx, q, cards)
	if err != nil {
		return nil, err
	}
	for i, logged := range history {
		history[i].Response = given[logged.Concerns]
		if !logged.Undone {
			continue
		}
		if history[i].Event, err = l.asLogged(ctx, q, logged.ID); err != nil {
			return nil, err
		}
	}
	return history, nil
}

// asLogged is an event with the states that were seen when it was made.
func (l *Learner) asLogged(ctx context.Context, q querier, id session.ID) (session.Event, error) {
	event, err := scanLogged(q.QueryRowContext(ctx, `SELECT `+eventColumns+`, before, after FROM event e WHERE id = ?`, id[:]))
	event.Learner = l.id
	return event, err
}

// given are the responses of which the reviews of some cards are, by id.
func (l *Learner) given(ctx context.Context, q querier, cards map[string]bool) (map[session.ID]session.Scored, error) {
	given := make(map[session.ID]session.Scored)
	for card := range cards {
		for _, id := range l.ids {
			err := eachRow(ctx, q, selectScores+` WHERE r.id IN (SELECT response FROM event WHERE learner = ? AND card = ? AND kind = 'review')`,
				func(row scanner) error {
					scored, err := scanScored(row)
					given[scored.Response.ID] = scored
					return err
				}, id[:], card)
			if err != nil {
				return nil, fmt.Errorf("read the responses to %s: %w", card, err)
			}
		}
	}
	return given, nil
}

// Lapses counts how often the learner forgot a card with the text that it has now
// (session.LapsesOf).
func (l *Learner) Lapses(ctx context.Context, card *deck.Card) (int, error) {
	history, err := l.History(ctx, card.Key())
	return session.LapsesOf(card, history), err
}

// The condition is that of the index state_lapses.
const selectLapsed = `SELECT card, ` + stateColumns + ` FROM state WHERE learner = ? AND lapses >= 8`

// Lapsed gives, by key, the states of the cards that have lapsed at least
// session.LeechLapses times, with whatever text: those among which the leeches are.
func (l *Learner) Lapsed(ctx context.Context) (map[string]session.CardState, error) {
	return schedule{ctx, l}.gather(selectLapsed)
}
