package grading

import (
	"cmp"
	"slices"
)

// The option o: terms in any order.
//
// Terms that are single words are given their words by augmenting paths, however
// often a word is repeated. Terms joined by _ keep their order among themselves,
// and the words between them may serve nothing else; phrases that stand alone
// have words in any order. These are placed first, by a search that goes back,
// remembers which words being taken led nowhere, and counts its steps. Before
// it, each of them is looked for alone, so that a word that is missing, or never
// near enough, is noticed at once.

// pmatchFree is the search for the terms of one match( ) in any order.
type pmatchFree struct {
	*pmatchFinder
	leaf    *pmatchLeaf
	groups  [][]pmatchTerm  // terms that are more than a word, joined ones together
	singles [][]pmatchPlace // the places of each term that is one word
	taken   []int32         // by token: 0 free, -1 used, else how often it stands between joined words
	found   []pmatchPlace
	between []int32 // tokens, as often as they stand between joined words
	slots   map[*pmatchSlot][]pmatchPlace
	dead    map[string]struct{}
	key     []byte
	// tokenKeys are the tokens of a key, used again and again.
	tokenKeys []int32
}

// pmatchAt is a slot of a group that is to be placed.
type pmatchAt struct{ group, term, way, slot int }

func (f *pmatchFinder) anyOrder(leaf *pmatchLeaf) (bool, []pmatchPlace) {
	s := pmatchFree{pmatchFinder: f, leaf: leaf}
	if !s.mayFit() || !s.arrange() {
		return false, nil
	}
	if len(s.groups) > 0 {
		s.taken = make([]int32, len(f.tokens))
		s.slots, s.dead = make(map[*pmatchSlot][]pmatchPlace), make(map[string]struct{})
	}
	if len(s.groups) == 0 {
		return s.group(0), s.found
	}
	if !s.assignSingles() {
		return false, nil
	}
	s.found = nil
	return s.group(0), s.found
}

// mayFit reports whether the response has as many words as the terms, where it
// must have no others.
func (s *pmatchFree) mayFit() bool {
	least, most := 0, 0
	for _, term := range s.leaf.terms {
		short, long := len(term.ways[0]), len(term.ways[0])
		for _, way := range term.ways {
			short, long = min(short, len(way)), max(long, len(way))
		}
		least, most = least+short, most+long
	}
	return least <= len(s.tokens) && (s.leaf.extra || most >= len(s.tokens))
}

// arrange sorts the terms into groups and singles. It is false when one of them
// is nowhere.
func (s *pmatchFree) arrange() bool {
	terms := s.leaf.terms
	for len(terms) > 0 {
		end := 1
		for end < len(terms) && terms[end].near {
			end++
		}
		group := terms[:end]
		terms = terms[end:]
		if end == 1 && len(group[0].ways) == 1 && len(group[0].ways[0]) == 1 {
			places := s.slot(&group[0].ways[0][0])
			if len(places) == 0 {
				return false
			}
			s.singles = append(s.singles, places)
			continue
		}
		if end > 1 && !s.alone(group) || !s.possible(&group[0]) {
			return false
		}
		s.groups = append(s.groups, group)
	}
	return true
}

// possible reports whether all words of some way of a term are anywhere.
func (s *pmatchFree) possible(term *pmatchTerm) bool {
	return slices.ContainsFunc(term.ways, func(way []pmatchSlot) bool {
		return !slices.ContainsFunc(way, func(slot pmatchSlot) bool { return len(s.slot(&slot)) == 0 })
	})
}

// alone reports whether joined terms are anywhere, whatever the others need.
func (s *pmatchFree) alone(group []pmatchTerm) bool {
	leaf := *s.leaf
	leaf.extra = true
	o := s.ordered(&leaf)
	return len(o.terms(group)) > 0
}

// group places the groups from g on, then the singles.
func (s *pmatchFree) group(g int) bool {
	if g < len(s.groups) {
		return s.term(pmatchAt{group: g}, -1)
	}
	if !s.leaf.extra && len(s.found)+len(s.singles) != len(s.tokens) {
		return false
	}
	return s.assignSingles()
}

// term places a term in any of its ways.
func (s *pmatchFree) term(at pmatchAt, last int32) bool {
	for way := range s.groups[at.group][at.term].ways {
		if s.place(pmatchAt{at.group, at.term, way, 0}, last) {
			return true
		}
	}
	return false
}

// place puts a word into the slot at, behind the token last, and goes on. What
// leads nowhere depends on at, last and the tokens taken alone.
func (s *pmatchFree) place(at pmatchAt, last int32) bool {
	if *s.steps <= 0 {
		return false
	}
	if _, known := s.dead[string(s.keyOf(at, last))]; known {
		return false
	}
	group := s.groups[at.group]
	slot := &group[at.term].ways[at.way][at.slot]
	first := at.term == 0 && at.slot == 0
	near := slot.near || at.slot == 0 && at.term > 0
	inOrder := !first && (near || len(group) > 1)
	for _, place := range s.candidates(slot, last, inOrder) {
		*s.steps--
		if near && place.token-last-1 > s.leaf.within {
			break
		}
		if inOrder && !s.follows(last, place.token, near, s.leaf) || !s.take(place, last, near) {
			continue
		}
		if s.next(at, place.token) {
			return true
		}
		s.giveBack(place, last, near)
	}
	if *s.steps > 0 {
		s.dead[string(s.keyOf(at, last))] = struct{}{}
	}
	return false
}

// candidates are the places of a slot, those behind last where it is in order.
func (s *pmatchFree) candidates(slot *pmatchSlot, last int32, inOrder bool) []pmatchPlace {
	places, known := s.slots[slot]
	if !known {
		places = s.slot(slot)
		s.slots[slot] = places
	}
	if !inOrder {
		return places
	}
	from, _ := slices.BinarySearchFunc(places, last+1, func(p pmatchPlace, token int32) int { return cmp.Compare(p.token, token) })
	return places[from:]
}

// next goes on behind the slot at.
func (s *pmatchFree) next(at pmatchAt, last int32) bool {
	group := s.groups[at.group]
	switch {
	case at.slot+1 < len(group[at.term].ways[at.way]):
		at.slot++
		return s.place(at, last)
	case at.term+1 < len(group):
		return s.term(pmatchAt{group: at.group, term: at.term + 1}, last)
	}
	return s.group(at.group + 1)
}

// take uses a place, and keeps the words between joined ones from other uses.
func (s *pmatchFree) take(place pmatchPlace, last int32, near bool) bool {
	if s.taken[place.token] != 0 {
		return false
	}
	if near {
		for t := last + 1; t < place.token; t++ {
			if s.taken[t] < 0 {
				return false
			}
		}
		for t := last + 1; t < place.token; t++ {
			s.taken[t]++
			s.between = append(s.between, t)
		}
	}
	s.taken[place.token] = -1
	s.found = append(s.found, place)
	return true
}

func (s *pmatchFree) giveBack(place pmatchPlace, last int32, near bool) {
	s.taken[place.token] = 0
	s.found = s.found[:len(s.found)-1]
	if near {
		for t := last + 1; t < place.token; t++ {
			s.taken[t]--
		}
		s.between = s.between[:len(s.between)-int(place.token-last-1)]
	}
}

// assignSingles gives each single term a token that is free (Kuhn).
func (s *pmatchFree) assignSingles() bool {
	if len(s.singles) == 0 {
		return true
	}
	memory := s.memory
	memory.chosen = slices.Grow(memory.chosen[:0], len(s.singles))[:len(s.singles)]
	memory.seen = slices.Grow(memory.seen[:0], len(s.tokens))[:len(s.tokens)]
	clear(memory.seen)
	m := pmatchAssignment{pmatchFree: s, chosen: memory.chosen, seen: memory.seen}
	for term := range s.singles {
		m.placed = term
		if !m.augment(term) {
			return false
		}
	}
	s.found = append(s.found, m.chosen...)
	return true
}

// pmatchAssignment is a matching of single terms with tokens.
type pmatchAssignment struct {
	*pmatchFree
	chosen []pmatchPlace
	placed int     // so many terms have their token
	seen   []int32 // by token: how many terms were placed when it was last tried, and one
}

func (m *pmatchAssignment) augment(term int) bool {
	for _, place := range m.singles[term] {
		if *m.steps--; *m.steps <= 0 {
			return false
		}
		if m.taken != nil && m.taken[place.token] != 0 || m.seen[place.token] == int32(m.placed)+1 {
			continue
		}
		m.seen[place.token] = int32(m.placed) + 1
		if other := m.holder(place.token); other >= 0 && !m.augment(other) {
			continue
		}
		m.chosen[term] = place
		return true
	}
	return false
}

// holder is the term that has a token, or -1.
func (m *pmatchAssignment) holder(token int32) int {
	*m.steps -= m.placed >> 4
	return slices.IndexFunc(m.chosen[:m.placed], func(p pmatchPlace) bool { return p.token == token })
}

func (s *pmatchFree) keyOf(at pmatchAt, last int32) []byte {
	tokens := s.tokenKeys[:0]
	for _, place := range s.found {
		tokens = append(tokens, place.token<<1)
	}
	for _, t := range s.between {
		tokens = append(tokens, t<<1|1)
	}
	slices.Sort(tokens)
	tokens = slices.Compact(tokens)
	s.tokenKeys = tokens
	*s.steps -= len(tokens)
	s.key = s.key[:0]
	for _, n := range [...]int32{int32(at.group), int32(at.term), int32(at.way), int32(at.slot), last} {
		s.key = appendInt32(s.key, n)
	}
	for _, t := range tokens {
		s.key = appendInt32(s.key, t)
	}
	return s.key
}

func appendInt32(b []byte, n int32) []byte {
	return append(b, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}
