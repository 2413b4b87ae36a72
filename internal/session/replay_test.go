package session_test

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// history makes a log of events as a learner at one device would.
type history struct {
	events []session.Event
	clock  int64
	device byte
	made   []session.ID // events that an undo could take back, oldest first
}

var anyone = session.ID{1}

const firstDay scheduler.Day = 20_000

// add appends an event at the next logical time.
func (h *history) add(event session.Event) session.Event {
	h.clock++
	seed := sha256.Sum256(binary.BigEndian.AppendUint64([]byte{h.device}, uint64(h.clock)))
	copy(event.ID[:6], binary.BigEndian.AppendUint64(nil, uint64(h.clock))[2:])
	copy(event.ID[6:], seed[:10])
	if event.Learner == (session.ID{}) {
		event.Learner = anyone
	}
	h.events = append(h.events, event)
	if event.Kind != session.EventUndo {
		h.made = append(h.made, event.ID)
	}
	return event
}

func (h *history) review(card string, quality scheduler.Quality, day scheduler.Day) session.Event {
	return h.add(session.Event{Kind: session.EventReview, Card: card, Quality: quality, Day: day})
}

// undo voids the newest event that still stands.
func (h *history) undo(day scheduler.Day) bool {
	if len(h.made) == 0 {
		return false
	}
	last := len(h.made) - 1
	id := h.made[last]
	h.made = h.made[:last]
	i := slices.IndexFunc(h.events, func(e session.Event) bool { return e.ID == id })
	h.add(session.Event{Kind: session.EventUndo, Card: h.events[i].Card, Concerns: id, Day: day})
	return true
}

func state(t *testing.T, events []session.Event, card string) session.CardState {
	t.Helper()
	return session.Replay(events)[session.StateKey{Learner: anyone, Card: card}]
}

func TestReplayCountsTheFirstReviewOfADayAndDrillsTheRest(t *testing.T) {
	var h history
	h.review("d/q#ask", 2, firstDay)
	h.review("d/q#ask", 3, firstDay)
	h.review("d/q#ask", 5, firstDay)
	got := state(t, h.events, "d/q#ask")
	want := session.CardState{
		State:      scheduler.State{Interval: 1, EaseFactor: 250, Reviews: 1, Last: firstDay, Due: firstDay + 1},
		Introduced: firstDay, Quality: 5, Drills: 2, Newest: h.events[2].ID,
	}
	model, memory := scheduler.DefaultModel(), scheduler.Memory{}
	for _, rating := range []scheduler.Rating{scheduler.RatingAgain, scheduler.RatingHard, scheduler.RatingEasy} {
		memory = model.Next(memory, rating, firstDay)
		memory.Stability, memory.Difficulty = float64(float32(memory.Stability)), float64(float32(memory.Difficulty))
	}
	want.Stability, want.Difficulty = float32(memory.Stability), float32(memory.Difficulty)
	if got.Memory() != memory {
		t.Errorf("memory = %+v, want %+v", got.Memory(), memory)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
}

func TestToDrillUntilFourOrThreeTimes(t *testing.T) {
	var h history
	for i, test := range []struct {
		quality scheduler.Quality
		again   bool
	}{{1, true}, {3, true}, {2, true}, {1, false}} {
		h.review("d/q#ask", test.quality, firstDay)
		if got := state(t, h.events, "d/q#ask").ToDrill(firstDay); got != test.again {
			t.Errorf("after response %d, ToDrill = %t, want %t", i+1, got, test.again)
		}
	}
	var good history
	good.review("d/q#ask", 3, firstDay)
	good.review("d/q#ask", 4, firstDay)
	if state(t, good.events, "d/q#ask").ToDrill(firstDay) {
		t.Error("a card that reached 4 is still to be drilled")
	}
	if state(t, h.events[:1], "d/q#ask").ToDrill(firstDay + 1) {
		t.Error("a card is drilled on the day after")
	}
}

func TestReplayTakesTheNewestOverrule(t *testing.T) {
	var h history
	review := h.review("d/q#ask", 1, firstDay)
	h.add(session.Event{Kind: session.EventOverrule, Card: "d/q#ask", Concerns: review.ID, Quality: 5, Day: firstDay})
	if got := state(t, h.events, "d/q#ask"); got.Quality != 5 || got.Repetitions != 1 || got.EaseFactor != 260 {
		t.Errorf("after an overrule to 5: %+v", got)
	}
	h.add(session.Event{Kind: session.EventOverrule, Card: "d/q#ask", Concerns: review.ID, Quality: 3, Day: firstDay})
	if got := state(t, h.events, "d/q#ask"); got.Quality != 3 || got.EaseFactor != 236 {
		t.Errorf("after a second overrule to 3: %+v", got)
	}
	h.undo(firstDay)
	if got := state(t, h.events, "d/q#ask"); got.Quality != 5 {
		t.Errorf("after undoing it: %+v", got)
	}
}

func TestReplayFollowsSuspendBuryResetAndSetDue(t *testing.T) {
	var h history
	h.review("d/q#ask", 4, firstDay)
	h.add(session.Event{Kind: session.EventSuspend, Card: "d/q#ask", Day: firstDay})
	if got := state(t, h.events, "d/q#ask"); !got.Suspended || !got.Hidden(firstDay+99) {
		t.Errorf("after suspend: %+v", got)
	}
	h.add(session.Event{Kind: session.EventUnsuspend, Card: "d/q#ask", Day: firstDay})
	h.add(session.Event{Kind: session.EventBury, Card: "d/q#ask", Day: firstDay})
	if got := state(t, h.events, "d/q#ask"); got.Suspended || !got.Hidden(firstDay) || got.Hidden(firstDay+1) {
		t.Errorf("after bury: %+v", got)
	}
	h.add(session.Event{Kind: session.EventSetDue, Card: "d/q#ask", Day: firstDay, Due: firstDay + 30})
	if got := state(t, h.events, "d/q#ask"); got.Due != firstDay+30 || got.Interval != 1 {
		t.Errorf("after set due: %+v", got)
	}
	h.add(session.Event{Kind: session.EventReset, Card: "d/q#ask", Day: firstDay})
	if got := state(t, h.events, "d/q#ask"); !got.New() || got.Buried != 0 {
		t.Errorf("after reset: %+v", got)
	}
	h.review("d/q#ask", 4, firstDay)
	if got := state(t, h.events, "d/q#ask"); got.Repetitions != 1 {
		t.Errorf("a review on the day of a reset is not its first: %+v", got)
	}
}

func TestReplayCarriesHistoryOverAMove(t *testing.T) {
	var h history
	h.review("d/old#ask", 4, firstDay)
	h.add(session.Event{Kind: session.EventMove, Card: "d/old#ask", To: "d/new#ask", Day: firstDay})
	h.review("d/new#ask", 4, firstDay+1)
	states := session.Replay(h.events)
	if got := states[session.StateKey{Learner: anyone, Card: "d/new#ask"}]; got.Repetitions != 2 || got.Interval != 6 {
		t.Errorf("the moved card is in state %+v", got)
	}
	if got, ok := states[session.StateKey{Learner: anyone, Card: "d/old#ask"}]; ok {
		t.Errorf("the old key still has the state %+v", got)
	}
}

func TestReplayKeepsLearnersApart(t *testing.T) {
	var h history
	h.review("d/q#ask", 4, firstDay)
	h.add(session.Event{Kind: session.EventReview, Learner: session.ID{2}, Card: "d/q#ask", Quality: 1, Day: firstDay})
	states := session.Replay(h.events)
	if len(states) != 2 || states[session.StateKey{Learner: session.ID{2}, Card: "d/q#ask"}].Quality != 1 {
		t.Errorf("states = %+v", states)
	}
}

func TestReplayOfNothing(t *testing.T) {
	if states := session.Replay(nil); len(states) != 0 {
		t.Errorf("Replay(nil) = %v", states)
	}
}

// TestReplayLaws holds Replay to what a log must promise.
func TestReplayLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawHistory(t, 1)
		b := drawHistory(t, 2)
		ab := session.Replay(append(slices.Clone(a.events), b.events...))
		ba := session.Replay(append(slices.Clone(b.events), a.events...))
		if diff := cmp.Diff(ab, ba); diff != "" {
			t.Fatalf("merging in the other order gives other states:\n%s", diff)
		}
		twice := session.Replay(slices.Concat(a.events, b.events, a.events))
		if diff := cmp.Diff(ab, twice); diff != "" {
			t.Fatalf("merging twice gives other states:\n%s", diff)
		}
		shuffled := rapid.Permutation(slices.Concat(a.events, b.events)).Draw(t, "shuffled")
		if diff := cmp.Diff(ab, session.Replay(shuffled)); diff != "" {
			t.Fatalf("the order of rows gives other states:\n%s", diff)
		}
	})
}

// TestApplyIsReplayOfOneMore checks that a state carried along is the state
// that a replay gives.
func TestApplyIsReplayOfOneMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t, 1)
		carried := make(map[session.StateKey]session.CardState)
		for i, event := range h.events {
			switch event.Kind {
			case session.EventUndo, session.EventOverrule, session.EventMove:
				carried = session.Replay(h.events[:i+1])
			default:
				key := session.StateKey{Learner: event.Learner, Card: event.Card}
				carried[key] = session.Apply(scheduler.DefaultModel(), carried[key], event)
			}
		}
		if diff := cmp.Diff(session.Replay(h.events), carried); diff != "" {
			t.Fatalf("carried along (-replay +carried):\n%s", diff)
		}
	})
}

// TestUndoGivesBackTheStateBefore checks that undoing the last events leaves
// what stood before them.
func TestUndoGivesBackTheStateBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := history{device: 1}
		drawEvents(t, &h, false)
		before := withoutNewest(session.Replay(h.events))
		depth := len(h.made)
		day := firstDay + 500
		for range rapid.IntRange(1, 5).Draw(t, "more") {
			drawEvent(t, &h, day, false)
		}
		for len(h.made) > depth {
			h.undo(day)
		}
		after := withoutNewest(session.Replay(h.events))
		if diff := cmp.Diff(before, after); diff != "" {
			t.Fatalf("after undo (-before +after):\n%s", diff)
		}
	})
}

// withoutNewest leaves out what is meant to change, and states of cards about
// which nothing holds.
func withoutNewest(states map[session.StateKey]session.CardState) map[session.StateKey]session.CardState {
	plain := make(map[session.StateKey]session.CardState)
	for key, state := range states {
		state.Newest = session.ID{}
		if state != (session.CardState{}) {
			plain[key] = state
		}
	}
	return plain
}

func drawHistory(t *rapid.T, device byte) *history {
	h := &history{device: device, clock: int64(rapid.IntRange(0, 50).Draw(t, "clock"))}
	drawEvents(t, h, true)
	return h
}

func drawEvents(t *rapid.T, h *history, moves bool) {
	day := firstDay
	for range rapid.IntRange(0, 30).Draw(t, "events") {
		day += scheduler.Day(rapid.SampledFrom([]int{0, 0, 0, 1, 1, 6, 20}).Draw(t, "days on"))
		if rapid.IntRange(0, 5).Draw(t, "undo") == 0 && h.undo(day) {
			continue
		}
		drawEvent(t, h, day, moves)
	}
}

func drawEvent(t *rapid.T, h *history, day scheduler.Day, moves bool) {
	kinds := []session.EventKind{
		session.EventReview, session.EventReview, session.EventReview, session.EventOverrule,
		session.EventSuspend, session.EventUnsuspend, session.EventBury, session.EventReset, session.EventSetDue,
	}
	if moves {
		kinds = append(kinds, session.EventMove)
	}
	event := session.Event{
		Kind:    rapid.SampledFrom(kinds).Draw(t, "kind"),
		Card:    rapid.SampledFrom([]string{"d/a#ask", "d/b#ask", "d/c#ask"}).Draw(t, "card"),
		Quality: scheduler.Quality(rapid.IntRange(0, 5).Draw(t, "quality")),
		Day:     day,
	}
	switch event.Kind {
	case session.EventSetDue:
		event.Due = day + scheduler.Day(rapid.IntRange(0, 50).Draw(t, "due"))
	case session.EventMove:
		event.To = rapid.SampledFrom([]string{"d/a#ask", "d/b#ask", "d/x#ask"}).Draw(t, "to")
	case session.EventOverrule:
		i := slices.IndexFunc(h.events, func(e session.Event) bool { return e.Kind == session.EventReview && e.Card == event.Card })
		if i < 0 {
			return
		}
		event.Concerns = h.events[i].ID
	}
	h.add(event)
}
