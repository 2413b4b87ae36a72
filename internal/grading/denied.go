package grading

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// What a denied criterion means, and what is said to the learner of each outcome.

// ifNegated checks what a denied criterion means.
func (c *compiler) ifNegated(path string, authored Criterion) {
	switch authored.IfNegated {
	case "", DeniedMiss, DeniedHit, DeniedZero, DeniedReview:
	default:
		c.problem(path, fmt.Sprintf("%q is not known", authored.IfNegated), "write miss, hit, zero or review")
		return
	}
	if authored.IfNegated != "" && (authored.PMatch != "" || authored.Pattern != nil) {
		c.problem(path, "nothing is ever denied in pattern and pmatch, which take a response to the letter", "take if_negated out, or write keywords")
	}
}

// settle gives a criterion its points and its feedback, by the outcome.
func (c *criterion) settle(result *CriterionResult) {
	if result.Outcome == OutcomeNegated && c.IfNegated == DeniedHit {
		result.Outcome = OutcomeHit
		if slices.ContainsFunc(result.Evidence, func(s Span) bool { return s.Typo || s.Close }) {
			result.Outcome = OutcomeFuzzy
		}
	}
	switch {
	case result.Outcome.Met():
		result.Points, result.Wanted, result.Feedback = c.Points, "", c.FeedbackHit
		if slices.ContainsFunc(result.Evidence, func(s Span) bool { return s.Close }) {
			result.Points *= closeCredit
		}
	case result.Outcome == OutcomeNegated:
		result.Feedback = cmp.Or(c.FeedbackNegated, c.Feedback)
	}
}

// applyDenials returns the score that is left of a response that denies what it
// must not.
func (r *Rubric) applyDenials(m *Mark, score float64) float64 {
	for i := range r.criteria {
		c, result := &r.criteria[i], &m.Criteria[i]
		if c.IfNegated == "" || result.Outcome != OutcomeNegated {
			continue
		}
		words := make([]string, len(result.Evidence))
		for k, span := range result.Evidence {
			words[k] = span.Text
		}
		reason := reasonDenied(c.ID, strings.Join(words, "”, “"))
		switch c.IfNegated {
		case DeniedZero:
			score = math.Inf(-1)
			m.reason(reason + isZero)
		case DeniedReview:
			m.review(reason + aPersonDecides)
		}
	}
	return score
}

// deniedNear is how many words before a word a negator denies it in a loose rubric.
const deniedNear = 3

// deniedFromAfar reports whether the negator that denies token i stands more than a
// few words before it. A clause may run on, and of what stands far behind a negator
// much is meant as it is said.
func (d *reading) deniedFromAfar(i int32) bool {
	for j := max(0, i-deniedNear); j < i; j++ {
		if d.tokens[j].flags&(flagNegator|flagNor|flagNon) != 0 {
			return false
		}
	}
	return true
}

// mostDenied is the share of what a response says of the model answer that it may deny
// and still pass: a "not" may stand in a response that says the same.
const mostDenied = 0.15

// denies reports whether a response denies much of what it says of a model answer.
func (r *Rubric) denies(m *Mark, answer int) bool {
	denied := 0.0
	for i := range r.criteria {
		if r.belongs(i, answer) && m.Criteria[i].Outcome == OutcomeNegated {
			denied += r.criteria[i].Points
		}
	}
	return denied > mostDenied*(denied+r.earned(m, answer))
}
