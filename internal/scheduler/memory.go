package scheduler

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// The memory model says how probable it is that a card is remembered on a day.
// It stands beside SM-2 and moves no interval: statistics, forecasts and
// simulations ask it.
//
// It is FSRS-6 of the Open Spaced Repetition project (2025; FSRS after Ye, Su
// and Cao, "A stochastic shortest path algorithm for optimizing spaced
// repetition scheduling", KDD 2022). A card's memory has a stability S, the days
// after which recall has fallen to 0.9, and a difficulty D from 1 to 10. With
// the weights w0 to w20 and ratings g from 1 (again) to 4 (easy):
//
//	recall after t days  R = (1 + F·t/S)^(−w20), F = 0.9^(−1/w20) − 1
//	first rating         S = w[g−1], D = w4 − e^(w5·(g−1)) + 1
//	every later one      D' = w7·D0 + (1−w7)·(D − w6·(g−3)·(10−D)/9),
//	                     where D0 is the first difficulty for g = 4, not cut to 1
//	recalled             S' = S·(1 + e^w8·(11−D)·S^(−w9)·(e^(w10·(1−R)) − 1)·h),
//	                     where h is w15 for hard, w16 for easy, otherwise 1
//	forgotten            S' = min(w11·D^(−w12)·((S+1)^w13 − 1)·e^(w14·(1−R)), S/e^(w17·w18))
//	on the same day      S' = S·f, f = S^(−w19)·e^(w17·(g−3+w18)), at least 1 unless g = 1
//
// D is cut to 1…10 and S to 0.001…36,500 days. What these mean: the later a
// recall, the more it strengthens (R in e^(w10·(1−R))); the stronger a memory,
// the less (S^(−w9)); and a difficult card gains less from each.
//
// Example, good each time with the default weights and each review on the day
// when recall has fallen to 0.9: stable for 2, 11, 46, 163 days.

// Rating is what the memory model knows of a response.
type Rating int8

// The ratings of FSRS. All but RatingAgain say that the card was remembered.
const (
	RatingAgain Rating = 1 + iota
	RatingHard
	RatingGood
	RatingEasy
)

// RatingOf gives the rating that a quality stands for: below the pass again, and
// then hard, good and easy.
func RatingOf(q Quality) Rating {
	return Rating(min(max(int(q), 2), int(MaxQuality)) - 1)
}

// Recalled reports whether a rating says that the card was remembered.
func (r Rating) Recalled() bool { return r > RatingAgain }

// NumWeights is how many weights the model has.
const NumWeights = 21

// Weights are the parameters of the memory model, w0 to w20.
type Weights [NumWeights]float64

// DefaultWeights were fitted to some 10,000 learners (FSRS-6, Open Spaced
// Repetition, 2025).
var DefaultWeights = Weights{
	0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
	1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
}

// weightRanges are the least and the greatest value of each weight (ts-fsrs
// 5.4, CLAMP_PARAMETERS). Within them every law of the model holds.
var weightRanges = [NumWeights][2]float64{
	{minStability, 100}, {minStability, 100}, {minStability, 100}, {minStability, 100},
	{1, 10}, {0.001, 4}, {0.001, 4}, {0.001, 0.75}, {0, 4.5}, {0, 0.8}, {0.001, 3.5},
	{0.001, 5}, {0.001, 0.25}, {0.001, 0.9}, {0, 4}, {0, 1}, {1, 6}, {0, 2}, {0, 2}, {0.01, 0.8}, {0.1, 0.8},
}

// Check says what is wrong with weights: a value outside its range, or a better
// first rating that leads to a lower stability.
func (w Weights) Check() error {
	for i, value := range w {
		if from, to := weightRanges[i][0], weightRanges[i][1]; !(value >= from && value <= to) {
			return fmt.Errorf("weight w%d is %v, and not %v to %v", i, value, from, to)
		}
	}
	for i := range RatingEasy - 1 {
		if w[i+1] < w[i] {
			return fmt.Errorf("weight w%d is %v, and below w%d", i+1, w[i+1], i)
		}
	}
	return nil
}

// String gives the weights as ParseWeights reads them: in order, with spaces.
func (w Weights) String() string {
	fields := make([]string, len(w))
	for i, value := range w {
		fields[i] = strconv.FormatFloat(value, 'g', -1, 64)
	}
	return strings.Join(fields, " ")
}

// ParseWeights reads weights that String wrote, and checks them.
func ParseWeights(text string) (Weights, error) {
	var w Weights
	fields := strings.Fields(text)
	if len(fields) != len(w) {
		return w, fmt.Errorf("there are %d weights, and not %d", len(fields), len(w))
	}
	for i, field := range fields {
		value, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return w, fmt.Errorf("weight w%d: %q is no number", i, field)
		}
		w[i] = value
	}
	return w, w.Check()
}

// Memory is what the model holds of one card. The zero value is a card that was
// never answered.
type Memory struct {
	Stability  float64 // days until recall has fallen to 0.9; 0.001 to 36,500
	Difficulty float64 // 1 to 10
	Last       Day     // study day of the last response
}

// New reports whether the card was never answered.
func (m Memory) New() bool { return m.Stability == 0 }

const (
	minStability  = 0.001
	maxStability  = float64(MaxInterval)
	minDifficulty = 1
	maxDifficulty = 10
	// stableRecall is the recall after as many days as the stability says.
	stableRecall = 0.9
)

// Model is the memory model with its weights, made ready for use. It does not
// change, so that several goroutines may share it.
type Model struct {
	w          Weights
	factor     float64 // F
	first      [RatingEasy]float64
	easiest    float64 // D0
	gain       float64 // e^w8
	lapse      float64 // e^(−w17·w18)
	sameDay    [RatingEasy]float64
	difficulty [RatingEasy]float64 // w6·(g−3)/9
}

// NewModel makes a model. The error is that of Weights.Check.
func NewModel(w Weights) (*Model, error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	return newModel(w), nil
}

// NearestModel makes a model of weights that are brought into their ranges and order
// first. Weights that Check accepts stay as they are.
func NearestModel(w Weights) *Model { return newModel(allowed(w)) }

// DefaultModel gives the model with the default weights.
func DefaultModel() *Model { return newModel(DefaultWeights) }

func newModel(w Weights) *Model {
	m := &Model{w: w, factor: math.Pow(stableRecall, -1/w[20]) - 1, gain: math.Exp(w[8]), lapse: math.Exp(-w[17] * w[18])}
	for i := range m.first {
		g := float64(i + 1)
		m.easiest = w[4] - math.Exp(w[5]*(g-1)) + 1 // the last one stands
		m.first[i] = clamp(m.easiest, minDifficulty, maxDifficulty)
		m.sameDay[i] = math.Exp(w[17] * (g - 3 + w[18]))
		m.difficulty[i] = w[6] * (g - 3) / 9
	}
	return m
}

// Weights gives the weights of the model.
func (m *Model) Weights() Weights { return m.w }

// Recall is the probability that a card is remembered on a day: 1 on the day of
// the last response and before, and 0 for a card that was never answered.
func (m *Model) Recall(memory Memory, day Day) float64 {
	if memory.New() {
		return 0
	}
	return m.RecallAfter(memory.Stability, float64(day-memory.Last))
}

// RecallAfter is the probability of recall some days after a response that led
// to a stability, which is above 0: over 0, and at most 1.
func (m *Model) RecallAfter(stability, days float64) float64 {
	if days <= 0 {
		return 1
	}
	return math.Exp(-m.w[20] * math.Log1p(m.factor*days/stability))
}

// DaysUntil is the number of days after which the recall of a memory with a
// stability has fallen to a wanted one, over 0 and up to 1.
func (m *Model) DaysUntil(stability, recall float64) float64 {
	return stability / m.factor * math.Expm1(-math.Log(recall)/m.w[20])
}

// Next gives the memory of a card after a response on a study day, which may be
// that of the last one; an earlier day counts as the same.
func (m *Model) Next(memory Memory, rating Rating, day Day) Memory {
	i := rating - 1
	if memory.New() {
		return Memory{Stability: m.w[i], Difficulty: m.first[i], Last: day}
	}
	days := float64(day - memory.Last)
	next := Memory{Difficulty: m.nextDifficulty(memory.Difficulty, rating), Last: max(day, memory.Last)}
	switch {
	case days <= 0:
		next.Stability = m.sameDayStability(memory.Stability, rating)
	case rating == RatingAgain:
		next.Stability = m.forgotten(memory, m.RecallAfter(memory.Stability, days))
	default:
		next.Stability = m.recalled(memory, m.RecallAfter(memory.Stability, days), rating)
	}
	next.Stability = clamp(next.Stability, minStability, maxStability)
	return next
}

func (m *Model) nextDifficulty(d float64, rating Rating) float64 {
	moved := d - m.difficulty[rating-1]*(10-d)
	return clamp(m.w[7]*m.easiest+(1-m.w[7])*moved, minDifficulty, maxDifficulty)
}

func (m *Model) recalled(memory Memory, recall float64, rating Rating) float64 {
	w, s := &m.w, memory.Stability
	growth := m.gain * (11 - memory.Difficulty) * math.Exp(-w[9]*math.Log(s)) * math.Expm1(w[10]*(1-recall))
	return s * (1 + growth*m.bonus(rating))
}

// bonus is what a rating multiplies the growth of stability with.
func (m *Model) bonus(rating Rating) float64 {
	switch rating {
	case RatingHard:
		return m.w[15]
	case RatingEasy:
		return m.w[16]
	}
	return 1
}

func (m *Model) forgotten(memory Memory, recall float64) float64 {
	w, s := &m.w, memory.Stability
	left := w[11] * math.Expm1(w[13]*math.Log1p(s)) * math.Exp(w[14]*(1-recall)-w[12]*math.Log(memory.Difficulty))
	return min(left, s*m.lapse)
}

func (m *Model) sameDayStability(s float64, rating Rating) float64 {
	f := math.Exp(-m.w[19]*math.Log(s)) * m.sameDay[rating-1]
	if rating.Recalled() {
		f = max(f, 1)
	}
	return s * f
}

func clamp(x, least, most float64) float64 { return min(max(x, least), most) }
