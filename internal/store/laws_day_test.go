package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

// household is learners who share a file with decks, and do at random what the
// commands let them do.
type household struct {
	clock   *clock
	db      *store.DB
	learner []*store.Learner
	library *deck.Library
	cards   *store.Catalogued
	keys    []string
	reviews [][]session.ID // of each learner, the newest last
	copies  uint64
}

func newHousehold(outer *testing.T, t *rapid.T) *household {
	c := newClock()
	db := openLaw(t, filepath.Join(folder(t), "drill.db"), c.options())
	h := &household{clock: c, db: db, library: library(outer, 1, 2)}
	h.cards = catalogued(outer, db, h.library)
	for _, card := range h.library.Cards() {
		h.keys = append(h.keys, card.Key())
	}
	h.learner = append(h.learner, learnerLaw(t, db))
	if _, err := db.AddLearner(ctx, "berta"); err != nil {
		t.Fatal(err)
	}
	berta, err := db.Learner(ctx, "berta")
	if err != nil {
		t.Fatal(err)
	}
	h.learner = append(h.learner, berta)
	h.reviews = make([][]session.ID, 2)
	return h
}

func (h *household) who(t *rapid.T) int { return rapid.IntRange(0, 1).Draw(t, "learner") }

// card is any card, or one of the first, which are those that are learned first.
func (h *household) card(t *rapid.T) string {
	keys := h.keys
	if rapid.Bool().Draw(t, "first") {
		keys = keys[:4]
	}
	return rapid.SampledFrom(keys).Draw(t, "card")
}

func (h *household) state(t *rapid.T, l *store.Learner, key string) session.CardState {
	states, err := l.Schedule(ctx).States([]string{key})
	if err != nil {
		t.Fatal(err)
	}
	return states[key]
}

func (h *household) respond(t *rapid.T) {
	who, key := h.who(t), h.card(t)
	quality := scheduler.Quality(rapid.IntRange(0, 5).Draw(t, "quality"))
	saved, err := h.learner[who].Record(ctx, h.clock.entry(key, quality, h.state(t, h.learner[who], key)))
	if err != nil {
		t.Fatal(err)
	}
	h.reviews[who] = append(h.reviews[who], saved.Review)
}

// learn answers the first new cards, as a session does.
func (h *household) learn(t *rapid.T) {
	who := h.who(t)
	var fresh []string
	most := rapid.IntRange(1, 4).Draw(t, "cards")
	err := h.learner[who].Schedule(ctx).Unseen(h.cards, session.Wanted{}, func(card deck.Listed, _ session.CardState) bool {
		fresh = append(fresh, card.Key())
		return len(fresh) < most
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range fresh {
		if _, err := h.learner[who].Record(ctx, h.clock.entry(key, 4, h.state(t, h.learner[who], key))); err != nil {
			t.Fatal(err)
		}
	}
}

func (h *household) event(t *rapid.T, who int, e session.Event) {
	e.Day = h.clock.today()
	_, err := h.learner[who].Append(ctx, e, h.state(t, h.learner[who], e.Card))
	if err != nil && !errors.Is(err, store.ErrNewCard) && !errors.Is(err, store.ErrNoReview) {
		t.Fatalf("%+v: %v", e, err)
	}
}

func (h *household) mark(t *rapid.T) {
	kind := rapid.SampledFrom([]session.EventKind{
		session.EventSuspend, session.EventUnsuspend, session.EventBury, session.EventUnbury, session.EventReset, session.EventSetDue,
	}).Draw(t, "kind")
	h.event(t, h.who(t), session.Event{Kind: kind, Card: h.card(t), Due: h.clock.today() + scheduler.Day(rapid.IntRange(0, 40).Draw(t, "due"))})
}

func (h *household) overrule(t *rapid.T) {
	who := h.who(t)
	if len(h.reviews[who]) == 0 {
		return
	}
	h.event(t, who, session.Event{
		Kind: session.EventOverrule, Card: h.card(t), Concerns: rapid.SampledFrom(h.reviews[who]).Draw(t, "review"),
		Quality: scheduler.Quality(rapid.IntRange(0, 5).Draw(t, "quality")),
	})
}

func (h *household) move(t *rapid.T) {
	from, to := h.card(t), h.card(t)
	if from != to {
		h.event(t, h.who(t), session.Event{Kind: session.EventMove, Card: from, To: to})
	}
}

func (h *household) undo(t *rapid.T) {
	who := h.who(t)
	for range rapid.IntRange(1, 3).Draw(t, "steps") {
		before := h.states(t, 1-who)
		_, err := h.learner[who].Undo(ctx, h.clock.today())
		if err != nil && !errors.Is(err, session.ErrNothingToUndo) {
			t.Fatal(err)
		}
		same(t, "the other learner's states after an undo", h.states(t, 1-who), before)
	}
}

func (h *household) fit(t *rapid.T) {
	w := otherWeights(0.1 + float64(rapid.IntRange(0, 9).Draw(t, "w0"))/10)
	if err := h.learner[h.who(t)].SetWeights(ctx, w, h.clock.today()); err != nil {
		t.Fatal(err)
	}
}

func (h *household) wait(t *rapid.T) {
	h.clock.sleep(rapid.IntRange(0, 9).Draw(t, "days"))
	h.clock.pass(time.Duration(rapid.IntRange(-90, 90).Draw(t, "minutes")) * time.Minute)
}

// travel lets the learner study on a copy, which is merged again.
func (h *household) travel(t *rapid.T) {
	path := filepath.Join(folder(t), "copy.db")
	if err := h.db.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	h.copies++
	other := openLaw(t, path, h.clock.optionsSeeded(100+h.copies))
	if err := other.NewDevice(ctx); err != nil {
		t.Fatal(err)
	}
	away := *h
	away.db, away.learner = other, []*store.Learner{learnerLaw(t, other), h.learner[1]}
	for range rapid.IntRange(0, 3).Draw(t, "responses away") {
		key := h.card(t)
		if _, err := away.learner[0].Record(ctx, h.clock.entry(key, 4, away.state(t, away.learner[0], key))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.db.Merge(ctx, other.Path()); err != nil {
		t.Fatal(err)
	}
	other.Close()
}

func (h *household) states(t *rapid.T, who int) session.States {
	states, err := h.learner[who].States(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return states
}

// TestADayFromTheStoreIsTheDayOfTheStates lets learners do anything, and compares, after
// each step, what the store looks up with what the states in memory give.
func TestADayFromTheStoreIsTheDayOfTheStates(t *testing.T) {
	defer store.WithSeenStep(2)()
	rapid.Check(t, func(rt *rapid.T) {
		h := newHousehold(t, rt)
		actions := []func(*rapid.T){h.learn, h.learn, h.learn, h.respond, h.respond, h.mark, h.mark, h.mark, h.overrule, h.move, h.undo, h.fit, h.wait, h.wait, h.travel}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			rapid.SampledFrom(actions).Draw(rt, "action")(rt)
			h.compare(rt, 0)
			h.compare(rt, 1)
		}
		h.compareHistories(rt, 0)
		h.compareHistories(rt, 1)
		if rebuilt, err := h.db.Rebuild(ctx); err != nil || rebuilt.Changed != 0 {
			rt.Fatalf("Rebuild = %+v, %v", rebuilt, err)
		}
		whole(rt, h.db)
	})
}

// compare holds a learner's schedule in the store to one in memory.
func (h *household) compare(t *rapid.T, who int) {
	stored, inMemory := h.learner[who].Schedule(ctx), h.states(t, who)
	today := h.clock.today()
	same(t, "Studied", one(t)(stored.Studied(today)), one(t)(inMemory.Studied(today)))
	same(t, "States", one(t)(stored.States(h.keys)), one(t)(inMemory.States(h.keys)))
	same(t, "Due", due(t, stored, today), due(t, inMemory, today))
	same(t, "Hidden", hidden(t, stored, today), hidden(t, inMemory, today))
	for _, wanted := range []session.Wanted{
		{}, {Decks: map[string]bool{"d2": true}}, {Tags: []string{"basic"}}, {Without: map[string]bool{"d1": true}},
	} {
		same(t, fmt.Sprintf("Unseen(%+v)", wanted), unseen(t, stored, h.cards, wanted), unseen(t, inMemory, session.Loaded(h.library), wanted))
	}
}

// compareHistories holds the history of each card to its state.
func (h *household) compareHistories(t *rapid.T, who int) {
	for key, state := range h.states(t, who) {
		history, err := h.learner[who].History(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		checkHistory(t, key, state, history)
	}
}

// checkHistory holds the history of a card to its state.
func checkHistory(t *rapid.T, key string, state session.CardState, history []session.Logged) {
	var last session.CardState
	reviews, lapses := 0, 0
	for _, logged := range history {
		if logged.Kind == session.EventReview && logged.Response.Response.Text == "" {
			t.Fatalf("%s: the history has a review without its response", key)
		}
		if logged.Undone {
			continue
		}
		if logged.Kind == session.EventReset {
			reviews, lapses = 0, 0
		}
		if logged.After.Reviews > logged.Before.Reviews {
			reviews++
		}
		if logged.Lapsed() {
			lapses++
		}
		last = logged.After
	}
	last.Newest, state.Newest = session.ID{}, session.ID{}
	if last != state || reviews != state.Reviews || lapses != state.Lapses {
		t.Fatalf("%s: the history ends with %+v, %d reviews and %d lapses; the state is %+v", key, last, reviews, lapses, state)
	}
}

func one(t *rapid.T) func(map[string]session.CardState, error) map[string]session.CardState {
	return func(states map[string]session.CardState, err error) map[string]session.CardState {
		if err != nil {
			t.Fatal(err)
		}
		return states
	}
}

func due(t *rapid.T, schedule session.Schedule, today scheduler.Day) []string {
	list := []string{}
	err := schedule.Due(today-20, today+20, func(key string, day scheduler.Day) bool {
		list = append(list, fmt.Sprint(key, " ", day))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func hidden(t *rapid.T, schedule session.Schedule, today scheduler.Day) []string {
	list := []string{}
	err := schedule.Hidden(today, func(key string, state session.CardState) bool {
		list = append(list, fmt.Sprintf("%s %+v", key, state))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(list) // the store gives the suspended ones first
	return list
}

func unseen(t *rapid.T, schedule session.Schedule, cards session.Cards, wanted session.Wanted) []string {
	list := []string{}
	err := schedule.Unseen(cards, wanted, func(card deck.Listed, state session.CardState) bool {
		list = append(list, fmt.Sprintf("%s %+v", card.Key(), state))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
