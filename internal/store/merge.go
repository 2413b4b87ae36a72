package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"drill/internal/session"
)

// Merge adds what another database holds and this one does not, and works out
// the card states anew, in one transaction. The result does not depend on which
// is merged into which, nor on how often. Learners of the other database stay
// others than those of this one, also of the same name, unless same says that two
// are one person; the log then says so too, and so does every database that it is
// merged into.
//
// The other database is only read; of one with an older schema, a copy is brought
// up to date and read. It must be whole: with a fault in its log the error is
// ErrDamaged. Where the two hold different things under one id, the error is
// ErrConflict; when they are one file, ErrSameFile. After an error nothing has
// changed.
func (db *DB) Merge(ctx context.Context, otherPath string, same ...Same) (Merged, error) {
	doing := fmt.Sprintf("merge %q into", otherPath)
	if isSameFile(db.path, otherPath) {
		return Merged{}, db.wrap(doing, ErrSameFile)
	}
	other, done, err := openAnySchema(ctx, otherPath, Options{Now: db.now, Random: db.random})
	if err != nil {
		return Merged{}, err
	}
	defer done()
	var merged Merged
	err = db.writeCancellable(ctx, doing, func(t *tx) error {
		return other.read(ctx, func(q querier) (err error) {
			merged, err = t.merge(q, same)
			return err
		})
	})
	if err != nil {
		return Merged{}, err
	}
	return merged, nil
}

func isSameFile(a, b string) bool {
	one, errOne := os.Stat(a)
	two, errTwo := os.Stat(b)
	return errOne == nil && errTwo == nil && os.SameFile(one, two)
}

// openAnySchema opens a database for reading; of one with an older schema, a copy
// that was brought up to date. It is closed, and the copy removed, by done.
func openAnySchema(ctx context.Context, path string, o Options) (db *DB, done func(), err error) {
	db, err = OpenRead(ctx, path, o)
	if err == nil {
		return db, func() { db.Close() }, nil
	}
	if !errors.Is(err, ErrOlderSchema) {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "drill-")
	if err != nil {
		return nil, nil, asReadOnly(err)
	}
	db, err = stage(ctx, path, dir, o)
	if err != nil {
		os.RemoveAll(dir)
		return nil, nil, err
	}
	return db, func() { db.Close(); os.RemoveAll(dir) }, nil
}

func (t *tx) merge(other querier, same []Same) (Merged, error) {
	if err := wholeLog(t.ctx, other); err != nil {
		return Merged{}, fmt.Errorf("the other database: %w", err)
	}
	u, err := t.union()
	if err != nil {
		return Merged{}, err
	}
	for _, step := range []func(querier) error{u.learnersOf, u.devicesOf, u.rubricsOf, u.rowsOf} {
		if err := step(other); err != nil {
			return u.Merged, err
		}
	}
	return u.Merged, u.finish(same)
}

// wholeLog refuses a log with any fault in it. An index is looked into too: where it
// says other than its table, what is read depends on the way it is read.
func wholeLog(ctx context.Context, db querier) error {
	c := checker{ctx: ctx, db: db}
	for _, step := range []func() error{c.integrity, c.references, c.chains, c.rubrics, c.readable} {
		if err := step(); err != nil {
			return err
		}
	}
	if len(c.Faults) > 0 {
		fault := c.Faults[0]
		return fmt.Errorf("%w: %s: %s", ErrDamaged, fault.What, fault.Where)
	}
	return nil
}

func (u *union) learnersOf(other querier) error {
	return eachRow(u.ctx, other, `SELECT id, name, created FROM learner ORDER BY id`, func(row scanner) error {
		var id session.ID
		var name, created string
		if err := row.Scan(&id, &name, &created); err != nil {
			return err
		}
		return u.learner(id, name, created)
	})
}

func (u *union) devicesOf(other querier) error {
	return eachDevice(u.ctx, other, u.device)
}

// eachDevice calls a function with every device that a database knows.
func eachDevice(ctx context.Context, db querier, f func(head Head, created string) error) error {
	return eachRow(ctx, db, `SELECT id, created, seq, hash FROM device NOT INDEXED ORDER BY id`, func(row scanner) error {
		var head Head
		var created string
		if err := row.Scan(&head.Device, &created, &head.Seq, &head.Hash); err != nil {
			return err
		}
		return f(head, created)
	})
}

func (u *union) rubricsOf(other querier) error {
	return eachRow(u.ctx, other, `SELECT hash, text FROM rubric ORDER BY hash`, func(row scanner) error {
		var hash, text string
		if err := row.Scan(&hash, &text); err != nil {
			return err
		}
		return u.rubric(hash, text)
	})
}

func (u *union) rowsOf(other querier) error {
	for _, table := range logTables {
		err := eachRow(u.ctx, other, table.all, func(row scanner) error {
			values, hash, err := scanRow(table, row)
			if err != nil {
				return err
			}
			return u.row(logRow{table, values, hash})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
