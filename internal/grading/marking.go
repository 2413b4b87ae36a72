package grading

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxResponse is the most bytes of a response that are marked.
const MaxResponse = 64 << 10

// justUnder is the cap of a response that must not pass.
const justUnder = PassMark - 0.01

// Reasons that route a mark to a person.
const (
	reasonTooLong = "the response is longer than can be marked; only its beginning was"
	reasonSteps   = "the response repeats itself too much to be matched with certainty"
	reasonDenies  = "the response denies what the model answer says"
)

// Mark marks a response. It never fails, and takes bounded time for any
// response.
func (r *Rubric) Mark(response string) Mark {
	m := Mark{MaxPoints: r.spec.Points, Route: RouteAutomatic, Derived: r.spec.Derived, Rubric: r.hash, Engine: Engine}
	if len(response) > MaxResponse {
		response = cut(response, MaxResponse)
		m.review(reasonTooLong)
	}
	if strings.TrimSpace(response) == "" {
		r.markEmpty(&m)
		return m
	}
	d := r.read(response)
	defer d.release()
	d.findRivals()

	earned := d.markCriteria(&m)
	score := earned / r.total
	score = d.applyRejects(&m, score)
	score = r.applyCaps(&m, score)
	if d.hedges(&m) {
		score = 0
	}
	if d.spent() {
		m.review(reasonSteps)
	}
	m.settle(score)
	return m
}

// cut returns the first n bytes of s, less a rune that would be broken.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func (r *Rubric) markEmpty(m *Mark) {
	m.Criteria = make([]CriterionResult, len(r.criteria))
	for i := range r.criteria {
		m.Criteria[i] = r.criteria[i].missed()
	}
}

// review sends a mark to a person, for a reason.
func (m *Mark) review(reason string) {
	m.Route = RouteReview
	m.reason(reason)
}

func (m *Mark) reason(reason string) {
	if !slices.Contains(m.Reasons, reason) {
		m.Reasons = append(m.Reasons, reason)
	}
}

// settle rounds the score to four places, but never over the pass mark or to 1.
// Points keep more places, so that the thirds of three responses add up to 1.
func (m *Mark) settle(score float64) {
	score = min(max(score, 0), 1)
	rounded := math.Round(score*1e4) / 1e4
	if score < PassMark-slack && rounded >= PassMark || score < 1-slack && rounded >= 1 {
		rounded -= 1e-4
	}
	m.Score = rounded
	m.Points = math.Round(score*m.MaxPoints*1e12) / 1e12
}

func (c *criterion) missed() CriterionResult {
	return CriterionResult{ID: c.ID, Outcome: OutcomeMissed, MaxPoints: c.Points, Wanted: c.wanted, Feedback: c.Feedback}
}

// markCriteria fills in the criteria and returns the points earned.
func (d *reading) markCriteria(m *Mark) float64 {
	r := d.rubric
	m.Criteria = make([]CriterionResult, len(r.criteria))
	earned := 0.0
	for i := range r.criteria {
		c := &r.criteria[i]
		result := c.missed()
		d.markCriterion(c, &result, m)
		if result.Outcome.Met() {
			result.Points, result.Wanted, result.Feedback = c.Points, "", ""
			earned += c.Points
		}
		m.Criteria[i] = result
	}
	d.explainSlips(m)
	return earned
}

func (d *reading) markCriterion(c *criterion, result *CriterionResult, m *Mark) {
	switch {
	case c.number != nil:
		found, outcome, reason := d.findNumber(c.number)
		result.Outcome = outcome
		if outcome != OutcomeMissed {
			result.Evidence = []Span{d.span(found.first, found.last, c.wanted, false)}
		}
		if reason != "" && outcome == OutcomeHit {
			m.review(reason)
		} else if reason != "" {
			m.reason(reason)
		}
	case c.All != nil:
		found, outcome := d.findAll(c)
		result.Outcome = outcome
		result.Evidence = d.evidence(found)
	case c.pmatch != nil:
		result.Evidence, result.Outcome = d.findPMatch(c.pmatch)
	case c.forms != nil:
		result.Evidence, result.Outcome = d.findForm(c)
	case c.names != nil:
		found, outcome, reason := d.findSaid(c)
		result.Outcome = outcome
		if outcome != OutcomeMissed {
			result.Evidence = []Span{d.span(found.first, found.last, found.keyword.text, found.fuzzy)}
		}
		if reason != "" {
			m.reason(reason)
		}
	default:
		found, outcome := d.findAny(c.groups[0])
		result.Outcome = outcome
		if outcome != OutcomeMissed {
			result.Evidence = []Span{d.span(found.first, found.last, found.keyword.text, found.fuzzy)}
		}
	}
}

func (d *reading) evidence(found []match) []Span {
	if len(found) == 0 {
		return nil
	}
	spans := make([]Span, len(found))
	for i, m := range found {
		spans[i] = d.span(m.first, m.last, m.keyword.text, m.fuzzy)
	}
	return spans
}

// applyRejects looks for wrong content and returns the score that is left.
func (d *reading) applyRejects(m *Mark, score float64) float64 {
	for i := range d.rubric.rejects {
		j := &d.rubric.rejects[i]
		evidence := d.findReject(j)
		if evidence == nil {
			continue
		}
		m.Rejects = append(m.Rejects, RejectResult{ID: j.ID, Effect: j.Effect, Evidence: evidence, Feedback: j.Feedback})
		reason := fmt.Sprintf("“%s” is wrong content", evidence[0].Text)
		switch j.Effect {
		case EffectZero:
			score = math.Inf(-1)
			m.reason(reason + ": the score is 0")
		case EffectMinus:
			points := j.Points
			if points == 0 {
				points = 1
			}
			score -= points / d.rubric.total
			m.reason(reason + ": points are taken off")
		case EffectReview:
			m.review(reason + ": a person decides")
		}
	}
	return max(score, 0)
}

// findReject returns the evidence for wrong content that is not denied.
func (d *reading) findReject(j *reject) []Span {
	if j.All != nil {
		if found, outcome := d.findGroups(j.groups, int32(j.Near), false); outcome == OutcomeHit {
			return d.evidence(found)
		}
		return nil
	}
	if found, outcome := d.findAny(j.groups[0]); outcome == OutcomeHit {
		return []Span{d.span(found.first, found.last, found.keyword.text, false)}
	}
	return nil
}

// applyCaps holds the score down while a required criterion is not met.
func (r *Rubric) applyCaps(m *Mark, score float64) float64 {
	for i := range r.criteria {
		c := &r.criteria[i]
		outcome := m.Criteria[i].Outcome
		if r.spec.Derived && outcome == OutcomeNegated {
			m.review(reasonDenies)
			score = min(score, justUnder)
		}
		if !c.Required || outcome.Met() {
			continue
		}
		limit := justUnder
		if c.CapWithout != nil {
			limit = *c.CapWithout
		}
		if score > limit {
			score = limit
			m.reason(fmt.Sprintf("the score is held at %.2f without %q", limit, c.ID))
		}
	}
	return score
}

func validText(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
