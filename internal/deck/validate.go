package deck

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// validator holds a document against the format: which keys there may be, which
// there must be, and what each takes.
type validator struct {
	*reporter
	*pictures
}

func (v validator) wrong(n *node, cause, remedy string) {
	v.add(n.problem(cause, remedy))
}

// check holds a table against its description.
func (v validator) check(n *node, table *Table) {
	n.table = table
	fields := n.value.(map[string]any)
	kind := v.typeOf(n, table)
	open := openKeys(n, table)
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		if v.full() { // a table of a million unknown keys is read no further
			return
		}
		field := table.field(key, kind)
		switch {
		case field != nil && field.fits(kind):
			v.value(n.get(key), field)
		case field != nil:
			v.wrong(n.get(key), fmt.Sprintf("is not a key of %s question", withArticle(string(kind))), "take it out, or change the type to "+listed(typesWith(table, key)))
		case slices.Contains(open, key):
			v.value(n.get(key), table.Open)
		default:
			v.unknown(n, table, key, kind, open)
		}
	}
	v.missing(n, table, kind)
	v.exactlyOne(n, table)
}

// typeOf is the type of a question, which decides on its keys. It is empty for
// other tables, and where the type is not a known one.
func (v validator) typeOf(n *node, table *Table) Type {
	kind := Type(n.text("type"))
	if table != questionTable || !slices.Contains(Types, kind) {
		return ""
	}
	return kind
}

// typesWith are the question types that have a key.
func typesWith(table *Table, key string) []string {
	var kinds []string
	for _, kind := range Types {
		if table.field(key, kind).fits(kind) {
			kinds = append(kinds, string(kind))
		}
	}
	return kinds
}

func withArticle(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

// openKeys are the keys that the author has named: for a row, the columns.
func openKeys(n *node, table *Table) []string {
	if table != rowTable {
		return nil
	}
	around := n.around()
	if around.open == nil {
		around.open = make([]string, 0, maxColumns)
		columns := around.tables("columns", columnTable)
		for _, column := range columns[:min(len(columns), maxColumns)] {
			around.open = append(around.open, column.text("id"))
		}
	}
	return around.open
}

// unknown reports a key that the table does not have, with the one that was
// probably meant.
func (v validator) unknown(n *node, table *Table, key string, kind Type, open []string) {
	known := slices.Clone(open)
	for i := range table.Fields {
		if table.Fields[i].fits(kind) {
			known = append(known, table.Fields[i].Key)
		}
	}
	at, lower := n.get(key), strings.ToLower(key)
	what := "is not a key of " + withArticle(table.Name)
	if table == rowTable {
		what = "is not a column of the table"
	}
	switch near := v.nearest(key, known); {
	case lower != key && slices.Contains(known, lower) && n.has(lower):
		v.wrong(at, "is a second spelling of "+lower, "keep "+lower+" and take this one out")
	case lower != key && slices.Contains(known, lower):
		v.wrong(at, "is not in lower case", "write "+lower)
	case table == partTable && deckTable.field(lower, "") != nil:
		v.wrong(at, "stands only in "+header, "move it there")
	case near != "":
		v.wrong(at, what, "did you mean "+near+"?")
	default:
		v.wrong(at, what, "take it out; the keys are "+strings.Join(known, ", "))
	}
}

// partTable is what files of a deck besides deck.toml hold.
var partTable = &Table{Name: "part of a deck", Doc: "A part of a deck: sources and questions only.", Fields: sourceFields}

// missing reports keys that must be there and are not.
func (v validator) missing(n *node, table *Table, kind Type) {
	for i := range table.Fields {
		field := &table.Fields[i]
		unsure := kind == "" && field.For != nil // the type itself is missing or unknown
		if field.Required && field.fits(kind) && !unsure && !n.has(field.Key) && !n.excuses(field.Unless) {
			v.wrong(n.get(field.Key), "is missing", "write "+wanted(field))
		}
	}
}

// excuses reports whether a key is there, and not false.
func (n *node) excuses(key string) bool {
	return key != "" && n.has(key) && n.raw(key) != false
}

// exactlyOne reports a table that has none or several of the keys of which it
// should have one.
func (v validator) exactlyOne(n *node, table *Table) {
	var have []string
	for _, key := range table.OneOf {
		if n.has(key) {
			have = append(have, key)
		}
	}
	switch {
	case len(table.OneOf) > 0 && len(have) == 0:
		v.wrong(n, "says nothing to look for", "write "+listed(table.OneOf))
	case len(have) > 1:
		v.wrong(n.get(have[1]), fmt.Sprintf("stands beside %s", have[0]), "keep one of "+listed(table.OneOf)+"; make two of it where both are meant")
	}
}

// wanted says what a field is for, from its documentation.
func wanted(field *Field) string {
	if field.Takes == TakesVersion {
		return fmt.Sprintf("%s = %d", field.Key, formatVersion)
	}
	text, _, _ := strings.Cut(field.Doc, ".")
	if i := strings.IndexAny(text, ":;,"); i > 0 {
		text = text[:i]
	}
	return strings.ToLower(text[:1]) + text[1:]
}
