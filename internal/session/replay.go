package session

import (
	"slices"

	"drill/internal/scheduler"
)

// CardState is what the log says of one card of one learner. States compare
// with ==.
type CardState struct {
	scheduler.State
	// Introduced is the study day of the first review.
	Introduced scheduler.Day
	// Quality is that of the newest response, in force.
	Quality scheduler.Quality
	// Drills counts the responses on the day of the last review after the one
	// that moved the schedule.
	Drills    int
	Suspended bool
	// Buried is the study day up to which the card is not asked; 0 if none.
	Buried scheduler.Day
	// Newest is the newest event about the card. It changes with every event,
	// so a write can tell whether the card has moved on.
	Newest ID
}

// MaxDrills is how often a card is asked again on one study day.
const MaxDrills = 3

// ToDrill reports whether the card is still to be asked again on a study day:
// its last response that day was below 4, and the drills are not used up.
func (s CardState) ToDrill(today scheduler.Day) bool {
	return !s.New() && s.Last == today && s.Quality < scheduler.DrilledBelow && s.Drills < MaxDrills
}

// Hidden reports whether the card is suspended, or buried on a study day.
func (s CardState) Hidden(today scheduler.Day) bool {
	return s.Suspended || (s.Buried != 0 && today <= s.Buried)
}

// StateKey names a state: states belong to a learner and a card.
type StateKey struct {
	Learner ID
	Card    string
}

// Replay gives the states that a log makes. It is a function of the events
// alone, whatever order they come in and however often one is given: the same
// log gives the same states on every machine, before and after a merge.
//
// Events are taken in the order of their ids. An undo voids the event it
// concerns. An overrule replaces the quality of the review it concerns; the
// newest one holds. A move carries all that was logged so far under the old key
// to the new one. A join counts all of a learner's events, whenever they were
// made, as those of another. Events about no card make no state. Of several reviews of a card on one study day the first moves
// the schedule and the others count as drills. A review whose study day lies
// before one already counted, as after a merge with a clock that was wrong,
// changes nothing.
func Replay(events []Event) map[StateKey]CardState {
	ordered := inOrder(events)
	rulings := readRulings(ordered)
	states := make(map[StateKey]CardState)
	for key, history := range histories(ordered, rulings, Joined(ordered)) {
		var state CardState
		for _, event := range history {
			state = rulings.apply(state, event)
		}
		states[key] = state
	}
	return states
}

// inOrder sorts events by id and drops what was given twice.
func inOrder(events []Event) []Event {
	ordered := slices.Clone(events)
	slices.SortFunc(ordered, func(a, b Event) int { return Compare(a.ID, b.ID) })
	return slices.CompactFunc(ordered, func(a, b Event) bool { return a.ID == b.ID })
}

// rulings are what later events say about earlier ones.
type rulings struct {
	voided  map[ID]bool
	quality map[ID]scheduler.Quality
}

func readRulings(ordered []Event) rulings {
	r := rulings{voided: make(map[ID]bool), quality: make(map[ID]scheduler.Quality)}
	for _, event := range ordered {
		if event.Kind == EventUndo {
			r.voided[event.Concerns] = true
		}
	}
	for _, event := range ordered {
		if event.Kind == EventOverrule && !r.voided[event.ID] {
			r.quality[event.Concerns] = event.Quality
		}
	}
	return r
}

// histories collects the events of each card, moves followed and learners joined.
func histories(ordered []Event, r rulings, joined map[ID]ID) map[StateKey][]Event {
	byKey := make(map[StateKey][]Event)
	for _, event := range ordered {
		if event.Card == "" {
			continue
		}
		learner := event.Learner
		if other, ok := joined[learner]; ok {
			learner = other
		}
		key := StateKey{learner, event.Card}
		byKey[key] = append(byKey[key], event)
		if event.Kind != EventMove || r.voided[event.ID] || event.To == event.Card {
			continue
		}
		to := StateKey{learner, event.To}
		byKey[to] = inOrder(append(byKey[to], byKey[key]...))
		delete(byKey, key)
	}
	return byKey
}

// apply moves a state by one event of the card's history, in the light of what
// later events say of it.
func (r rulings) apply(state CardState, event Event) CardState {
	if !r.voided[event.ID] {
		if quality, ok := r.quality[event.ID]; ok {
			event.Quality = quality
		}
		state = Apply(state, event)
	}
	state.Newest = event.ID
	return state
}

// Apply gives the state after an event that is the newest about the card.
// Undo, overrule and move speak of earlier events, so that only Replay can
// follow them; here they change nothing but Newest.
func Apply(state CardState, event Event) CardState {
	switch event.Kind {
	case EventReview:
		state = review(state, event)
	case EventSuspend:
		state.Suspended = true
	case EventUnsuspend:
		state.Suspended = false
	case EventBury:
		state.Buried = event.Day
	case EventReset:
		state = CardState{Suspended: state.Suspended}
	case EventSetDue:
		if !state.New() {
			state.Due = event.Due
		}
	}
	state.Newest = event.ID
	return state
}

// review moves the schedule by the first response of a study day, and counts
// the others as drills.
func review(state CardState, event Event) CardState {
	if !state.New() && event.Day < state.Last {
		return state
	}
	if !state.New() && event.Day == state.Last {
		state.Quality = event.Quality
		state.Drills++
		return state
	}
	next, err := scheduler.Next(state.State, event.Quality, event.Day)
	if err != nil {
		return state // a quality that no version of drill writes
	}
	if state.New() {
		state.Introduced = event.Day
	}
	state.State = next
	state.Quality = event.Quality
	state.Drills = 0
	return state
}
