package grading

import (
	"fmt"
	"slices"
)

// Hedging: naming a rival answer beside the right one.

// findRivals finds the rival answers that the response names.
func (d *reading) findRivals() {
	others := d.rubric.others
	if len(others) == 0 {
		return
	}
	found := d.rivals // not read by inRival while it grows
	d.rivals = nil
	for i := range others {
		d.find(&others[i], pass{}, func(m match) bool {
			found = append(found, m)
			return len(found) >= maxMatches
		})
	}
	d.rivals = found
}

// hedges reports whether the response names a rival answer outside the words
// that met a criterion.
func (d *reading) hedges(m *Mark) bool {
	if len(d.rivals) == 0 {
		return false
	}
	if d.acceptedWhole(m) {
		return false
	}
	accepted := d.acceptedSpans()
	for i := range d.rivals {
		rival := &d.rivals[i]
		inside := slices.ContainsFunc(accepted, func(a match) bool {
			return a.first <= rival.first && rival.last <= a.last
		})
		if !inside {
			span := d.span(rival.first, rival.last, rival.keyword.text, false)
			m.reason(fmt.Sprintf("“%s” is another answer", span.Text))
			return true
		}
	}
	return false
}

// acceptedWhole reports whether a criterion was met that says what the whole
// response may hold.
func (d *reading) acceptedWhole(m *Mark) bool {
	for i := range d.rubric.criteria {
		c := &d.rubric.criteria[i]
		if (c.forms != nil || c.pmatch != nil) && m.Criteria[i].Outcome.Met() {
			return true
		}
	}
	return false
}

// acceptedSpans are all places where a keyword of the rubric was found.
func (d *reading) acceptedSpans() []match {
	var accepted []match
	for i := range d.rubric.criteria {
		for _, group := range d.rubric.criteria[i].groups {
			for k := range group {
				d.find(&group[k], anyWord, func(m match) bool {
					accepted = append(accepted, m)
					return len(accepted) >= maxMatches
				})
			}
		}
	}
	return accepted
}
