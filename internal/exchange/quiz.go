package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
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
	ids       idTaker
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
	line     int // where it stands; 0 for the line of the question
}

// quizEntry is a question while it is read: the draft, and where it stands.
type quizEntry struct {
	deck.DraftQuestion
	line   int
	quiz   *quiz
	losses []Loss
	untold int // losses beyond the most that are told
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
	if e.Prompt == "" {
		e.Prompt = "What is the answer?"
		e.lose("has no text; %q stands for it", e.Prompt)
	}
	e.ID = q.ids.Take(cleanText(e.ID), "question")
	e.Tags = distinctTags(e.Tags)
	q.questions = append(q.questions, e.DraftQuestion)
	q.lines = append(q.lines, e.line)
	if e.untold > 0 {
		e.losses = append(e.losses, Loss{Line: e.line, What: fmt.Sprintf("and %d more that could not be carried over", e.untold)})
	}
	for _, loss := range e.losses {
		loss.File, loss.Question = q.file, e.ID
		q.losses = append(q.losses, loss)
	}
}

// drop notes a question that is not taken in.
func (q *quiz) drop(line int, format string, args ...any) {
	q.losses = append(q.losses, Loss{File: q.file, Line: line, What: fmt.Sprintf(format, args...)})
}

// say keeps the feedback to a text: the first, where there are several.
func (e *quizEntry) say(text, feedback string) {
	if feedback == "" || holdsText(e.Feedback, text) {
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

// holdsText reports whether a table has a text, however it is written.
func holdsText[V any](table map[string]V, text string) bool {
	key := sameText(text)
	for have := range table {
		if sameText(have) == key {
			return true
		}
	}
	return false
}

// sameText brings texts that a deck takes for the same to one form.
func sameText(text string) string { return strings.ToLower(oneLine(alikeSigns.Replace(text))) }

var alikeSigns = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`,
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-")

// percent writes a share as formats of quizzes do: with up to five digits behind
// the point.
func percent(share float64) string {
	return strconv.FormatFloat(math.Round(share*1e7)/1e5, 'f', -1, 64)
}

// maxQuizProblems is after how many problems a file is read no further.
const maxQuizProblems = 1000

// full is from what share on an answer is right: formats write thirds with five
// digits.
const full = 0.999

// maxChoices is how many options a question may have: there is a letter for each.
const maxChoices = 26

// maxForms is how many answers a question that is typed may have.
const maxForms = 100

// distinct are the options that differ as a learner reads them; of the others the
// one that earns the most is kept.
func (e *quizEntry) distinct(options []option) []option {
	seen := make(map[string]int)
	var kept []option
	for _, o := range options {
		o.text = oneLine(cleanText(o.text))
		key := sameText(o.text)
		before, twice := seen[key]
		switch {
		case o.text == "":
			e.loseAt(o.line, "an option without a text is left out")
			continue
		case !twice:
			seen[key] = len(kept)
			kept = append(kept, o)
			continue
		case o.share > kept[before].share:
			kept[before] = o
		}
		e.loseAt(o.line, "the option %q is there twice, and kept once", clip(o.text))
	}
	return e.atMost(kept)
}

// atMost keeps as many options as there may be, the right ones before others.
func (e *quizEntry) atMost(options []option) []option {
	if len(options) <= maxChoices {
		return options
	}
	e.lose("only %d of its %d options are kept", maxChoices, len(options))
	shares := make([]float64, len(options))
	for i, o := range options {
		shares[i] = o.share
	}
	slices.SortFunc(shares, func(a, b float64) int { return cmp.Compare(b, a) })
	least := shares[maxChoices-1]
	room := maxChoices
	for _, share := range shares {
		if share > least {
			room--
		}
	}
	return slices.DeleteFunc(options, func(o option) bool {
		if o.share == least {
			room--
		}
		return o.share < least || o.share == least && room < 0
	})
}

// pick makes a question with options to pick from: one of them when single is
// set, otherwise any number. It reports false when no option is right.
func (e *quizEntry) pick(options []option, single bool) bool {
	options = e.distinct(options)
	best := 0.0
	for _, o := range options {
		best = max(best, o.share)
	}
	if best <= 0 {
		return false
	}
	for _, o := range options {
		if o.text == "*" && o.feedback != "" { // a deck says what stands under * to any other
			e.loseAt(o.line, "what it says to the option * is left out: %s", clip(o.feedback))
			continue
		}
		e.say(o.text, o.feedback)
	}
	if single {
		e.choice(options, best)
	} else {
		e.multiple(options)
	}
	return true
}

func (e *quizEntry) choice(options []option, best float64) {
	e.Type = deck.TypeChoice
	if best < full {
		e.lose("its best option earned %s%% only; here it earns full marks", percent(best))
	}
	for _, o := range options {
		switch {
		case o.share == best && e.Answer == "":
			e.Answer = o.text
		case o.share >= full:
			e.loseAt(o.line, "%q is right as well; here it earns 99%%, since a choice has one answer", clip(o.text))
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

// shareSlack is how far shares may be apart that are meant to be the same: a
// third is written 33.3 as well as 33.33333.
const shareSlack = 0.005

// multiple divides the options into right and wrong ones. A deck gives right ones
// the same, and takes as much for a wrong one, where it is not told otherwise.
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
	whole := math.Abs(sum-1) <= shareSlack
	if !whole {
		e.lose("its right options earned %s%% together; here they earn full marks, each the same", percent(sum))
	}
	uneven := whole && slices.ContainsFunc(options, func(o option) bool { return o.share > 0 && math.Abs(o.share-even) > shareSlack })
	for _, o := range options {
		switch {
		case o.share > 0 && uneven:
			e.earn(o.text, o.share)
		case o.share <= 0 && math.Abs(o.share+even) > shareSlack:
			e.earn(o.text, max(o.share, -1))
		}
	}
}

// needWrong gives a question with nothing wrong to pick another form: an answer
// that is typed, or a further option.
func (e *quizEntry) needWrong() {
	switch {
	case len(e.Wrong) > 0:
	case e.Type == deck.TypeChoice:
		e.lose("has one option only, so the answer is typed")
		e.Type, e.Credit = deck.TypeShort, nil
		e.settleTyped()
	case e.Type == deck.TypeMultiple:
		e.Wrong = []string{"None of these"}
		e.earn(e.Wrong[0], 0)
		e.lose("has right options only, so %q stands beside them", e.Wrong[0])
	}
}

// typed makes a question whose answer is typed. An answer may hold * for any
// characters, and \* for a star. It reports false when no answer earns full
// marks.
func (e *quizEntry) typed(options []option, matchCase bool) bool {
	e.Type, e.MatchCase = deck.TypeShort, matchCase
	if len(options) > maxForms {
		e.loseAt(options[maxForms].line, "only the first %d of its %d answers are kept", maxForms, len(options))
		options = options[:maxForms]
	}
	for _, o := range options {
		o.text = oneLine(cleanText(o.text))
		switch {
		case o.text == "":
			e.loseAt(o.line, "an answer without a text is left out")
		case strings.Trim(o.text, "* ") == "":
			e.other(o)
		case isPattern(o.text):
			e.form(o)
		default:
			e.answer(o, strings.ReplaceAll(o.text, `\*`, "*"))
		}
	}
	return e.settleTyped()
}

// isPattern reports whether a text has a * that stands for any characters.
func isPattern(text string) bool { return strings.Contains(strings.ReplaceAll(text, `\*`, ""), "*") }

// form takes an answer with * for any characters.
func (e *quizEntry) form(o option) {
	switch {
	case o.share >= full:
		e.Pattern = append(e.Pattern, o.text)
	case o.share > 0:
		e.loseAt(o.line, "the answer %q earned %s%%; an answer with * is right or nothing here", clip(o.text), percent(o.share))
	}
	if o.feedback != "" {
		e.loseAt(o.line, "what it says to %q is left out, since a * is in it: %s", clip(o.text), clip(o.feedback))
	}
}

// answer takes an answer that is wanted as it is.
func (e *quizEntry) answer(o option, text string) {
	switch {
	case o.share >= full && e.Answer == "":
		e.Answer = text
	case o.share >= full && !e.accepts(text):
		e.Accept = append(e.Accept, text)
	case o.share < full && o.share > 0:
		e.earn(text, o.share)
	}
	if text == "*" && o.feedback != "" {
		e.loseAt(o.line, "what it says to the answer * is left out: %s", clip(o.feedback))
		return
	}
	e.say(text, o.feedback)
}

// accepts reports whether an answer is right already.
func (e *quizEntry) accepts(text string) bool {
	key := sameText(text)
	return sameText(e.Answer) == key || slices.ContainsFunc(e.Accept, func(a string) bool { return sameText(a) == key })
}

// other keeps what is said to any other response.
func (e *quizEntry) other(o option) {
	if o.share > 0 {
		e.loseAt(o.line, "any answer earned %s%%; here only those that are written do", percent(o.share))
	}
	e.say("*", o.feedback)
}

// settleTyped finds the answer that is shown, and sees to it that it can be
// marked. It reports false when there is none.
func (e *quizEntry) settleTyped() bool {
	for _, pattern := range e.Pattern {
		if e.Answer == "" {
			e.Answer = fits(pattern)
		}
	}
	if e.Answer == "" {
		return false
	}
	accepted := append([]string{e.Answer}, e.Accept...)
	for text := range e.Credit {
		if e.accepts(text) {
			delete(e.Credit, text)
		}
	}
	if len(e.Pattern) == 0 && !e.MatchCase {
		e.byForm(accepted)
	}
	e.apart(accepted)
	return true
}

// byForm lets the whole response count, and not the words in it, where words do
// not do: signs have none, and a right answer may stand inside one that is partly
// right.
func (e *quizEntry) byForm(accepted []string) {
	if !e.quiz.examiner.markable(deck.TypeShort, e.Prompt, e.Answer) {
		e.MatchCase = true
		return
	}
	for _, text := range e.Accept {
		if !e.quiz.examiner.markable(deck.TypeShort, e.Prompt, text) {
			e.Pattern = append(e.Pattern, literalStars(text))
		}
	}
	for text := range e.Credit {
		if len(e.Pattern) == 0 && !e.quiz.examiner.apart(&e.DraftQuestion, accepted, text) {
			e.Pattern = []string{literalStars(e.Answer)}
		}
	}
}

// fits is a response that a pattern is met by.
func fits(pattern string) string {
	const star = "\x00"
	text := strings.ReplaceAll(strings.ReplaceAll(pattern, `\*`, star), "*", "")
	return oneLine(strings.ReplaceAll(text, star, "*"))
}

// apart takes out what a form earns that is partly right, where it would earn
// another share.
func (e *quizEntry) apart(accepted []string) {
	for _, text := range slices.Sorted(maps.Keys(e.Credit)) {
		if !e.quiz.examiner.apart(&e.DraftQuestion, accepted, text) {
			e.lose("the answer %q earned %s%%, and cannot be told from the right one here", clip(text), percent(e.Credit[text]))
			delete(e.Credit, text)
		}
	}
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
	if len(values) > maxForms {
		e.lose("only the first %d of its %d numbers are kept", maxForms, len(values))
		values = values[:maxForms]
	}
	for _, v := range values {
		switch {
		case v.share < full:
			if v.share > 0 {
				e.lose("the number %v earned %s%%; a number is right or wrong here", v.value, percent(v.share))
			}
		case e.Number == nil:
			e.Number = &grading.Number{Value: v.value, Unit: unit, Tolerance: grading.Tolerance{Amount: v.tolerance}}
		default:
			if v.tolerance != e.Number.Tolerance.Amount {
				e.lose("the number %v had a tolerance of %v; here it is %v for all", v.value, v.tolerance, e.Number.Tolerance.Amount)
			}
			e.Number.Also = append(e.Number.Also, v.value)
		}
		if v.feedback != "" {
			e.lose("what it says to %v is left out: %s", v.value, clip(v.feedback))
		}
	}
	return e.Number != nil
}

// match makes a question of pairs, with further texts on the right. It reports
// false when there are no two.
func (e *quizEntry) match(pairs []deck.Pair, extra []string) bool {
	e.Type = deck.TypeMatch
	lefts, rights := make(map[string]bool), make(map[string]bool)
	over := 0
	for _, pair := range pairs {
		pair.Left, pair.Right = oneLine(cleanText(pair.Left)), oneLine(cleanText(pair.Right))
		switch key := sameText(pair.Left); {
		case pair.Left == "" || pair.Right == "":
			e.lose("a pair with an empty side is left out")
		case lefts[key]:
			e.lose("%q is there twice, and kept once", clip(pair.Left))
		case len(e.Pairs) == maxChoices:
			over++
		default:
			lefts[key], rights[sameText(pair.Right)] = true, true
			e.Pairs = append(e.Pairs, pair)
		}
	}
	for _, text := range extra {
		switch key := sameText(cleanText(text)); {
		case key == "" || rights[key]:
		case len(rights) == maxChoices:
			over++
		default:
			rights[key] = true
			e.Wrong = append(e.Wrong, oneLine(cleanText(text)))
		}
	}
	if over > 0 {
		e.lose("a match has %d texts on a side at most; %d more are left out", maxChoices, over)
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
	lines := make(map[string]int, len(q.questions))
	for i := range q.questions {
		draft.Sources = append(draft.Sources, deck.DraftSource{Question: &q.questions[i]})
		lines[q.questions[i].ID] = q.lines[i]
	}
	if draft.Title == "" {
		draft.Title = titleOf(nil, o.File)
	}
	if draft.ID == "" {
		draft.ID = new(deck.IDs).Take(draft.Title, "import")
	}
	return Imported{Draft: draft, Losses: q.losses, Lines: lines}, nil
}
