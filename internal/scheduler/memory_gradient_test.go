package scheduler

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestGradientIsThatOfTheLoss compares the gradient that fitting follows with
// the loss on both sides. A wrong one is hard to see from outside: the search
// only ends a little early.
func TestGradientIsThatOfTheLoss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w Weights
		for i, r := range weightRanges {
			room := min(r[1]-r[0], 4*weightSpread[i]) // most of the range of w0 to w3 says nothing
			w[i] = r[0] + room*rapid.Float64Range(0.05, 0.95).Draw(t, "w"+strconv.Itoa(i))
		}
		w = allowed(w)
		reviews := drawReviews(t)
		at := slopeAt(reviews, w)
		for i := range w {
			h := 1e-6 * max(w[i], 0.1)
			loss := func(by float64) float64 {
				moved := w
				moved[i] += by
				return slopeAt(reviews, moved).loss
			}
			below, above := (at.loss-loss(-h))/h, (loss(h)-at.loss)/h
			slack := 1e-3*(1+math.Abs(above)) + 1e-9/h
			if math.Abs(above-below) > slack {
				continue // an edge, where a value is cut to its range
			}
			if math.Abs(at.gradient[i]-(above+below)/2) > slack {
				t.Errorf("w%d = %v: gradient %v, and the loss rises by %v and %v", i, w[i], at.gradient[i], below, above)
			}
		}
	})
}

func drawReviews(t *rapid.T) []Review {
	var reviews []Review
	day := Day(20_000)
	for i := range rapid.IntRange(2, 8).Draw(t, "responses") {
		review := Review{Day: day, Rating: Rating(rapid.IntRange(1, 4).Draw(t, "rating"))}
		if i > 0 {
			days := rapid.IntRange(0, 40).Draw(t, "days")
			day += Day(days)
			review.Day, review.Interval, review.Drill = day, 10, days == 0
		}
		reviews = append(reviews, review)
	}
	return reviews
}
