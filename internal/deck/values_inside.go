package deck

import (
	"fmt"
	"maps"
	"slices"
)

// What holds other values: lists, tables, tables whose keys are the author's own,
// and cells.

func (v validator) list(n *node, field *Field, each func(*node)) {
	values, ok := elements(n.value)
	if !ok {
		remedy := "put it in brackets: [ … ]"
		if field.Takes == TakesTables {
			remedy = fmt.Sprintf("write [[%s]] in double brackets", n.key)
		}
		v.mismatch(n, "a list", remedy)
		return
	}
	if len(values) == 0 && (field.Required || field.Least > 0) {
		v.wrong(n, "is empty", "write "+wanted(field))
	}
	for i, value := range values {
		each(n.item(i, value))
	}
}

func (v validator) tableValue(n *node, field *Field) {
	if _, ok := n.value.(map[string]any); !ok {
		header := "[" + n.key + "]"
		if n.index >= 0 {
			header = "[[" + n.up.key + "]]"
		}
		v.mismatch(n, "a table", "write "+header+" with its keys below, or { key = … }")
		return
	}
	v.check(n, field.Table)
}

// maxMapped is the most entries of a table whose keys are the author's own, and
// of the lists in it: words with synonyms, ids that moved, options with credit.
const maxMapped = 10_000

// crowdedMap reports whether such a table has more of them.
func crowdedMap(fields map[string]any) bool {
	count := len(fields)
	for _, value := range fields {
		inside, _ := elements(value)
		count += max(len(inside)-1, 0)
	}
	return count > maxMapped
}

// mapping checks a table whose keys are the author's own.
func (v validator) mapping(n *node, field *Field) {
	fields, ok := n.value.(map[string]any)
	if !ok {
		v.mismatch(n, "a table", fmt.Sprintf("write [%s] with its keys below", n.key))
		return
	}
	if crowdedMap(fields) {
		v.wrong(n, fmt.Sprintf("has over %d entries", maxMapped), "take out what is not needed, or make several decks of it")
		return
	}
	inner := Field{Takes: TakesText, Doc: field.Doc}
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		kid := n.get(key)
		if isBlank(key) {
			v.wrong(kid, "has an empty name", "write a name before the =")
			continue
		}
		v.hidden(kid, key)
		switch field.Takes {
		case TakesTextMap:
			v.text(kid, &inner)
		case TakesShares:
			v.numeric(kid, field)
		default:
			v.list(kid, field, func(item *node) { v.text(item, &inner) })
		}
	}
}

func (v validator) cell(n *node, field *Field) {
	switch value := n.value.(type) {
	case string:
		switch empty := isBlank(value); {
		case empty && field.Takes == TakesValue:
			v.wrong(n, "is empty", "write "+wanted(field))
			return
		case empty:
			v.wrong(n, "is an empty cell", `write its text; what is not known can be a word listed in "unknown"`)
			return
		}
		v.length(n, value)
		v.hidden(n, value)
	case int64, float64:
		v.numeric(n, field)
	case map[string]any:
		if field.Takes == TakesValue {
			v.mismatch(n, "a text or a number", "write the value as the cells have it")
			return
		}
		v.check(n, field.Table)
	default:
		want := "a text, a number or a table"
		if field.Takes == TakesValue {
			want = "a text or a number"
		}
		v.mismatch(n, want, "put it in quotes")
	}
}
