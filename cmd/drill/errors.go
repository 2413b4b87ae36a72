package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/session"
	"drill/internal/store"
)

// The exit codes, as the help text lists them.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitFound       = 3
	exitInterrupted = 130 // 128 + SIGINT, as shells count
)

const exitCodesHelp = `EXIT CODES:
   0    fine
   1    failed
   2    wrong usage
   3    ran fine, but found something (a deck with problems, rows that cannot be
        marked, a damaged log)
   130  interrupted; every response that was shown as saved is kept
`

// errFound ends a command that ran well and has already printed what it found.
var errFound = errors.New("found problems")

// errInterrupted ends a command that a signal stopped.
var errInterrupted = errors.New("interrupted")

// usageError is a command line that drill cannot take.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// hintedError carries what to do next.
type hintedError struct {
	err  error
	hint string
}

func (e hintedError) Error() string { return e.err.Error() }
func (e hintedError) Unwrap() error { return e.err }

func withHint(err error, format string, args ...any) error {
	return hintedError{err, fmt.Sprintf(format, args...)}
}

// report prints an error and its hint, and gives the exit code.
func (e Env) report(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFound):
		return exitFound
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	fmt.Fprintln(e.Stderr, "drill: error: "+printable.Text(err.Error()))
	if hint := hintFor(err); hint != "" {
		fmt.Fprintln(e.Stderr, "drill: hint: "+printable.Text(hint))
	}
	var usage usageError
	var library cli.ExitCoder
	if errors.As(err, &usage) || errors.As(err, &library) {
		return exitUsage
	}
	return exitFailed
}

// hintFor says what to do next about an error.
func hintFor(err error) string {
	var hinted hintedError
	if errors.As(err, &hinted) {
		return hinted.hint
	}
	var problems deck.Problems
	var path *fs.PathError
	var library cli.ExitCoder
	switch {
	case errors.As(err, &problems):
		return "mend the deck; `drill deck check PATH` shows all its problems"
	case errors.Is(err, store.ErrNewerSchema):
		return "a newer drill wrote this database: install that version, or name another file with --db FILE"
	case errors.Is(err, store.ErrNotADatabase):
		return "name another file with --db FILE, or move this one away to start with an empty database"
	case errors.Is(err, store.ErrDamaged):
		return "keep a copy of the file; `drill db check` says what is damaged and `drill db check --repair` mends what it can, `drill db restore FILE` puts a backup in its place, and SQLite's `sqlite3 FILE .recover` may save what can still be read"
	case errors.Is(err, store.ErrLocked):
		return "another program is writing to it: close that, or wait, and try again"
	case errors.Is(err, store.ErrReadOnly):
		return "make the file and its folder writable, or name another file with --db FILE"
	case errors.Is(err, store.ErrFull):
		return "free some space on that disk and try again; everything shown as saved is kept"
	case errors.Is(err, store.ErrDisk):
		return "everything shown as saved is kept; see to the disk or its connection, copy the database to another one, and let `drill db check` look at it"
	case errors.Is(err, store.ErrNewerExport):
		return "install the newer drill, which can import it; nothing was imported"
	case errors.Is(err, store.ErrBadExport):
		return "nothing was imported; export it again, and copy the file as it is"
	case errors.Is(err, store.ErrConflict):
		return "nothing was changed; `drill db check --db FILE` on each of the two says which one to trust"
	case errors.Is(err, store.ErrSameFile):
		return "name another file"
	case errors.Is(err, store.ErrEditionGone):
		return "the database was rebuilt or restored, or the deck changed days ago: run the command again, which goes on from what the database now holds"
	case errors.Is(err, store.ErrNoRubric):
		return "`drill report scores --format csv` has the hash of the rubric of each response"
	case errors.Is(err, store.ErrOlderSchema):
		return "run `drill study` once, which brings it up to date"
	case errors.Is(err, store.ErrLearnerExists), errors.Is(err, store.ErrLearnerName):
		return "choose another name, of 1 to 100 characters; `drill learner list` shows those taken"
	case errors.Is(err, store.ErrNoLearner):
		return "`drill learner list` shows the learners, `drill learner add NAME` adds one"
	case errors.Is(err, store.ErrAmbiguousLearner):
		return "`drill learner list` shows their ids"
	case errors.Is(err, session.ErrStale):
		return "it was answered or changed by another drill at the same time; try again"
	case errors.Is(err, session.ErrNothingToUndo):
		return "undo takes back what was done on this computer, newest first"
	case errors.Is(err, syscall.ENOSPC):
		return "free some space on that disk and try again"
	case errors.Is(err, fs.ErrPermission):
		return "check the permissions of the file and of its folder"
	case errors.As(err, &library):
		return "`drill help` lists the commands"
	case errors.As(err, &path):
		return "check the path, or name another one; `drill help` lists --db and --decks"
	}
	return ""
}
