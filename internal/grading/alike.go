package grading

import "slices"

// Words that look alike.
//
// A derived rubric has one word for each thing that the model answer says, and a
// learner may well use another of its family (crystal, crystalline; conduct,
// conductivity), which a stemmer keeps apart. In a loose rubric a word will do that
// begins with the same letter and shares most of its groups of three letters with the
// keyword: the coefficient of Dice (1945) of the two sets is at least minAlike. A word
// that contrasts (contrasts) never will.

const (
	// minAlike is Dice's coefficient; from 0.4 to 0.7 agreement with people
	// (docs/grading.md) hardly changes.
	minAlike     = 0.53
	minAlikeWord = 4 // letters of either word
	minShared    = 3 // groups that both have: salad is not salt
)

// trigrams are the groups of three letters of a word, with its beginning, each once.
type trigrams []uint32

func trigramsOf(word string, into trigrams) trigrams {
	into = into[:0]
	last := [2]byte{'^', 0}
	for i := range len(word) {
		if i > 0 {
			group := uint32(last[0])<<16 | uint32(last[1])<<8 | uint32(word[i])
			if !slices.Contains(into, group) {
				into = append(into, group)
			}
			last[0] = last[1]
		}
		last[1] = word[i]
	}
	return into
}

// groupLetters makes ready what words are compared by that look alike.
func (ws *words) groupLetters() {
	for n := range ws.list {
		if w := &ws.list[n]; w.kind == wordPlain && w.edits > 0 && len(w.stem) >= minAlikeWord {
			w.groups = trigramsOf(w.stem, nil)
		}
	}
}

// alike reports whether two sets of groups are mostly the same.
func (a trigrams) alike(b trigrams) bool {
	if 2*float64(min(len(a), len(b))) < minAlike*float64(len(a)+len(b)) {
		return false
	}
	both := 0
	for _, group := range a {
		if slices.Contains(b, group) {
			both++
		}
	}
	return both >= minShared && 2*float64(both) >= minAlike*float64(len(a)+len(b))
}

// findAlike takes a token that meets nothing for a word that looks alike.
func (d *reading) findAlike(i int32, t *token) {
	stem := d.rubric.lexicon.lang.stemOf(t)
	if len(stem) < minAlikeWord || hasDigit(t.text) || t.flags&flagStop != 0 || d.rubric.notTypo[t.text] {
		return
	}
	groups := trigrams(nil)
	ws := d.rubric.words
	for n := range ws.list {
		w := &ws.list[n]
		if w.groups == nil || !sameFirst(w.stem, stem) {
			continue
		}
		if groups == nil {
			d.groups = trigramsOf(stem, d.groups)
			groups = d.groups
		}
		if groups.alike(w.groups) && !contrasts(t.text, w.text) && !d.rubric.nearRival(t.text, w) {
			d.hit(int32(n), i, 1, true)
		}
	}
}
