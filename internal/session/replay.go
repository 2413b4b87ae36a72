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
	// Stability and Difficulty are the card's memory, as the model has it that the
	// learner's weights make (scheduler.Memory). Single precision keeps replays on
	// different machines alike, where the last bits of their arithmetic differ.
	Stability, Difficulty float32
	// Newest is the newest event about the card. It changes with every event,
	// so a write can tell whether the card has moved on.
	Newest ID
}

// Memory is the card's memory.
func (s CardState) Memory() scheduler.Memory {
	return scheduler.Memory{Stability: float64(s.Stability), Difficulty: float64(s.Difficulty), Last: s.Last}
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
	replaying := NewReplaying(ordered)
	for _, event := range ordered {
		replaying.Next(event)
	}
	return replaying.states
}

// Replaying is Replay event by event, for a log that is too long to be held in
// memory, or whose reviews are of interest by themselves.
type Replaying struct {
	rulings
	states map[StateKey]CardState
}

// NewReplaying begins a replay. It is given, in the order of the log, all events
// that speak of others: undos, overrules, moves, weights and joins. Those of other kinds
// say nothing here.
func NewReplaying(ordered []Event) *Replaying {
	return &Replaying{rulings: readRulings(ordered), states: make(map[StateKey]CardState)}
}

// States gives the states after the events that were taken.
func (r *Replaying) States() map[StateKey]CardState { return r.states }

// Review is a review that counts, with the states of its card before and after
// it.
type Review struct {
	StateKey      // where the history of the card is at the end of the log
	Day           scheduler.Day
	Quality       scheduler.Quality // in force
	Before, After CardState
}

// Drill reports whether the response was a further one to the card on its study
// day, which moved no schedule.
func (r Review) Drill() bool { return r.After.Reviews == r.Before.Reviews }

// Next takes the next event in the order of the log. It gives the review that
// the event is; false when it is none, or one that changes nothing.
func (r *Replaying) Next(event Event) (Review, bool) {
	if event.Card == "" {
		return Review{}, false // about the learner
	}
	key := r.placeOf(event)
	before := r.states[key]
	after := r.apply(before, event)
	r.states[key] = after
	counts := event.Kind == EventReview && (after.Reviews > before.Reviews || after.Drills > before.Drills)
	return Review{key, event.Day, after.Quality, before, after}, counts
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
	joined  map[ID]ID // learners who are known under another's id
	quality map[ID]scheduler.Quality
	moves   map[StateKey][]Event    // those that hold, by the old key, in order
	models  map[ID]*scheduler.Model // of learners with weights of their own
	model   *scheduler.Model        // of all others
}

// modelOf is the memory model of a learner.
func (r rulings) modelOf(learner ID) *scheduler.Model {
	if model, own := r.models[standsFor(r.joined, learner)]; own {
		return model
	}
	return r.model
}

// ModelOf makes the memory model of weights as an event has them. Those that no version
// of drill writes count as the default ones.
func ModelOf(weights string) *scheduler.Model {
	if w, err := scheduler.ParseWeights(weights); err == nil {
		if model, err := scheduler.NewModel(w); err == nil {
			return model
		}
	}
	return scheduler.DefaultModel()
}

// voidedBy are the events that an undo takes back.
func voidedBy(events []Event) map[ID]bool {
	voided := make(map[ID]bool)
	for _, event := range events {
		if event.Kind == EventUndo {
			voided[event.Concerns] = true
		}
	}
	return voided
}

func readRulings(ordered []Event) rulings {
	r := rulings{
		voided: voidedBy(ordered), joined: Joined(ordered), quality: make(map[ID]scheduler.Quality), moves: make(map[StateKey][]Event),
		models: make(map[ID]*scheduler.Model), model: scheduler.DefaultModel(),
	}
	for _, event := range ordered {
		switch {
		case r.voided[event.ID]:
		case event.Kind == EventOverrule:
			r.quality[event.Concerns] = event.Quality
		case event.Kind == EventWeights:
			r.models[standsFor(r.joined, event.Learner)] = ModelOf(event.Weights)
		case event.Kind == EventMove && event.To != event.Card:
			key := StateKey{standsFor(r.joined, event.Learner), event.Card}
			r.moves[key] = append(r.moves[key], event)
		}
	}
	return r
}

// placeOf gives the card whose history an event is in at the end of the log: a
// move takes along all that was logged before it, and itself.
func (r rulings) placeOf(event Event) StateKey {
	key, at := StateKey{standsFor(r.joined, event.Learner), event.Card}, event.ID
	for {
		moves := r.moves[key]
		next := slices.IndexFunc(moves, func(move Event) bool { return Compare(move.ID, at) >= 0 })
		if next < 0 {
			return key
		}
		move := moves[next]
		key.Card, at = move.To, idAfter(move.ID)
	}
}

// idAfter is the least id after another.
func idAfter(id ID) ID {
	for i := len(id) - 1; i >= 0; i-- {
		if id[i]++; id[i] != 0 {
			break
		}
	}
	return id
}

// apply moves a state by one event of the card's history, in the light of what
// later events say of it.
func (r rulings) apply(state CardState, event Event) CardState {
	if !r.voided[event.ID] {
		if quality, ok := r.quality[event.ID]; ok {
			event.Quality = quality
		}
		state = Apply(r.modelOf(event.Learner), state, event)
	}
	state.Newest = event.ID
	return state
}

// Apply gives the state after an event that is the newest about the card, by the
// memory model of its learner. Undo, overrule and move speak of earlier events, so that
// only Replay can follow them; here they change nothing but Newest.
func Apply(model *scheduler.Model, state CardState, event Event) CardState {
	switch event.Kind {
	case EventReview:
		state = review(model, state, event)
	case EventSuspend:
		state.Suspended = true
	case EventUnsuspend:
		state.Suspended = false
	case EventBury:
		state.Buried = event.Day
	case EventUnbury:
		state.Buried = 0
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
func review(model *scheduler.Model, state CardState, event Event) CardState {
	if !event.Quality.Valid() || !state.New() && event.Day < state.Last {
		return state // of a quality that no version of drill writes, or out of order
	}
	memory := model.Next(state.Memory(), scheduler.RatingOf(event.Quality), event.Day)
	if !state.New() && event.Day == state.Last {
		state.Stability, state.Difficulty = float32(memory.Stability), float32(memory.Difficulty)
		state.Quality = event.Quality
		state.Drills++
		return state
	}
	next, err := scheduler.Next(state.State, event.Quality, event.Day)
	if err != nil {
		return state
	}
	if state.New() {
		state.Introduced = event.Day
	}
	state.State = next
	state.Stability, state.Difficulty = float32(memory.Stability), float32(memory.Difficulty)
	state.Quality = event.Quality
	state.Drills = 0
	return state
}
