package exchange

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
)

// Questions whose answer is typed: words, a number, or a text that a person marks.

// maxForms is how many answers a question that is typed may have.
const maxForms = 100

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
	if e.MatchCase {
		return text == e.Answer || slices.Contains(e.Accept, text)
	}
	return e.nearly(text)
}

// nearly reports whether an answer is right but for its capitals.
func (e *quizEntry) nearly(text string) bool {
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
	for _, text := range slices.Sorted(maps.Keys(e.Credit)) {
		if e.nearly(text) {
			if !e.accepts(text) {
				e.lose("the answer %q earned %s%%; one that differs in its capitals alone is right or nothing here", clip(text), percent(e.Credit[text]))
			}
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

// shareOf is the share of a percentage, with as many digits as percent writes.
func shareOf(percent float64) float64 {
	const scale = 1e5
	return math.Round(max(min(percent, 100), -100)*scale) / (100 * scale)
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
	var right []numeric
	for _, v := range values {
		same := slices.IndexFunc(right, func(r numeric) bool { return r.value == v.value })
		switch {
		case v.share < full:
			if v.share > 0 {
				e.lose("the number %v earned %s%%; a number is right or wrong here", v.value, percent(v.share))
			}
		case same >= 0: // there twice, to say something to who is nearer
			right[same].tolerance = max(right[same].tolerance, v.tolerance)
		default:
			right = append(right, v)
		}
		if v.feedback != "" {
			e.lose("what it says to %v is left out: %s", v.value, clip(v.feedback))
		}
	}
	if len(right) == 0 {
		return false
	}
	e.Number = e.oneTolerance(right, unit)
	return true
}

// oneTolerance puts numbers together with the smallest of their tolerances: with a
// wider one, what is wrong beside one number would be right.
func (e *quizEntry) oneTolerance(right []numeric, unit string) *grading.Number {
	number := &grading.Number{Value: right[0].value, Unit: unit}
	least := right[0].tolerance
	for _, v := range right[1:] {
		number.Also = append(number.Also, v.value)
		least = min(least, v.tolerance)
	}
	number.Tolerance.Amount = least
	for _, v := range right {
		if v.tolerance > least {
			e.lose("the number %v had a tolerance of %v; here it is %v for all", v.value, v.tolerance, least)
		}
	}
	return number
}

// essay makes a question that a person marks.
func (e *quizEntry) essay(guidance string) {
	e.Type, e.ByHand, e.Answer = deck.TypeText, true, guidance
}
