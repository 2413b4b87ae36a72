package store_test

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"drill/internal/session"
	"drill/internal/store"
)

// Some tests need a process of their own: to be another user, to be short of
// space, or to be killed. The test binary runs itself again for them.

const childVariable = "DRILL_STORE_CHILD"

var children = map[string]func(path string) error{
	"read":       readWithoutRights,
	"read a log": readLogWithoutRights,
	"short":      recordShortOfSpace,
	"record on":  recordOn,

	"change schema":                changeSchema,
	"change schema short of space": changeSchemaShortOfSpace,
}

func TestMain(m *testing.M) {
	child, ok := children[os.Getenv(childVariable)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := child(os.Args[len(os.Args)-1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func childCommand(name, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], path)
	cmd.Env = append(os.Environ(), childVariable+"="+name)
	return cmd
}

func runChild(t *testing.T, name, path string) {
	t.Helper()
	if out, err := childCommand(name, path).CombinedOutput(); err != nil {
		t.Errorf("child %q: %v\n%s", name, err, out)
	}
}

const nobody = 65534

// loseRights makes the process one that file permissions hold for.
func loseRights() error {
	if os.Getuid() != 0 {
		return nil
	}
	return errors.Join(syscall.Setgroups(nil), syscall.Setgid(nobody), syscall.Setuid(nobody))
}

// readWithoutRights reads a database where nothing may be written.
func readWithoutRights(path string) error {
	if err := loseRights(); err != nil {
		return err
	}
	if _, err := store.Open(ctx, path, newClock().options()); !errors.Is(err, store.ErrReadOnly) {
		return fmt.Errorf("Open = %v, want ErrReadOnly", err)
	}
	db, err := store.OpenRead(ctx, path, newClock().options())
	if err != nil {
		return err
	}
	defer db.Close()
	anna, err := db.Learner(ctx, "")
	if err != nil {
		return err
	}
	if states, err := anna.States(ctx); err != nil || len(states) != 1 {
		return fmt.Errorf("States = %v, %v", states, err)
	}
	if _, err := anna.Undo(ctx, 1); !errors.Is(err, store.ErrReadOnly) {
		return fmt.Errorf("Undo = %v, want ErrReadOnly", err)
	}
	if checkup, err := db.Check(ctx); err != nil || len(checkup.Faults) > 0 {
		return fmt.Errorf("Check = %+v, %v", checkup, err)
	}
	return nil
}

// sharedDir is a folder that other users can reach.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "drill")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700); os.RemoveAll(dir) })
	return dir
}

func chmod(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func TestADatabaseIsReadWhereNothingMayBeWritten(t *testing.T) {
	for name, modes := range map[string]struct{ file, folder fs.FileMode }{
		"read-only file in a read-only folder": {0o444, 0o555},
		"read-only file":                       {0o444, 0o777},
		"read-only folder":                     {0o666, 0o555},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(sharedDir(t), "drill.db")
			db := open(t, path, newClock().options())
			newClock().record(t, learner(t, db, ""), "deck/q#ask", 4)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			chmod(t, path, modes.file)
			chmod(t, filepath.Dir(path), modes.folder)
			before := folderBytes(t, filepath.Dir(path))
			runChild(t, "read", path)
			same(t, "the folder afterwards", folderBytes(t, filepath.Dir(path)), before)
		})
	}
}

func TestANewDatabaseInAReadOnlyFolderIsRefused(t *testing.T) {
	dir := sharedDir(t)
	chmod(t, dir, 0o555)
	runChild(t, "read a log", filepath.Join(dir, "drill.db"))
	runChild(t, "read a log", filepath.Join(dir, "new", "drill.db"))
}

// A log that a crash left beside the file holds responses. Where it cannot be
// used the database is refused, rather than shown without them.
func TestACrashedDatabaseInAReadOnlyFolderIsRefused(t *testing.T) {
	dir := sharedDir(t)
	path := filepath.Join(t.TempDir(), "drill.db")
	db := open(t, path, newClock().options())
	newClock().record(t, learner(t, db, ""), "deck/q#ask", 4)
	for _, suffix := range []string{"", "-wal"} {
		text, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "drill.db"+suffix), string(text))
		chmod(t, filepath.Join(dir, "drill.db"+suffix), 0o444)
	}
	chmod(t, dir, 0o555)
	runChild(t, "read a log", filepath.Join(dir, "drill.db"))
}

func readLogWithoutRights(path string) error {
	if err := loseRights(); err != nil {
		return err
	}
	if _, err := store.Open(ctx, path, newClock().options()); !errors.Is(err, store.ErrReadOnly) {
		return fmt.Errorf("Open = %v, want ErrReadOnly", err)
	}
	_, err := store.OpenRead(ctx, path, newClock().options())
	if !errors.Is(err, store.ErrReadOnly) && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("OpenRead = %v, want ErrReadOnly or fs.ErrNotExist", err)
	}
	return nil
}

// recordUntilFull records until there is no more space, and makes sure that the
// database stays whole and that nothing acknowledged is lost.
func recordUntilFull(path string) error {
	c := newClock()
	db, err := store.Open(ctx, path, c.options())
	if err != nil {
		return err
	}
	defer db.Close()
	anna, err := db.Learner(ctx, "")
	if err != nil {
		return err
	}
	stored := 0
	for ; ; stored++ {
		entry := c.entry(fmt.Sprintf("deck/q%d#ask", stored), 4, session.CardState{})
		entry.Response.Text = strings.Repeat("because ", 2000)
		_, err := anna.Record(ctx, entry)
		if errors.Is(err, store.ErrFull) {
			break
		}
		if err != nil {
			return fmt.Errorf("Record = %v, want ErrFull", err)
		}
		if stored > 10_000 {
			return errors.New("it never gets full")
		}
	}
	if states, err := anna.States(ctx); err != nil || len(states) != stored || stored == 0 {
		return fmt.Errorf("%d states after %d records, %v", len(states), stored, err)
	}
	if checkup, err := db.Check(ctx); err != nil || len(checkup.Faults) > 0 {
		return fmt.Errorf("Check = %+v, %v", checkup, err)
	}
	return nil
}

func recordShortOfSpace(path string) error {
	if err := ignoringLimit(syscall.Rlimit{Cur: 1 << 20, Max: 1 << 20}); err != nil {
		return err
	}
	return recordUntilFull(path)
}

// ignoringLimit limits the size of files, so that to write more is an error and not
// the end of the process.
func ignoringLimit(limit syscall.Rlimit) error {
	signal.Ignore(syscall.SIGXFSZ)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit)
}

func TestAFileThatMayNotGrowIsReportedAsFull(t *testing.T) {
	path := inDir(t, "drill.db")
	runChild(t, "short", path)
	whole := open(t, path, newClock().options())
	if checkup, err := whole.Check(ctx); err != nil || len(checkup.Faults) > 0 {
		t.Errorf("Check later = %+v, %v", checkup, err)
	}
}

func TestAFullDiskIsReported(t *testing.T) {
	dir := t.TempDir()
	if err := mountSmall(dir); err != nil {
		t.Skipf("needs the right to mount: %v", err)
	}
	t.Cleanup(func() { unmount(dir) })
	if err := recordUntilFull(filepath.Join(dir, "drill.db")); err != nil {
		t.Error(err)
	}
}

// recordOn records until it is killed, and says what it has done.
func recordOn(path string) error {
	c := newClock()
	db, err := store.Open(ctx, path, c.options())
	if err != nil {
		return err
	}
	anna, err := db.Learner(ctx, "")
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		card := fmt.Sprintf("deck/q%d#ask", i)
		if _, err := anna.Record(ctx, c.entry(card, 4, session.CardState{})); err != nil {
			return err
		}
		fmt.Println(card)
	}
}

func TestNothingAcknowledgedIsLostWhenTheProcessIsKilled(t *testing.T) {
	path := inDir(t, "drill.db")
	child := childCommand("record on", path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		acknowledged = append(acknowledged, lines.Text())
		if len(acknowledged) == 25 {
			child.Process.Kill()
		}
	}
	child.Wait()
	db := open(t, path, newClock().options())
	known := states(t, learner(t, db, ""))
	for _, card := range acknowledged {
		if _, ok := known[card]; !ok {
			t.Errorf("%s was lost", card)
		}
	}
	if checkup, err := db.Check(ctx); err != nil || len(checkup.Faults) > 0 {
		t.Errorf("Check = %+v, %v", checkup, err)
	}
}
