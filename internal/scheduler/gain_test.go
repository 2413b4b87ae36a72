package scheduler_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"drill/internal/scheduler"
)

func valuer(firmness float64) *scheduler.Valuer {
	return scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, firmness)
}

// known sums what is known on each hundredth of a day from some day on.
func known(model *scheduler.Model, stability, from, firmness float64) float64 {
	const steps = 100 * scheduler.Horizon
	var sum float64
	for i := range steps {
		sum += math.Pow(model.RecallAfter(stability, from+(float64(i)+0.5)/100), firmness)
	}
	return sum / steps
}

// drawAnyMemory draws a memory as reviews leave them.
func drawAnyMemory(t *rapid.T) scheduler.Memory {
	return scheduler.Memory{
		Stability:  math.Exp(rapid.Float64Range(math.Log(0.001), math.Log(36_500)).Draw(t, "ln stability")),
		Difficulty: rapid.Float64Range(1, 10).Draw(t, "difficulty"),
	}
}

// TestKnownIsTheMeanOverTheHorizon compares the closed form with a sum.
func TestKnownIsTheMeanOverTheHorizon(t *testing.T) {
	model := scheduler.DefaultModel()
	for _, firmness := range []float64{1, 2, scheduler.DefaultFirmness, 1 / scheduler.DefaultWeights[20]} {
		v := valuer(firmness)
		for _, stability := range []float64{0.05, 1, 7.3, 100, 20_000} {
			want := known(model, stability, 0, firmness)
			if got := v.Known(stability); math.Abs(got-want) > 2e-4 {
				t.Errorf("firmness %v: Known(%v) = %v, want %v", firmness, stability, got, want)
			}
		}
	}
}

// TestGainIsWhatAReviewAdds compares the gain with what its definition gives, review by
// review, through the memory model.
func TestGainIsWhatAReviewAdds(t *testing.T) {
	model := scheduler.DefaultModel()
	v := valuer(scheduler.DefaultFirmness)
	rapid.Check(t, func(t *rapid.T) {
		memory := drawAnyMemory(t)
		day := scheduler.Day(rapid.IntRange(1, 3000).Draw(t, "day"))
		recall := model.Recall(memory, day)
		after := func(rating scheduler.Rating) float64 {
			return known(model, model.Next(memory, rating, day).Stability, 0, scheduler.DefaultFirmness)
		}
		want := recall*after(scheduler.RatingGood) + (1-recall)*after(scheduler.RatingAgain) -
			known(model, memory.Stability, float64(day), scheduler.DefaultFirmness)
		if got := v.Gain(memory, day); math.Abs(got-want) > 2e-3 {
			t.Errorf("Gain = %v, want %v", got, want)
		}
	})
}

func TestNothingIsGainedOnTheDayOfTheLastResponse(t *testing.T) {
	v := valuer(1)
	for _, memory := range []scheduler.Memory{{}, {Stability: 3, Difficulty: 5, Last: 10}, {Stability: 3, Difficulty: 5, Last: 11}} {
		if got := v.Worth(memory, 10); got != 0 {
			t.Errorf("Worth(%v) = %v", memory, got)
		}
	}
}

// TestALaterReviewOfADueCardIsWorthSomething holds for cards whose recall has fallen to
// 90% and not below 50%.
func TestReviewsOfCardsThatFadeAreWorthSomething(t *testing.T) {
	model := scheduler.DefaultModel()
	v := valuer(1)
	rapid.Check(t, func(t *rapid.T) {
		memory := drawAnyMemory(t)
		memory.Stability = min(max(memory.Stability, 1), 1000)
		recall := rapid.Float64Range(0.5, 0.9).Draw(t, "recall")
		day := scheduler.Day(math.Ceil(model.DaysUntil(memory.Stability, recall)))
		if got := v.Worth(memory, day); got <= 0 {
			t.Errorf("%v, %v days later, with a recall of %v: worth %v", memory, day, recall, got)
		}
	})
}

func TestMoreStabilityIsMoreKnown(t *testing.T) {
	v := valuer(scheduler.DefaultFirmness)
	rapid.Check(t, func(t *rapid.T) {
		memory := drawAnyMemory(t)
		more := min(memory.Stability*rapid.Float64Range(1, 10).Draw(t, "times"), 36_500)
		low, high := v.Known(memory.Stability), v.Known(more)
		if !(low > 0 && low <= high && high <= 1) {
			t.Errorf("Known(%v) = %v, Known(%v) = %v", memory.Stability, low, more, high)
		}
	})
}

func TestAHarderCardIsWorthLess(t *testing.T) {
	v := valuer(scheduler.DefaultFirmness)
	rapid.Check(t, func(t *rapid.T) {
		memory := drawAnyMemory(t)
		harder := memory
		harder.Difficulty = rapid.Float64Range(memory.Difficulty, 10).Draw(t, "harder")
		day := scheduler.Day(rapid.IntRange(1, 3000).Draw(t, "day"))
		if v.Worth(harder, day) > v.Worth(memory, day)+1e-6 {
			t.Errorf("%v is worth %v, and the harder %v %v", memory, v.Worth(memory, day), harder.Difficulty, v.Worth(harder, day))
		}
	})
}

// TestFirmnessPrefersWhatIsKnownWell compares two cards of which one gains much recall
// from little, and the other keeps a good one.
func TestFirmnessPrefersWhatIsKnownWell(t *testing.T) {
	forgotten := scheduler.Memory{Stability: 1, Difficulty: 5, Last: 0}
	fading := scheduler.Memory{Stability: 40, Difficulty: 5, Last: 300}
	const day = 400
	if thin := valuer(1); !(thin.Worth(forgotten, day) > thin.Worth(fading, day)) {
		t.Error("plain gain prefers the card that fades")
	}
	if firm := valuer(scheduler.DefaultFirmness); !(firm.Worth(forgotten, day) < firm.Worth(fading, day)) {
		t.Error("the default firmness prefers the forgotten card")
	}
}

// TestNothingOutsideTheRegionsIsWorthMore is what a database relies on that looks only
// into the regions.
func TestNothingOutsideTheRegionsIsWorthMore(t *testing.T) {
	valuers := []*scheduler.Valuer{valuer(1), valuer(scheduler.DefaultFirmness)}
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SampledFrom(valuers).Draw(t, "firmness")
		memory := drawAnyMemory(t)
		day := scheduler.Day(min(math.Ceil(memory.Stability*math.Exp(rapid.Float64Range(-3, 5).Draw(t, "lateness"))), 36_500))
		worth := v.Worth(memory, day)
		if worth <= 0 {
			return
		}
		least := worth * rapid.Float64Range(0.3, 0.999).Draw(t, "share")
		found := 0
		for _, region := range v.Where(least) {
			if region.Has(memory, day) {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%v, worth %v on day %d, lies in %d of the regions of %v", memory, worth, day, found, least)
		}
	})
}

func TestWhereLeavesMostOut(t *testing.T) {
	v := valuer(scheduler.DefaultFirmness)
	few, many := len(v.Where(0.02)), len(v.Where(0.001))
	if !(0 < few && few < many) {
		t.Errorf("%d regions of what is worth much, %d of what is worth little", few, many)
	}
	if got := v.Where(100); len(got) != 0 {
		t.Errorf("regions of what no card is worth: %v", got)
	}
}

func TestSecondsOfACard(t *testing.T) {
	costs := scheduler.DefaultCosts
	for _, test := range []struct {
		first  bool
		last   scheduler.Rating
		drills int
		want   float64
	}{
		{true, scheduler.RatingEasy, 0, 6.5},
		{false, scheduler.RatingGood, 0, 7.3},
		{false, scheduler.RatingGood, 1, 23 + 12.3},
		{true, scheduler.RatingGood, 3, 33.8 + 2*16.4 + 12.3},
	} {
		if got := costs.Spent(test.first, test.last, test.drills); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("Spent(%v, %v, %d) = %v, want %v", test.first, test.last, test.drills, got, test.want)
		}
	}
	if sure, lost := costs.ReviewAt(1), costs.ReviewAt(0); !(costs.Review[3] < sure && sure < lost && lost < costs.New()+60) {
		t.Errorf("a review takes %v when remembered and %v when not", sure, lost)
	}
}
