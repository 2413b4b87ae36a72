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
	switch {
	case d.tokens[next].negated:
		return false
	case d.tokens[not].negated:
		return true
	}
	// Between them stands what the negation denies, and maybe one that denies it back.
	return next > not+1 && (!d.tokens[not+1].negated || d.negatesIn(not+1, next))
}

// negatesIn reports whether a negator is among the tokens from one to before another.
func (d *reading) negatesIn(from, to int32) bool {
	return slices.ContainsFunc(d.tokens[from:to], func(t token) bool { return t.flags.negates() })
}

// deniedByTheirOwn reports whether each denied one of the matches of an all is denied
// by the negation that the keyword of another group wants: "caller" beside "no effect"
// in "it has no effect on the caller".
func (d *reading) deniedByTheirOwn(found []match) bool {
	for _, m := range found {
		if m.negated && !slices.ContainsFunc(found, func(other match) bool { return d.deniesOnly(other, m) }) {
			return false
		}
	}
	return true
}

// deniesOnly reports whether a match holds the negation of another that stands behind
// it in its sentence, and no further negation stands between them.
func (d *reading) deniesOnly(by, denied match) bool {
	if by.negated {
		return false
	}
	for i := denied.first - 1; i >= by.first && d.tokens[i].sentence == d.tokens[denied.first].sentence; i-- {
		if d.tokens[i].flags.negates() {
			return !d.tokens[i].negated && by.holds(i)
		}
	}
	return false
}

// holds reports whether a token is one of those of the match.
func (m match) holds(token int32) bool {
	if m.tokens == nil {
		return m.first <= token && token <= m.last
	}
	return slices.Contains(m.tokens, token)
}
