package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var tomlBlock = regexp.MustCompile("(?s)```toml\n(.*?)```")

// TestDocumentedDecksAreSound checks the decks that the README and the
// reference show: each page's TOML, put together, is a deck without problems.
func TestDocumentedDecksAreSound(t *testing.T) {
	for _, page := range []string{"../../README.md", "../../docs/decks.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var deck strings.Builder
		for _, block := range tomlBlock.FindAllStringSubmatch(string(text), -1) {
			deck.WriteString(block[1] + "\n")
		}
		home := t.TempDir()
		path := filepath.Join(home, "page.toml")
		if err := os.WriteFile(path, []byte(deck.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := runProcess(drill(t, home, "deck", "check", path)); r.code != "0" || r.stdout != "" || r.stderr != "" {
			t.Errorf("%s: exit code %s\n%s%s", page, r.code, r.stdout, r.stderr)
		}
	}
}
