package exchange

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"drill/internal/deck"
)

// maxAnswers is how many answers of one question are looked at; none has so many.
const maxAnswers = 10_000

// answers reads what stands between the braces; its signs say what kind of
// question it is. It reports false after a problem.
func (g *giftReader) answers(e *quizEntry, text giftPiece, format string) bool {
	switch {
	case strings.Count(text.text, "=")+strings.Count(text.text, "~") > maxAnswers:
		g.problem(text.line, fmt.Sprintf("the question has over %d answers", maxAnswers), `take some out, or put a \ before each = and ~ that is a letter`)
		return false
	case text.text == "":
		e.essay("")
		return true
	case text.text[0] == '#':
		return g.numbers(e, text, format)
	case strings.Contains(text.text, "~"):
		return g.options(e, text, format)
	case hasArrow(text):
		return g.pairs(e, text, format)
	case isTruth(text):
		g.truth(e, text, format)
		return true
	}
	return g.typed(e, text, format)
}

// hasArrow reports whether an answer is a pair; an arrow in what is said to an
// answer makes none.
func hasArrow(text giftPiece) bool {
	for _, part := range text.answers("=") {
		answer, _, _ := part.cut("#")
		if part.sign != 0 && strings.Contains(answer.text, "->") {
			return true
		}
	}
	return false
}

func isTruth(text giftPiece) bool {
	head, _, _ := text.cut("#")
	switch strings.ToUpper(strings.TrimSpace(head.text)) {
	case "T", "TRUE", "F", "FALSE":
		return true
	}
	return false
}

var giftWeight = pattern(`^%(-?[0-9]+\.?[0-9]*)%`)

// option reads an answer with its weight and feedback; usual is the share of one
// that says none.
func (g *giftReader) option(e *quizEntry, text giftPiece, format string, usual float64) option {
	answer, feedback, _ := text.trim().cut("#")
	share := usual
	if weight := giftWeight().FindStringSubmatch(answer.text); weight != nil {
		if percent, err := strconv.ParseFloat(weight[1], 64); err == nil {
			share = shareOf(percent)
		}
		answer.text = answer.text[len(weight[0]):]
	}
	shown, media := answer.shown(format)
	g.loseMedia(e, answer, media)
	return option{text: shown, share: share, feedback: g.text(e, feedback, format), line: answer.line, pictured: len(media) > 0}
}

// options reads answers to pick from: one of them where a = tells the right one,
// any number otherwise.
func (g *giftReader) options(e *quizEntry, text giftPiece, format string) bool {
	var options []option
	single := false
	parts := text.answers("~=")
	for i, part := range parts {
		usual := 0.0
		switch {
		case part.sign == 0:
			g.problem(part.line, "text stands before the first = or ~ of the answers", `put ~ or = before each answer, and a \ before a sign that is a letter`)
			return false
		case part.text == "" && i+1 < len(parts) && parts[i+1].sign == '=': // ~= is a way to write =
			continue
		case part.sign == '=':
			usual, single = 1, true
		}
		options = append(options, g.option(e, part.giftPiece, format, usual))
	}
	if !e.pick(options, single) {
		if pictures := picturesOnly(options); pictures != "" {
			g.problem(e.line, pictures, "write texts for them, or take the question out")
			return false
		}
		g.problem(e.line, "no answer is right", "write = before the right one, or weights such as ~%50%")
		return false
	}
	e.needWrong()
	return true
}

// typed reads answers that are typed. One alone needs no sign.
func (g *giftReader) typed(e *quizEntry, text giftPiece, format string) bool {
	var options []option
	for _, part := range text.answers("=") {
		options = append(options, g.option(e, part.giftPiece, format, 1))
	}
	if !e.typed(options, false) {
		g.problem(text.line, "no answer earns full marks", "write {=the answer}")
		return false
	}
	return true
}

// truth reads T or F, the feedback to who is wrong, and that to who is right.
func (g *giftReader) truth(e *quizEntry, text giftPiece, format string) {
	head, rest, _ := text.cut("#")
	wrong, right, _ := rest.cut("#")
	toWrong, toRight := g.text(e, wrong, format), g.text(e, right, format)
	if strings.ContainsAny(head.text[:1], "tT") {
		e.truth(true, toRight, toWrong)
	} else {
		e.truth(false, toWrong, toRight)
	}
}

// pairs reads what belongs together. On the right no format is named and no
// feedback given.
func (g *giftReader) pairs(e *quizEntry, text giftPiece, format string) bool {
	var pairs []deck.Pair
	var extra []string
	for _, part := range text.answers("=") {
		left, right, hasArrow := part.cut("->")
		if !hasArrow {
			g.problem(part.trim().line, "an answer has no arrow beside others that have one", "write =left -> right for each")
			return false
		}
		belongs, media := inFormat(right.trim().text, format)
		g.loseMedia(e, right, media)
		if asked := g.text(e, left, format); asked != "" {
			pairs = append(pairs, deck.Pair{Left: asked, Right: belongs})
		} else {
			extra = append(extra, belongs)
		}
	}
	if !e.match(pairs, extra) {
		g.problem(text.line, noPairs(pairs), "write =left -> right twice or more, each with a left side of its own")
		return false
	}
	return true
}

// numbers reads numbers with tolerances or as ranges, and what is said to any
// other.
func (g *giftReader) numbers(e *quizEntry, text giftPiece, format string) bool {
	var values []numeric
	_, text, _ = text.cut("#")
	text, other, _ := text.cut("~")
	for _, part := range text.answers("=") {
		o := g.option(e, part.giftPiece, "[plain]", 1)
		if o.text == "*" {
			e.loseAt(o.line, "what any other number earned is left out: %s%%", percent(o.share))
			continue
		}
		value, tolerance, ok := giftNumber(o.text)
		if !ok {
			g.problem(o.line, "the answer is not a number: "+clip(oneLine(o.text)), "write {#3:0.1}, {#1..5} or {#=3:0.1 =%50%4:1}, with a point for the decimals")
			return false
		}
		values = append(values, numeric{value, tolerance, o.share, o.feedback})
	}
	if _, said, found := other.cut("#"); found {
		e.loseAt(other.line, "what it says to any other number is left out: %s", clip(oneLine(g.text(e, said, format))))
	}
	if !e.number(values, "") {
		g.problem(text.line, "no number earns full marks", "write {#3:0.1}")
		return false
	}
	return true
}

// giftNumber reads value:tolerance or least..most. A colon may stand behind a
// backslash, as other colons do.
func giftNumber(text string) (value, tolerance float64, ok bool) {
	if least, most, isRange := strings.Cut(text, ".."); isRange {
		from, okFrom := finite(least)
		to, okTo := finite(most)
		return rounded(from/2 + to/2), rounded(math.Abs(to/2 - from/2)), okFrom && okTo
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

// rounded takes away the digits at the end that only come from counting in
// binary.
func rounded(number float64) float64 {
	const digits = 14
	if short, ok := finite(strconv.FormatFloat(number, 'g', digits, 64)); ok {
		return short
	}
	return number
}

func finite(text string) (float64, bool) {
	number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return number, err == nil && !math.IsInf(number, 0) && !math.IsNaN(number)
}
