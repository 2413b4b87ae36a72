// Package simulation says what days of study may look like. It runs the scheduler's own
// code (the queue of a day, what a response does to a card, the memory model) for
// learners whose memory is made up, over as many days as are wished. It is pure: the same
// settings and the same seed give the same outcome.
package simulation

import (
	"math/rand/v2"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// Settings are what a simulation is made of.
type Settings struct {
	Cards   []Card
	States  session.States // of cards that were studied before
	Start   scheduler.Day
	Days    int
	Limits  session.Limits
	Minutes float64 // of each day; 0 means as long as it takes
	Policy  Policy
	World   World
	Valuer  *scheduler.Valuer
	Pace    session.Pace
	Seed    uint64
	Learner int // number of the learner; each has a memory of its own
}

// Card is a card as far as a schedule has to do with it.
type Card struct {
	deck.Listed
	Type deck.Type
}

// Day is what came of a simulated day.
type Day struct {
	Reviews int // first responses of the day to cards seen before
	New     int // first responses ever
	Drills  int
	Failed  int // of the reviews
	Seconds float64
	// Seen is how many cards have been seen by the end of the day. Known is the sum of
	// the recalls of all cards the day after, and Above80 and Above90 count those with at
	// least as much.
	Seen             int
	Known            float64
	Above80, Above90 int
}

// Run simulates one learner.
func Run(s Settings) ([]Day, error) {
	// A learner is the same under each policy: the mind and the days have chances of
	// their own.
	m, err := newMind(s.World, len(s.Cards), rand.New(rand.NewPCG(s.Seed, uint64(s.Learner)<<8)))
	if err != nil {
		return nil, err
	}
	r := newRun(s, m)
	days := make([]Day, s.Days)
	for i := range days {
		if err := r.study(&days[i], s.Start+scheduler.Day(i)); err != nil {
			return nil, err
		}
		r.measure(&days[i], s.Start+scheduler.Day(i)+1)
	}
	return days, nil
}

// run is a simulation under way.
type run struct {
	Settings
	mind   mind
	shelf  *shelf
	states session.States
	chance *rand.Rand
	costs  *scheduler.Costs
	number uint64 // of events
}

func newRun(s Settings, m mind) *run {
	r := &run{Settings: s, mind: m, shelf: newShelf(s.Cards), states: make(session.States, len(s.Cards))}
	r.chance = rand.New(rand.NewPCG(s.Seed, uint64(s.Learner)<<8|1))
	if r.Valuer == nil {
		r.Valuer = scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, scheduler.DefaultFirmness)
	}
	r.costs = r.Valuer.Costs()
	for i, card := range s.Cards {
		if state, known := s.States[card.Key()]; known {
			r.states[card.Key()] = state
			m.know(i, state.Memory(), state.Reviews)
		}
	}
	return r
}

// study goes through sessions of a day until nothing is left to ask, or the minutes are
// over.
func (r *run) study(day *Day, today scheduler.Day) error {
	for {
		queue, err := session.Plan(session.Today{
			Day: today, Cards: r.shelf, Schedule: r.schedule(), Limits: r.Limits,
			Order: r.Policy.Order, Seconds: 60 * r.Minutes, Pace: r.Pace, Valuer: r.Valuer,
		})
		if err != nil {
			return err
		}
		asked := queue.Ordered()
		for _, card := range asked {
			if r.over(day) {
				return nil
			}
			r.ask(day, r.shelf.number[card.Key()], today)
		}
		if len(asked) == 0 || r.over(day) || r.Minutes == 0 {
			return nil
		}
	}
}

func (r *run) schedule() session.Schedule { return unseen{r.states, r.states, r.shelf} }

func (r *run) over(day *Day) bool { return r.Minutes > 0 && day.Seconds >= 60*r.Minutes }

// ask asks a card until it needs no more drills.
func (r *run) ask(day *Day, number int, today scheduler.Day) {
	card := &r.Cards[number]
	key := card.Key()
	effort := r.Pace.Effort(card.Type, r.costs)
	for {
		before := r.states[key]
		rating := r.mind.respond(number, today, r.chance)
		seconds := &r.costs.Review
		switch {
		case before.New():
			seconds = &r.costs.First
			day.New++
		case before.Last == today:
			seconds = &r.costs.Drill
			day.Drills++
		default:
			day.Reviews++
			if !rating.Recalled() {
				day.Failed++
			}
		}
		day.Seconds += seconds[rating-1] * effort
		after := r.apply(before, key, rating, today)
		r.states[key] = after
		if before.New() {
			r.shelf.seen(number)
		}
		if !after.ToDrill(today) {
			return
		}
	}
}

// qualities are what ratings stand for among SM-2's qualities.
var qualities = [scheduler.RatingEasy]scheduler.Quality{1, 3, 4, 5}

func (r *run) apply(before session.CardState, key string, rating scheduler.Rating, today scheduler.Day) session.CardState {
	r.number++
	event := session.Event{Kind: session.EventReview, Card: key, Quality: qualities[rating-1], Day: today}
	after := session.Apply(r.Valuer.Model(), before, event)
	if r.Policy.due != nil {
		after.Due = r.Policy.due(r.Valuer.Model(), after)
		after.Interval = scheduler.Interval(after.Due - after.Last)
	}
	return after
}

// measure says how much is known on a day.
func (r *run) measure(day *Day, on scheduler.Day) {
	for i := range r.Cards {
		recall := r.mind.recall(i, on)
		day.Known += recall
		if recall >= 0.8 {
			day.Above80++
		}
		if recall >= 0.9 {
			day.Above90++
		}
	}
	day.Seen = r.shelf.count
}
