package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drill/internal/session"
	"drill/internal/store"
)

// twoComputers are two databases of one person, each with a learner of its own.
func twoComputers(t *testing.T) (c *clock, home, work *store.DB) {
	t.Helper()
	c = newClock()
	dir := t.TempDir()
	home = open(t, filepath.Join(dir, "home.db"), c.options())
	work = open(t, filepath.Join(dir, "work.db"), c.optionsSeeded(2))
	c.record(t, learner(t, home, ""), "deck/a#ask", 4)
	c.pass(1e9)
	c.record(t, learner(t, work, ""), "deck/b#ask", 2)
	c.sleep(1)
	c.record(t, learner(t, work, ""), "deck/a#ask", 4)
	return c, home, work
}

var annaIsAnna = store.Same{Theirs: "anna", Ours: "anna"}

func merge(t *testing.T, into, from *store.DB, same ...store.Same) store.Merged {
	t.Helper()
	merged, err := into.Merge(ctx, from.Path(), same...)
	if err != nil {
		t.Fatal(err)
	}
	return merged
}

func TestLearnersWhoAreOnePersonHaveOneSchedule(t *testing.T) {
	c, home, work := twoComputers(t)
	worker := learner(t, work, "")
	merged := merge(t, home, work, annaIsAnna)
	same(t, "Merge", merged, store.Merged{Learners: 1, Joined: 1, Responses: 2, Marks: 2, Events: 2, Changed: 2})
	anna := learner(t, home, "anna")
	known := states(t, anna)
	if len(known) != 2 || known["deck/a#ask"].Reviews != 2 {
		t.Errorf("States = %+v", known)
	}
	if again := merge(t, home, work, annaIsAnna); again != (store.Merged{}) {
		t.Errorf("Merge again = %+v", again)
	}
	if one := learner(t, home, worker.ID().String()); one.ID() != anna.ID() {
		t.Error("the id of the learner who was joined names another")
	}
	for _, scored := range scores(t, home, store.Filter{Learner: anna.ID()}) {
		if scored.Response.Learner != anna.ID() || scored.LearnerName != "anna" {
			t.Errorf("a response is told to be of %s", scored.Response.Learner)
		}
	}
	if got := len(scores(t, home, store.Filter{Learner: anna.ID()})); got != 3 {
		t.Errorf("%d responses, want 3", got)
	}
	if seconds, err := anna.Seconds(ctx, 10); err != nil || len(seconds["text"]) != 3 {
		t.Errorf("Seconds = %v, %v", seconds, err)
	}
	if day, ok, err := anna.LastDay(ctx); day != c.today() || !ok || err != nil {
		t.Errorf("LastDay = %v, %v, %v", day, ok, err)
	}
	if faults := check(t, home).Faults; len(faults) > 0 {
		t.Errorf("Check = %v", faults)
	}
}

func TestWhatOneOfTwoJoinedLearnersDidIsTheOthersToGoOnWith(t *testing.T) {
	c, home, work := twoComputers(t)
	review := scores(t, work, store.Filter{})[0]
	if review.Response.Card != "deck/b#ask" {
		t.Fatal(review.Response.Card)
	}
	var event session.ID
	for e, err := range learner(t, work, "").Log(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Card == "deck/b#ask" {
			event = e.ID
		}
	}
	merge(t, home, work, annaIsAnna)
	anna := learner(t, home, "")
	c.append(t, anna, session.Event{Kind: session.EventOverrule, Card: "deck/b#ask", Concerns: event, Quality: 5})
	c.append(t, anna, session.Event{Kind: session.EventMove, Card: "deck/b#ask", To: "deck/new#ask"})
	c.sleep(1)
	c.record(t, anna, "deck/new#ask", 5)
	if state := states(t, anna)["deck/new#ask"]; state.Reviews != 2 {
		t.Errorf("the state is %+v", state)
	}
	if undone, err := anna.Undo(ctx, c.today()); err != nil || undone.Card != "deck/new#ask" || undone.State.Reviews != 1 {
		t.Errorf("Undo = %+v, %v", undone, err)
	}
	if faults := check(t, home).Faults; len(faults) > 0 {
		t.Errorf("Check = %v", faults)
	}
}

func TestAJoinIsPassedOnByAMergeAndByAnExport(t *testing.T) {
	c, home, work := twoComputers(t)
	merge(t, home, work, annaIsAnna)
	merged := merge(t, work, home)
	same(t, "Merge back", merged, store.Merged{Learners: 1, Responses: 1, Marks: 1, Events: 2, Changed: 4})
	same(t, "States", states(t, learner(t, work, "")), states(t, learner(t, home, "")))
	third := open(t, inDir(t, "third.db"), c.optionsSeeded(3))
	if _, err := importText(third, export(t, work)); err != nil {
		t.Fatal(err)
	}
	same(t, "States", states(t, learner(t, third, "anna")), states(t, learner(t, home, "")))
	if learners, err := third.Learners(ctx); err != nil || len(learners) != 1 {
		t.Errorf("Learners = %v, %v", learners, err)
	}
}

// Two people may each say that the other's learner is their own, before either
// knows; in the end their databases agree.
func TestJoinsInOppositeDirectionsAgree(t *testing.T) {
	_, home, work := twoComputers(t)
	before := inDir(t, "before.db")
	if err := home.Backup(ctx, before); err != nil {
		t.Fatal(err)
	}
	merge(t, home, work, annaIsAnna)
	if _, err := work.Merge(ctx, before, annaIsAnna); err != nil {
		t.Fatal(err)
	}
	merge(t, home, work)
	merge(t, work, home)
	same(t, "States", states(t, learner(t, work, "anna")), states(t, learner(t, home, "anna")))
	if learner(t, work, "").ID() != learner(t, home, "").ID() {
		t.Error("another learner stands for both in each")
	}
}

func TestAJoinAfterTheMergeAndByIDs(t *testing.T) {
	_, home, work := twoComputers(t)
	anna := learner(t, home, "")
	merge(t, home, work)
	_, err := home.Learner(ctx, "anna")
	wantError(t, "Learner(anna)", err, store.ErrAmbiguousLearner)
	merged := merge(t, home, work, store.Same{Theirs: learner(t, work, "").ID().String(), Ours: anna.ID().String()})
	same(t, "Merge", merged, store.Merged{Joined: 1, Changed: 4})
	if learner(t, home, "anna").ID() != anna.ID() {
		t.Error("anna is another")
	}
}

func TestAJoinOfNobodyChangesNothing(t *testing.T) {
	_, home, work := twoComputers(t)
	before := export(t, home)
	for says, pair := range map[string]store.Same{
		`the other database: "ben"`: {Theirs: "ben", Ours: "anna"},
		`"ben": no such learner`:    {Theirs: "anna", Ours: "ben"},
	} {
		_, err := home.Merge(ctx, work.Path(), pair)
		wantError(t, "Merge", err, store.ErrNoLearner)
		if err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("Merge = %v, want %q in it", err, says)
		}
	}
	if export(t, home) != before {
		t.Error("the database has changed")
	}
}

// TestRecordedResponsesOfAJoinedLearnerAreNotRecordedAgain gives the same file after
// the learner in it was found to be another.
func TestRecordedResponsesOfAJoinedLearnerAreNotRecordedAgain(t *testing.T) {
	c, home, work := twoComputers(t)
	file := []session.Bulk{c.bulk("anna", "deck/a#ask", "one"), c.bulk("anna", "deck/a#ask", "one")}
	recordBulk(t, recorder(t, work, ""), file...)
	merge(t, home, work, annaIsAnna)
	if got := recordBulk(t, recorder(t, home, ""), file...); got.Added != 0 || got.Before != 2 {
		t.Errorf("Record = %+v", got)
	}
}

// TestJoinsDoNotDependOnTheOrderOfEvents gives the same log in another order.
func TestJoinsDoNotDependOnTheOrderOfEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		learners := make([]session.ID, 4)
		for i := range learners {
			learners[i] = session.ID{15: byte(i + 1)}
		}
		var log []session.Event
		for i := range rapid.IntRange(0, 8).Draw(t, "joins") {
			log = append(log, session.Event{
				ID: session.ID{0: byte(i + 1)}, Kind: session.EventJoin,
				Learner: rapid.SampledFrom(learners).Draw(t, "learner"), To: rapid.SampledFrom(learners).Draw(t, "other").String(),
			})
		}
		joined := session.Joined(log)
		same(t, "Joined of the log in another order", session.Joined(rapid.Permutation(log).Draw(t, "order")), joined)
		for learner, one := range joined {
			if _, again := joined[one]; again || learner == one {
				t.Errorf("%s stands for %s, and does not stand for itself", one, learner)
			}
		}
	})
}

// TestALearnerJoinedDuringASessionIsStale lets a session go on with a learner whom
// another process has joined to another meanwhile.
func TestALearnerJoinedDuringASessionIsStale(t *testing.T) {
	c, home, work := twoComputers(t)
	merge(t, home, work)
	worker := learner(t, home, learner(t, work, "").ID().String())
	other := open(t, home.Path(), c.optionsSeeded(7))
	merge(t, other, work, store.Same{Theirs: worker.ID().String(), Ours: learner(t, home, "").ID().String()})
	_, err := worker.Record(ctx, c.entry("deck/new#ask", 4, session.CardState{}))
	wantError(t, "Record", err, session.ErrStale)
	_, err = worker.Undo(ctx, c.today())
	wantError(t, "Undo", err, session.ErrStale)
	again := learner(t, home, worker.ID().String())
	c.record(t, again, "deck/new#ask", 4)
	if faults := check(t, home).Faults; len(faults) > 0 {
		t.Errorf("Check = %v", faults)
	}
}
