package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// AppendForTest appends an event of a kind that this version does not know, about no
// card.
func (db *DB) AppendForTest(ctx context.Context, l *Learner, kind, to string) error {
	return db.write(ctx, "test", func(t *tx) error {
		id, err := t.newID()
		if err != nil {
			return err
		}
		return t.add(events, id, l.id[:], kind, "", nil, nil, nil, int64(20000), nil, to, "{}", "{}")
	})
}

// WithSeenStep lets the mark where new cards begin lag behind by other than seenStep cards.
func WithSeenStep(step int64) (back func()) {
	usual := seenStep
	seenStep = step
	return func() { seenStep = usual }
}

// WithSchema lets this process be a version of drill with one more schema.
func WithSchema(script string) (back func()) {
	released := schemas
	schemas = append(slices.Clone(schemas), script)
	return func() { schemas = released }
}

func TestOnlyTheNewestBackupsBeforeAChangeOfSchemaAreKept(t *testing.T) {
	path := oldDatabase(t)
	other := path + ".before-restore-20200101T000000"
	for _, made := range []string{
		path + ".schema-1-20200101T000000", path + ".schema-2-20190101T000000",
		path + ".schema-10-20210101T000000", path + ".schema-3-20220101T000000-2", other,
	} {
		if err := os.WriteFile(made, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	withSchema(t, `CREATE TABLE more (x INTEGER) STRICT;`)
	db, err := Open(ctx, path, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	var kept []string
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		kept = append(kept, entry.Name())
	}
	want := []string{
		"drill.db", "drill.db.before-restore-20200101T000000", "drill.db.schema-10-20210101T000000",
		"drill.db.schema-3-20220101T000000-2", "drill.db.schema-3-20261123T090000",
	}
	if !slices.Equal(kept, want) {
		t.Errorf("the folder holds\n%v, want\n%v", kept, want)
	}
}

func TestTwoBackupsOfOneSecondHaveTwoNames(t *testing.T) {
	path := oldDatabase(t)
	db, err := Open(ctx, path, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	one, errOne := db.backupBeside(ctx, "test")
	two, errTwo := db.backupBeside(ctx, "test")
	if errOne != nil || errTwo != nil || one == two {
		t.Errorf("%s, %v; %s, %v", one, errOne, two, errTwo)
	}
}

// TestFoldersOfKilledProcessesAreRemovedAfterADay leaves two, one of them old.
func TestFoldersOfKilledProcessesAreRemovedAfterADay(t *testing.T) {
	path := oldDatabase(t)
	dir := filepath.Dir(path)
	young, old := filepath.Join(dir, stagePrefix+"1"), filepath.Join(dir, stagePrefix+"2")
	for _, made := range []string{young, old} {
		if err := os.Mkdir(made, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	db, err := Open(ctx, path, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Backup(ctx, filepath.Join(dir, "backup.db")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("the young one is gone")
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("the old one is still there")
	}
}
