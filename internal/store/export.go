package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"drill/internal/session"
)

// Exported counts what an export holds.
type Exported struct {
	Learners, Rubrics, Devices int
	Responses, Marks, Events   int
}

// Export writes all that the database holds, but for what is made anew from the
// log and from decks: learners, rubrics, and each device with its rows in the order
// of its chain. The same log gives the same bytes. Rows are verified and written
// one by one; a fault in the log ends it with ErrDamaged.
func (db *DB) Export(ctx context.Context, to io.Writer) (Exported, error) {
	return db.export(ctx, to, false)
}

func (db *DB) export(ctx context.Context, to io.Writer, unindexed bool) (Exported, error) {
	e := &exporter{ctx: ctx, to: to, sum: sha256.New(), unindexed: unindexed}
	err := db.read(ctx, func(q querier) error {
		e.db = q
		return e.run()
	})
	return e.Exported, db.wrap("export", err)
}

type exporter struct {
	Exported
	ctx  context.Context
	db   querier
	to   io.Writer
	sum  hash.Hash // of all lines so far
	line []byte

	unindexed bool // indexes are not used, since they may be damaged
}

func (e *exporter) run() error {
	for _, step := range []func() error{e.header, e.learners, e.rubrics, e.devices} {
		if err := step(); err != nil {
			return err
		}
	}
	return e.write(lineEnd, []field{
		{"learners", integer(e.Learners)}, {"rubrics", integer(e.Rubrics)}, {"devices", integer(e.Devices)},
		{"responses", integer(e.Responses)}, {"marks", integer(e.Marks)}, {"events", integer(e.Events)},
		{"sha256", hex.EncodeToString(e.sum.Sum(nil))},
	})
}

func (e *exporter) header() error {
	line, err := appendObject(e.line[:0], []field{
		{"format", exportFormat}, {"version", int64(exportVersion)}, {"schema", int64(len(schemas))},
	})
	if err != nil {
		return err
	}
	return e.put(append(line, '\n'))
}

func (e *exporter) write(kind string, fields []field) error {
	line, err := appendLine(e.line[:0], kind, fields)
	if err != nil {
		return err
	}
	return e.put(line)
}

func (e *exporter) put(line []byte) error {
	e.line = line
	e.sum.Write(line)
	_, err := e.to.Write(line)
	return err
}

func (e *exporter) learners() error {
	return eachRow(e.ctx, e.db, `SELECT id, name, created FROM learner NOT INDEXED ORDER BY id`, func(row scanner) error {
		var id session.ID
		var name, created string
		if err := row.Scan(&id, &name, &created); err != nil {
			return err
		}
		e.Learners++
		return e.write(lineLearner, []field{{"id", id[:]}, {"name", name}, {"created", created}})
	})
}

func (e *exporter) rubrics() error {
	return eachRow(e.ctx, e.db, `SELECT hash, text FROM rubric NOT INDEXED ORDER BY hash`, func(row scanner) error {
		var hash, text string
		if err := row.Scan(&hash, &text); err != nil {
			return err
		}
		if rubricHash(text) != hash {
			return fmt.Errorf("%w: the text of rubric %s was changed", ErrDamaged, hash)
		}
		e.Rubrics++
		return e.write(lineRubric, []field{{"hash", hash}, {"text", text}})
	})
}

func (e *exporter) devices() error {
	type device struct {
		Head
		created string
	}
	var devices []device
	err := eachDevice(e.ctx, e.db, func(head Head, created string) error {
		// One without rows is that of a database in which nothing was written.
		if head.Seq > 0 {
			devices = append(devices, device{head, created})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range devices {
		e.Devices++
		err := e.write(lineDevice, []field{{"id", d.Device[:]}, {"created", d.created}, {"seq", d.Seq}, {"hash", d.Hash}})
		if err != nil {
			return err
		}
		if err := e.chain(d.Head); err != nil {
			return err
		}
	}
	return nil
}

func (e *exporter) chain(head Head) error {
	ends := false
	walk, err := walkChain(e.ctx, e.db, head.Device, e.unindexed, func(row logRow) error {
		ends = ends || row.seq() == head.Seq && bytes.Equal(row.hash, head.Hash)
		return e.row(row)
	})
	if err != nil {
		return err
	}
	return chainEnds(walk, head, ends)
}

// chainEnds reports a fault of a chain, or that it does not end where it should.
func chainEnds(walk *chainWalk, head Head, ends bool) error {
	if len(walk.faults) > 0 {
		return fmt.Errorf("%w: %s: %s", ErrDamaged, walk.faults[0].What, walk.faults[0].Where)
	}
	if !ends || walk.seq != head.Seq {
		return fmt.Errorf("%w: the chain of device %s ends with row %d and not with row %d as noted", ErrDamaged, head.Device, walk.seq, head.Seq)
	}
	return nil
}

func (e *exporter) row(row logRow) error {
	fields := make([]field, 0, len(row.values)+1)
	for i, column := range row.table.columns {
		fields = append(fields, field{column, row.values[i]})
	}
	e.count(row.table)
	return e.write(row.table.name, append(fields, field{"hash", row.hash}))
}

func (e *Exported) count(of table) {
	switch of.name {
	case responses.name:
		e.Responses++
	case marks.name:
		e.Marks++
	case events.name:
		e.Events++
	}
}
