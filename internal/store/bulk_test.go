package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drill/internal/session"
	"drill/internal/store"
)

// bulk is a response of a file.
func (c *clock) bulk(learner, card, text string) session.Bulk {
	entry := c.entry(card, 0, session.CardState{})
	one := session.Bulk{Learner: learner, Response: entry.Response, Mark: entry.Mark, Marker: entry.Marker, RubricText: entry.RubricText}
	one.Response.Kind, one.Response.Text = session.KindBulk, text
	return one
}

func recorder(t testing.TB, db *store.DB, sitting string) *store.Recorder {
	t.Helper()
	r, err := db.Recorder(ctx, sitting)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func recordBulk(t testing.TB, r *store.Recorder, responses ...session.Bulk) store.Recorded {
	t.Helper()
	recorded, err := r.Record(ctx, responses)
	if err != nil {
		t.Fatal(err)
	}
	return recorded
}

// given are learner, card and text of all responses, in the order of the log.
func given(t testing.TB, db *store.DB) []string {
	t.Helper()
	var list []string
	for _, s := range scores(t, db, store.Filter{}) {
		list = append(list, s.LearnerName+" "+s.Response.Card+" "+s.Response.Text)
	}
	return list
}

func wantSound(t testing.TB, db *store.DB) {
	t.Helper()
	if checkup := check(t, db); len(checkup.Faults) > 0 {
		t.Errorf("Check = %+v", checkup.Faults)
	}
	if rebuilt, err := db.Rebuild(ctx); err != nil || rebuilt.Changed > 0 {
		t.Errorf("Rebuild = %+v, %v; want nothing changed", rebuilt, err)
	}
}

func TestResponsesOfAFileAreScoresAndMoveNoSchedule(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	c.record(t, anna, "deck/q#ask", 4)
	before := states(t, anna)
	recorded := recordBulk(t, recorder(t, db, ""), c.bulk("anna", "deck/q#ask", "one"), c.bulk("Björn", "deck/r#ask", "two"))
	if recorded.Added != 2 || recorded.Before != 0 || len(recorded.Made) != 1 || recorded.Made[0].Name != "Björn" {
		t.Errorf("Record = %+v", recorded)
	}
	same(t, "the states", states(t, anna), before)
	same(t, "the responses", given(t, db), []string{"anna deck/q#ask because of raters", "anna deck/q#ask one", "Björn deck/r#ask two"})
	all := scores(t, db, store.Filter{})
	want := c.bulk("", "deck/r#ask", "two")
	got := all[2]
	same(t, "the mark", got.Mark, want.Mark)
	want.Response.ID, want.Response.Learner = got.Response.ID, learner(t, db, "Björn").ID()
	same(t, "the response", got.Response, want.Response)
	if _, err := anna.Undo(ctx, c.today()); err != nil {
		t.Errorf("Undo = %v, want it to take back the review", err)
	}
	wantSound(t, db)
}

func TestNoResponseOfAFileIsRecordedTwice(t *testing.T) {
	c := newClock()
	path := inDir(t, "drill.db")
	db := open(t, path, c.options())
	file := []session.Bulk{c.bulk("ada", "d/a#ask", "x"), c.bulk("bob", "d/a#ask", "x"), c.bulk("ada", "d/b#ask", "x"), c.bulk("ada", "d/a#ask", "x")}
	first := recorder(t, db, "")
	recordBulk(t, first, file[:2]...)
	recordBulk(t, first, file[2:]...)
	if n := len(given(t, db)); n != 4 {
		t.Fatalf("%d responses, want 4: one that a file has twice was given twice", n)
	}
	c.sleep(30)
	db.Close()
	db = open(t, path, c.optionsSeeded(2))
	mended := append([]session.Bulk{c.bulk("cy", "d/a#ask", "x")}, file...)
	mended[1].Learner, mended[2].Mark.Score = "ADA ", 1
	again := recordBulk(t, recorder(t, db, ""), mended...)
	if again.Added != 1 || again.Before != 4 {
		t.Errorf("with one row more: %+v, want one added", again)
	}
	if other := recordBulk(t, recorder(t, db, "resit"), file...); other.Added != 4 {
		t.Errorf("in another sitting: %+v, want all added", other)
	}
	if third := recordBulk(t, recorder(t, db, ""), append(file, file[0])...); third.Added != 1 {
		t.Errorf("a third time in one file: %+v, want it added", third)
	}
	wantSound(t, db)
}

// Two drills on one database, each begun before the other had stored anything.
func TestTwoRecordersOfOneFileRecordItOnce(t *testing.T) {
	c := newClock()
	path := inDir(t, "drill.db")
	one, other := open(t, path, c.options()), open(t, path, c.optionsSeeded(2))
	a, b := recorder(t, one, ""), recorder(t, other, "")
	file := []session.Bulk{c.bulk("ada", "d/a#ask", "x"), c.bulk("bob", "d/a#ask", "x")}
	recordBulk(t, a, file[0])
	got := recordBulk(t, b, file...)
	if got.Added != 1 || got.Before != 1 || len(got.Made) != 1 {
		t.Errorf("the other: %+v, want bob alone", got)
	}
	if got := recordBulk(t, a, file[1]); got.Before != 1 {
		t.Errorf("the one: %+v, want bob recorded before", got)
	}
	wantSound(t, one)
}

func TestMergedResponsesOfAFileAreKnown(t *testing.T) {
	c := newClock()
	dir := t.TempDir()
	one, other := open(t, filepath.Join(dir, "a.db"), c.options()), open(t, filepath.Join(dir, "b.db"), c.optionsSeeded(2))
	recordBulk(t, recorder(t, one, ""), c.bulk("ada", "d/a#ask", "x"))
	r := recorder(t, other, "")
	if _, err := other.Merge(ctx, one.Path()); err != nil {
		t.Fatal(err)
	}
	if got := recordBulk(t, r, c.bulk("ada", "d/a#ask", "x"), c.bulk("ada", "d/a#ask", "y")); got.Before != 1 || got.Added != 1 {
		t.Errorf("after the merge: %+v", got)
	}
	for range 2 {
		if _, err := one.Merge(ctx, other.Path()); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "both", given(t, one), given(t, other))
	wantSound(t, one)
	wantSound(t, other)
}

func TestLearnersOfAFileAreFoundAsByName(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	r := recorder(t, db, "")
	recorded := recordBulk(t, r, c.bulk("Ada  Lovelace", "d/a#ask", "1"), c.bulk("ada lovelace", "d/a#ask", "2"), c.bulk("STRAßE", "d/a#ask", "3"), c.bulk("straẞe", "d/a#ask", "4"))
	var made []string
	for _, l := range recorded.Made {
		made = append(made, l.Name)
	}
	same(t, "made", made, []string{"anna", "Ada Lovelace", "STRAßE"}) // anna is the default one
	ada := learner(t, db, "ada lovelace")
	recordBulk(t, recorder(t, db, ""), c.bulk(ada.ID().String(), "d/a#ask", "5"))
	if n := len(scores(t, db, store.Filter{Learner: ada.ID()})); n != 3 {
		t.Errorf("%d responses of Ada, want 3", n)
	}
	for name, want := range map[string]error{"": store.ErrLearnerName, "a\nb": store.ErrLearnerName, strings.Repeat("x", 101): store.ErrLearnerName, "nobody yet": nil, "ADA LOVELACE": nil} {
		if err := r.CheckLearner(name); !errors.Is(err, want) {
			t.Errorf("CheckLearner(%q) = %v, want %v", name, err, want)
		}
	}
}

func TestALearnerOfAFileWhoseNameIsOfSeveralIsRefused(t *testing.T) {
	c := newClock()
	dir := t.TempDir()
	one, other := open(t, filepath.Join(dir, "a.db"), c.options()), open(t, filepath.Join(dir, "b.db"), c.optionsSeeded(2))
	learner(t, one, "")
	learner(t, other, "")
	if _, err := one.Merge(ctx, other.Path()); err != nil {
		t.Fatal(err)
	}
	r := recorder(t, one, "")
	wantError(t, "CheckLearner", r.CheckLearner("anna"), store.ErrAmbiguousLearner)
	_, err := r.Record(ctx, []session.Bulk{c.bulk("bob", "d/a#ask", "x"), c.bulk("anna", "d/a#ask", "x")})
	wantError(t, "Record", err, store.ErrAmbiguousLearner)
	if _, err := one.Learner(ctx, "bob"); !errors.Is(err, store.ErrNoLearner) || len(given(t, one)) > 0 {
		t.Errorf("bob is there (%v), or responses are %v; want none of the transaction", err, given(t, one))
	}
}

func TestWhatIsNoResponseOfAFileIsNotRecorded(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	for name, spoil := range map[string]func(*session.Bulk){
		"no card":        func(b *session.Bulk) { b.Response.Card = "" },
		"a review":       func(b *session.Bulk) { b.Response.Kind = session.KindStudy },
		"score 2":        func(b *session.Bulk) { b.Mark.Score = 2 },
		"no marker":      func(b *session.Bulk) { b.Marker = "" },
		"another rubric": func(b *session.Bulk) { b.RubricText += " " },
		"no learner":     func(b *session.Bulk) { b.Learner = " " },
	} {
		one := c.bulk("ada", "d/a#ask", "x")
		spoil(&one)
		if _, err := recorder(t, db, "").Record(ctx, []session.Bulk{c.bulk("ada", "d/b#ask", "x"), one}); err == nil {
			t.Errorf("Record took a response with %s", name)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err := recorder(t, db, "").Record(cancelled, []session.Bulk{c.bulk("ada", "d/a#ask", "x")})
	wantError(t, "Record", err, context.Canceled)
	if checkup := check(t, db); checkup.Rows != 0 {
		t.Errorf("%d rows were stored", checkup.Rows)
	}
	read, err := store.OpenRead(ctx, db.Path(), c.options())
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	_, err = read.Recorder(ctx, "")
	wantError(t, "Recorder", err, store.ErrReadOnly)
}

// However a file is cut into transactions, and wherever recording it breaks off and
// begins again, the log holds each of its rows once.
func TestAFileIsRecordedOnceHoweverItIsCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "drill")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		c := newClock()
		db, err := store.Open(ctx, filepath.Join(dir, "drill.db"), c.options())
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		file := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) session.Bulk {
			return c.bulk(rapid.SampledFrom([]string{"ada", "Ada", "bob"}).Draw(t, "learner"),
				rapid.SampledFrom(cards).Draw(t, "card"), rapid.SampledFrom([]string{"", "x"}).Draw(t, "text"))
		}), 1, 30).Draw(t, "file")
		added := 0
		for added < len(file) {
			r, err := db.Recorder(ctx, "")
			if err != nil {
				t.Fatal(err)
			}
			rest, stop := file, rapid.IntRange(1, 5).Draw(t, "transactions")
			for ; len(rest) > 0 && stop > 0; stop-- {
				n := rapid.IntRange(1, len(rest)).Draw(t, "rows")
				recorded, err := r.Record(ctx, rest[:n])
				if err != nil {
					t.Fatal(err)
				}
				added += recorded.Added
				rest = rest[n:]
			}
		}
		rows := 0
		for _, err := range db.Scores(ctx, store.Filter{}) {
			if err != nil {
				t.Fatal(err)
			}
			rows++
		}
		if rows != len(file) || added != len(file) {
			t.Fatalf("%d rows in the log, %d said to be added, of %d", rows, added, len(file))
		}
	})
}

func BenchmarkRecord1000OfAFile(b *testing.B) {
	c := newClock()
	db := open(b, inDir(b, "drill.db"), c.options())
	r := recorder(b, db, "")
	n := 0
	for b.Loop() {
		var responses []session.Bulk
		for range 1000 {
			n++
			responses = append(responses, c.bulk(fmt.Sprint("student ", n/20), "deck/q#ask", fmt.Sprint("because of raters ", n)))
		}
		recordBulk(b, r, responses...)
	}
}
