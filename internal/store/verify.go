package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"

	"drill/internal/session"
)

// Head is the newest row of a device's chain. Noted down elsewhere, it proves
// later that nothing before it was changed or cut away.
type Head struct {
	Device session.ID
	Seq    int64
	Hash   []byte
}

// chainWalk follows the chain of one device from its first row.
//
// A file that was copied, and then used in both places, has a chain that forks:
// after a merge several rows have the same number. Each must follow one of the
// rows that have the number before.
type chainWalk struct {
	device   session.ID
	previous [][]byte // hashes of the rows with the number before
	hashes   [][]byte // of those with this number
	seq      int64
	rows     int
	forked   bool
	faults   []Fault
}

func newChainWalk(device session.ID) *chainWalk {
	return &chainWalk{device: device, hashes: [][]byte{make([]byte, hashSize)}}
}

// walkChain verifies the rows of a device, which may be read without the help of
// indexes. It calls seen with every row.
func walkChain(ctx context.Context, db querier, device session.ID, unindexed bool, seen func(logRow) error) (*chainWalk, error) {
	w := newChainWalk(device)
	cursors, err := openCursors(ctx, db, device, unindexed)
	defer closeCursors(cursors)
	if err != nil {
		return w, err
	}
	for {
		c := first(cursors)
		if c == nil {
			return w, nil
		}
		w.row(c.logRow)
		if err := seen(c.logRow); err != nil {
			return w, err
		}
		if err := c.next(); err != nil {
			return w, err
		}
	}
}

// row verifies one row, and goes on to its number.
func (w *chainWalk) row(c logRow) {
	w.rows++
	switch seq := c.seq(); {
	case seq == w.seq+1:
		w.previous, w.hashes, w.seq = w.hashes, nil, seq
	case seq == w.seq:
		w.forked = true
	default:
		w.fault("rows are missing from the log", fmt.Sprintf("device %s, before row %d", w.device, seq))
		w.previous, w.hashes, w.seq = nil, nil, seq
	}
	w.hashes = append(w.hashes, c.hash)
	if w.previous == nil {
		return // nothing to follow: said already
	}
	for _, previous := range w.previous {
		if bytes.Equal(c.table.link(previous, c.values), c.hash) {
			return
		}
	}
	w.fault("a row of the log was changed", fmt.Sprintf("%s %s (device %s, row %d)", c.table.name, c.id(), w.device, w.seq))
}

func (w *chainWalk) fault(what, where string) {
	const most = 20 // of one kind from one device; after that they say nothing new
	if len(w.faults) < most {
		w.faults = append(w.faults, Fault{What: what, Where: where, Remedy: remedyLog})
	}
}

// logRow is a row of the log: the values of its table's columns, and its hash.
type logRow struct {
	table  table
	values []any
	hash   []byte
}

// cursor reads the rows of one table that belong to one device, in the order of
// its chain.
type cursor struct {
	logRow
	rows *sql.Rows
	done bool
}

func openCursors(ctx context.Context, db querier, device session.ID, unindexed bool) ([]*cursor, error) {
	var cursors []*cursor
	for _, table := range logTables {
		query := table.ofDevice
		if unindexed {
			query = table.ofDeviceUnindexed
		}
		rows, err := db.QueryContext(ctx, query, device[:])
		if err != nil {
			return cursors, err
		}
		c := &cursor{logRow: logRow{table: table}, rows: rows}
		cursors = append(cursors, c)
		if err := c.next(); err != nil {
			return cursors, err
		}
	}
	return cursors, nil
}

func closeCursors(cursors []*cursor) {
	for _, c := range cursors {
		c.rows.Close()
	}
}

// first gives the cursor that stands at the lowest number, or nil.
func first(cursors []*cursor) *cursor {
	var lowest *cursor
	for _, c := range cursors {
		if !c.done && (lowest == nil || c.seq() < lowest.seq()) {
			lowest = c
		}
	}
	return lowest
}

func (c *cursor) next() error {
	if !c.rows.Next() {
		c.done = true
		return c.rows.Err()
	}
	var err error
	c.values, c.hash, err = scanRow(c.table, c.rows)
	return err
}

func (r logRow) seq() int64 {
	seq, _ := r.values[columnSeq].(int64)
	return seq
}

func (r logRow) id() session.ID { return idOf(r.values) }

func (r logRow) device() (id session.ID) {
	bytes, _ := r.values[columnDevice].([]byte)
	copy(id[:], bytes)
	return id
}

func idOf(values []any) (id session.ID) {
	bytes, _ := values[columnID].([]byte)
	copy(id[:], bytes)
	return id
}

// scanRow reads a row of the log as the driver gives it.
func scanRow(t table, row scanner) (values []any, hash []byte, err error) {
	values = make([]any, len(t.columns))
	targets := make([]any, len(values)+1)
	for i := range values {
		targets[i] = &values[i]
	}
	targets[len(values)] = &hash
	return values, hash, row.Scan(targets...)
}
