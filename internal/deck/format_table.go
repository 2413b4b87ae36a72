package deck

import "slices"

// What may be written in a table, and what an author may ask of a whole table,
// besides the cards that its cells make.

// The usual prompts of what a table asks.
const (
	usualCell    = "{title}: what is the {column} of {key}?"
	usualRow     = "{title}: which {rows} has this {column}: {value}?"
	usualWhich   = "{title}: for which {rows} is {column} “{value}”? Name them all."
	usualCompare = "{title}: how do {a} and {b} differ in {column}?"
	usualMatch   = "{title}: match each {rows} with its {column}."
)

var tableTable = &Table{
	Name: "table",
	Doc:  "A table. Each cell is asked for by its row and column, and each row by a value that no other row has.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"acids"`, Doc: "The table's id; its questions are TABLE.ROW."},
		{Key: "title", Takes: TakesText, Required: true, Example: `"Common acids"`, Doc: "The title, as prompts name it."},
		citationField, tagsField,
		{Key: "key", Takes: TakesID, Required: true, Example: `"name"`, Doc: "The id of the column that names a row."},
		{Key: "unknown", Takes: TakesTexts, Example: `["unknown"]`, Doc: "Values that are not worth asking for."},
		{Key: "parts", Takes: TakesWords, Values: tableParts, Default: `["cell", "which"]`, Example: `["cell"]`, Doc: "Which parts are asked."},
		{Key: "columns", Takes: TakesTables, Required: true, Most: maxColumns, Table: columnTable, Doc: "The columns, in order: up to 50."},
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
		{Key: "id", Takes: TakesID, Required: true, Example: `"pka"`, Doc: "The column's id: the key of its cells, and part of cell-ID and which-ID."},
		{Key: "title", Takes: TakesText, Required: true, Example: `"pKa"`, Doc: "The title, as prompts name it."},
		{Key: "as", Takes: TakesWord, Values: []string{"text", "short", "number", "choice"}, Default: "short up to four words, else text", Example: `"number"`, Doc: "How cells are asked."},
		{Key: "prompt", Takes: TakesText, Default: inlineText(usualCell), Example: `"What is the pKa of {key}?"`, Doc: "The prompt of a cell, with {key} for the row, {title} for the table and {column} for the column."},
		{Key: "reverse", Takes: TakesText, Default: inlineText(usualRow), Example: `"Which acid has the pKa {value}?"`, Doc: "The prompt of which, with {value} for the cell, {title}, {column} and {rows} for the title of the key column."},
		{Key: "unit", Takes: TakesText, Example: `"g"`, Doc: "The unit of a number column."},
		{Key: "tolerance", Takes: TakesTolerance, Default: `0`, Example: `"2%"`, Doc: "How far a number may be off: 0.1 absolute, or \"2%\" of the value."},
		{Key: "parts", Takes: TakesWords, Values: tableParts, Default: "those of the table", Example: `["cell"]`, Doc: "Which parts are asked; an empty list asks nothing."},
		pointsField, hintField, explanationField,
	},
}

var rowTable = &Table{
	Name: "row",
	Doc:  "A row of a table: its id, and a cell for every column.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"acetic"`, Doc: "The row's id within its table."},
		sameAsField, explanationField,
		{Key: "parts", Takes: TakesTexts, Default: "those of its cells and columns", Example: `["cell-pka"]`, Doc: "Which parts are asked, by full name, such as cell-pka."},
	},
	Open: &Field{Key: "COLUMN", Takes: TakesCell, Required: true, Table: cellTable, Example: `4.76`, Doc: "A cell, by the id of its column: a text, a number, or a table."},
}

var cellTable = &Table{
	Name: "cell",
	Doc:  "A cell with more to say than its text. Criteria, rejects and examples are for a cell asked as text.",
	Fields: append([]Field{
		{Key: "text", Takes: TakesText, Required: true, Example: `"about 4.8"`, Doc: "What is shown, and the model answer."},
		{Key: "value", Takes: TakesNumber, Default: "the text, where it is a number", Example: `4.76`, Doc: "The number meant, in a number column."},
		{Key: "tolerance", Takes: TakesTolerance, Default: "that of the column", Example: `0.1`, Doc: "How far a number may be off."},
		{Key: "unit", Takes: TakesText, Default: "that of the column", Example: `"g"`, Doc: "The unit of the number."},
		{Key: "accept", Takes: TakesTexts, Example: `["4.8"]`, Doc: "Other forms that are accepted."},
		{Key: "prompt", Takes: TakesText, Default: "that of the column", Example: `"How weak is it?"`, Doc: "The prompt of this cell."},
		{Key: "reverse", Takes: TakesText, Default: "that of the column", Example: `"Which one is that weak?"`, Doc: "The prompt of which."},
		{Key: "parts", Takes: TakesWords, Values: tableParts, Default: "those of the column", Example: `["cell"]`, Doc: "Which parts are asked of this cell."},
		sameAsField,
		pointsField.orElse("those of the column"), hintField.orElse("that of the column"), explanationField.orElse("that of the row, or of the column"),
		difficultyField, secondsField, imageField,
	}, rubricFields...),
}

var whichTable = &Table{
	Name: "which",
	Doc:  "A question for all rows of a table that share a value: typed, in any order, each row worth the same.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"organic"`, Doc: "The id; the question is TABLE.ID, its part which."},
		{Key: "column", Takes: TakesID, Required: true, Example: `"class"`, Doc: "The id of the column."},
		{Key: "value", Takes: TakesValue, Required: true, Example: `"organic"`, Doc: "The value, as the cells have it."},
		{Key: "prompt", Takes: TakesText, Default: inlineText(usualWhich), Example: `"Which acids are {value}?"`, Doc: "The prompt, with {value}, {column}, {title} for the table and {rows} for the title of its key column."},
		sameAsField, citationField, tagsField,
	}, askedFields...),
}

var compareTable = &Table{
	Name: "compare",
	Doc:  "A question for the difference between two rows in a column, answered in free text. Where there are no criteria, they are made of short cells, and derived from the answer for long ones.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"acetic-nitric"`, Doc: "The id; the question is TABLE.ID, its part compare."},
		{Key: "rows", Takes: TakesTexts, Required: true, Least: 2, Most: 2, Example: `["acetic", "nitric"]`, Doc: "The ids of the two rows."},
		{Key: "column", Takes: TakesID, Required: true, Example: `"class"`, Doc: "The id of the column."},
		{Key: "prompt", Takes: TakesText, Default: inlineText(usualCompare), Example: `"Of what kind are {a} and {b}?"`, Doc: "The prompt, with {a} and {b} for the rows, {column} and {title}."},
		{Key: "answer", Takes: TakesText, Default: "both cells", Example: `"Acetic acid is organic, nitric acid is mineral."`, Doc: "The model answer."},
		sameAsField, citationField, tagsField,
	}, slices.Concat(askedFields, rubricFields)...),
}

var matchTable = &Table{
	Name: "match",
	Doc:  "A question in which the values of a column are put to their rows.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"classes"`, Doc: "The id; the question is TABLE.ID, its part match."},
		{Key: "column", Takes: TakesID, Required: true, Example: `"class"`, Doc: "The id of the column."},
		{Key: "rows", Takes: TakesTexts, Default: "all whose value is known", Example: `["acetic", "nitric"]`, Doc: "The ids of the rows, from 2 to 26 of them."},
		{Key: "prompt", Takes: TakesText, Default: inlineText(usualMatch), Example: `"Which is which?"`, Doc: "The prompt, with {rows} for the title of the key column, {column} and {title}."},
		sameAsField, citationField, tagsField,
	}, askedFields...),
}
