package main

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be drill itself: for scripts, and for tests
// that start it as a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv("DRILL_TEST_MAIN") != "" {
		os.Exit(run(context.Background(), testEnv(), os.Args))
	}
	testscript.Main(m, map[string]func(){
		"drill": func() { os.Exit(run(context.Background(), testEnv(), os.Args)) },
	})
}

// testEnv is the system's, but for a clock that DRILL_TEST_NOW sets: it starts
// there and goes on by a second each time it is read.
func testEnv() Env {
	env := systemEnv()
	start, err := time.Parse(time.RFC3339, os.Getenv("DRILL_TEST_NOW"))
	if err != nil {
		return env
	}
	env.Now = func() time.Time {
		start = start.Add(time.Second)
		return start.In(time.Local)
	}
	return env
}

// TestScripts runs the scripts in testdata/script, each in an empty folder with
// an empty home.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir+"/home")
			env.Setenv("USER", "ada")
			env.Setenv("TZ", "UTC")
			env.Setenv("DRILL_TEST_NOW", "2026-11-23T09:00:00Z")
			return os.MkdirAll(env.WorkDir+"/home", 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "lapse": lapse},
	})
}

// lapse forgets the one card of a deck some times, each a day after it was known again:
// lapse 7. Its output is that of the last time.
func lapse(ts *testscript.TestScript, negated bool, args []string) {
	times, err := strconv.Atoi(strings.Join(args, " "))
	if negated || err != nil {
		ts.Fatalf("usage: lapse TIMES")
	}
	for range times {
		for _, answer := range []string{"sun", "none"} {
			now, err := time.Parse(time.RFC3339, ts.Getenv("DRILL_TEST_NOW"))
			ts.Check(err)
			ts.Setenv("DRILL_TEST_NOW", now.AddDate(0, 0, 10).Format(time.RFC3339))
			file := ts.MkAbs(answer)
			ts.Check(os.WriteFile(file, []byte(answer+"\n"), 0o600))
			ts.Check(ts.Exec("sh", "-c", "exec drill study --plain --new 0 sky <"+file))
		}
	}
}

// exits runs a command and checks its exit code: exits 3 drill deck check.
func exits(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARGUMENT...]")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = exitText(err)
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}
