package deck

// This file says what may be written in a deck: every table of the format, its
// keys, what each takes and what it means. Checking reads it, and the JSON
// Schema and the reference page are made of it, so that they cannot disagree.

// Takes is what a key takes.
type Takes string

const (
	TakesText      Takes = "text"      // a string with something in it
	TakesAnyText   Takes = "any text"  // a string that may be empty
	TakesID        Takes = "id"        // lower-case letters, digits and hyphens
	TakesRef       Takes = "question"  // a question id, or QUESTION#part
	TakesWord      Takes = "word"      // one of Field.Values
	TakesBool      Takes = "bool"      // true or false
	TakesNumber    Takes = "number"    // any finite number
	TakesPoints    Takes = "points"    // a number above 0
	TakesFraction  Takes = "fraction"  // a number from 0 to 1
	TakesPower     Takes = "power"     // a number above 0 and up to 2
	TakesCount     Takes = "count"     // a whole number, 0 or more
	TakesSeconds   Takes = "seconds"   // a whole number from 1 to those of a day
	TakesTolerance Takes = "tolerance" // a number, or a text such as "2%"
	TakesTexts     Takes = "texts"     // a list of texts
	TakesWords     Takes = "words"     // a list of Field.Values
	TakesNumbers   Takes = "numbers"   // a list of numbers
	TakesGroups    Takes = "groups"    // a list of lists of texts
	TakesTable     Takes = "table"     // one table, Field.Table
	TakesTables    Takes = "tables"    // a list of tables, Field.Table
	TakesTextMap   Takes = "text map"  // texts by a name of the author's
	TakesTextsMap  Takes = "texts map" // lists of texts by a name of the author's
	TakesShares    Takes = "shares"    // numbers from -1 to 1 by a text of the author's
	TakesCell      Takes = "cell"      // a text, a number, or a table, Field.Table
	TakesValue     Takes = "value"     // a text or a number, as cells hold them
	TakesPath      Takes = "path"      // a file in the deck's folder, or below it
	TakesVersion   Takes = "version"   // the number of the format
)

// Field is a key that a table may have.
type Field struct {
	Key      string
	Takes    Takes
	Required bool
	// Unless is a key that makes the field no longer required, unless it is false.
	Unless string
	// Values are the words that TakesWord and TakesWords take.
	Values []string
	// Table is what stands inside, for TakesTable, TakesTables and TakesCell.
	Table *Table
	// Least and Most are how few and how many elements a list may have; 0 is no
	// bound. A list that is required has one in any case.
	Least, Most int
	// For are the question types that have the key; nil means all.
	For []Type
	// Default is what holds where the key is not given: a value as TOML has it,
	// or words where it depends on something else. Empty means that nothing does.
	Default string
	// Example is a value as TOML has it. Tables have none of their own: what
	// stands inside has.
	Example string
	Doc     string
}

// Table is a table of the format and the keys it may have.
type Table struct {
	Name   string
	Doc    string
	Fields []Field
	// OneOf are keys of which exactly one must be there.
	OneOf []string
	// Open is what other keys hold, in a table whose keys the author names.
	Open *Field
}

// field finds a key, as it is for one question type where types differ.
func (t *Table) field(key string, kind Type) *Field {
	var other *Field
	for i := range t.Fields {
		field := &t.Fields[i]
		if field.Key != key {
			continue
		}
		if field.fits(kind) {
			return field
		}
		other = field
	}
	return other
}

// fits reports whether questions of a type have the field.
func (f *Field) fits(kind Type) bool {
	if f.For == nil || kind == "" {
		return true
	}
	for _, have := range f.For {
		if have == kind {
			return true
		}
	}
	return false
}

// Types are the question types that an author can write.
var Types = []Type{TypeText, TypeShort, TypeNumber, TypeChoice, TypeMultiple, TypeTrueFalse, TypeOrder, TypeMatch, TypeCloze}

func typeNames() []string {
	names := make([]string, len(Types))
	for i, kind := range Types {
		names[i] = string(kind)
	}
	return names
}
