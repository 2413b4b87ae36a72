package deck

// What may be written to mark free text by.

// rubricFields are what a free-text answer may carry to be marked by.
var rubricFields = []Field{typosField, notTypoField, criterionField, rejectField, bandsField, stuffingField, looseField, curveField, scaleField, signalField, learnedField, exampleField}

var (
	typosField     = Field{Key: "typos", Takes: TakesWord, Values: typosValues, Default: "that of the deck", Example: `"off"`, Doc: "How many typing mistakes are forgiven: none; one in words from four letters; or two in words from eight."}
	notTypoField   = Field{Key: "not_typo", Takes: TakesTexts, Example: `["basic"]`, Doc: "Words that are never taken for a mistyped keyword."}
	criterionField = Field{Key: "criterion", Takes: TakesTables, Table: criterionTable, Doc: "A line of the rubric."}
	bandsField     = Field{Key: "bands", Takes: TakesTables, Table: bandTable, Doc: "Levels of the score, in place of the share of the points. Below the lowest the score is 0."}
	looseField     = Field{Key: "loose", Takes: TakesBool, Default: "true where the rubric is derived", Example: `true`, Doc: "Whether words that look alike will do (crystal, crystalline), and for 0.7 of the points one that is related in meaning (evaporate, vapour), and only what a negator stands at most three words before is denied."}
	curveField     = Field{Key: "curve", Takes: TakesPower, Default: "none, or 0.5 where the rubric is derived from one model answer", Example: `0.5`, Doc: "The power that the share of the points is raised to: with 0.5 half of the points score 0.71."}
	scaleField     = Field{Key: "scale", Takes: TakesTable, Table: scaleTable, Doc: "What no points and all points score, learned from marked responses."}
	signalField    = Field{Key: "signal", Takes: TakesTables, Table: signalTable, Doc: "Words that raise or lower the score, learned from marked responses."}
	learnedField   = Field{Key: "learned", Takes: TakesTables, Table: learnedTable, Doc: "Of a criterion, what marked responses have taught."}
	stuffingField  = Field{Key: "stuffing", Takes: TakesBool, Default: `true`, Example: `false`, Doc: "Whether a list of keywords in place of an answer is left to a person."}
	rejectField    = Field{Key: "reject", Takes: TakesTables, Table: rejectTable, Doc: "Content that is wrong."}
	exampleField   = Field{Key: "example", Takes: TakesTables, Table: exampleTable, Doc: "A response and the score it deserves."}
)

// typosValues are what typos takes.
var typosValues = []string{"off", "small", "big"}

var scaleTable = &Table{
	Name: "scale",
	Doc:  "Where the scores of a question begin and end, for a response that holds words.",
	Fields: []Field{
		{Key: "none", Takes: TakesFraction, Required: true, Example: `0.2`, Doc: "What a response scores that earns no points, from 0 to 1."},
		{Key: "all", Takes: TakesFraction, Required: true, Example: `0.95`, Doc: "What one scores that earns all points."},
	},
}

var signalTable = &Table{
	Name: "signal",
	Doc:  "Words that stand in responses which people scored higher, or lower, than the criteria do.",
	Fields: []Field{
		{Key: "each", Takes: TakesNumber, Required: true, Example: `-0.05`, Doc: "What each different one of the words adds to the score, from -1 to 1."},
		{Key: "words", Takes: TakesTexts, Least: 1, Required: true, Example: `["salt", "water"]`, Doc: "The words, in any of their forms, denied or not."},
	},
}

var learnedTable = &Table{
	Name: "learned",
	Doc:  "What marked responses have taught of one criterion, beside what its author wrote.",
	Fields: []Field{
		{Key: "criterion", Takes: TakesText, Required: true, Example: `"takes-base"`, Doc: "The id of the criterion."},
		{Key: "any", Takes: TakesTexts, Least: 1, Example: `["mops up"]`, Doc: "Keywords that meet it too."},
		{Key: "points", Takes: TakesPoints, Default: "its own", Example: `1.5`, Doc: "What it is worth in place of its own points."},
	},
}

var bandTable = &Table{
	Name: "band",
	Doc:  "A level of the score.",
	Fields: []Field{
		{Key: "from", Takes: TakesFraction, Required: true, Example: `0.5`, Doc: "The least share of the points that reaches it, from 0 to 1."},
		{Key: "score", Takes: TakesFraction, Required: true, Example: `0.5`, Doc: "What the response scores then, from 0 to 1."},
		{Key: "name", Takes: TakesText, Default: "full, partly or none", Example: `"half right"`, Doc: "What the level is called."},
	},
}

var criterionTable = &Table{
	Name:  "criterion",
	Doc:   "A line of a rubric, with exactly one of any, all, number and pmatch.",
	OneOf: []string{"any", "all", "number", "pmatch"},
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"takes-base"`, Doc: "The criterion's id, as reports name it."},
		{Key: "points", Takes: TakesPoints, Default: `1`, Example: `2`, Doc: "What it is worth."},
		{Key: "any", Takes: TakesTexts, Least: 1, Example: `["take* up", "neutrali*"]`, Doc: "The keywords; one of them is enough."},
		{Key: "at_least", Takes: TakesCount, Default: `1`, Example: `2`, Doc: "How many different keywords of any must be there; no word counts twice."},
		{Key: "all", Takes: TakesGroups, Least: 1, Example: `[["acid"], ["take* up"], ["base", "hydroxide"]]`, Doc: "Groups of keywords; one of each group, and no word counts twice."},
		{Key: "number", Takes: TakesTable, Table: numberTable, Doc: "A number to be found in the response."},
		{Key: "pmatch", Takes: TakesText, Example: `"match_mow(takes|base)"`, Doc: "An expression of the Open University's Pattern Match."},
		{Key: "of", Takes: TakesTexts, Example: `["weak acid"]`, Doc: "Names of what a keyword of any must be said of."},
		{Key: "near", Takes: TakesCount, Default: "any number between groups, 5 at ...", Example: `6`, Doc: "The most words that may stand between the groups, or at ... inside a keyword."},
		{Key: "order", Takes: TakesBool, Default: `false`, Example: `true`, Doc: "Whether the groups must come in the order written."},
		{Key: "required", Takes: TakesBool, Default: `false`, Example: `true`, Doc: "Whether a response without it cannot pass."},
		{Key: "cap_without", Takes: TakesFraction, Default: "just under the pass mark of 0.6", Example: `0.5`, Doc: "The most that a response scores without the criterion, where that is required."},
		{Key: "excludes", Takes: TakesTexts, Example: `["takes-nothing"]`, Doc: "Ids of criteria that contradict it: the best of them counts, and where both are met a person decides."},
		{Key: "if_negated", Takes: TakesWord, Values: []string{"miss", "hit", "zero", "review"}, Default: `"miss"`, Example: `"zero"`, Doc: "What it means that a response denies it: it is not met; it is met all the same; the score is 0; or a person decides."},
		{Key: "answer", Takes: TakesCount, Default: "all of them", Example: `1`, Doc: "The number of the model answer it belongs to, where there are several: the one that a response comes closest to counts."},
		{Key: "feedback", Takes: TakesText, Example: `"Say what happens to added base."`, Doc: "What a learner who missed it is told."},
		{Key: "feedback_hit", Takes: TakesText, Example: `"Yes, and so the pH stays."`, Doc: "What a learner who met it is told."},
		{Key: "feedback_negated", Takes: TakesText, Default: "feedback", Example: `"It does take up base."`, Doc: "What a learner who denied it is told."},
	},
}

var numberTable = &Table{
	Name:   "number",
	Doc:    "A number to be found anywhere in a response, or a range of them.",
	OneOf:  []string{"value", "from"},
	Fields: append([]Field{valueField, fromField, toField, distanceField, {Key: "unit", Takes: TakesAnyText, Example: `"g"`, Doc: unitDoc}, alsoField}, figureFields...),
}

// What says which numbers are right, in a criterion and in a question.
var (
	valueField    = Field{Key: "value", Takes: TakesNumber, Example: `60.05`, Doc: "The right number."}
	fromField     = Field{Key: "from", Takes: TakesNumber, Example: `59.5`, Doc: "In place of value: the lower end of a range, which is right too."}
	toField       = Field{Key: "to", Takes: TakesNumber, Example: `60.5`, Doc: "The upper end of the range, which is right too."}
	distanceField = Field{Key: "tolerance", Takes: TakesTolerance, Default: `0`, Example: `0.1`, Doc: "How far a response may be off: 0.1 absolute, or \"2%\" of the value."}
	alsoField     = Field{Key: "also", Takes: TakesNumbers, Example: `[60.1]`, Doc: "Other numbers that are right."}
	figureFields  = []Field{
		{Key: "unit_required", Takes: TakesBool, Default: `false`, Example: `true`, Doc: "Whether a number without a unit is wrong."},
		{Key: "figures", Takes: TakesCount, Default: "any number", Example: `4`, Doc: "How many significant figures the response must have, from 1 to 15."},
		{Key: "least_figures", Takes: TakesCount, Default: "any number", Example: `3`, Doc: "In place of figures: the fewest it may have."},
	}
)

const unitDoc = "The unit. Other units of the same kind are converted."

var rejectTable = &Table{
	Name:  "reject",
	Doc:   "Content that is wrong in a response, with exactly one of any and all.",
	OneOf: []string{"any", "all"},
	Fields: []Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"no-change"`, Doc: "The reject's id, as reports name it."},
		{Key: "any", Takes: TakesTexts, Least: 1, Example: `["nothing reacts"]`, Doc: "The keywords; one of them is enough."},
		{Key: "all", Takes: TakesGroups, Least: 1, Example: `[["nothing"], ["react*"]]`, Doc: "Groups of keywords; one of each."},
		{Key: "near", Takes: TakesCount, Default: "any number between groups, 5 at ...", Example: `6`, Doc: "The most words that may stand between the groups, or at ... inside a keyword."},
		{Key: "effect", Takes: TakesWord, Required: true, Values: []string{"zero", "minus", "review"}, Example: `"zero"`, Doc: "What it does: the score is 0, points are taken off, or a person decides."},
		{Key: "points", Takes: TakesPoints, Default: `1`, Example: `0.5`, Doc: "What minus takes off."},
		{Key: "feedback", Takes: TakesText, Example: `"Something does react."`, Doc: "What the learner is told."},
	},
}

var exampleTable = &Table{
	Name: "example",
	Doc:  "A response and the score it deserves, checked each time the deck is.",
	Fields: []Field{
		{Key: "response", Takes: TakesAnyText, Required: true, Example: `"the weak acid takes up the added base"`, Doc: "What a learner might write."},
		{Key: "score", Takes: TakesFraction, Required: true, Example: `1.0`, Doc: "The score it deserves, from 0 to 1."},
	},
}
