package deck

import "slices"

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
	// Unless is a key, true or false, that makes the field no longer required.
	Unless string
	// Values are the words that TakesWord and TakesWords take.
	Values []string
	// Table is what stands inside, for TakesTable, TakesTables and TakesCell.
	Table *Table
	// For are the question types that have the key; nil means all.
	For []Type
	Doc string
}

// Table is a table of the format and the keys it may have.
type Table struct {
	Name   string
	Doc    string
	Fields []Field
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

// The parts that sources make.
var (
	sheetParts    = []string{"define", "name"}
	tableParts    = []string{"cell", "which"}
	takeawayParts = []string{"cloze", "why", "true", "false"}
)

// Format is the whole deck format: the keys of deck.toml, or of a deck in one
// file, with everything below them.
func Format() *Table { return deckTable }

var deckTable = &Table{
	Name: "deck",
	Doc:  "A deck: one TOML file, or a folder with a deck.toml and other .toml files as its parts. Parts hold only sources and questions.",
	Fields: append([]Field{
		{Key: "format", Takes: TakesVersion, Required: true, Doc: "The version of the format; 1."},
		{Key: "id", Takes: TakesID, Required: true, Doc: "The deck's stable name. History hangs on it, so it never changes."},
		{Key: "title", Takes: TakesText, Required: true, Doc: "The title that learners see."},
		{Key: "language", Takes: TakesText, Doc: "The language of the deck, for stems, negation and number words; en where it is not given."},
		{Key: "description", Takes: TakesText, Doc: "What the deck is about."},
		{Key: "citation", Takes: TakesText, Doc: "Where the deck's content comes from."},
		{Key: "tags", Takes: TakesTexts, Doc: "Tags that every question of the deck carries."},
		{Key: "synonyms", Takes: TakesTextsMap, Doc: "Words that mean the same, for every rubric of the deck; they hold both ways."},
		{Key: "moved", Takes: TakesTextMap, Doc: "New question ids by old ones, to carry history over."},
	}, sourceFields...),
}

// sourceFields are what deck.toml and every other file of a deck may hold.
var sourceFields = []Field{
	{Key: "cheatsheet", Takes: TakesTables, Table: sheetTable, Doc: "A cheat sheet: terms and what they mean."},
	{Key: "table", Takes: TakesTables, Table: tableTable, Doc: "A table that compares things: a row for each thing, a column for each property."},
	{Key: "takeaway", Takes: TakesTables, Table: takeawayTable, Doc: "A statement worth remembering."},
	{Key: "question", Takes: TakesTables, Table: questionTable, Doc: "A question written out."},
}

var sheetTable = &Table{
	Name: "cheatsheet",
	Doc:  "A cheat sheet. Each entry is asked both ways: what the term means, and which term is meant.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The sheet's id; its questions are SHEET.ENTRY."},
		{Key: "title", Takes: TakesText, Doc: "The title of the sheet."},
		citationField, tagsField,
		{Key: "parts", Takes: TakesWords, Values: sheetParts, Doc: "Which parts are asked; both where it is not given."},
		{Key: "entry", Takes: TakesTables, Required: true, Table: entryTable, Doc: "A term and what it means."},
	},
}

var entryTable = &Table{
	Name: "entry",
	Doc:  "A term and what it means. Criteria, rejects and examples are for define; where there are none, the rubric is derived from the meaning.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The entry's id within its sheet."},
		{Key: "term", Takes: TakesText, Required: true, Doc: "The term."},
		{Key: "aka", Takes: TakesTexts, Doc: "Other names of the term, accepted as well."},
		{Key: "meaning", Takes: TakesText, Required: true, Doc: "What the term means: the model answer of define."},
		{Key: "prompt", Takes: TakesText, Doc: "The prompt of define, instead of the usual one."},
		{Key: "reverse", Takes: TakesText, Doc: "The prompt of name, instead of the meaning. It must not hold the term."},
		{Key: "parts", Takes: TakesWords, Values: sheetParts, Doc: "Which parts are asked; those of the sheet where it is not given."},
		sameAsField, citationField, tagsField,
	}, slices.Concat(askedFields, rubricFields)...),
}

var tableTable = &Table{
	Name: "table",
	Doc:  "A table. Each cell is asked for by its row and column, and each row by a value that no other row has.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The table's id; its questions are TABLE.ROW."},
		{Key: "title", Takes: TakesText, Required: true, Doc: "The title, as prompts name it."},
		citationField, tagsField,
		{Key: "key", Takes: TakesID, Required: true, Doc: "The id of the column that names a row."},
		{Key: "unknown", Takes: TakesTexts, Doc: "Values that are not worth asking for."},
		{Key: "parts", Takes: TakesWords, Values: tableParts, Doc: "Which parts are asked; both where it is not given."},
		{Key: "columns", Takes: TakesTables, Required: true, Table: columnTable, Doc: "The columns, in order."},
		{Key: "rows", Takes: TakesTables, Table: rowTable, Doc: "The rows, each on a line."},
		{Key: "row", Takes: TakesTables, Table: rowTable, Doc: "A row as a block, where cells are long."},
		{Key: "which", Takes: TakesTables, Table: whichTable, Doc: "A question for all rows that share a value."},
		{Key: "compare", Takes: TakesTables, Table: compareTable, Doc: "A question for the difference between two rows."},
		{Key: "match", Takes: TakesTables, Table: matchTable, Doc: "A question that puts the values of a column to their rows."},
	},
}

var columnTable = &Table{
	Name: "column",
	Doc:  "A column of a table.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The column's id: the key of its cells, and part of cell-ID and which-ID."},
		{Key: "title", Takes: TakesText, Required: true, Doc: "The title, as prompts name it."},
		{Key: "as", Takes: TakesWord, Values: []string{"text", "short", "number", "choice"}, Doc: "How cells are asked; where it is not given, short up to four words, else text."},
		{Key: "prompt", Takes: TakesText, Doc: "The prompt of a cell, with {key} for the row, {title} for the table and {column} for the column."},
		{Key: "reverse", Takes: TakesText, Doc: "The prompt of which, with {value} for the cell, {title} and {column}."},
		{Key: "unit", Takes: TakesText, Doc: "The unit of a number column."},
		{Key: "tolerance", Takes: TakesTolerance, Doc: "How far a number may be off."},
		{Key: "parts", Takes: TakesWords, Values: tableParts, Doc: "Which parts are asked; an empty list asks nothing."},
		pointsField, hintField, explanationField,
	},
}

var rowTable = &Table{
	Name: "row",
	Doc:  "A row of a table: its id, and a cell for every column.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The row's id within its table."},
		sameAsField, explanationField,
		{Key: "parts", Takes: TakesTexts, Doc: "Which parts are asked, by full name, such as cell-cost."},
	},
	Open: &Field{Takes: TakesCell, Table: cellTable, Doc: "A cell, by the id of its column."},
}

var cellTable = &Table{
	Name: "cell",
	Doc:  "A cell with more to say than its text. Criteria, rejects and examples are for a cell asked as text.",
	Fields: append([]Field{
		{Key: "text", Takes: TakesText, Required: true, Doc: "What is shown, and the model answer."},
		{Key: "value", Takes: TakesNumber, Doc: "The number meant, in a number column."},
		{Key: "tolerance", Takes: TakesTolerance, Doc: "How far a number may be off."},
		{Key: "unit", Takes: TakesText, Doc: "The unit of the number."},
		{Key: "accept", Takes: TakesTexts, Doc: "Other forms that are accepted."},
		{Key: "prompt", Takes: TakesText, Doc: "The prompt, instead of the column's."},
		{Key: "reverse", Takes: TakesText, Doc: "The prompt of which, instead of the column's."},
		{Key: "parts", Takes: TakesWords, Values: tableParts, Doc: "Which parts are asked of this cell."},
		sameAsField,
	}, slices.Concat(askedFields, rubricFields)...),
}

var takeawayTable = &Table{
	Name: "takeaway",
	Doc:  "A statement worth remembering, with holes {{N:answer}} or {{N:answer|hint}} to be filled, a reason, and false versions of it.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The question id."},
		{Key: "text", Takes: TakesText, Required: true, Doc: "The statement. N in a hole is a number that the author chooses and keeps."},
		{Key: "parts", Takes: TakesWords, Values: takeawayParts, Doc: "Which parts are asked; all where it is not given."},
		acceptField, sameAsField, citationField, tagsField,
		{Key: "why", Takes: TakesTable, Table: whyTable, Doc: "A question for the reason."},
		{Key: "false", Takes: TakesTables, Table: falseTable, Doc: "False versions; each is a true-or-false question."},
	}, askedFields...),
}

var whyTable = &Table{
	Name: "why",
	Doc:  "A question for the reason behind a takeaway, answered in free text.",
	Fields: append([]Field{
		{Key: "prompt", Takes: TakesText, Required: true, Doc: "The prompt."},
		{Key: "answer", Takes: TakesText, Required: true, Doc: "The model answer."},
	}, slices.Concat(askedFields, rubricFields)...),
}

var falseTable = &Table{
	Name: "false",
	Doc:  "A false version of a takeaway.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The id; the part is false-ID."},
		{Key: "text", Takes: TakesText, Required: true, Doc: "The false statement."},
		explanationField,
	},
}
