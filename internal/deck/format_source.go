package deck

import (
	"slices"
	"strconv"
)

// What may be written in the head of a deck, in cheat sheets and in takeaways.

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
		{Key: "format", Takes: TakesVersion, Required: true, Example: strconv.Itoa(formatVersion), Doc: "The version of the format."},
		{Key: "id", Takes: TakesID, Required: true, Example: `"chemistry-1"`, Doc: "The deck's stable name. History hangs on it, so it never changes."},
		{Key: "title", Takes: TakesText, Required: true, Example: `"Chemistry, first term"`, Doc: "The title that learners see."},
		{Key: "language", Takes: TakesText, Default: `"en"`, Example: `"de-AT"`, Doc: "The language of the deck, for word forms, negation and number words."},
		{Key: "description", Takes: TakesText, Example: `"Acids, bases and salts."`, Doc: "What the deck is about."},
		{Key: "citation", Takes: TakesText, Example: `"Chemistry 1, script of 2026"`, Doc: "Where the deck's content comes from."},
		{Key: "tags", Takes: TakesTexts, Example: `["chemistry"]`, Doc: "Tags that every question of the deck carries."},
		{Key: "typos", Takes: TakesWord, Values: typosValues, Default: `"small"`, Example: `"big"`, Doc: "How many typing mistakes are forgiven where a question says nothing else: none; one in words from four letters; or two in words from eight."},
		{Key: "synonyms", Takes: TakesTextsMap, Example: `{ H2O = ["water"] }`, Doc: "Words that mean the same, for every rubric of the deck; they hold both ways."},
		{Key: "moved", Takes: TakesTextMap, Example: `{ "acid-def" = "terms.acid" }`, Doc: "New question ids by old ones, to carry history over; both may name a part, as in ID#PART."},
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
		{Key: "id", Takes: TakesID, Required: true, Example: `"terms"`, Doc: "The sheet's id; its questions are SHEET.ENTRY."},
		{Key: "title", Takes: TakesText, Default: "the id", Example: `"Terms"`, Doc: "The title of the sheet."},
		citationField, tagsField,
		{Key: "parts", Takes: TakesWords, Values: sheetParts, Default: `["define", "name"]`, Example: `["define"]`, Doc: "Which parts are asked."},
		{Key: "entry", Takes: TakesTables, Required: true, Table: entryTable, Doc: "A term and what it means."},
	},
}

var entryTable = &Table{
	Name: "entry",
	Doc:  "A term and what it means. Criteria, rejects and examples are for define; where there are none, the rubric is derived from the meaning.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"acid"`, Doc: "The entry's id within its sheet."},
		{Key: "term", Takes: TakesText, Required: true, Example: `"acid"`, Doc: "The term."},
		{Key: "aka", Takes: TakesTexts, Example: `["proton donor"]`, Doc: "Other names of the term, accepted as well."},
		{Key: "meaning", Takes: TakesText, Required: true, Example: `"A substance that gives protons to another."`, Doc: "What the term means: the model answer of define."},
		{Key: "prompt", Takes: TakesText, Default: "Explain the term “TERM”.", Example: `"What does an acid do?"`, Doc: "The prompt of define."},
		{Key: "reverse", Takes: TakesText, Default: "Which term is meant? MEANING", Example: `"What gives protons?"`, Doc: "The prompt of name. It must not hold the term."},
		{Key: "parts", Takes: TakesWords, Values: sheetParts, Default: "those of the sheet", Example: `["define"]`, Doc: "Which parts are asked."},
		sameAsField, citationField, tagsField,
	}, slices.Concat(askedFields, rubricFields)...),
}

var takeawayTable = &Table{
	Name: "takeaway",
	Doc:  "A statement worth remembering, with holes {{N:answer}} or {{N:answer|hint}} to be filled, a reason, and false versions of it.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"acids-give"`, Doc: "The question id."},
		{Key: "text", Takes: TakesText, Required: true, Example: `"Acids {{1:give}} protons; bases {{2:take|the opposite}} them."`, Doc: "The statement. N in a hole is a number that the author chooses and keeps."},
		{Key: "parts", Takes: TakesWords, Values: takeawayParts, Default: "all that can be asked", Example: `["cloze"]`, Doc: "Which parts are asked."},
		acceptField, sameAsField, citationField, tagsField,
		{Key: "why", Takes: TakesTable, Table: whyTable, Doc: "A question for the reason."},
		{Key: "false", Takes: TakesTables, Table: falseTable, Doc: "False versions; each is a true-or-false question."},
	}, askedFields...),
}

var whyTable = &Table{
	Name: "why",
	Doc:  "A question for the reason behind a takeaway, answered in free text.",
	Fields: append([]Field{
		{Key: "prompt", Takes: TakesText, Required: true, Example: `"Why does an acid need a base?"`, Doc: "The prompt."},
		{Key: "answer", Takes: TakesText, Required: true, Example: `"The proton that it gives must go to something that takes it."`, Doc: "The model answer."},
	}, slices.Concat(askedFields, rubricFields)...),
}

var falseTable = &Table{
	Name: "false",
	Doc:  "A false version of a takeaway.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"electrons"`, Doc: "The id; the part is false-ID."},
		{Key: "text", Takes: TakesText, Required: true, Example: `"Acids give electrons."`, Doc: "The false statement."},
		explanationField.orElse("that of the takeaway, or its text"),
	},
}
