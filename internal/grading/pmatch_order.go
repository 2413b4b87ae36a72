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
	places   [][]pmatchPlace // by word, in order; nil where not looked for yet
	misspelt bool            // whether misspelt words count in this pass
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
	o := pmatchOrdered{pmatchFinder: f, leaf: leaf, trail: []pmatchStep{{pmatchPlace{token: -1}, -1}}}
	ends := o.terms(leaf.terms)
	for i := len(ends) - 1; i >= 0; i-- {
		if leaf.extra || int(o.trail[ends[i]].token) == len(f.tokens)-1 {
			return true, o.back(ends[i])
		}
	}
	return false, nil
}

// pmatchOrdered is the walk through terms in order.
type pmatchOrdered struct {
	*pmatchFinder
	leaf  *pmatchLeaf
	trail []pmatchStep
}

// terms returns the steps, in order of their tokens, by which all terms are met.
func (o *pmatchOrdered) terms(terms []pmatchTerm) []int32 {
	reached := []int32{0}
	for t := range terms {
		var next []int32
		for _, way := range terms[t].ways {
			ends := reached
			for i := range way {
				near := way[i].near || i == 0 && terms[t].near
				if ends = o.advance(ends, &way[i], near); len(ends) == 0 {
					break
				}
			}
			next = append(next, ends...)
		}
		byToken := func(a, b int32) int { return cmp.Compare(o.trail[a].token, o.trail[b].token) }
		slices.SortFunc(next, byToken)
		reached = slices.CompactFunc(next, func(a, b int32) bool { return byToken(a, b) == 0 })
		if len(reached) == 0 {
			return nil
		}
	}
	return reached
}

// advance places a slot behind each of the steps from, which are in order. Of
// the steps that a place can be reached from, the nearest is taken: if any is
// near enough, that one is.
func (o *pmatchOrdered) advance(from []int32, slot *pmatchSlot, near bool) []int32 {
	var reached []int32
	last := -1
	for _, place := range o.slot(slot) {
		*o.steps--
		for last+1 < len(from) && o.trail[from[last+1]].token < place.token {
			last++
		}
		if last < 0 || !o.follows(o.trail[from[last]].token, place.token, near, o.leaf) {
			continue
		}
		reached = append(reached, int32(len(o.trail)))
		o.trail = append(o.trail, pmatchStep{place, from[last]})
	}
	return reached
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
	var found []pmatchPlace
	for ; step > 0; step = o.trail[step].before {
		found = append(found, o.trail[step].pmatchPlace)
	}
	return found
}

// slot returns the places where one of the words of a slot is, in order, each
// token once. It is empty when the steps are spent.
func (f *pmatchFinder) slot(slot *pmatchSlot) []pmatchPlace {
	var all []pmatchPlace
	for _, w := range slot.words {
		for _, place := range f.word(w) {
			if !place.misspelt || f.misspelt {
				all = append(all, place)
			}
		}
	}
	if len(slot.words) == 1 {
		return all
	}
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

// word returns the places of one word, looked for once.
func (f *pmatchFinder) word(n int32) []pmatchPlace {
	if f.places[n] != nil || *f.steps <= 0 {
		return f.places[n]
	}
	w := &f.words[n]
	*f.steps -= 1 + len(f.classes)>>3 + len(f.tokens)>>4
	const unmet, met, misspelt = 0, 1, 2
	verdicts := make([]byte, len(f.classes))
	for c := range f.classes {
		if *f.steps <= 0 {
			return nil
		}
		if ok, wrong := w.meets(&f.classes[c], f.steps); ok && wrong {
			verdicts[c] = misspelt
		} else if ok {
			verdicts[c] = met
		}
	}
	places := []pmatchPlace{}
	for t := range f.tokens {
		if verdict := verdicts[f.tokens[t].class]; verdict != unmet {
			places = append(places, pmatchPlace{int32(t), n, verdict == misspelt})
		}
	}
	f.places[n] = places
	return places
}
