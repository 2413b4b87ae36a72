package simulation

import (
	"slices"
	"testing"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// TestWhenCardsComeBack gives a card good responses, each on the day on which it is due,
// and then a fail.
func TestWhenCardsComeBack(t *testing.T) {
	for name, want := range map[string][]scheduler.Interval{
		"sm2":     {1, 6, 15, 38, 95, 238, 595, 1488, 1},
		"leitner": {1, 2, 4, 8, 16, 32, 64, 64, 1},
		"fsrs":    {2, 11, 46, 163, 497, 1346, 3292, 7398, 16},
	} {
		policy, err := PolicyOf(name)
		if err != nil {
			t.Fatal(err)
		}
		r := newRun(Settings{Policy: policy, Cards: Plain(1, "short"), World: WorldFSRS}, nil)
		var state session.CardState
		var got []scheduler.Interval
		day := scheduler.Day(20_000)
		for i := range want {
			rating := scheduler.RatingGood
			if i == len(want)-1 {
				rating = scheduler.RatingAgain
			}
			state = r.apply(state, "plain/q1#ask", rating, day)
			got = append(got, state.Interval)
			day = state.Due
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: intervals %v, want %v", name, got, want)
		}
	}
}
