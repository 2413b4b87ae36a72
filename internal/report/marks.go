package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"drill/internal/grading"
	"drill/internal/printable"
)

// FormatJSONL is a JSON document a line.
const FormatJSONL Format = "jsonl"

// MarkFormats are the forms in which responses marked in bulk are written.
var MarkFormats = []Format{FormatCSV, FormatJSONL}

// ParseMarkFormat reads the name of one of MarkFormats.
func ParseMarkFormat(name string) (Format, error) {
	if format := Format(name); slices.Contains(MarkFormats, format) {
		return format, nil
	}
	return "", fmt.Errorf("unknown format %q", name)
}

// Marked is a response of a table with its mark.
type Marked struct {
	Line     int // of the table
	Learner  []byte
	Question []byte // as the table names it
	Card     string // the key of the card that it names
	Response string
	Mark     grading.Mark
	Others   [][]byte // the cells of the table's other columns
}

// Marks writes marks in bulk. It keeps nothing from one row to the next, and so
// may be used by several goroutines at once.
type Marks struct {
	format Format
	others []string
}

// markHeader are the columns of a CSV file of marks. met and missed are ids of
// criteria; rubric is the beginning of the hash.
var markHeader = []string{"learner", "question", "score", "points", "max_points", "route", "met", "missed", "reasons", "rubric"}

// inputPrefix tells a table's own column from the one of the same name of ours.
const inputPrefix = "input_"

// NewMarks prepares for the other columns of a table. Each keeps a name of its own:
// one that is called as a column of ours has "input_" put before it, and one that is
// called as another has its number behind it.
func NewMarks(format Format, others []string) *Marks {
	m := &Marks{format: format}
	seen := make(map[string]int)
	for _, name := range others {
		if slices.Contains(markHeader, name) {
			name = inputPrefix + name
		}
		seen[name]++
		for seen[name] > 1 {
			name += "_" + strconv.Itoa(seen[name])
			seen[name]++
		}
		m.others = append(m.others, name)
	}
	return m
}

// AppendHead appends what stands above the rows.
func (m *Marks) AppendHead(out []byte) []byte {
	if m.format != FormatCSV {
		return out
	}
	for i, name := range slices.Concat(markHeader, m.others) {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendCell(out, []byte(name))
	}
	return append(out, '\n')
}

// AppendRow appends a row. The error is that of writing a mark as JSON.
func (m *Marks) AppendRow(out []byte, row *Marked) ([]byte, error) {
	if m.format == FormatJSONL {
		return m.appendJSON(out, row)
	}
	mark := &row.Mark
	out = appendCell(out, row.Learner)
	out = append(out, ',')
	out = appendCell(out, row.Question)
	for _, number := range [...]float64{mark.Score, mark.Points, mark.MaxPoints} {
		out = append(out, ',')
		out = appendDecimal(out, number)
	}
	out = append(out, ',')
	out = append(out, mark.Route...)
	out = append(out, ',')
	out = appendCriteria(out, mark.Criteria, true)
	out = append(out, ',')
	out = appendCriteria(out, mark.Criteria, false)
	out = append(out, ',')
	out = appendReasons(out, mark.Reasons)
	out = append(out, ',')
	out = append(out, short(mark.Rubric)...)
	for _, cell := range row.Others {
		out = append(out, ',')
		out = appendCell(out, cell)
	}
	return append(out, '\n'), nil
}

// appendDecimal is decimal without a string; most marks are whole numbers.
func appendDecimal(out []byte, x float64) []byte {
	if x >= 0 && x < 100 && x == math.Trunc(x) {
		return strconv.AppendInt(out, int64(x), 10)
	}
	return strconv.AppendFloat(out, math.Round(x*1e4)/1e4, 'f', -1, 64)
}

// appendCriteria appends the ids of the criteria that were met, or were not.
func appendCriteria(out []byte, criteria []grading.CriterionResult, met bool) []byte {
	var room [256]byte
	list := room[:0]
	for i := range criteria {
		if criteria[i].Outcome.Met() == met {
			list = appendItem(list, criteria[i].ID)
		}
	}
	return appendCell(out, list)
}

func appendReasons(out []byte, reasons []string) []byte {
	if len(reasons) == 0 {
		return out
	}
	var list []byte
	for _, reason := range reasons {
		list = appendItem(list, reason)
	}
	return appendCell(out, list)
}

func appendItem(list []byte, item string) []byte {
	if len(list) > 0 {
		list = append(list, "; "...)
	}
	return append(list, item...)
}

// appendCell appends a cell, guarded against spreadsheets and terminals as guard
// has it, and in quotes where it needs them (RFC 4180). A number is no formula and
// stays one.
func appendCell(out, cell []byte) []byte {
	if len(cell) == 0 {
		return out
	}
	quotes := cell[0] == ' ' || bytes.ContainsAny(cell, ",\"\n") // a reader may take a leading space off
	guarded := isFormula(cell[0]) && !isNumber(cell)
	if !isPrintable(cell) {
		cell = []byte(printable.Text(string(cell)))
	}
	if !quotes {
		if guarded {
			out = append(out, '\'')
		}
		return append(out, cell...)
	}
	out = append(out, '"')
	if guarded {
		out = append(out, '\'')
	}
	for {
		at := bytes.IndexByte(cell, '"')
		if at < 0 {
			break
		}
		out = append(append(out, cell[:at+1]...), '"')
		cell = cell[at+1:]
	}
	return append(append(out, cell...), '"')
}

// Unguarded takes the apostrophe off that guard, or another program, has put before
// a text, as it is when a score report comes in again.
func Unguarded(cell []byte) []byte {
	if len(cell) > 1 && cell[0] == '\'' && isFormula(cell[1]) {
		return cell[1:]
	}
	return cell
}

// isFormula reports whether a spreadsheet takes a text that begins so for a formula.
func isFormula(c byte) bool { return bytes.IndexByte([]byte("=+-@\t\r"), c) >= 0 }

// isNumber tells -5, +0,5 and -1.5e3 from what a spreadsheet would run.
func isNumber(cell []byte) bool {
	rest := bytes.TrimLeft(cell, "+-")
	if len(cell)-len(rest) > 1 {
		return false
	}
	mantissa, exponent, scientific := bytes.Cut(bytes.ToLower(rest), []byte("e"))
	whole, part, pointed := bytes.Cut(bytes.Replace(mantissa, []byte(","), []byte("."), 1), []byte("."))
	if len(whole)+len(part) == 0 || !digits(whole) || pointed && !digits(part) {
		return false
	}
	if !scientific {
		return true
	}
	if len(exponent) > 1 && (exponent[0] == '-' || exponent[0] == '+') {
		exponent = exponent[1:]
	}
	return len(exponent) > 0 && digits(exponent)
}

func digits(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// markedJSON is a line of the JSON form. The evidence of its mark counts bytes of
// the response, or of the options that it names where it picks.
type markedJSON struct {
	Line     int               `json:"line"`
	Learner  string            `json:"learner"`
	Question string            `json:"question"`
	Card     string            `json:"card"`
	Response string            `json:"response"`
	Mark     grading.Mark      `json:"mark"`
	Columns  map[string]string `json:"columns,omitempty"` // the table's other ones
}

func (m *Marks) appendJSON(out []byte, row *Marked) ([]byte, error) {
	line := markedJSON{
		Line: row.Line, Learner: validUTF8(row.Learner), Question: validUTF8(row.Question),
		Card: row.Card, Response: row.Response, Mark: row.Mark,
	}
	for i, name := range m.others {
		if line.Columns == nil {
			line.Columns = make(map[string]string, len(m.others))
		}
		line.Columns[name] = validUTF8(row.Others[i])
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(line); err != nil {
		return out, err
	}
	if !isPrintable(text.Bytes()) {
		return append(out, printable.JSON(text.Bytes())...), nil
	}
	return append(out, text.Bytes()...), nil
}

// isPrintable reports whether a text is plain letters and signs, as most are, in
// which a terminal finds nothing to act on.
func isPrintable(text []byte) bool {
	for _, c := range text {
		if (c < ' ' || c >= 0x7f) && c != '\n' {
			return false
		}
	}
	return true
}

func validUTF8(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	return string(bytes.ToValidUTF8(text, []byte("\ufffd")))
}
