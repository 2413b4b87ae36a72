package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"drill/internal/session"
)

// Holding is what a database holds.
type Holding struct {
	Learners, Cards, Responses int
	Newest                     time.Time // when the newest response was written; zero when there is none
	// Alone counts the responses and events that the other one does not hold.
	AloneResponses, AloneEvents int
}

// Restore is a backup made ready to be put in the place of a database. Nothing has
// changed before Run.
type Restore struct {
	Backup Holding
	// Current is what is there now; Unreadable says why that is not known.
	Current    Holding
	Unreadable error // fs.ErrNotExist when there is no database

	db     *DB // the path to restore to
	dir    string
	staged string
	wait   time.Duration
}

// PrepareRestore makes a copy of a backup, brings its schema up to date, and
// verifies it; the backup itself is only read. One with a fault in its log is
// ErrDamaged. A database of a newer drill is not replaced: ErrNewerSchema; nor is
// another program's. Close is to be called in the end.
func PrepareRestore(ctx context.Context, path, backup string, o Options) (*Restore, error) {
	doing := fmt.Sprintf("restore %q to", backup)
	if isSameFile(path, backup) {
		return nil, wrapped(doing, path, ErrSameFile)
	}
	db, err := newDB(path, o)
	if err != nil {
		return nil, wrapped(doing, path, err)
	}
	// A link to the database stays one.
	if real, err := filepath.EvalSymlinks(db.path); err == nil {
		db.path = real
	}
	r := &Restore{db: db, wait: o.wait()}
	if err := r.prepare(ctx, backup, o); err != nil {
		r.Close()
		return nil, db.wrap(doing, err)
	}
	return r, nil
}

// Close removes what was made ready.
func (r *Restore) Close() error {
	if r.dir == "" {
		return nil
	}
	return os.RemoveAll(r.dir)
}

func (r *Restore) prepare(ctx context.Context, backup string, o Options) (err error) {
	if info, err := os.Stat(r.db.path); err == nil {
		if err := mayWrite(r.db.path, info); err != nil {
			return err
		}
	}
	if r.dir, err = stageBeside(r.db.path); err != nil {
		return err
	}
	staged, err := stage(ctx, backup, r.dir, o)
	if err != nil {
		return err
	}
	defer staged.Close()
	r.staged = staged.path
	if err := staged.read(ctx, func(q querier) error { return wholeLog(ctx, q) }); err != nil {
		return fmt.Errorf("the backup: %w", err)
	}
	if _, err := staged.Rebuild(ctx); err != nil {
		return err
	}
	// What it was made of may have gone on; the two must not go on as one.
	if err := staged.mintDevice(ctx); err != nil {
		return err
	}
	if err := r.compare(ctx, staged, o); err != nil {
		return err
	}
	if err := closeAsFile(ctx, staged); err != nil {
		return err
	}
	return syncFile(r.staged)
}

// stageBeside makes a folder of our own beside a database.
func stageBeside(path string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", asReadOnly(err)
	}
	dir, err := stageIn(filepath.Dir(path))
	return dir, asReadOnly(err)
}

// closeAsFile closes a database as one file, without a log beside it.
func closeAsFile(ctx context.Context, db *DB) error {
	for _, stmt := range db.stmts {
		stmt.Close()
	}
	db.stmts = nil
	db.pool.SetMaxIdleConns(0) // so that the one that follows is the only one
	conn, err := db.pool.Conn(ctx)
	if err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, `PRAGMA journal_mode = DELETE`)
	return errors.Join(err, conn.Close(), db.pool.Close())
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// compare reads what the backup and the database hold.
func (r *Restore) compare(ctx context.Context, staged *DB, o Options) error {
	current := &DB{path: r.db.path, readOnly: true, now: r.db.now}
	defer current.Close()
	_, err := current.openPool(ctx, o)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.Unreadable = fs.ErrNotExist
		return staged.read(ctx, func(q querier) error { return r.Backup.read(ctx, q) })
	case isCode(err, sqlite3.ErrNotADB):
		r.Unreadable = fmt.Errorf("%w: %w", ErrDamaged, translated(err))
	case errors.Is(err, ErrNewerSchema), errors.Is(err, ErrNotADatabase):
		return err
	case err != nil:
		r.Unreadable = translated(err)
	}
	return staged.read(ctx, func(ofBackup querier) error {
		if err := r.Backup.read(ctx, ofBackup); err != nil || r.Unreadable != nil {
			return err
		}
		err := current.read(ctx, func(q querier) error {
			if err := r.Current.read(ctx, q); err != nil {
				return err
			}
			return r.alone(ctx, q, ofBackup)
		})
		if errors.Is(err, ctx.Err()) && err != nil {
			return err
		}
		if err != nil { // it is damaged, and to be replaced for that
			r.Current, r.Unreadable = Holding{}, translated(err)
		}
		return nil
	})
}

func (h *Holding) read(ctx context.Context, q querier) error {
	var newest sql.NullString
	err := q.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM state), (SELECT count(*) FROM response),
		(SELECT clock FROM response ORDER BY id DESC LIMIT 1)`).Scan(&h.Cards, &h.Responses, &newest)
	if err != nil {
		return err
	}
	learners, err := readLearners(ctx, q)
	if err != nil {
		return err
	}
	h.Learners = len(learners)
	if newest.Valid {
		h.Newest, err = parseTime(newest.String)
	}
	return err
}

func (r *Restore) alone(ctx context.Context, current, backup querier) (err error) {
	a, b := &r.Current, &r.Backup
	a.AloneResponses, b.AloneResponses, err = alone(ctx, current, backup, `SELECT id FROM response ORDER BY id`)
	if err != nil {
		return err
	}
	a.AloneEvents, b.AloneEvents, err = alone(ctx, current, backup, `SELECT id FROM event ORDER BY id`)
	return err
}

// alone counts the ids that only one of two databases has. The query gives them in
// their order, so that one pass through both will do.
func alone(ctx context.Context, a, b querier, query string) (inA, inB int, err error) {
	one, err := openIDs(ctx, a, query)
	if err != nil {
		return 0, 0, err
	}
	defer one.rows.Close()
	two, err := openIDs(ctx, b, query)
	if err != nil {
		return 0, 0, err
	}
	defer two.rows.Close()
	for !one.done || !two.done {
		order := session.Compare(one.id, two.id)
		switch {
		case two.done || !one.done && order < 0:
			inA++
			one.next()
		case one.done || order > 0:
			inB++
			two.next()
		default:
			one.next()
			two.next()
		}
	}
	return inA, inB, errors.Join(one.err, two.err)
}

// ids are ids that are read one by one.
type ids struct {
	rows *sql.Rows
	id   session.ID
	done bool
	err  error
}

func openIDs(ctx context.Context, q querier, query string) (*ids, error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	i := &ids{rows: rows}
	i.next()
	return i, nil
}

func (i *ids) next() {
	if !i.rows.Next() {
		i.done, i.err = true, i.rows.Err()
		return
	}
	if err := i.rows.Scan(&i.id); err != nil {
		i.done, i.err = true, err
	}
}

// Run puts the backup in the place of the database, in one step, and gives the path
// of the copy that is kept of what was there; empty when there was nothing. Others
// that have the database open see it as they see any other change. The database
// goes on as a new device, with its catalogue of decks empty.
func (r *Restore) Run(ctx context.Context) (kept string, err error) {
	kept, err = r.db.replaceBy(ctx, r.staged, "before-restore", r.wait)
	return kept, r.db.wrap("restore", err)
}
