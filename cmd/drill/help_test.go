package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"
)

const commandsPage = "../../docs/commands.md"

// TestCommandsPageIsTheHelp holds docs/commands.md to what the program says of
// itself. UPDATE=1 rewrites the page.
func TestCommandsPageIsTheHelp(t *testing.T) {
	var page strings.Builder
	page.WriteString("# Commands\n\nThis page is what `drill help` and `drill COMMAND --help` print.\n")
	for _, path := range commandPaths() {
		page.WriteString("\n## " + strings.Join(path, " ") + "\n\n```\n" + helpOf(t, path) + "```\n")
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(commandsPage, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(commandsPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), page.String()); diff != "" {
		t.Errorf("docs/commands.md is not the help (-page +help); UPDATE=1 rewrites it:\n%s", diff)
	}
}

// TestEveryCommandShowsAnExample checks that help shows a line to paste.
func TestEveryCommandShowsAnExample(t *testing.T) {
	for _, path := range commandPaths() {
		help := helpOf(t, path)
		if !strings.Contains(help, "COMMANDS:") && !strings.Contains(help, "Example: drill ") {
			t.Errorf("%s --help shows no example", strings.Join(path, " "))
		}
	}
}

// commandPaths lists the program and its commands, groups before what they hold.
func commandPaths() [][]string {
	paths := [][]string{{"drill"}}
	var walk func(parent []string, commands []*cli.Command)
	walk = func(parent []string, commands []*cli.Command) {
		for _, command := range commands {
			path := append(append([]string{}, parent...), command.Name)
			paths = append(paths, path)
			walk(path, command.Subcommands)
		}
	}
	walk([]string{"drill"}, (&program{env: testEnv()}).app().Commands)
	return paths
}

func helpOf(t *testing.T, path []string) string {
	t.Helper()
	var out, errs bytes.Buffer
	env := testEnv()
	env.Stdout, env.Stderr = &out, &errs
	if code := run(context.Background(), env, append(path, "--help")); code != exitOK || errs.Len() > 0 {
		t.Fatalf("%s --help: exit code %d, stderr %q", strings.Join(path, " "), code, errs.String())
	}
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}
