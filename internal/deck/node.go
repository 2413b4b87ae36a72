package deck

import (
	"fmt"
	"strings"
)

// document is one file of a deck, decoded.
type document struct {
	name string // as the author knows it
	root *node
}

// node is a value in a document, with where it stands and what is around it.
// The values themselves are what the TOML library gives. Getters give the zero
// value for what is absent or of another kind: that has been reported by then.
type node struct {
	doc   *document
	up    *node  // the table or list around it
	table *Table // what it is, where it is a table of the format
	key   string // in the table around it
	index int    // in the list around it, or -1
	value any
	at    *place
	open  []string // keys that the author has named, where openKeys has found them
}

// get is the value of a key; its value is nil when the key is not there.
func (n *node) get(key string) *node {
	kid := &node{doc: n.doc, up: n, key: key, index: -1, at: n.at.key(key)}
	if fields, ok := n.value.(map[string]any); ok {
		kid.value = fields[key]
	}
	return kid
}

// item is an element of a list.
func (n *node) item(i int, value any) *node {
	return &node{doc: n.doc, up: n, index: i, value: value, at: n.at.at(i)}
}

// tables are the tables in a list of them.
func (n *node) tables(key string, table *Table) []*node {
	list := n.get(key)
	values, _ := elements(list.value)
	var kids []*node
	for i, value := range values {
		if _, ok := value.(map[string]any); ok {
			kid := list.item(i, value)
			kid.table = table
			kids = append(kids, kid)
		}
	}
	return kids
}

func (n *node) has(key string) bool {
	fields, _ := n.value.(map[string]any)
	_, ok := fields[key]
	return ok
}

// raw is the value of a key, where no more is wanted of it.
func (n *node) raw(key string) any {
	fields, _ := n.value.(map[string]any)
	return fields[key]
}

// text is the text of a key, without white space around it.
func (n *node) text(key string) string {
	text, _ := n.raw(key).(string)
	return strings.TrimSpace(text)
}

func (n *node) texts(key string) []string { return textsOf(n.raw(key)) }

func (n *node) flag(key string) bool {
	flag, _ := n.raw(key).(bool)
	return flag
}

func (n *node) number(key string) (float64, bool) { return numberOf(n.raw(key)) }

// whole is the whole number of a key, where it has one from 1 to a limit.
func (n *node) whole(key string, most int) int {
	number, _ := n.number(key)
	if number < 1 || number > float64(most) {
		return 0
	}
	return int(number)
}

// points is the number of a key, or 1.
func (n *node) points(key string) float64 {
	if points, ok := n.number(key); ok && points > 0 {
		return points
	}
	return 1
}

func (n *node) line() int { return n.at.Line() }

func (n *node) origin() Origin { return Origin{File: n.doc.name, Line: n.line()} }

// isItem reports whether the node has an id that problems are told under.
func (n *node) isItem() bool {
	switch n.table {
	case sheetTable, entryTable, tableTable, rowTable, whichTable, compareTable, matchTable, takeawayTable, questionTable:
		return true
	}
	return false
}

// owner is the item that the node is, or is in; nil for the deck's own keys.
func (n *node) owner() *node {
	for n != nil && !n.isItem() {
		n = n.up
	}
	return n
}

// question is the id of the item that the node is in: a question's, or that
// of a sheet or table.
func (n *node) question() string {
	item := n.owner()
	if item == nil {
		return ""
	}
	id := item.text("id")
	if id == "" {
		id = fmt.Sprintf("%s %d", item.up.key, item.index+1)
	}
	if above := item.up.owner(); above != nil {
		return above.question() + "." + id
	}
	return id
}

// around is the table that an element of a list of tables stands in.
func (n *node) around() *node { return n.up.up }

// field is the path to the node within its item.
func (n *node) field() string {
	if n.up == nil || n.isItem() {
		return ""
	}
	above := n.up.field()
	switch {
	case n.index >= 0:
		return above + "[" + n.label() + "]"
	case above != "":
		return above + "." + n.key
	}
	return n.key
}

// label names an element of a list: by its id, or counted from 1.
func (n *node) label() string {
	if id := n.text("id"); id != "" {
		return id
	}
	return fmt.Sprint(n.index + 1)
}

// problem reports something wrong with the node.
func (n *node) problem(cause, remedy string) Problem {
	at := n
	for at.at == nil && at.up != nil && at.value == nil {
		at = at.up // what is absent is missed where it should be
	}
	return Problem{File: n.doc.name, Line: at.line(), Question: n.question(), Field: n.field(), Cause: cause, Remedy: remedy}
}

// elements gives the elements of a list: the library has a type of its own for
// lists of tables.
func elements(value any) ([]any, bool) {
	switch list := value.(type) {
	case []any:
		return list, true
	case []map[string]any:
		values := make([]any, len(list))
		for i := range list {
			values[i] = list[i]
		}
		return values, true
	}
	return nil, false
}

// textsOf are the texts of a list, without those that have been reported: what is
// no text, is empty or is too long to work with.
func textsOf(value any) []string {
	values, _ := elements(value)
	var texts []string
	for _, value := range values {
		if text, ok := value.(string); ok && !isBlank(text) && !isTooLong(text) {
			texts = append(texts, strings.TrimSpace(text))
		}
	}
	return texts
}

func numberOf(value any) (float64, bool) {
	switch number := value.(type) {
	case int64:
		return float64(number), true
	case float64:
		return number, isFinite(number)
	}
	return 0, false
}
