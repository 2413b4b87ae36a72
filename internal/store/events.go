package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// Append stores an event other than a review or an undo, and gives the state
// that its card is in then; of a move, the state under the new key. The event's
// id and learner, and its states, are given here. It fails with
// session.ErrStale when the card is no longer in the state before; with
// ErrNoReview when an overrule concerns no review that counts; with ErrNewCard
// when a due day is set for a card that was never reviewed, or a card without a
// history is moved.
func (l *Learner) Append(ctx context.Context, event session.Event, before session.CardState) (session.CardState, error) {
	doing := "save the " + string(event.Kind)
	if err := checkEvent(event); err != nil {
		return session.CardState{}, l.db.wrap(doing, err)
	}
	event.Learner = l.id
	var state session.CardState
	err := l.db.write(ctx, doing, func(t *tx) (err error) {
		state, err = t.append(event, before)
		return err
	})
	if err != nil {
		return session.CardState{}, err
	}
	return state, nil
}

// checkEvent refuses what is wrong with an event by itself.
func checkEvent(event session.Event) error {
	if event.Card == "" {
		return fmt.Errorf("the event names no card")
	}
	switch event.Kind {
	case session.EventSuspend, session.EventUnsuspend, session.EventBury, session.EventUnbury, session.EventReset, session.EventSetDue:
		return nil
	case session.EventOverrule:
		if !event.Quality.Valid() {
			return fmt.Errorf("quality %d is not 0 to %d", event.Quality, scheduler.MaxQuality)
		}
		return nil
	case session.EventMove:
		if event.To == "" || event.To == event.Card {
			return fmt.Errorf("card %s cannot be moved to %q", event.Card, event.To)
		}
		return nil
	}
	return fmt.Errorf("an event of kind %q cannot be appended", event.Kind)
}

func (t *tx) append(event session.Event, before session.CardState) (session.CardState, error) {
	if err := t.checkBefore(event.Learner, event.Card, before); err != nil {
		return session.CardState{}, err
	}
	if err := t.checkAgainst(event, before); err != nil {
		return session.CardState{}, err
	}
	switch event.Kind {
	case session.EventOverrule:
		return t.refold(event, before, event.Card)
	case session.EventMove:
		return t.refold(event, before, event.To)
	}
	return t.applyEvent(&event, before)
}

// checkAgainst refuses an event that does not fit the card it is about.
func (t *tx) checkAgainst(event session.Event, before session.CardState) error {
	switch event.Kind {
	case session.EventSetDue:
		if before.New() {
			return fmt.Errorf("card %s: %w", event.Card, ErrNewCard)
		}
	case session.EventMove:
		if before == (session.CardState{}) {
			return fmt.Errorf("card %s: %w", event.Card, ErrNewCard)
		}
	case session.EventOverrule:
		return t.checkReview(event)
	}
	return nil
}

// checkReview makes sure that an overrule concerns a review that counts, of the
// card it names.
func (t *tx) checkReview(overrule session.Event) error {
	review, err := t.event(overrule.Concerns)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNoReview
	}
	if err != nil {
		return err
	}
	ids, err := t.idsOf(overrule.Learner)
	if err != nil {
		return err
	}
	if !slices.Contains(ids, review.Learner) || review.Kind != session.EventReview {
		return ErrNoReview
	}
	if voided, err := t.voided(review.ID); err != nil || voided {
		return errors.Join(err, ErrNoReview)
	}
	moves, err := t.moves(overrule.Learner)
	if err != nil {
		return err
	}
	if card := placeOf(review, moves); card != overrule.Card {
		return fmt.Errorf("%w of card %s: it is one of %s", ErrNoReview, overrule.Card, card)
	}
	return nil
}

// applyEvent stores an event that is the newest about its card and takes
// nothing earlier back, with the state it leads to.
func (t *tx) applyEvent(event *session.Event, before session.CardState) (state session.CardState, err error) {
	if event.ID, err = t.newID(); err != nil {
		return state, err
	}
	model, err := t.modelOf(event.Learner)
	if err != nil {
		return state, err
	}
	event.Before, event.After = before, session.Apply(model, before, *event)
	if err := t.addEvent(*event); err != nil {
		return state, err
	}
	return event.After, t.putState(event.Learner, event.Card, event.After)
}

// addEvent stores the row of an event.
func (t *tx) addEvent(event session.Event) error {
	var response, concerned, quality, due, to any
	switch event.Kind {
	case session.EventReview:
		response, quality = blob(event.Concerns), integer(event.Quality)
	case session.EventOverrule:
		concerned, quality = blob(event.Concerns), integer(event.Quality)
	case session.EventUndo:
		concerned = blob(event.Concerns)
	case session.EventSetDue:
		due = integer(event.Due)
	case session.EventMove:
		to = event.To
	case session.EventWeights:
		to = event.Weights
	}
	before, err := stateText(event.Before)
	if err != nil {
		return err
	}
	after, err := stateText(event.After)
	if err != nil {
		return err
	}
	return t.add(events, event.ID,
		event.Learner[:], string(event.Kind), event.Card, response, concerned,
		quality, integer(event.Day), due, to, before, after)
}
