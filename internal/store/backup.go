package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

// Backup writes a copy of the database to path by SQLite's online backup, which
// gives a whole copy even while others write. The file must not exist yet.
func (db *DB) Backup(ctx context.Context, path string) error {
	return db.wrap("back up", db.backup(ctx, path))
}

func (db *DB) backup(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return asReadOnly(err)
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := db.copyTo(ctx, path); err != nil {
		return fmt.Errorf("copy to %q: %w", path, errors.Join(translated(err), os.Remove(path)))
	}
	return nil
}

func (db *DB) copyTo(ctx context.Context, path string) error {
	target := newPool(path, fresh, defaultWait)
	defer target.Close()
	to, err := target.Conn(ctx)
	if err != nil {
		return err
	}
	defer to.Close()
	from, err := db.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer from.Close()
	return from.Raw(func(source any) error {
		return to.Raw(func(target any) error {
			return copyAll(target.(*sqlite3.SQLiteConn), source.(*sqlite3.SQLiteConn))
		})
	})
}

// copyAll copies every page in one step.
func copyAll(to, from *sqlite3.SQLiteConn) error {
	backup, err := to.Backup("main", from, "main")
	if err != nil {
		return err
	}
	done, err := backup.Step(-1)
	if err == nil && !done {
		err = fmt.Errorf("%w: the copy was not finished", ErrLocked)
	}
	return errors.Join(err, backup.Finish())
}
