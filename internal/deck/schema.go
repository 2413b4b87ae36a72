package deck

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// The format as a JSON Schema, for editors that complete and check TOML by one.
//
// It is of draft 7. Taplo, the language server behind most TOML plug-ins,
// documents draft 4 and validates by 7, which has what is needed here: if and
// then, const, and false as a schema. For a key under the cursor it looks into
// properties, items, oneOf, anyOf, allOf and $ref, but neither into if and then
// nor beside allOf or $ref. Hence the shape of a question: all keys of all types
// stand in its properties, where an editor finds them, and a chain of if, then
// and else holds each type to its own. An error is then told at the key that is
// wrong, and not as "none of nine fits" at the whole question.
//
// The schema is never stricter than drill: what Load accepts, it accepts. What
// needs the whole deck, such as ids that name one another, is left to
// `drill deck check`.

const schemaDraft = "http://json-schema.org/draft-07/schema#"

// The patterns are such that every dialect of regular expressions reads them
// alike.
const (
	somethingPattern = `[^ \t\r\n]`
	idForm           = `[a-z0-9][a-z0-9-]*`
	refPattern       = `^` + idForm + `(\.` + idForm + `)?(#` + idForm + `)?$`
	distancePattern  = `[0-9]|^[±\s]*$`
)

// Schema is the deck format as a JSON Schema: of a deck in one file, of a
// deck.toml and of the parts of a deck. It is the same text in every run.
func Schema() ([]byte, error) {
	root := members{{"$schema", schemaDraft}, {"title", "Deck of drill"}}
	root = append(root, tableSchema(deckTable)...)
	root = root.with("dependencies", headTogether())
	root = root.with("definitions", definitions())
	text, err := plainJSON(root)
	if err != nil {
		return nil, fmt.Errorf("write schema: %w", err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return nil, fmt.Errorf("write schema: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// headTogether says that a file with any key of the head has those that a head
// must have. A file without is a part.
func headTogether() members {
	var together members
	needed := requiredKeys(deckTable, "")
	for i := range deckTable.Fields {
		key := deckTable.Fields[i].Key
		if partTable.field(key, "") == nil {
			together = together.with(key, slices.DeleteFunc(slices.Clone(needed), func(other string) bool { return other == key }))
		}
	}
	return together
}

// definitions are the tables below the deck, each once, in the order in which
// they are first met.
func definitions() members {
	var found members
	seen := make(map[*Table]bool)
	var walk func(*Table)
	walk = func(table *Table) {
		fields := table.Fields
		if table.Open != nil {
			fields = append(slices.Clip(fields), *table.Open)
		}
		for i := range fields {
			inside := fields[i].Table
			if inside == nil || seen[inside] {
				continue
			}
			seen[inside] = true
			found = found.with(inside.Name, tableSchema(inside))
			walk(inside)
		}
	}
	walk(deckTable)
	return found
}

// tableSchema describes a table. The head of a deck need not be there: the file
// may be a part.
func tableSchema(table *Table) members {
	schema := members{{"description", table.Doc}, {"type", "object"}}
	if table == cellTable { // a plain text or number is a cell as well
		schema[1] = member{"type", []string{"string", "number", "object"}}
		schema = schema.with("pattern", somethingPattern)
	}
	schema = schema.with("properties", properties(table))
	if required := requiredKeys(table, ""); len(required) > 0 && table != deckTable {
		schema = schema.with("required", required)
	}
	if table.Open != nil {
		schema = schema.with("propertyNames", members{{"pattern", `^(same_as|` + idForm + `)$`}})
		schema = schema.with("additionalProperties", fieldSchema(table.Open))
	} else {
		schema = schema.with("additionalProperties", false)
	}
	if len(table.OneOf) > 0 {
		var each []members
		for _, key := range table.OneOf {
			each = append(each, members{{"required", []string{key}}})
		}
		schema = schema.with("oneOf", each)
	}
	if table == questionTable {
		schema = append(schema, byType(table, Types)...)
	}
	return schema
}

// requiredKeys are those that must be there: of questions of a type, or
// whatever the type is.
func requiredKeys(table *Table, kind Type) []string {
	var keys []string
	for i := range table.Fields {
		field := &table.Fields[i]
		if field.Required && field.Unless == "" && field.fits(kind) && (kind != "" || field.For == nil) {
			keys = append(keys, field.Key)
		}
	}
	return keys
}

// properties are the keys of a table. A key that means different things by type
// has a schema for each.
func properties(table *Table) members {
	var found members
	for i := range table.Fields {
		key := table.Fields[i].Key
		if slices.ContainsFunc(found, func(m member) bool { return m.key == key }) {
			continue
		}
		same := meanings(table, key)
		if len(same) == 1 {
			found = found.with(key, fieldSchema(same[0]))
			continue
		}
		var each []members
		for _, field := range same {
			each = append(each, fieldSchema(field))
		}
		found = found.with(key, members{{"anyOf", each}})
	}
	return found
}

// meanings are the fields of a table that share a key.
func meanings(table *Table, key string) []*Field {
	var found []*Field
	for i := range table.Fields {
		if table.Fields[i].Key == key {
			found = append(found, &table.Fields[i])
		}
	}
	return found
}

// byType holds questions of each type to the keys of that type.
func byType(table *Table, kinds []Type) members {
	if len(kinds) == 0 {
		return nil
	}
	kind := kinds[0]
	is := members{{"properties", members{{"type", members{{"const", string(kind)}}}}}, {"required", []string{"type"}}}
	chain := members{{"if", is}, {"then", ofType(table, kind)}}
	if rest := byType(table, kinds[1:]); rest != nil {
		chain = chain.with("else", rest)
	}
	return chain
}

// ofType describes questions of one type, as far as they differ from others: what
// a key means, and that there is none of other types.
func ofType(table *Table, kind Type) members {
	var keys, unless members
	seen := make(map[string]bool)
	for i := range table.Fields {
		field := table.field(table.Fields[i].Key, kind)
		if seen[field.Key] {
			continue
		}
		seen[field.Key] = true
		switch {
		case !field.fits(kind):
			keys = keys.with(field.Key, false)
		case len(meanings(table, field.Key)) > 1:
			keys = keys.with(field.Key, fieldSchema(field))
		}
		if field.fits(kind) && field.Required && field.Unless != "" {
			given := members{{"properties", members{{field.Unless, members{{"not", members{{"const", false}}}}}}}, {"required", []string{field.Unless}}}
			unless = members{{"if", given}, {"else", members{{"required", []string{field.Key}}}}}
		}
	}
	return append(members{{"properties", keys}, {"required", requiredKeys(table, kind)}}, unless...)
}

// describe says in the schema what a key means, and which types have it.
func (f *Field) describe() string {
	text := f.Doc
	if f.Default != "" && f.defaultValue() == nil {
		text += " Where it is not given: " + strings.TrimSuffix(f.Default, ".") + "."
	}
	if f.For != nil && len(f.For) < len(Types)-1 {
		names := make([]string, len(f.For))
		for i, kind := range f.For {
			names[i] = string(kind)
		}
		text += " (Type " + listed(names) + ".)"
	}
	return text
}

// defaultValue is the default where it is a value, and nil where it is told in
// words.
func (f *Field) defaultValue() any { return tomlValue(f.Default) }

// tomlValue reads a value as TOML has it, and gives nil for what is none.
func tomlValue(text string) any {
	fields, err := parseWhole("value = " + text)
	if err != nil || text == "" {
		return nil
	}
	return fields["value"]
}
