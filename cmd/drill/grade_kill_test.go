package main

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"drill/internal/store"
)

const (
	killedRows = 12_000
	students   = 300
)

// TestKilledRecordingGoesOnWhereItEnded ends drill with SIGKILL while it records a
// file, again and again on one database. Each time the log must be whole and hold
// the beginning of the file, in whole transactions; in the end it holds each row once.
func TestKilledRecordingGoesOnWhereItEnded(t *testing.T) {
	manyProcesses(t)
	home := t.TempDir()
	database := filepath.Join(home, "drill.db")
	deck, file := filepath.Join(home, "d.toml"), filepath.Join(home, "class.csv")
	rows := []string{"learner,question,response"}
	for i := range killedRows {
		rows = append(rows, fmt.Sprintf("student %d,sun,%s", i%students, longResponse(i)))
	}
	for path, text := range map[string]string{deck: sunDeck, file: strings.Join(rows, "\n") + "\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"grade", "--deck", deck, "--record", "--db", database, file}
	chance := rand.New(rand.NewPCG(1987, 12))
	recorded, broken := 0, 0
	for range 6 {
		before := recorded
		killRecording(t, drill(t, home, args...), before+chance.IntN(2*recordedAtOnce), chance)
		recorded = checkBeginning(t, database, students)
		if recorded > before && recorded < killedRows {
			broken++
		}
	}
	t.Logf("%d of the kills left more of the file than there was, the last %d rows", broken, recorded)
	if broken == 0 {
		t.Errorf("no kill came while responses were being recorded; the last left %d", recorded)
	}
	said, err := drill(t, home, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	want := fmt.Sprintf("drill: %d responses recorded; %d recorded before, and left as recorded\n", killedRows-recorded, recorded)
	if recorded == 0 || !regexp.MustCompile(`(?m)^`+want).Match(said) {
		t.Errorf("it says\n%.200s…\nand not %s", said[max(0, len(said)-600):], want)
	}
	if n := checkBeginning(t, database, students); n != killedRows {
		t.Errorf("%d responses, want %d", n, killedRows)
	}
}

// longResponse makes blocks of rows so long that there are some dozens of the file.
func longResponse(i int) string {
	return fmt.Sprintf("response %d: ", i) + strings.Repeat("the moon ", 25)
}

// killRecording kills drill soon after a number of rows has come out.
func killRecording(t *testing.T, command *exec.Cmd, rows int, chance *rand.Rand) {
	t.Helper()
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	delay := time.Duration(chance.IntN(40)) * time.Millisecond
	seen := 0
	for lines := bufio.NewScanner(out); lines.Scan(); seen++ {
		if seen == rows {
			time.AfterFunc(delay, func() { command.Process.Kill() })
		}
	}
	command.Wait()
}

// checkBeginning makes sure that the log is sound and holds the first rows of the
// file, each once, and gives how many. Students take turns.
func checkBeginning(t *testing.T, database string, students int) (rows int) {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, database, store.Options{User: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	checkup, err := db.Check(ctx)
	if err != nil || len(checkup.Faults) > 0 {
		t.Fatalf("after a kill: faults %v, error %v", checkup.Faults, err)
	}
	for scored, err := range db.Scores(ctx, store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.TrimSpace(longResponse(rows)); strings.TrimSpace(scored.Response.Text) != want || scored.LearnerName != fmt.Sprintf("student %d", rows%students) {
			t.Fatalf("row %d of the log is %q of %s, want %q", rows, scored.Response.Text, scored.LearnerName, want)
		}
		rows++
	}
	if rows%recordedAtOnce != 0 {
		t.Errorf("%d responses are no whole transactions of %d", rows, recordedAtOnce)
	}
	return rows
}

// TestInterruptedRecordingSaysHowToGoOn interrupts drill while the pipe that it reads
// from keeps it waiting.
func TestInterruptedRecordingSaysHowToGoOn(t *testing.T) {
	home := t.TempDir()
	deck, database := filepath.Join(home, "d.toml"), filepath.Join(home, "drill.db")
	if err := os.WriteFile(deck, []byte(sunDeck), 0o600); err != nil {
		t.Fatal(err)
	}
	command := drill(t, home, "grade", "--deck", deck, "--record", "--db", database)
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	command.Stderr = &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		fmt.Fprintln(in, "learner,question,response")
		for i := range 2 * recordedAtOnce {
			fmt.Fprintf(in, "student 0,sun,%s\n", longResponse(i))
		}
	}()
	seen := 0
	for lines := bufio.NewScanner(out); lines.Scan(); seen++ {
		if seen == recordedAtOnce+1 { // so that a thousand are recorded
			command.Process.Signal(os.Interrupt)
		}
	}
	if err := command.Wait(); err == nil || exitText(err) != "130" {
		t.Errorf("drill ended with %v, want exit code 130", err)
	}
	rows := checkBeginning(t, database, 1)
	want := fmt.Sprintf("drill: 2 learners made: ada, student 0\ndrill: %d responses recorded\ndrill: note: the same command goes on where this one ended\n", rows)
	if rows == 0 || said.String() != want {
		t.Errorf("it says\n%s\nand not\n%s", said.String(), want)
	}
}
