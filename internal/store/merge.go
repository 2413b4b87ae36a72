package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"drill/internal/session"
)

// Merged says what a merge brought.
type Merged struct {
	Learners, Responses, Marks, Events int // that were not here before
	Changed                            int // card states
}

// Merge adds what another database holds and this one does not, and works out
// the card states anew, in one transaction. The result does not depend on which
// is merged into which, nor on how often. The other database is only read. It
// must be whole: with a fault in its log the error is ErrDamaged. Where the two
// hold different things under one id, the error is ErrConflict. After an error
// nothing has changed.
func (db *DB) Merge(ctx context.Context, otherPath string) (Merged, error) {
	doing := fmt.Sprintf("merge %q into", otherPath)
	other, err := OpenRead(ctx, otherPath, Options{Now: db.now})
	if err != nil {
		return Merged{}, err
	}
	defer other.Close()
	var merged Merged
	err = db.writeCancellable(ctx, doing, func(t *tx) error {
		return other.read(ctx, func(q querier) (err error) {
			merged, err = t.merge(q)
			return err
		})
	})
	if err != nil {
		return Merged{}, err
	}
	return merged, nil
}

func (t *tx) merge(other querier) (merged Merged, err error) {
	if err := wholeLog(t.ctx, other); err != nil {
		return merged, fmt.Errorf("the other database: %w", err)
	}
	// Rows come table by table, so that one may refer to one still to come.
	if err := t.exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
		return merged, err
	}
	if merged.Learners, err = t.mergeLearners(other); err != nil {
		return merged, err
	}
	if err := t.mergeDevices(other); err != nil {
		return merged, err
	}
	if err := t.mergeRubrics(other); err != nil {
		return merged, err
	}
	added := []*int{&merged.Responses, &merged.Marks, &merged.Events}
	for i, table := range logTables {
		if *added[i], err = t.mergeTable(other, table); err != nil {
			return merged, err
		}
	}
	// The default learner of a file that had none stays the same from now on.
	err = t.exec(`UPDATE local SET learner = (SELECT min(id) FROM learner) WHERE learner IS NULL`)
	if err != nil {
		return merged, err
	}
	rebuilt, err := t.rebuild()
	merged.Changed = rebuilt.Changed
	return merged, err
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

func (t *tx) mergeLearners(other querier) (added int, err error) {
	err = eachRow(t.ctx, other, `SELECT id, name, created FROM learner ORDER BY id`, func(row scanner) error {
		var id session.ID
		var name, created, here string
		if err := row.Scan(&id, &name, &created); err != nil {
			return err
		}
		err := t.queryRow(`SELECT name FROM learner WHERE id = ?`, id[:]).Scan(&here)
		if errors.Is(err, sql.ErrNoRows) {
			added++
			return t.exec(`INSERT INTO learner (id, name, created) VALUES (?, ?, ?)`, id[:], name, created)
		}
		if err == nil && here != name {
			err = fmt.Errorf("%w: learner %s is %q in one and %q in the other", ErrConflict, id, here, name)
		}
		return err
	})
	return added, err
}

// mergeDevices takes over the other's devices. Of a device that both know, the
// later head stands, and the chain goes on from there.
func (t *tx) mergeDevices(other querier) error {
	return eachRow(t.ctx, other, `SELECT id, created, seq, hash FROM device`, func(row scanner) error {
		var head Head
		var created string
		if err := row.Scan(&head.Device, &created, &head.Seq, &head.Hash); err != nil {
			return err
		}
		return t.exec(`INSERT INTO device (id, created, seq, hash) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash
			WHERE (excluded.seq, excluded.hash) > (seq, hash)`,
			head.Device[:], created, head.Seq, head.Hash)
	})
}

func (t *tx) mergeRubrics(other querier) error {
	return eachRow(t.ctx, other, `SELECT hash, text FROM rubric`, func(row scanner) error {
		var hash, text string
		if err := row.Scan(&hash, &text); err != nil {
			return err
		}
		return t.exec(insertRubric, hash, text)
	})
}

// mergeTable adds the rows of a table of the log that are not here. A row's
// hash, which is verified, tells whether a row that is here is the same.
func (t *tx) mergeTable(other querier, from table) (added int, err error) {
	stored := `SELECT hash FROM ` + from.name + ` WHERE id = ?`
	err = eachRow(t.ctx, other, from.all, func(row scanner) error {
		values, hash, err := scanRow(from, row)
		if err != nil {
			return err
		}
		id := idOf(values)
		var here []byte
		err = t.queryRow(stored, id[:]).Scan(&here)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return err
		case bytes.Equal(here, hash):
			return nil
		default:
			return fmt.Errorf("%w: %s %s is not the same in both", ErrConflict, from.name, id)
		}
		if session.Logical(id) > latest {
			return fmt.Errorf("%w: %s %s is dated past the year 9999", ErrDamaged, from.name, id)
		}
		added++
		return t.exec(from.insert, append(values, hash)...)
	})
	return added, err
}
