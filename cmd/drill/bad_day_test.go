package main

import (
	"bytes"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// result is what a run of the program left.
type result struct {
	code           string
	stdout, stderr string
}

func runProcess(command *exec.Cmd) result {
	var out, errs bytes.Buffer
	command.Stdout, command.Stderr = &out, &errs
	code := "0"
	if err := command.Run(); err != nil {
		code = exitText(err)
	}
	return result{code, out.String(), errs.String()}
}

// homeWithResponse makes a home in which one response was recorded.
func homeWithResponse(t *testing.T) (home, database string) {
	t.Helper()
	home = t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "sky.toml"), []byte(skyDeck), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := studyIn(t, home, "sun\n:q\n"); r.code != "0" {
		t.Fatalf("first session: %+v", r)
	}
	return home, filepath.Join(home, ".local", "share", "drill", "drill.db")
}

func studyIn(t *testing.T, home, typed string) result {
	t.Helper()
	command := drill(t, home, "study", "--plain", "sky.toml")
	command.Dir = home
	command.Stdin = strings.NewReader(typed)
	return runProcess(command)
}

func (r result) want(t *testing.T, code string, stderr ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %s, want %s\nstdout: %s\nstderr: %s", r.code, code, r.stdout, r.stderr)
	}
	for _, text := range stderr {
		if !strings.Contains(r.stderr, text) {
			t.Errorf("stderr lacks %q:\n%s", text, r.stderr)
		}
	}
}

func execSQL(t *testing.T, database, statement string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", database)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	home, database := homeWithResponse(t)
	execSQL(t, database, `PRAGMA user_version = 99`).Close()
	before, err := os.ReadFile(database)
	if err != nil {
		t.Fatal(err)
	}
	studyIn(t, home, "Mars\n").want(t, "1", "written by a newer version of drill", "drill: hint: ")
	after, err := os.ReadFile(database)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed, error %v", err)
	}
}

func TestLockedDatabaseShowsTheResponseBack(t *testing.T) {
	home, database := homeWithResponse(t)
	execSQL(t, database, `BEGIN IMMEDIATE`)
	r := studyIn(t, home, "Mars\n")
	r.want(t, "1", "locked by another program", "drill: hint: ")
	if !strings.Contains(r.stdout, "Not saved. You typed: Mars") {
		t.Errorf("the response is not shown back:\n%s", r.stdout)
	}
}

// TestFullDiskKeepsWhatWasSaved limits the size of files as a full disk would.
func TestFullDiskKeepsWhatWasSaved(t *testing.T) {
	home, _ := homeWithResponse(t)
	inner := drill(t, home, "study", "--plain", "--new", "9999")
	command := exec.Command("sh", append([]string{"-c", `ulimit -f 400; exec "$@"`, "sh"}, inner.Args...)...)
	command.Env, command.Dir = inner.Env, home
	command.Stdin = strings.NewReader(strings.Repeat("some words\n", 10_000))
	r := runProcess(command)
	r.want(t, "1", "the disk is full", "drill: hint: free some space")
	if !strings.Contains(r.stdout, "Not saved. You typed: some words") {
		t.Errorf("the response is not shown back:\n%.2000s", r.stdout)
	}
	saved := 1 + strings.Count(r.stdout, "\nSaved.")
	report := drill(t, home, "report", "scores", "--format", "csv")
	rows := runProcess(report)
	if got := strings.Count(rows.stdout, ",rubric,"); got != saved+1 { // and the header
		t.Errorf("%d responses are in the log, %d were shown as saved", got-1, saved)
	}
	check := drill(t, home, "db", "check")
	runProcess(check).want(t, "0")
}

func TestTooLongAResponseIsRefusedAndTheSessionGoesOn(t *testing.T) {
	home, _ := homeWithResponse(t)
	r := studyIn(t, home, strings.Repeat("x", 70_000)+"\nMars\n:q\n")
	r.want(t, "0")
	if !strings.Contains(r.stdout, "That response has more than 65536 bytes and was not recorded") || !strings.Contains(r.stdout, "Right.") {
		t.Errorf("the session shows:\n%.2000s", r.stdout)
	}
}

func TestDamagedDatabaseIsFound(t *testing.T) {
	home, database := homeWithResponse(t)
	execSQL(t, database, `UPDATE response SET text = 'another'`).Close()
	check := drill(t, home, "db", "check")
	r := runProcess(check)
	r.want(t, "3")
	if !strings.Contains(r.stdout, "hash") && !strings.Contains(r.stdout, "chain") {
		t.Errorf("the altered row is not told:\n%s", r.stdout)
	}
}
