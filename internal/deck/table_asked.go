package deck

import (
	"cmp"
	"fmt"
	"slices"
)

// wholeTable makes what the author asks of a whole table, in the order written.
func (b *builder) wholeTable(t *table, around inherited) []Item {
	var nodes []*node
	for _, kind := range []*Table{whichTable, compareTable, matchTable} {
		nodes = append(nodes, t.node.tables(kind.Name, kind)...)
	}
	slices.SortStableFunc(nodes, func(a, b *node) int { return cmp.Compare(a.line(), b.line()) })
	items := make([]Item, len(nodes))
	for i, n := range nodes {
		b.unique(t.ids, n)
		asked := tableQuestion{b, t, n, around.in(n)}
		items[i] = b.note(n, asked.item())
	}
	return items
}

// tableQuestion makes a question that the author asks of a whole table.
type tableQuestion struct {
	*builder
	table  *table
	node   *node
	around inherited
}

func (q tableQuestion) item() Item {
	item := Item{ID: q.node.question(), Authored: q.node.has("criterion"), Origin: q.node.origin()}
	var card *Card
	if c := q.column(); c != nil {
		switch q.node.table {
		case whichTable:
			card = q.which(c)
		case compareTable:
			card = q.compare(c)
		case matchTable:
			card = q.match(c)
		}
	}
	if card != nil {
		item.Text, item.Cards = card.Prompt, []*Card{card}
	}
	return item
}

// column is the column that is asked for, or nil, which is told.
func (q tableQuestion) column() *column {
	id := q.node.text("column")
	ids := make([]string, 0, len(q.table.columns))
	for _, c := range q.table.columns {
		if c.id == id && c != q.table.key {
			return c
		}
		if c != q.table.key {
			ids = append(ids, c.id)
		}
	}
	at := q.node.get("column")
	switch near := Nearest(id, ids); {
	case id == "":
	case id == q.table.key.id:
		q.add(at.problem(quoted(id)+" is the column that names a row", "write another one: "+listed(ids)))
	case near != "":
		q.add(at.problem(quoted(id)+" is not a column of the table", "did you mean "+near+"?"))
	default:
		q.add(at.problem(quoted(id)+" is not a column of the table", "write one of "+listed(ids)))
	}
	return nil
}

// base is the card of the question, without what it asks.
func (q tableQuestion) base(part string, kind Type) *Card {
	card := q.card(q.node, "", part, q.around)
	card.Type, card.answerKey = kind, "column"
	return card
}

// prompt is the author's prompt, or the usual one, with its names filled in.
func (q tableQuestion) prompt(c *column, usual string, more ...string) string {
	names := append([]string{"{title}", q.table.title, "{column}", c.title, "{rows}", q.table.key.title}, more...)
	return fillIn(cmp.Or(q.node.text("prompt"), usual), names...)
}

// rows are the rows that the author names, without those that are not there,
// which are told.
func (q tableQuestion) rows() []int {
	list := q.node.get("rows")
	var rows []int
	seen := make(map[int]bool)
	for i, id := range textsOf(list.value) {
		at := list.item(i, id)
		row, found := q.table.rowOf(id)
		switch {
		case !found:
			remedy := "write the id of a row"
			if near := q.guess(id, q.table.rowIDs()); near != "" {
				remedy = "did you mean " + near + "?"
			}
			q.add(at.problem(fmt.Sprintf("the table has no row %s", quoted(id)), remedy))
		case seen[row]:
			q.add(at.problem(quoted(id)+" is listed twice", "keep one"))
		default:
			seen[row] = true
			rows = append(rows, row)
		}
	}
	return rows
}

// rowOf finds a row by its id.
func (t *table) rowOf(id string) (int, bool) {
	if t.byID == nil {
		t.byID = make(map[string]int, len(t.rows))
		for i, row := range t.rows {
			t.byID[row.text("id")] = i
		}
	}
	i, found := t.byID[id]
	return i, found
}

func (t *table) rowIDs() []string {
	ids := make([]string, len(t.rows))
	for i, row := range t.rows {
		ids[i] = row.text("id")
	}
	return ids
}

// fact is the fact that the cell of a row shows.
func (q tableQuestion) fact(c *column, row int) string {
	return cellName(q.table.rows[row].question(), c.id)
}

// shown is a cell as a learner reads it.
func (c *column) shown(row int) string {
	have := &c.cells[row]
	unit := c.node.text("unit")
	if have.node != nil {
		unit = cmp.Or(have.node.text("unit"), unit)
	}
	if unit == "" || !have.isNum || have.node.has("text") {
		return have.text
	}
	return have.text + " " + unit
}

// forms are the texts that a cell accepts for itself.
func (c *cell) forms() []string {
	forms := append([]string{c.text}, c.node.texts("accept")...)
	if c.isNum {
		forms = append(forms, formatNumber(c.number))
	}
	return distinct(forms)
}
