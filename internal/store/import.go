package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"

	"github.com/mattn/go-sqlite3"

	"drill/internal/session"
)

// longestLine is the longest line that an import reads, in bytes.
const longestLine = 64 << 20

// Import adds what an export holds and the database does not, and works out the
// card states anew, all in one transaction: it does what Merge does with the
// database that was exported, and same says what it says there. Every row is
// verified against its chain. What is no whole export is ErrBadExport, with the
// line; what a newer drill wrote is ErrNewerExport; what contradicts the database
// is ErrConflict. After an error nothing has changed.
func (db *DB) Import(ctx context.Context, from io.Reader, same ...Same) (Merged, error) {
	const doing = "import into"
	if db.readOnly {
		return Merged{}, db.wrap(doing, ErrReadOnly)
	}
	var merged Merged
	err := db.transact(ctx, func(t *tx) error {
		u, err := t.union()
		if err != nil {
			return err
		}
		r := &importer{union: u, lines: bufio.NewReaderSize(from, 1<<16), sum: sha256.New()}
		if err := r.run(); err != nil {
			return err
		}
		err = u.finish(same)
		merged = u.Merged
		return err
	})
	if isConstraint(err) { // found when the transaction was to end
		err = fmt.Errorf("%w: rows refer to rows that are neither in it nor in the database", ErrBadExport)
	}
	if err != nil {
		return Merged{}, db.wrap(doing, err)
	}
	return merged, nil
}

// importer reads an export, line by line.
type importer struct {
	*union
	lines *bufio.Reader
	line  int       // the number of the one being read
	sum   hash.Hash // of the lines before it
	read  Exported
	types map[string][]columnType // by table, in the order of its columns

	walk *chainWalk // of the device whose rows are being read
	head Head       // of that device
	ends bool       // the head was met
}

func (r *importer) run() error {
	newest, err := r.newestRows()
	if err != nil {
		return err
	}
	if err := r.columnTypes(); err != nil {
		return err
	}
	for ended := false; !ended; {
		var text []byte
		if text, err = r.next(); err == nil {
			ended, err = r.take(text)
		}
		if err = translated(err); isOfFile(err) {
			return fmt.Errorf("%w: line %d: %w", ErrBadExport, r.line, err)
		}
		if err != nil {
			return err
		}
	}
	if err := r.readable(newest); err != nil {
		return fmt.Errorf("%w: %w", ErrBadExport, err)
	}
	return nil
}

// isOfFile reports whether an error lies in what the file says, and neither in
// reading it, nor in the database, nor between the two.
func isOfFile(err error) bool {
	var reading *fs.PathError
	switch {
	case err == nil, errors.Is(err, ErrNewerExport), errors.Is(err, ErrConflict), errors.As(err, &reading):
		return false
	case errors.Is(err, ErrDamaged):
		return true
	}
	return !isOurs(err)
}

func isConstraint(err error) bool { return isCode(err, sqlite3.ErrConstraint) }

// columnTypes reads which types the columns of the log have.
func (r *importer) columnTypes() error {
	r.types = make(map[string][]columnType)
	for _, table := range logTables {
		types := make(map[string]columnType)
		err := eachRow(r.ctx, r.sql, `SELECT name, type FROM pragma_table_info(?)`, func(row scanner) error {
			var name string
			var is columnType
			err := row.Scan(&name, &is)
			types[name] = is
			return err
		}, table.name)
		if err != nil {
			return err
		}
		for _, column := range table.columns {
			r.types[table.name] = append(r.types[table.name], types[column])
		}
	}
	return nil
}

// next gives the next line, without its end.
func (r *importer) next() ([]byte, error) {
	r.line++
	var line []byte
	for {
		part, err := r.lines.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > longestLine:
			return nil, fmt.Errorf("it has more than %d MB", longestLine>>20)
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return nil, errors.New("the file ends before its last line: it was cut short")
		case err != nil:
			return nil, err
		default:
			return line, r.ctx.Err()
		}
	}
}

// take takes a line in; true for the last one.
func (r *importer) take(text []byte) (ended bool, err error) {
	if r.line == 1 {
		err = r.header(text)
	} else {
		ended, err = r.object(text)
	}
	r.sum.Write(text)
	return ended, err
}

func (r *importer) header(text []byte) error {
	var fields object
	if err := json.Unmarshal(text, &fields); err != nil {
		return errors.New("it is not the first line of an export")
	}
	if format, err := fields.text("format"); err != nil || format != exportFormat {
		return errors.New("it is not the first line of an export")
	}
	version, err := fields.integer("version")
	if err != nil {
		return err
	}
	schema, err := fields.integer("schema")
	if err != nil {
		return err
	}
	if version > exportVersion || schema > int64(len(schemas)) {
		return fmt.Errorf("%w: it has version %d and schema %d, and this version reads %d and %d", ErrNewerExport, version, schema, exportVersion, len(schemas))
	}
	if version < 1 || schema < 1 {
		return errors.New("it names no version")
	}
	return fields.spent()
}

func (r *importer) object(text []byte) (ended bool, err error) {
	var line map[string]object
	if err := json.Unmarshal(text, &line); err != nil {
		return false, fmt.Errorf("it is no JSON object of drill: %w", err)
	}
	if len(line) != 1 {
		return false, fmt.Errorf("it holds %d objects, not one", len(line))
	}
	for kind, fields := range line {
		if err := r.fields(kind, fields); err != nil {
			return false, err
		}
		if err := fields.spent(); err != nil {
			return false, err
		}
		ended = kind == lineEnd
	}
	return ended, nil
}

func (r *importer) fields(kind string, fields object) error {
	switch kind {
	case lineLearner:
		return r.learnerLine(fields)
	case lineRubric:
		return r.rubricLine(fields)
	case lineDevice:
		return r.deviceLine(fields)
	case lineEnd:
		return r.endLine(fields)
	}
	for _, table := range logTables {
		if table.name == kind {
			return r.rowLine(table, fields)
		}
	}
	return fmt.Errorf("%.60q is no kind of line", kind)
}

func (r *importer) learnerLine(fields object) error {
	id, errID := fields.id("id")
	name, errName := fields.text("name")
	created, errCreated := fields.text("created")
	if err := firstError(errID, errName, errCreated); err != nil {
		return err
	}
	clean, err := cleanName(name)
	if err != nil {
		return err
	}
	if clean != name {
		return fmt.Errorf("%q: %w: it should read %q", name, ErrLearnerName, clean)
	}
	if _, err := parseTime(created); err != nil {
		return err
	}
	if session.Logical(id) > latest {
		return fmt.Errorf("learner %s is dated past the year 9999", id)
	}
	r.read.Learners++
	return r.learner(id, name, created)
}

func (r *importer) rubricLine(fields object) error {
	hash, errHash := fields.text("hash")
	text, errText := fields.text("text")
	if err := firstError(errHash, errText); err != nil {
		return err
	}
	if rubricHash(text) != hash {
		return errors.New("the text of the rubric was changed")
	}
	r.read.Rubrics++
	return r.rubric(hash, text)
}

func (r *importer) deviceLine(fields object) error {
	if err := r.endChain(); err != nil {
		return err
	}
	id, errID := fields.id("id")
	created, errCreated := fields.text("created")
	seq, errSeq := fields.integer("seq")
	hash, errHash := fields.bytes("hash", hashSize)
	if err := firstError(errID, errCreated, errSeq, errHash); err != nil {
		return err
	}
	if _, err := parseTime(created); err != nil {
		return err
	}
	r.read.Devices++
	if seq < 1 {
		return errors.New("a device without rows is not exported")
	}
	r.walk, r.head, r.ends = newChainWalk(id), Head{Device: id, Seq: seq, Hash: hash}, false
	return r.device(r.head, created)
}

// endChain makes sure that the chain of the device before was whole.
func (r *importer) endChain() error {
	if r.walk == nil {
		return nil
	}
	return chainEnds(r.walk, r.head, r.ends)
}

func (r *importer) rowLine(of table, fields object) error {
	row := logRow{table: of}
	for i, column := range of.columns {
		value, err := fields.take(column, r.types[of.name][i])
		if err != nil {
			return err
		}
		row.values = append(row.values, value)
	}
	var err error
	if row.hash, err = fields.bytes("hash", hashSize); err != nil {
		return err
	}
	if r.walk == nil || row.device() != r.walk.device {
		return errors.New("it does not stand below its device")
	}
	r.walk.row(row)
	if len(r.walk.faults) > 0 {
		return fmt.Errorf("%s: %s", r.walk.faults[0].What, r.walk.faults[0].Where)
	}
	r.ends = r.ends || row.seq() == r.head.Seq && bytes.Equal(row.hash, r.head.Hash)
	r.read.count(of)
	return r.row(row)
}

func (r *importer) endLine(fields object) error {
	if err := r.endChain(); err != nil {
		return err
	}
	for _, c := range []struct {
		name string
		read int
	}{
		{"learners", r.read.Learners}, {"rubrics", r.read.Rubrics}, {"devices", r.read.Devices},
		{"responses", r.read.Responses}, {"marks", r.read.Marks}, {"events", r.read.Events},
	} {
		count, err := fields.integer(c.name)
		if err != nil {
			return err
		}
		if count != int64(c.read) {
			return fmt.Errorf("the file should hold %d %s, and holds %d: lines are missing or were added", count, c.name, c.read)
		}
	}
	sum, err := fields.text("sha256")
	if err != nil {
		return err
	}
	if sum != hex.EncodeToString(r.sum.Sum(nil)) {
		return errors.New("the lines before it are not those that were exported: a line was changed")
	}
	if _, err := r.lines.ReadByte(); !errors.Is(err, io.EOF) {
		return errors.New("something stands after the last line")
	}
	return nil
}

// newestRows are the numbers of the newest rows of the log, by table.
func (r *importer) newestRows() (newest [3]int64, err error) {
	err = r.queryRow(`SELECT coalesce((SELECT max(rowid) FROM response), 0), coalesce((SELECT max(rowid) FROM mark), 0),
		coalesce((SELECT max(rowid) FROM event), 0)`).Scan(&newest[0], &newest[1], &newest[2])
	return newest, err
}

// readable reads what came in after some rows as reports and replays do.
func (r *importer) readable(after [3]int64) error {
	err := eachRow(r.ctx, r.sql, selectScores+` WHERE r.rowid > ? OR r.id IN (SELECT response FROM mark WHERE rowid > ?)`, func(row scanner) error {
		_, err := scanScored(row)
		return err
	}, after[0], after[1])
	if err != nil {
		return err
	}
	return eachRow(r.ctx, r.sql, `SELECT `+eventColumns+`, before, after FROM event e WHERE rowid > ?`, func(row scanner) error {
		_, err := scanLogged(row)
		return err
	}, after[2])
}
