package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// rows are cards of decks, in order: "big 600" are 600 cards of the deck big.
type rows []string

func (r rows) each(yield func(deck.Listed) bool) {
	for _, row := range r {
		var id string
		var count int
		fmt.Sscan(row, &id, &count)
		for i := range count {
			if !yield(deck.Listed{Deck: id, ID: fmt.Sprintf("q%d#ask", i)}) {
				return
			}
		}
	}
}

func (r rows) Card(string) (*deck.Card, error) { return nil, nil }

func (r rows) Find(keys []string) (map[string]deck.Listed, error) {
	found := make(map[string]deck.Listed)
	r.each(func(card deck.Listed) bool {
		if slices.Contains(keys, card.Key()) {
			found[card.Key()] = card
		}
		return true
	})
	return found, nil
}

func (r rows) Each(wanted session.Wanted, yield func(deck.Listed) bool) error {
	r.each(func(card deck.Listed) bool { return !wanted.Has(card) || yield(card) })
	return nil
}

// perDeck counts cards by deck: "big 1, small 3".
func perDeck(cards []deck.Listed) string {
	var words []string
	count := make(map[string]int)
	for _, card := range cards {
		count[card.Deck]++
	}
	for id, n := range count {
		words = append(words, fmt.Sprintf("%s %d", id, n))
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

func (r rows) Types(keys []string) (map[string]deck.Type, error) {
	return map[string]deck.Type{}, nil
}

func TestALimitOfADeckLeavesTheDayToTheOthers(t *testing.T) {
	cards := rows{"first 2", "big 1200", "small 3", "large 700"}
	tests := []struct {
		name   string
		limits session.Limits
		want   string
		hidden session.Hidden
	}{
		{"none", session.Limits{New: 20}, "big 18, first 2", session.Hidden{NewOverLimit: session.MostCounted}},
		{"of one deck", session.Limits{New: 20, NewOf: map[string]int{"big": 1}}, "big 1, first 2, large 14, small 3",
			session.Hidden{NewOverLimit: session.MostCounted, Decks: []session.DeckHidden{{Deck: "big", New: session.MostCounted, NewLimit: 1}}}},
		{"of two", session.Limits{New: 20, NewOf: map[string]int{"big": 0, "large": 5}}, "first 2, large 5, small 3",
			session.Hidden{Decks: []session.DeckHidden{
				{Deck: "big", New: session.MostCounted}, {Deck: "large", New: session.MostCounted, NewLimit: 5},
			}}},
		{"above that of all", session.Limits{New: 2, NewOf: map[string]int{"first": 9}}, "first 2", session.Hidden{NewOverLimit: session.MostCounted}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := plan(t, session.Today{Day: firstDay, Cards: cards, Limits: test.limits})
			byGain, err := session.Plan(session.Today{Day: firstDay, Cards: cards, Limits: test.limits, Order: session.OrderGain})
			if err != nil {
				t.Fatal(err)
			}
			if got := perDeck(byGain.New); got != test.want {
				t.Errorf("by gain, new = %s, want %s", got, test.want)
			}
			if got := perDeck(plan.New); got != test.want {
				t.Errorf("new = %s, want %s", got, test.want)
			}
			if diff := cmp.Diff(test.hidden, plan.Hidden); diff != "" {
				t.Errorf("hidden (-want +got):\n%s", diff)
			}
		})
	}
}

func TestALimitOfADeckCountsItsReviewsOfTheDay(t *testing.T) {
	cards := rows{"big 600", "small 3"}
	states := make(session.States)
	cards.each(func(card deck.Listed) bool {
		states[card.Key()] = session.CardState{State: scheduler.State{Reviews: 2, Last: firstDay - 6, Due: firstDay}, Introduced: firstDay - 9}
		return true
	})
	studied := session.CardState{State: scheduler.State{Reviews: 3, Last: firstDay, Due: firstDay + 15}, Introduced: firstDay - 9, Quality: 4}
	states["big/q7#ask"], states["gone/q1#ask"] = studied, studied
	limits := session.Limits{Reviews: 100, ReviewsOf: map[string]int{"big": 3}}
	queue := plan(t, session.Today{Day: firstDay, Cards: cards, Schedule: states, Limits: limits})
	if got, want := perDeck(queue.Due), "big 2, small 3"; got != want {
		t.Errorf("due = %s, want %s", got, want)
	}
	want := session.Hidden{Decks: []session.DeckHidden{{Deck: "big", Due: session.MostCounted, DueLimit: 3}}}
	if diff := cmp.Diff(want, queue.Hidden); diff != "" {
		t.Errorf("hidden (-want +got):\n%s", diff)
	}
	if n, limited := limits.ReviewsOf["big"]; n != 3 || !limited {
		t.Errorf("planning changed the limits it was given: %v", limits)
	}
}

func TestALeechIsCalledOneAtEightAndEveryFourFurtherLapses(t *testing.T) {
	var called []int
	for lapses := range 22 {
		if session.BecomesLeech(lapses) {
			called = append(called, lapses)
		}
	}
	if diff := cmp.Diff([]int{8, 12, 16, 20}, called); diff != "" {
		t.Errorf("called at (-want +got):\n%s", diff)
	}
}
