package report

import (
	"bytes"
	"errors"
)

// Rows of CSV, read without an allocation each.
//
// A row is what RFC 4180 calls a record, read as encoding/csv reads it: a quote
// opens a cell at its beginning alone, CR LF is a line end inside a cell too, empty
// lines are passed over. A fuzz target holds the two together. They part at a row
// that is broken: a forgotten quote would swallow every row behind it, so that here
// the next row begins on the line after the one where the broken row began.

// maxRow is the most bytes of a row; a longer one is a quote that does not end.
const maxRow = 4 << 20

// What may be wrong with a row.
var (
	errOpenQuote  = errors.New(`a quoted cell does not end; write " at its end, and "" for a quote inside`)
	errAfterQuote = errors.New(`text stands behind the end of a quoted cell; write "" for a quote inside it`)
	errBareQuote  = errors.New(`a quote stands inside a cell without quotes; put the whole cell in quotes, and write "" for a quote inside`)
	errLongRow    = errors.New("the row is longer than 4 MB")
	errUnfinished = errors.New("the text ends within the row")
)

// rowScanner takes rows apart. The zero value with a separator is ready.
type rowScanner struct {
	separator byte
	cells     [][]byte // of the last row; they are parts of the text, or of own
	own       []byte   // cells that had to be written anew
}

// scan reads the row at the beginning of text, which is not empty, and returns how
// many bytes it takes, its line end included. final says that nothing follows the
// text; otherwise the error may be errUnfinished. After any other error n leads
// behind the first line. A row without cells is an empty line.
func (s *rowScanner) scan(text []byte, final bool) (n int, err error) {
	s.cells, s.own = s.cells[:0], s.own[:0]
	end := bytes.IndexByte(text, '\n')
	if end < 0 && !final {
		return 0, errUnfinished
	}
	line, next := text, len(text)
	if end >= 0 {
		line, next = text[:end], end+1
	}
	if bytes.IndexByte(line, '"') < 0 {
		s.plain(line)
		return next, nil
	}
	n, err = s.quoted(text, final)
	if err != nil && err != errUnfinished {
		return next, err
	}
	return n, err
}

// plain takes a line without quotes apart.
func (s *rowScanner) plain(line []byte) {
	line = withoutCR(line)
	if len(line) == 0 {
		return
	}
	for {
		at := bytes.IndexByte(line, s.separator)
		if at < 0 {
			s.cells = append(s.cells, line)
			return
		}
		s.cells = append(s.cells, line[:at])
		line = line[at+1:]
	}
}

func withoutCR(line []byte) []byte {
	if len(line) > 0 && line[len(line)-1] == '\r' {
		return line[:len(line)-1]
	}
	return line
}

// quoted takes a row with quotes apart.
func (s *rowScanner) quoted(text []byte, final bool) (int, error) {
	for at := 0; ; {
		var ended bool
		var err error
		if at < len(text) && text[at] == '"' {
			at, ended, err = s.quotedCell(text, at+1, final)
		} else {
			at, ended, err = s.bareCell(text, at, final)
		}
		if err != nil || ended {
			return at, err
		}
	}
}

// bareCell reads a cell without quotes. It returns where the next begins, or that
// the row has ended.
func (s *rowScanner) bareCell(text []byte, from int, final bool) (next int, ended bool, err error) {
	end := bytes.IndexByte(text[from:], '\n')
	if end < 0 && !final {
		return 0, false, errUnfinished
	}
	line, next := text[from:], len(text)
	if end >= 0 {
		line, next = text[from:from+end], from+end+1
	}
	ended = true
	cell := withoutCR(line)
	if at := bytes.IndexByte(line, s.separator); at >= 0 {
		cell, next, ended = line[:at], from+at+1, false
	}
	if bytes.IndexByte(cell, '"') >= 0 {
		return 0, false, errBareQuote
	}
	s.cells = append(s.cells, cell)
	return next, ended, nil
}

// quotedCell reads a cell behind its opening quote.
func (s *rowScanner) quotedCell(text []byte, at int, final bool) (next int, ended bool, err error) {
	start := len(s.own)
	for {
		end := bytes.IndexByte(text[at:], '"')
		if end < 0 {
			if final || len(text) > maxRow {
				return 0, false, errOpenQuote
			}
			return 0, false, errUnfinished
		}
		s.write(text[at : at+end])
		at += end + 1
		if at < len(text) && text[at] == '"' {
			s.own = append(s.own, '"')
			at++
			continue
		}
		s.cells = append(s.cells, s.own[start:len(s.own):len(s.own)])
		return s.afterQuote(text, at, final)
	}
}

// afterQuote is what may follow a closing quote: a separator, a line end, the end.
func (s *rowScanner) afterQuote(text []byte, at int, final bool) (next int, ended bool, err error) {
	rest := text[at:]
	switch {
	case len(rest) > 0 && rest[0] == s.separator:
		return at + 1, false, nil
	case len(rest) > 0 && rest[0] == '\n':
		return at + 1, true, nil
	case len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n':
		return at + 2, true, nil
	case len(rest) > 1, len(rest) == 1 && rest[0] != '\r':
		return 0, false, errAfterQuote
	case !final:
		return 0, false, errUnfinished
	}
	return len(text), true, nil
}

// write adds to the cell that is written anew, with plain line ends.
func (s *rowScanner) write(part []byte) {
	for {
		at := bytes.Index(part, []byte("\r\n"))
		if at < 0 {
			s.own = append(s.own, part...)
			return
		}
		s.own = append(s.own, part[:at]...)
		part = part[at+1:]
	}
}
