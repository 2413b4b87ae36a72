package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

const skyDeck = `
format = 1
id     = "sky"
title  = "Sky"
[[question]]
id     = "sun"
type   = "short"
prompt = "What do planets circle?"
answer = "sun"
[[question]]
id     = "planet"
type   = "choice"
prompt = "Which one is a planet?"
answer = "Mars"
wrong  = ["Sirius", "Vega"]
[[question]]
id     = "moon"
type   = "short"
prompt = "What circles a planet?"
answer = "moon"
`

// screen is a drill process on a pseudo-terminal.
type screen struct {
	t       *testing.T
	home    string
	tty     *os.File
	command *exec.Cmd

	mu   sync.Mutex
	text string
	seen int
}

func openScreen(t *testing.T, args ...string) *screen {
	t.Helper()
	return openScreenWith(t, "NO_COLOR=1", args...)
}

// openScreenWith starts drill on a terminal with one more environment variable.
func openScreenWith(t *testing.T, variable string, args ...string) *screen {
	t.Helper()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "sky.toml"), []byte(skyDeck), 0o600); err != nil {
		t.Fatal(err)
	}
	command := drill(t, home, args...)
	command.Dir = home
	command.Env = append(command.Env, "TERM=xterm", "NO_COLOR=", variable)
	tty, err := pty.StartWithSize(command, &pty.Winsize{Rows: 24, Cols: 60})
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, home: home, tty: tty, command: command}
	go s.read()
	t.Cleanup(func() { tty.Close(); command.Process.Kill() })
	return s
}

func (s *screen) read() {
	buffer := make([]byte, 4096)
	for {
		n, err := s.tty.Read(buffer)
		s.mu.Lock()
		s.text += string(buffer[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// waitFor waits until a text appears after what was waited for before.
func (s *screen) waitFor(text string) {
	s.t.Helper()
	for range 1000 {
		s.mu.Lock()
		at := strings.Index(s.text[s.seen:], text)
		if at >= 0 {
			s.seen += at + len(text)
		}
		s.mu.Unlock()
		if at >= 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatalf("%q did not appear on:\n%s", text, s.text[s.seen:])
}

func (s *screen) typeIn(text string) {
	s.t.Helper()
	if _, err := io.WriteString(s.tty, text); err != nil {
		s.t.Fatal(err)
	}
}

// exit waits for the process and gives its exit code.
func (s *screen) exit() string {
	if err := s.command.Wait(); err != nil {
		return exitText(err)
	}
	return "0"
}

func TestTerminalSessionToItsEnd(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	s.waitFor("What do planets circle?")
	s.waitFor("> ")
	s.typeIn("the son\n")
	s.waitFor("Model answer: sun")
	s.waitFor("Saved. Quality")
	s.waitFor("u, q or ? > ")
	s.typeIn("4\n")
	s.waitFor("Quality is now 4 (good)")
	s.typeIn("\n")
	s.waitFor("Type one letter, a to c.")
	s.waitFor("> ")
	s.typeIn("x\n")
	s.waitFor("Type one letter, a to c.")
	s.typeIn("mars\n")
	s.waitFor("Right.")
	s.typeIn("u\n")
	s.waitFor("Took back your response to sky/planet#ask: “Mars”")
	s.waitFor("Which one is a planet?")
	s.typeIn("Mars\n")
	s.waitFor("Saved.")
	s.typeIn("\n")
	s.waitFor("What circles a planet?")
	s.typeIn(":!\n")
	s.waitFor("Suspended")
	s.waitFor("Done for today.")
	s.waitFor("Next: 2 cards due tomorrow")
	s.waitFor("Enter: leave; u: undo; 0-5: set the last quality > ")
	s.typeIn("\n")
	if code := s.exit(); code != "0" {
		t.Errorf("exit code %s, want 0", code)
	}
}

func TestTerminalInterrupt(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	s.waitFor("> ")
	s.typeIn("sun\n")
	s.waitFor("Saved.")
	s.waitFor("u, q or ? > ")
	s.typeIn("\x03")
	s.waitFor("Interrupted, with 2 left.")
	s.waitFor("1 response to 1 card")
	if code := s.exit(); code != "130" {
		t.Errorf("exit code %s, want 130", code)
	}
}

func TestTerminalEndOfInput(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	s.waitFor("> ")
	s.typeIn("\x04")
	s.waitFor("Stopped, with 3 new left.")
	if code := s.exit(); code != "0" {
		t.Errorf("exit code %s, want 0", code)
	}
}

func TestTerminalWrapsAtItsWidth(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	s.waitFor("circle?")
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, line := range strings.Split(s.text, "\n") {
		if len([]rune(strings.TrimRight(line, "\r"))) > 60 {
			t.Errorf("a line is wider than the window: %q", line)
		}
	}
}

// TestTwoTerminals answers a card in one terminal while another one asks it.
func TestTwoTerminals(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	s.waitFor("> ")
	other := drill(t, s.home, "study", "--plain", "sky.toml")
	other.Dir = s.home
	other.Stdin = strings.NewReader("sun\n:q\n")
	if out, err := other.CombinedOutput(); err != nil {
		t.Fatalf("the other terminal: %v\n%s", err, out)
	}
	s.typeIn("the same sun\n")
	s.waitFor("Not saved. You typed: the same sun")
	s.waitFor("answered elsewhere")
	s.waitFor("Which one is a planet?")
	s.typeIn("Mars\n")
	s.waitFor("Saved.")
	s.typeIn("q\n")
	if code := s.exit(); code != "0" {
		t.Errorf("exit code %s, want 0", code)
	}
}

// TestTerminalPasteIsOneResponse pastes three paragraphs at once.
func TestTerminalPasteIsOneResponse(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	s.waitFor("> ")
	s.typeIn("first the sun\n\n3\nlast line\n")
	s.waitFor("Right. Score 1.")
	s.waitFor("u, q or ? > ")
	s.typeIn("u\n")
	s.waitFor("sky/sun#ask: “first the sun 3")
	s.waitFor("last line”.")
	s.waitFor("> ")
	s.typeIn(":q\n")
	s.waitFor("Stopped")
}

// TestTerminalCutLineIsNotRecorded types more than a terminal passes on.
func TestTerminalCutLineIsNotRecorded(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	s.waitFor("> ")
	s.typeIn(strings.Repeat("x", 4300) + "\n")
	s.waitFor("That was not recorded")
	s.typeIn("sun\n")
	s.waitFor("Right.")
}

func TestColorOnlyOnATerminalThatWantsIt(t *testing.T) {
	for variable, want := range map[string]bool{"LANG=C": true, "NO_COLOR=1": false, "TERM=dumb": false} {
		s := openScreenWith(t, variable, "study", "sky.toml")
		s.waitFor("circle?")
		s.mu.Lock()
		if got := strings.Contains(s.text, "\x1b["); got != want {
			t.Errorf("%s: color %t, want %t:\n%q", variable, got, want, s.text)
		}
		s.mu.Unlock()
	}
}

// TestAFailedWriteCanBeTriedAgain locks the database while a person responds.
func TestAFailedWriteCanBeTriedAgain(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	s.waitFor("> ")
	lock := execSQL(t, filepath.Join(s.home, ".local", "share", "drill", "drill.db"), `BEGIN IMMEDIATE`)
	s.typeIn("sun\n")
	s.waitFor("Not saved. You typed: sun")
	s.waitFor("locked by another program")
	s.waitFor("Enter: try again; q: quit without it > ")
	if _, err := lock.Exec(`ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	s.typeIn("\n")
	s.waitFor("Right.")
	s.waitFor("Saved.")
}
