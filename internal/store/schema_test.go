package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"drill/internal/session"
)

// These tests look inside: at migrations to schemas that do not exist yet, and
// at every field of a state.

var ctx = context.Background()

func testOptions() Options {
	return Options{User: "anna", Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }}
}

// withSchema pretends that the next version of drill has one more script.
func withSchema(t *testing.T, script string) {
	released := schemas
	schemas = append(append([]string(nil), schemas...), script)
	t.Cleanup(func() { schemas = released })
}

func oldDatabase(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "drill.db")
	db, err := Open(ctx, path, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Learner(ctx, ""); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnOlderSchemaIsBroughtUpToDateAfterABackup(t *testing.T) {
	path := oldDatabase(t)
	withSchema(t, `ALTER TABLE learner ADD COLUMN email TEXT; CREATE TABLE more (x INTEGER) STRICT;`)
	if _, err := OpenRead(ctx, path, testOptions()); !errors.Is(err, ErrOlderSchema) {
		t.Errorf("OpenRead of the old file = %v, want ErrOlderSchema", err)
	}
	for range 2 {
		db, err := Open(ctx, path, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		if learner, err := db.Learner(ctx, "anna"); err != nil || learner.Name() != "anna" {
			t.Errorf("Learner = %v, %v", learner, err)
		}
		db.Close()
	}
	schemas = schemas[:len(schemas)-1]
	if _, err := Open(ctx, path, testOptions()); !errors.Is(err, ErrNewerSchema) {
		t.Errorf("Open by the old version = %v, want ErrNewerSchema", err)
	}
	backups, err := filepath.Glob(path + ".schema-*")
	if err != nil || len(backups) != 1 {
		t.Fatalf("backups: %v, %v; want one", backups, err)
	}
	old, err := Open(ctx, backups[0], testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if _, err := old.Learner(ctx, "anna"); err != nil {
		t.Error(err)
	}
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	path := oldDatabase(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	withSchema(t, `CREATE TABLE more (x INTEGER) STRICT; DROP TABLE nothing;`)
	if _, err := Open(ctx, path, testOptions()); err == nil || !strings.Contains(err.Error(), "apply schema 4") {
		t.Errorf("Open = %v, want it to name the schema", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the file has changed, %v", err)
	}
}

// A new field of a state must have a column and a place in the log.
func TestEveryFieldOfAStateIsStoredAndLogged(t *testing.T) {
	var state session.CardState
	number := 1
	fillFields(reflect.ValueOf(&state).Elem(), &number)

	text, err := stateText(state)
	if err != nil {
		t.Fatal(err)
	}
	if logged, err := parseState(text); err != nil || logged != state {
		t.Errorf("logged and read back: %+v, %v; want %+v", logged, err, state)
	}
	db, err := Open(ctx, filepath.Join(t.TempDir(), "drill.db"), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	learner, err := db.Learner(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	err = db.write(ctx, "test", func(t *tx) error { return t.putState(learner.id, "deck/q#ask", state) })
	if err != nil {
		t.Fatal(err)
	}
	states, err := learner.States(ctx)
	if err != nil || states["deck/q#ask"] != state {
		t.Errorf("stored and read back: %+v, %v; want %+v", states, err, state)
	}
}

func fillFields(value reflect.Value, number *int) {
	for i := range value.NumField() {
		switch field := value.Field(i); field.Kind() {
		case reflect.Struct:
			fillFields(field, number)
		case reflect.Bool:
			field.SetBool(true)
		case reflect.Float32:
			*number++
			field.SetFloat(float64(*number) + 0.1)
		case reflect.Array:
			for j := range field.Len() {
				field.Index(j).SetUint(uint64(j + 1))
			}
		default:
			*number++
			field.SetInt(int64(*number))
		}
	}
}
