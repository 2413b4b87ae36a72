package deck_test

import (
	"fmt"
	"slices"
	"strings"
	"testing/fstest"

	"drill/internal/deck"
)

// Decks made of the format itself: for any table of it the smallest deck that
// holds one, written with the examples of its keys.

// kind is a table of the format; of questions, those of one type.
type kind struct {
	table *deck.Table
	of    deck.Type
}

func (k kind) String() string {
	if k.of != "" {
		return k.table.Name + " of type " + string(k.of)
	}
	return k.table.Name
}

// kinds are all tables of the format, each once.
func kinds() []kind {
	var found []kind
	seen := make(map[*deck.Table]bool)
	var walk func(*deck.Table)
	walk = func(table *deck.Table) {
		if table == nil || seen[table] {
			return
		}
		seen[table] = true
		if table.Name == "question" {
			for _, of := range deck.Types {
				found = append(found, kind{table, of})
			}
		} else {
			found = append(found, kind{table, ""})
		}
		for _, field := range table.Fields {
			walk(field.Table)
		}
		if table.Open != nil {
			walk(table.Open.Table)
		}
	}
	walk(deck.Format())
	return found
}

// fields are the keys that the kind may have.
func (k kind) fields() []deck.Field {
	return slices.DeleteFunc(slices.Clone(fieldsOf(k.table)), func(f deck.Field) bool {
		return k.of != "" && f.For != nil && !slices.Contains(f.For, k.of)
	})
}

// entries are keys with their values as TOML has them, in order.
type entries [][2]string

func (e entries) with(key, value string) entries {
	return append(e.without(key), [2]string{key, value})
}

func (e entries) without(key string) entries {
	return slices.DeleteFunc(slices.Clone(e), func(entry [2]string) bool { return entry[0] == key })
}

func (e entries) lines(between string) string {
	lines := make([]string, len(e))
	for i, entry := range e {
		lines[i] = entry[0] + " = " + entry[1]
	}
	return strings.Join(lines, between)
}

// smallest is what the kind must have.
func (k kind) smallest() entries {
	var e entries
	for _, field := range k.fields() {
		if field.Required && field.Key != k.open() {
			e = e.with(field.Key, exampleOf(field))
		}
	}
	if k.of != "" {
		e = e.with("type", fmt.Sprintf("%q", k.of))
	}
	if len(k.table.OneOf) > 0 {
		for _, field := range k.fields() {
			if field.Key == k.table.OneOf[0] {
				e = e.with(field.Key, exampleOf(field))
			}
		}
	}
	for _, entry := range needed[k.table.Name] {
		e = e.with(entry[0], entry[1])
	}
	return e
}

// open is the name that stands for the keys that the author names.
func (k kind) open() string {
	if k.table.Open == nil {
		return ""
	}
	return k.table.Open.Key
}

// exampleOf is an example of a key: its own, or made of those inside.
func exampleOf(field deck.Field) string {
	if field.Example != "" || field.Table == nil {
		return field.Example
	}
	inside := "{ " + kind{field.Table, ""}.smallest().lines(", ") + " }"
	if field.Takes == deck.TakesTable {
		return inside
	}
	return "[" + inside + "]"
}

// needed are keys that a table must have for its own sake, and not by the
// format.
var needed = map[string]entries{
	"deck":  {{"cheatsheet", `[{ id = "terms", entry = [{ id = "acid", term = "acid", meaning = "A substance that gives protons." }] }]`}},
	"table": {{"columns", `[` + columns + `]`}, {"rows", `[` + acetic + `, ` + others + `]`}},
	"row":   {{"name", `"acetic acid"`}, {"pka", `4.76`}, {"class", `"organic"`}},
}

// beside are keys that another one makes sense beside only; one without a value is
// taken out.
var beside = map[string]entries{
	"criterion.cap_without":  {{"required", "true"}},
	"criterion.near":         {{"any", `["take* ... base"]`}},
	"criterion.order":        {{"any", ""}, {"all", `[["take*"], ["base"]]`}},
	"reject.near":            {{"any", `["nothing ... reacts"]`}},
	"criterion.at_least":     {{"any", `["take* up", "base", "acid"]`}},
	"column.unit":            {{"as", `"number"`}},
	"column.tolerance":       {{"as", `"number"`}},
	"cell.unit":              {{"value", "4.8"}},
	"number.from":            {{"to", "60.5"}},
	"question.from":          {{"to", "60.5"}},
	"number.to":              {{"from", "59.5"}},
	"question.to":            {{"from", "59.5"}},
	"number.unit_required":   {{"unit", `"g"`}},
	"question.unit_required": {{"unit", `"g"`}},
}

// instead is what a key takes the place of.
var instead = map[string]string{"number.to": "value", "question.from": "value", "question.to": "value"}

const (
	columns  = `{ id = "name", title = "Name" }, { id = "pka", title = "pKa", as = "number" }, { id = "class", title = "class" }`
	acetic   = `{ id = "acetic", name = "acetic acid", pka = 4.76, class = "organic" }`
	others   = `{ id = "formic", name = "formic acid", pka = 3.75, class = "organic" }, { id = "nitric", name = "nitric acid", pka = -1.4, class = "mineral" }`
	first    = `{ id = "first", type = "short", prompt = "Which gas do plants give off?", answer = "oxygen" }`
	asks     = `id = "buffer", type = "text", prompt = "How does a buffer work?", answer = "Its weak acid of 60.05 g takes up the added base."`
	marks    = `criterion = [{ id = "takes", any = ["take* up"] }]`
	acids    = `table = [{ id = "acids", title = "Common acids", key = "name", `
	takeaway = `takeaway = [{ id = "acids-give", text = "Acids {{1:give}} protons.", `
)

// around is the deck around one table, which stands at %s.
var around = map[string]string{
	"cheatsheet": `cheatsheet = [%s]`,
	"entry":      `cheatsheet = [{ id = "terms", entry = [%s] }]`,
	"table":      `table = [%s]`,
	"column":     acids + `columns = [{ id = "name", title = "Name" }, %s], rows = [{ id = "a", name = "acetic acid", pka = 4.76 }, { id = "n", name = "nitric acid", pka = -1.4 }] }]`,
	"row":        acids + `columns = [` + columns + `], rows = [%s, ` + others + `] }]`,
	"cell":       acids + `columns = [{ id = "name", title = "Name" }, { id = "pka", title = "pKa" }], rows = [{ id = "a", name = "acetic acid", pka = %s }, { id = "n", name = "nitric acid", pka = -1.4 }] }]`,
	"which":      acids + `columns = [` + columns + `], rows = [` + acetic + `, ` + others + `], which = [%s] }]`,
	"compare":    acids + `columns = [` + columns + `], rows = [` + acetic + `, ` + others + `], compare = [%s] }]`,
	"match":      acids + `columns = [` + columns + `], rows = [` + acetic + `, ` + others + `], match = [%s] }]`,
	"takeaway":   `takeaway = [%s]`,
	"why":        takeaway + `why = %s }]`,
	"false":      takeaway + `false = [%s] }]`,
	"question":   `question = [` + first + `, %s]`,
	"pair":       `question = [{ id = "p", type = "match", prompt = "Which is which?", pairs = [%s, { left = "acetic acid", right = "CH3COOH" }] }]`,
	"criterion":  `question = [{ ` + asks + `, criterion = [%s, { id = "takes-nothing", any = ["takes up nothing"], excludes = ["takes-base"] }] }]`,
	"scale":      `question = [{ ` + asks + `, ` + marks + `, scale = %s }]`,
	"signal":     `question = [{ ` + asks + `, ` + marks + `, signal = [%s] }]`,
	"learned":    `question = [{ ` + asks + `, criterion = [{ id = "takes-base", any = ["take* up"] }], learned = [%s] }]`,
	"band":       `question = [{ ` + asks + `, ` + marks + `, bands = [%s, { from = 1, score = 1 }] }]`,
	"number":     `question = [{ ` + asks + `, criterion = [{ id = "mass", number = %s }] }]`,
	"reject":     `question = [{ ` + asks + `, ` + marks + `, reject = [%s] }]`,
	"example":    `question = [{ ` + asks + `, ` + marks + `, example = [%s] }]`,
}

// deckWith is a deck in one file that holds the kind with these keys.
func (k kind) deckWith(e entries) string {
	if k.table.Name == "deck" {
		return e.lines("\n") + "\n"
	}
	text := head + fmt.Sprintf(around[k.table.Name], "{ "+e.lines(", ")+" }") + "\n"
	if k.table.Name != "question" && strings.Contains(text, `same_as = "first"`) {
		text += "[[question]]\n" + strings.ReplaceAll(strings.Trim(first, "{} "), ", ", "\n") + "\n"
	}
	return text
}

// inOneFile is a deck in the file x.toml, beside its picture.
func inOneFile(text string) fstest.MapFS {
	return fstest.MapFS{"x.toml": {Data: []byte(text)}, "img/cell.png": {Data: []byte("x")}}
}
