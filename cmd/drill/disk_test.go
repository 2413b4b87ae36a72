package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestADiskThatFailsLosesNothingSaved lets calls of the real process to its database
// fail, as a broken disk or connection does, by strace's fault injection. Whatever was
// shown as saved must be in the log, the message must say what to do, and the file must
// be whole afterwards.
func TestADiskThatFailsLosesNothingSaved(t *testing.T) {
	manyProcesses(t)
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	if err := exec.Command(strace, "-e", "trace=none", "true").Run(); err != nil {
		t.Skip("strace may not trace here")
	}
	for _, fault := range []struct{ call, inject string }{
		{"pwrite64", "error=EIO:when=90"},
		{"pwrite64", "error=EIO:when=120+"},
		{"pwrite64", "error=ENOSPC:when=140+"},
		{"fsync,fdatasync", "error=EIO:when=8+"},
		{"pread64", "error=EIO:when=60+"},
		{"ftruncate", "error=EIO:when=1+"},
	} {
		t.Run(fault.call+" "+fault.inject, func(t *testing.T) {
			home := t.TempDir()
			if out, err := drill(t, home, "study", "--plain", "--new", "1").CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			command := drill(t, home, "study", "--plain", "--new", "100000")
			command.Args = append([]string{strace, "-f", "-o", filepath.Join(home, "trace"), "-e", "trace=" + fault.call,
				"-e", "inject=" + fault.call + ":" + fault.inject, command.Path}, command.Args[1:]...)
			command.Path = strace
			var responses bytes.Buffer
			for i := range 120 {
				fmt.Fprintln(&responses, responseText(0, i))
			}
			command.Stdin = &responses
			var out, errs bytes.Buffer
			command.Stdout, command.Stderr = &out, &errs
			if err := command.Run(); err != nil && !strings.Contains(errs.String(), "drill: hint: ") {
				t.Errorf("%v without a hint:\n%s", err, errs.String())
			}
			saved := make(map[string]bool)
			for i := range strings.Count(out.String(), "\nSaved. ") {
				saved[responseText(0, i)] = true
			}
			checkNothingLost(t, filepath.Join(home, ".local", "share", "drill", "drill.db"), saved)
			t.Logf("%d saved; %s", len(saved), firstLine(errs.String()))
		})
	}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
