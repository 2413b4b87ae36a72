package store_test

import (
	"bytes"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drill/internal/session"
	"drill/internal/store"
)

func TestMergingTwoLearnersOfOneNameKeepsBoth(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	home := open(t, filepath.Join(dir, "home.db"), c.options())
	class := open(t, filepath.Join(dir, "class.db"), c.optionsSeeded(2))
	c.sleep(-30) // the class began before
	other := learner(t, class, "")
	c.record(t, other, "deck/b#ask", 2)
	c.sleep(30)
	mine := learner(t, home, "")
	c.record(t, mine, "deck/a#ask", 4)

	merged, err := home.Merge(ctx, class.Path())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Merge", merged, store.Merged{Learners: 1, Responses: 1, Marks: 1, Events: 1, Changed: 1})
	if learner(t, home, "").ID() != mine.ID() {
		t.Error("after the merge another learner is the default")
	}
	_, err = home.Learner(ctx, "anna")
	wantError(t, "Learner(anna)", err, store.ErrAmbiguousLearner)
	if err != nil && !strings.Contains(err.Error(), other.ID().String()) {
		t.Errorf("the error does not give the ids: %v", err)
	}
	for _, l := range []*store.Learner{mine, other} {
		if got := len(states(t, learner(t, home, l.ID().String()))); got != 1 {
			t.Errorf("learner %s has %d states, want 1", l.ID(), got)
		}
	}
	if _, err := mine.Undo(ctx, c.today()); err != nil {
		t.Fatal(err)
	}
	_, err = learner(t, home, other.ID().String()).Undo(ctx, c.today())
	wantError(t, "Undo of what another device did", err, session.ErrNothingToUndo)
}

func TestTheDefaultLearnerOfAMergedFileStays(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	first := open(t, filepath.Join(dir, "1.db"), c.options())
	want := learner(t, first, "")
	c.sleep(-30)
	older := open(t, filepath.Join(dir, "2.db"), c.optionsSeeded(2))
	learner(t, older, "")
	empty := open(t, filepath.Join(dir, "3.db"), c.optionsSeeded(3))
	for _, db := range []*store.DB{first, older} {
		if _, err := empty.Merge(ctx, db.Path()); err != nil {
			t.Fatal(err)
		}
	}
	if got := learner(t, empty, ""); got.ID() != want.ID() {
		t.Errorf("the default learner became the one of the file merged last")
	}
}

func TestAMergeThatContradictsChangesNothing(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	one := open(t, filepath.Join(dir, "1.db"), c.options())
	two := open(t, filepath.Join(dir, "2.db"), c.options()) // the same ids
	c.record(t, learner(t, one, ""), "deck/a#ask", 4)
	c.record(t, learner(t, two, ""), "deck/b#ask", 4)
	before := logged(t, one)
	_, err := one.Merge(ctx, two.Path())
	wantError(t, "Merge", err, store.ErrConflict)
	same(t, "the database afterwards", logged(t, one), before)
}

func TestADamagedDatabaseIsNotMerged(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	one := open(t, filepath.Join(dir, "1.db"), c.options())
	c.record(t, learner(t, one, ""), "deck/a#ask", 4)
	before := logged(t, one)
	for name, sql := range map[string]string{
		"a changed response": `UPDATE response SET text = 'better'`,
		"a row missing":      `DELETE FROM mark`,
		"an unreadable date": `UPDATE response SET answered = 'never'`,
		"a changed rubric":   `UPDATE rubric SET text = 'none'`,
	} {
		two := open(t, inDir(t, "2.db"), c.optionsSeeded(2))
		c.record(t, learner(t, two, ""), "deck/b#ask", 4)
		mustExec(t, raw(t, two.Path()), sql)
		_, err := one.Merge(ctx, two.Path())
		wantError(t, "Merge of "+name, err, store.ErrDamaged)
	}
	_, err := one.Merge(ctx, filepath.Join(dir, "none.db"))
	wantError(t, "Merge of a missing file", err, fs.ErrNotExist)
	same(t, "the database afterwards", logged(t, one), before)
}

func TestABackupIsWholeAndOverwritesNothing(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	db := open(t, filepath.Join(dir, "drill.db"), c.options())
	sampleHistory(t, c, db)
	backup := filepath.Join(dir, "backup.db")
	if err := db.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	wantError(t, "Backup over a file", db.Backup(ctx, backup), fs.ErrExist)
	want := logged(t, db)
	c.record(t, learner(t, db, ""), "deck/a#ask", 4)
	same(t, "the backup", logged(t, open(t, backup, c.options())), want)
}

// TestAnIndexThatSaysOtherThanItsTableIsNotMerged changes ids of events in each place
// where the file holds them: in the table, or in an index alone, where what is read
// depends on the way it is read. Nothing of it comes in.
func TestAnIndexThatSaysOtherThanItsTableIsNotMerged(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	sampleHistory(t, c, db)
	db.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, id := range eventIDs(t, path) {
		for at := bytes.Index(whole, id); at >= 0; {
			changed := bytes.Clone(whole)
			changed[at+3] ^= 0xff
			other := inDir(t, "other.db")
			write(t, other, string(changed))
			into := open(t, inDir(t, "into.db"), newClock().optionsSeeded(2))
			if _, err := into.Merge(ctx, other); err != nil {
				refused++
			} else if faults := check(t, into).Faults; len(faults) > 0 {
				t.Errorf("changed at byte %d: a merge brought %v", at, faults)
			}
			into.Close()
			next := bytes.Index(whole[at+1:], id)
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
	if refused < 10 {
		t.Errorf("%d merges were refused", refused)
	}
}

// eventIDs are the ids of the first few events of a database.
func eventIDs(t *testing.T, path string) [][]byte {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT id FROM event NOT INDEXED LIMIT 6`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var ids [][]byte
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

func TestADatabaseOfAnOlderSchemaIsMergedAndNotTouched(t *testing.T) {
	c, into := sampleDB(t)
	old := inDir(t, "old.db")
	text, err := os.ReadFile("testdata/schema-1.db")
	if err != nil {
		t.Fatal(err)
	}
	write(t, old, string(text))
	upToDate := inDir(t, "new.db")
	write(t, upToDate, string(text))
	want := logged(t, open(t, upToDate, c.optionsSeeded(3)))
	empty := open(t, inDir(t, "empty.db"), c.optionsSeeded(2))
	merged, err := empty.Merge(ctx, old)
	if err != nil || merged.Responses == 0 {
		t.Fatalf("Merge = %+v, %v", merged, err)
	}
	same(t, "what was merged", logged(t, empty), want)
	same(t, "the folder of the old one", folderBytes(t, filepath.Dir(old)), map[string]string{"old.db": string(text)})
	if faults := check(t, into).Faults; len(faults) > 0 {
		t.Error(faults)
	}
}

func TestADatabaseOfANewerDrillIsNotMerged(t *testing.T) {
	_, db := sampleDB(t)
	before := export(t, db)
	newer := inDir(t, "newer.db")
	if err := db.Backup(ctx, newer); err != nil {
		t.Fatal(err)
	}
	mustExec(t, raw(t, newer), "PRAGMA user_version = 99")
	_, err := db.Merge(ctx, newer)
	wantError(t, "Merge", err, store.ErrNewerSchema)
	if export(t, db) != before {
		t.Error("the database has changed")
	}
}

func TestADatabaseIsNotMergedIntoItself(t *testing.T) {
	_, db := sampleDB(t)
	link := inDir(t, "link.db")
	if err := os.Symlink(db.Path(), link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{db.Path(), link} {
		_, err := db.Merge(ctx, path)
		wantError(t, "Merge", err, store.ErrSameFile)
	}
}

// TestAClockYearsAheadIsMergedWith takes in what a computer wrote whose clock was wrong:
// what comes later still comes later in the log, and states agree.
func TestAClockYearsAheadIsMergedWith(t *testing.T) {
	for name, days := range map[string]int{"ahead": 9000, "behind": -9000} {
		t.Run(name, func(t *testing.T) {
			c, home, work := twoComputers(t)
			wrong := newClock()
			wrong.sleep(days)
			merge(t, work, home, annaIsAnna)
			work.Close()
			work = open(t, work.Path(), wrong.optionsSeeded(4))
			wrong.record(t, learner(t, work, "anna"), "deck/a#ask", 4)
			wrong.record(t, learner(t, work, "anna"), "deck/wrong#ask", 4)
			merge(t, home, work)
			c.sleep(1)
			c.record(t, learner(t, home, "anna"), "deck/b#ask", 4)
			merge(t, work, home)
			same(t, "States", states(t, learner(t, work, "anna")), states(t, learner(t, home, "anna")))
			for _, db := range []*store.DB{home, work} {
				if faults := check(t, db).Faults; len(faults) > 0 {
					t.Errorf("Check = %v", faults)
				}
				list := scores(t, db, store.Filter{})
				if newest := list[len(list)-1].Response; newest.Card != "deck/b#ask" {
					t.Errorf("the newest response is to %s", newest.Card)
				}
			}
		})
	}
}

// TestEventsOfKindsThatAreNotKnownAreCarriedAlong writes an event that only a later
// version makes, within a schema that this one knows.
func TestEventsOfKindsThatAreNotKnownAreCarriedAlong(t *testing.T) {
	c, db := sampleDB(t)
	if err := db.AppendForTest(ctx, learner(t, db, ""), "weights", `{"w":[1,2]}`); err != nil {
		t.Fatal(err)
	}
	text := export(t, db)
	if !strings.Contains(text, `"kind":"weights","card":"","day":`) {
		t.Fatal("the event is not exported")
	}
	merged, imported := open(t, inDir(t, "1.db"), c.optionsSeeded(2)), open(t, inDir(t, "2.db"), c.optionsSeeded(3))
	merge(t, merged, db)
	if _, err := importText(imported, text); err != nil {
		t.Fatal(err)
	}
	for _, other := range []*store.DB{merged, imported} {
		if export(t, other) != text {
			t.Error("it is not as it was")
		}
		same(t, "States", states(t, learner(t, other, "anna")), states(t, learner(t, db, "anna")))
		if faults := check(t, other).Faults; len(faults) > 0 {
			t.Errorf("Check = %v", faults)
		}
	}
}
