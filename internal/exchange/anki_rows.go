package exchange

import (
	"fmt"
	"strings"
)

// ankiRow is a line of a text file as Anki writes them: a note, field by field.
// A quoted field may go over several lines; line is the first.
type ankiRow struct {
	line   int
	fields []string
}

// maxColumns is the most fields that a row may have. A note type of Anki seldom
// has thirty.
const maxColumns = 1000

// ankiRows takes text apart. A field in double quotes may hold the separator,
// line ends and, doubled, quotes; a quote that does not begin a field is one.
// Empty lines and lines that begin with # are no rows.
type ankiRows struct {
	file      string
	rest      string
	separator string
	line      int // of the beginning of rest
}

// next gives the next row; false stands for the end.
func (r *ankiRows) next() (ankiRow, bool, error) {
	for r.rest != "" {
		switch r.rest[0] {
		case '\n':
			r.skip(1)
		case '#':
			r.skip(lineLength(r.rest))
		default:
			row, err := r.row()
			return row, err == nil, err
		}
	}
	return ankiRow{}, false, nil
}

func (r *ankiRows) row() (ankiRow, error) {
	row := ankiRow{line: r.line}
	for {
		field, err := r.field()
		if err != nil {
			return row, err
		}
		if row.fields = append(row.fields, field); len(row.fields) > maxColumns {
			return row, r.problem(row.line, fmt.Sprintf("the row has over %d fields", maxColumns), "check the separator")
		}
		if !strings.HasPrefix(r.rest, r.separator) {
			r.skip(min(1, len(r.rest)))
			return row, nil
		}
		r.skip(len(r.separator))
	}
}

// field reads up to a separator, or to the end of the row.
func (r *ankiRows) field() (string, error) {
	if strings.HasPrefix(r.rest, `"`) {
		return r.quoted()
	}
	end := lineLength(r.rest)
	if i := strings.Index(r.rest[:end], r.separator); i >= 0 {
		end = i
	}
	field := r.rest[:end]
	r.skip(end)
	return field, nil
}

func (r *ankiRows) quoted() (string, error) {
	begin := r.line
	r.skip(1)
	var field strings.Builder
	for {
		end := strings.IndexByte(r.rest, '"')
		if end < 0 {
			return "", r.problem(begin, "a quoted field does not end", `write " at its end, and "" for a quote inside`)
		}
		field.WriteString(r.rest[:end])
		r.skip(end + 1)
		if !strings.HasPrefix(r.rest, `"`) {
			break
		}
		field.WriteByte('"')
		r.skip(1)
	}
	if r.rest == "" || r.rest[0] == '\n' || strings.HasPrefix(r.rest, r.separator) {
		return field.String(), nil
	}
	return "", r.problem(r.line, "text stands behind a quoted field", `write "" for a quote inside a field, or put the quotes around all of it`)
}

// skip goes on by so many bytes, and counts the lines.
func (r *ankiRows) skip(bytes int) {
	r.line += strings.Count(r.rest[:bytes], "\n")
	r.rest = r.rest[bytes:]
}

func (r *ankiRows) problem(line int, cause, remedy string) error {
	return problemAt(r.file, line, cause, remedy)
}
