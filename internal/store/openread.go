package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

// OpenRead opens the database at path for reading alone. It makes no database:
// for a missing file, and one in which nothing was ever stored, the error is
// fs.ErrNotExist. It works where nothing may be written, too; elsewhere SQLite
// may put its side files, with nothing in them, beside the database until the
// next Open. Writing to what it returns fails with ErrReadOnly.
func OpenRead(ctx context.Context, path string, o Options) (*DB, error) {
	const doing = "open the database for reading"
	db, err := newDB(path, o)
	if err != nil {
		return nil, wrapped(doing, path, err)
	}
	db.readOnly = true
	if err := db.openRead(ctx, o); err != nil {
		db.Close()
		return nil, db.wrap(doing, err)
	}
	return db, nil
}

func (db *DB) openRead(ctx context.Context, o Options) error {
	version, err := db.openPool(ctx, o)
	if err != nil {
		return err
	}
	if version < len(schemas) {
		return fmt.Errorf("%w: its schema is %d, and this version reads %d", ErrOlderSchema, version, len(schemas))
	}
	return db.checkTables(ctx)
}

// openPool opens a database for reading, whatever its schema is.
func (db *DB) openPool(ctx context.Context, o Options) (version int, err error) {
	info, err := os.Stat(db.path)
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("%w: it is no regular file", ErrNotADatabase)
	}
	db.pool = newPool(db.path, readOnly, o.wait())
	version, err = schemaOf(ctx, db.pool)
	if db.mayBeImmutable(err) {
		db.pool.Close()
		db.pool = newPool(db.path, immutable, o.wait())
		version, err = schemaOf(ctx, db.pool)
	}
	if err == nil && version == 0 {
		err = fmt.Errorf("nothing is in it yet: %w", fs.ErrNotExist)
	}
	return version, err
}

// mayBeImmutable reports whether a database that would not open can be read as
// a file that nobody changes. That is so where SQLite may not make the side
// files of a WAL database and none holds anything.
func (db *DB) mayBeImmutable(err error) bool {
	if !isCode(err, sqlite3.ErrCantOpen) && !isCode(err, sqlite3.ErrReadonly) {
		return false
	}
	real, err := filepath.EvalSymlinks(db.path)
	if err != nil {
		return false
	}
	wal, err := os.Stat(real + "-wal")
	return errors.Is(err, fs.ErrNotExist) || (err == nil && wal.Size() == 0)
}
