package exchange

import (
	"cmp"
	"fmt"
	"strings"

	"drill/internal/deck"
)

// quiz gathers the questions of a file of another quiz program. The formats
// differ in how they are written and agree in what they mean: options that earn
// a share of the score, each with something said to whoever picks it.
type quiz struct {
	file      string
	examiner  examiner
	ids       deck.IDs
	questions []deck.DraftQuestion
	lines     []int // where each question began
	losses    []Loss

	category   []string   // the levels of that of the questions to come
	categories [][]string // and of each question so far
}

func newQuiz(o Options) *quiz {
	return &quiz{file: o.File, examiner: newExaminer(o.Language)}
}

// option is an answer that a file offers or expects.
type option struct {
	text     string
	share    float64 // of the score, -1 to 1
	feedback string
	line     int  // where it stands; 0 for the line of the question
	pictured bool // it shows a picture or the like, which does not come along
}

// quizEntry is a question while it is read: the draft, and where it stands.
type quizEntry struct {
	deck.DraftQuestion
	line     int
	quiz     *quiz
	explicit bool // the file itself says what the id is
	losses   []Loss
	untold   int // losses beyond the most that are told
}

// begin begins a question that stands at a line. Its name becomes its id.
func (q *quiz) begin(line int, name, prompt string) *quizEntry {
	e := &quizEntry{line: line, quiz: q}
	if name == "" {
		name = prompt
	}
	e.Prompt = prompt
	e.ID = name
	return e
}

// maxQuizLosses is how many losses of one question are told.
const maxQuizLosses = 50

// lose notes that something of a question could not be carried over.
func (e *quizEntry) lose(format string, args ...any) { e.loseAt(0, format, args...) }

// loseAt is lose for what stands at a line of its own; 0 is that of the question.
func (e *quizEntry) loseAt(line int, format string, args ...any) {
	if len(e.losses) >= maxQuizLosses {
		e.untold++
		return
	}
	e.losses = append(e.losses, Loss{Line: cmp.Or(line, e.line), What: fmt.Sprintf(format, args...)})
}

// add takes a question in, with what it lost.
func (q *quiz) add(e *quizEntry) {
	if strings.Trim(e.Prompt, " _\n\t") == "" && e.Type != deck.TypeCloze {
		const stand = "What is the answer?"
		e.Prompt = strings.TrimSpace(stand + " " + e.Prompt)
		e.lose("has no text; %q stands for it", stand)
	}
	wanted := cleanText(e.ID)
	e.ID = q.ids.Take(wanted, "question")
	if e.explicit {
		e.otherID(wanted)
	}
	e.Tags = distinctTags(e.Tags)
	q.questions = append(q.questions, e.DraftQuestion)
	q.lines = append(q.lines, e.line)
	q.categories = append(q.categories, q.category)
	if e.untold > 0 {
		e.losses = append(e.losses, Loss{Line: e.line, What: fmt.Sprintf("and %d more that could not be carried over", e.untold)})
	}
	for _, loss := range e.losses {
		loss.File, loss.Question = q.file, e.ID
		q.losses = append(q.losses, loss)
	}
}

// otherID tells where a question does not have the id that the file gives it.
func (e *quizEntry) otherID(wanted string) {
	switch {
	case wanted == e.ID:
	case deck.IsID(wanted) && strings.HasPrefix(e.ID, wanted+"-"):
		e.lose("the id %q is taken; here it is %q", clip(wanted), e.ID)
	default:
		e.lose("the id %q cannot be one here; it is %q", clip(oneLine(wanted)), e.ID)
	}
}

// drop notes a question that is not taken in.
func (q *quiz) drop(line int, format string, args ...any) {
	q.losses = append(q.losses, Loss{File: q.file, Line: line, What: fmt.Sprintf(format, args...)})
}

// say keeps the feedback to a text: the first, where there are several.
func (e *quizEntry) say(text, feedback string) {
	switch {
	case feedback == "" || e.Feedback[text] == feedback:
		return
	case holdsText(e.Feedback, text):
		e.lose("what it says to %q is left out, since that to the same text, or to other capitals, is kept: %s", clip(text), clip(oneLine(feedback)))
		return
	}
	if e.Feedback == nil {
		e.Feedback = make(map[string]string)
	}
	e.Feedback[text] = feedback
}

// earn keeps the share of a text: the first, where there are several.
func (e *quizEntry) earn(text string, share float64) {
	if holdsText(e.Credit, text) {
		return
	}
	if e.Credit == nil {
		e.Credit = make(map[string]float64)
	}
	e.Credit[text] = share
}

// maxQuizProblems is after how many problems a file is read no further.
const maxQuizProblems = 1000

// Limits of the plain formats, which have no pictures in them: a file with as many
// questions as a deck may hold has 320 bytes for each. One of a question keeps a
// file that forgets what ends one from being taken for a single question.
const (
	maxQuizText     = 32 << 20
	maxQuizQuestion = 1 << 20
)

var longQuestion = fmt.Sprintf("the question is longer than %d MB", maxQuizQuestion>>20)

// full is from what share on an answer is right: formats write thirds with five
// digits.
const full = 0.999

// finish gives the deck of all questions.
func (q *quiz) finish(o Options, format string) (Imported, error) {
	switch {
	case len(q.questions) > maxQuestions:
		return Imported{}, problemAt(o.File, 0, fmt.Sprintf("over %d questions are in it", maxQuestions), "split the file")
	case len(q.questions) == 0 && len(q.losses) > 0:
		return Imported{}, problemAt(o.File, q.losses[0].Line, "no question can be asked; of the first: "+q.losses[0].What, "export questions of another type")
	case len(q.questions) == 0:
		return Imported{}, problemAt(o.File, 0, "the file holds no questions", "check that it is "+format)
	}
	draft := deck.Draft{ID: o.ID, Title: o.Title, Language: o.Language}
	lines := make(map[string]int, len(q.questions))
	for i := range q.questions {
		draft.Sources = append(draft.Sources, deck.DraftSource{Question: &q.questions[i]})
		lines[q.questions[i].ID] = q.lines[i]
	}
	if q.nameBy(&draft); draft.Title == "" {
		draft.Title = titleOf(nil, o.File)
	}
	if draft.ID == "" {
		draft.ID = new(deck.IDs).Take(draft.Title, "import")
	}
	return Imported{Draft: draft, Losses: q.losses, Lines: lines}, nil
}
