package grading

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxResponse is the most bytes of a response that are marked.
const MaxResponse = 64 << 10

// justUnder is the cap of a response that must not pass.
const justUnder = PassMark - 0.01

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

	d.markCriteria(&m)
	r.excluding.settle(&m)
	share, _ := r.closest(&m)
	score := d.applySignals(&m, r.scaled(share))
	score = r.applyDenials(&m, score)
	score = d.applyRejects(&m, score)
	limit := r.limit(&m, score)
	if d.hedges(&m) {
		score = 0
	}
	if r.spec.Stuffing && d.stuffed(&m) {
		m.review(reasonStuffing)
		limit = min(limit, stuffedLimit)
	}
	r.keepClosest(&m)
	if d.spent() {
		m.review(reasonSteps)
	}
	m.settle(r.level(&m, min(score, limit), limit))
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
	r.keepClosest(m)
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

// markCriteria fills in the criteria.
func (d *reading) markCriteria(m *Mark) {
	r := d.rubric
	m.Criteria = make([]CriterionResult, len(r.criteria))
	for i := range r.criteria {
		c := &r.criteria[i]
		result := c.missed()
		d.markCriterion(c, &result, m)
		if c.also != nil && result.Outcome == OutcomeMissed {
			d.markAny(c.also, &result)
		}
		c.settle(&result)
		m.Criteria[i] = result
	}
	d.explainSlips(m)
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
			result.Evidence = d.evidence([]match{found})
		}
		if reason != "" {
			m.reason(reason)
		}
	case c.AtLeast > 1:
		found, outcome := d.findSome(c.groups[0], c.AtLeast)
		result.Outcome = outcome
		result.Evidence = d.evidence(found)
	default:
		d.markAny(c.groups[0], result)
	}
}

// markAny looks for any one of some keywords.
func (d *reading) markAny(keywords []keyword, result *CriterionResult) {
	found, outcome := d.findAny(keywords)
	if outcome == OutcomeNegated && d.rubric.spec.Loose && d.deniedFromAfar(found.first) {
		outcome = OutcomeHit
		if found.fuzzy || found.close {
			outcome = OutcomeFuzzy
		}
	}
	result.Outcome = outcome
	if outcome != OutcomeMissed {
		result.Evidence = d.evidence([]match{found})
	}
}

func (d *reading) evidence(found []match) []Span {
	if len(found) == 0 {
		return nil
	}
	spans := d.newSpans(len(found))
	for i, m := range found {
		spans[i] = d.span(m.first, m.last, m.keyword.text, m.fuzzy)
		spans[i].Close = m.close
	}
	return spans
}

// maxSpans is the most spans that a mark makes room for before it finds them.
const maxSpans = 8

// newSpans makes spans, those of one mark in one piece where it can.
func (d *reading) newSpans(n int) []Span {
	if cap(d.spans)-len(d.spans) < n {
		d.spans = make([]Span, 0, max(n, min(d.rubric.places, maxSpans)))
	}
	from := len(d.spans)
	d.spans = d.spans[:from+n]
	return d.spans[from : from+n : from+n]
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
		reason := reasonWrong(evidence[0].Text)
		switch j.Effect {
		case EffectZero:
			score = math.Inf(-1)
			m.reason(reason + isZero)
		case EffectMinus:
			points := j.Points
			if points == 0 {
				points = 1
			}
			score -= points / d.rubric.total
			m.reason(reason + takenOff(points, d.rubric))
		case EffectReview:
			m.review(reason + aPersonDecides)
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

// limit is the most that the score may be while a required criterion is not met,
// or while a derived rubric's words are denied. It says so where that counts.
func (r *Rubric) limit(m *Mark, score float64) float64 {
	limit := 1.0
	_, answer := r.closest(m)
	if r.spec.Derived && r.denies(m, answer) {
		m.review(reasonDenies)
		if r.spec.Scale == nil { // people have not said what it is worth
			limit = justUnder
		}
	}
	for i := range r.criteria {
		c := &r.criteria[i]
		if !r.belongs(i, answer) || !c.Required || m.Criteria[i].Outcome.Met() {
			continue
		}
		most := justUnder
		if c.CapWithout != nil {
			most = *c.CapWithout
		}
		if limit = min(limit, most); score > most {
			score = most
			m.reason(reasonHeld(most, c.ID))
		}
	}
	return limit
}

func validText(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
