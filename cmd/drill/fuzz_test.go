package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// FuzzStudy types anything at all into a study session: it ends well, and
// nothing that a terminal would act on comes out.
func FuzzStudy(f *testing.F) {
	for _, typed := range []string{
		"sun\nb\nmoon\n", ":?\n:u\n:5\n:s\n:b\n:!\n:h\n::\n:q\n", "\x1b[2J\x00\xff\n\n\n",
		":0\n:3\nsun\n:u\n:u\n", "a\xcc\x81\u202e\r\n:\n: q\n:55\n", strings.Repeat("sun ", 20_000) + "\n:u",
	} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		dir := t.TempDir()
		deck := filepath.Join(dir, "sky.toml")
		if err := os.WriteFile(deck, []byte(skyDeck), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		env := testEnv()
		env.Getenv = func(name string) string { return map[string]string{"HOME": dir, "USER": "ada"}[name] }
		env.Stdin, env.Stdout, env.Stderr = strings.NewReader(typed), &out, &errs
		if code := run(context.Background(), env, []string{"drill", "study", deck}); code != exitOK || errs.Len() > 0 {
			t.Fatalf("exit code %d, stderr %q", code, errs.String())
		}
		for _, r := range out.String() {
			if unicode.IsControl(r) && r != '\n' {
				t.Fatalf("%U came out", r)
			}
		}
	})
}
