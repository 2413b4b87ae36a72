package store

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"strings"

	"drill/internal/session"
)

// The log is a hash chain per device, so that a row which was changed, removed
// or slipped in later is noticed.
//
// The hash of a row is the SHA-256 of the hash of the device's row before it
// (32 zero bytes for the first) and of the row in this encoding: chainVersion,
// the table's name, and for each column that is not NULL, in the order below,
// its name, a letter for the type of its value, and the value; each of these
// preceded by its length in 8 bytes. A column that a later schema adds is NULL
// in the rows from before it, and so changes none of their hashes.
//
// The chain has no secret in it. It protects against accidents and careless
// edits; who rewrites all of a device's rows can only be found out by a head
// that was noted down elsewhere.
const chainVersion = "drill log 1"

const hashSize = sha256.Size

// table is a table of the log.
type table struct {
	name    string
	columns []string // all but hash, which comes last
	insert  string
	all     string // every column and hash, in the order of the log
	stored  string // the hash of the row of an id

	// The rows of one device, in the order of its chain, found by an index or by
	// looking through the table.
	ofDevice, ofDeviceUnindexed string
}

// The columns that every row of the log begins with.
const (
	columnID = iota
	columnDevice
	columnSeq
	columnClock
	columnsCommon
)

func newTable(name string, columns ...string) table {
	columns = append([]string{"id", "device", "seq", "clock"}, columns...)
	list := strings.Join(columns, ", ") + ", hash"
	marks := strings.Repeat("?, ", len(columns)) + "?"
	return table{
		name:    name,
		columns: columns,
		insert:  "INSERT INTO " + name + " (" + list + ") VALUES (" + marks + ")",
		all:     "SELECT " + list + " FROM " + name + " ORDER BY id",
		stored:  "SELECT hash FROM " + name + " WHERE id = ?",

		ofDevice:          "SELECT " + list + " FROM " + name + " WHERE device = ? ORDER BY seq, id",
		ofDeviceUnindexed: "SELECT " + list + " FROM " + name + " NOT INDEXED WHERE device = ? ORDER BY seq, id",
	}
}

var (
	responses = newTable("response", "learner", "card", "kind", "type", "attempt", "text", "prompt",
		"content_hash", "started", "answered", "utc_offset", "day", "hints", "seconds")
	marks = newTable("mark", "response", "marker", "score", "points", "max_points",
		"criteria", "rejects", "reasons", "route", "derived", "rubric", "engine")
	events = newTable("event", "learner", "kind", "card", "response", "event",
		"quality", "day", "due", "moved_to", "before", "after")

	// logTables are in an order in which rows can be added: what a row refers
	// to stands in its own table or in one before.
	logTables = []table{responses, marks, events}
)

// link gives the hash of a row that follows the row with hash previous. The
// values are those of the table's columns, as the driver gives them.
func (t table) link(previous []byte, values []any) []byte {
	var room [1024]byte // for most rows
	row := append(room[:0], previous...)
	row = appendPart(row, chainVersion)
	row = appendPart(row, t.name)
	for i, column := range t.columns {
		row = appendValue(row, column, values[i])
	}
	sum := sha256.Sum256(row)
	return sum[:]
}

// appendValue appends a column with the type and the bytes of its value; nothing for
// NULL.
func appendValue(row []byte, column string, value any) []byte {
	switch v := value.(type) {
	case int64:
		return append64(appendPart(appendPart(row, column), "i"), uint64(v))
	case float64:
		return append64(appendPart(appendPart(row, column), "r"), math.Float64bits(v))
	case string:
		return appendPart(appendPart(appendPart(row, column), "t"), v)
	case []byte:
		return appendPart(appendPart(appendPart(row, column), "b"), v)
	}
	return row
}

// appendPart appends a text or bytes, with their length before them.
func appendPart[T string | []byte](row []byte, part T) []byte {
	return append(binary.BigEndian.AppendUint64(row, uint64(len(part))), part...)
}

// append64 is appendPart of a number in 8 bytes.
func append64(row []byte, value uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(row, 8), value)
}

// blob is an id as it is stored; NULL for none.
func blob(id session.ID) any {
	if id == (session.ID{}) {
		return nil
	}
	return id[:]
}

// real is a number as SQLite gives it back: it knows no negative zero.
func real(value float64) float64 {
	if value == 0 {
		return 0
	}
	return value
}

func integer[T ~int | ~int32 | ~int64](value T) int64 { return int64(value) }

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
