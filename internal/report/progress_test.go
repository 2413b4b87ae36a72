package report_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/report"
	"drill/internal/scheduler"
	"drill/internal/session"
)

const progressDay scheduler.Day = 20_000

// studied makes the past of cards that were studied on some days before today,
// with these qualities, and their states.
func studied(t *testing.T, cards int, daysAgo []int, qualities []scheduler.Quality) (map[string]session.CardState, session.Past) {
	t.Helper()
	states := make(map[string]session.CardState)
	var past session.Past
	for step, ago := range daysAgo {
		for card := range cards {
			key := fmt.Sprintf("d/q%d#ask", card)
			event := session.Event{Kind: session.EventReview, Card: key, Day: progressDay - scheduler.Day(ago), Quality: qualities[step]}
			before := states[key]
			after := session.Apply(scheduler.DefaultModel(), before, event)
			states[key] = after
			past.Add(session.Review{StateKey: session.StateKey{Card: key}, Day: event.Day, Quality: event.Quality, Before: before, After: after})
		}
	}
	return states, past
}

func TestProgressOfCardsStudied(t *testing.T) {
	states, past := studied(t, 12, []int{40, 40, 8, 0}, []scheduler.Quality{2, 4, 4, 1})
	for key, state := range map[string]session.CardState{
		"d/young#ask":  {State: scheduler.State{Repetitions: 3, Interval: 20, Reviews: 3}},
		"d/mature#ask": {State: scheduler.State{Repetitions: 3, Interval: 21, Reviews: 3}, Suspended: true},
		"d/reset#ask":  {},
	} {
		states[key] = state
	}
	got := report.ProgressOf(progressDay, states, 5, past, scheduler.DefaultModel())
	if diff := cmp.Diff(report.CardCounts{New: 6, Learning: 12, Young: 1, Mature: 1, Suspended: 1}, got.Cards); diff != "" {
		t.Errorf("cards (-want +got):\n%s", diff)
	}
	if got.Reviews != 36 || got.Drills != 12 {
		t.Errorf("%d reviews and %d drills, want 36 and 12", got.Reviews, got.Drills)
	}
	half := 0.5
	none := 0.0
	want := []report.Retention{
		{Days: 1, N: 12, Share: &none}, {Days: 7, N: 12, Share: &none},
		{Days: 30, N: 24, Recalled: 12, Share: &half}, {Days: 365, N: 24, Recalled: 12, Share: &half},
	}
	if diff := cmp.Diff(want, got.Kept); diff != "" {
		t.Errorf("retention (-want +got):\n%s", diff)
	}
	if got.Model.N != 24 || got.SM2.N != 24 || got.Model.Figures == nil || got.Model.Figures.Recalled != 0.5 {
		t.Errorf("forecasts %+v and %+v", got.Model, got.SM2)
	}
	if got.Recall.Cards != 12 || got.Recall.Figures.Mean != 1 || got.Recall.Figures.Above90 != 12 {
		t.Errorf("recall on the day of the response = %+v", got.Recall.Figures)
	}
	later := report.ProgressOf(progressDay+400, states, 5, past, scheduler.DefaultModel())
	if mean := later.Recall.Figures.Mean; !(mean > 0 && mean < 0.8) || later.Recall.Figures.Above80 != 0 {
		t.Errorf("recall a year later = %+v", later.Recall.Figures)
	}
}

func TestProgressOfFewCardsHasNoFigures(t *testing.T) {
	states, past := studied(t, 9, []int{3, 0}, []scheduler.Quality{4, 4})
	got := report.ProgressOf(progressDay, states, 0, past, scheduler.DefaultModel())
	if got.Recall.Figures != nil || got.Model.Figures != nil || got.SM2.Figures != nil || got.Kept[3].Share != nil {
		t.Errorf("nine responses have figures: %+v", got)
	}
	if got.Recall.Cards != 9 || got.Kept[3].N != 9 || got.Kept[3].Recalled != 9 {
		t.Errorf("counts are missing: %+v", got)
	}
	empty := report.ProgressOf(progressDay, nil, 3, session.Past{}, scheduler.DefaultModel())
	if empty.Cards.New != 3 || empty.Reviews != 0 || empty.Model.N != 0 || len(empty.Kept) != 4 {
		t.Errorf("of nothing: %+v", empty)
	}
}

// TestCardsOutOfUseAreNotInTheRecall keeps cards that no deck has any more out of
// what is said of today, and in what is said of the past.
func TestCardsOutOfUseAreNotInTheRecall(t *testing.T) {
	states, past := studied(t, 12, []int{3, 0}, []scheduler.Quality{4, 4})
	delete(states, "d/q0#ask")
	got := report.ProgressOf(progressDay, states, 0, past, scheduler.DefaultModel())
	if got.Recall.Cards != 11 || got.Cards.Learning+got.Cards.Young != 11 || got.Model.N != 12 {
		t.Errorf("recall of %d cards, forecasts of %d responses", got.Recall.Cards, got.Model.N)
	}
}
