package exchange

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"drill/internal/deck"
)

// A CSV file is a list of questions, a glossary or a table; its first row, the
// names of its columns, tells which. A column called prompt or question makes it
// a list of questions (csv_question.go), columns called term and meaning a
// glossary, and anything else a table whose first column names the rows.

// ImportCSV reads values separated by commas, semicolons or tabs. The error is
// deck.Problems.
func ImportCSV(data []byte, o Options) (Imported, error) {
	text, err := readText(data, o.File)
	if err != nil {
		return Imported{}, err
	}
	g, err := readGrid(text, o.File)
	if err != nil {
		return Imported{}, err
	}
	if isQuestionList(g.header) {
		return importQuestionRows(g, o)
	}
	h := newHandout(o)
	if len(g.header) == 2 && !isGlossary(g.header) {
		h.lose(g.line, "", "the first row names the columns of a table, %q and %q; call them term and meaning, or prompt and answer, for a glossary or for questions", clip(oneLine(g.header[0])), clip(oneLine(g.header[1])))
	}
	g.title = o.Title
	if g.title == "" {
		g.title = titleOf(nil, o.File)
	}
	h.grid(g)
	return h.finish(o, "")
}

// Limits of a row. Spreadsheets write empty cells at its end, which are passed
// over.
const (
	maxCells    = 200
	maxWithVoid = 1000    // empty cells counted
	maxCell     = 1 << 20 // bytes
)

// crowdedRow finds the first row with too many cells, or with one that is too
// long, before any is taken apart: each cell costs many times its bytes then. A
// quote opens a cell at its beginning alone.
func crowdedRow(text string, separator rune) (line int, cause string) {
	number, row, cells, start := 1, 1, 1, 0
	opened, quoted, void := false, false, true // void: nothing stands in the cell so far
	for i, r := range text {
		if i-start > maxCell {
			return row, fmt.Sprintf("a cell is longer than %d MB", maxCell>>20)
		}
		switch {
		case r == '"' && (opened || i == start):
			opened, quoted = true, !quoted
		case quoted || r != separator && r != '\n':
			if void && r != ' ' && r != '"' {
				void = false
			}
		case r == separator:
			cells, start, void, opened = cells+1, i+utf8.RuneLen(r), true, false
		default:
			cells, start, void, opened, row = 1, i+1, true, false, number+1
		}
		switch {
		case cells > maxCells && !void:
			return row, fmt.Sprintf("the row has over %d cells", maxCells)
		case cells > maxWithVoid:
			return row, fmt.Sprintf("the row has over %d cells", maxWithVoid)
		case r == '\n':
			number++
		}
	}
	return 0, ""
}

// readGrid reads rows, each with the line it begins on. A row may have fewer
// cells than there are columns, and empty ones more.
func readGrid(text, file string) (grid, error) {
	separator, first := ',', 0
	if sep, rest, ok := strings.Cut(text, "\n"); ok && len(sep) == 5 && strings.HasPrefix(sep, "sep=") { // Excel's own way to say so
		separator, text, first = rune(sep[4]), rest, 1
	} else {
		separator = guessCSVSeparator(text)
	}
	if line, cause := crowdedRow(text, separator); line > 0 {
		return grid{}, problemAt(file, line+first, cause, "check what separates the cells, and that each quoted one ends")
	}
	g := grid{comma: separator == ';'} // where a comma is in numbers, it cannot stand between cells
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord = separator, -1
	for {
		cells, err := reader.Read()
		if err == io.EOF {
			break
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return g, csvProblem(file, wrong, first)
		}
		if err != nil {
			return g, problemAt(file, 0, err.Error(), "save the file as CSV with commas, semicolons or tabs")
		}
		line, _ := reader.FieldPos(0)
		cells = trimmed(cells)
		switch {
		case len(cells) == 0:
			continue
		case g.header == nil:
			g.header, g.line = cells, line+first
			continue
		case len(cells) > len(g.header):
			return g, problemAt(file, line+first, fmt.Sprintf("the row has %d cells, and there are %d columns", len(cells), len(g.header)), "give each column a name in the first row, and put quotes around a cell that holds the separator")
		case len(g.rows) == maxQuestions:
			return g, problemAt(file, line+first, fmt.Sprintf("there are over %d rows", maxQuestions), "split the file")
		}
		g.rows = append(g.rows, gridRow{line: line + first, cells: cells})
	}
	if len(g.rows) == 0 {
		return g, problemAt(file, 0, "the file holds no rows below the names of its columns", "write a row with the names of the columns, and below it a row for each thing")
	}
	return g, nil
}

func csvProblem(file string, wrong *csv.ParseError, first int) error {
	line := wrong.StartLine
	cause, remedy := "the row cannot be read", "save the file as CSV anew"
	switch {
	case errors.Is(wrong.Err, csv.ErrQuote):
		cause, remedy = "a quoted cell does not end, or text stands behind it", `write " at its end, and "" for a quote inside`
	case errors.Is(wrong.Err, csv.ErrBareQuote):
		cause, remedy = "a quote stands inside a cell without quotes", `put the whole cell in quotes, and write "" for a quote inside`
	}
	return problemAt(file, line+first, cause, remedy)
}

// trimmed is a row without the empty cells at its end, which spreadsheets write,
// nor the room that they took.
func trimmed(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	cells = slices.Clone(cells)
	for i, cell := range cells {
		cells[i] = unguard(cell)
	}
	return cells
}

// guessCSVSeparator takes what stands most often on the first line, outside of
// quotes.
func guessCSVSeparator(text string) rune {
	count := make(map[rune]int)
	quoted := false
	for _, r := range text[:min(len(text), maxCell)] {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '\n' && !quoted && len(count) > 0:
			return most(count)
		case !quoted && strings.ContainsRune(",;\t", r):
			count[r]++
		}
	}
	return most(count)
}

func most(count map[rune]int) rune {
	best := ','
	for _, r := range "\t;," {
		if count[r] >= max(1, count[best]) {
			best = r
		}
	}
	return best
}

// Text that a spreadsheet would run as a formula stands behind an apostrophe
// (OWASP, "CSV Injection"), which is taken off again.

func guard(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r'", rune(text[0])) {
		return "'" + text
	}
	return text
}

func unguard(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.ContainsRune("=+-@\t\r'", rune(text[1])) {
		return text[1:]
	}
	return text
}

// A cell may hold several texts, with | between them. \| is the sign itself, and
// \\ a backslash.

func joinTexts(texts []string) string {
	escaped := make([]string, len(texts))
	for i, text := range texts {
		escaped[i] = listEscapes.Replace(text)
	}
	return strings.Join(escaped, " | ")
}

var listEscapes = strings.NewReplacer(`\`, `\\`, `|`, `\|`)

func splitTexts(cell string) []string {
	var texts []string
	for _, piece := range splitAt(cell, '|', -1) {
		if piece = strings.TrimSpace(unescaped(piece)); piece != "" {
			texts = append(texts, piece)
		}
	}
	return texts
}

// splitAt cuts a text at a sign that stands without a backslash, into so many
// pieces at most.
func splitAt(text string, sign byte, pieces int) []string {
	var parts []string
	begin := 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case text[i] == sign && len(parts) != pieces-1:
			parts = append(parts, text[begin:i])
			begin = i + 1
		}
	}
	return append(parts, text[begin:])
}

func unescaped(text string) string { return listUnescapes.Replace(text) }

var listUnescapes = strings.NewReplacer(`\\`, `\`, `\|`, `|`, `\=`, `=`)

// splitPairs reads texts with something behind an = sign: left = right.
func splitPairs(cell string) (pairs []deck.Pair, ok bool) {
	for _, piece := range splitAt(cell, '|', -1) {
		if strings.TrimSpace(piece) == "" {
			continue
		}
		halves := splitAt(piece, '=', 2)
		if len(halves) < 2 {
			return nil, false
		}
		pairs = append(pairs, deck.Pair{Left: strings.TrimSpace(unescaped(halves[0])), Right: strings.TrimSpace(unescaped(halves[1]))})
	}
	return pairs, true
}

var pairEscapes = strings.NewReplacer(`\`, `\\`, `|`, `\|`, `=`, `\=`)

func joinPairs(pairs []deck.Pair) string {
	texts := make([]string, len(pairs))
	for i, pair := range pairs {
		texts[i] = pairEscapes.Replace(pair.Left) + " = " + pairEscapes.Replace(pair.Right)
	}
	return strings.Join(texts, " | ")
}
