package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drill/internal/deck"
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

// csvOption is a column with one option, such as Option A; csvWrong one with a
// wrong one, such as Wrong answer 1.
var (
	csvOption = pattern(`^(?:option|choice|answer)_?([a-z]|[1-9][0-9]?)$`)
	csvWrong  = pattern(`^(?:wrong|incorrect|distractor)(?:_answer|_option)?_?[1-9][0-9]?$`)
)

// lettered reports whether columns are called A, B and so on: options as well.
func lettered(header []string) bool {
	var names []string
	for _, title := range header {
		names = append(names, csvColumn(title))
	}
	return slices.Contains(names, "a") && slices.Contains(names, "b") && slices.Contains(names, "answer")
}

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
	wrongs   []int          // columns with one wrong option each
	comma    bool           // numbers have a decimal comma
	letters  []string       // what those are called by
	problems deck.Problems
}

func (r *csvReader) problem(line int, cause, remedy string) {
	r.problems = append(r.problems, deck.Problem{File: r.quiz.file, Line: line, Cause: cause, Remedy: remedy})
}

func (r *csvReader) columns(g grid) {
	r.comma = g.comma
	letters := lettered(g.header)
	for i, title := range g.header {
		name := csvColumn(title)
		_, twice := r.at[name]
		if letters && len(name) == 1 && name >= "a" && name <= "z" {
			name = "option_" + name
		}
		switch option := csvOption().FindStringSubmatch(name); {
		case csvWrong().MatchString(name):
			r.wrongs = append(r.wrongs, i)
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

// finite reads a number, with a decimal comma where the file has those: a number
// without one is the same either way.
func (r *csvReader) finite(text string) (float64, bool) {
	if r.comma && strings.Contains(text, ",") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	}
	return finite(text)
}

// number is a cell's number; 0 where it is empty.
func (r csvRow) number(name string) float64 {
	text := r.cell(name)
	if text == "" {
		return 0
	}
	number, ok := r.reader.finite(text)
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
	if e.explicit = row.cell("id") != ""; !e.explicit {
		e.ID = filled(cmp.Or(prompt, text))
	}
	e.Points, e.Hint, e.Explanation = row.number("points"), row.cell("hint"), row.cell("explanation")
	e.Citation, e.Tags, e.Difficulty = row.cell("citation"), row.texts("tags"), strings.ToLower(row.cell("difficulty"))
	e.Seconds = int(row.number("seconds"))
	if row.cell("points") != "" && e.Points == 0 {
		e.lose("its 0 points are not kept; it is worth 1")
	}
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
		share, isNumber := r.reader.finite(pair.Right)
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
