package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// What can be wrong with a database. Errors of this package say the file and
// what was being done, and hold one of these for errors.Is.
var (
	// ErrNewerSchema means that a newer drill wrote the file. It is not touched.
	ErrNewerSchema = errors.New("the database was written by a newer version of drill")
	// ErrOlderSchema means that the file must be opened for writing once, which
	// brings its schema up to date, before it can be opened for reading.
	ErrOlderSchema = errors.New("the database was written by an older version of drill")
	// ErrNotADatabase means that the file is no SQLite database, or another
	// program's. It is not touched.
	ErrNotADatabase = errors.New("the file is not a drill database")
	// ErrLocked means that another program kept the database locked for longer
	// than we wait.
	ErrLocked = errors.New("the database is locked by another program")
	// ErrReadOnly means that the file or its folder does not let us write.
	ErrReadOnly = errors.New("the database cannot be written to")
	// ErrFull means that the disk, or the space allowed to us on it, is full.
	ErrFull = errors.New("the disk is full")
	// ErrDisk means that the disk, or the way to it, failed to read or write.
	ErrDisk = errors.New("the disk failed")
	// ErrDamaged means that the file holds what drill never wrote.
	ErrDamaged = errors.New("the database is damaged")

	// ErrNoLearner means that no learner has the name asked for, or that there
	// is no learner at all.
	ErrNoLearner = errors.New("no such learner")
	// ErrAmbiguousLearner means that several learners have the name asked for,
	// as after a merge. Their ids tell them apart.
	ErrAmbiguousLearner = errors.New("several learners have this name")
	// ErrLearnerExists means that a name is taken.
	ErrLearnerExists = errors.New("there is a learner of this name already")
	// ErrLearnerName means that a name is empty, too long, or holds characters
	// that cannot be shown.
	ErrLearnerName = errors.New("not a name for a learner")

	// ErrNoRubric means that no rubric, or more than one, has a hash that begins
	// as asked.
	ErrNoRubric = errors.New("no such rubric")

	// ErrNewCard means that an event needs a card with a history, and the card
	// has none.
	ErrNewCard = errors.New("the card was never reviewed")
	// ErrNoReview means that what an overrule concerns is no review of this
	// card by this learner, or was undone.
	ErrNoReview = errors.New("there is no such review")
	// ErrConflict means that two databases hold different things under one id,
	// so that one of them was tampered with or damaged.
	ErrConflict = errors.New("the two databases contradict each other")
	// ErrBadExport means that a file is no export of drill's, or not a whole one.
	ErrBadExport = errors.New("not a whole export of drill")
	// ErrNewerExport means that a newer drill wrote an export.
	ErrNewerExport = errors.New("the export was written by a newer version of drill")
	// ErrEditionGone means that the catalogue no longer holds what a session asks
	// from: another process rebuilt or restored the database, or the deck was
	// changed days ago. The session has to begin anew.
	ErrEditionGone = errors.New("its cards are no longer in the catalogue")
	// ErrSameFile means that a database was to be merged into itself, or put in
	// its own place.
	ErrSameFile = errors.New("that is the same file")
)

// wrap says what was being done, and with which file, and puts our own error in
// the place of the driver's. It keeps nil nil.
func (db *DB) wrap(doing string, err error) error { return wrapped(doing, db.path, err) }

func wrapped(doing, path string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %q: %w", doing, path, translated(err))
}

// translated turns the driver's error into one of ours. The driver's text is
// kept as the cause; its type is not. It keeps nil nil.
func translated(err error) error {
	var driver sqlite3.Error
	if !errors.As(err, &driver) {
		return err
	}
	if kind := kindOf(driver); kind != nil {
		return fmt.Errorf("%w (%v)", kind, err)
	}
	return errors.New(err.Error())
}

func kindOf(err sqlite3.Error) error {
	switch primary(err) {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return ErrLocked
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return ErrReadOnly
	case sqlite3.ErrFull:
		return ErrFull
	case sqlite3.ErrCorrupt, sqlite3.ErrFormat:
		return ErrDamaged
	case sqlite3.ErrNotADB:
		return ErrNotADatabase
	case sqlite3.ErrInterrupt:
		return context.Canceled
	case sqlite3.ErrIoErr:
		if kind := kindOfErrno(err.SystemErrno); kind != nil {
			return kind
		}
		return ErrDisk
	case sqlite3.ErrCantOpen:
		return kindOfErrno(err.SystemErrno)
	}
	return nil
}

func kindOfErrno(errno syscall.Errno) error {
	switch errno {
	case syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG:
		return ErrFull
	case syscall.EROFS, syscall.EACCES, syscall.EPERM:
		return ErrReadOnly
	case syscall.ENOENT:
		return fs.ErrNotExist
	}
	return nil
}

// primary is the code of an error without what extends it: in errors of a backup
// the driver leaves that in.
func primary(err sqlite3.Error) sqlite3.ErrNo { return err.Code & 0xff }

func isCode(err error, code sqlite3.ErrNo) bool {
	var driver sqlite3.Error
	return errors.As(err, &driver) && primary(driver) == code
}
