package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sunDeck = `format = 1
id = "d"
title = "D"
[[question]]
id = "sun"
type = "short"
prompt = "What do planets circle?"
answer = "sun"
`

// gradeInMemory runs drill grade on what in gives.
func gradeInMemory(t *testing.T, in io.Reader, out io.Writer, args ...string) (code int, said string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "d.toml")
	if err := os.WriteFile(path, []byte(sunDeck), 0o600); err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	env := testEnv()
	env.Stdin, env.Stdout, env.Stderr = in, out, &errs
	env.Getenv = func(string) string { return "" }
	code = run(context.Background(), env, append([]string{"drill", "grade", "--deck", path}, args...))
	return code, errs.String()
}

// TestGradeKeepsTheOrderOfManyRows marks more rows than go through at once: they come
// out in their order, each once, and every problem is counted.
func TestGradeKeepsTheOrderOfManyRows(t *testing.T) {
	const rows = 40_000
	var in, want strings.Builder
	in.WriteString("question,response,n\n")
	want.WriteString("learner,question,score,points,max_points,route,met,missed,reasons,rubric,n\n")
	problems := 0
	for n := range rows {
		switch {
		case n%97 == 0:
			fmt.Fprintf(&in, "moon,sun,%d\n", n)
			problems++
		case n%2 == 0:
			fmt.Fprintf(&in, "sun,\"the\n\"\"sun\"\"\",%d\r\n", n)
			fmt.Fprintf(&want, ",sun,1,1,1,automatic,answer,,,f9eb9089eef4,%d\n", n)
		default:
			fmt.Fprintf(&in, "sun,mars,%d\n", n)
			fmt.Fprintf(&want, ",sun,0,0,1,automatic,,answer,,f9eb9089eef4,%d\n", n)
		}
	}
	var out bytes.Buffer
	code, said := gradeInMemory(t, strings.NewReader(in.String()), &out)
	if code != exitFound {
		t.Errorf("exit code %d, and it says\n%s", code, said)
	}
	if got := out.String(); got != want.String() {
		t.Errorf("%d bytes came out, want %d, the same", len(got), want.Len())
	}
	summary := fmt.Sprintf("%d rows read, %d marked, 0 of them for review; %d problems\n", rows, rows-problems, problems)
	if !strings.HasSuffix(said, summary) {
		t.Errorf("it says\n%s\nand not %s", said, summary)
	}
}

// failing is a stream that fails after some bytes.
type failing struct{ left int }

var errStream = errors.New("the stream broke")

func (f *failing) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, errStream
	}
	n := copy(p[:min(len(p), f.left)], strings.Repeat("sun,sun\n", len(p)/8+1))
	f.left -= n
	return n, nil
}

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errStream
	}
	return len(p), nil
}

func TestGradeSaysThatAStreamFailed(t *testing.T) {
	header := strings.NewReader("question,response\n")
	code, said := gradeInMemory(t, io.MultiReader(header, &failing{left: 1 << 20}), io.Discard)
	if code != exitFailed || !strings.Contains(said, "read responses: "+errStream.Error()) {
		t.Errorf("reading: exit code %d, and it says\n%s", code, said)
	}
	endless := io.MultiReader(strings.NewReader("question,response\n"), &failing{left: 1 << 40})
	code, said = gradeInMemory(t, endless, &failing{left: 1 << 20})
	if code != exitFailed || !strings.Contains(said, errStream.Error()) {
		t.Errorf("writing: exit code %d, and it says\n%s", code, said)
	}
}
