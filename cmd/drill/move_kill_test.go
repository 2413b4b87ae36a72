package main

import (
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"
)

// TestKilledMovesAreDoneOrNot ends each command that writes to a database with SIGKILL
// at random moments. The database is then as it was or as it was to be, whole, and
// the command goes through when it is run again.
func TestKilledMovesAreDoneOrNot(t *testing.T) {
	manyProcesses(t)
	const rounds = 4
	base := movingBase(t, 1200)
	for _, d := range moving(t, base) {
		t.Run(d.name, func(t *testing.T) {
			base := folderOf(t, base)
			if d.prepare != nil {
				d.prepare(t, base)
			}
			takes := d.again(t, folderOf(t, base))
			chance := rand.New(rand.NewPCG(1987, 12))
			killed, done := 0, 0
			for range rounds {
				dir := folderOf(t, base)
				command := drill(t, dir, d.args...)
				command.Dir = dir
				command.Env = append(command.Env, "DRILL_DB=drill.db")
				if err := command.Start(); err != nil {
					t.Fatal(err)
				}
				timer := time.AfterFunc(time.Duration(chance.Int64N(int64(takes))), func() { command.Process.Kill() })
				if command.Wait() != nil {
					killed++
				}
				timer.Stop()
				if d.wantEitherWay(t, dir) {
					done++
				}
				d.again(t, dir)
				if left := glob(t, filepath.Join(dir, ".drill-copy-*")); len(left) > 1 {
					t.Errorf("it leaves %v", left)
				}
			}
			t.Logf("%d of %d were killed, %d had done it", killed, rounds, done)
			if killed == 0 {
				t.Error("none was killed")
			}
		})
	}
}
