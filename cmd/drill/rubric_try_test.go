package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const editedDeck = `format = 1
id = "d"
title = "D"
[[question]]
id = "q"
type = "text"
prompt = "What?"
answer = "a tone"
[[question.criterion]]
id = "tone"
any = ["tone"]
`

// TestTheBenchFollowsAnEditedDeck edits the deck between two responses: an empty
// line marks the last one again by the deck as it is now, and by the last sound one
// while it is broken.
func TestTheBenchFollowsAnEditedDeck(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, "d.toml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(editedDeck)
	command := drill(t, home, "rubric", "try", "--deck", path, "q")
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
	lines := bufio.NewScanner(out)
	// type types a line and gives what is said up to the score.
	typed := func(line string) string {
		t.Helper()
		if _, err := io.WriteString(in, line+"\n"); err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		for lines.Scan() {
			said.WriteString(lines.Text() + "\n")
			if strings.HasPrefix(lines.Text(), "Score ") {
				return said.String()
			}
		}
		t.Fatalf("no score after %q, but:\n%s", line, said.String())
		return ""
	}
	expect := func(said string, wants ...string) {
		t.Helper()
		for _, want := range wants {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not said in:\n%s", want, said)
			}
		}
	}
	expect(typed("many colours"), "Score 0,")
	write(strings.Replace(editedDeck, `"tone"]`, `"tone", "colours"]`, 1))
	expect(typed(""), "read again: d/q#ask: 1 criterion", "Score 1,")
	write(editedDeck + "any = [")
	expect(typed(""), "cannot be used as it is, so this is marked as before", "d.toml", "Score 1,")
	write(strings.Replace(editedDeck, `id = "q"`, `id = "other"`, 1))
	expect(typed(""), "there is no question \"q\" in the deck d", "Score 1,")
	write(editedDeck)
	expect(typed(""), "read again", "Score 0,")
	// Taken back to what it was, it is sound again, and that is said.
	write(editedDeck + "any = [")
	expect(typed(""), "cannot be used as it is", "Mend it and press Enter", "Score 0,")
	write(editedDeck)
	expect(typed(""), "read again", "Score 0,")
	in.Close()
	if err := command.Wait(); err != nil {
		t.Errorf("drill rubric try: %v", err)
	}
}
