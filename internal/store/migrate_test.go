package store_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"drill/internal/store"
)

// longSchema is a change of schema that takes a while and writes a lot.
const longSchema = `CREATE TABLE more (x TEXT NOT NULL) STRICT;
	WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60000)
		INSERT INTO more SELECT 'a text of some length, so that it takes place ' || i FROM n;
	ALTER TABLE learner ADD COLUMN email TEXT;`

// changeSchema opens a database as a version of drill with one more schema.
func changeSchema(path string) error {
	defer store.WithSchema(longSchema)()
	db, err := store.Open(ctx, path, newClock().options())
	if err != nil {
		return err
	}
	return db.Close()
}

func changeSchemaShortOfSpace(path string) error {
	limit := syscall.Rlimit{Cur: 1 << 20, Max: 1 << 20}
	if err := ignoringLimit(limit); err != nil {
		return err
	}
	if err := changeSchema(path); !errors.Is(err, store.ErrFull) {
		return errors.Join(errors.New("want ErrFull"), err)
	}
	return nil
}

// TestAChangeOfSchemaThatIsKilledIsDoneOrNot kills it at random moments.
func TestAChangeOfSchemaThatIsKilledIsDoneOrNot(t *testing.T) {
	_, db := sampleDB(t)
	want := logged(t, db)
	db.Close()
	begun := time.Now()
	runChild(t, "change schema", copyOf(t, db.Path()))
	takes := time.Since(begun)
	chance := rand.New(rand.NewPCG(1987, 12))
	old, changed := 0, 0
	for range 8 {
		path := copyOf(t, db.Path())
		child := childCommand("change schema", path)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(chance.Int64N(int64(takes))), func() { child.Process.Kill() })
		child.Wait()
		timer.Stop()
		if again, err := store.Open(ctx, path, newClock().optionsSeeded(3)); errors.Is(err, store.ErrNewerSchema) {
			changed++
			back := store.WithSchema(longSchema)
			again, err = store.Open(ctx, path, newClock().optionsSeeded(3))
			if err != nil {
				t.Fatal(err)
			}
			same(t, "what the new one says", logged(t, again), want)
			again.Close()
			back()
		} else if err != nil {
			t.Fatal(err)
		} else {
			old++
			same(t, "what the old one says", logged(t, again), want)
			if faults := check(t, again).Faults; len(faults) > 0 {
				t.Errorf("Check = %v", faults)
			}
			again.Close()
			runChild(t, "change schema", path)
		}
		backups, err := filepath.Glob(path + ".schema-3-*")
		if err != nil || len(backups) == 0 {
			t.Fatalf("backups %v, %v", backups, err)
		}
		for _, backup := range backups {
			kept := open(t, copyOf(t, backup), newClock().optionsSeeded(4))
			same(t, "what the backup says", logged(t, kept), want)
		}
	}
	t.Logf("%d were left as they were, %d were done", old, changed)
}

func TestAChangeOfSchemaOnAFullDiskLeavesTheOldOne(t *testing.T) {
	_, db := sampleDB(t)
	want := logged(t, db)
	db.Close()
	runChild(t, "change schema short of space", db.Path())
	same(t, "what the old one says", logged(t, open(t, db.Path(), newClock().optionsSeeded(3))), want)
}

func copyOf(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copied := inDir(t, "drill.db")
	write(t, copied, string(text))
	return copied
}
