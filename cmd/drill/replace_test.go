package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drill/internal/deck"
)

// writeDeckFolder writes a deck of two files, both of one version.
func writeDeckFolder(t *testing.T, dir string, version int) string {
	t.Helper()
	for name, text := range map[string]string{
		"deck.toml": fmt.Sprintf("format = 1\nid = \"fd\"\ntitle = \"Version %d\"\n", version),
		"part.toml": fmt.Sprintf("[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"Version %d?\"\nanswer = \"yes\"\n", version),
	} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestADeckInUseIsNeverMissing adds version after version of a deck in a folder
// while it is read over and over: what is read is always one whole version.
func TestADeckInUseIsNeverMissing(t *testing.T) {
	home := t.TempDir()
	decks := filepath.Join(home, ".local/share/drill/decks")
	add := func(version int) {
		path := writeDeckFolder(t, filepath.Join(home, fmt.Sprintf("v%d", version)), version)
		if r := runProcess(drill(t, home, "deck", "add", "--yes", path)); r.code != "0" {
			t.Fatalf("deck add: %s", r.stderr)
		}
	}
	add(0)
	if err := swap(filepath.Join(home, "v0"), filepath.Join(decks, "fd")); err != nil {
		t.Skip("this system cannot exchange two folders in one step:", err)
	}
	done := make(chan bool)
	go func() {
		defer close(done)
		for version := range 12 {
			add(version + 1)
		}
	}()
	for reads := 0; ; reads++ {
		select {
		case <-done:
			if reads == 0 {
				t.Error("nothing was read")
			}
			return
		default:
		}
		// An opened folder stays the one it was, whatever takes its place.
		root, err := os.OpenRoot(filepath.Join(decks, "fd"))
		if err != nil {
			t.Errorf("the deck is not there: %v", err)
			continue
		}
		d, err := deck.Load(root.FS(), ".")
		root.Close()
		if err == nil && strings.TrimSuffix(d.Cards[0].Prompt, "?") != d.Title {
			t.Errorf("a deck of %s with the question %s", d.Title, d.Cards[0].Prompt)
		}
	}
}

// TestWhatAKilledAddLeftIsNoDeck puts the leftovers of a run that was killed into
// the folder of decks.
func TestWhatAKilledAddLeftIsNoDeck(t *testing.T) {
	home := t.TempDir()
	decks := filepath.Join(home, ".local/share/drill/decks")
	writeDeckFolder(t, filepath.Join(decks, "fd"), 1)
	writeDeckFolder(t, filepath.Join(decks, stagePrefix+"1", "fd"), 2)
	r := runProcess(drill(t, home, "deck", "show", "fd"))
	if r.code != "0" || !strings.Contains(r.stdout, "Version 1?") || strings.Contains(r.stdout, "Version 2?") || r.stderr != "" {
		t.Errorf("exit code %s\n%s%s", r.code, r.stdout, r.stderr)
	}
}
