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
	TypeOrder     Type = "order"     // items to be put in order
	TypeMatch     Type = "match"     // texts to be put together in pairs
	TypeCloze     Type = "cloze"     // a hole in a sentence
)

// Picked reports whether the learner picks from what is shown, and so can guess.
// An order is picked too, but there are too many of them to guess.
func (t Type) Picked() bool {
	return t == TypeChoice || t == TypeMultiple || t == TypeTrueFalse || t == TypeMatch
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
	// than are shown at once. Of a match, Wrong are texts on the right that
	// belong to nothing.
	Right, Wrong []string
	// Last are the options, of Right or Wrong, that always stand last and are
	// always shown, in this order.
	Last []string
	// Items are what is put in order, in the right order.
	Items []string
	// Pairs are what belongs together in a match, in the order the lefts are
	// shown.
	Pairs []Pair
	// Credit is the share of the score that an option or a form of a short
	// answer earns, by its text; empty where the usual shares hold.
	Credit map[string]float64
	// Pattern are forms of the whole response to a short question, with * for
	// any characters; MatchCase says that capitals count in it.
	Pattern   []string
	MatchCase bool
	// Feedback is what is said to a response that gave or picked a text, by
	// that text; under "*", to any other that is not fully right. Said finds it.
	Feedback map[string]string
	// ByHand says that no rubric marks the response, but a person.
	ByHand bool

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
	Difficulty  string // easy, medium or hard; empty where the author does not say
	Seconds     int    // how long a learner should need; 0 where the author does not say
	Image       string // a path relative to the folder of Origin.File; empty for none

	// Facts names what the card asks for. Cards that share a name are
	// siblings: they show the same fact and are kept apart.
	Facts []string

	Origin Origin

	lines    []grading.Criterion // what a rubric has where it is made of the rows of a table
	accepted []string            // what a short answer or a hole takes; Answer if empty
	more     [][]string          // the same for further holes of one number
	rivals   []string            // what a short answer must not name besides
	number   *grading.Number     // what a number question wants
	from     drawn               // where rivals or wrong options come from, when it is other rows or entries

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
