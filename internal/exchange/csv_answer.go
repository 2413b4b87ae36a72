package exchange

import (
	"fmt"
	"slices"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
)

// What the cells of a row mean by the type of its question.

// fill puts what a type has into a question. It reports false after a problem.
func (r csvRow) fill(q *deck.DraftQuestion) bool {
	answer, wrong := r.cell("answer"), r.texts("wrong")
	for _, at := range r.reader.wrongs {
		if text := r.at(at); text != "" {
			wrong = append(wrong, text)
		}
	}
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
	_, isNumber := r.reader.plain(answer)
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

// plain reads a number as it is written in an answer.
func (r *csvReader) plain(answer string) (float64, bool) {
	answer = oneLine(answer)
	if r.comma {
		answer = pointed(answer)
	}
	return parsePlain(answer)
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
		value, ok := r.reader.plain(answer)
		if !ok {
			r.wrong(fmt.Sprintf("the answer %q is no number", clip(answer)), "write a number into value, and how it is shown into answer")
			return false
		}
		number.Value, answer = value, ""
	}
	if text := r.cell("tolerance"); text != "" {
		if r.reader.comma {
			text = strings.ReplaceAll(text, ",", ".")
		}
		tolerance, err := grading.ParseTolerance(text)
		if err != nil {
			r.wrong(err.Error(), `write a number such as 0.1, or a percentage such as 2%`)
			return false
		}
		number.Tolerance = tolerance
	}
	for _, text := range r.texts("also") {
		value, ok := r.reader.finite(text)
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
