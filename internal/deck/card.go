package deck

import (
	"drill/internal/grading"
)

// Type is how a question is asked and answered.
type Type string

const (
	TypeText      Type = "text"      // free text, marked by a rubric
	TypeShort     Type = "short"     // a name or a few words
	TypeNumber    Type = "number"    // a quantity with a tolerance
	TypeChoice    Type = "choice"    // one of several
	TypeMultiple  Type = "multiple"  // any number of several
	TypeTrueFalse Type = "truefalse" // true or false
	TypeCloze     Type = "cloze"     // a hole in a sentence
)

// Picked reports whether the learner picks from choices, and so can guess.
func (t Type) Picked() bool {
	return t == TypeChoice || t == TypeMultiple || t == TypeTrueFalse
}

// Card is one thing to ask, ready to be asked: the unit of scheduling.
type Card struct {
	Deck     *Deck  `json:"-"`
	Question string // the question's id, such as terms.lora
	Part     string // such as define, cell-cost, cloze-2, ask
	Type     Type
	Prompt   string // without the choices
	Answer   string // the model answer, as shown after the response

	// Right and Wrong are the options of a picked type. Wrong may hold more
	// than are shown at once.
	Right, Wrong []string

	// Spec is the rubric that the author wrote for a typed response. It has no
	// criteria where none were written and for picked types; Rubric gives
	// what is in force then.
	Spec     grading.Spec
	Examples []Example

	Points      float64
	Hint        string
	Explanation string
	Citation    string
	Tags        []string

	// Facts names what the card asks for. Cards that share a name are
	// siblings: they show the same fact and are kept apart.
	Facts []string

	Origin Origin

	accepted []string        // what a short answer or a hole takes; Answer if empty
	more     [][]string      // the same for further holes of one number
	rivals   []string        // what a short answer must not name besides
	number   *grading.Number // what a number question wants
	from     *pool           // where rivals or wrong options of other rows or entries come from

	// at is the table with the answer, and with criteria, rejects and
	// examples where there are any; field is the path to it within its item,
	// and answerKey the key of the answer in it. For problems found later.
	at        *place
	field     string
	answerKey string
}

// Key is the card's name in the log and in every report:
// deck/question#part.
func (c *Card) Key() string { return c.Deck.ID + "/" + c.Question + "#" + c.Part }

// Example is a response with the score that the author says it deserves.
type Example struct {
	Response string
	Score    float64
	Origin   Origin
}

// Origin is where authored text stands: a file of the deck and a line in it.
// Line 0 means that the line is not known.
type Origin struct {
	File string
	Line int
}
