package simulation

import (
	"fmt"
	"math"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// Policy says when cards come back, and in which order a day takes them.
type Policy struct {
	Name  string
	Order session.Order
	// due gives the day on which a card comes back, in place of SM-2; nil leaves it.
	due func(model *scheduler.Model, state session.CardState) scheduler.Day
}

// The policies. Leitner and FSRS exist here only, to compare with.
var (
	SM2     = Policy{Name: "sm2", Order: session.OrderDue}
	Gain    = Policy{Name: "gain", Order: session.OrderGain}
	Leitner = Policy{Name: "leitner", Order: session.OrderDue, due: boxes}
	FSRS    = Policy{Name: "fsrs", Order: session.OrderDue, due: atNinety}

	Policies = []Policy{SM2, Leitner, FSRS, Gain}
)

// PolicyOf finds a policy by name.
func PolicyOf(name string) (Policy, error) {
	for _, policy := range Policies {
		if policy.Name == name {
			return policy, nil
		}
	}
	return Policy{}, fmt.Errorf("there is no policy %q: it is sm2, leitner, fsrs or gain", name)
}

// lastBox is the last of the boxes of 1, 2, 4, 8, 16, 32 and 64 days.
const lastBox = 6

// boxes is Leitner's: a pass moves a card to the next box, a fail back to the first.
func boxes(_ *scheduler.Model, state session.CardState) scheduler.Day {
	return state.Last + 1<<min(max(state.Repetitions-1, 0), lastBox)
}

// atNinety lets a card come back when the model expects its recall to have fallen to 90%.
func atNinety(model *scheduler.Model, state session.CardState) scheduler.Day {
	return state.Last + scheduler.Day(max(math.Round(model.DaysUntil(float64(state.Stability), 0.9)), 1))
}
