package grading

import (
	"cmp"
	"slices"
)

// Looking for the terms of one match( ).
//
// Without o the terms stand in order, and no search is needed: from the places
// where one slot may be, the places of the next follow. Each place is kept once,
// with the one it was reached from, so the work is the number of slots times the
// number of words, and the way back gives the evidence.
//
// With o see pmatch_free.go.
//
// Words that are spelt right are looked for first, and misspelt ones only where
// that fails, as everywhere in marking.

// pmatchPlace is a token that a word of the expression may be.
type pmatchPlace struct {
	token    int32
	word     int32
	misspelt bool
}

// pmatchStep is a place taken, and the step before it; -1 for none.
type pmatchStep struct {
	pmatchPlace
	before int32
}

// pmatchFinder looks for an expression in a response.
type pmatchFinder struct {
	*pmatch
	*pmatchText
	steps    *int
	memory   *pmatchMemory
	misspelt bool // whether misspelt words count in this pass
}

// pmatchMemory is what searches use, again and again.
type pmatchMemory struct {
	words    [2][]pmatchPlaces // by pass and word
	places   []pmatchPlace     // of words, slots and evidence, one behind the other
	verdicts []pmatchVerdict   // by class
	trail    []pmatchStep
	ends     []int32 // steps, one list behind the other
	chosen   []pmatchPlace
	seen     []int32
}

// pmatchPlaces are the places of a word, in order, once it was looked for.
type pmatchPlaces struct {
	places []pmatchPlace
	known  bool
}

func (m *pmatchMemory) reset(words int) {
	for pass := range m.words {
		m.words[pass] = slices.Grow(m.words[pass][:0], words)[:words]
		clear(m.words[pass])
	}
	m.places = m.places[:0]
}

// eval reports whether the response meets a node, and which words say so.
func (f *pmatchFinder) eval(node *pmatchNode) (bool, []pmatchPlace) {
	switch node.kind {
	case pmatchNot:
		met, _ := f.eval(&node.items[0])
		return !met, nil
	case pmatchAny:
		for i := range node.items {
			if met, found := f.eval(&node.items[i]); met {
				return true, found
			}
		}
		return false, nil
	case pmatchAll:
		var all []pmatchPlace
		for i := range node.items {
			met, found := f.eval(&node.items[i])
			if !met {
				return false, nil
			}
			all = append(all, found...)
		}
		return true, all
	}
	return f.leaf(node.leaf)
}

func (f *pmatchFinder) leaf(leaf *pmatchLeaf) (bool, []pmatchPlace) {
	for _, f.misspelt = range [...]bool{false, true} {
		if f.misspelt && leaf.word.edits == 0 {
			break
		}
		met, found := false, []pmatchPlace(nil)
		if leaf.free {
			met, found = f.anyOrder(leaf)
		} else {
			met, found = f.inOrder(leaf)
		}
		if met {
			return true, found
		}
	}
	return false, nil
}

// inOrder looks for the terms one behind the other.
func (f *pmatchFinder) inOrder(leaf *pmatchLeaf) (bool, []pmatchPlace) {
	o := f.ordered(leaf)
	ends := o.terms(leaf.terms)
	for i := len(ends) - 1; i >= 0; i-- {
		if leaf.extra || int(o.trail[ends[i]].token) == len(f.tokens)-1 {
			return true, o.back(ends[i])
		}
	}
	return false, nil
}

// pmatchOrdered is the walk through terms in order. Its steps are good until the
// next one begins.
type pmatchOrdered struct {
	*pmatchFinder
	leaf  *pmatchLeaf
	trail []pmatchStep
}

func (f *pmatchFinder) ordered(leaf *pmatchLeaf) pmatchOrdered {
	f.memory.ends = f.memory.ends[:0]
	return pmatchOrdered{pmatchFinder: f, leaf: leaf, trail: append(f.memory.trail[:0], pmatchStep{pmatchPlace{token: -1}, -1})}
}

// terms returns the steps, in order of their tokens, by which all terms are met.
func (o *pmatchOrdered) terms(terms []pmatchTerm) []int32 {
	defer func() { o.memory.trail = o.trail }()
	reached := []int32{0}
	for t := range terms {
		ways := terms[t].ways
		var next []int32
		for w, way := range ways {
			ends := reached
			for i := range way {
				near := way[i].near || i == 0 && terms[t].near
				if ends = o.advance(ends, &way[i], near); len(ends) == 0 {
					break
				}
			}
			if w == 0 {
				next = slices.Clip(ends)
			} else {
				next = append(next, ends...)
			}
		}
		if len(next) == 0 {
			return nil
		}
		if len(ways) > 1 {
			byToken := func(a, b int32) int { return cmp.Compare(o.trail[a].token, o.trail[b].token) }
			slices.SortFunc(next, byToken)
			next = slices.CompactFunc(next, func(a, b int32) bool { return byToken(a, b) == 0 })
		}
		reached = next
	}
	return reached
}

// advance places a slot behind each of the steps from, which are in order. Of
// the steps that a place can be reached from, the nearest is taken: if any is
// near enough, that one is.
func (o *pmatchOrdered) advance(from []int32, slot *pmatchSlot, near bool) []int32 {
	begin := len(o.memory.ends)
	last := -1
	for _, place := range o.slot(slot) {
		*o.steps--
		for last+1 < len(from) && o.trail[from[last+1]].token < place.token {
			last++
		}
		if last < 0 || !o.follows(o.trail[from[last]].token, place.token, near, o.leaf) {
			continue
		}
		o.memory.ends = append(o.memory.ends, int32(len(o.trail)))
		o.trail = append(o.trail, pmatchStep{place, from[last]})
	}
	return o.memory.ends[begin:]
}

// follows reports whether a token may come behind another, which is -1 for the
// beginning.
func (f *pmatchFinder) follows(before, token int32, near bool, leaf *pmatchLeaf) bool {
	if !leaf.extra && token != before+1 {
		return false
	}
	if !near {
		return token > before
	}
	if token <= before || token-before-1 > leaf.within {
		return false
	}
	for i := before; i < token; i++ {
		if i >= 0 && f.tokens[i].ends {
			return false
		}
	}
	return true
}

func (o *pmatchOrdered) back(step int32) []pmatchPlace {
	m := o.memory
	begin := len(m.places)
	for ; step > 0; step = o.trail[step].before {
		m.places = append(m.places, o.trail[step].pmatchPlace)
	}
	return m.from(begin)
}

// from is what was added to the places since begin.
func (m *pmatchMemory) from(begin int) []pmatchPlace {
	return m.places[begin:len(m.places):len(m.places)]
}

// slot returns the places where one of the words of a slot is, in order, each
// token once. It is empty when the steps are spent.
func (f *pmatchFinder) slot(slot *pmatchSlot) []pmatchPlace {
	if len(slot.words) == 1 {
		return f.word(slot.words[0])
	}
	for _, w := range slot.words {
		f.word(w)
	}
	begin := len(f.memory.places)
	for _, w := range slot.words {
		f.memory.places = append(f.memory.places, f.word(w)...)
	}
	all := f.memory.from(begin)
	slices.SortStableFunc(all, func(a, b pmatchPlace) int {
		if a.token != b.token || a.misspelt == b.misspelt {
			return cmp.Compare(a.token, b.token)
		}
		if b.misspelt {
			return -1
		}
		return 1
	})
	return slices.CompactFunc(all, func(a, b pmatchPlace) bool { return a.token == b.token })
}

// word returns the places of one word in this pass, looked for once. It is empty
// when the steps are spent.
func (f *pmatchFinder) word(n int32) []pmatchPlace {
	pass := 0
	if f.misspelt && f.words[n].edits > 0 {
		pass = 1
	}
	m := f.memory
	known := &m.words[pass][n]
	if known.known || *f.steps <= 0 {
		return known.places
	}
	w := &f.words[n]
	*f.steps -= 1 + len(f.classes)>>3 + len(f.tokens)>>4
	m.verdicts = slices.Grow(m.verdicts[:0], len(f.classes))[:len(f.classes)]
	any := false
	for c := range f.classes {
		if *f.steps <= 0 {
			return nil
		}
		m.verdicts[c] = w.meets(&f.classes[c], pass > 0, f.steps)
		any = any || m.verdicts[c] != unmet
	}
	begin := len(m.places)
	if any {
		for t := range f.tokens {
			if verdict := m.verdicts[f.tokens[t].class]; verdict != unmet {
				m.places = append(m.places, pmatchPlace{int32(t), n, verdict == metMisspelt})
			}
		}
	}
	known.places, known.known = m.from(begin), true
	return known.places
}
