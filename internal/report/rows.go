package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"drill/internal/printable"
)

// Columns says which columns of a table are wanted.
type Columns struct {
	// Known are the columns that the caller reads. A table need not have them.
	Known []string
	// Required are those of them that it must have.
	Required []string
	// Renamed are names that the table has for known ones, by the known name.
	Renamed map[string]string
}

// ErrNoTable is returned for a text that holds no table: it is empty, or no text.
var ErrNoTable = errors.New("no table")

// ErrColumns is returned for a table whose first row lacks a column, or has one
// twice.
var ErrColumns = errors.New("columns do not fit")

// Rows reads the rows of a table in CSV: with commas, semicolons or tabs, as its
// first row has them. It holds a block of them at a time.
type Rows struct {
	in        io.Reader
	separator byte
	header    []string
	known     []int // where each known column is, or -1
	others    []int
	rest      []byte // read and not yet handed out
	line      int    // of the file, where rest begins; from 1
	ended     bool   // in has nothing more
	err       error  // of in
	skipping  bool   // the rest of a line that was too long
}

// blockSize is about how many bytes of rows are handed out at once: enough to make
// up for handing them over, and little beside the memory of a deck.
const blockSize = 128 << 10

// NewRows reads the names of the columns. The error is ErrNoTable, ErrColumns or
// that of in.
func NewRows(in io.Reader, columns Columns) (*Rows, error) {
	r := &Rows{in: in, line: 1}
	text, err := r.fill(nil, blockSize)
	if err != nil {
		return nil, err
	}
	text = r.head(text)
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return nil, fmt.Errorf("%w: the text is UTF-16, and must be UTF-8", ErrNoTable)
	}
	scanner := rowScanner{separator: r.separator}
	for len(text) > 0 {
		n, err := scanner.scan(text, true)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrNoTable, r.line, err)
		}
		r.line += bytes.Count(text[:n], []byte("\n"))
		text = text[n:]
		if len(scanner.cells) > 0 {
			break
		}
	}
	if len(scanner.cells) == 0 {
		return nil, fmt.Errorf("%w: the text is empty", ErrNoTable)
	}
	for _, cell := range scanner.cells {
		r.header = append(r.header, strings.TrimSpace(strings.ToValidUTF8(string(cell), "\ufffd")))
	}
	for len(r.header) > 1 && r.header[len(r.header)-1] == "" { // as spreadsheets write them
		r.header = r.header[:len(r.header)-1]
	}
	r.rest = text
	return r, r.choose(columns)
}

// head takes off what stands before the names, a byte order mark and Excel's own
// line for the separator, and finds the separator.
func (r *Rows) head(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	first = withoutCR(first)
	if said, ok := bytes.CutPrefix(first, []byte("sep=")); ok && len(said) == 1 {
		r.separator = said[0]
		r.line++
		return rest
	}
	r.separator = guessSeparator(text)
	return text
}

// guessSeparator takes what stands most often between the names of the columns.
func guessSeparator(text []byte) byte {
	count := make(map[byte]int)
	quoted, begun := false, false
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ',' || c == ';' || c == '\t':
			count[c]++
		case c == '\n' && begun:
			return mostOften(count)
		}
		begun = begun || c > ' '
	}
	return mostOften(count)
}

func mostOften(count map[byte]int) byte {
	best := byte(',')
	for _, c := range []byte(";\t") {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}

// choose finds the known columns by name; capitals do not matter.
func (r *Rows) choose(columns Columns) error {
	taken := make([]bool, len(r.header))
	for _, name := range columns.Known {
		at := -1
		theirs, renamed := columns.Renamed[name]
		if !renamed {
			theirs = name
		}
		for i, have := range r.header {
			if !strings.EqualFold(have, theirs) {
				continue
			}
			if at >= 0 {
				return fmt.Errorf("%w: there are two columns %q", ErrColumns, theirs)
			}
			at, taken[i] = i, true
		}
		if at < 0 && (renamed || slices.Contains(columns.Required, name)) {
			return fmt.Errorf("%w: there is no column %q; there are %s", ErrColumns, theirs, r.named())
		}
		r.known = append(r.known, at)
	}
	for i := range r.header {
		if !taken[i] {
			r.others = append(r.others, i)
		}
	}
	return nil
}

// named lists the columns, for messages.
func (r *Rows) named() string {
	quoted := make([]string, 0, len(r.header))
	for _, name := range r.header[:min(len(r.header), 20)] {
		quoted = append(quoted, fmt.Sprintf("%q", printable.Clip(printable.Line(name), 40)))
	}
	if len(r.header) > 20 {
		quoted = append(quoted, "…")
	}
	return strings.Join(quoted, ", ")
}

// Has reports whether the table has the known column with this number.
func (r *Rows) Has(known int) bool { return r.known[known] >= 0 }

// Others are the names of the columns that are not known, in their order.
func (r *Rows) Others() []string {
	names := make([]string, len(r.others))
	for i, at := range r.others {
		names[i] = r.header[at]
	}
	return names
}

// Block is some rows of a table, not yet taken apart, so that it can be handed to
// another goroutine for that.
type Block struct {
	rows *Rows
	text []byte
	line int  // of its first row
	long bool // the block is a row that was too long, of which nothing was kept
}

// Next fills the block with the next rows; what it held before is overwritten. It
// returns io.EOF after the last row, and the error of the reader.
func (r *Rows) Next(b *Block) error {
	b.rows, b.long = r, false
	text := append(b.text[:0], r.rest...)
	for want := blockSize; ; want *= 2 {
		var err error
		if text, err = r.fill(text, want); err != nil {
			return err
		}
		b.line = r.line
		if len(text) == 0 {
			return io.EOF
		}
		n := r.whole(text)
		if n == 0 && len(text) <= maxRow {
			continue
		}
		if n == 0 { // one line, and longer than any row
			r.skipping, b.long = true, true
			text, n = text[:0], 0
		}
		r.line += bytes.Count(text[:n], []byte("\n"))
		r.rest = append(r.rest[:0], text[n:]...)
		b.text = text[:n]
		return nil
	}
}

// fill reads until text has the bytes that are wanted, or nothing is left.
func (r *Rows) fill(text []byte, want int) ([]byte, error) {
	text = slices.Grow(text, max(want-len(text), 0))
	for len(text) < want && !r.ended {
		n, err := r.in.Read(text[len(text):want])
		text = text[:len(text)+n]
		if r.skipping {
			text = r.skip(text)
		}
		if err != nil {
			r.ended = true
			if err != io.EOF {
				r.err = err
			}
		}
	}
	return text, r.err
}

// skip drops what is left of a line that was too long.
func (r *Rows) skip(text []byte) []byte {
	at := bytes.IndexByte(text, '\n')
	if at < 0 {
		return text[:0]
	}
	r.skipping = false
	r.line++
	return text[:copy(text, text[at+1:])]
}

// whole is how many bytes of the text are whole rows.
func (r *Rows) whole(text []byte) int {
	scanner := rowScanner{separator: r.separator}
	at := 0
	for at < len(text) {
		n, err := scanner.skip(text[at:], r.ended)
		if err == errUnfinished {
			break
		}
		at += n
	}
	return at
}

// skip is scan for who wants no cells: a line without quotes is not looked into.
func (s *rowScanner) skip(text []byte, final bool) (int, error) {
	if end := bytes.IndexByte(text, '\n'); end >= 0 && bytes.IndexByte(text[:end], '"') < 0 {
		return end + 1, nil
	}
	return s.scan(text, final)
}

// Row is one row. What it holds is overwritten by the next.
type Row struct {
	Line   int      // of the file, where the row begins
	Known  [][]byte // the known columns, nil for those that are not there
	Others [][]byte // the other ones
}

// Rows gives the rows of the block, or for each that cannot be read its line alone
// and what is wrong with it. Empty lines are no rows.
func (b *Block) Rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		if b.long {
			yield(&Row{Line: b.line}, errLongRow)
			return
		}
		r := b.rows
		scanner := rowScanner{separator: r.separator}
		row := &Row{Known: make([][]byte, len(r.known)), Others: make([][]byte, len(r.others))}
		line := b.line
		for text := b.text; len(text) > 0; {
			n, err := scanner.scan(text, true)
			row.Line = line
			line += bytes.Count(text[:n], []byte("\n"))
			text = text[n:]
			if err == nil && len(scanner.cells) == 0 {
				continue
			}
			if err == nil {
				err = r.fit(row, scanner.cells)
			}
			given := row
			if err != nil {
				given = &Row{Line: row.Line}
			}
			if !yield(given, err) {
				return
			}
		}
	}
}

// fit puts cells under the names of their columns. Empty cells behind the last
// column are what spreadsheets write.
func (r *Rows) fit(row *Row, cells [][]byte) error {
	for len(cells) > len(r.header) && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1]
	}
	if len(cells) != len(r.header) {
		remedy := "a cell that is empty has its separator too"
		if len(cells) > len(r.header) {
			remedy = fmt.Sprintf("put quotes around a cell that holds the separator %q", r.separator)
		}
		return fmt.Errorf("the row has %s, and there are %s; %s", counted(len(cells), "cell"), counted(len(r.header), "column"), remedy)
	}
	for i, at := range r.known {
		row.Known[i] = nil
		if at >= 0 {
			row.Known[i] = cells[at]
		}
	}
	for i, at := range r.others {
		row.Others[i] = cells[at]
	}
	return nil
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
