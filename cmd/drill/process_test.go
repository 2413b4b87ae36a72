package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"
)

// exitText gives the exit code of a process that ended with an error.
func exitText(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strconv.Itoa(exit.ExitCode())
	}
	return err.Error()
}

// drill prepares the program as a process of its own, with an empty home.
func drill(t *testing.T, home string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(self, args...)
	command.Env = append(os.Environ(), "DRILL_TEST_MAIN=1", "HOME="+home, "XDG_DATA_HOME=", "USER=ada", "TZ=UTC")
	return command
}

// manyProcesses leaves a test out of short runs, such as those with the race detector:
// it runs the program so many times that they would take ten minutes.
func manyProcesses(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it runs many processes")
	}
}
