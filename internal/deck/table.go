package deck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// table is what is known of a table before its rows are gone through.
type table struct {
	node    *node
	title   string
	columns []*column
	key     *column
	unknown map[string]bool // folded
	rows    []*node
	ids     map[string]*node // of rows, and of what is asked of the whole table
	byID    map[string]int   // the places of the rows, once they were asked for
}

// column is a column with all its cells, by row.
type column struct {
	node  *node
	id    string
	title string
	cells []cell
	pool  *pool               // the known values
	count map[string]int      // how many rows have a value, by folded text
	asked bool                // whether a card asks for a cell
	alias map[string][]string // values by other forms that are accepted for them, folded

	// Found when they are asked for.
	byValue map[string][]int // the rows that have a value, by folded text
	first   []int            // the first rows that can be matched
}

// cell is where a row and a column meet; the zero cell is one that is missing.
type cell struct {
	node   *node // the cell as written: a table, or a plain value
	text   string
	known  bool
	number float64
	isNum  bool
}

// maxColumns is the most columns that a table may have.
const maxColumns = 50

// reservedColumns are keys of a row that no column can be called.
var reservedColumns = []string{"id", "same_as", "explanation", "parts"}

// tableRows makes the items of a table: one for each row, and after them those
// that the author asks of the whole table.
func (b *builder) tableRows(n *node, around inherited) []Item {
	t := b.table(n)
	if t.key == nil {
		return nil
	}
	items := make([]Item, len(t.rows))
	for i, row := range t.rows {
		items[i] = b.note(row, b.row(t, i, around))
	}
	for _, c := range t.columns {
		b.oneValue(c)
	}
	return append(items, b.wholeTable(t, around)...)
}

// table reads columns and cells, so that a row can be asked for by its value
// and a value be given others to choose from.
func (b *builder) table(n *node) *table {
	t := &table{node: n, title: n.text("title"), unknown: make(map[string]bool)}
	for _, text := range n.texts("unknown") {
		t.unknown[fold(text)] = true
	}
	t.rows = append(n.tables("rows", rowTable), n.tables("row", rowTable)...)
	if len(t.rows) == 0 && !n.has("rows") && !n.has("row") {
		b.add(n.get("rows").problem("is missing", "write the rows"))
	}
	t.ids = make(map[string]*node, len(t.rows))
	for _, row := range t.rows {
		b.unique(t.ids, row)
	}
	b.columns(t)
	for _, column := range t.columns {
		b.cells(t, column)
	}
	return t
}

func (b *builder) columns(t *table) {
	seen := make(map[string]*node)
	key := t.node.text("key")
	columns := t.node.tables("columns", columnTable)
	if len(columns) > maxColumns {
		b.add(t.node.get("columns").problem(fmt.Sprintf("has over %d columns", maxColumns), "split the table"))
		columns = columns[:maxColumns]
	}
	for _, n := range columns {
		id := n.text("id")
		if slices.Contains(reservedColumns, id) {
			b.add(n.get("id").problem(quoted(id)+" has a meaning of its own in a row", "give the column another id"))
		}
		b.unique(seen, n)
		c := &column{node: n, id: id, title: n.text("title"), count: make(map[string]int)}
		if id == key && id != "" {
			t.key = c
		}
		if id != "" {
			t.columns = append(t.columns, c)
		}
	}
	if t.key != nil || key == "" || len(t.columns) == 0 {
		return
	}
	ids := make([]string, len(t.columns))
	for i, c := range t.columns {
		ids[i] = c.id
	}
	b.add(t.node.get("key").problem(quoted(key)+" is not a column", "write the id of the column that names a row: "+listed(ids)))
}

// cells reads the cells of a column. Every row must have one.
func (b *builder) cells(t *table, c *column) {
	var values []string
	c.cells = make([]cell, len(t.rows))
	for i, row := range t.rows {
		if !row.has(c.id) {
			if !b.full() {
				b.add(row.get(c.id).problem("the cell is missing", missingCellRemedy(t)))
			}
			continue
		}
		have := readCell(row.get(c.id))
		have.known = have.text != "" && !t.unknown[fold(have.text)]
		if have.known {
			values = append(values, have.text)
			c.count[fold(have.text)]++
		}
		c.cells[i] = have
	}
	c.pool = newPool(values)
	b.aliases(c, c == t.key || c.node.text("as") == string(TypeChoice))
}

// aliases notes which values are accepted in other forms. Where values are to be
// told apart, it warns of a form that is what another row has.
func (b *builder) aliases(c *column, apart bool) {
	c.alias = make(map[string][]string)
	for i := range c.cells {
		have := &c.cells[i]
		if !have.known || !have.node.has("accept") {
			continue
		}
		list := have.node.get("accept")
		for k, form := range textsOf(list.value) {
			key := fold(form)
			c.alias[key] = append(c.alias[key], have.text)
			if apart && c.count[key] > 0 && key != fold(have.text) {
				problem := list.item(k, form).problem(quoted(form)+" is what another row has", "take it out, or give both rows one value")
				problem.Severity = SeverityWarning
				b.add(problem)
			}
		}
	}
}

func missingCellRemedy(t *table) string {
	if unknown := t.node.texts("unknown"); len(unknown) > 0 {
		return "write it, or " + quoted(unknown[0]) + " where it is not known"
	}
	return `write it; what is not known can be a word listed in "unknown"`
}

// readCell takes the text and the number out of a cell.
func readCell(n *node) cell {
	c := cell{node: n}
	if n.has("text") {
		c.text = n.text("text")
		c.number, c.isNum = n.number("value")
	} else if text, ok := n.value.(string); ok {
		c.text = strings.TrimSpace(text)
	} else if number, ok := numberOf(n.value); ok {
		c.text, c.number, c.isNum = formatNumber(number), number, true
	}
	if !c.isNum {
		if number, err := strconv.ParseFloat(c.text, 64); err == nil && isFinite(number) {
			c.number, c.isNum = number, true
		}
	}
	return c
}

// formatNumber writes a number as people do, without an exponent.
func formatNumber(number float64) string {
	return strconv.FormatFloat(number, 'f', -1, 64)
}

// row makes the item of a row: for each cell but the key's, the value asked by
// the row, and the row asked by the value.
func (b *builder) row(t *table, i int, around inherited) Item {
	n := t.rows[i]
	item := Item{ID: n.question(), Text: t.key.cells[i].text, Origin: n.origin()}
	var parts []string
	for _, c := range t.columns {
		if c == t.key {
			continue
		}
		have := &c.cells[i]
		if !have.known || item.Text == "" {
			continue
		}
		if target := have.node.text("same_as"); target != "" {
			if item.Same == nil {
				item.Same = make(map[string]string)
			}
			item.Same["cell-"+c.id] = target
			continue
		}
		item.Authored = item.Authored || have.node.has("criterion")
		asked := cellCards{b, t, c, i, around}
		parts = append(parts, "cell-"+c.id)
		if wantsPart(n, "cell-"+c.id, "cell", have.node, c.node, t.node) {
			c.asked = true
			item.Cards = append(item.Cards, asked.cell())
		}
		if c.count[fold(have.text)] != 1 || !t.key.cells[i].known {
			continue
		}
		parts = append(parts, "which-"+c.id)
		if wantsPart(n, "which-"+c.id, "which", have.node, c.node, t.node) {
			item.Cards = append(item.Cards, asked.which())
		}
	}
	b.partsOfRow(n, parts)
	return item
}

// oneValue warns of a column that asks the same of every row.
func (b *builder) oneValue(c *column) {
	if len(c.count) != 1 || !c.asked {
		return
	}
	value := c.pool.ring[0]
	if c.count[fold(value)] < minSame {
		return
	}
	problem := c.node.problem(fmt.Sprintf("every row has the same value, %s", quoted(value)), "write parts = [] in the column: a takeaway says it once")
	problem.Severity = SeverityWarning
	b.add(problem)
}

// minSame is from how many rows on a value that all have is no chance.
const minSame = 3

// wantsPart reports whether a part of a row is asked: the row's own list, of
// full names, is the last word.
func wantsPart(row *node, full, part string, choosers ...*node) bool {
	if row.has("parts") {
		return slices.Contains(row.texts("parts"), full)
	}
	return choosePart(part, choosers...)
}

// partsOfRow reports parts that a row asks for and does not have.
func (b *builder) partsOfRow(row *node, have []string) {
	list := row.get("parts")
	values, _ := elements(list.value)
	for i, value := range values {
		part, ok := value.(string)
		if !ok || slices.Contains(have, part) {
			continue
		}
		remedy := "this row makes no parts"
		if len(have) > 0 {
			remedy = "the parts of this row are " + strings.Join(have, ", ")
		}
		b.add(list.item(i, value).problem(quoted(part)+" is not a part of this row", remedy))
	}
}

// cellName is the fact that both cards of a cell show.
func cellName(question, column string) string {
	return fmt.Sprintf("%s#%s", question, column)
}
