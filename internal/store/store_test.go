package store_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"drill/internal/grading"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

var ctx = context.Background()

// clock is a clock that stands until it is moved.
type clock struct{ now time.Time }

func newClock() *clock {
	return &clock{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
}

func (c *clock) Now() time.Time              { return c.now }
func (c *clock) pass(d time.Duration)        { c.now = c.now.Add(d) }
func (c *clock) today() scheduler.Day        { return scheduler.DateOf(c.now) }
func (c *clock) sleep(days int)              { c.now = c.now.AddDate(0, 0, days) }
func (c *clock) options() store.Options      { return c.optionsSeeded(1) }
func chance(seed uint64) io.Reader           { return rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)}) }
func inDir(t testing.TB, name string) string { return filepath.Join(t.TempDir(), name) }

func (c *clock) optionsSeeded(seed uint64) store.Options {
	return store.Options{Now: c.Now, Random: chance(seed), User: "anna", Wait: 200 * time.Millisecond}
}

func open(t testing.TB, path string, o store.Options) *store.DB {
	t.Helper()
	db, err := store.Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func learner(t testing.TB, db *store.DB, name string) *store.Learner {
	t.Helper()
	l, err := db.Learner(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func states(t testing.TB, l *store.Learner) map[string]session.CardState {
	t.Helper()
	states, err := l.States(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return states
}

// entry is a response to a card at the clock's time.
func (c *clock) entry(card string, quality scheduler.Quality, before session.CardState) session.Entry {
	const rubric = `{"points":1}`
	sum := sha256.Sum256([]byte(rubric))
	zone := time.FixedZone("", 3600)
	kind := session.KindStudy
	if !before.New() && before.Last == c.today() {
		kind = session.KindDrill
	}
	return session.Entry{
		Response: session.Response{
			Card: card, Kind: kind, Type: "text", Text: "because of raters", Prompt: "Why?",
			ContentHash: "c0ffee", Started: c.now.Add(-8 * time.Second).In(zone), Answered: c.now.In(zone),
			Day: c.today(), Hints: 1, Seconds: 8,
		},
		Mark: grading.Mark{
			Score: 0.5, Points: 1, MaxPoints: 2,
			Criteria: []grading.CriterionResult{{
				ID: "raters", Outcome: grading.OutcomeHit, Points: 1, MaxPoints: 1,
				Evidence: []grading.Span{{Start: 11, End: 17, Text: "raters", Keyword: "rater*"}},
			}},
			Rejects: []grading.RejectResult{{ID: "hard-coded", Effect: grading.EffectMinus}},
			Reasons: []string{"half"},
			Route:   grading.RouteReview, Derived: true, Rubric: hex.EncodeToString(sum[:]), Engine: grading.Engine,
		},
		Marker: session.MarkerRubric, RubricText: rubric, Quality: quality, Before: before,
	}
}

// record stores a response to a card in the state it is now in.
func (c *clock) record(t testing.TB, l *store.Learner, card string, quality scheduler.Quality) session.Saved {
	t.Helper()
	saved, err := l.Record(ctx, c.entry(card, quality, states(t, l)[card]))
	if err != nil {
		t.Fatalf("Record(%s, %d): %v", card, quality, err)
	}
	return saved
}

func (c *clock) append(t testing.TB, l *store.Learner, e session.Event) session.CardState {
	t.Helper()
	e.Day = c.today()
	state, err := l.Append(ctx, e, states(t, l)[e.Card])
	if err != nil {
		t.Fatalf("Append(%+v): %v", e, err)
	}
	return state
}

func scores(t testing.TB, db *store.DB, f store.Filter) []session.Scored {
	t.Helper()
	var list []session.Scored
	for scored, err := range db.Scores(ctx, f) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, scored)
	}
	return list
}

func wantError(t *testing.T, call string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s = %v, want an error that is %q", call, err, want)
	}
}

// reporter is a *testing.T or a *rapid.T.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

func same(t reporter, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// raw opens the file past the store, to do what the store never does.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func mustExec(t testing.TB, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.Exec(query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func TestWhatIsRecordedIsThereAfterReopening(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	anna := learner(t, db, "")
	entry := c.entry("deck/q#ask", 4, session.CardState{})
	saved, err := anna.Record(ctx, entry)
	if err != nil {
		t.Fatal(err)
	}
	if saved.State.Due != c.today()+1 || saved.State.Newest != saved.Review {
		t.Errorf("Record gave the state %+v", saved.State)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	db = open(t, path, c.options())
	anna = learner(t, db, "anna")
	same(t, "States", states(t, anna), map[string]session.CardState{"deck/q#ask": saved.State})
	if day, ok, err := anna.LastDay(ctx); day != c.today() || !ok || err != nil {
		t.Errorf("LastDay = %v, %v, %v", day, ok, err)
	}
	seconds, err := anna.Seconds(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Seconds", seconds, map[string][]float64{"text": {8}})

	want := entry.Response
	want.ID, want.Learner = saved.Response, anna.ID()
	same(t, "Scores", scores(t, db, store.Filter{}), []session.Scored{{
		Response: want, LearnerName: "anna", Mark: entry.Mark, Marker: session.MarkerRubric,
		MarkedAt: c.now, Given: 4, Quality: 4,
	}})
}

func TestAWriteAboutACardThatHasChangedIsRefused(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	entry := c.entry("deck/q#ask", 4, session.CardState{})
	if _, err := anna.Record(ctx, entry); err != nil {
		t.Fatal(err)
	}
	_, err := anna.Record(ctx, entry)
	wantError(t, "a second Record from the same state", err, session.ErrStale)
	_, err = anna.Append(ctx, session.Event{Kind: session.EventSuspend, Card: "deck/q#ask"}, session.CardState{})
	wantError(t, "Append from the old state", err, session.ErrStale)
	if got := len(scores(t, db, store.Filter{})); got != 1 {
		t.Errorf("the log has %d responses, want 1", got)
	}
}

func TestTwoTerminalsOnOneFileSeeEachOther(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	one := learner(t, open(t, path, c.options()), "")
	two := learner(t, open(t, path, c.optionsSeeded(2)), "")
	if one.ID() != two.ID() {
		t.Fatalf("learners %v and %v of one file", one.ID(), two.ID())
	}
	c.record(t, one, "deck/a#ask", 4)
	c.record(t, two, "deck/b#ask", 2)
	_, err := two.Record(ctx, c.entry("deck/a#ask", 4, session.CardState{}))
	wantError(t, "Record of a card answered elsewhere", err, session.ErrStale)
	c.record(t, two, "deck/a#ask", 1)
	same(t, "States of the other", states(t, one), states(t, two))
}

func TestUndoGoesBackStepByStepAndAcrossReopening(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	anna := learner(t, db, "")
	_, err := anna.Undo(ctx, c.today())
	wantError(t, "Undo of nothing", err, session.ErrNothingToUndo)

	history := []map[string]session.CardState{}
	steps := []func(){
		func() { c.record(t, anna, "deck/a#ask", 5) },
		func() { c.record(t, anna, "deck/b#ask", 2) },
		func() { c.record(t, anna, "deck/b#ask", 3) },
		func() { c.append(t, anna, session.Event{Kind: session.EventBury, Card: "deck/a#ask"}) },
		func() { c.sleep(1); c.record(t, anna, "deck/a#ask", 5) },
		func() { c.append(t, anna, session.Event{Kind: session.EventReset, Card: "deck/a#ask"}) },
	}
	for _, step := range steps {
		history = append(history, states(t, anna))
		step()
	}
	for i, before := range slices.Backward(history) {
		db.Close()
		db = open(t, path, c.options())
		anna = learner(t, db, "")
		undone, err := anna.Undo(ctx, c.today())
		if err != nil {
			t.Fatal(err)
		}
		same(t, "Undone.State", undone.State, states(t, anna)[undone.Card])
		if (undone.Kind == session.EventReview) != (undone.Response == "because of raters") {
			t.Errorf("Undo of a %s gave the response %q", undone.Kind, undone.Response)
		}
		same(t, "States after undoing step "+string(rune('1'+i)), schedules(states(t, anna)), schedules(before))
	}
	_, err = anna.Undo(ctx, c.today())
	wantError(t, "Undo of everything and one more", err, session.ErrNothingToUndo)
	if _, ok, _ := anna.LastDay(ctx); ok {
		t.Error("LastDay still knows a day after everything was taken back")
	}
	if got := len(scores(t, db, store.Filter{})); got != 0 {
		t.Errorf("%d responses hold, want none", got)
	}
	if got := len(scores(t, db, store.Filter{Undone: true})); got != 4 {
		t.Errorf("%d responses in all, want 4", got)
	}
}

// schedules are states without the event that led to them, and without cards of
// which nothing else is known: an undo leaves those traces.
func schedules(states map[string]session.CardState) map[string]session.CardState {
	clean := make(map[string]session.CardState)
	for card, state := range states {
		state.Newest = session.ID{}
		if state != (session.CardState{}) {
			clean[card] = state
		}
	}
	return clean
}

func TestAnOverruleChangesTheQualityAndNeverTheScore(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	saved := c.record(t, anna, "deck/q#ask", 2)
	state := c.append(t, anna, session.Event{
		Kind: session.EventOverrule, Card: "deck/q#ask", Concerns: saved.Review, Quality: 5,
	})
	if state.Repetitions != 1 || state.Quality != 5 || state != states(t, anna)["deck/q#ask"] {
		t.Errorf("after the overrule: %+v", state)
	}
	scored := scores(t, db, store.Filter{})[0]
	if scored.Quality != 5 || !scored.Overruled || scored.Mark.Score != 0.5 {
		t.Errorf("Scores gave quality %d, overruled %v, score %v", scored.Quality, scored.Overruled, scored.Mark.Score)
	}
	if _, err := anna.Undo(ctx, c.today()); err != nil {
		t.Fatal(err)
	}
	scored = scores(t, db, store.Filter{})[0]
	if scored.Quality != 2 || scored.Overruled || scored.Undone {
		t.Errorf("after undoing the overrule: %+v", scored)
	}
}

func TestAnOverruleOfWhatIsNoReviewIsRefused(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	if _, err := db.AddLearner(ctx, "Ben"); err != nil {
		t.Fatal(err)
	}
	ben := learner(t, db, "ben")
	saved := c.record(t, anna, "deck/q#ask", 2)
	of := func(card string, id session.ID) session.Event {
		return session.Event{Kind: session.EventOverrule, Card: card, Concerns: id, Quality: 5}
	}
	for name, err := range map[string]error{
		"another's review": appendErr(t, ben, of("deck/q#ask", saved.Review)),
		"a response":       appendErr(t, anna, of("deck/q#ask", saved.Response)),
		"nothing":          appendErr(t, anna, of("deck/q#ask", session.ID{})),
		"another card's":   appendErr(t, anna, of("deck/other#ask", saved.Review)),
	} {
		wantError(t, "overrule of "+name, err, store.ErrNoReview)
	}
	if _, err := anna.Undo(ctx, c.today()); err != nil {
		t.Fatal(err)
	}
	wantError(t, "overrule of what was undone", appendErr(t, anna, of("deck/q#ask", saved.Review)), store.ErrNoReview)
	if err := appendErr(t, anna, session.Event{Kind: session.EventReview, Card: "deck/q#ask"}); err == nil {
		t.Error("a review could be appended without a response")
	}
}

func appendErr(t *testing.T, l *store.Learner, e session.Event) error {
	_, err := l.Append(ctx, e, states(t, l)[e.Card])
	return err
}

func TestEventsAboutACard(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	const card = "deck/q#ask"
	event := func(kind session.EventKind) session.Event { return session.Event{Kind: kind, Card: card} }

	wantError(t, "setting the due day of a new card",
		appendErr(t, anna, session.Event{Kind: session.EventSetDue, Card: card, Due: 1}), store.ErrNewCard)
	wantError(t, "moving a card without a history",
		appendErr(t, anna, session.Event{Kind: session.EventMove, Card: card, To: "deck/p#ask"}), store.ErrNewCard)

	c.record(t, anna, card, 4)
	if state := c.append(t, anna, event(session.EventSuspend)); !state.Suspended {
		t.Errorf("suspended: %+v", state)
	}
	if state := c.append(t, anna, event(session.EventUnsuspend)); state.Suspended {
		t.Errorf("unsuspended: %+v", state)
	}
	if state := c.append(t, anna, event(session.EventBury)); state.Buried != c.today() {
		t.Errorf("buried: %+v", state)
	}
	if state := c.append(t, anna, session.Event{Kind: session.EventSetDue, Card: card, Due: c.today() + 9}); state.Due != c.today()+9 {
		t.Errorf("due set: %+v", state)
	}
	before := states(t, anna)[card]
	moved := c.append(t, anna, session.Event{Kind: session.EventMove, Card: card, To: "deck/p#ask"})
	before.Newest, moved.Newest = session.ID{}, session.ID{}
	same(t, "the state moved", moved, before)
	if _, ok := states(t, anna)[card]; ok {
		t.Error("the old key still has a state")
	}
	// A move is passed over; the due day that was set goes, at the new key.
	undone, err := anna.Undo(ctx, c.today())
	if err != nil {
		t.Fatal(err)
	}
	if undone.Kind != session.EventSetDue || undone.Card != "deck/p#ask" || undone.State.Due != c.today()+1 || len(states(t, anna)) != 1 {
		t.Errorf("undo after the move: %+v, %v", undone, states(t, anna))
	}
	if state := c.append(t, anna, session.Event{Kind: session.EventReset, Card: "deck/p#ask"}); !state.New() {
		t.Errorf("reset: %+v", state)
	}
}
