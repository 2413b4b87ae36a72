package store

import (
	"database/sql"
	"strings"
)

// batch inserts rows into a table many at a time: most of what a row costs is the call.
type batch struct {
	t     *tx
	into  string // INSERT INTO table (columns) VALUES
	width int    // columns
	full  *sql.Stmt
	args  []any // of the rows that wait
}

// batchRows is how many rows are inserted at once; SQLite takes 32,766 values.
const batchRows = 64

func (t *tx) batch(into string, width int) *batch {
	return &batch{t: t, into: into, width: width, args: make([]any, 0, width*batchRows)}
}

// add inserts a row, now or with others.
func (b *batch) add(values ...any) error {
	if b.args = append(b.args, values...); len(b.args) < b.width*batchRows {
		return nil
	}
	if b.full == nil {
		var err error
		if b.full, err = b.t.sql.PrepareContext(b.t.ctx, b.query(batchRows)); err != nil {
			return err
		}
	}
	_, err := b.full.ExecContext(b.t.ctx, b.args...)
	b.args = b.args[:0]
	return err
}

// end inserts the rows that wait.
func (b *batch) end() error {
	if b.full != nil {
		defer b.full.Close()
	}
	if len(b.args) == 0 {
		return nil
	}
	_, err := b.t.sql.ExecContext(b.t.ctx, b.query(len(b.args)/b.width), b.args...)
	return err
}

func (b *batch) query(rows int) string {
	row := "(?" + strings.Repeat(",?", b.width-1) + ")"
	return b.into + row + strings.Repeat(","+row, rows-1)
}
