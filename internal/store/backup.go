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
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Backup writes a copy of the database to path by SQLite's online backup, which
// gives a whole copy even while others write. The copy is checked and on disk
// before it stands under that name. The file must not exist yet.
func (db *DB) Backup(ctx context.Context, path string) error {
	return db.wrap("back up", db.backup(ctx, path, false))
}

// BackupOver is Backup to a file that may exist, in whose place the copy is put.
// The database itself is refused, with ErrSameFile.
func (db *DB) BackupOver(ctx context.Context, path string) error {
	return db.wrap("back up", db.backup(ctx, path, true))
}

func (db *DB) backup(ctx context.Context, path string, overwrite bool) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if isSameFile(db.path, path) {
		return fmt.Errorf("%q: %w", path, ErrSameFile)
	}
	if _, err := os.Lstat(path); err == nil && !overwrite {
		return &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
	}
	dir, err := stageIn(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	copied := filepath.Join(dir, "copy.db")
	if err := db.copyTo(ctx, copied); err != nil {
		return fmt.Errorf("copy to %q: %w", path, translated(err))
	}
	if err := checkCopy(ctx, copied); err != nil {
		return fmt.Errorf("copy to %q: %w", path, translated(err))
	}
	return publish(copied, path, overwrite)
}

// stagePrefix begins the name of a folder in which a copy is made ready.
const stagePrefix = ".drill-copy-"

// stageIn makes a folder of our own in another, and removes those that killed
// processes have left there. One younger than a day may be in use.
func stageIn(dir string) (string, error) {
	const old = 24 * time.Hour
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, entry := range entries {
		if !entry.IsDir() || !strings.HasPrefix(entry.Name(), stagePrefix) {
			continue
		}
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > old {
			os.RemoveAll(filepath.Join(dir, entry.Name()))
		}
	}
	return os.MkdirTemp(dir, stagePrefix)
}

// copyTo writes a copy to a file that is not there yet. What was written is on disk
// when it returns.
func (db *DB) copyTo(ctx context.Context, path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return asReadOnly(err)
	}
	if err := file.Close(); err != nil {
		return err
	}
	target := newPool(path, fresh, defaultWait)
	defer target.Close()
	to, err := target.Conn(ctx)
	if err != nil {
		return err
	}
	defer to.Close()
	if err := db.copyInto(ctx, to); err != nil {
		return noRoom(err, db.path, filepath.Dir(path))
	}
	// One file, which can be read where nothing may be written.
	_, err = to.ExecContext(ctx, `PRAGMA journal_mode = DELETE`)
	return err
}

// copyInto copies into another database.
func (db *DB) copyInto(ctx context.Context, to *sql.Conn) error {
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
	return cmp.Or(err, backup.Finish()) // which tells the same error again
}

// noRoom finds out whether a copy of a database could not be written to a folder
// because it may not grow so large. A backup of SQLite's does not tell why the
// system refused to write; only that of a full disk it knows.
func noRoom(err error, path, dir string) error {
	if !isCode(err, sqlite3.ErrIoErr) {
		return err
	}
	info, errInfo := os.Stat(path)
	file, errFile := os.CreateTemp(dir, stagePrefix)
	if errInfo != nil || errFile != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if _, errWrite := file.WriteAt(make([]byte, 1<<16), info.Size()); errWrite != nil {
		return asReadOnly(errWrite)
	}
	return err
}

// checkCopy makes sure that what was written can be read, as SQLite sees it.
func checkCopy(ctx context.Context, path string) error {
	pool := newPool(path, immutable, defaultWait)
	defer pool.Close()
	c := checker{ctx: ctx, db: pool}
	if err := c.integrity(); err != nil {
		return err
	}
	if len(c.Faults) > 0 {
		return fmt.Errorf("%w: %s", ErrDamaged, c.Faults[0].Where)
	}
	return nil
}

// publish gives a finished file its name, in one step, and puts the name on disk.
func publish(from, to string, overwrite bool) error {
	if !overwrite {
		err := os.Link(from, to)
		if err == nil {
			return syncFolder(filepath.Dir(to))
		}
		if errors.Is(err, fs.ErrExist) {
			return &fs.PathError{Op: "write", Path: to, Err: fs.ErrExist}
		}
		// A file system without links, such as that of most USB sticks. Nobody
		// else makes a file of this name between the look and the renaming.
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// backupBeside writes a backup beside the database, whose name says when and why,
// and gives its path.
func (db *DB) backupBeside(ctx context.Context, why string) (string, error) {
	for n := 1; ; n++ {
		path := db.beside(why, n)
		err := db.backup(ctx, path, false)
		if errors.Is(err, fs.ErrExist) && n < 100 {
			continue
		}
		return path, err
	}
}

// beside is a name for what is kept beside the database, the nth of this second.
func (db *DB) beside(why string, n int) string {
	path := fmt.Sprintf("%s.%s-%s", db.path, why, db.now().UTC().Format("20060102T150405"))
	if n > 1 {
		path += fmt.Sprintf("-%d", n)
	}
	return path
}

// BackupName is a name for a backup, beside the database and with the time in it.
func (db *DB) BackupName() string { return db.beside("backup", 1) }

// keptBackups is how many of the backups that are made before a change of schema
// are kept.
const keptBackups = 3

// backupBefore keeps a copy of the database as it was before a change of schema,
// and lets the oldest of such copies go.
func (db *DB) backupBefore(ctx context.Context, version int) error {
	if _, err := db.backupBeside(ctx, fmt.Sprintf("schema-%d", version)); err != nil {
		return fmt.Errorf("back up before the change of schema: %w", err)
	}
	return nil
}

// tidyBackups removes what changes of schema have left, but for the newest.
func (db *DB) tidyBackups() {
	dir, prefix := filepath.Dir(db.path), filepath.Base(db.path)+".schema-"
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // they do no harm
	}
	var kept []string
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), prefix) && entry.Type().IsRegular() {
			kept = append(kept, entry.Name())
		}
	}
	slices.SortFunc(kept, func(a, b string) int { return strings.Compare(timeIn(b), timeIn(a)) })
	for i, name := range kept {
		if i >= keptBackups {
			os.Remove(filepath.Join(dir, name))
		}
	}
}

// timeIn is the time in the name of a backup before a change of schema.
func timeIn(name string) string {
	_, at, _ := strings.Cut(name[strings.LastIndex(name, ".schema-")+1:], "-")
	_, at, _ = strings.Cut(at, "-")
	return at
}
