package grading

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// What a denied criterion means, which criteria contradict one another, and what
// is said to the learner of each outcome.

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
		if slices.ContainsFunc(result.Evidence, func(s Span) bool { return s.Typo }) {
			result.Outcome = OutcomeFuzzy
		}
	}
	switch {
	case result.Outcome.Met():
		result.Points, result.Wanted, result.Feedback = c.Points, "", c.FeedbackHit
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

// exclusions finds the pairs of criteria that exclude each other, each once.
func (c *compiler) exclusions() [][2]int {
	where := make(map[string]int)
	for i, authored := range c.spec.Criteria {
		if _, taken := where[authored.ID]; !taken {
			where[authored.ID] = i
		}
	}
	var pairs [][2]int
	for i, authored := range c.spec.Criteria {
		for k, id := range authored.Excludes {
			path := fmt.Sprintf("criterion[%d].excludes[%d]", i, k)
			other, known := where[id]
			switch {
			case !known:
				c.problem(path, fmt.Sprintf("there is no criterion %q", id), c.meantID(id, authored.ID))
			case other == i:
				c.problem(path, "the criterion excludes itself", "name another criterion, or take it out")
			default:
				if pair := [2]int{min(i, other), max(i, other)}; !slices.Contains(pairs, pair) {
					pairs = append(pairs, pair)
				}
			}
		}
	}
	return pairs
}

// meantID proposes the id, other than own, that was probably meant.
func (c *compiler) meantID(id, own string) string {
	var known []string
	for _, authored := range c.spec.Criteria {
		if authored.ID != own && authored.ID != "" {
			known = append(known, authored.ID)
		}
	}
	if near := nearestID(id, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(known) == 0 {
		return "write the other criterion, or take excludes out"
	}
	return "write the id of another criterion, such as " + fmt.Sprintf("%q", known[0])
}

// nearestID is the known id that differs least from one, by at most a third of
// its letters; or "".
func nearestID(id string, known []string) string {
	best, least := "", max(1, len(id)/3)+1
	for _, other := range known {
		if len(id) > maxWord || len(other) > maxWord {
			continue
		}
		if edits := editDistance([]byte(id), []byte(other)); edits < least {
			best, least = other, edits
		}
	}
	return best
}

// contradictions sends a mark to a person where criteria are met of which only
// one can be right.
func (r *Rubric) contradictions(m *Mark) {
	for _, pair := range r.excluding {
		if m.Criteria[pair[0]].Outcome.Met() && m.Criteria[pair[1]].Outcome.Met() {
			m.review(reasonContradiction(r.criteria[pair[0]].ID, r.criteria[pair[1]].ID))
		}
	}
}
