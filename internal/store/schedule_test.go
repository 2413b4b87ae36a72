package store_test

import (
	"fmt"
	"testing"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// TestAScheduleIsThatOfItsStates compares what a session looks up in a database with
// what it would look up among the same states in memory.
func TestAScheduleIsThatOfItsStates(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	for i := range 60 {
		card := fmt.Sprintf("deck/q%d#ask", i)
		c.record(t, anna, card, scheduler.Quality(i%6))
		if i%7 == 0 {
			c.sleep(1)
		}
	}
	for i, kind := range []session.EventKind{session.EventSuspend, session.EventBury, session.EventReset, session.EventSuspend} {
		card := fmt.Sprintf("deck/q%d#ask", 5*i)
		event := session.Event{Kind: kind, Card: card, Day: c.today()}
		if _, err := anna.Append(ctx, event, states(t, anna)[card]); err != nil {
			t.Fatal(err)
		}
	}
	want := session.States(states(t, anna))
	got := anna.Schedule(ctx)
	for _, span := range [][2]scheduler.Day{{-1 << 31, 1<<31 - 1}, {-1 << 31, c.today()}, {c.today() + 1, c.today() + 3}, {c.today(), c.today()}} {
		same(t, fmt.Sprintf("what is due in %v", span), dueIn(t, got, span), dueIn(t, want, span))
	}
	for day := c.today() - 9; day <= c.today(); day++ {
		one, err := got.Studied(day)
		other, _ := want.Studied(day)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "what was studied on "+day.String(), one, other)
		same(t, "what is hidden on "+day.String(), hiddenOn(t, got, day), hiddenOn(t, want, day))
	}
}

func dueIn(t *testing.T, schedule session.Schedule, span [2]scheduler.Day) []string {
	t.Helper()
	found := []string{}
	err := schedule.Due(span[0], span[1], func(key string, due scheduler.Day) bool {
		found = append(found, due.String()+" "+key)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func hiddenOn(t *testing.T, schedule session.Schedule, day scheduler.Day) map[string]session.CardState {
	t.Helper()
	found := make(map[string]session.CardState)
	err := schedule.Hidden(day, func(key string, state session.CardState) bool {
		found[key] = state
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
