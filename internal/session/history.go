package session

import "drill/internal/scheduler"

// Logged is an event in the history of a card, as it counts at the end of the log.
type Logged struct {
	// Event has the quality in force, and the states of the card before and after it
	// as a replay has them; those of one that was undone are as they were seen then.
	Event
	Undone bool
	// Response is what was given, where the event is a review.
	Response Scored
}

// Lapsed reports whether the event is a review by which a card was forgotten that
// had been known.
func (l Logged) Lapsed() bool {
	return l.Kind == EventReview && !l.Undone && l.After.Lapses > l.Before.Lapses
}

// Given is the quality that the score gave, before an overrule.
func (l Logged) Given() scheduler.Quality { return l.Response.Given }

// HistoryOf picks the history of a learner's card out of events: all that was logged
// about the card, also under a key from which it was moved, in the order of the log.
// Undos and overrules are in what is said of the events they concern, and do not stand
// for themselves. The events must hold all those of the card, those that concern
// these, and those about the learner.
func HistoryOf(card StateKey, events []Event) []Logged {
	ordered := inOrder(events)
	replaying := NewReplaying(ordered)
	var history []Logged
	for _, event := range ordered {
		if event.Card == "" {
			continue
		}
		place := replaying.placeOf(event)
		before := replaying.states[place]
		replaying.Next(event)
		if place != card || event.Kind == EventUndo || event.Kind == EventOverrule {
			continue
		}
		logged := Logged{Event: event, Undone: replaying.voided[event.ID]}
		if !logged.Undone {
			logged.Before, logged.After = before, replaying.states[place]
			if quality, ruled := replaying.quality[event.ID]; ruled {
				logged.Quality = quality
			}
		}
		history = append(history, logged)
	}
	return history
}
