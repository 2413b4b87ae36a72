package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Options are what a database needs from the world. The zero value is the real
// world.
type Options struct {
	Now    func() time.Time // the clock; nil means time.Now
	Random io.Reader        // for ids; nil means crypto/rand
	// User is the name of the learner that is made when a database has none.
	User string
	// Wait is how long to wait for another program's lock; 0 means 5 seconds.
	Wait time.Duration

	noBackup bool // of a working copy, before its schema is brought up to date
}

const defaultWait = 5 * time.Second

// DB is an open database. It may be used by several goroutines.
type DB struct {
	path      string // absolute
	pool      *sql.DB
	preparing sync.Mutex
	stmts     map[string]*sql.Stmt // prepared when first run, by their text
	readOnly  bool
	now       func() time.Time
	random    io.Reader
	user      string
	noBackup  bool
}

// Open opens the database at path for reading and writing. What is missing is
// made: the folder (0700), the file (0600), the tables. A file with an older
// schema is brought up to date, after a copy was put beside it. A file that is
// not drill's, or from a newer drill, is refused and not touched.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	db, err := newDB(path, o)
	if err != nil {
		return nil, wrapped("open the database", path, err)
	}
	if err := db.open(ctx, o); err != nil {
		db.Close()
		return nil, db.wrap("open the database", err)
	}
	return db, nil
}

func newDB(path string, o Options) (*DB, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	db := &DB{path: absolute, now: o.Now, random: o.Random, user: o.User, noBackup: o.noBackup}
	if db.now == nil {
		db.now = time.Now
	}
	if db.random == nil {
		db.random = rand.Reader
	}
	return db, nil
}

func (o Options) wait() time.Duration {
	if o.Wait <= 0 {
		return defaultWait
	}
	return o.Wait
}

func (db *DB) open(ctx context.Context, o Options) error {
	if err := makeFile(db.path); err != nil {
		return err
	}
	if err := refuseForeign(ctx, db.path, o); err != nil {
		return err
	}
	db.pool = newPool(db.path, readWrite, o.wait())
	if err := db.connect(ctx, o.wait()); err != nil {
		return err
	}
	if err := db.migrate(ctx, schemas); err != nil {
		return err
	}
	if err := db.checkTables(ctx); err != nil {
		return err
	}
	return db.ensureDevice(ctx)
}

// makeFile makes a missing file, readable by its owner alone, and sees to it
// that an existing one may be written. SQLite would open a protected file for
// reading and say so only at the first write. An existing file is not opened
// here: closing it would drop the locks that SQLite holds on it in this process.
func makeFile(path string) error {
	if info, err := os.Stat(path); err == nil {
		return mayWrite(path, info)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return asReadOnly(err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil // another process was quicker
	}
	if err != nil {
		return asReadOnly(err)
	}
	return file.Close()
}

func mayWrite(path string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: it is no regular file", ErrNotADatabase)
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	// The log and its index stand in the folder, beside the file.
	for _, needed := range []string{real, filepath.Dir(real)} {
		if err := syscall.Access(needed, writeAccess); err != nil {
			return asReadOnly(&fs.PathError{Op: "write to", Path: needed, Err: err})
		}
	}
	return nil
}

const writeAccess = 2 // W_OK of access(2)

func asReadOnly(err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG) {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// refuseForeign looks at a file through a connection that cannot write, so that
// a file which is not for us stays as it is to the last byte. Where the header says
// that it is for us, that is enough.
func refuseForeign(ctx context.Context, path string, o Options) error {
	if saysOurs(path) {
		return nil
	}
	pool := newPool(path, readOnly, o.wait())
	defer pool.Close()
	_, err := schemaOf(ctx, pool)
	if isCode(err, sqlite3.ErrReadonly) || isCode(err, sqlite3.ErrCantOpen) {
		return nil // to be recovered from a crash first; looked at again then
	}
	return err
}

// connect makes the first connection. While another process turns a new file
// into a WAL database, SQLite reports it as locked without waiting; we wait.
func (db *DB) connect(ctx context.Context, wait time.Duration) error {
	const pause = 10 * time.Millisecond
	for deadline := time.Now().Add(wait); ; time.Sleep(pause) {
		err := db.pool.PingContext(ctx)
		if !isCode(err, sqlite3.ErrBusy) || time.Now().After(deadline) || ctx.Err() != nil {
			return err
		}
	}
}

// Close closes the database. Everything acknowledged before is on disk already.
func (db *DB) Close() error {
	if db.pool == nil {
		return nil
	}
	for _, stmt := range db.stmts {
		stmt.Close()
	}
	return db.wrap("close the database", db.pool.Close())
}

// Path is the absolute path of the database.
func (db *DB) Path() string { return db.path }
