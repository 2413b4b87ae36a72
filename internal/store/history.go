package store

import (
	"context"
	"fmt"

	"drill/internal/session"
)

// An overrule, an undo and a move speak of earlier events, so the state after
// them cannot be had from the state before. The histories they touch are folded
// again from the log: those of all cards that moves connect with the card.

const eventColumns = `e.id, e.learner, e.kind, e.card, coalesce(e.response, e.event),
	coalesce(e.quality, 0), e.day, coalesce(e.due, 0), coalesce(e.moved_to, '')`

// holds is the condition that event e is not voided.
const holds = `NOT EXISTS (SELECT 1 FROM event u WHERE u.event = e.id AND u.kind = 'undo')`

func scanEvent(row scanner, after ...any) (session.Event, error) {
	var e session.Event
	err := row.Scan(append([]any{
		&e.ID, &e.Learner, &e.Kind, &e.Card, &e.Concerns, &e.Quality, &e.Day, &e.Due, &e.To,
	}, after...)...)
	if e.Kind == session.EventWeights {
		e.To, e.Weights = "", e.To // they share a column
	}
	return e, err
}

func readEvents(ctx context.Context, db querier, query string, args ...any) ([]session.Event, error) {
	var list []session.Event
	err := eachRow(ctx, db, query, func(row scanner) error {
		event, err := scanEvent(row)
		list = append(list, event)
		return err
	}, args...)
	return list, err
}

func (t *tx) event(id session.ID) (session.Event, error) {
	return scanEvent(t.queryRow(`SELECT `+eventColumns+` FROM event e WHERE id = ?`, id[:]))
}

func (t *tx) voided(id session.ID) (voided bool, err error) {
	err = t.queryRow(`SELECT NOT `+holds+` FROM event e WHERE id = ?`, id[:]).Scan(&voided)
	return voided, err
}

// moves are the learner's moves that hold, in the order of the log.
func (t *tx) moves(learner session.ID) ([]session.Event, error) {
	return t.movesThat(learner, holds)
}

func (t *tx) movesThat(learner session.ID, condition string) ([]session.Event, error) {
	ids, err := t.idsOf(learner)
	if err != nil {
		return nil, err
	}
	of, args := among("learner", ids)
	return readEvents(t.ctx, t.sql, `SELECT `+eventColumns+` FROM event e
		WHERE `+of+` AND kind = 'move' AND `+condition+` ORDER BY id`, args...)
}

// idsOf gives every id of the person that a learner is.
func (t *tx) idsOf(learner session.ID) ([]session.ID, error) {
	people, err := readPeople(t.ctx, t.sql)
	return people.all(learner), err
}

// placeOf gives the card whose history an event is in now: its own, or the one
// to which that has been moved since. Moves are those that hold, in order.
func placeOf(event session.Event, moves []session.Event) string {
	card := event.Card
	for _, move := range moves {
		if move.Card == card && session.Compare(move.ID, event.ID) >= 0 {
			card = move.To
		}
	}
	return card
}

// refold stores an event and works out anew the states of all cards that it can
// change. It gives the state of the card named.
func (t *tx) refold(event session.Event, before session.CardState, card string) (state session.CardState, err error) {
	if event.ID, err = t.newID(); err != nil {
		return state, err
	}
	cards, err := t.connected(event)
	if err != nil {
		return state, err
	}
	history, err := t.history(event.Learner, cards)
	if err != nil {
		return state, err
	}
	weights, err := t.history(event.Learner, map[string]bool{aboutLearner: true})
	if err != nil {
		return state, err
	}
	history = append(history, weights...)
	states := session.Replay(append(history, event))
	event.Before, event.After = before, states[session.StateKey{Learner: event.Learner, Card: card}]
	if err := t.addEvent(event); err != nil {
		return state, err
	}
	for name := range cards {
		if err := t.settle(event.Learner, name, states); err != nil {
			return state, err
		}
	}
	return event.After, nil
}

// aboutLearner is the card of events that are about none: the weights of the memory
// model, and what is said of them.
const aboutLearner = ""

// settle stores what a replay says of a card, or that it says nothing.
func (t *tx) settle(learner session.ID, card string, states map[session.StateKey]session.CardState) error {
	state, ok := states[session.StateKey{Learner: learner, Card: card}]
	if !ok {
		return t.dropState(learner, card)
	}
	return t.putState(learner, card, state)
}

// connected gives all cards between which the learner's moves, also those taken
// back, may carry what the event concerns.
func (t *tx) connected(event session.Event) (map[string]bool, error) {
	moves, err := t.movesThat(event.Learner, "TRUE")
	if err != nil {
		return nil, fmt.Errorf("read the moves: %w", err)
	}
	if event.Kind == session.EventMove {
		moves = append(moves, event)
	}
	return connectedBy(moves, event.Card), nil
}

// connectedBy gives a card and all that moves connect with it.
func connectedBy(moves []session.Event, card string) map[string]bool {
	cards := map[string]bool{card: true}
	for grown := true; grown; {
		grown = false
		for _, move := range moves {
			if cards[move.Card] != cards[move.To] {
				cards[move.Card], cards[move.To] = true, true
				grown = true
			}
		}
	}
	return cards
}

// history gives the events of some cards, and those that speak of them, all as
// the learner's own.
func (t *tx) history(learner session.ID, cards map[string]bool) ([]session.Event, error) {
	ids, err := t.idsOf(learner)
	if err != nil {
		return nil, err
	}
	return historyOf(t.ctx, t.sql, learner, ids, cards)
}

// historyOf is history for the learner who is known under some ids.
func historyOf(ctx context.Context, db querier, learner session.ID, ids []session.ID, cards map[string]bool) ([]session.Event, error) {
	var history []session.Event
	for card := range cards {
		for _, id := range ids {
			list, err := readEvents(ctx, db, `SELECT `+eventColumns+` FROM event e WHERE learner = ?1 AND card = ?2
				UNION SELECT `+eventColumns+` FROM event c JOIN event e ON e.event = c.id
				WHERE c.learner = ?1 AND c.card = ?2`, id[:], card)
			if err != nil {
				return nil, fmt.Errorf("read the history of card %s: %w", card, err)
			}
			history = append(history, list...)
		}
	}
	for i := range history {
		history[i].Learner = learner
	}
	return history, nil
}
