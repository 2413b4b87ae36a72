package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drill/internal/grading"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

// What databases of some size are made of, for tests that disturb commands at work.

// classDB makes a database with responses of a file, and some of study.
func classDB(t *testing.T, path, who string, responses int) {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, path, store.Options{User: who})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	learner, err := db.Learner(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for i := range 20 {
		entry := session.Entry{
			Response: session.Response{
				Card: fmt.Sprintf("d/%s-%d#ask", who, i), Kind: session.KindStudy, Type: "text", Text: fmt.Sprintf("%s says %d", who, i),
				Prompt: "Why?", Started: at, Answered: at, Day: scheduler.DateOf(at), Seconds: 1,
			},
			Mark: grading.Mark{Score: 1, Points: 1, MaxPoints: 1, Route: grading.RouteAutomatic}, Marker: session.MarkerRubric, Quality: 4,
		}
		if _, err := learner.Record(ctx, entry); err != nil {
			t.Fatal(err)
		}
	}
	recorder, err := db.Recorder(ctx, who)
	if err != nil {
		t.Fatal(err)
	}
	var class []session.Bulk
	for i := range responses {
		class = append(class, session.Bulk{
			Learner: fmt.Sprintf("student %d of %s", i%50, who),
			Response: session.Response{
				Card: "d/sun#ask", Kind: session.KindBulk, Type: "text", Text: longResponse(i), Prompt: "Why?",
				Started: at, Answered: at, Day: scheduler.DateOf(at),
			},
			Mark: grading.Mark{Score: 0.5, Points: 1, MaxPoints: 2, Route: grading.RouteAutomatic}, Marker: session.MarkerRubric,
		})
	}
	if _, err := recorder.Record(ctx, class); err != nil {
		t.Fatal(err)
	}
}

// exported is what a database exports, where nothing is wrong with it.
func exported(t *testing.T, path string) string {
	t.Helper()
	db, err := store.OpenRead(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var text bytes.Buffer
	if _, err := db.Export(context.Background(), &text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// faultsOf are the faults of a database.
func faultsOf(t *testing.T, path string) []store.Fault {
	t.Helper()
	db, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	checkup, err := db.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return checkup.Faults
}

func wantWhole(t *testing.T, path string) {
	t.Helper()
	if faults := faultsOf(t, path); len(faults) > 0 {
		t.Errorf("%s has the faults %v", filepath.Base(path), faults)
	}
}

// folderOf copies the files of a folder to a new one.
func folderOf(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Type().IsRegular() {
			copyTo(t, filepath.Join(from, entry.Name()), filepath.Join(to, entry.Name()))
		}
	}
	return to
}

func copyTo(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// disturbed is a command of `drill db`, the folder it works in, and what the folder
// must hold however it ends: before and after are what drill.db may export.
type disturbed struct {
	name          string
	args          []string
	prepare       func(t *testing.T, dir string)
	before, after string
	// holds looks further into the folder; done says that drill.db exports after.
	holds func(t *testing.T, dir string, done bool)
}

// moving are the commands that write, on a folder with the databases drill.db,
// other.db and backup.db, and other.jsonl, which is other.db exported. In the end
// each goes through when it is run again.
func moving(t *testing.T, base string) []disturbed {
	t.Helper()
	now := exported(t, filepath.Join(base, "drill.db"))
	backup := exported(t, filepath.Join(base, "backup.db"))
	merged := folderOf(t, base)
	runProcess(drill(t, merged, "db", "merge", "--db", filepath.Join(merged, "drill.db"), filepath.Join(merged, "other.db"))).want(t, "0")
	union := exported(t, filepath.Join(merged, "drill.db"))
	onceWhole := func(t *testing.T, dir string, _ bool) { wantWhole(t, filepath.Join(dir, "drill.db")) }
	spoil := func(sql string) func(*testing.T, string) {
		return func(t *testing.T, dir string) { execSQL(t, filepath.Join(dir, "drill.db"), sql).Close() }
	}
	return []disturbed{
		{name: "merge", args: []string{"db", "merge", "other.db"}, before: now, after: union, holds: onceWhole},
		{name: "import", args: []string{"db", "import", "other.jsonl"}, before: now, after: union, holds: onceWhole},
		{name: "restore", args: []string{"db", "restore", "--yes", "backup.db"}, before: now, after: backup, holds: func(t *testing.T, dir string, done bool) {
			wantWhole(t, filepath.Join(dir, "drill.db"))
			kept := glob(t, filepath.Join(dir, "drill.db.before-restore-*"))
			if done && len(kept) == 0 {
				t.Error("nothing was kept")
			}
			for _, path := range kept {
				if exported(t, path) != now {
					t.Error("what was kept is not what was there")
				}
			}
		}},
		{name: "backup", args: []string{"db", "backup", "--force", "backup.db"}, before: now, after: now, holds: func(t *testing.T, dir string, _ bool) {
			wantWhole(t, filepath.Join(dir, "drill.db"))
			if text := exported(t, filepath.Join(dir, "backup.db")); text != now && text != backup {
				t.Error("the backup is neither the old one nor the new one")
			}
		}},
		{name: "rebuild", args: []string{"db", "rebuild"}, prepare: spoil(`UPDATE state SET ease = 999`), before: now, after: now, holds: onlyMendable},
		{name: "repair", args: []string{"db", "check", "--repair"}, prepare: func(t *testing.T, dir string) {
			spoil(`UPDATE state SET ease = 999; PRAGMA writable_schema = ON;
				UPDATE sqlite_schema SET sql = replace(sql, '(learner, card)', '(card, learner)') WHERE name = 'event_card'`)(t, dir)
		}, before: now, after: now, holds: onlyMendable},
		{name: "repair by writing anew", args: []string{"db", "check", "--repair"}, prepare: wreckStates, before: now, after: now, holds: onlyMendable},
		{name: "change of schema", args: []string{"db", "rebuild"}, prepare: func(t *testing.T, dir string) {
			downgrade(t, filepath.Join(dir, "drill.db"))
		}, after: now, holds: func(t *testing.T, dir string, done bool) {
			wantWhole(t, filepath.Join(dir, "drill.db")) // which changes it
			for _, kept := range glob(t, filepath.Join(dir, "drill.db.schema-1-*")) {
				copied := filepath.Join(t.TempDir(), "kept.db")
				copyTo(t, kept, copied)
				wantWhole(t, copied)
			}
		}},
	}
}

func onlyMendable(t *testing.T, dir string, _ bool) {
	for _, fault := range faultsOf(t, filepath.Join(dir, "drill.db")) {
		if !fault.Mendable {
			t.Errorf("it has the fault %+v", fault)
		}
	}
}

// downgrade takes a database back to the schema of the first release.
func downgrade(t *testing.T, path string) {
	t.Helper()
	execSQL(t, path, `DROP INDEX catalogue_card_found; DROP INDEX event_ruling; DROP INDEX event_join; DROP TABLE catalogue_seen; DROP TABLE catalogue_pool; DROP TABLE catalogue_body; DROP TABLE catalogue_card;
		DROP TABLE catalogue_place; DROP TABLE catalogue_deck; PRAGMA user_version = 1`).Close()
}

// wreckStates destroys the page that the table of card states begins with.
func wreckStates(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, "drill.db")
	db := execSQL(t, path, `SELECT 1`)
	var page int64
	if err := db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'state'`).Scan(&page); err != nil {
		t.Fatal(err)
	}
	db.Close()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteAt(make([]byte, 4096), (page-1)*4096); err != nil {
		t.Fatal(err)
	}
}

// movingBase makes the folder that moving is about.
func movingBase(t *testing.T, responses int) string {
	t.Helper()
	base := t.TempDir()
	at := func(name string) string { return filepath.Join(base, name) }
	classDB(t, at("drill.db"), "ada", responses)
	classDB(t, at("other.db"), "eve", responses)
	runProcess(drill(t, base, "db", "backup", "--db", at("drill.db"), at("backup.db"))).want(t, "0")
	runProcess(drill(t, base, "learner", "add", "--db", at("drill.db"), "Zoe")).want(t, "0")
	runProcess(drill(t, base, "db", "export", "--db", at("other.db"), at("other.jsonl"))).want(t, "0")
	return base
}

// wantEitherWay looks at what a disturbed command has left, and gives whether it was
// done.
func (d disturbed) wantEitherWay(t *testing.T, dir string) (done bool) {
	t.Helper()
	database := filepath.Join(dir, "drill.db")
	if d.before != "" && !strings.HasPrefix(d.name, "repair") {
		switch exported(t, database) {
		case d.after:
			done = true
		case d.before:
		default:
			t.Errorf("%s: the database is neither as it was nor as it was to be", d.name)
		}
	}
	d.holds(t, dir, done && d.before != d.after)
	return done
}

// again runs the command once more, undisturbed, and wants it to be done. It gives
// how long that took.
func (d disturbed) again(t *testing.T, dir string) (took time.Duration) {
	t.Helper()
	command := drill(t, dir, d.args...)
	command.Dir = dir
	command.Env = append(command.Env, "DRILL_DB=drill.db")
	begun := time.Now()
	runProcess(command).want(t, "0")
	took = time.Since(begun)
	if exported(t, filepath.Join(dir, "drill.db")) != d.after {
		t.Errorf("%s: run again, it does not do what it is to do", d.name)
	}
	wantWhole(t, filepath.Join(dir, "drill.db"))
	return took
}
