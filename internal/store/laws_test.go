package store_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

// history drives a learner's cards at random and keeps a log of its own, from
// what the store says it stored.
type history struct {
	clock *clock
	l     *store.Learner
	log   []session.Event
}

var cards = []string{"deck/a#ask", "deck/b#ask", "deck/c#ask", "other/d#ask"}

func (h *history) state(t *rapid.T, card string) session.CardState {
	states, err := h.l.States(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return states[card]
}

func (h *history) keep(e session.Event, id session.ID) {
	e.ID, e.Learner = id, h.l.ID()
	h.log = append(h.log, e)
}

func (h *history) respond(t *rapid.T) {
	card := rapid.SampledFrom(cards).Draw(t, "card")
	quality := scheduler.Quality(rapid.IntRange(0, 5).Draw(t, "quality"))
	entry := h.clock.entry(card, quality, h.state(t, card))
	saved, err := h.l.Record(ctx, entry)
	if err != nil {
		t.Fatal(err)
	}
	h.keep(session.Event{
		Kind: session.EventReview, Card: card, Concerns: saved.Response, Quality: quality, Day: entry.Response.Day,
	}, saved.Review)
}

// append appends an event that may be refused, but only for the reason given.
func (h *history) append(t *rapid.T, e session.Event, refused error) {
	e.Day = h.clock.today()
	state, err := h.l.Append(ctx, e, h.state(t, e.Card))
	if refused != nil && errors.Is(err, refused) {
		return
	}
	if err != nil {
		t.Fatalf("%+v: %v", e, err)
	}
	h.keep(e, state.Newest)
}

func (h *history) mark(t *rapid.T) {
	kind := rapid.SampledFrom([]session.EventKind{
		session.EventSuspend, session.EventUnsuspend, session.EventBury, session.EventUnbury, session.EventReset,
	}).Draw(t, "kind")
	h.append(t, session.Event{Kind: kind, Card: rapid.SampledFrom(cards).Draw(t, "card")}, nil)
}

func (h *history) setDue(t *rapid.T) {
	h.append(t, session.Event{
		Kind: session.EventSetDue, Card: rapid.SampledFrom(cards).Draw(t, "card"),
		Due: h.clock.today() + scheduler.Day(rapid.IntRange(-5, 50).Draw(t, "days")),
	}, store.ErrNewCard)
}

func (h *history) move(t *rapid.T) {
	from := rapid.IntRange(0, len(cards)-1).Draw(t, "from")
	by := rapid.IntRange(1, len(cards)-1).Draw(t, "by")
	h.append(t, session.Event{
		Kind: session.EventMove, Card: cards[from], To: cards[(from+by)%len(cards)],
	}, store.ErrNewCard)
}

func (h *history) overrule(t *rapid.T) {
	if len(h.log) == 0 {
		t.Skip("nothing to overrule")
	}
	h.append(t, session.Event{
		Kind: session.EventOverrule, Card: rapid.SampledFrom(cards).Draw(t, "card"),
		Concerns: h.log[rapid.IntRange(0, len(h.log)-1).Draw(t, "event")].ID,
		Quality:  scheduler.Quality(rapid.IntRange(0, 5).Draw(t, "quality")),
	}, store.ErrNoReview)
}

func (h *history) undo(t *rapid.T) {
	undone, err := h.l.Undo(ctx, h.clock.today())
	if errors.Is(err, session.ErrNothingToUndo) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	undo := session.Event{Kind: session.EventUndo, Card: "nowhere", Concerns: undone.Event, Day: h.clock.today()}
	h.keep(undo, undone.State.Newest)
	if _, ok := h.replayed()[undone.Card]; !ok {
		t.Fatalf("the undo is logged for %s, which has no history", undone.Card)
	}
	h.log[len(h.log)-1].Card = undone.Card
}

func (h *history) wait(t *rapid.T) {
	h.clock.sleep(rapid.IntRange(0, 8).Draw(t, "days"))
	h.clock.pass(time.Duration(rapid.IntRange(-90, 90).Draw(t, "minutes")) * time.Minute)
}

func (h *history) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"respond": h.respond, "respond again": h.respond, "wait": h.wait, "overrule": h.overrule,
		"mark": h.mark, "set due": h.setDue, "move": h.move, "undo": h.undo,
	}
}

// replayed is what the log kept here gives for the learner.
func (h *history) replayed() map[string]session.CardState {
	states := make(map[string]session.CardState)
	for key, state := range session.Replay(h.log) {
		states[key.Card] = state
	}
	return states
}

// folder makes a folder for one run of a law.
func folder(t *rapid.T) string {
	dir, err := os.MkdirTemp("", "drill")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func openLaw(t *rapid.T, path string, o store.Options) *store.DB {
	db, err := store.Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func learnerLaw(t *rapid.T, db *store.DB) *store.Learner {
	l, err := db.Learner(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestStatesAreWhatReplayingTheLogGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newClock()
		db := openLaw(t, filepath.Join(folder(t), "drill.db"), c.options())
		h := &history{clock: c, l: learnerLaw(t, db)}
		actions := h.actions()
		actions[""] = func(t *rapid.T) {
			got, err := h.l.States(ctx)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "States and the replayed log", got, h.replayed())
		}
		t.Repeat(actions)
		rebuilt, err := db.Rebuild(ctx)
		if err != nil || rebuilt.Changed != 0 || rebuilt.Events != len(h.log) {
			t.Fatalf("Rebuild = %+v, %v after %d events", rebuilt, err, len(h.log))
		}
		whole(t, db)
	})
}

func whole(t *rapid.T, db *store.DB) {
	checkup, err := db.Check(ctx)
	if err != nil || len(checkup.Faults) > 0 {
		t.Fatalf("Check = %+v, %v", checkup.Faults, err)
	}
}

// secondDevices are the ways in which another file with the same learner comes
// into being.
var secondDevices = map[string]func(t *rapid.T, first *store.DB, path string, c *clock) *store.DB{
	"a merge into an empty file": func(t *rapid.T, first *store.DB, path string, c *clock) *store.DB {
		db := openLaw(t, path, c.optionsSeeded(2))
		if _, err := db.Merge(ctx, first.Path()); err != nil {
			t.Fatal(err)
		}
		return db
	},
	"a copied file": copied,
	"a copy made a device of its own": func(t *rapid.T, first *store.DB, path string, c *clock) *store.DB {
		db := copied(t, first, path, c)
		if err := db.NewDevice(ctx); err != nil {
			t.Fatal(err)
		}
		return db
	},
}

func copied(t *rapid.T, db *store.DB, path string, c *clock) *store.DB {
	if err := db.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	return openLaw(t, path, c.optionsSeeded(2))
}

func TestMergingInEitherOrderAndAgainGivesTheSame(t *testing.T) {
	ways := slices.Sorted(maps.Keys(secondDevices))
	rapid.Check(t, func(t *rapid.T) {
		mergeLaw(t, secondDevices[rapid.SampledFrom(ways).Draw(t, "second device")])
	})
}

func mergeLaw(t *rapid.T, second func(*rapid.T, *store.DB, string, *clock) *store.DB) {
	c, dir := newClock(), folder(t)
	one := openLaw(t, filepath.Join(dir, "1.db"), c.options())
	h1 := &history{clock: c, l: learnerLaw(t, one)}
	run(t, h1, 5)
	two := second(t, one, filepath.Join(dir, "2.db"), c)
	h2 := &history{clock: newClock(), l: learnerLaw(t, two), log: append([]session.Event(nil), h1.log...)}
	run(t, h1, 8)
	run(t, h2, 8)

	merge := func(into, from *store.DB) store.Merged {
		merged, err := into.Merge(ctx, from.Path())
		if err != nil {
			t.Fatal(err)
		}
		return merged
	}
	ab, ba := copied(t, one, filepath.Join(dir, "ab.db"), c), copied(t, two, filepath.Join(dir, "ba.db"), c)
	merge(ab, two)
	merge(ba, one)
	for _, again := range []store.Merged{merge(ab, two), merge(ab, ba), merge(ba, ab), merge(ab, ba)} {
		if again != (store.Merged{}) {
			t.Errorf("merging again brought %+v", again)
		}
	}
	union := &history{l: h1.l, log: append(h1.log, h2.log...)}
	for i, db := range []*store.DB{ab, ba} {
		got, err := learnerLaw(t, db).States(ctx)
		if err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprintf("States of merge %d and the union of the logs", i), got, union.replayed())
		whole(t, db)
	}
	// Life goes on after a merge.
	h := &history{clock: c, l: learnerLaw(t, ab), log: union.log}
	run(t, h, 3)
	whole(t, ab)
}

func run(t *rapid.T, h *history, most int) {
	actions := h.actions()
	names := []string{"respond", "respond again", "wait", "overrule", "mark", "set due", "move", "undo"}
	for range rapid.IntRange(1, most).Draw(t, "steps") {
		if name := rapid.SampledFrom(names).Draw(t, "action"); name != "overrule" || len(h.log) > 0 {
			actions[name](t)
		}
	}
}
