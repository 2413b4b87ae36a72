package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

// sampleHistory makes a history with something of every kind in it.
func sampleHistory(t testing.TB, c *clock, db *store.DB) {
	t.Helper()
	anna := learner(t, db, "")
	if _, err := db.AddLearner(ctx, "Björn"); err != nil {
		t.Fatal(err)
	}
	bjorn := learner(t, db, "Björn")
	c.record(t, anna, "deck/a#ask", 4)
	miss := c.record(t, anna, "deck/b#ask", 2)
	c.record(t, bjorn, "deck/a#ask", 5)
	c.append(t, anna, session.Event{Kind: session.EventOverrule, Card: "deck/b#ask", Concerns: miss.Review, Quality: 3})
	c.append(t, anna, session.Event{Kind: session.EventSuspend, Card: "deck/a#ask"})
	c.append(t, anna, session.Event{Kind: session.EventUnsuspend, Card: "deck/a#ask"})
	c.sleep(1)
	c.record(t, anna, "deck/a#ask", 1)
	c.record(t, anna, "deck/a#ask", 4)
	c.append(t, anna, session.Event{Kind: session.EventSetDue, Card: "deck/a#ask", Due: c.today() + 3})
	c.append(t, anna, session.Event{Kind: session.EventMove, Card: "deck/b#ask", To: "other/b#ask"})
	c.append(t, anna, session.Event{Kind: session.EventBury, Card: "other/b#ask"})
	c.append(t, bjorn, session.Event{Kind: session.EventReset, Card: "deck/a#ask"})
	c.record(t, anna, "deck/c#ask", 0)
	if _, err := anna.Undo(ctx, c.today()); err != nil {
		t.Fatal(err)
	}
}

func check(t testing.TB, db *store.DB, known ...store.Head) store.Checkup {
	t.Helper()
	checkup, err := db.Check(ctx, known...)
	if err != nil {
		t.Fatal(err)
	}
	return checkup
}

func TestAWholeDatabaseHasNoFaultsAndSaysWhatCannotBeSeen(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	if checkup := check(t, db); len(checkup.Faults) > 0 || checkup.Rows != 0 {
		t.Errorf("Check of a new database = %+v", checkup)
	}
	sampleHistory(t, c, db)
	checkup := check(t, db)
	if len(checkup.Faults) > 0 || checkup.Rows != 26 || len(checkup.Heads) != 1 || checkup.Heads[0].Seq != 26 {
		t.Errorf("Check = %+v", checkup)
	}
	if len(checkup.Notes) != 1 || !strings.Contains(checkup.Notes[0], "cannot be seen") {
		t.Errorf("Notes = %q", checkup.Notes)
	}
}

func TestTamperingIsNoticed(t *testing.T) {
	for name, test := range map[string]struct{ sql, what, where string }{
		"a response's text":    {`UPDATE response SET text = 'better' WHERE seq = 1`, "row of the log was changed", "response"},
		"a response's day":     {`UPDATE response SET day = day + 1 WHERE seq = 1`, "row of the log was changed", "row 1"},
		"a score":              {`UPDATE mark SET score = 1 WHERE seq = 2`, "row of the log was changed", "mark"},
		"evidence taken away":  {`UPDATE mark SET criteria = NULL WHERE seq = 2`, "row of the log was changed", "mark"},
		"a quality":            {`UPDATE event SET quality = 5 WHERE seq = 3`, "row of the log was changed", "event"},
		"a hash":               {`UPDATE event SET hash = zeroblob(32) WHERE seq = 3`, "row of the log was changed", "event"},
		"a row removed":        {`DELETE FROM mark WHERE seq = 2`, "rows are missing", "before row 3"},
		"the last row removed": {`DELETE FROM event WHERE seq = 26`, "end of a chain is missing", "row 26"},
		"a row slipped in": {`INSERT INTO event SELECT randomblob(16), device, seq, clock, learner, kind, card, response, event,
			5, day, due, moved_to, before, after, hash FROM event WHERE seq = 3`, "row of the log was changed", "event"},
		"a row added at the end": {`INSERT INTO event SELECT randomblob(16), device, 27, clock, learner, kind, card, response, event,
			5, day, due, moved_to, before, after, hash FROM event WHERE seq = 3`, "past its noted end", "after row 26"},
		"the noted end":    {`UPDATE device SET hash = zeroblob(32)`, "end of a chain", "row 26"},
		"a rubric":         {`UPDATE rubric SET text = '{}'`, "text of a rubric was changed", "rubric "},
		"a rubric removed": {`DELETE FROM rubric`, "refer to rows that are missing", "mark, to rubric"},
		"a date":           {`UPDATE response SET started = 'yesterday' WHERE seq = 1`, "damaged", "yesterday"},
		"a state":          {`UPDATE state SET due = due + 1 WHERE card = 'deck/a#ask'`, "not what the log gives", "deck/a#ask"},
		"a state removed":  {`DELETE FROM state WHERE card = 'other/b#ask'`, "not what the log gives", "other/b#ask"},
		"an index":         {`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(learner, card)', '(card, learner)') WHERE name = 'event_card'`, "index does not fit", "event_card"},
	} {
		t.Run(name, func(t *testing.T) {
			c, path := newClock(), inDir(t, "drill.db")
			db := open(t, path, c.options())
			sampleHistory(t, c, db)
			db.Close()
			tamper := raw(t, path)
			mustExec(t, tamper, test.sql)
			tamper.Close()
			checkup := check(t, open(t, path, c.options()))
			for _, fault := range checkup.Faults {
				if strings.Contains(fault.What, test.what) && strings.Contains(fault.Where, test.where) && fault.Remedy != "" {
					return
				}
			}
			t.Errorf("Check = %+v, want %q at %q", checkup.Faults, test.what, test.where)
		})
	}
}

func TestACutTailIsSeenAgainstAHeadNotedElsewhere(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	sampleHistory(t, c, db)
	noted := check(t, db).Heads
	c.record(t, learner(t, db, ""), "deck/z#ask", 4)
	if checkup := check(t, db, noted...); len(checkup.Faults) > 0 {
		t.Errorf("Check against an old head = %+v", checkup.Faults)
	}
	newer := check(t, db).Heads
	db.Close()

	cut := raw(t, path)
	mustExec(t, cut, `DELETE FROM event WHERE seq > 26; DELETE FROM mark WHERE seq > 26; DELETE FROM response WHERE seq > 26;
		DELETE FROM state WHERE card = 'deck/z#ask';
		UPDATE device SET seq = 26, hash = (SELECT hash FROM event WHERE seq = 26)`)
	cut.Close()
	db = open(t, path, c.options())
	if checkup := check(t, db); len(checkup.Faults) > 0 {
		t.Errorf("Check cannot know, and says %+v", checkup.Faults)
	}
	if checkup := check(t, db, newer...); len(checkup.Faults) != 1 {
		t.Errorf("Check against the head = %+v, want one fault", checkup.Faults)
	}
	unknown := store.Head{Device: session.ID{1}, Seq: 1, Hash: make([]byte, 32)}
	if checkup := check(t, db, unknown); len(checkup.Faults) != 1 {
		t.Errorf("Check against an unknown device = %+v, want one fault", checkup.Faults)
	}
}

func TestARebuildPutsWrongStatesRight(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	sampleHistory(t, c, db)
	want := states(t, learner(t, db, "anna"))
	mustExec(t, raw(t, path), `UPDATE state SET ease = 999 WHERE card = 'deck/a#ask'; DELETE FROM state WHERE card = 'other/b#ask';
		INSERT INTO state SELECT learner, 'deck/none#ask', 1, 1, 250, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, newest, 0 FROM state LIMIT 1`)
	rebuilt, err := db.Rebuild(ctx)
	// deck/a#ask is a card of both learners.
	if err != nil || rebuilt.Changed != 4 || rebuilt.Events != 14 || rebuilt.States != 4 {
		t.Errorf("Rebuild = %+v, %v", rebuilt, err)
	}
	same(t, "States", states(t, learner(t, db, "anna")), want)
	if again, err := db.Rebuild(ctx); err != nil || again.Changed != 0 {
		t.Errorf("Rebuild again = %+v, %v", again, err)
	}
}

// Damage that no check reports has done no harm: every response and state that
// is read is what was written.
func TestNoFlippedBitGoesUnnoticedAndDoesHarm(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	sampleHistory(t, c, db)
	want := logged(t, db)
	db.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir, noticed := t.TempDir(), 0
	const step = 211 // a prime, so that all kinds of places are met
	for at := 0; at < len(whole); at += step {
		bytes := append([]byte(nil), whole...)
		bytes[at] ^= 1 << (at % 8)
		damaged := filepath.Join(dir, fmt.Sprintf("%d.db", at))
		write(t, damaged, string(bytes))
		if got := readDamaged(damaged); got == nil {
			noticed++
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("a flipped bit at byte %d went unnoticed:\n%s", at, diff)
		}
	}
	if noticed == 0 {
		t.Error("no damage was ever noticed")
	}
	t.Logf("%d of %d noticed", noticed, len(whole)/step)
}

func TestATruncatedFileIsNoticed(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	sampleHistory(t, c, db)
	db.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	// SQLite takes a file of one byte for an empty one.
	for length := 2; length < len(whole); length += 1777 {
		cut := filepath.Join(dir, fmt.Sprintf("%d.db", length))
		write(t, cut, string(whole[:length]))
		if readDamaged(cut) != nil {
			t.Errorf("the file cut to %d of %d bytes went unnoticed", length, len(whole))
		}
	}
}

// content is what a database says of responses and cards.
type content struct {
	Scores []session.Scored
	States map[string]map[string]session.CardState
}

// readDamaged reads all of a database, or gives nil when anything is reported
// to be wrong with it. It must never panic.
func readDamaged(path string) *content {
	db, err := store.Open(ctx, path, newClock().options())
	if err != nil {
		return nil
	}
	defer db.Close()
	checkup, err := db.Check(ctx)
	found, readErr := read(db)
	if err != nil || readErr != nil || len(checkup.Faults) > 0 {
		return nil
	}
	return found
}

func logged(t *testing.T, db *store.DB) *content {
	t.Helper()
	found, err := read(db)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func read(db *store.DB) (*content, error) {
	found := &content{States: make(map[string]map[string]session.CardState)}
	for scored, err := range db.Scores(ctx, store.Filter{Undone: true}) {
		if err != nil {
			return nil, err
		}
		scored.LearnerName = "" // a name stands in no chain
		found.Scores = append(found.Scores, scored)
	}
	learners, err := db.Learners(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range learners {
		one, err := db.Learner(ctx, l.ID.String())
		if err != nil {
			return nil, err
		}
		if found.States[l.ID.String()], err = one.States(ctx); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func FuzzOpen(f *testing.F) {
	c, path := newClock(), inDir(f, "drill.db")
	db := open(f, path, c.options())
	sampleHistory(f, c, db)
	db.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(whole[:4096])
	f.Add([]byte("SQLite format 3\x00"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		path := inDir(t, "drill.db")
		write(t, path, string(bytes))
		if db, err := store.OpenRead(ctx, path, newClock().options()); err == nil {
			db.Check(ctx)
			db.Close()
		}
		into := open(t, inDir(t, "into.db"), newClock().optionsSeeded(2))
		if _, err := into.Merge(ctx, path); err == nil && len(check(t, into).Faults) > 0 {
			t.Errorf("a merge brought faults: %+v", check(t, into).Faults)
		}
		db, err := store.Open(ctx, path, newClock().options())
		if err != nil {
			return
		}
		defer db.Close()
		db.Check(ctx)
		read(db)
		db.Rebuild(ctx)
		anna, err := db.Learner(ctx, "")
		if err != nil {
			return
		}
		anna.LastDay(ctx)
		anna.Seconds(ctx, 5)
		anna.Undo(ctx, 1)
		anna.Append(ctx, session.Event{Kind: session.EventMove, Card: "deck/a#ask", To: "deck/q#ask"}, session.CardState{})
		anna.Record(ctx, newClock().entry("deck/q#ask", scheduler.MaxQuality, session.CardState{}))
	})
}
