package deck

// What may be written in a question, and the keys that stand in many tables.

var questionTable = &Table{
	Name: "question",
	Doc:  "A question written out. Its type decides on the other keys.",
	Fields: append([]Field{
		{Key: "id", Takes: TakesID, Required: true, Example: `"strong-acid"`, Doc: "The question id."},
		{Key: "type", Takes: TakesWord, Required: true, Values: typeNames(), Example: `"choice"`, Doc: "How it is asked and answered."},
		{Key: "prompt", Takes: TakesText, Required: true, For: except(TypeCloze), Example: `"Which of these is a strong acid?"`, Doc: "The prompt."},
		{Key: "prompt", Takes: TakesText, For: only(TypeCloze), Example: `"Fill in the words."`, Doc: "What stands above the text with holes."},
		{Key: "text", Takes: TakesText, Required: true, For: only(TypeCloze), Example: `"A buffer keeps the {{1:pH|acidity}} steady."`, Doc: "The text, with holes {{N:answer}} or {{N:answer|hint}}."},
		{Key: "answer", Takes: TakesText, Required: true, Unless: "by_hand", For: only(TypeText), Example: `"Its weak acid takes up added base."`, Doc: "The model answer; with by_hand, what helps to mark a response."},
		{Key: "by_hand", Takes: TakesBool, For: only(TypeText), Default: `false`, Example: `true`, Doc: "Whether a person marks it, and no rubric."},
		{Key: "answer", Takes: TakesText, Required: true, For: only(TypeShort, TypeChoice), Example: `"hydrochloric acid"`, Doc: "The right answer, as it is shown."},
		{Key: "answer", Takes: TakesText, For: only(TypeNumber), Default: "value, or from and to, and unit", Example: `"60.05 g"`, Doc: "The right answer, as it is shown."},
		{Key: "answer", Takes: TakesBool, Required: true, For: only(TypeTrueFalse), Example: `false`, Doc: "Whether the prompt is true."},
		{Key: "answers", Takes: TakesTexts, Required: true, For: only(TypeMultiple), Example: `["nitric acid", "sulfuric acid"]`, Doc: "All right options."},
		{Key: "wrong", Takes: TakesTexts, Required: true, For: only(TypeChoice, TypeMultiple), Example: `["acetic acid", "phosphoric acid", "None of these"]`, Doc: "The wrong options."},
		{Key: "last", Takes: TakesTexts, For: only(TypeChoice, TypeMultiple), Example: `["None of these"]`, Doc: "Options that stay last, in this order."},
		{Key: "items", Takes: TakesTexts, Required: true, For: only(TypeOrder), Least: 2, Most: maxOptions, Example: `["acetic acid", "phosphoric acid", "nitric acid"]`, Doc: "What is put in order, in the right order: from 2 to 26 texts."},
		{Key: "pairs", Takes: TakesTables, Table: pairTable, Required: true, For: only(TypeMatch), Least: 2, Most: maxOptions, Example: `[{ left = "nitric acid", right = "HNO3" }, { left = "acetic acid", right = "CH3COOH" }]`, Doc: "What belongs together: from 2 to 26 pairs."},
		{Key: "wrong", Takes: TakesTexts, For: only(TypeMatch), Example: `["H2O"]`, Doc: "Further texts on the right, which belong to nothing."},
		{Key: "accept", Takes: TakesTexts, For: only(TypeShort), Example: `["HCl"]`, Doc: "Other forms that are accepted."},
		{Key: "accept", Takes: TakesTexts, For: only(TypeText), Example: `["It takes up added base"]`, Doc: "Other model answers. A rubric made of them wants only the one that a response comes closest to."},
		{Key: "pattern", Takes: TakesTexts, For: only(TypeShort), Example: `["*chloric acid"]`, Doc: "Forms of the whole response, with * for any characters and \\* for a star."},
		{Key: "match_case", Takes: TakesBool, For: only(TypeShort), Default: `false`, Example: `true`, Doc: "Whether capitals count, in the whole response."},
		{Key: "credit", Takes: TakesShares, For: only(TypeShort), Example: `{ "halogen acid" = 0.5 }`, Doc: "Shares of the score between 0 and 1, by forms that are partly right."},
		{Key: "credit", Takes: TakesShares, For: only(TypeChoice), Example: `{ "phosphoric acid" = 0.3 }`, Doc: "Shares of the score from -1 to below 1, by wrong options that are not quite wrong."},
		{Key: "credit", Takes: TakesShares, For: only(TypeMultiple), Example: `{ "nitric acid" = 0.6, "sulfuric acid" = 0.4, "acetic acid" = -1 }`, Doc: "Shares of the score from -1 to 1, by option; those of the right ones add up to 1."},
		{Key: "feedback", Takes: TakesTextMap, For: only(TypeShort, TypeChoice, TypeMultiple, TypeTrueFalse), Example: `{ "*" = "Look at the pKa." }`, Doc: "What is said to who gave or picked a text, by that text; * stands for any other that is not fully right."},
		{Key: "rivals", Takes: TakesTexts, For: only(TypeShort), Example: `["acetic acid"]`, Doc: "Other answers which, when named too, make the response a hedge."},
		acceptField.of(TypeCloze),
		valueField.of(TypeNumber).unless("from"), fromField.of(TypeNumber), toField.of(TypeNumber), distanceField.of(TypeNumber),
		{Key: "unit", Takes: TakesText, For: only(TypeNumber), Example: `"g"`, Doc: unitDoc},
		alsoField.of(TypeNumber), figureFields[0].of(TypeNumber), figureFields[1].of(TypeNumber), figureFields[2].of(TypeNumber),
		sameAsField, citationField, tagsField,
		typosField.of(TypeText, TypeShort), notTypoField.of(TypeText, TypeShort),
		criterionField.of(TypeText), rejectField.of(TypeText), bandsField.of(TypeText), stuffingField.of(TypeText), looseField.of(TypeText), curveField.of(TypeText), scaleField.of(TypeText), signalField.of(TypeText), learnedField.of(TypeText), exampleField.of(TypeText, TypeShort, TypeNumber),
	}, askedFields...),
}

var pairTable = &Table{
	Name: "pair",
	Doc:  "Two texts that belong together.",
	Fields: []Field{
		{Key: "left", Takes: TakesText, Required: true, Example: `"nitric acid"`, Doc: "What is asked for; each left is another."},
		{Key: "right", Takes: TakesText, Required: true, Example: `"HNO3"`, Doc: "What belongs to it."},
	},
}

// Keys that mean the same wherever they stand.
var (
	citationField    = Field{Key: "citation", Takes: TakesText, Default: "that of what is around it", Example: `"Chemistry 1, page 12"`, Doc: "Where the content comes from."}
	tagsField        = Field{Key: "tags", Takes: TakesTexts, Example: `["acids"]`, Doc: "Tags, besides those of what is around it."}
	sameAsField      = Field{Key: "same_as", Takes: TakesRef, Example: `"first"`, Doc: "The question that asks the same, such as terms.acid or terms.acid#name. This one is then listed and not asked."}
	pointsField      = Field{Key: "points", Takes: TakesPoints, Default: `1`, Example: `2`, Doc: "What full marks are worth."}
	hintField        = Field{Key: "hint", Takes: TakesText, Example: `"Think of protons."`, Doc: "A hint, shown when the learner asks for one."}
	explanationField = Field{Key: "explanation", Takes: TakesText, Example: `"Strong acids give up all their protons."`, Doc: "What is shown after the response, besides the answer."}
	difficultyField  = Field{Key: "difficulty", Takes: TakesWord, Values: []string{"easy", "medium", "hard"}, Example: `"easy"`, Doc: "How hard it is."}
	secondsField     = Field{Key: "seconds", Takes: TakesSeconds, Example: `40`, Doc: "How long a learner should need, in seconds."}
	imageField       = Field{Key: "image", Takes: TakesPath, Example: `"img/cell.png"`, Doc: "A picture to look at: a path from the folder of the deck's file."}
	acceptField      = Field{Key: "accept", Takes: TakesTextsMap, Example: `{ 1 = ["donate"] }`, Doc: "Other forms that are accepted, by the number of the hole."}
)

// askedFields are what everything that makes cards of its own may have.
var askedFields = []Field{pointsField, hintField, explanationField, difficultyField, secondsField, imageField}

// orElse is the field where something else holds when it is not given.
func (f Field) orElse(words string) Field {
	f.Default = words
	return f
}

// of is the field where only some question types have it.
func (f Field) of(kinds ...Type) Field {
	f.For = kinds
	return f
}

// unless is the field where it is required without another.
func (f Field) unless(key string) Field {
	f.Required, f.Unless = true, key
	return f
}

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
