package grading

import (
	"cmp"
	"slices"
)

// findAll looks for one match of each group, sharing no token.
func (d *reading) findAll(c *criterion) ([]match, Outcome) {
	return d.findGroups(c.groups, int32(c.Near), c.Order)
}

func (d *reading) findGroups(groups [][]keyword, near int32, order bool) ([]match, Outcome) {
	for _, group := range groups {
		if !d.anyPresent(group) {
			return nil, OutcomeMissed
		}
	}
	for _, p := range passes {
		if found := d.assign(groups, near, order, p.pass); found != nil {
			return found, p.outcome
		}
	}
	return nil, OutcomeMissed
}

func (d *reading) anyPresent(keywords []keyword) bool {
	for i := range keywords {
		for j := range keywords[i].sequences {
			if d.present(&keywords[i].sequences[j]) {
				return true
			}
		}
	}
	return false
}

// assign tries to give each group its match; nil when it cannot.
func (d *reading) assign(groups [][]keyword, near int32, order bool, p pass) []match {
	a := assignment{d: d, near: near, order: order, matches: make([][]match, len(groups)), chosen: make([]match, len(groups))}
	single := true
	for g, group := range groups {
		a.matches[g] = d.matchesOf(group, p)
		if len(a.matches[g]) == 0 || d.spent() {
			return nil
		}
		single = single && areSingle(a.matches[g])
	}
	switch {
	case near > 0 || order:
		for g := range a.matches {
			slices.SortStableFunc(a.matches[g], func(x, y match) int { return cmp.Compare(x.first, y.first) })
		}
		a.dead = make(map[string]struct{})
		if !a.inLine(0, -1) {
			return nil
		}
	case single:
		if !a.bipartite() {
			return nil
		}
	default:
		a.dead = make(map[string]struct{})
		a.used = make(map[int32]bool)
		if !a.disjoint(0) {
			return nil
		}
	}
	return a.chosen
}

// matchesOf are all matches of some keywords.
func (d *reading) matchesOf(keywords []keyword, p pass) []match {
	hold := func(m match) bool {
		d.held = append(d.held, m)
		return len(d.held) >= maxMatches
	}
	for i := range keywords {
		d.find(&keywords[i], p, hold)
	}
	if len(d.held) >= maxMatches {
		d.steps = 0 // too many to look at them all
	}
	matches := slices.Clone(d.held)
	d.held = d.held[:0]
	return matches
}

// areSingle reports whether every match is one word.
func areSingle(matches []match) bool {
	for i := range matches {
		if matches[i].first != matches[i].last {
			return false
		}
	}
	return true
}

// assignment is the search for one match of each group.
type assignment struct {
	d       *reading
	near    int32
	order   bool
	matches [][]match // by group
	chosen  []match
	used    map[int32]bool // tokens
	dead    map[string]struct{}
	key     []byte
}

// bipartite matches groups with single tokens by augmenting paths (Kuhn).
func (a *assignment) bipartite() bool {
	holder := make(map[int32]int) // token to group
	for g := range a.matches {
		seen := make(map[int32]bool)
		if !a.augment(g, holder, seen) {
			return false
		}
	}
	return true
}

func (a *assignment) augment(g int, holder map[int32]int, seen map[int32]bool) bool {
	for _, m := range a.matches[g] {
		if a.d.steps--; a.d.spent() {
			return false
		}
		if seen[m.first] {
			continue
		}
		seen[m.first] = true
		if other, taken := holder[m.first]; taken && !a.augment(other, holder, seen) {
			continue
		}
		holder[m.first], a.chosen[g] = g, m
		return true
	}
	return false
}

// inLine places groups one behind the other: the next match begins after the
// tokens up to last, at most near words away. done has a bit for each group
// placed. What led nowhere depends on done and last alone.
func (a *assignment) inLine(done uint32, last int32) bool {
	if done == 1<<len(a.matches)-1 {
		return true
	}
	key := a.keyOf(int32(done), last)
	if _, known := a.dead[string(key)]; known {
		return false
	}
	for g := range a.matches {
		if done&(1<<g) != 0 {
			continue
		}
		if a.tryGroup(g, done, last) {
			return true
		}
		if a.order {
			break
		}
	}
	if !a.d.spent() {
		a.dead[string(a.keyOf(int32(done), last))] = struct{}{}
	}
	return false
}

func (a *assignment) tryGroup(g int, done uint32, last int32) bool {
	from, _ := slices.BinarySearchFunc(a.matches[g], last+1, func(m match, first int32) int { return cmp.Compare(m.first, first) })
	for _, m := range a.matches[g][from:] {
		if a.d.steps--; a.d.spent() {
			return false
		}
		if last >= 0 && a.near > 0 && !a.isNear(last, m.first) {
			return false // and so is every later one
		}
		a.chosen[g] = m
		if a.inLine(done|1<<g, m.last) {
			return true
		}
	}
	return false
}

// isNear reports whether few enough words stand between two tokens of one
// sentence.
func (a *assignment) isNear(last, next int32) bool {
	return next-last-1 <= a.near && a.d.tokens[last].sentence == a.d.tokens[next].sentence
}

// disjoint gives group g and those after it matches that share no token, which
// may lie inside one another: "not ... facts" around "add".
func (a *assignment) disjoint(g int) bool {
	if g == len(a.matches) {
		return true
	}
	key := string(a.usedKey(g))
	if _, known := a.dead[key]; known {
		return false
	}
	for _, m := range a.matches[g] {
		if a.d.steps--; a.d.spent() {
			return false
		}
		if !a.claim(m) {
			continue
		}
		a.chosen[g] = m
		if a.disjoint(g + 1) {
			return true
		}
		m.each(func(t int32) { delete(a.used, t) })
	}
	if !a.d.spent() {
		a.dead[key] = struct{}{}
	}
	return false
}

// claim marks the tokens of a match as used, if none of them is.
func (a *assignment) claim(m match) bool {
	free := true
	m.each(func(t int32) {
		a.d.steps--
		free = free && !a.used[t]
	})
	if free {
		m.each(func(t int32) { a.used[t] = true })
	}
	return free
}

func (a *assignment) usedKey(g int) []byte {
	used := make([]int32, 0, len(a.used)+1)
	for t := range a.used {
		used = append(used, t)
	}
	slices.Sort(used)
	a.d.steps -= len(used)
	return a.keyOf(append(used, int32(g))...)
}

func (a *assignment) keyOf(numbers ...int32) []byte {
	a.key = a.key[:0]
	for _, n := range numbers {
		a.key = append(a.key, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	}
	return a.key
}

// each calls f with every token of a match.
func (m *match) each(f func(int32)) {
	if m.tokens != nil {
		for _, t := range m.tokens {
			f(t)
		}
		return
	}
	for t := m.first; t <= m.last; t++ {
		f(t)
	}
}
