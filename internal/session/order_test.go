package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// manyQuestions is a deck of n questions of a type, d/q0#ask and so on.
func manyQuestions(n int, kind deck.Type) string {
	var text strings.Builder
	text.WriteString("format = 1\nid = \"d\"\ntitle = \"Test\"\n")
	for i := range n {
		fmt.Fprintf(&text, "[[question]]\nid = \"q%d\"\ntype = \"%s\"\nprompt = \"Question %d?\"\nanswer = \"blue\"\n", i, kind, i)
	}
	return text.String()
}

// reviewed is a card that is due on a day after an interval.
func reviewed(due scheduler.Day, interval scheduler.Interval, ease scheduler.EaseFactor, stability float32) session.CardState {
	return session.CardState{
		State: scheduler.State{
			Repetitions: 2, Interval: interval, EaseFactor: ease, Reviews: 2,
			Last: due - scheduler.Day(interval), Due: due,
		},
		Introduced: 1, Quality: 4, Stability: stability, Difficulty: 5,
	}
}

const orderDay scheduler.Day = 1000

// orderStates are three cards that are due, each first in another order, and one that is
// not.
var orderStates = session.States{
	"d/q0#ask": reviewed(orderDay-30, 100, 200, 60),  // due longest
	"d/q1#ask": reviewed(orderDay-10, 5, 220, 5),     // most overdue, hardly remembered
	"d/q2#ask": reviewed(orderDay-1, 50, 250, 3000),  // remembered best, easiest
	"d/q3#ask": reviewed(orderDay+20, 40, 250, 20.5), // not due
}

func TestOrdersOfDueCards(t *testing.T) {
	cards := loadCards(t, manyQuestions(4, deck.TypeShort))
	for order, want := range map[session.Order][]string{
		"":                   {"d/q0#ask", "d/q1#ask", "d/q2#ask"},
		session.OrderDue:     {"d/q0#ask", "d/q1#ask", "d/q2#ask"},
		session.OrderOverdue: {"d/q1#ask", "d/q0#ask", "d/q2#ask"},
		session.OrderRecall:  {"d/q2#ask", "d/q0#ask", "d/q1#ask"},
		session.OrderEasy:    {"d/q2#ask", "d/q1#ask", "d/q0#ask"},
	} {
		queue := plan(t, session.Today{Day: orderDay, Cards: cards, Schedule: orderStates, Limits: session.DefaultLimits, Order: order})
		if diff := cmp.Diff(want, fullKeys(queue.Due)); diff != "" {
			t.Errorf("order %q (-want +got):\n%s", order, diff)
		}
	}
}

// TestALimitLeavesOutWhatComesLast takes the order into account, and counts the rest.
func TestALimitLeavesOutWhatComesLast(t *testing.T) {
	cards := loadCards(t, manyQuestions(4, deck.TypeShort))
	queue := plan(t, session.Today{
		Day: orderDay, Cards: cards, Schedule: orderStates, Limits: session.Limits{Reviews: 1}, Order: session.OrderRecall,
	})
	if diff := cmp.Diff([]string{"d/q2#ask"}, fullKeys(queue.Due)); diff != "" || queue.Hidden.DueOverLimit != 2 {
		t.Errorf("%d over the limit, -want +got:\n%s", queue.Hidden.DueOverLimit, diff)
	}
}

// TestChanceIsOneOfTheDay holds for the order random: it stays all day, and changes from
// day to day.
func TestChanceIsOneOfTheDay(t *testing.T) {
	const n = 30
	cards := loadCards(t, manyQuestions(n, deck.TypeShort))
	states := make(session.States)
	for i := range n {
		states[fmt.Sprintf("d/q%d#ask", i)] = reviewed(orderDay-1, 3, 250, 4)
	}
	on := func(day scheduler.Day) []string {
		return fullKeys(plan(t, session.Today{Day: day, Cards: cards, Schedule: states, Limits: session.DefaultLimits, Order: session.OrderRandom}).Due)
	}
	if !slices.Equal(on(orderDay), on(orderDay)) {
		t.Error("two orders on one day")
	}
	if slices.Equal(on(orderDay), on(orderDay+1)) {
		t.Error("one order on two days")
	}
}

func TestMinutesLeaveRoomForSomeCards(t *testing.T) {
	const n = 60
	cards := loadCards(t, manyQuestions(2*n, deck.TypeShort))
	states := make(session.States)
	for i := range n {
		states[fmt.Sprintf("d/q%d#ask", i)] = reviewed(orderDay, 3, 250, 4)
	}
	today := session.Today{Day: orderDay, Cards: cards, Schedule: states, Limits: session.Limits{New: 20, Reviews: 200}, Seconds: 300}
	short := plan(t, today)
	if asked := len(short.Due); asked < 20 || asked > 40 || len(short.New) > 0 {
		t.Errorf("%d reviews and %d new cards in five minutes", asked, len(short.New))
	}
	if short.Hidden.OverTime == 0 || short.Hidden.DueOverLimit > 0 {
		t.Errorf("hidden: %+v", short.Hidden)
	}
	today.Seconds = 1200
	if long := plan(t, today); len(long.Due) != n || len(long.New) == 0 {
		t.Errorf("%d reviews and %d new cards in twenty minutes", len(long.Due), len(long.New))
	}

	// What was studied earlier in the day counts.
	for i := range 20 {
		state := states[fmt.Sprintf("d/q%d#ask", i)]
		state.Last, state.Due, state.Quality = orderDay, orderDay+8, 5
		states[fmt.Sprintf("d/q%d#ask", i)] = state
	}
	today.Seconds = 300
	if later := plan(t, today); len(later.Due) >= len(short.Due)-5 {
		t.Errorf("%d reviews after 20, where %d fit in all", len(later.Due), len(short.Due))
	}

	// A learner who takes longer gets fewer.
	today.Pace = session.Pace{"short": 30}
	if slow := plan(t, today); len(slow.Due) >= len(short.Due)/3 {
		t.Errorf("%d reviews for who takes 30 seconds, %d for who takes 7", len(slow.Due), len(short.Due))
	}
}

// TestGainTakesWhatAMinuteBuysMostOf is about cards that are due or not: what the queue
// holds is worth at least what it leaves out.
func TestGainTakesWhatAMinuteBuysMostOf(t *testing.T) {
	const n = 40
	cards := loadCards(t, manyQuestions(n, deck.TypeShort))
	valuer := scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, scheduler.DefaultFirmness)
	rapid.Check(t, func(t *rapid.T) {
		states := make(session.States)
		for i := range rapid.IntRange(0, n).Draw(t, "studied") {
			interval := scheduler.Interval(rapid.IntRange(1, 200).Draw(t, "interval"))
			due := orderDay + scheduler.Day(rapid.IntRange(-100, int(interval)-1).Draw(t, "due"))
			state := reviewed(due, interval, 250, float32(rapid.Float64Range(0.1, 500).Draw(t, "stability")))
			state.Suspended = rapid.IntRange(0, 9).Draw(t, "suspended") == 0
			if rapid.IntRange(0, 9).Draw(t, "buried") == 0 {
				state.Buried = orderDay
			}
			states[fmt.Sprintf("d/q%d#ask", i)] = state
		}
		limits := session.Limits{New: rapid.IntRange(0, 10).Draw(t, "new"), Reviews: rapid.IntRange(0, 20).Draw(t, "reviews")}
		queue, err := session.Plan(session.Today{
			Day: orderDay, Cards: cards, Schedule: states, Limits: limits, Order: session.OrderGain,
			Seconds: rapid.Float64Range(0, 600).Draw(t, "seconds"), Valuer: valuer,
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(queue.Due) > limits.Reviews || len(queue.New) > limits.New {
			t.Fatalf("%d reviews and %d new cards, with limits of %+v", len(queue.Due), len(queue.New), limits)
		}
		taken := make(map[string]bool)
		least := 1e9
		for _, key := range fullKeys(queue.Due) {
			state := states[key]
			worth := valuer.Worth(state.Memory(), orderDay)
			if state.Hidden(orderDay) || worth <= 0 {
				t.Errorf("%s is asked, hidden %v, worth %v", key, state.Hidden(orderDay), worth)
			}
			taken[key] = true
			least = min(least, worth)
		}
		for key, state := range states {
			if worth := valuer.Worth(state.Memory(), orderDay); !taken[key] && !state.Hidden(orderDay) && worth > least && len(taken) > 0 {
				t.Errorf("%s is worth %v and left out, where one worth %v is asked", key, worth, least)
			}
		}
	})
}

// TestGainKeepsSiblingsApart holds though both are worth a review.
func TestGainKeepsSiblingsApart(t *testing.T) {
	cards := loadCards(t, testDeck)
	states := session.States{
		"d/s.sun#define": reviewed(orderDay+1, 10, 250, 4),
		"d/s.sun#name":   reviewed(orderDay+2, 10, 250, 4),
	}
	queue := plan(t, session.Today{Day: orderDay, Cards: cards, Schedule: states, Limits: session.Limits{Reviews: 10}, Order: session.OrderGain})
	if len(queue.Due) != 1 {
		t.Errorf("asked together: %v", fullKeys(queue.Due))
	}
}

// TestGainWeighsTypesByTheirTime prefers the quicker of two cards that are the same
// otherwise.
func TestGainWeighsTypesByTheirTime(t *testing.T) {
	cards := loadCards(t, manyQuestions(1, deck.TypeText)+`
[[question]]
id = "quick"
type = "short"
prompt = "Which?"
answer = "this"
`)
	states := session.States{"d/q0#ask": reviewed(orderDay, 10, 250, 10), "d/quick#ask": reviewed(orderDay, 10, 250, 10)}
	today := session.Today{Day: orderDay, Cards: cards, Schedule: states, Limits: session.Limits{Reviews: 1}, Order: session.OrderGain}
	if got := fullKeys(plan(t, today).Due); !slices.Equal(got, []string{"d/quick#ask"}) {
		t.Errorf("by usual times %v is asked", got)
	}
	today.Pace = session.Pace{"text": 5, "short": 20}
	if got := fullKeys(plan(t, today).Due); !slices.Equal(got, []string{"d/q0#ask"}) {
		t.Errorf("by the learner's times %v is asked", got)
	}
}

func TestOrdersAreKnownByName(t *testing.T) {
	for _, order := range session.Orders {
		if got, err := session.ParseOrder(string(order)); err != nil || got != order {
			t.Errorf("ParseOrder(%q) = %v, %v", order, got, err)
		}
	}
	if _, err := session.ParseOrder("hardest"); err == nil || !strings.Contains(err.Error(), "due, overdue") {
		t.Errorf("error %v", err)
	}
}

// TestBestKeepsTheBest compares with sorting all.
func TestBestKeepsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		worths := rapid.SliceOf(rapid.IntRange(-2, 30)).Draw(t, "worths")
		most := rapid.IntRange(0, 20).Draw(t, "most")
		var best, all, other session.Best
		best.Most, all.Most, other.Most = most, len(worths), most
		for i, worth := range worths {
			standing := session.Standing{Key: fmt.Sprint(i)}
			all.Add(standing, float64(worth))
			if i%2 == 0 {
				best.Add(standing, float64(worth))
			} else {
				other.Add(standing, float64(worth))
			}
		}
		best.Merge(&other)
		want := all.Sorted()
		want = want[:min(most, len(want))]
		if diff := cmp.Diff(want, best.Sorted()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		for i, ranked := range want {
			if ranked.Worth <= 0 || i > 0 && ranked.Worth > want[i-1].Worth {
				t.Errorf("not in order: %v", want)
			}
		}
	})
}

func fullKeys(cards []deck.Listed) []string {
	all := make([]string, len(cards))
	for i, card := range cards {
		all[i] = card.Key()
	}
	return all
}
