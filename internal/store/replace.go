package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"
)

// One database is put in the place of another while others may have that one
// open. SQLite's backup does it, written into the file that is there: as one
// transaction, which others see begin and end, and which a crash leaves undone.
// The lock for it is taken first; then what is there is copied beside it, so that
// nothing written in between is lost; then the pages go in.
//
// A file that SQLite does not recognise cannot be written to in this way. It is no
// use to anybody who has it open, and is moved aside.

// replaceBy puts a closed database in the place of the one at db's path, and gives
// the path of the copy that is kept of what was there; none when nothing was.
func (db *DB) replaceBy(ctx context.Context, staged, why string, wait time.Duration) (kept string, err error) {
	if _, err := os.Stat(db.path); errors.Is(err, fs.ErrNotExist) {
		return "", publish(staged, db.path, false)
	}
	kept, err = db.writeOver(ctx, staged, why, wait)
	if unrecognised(err) {
		return db.moveAside(staged, why)
	}
	return kept, err
}

// unrecognised reports that SQLite could not make out the file.
func unrecognised(err error) bool {
	return isCode(err, sqlite3.ErrNotADB) || isCode(err, sqlite3.ErrCorrupt)
}

func (db *DB) writeOver(ctx context.Context, staged, why string, wait time.Duration) (kept string, err error) {
	live := newPool(db.path, readWrite, wait)
	defer live.Close()
	to, err := live.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer to.Close()
	if err := samePageSize(ctx, to, staged); err != nil {
		return "", err
	}
	source := newPool(staged, immutable, wait)
	defer source.Close()
	from, err := source.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer from.Close()
	err = from.Raw(func(source any) error {
		return to.Raw(func(target any) error {
			kept, err = db.writePages(ctx, target.(*sqlite3.SQLiteConn), source.(*sqlite3.SQLiteConn), staged, why, wait)
			return err
		})
	})
	return kept, err
}

// writePages locks the database, keeps a copy of it, and writes the other's pages
// over its own.
func (db *DB) writePages(ctx context.Context, to, from *sqlite3.SQLiteConn, staged, why string, wait time.Duration) (kept string, err error) {
	backup, err := to.Backup("main", from, "main")
	if err != nil {
		return "", err
	}
	if err = lock(ctx, backup, wait); err == nil {
		kept, err = db.keep(ctx, filepath.Dir(staged), why)
	}
	if err == nil {
		var done bool
		if done, err = backup.Step(-1); err == nil && !done {
			err = ErrLocked
		}
	}
	err = cmp.Or(err, backup.Finish()) // which tells the same error again
	return kept, noRoom(err, staged, filepath.Dir(db.path))
}

// lock takes the lock that a backup writes under: a step of no pages does so. That
// it has is seen from the count of pages, which a step that came too early leaves
// at 0.
func lock(ctx context.Context, backup *sqlite3.SQLiteBackup, wait time.Duration) error {
	const pause = 10 * time.Millisecond
	for deadline := time.Now().Add(wait); ; time.Sleep(pause) {
		if _, err := backup.Step(0); err != nil {
			return err
		}
		if backup.PageCount() > 0 {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if time.Now().After(deadline) {
			return ErrLocked
		}
	}
}

// keep copies what stands at the path, damaged or not, beside it. The copy is made
// in dir first.
func (db *DB) keep(ctx context.Context, dir, why string) (string, error) {
	current := &DB{path: db.path, pool: newPool(db.path, readOnly, defaultWait)}
	defer current.Close()
	copied := filepath.Join(dir, "kept.db")
	if err := current.copyTo(ctx, copied); err != nil {
		return "", fmt.Errorf("keep a copy of what is there: %w", err)
	}
	for n := 1; ; n++ {
		path := db.beside(why, n)
		err := publish(copied, path, false)
		if errors.Is(err, fs.ErrExist) && n < 100 {
			continue
		}
		return path, err
	}
}

// samePageSize brings the closed database staged to the page size of another: pages
// cannot be written over those of another size.
func samePageSize(ctx context.Context, as *sql.Conn, staged string) error {
	pool := newPool(staged, fresh, defaultWait)
	defer pool.Close()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	var want, have int
	const query = `SELECT page_size FROM pragma_page_size`
	if err := as.QueryRowContext(ctx, `PRAGMA page_size`).Scan(&want); err != nil {
		return err
	}
	if err := conn.QueryRowContext(ctx, query).Scan(&have); err != nil || have == want {
		return err
	}
	_, err = conn.ExecContext(ctx, fmt.Sprintf("PRAGMA page_size = %d; VACUUM", want))
	return err
}

// moveAside gives the file at the path another name, and its own to the staged one.
// Where the file system has links a file stands there at each moment. The log of the old one goes first: SQLite
// would take it for the log of the new one.
func (db *DB) moveAside(staged, why string) (kept string, err error) {
	kept, err = db.linkAside(why)
	if err != nil {
		return "", fmt.Errorf("keep what is there: %w", err)
	}
	for _, side := range []string{"-wal", "-shm"} {
		if err := os.Rename(db.path+side, kept+side); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return kept, publish(staged, db.path, true)
}

func (db *DB) linkAside(why string) (string, error) {
	for n := 1; ; n++ {
		path := db.beside(why, n)
		err := os.Link(db.path, path)
		if errors.Is(err, fs.ErrExist) && n < 100 {
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrExist) { // a file system without links
			if _, there := os.Lstat(path); there == nil && n < 100 {
				continue
			}
			err = os.Rename(db.path, path)
		}
		return path, err
	}
}
