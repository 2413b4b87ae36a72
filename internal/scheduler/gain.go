package scheduler

import (
	"math"
	"sync"
)

// What a review is worth is how much more of a card will be known for having asked it,
// and what that costs is time. Asking cards in the order of gain per second spends the
// minutes of a day where they buy most.
//
// What is known of a card over a time is the mean of Rᵏ, where R is the recall of the
// memory model on each day of it and k is the firmness. With k = 1 this is the mean score
// of an exam on a day drawn by lot. That alone spreads thin: half a memory of two cards
// is worth a whole one of one card, and where a memory decays otherwise than the model
// believes, halves are what is lost first. A firmness above 1 makes what is known well
// count more. The mean has a closed form: with n = k·w20,
//
//	1/H · ∫ (1 + F·t/S)^(−n) dt = S/(F·H·(1−n)) · [(1 + F·t/S)^(1−n)]
//
// Asking a card that would be recalled with probability R gains
//
//	R·known(S after good) + (1−R)·known(S after again) − known(S as it is, decaying on)
//
// and takes R·(seconds of a pass) + (1−R)·(seconds of a fail with its drills). Of a new
// card nothing is known, and what the first response makes of it is the expectation over
// the ratings that first responses get.

// Horizon is over how many days what is known is counted: half a year.
const Horizon = 180

// Costs are the seconds that responses take, by rating.
type Costs struct {
	First  [RatingEasy]float64 // the first response to a card ever
	Review [RatingEasy]float64 // the first one of a later study day
	Drill  [RatingEasy]float64 // another one on the same study day
}

// DefaultCosts are medians over many learners, as simulators of FSRS use them (Open
// Spaced Repetition, fsrs-optimizer, 2024).
var DefaultCosts = Costs{
	First:  [RatingEasy]float64{33.8, 24.3, 13.7, 6.5},
	Review: [RatingEasy]float64{23, 11.7, 7.3, 5.6},
	Drill:  [RatingEasy]float64{16.4, 15.3, 12.3, 8},
}

// How often which rating is given, from the same source: at first sight, and when a card
// was recalled (hard, good, easy).
var (
	FirstRatings = [RatingEasy]float64{0.24, 0.094, 0.495, 0.171}
	PassRatings  = [RatingEasy]float64{0, 0.224, 0.631, 0.145}
)

// drillsNeeded is how many further responses a card takes on its day before it reaches
// good: most do at once.
const drillsNeeded = 1.3

// expected is what a response of a rating takes with the drills that it brings: below
// good, cards are asked again.
func (c *Costs) expected(first [RatingEasy]float64, rating Rating) float64 {
	seconds := first[rating-1]
	if rating < RatingGood {
		seconds += drillsNeeded * c.Drill[RatingGood-1]
	}
	return seconds
}

// New is how many seconds a new card is expected to take, with its drills.
func (c *Costs) New() float64 {
	var sum float64
	for i, share := range FirstRatings {
		sum += share * c.expected(c.First, Rating(i+1))
	}
	return sum
}

// pass and fail are what a review is expected to take when the card is recalled, and
// when it is not.
func (c *Costs) pass() float64 {
	var sum float64
	for i, share := range PassRatings {
		sum += share * c.expected(c.Review, Rating(i+1))
	}
	return sum
}

func (c *Costs) fail() float64 { return c.expected(c.Review, RatingAgain) }

// ReviewAt is how many seconds a review at a recall is expected to take, with its drills.
func (c *Costs) ReviewAt(recall float64) float64 {
	return recall*c.pass() + (1-recall)*c.fail()
}

// Spent is how many seconds were spent on a card on its study day, by what its state
// tells: whether the first response of the day was the first ever, the rating of the last
// response, and how many drills came before it.
func (c *Costs) Spent(first bool, last Rating, drills int) float64 {
	seconds := &c.Review
	if first {
		seconds = &c.First
	}
	if drills == 0 {
		return seconds[last-1]
	}
	return seconds[RatingAgain-1] + float64(drills-1)*c.Drill[RatingAgain-1] + c.Drill[last-1]
}

// DefaultFirmness is how much more what is known well counts; docs/scheduling.md says how
// it was chosen.
const DefaultFirmness = 3

// Valuer says what reviews of cards are worth. It does not change, so that several
// goroutines may share it.
//
// A day looks at every card, of which there may be a million. What needs powers is
// therefore worked out beforehand in steps fine enough that the error of a straight line
// between them is below 0.0001.
type Valuer struct {
	model      *Model
	costs      Costs
	power      float64 // 1 − k·w20, not 0
	scale      float64 // 1/(F·H·(1−k·w20))
	span       float64 // F·H
	pass, fail float64 // seconds
	fresh      float64 // worth of a new card

	known  line // by ln S: Known
	ease   line // by ln S: how much a pass adds for each day of stability, but for the next two
	late   line // by R: e^(w10·(1−R)) − 1
	left   line // by ln S: what a fail leaves, but for the next two
	lapsed line // by R: e^(w14·(1−R))
	hard   line // by D: D^(−w12)

	grid func() *grid // for Where
}

// NewValuer makes a valuer. The firmness is above 0.
func NewValuer(model *Model, costs Costs, firmness float64) *Valuer {
	v := &Valuer{model: model, costs: costs, pass: costs.pass(), fail: costs.fail()}
	v.power = 1 - firmness*model.w[20]
	if math.Abs(v.power) < 1e-6 {
		v.power = 1e-6 // the limit is a logarithm, which this is as good as
	}
	v.span = model.factor * Horizon
	v.scale = 1 / (v.span * v.power)
	w, stable := &model.w, func(f func(s float64) float64) line {
		return newLine(math.Log(minStability), math.Log(maxStability), 2048, func(x float64) float64 { return f(math.Exp(x)) })
	}
	v.known = stable(v.knownExactly)
	v.ease = stable(func(s float64) float64 { return model.gain * math.Pow(s, -w[9]) })
	v.left = stable(func(s float64) float64 { return w[11] * math.Expm1(w[13]*math.Log1p(s)) })
	v.late = newLine(0, 1, 512, func(r float64) float64 { return math.Expm1(w[10] * (1 - r)) })
	v.lapsed = newLine(0, 1, 512, func(r float64) float64 { return math.Exp(w[14] * (1 - r)) })
	v.hard = newLine(minDifficulty, maxDifficulty, 512, func(d float64) float64 { return math.Pow(d, -w[12]) })
	v.fresh = v.newGain() / costs.New()
	v.grid = sync.OnceValue(v.newGrid)
	return v
}

// line is a function between two ends, as straight lines between steps.
type line struct {
	from, steps float64 // the lower end, and steps for each 1
	values      []float64
}

func newLine(from, to float64, steps int, f func(float64) float64) line {
	l := line{from: from, steps: float64(steps) / (to - from), values: make([]float64, steps+2)}
	for i := range l.values {
		l.values[i] = f(min(from+float64(i)/l.steps, to))
	}
	return l
}

// at gives the value at a place between the ends, or nearly so.
func (l *line) at(x float64) float64 {
	x = (x - l.from) * l.steps
	i := min(max(int(x), 0), len(l.values)-2)
	return l.values[i] + (l.values[i+1]-l.values[i])*(x-float64(i))
}

// Model is the memory model that the valuer asks.
func (v *Valuer) Model() *Model { return v.model }

// Costs are the seconds that the valuer counts with.
func (v *Valuer) Costs() *Costs { return &v.costs }

// Known is how much of a card is known over the horizon after a response that led to a
// stability, where nothing else is asked: over 0, and at most 1.
func (v *Valuer) Known(stability float64) float64 { return v.known.at(math.Log(stability)) }

func (v *Valuer) knownExactly(s float64) float64 {
	return s * v.scale * math.Expm1(v.power*math.Log1p(v.span/s))
}

// Gain is how much more will be known of a card for having reviewed it on a study day. It
// is 0 on the day of the last response, which a review cannot be on, and for a card that
// was never answered. It may be below 0, where a pass teaches next to nothing and a fail
// would lose what is there.
func (v *Valuer) Gain(memory Memory, day Day) float64 {
	gain, _ := v.gain(memory, day)
	return gain
}

// gain also gives the recall.
func (v *Valuer) gain(memory Memory, day Day) (gain, recall float64) {
	days := float64(day - memory.Last)
	if memory.New() || days <= 0 {
		return 0, 1
	}
	m, s := v.model, memory.Stability
	stable := math.Log(s)
	gone := 1 + m.factor*days/s
	rest := math.Log(gone)
	recall = math.Exp(-m.w[20] * rest)
	now := s * v.scale * (math.Exp(v.power*math.Log(gone+v.span/s)) - math.Exp(v.power*rest))
	good := s * (1 + (11-memory.Difficulty)*v.ease.at(stable)*v.late.at(recall))
	again := min(v.left.at(stable)*v.lapsed.at(recall)*v.hard.at(memory.Difficulty), s*m.lapse)
	return recall*v.Known(min(good, maxStability)) + (1-recall)*v.Known(max(again, minStability)) - now, recall
}

// Worth is the gain of a review for each second that it is expected to take.
func (v *Valuer) Worth(memory Memory, day Day) float64 {
	gain, recall := v.gain(memory, day)
	return gain / (recall*v.pass + (1-recall)*v.fail)
}

// newGain is how much will be known of a new card for having asked it.
func (v *Valuer) newGain() float64 {
	var sum float64
	for i, share := range FirstRatings {
		sum += share * v.Known(v.model.w[i])
	}
	return sum
}

// NewWorth is the gain of asking a new card for each second that it is expected to take.
func (v *Valuer) NewWorth() float64 { return v.fresh }
