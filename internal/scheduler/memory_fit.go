package scheduler

import "math"

// Fitting the weights to a learner.
//
// The weights sought are the most probable ones, given the learner's reviews and
// what is known of other learners: they minimise
//
//	Σ loss of each predicted response + ½·Σ ((w − default)/spread)²
//
// The spread of a weight is its standard deviation among the learners to whom
// FSRS-6 was fitted, so that a weight of which the reviews say little stays where
// it is for most, and a few reviews move nothing far.
//
// The minimum is found by Fisher scoring: the curvature of the loss is taken to
// be Σ (∂R/∂w)(∂R/∂w)ᵀ/(R(1−R)), which the derivatives that the gradient needs
// give as well, and a damped Newton step is taken (Levenberg and Marquardt) and
// cut to the ranges of the weights. Nothing is drawn at random: the same reviews
// give the same weights. It takes ten to twenty passes over the reviews, where
// gradient descent takes hundreds.

// weightSpread is the standard deviation of each weight among learners (fsrs-rs
// 5, PARAMS_STDDEV).
var weightSpread = Weights{
	6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33,
	0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
}

const (
	maxFitSteps = 40
	// fitGain is the gain in loss, over all reviews together, below which a step
	// is the last: as much as changes the probability of all that happened by 1%.
	fitGain = 0.01
	// firstDamping and so on are how far a step leans from Newton's towards the
	// gradient's, as a share of the curvature.
	firstDamping = 1e-3
	lessDamping  = 0.1
	moreDamping  = 10
	mostDamping  = 1e6
)

// Fit gives the weights that suit the reviews of a learner best, rounded to four
// places. Whether they predict better than the default ones is for Validate to
// say.
func Fit(reviews []Review) Weights { return fit(reviews, DefaultWeights) }

// fit begins the search with some weights.
func fit(reviews []Review, w Weights) Weights {
	here, damping := slopeAt(reviews, w), firstDamping
	for range maxFitSteps {
		next := allowed(here.step(w, damping))
		there := slopeAt(reviews, next)
		if !(there.loss < here.loss) {
			if damping *= moreDamping; damping > mostDamping {
				break
			}
			continue
		}
		gain := here.loss - there.loss
		w, here = next, there
		if damping *= lessDamping; gain < fitGain {
			break
		}
	}
	for i, value := range w {
		w[i] = math.Round(value*1e4) / 1e4
	}
	return w
}

// allowed brings weights into their ranges, and the first four into order, by the
// least change in squares.
func allowed(w Weights) Weights {
	first := w
	for i := range int(RatingEasy) {
		w[i] = math.Inf(-1)
		for j := range i + 1 {
			least := math.Inf(1)
			for k := i; k < int(RatingEasy); k++ {
				least = min(least, mean(first[j:k+1]))
			}
			w[i] = max(w[i], least)
		}
	}
	for i := range w {
		w[i] = clamp(w[i], weightRanges[i][0], weightRanges[i][1])
	}
	return w
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, value := range values {
		sum += value
	}
	return sum / float64(len(values))
}

// slope is the loss that weights lead to, with its gradient and curvature.
type slope struct {
	loss      float64
	gradient  [NumWeights]float64
	curvature [NumWeights][NumWeights]float64 // the lower half
}

func slopeAt(reviews []Review, w Weights) *slope {
	var at slope
	at.penalise(w)
	m := newModel(w)
	traces := make([]trace, cardsOf(reviews))
	for _, review := range reviews {
		card := &traces[review.Card]
		if review.Interval == 0 {
			*card = trace{}
		}
		var recall float64
		var by [NumWeights]float64
		if !card.memory.New() && review.Day > card.memory.Last {
			recall, by = card.recall(m, review.Day)
		}
		if review.Tests() {
			at.add(recall, &by, review.Rating.Recalled())
		}
		card.next(m, review.Rating, review.Day, recall, &by)
	}
	return &at
}

// penalise adds what weights cost that are not the default ones.
func (s *slope) penalise(w Weights) {
	for i := range w {
		away := (w[i] - DefaultWeights[i]) / weightSpread[i]
		s.loss += away * away / 2
		s.gradient[i] = away / weightSpread[i]
		s.curvature[i][i] = 1 / (weightSpread[i] * weightSpread[i])
	}
}

// add counts a response that was expected with a probability.
func (s *slope) add(recall float64, by *[NumWeights]float64, recalled bool) {
	recall = clamp(recall, leastChance, 1-leastChance)
	s.loss += Prediction{recall, recalled}.Loss()
	variance := recall * (1 - recall)
	excess := recall // over what happened
	if recalled {
		excess--
	}
	for i, d := range by {
		s.gradient[i] += excess / variance * d
		for j := range i + 1 {
			s.curvature[i][j] += d * by[j] / variance
		}
	}
}

// step gives the weights that the slope points to. A weight at the end of its
// range stays there when the slope leads out of it.
func (s *slope) step(w Weights, damping float64) Weights {
	curvature, aim := s.curvature, s.gradient
	for i := range w {
		curvature[i][i] *= 1 + damping
		if w[i] <= weightRanges[i][0] && aim[i] > 0 || w[i] >= weightRanges[i][1] && aim[i] < 0 {
			aim[i] = 0
			for j := range w {
				curvature[max(i, j)][min(i, j)] = 0
			}
			curvature[i][i] = 1
		}
	}
	solve(&curvature, &aim)
	for i := range w {
		w[i] -= aim[i]
	}
	return w
}

// solve puts the solution of a·x = b in the place of b, where a is symmetric,
// positive definite and given by its lower half (Cholesky). It leaves its
// factor there.
func solve(a *[NumWeights][NumWeights]float64, b *[NumWeights]float64) {
	for i := range b {
		for j := range i + 1 {
			for k := range j {
				a[i][j] -= a[i][k] * a[j][k]
			}
			if i == j {
				a[i][i] = math.Sqrt(a[i][i])
			} else {
				a[i][j] /= a[j][j]
			}
		}
		for k := range i {
			b[i] -= a[i][k] * b[k]
		}
		b[i] /= a[i][i]
	}
	for i := NumWeights - 1; i >= 0; i-- {
		for k := i + 1; k < NumWeights; k++ {
			b[i] -= a[k][i] * b[k]
		}
		b[i] /= a[i][i]
	}
}
