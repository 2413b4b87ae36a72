package deck

// What may be written in a question and in a rubric, and the keys that stand in
// many tables.

var questionTable = &Table{
	Name: "question",
	Doc:  "A question written out.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The question id."},
		{Key: "type", Takes: TakesWord, Required: true, Values: typeNames(), Doc: "How it is asked and answered."},
		{Key: "prompt", Takes: TakesText, Required: true, For: except(TypeCloze), Doc: "The prompt."},
		{Key: "prompt", Takes: TakesText, For: only(TypeCloze), Doc: "What stands above the text with holes."},
		{Key: "text", Takes: TakesText, Required: true, For: only(TypeCloze), Doc: "The text, with holes {{N:answer}} or {{N:answer|hint}}."},
		{Key: "answer", Takes: TakesText, Required: true, Unless: "by_hand", For: only(TypeText), Doc: "The model answer; with by_hand, what helps to mark a response."},
		{Key: "by_hand", Takes: TakesBool, For: only(TypeText), Doc: "Whether a person marks it, and no rubric."},
		{Key: "answer", Takes: TakesText, Required: true, For: only(TypeShort, TypeChoice), Doc: "The right answer, as it is shown."},
		{Key: "answer", Takes: TakesText, For: only(TypeNumber), Doc: "The right answer, as it is shown; value and unit where it is not given."},
		{Key: "answer", Takes: TakesBool, Required: true, For: only(TypeTrueFalse), Doc: "Whether the prompt is true."},
		{Key: "answers", Takes: TakesTexts, Required: true, For: only(TypeMultiple), Doc: "All right options."},
		{Key: "wrong", Takes: TakesTexts, Required: true, For: only(TypeChoice, TypeMultiple), Doc: "The wrong options."},
		{Key: "last", Takes: TakesTexts, For: only(TypeChoice, TypeMultiple), Doc: "Options that stay last, in this order, such as \"All of the above\"."},
		{Key: "items", Takes: TakesTexts, Required: true, For: only(TypeOrder), Doc: "What is put in order, in the right order: from 2 to 26 texts."},
		{Key: "pairs", Takes: TakesTables, Table: pairTable, Required: true, For: only(TypeMatch), Doc: "What belongs together: from 2 to 26 pairs."},
		{Key: "wrong", Takes: TakesTexts, For: only(TypeMatch), Doc: "Further texts on the right, which belong to nothing."},
		{Key: "accept", Takes: TakesTexts, For: only(TypeShort), Doc: "Other forms that are accepted."},
		{Key: "pattern", Takes: TakesTexts, For: only(TypeShort), Doc: "Forms of the whole response, with * for any characters and \\* for a star."},
		{Key: "match_case", Takes: TakesBool, For: only(TypeShort), Doc: "Whether capitals count, in the whole response."},
		{Key: "credit", Takes: TakesShares, For: only(TypeShort), Doc: "Shares of the score between 0 and 1, by forms that are partly right."},
		{Key: "credit", Takes: TakesShares, For: only(TypeChoice), Doc: "Shares of the score from -1 to below 1, by wrong options that are not quite wrong."},
		{Key: "credit", Takes: TakesShares, For: only(TypeMultiple), Doc: "Shares of the score from -1 to 1, by option; those of the right ones add up to 1."},
		{Key: "feedback", Takes: TakesTextMap, For: only(TypeShort, TypeChoice, TypeMultiple, TypeTrueFalse), Doc: "What is said to who gave or picked a text, by that text; * stands for any other that is not fully right."},
		{Key: "rivals", Takes: TakesTexts, For: only(TypeShort), Doc: "Other answers which, when named too, make the response a hedge."},
		{Key: "accept", Takes: TakesTextsMap, For: only(TypeCloze), Doc: "Other forms that are accepted, by the number of the hole."},
		{Key: "value", Takes: TakesNumber, Required: true, For: only(TypeNumber), Doc: "The right number."},
		{Key: "tolerance", Takes: TakesTolerance, For: only(TypeNumber), Doc: "How far a response may be off: 0.1 absolute, or \"2%\" of the value."},
		{Key: "unit", Takes: TakesText, For: only(TypeNumber), Doc: "The unit of the number."},
		{Key: "also", Takes: TakesNumbers, For: only(TypeNumber), Doc: "Other numbers that are right."},
		sameAsField, citationField, tagsField,
		{Key: "typos", Takes: TakesWord, Values: []string{"off", "small", "big"}, For: only(TypeText, TypeShort), Doc: "How many typing mistakes are forgiven; small where it is not given."},
		{Key: "not_typo", Takes: TakesTexts, For: only(TypeText, TypeShort), Doc: "Words that are never taken for a mistyped keyword."},
		{Key: "criterion", Takes: TakesTables, Table: criterionTable, For: only(TypeText), Doc: "A line of the rubric."},
		{Key: "reject", Takes: TakesTables, Table: rejectTable, For: only(TypeText), Doc: "Content that is wrong."},
		{Key: "example", Takes: TakesTables, Table: exampleTable, For: only(TypeText, TypeShort, TypeNumber), Doc: "A response and the score it deserves."},
	}, askedFields...),
}

var pairTable = &Table{
	Name: "pair",
	Doc:  "Two texts that belong together.",
	Fields: []Field{
		{Key: "left", Takes: TakesText, Required: true, Doc: "What is asked for; each left is another."},
		{Key: "right", Takes: TakesText, Required: true, Doc: "What belongs to it."},
	},
}

// rubricFields are what a free-text answer may carry to be marked by.
var rubricFields = []Field{
	{Key: "typos", Takes: TakesWord, Values: []string{"off", "small", "big"}, Doc: "How many typing mistakes are forgiven; small where it is not given."},
	{Key: "not_typo", Takes: TakesTexts, Doc: "Words that are never taken for a mistyped keyword."},
	{Key: "criterion", Takes: TakesTables, Table: criterionTable, Doc: "A line of the rubric."},
	{Key: "reject", Takes: TakesTables, Table: rejectTable, Doc: "Content that is wrong."},
	{Key: "example", Takes: TakesTables, Table: exampleTable, Doc: "A response and the score it deserves."},
}

var criterionTable = &Table{
	Name: "criterion",
	Doc:  "A line of a rubric, with exactly one of any, all, number and pmatch.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The criterion's id, as reports name it."},
		{Key: "points", Takes: TakesPoints, Doc: "What it is worth; 1 where it is not given."},
		{Key: "any", Takes: TakesTexts, Doc: "Keywords; one of them is enough."},
		{Key: "all", Takes: TakesGroups, Doc: "Groups of keywords; one of each group, and no word counts twice."},
		{Key: "number", Takes: TakesTable, Table: numberTable, Doc: "A number to be found in the response."},
		{Key: "pmatch", Takes: TakesText, Doc: "An expression of the Open University's Pattern Match, such as match_mow(blue|sky)."},
		{Key: "of", Takes: TakesTexts, Doc: "Names of what a keyword of any must be said of."},
		{Key: "near", Takes: TakesCount, Doc: "The most words that may stand between the groups, or at ... inside a keyword."},
		{Key: "order", Takes: TakesBool, Doc: "Whether the groups must come in the order written."},
		{Key: "required", Takes: TakesBool, Doc: "Whether a response without it cannot pass."},
		{Key: "cap_without", Takes: TakesFraction, Doc: "The most that a response without it scores."},
		{Key: "feedback", Takes: TakesText, Doc: "What a learner who missed it is told."},
	},
}

var numberTable = &Table{
	Name: "number",
	Doc:  "A number to be found anywhere in a response.",
	Fields: []Field{
		{Key: "value", Takes: TakesNumber, Required: true, Doc: "The number."},
		{Key: "tolerance", Takes: TakesTolerance, Doc: "How far off it may be: 0.1 absolute, or \"2%\" of the value."},
		{Key: "unit", Takes: TakesAnyText, Doc: "Its unit."},
		{Key: "also", Takes: TakesNumbers, Doc: "Other numbers that are right."},
	},
}

var rejectTable = &Table{
	Name: "reject",
	Doc:  "Content that is wrong in a response.",
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Doc: "The reject's id, as reports name it."},
		{Key: "any", Takes: TakesTexts, Doc: "Keywords; one of them is enough."},
		{Key: "all", Takes: TakesGroups, Doc: "Groups of keywords; one of each."},
		{Key: "near", Takes: TakesCount, Doc: "The most words that may stand between the groups."},
		{Key: "effect", Takes: TakesWord, Required: true, Values: []string{"zero", "minus", "review"}, Doc: "What it does: the score is 0, points are taken off, or a person decides."},
		{Key: "points", Takes: TakesPoints, Doc: "What minus takes off; 1 where it is not given."},
		{Key: "feedback", Takes: TakesText, Doc: "What the learner is told."},
	},
}

var exampleTable = &Table{
	Name: "example",
	Doc:  "A response and the score it deserves, checked each time the deck is.",
	Fields: []Field{
		{Key: "response", Takes: TakesAnyText, Required: true, Doc: "What a learner might write."},
		{Key: "score", Takes: TakesFraction, Required: true, Doc: "The score it deserves, from 0 to 1."},
	},
}

// Keys that mean the same wherever they stand.
var (
	citationField    = Field{Key: "citation", Takes: TakesText, Doc: "Where the content comes from; that of what is around it where it is not given."}
	tagsField        = Field{Key: "tags", Takes: TakesTexts, Doc: "Tags, besides those of what is around it."}
	sameAsField      = Field{Key: "same_as", Takes: TakesRef, Doc: "The question that asks the same. This one is then listed and not asked."}
	pointsField      = Field{Key: "points", Takes: TakesPoints, Doc: "What full marks are worth; 1 where it is not given."}
	hintField        = Field{Key: "hint", Takes: TakesText, Doc: "A hint, shown when the learner asks for one."}
	explanationField = Field{Key: "explanation", Takes: TakesText, Doc: "What is shown after the response, besides the answer."}
	difficultyField  = Field{Key: "difficulty", Takes: TakesWord, Values: []string{"easy", "medium", "hard"}, Doc: "How hard it is."}
	secondsField     = Field{Key: "seconds", Takes: TakesSeconds, Doc: "How long a learner should need, in seconds."}
	imageField       = Field{Key: "image", Takes: TakesPath, Doc: "A picture to look at: a path from the folder of the deck's file."}
	acceptField      = Field{Key: "accept", Takes: TakesTextsMap, Doc: "Other forms that are accepted, by the number of the hole."}
)

// askedFields are what everything that makes cards of its own may have.
var askedFields = []Field{pointsField, hintField, explanationField, difficultyField, secondsField, imageField}

func only(kinds ...Type) []Type { return kinds }

func except(not Type) []Type {
	var kinds []Type
	for _, kind := range Types {
		if kind != not {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
