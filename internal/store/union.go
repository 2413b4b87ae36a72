package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"

	"drill/internal/session"
)

// Merged says what a merge or an import brought.
type Merged struct {
	Learners, Responses, Marks, Events int // that were not here before
	Joined                             int // learners found to be one with another
	Changed                            int // card states
}

// union adds the rows of another log to this one, in a transaction. Rows that are
// here already stay as they are, so that it does not matter how often and in which
// order logs are added. Rows may come in any order: one may refer to one still to
// come.
type union struct {
	*tx
	Merged
	theirs []session.Learner // of the other log, as far as they came
}

func (t *tx) union() (*union, error) {
	return &union{tx: t}, t.exec(`PRAGMA defer_foreign_keys = ON`)
}

func (u *union) learner(id session.ID, name, created string) error {
	u.theirs = append(u.theirs, session.Learner{ID: id, Name: name})
	var here string
	err := u.queryRow(`SELECT name FROM learner WHERE id = ?`, id[:]).Scan(&here)
	if errors.Is(err, sql.ErrNoRows) {
		u.Learners++
		return u.exec(`INSERT INTO learner (id, name, created) VALUES (?, ?, ?)`, id[:], name, created)
	}
	if err == nil && here != name {
		err = fmt.Errorf("%w: learner %s is %q in one and %q in the other", ErrConflict, id, here, name)
	}
	return err
}

// device takes over a device. Of one that both know, the later head stands, and
// the chain goes on from there.
func (u *union) device(head Head, created string) error {
	return u.exec(`INSERT INTO device (id, created, seq, hash) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash
		WHERE (excluded.seq, excluded.hash) > (seq, hash)`,
		head.Device[:], created, head.Seq, head.Hash)
}

func (u *union) rubric(hash, text string) error { return u.exec(insertRubric, hash, text) }

// row adds a row of the log whose hash was verified; the hash tells whether a row
// that is here is the same.
func (u *union) row(row logRow) error {
	of, id := row.table, row.id()
	var here []byte
	err := u.queryRow(of.stored, id[:]).Scan(&here)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return err
	case bytes.Equal(here, row.hash):
		return nil
	default:
		return fmt.Errorf("%w: %s %s is not the same in both", ErrConflict, of.name, id)
	}
	if session.Logical(id) > latest {
		return fmt.Errorf("%w: %s %s is dated past the year 9999", ErrDamaged, of.name, id)
	}
	switch of.name {
	case responses.name:
		u.Responses++
	case marks.name:
		u.Marks++
	case events.name:
		u.Events++
	}
	return u.exec(of.insert, append(row.values, row.hash)...)
}

// finish joins learners and works out the card states anew.
func (u *union) finish(same []Same) error {
	// The default learner of a file that had none stays the same from now on.
	err := u.exec(`UPDATE local SET learner = (SELECT min(id) FROM learner) WHERE learner IS NULL`)
	if err != nil {
		return err
	}
	if len(same) > 0 {
		if err := u.readLast(); err != nil { // rows of the other log may be newer
			return err
		}
		if u.Joined, err = u.join(u.theirs, same); err != nil {
			return err
		}
	}
	rebuilt, err := u.rebuild()
	u.Changed = rebuilt.Changed
	return err
}
