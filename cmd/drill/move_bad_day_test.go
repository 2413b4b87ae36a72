package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"drill/internal/store"
)

// TestMovesOnAFullDiskChangeNothing limits the size of files, as a full disk would.
func TestMovesOnAFullDiskChangeNothing(t *testing.T) {
	manyProcesses(t)
	base := movingBase(t, 1200)
	for _, d := range moving(t, base) {
		t.Run(d.name, func(t *testing.T) {
			base := folderOf(t, base)
			if d.prepare != nil {
				d.prepare(t, base)
			}
			failed := 0
			for _, kilobytes := range []int{64, 400} {
				dir := folderOf(t, base)
				inner := drill(t, dir, d.args...)
				command := exec.Command("bash", append([]string{"-c", fmt.Sprintf(`ulimit -f %d; exec "$@"`, kilobytes), "bash"}, inner.Args...)...)
				command.Env, command.Dir = append(inner.Env, "DRILL_DB=drill.db"), dir
				if r := runProcess(command); r.code != "0" {
					failed++
					r.want(t, "1", "disk is full", "drill: hint: ")
				}
				d.wantEitherWay(t, dir)
				d.again(t, dir)
				if left := glob(t, filepath.Join(dir, ".drill-copy-*")); len(left) > 0 {
					t.Errorf("it leaves %v", left)
				}
			}
			if failed == 0 && d.name != "rebuild" && d.name != "repair" { // which write little
				t.Error("there was always room")
			}
		})
	}
}

// studying is a study session in another process, which says what it has saved.
func studying(t *testing.T, home, database string, round int) (saved chan []string) {
	t.Helper()
	command := drill(t, home, "study", "--plain", "--new", "40", "--db", database, "deck.toml")
	command.Dir = home
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	command.Stderr = &errs
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	saved = make(chan []string, 1)
	go typeResponses(in, round)
	go func() {
		var texts []string
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "Saved. ") {
				texts = append(texts, responseText(round, len(texts)))
			}
		}
		if err := command.Wait(); err != nil && !strings.Contains(errs.String(), "changed since it was asked") {
			t.Errorf("session %d: %v\n%s", round, err, errs.String())
		}
		saved <- texts
	}()
	return saved
}

// manyDeck is a deck of so many questions.
func manyDeck(questions int) string {
	var text strings.Builder
	text.WriteString("format = 1\nid = \"many\"\ntitle = \"Many\"\n")
	for i := range questions {
		fmt.Fprintf(&text, "[[question]]\nid = \"q%d\"\ntype = \"short\"\nprompt = \"Say %d.\"\nanswer = \"yes\"\n", i, i)
	}
	return text.String()
}

// TestTwoStudyWhileOthersMergeAndBackUp lets two sessions of two learners and several
// merges, imports and backups go on at once.
func TestTwoStudyWhileOthersMergeAndBackUp(t *testing.T) {
	base := movingBase(t, 600)
	at := func(name string) string { return filepath.Join(base, name) }
	if err := os.WriteFile(at("deck.toml"), []byte(manyDeck(40)), 0o600); err != nil {
		t.Fatal(err)
	}
	first := studying(t, base, at("drill.db"), 1)
	t.Setenv("DRILL_LEARNER", "Zoe")
	second := studying(t, base, at("drill.db"), 2)
	for i, args := range [][]string{
		{"db", "merge", at("other.db")}, {"db", "backup", at("while.db")}, {"db", "import", at("other.jsonl")}, {"db", "check"},
	} {
		command := drill(t, base, args...)
		command.Env = append(command.Env, "DRILL_DB="+at("drill.db"))
		if r := runProcess(command); r.code != "0" {
			t.Errorf("command %d: %+v", i, r)
		}
	}
	saved := append(<-first, <-second...)
	kept := textsOf(t, at("drill.db"))
	for _, text := range saved {
		if !kept[text] {
			t.Errorf("%q was shown as saved and is not in the log", text)
		}
	}
	if len(saved) < 40 || !kept["eve says 7"] {
		t.Errorf("%d responses were saved; that of eve is there: %v", len(saved), kept["eve says 7"])
	}
	wantWhole(t, at("drill.db"))
	wantWhole(t, at("while.db"))
}

func textsOf(t *testing.T, path string) map[string]bool {
	t.Helper()
	db, err := store.OpenRead(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	texts := make(map[string]bool)
	for scored, err := range db.Scores(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		texts[scored.Response.Text] = true
	}
	return texts
}

// TestARestoreWhileSomebodyStudiesLosesNothing restores a backup in the middle of a
// session: what was saved is in the database or in what was kept of it.
func TestARestoreWhileSomebodyStudiesLosesNothing(t *testing.T) {
	base := movingBase(t, 300)
	at := func(name string) string { return filepath.Join(base, name) }
	if err := os.WriteFile(at("deck.toml"), []byte(manyDeck(40)), 0o600); err != nil {
		t.Fatal(err)
	}
	command := drill(t, base, "study", "--plain", "--new", "40", "--db", at("drill.db"), "deck.toml")
	command.Dir = base
	in, out := pipes(t, command)
	var errs bytes.Buffer
	command.Stderr = &errs
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	go typeResponses(in, 1)
	saved := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "Saved. ") {
			saved++
		}
		if saved == 8 && len(glob(t, at("drill.db.before-restore-*"))) == 0 {
			runProcess(drill(t, base, "db", "restore", "--yes", "--db", at("drill.db"), at("backup.db"))).want(t, "0")
		}
	}
	err := command.Wait()
	t.Logf("the session ended with %v after %d responses: %s", err, saved, errs.String())
	kept := glob(t, at("drill.db.before-restore-*"))
	if len(kept) != 1 {
		t.Fatalf("kept is %v", kept)
	}
	before, now := textsOf(t, kept[0]), textsOf(t, at("drill.db"))
	for i := range saved {
		if text := responseText(1, i); !before[text] && !now[text] {
			t.Errorf("%q was shown as saved and is nowhere", text)
		}
	}
	wantWhole(t, at("drill.db"))
	if err != nil && !strings.Contains(errs.String(), "drill: hint: ") {
		t.Errorf("the session says %s", errs.String())
	}
}

func pipes(t *testing.T, command *exec.Cmd) (io.WriteCloser, io.Reader) {
	t.Helper()
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	return in, out
}

// ofLearner matches what no chain protects: the line of a learner, the time of a
// device, and the sum over all lines.
var ofLearner = regexp.MustCompile(`\{"learner":.*|"created":"[^"]*"|"sha256":.*`)

// TestFlippedBytesAreToldAndNeverTakenForTruth changes bytes of the file at random
// places. Commands end with an error and a hint, or do what they do; no damage of
// which nothing is said changes what was stored.
func TestFlippedBytesAreToldAndNeverTakenForTruth(t *testing.T) {
	manyProcesses(t)
	home, database := homeWithResponse(t)
	want := exported(t, database)
	whole, err := os.ReadFile(database)
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(1987, 12))
	refused := 0
	for range 25 {
		bytes := append([]byte{}, whole...)
		for range 1 + chance.IntN(3) {
			bytes[chance.IntN(len(bytes))] ^= byte(1 + chance.IntN(255))
		}
		damaged := filepath.Join(t.TempDir(), "drill.db")
		if err := os.WriteFile(damaged, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"db", "export"}, {"db", "check"}, {"due", "sky.toml"}, {"db", "merge", database}, {"study", "--plain", "sky.toml"}, {"db", "check", "--repair"},
		} {
			command := drill(t, home, args...)
			command.Dir = home
			command.Env = append(command.Env, "DRILL_DB="+damaged)
			command.Stdin = strings.NewReader(":q\n")
			r := runProcess(command)
			switch {
			case strings.Contains(r.stderr, "panic") || strings.Contains(r.stderr, "goroutine"):
				t.Errorf("%v crashes: %s", args, r.stderr)
			case r.code == "1" && !strings.Contains(r.stderr, "drill: hint: "):
				t.Errorf("%v gives no hint: %s", args, r.stderr)
			case r.code != "0" && r.code != "1" && r.code != "3":
				t.Errorf("%v: exit code %s", args, r.code)
			case args[1] == "export" && r.code == "0" && ofLearner.ReplaceAllString(r.stdout, "") != ofLearner.ReplaceAllString(want, ""):
				t.Errorf("an export says other than what was stored")
			}
			if r.code != "0" {
				refused++
			}
		}
	}
	if refused == 0 {
		t.Error("no damage was ever noticed")
	}
}

// TestAnExportOfAFlippedByteIsRefused changes bytes of an export at random places.
func TestAnExportOfAFlippedByteIsRefused(t *testing.T) {
	_, database := homeWithResponse(t)
	text := exported(t, database)
	dir := t.TempDir()
	chance := rand.New(rand.NewPCG(1987, 12))
	for range 20 {
		bytes := []byte(text)
		bytes[chance.IntN(len(bytes))] ^= byte(1 + chance.IntN(255))
		file := filepath.Join(dir, "changed.jsonl")
		if err := os.WriteFile(file, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		runProcess(drill(t, dir, "db", "import", file)).want(t, "1", "drill: hint: ")
	}
	r := runProcess(drill(t, dir, "learner", "list"))
	if r.stdout != "" {
		t.Errorf("something was imported: %s", r.stdout)
	}
}

// TestADeletedLogLeavesAWholeDatabase deletes what a killed process left beside the
// file: what stands in it is gone with it, and nothing else.
func TestADeletedLogLeavesAWholeDatabase(t *testing.T) {
	home, database := homeWithResponse(t)
	command := drill(t, home, "study", "--plain", "--new", "99", "--db", database)
	in, out := pipes(t, command)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	go typeResponses(in, 1)
	saved := 0
	for lines := bufio.NewScanner(out); lines.Scan() && saved < 5; {
		if strings.HasPrefix(lines.Text(), "Saved. ") {
			saved++
		}
	}
	command.Process.Kill()
	io.Copy(io.Discard, out)
	command.Wait()
	if err := os.Remove(database + "-wal"); err != nil {
		t.Fatal(err)
	}
	if texts := textsOf(t, database); !texts["sun"] {
		t.Errorf("the log holds %v", texts)
	}
	wantWhole(t, database)
	studyIn(t, home, "sun\n:q\n").want(t, "0")
}

const nobody = 65534

// asNobody lets a command run as a user for whom file permissions hold.
func asNobody(command *exec.Cmd) *exec.Cmd {
	if os.Getuid() == 0 {
		command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return command
}

// TestWhereNothingMayBeWritten runs the commands on a database that may only be read,
// in a folder that may only be read.
func TestWhereNothingMayBeWritten(t *testing.T) {
	base := movingBase(t, 20)
	dir, err := os.MkdirTemp("", "drill")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700); os.RemoveAll(dir) })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"drill.db", "other.db", "backup.db", "other.jsonl"} {
		copyTo(t, filepath.Join(base, name), filepath.Join(dir, name))
		if err := os.Chmod(filepath.Join(dir, name), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	copyTo(t, self, filepath.Join(dir, "drill")) // the test binary stands where others cannot reach it
	for path, mode := range map[string]os.FileMode{filepath.Join(dir, "drill"): 0o555, dir: 0o555} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	before := exported(t, filepath.Join(dir, "drill.db"))
	run := func(args ...string) result {
		command := asNobody(drill(t, "/nowhere", args...))
		command.Path, command.Dir = filepath.Join(dir, "drill"), dir
		command.Env = append(command.Env, "DRILL_DB=drill.db")
		return runProcess(command)
	}
	run("db", "check").want(t, "0")
	if r := run("db", "export"); r.stdout != before {
		t.Errorf("an export says %.300s%s", r.stdout, r.stderr)
	}
	for _, args := range [][]string{
		{"db", "merge", "other.db"}, {"db", "import", "other.jsonl"}, {"db", "rebuild"}, {"db", "check", "--repair"},
		{"db", "restore", "--yes", "backup.db"}, {"db", "backup"}, {"db", "export", "new.jsonl"},
	} {
		run(args...).want(t, "1", "drill: error: ", "drill: hint: ", "writ")
	}
	if after := exported(t, filepath.Join(dir, "drill.db")); after != before {
		t.Error("something was written")
	}
}
