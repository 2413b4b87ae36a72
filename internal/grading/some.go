package grading

import (
	"fmt"
	"slices"
	"strings"
)

// At least n of some keywords.
//
// Each keyword counts once, however often it is said, and no word of the
// response counts for two: "reward model" does not meet both "reward model" and
// "model". Where all matches are single words this is a bipartite matching, as
// for all; otherwise it is a search with memory, bounded by the step budget, that
// gives up where too few keywords are left to do better.

// atLeast checks how many keywords a criterion wants.
func (c *compiler) atLeast(path string, authored Criterion, groups [][]keyword) {
	n := authored.AtLeast
	switch {
	case n == 0:
	case authored.All != nil:
		c.problem(path, "at_least stands beside all, of which every group is wanted", "write the keywords in any, or take at_least out")
	case authored.Any == nil:
		c.problem(path, "at_least counts keywords of any, and there is none", "write the keywords in any, or take at_least out")
	case authored.Of != nil:
		c.problem(path, "at_least stands beside of, which has one value", "take at_least or of out")
	case n < 1:
		c.problem(path, fmt.Sprintf("at_least is %d", n), "give how many keywords are wanted, 1 or more")
	case n > len(authored.Any):
		c.problem(path, fmt.Sprintf("at_least is %d, and the number of keywords is %d", n, len(authored.Any)), "ask for fewer, or write more keywords")
	case n > 1 && len(groups) == 1:
		c.eachOnce(path, groups[0])
	}
}

// eachOnce reports keywords of one list that the same words meet, so that
// saying a thing twice would count as two.
func (c *compiler) eachOnce(path string, keywords []keyword) {
	seen := make(map[string]int)
	for n, k := range keywords {
		for i := range k.sequences {
			key := c.words.key(&k.sequences[i])
			if first, twice := seen[key]; twice && first != n {
				c.problem(path, fmt.Sprintf("the same words meet %q and %q, which would count as two", keywords[first].text, k.text), "make one keyword of them, as in [one|other]")
				return
			}
			seen[key] = n
		}
	}
}

// idleKeys reports near and order where there is nothing for them to bear on.
func (c *compiler) idleKeys(path string, anyOf []string, all [][]string, near int, order bool) {
	if all != nil {
		return
	}
	if order {
		c.problem(path+".order", "order is for the groups of all, and there are none", "write the keywords in all, or take order out")
	}
	gapped := func(keyword string) bool { return strings.Contains(keyword, "...") || strings.Contains(keyword, "…") }
	if near > 0 && !slices.ContainsFunc(anyOf, gapped) {
		c.problem(path+".near", "near is for the groups of all and for a ... inside a keyword, and there is neither", "write ... between the words of a keyword, or take near out")
	}
}

// findSome looks for n different keywords. Where there are fewer, it returns
// those that were found undenied, and that the criterion is missed.
func (d *reading) findSome(keywords []keyword, n int) ([]match, Outcome) {
	var most []match
	for _, p := range d.rubric.attempts() {
		found := d.some(keywords, n, p.pass)
		if len(found) >= n {
			return found, p.outcome
		}
		if !p.negated && len(found) > len(most) {
			most = found
		}
	}
	return most, OutcomeMissed
}

// some returns the matches of as many different keywords as there are, up to n.
func (d *reading) some(keywords []keyword, n int, p pass) []match {
	s := selection{assignment: assignment{d: d}, want: n}
	single := true
	for i := range keywords {
		matches := d.matchesOf(keywords[i:i+1], p)
		if d.spent() {
			return nil
		}
		if len(matches) > 0 {
			s.matches = append(s.matches, matches)
			single = single && areSingle(matches)
		}
	}
	s.chosen = make([]match, len(s.matches))
	if single {
		s.pair()
	} else {
		s.dead, s.used = make(map[string]struct{}), make(map[int32]bool)
		s.choose(0)
	}
	slices.SortStableFunc(s.best, func(a, b match) int { return int(a.first - b.first) })
	return s.best
}

// selection is the search for matches of several keywords.
type selection struct {
	assignment
	want int
	path []match
	best []match
}

// pair matches keywords with single tokens until enough have one.
func (s *selection) pair() {
	holder := make(map[int32]int)
	for k := range s.matches {
		if len(holder) == s.want {
			break
		}
		s.augment(k, holder, make(map[int32]bool))
	}
	for _, k := range holder {
		s.best = append(s.best, s.chosen[k])
	}
}

// augment finds a token for keyword k, moving others that have theirs (Kuhn).
func (s *selection) augment(k int, holder map[int32]int, seen map[int32]bool) bool {
	for _, m := range s.matches[k] {
		if s.d.steps--; s.d.spent() {
			return false
		}
		if seen[m.first] {
			continue
		}
		seen[m.first] = true
		if other, taken := holder[m.first]; taken && !s.augment(other, holder, seen) {
			continue
		}
		holder[m.first], s.chosen[k] = k, m
		return true
	}
	return false
}

// choose takes a match of keyword k, or leaves it, and goes on with the next.
func (s *selection) choose(k int) bool {
	if len(s.path) > len(s.best) {
		s.best = slices.Clone(s.path)
	}
	if len(s.best) >= s.want {
		return true
	}
	if len(s.path)+len(s.matches)-k <= len(s.best) {
		return false
	}
	key := string(s.usedKey(k<<10 | len(s.path)))
	if _, known := s.dead[key]; known {
		return false
	}
	for _, m := range s.matches[k] {
		if s.d.steps--; s.d.spent() {
			return false
		}
		if !s.claim(m) {
			continue
		}
		s.path = append(s.path, m)
		done := s.choose(k + 1)
		s.path = s.path[:len(s.path)-1]
		m.each(func(t int32) { delete(s.used, t) })
		if done {
			return true
		}
	}
	if s.choose(k + 1) {
		return true
	}
	if !s.d.spent() {
		s.dead[key] = struct{}{}
	}
	return false
}
