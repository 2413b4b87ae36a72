package deck_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

const keysPage = "../../docs/deck-keys.md"

const keysIntro = `# Keys of a deck

Every table of a deck and every key that it may have. [Decks](decks.md) explains
what they are for. This page is made of the format itself, and so is the JSON
Schema that ` + "`drill deck schema`" + ` prints.

Of each key are told what it takes, what holds where it is not given, and a value
to copy. A key that is **required** must be there; one with – may be left out, and
then nothing holds in its place.

`

// TestTheKeysPageIsTheFormat holds docs/deck-keys.md to the format. UPDATE=1
// rewrites the page.
func TestTheKeysPageIsTheFormat(t *testing.T) {
	var page strings.Builder
	page.WriteString(keysIntro)
	for _, table := range tables() {
		writeTable(&page, table)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(keysPage, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(keysPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), page.String()); diff != "" {
		t.Errorf("docs/deck-keys.md is not the format (-page +format); UPDATE=1 rewrites it:\n%s", diff)
	}
}

// TestEveryKeyIsExplained checks that the format says of each key what it means,
// and shows a value.
func TestEveryKeyIsExplained(t *testing.T) {
	for _, k := range kinds() {
		for _, field := range k.fields() {
			if !strings.HasSuffix(field.Doc, ".") || field.Example == "" && field.Table == nil {
				t.Errorf("%s: %s has the explanation %q and the example %q", k, field.Key, field.Doc, field.Example)
			}
		}
	}
}

// tables are the tables of the format, each once: those that stand in one place
// below it, and at the end those that stand in many.
func tables() []*deck.Table {
	var found, shared []*deck.Table
	var walk func(*deck.Table)
	walk = func(table *deck.Table) {
		if slices.Contains(found, table) {
			return
		}
		found = append(found, table)
		for _, field := range fieldsOf(table) {
			switch inside := field.Table; {
			case inside == nil:
			case len(placesOf(inside)) > 1 && !slices.Contains(shared, inside):
				shared = append(shared, inside)
			case len(placesOf(inside)) == 1:
				walk(inside)
			}
		}
	}
	walk(deck.Format())
	for _, table := range shared {
		walk(table)
	}
	return found
}

// placesOf are the tables that a table stands in.
func placesOf(table *deck.Table) []*deck.Table {
	var found []*deck.Table
	for _, k := range kinds() {
		holds := slices.ContainsFunc(fieldsOf(k.table), func(field deck.Field) bool { return field.Table == table })
		if holds && !slices.Contains(found, k.table) {
			found = append(found, k.table)
		}
	}
	return found
}

// fieldsOf are the keys of a table, with that for the keys that the author names.
func fieldsOf(table *deck.Table) []deck.Field {
	if table.Open == nil {
		return table.Fields
	}
	return append(slices.Clip(table.Fields), *table.Open)
}

func writeTable(page *strings.Builder, table *deck.Table) {
	fmt.Fprintf(page, "## %s\n\n%s%s\n\n", table.Name, prose(table.Doc), standsIn(table))
	columns := "| key | takes | default | example | meaning |\n|---|---|---|---|---|\n"
	perType := table.Name == "question"
	if perType {
		columns = "| key | types | takes | default | example | meaning |\n|---|---|---|---|---|---|\n"
	}
	page.WriteString(columns)
	for _, field := range fieldsOf(table) {
		row := []string{"`" + field.Key + "`"}
		if perType {
			row = append(row, typesOf(field))
		}
		row = append(row, takes(field), defaultOf(field), shownExample(field), prose(field.Doc))
		page.WriteString("| " + strings.Join(row, " | ") + " |\n")
	}
	page.WriteString("\n")
}

// standsIn says where a table stands.
func standsIn(table *deck.Table) string {
	var keys, places []string
	for _, place := range placesOf(table) {
		places = append(places, fmt.Sprintf("[%s](#%s)", place.Name, place.Name))
		for _, field := range fieldsOf(place) {
			if key := "`" + field.Key + "`"; field.Table == table && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	if len(places) == 0 {
		return ""
	}
	return fmt.Sprintf(" It stands as %s in %s.", orList(keys), orList(places))
}

func orList(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func typesOf(field deck.Field) string {
	if field.For == nil {
		return "all"
	}
	if len(field.For) == len(deck.Types)-1 {
		for _, kind := range deck.Types {
			if !slices.Contains(field.For, kind) {
				return "all but " + string(kind)
			}
		}
	}
	names := make([]string, len(field.For))
	for i, kind := range field.For {
		names[i] = string(kind)
	}
	return strings.Join(names, ", ")
}

// takes says in words what a key takes.
func takes(field deck.Field) string {
	words := make([]string, len(field.Values))
	for i, value := range field.Values {
		words[i] = "`" + value + "`"
	}
	inside := ""
	if field.Table != nil {
		inside = fmt.Sprintf("[%s](#%s)", field.Table.Name, field.Table.Name)
	}
	switch field.Takes {
	case deck.TakesText:
		return "text"
	case deck.TakesAnyText:
		return "text, or an empty one"
	case deck.TakesID:
		return "id"
	case deck.TakesRef:
		return "question id, or ID#PART"
	case deck.TakesWord:
		return orList(words)
	case deck.TakesBool:
		return "`true` or `false`"
	case deck.TakesNumber:
		return "number"
	case deck.TakesPoints:
		return "number above 0"
	case deck.TakesFraction:
		return "number from 0 to 1"
	case deck.TakesPower:
		return "number above 0 and up to 2"
	case deck.TakesCount:
		return "whole number from 0 to 1000"
	case deck.TakesSeconds:
		return "whole number from 1 to 86400"
	case deck.TakesTolerance:
		return "number, or text such as `\"2%\"`"
	case deck.TakesTexts:
		return "list of texts"
	case deck.TakesWords:
		return "list of " + orList(words)
	case deck.TakesNumbers:
		return "list of numbers"
	case deck.TakesGroups:
		return "list of lists of texts"
	case deck.TakesTable:
		return "table: " + inside
	case deck.TakesTables:
		return "list of tables: " + inside
	case deck.TakesTextMap:
		return "texts by name"
	case deck.TakesTextsMap:
		return "lists of texts by name"
	case deck.TakesShares:
		return "numbers from -1 to 1 by text"
	case deck.TakesCell:
		return "text, number or table: " + inside
	case deck.TakesValue:
		return "text or number"
	case deck.TakesPath:
		return "path in the deck's folder"
	case deck.TakesVersion:
		return "`1`"
	}
	panic("no words for what takes " + string(field.Takes))
}

func defaultOf(field deck.Field) string {
	switch {
	case field.Required && field.Unless != "":
		return "**required** without `" + field.Unless + "`"
	case field.Required:
		return "**required**"
	case field.Default == "":
		return "–"
	case isValue(field.Default):
		return "`" + cell(field.Default) + "`"
	}
	return prose(field.Default)
}

func shownExample(field deck.Field) string {
	const longest = 100 // what is longer is shown key by key
	if text := exampleOf(field); len(text) <= longest || field.Table == nil {
		return "`" + cell(text) + "`"
	}
	return fmt.Sprintf("see [%s](#%s)", field.Table.Name, field.Table.Name)
}

// prose is a text as Markdown shows it, letter by letter.
func prose(text string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `|`, `\|`, `<`, `\<`).Replace(text)
}

// cell is a piece of code in a cell of a Markdown table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
