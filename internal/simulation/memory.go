package simulation

import (
	"fmt"
	"math"
	"math/rand/v2"

	"drill/internal/scheduler"
)

// World is a theory of memory that simulated learners follow.
type World string

// The worlds. In the first, memory is what drill's own model believes it to be, but for
// its weights, which differ from learner to learner, and for how hard each card is. The
// second is foreign to it.
const (
	WorldFSRS World = "fsrs"
	WorldACTR World = "actr"
)

// Worlds are all worlds.
var Worlds = []World{WorldFSRS, WorldACTR}

// mind is the memory of one learner, of cards that are numbered from 0. What it does by
// chance comes from the source that it is given, so that minds with the same source
// answer alike.
type mind interface {
	// recall is the probability that a card is remembered on a day; 0 for one never seen.
	recall(card int, day scheduler.Day) float64
	// respond gives the rating of a response, and learns from it.
	respond(card int, day scheduler.Day, chance *rand.Rand) scheduler.Rating
	// know makes a card known as a state of memory has it.
	know(card int, memory scheduler.Memory, reviews int)
}

func newMind(world World, cards int, chance *rand.Rand) (mind, error) {
	switch world {
	case WorldFSRS:
		return newStable(cards, chance), nil
	case WorldACTR:
		return newActive(cards, chance), nil
	}
	return nil, fmt.Errorf("there is no memory %q: it is fsrs or actr", world)
}

// draw gives one of the ratings by their shares.
func draw(shares [scheduler.RatingEasy]float64, u float64) scheduler.Rating {
	for i, share := range shares {
		if u -= share; u < 0 {
			return scheduler.Rating(i + 1)
		}
	}
	return scheduler.RatingEasy
}

// passed draws the rating of a response that was remembered.
func passed(chance *rand.Rand) scheduler.Rating {
	return draw(scheduler.PassRatings, chance.Float64())
}

// drillRecall is how often the answer is remembered that was shown a few cards ago.
const drillRecall = 0.92

// stable is a mind that FSRS-6 describes.
type stable struct {
	model    *scheduler.Model
	memories []scheduler.Memory
	hardness []float64 // standard normal, by card
}

// learnerSpread is how far the weights of learners lie apart, as the standard deviation of
// their logarithms; cardSpread is that of the stabilities of cards at first sight, and
// difficultySpread that of their difficulties (1 to 10). They are assumptions.
const (
	learnerSpread    = 0.2
	cardSpread       = 0.5
	difficultySpread = 1.5
)

func newStable(cards int, chance *rand.Rand) *stable {
	w := scheduler.DefaultWeights
	memory := math.Exp(0.4 * chance.NormFloat64()) // good and bad memories differ in all first stabilities
	for i := range w {
		if i < int(scheduler.RatingEasy) {
			w[i] *= memory
			continue
		}
		w[i] *= math.Exp(learnerSpread * chance.NormFloat64())
	}
	s := &stable{model: scheduler.NearestModel(w), memories: make([]scheduler.Memory, cards), hardness: make([]float64, cards)}
	for i := range s.hardness {
		s.hardness[i] = chance.NormFloat64()
	}
	return s
}

func (s *stable) recall(card int, day scheduler.Day) float64 {
	return s.model.Recall(s.memories[card], day)
}

func (s *stable) know(card int, memory scheduler.Memory, _ int) { s.memories[card] = memory }

func (s *stable) respond(card int, day scheduler.Day, chance *rand.Rand) scheduler.Rating {
	before := s.memories[card]
	var rating scheduler.Rating
	switch {
	case before.New():
		// A hard card is more often not known: its place among the shares moves.
		rating = draw(scheduler.FirstRatings, normalShare(0.8*chance.NormFloat64()-0.6*s.hardness[card]))
	case before.Last == day:
		rating = scheduler.RatingAgain
		if chance.Float64() < drillRecall {
			rating = passed(chance)
		}
	case chance.Float64() < s.recall(card, day):
		rating = passed(chance)
	default:
		rating = scheduler.RatingAgain
	}
	after := s.model.Next(before, rating, day)
	if before.New() {
		after.Stability *= math.Exp(-cardSpread * s.hardness[card])
		after.Difficulty = min(max(after.Difficulty+difficultySpread*s.hardness[card], 1), 10)
	}
	s.memories[card] = after
	return rating
}

// normalShare is the share of a standard normal variable that lies below x.
func normalShare(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }

// active is a mind in which every encounter with a card leaves a trace, and traces fade
// (P. I. Pavlik and J. R. Anderson, "Practice and forgetting effects on vocabulary memory:
// an activation-based model of the spacing effect", Cognitive Science 29, 2005):
//
//	activation m = β + ln Σ t^(−d), d = c·e^m′ + a for each trace, m′ the activation before it
//	recall       = 1/(1 + e^((τ−m)/s))
//
// t is the age of the trace in seconds; time between sessions counts h times as much as
// within one, since less interferes there.
type active struct {
	traces [][]trace
	base   []float64 // β by card, with the learner's
	pace   float64   // h of the learner
	fade   float64   // a of the learner
}

type trace struct {
	day   scheduler.Day
	order int // within its day
	decay float64
}

// The parameters of that paper, and the spread of β (its β_s and β_i, taken together as
// differences of learners and of items).
const (
	decayScale     = 0.217  // c
	decayIntercept = 0.177  // a
	threshold      = -0.704 // τ
	noise          = 0.255  // s
	betweenDays    = 0.025  // h
	meanBase       = 0.9
	learnerBase    = 0.25
	itemBase       = 0.35
	// drillSeconds is the time between an answer that was shown and the drill.
	drillSeconds = 90
)

func newActive(cards int, chance *rand.Rand) *active {
	a := &active{
		traces: make([][]trace, cards), base: make([]float64, cards),
		pace: betweenDays * math.Exp(0.4*chance.NormFloat64()),
		fade: decayIntercept * math.Exp(0.1*chance.NormFloat64()),
	}
	learner := meanBase + learnerBase*chance.NormFloat64()
	for i := range a.base {
		a.base[i] = learner + itemBase*chance.NormFloat64()
	}
	return a
}

// activation is that of a card some time into a day, before trace order; −∞ for a card
// without traces.
func (a *active) activation(card int, day scheduler.Day, order int) float64 {
	var sum float64
	for _, t := range a.traces[card] {
		age := float64(day-t.day)*86_400*a.pace + float64(order-t.order)*drillSeconds
		sum += math.Exp(-t.decay * math.Log(max(age, 1)))
	}
	return a.base[card] + math.Log(sum)
}

func (a *active) recall(card int, day scheduler.Day) float64 {
	if len(a.traces[card]) == 0 {
		return 0
	}
	return 1 / (1 + math.Exp((threshold-a.activation(card, day, mostPerDay))/noise))
}

// mostPerDay is more than how often a card is asked on a day.
const mostPerDay = 8

func (a *active) learn(card int, day scheduler.Day, order int) {
	decay := a.fade
	if len(a.traces[card]) > 0 {
		decay += decayScale * math.Exp(a.activation(card, day, order))
	}
	a.traces[card] = append(a.traces[card], trace{day, order, decay})
}

func (a *active) respond(card int, day scheduler.Day, chance *rand.Rand) scheduler.Rating {
	traces := a.traces[card]
	order := 0
	if n := len(traces); n > 0 && traces[n-1].day == day {
		order = traces[n-1].order + 1
	}
	var rating scheduler.Rating
	switch {
	case len(traces) == 0:
		rating = draw(scheduler.FirstRatings, normalShare(0.8*chance.NormFloat64()+0.6*(a.base[card]-meanBase)/itemBase))
		// What is answered at first sight was met before.
		for i := range int(rating - scheduler.RatingAgain) {
			a.learn(card, day-scheduler.Day(10*(int(rating)-i)), 0)
		}
	case chance.Float64() < 1/(1+math.Exp((threshold-a.activation(card, day, order))/noise)):
		rating = passed(chance)
	default:
		rating = scheduler.RatingAgain
	}
	a.learn(card, day, order)
	return rating
}

// know makes up traces that leave the card about as well known.
func (a *active) know(card int, memory scheduler.Memory, reviews int) {
	if memory.New() {
		return
	}
	gap := max(memory.Stability/float64(max(reviews, 1)), 1)
	for i := range min(reviews, 12) {
		a.learn(card, memory.Last-scheduler.Day(gap*float64(min(reviews, 12)-1-i)), 0)
	}
}
