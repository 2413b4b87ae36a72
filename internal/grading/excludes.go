package grading

import (
	"fmt"
	"math/bits"
	"slices"
)

// Criteria that exclude each other.
//
// "It rises" and "it falls" may be two criteria, of which a response can rightly
// meet only one. So of such criteria no more count than go together, the best of
// them: in what the rubric is worth, and in what a response earns. One that is not
// met, or denied, while another is met is not missing, and costs nothing. Where a
// response meets two, a person decides.

// maxExcluding bounds the search for the criteria that go together.
const maxExcluding = 12

// excluding are the criteria of a rubric that exclude others.
type excluding struct {
	criteria []int
	others   []uint16 // by place in criteria, the places of those it excludes
	points   []float64
}

// exclusions finds the criteria that exclude each other.
func (c *compiler) exclusions() excluding {
	where := make(map[string]int)
	for i, authored := range c.spec.Criteria {
		if _, taken := where[authored.ID]; !taken {
			where[authored.ID] = i
		}
	}
	var e excluding
	for i, authored := range c.spec.Criteria {
		for k, id := range authored.Excludes {
			path := fmt.Sprintf("criterion[%d].excludes[%d]", i, k)
			switch other, known := where[id]; {
			case !known:
				c.problem(path, fmt.Sprintf("there is no criterion %q", id), c.meantID(id, authored.ID))
			case other == i:
				c.problem(path, "the criterion excludes itself", "name another criterion, or take it out")
			default:
				e.join(i, other)
			}
		}
	}
	if len(e.criteria) > maxExcluding {
		c.problem("criterion", fmt.Sprintf("%d criteria exclude others", len(e.criteria)), fmt.Sprintf("let at most %d do so; keywords of one criterion may be alternatives", maxExcluding))
		return excluding{}
	}
	for _, i := range e.criteria {
		e.points = append(e.points, c.spec.Criteria[i].Points)
	}
	return e
}

// join notes that two criteria exclude each other. Beyond what is allowed only
// their number counts.
func (e *excluding) join(one, other int) {
	a, b := e.place(one), e.place(other)
	if max(a, b) < maxExcluding {
		e.others[a] |= 1 << b
		e.others[b] |= 1 << a
	}
}

func (e *excluding) place(criterion int) int {
	at := slices.Index(e.criteria, criterion)
	if at < 0 {
		at = len(e.criteria)
		e.criteria, e.others = append(e.criteria, criterion), append(e.others, 0)
	}
	return at
}

// best is the most points of those criteria of a set that go together.
func (e *excluding) best(set uint16) float64 {
	if set == 0 {
		return 0
	}
	first := bits.TrailingZeros16(set)
	rest := set &^ (1 << first)
	if set&e.others[first] == 0 {
		return e.points[first] + e.best(rest)
	}
	return max(e.best(rest), e.points[first]+e.best(rest&^e.others[first]))
}

// surplus is how much less some criteria are worth together than one by one.
func (e *excluding) surplus(met func(criterion int) bool) float64 {
	set, sum := uint16(0), 0.0
	for place, i := range e.criteria {
		if met(i) {
			set |= 1 << place
			sum += e.points[place]
		}
	}
	return sum - e.best(set)
}

// settle sends a mark to a person where criteria are met of which only one can be
// right, and takes those for excluded that are not met while another is.
func (e *excluding) settle(m *Mark) {
	results := m.Criteria
	met := func(criterion int) bool { return results[criterion].Outcome.Met() }
	for place, i := range e.criteria {
		for other, k := range e.criteria {
			if e.others[place]&(1<<other) == 0 || !met(k) {
				continue
			}
			switch {
			case !met(i):
				missed := &m.Criteria[i]
				missed.Outcome, missed.Wanted, missed.Feedback = OutcomeExcluded, "", ""
			case place < other:
				m.review(reasonContradiction(m.Criteria[min(i, k)].ID, m.Criteria[max(i, k)].ID))
			}
		}
	}
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
