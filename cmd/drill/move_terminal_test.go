package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestARestoreAsksThePersonAtTheTerminal answers no, and then yes.
func TestARestoreAsksThePersonAtTheTerminal(t *testing.T) {
	_, database := homeWithResponse(t)
	backup := filepath.Join(filepath.Dir(database), "backup.db")
	home := t.TempDir()
	runProcess(drill(t, home, "db", "backup", "--db", database, backup)).want(t, "0")
	runProcess(drill(t, home, "undo", "--db", database)).want(t, "0")
	undone := exported(t, database)
	for _, c := range []struct {
		answer, says string
		restored     bool
	}{
		{"\n", "nothing was changed", false}, {"n\n", "nothing was changed", false}, {"y\n", "Restored.", true},
	} {
		s := openScreen(t, "db", "restore", "--db", database, backup)
		s.waitFor("The backup lacks 0 responses and 1 event that are there now.")
		s.waitFor("[y/N]")
		s.typeIn(c.answer)
		s.waitFor(c.says)
		s.command.Wait()
		if restored := exported(t, database) != undone; restored != c.restored {
			t.Errorf("after %q it is restored: %v", c.answer, restored)
		}
	}
}

// TestACheckOfAFileThatCannotBeOpenedFindsThat destroys the list of tables.
func TestACheckOfAFileThatCannotBeOpenedFindsThat(t *testing.T) {
	home, database := homeWithResponse(t)
	text, err := os.ReadFile(database)
	if err != nil {
		t.Fatal(err)
	}
	clear(text[100:4096])
	if err := os.WriteFile(database, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"db", "check"}, {"db", "check", "--repair"}} {
		r := runProcess(drill(t, home, args...))
		r.want(t, "3")
		if !strings.Contains(r.stdout, "cannot be opened") || !strings.Contains(r.stdout, "drill db restore") {
			t.Errorf("%v says %s", args, r.stdout)
		}
	}
}
