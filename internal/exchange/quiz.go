package exchange

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
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
}

func newQuiz(o Options) *quiz {
	return &quiz{file: o.File, examiner: newExaminer(o.Language)}
}

// option is an answer that a file offers or expects.
type option struct {
	text     string
	share    float64 // of the score, -1 to 1
	feedback string
}

// quizEntry is a question while it is read: the draft, and where it stands.
type quizEntry struct {
	deck.DraftQuestion
	line   int
	quiz   *quiz
	losses []string
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

// lose notes that something of a question could not be carried over.
func (e *quizEntry) lose(format string, args ...any) {
	e.losses = append(e.losses, fmt.Sprintf(format, args...))
}

// add takes a question in, with what it lost.
func (q *quiz) add(e *quizEntry) {
	if e.Prompt == "" && e.Type != deck.TypeCloze {
		e.Prompt = "What is the answer?"
		e.lose("has no text; %q stands for it", e.Prompt)
	}
	e.ID = q.ids.Take(cleanText(e.ID), "question")
	e.Tags = distinctTags(e.Tags)
	q.questions = append(q.questions, e.DraftQuestion)
	q.lines = append(q.lines, e.line)
	for _, what := range e.losses {
		q.losses = append(q.losses, Loss{File: q.file, Line: e.line, Question: e.ID, What: what})
	}
}

// drop notes a question that is not taken in.
func (q *quiz) drop(line int, format string, args ...any) {
	q.losses = append(q.losses, Loss{File: q.file, Line: line, What: fmt.Sprintf(format, args...)})
}

// say keeps the feedback to a text.
func (e *quizEntry) say(text, feedback string) {
	if feedback == "" {
		return
	}
	if e.Feedback == nil {
		e.Feedback = make(map[string]string)
	}
	e.Feedback[text] = feedback
}

// earn keeps the share of a text.
func (e *quizEntry) earn(text string, share float64) {
	if e.Credit == nil {
		e.Credit = make(map[string]float64)
	}
	e.Credit[text] = share
}

// maxQuizProblems is after how many problems a file is read no further.
const maxQuizProblems = 1000

// full is from what share on an answer is right: formats write thirds with five
// digits.
const full = 0.999

// maxChoices is how many options a question may have: there is a letter for each.
const maxChoices = 26

// distinct are the options that differ as a learner reads them; of the others the
// first is kept.
func (e *quizEntry) distinct(options []option) []option {
	seen := make(map[string]bool)
	var kept []option
	for _, o := range options {
		o.text = oneLine(cleanText(o.text))
		switch key := strings.ToLower(o.text); {
		case o.text == "":
			e.lose("an option without a text is left out")
		case seen[key]:
			e.lose("the option %q is there twice, and kept once", o.text)
		default:
			seen[key] = true
			kept = append(kept, o)
		}
	}
	if len(kept) > maxChoices {
		e.lose("only the first %d of %d options are kept", maxChoices, len(kept))
		kept = kept[:maxChoices]
	}
	return kept
}

// pick makes a question with options to pick from: one of them when single is
// set or one alone earns full marks, otherwise any number. It reports false when
// no option is right.
func (e *quizEntry) pick(options []option, single bool) bool {
	options = e.distinct(options)
	best := 0.0
	wholes := 0
	for _, o := range options {
		best = max(best, o.share)
		if o.share >= full {
			wholes++
		}
	}
	if best <= 0 {
		return false
	}
	for _, o := range options {
		e.say(o.text, o.feedback)
	}
	if single || wholes == 1 {
		e.choice(options, best)
	} else {
		e.multiple(options)
	}
	return true
}

func (e *quizEntry) choice(options []option, best float64) {
	e.Type = deck.TypeChoice
	if best < full {
		e.lose("its best option earned %g%% only; here it earns full marks", best*100)
	}
	for _, o := range options {
		switch {
		case o.share == best && e.Answer == "":
			e.Answer = o.text
		case o.share >= full:
			e.lose("%q is right as well; here it earns 99%%, since a choice has one answer", o.text)
			e.Wrong = append(e.Wrong, o.text)
			e.earn(o.text, 0.99)
		default:
			e.Wrong = append(e.Wrong, o.text)
			if o.share != 0 {
				e.earn(o.text, max(o.share, -1))
			}
		}
	}
}

func (e *quizEntry) multiple(options []option) {
	e.Type = deck.TypeMultiple
	sum := 0.0
	for _, o := range options {
		if o.share > 0 {
			e.Answers = append(e.Answers, o.text)
			sum += o.share
		} else {
			e.Wrong = append(e.Wrong, o.text)
		}
	}
	even := 1 / float64(len(e.Answers))
	if math.Abs(sum-1) > 0.005 {
		e.lose("its right options earned %g%% together; here they earn full marks, each the same", math.Round(sum*100))
	}
	for _, o := range options {
		switch {
		case o.share > 0 && math.Abs(sum-1) <= 0.005 && math.Abs(o.share-even) > 0.005:
			e.earn(o.text, o.share)
		case o.share <= 0 && math.Abs(o.share+even) > 0.005:
			e.earn(o.text, max(o.share, -1))
		}
	}
}

// needWrong gives a question with nothing wrong to pick another form, since
// there would be nothing to choose.
func (e *quizEntry) needWrong() {
	if e.Type == deck.TypeChoice && len(e.Wrong) == 0 {
		e.Type, e.Feedback = deck.TypeShort, nil
		e.lose("has one option only, so the answer is typed")
	}
}

// typed makes a question whose answer is typed. Answers may hold * for any
// characters; whole says that a response must be an answer and hold nothing
// else. It reports false when no answer earns full marks.
func (e *quizEntry) typed(options []option, matchCase bool) bool {
	e.Type, e.MatchCase = deck.TypeShort, matchCase
	for _, o := range options {
		o.text = oneLine(cleanText(o.text))
		isPattern := strings.Contains(strings.ReplaceAll(o.text, `\*`, ""), "*")
		plain := strings.ReplaceAll(o.text, `\*`, "*")
		switch {
		case o.text == "":
		case o.text == "*":
			e.other(o)
		case o.share >= full && isPattern:
			e.Pattern = append(e.Pattern, o.text)
			if o.feedback != "" {
				e.lose("what it says to %q is left out, since that is a pattern", o.text)
			}
		case o.share >= full && e.Answer == "":
			e.Answer = plain
			e.say(plain, o.feedback)
		case o.share >= full:
			e.Accept = append(e.Accept, plain)
			e.say(plain, o.feedback)
		case isPattern:
			e.lose("the answer %q earned %g%%; a pattern cannot be partly right", o.text, o.share*100)
		default:
			if o.share > 0 {
				e.earn(plain, min(o.share, 0.99))
			}
			e.say(plain, o.feedback)
		}
	}
	return e.settleTyped()
}

// other keeps what is said to any other response.
func (e *quizEntry) other(o option) {
	if o.share > 0 {
		e.lose("any answer earned %g%%; here only those that are written do", o.share*100)
	}
	e.say("*", o.feedback)
}

// settleTyped finds the answer that is shown, and sees to it that it can be
// marked.
func (e *quizEntry) settleTyped() bool {
	if e.Answer == "" && len(e.Accept) > 0 {
		e.Answer, e.Accept = e.Accept[0], e.Accept[1:]
	}
	for _, pattern := range e.Pattern {
		if e.Answer == "" {
			e.Answer = oneLine(strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(pattern, `\*`, "\x00"), "*", ""), "\x00", "*"))
		}
	}
	if e.Answer == "" {
		return false
	}
	for text := range e.Credit {
		if strings.EqualFold(text, e.Answer) || slices.ContainsFunc(e.Accept, func(a string) bool { return strings.EqualFold(a, text) }) {
			delete(e.Credit, text)
		}
	}
	if len(e.Pattern) == 0 && !e.MatchCase && !e.quiz.examiner.markable(deck.TypeShort, e.Prompt, e.Answer) {
		// Signs alone are compared as a whole, letter by letter.
		e.MatchCase = true
	}
	return true
}

// numeric is a number that is right, or partly so.
type numeric struct {
	value, tolerance float64
	share            float64
	feedback         string
}

// number makes a question for a number. It reports false when none earns full
// marks.
func (e *quizEntry) number(values []numeric, unit string) bool {
	e.Type = deck.TypeNumber
	for _, v := range values {
		switch {
		case v.share < full:
			if v.share > 0 {
				e.lose("the number %g earned %g%%; a number is right or wrong here", v.value, v.share*100)
			}
		case e.Number == nil:
			e.Number = &grading.Number{Value: v.value, Unit: unit, Tolerance: grading.Tolerance{Amount: v.tolerance}}
		default:
			if v.tolerance != e.Number.Tolerance.Amount {
				e.lose("the number %g had a tolerance of %g; here it is %g for all", v.value, v.tolerance, e.Number.Tolerance.Amount)
			}
			e.Number.Also = append(e.Number.Also, v.value)
		}
		if v.feedback != "" {
			e.lose("what it says to %g is left out: %s", v.value, clip(v.feedback))
		}
	}
	return e.Number != nil
}

// match makes a question of pairs, with further texts on the right. It reports
// false when there are no two.
func (e *quizEntry) match(pairs []deck.Pair, extra []string) bool {
	e.Type = deck.TypeMatch
	lefts, rights := make(map[string]bool), make(map[string]bool)
	for _, pair := range pairs {
		pair.Left, pair.Right = oneLine(cleanText(pair.Left)), oneLine(cleanText(pair.Right))
		switch key := strings.ToLower(pair.Left); {
		case pair.Left == "" || pair.Right == "":
			e.lose("a pair with an empty side is left out")
		case lefts[key]:
			e.lose("%q is there twice, and kept once", pair.Left)
		case len(e.Pairs) == maxChoices:
			e.lose("the pair of %q is left out: there are over %d", pair.Left, maxChoices)
		default:
			lefts[key], rights[strings.ToLower(pair.Right)] = true, true
			e.Pairs = append(e.Pairs, pair)
		}
	}
	for _, text := range extra {
		text = oneLine(cleanText(text))
		if key := strings.ToLower(text); text != "" && !rights[key] && len(rights) < maxChoices {
			rights[key] = true
			e.Wrong = append(e.Wrong, text)
		}
	}
	return len(e.Pairs) >= 2
}

// truth makes a question for true or false, with what is said to either.
func (e *quizEntry) truth(isTrue bool, toTrue, toFalse string) {
	e.Type, e.True = deck.TypeTrueFalse, isTrue
	e.say("true", toTrue)
	e.say("false", toFalse)
}

// essay makes a question that a person marks.
func (e *quizEntry) essay(guidance string) {
	e.Type, e.ByHand, e.Answer = deck.TypeText, true, guidance
}

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
	for i := range q.questions {
		draft.Sources = append(draft.Sources, deck.DraftSource{Question: &q.questions[i]})
	}
	if draft.Title == "" {
		draft.Title = titleOf(nil, o.File)
	}
	if draft.ID == "" {
		draft.ID = new(deck.IDs).Take(draft.Title, "import")
	}
	return Imported{Draft: draft, Losses: q.losses}, nil
}
