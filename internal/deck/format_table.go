package deck

import "slices"

// What an author may ask of a whole table, besides the cards that its cells
// make.

var whichTable = &Table{
	Name: "which",
	Doc:  "A question for all rows of a table that share a value: typed, in any order, each row worth the same.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The id; the question is TABLE.ID, its part which."},
		{Key: "column", Takes: TakesID, Required: true, Doc: "The id of the column."},
		{Key: "value", Takes: TakesValue, Required: true, Doc: "The value, as the cells have it."},
		{Key: "prompt", Takes: TakesText, Doc: "The prompt, with {value}, {column}, {title} for the table and {rows} for the title of its key column."},
		sameAsField, citationField, tagsField,
	}, askedFields...),
}

var compareTable = &Table{
	Name: "compare",
	Doc:  "A question for the difference between two rows in a column, answered in free text. Where there are no criteria, they are made of short cells, and derived from the answer for long ones.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The id; the question is TABLE.ID, its part compare."},
		{Key: "rows", Takes: TakesTexts, Required: true, Doc: "The ids of the two rows."},
		{Key: "column", Takes: TakesID, Required: true, Doc: "The id of the column."},
		{Key: "prompt", Takes: TakesText, Doc: "The prompt, with {a} and {b} for the rows, {column} and {title}."},
		{Key: "answer", Takes: TakesText, Doc: "The model answer; both cells where it is not given."},
		sameAsField, citationField, tagsField,
	}, slices.Concat(askedFields, rubricFields)...),
}

var matchTable = &Table{
	Name: "match",
	Doc:  "A question in which the values of a column are put to their rows.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The id; the question is TABLE.ID, its part match."},
		{Key: "column", Takes: TakesID, Required: true, Doc: "The id of the column."},
		{Key: "rows", Takes: TakesTexts, Doc: "The ids of the rows; all whose value is known where it is not given, and at most 26."},
		{Key: "prompt", Takes: TakesText, Doc: "The prompt, with {rows} for the title of the key column, {column} and {title}."},
		sameAsField, citationField, tagsField,
	}, askedFields...),
}
