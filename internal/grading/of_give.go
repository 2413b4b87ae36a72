package grading

import (
	"cmp"
	"math"
	"slices"
)

// Giving the values of a comparison to the names; the rule stands in of.go.

// chooseValues takes one mention of each value: the first that is alone with one
// name in its clause, or else the first.
func (c *comparison) chooseValues() {
	for i := range c.values {
		if len(c.values[i]) == 0 {
			continue
		}
		best := c.values[i][0]
		for _, m := range c.values[i] {
			if m.fuzzy == best.fuzzy && c.aloneIn(m.clause) >= 0 {
				best = m
				break
			}
		}
		c.chosen = append(c.chosen, best)
	}
	slices.SortStableFunc(c.chosen, func(a, b mention) int { return cmp.Compare(a.first, b.first) })
}

// aloneIn returns the name of a clause with one name and one value, or -1.
func (c *comparison) aloneIn(clause int32) int {
	names, name := here(c.names, clause)
	if values, _ := here(c.values, clause); names != 1 || values != 1 {
		return -1
	}
	return name
}

// here counts the criteria with a mention in a clause, and returns the last.
func here(mentions [][]mention, clause int32) (n, last int) {
	for i := range mentions {
		if slices.ContainsFunc(mentions[i], func(m mention) bool { return m.clause == clause }) {
			n, last = n+1, i
		}
	}
	return n, last
}

func (c *comparison) giveByClause() {
	for _, value := range c.chosen {
		if name := c.aloneIn(value.clause); name >= 0 && c.owner[name] < 0 {
			c.give(value, name)
		}
	}
}

func (c *comparison) give(value mention, name int) {
	c.owner[name], c.holder[value.criterion] = value.criterion, name
}

// giveTheRest gives the values that no clause decides, to names that have none.
func (c *comparison) giveTheRest() {
	var rest []mention
	for _, value := range c.chosen {
		if c.holder[value.criterion] < 0 {
			rest = append(rest, value)
		}
	}
	order, mentioned := c.order(rest)
	if len(rest) < mentioned {
		for _, value := range rest {
			c.give(value, c.nearest(value))
		}
		return
	}
	for k, value := range rest {
		c.give(value, order[k])
	}
}

// order returns the names without a value: those mentioned, in order, then the
// others.
func (c *comparison) order(rest []mention) (order []int, mentioned int) {
	var others []int
	for i := range c.names {
		switch {
		case c.d.rubric.criteria[i].names == nil || c.owner[i] >= 0:
		case len(c.names[i]) == 0:
			others = append(others, i)
		default:
			order = append(order, i)
		}
	}
	mentioned = len(order)
	clause := c.clauseOfAll(rest, order)
	first := func(i int) int32 {
		for _, m := range c.names[i] {
			if clause < 0 || m.clause == clause {
				return m.first
			}
		}
		return math.MaxInt32
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(first(a), first(b)) })
	return append(order, others...), mentioned
}

// clauseOfAll returns the clause in which all of the values and names stand, or
// -1.
func (c *comparison) clauseOfAll(values []mention, names []int) int32 {
	if len(values) == 0 {
		return -1
	}
	clause := values[0].clause
	for _, value := range values {
		if value.clause != clause {
			return -1
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(c.names[name], func(m mention) bool { return m.clause == clause }) {
			return -1
		}
	}
	return clause
}

// nearest returns the mentioned name without a value that is nearest to a value;
// of two as near, the one before it.
func (c *comparison) nearest(value mention) int {
	nearest := -1
	least := [3]int32{}
	for i := range c.names {
		if c.owner[i] >= 0 {
			continue
		}
		for _, name := range c.names[i] {
			distance := [3]int32{0, value.first - name.last, 0}
			if name.clause != value.clause {
				distance[0] = 1
			}
			if name.first > value.last {
				distance[1], distance[2] = name.first-value.last, 1
			}
			if nearest < 0 || slices.Compare(distance[:], least[:]) < 0 {
				nearest, least = i, distance
			}
		}
	}
	return nearest
}

// conclude notes how each value that is there came out.
func (c *comparison) conclude() {
	for _, value := range c.chosen {
		id := c.d.rubric.criteria[value.criterion].ID
		if name := c.holder[value.criterion]; name == value.criterion {
			outcome := OutcomeHit
			if value.fuzzy {
				outcome = OutcomeFuzzy
			}
			c.d.said[id] = said{match: value.match, outcome: outcome}
			continue
		}
		text := c.d.span(value.first, value.last, "", false).Text
		c.d.said[id] = said{outcome: OutcomeMissed, reason: "said of another: " + text}
	}
}
