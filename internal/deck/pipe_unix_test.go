//go:build unix

package deck_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"drill/internal/deck"
)

// Nobody writes into the pipe, so opening it would wait for ever.
func TestAPipeIsRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "d"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "d", "deck.toml"), []byte(head), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"x.toml", "d/part.toml"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Skip(err)
		}
	}
	for _, path := range []string{"x.toml", "d"} {
		done := make(chan error, 1)
		go func() {
			_, err := deck.Load(os.DirFS(dir), path)
			done <- err
		}()
		select {
		case err := <-done:
			if err == nil || !strings.Contains(err.Error(), "is not a plain file") {
				t.Errorf("Load(%s): %v, want that it is not a plain file", path, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("Load(%s) waits for the pipe", path)
		}
	}
}
