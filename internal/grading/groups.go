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
	for _, p := range d.rubric.attempts() {
		found := d.assign(groups, near, order, p.pass)
		switch {
		case found == nil:
			continue
		case p.negated && d.deniedByTheirOwn(found):
			return found, outcomeOfAll(found)
		}
		return found, p.outcome
	}
	return nil, OutcomeMissed
}

// outcomeOfAll is the outcome of matches that count.
func outcomeOfAll(found []match) Outcome {
	if slices.ContainsFunc(found, func(m match) bool { return m.fuzzy }) {
		return OutcomeFuzzy
	}
	return OutcomeHit
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

// assign tries to give each group its match; nil when it cannot. The matches are
// good until assign is called again.
func (d *reading) assign(groups [][]keyword, near int32, order bool, p pass) []match {
	a := &d.assignment
	a.reset(d, len(groups), near, order)
	single := true
	for g, group := range groups {
		from := len(d.held)
		for i := range group {
			d.collect(&group[i], p, from+maxMatches)
		}
		found := d.held[from:]
		if len(found) >= maxMatches {
			d.steps = 0 // too many to look at them all
		}
		if len(found) == 0 || d.spent() {
			return nil
		}
		for i := range found {
			single = single && found[i].first == found[i].last
		}
		a.ends[g] = len(d.held)
	}
	from := 0
	for g, end := range a.ends {
		a.matches[g], from = d.held[from:end], end
	}
	placed := false
	switch {
	case near > 0 || order:
		for g := range a.matches {
			slices.SortStableFunc(a.matches[g], func(x, y match) int { return cmp.Compare(x.first, y.first) })
		}
		placed = a.inLine(0, -1)
	case single:
		placed = a.bipartite()
	default:
		placed = a.disjoint(0)
	}
	if !placed {
		return nil
	}
	return a.chosen
}

// matchesOf are all matches of some keywords.
func (d *reading) matchesOf(keywords []keyword, p pass) []match {
	from := len(d.held)
	for i := range keywords {
		d.collect(&keywords[i], p, from+maxMatches)
	}
	if len(d.held)-from >= maxMatches {
		d.steps = 0 // too many to look at them all
	}
	matches := slices.Clone(d.held[from:])
	d.held = d.held[:from]
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

// assignment is the search for one match of each group. Its memory is used again
// and again.
type assignment struct {
	d       *reading
	near    int32
	order   bool
	matches [][]match // by group
	ends    []int     // where those of each group end in what is held
	chosen  []match
	seen    []int // by token: the round in which augment last came to it
	round   int
	used    map[int32]bool      // tokens
	noLine  map[uint64]struct{} // what led nowhere: groups done and last token
	dead    map[string]struct{} // and group and used tokens
	sorted  []int32
	key     []byte
}

func (a *assignment) reset(d *reading, groups int, near int32, order bool) {
	d.held = d.held[:0]
	a.d, a.near, a.order = d, near, order
	a.matches = slices.Grow(a.matches[:0], groups)[:groups]
	a.ends = slices.Grow(a.ends[:0], groups)[:groups]
	a.chosen = slices.Grow(a.chosen[:0], groups)[:groups]
	emptied(&a.used)
	emptied(&a.noLine)
	emptied(&a.dead)
}

// emptied clears a map, or lets it go where that would take long.
func emptied[K comparable, V any](m *map[K]V) {
	const few = 64
	if len(*m) > few {
		*m = nil
	}
	clear(*m)
}

// put adds to a map that may not be there yet.
func put[K comparable, V any](m *map[K]V, key K, value V) {
	if *m == nil {
		*m = make(map[K]V)
	}
	(*m)[key] = value
}

// bipartite matches groups with single tokens by augmenting paths (Kuhn).
func (a *assignment) bipartite() bool {
	if n := len(a.d.tokens); len(a.seen) < n {
		a.seen = make([]int, n)
	}
	for g := range a.matches {
		a.round++
		if !a.augment(g, g) {
			return false
		}
	}
	return true
}

// augment finds a token for group g, where those before placed have theirs.
func (a *assignment) augment(g, placed int) bool {
	for _, m := range a.matches[g] {
		if a.d.steps--; a.d.spent() {
			return false
		}
		if a.seen[m.first] == a.round {
			continue
		}
		a.seen[m.first] = a.round
		if other := a.holder(m.first, placed); other >= 0 && !a.augment(other, placed) {
			continue
		}
		a.chosen[g] = m
		return true
	}
	return false
}

// holder is the group that has a token, or -1.
func (a *assignment) holder(token int32, placed int) int {
	return slices.IndexFunc(a.chosen[:placed], func(m match) bool { return m.first == token })
}

// inLine places groups one behind the other: the next match begins after the
// tokens up to last, at most near words away. done has a bit for each group
// placed. What led nowhere depends on done and last alone.
func (a *assignment) inLine(done uint32, last int32) bool {
	if done == 1<<len(a.matches)-1 {
		return true
	}
	key := uint64(done)<<32 | uint64(uint32(last))
	if _, known := a.noLine[key]; known {
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
		put(&a.noLine, key, struct{}{})
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
		put(&a.dead, key, struct{}{})
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
		m.each(func(t int32) { put(&a.used, t, true) })
	}
	return free
}

func (a *assignment) usedKey(g int) []byte {
	a.sorted = a.sorted[:0]
	for t := range a.used {
		a.sorted = append(a.sorted, t)
	}
	slices.Sort(a.sorted)
	a.d.steps -= len(a.sorted)
	a.key = a.key[:0]
	for _, t := range append(a.sorted, int32(g)) {
		a.key = appendInt32(a.key, t)
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
