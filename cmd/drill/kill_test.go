package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drill/internal/session"
	"drill/internal/store"
)

const kills = 50

// TestKilledSessionsLoseNothingSaved ends the real process with SIGKILL at a
// random moment of a study session, fifty times on one database. Each time,
// everything that was shown as saved must be in the log, the file and its
// chains must be whole, and a replay of the log must give the states that are
// stored.
func TestKilledSessionsLoseNothingSaved(t *testing.T) {
	manyProcesses(t)
	home := t.TempDir()
	database := filepath.Join(home, ".local", "share", "drill", "drill.db")
	chance := rand.New(rand.NewPCG(1987, 12))
	saved := make(map[string]bool)
	for round := range kills {
		for _, text := range studyUntilKilled(t, home, round, chance) {
			saved[text] = true
		}
		checkNothingLost(t, database, saved)
	}
	if len(saved) < kills {
		t.Errorf("only %d responses were saved in %d sessions: the kills came too early to show anything", len(saved), kills)
	}
	t.Logf("%d responses acknowledged over %d kills", len(saved), kills)
}

// studyUntilKilled types responses until the process is killed, and gives those
// that it had shown as saved.
func studyUntilKilled(t *testing.T, home string, round int, chance *rand.Rand) []string {
	t.Helper()
	command := drill(t, home, "study", "--plain", "--new", "100000", "--limit", "100000")
	// A week later each time, so that there is always enough to ask.
	day := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).AddDate(0, 0, 7*round)
	command.Env = append(command.Env, "DRILL_TEST_NOW="+day.Format(time.RFC3339))
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	go typeResponses(in, round)
	acknowledged := killAfter(command, out, chance)
	waitKilled(t, command)
	var texts []string
	for i := range acknowledged {
		texts = append(texts, responseText(round, i))
	}
	return texts
}

func typeResponses(in io.WriteCloser, round int) {
	for i := range 100_000 {
		if _, err := fmt.Fprintln(in, responseText(round, i)); err != nil {
			return
		}
	}
}

func responseText(round, i int) string { return fmt.Sprintf("round %d response %d", round, i) }

// killAfter kills the process at a random moment: while it starts, or shortly
// after some number of responses was shown as saved. It gives how many were
// shown before the output broke off.
func killAfter(command *exec.Cmd, out io.Reader, chance *rand.Rand) int {
	enough := chance.IntN(25)
	delay := time.Duration(chance.IntN(3000)) * time.Microsecond
	if enough == 0 {
		time.AfterFunc(20*delay, func() { command.Process.Kill() })
	}
	saved := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), "Saved.") {
			continue
		}
		saved++
		if saved == enough {
			time.AfterFunc(delay, func() { command.Process.Kill() })
		}
	}
	return saved
}

func waitKilled(t *testing.T, command *exec.Cmd) {
	t.Helper()
	if err := command.Wait(); err == nil {
		t.Fatal("the session ended before it was killed")
	}
}

func checkNothingLost(t *testing.T, database string, saved map[string]bool) {
	t.Helper()
	ctx := context.Background()
	if len(saved) == 0 {
		return // killed before anything was saved
	}
	db, err := store.Open(ctx, database, store.Options{Now: time.Now, Random: systemEnv().Random, User: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	checkup, err := db.Check(ctx)
	if err != nil || len(checkup.Faults) > 0 {
		t.Fatalf("after a kill: faults %v, error %v", checkup.Faults, err)
	}
	rebuilt, err := db.Rebuild(ctx)
	if err != nil || rebuilt.Changed > 0 {
		t.Fatalf("after a kill: replaying the log changed %d states, error %v", rebuilt.Changed, err)
	}
	kept := make(map[string]session.Scored)
	for scored, err := range db.Scores(ctx, store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		kept[scored.Response.Text] = scored
	}
	for text := range saved {
		if _, ok := kept[text]; !ok {
			t.Fatalf("%q was shown as saved and is not in the log", text)
		}
	}
}
