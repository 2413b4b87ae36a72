package exchange

import (
	"math"
	"strconv"
	"strings"

	"drill/internal/deck"
)

// answers reads what stands between the braces; its signs say what kind of
// question it is. It reports false after a problem.
func (g *giftReader) answers(e *quizEntry, text, format string) bool {
	head, _, _ := strings.Cut(text, "#")
	switch kind := strings.ToUpper(strings.TrimSpace(head)); {
	case text == "":
		e.essay("")
		return true
	case strings.HasPrefix(text, "#"):
		return g.numbers(e, text[1:], format)
	case strings.Contains(text, "~"):
		return g.options(e, text, format)
	case strings.Contains(text, "->"):
		return g.pairs(e, text, format)
	case kind == "T" || kind == "TRUE" || kind == "F" || kind == "FALSE":
		g.truth(e, text, format)
		return true
	case strings.HasPrefix(text, "="):
		return g.typed(e, text, format)
	}
	g.problem(e.line, "the answers begin with neither = nor ~ nor #", `write {=right ~wrong}, {=typed}, {#number}, {T} or {}; a \ before a sign makes it a letter`)
	return false
}

// option reads an answer with its weight and feedback; usual is the share of one
// that says none.
func (g *giftReader) option(e *quizEntry, text, format string, usual float64) option {
	text, feedback, _ := strings.Cut(strings.TrimSpace(text), "#")
	share := usual
	if weight := giftWeight.FindStringSubmatch(text); weight != nil {
		percent, err := strconv.ParseFloat(weight[1], 64)
		if err == nil {
			share = max(min(percent/100, 1), -1)
		}
		text = text[len(weight[0]):]
	}
	return option{text: g.text(e, text, format), share: share, feedback: g.text(e, feedback, format)}
}

// options reads answers to pick from.
func (g *giftReader) options(e *quizEntry, text, format string) bool {
	var options []option
	single := false
	for i, part := range strings.Split(strings.ReplaceAll(text, "=", "~="), "~") {
		if i == 0 && strings.TrimSpace(part) == "" || i > 0 && part == "" {
			continue
		}
		if i == 0 {
			g.problem(e.line, "text stands before the first = or ~ of the answers", `put ~ or = before each answer, and a \ before a sign that is a letter`)
			return false
		}
		usual := 0.0
		if right, ok := strings.CutPrefix(part, "="); ok {
			part, usual, single = right, 1, true
		}
		options = append(options, g.option(e, part, format, usual))
	}
	if !e.pick(options, single) {
		g.problem(e.line, "no answer is right", "write = before the right one, or weights such as ~%50%")
		return false
	}
	e.needWrong()
	return true
}

// typed reads answers that are typed.
func (g *giftReader) typed(e *quizEntry, text, format string) bool {
	var options []option
	for _, part := range strings.Split(text, "=")[1:] {
		options = append(options, g.option(e, part, format, 1))
	}
	if !e.typed(options, false) {
		g.problem(e.line, "no answer earns full marks", "write {=the answer}")
		return false
	}
	return true
}

// truth reads T or F, the feedback to who is wrong, and that to who is right.
func (g *giftReader) truth(e *quizEntry, text, format string) {
	parts := strings.SplitN(text, "#", 3)
	isTrue := strings.HasPrefix(strings.ToUpper(strings.TrimSpace(parts[0])), "T")
	said := [2]string{}
	for i, part := range parts[1:] {
		said[i] = g.text(e, part, format)
	}
	toWrong, toRight := said[0], said[1]
	if isTrue {
		e.truth(true, toRight, toWrong)
	} else {
		e.truth(false, toWrong, toRight)
	}
}

// pairs reads what belongs together.
func (g *giftReader) pairs(e *quizEntry, text, format string) bool {
	var pairs []deck.Pair
	var extra []string
	for _, part := range strings.Split(text, "=")[1:] {
		left, right, hasArrow := strings.Cut(part, "->")
		if !hasArrow {
			g.problem(e.line, "an answer has no arrow beside others that have one", "write =left -> right for each")
			return false
		}
		if left = g.text(e, left, format); left == "" {
			extra = append(extra, g.text(e, right, format))
			continue
		}
		pairs = append(pairs, deck.Pair{Left: left, Right: g.text(e, right, format)})
	}
	if !e.match(pairs, extra) {
		g.problem(e.line, "there are no two pairs to match", "write =left -> right twice or more")
		return false
	}
	return true
}

// numbers reads numbers with tolerances or as ranges.
func (g *giftReader) numbers(e *quizEntry, text, format string) bool {
	var values []numeric
	text, other, _ := strings.Cut(text, "~")
	parts := []string{text}
	if strings.Contains(text, "=") {
		parts = strings.Split(text, "=")[1:]
	}
	for _, part := range parts {
		o := g.option(e, part, format, 1)
		value, tolerance, ok := giftNumber(o.text)
		if !ok {
			g.problem(e.line, "the answer is not a number: "+clip(o.text), "write {#3:0.1}, {#1..5} or {#=3:0.1 =%50%4:1}")
			return false
		}
		values = append(values, numeric{value, tolerance, o.share, o.feedback})
	}
	if _, said, ok := strings.Cut(other, "#"); ok {
		e.lose("what it says to any other number is left out: %s", clip(g.text(e, said, format)))
	}
	if !e.number(values, "") {
		g.problem(e.line, "no number earns full marks", "write {#3:0.1}")
		return false
	}
	return true
}

// giftNumber reads value:tolerance or least..most.
func giftNumber(text string) (value, tolerance float64, ok bool) {
	if least, most, isRange := strings.Cut(text, ".."); isRange {
		from, okFrom := finite(least)
		to, okTo := finite(most)
		return (from + to) / 2, math.Abs(to-from) / 2, okFrom && okTo
	}
	first, second, has := strings.Cut(text, ":")
	value, ok = finite(first)
	if has {
		var okTolerance bool
		tolerance, okTolerance = finite(second)
		ok = ok && okTolerance && tolerance >= 0
	}
	return value, tolerance, ok
}

func finite(text string) (float64, bool) {
	number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return number, err == nil && !math.IsInf(number, 0) && !math.IsNaN(number)
}
