package store_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"drill/internal/session"
	"drill/internal/store"
)

func TestAMissingFolderAndFileAreMadeForTheirOwnerAlone(t *testing.T) {
	path := inDir(t, "a/b/drill.db")
	open(t, path, newClock().options())
	for name, want := range map[string]fs.FileMode{
		path: 0o600, path + "-wal": 0o600, filepath.Dir(path): 0o700 | fs.ModeDir,
	} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
		}
	}
}

func TestAnOddFileNameNamesThatFile(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	names := []string{"a#b.db", "a?mode=memory.db", "a%41.db", "a b.db", "ü&=;.db", "file:x.db", "-wal", "\xff.db", "a\nb.db"}
	for _, name := range names {
		db := open(t, filepath.Join(dir, name), c.options())
		c.record(t, learner(t, db, ""), "deck/q#ask", 4)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		read, err := store.OpenRead(ctx, filepath.Join(dir, name), c.options())
		if err != nil {
			t.Fatalf("OpenRead(%q): %v", name, err)
		}
		if got := len(states(t, learner(t, read, ""))); got != 1 {
			t.Errorf("%q: %d states, want 1", name, got)
		}
		read.Close()
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := strings.TrimSuffix(strings.TrimSuffix(entry.Name(), "-shm"), "-wal")
		found := name == "" // "-wal" itself
		for _, want := range names {
			found = found || name == want
		}
		if !found {
			t.Errorf("a file %q was made", entry.Name())
		}
	}
}

func TestAPathRelativeToTheFolderWeAreIn(t *testing.T) {
	t.Chdir(t.TempDir())
	db := open(t, "drill.db", newClock().options())
	t.Chdir(t.TempDir())
	newClock().record(t, learner(t, db, ""), "deck/q#ask", 4)
}

func TestOpenReadNeverMakesADatabase(t *testing.T) {
	dir := t.TempDir()
	_, err := store.OpenRead(ctx, filepath.Join(dir, "drill.db"), store.Options{})
	wantError(t, "OpenRead of a missing file", err, fs.ErrNotExist)
	_, err = store.OpenRead(ctx, filepath.Join(dir, "no", "drill.db"), store.Options{})
	wantError(t, "OpenRead in a missing folder", err, fs.ErrNotExist)
	write(t, filepath.Join(dir, "empty.db"), "")
	_, err = store.OpenRead(ctx, filepath.Join(dir, "empty.db"), store.Options{})
	wantError(t, "OpenRead of an empty file", err, fs.ErrNotExist)
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v; want empty.db alone", entries, err)
	}
}

func TestReadingLeavesTheFileAsItWas(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	c.record(t, learner(t, db, ""), "deck/q#ask", 4)
	db.Close()
	before := folderBytes(t, filepath.Dir(path))
	read, err := store.OpenRead(ctx, path, c.options())
	if err != nil {
		t.Fatal(err)
	}
	states(t, learner(t, read, ""))
	read.Close()
	same(t, "the folder afterwards", folderBytes(t, filepath.Dir(path)), before)
}

func TestAnEmptyFileBecomesADatabase(t *testing.T) {
	path := inDir(t, "drill.db")
	write(t, path, "")
	newClock().record(t, learner(t, open(t, path, newClock().options()), ""), "deck/q#ask", 4)
}

func TestWhatIsReadCannotBeWritten(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	read, err := store.OpenRead(ctx, path, c.options())
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	_, err = read.Learner(ctx, "")
	wantError(t, "Learner of a database without any", err, store.ErrNoLearner)
	c.record(t, learner(t, db, ""), "deck/q#ask", 4)
	anna := learner(t, read, "")
	_, err = anna.Record(ctx, c.entry("deck/q#ask", 4, states(t, anna)["deck/q#ask"]))
	wantError(t, "Record", err, store.ErrReadOnly)
	_, err = anna.Undo(ctx, c.today())
	wantError(t, "Undo", err, store.ErrReadOnly)
	_, err = read.Rebuild(ctx)
	wantError(t, "Rebuild", err, store.ErrReadOnly)
	_, err = read.AddLearner(ctx, "Ben")
	wantError(t, "AddLearner", err, store.ErrReadOnly)
	wantError(t, "NewDevice", read.NewDevice(ctx), store.ErrReadOnly)
}

// refused opens a file in both ways, wants the same refusal, and wants the file
// and its folder as they were.
func refused(t *testing.T, path string, want error) {
	t.Helper()
	before := folderBytes(t, filepath.Dir(path))
	for range 2 {
		_, err := store.Open(ctx, path, newClock().options())
		wantError(t, "Open", err, want)
		if err != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("the error does not name the file: %v", err)
		}
		_, err = store.OpenRead(ctx, path, newClock().options())
		wantError(t, "OpenRead", err, want)
	}
	same(t, "the folder afterwards", folderBytes(t, filepath.Dir(path)), before)
}

// folderBytes are the files of a folder, without SQLite's side files that hold
// nothing.
func folderBytes(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(entry.Name(), "-shm") || strings.HasSuffix(entry.Name(), "-wal") && len(text) == 0 {
			continue
		}
		files[entry.Name()] = string(text)
	}
	return files
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestADatabaseOfANewerDrillIsRefusedAndNotTouched(t *testing.T) {
	path := inDir(t, "drill.db")
	open(t, path, newClock().options()).Close()
	db := raw(t, path)
	mustExec(t, db, "PRAGMA user_version = 99")
	db.Close()
	refused(t, path, store.ErrNewerSchema)
}

func TestADatabaseThatBecomesNewerWhileOpenIsNotWrittenTo(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	anna := learner(t, db, "")
	mustExec(t, raw(t, path), "PRAGMA user_version = 99")
	_, err := anna.Record(ctx, c.entry("deck/q#ask", 4, session.CardState{}))
	wantError(t, "Record", err, store.ErrNewerSchema)
}

func TestWhatIsNoDatabaseOfOursIsRefusedAndNotTouched(t *testing.T) {
	t.Run("text", func(t *testing.T) {
		path := inDir(t, "notes.txt")
		write(t, path, strings.Repeat("format = 1\n", 500))
		refused(t, path, store.ErrNotADatabase)
	})
	t.Run("another program's database", func(t *testing.T) {
		path := inDir(t, "anki.db")
		db := raw(t, path)
		mustExec(t, db, "CREATE TABLE cards (id)")
		db.Close()
		refused(t, path, store.ErrNotADatabase)
	})
	t.Run("another program's WAL database with an application id", func(t *testing.T) {
		path := inDir(t, "other.db")
		db := raw(t, path)
		mustExec(t, db, "PRAGMA journal_mode = WAL; PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE t (x)")
		db.Close()
		refused(t, path, store.ErrNotADatabase)
	})
	t.Run("a folder", func(t *testing.T) {
		path := inDir(t, "drill.db")
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		_, err := store.Open(ctx, path, store.Options{})
		wantError(t, "Open", err, store.ErrNotADatabase)
	})
}

func TestADatabaseWithoutOurTablesIsDamaged(t *testing.T) {
	path := inDir(t, "drill.db")
	db := raw(t, path)
	mustExec(t, db, "PRAGMA application_id = 0x6472696c; PRAGMA user_version = 3; CREATE TABLE state (x)")
	db.Close()
	for range 2 {
		_, err := store.Open(ctx, path, newClock().options())
		wantError(t, "Open", err, store.ErrDamaged)
		_, err = store.OpenRead(ctx, path, newClock().options())
		wantError(t, "OpenRead", err, store.ErrDamaged)
	}
}

func TestALockedDatabaseIsWaitedForAndThenReported(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	anna := learner(t, db, "")
	other := raw(t, path)
	other.SetMaxOpenConns(1)
	mustExec(t, other, "BEGIN IMMEDIATE")
	entry := c.entry("deck/q#ask", 4, session.CardState{})
	begun := time.Now()
	_, err := anna.Record(ctx, entry)
	wantError(t, "Record while another writes", err, store.ErrLocked)
	if waited := time.Since(begun); waited < 150*time.Millisecond {
		t.Errorf("waited %v for the lock", waited)
	}
	if _, err := anna.States(ctx); err != nil {
		t.Errorf("reading while another writes: %v", err)
	}
	mustExec(t, other, "ROLLBACK")
	if _, err := anna.Record(ctx, entry); err != nil {
		t.Errorf("Record after the lock is gone: %v", err)
	}
}

func TestManyCanOpenANewFileAtOnce(t *testing.T) {
	path := inDir(t, "drill.db")
	var all sync.WaitGroup
	errs := make(chan error, 8)
	for i := range cap(errs) {
		all.Go(func() {
			o := newClock().optionsSeeded(uint64(i))
			o.Wait = 10 * time.Second
			db, err := store.Open(ctx, path, o)
			if err == nil {
				_, err = db.Learner(ctx, "")
				err = errors.Join(err, db.Close())
			}
			errs <- err
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	learners, err := open(t, path, newClock().options()).Learners(ctx)
	if err != nil || len(learners) != 1 {
		t.Errorf("Learners = %v, %v; want one", learners, err)
	}
}

func TestManyGoroutinesRecordThroughOneHandle(t *testing.T) {
	c := newClock()
	o := c.options()
	o.Random, o.Wait = nil, 20*time.Second
	db := open(t, inDir(t, "drill.db"), o)
	anna := learner(t, db, "")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 5 {
				card := fmt.Sprintf("deck/q%d-%d#ask", i, j)
				if _, err := anna.Record(ctx, c.entry(card, 4, session.CardState{})); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if got := len(states(t, anna)); got != 40 {
		t.Errorf("%d states, want 40", got)
	}
	checkup, err := db.Check(ctx)
	if err != nil || len(checkup.Faults) > 0 || checkup.Rows != 120 {
		t.Errorf("Check = %+v, %v", checkup, err)
	}
}
