package session_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// pastOf replays a log, given in its order, and collects the reviews.
func pastOf(events []session.Event) session.Past {
	var past session.Past
	replaying := session.NewReplaying(events)
	for _, event := range events {
		if review, counts := replaying.Next(event); counts {
			past.Add(review)
		}
	}
	return past
}

func TestPastHoldsWhatCounts(t *testing.T) {
	var h history
	h.review("d/old#ask", 4, firstDay)
	h.review("d/b#ask", 1, firstDay)
	h.review("d/b#ask", 4, firstDay)
	h.review("d/b#ask", 4, firstDay-3) // by a clock that was wrong
	overruled := h.review("d/old#ask", 1, firstDay+1)
	h.add(session.Event{Kind: session.EventOverrule, Card: "d/old#ask", Concerns: overruled.ID, Quality: 5, Day: firstDay + 1})
	h.add(session.Event{Kind: session.EventMove, Card: "d/old#ask", To: "d/new#ask", Day: firstDay + 2})
	h.review("d/new#ask", 3, firstDay+7)
	h.review("d/b#ask", 5, firstDay+7)
	h.undo(firstDay + 7)
	h.add(session.Event{Kind: session.EventReset, Card: "d/new#ask", Day: firstDay + 7})
	h.add(session.Event{Kind: session.EventWeights, Day: firstDay + 7})
	h.review("d/new#ask", 0, firstDay+7)
	past := pastOf(h.events)
	if diff := cmp.Diff([]string{"d/new#ask", "d/b#ask"}, past.Cards); diff != "" {
		t.Errorf("cards (-want +got):\n%s", diff)
	}
	want := []scheduler.Review{
		{Card: 0, Day: firstDay, Rating: scheduler.RatingGood},
		{Card: 1, Day: firstDay, Rating: scheduler.RatingAgain},
		{Card: 1, Day: firstDay, Rating: scheduler.RatingGood, Interval: 1, Drill: true},
		{Card: 0, Day: firstDay + 1, Rating: scheduler.RatingEasy, Interval: 1},
		{Card: 0, Day: firstDay + 7, Rating: scheduler.RatingHard, Interval: 6},
		{Card: 0, Day: firstDay + 7, Rating: scheduler.RatingAgain},
	}
	if diff := cmp.Diff(want, past.Reviews); diff != "" {
		t.Errorf("reviews (-want +got):\n%s", diff)
	}
}

func TestEventsAboutTheLearnerMakeNoState(t *testing.T) {
	var h history
	h.add(session.Event{Kind: session.EventWeights, Day: firstDay})
	h.undo(firstDay)
	if states := session.Replay(h.events); len(states) != 0 {
		t.Errorf("states = %v", states)
	}
}

// TestReplayingShowsTheStatesOfReplay checks that the reviews of a card follow
// on each other and end where Replay does.
func TestReplayingShowsTheStatesOfReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawHistory(t, 1).events
		slices.SortFunc(events, func(a, b session.Event) int { return session.Compare(a.ID, b.ID) })
		replaying := session.NewReplaying(events)
		reviews := make(map[session.StateKey]int)
		for _, event := range events {
			review, counts := replaying.Next(event)
			if !counts {
				continue
			}
			if reviews[review.StateKey]++; review.Before.New() {
				reviews[review.StateKey] = 1
			}
			if review.After.Last != review.Day || review.After.Quality != review.Quality || !review.Quality.Valid() {
				t.Fatalf("review %+v", review)
			}
		}
		for key, state := range session.Replay(events) {
			if !state.New() && reviews[key] < state.Reviews {
				t.Errorf("%v: %d reviews were shown, and the state has %d", key, reviews[key], state.Reviews)
			}
		}
	})
}
