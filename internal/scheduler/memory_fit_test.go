package scheduler_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"drill/internal/scheduler"
)

// simulated makes the log of a learner who remembers as a model says, with the
// intervals of SM-2.
func simulated(t *testing.T, w scheduler.Weights, cards int, seed uint64) []scheduler.Review {
	t.Helper()
	model, err := scheduler.NewModel(w)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(seed, 0))
	var reviews []scheduler.Review
	states, memories := make([]scheduler.State, cards), make([]scheduler.Memory, cards)
	respond := func(card int, quality scheduler.Quality, day scheduler.Day, drill bool) {
		rating := scheduler.RatingOf(quality)
		reviews = append(reviews, scheduler.Review{Card: card, Day: day, Rating: rating, Interval: states[card].Interval, Drill: drill})
		memories[card] = model.Next(memories[card], rating, day)
		if !drill {
			states[card], _ = scheduler.Next(states[card], quality, day)
		}
	}
	for day := scheduler.Day(20_000); day < 20_365; day++ {
		for card := range cards {
			state := states[card]
			if state.New() && card >= 3*int(day-20_000+1) || !state.New() && state.Due > day {
				continue
			}
			quality := scheduler.Quality(1)
			if state.New() && random.Float64() < 0.5 || !state.New() && random.Float64() < model.Recall(memories[card], day) {
				quality = 3 + scheduler.Quality(random.IntN(3))
			}
			respond(card, quality, day, false)
			if quality < scheduler.PassQuality {
				respond(card, 4, day, true)
			}
		}
	}
	return reviews
}

// other is a learner who forgets faster at first and slower later, and for whom
// a failed card is not quite lost.
func other() scheduler.Weights {
	w := scheduler.DefaultWeights
	w[0], w[1], w[2], w[3], w[8], w[11], w[20] = 0.1, 0.5, 1, 3, 1.2, 2.5, 0.4
	return w
}

func TestFitOfNothingIsTheDefault(t *testing.T) {
	if got := scheduler.Fit(nil); got != scheduler.DefaultWeights {
		t.Errorf("Fit(nil) = %v", got)
	}
	one := []scheduler.Review{{Day: 1, Rating: 3}, {Day: 2, Rating: 3, Interval: 1}}
	for i, w := range scheduler.Fit(one) {
		if math.Abs(w-scheduler.DefaultWeights[i]) > 0.15*spread[i] {
			t.Errorf("one review moved w%d from %v to %v", i, scheduler.DefaultWeights[i], w)
		}
	}
	if v := scheduler.Validate(one); v.Helps() || len(v.Default) > 0 {
		t.Errorf("Validate of two reviews = %+v", v)
	}
}

func TestFittedWeightsPredictAnotherLearnerBetter(t *testing.T) {
	learned, later := simulated(t, other(), 500, 1), simulated(t, other(), 500, 2)
	fitted := meanLoss(predictWith(t, scheduler.Fit(learned), later))
	byDefault := meanLoss(predictWith(t, scheduler.DefaultWeights, later))
	best := meanLoss(predictWith(t, other(), later))
	if fitted > byDefault-0.8*(byDefault-best) {
		t.Errorf("loss on other reviews: fitted %.4f, default %.4f, with the true weights %.4f", fitted, byDefault, best)
	}
	if v := scheduler.Validate(learned); !v.Helps() {
		t.Errorf("Validate sees a gain of %.4f ± %.4f, and no help", v.Gain, v.Error)
	}
}

// TestFittedWeightsAreNotOfferedToThoseWhoNeedNone simulates learners like all
// others.
func TestFittedWeightsAreNotOfferedToThoseWhoNeedNone(t *testing.T) {
	offered := 0
	for seed := range uint64(10) {
		if scheduler.Validate(simulated(t, scheduler.DefaultWeights, 60, seed)).Helps() {
			offered++
		}
	}
	if offered > 2 {
		t.Errorf("fitted weights were offered to %d of 10 learners for whom the default ones are right", offered)
	}
}

// spread is that of each weight among learners.
var spread = scheduler.Weights{
	6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33,
	0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
}

// TestFitIsAMinimum checks that no weight can be moved to a lower sum of losses
// and penalties than Fit has found.
func TestFitIsAMinimum(t *testing.T) {
	for name, reviews := range map[string][]scheduler.Review{
		"simulated": simulated(t, other(), 500, 3), "real": readRevlog(t),
	} {
		cost := func(w scheduler.Weights) float64 {
			sum := 0.0
			for i := range w {
				sum += (w[i] - scheduler.DefaultWeights[i]) * (w[i] - scheduler.DefaultWeights[i]) / (spread[i] * spread[i]) / 2
			}
			for _, p := range predictWith(t, w, reviews) {
				sum += p.Loss()
			}
			return sum
		}
		fitted := scheduler.Fit(reviews)
		least := cost(fitted)
		for i := range fitted {
			for _, by := range []float64{-0.02, 0.02} {
				w := fitted
				w[i] = min(max(w[i]+by*spread[i], ranges[i][0]), ranges[i][1])
				if w.Check() == nil && cost(w) < least-0.02 {
					t.Errorf("%s: w%d moved from %v to %v lowers the cost from %.4f to %.4f", name, i, fitted[i], w[i], least, cost(w))
				}
			}
		}
	}
}

func TestFitGivesTheSameAgain(t *testing.T) {
	reviews := simulated(t, other(), 100, 4)
	before := slices.Clone(reviews)
	if a, b := scheduler.Fit(reviews), scheduler.Fit(reviews); a != b {
		t.Errorf("fitted twice: %v and %v", a, b)
	}
	if !slices.Equal(reviews, before) {
		t.Error("Fit changed the reviews")
	}
	if err := scheduler.Fit(reviews).Check(); err != nil {
		t.Error(err)
	}
}

func meanLoss(predictions []scheduler.Prediction) float64 {
	sum := 0.0
	for _, p := range predictions {
		sum += p.Loss()
	}
	return sum / float64(len(predictions))
}
