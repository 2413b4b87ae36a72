package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
)

// A list of questions has a row for each, with columns called as the keys of a
// question in a deck. What a column holds depends on the type, which is guessed
// where it is not given: wrong options make a choice, or several answers a
// multiple; true or false, holes and numbers speak for themselves; the rest is
// short up to four words, else text.

// csvColumns are the columns of a list of questions, in the order an export
// writes them.
var csvColumns = []string{"id", "type", "prompt", "text", "answer", "accept", "pattern", "match_case", "wrong", "last", "items", "pairs",
	"value", "tolerance", "unit", "also", "credit", "feedback", "by_hand", "points", "hint", "explanation", "citation", "tags", "difficulty", "seconds"}

// csvNames are other names of columns, as people and other programs write them.
var csvNames = map[string]string{
	"question": "prompt", "front": "prompt", "question_text": "prompt", "back": "answer", "correct": "answer", "correct_answer": "answer", "correct_answers": "answer",
	"answers": "answer", "right": "answer", "solution": "answer", "wrong_answers": "wrong", "distractors": "wrong", "incorrect": "wrong", "incorrect_answers": "wrong",
	"synonyms": "accept", "also_accept": "accept", "tag": "tags", "category": "tags", "topic": "tags", "score": "points", "mark": "points", "marks": "points",
	"rationale": "explanation", "source": "citation", "reference": "citation", "level": "difficulty", "time": "seconds",
}

// csvOption is a column with one option, such as Option A.
var csvOption = regexp.MustCompile(`^(?:option|choice|answer)_?([a-z]|[1-9][0-9]?)$`)

// csvColumn is the name of a column as this file knows it.
func csvColumn(title string) string {
	name := strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(title, "-", " ")), "_")), "?", "")
	if known, ok := csvNames[name]; ok {
		return known
	}
	return name
}

func isQuestionList(header []string) bool {
	return slices.ContainsFunc(header, func(title string) bool { return csvColumn(title) == "prompt" })
}

func importQuestionRows(g grid, o Options) (Imported, error) {
	r := csvReader{quiz: newQuiz(o), at: make(map[string]int)}
	r.columns(g)
	for _, row := range g.rows {
		r.row(row)
		if len(r.problems) >= maxQuizProblems {
			break
		}
	}
	if len(r.problems) > 0 {
		return Imported{}, r.problems
	}
	return r.quiz.finish(o, "a list of questions as CSV")
}

type csvReader struct {
	quiz     *quiz
	at       map[string]int // where each column stands
	options  []int          // columns with one option each
	letters  []string       // what those are called by
	problems deck.Problems
}

func (r *csvReader) problem(line int, cause, remedy string) {
	r.problems = append(r.problems, deck.Problem{File: r.quiz.file, Line: line, Cause: cause, Remedy: remedy})
}

func (r *csvReader) columns(g grid) {
	for i, title := range g.header {
		name := csvColumn(title)
		_, twice := r.at[name]
		switch option := csvOption.FindStringSubmatch(name); {
		case option != nil:
			r.options, r.letters = append(r.options, i), append(r.letters, option[1])
		case name == "":
		case twice:
			r.problem(g.line, fmt.Sprintf("two columns mean %q", name), "keep one, or put texts with | between them into it")
		case slices.Contains(csvColumns, name):
			r.at[name] = i
		default:
			what := fmt.Sprintf("the column %q means nothing to a list of questions, and is left out", clip(title))
			if near := deck.Nearest(name, csvColumns); near != "" {
				what += "; there is one called " + near
			}
			r.quiz.drop(g.line, "%s", what)
		}
	}
}

// csvRow is a row with its cells by the name of their column.
type csvRow struct {
	gridRow
	reader *csvReader
}

func (r csvRow) cell(name string) string {
	i, ok := r.reader.at[name]
	if !ok {
		return ""
	}
	return r.gridRow.at(i)
}

func (r csvRow) texts(name string) []string { return splitTexts(r.cell(name)) }

func (r csvRow) wrong(cause, remedy string) { r.reader.problem(r.line, cause, remedy) }

// number is a cell's number; 0 where it is empty.
func (r csvRow) number(name string) float64 {
	text := r.cell(name)
	if text == "" {
		return 0
	}
	number, ok := finite(text)
	if !ok {
		r.wrong(fmt.Sprintf("%s holds %q, which is no number", name, clip(text)), "write a number with a decimal point, or leave the cell empty")
	}
	return number
}

func (r csvRow) flag(name string) bool {
	switch text := strings.ToLower(r.cell(name)); text {
	case "true", "yes", "1", "x":
		return true
	case "", "false", "no", "0":
	default:
		r.wrong(fmt.Sprintf("%s holds %q", name, clip(text)), "write true or false")
	}
	return false
}

func (r *csvReader) row(g gridRow) {
	row := csvRow{g, r}
	prompt := row.cell("prompt")
	text := row.cell("text")
	if prompt == "" && text == "" {
		row.wrong("the row has no prompt", "write what is asked")
		return
	}
	e := r.quiz.begin(g.line, row.cell("id"), prompt)
	if row.cell("id") == "" {
		e.ID = filled(cmp.Or(prompt, text))
	}
	e.Points, e.Hint, e.Explanation = row.number("points"), row.cell("hint"), row.cell("explanation")
	e.Citation, e.Tags, e.Difficulty = row.cell("citation"), row.texts("tags"), strings.ToLower(row.cell("difficulty"))
	e.Seconds = int(row.number("seconds"))
	e.Feedback, e.Credit = row.feedback(), row.credit()
	e.Type = deck.Type(strings.ToLower(row.cell("type")))
	if row.fill(&e.DraftQuestion) {
		r.quiz.add(e)
	}
}

func (r csvRow) feedback() map[string]string {
	pairs, ok := splitPairs(r.cell("feedback"))
	if !ok {
		r.wrong("feedback has a text without an = sign", "write option = what is said, with | between them")
	}
	var feedback map[string]string
	for _, pair := range pairs {
		if feedback == nil {
			feedback = make(map[string]string)
		}
		feedback[pair.Left] = pair.Right
	}
	return feedback
}

func (r csvRow) credit() map[string]float64 {
	pairs, ok := splitPairs(r.cell("credit"))
	if !ok {
		r.wrong("credit has a text without an = sign", "write option = 0.5, with | between them")
	}
	var credit map[string]float64
	for _, pair := range pairs {
		share, isNumber := finite(pair.Right)
		if !isNumber {
			r.wrong(fmt.Sprintf("the credit of %q is no number", clip(pair.Left)), "write a share of the score, such as 0.5")
			continue
		}
		if credit == nil {
			credit = make(map[string]float64)
		}
		credit[pair.Left] = share
	}
	return credit
}

// fill puts what a type has into a question. It reports false after a problem.
func (r csvRow) fill(q *deck.DraftQuestion) bool {
	answer, wrong := r.cell("answer"), r.texts("wrong")
	answers := []string{answer}
	if q.Type == deck.TypeMultiple || q.Type == "" && len(splitTexts(answer)) > 1 && (len(wrong) > 0 || len(r.options()) > 0) {
		answers = splitTexts(answer)
	}
	if options := r.options(); len(options) > 0 {
		answers, wrong = r.among(options, answers, wrong)
		if answers == nil {
			return false
		}
		answer = answers[0]
	}
	if q.Type == "" {
		q.Type = r.guess(answers, wrong)
	}
	q.Last = r.texts("last")
	q.Wrong = wrong
	switch q.Type {
	case deck.TypeText:
		q.Answer, q.ByHand = answer, r.flag("by_hand") || answer == ""
	case deck.TypeShort:
		q.Answer, q.Accept, q.Pattern, q.MatchCase = answer, r.texts("accept"), r.texts("pattern"), r.flag("match_case")
		if len(q.Pattern) == 0 && !q.MatchCase && !r.reader.quiz.examiner.markable(q.Type, q.Prompt, answer) {
			q.MatchCase = true // signs alone are compared letter by letter
		}
	case deck.TypeNumber:
		return r.quantity(q, answer)
	case deck.TypeChoice:
		q.Answer = answer
	case deck.TypeMultiple:
		q.Answers = answers
	case deck.TypeTrueFalse:
		truth, ok := parseTruth(answer)
		if !ok {
			r.wrong(fmt.Sprintf("the answer %q is neither true nor false", clip(answer)), "write true or false")
		}
		q.True = truth
		return ok
	case deck.TypeOrder:
		q.Items = r.texts("items")
	case deck.TypeMatch:
		pairs, ok := splitPairs(r.cell("pairs"))
		if !ok {
			r.wrong("pairs has a text without an = sign", "write left = right, with | between them")
		}
		q.Pairs = pairs
		return ok
	case deck.TypeCloze:
		return r.holes(q)
	default:
		r.wrong(fmt.Sprintf("%q is no type of question", clip(string(q.Type))), "write "+typeList()+", or leave it empty")
		return false
	}
	return r.needs(q)
}

func typeList() string {
	var names []string
	for _, kind := range deck.Types {
		names = append(names, string(kind))
	}
	return strings.Join(names, ", ")
}

// needs reports what a question cannot do without.
func (r csvRow) needs(q *deck.DraftQuestion) bool {
	switch {
	case q.Type == deck.TypeOrder && len(q.Items) < 2:
		r.wrong("there are no two items to put in order", "write them into items in the right order, with | between them")
	case q.Type == deck.TypeMultiple && len(q.Answers) == 0, q.Type != deck.TypeOrder && q.Type != deck.TypeMultiple && q.Answer == "" && !q.ByHand:
		r.wrong("the row has no answer", "write the right answer")
	case (q.Type == deck.TypeChoice || q.Type == deck.TypeMultiple) && len(q.Wrong) == 0:
		r.wrong("there is no wrong option to pick", "write some into wrong, with | between them")
	default:
		return true
	}
	return false
}

func (r csvRow) guess(answers, wrong []string) deck.Type {
	answer := answers[0]
	_, isTruth := parseTruth(answer)
	_, isNumber := parsePlain(oneLine(answer))
	switch {
	case hasHole(r.cell("text")) || r.cell("prompt") != "" && hasHole(r.cell("prompt")):
		return deck.TypeCloze
	case r.cell("pairs") != "":
		return deck.TypeMatch
	case r.cell("items") != "":
		return deck.TypeOrder
	case len(answers) > 1:
		return deck.TypeMultiple
	case len(wrong) > 0 && isTruth && len(wrong) == 1:
		return deck.TypeTrueFalse
	case len(wrong) > 0:
		return deck.TypeChoice
	case isTruth:
		return deck.TypeTrueFalse
	case r.cell("value") != "" || isNumber:
		return deck.TypeNumber
	case isShort(answer) && answer != "":
		return deck.TypeShort
	}
	return deck.TypeText
}

func hasHole(text string) bool { return len(holesOf(text)) > 1 }

func parseTruth(text string) (truth, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "t", "wahr":
		return true, true
	case "false", "f", "falsch":
		return false, true
	}
	return false, false
}

// options are the cells of the columns with one option each.
func (r csvRow) options() map[string]string {
	options := make(map[string]string)
	for i, at := range r.reader.options {
		if text := r.at(at); text != "" {
			options[r.reader.letters[i]] = text
		}
	}
	return options
}

// among tells the right options from the wrong ones; an answer is the text of an
// option or its letter.
func (r csvRow) among(options map[string]string, answers, wrong []string) (right, rest []string) {
	for _, letter := range r.reader.letters {
		text, ok := options[letter]
		if !ok {
			continue
		}
		if slices.ContainsFunc(answers, func(answer string) bool { return strings.EqualFold(answer, text) || strings.EqualFold(answer, letter) }) {
			right = append(right, text)
		} else {
			rest = append(rest, text)
		}
	}
	if len(right) < len(answers) {
		r.wrong(fmt.Sprintf("the answer %q is none of the options", clip(joinTexts(answers))), "write an option as it stands in its column, or its letter")
		return nil, nil
	}
	return right, append(rest, wrong...)
}

// quantity reads the number of a number question: from value, or from the answer.
func (r csvRow) quantity(q *deck.DraftQuestion, answer string) bool {
	number := &grading.Number{Unit: r.cell("unit"), Value: r.number("value")}
	if r.cell("value") == "" {
		value, ok := parsePlain(oneLine(answer))
		if !ok {
			r.wrong(fmt.Sprintf("the answer %q is no number", clip(answer)), "write a number into value, and how it is shown into answer")
			return false
		}
		number.Value, answer = value, ""
	}
	if text := r.cell("tolerance"); text != "" {
		tolerance, err := grading.ParseTolerance(text)
		if err != nil {
			r.wrong("the tolerance "+err.Error(), `write a number such as 0.1, or a percentage such as 2%`)
			return false
		}
		number.Tolerance = tolerance
	}
	for _, text := range r.texts("also") {
		value, ok := finite(text)
		if !ok {
			r.wrong(fmt.Sprintf("also holds %q, which is no number", clip(text)), "write numbers with | between them")
			return false
		}
		number.Also = append(number.Also, value)
	}
	q.Number, q.Answer = number, answer
	return true
}

// holes reads a text with holes, which may stand in prompt where text is empty,
// and the other forms of each.
func (r csvRow) holes(q *deck.DraftQuestion) bool {
	q.Text = r.cell("text")
	if q.Text == "" {
		q.Text, q.Prompt = q.Prompt, ""
	}
	if !hasHole(q.Text) {
		r.wrong("the text has no hole", "write {{1:word}} around what is to be recalled")
		return false
	}
	pairs, ok := splitPairs(r.cell("accept"))
	if !ok {
		r.wrong("accept has a text without an = sign", "write the number of the hole, = and a form, with | between them")
		return false
	}
	for _, pair := range pairs {
		if q.AcceptHole == nil {
			q.AcceptHole = make(map[string][]string)
		}
		q.AcceptHole[pair.Left] = append(q.AcceptHole[pair.Left], pair.Right)
	}
	return true
}

// holePairs are the other forms of holes as pairs.
func holePairs(accept map[string][]string) []deck.Pair {
	var pairs []deck.Pair
	for _, number := range slices.SortedFunc(maps.Keys(accept), byNumber) {
		for _, form := range accept[number] {
			pairs = append(pairs, deck.Pair{Left: number, Right: form})
		}
	}
	return pairs
}

func byNumber(a, b string) int {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	return x - y
}
