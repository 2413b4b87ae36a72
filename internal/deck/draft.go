package deck

import (
	"drill/internal/grading"
)

// Draft is a deck to be written: what an import has read, or what a new deck
// begins with. WriteTOML puts it down; Load reads it back. Keys that are empty
// are left out.
type Draft struct {
	ID          string
	Title       string
	Description string
	Language    string
	Typos       string // off, small or big
	Citation    string
	Tags        []string
	Synonyms    map[string][]string
	// Notes stand as comments above everything.
	Notes   []string
	Sources []DraftSource
}

// DraftSource is one source of a draft: exactly one of its fields is set.
type DraftSource struct {
	Sheet    *DraftSheet
	Table    *DraftTable
	Takeaway *DraftTakeaway
	Question *DraftQuestion
}

// DraftSheet is a cheat sheet to be written.
type DraftSheet struct {
	ID, Title, Citation string
	Tags, Parts, Notes  []string
	Entries             []DraftEntry
}

// DraftEntry is an entry of a cheat sheet.
type DraftEntry struct {
	ID, Term        string
	Aka             []string
	Meaning         string
	Prompt, Reverse string
	Parts           []string
	Notes           []string
	DraftCommon
}

// DraftTable is a table to be written.
type DraftTable struct {
	ID, Title, Citation string
	Tags, Notes         []string
	Key                 string // the id of the column that names a row
	Unknown             []string
	Columns             []DraftColumn
	Rows                []DraftRow
}

// DraftColumn is a column of a table.
type DraftColumn struct {
	ID, Title, As, Prompt, Reverse, Unit string
	Ask                                  Ask
}

// Ask says which parts of a column or a cell of a draft are asked.
type Ask int

const (
	AskAll  Ask = iota // both
	AskCell            // the value, and not the row that has it
	AskNone            // nothing
)

// DraftRow is a row: its id, and its cells by the id of their column.
type DraftRow struct {
	ID    string
	Cells map[string]DraftCell
}

// DraftCell is a cell: a text, or with Value a number as it is shown.
type DraftCell struct {
	Text   string
	Value  *float64
	Accept []string
	Ask    Ask
}

// DraftTakeaway is a takeaway to be written; its text holds holes such as
// {{1:answer|hint}}.
type DraftTakeaway struct {
	ID, Text string
	Why      *DraftWhy
	False    []DraftFalse
	Notes    []string
	DraftCommon
}

// DraftWhy asks for the reason behind a takeaway.
type DraftWhy struct{ Prompt, Answer string }

// DraftFalse is a false version of a takeaway.
type DraftFalse struct{ ID, Text, Explanation string }

// DraftCommon are the keys that mean the same wherever they stand.
type DraftCommon struct {
	Points      float64 // 0 means that nothing is written, and so 1
	Hint        string
	Explanation string
	Citation    string
	Tags        []string
	Difficulty  string // easy, medium or hard
	Seconds     int
	Image       string
}

// DraftQuestion is a question to be written. Which fields count depends on its
// type, as in the format.
type DraftQuestion struct {
	ID     string
	Type   Type
	Prompt string
	Text   string // cloze: with holes
	Answer string // text, short, number, choice
	True   bool   // truefalse
	// Answers are the right options of multiple; Wrong the wrong ones of
	// choice and multiple, and the ones of match that belong to nothing.
	Answers, Wrong []string
	// Last are options of choice and multiple that stay last.
	Last   []string
	Items  []string // order: in the right order
	Pairs  []Pair   // match
	Accept []string // short: other forms
	// AcceptHole are other forms for the holes of a cloze, by number.
	AcceptHole map[string][]string
	Pattern    []string // short: forms with * for any characters
	MatchCase  bool     // short: capitals count
	// Credit is the share of the score that a response or option earns, by its
	// text: choice and multiple from -1 to 1, short from 0 to 1.
	Credit map[string]float64
	// Feedback is shown to who gave or picked the text; "*" for any other.
	Feedback map[string]string
	Number   *grading.Number
	ByHand   bool // text: marked by a person
	Criteria []grading.Criterion
	Rejects  []grading.Reject
	Typos    grading.Typos
	NotTypo  []string
	Bands    []grading.Band // text: levels of the score
	Loose    bool           // text
	Curve    float64        // text
	Scale    *grading.Scale // text
	Signals  []grading.Signal
	Learned  []grading.Learned
	// ListWanted says that a list of keywords answers a text question.
	ListWanted bool
	Examples   []Example
	Notes      []string // comments above it
	DraftCommon
}

// Pair is two texts that belong together in a match question.
type Pair struct{ Left, Right string }

// ID is the id of the source.
func (s DraftSource) ID() string {
	switch {
	case s.Sheet != nil:
		return s.Sheet.ID
	case s.Table != nil:
		return s.Table.ID
	case s.Takeaway != nil:
		return s.Takeaway.ID
	case s.Question != nil:
		return s.Question.ID
	}
	return ""
}
