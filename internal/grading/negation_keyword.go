package grading

import (
	"slices"
	"strings"
)

// Keywords with a negation in them: "not ... add", "no gravity".
//
// Such a keyword wants the negation, so that words which the response denies count
// for it all the same. What does not count is a negation that denies nothing there:
// one that is denied itself ("it is not true that there is no gravity"), or that only
// looks like one ("it not only adds", "No, it adds").
//
// "Not" stands for what denies a verb as it does (never, no longer), and "no" for
// "not any". All others stand for themselves: NOR is no NOT, and "without gravity it
// would fly off" does not say that there is no gravity.

// negations are the negation words of a keyword, and what a response may say for them. Two words stand
// next to each other. Each begins with a negator.
type negations map[string][]string

// keywordNot is the "not" or "no" of a keyword.
type keywordNot struct {
	word int32
	said []string
}

// addNot notes word n of the rubric where other negations stand for it.
func (ws *words) addNot(n int32, said []string) {
	if len(said) > 0 && !slices.ContainsFunc(ws.nots, func(known keywordNot) bool { return known.word == n }) {
		ws.nots = append(ws.nots, keywordNot{n, said})
	}
}

// findNots finds negations that stand for one of a keyword, from token i on.
func (d *reading) findNots(i int32) {
	for _, not := range d.rubric.words.nots {
		for _, said := range not.said {
			first, second, two := strings.Cut(said, " ")
			switch {
			case d.tokens[i].text != first:
			case !two:
				d.hit(not.word, i, 1, false)
			case int(i)+1 < len(d.tokens) && d.tokens[i+1].text == second && d.tokens[i+1].before == pauseNone:
				d.hit(not.word, i, 2, false)
			}
		}
	}
}

// undone reports whether the one negation of the match that the walk came to denies
// nothing of it. Where the match holds several, nobody can say which belongs to which.
func (d *reading) undone() bool {
	at := -1
	for k, token := range d.path {
		if !d.tokens[token].flags.negates() {
			continue
		}
		if at >= 0 {
			return false
		}
		at = k
	}
	if at < 0 || at+1 >= len(d.path) {
		return false
	}
	not, next := d.path[at], d.path[at+1]
	return !d.tokens[not+1].negated && (d.tokens[not].negated || next > not+1)
}
