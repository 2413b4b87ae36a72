package grading

import (
	"fmt"
	"slices"
)

// What calibration found for single criteria (Learned), put into force. The spec keeps
// it apart from what the author wrote; only the compiled criteria hold both.

// applyLearned gives criteria the points that were learned. The criteria of the spec
// are left as they are.
func (c *compiler) applyLearned() {
	if len(c.spec.Learned) == 0 {
		return
	}
	c.spec.Criteria = slices.Clone(c.spec.Criteria)
	seen := make(map[string]int)
	for i, l := range c.spec.Learned {
		path := fmt.Sprintf("learned[%d]", i)
		if first, twice := seen[l.Criterion]; twice {
			c.problem(path+".criterion", fmt.Sprintf("learned[%d] is about %q too", first, l.Criterion), "put what was learned of a criterion together")
			continue
		}
		seen[l.Criterion] = i
		at := c.learnedOf(l)
		switch {
		case at < 0 && c.spec.Derived:
		case at < 0:
			c.problem(path+".criterion", fmt.Sprintf("there is no criterion %q", l.Criterion), "name a criterion of the question, or calibrate again")
		case l.Points != 0 && !positive(l.Points):
			c.problem(path+".points", fmt.Sprintf("the points are %v", l.Points), "give a number above 0")
		case l.Points != 0:
			c.spec.Criteria[at].Points = l.Points
		}
	}
}

// learnedOf is the place of the criterion that something was learned of, or -1.
func (c *compiler) learnedOf(l Learned) int {
	return slices.IndexFunc(c.spec.Criteria, func(one Criterion) bool { return one.ID == l.Criterion })
}

// also are the keywords that were learned for a criterion.
func (c *compiler) also(criterion int) []keyword {
	for i, l := range c.spec.Learned {
		if l.Any != nil && c.learnedOf(l) == criterion {
			return c.keywordList(fmt.Sprintf("learned[%d].any", i), l.Any, defaultGap, c.spec.Typos)
		}
	}
	return nil
}
