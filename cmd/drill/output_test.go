package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// fullDisk takes no byte.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "marks.txt", Err: syscall.ENOSPC}
}

// TestOutputThatIsLostIsAFailure sends the output of commands to a full disk.
func TestOutputThatIsLostIsAFailure(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "d.toml")
	if err := os.WriteFile(path, []byte(sunDeck), 0o600); err != nil {
		t.Fatal(err)
	}
	responses := filepath.Join(dir, "responses.txt")
	if err := os.WriteFile(responses, []byte("sun\nmoon\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"rubric", "try", "--deck", path, "--responses", responses, "sun"},
		{"rubric", "try", "--deck", path, "sun"},
		{"deck", "show", path},
		{"version"},
	} {
		var errs bytes.Buffer
		env := testEnv()
		env.Stdin, env.Stdout, env.Stderr = strings.NewReader("sun\n"), fullDisk{}, &errs
		env.Getenv = func(name string) string { return map[string]string{"HOME": dir}[name] }
		code := run(context.Background(), env, append([]string{"drill"}, args...))
		if said := errs.String(); code != 1 || !strings.Contains(said, "no space left on device") || !strings.Contains(said, "hint: free some space") {
			t.Errorf("%v: exit code %d, said %q", args, code, said)
		}
	}
}
