package store_test

import (
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"drill/internal/session"
	"drill/internal/store"
)

func restore(t *testing.T, path, backup string, o store.Options) (kept string) {
	t.Helper()
	r, err := store.PrepareRestore(ctx, path, backup, o)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	kept, err = r.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// backedUp is a database that went on after a backup of it.
func backedUp(t *testing.T) (c *clock, db *store.DB, backup string) {
	t.Helper()
	c, db = sampleDB(t)
	backup = inDir(t, "backup.db")
	if err := db.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	c.sleep(1)
	c.record(t, learner(t, db, ""), "deck/later#ask", 4)
	return c, db, backup
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestABackupIsOneFileOfItsOwner(t *testing.T) {
	_, db := sampleDB(t)
	backup := inDir(t, "backup.db")
	if err := db.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	same(t, "the folder", names(t, filepath.Dir(backup)), []string{"backup.db"})
	if info, err := os.Stat(backup); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestABackupTakesThePlaceOfAnotherOnlyWhereThatIsAskedFor(t *testing.T) {
	c, db, backup := backedUp(t)
	wantError(t, "Backup", db.Backup(ctx, backup), fs.ErrExist)
	if err := db.BackupOver(ctx, backup); err != nil {
		t.Fatal(err)
	}
	same(t, "the backup", logged(t, open(t, backup, c.optionsSeeded(5))), logged(t, db))
	wantError(t, "BackupOver of itself", db.BackupOver(ctx, db.Path()), store.ErrSameFile)
}

func TestADamagedDatabaseIsNotBackedUp(t *testing.T) {
	_, db := sampleDB(t)
	mustExec(t, raw(t, db.Path()), `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(learner, card)', '(card, learner)') WHERE name = 'event_card'`)
	dir := t.TempDir()
	wantError(t, "Backup", db.Backup(ctx, filepath.Join(dir, "backup.db")), store.ErrDamaged)
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("it leaves %v", left)
	}
}

func TestARestoredBackupIsWhatItWasAndLosesNothing(t *testing.T) {
	c, db, backup := backedUp(t)
	path := db.Path()
	later := logged(t, db)
	db.Close()
	r, err := store.PrepareRestore(ctx, path, backup, c.optionsSeeded(2))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	newest := c.now
	same(t, "Current", r.Current, store.Holding{Learners: 2, Cards: 5, Responses: 7, Newest: newest, AloneResponses: 1, AloneEvents: 1})
	same(t, "Backup", r.Backup, store.Holding{Learners: 2, Cards: 4, Responses: 6, Newest: newest.AddDate(0, 0, -1)})
	same(t, "the database before Run", logged(t, open(t, path, c.optionsSeeded(3))), later)
	kept, err := r.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	db = open(t, path, c.optionsSeeded(3))
	same(t, "what was restored", logged(t, db), logged(t, open(t, backup, c.optionsSeeded(4))))
	same(t, "what was kept", logged(t, open(t, kept, c.optionsSeeded(4))), later)
	for _, name := range names(t, filepath.Dir(path)) {
		if strings.HasPrefix(name, ".") {
			t.Errorf("%s is left", name)
		}
	}
	// What is done from now on and what was done after the backup come together.
	c.record(t, learner(t, db, ""), "deck/later#ask", 2)
	if _, err := db.Merge(ctx, kept); err != nil {
		t.Fatal(err)
	}
	checkup := check(t, db)
	if len(checkup.Faults) > 0 || len(checkup.Notes) != 1 { // a note would tell of a fork
		t.Errorf("Check = %v, %v", checkup.Faults, checkup.Notes)
	}
}

func TestARestoreIsSeenByThoseWhoHaveTheDatabaseOpen(t *testing.T) {
	c, db, backup := backedUp(t)
	anna := learner(t, db, "")
	entry := c.entry("deck/later#ask", 4, states(t, anna)["deck/later#ask"])
	restore(t, db.Path(), backup, c.optionsSeeded(2))
	if _, there := states(t, anna)["deck/later#ask"]; there {
		t.Error("the card that the backup does not have is still there")
	}
	_, err := anna.Record(ctx, entry)
	wantError(t, "Record of a card that is no longer as it was asked", err, session.ErrStale)
	c.record(t, anna, "deck/later#ask", 4)
	if faults := check(t, db).Faults; len(faults) > 0 {
		t.Errorf("Check = %v", faults)
	}
}

func TestASessionFromBeforeARestoreShowsNoOtherCards(t *testing.T) {
	c, db, backup := backedUp(t)
	cards := catalogued(t, db, library(t, 1))
	restore(t, db.Path(), backup, c.optionsSeeded(2))
	other := open(t, db.Path(), c.optionsSeeded(3))
	catalogued(t, other, library(t, 2)) // takes the place in the catalogue
	key := each(t, catalogued(t, open(t, inDir(t, "x.db"), c.options()), library(t, 1)), session.Wanted{}, 1)[0].Key()
	_, err := cards.Card(key)
	wantError(t, "Card", err, store.ErrEditionGone)
}

func TestARestoreWaitsForNoResponseToBeLost(t *testing.T) {
	c, db, backup := backedUp(t)
	before := logged(t, db)
	r, err := store.PrepareRestore(ctx, db.Path(), backup, c.optionsSeeded(2))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	writer := raw(t, db.Path())
	writer.SetMaxOpenConns(1)
	mustExec(t, writer, "BEGIN IMMEDIATE")
	_, err = r.Run(ctx)
	wantError(t, "Run while another writes", err, store.ErrLocked)
	mustExec(t, writer, "ROLLBACK")
	same(t, "the database", logged(t, db), before)
	// What is recorded between PrepareRestore and Run is in what is kept.
	c.record(t, learner(t, db, ""), "deck/last#ask", 4)
	want := logged(t, db)
	kept, err := r.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "what was kept", logged(t, open(t, kept, c.optionsSeeded(4))), want)
}

func TestARestoreToNothing(t *testing.T) {
	c, _, backup := backedUp(t)
	path := inDir(t, "new/drill.db")
	r, err := store.PrepareRestore(ctx, path, backup, c.options())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	wantError(t, "Unreadable", r.Unreadable, fs.ErrNotExist)
	if kept, err := r.Run(ctx); kept != "" || err != nil {
		t.Errorf("Run = %q, %v", kept, err)
	}
	same(t, "what was restored", logged(t, open(t, path, c.options())), logged(t, open(t, backup, c.optionsSeeded(3))))
}

// TestARestoreOverDamage damages the current database in several ways, also while its
// log holds something.
func TestARestoreOverDamage(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"no header":    func(b []byte) []byte { return append([]byte("nothing at all, I fear"), b[22:]...) },
		"no schema":    func(b []byte) []byte { clear(b[100:4096]); return b },
		"half of it":   func(b []byte) []byte { return b[:len(b)/2] },
		"zeros inside": func(b []byte) []byte { clear(b[3*4096 : 9*4096]); return b },
		"a few bytes":  func(b []byte) []byte { return []byte("drill") },
	} {
		for _, wal := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, a log beside it: %v", name, wal), func(t *testing.T) {
				c, db, backup := backedUp(t)
				path := inDir(t, "drill.db")
				mustExec(t, raw(t, db.Path()), `PRAGMA wal_checkpoint(TRUNCATE)`)
				if wal {
					c.record(t, learner(t, db, ""), "deck/later#ask", 4)
					text, err := os.ReadFile(db.Path() + "-wal")
					if err != nil || len(text) == 0 {
						t.Fatal("no log", err)
					}
					write(t, path+"-wal", string(text))
				} else {
					db.Close()
				}
				whole, err := os.ReadFile(db.Path())
				if err != nil {
					t.Fatal(err)
				}
				write(t, path, string(damage(whole)))
				restore(t, path, backup, c.optionsSeeded(2))
				restored := open(t, path, c.optionsSeeded(3))
				same(t, "what was restored", logged(t, restored), logged(t, open(t, backup, c.optionsSeeded(4))))
				if faults := check(t, restored).Faults; len(faults) > 0 {
					t.Errorf("Check = %v", faults)
				}
			})
		}
	}
}

func TestARestoreOfAnOlderSchemaAndOfAnotherPageSize(t *testing.T) {
	c, db, _ := backedUp(t)
	restore(t, db.Path(), copyOf(t, "testdata/schema-1.db"), c.optionsSeeded(2))
	if faults := check(t, db).Faults; len(faults) > 0 {
		t.Errorf("Check = %v", faults)
	}
	other := inDir(t, "other.db")
	if err := db.Backup(ctx, other); err != nil {
		t.Fatal(err)
	}
	mustExec(t, raw(t, other), `PRAGMA page_size = 8192; VACUUM`)
	want := logged(t, db)
	c.record(t, learner(t, db, "anna"), "deck/z#ask", 4)
	restore(t, db.Path(), other, c.optionsSeeded(3))
	same(t, "what was restored", logged(t, db), want)
}

func TestWhatIsNoWholeBackupIsNotRestored(t *testing.T) {
	c, db, backup := backedUp(t)
	before := folderBytes(t, filepath.Dir(db.Path()))
	tampered := inDir(t, "tampered.db")
	text, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	write(t, tampered, string(text))
	mustExec(t, raw(t, tampered), `UPDATE response SET text = 'better'`)
	newer := inDir(t, "newer.db")
	write(t, newer, string(text))
	mustExec(t, raw(t, newer), `PRAGMA user_version = 99`)
	notes := inDir(t, "notes.txt")
	write(t, notes, strings.Repeat("notes ", 1000))
	link := inDir(t, "link.db")
	if err := os.Symlink(db.Path(), link); err != nil {
		t.Fatal(err)
	}
	for name, refused := range map[string]struct {
		backup string
		want   error
	}{
		"a changed log": {tampered, store.ErrDamaged},
		"a newer one":   {newer, store.ErrNewerSchema},
		"a text":        {notes, store.ErrNotADatabase},
		"itself":        {db.Path(), store.ErrSameFile},
		"a link to it":  {link, store.ErrSameFile},
		"nothing":       {inDir(t, "none.db"), fs.ErrNotExist},
	} {
		_, err := store.PrepareRestore(ctx, db.Path(), refused.backup, c.optionsSeeded(2))
		wantError(t, "PrepareRestore of "+name, err, refused.want)
	}
	same(t, "the folder afterwards", folderBytes(t, filepath.Dir(db.Path())), before)

	anki := inDir(t, "anki.db")
	foreign := raw(t, anki)
	mustExec(t, foreign, "CREATE TABLE cards (id)")
	foreign.Close()
	_, err = store.PrepareRestore(ctx, anki, backup, c.optionsSeeded(2))
	wantError(t, "PrepareRestore over another program's", err, store.ErrNotADatabase)
	_, err = store.PrepareRestore(ctx, newer, backup, c.optionsSeeded(2))
	wantError(t, "PrepareRestore over a newer one", err, store.ErrNewerSchema)
}

func TestRepairMendsWhatIsMadeOfTheLogAndNeverTheLog(t *testing.T) {
	for name, test := range map[string]struct {
		sql    string
		mended bool
	}{
		"states":            {`UPDATE state SET ease = 999; DELETE FROM state WHERE card = 'other/b#ask'`, true},
		"an index":          {`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(learner, card)', '(card, learner)') WHERE name = 'event_card'`, true},
		"the catalogue":     {`DELETE FROM catalogue_body WHERE position = 1`, true},
		"a catalogued card": {`UPDATE catalogue_body SET body = x'00' WHERE position = 1`, true},
		"a lost edition":    {`DELETE FROM catalogue_deck`, true},
		"a response":        {`UPDATE response SET text = 'better' WHERE seq = 1`, false},
		"a row":             {`DELETE FROM mark WHERE seq = 2`, false},
	} {
		t.Run(name, func(t *testing.T) {
			c, db := sampleDB(t)
			catalogued(t, db, library(t, 1))
			want, path := logged(t, db), db.Path()
			db.Close()
			tamper := raw(t, path)
			mustExec(t, tamper, test.sql)
			tamper.Close()
			repaired, err := store.Repair(ctx, path, c.optionsSeeded(2))
			if err != nil || len(repaired.Before.Faults) == 0 {
				t.Fatalf("Repair = %+v, %v", repaired, err)
			}
			if mended := len(repaired.After.Faults) == 0; mended != test.mended {
				t.Errorf("faults before %v, after %v", repaired.Before.Faults, repaired.After.Faults)
			}
			if test.mended {
				same(t, "the database", logged(t, open(t, path, c.optionsSeeded(3))), want)
			}
		})
	}
}

// TestRepairWritesAWholeLogToANewFile destroys pages of each table and index in turn.
// Where the log is whole without them, nothing is lost.
func TestRepairWritesAWholeLogToANewFile(t *testing.T) {
	c, db := sampleDB(t)
	catalogued(t, db, library(t, 1))
	want, path := logged(t, db), db.Path()
	device := check(t, db).Heads[0].Device
	db.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	isLog := regexp.MustCompile(`^(learner|device|local|rubric|response|mark|event)$`)
	mended := 0
	for name, page := range rootPages(t, path) {
		broken := inDir(t, "drill.db")
		text := slices.Clone(whole)
		clear(text[(page-1)*4096 : page*4096])
		write(t, broken, string(text))
		repaired, err := store.Repair(ctx, broken, c.optionsSeeded(2))
		if err != nil {
			wantError(t, "Repair without "+name, err, store.ErrDamaged)
			if !isLog.MatchString(name) {
				t.Errorf("without %s it could not be repaired: %v", name, err)
			}
			continue
		}
		if len(repaired.After.Faults) > 0 {
			if !isLog.MatchString(name) {
				t.Errorf("without %s the faults are left: %v", name, repaired.After.Faults)
			}
			continue
		}
		mended++
		again := open(t, broken, c.optionsSeeded(3))
		same(t, "the database without "+name, logged(t, again), want)
		c.record(t, learner(t, again, ""), "deck/z#ask", 4)
		if heads := check(t, again).Heads; len(heads) != 1 || heads[0].Device != device {
			t.Errorf("without %s it goes on as %v", name, heads)
		}
	}
	if mended < 12 {
		t.Errorf("%d were mended", mended)
	}
	t.Logf("%d were mended", mended)
}

// rootPages are the first pages of the tables and indexes of a database.
func rootPages(t *testing.T, path string) map[string]int {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	pages := make(map[string]int)
	for rows.Next() {
		var name string
		var page int
		if err := rows.Scan(&name, &page); err != nil {
			t.Fatal(err)
		}
		pages[name] = page
	}
	return pages
}
