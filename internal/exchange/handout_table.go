package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drill/internal/deck"
)

// noValues are what people write into a cell of which they know nothing.
var noValues = []string{"", "-", "–", "—", "?", "n/a", "na", "none", "unknown", "not disclosed", "not known", "tbd", "…", "...",
	"#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!"} // the last as spreadsheets write them

// noValue stands in a cell that was empty.
const noValue = "unknown"

// table takes in a table. Its first column names the rows, unless that is one of
// ids.
func (h *handout) table(g grid) {
	if len(g.header) < 2 || len(g.rows) == 0 {
		h.lose(g.line, "", "a table without a second column or a row asks nothing, and is left out")
		return
	}
	h.cut(&g)
	t := tableMaker{h: h, grid: g, idColumn: -1}
	t.table = &deck.DraftTable{Title: h.title(g.title, "Table")}
	t.table.ID = h.ids.Take(t.table.Title, "table")
	t.columns()
	t.rows()
	t.settle()
	if len(t.table.Rows) > 0 {
		h.add(g.line, deck.DraftSource{Table: t.table})
	}
}

type tableMaker struct {
	h        *handout
	grid     grid
	table    *deck.DraftTable
	idColumn int   // in the grid; -1 for none
	at       []int // of each column of the table, where it stands in the grid
}

// columnUnit is a unit in brackets behind the title of a column.
var columnUnit = pattern(`^(.*\S)\s*[(\[]([^()\[\]]{1,20})[)\]]$`)

func (t *tableMaker) columns() {
	var ids deck.IDs
	titles := make(map[string]int)
	for _, reserved := range []string{"id", "same_as", "explanation", "parts"} {
		ids.Take(reserved, "column")
	}
	for i, title := range t.grid.header {
		title = oneLine(cleanText(title))
		if strings.EqualFold(title, "id") && len(t.grid.header) > 2 && t.idColumn < 0 {
			t.idColumn = i
			continue
		}
		if title == "" {
			title = "Column " + string(rune('A'+i%26))
		}
		titles[strings.ToLower(title)]++
		if n := titles[strings.ToLower(title)]; n > 1 {
			title = fmt.Sprintf("%s (%d)", title, n) // prompts tell columns by their title
		}
		t.table.Columns = append(t.table.Columns, deck.DraftColumn{ID: ids.Take(title, "column"), Title: title})
		t.at = append(t.at, i)
	}
	t.table.Key = t.table.Columns[0].ID
}

func (t *tableMaker) rows() {
	var ids deck.IDs
	seen := make(map[string]bool)
	unknown := make(map[string]bool)
	for _, row := range t.grid.rows {
		name := oneLine(row.at(t.at[0]))
		switch key := strings.ToLower(name); {
		case name == "":
			t.h.lose(row.line, "", "a row without a name in its first column is left out")
			continue
		case seen[key]:
			t.h.lose(row.line, "", "%q is there twice, and its first row is kept", name)
			continue
		default:
			seen[key] = true
		}
		made := deck.DraftRow{Cells: make(map[string]deck.DraftCell)}
		if id := row.at(t.idColumn); id != "" {
			made.ID = ids.Take(id, "row")
		} else {
			made.ID = ids.Take(name, "row")
		}
		for k, column := range t.table.Columns {
			text := row.at(t.at[k])
			if k == 0 {
				text = name
			} else if slices.Contains(noValues, strings.ToLower(text)) {
				if text == "" {
					text = noValue
				}
				unknown[text] = true
			}
			made.Cells[column.ID] = deck.DraftCell{Text: text}
		}
		t.table.Rows = append(t.table.Rows, made)
		t.h.lines[t.table.ID+"."+made.ID] = row.line
	}
	for text := range unknown {
		t.table.Unknown = append(t.table.Unknown, text)
	}
	slices.Sort(t.table.Unknown)
}

// settle says how each column is asked.
func (t *tableMaker) settle() {
	for k := range t.table.Columns {
		column := &t.table.Columns[k]
		values := t.values(column.ID)
		switch {
		case k == 0:
		case len(values.distinct) < 2 && values.rows > 1, values.rows == 0:
			column.Ask = deck.AskNone // says nothing about any row
		case t.numbers(column):
		case !values.comparable, values.rows >= 4 && len(values.distinct) <= max(2, values.rows/2) && values.short:
			column.As = "choice"
		}
		if column.Ask == deck.AskAll && k > 0 && !isNoun(column.Title) {
			column.Prompt, column.Reverse = plainPrompt, plainReverse
		}
	}
	if !t.asks() {
		t.h.lose(t.grid.line, t.table.ID, "no column says anything about its rows, so the table asks nothing")
	}
}

// The usual prompt of a cell, "what is the Developer of …", wants a noun. These
// read well with any title.
const (
	plainPrompt  = "{title}: what stands under “{column}” for {key}?"
	plainReverse = "{title}: for which one does this stand under “{column}”: {value}?"
)

// questionWords begin titles that are no nouns.
var questionWords = []string{"what", "how", "who", "where", "when", "why", "which", "is", "has", "does", "can", "in", "on", "at", "by", "for", "used"}

// isNoun guesses whether a title is a noun in the singular. Plurals and verbs of
// English end in s alike.
func isNoun(title string) bool {
	words := strings.Fields(strings.ToLower(title))
	const few = 3
	if len(words) == 0 || len(words) > few || slices.Contains(questionWords, words[0]) {
		return false
	}
	return !strings.HasSuffix(words[0], "s") || slices.ContainsFunc([]string{"ss", "us", "is"}, func(end string) bool { return strings.HasSuffix(words[0], end) })
}

func (t *tableMaker) asks() bool {
	return slices.ContainsFunc(t.table.Columns[1:], func(c deck.DraftColumn) bool { return c.Ask == deck.AskAll })
}

// columnValues is what the known cells of a column have in common.
type columnValues struct {
	rows       int
	distinct   map[string]bool
	comparable bool // by their words
	short      bool
}

func (t *tableMaker) values(id string) columnValues {
	v := columnValues{distinct: make(map[string]bool), comparable: true, short: true}
	for _, row := range t.table.Rows {
		text := row.Cells[id].Text
		if slices.Contains(t.table.Unknown, text) {
			continue
		}
		v.rows++
		v.distinct[strings.ToLower(text)] = true
		v.comparable = v.comparable && hasWord(text)
		v.short = v.short && isShort(text)
	}
	return v
}

// isUnit is what a unit looks like: one word that is no year and no number.
var isUnit = pattern(`^[^\d\s]\S*$`)

// withUnit is a number with its unit behind it.
var withUnit = pattern(`^([-+−]?[\d,.]*\d)\s*([^\d\s.,][^\d]{0,19})$`)

// numbers makes a column one of numbers when all of its known cells are, with
// the same unit or none. A unit may also stand in its title.
func (t *tableMaker) numbers(column *deck.DraftColumn) bool {
	unit, first := "", true
	values := make(map[int]float64)
	for i, row := range t.table.Rows {
		text := oneLine(row.Cells[column.ID].Text)
		if slices.Contains(t.table.Unknown, text) {
			continue
		}
		own := ""
		if m := withUnit().FindStringSubmatch(text); m != nil {
			text, own = m[1], strings.TrimSpace(m[2])
		}
		if t.grid.comma {
			text = pointed(text)
		}
		number, ok := parsePlain(text)
		if !ok || !first && own != unit {
			return false
		}
		unit, first = own, false
		values[i] = number
	}
	if m := columnUnit().FindStringSubmatch(column.Title); m != nil && unit == "" && isUnit().MatchString(m[2]) {
		column.Title, unit = m[1], m[2]
	}
	column.As, column.Unit = "number", unit
	for i, value := range values {
		cell := t.table.Rows[i].Cells[column.ID]
		if t.grid.comma {
			cell.Text = "" // it reads otherwise here
		}
		t.table.Rows[i].Cells[column.ID] = numberCell(cell.Text, value, unit)
	}
	return true
}

// numberCell keeps how a number was written where that says more than its value.
func numberCell(text string, value float64, unit string) deck.DraftCell {
	cell := deck.DraftCell{Text: strconv.FormatFloat(value, 'f', -1, 64), Value: &value}
	if strings.Contains(text, ",") {
		cell.Text = text
		if unit != "" && !strings.Contains(text, unit) {
			cell.Text += " " + unit
		}
	}
	return cell
}
