package grading

import (
	"math"
	"math/bits"
	"slices"
	"strings"
)

// Comparing one word of an expression with one of the response.
//
// A word without wildcards or options must be the same. Wildcards are tried by
// going back to the last star only. With c there is a star between any two
// letters. Misspellings are counted as one walks both words at once, keeping for
// each number of mistakes the places in the pattern that may be reached: the
// work is the product of the two lengths, however many ways there are.

// Wildcards among the letters of a word.
const (
	anyLetters rune = -1 // *
	anyLetter  rune = -2 // ?
)

const (
	pmatchMinEdited = 4 // letters of a word that may be replaced, swapped or left out
	pmatchMinLonger = 3 // and of one that may have a letter too many
	pmatchMinTwo    = 8 // and of one that may be misspelt twice
)

// numberSlack is the relative difference of numbers that count as equal.
const numberSlack = 1e-14

// pmatchWordOptions say how a word may be spelt.
type pmatchWordOptions struct {
	loose                              bool // c
	replaced, swapped, longer, shorter bool
	edits                              int8
}

// pmatchWord is a word of an expression.
type pmatchWord struct {
	pmatchWordOptions
	text     string // as authored
	elements []rune // letters and wildcards
	stride   int    // from one letter to the next
	wild     bool
	letters  int
	mask     uint64 // of letters, roughly
	ends     bool   // it ends with what ends a sentence
	isNumber bool
	number   float64
}

func newPMatchWord(text []rune, options pmatchWordOptions, o *pmatchOptions) pmatchWord {
	w := pmatchWord{pmatchWordOptions: options, text: string(text), stride: 1, elements: make([]rune, 0, len(text))}
	for i := 0; i < len(text); i++ {
		r := text[i]
		switch {
		case r == '\\' && i+1 < len(text):
			i++
			r = text[i]
		case r == '*':
			r, w.wild = anyLetters, true
		case r == '?':
			r, w.wild = anyLetter, true
		}
		if r >= 0 {
			if !o.matchCase {
				r = foldCase(r)
			}
			w.letters++
			w.mask |= letterBit(r)
		}
		w.elements = append(w.elements, r)
	}
	if len(w.elements) > 0 {
		last := w.elements[len(w.elements)-1]
		w.ends = last >= 0 && strings.ContainsRune(o.dividers, last)
	}
	if end, value, ok := pmatchNumber(text, 0, false); ok && end == len(text) {
		w.isNumber, w.number = true, value
	}
	w.limitEdits()
	if w.loose {
		w.loosen()
	}
	return w
}

func letterBit(r rune) uint64 { return 1 << (uint32(r) % 64) }

// limitEdits takes away the misspellings that a short word may not have.
func (w *pmatchWord) limitEdits() {
	if w.letters < pmatchMinEdited {
		w.replaced, w.swapped, w.shorter = false, false, false
	}
	if w.letters < pmatchMinLonger {
		w.longer = false
	}
	if w.letters < pmatchMinTwo {
		w.edits = min(w.edits, 1)
	}
	if w.isNumber || !w.replaced && !w.swapped && !w.longer && !w.shorter {
		w.edits = 0
	}
}

// loosen puts a star before, between and after the letters.
func (w *pmatchWord) loosen() {
	loose := append(make([]rune, 0, 2*len(w.elements)+1), anyLetters)
	for _, r := range w.elements {
		if r != anyLetters {
			loose = append(loose, r, anyLetters)
		}
	}
	w.elements, w.stride, w.wild = loose, 2, true
}

// insideDivider reports whether the word holds what would end a sentence, other
// than at its end.
func (w *pmatchWord) insideDivider(dividers string) bool {
	if w.wild || w.isNumber || len(w.elements) == 0 {
		return false
	}
	for _, r := range w.elements[:len(w.elements)-1] {
		if strings.ContainsRune(dividers, r) {
			return true
		}
	}
	return false
}

// pmatchVerdict says whether a word of the response is one of the expression.
type pmatchVerdict uint8

const (
	unmet pmatchVerdict = iota
	met
	metMisspelt
)

// meets compares a word of the response with this one; misspelt says whether
// misspellings count. The work is taken off the steps.
func (w *pmatchWord) meets(c *pmatchClass, misspelt bool, steps *int) pmatchVerdict {
	word, mask := c.word, c.mask
	if w.ends {
		word, mask = c.full, c.fullMask
	}
	switch {
	case w.isNumber && c.isNumber:
		if sameNumber(w.number, c.number) {
			return met
		}
		return unmet
	case w.isNumber && !w.loose:
		return unmet
	case w.mask&^mask != 0: // letters are missing
	case !w.wild && mask == w.mask && slices.Equal(w.elements, word), w.wild && globRunes(w.elements, word, steps):
		return met
	}
	if misspelt && w.edits > 0 && w.mayMisspell(word, mask) && w.misspelt(word, steps) {
		return metMisspelt
	}
	return unmet
}

func sameNumber(a, b float64) bool {
	return math.Abs(a-b) <= numberSlack*max(math.Abs(a), math.Abs(b))
}

// mayMisspell is a quick way to say that too much differs.
func (w *pmatchWord) mayMisspell(word []rune, mask uint64) bool {
	edits := int(w.edits)
	if bits.OnesCount64(w.mask&^mask) > edits {
		return false
	}
	if w.wild {
		return true
	}
	difference := len(word) - len(w.elements)
	return difference <= edits && -difference <= edits && bits.OnesCount64(mask&^w.mask) <= edits
}

// globRunes reports whether a word has the form of a pattern.
func globRunes(pattern, word []rune, steps *int) bool {
	p, i, turns := 0, 0, 0
	star, mark := -1, 0
	defer func() { *steps -= turns >> 4 }()
	for i < len(word) {
		turns++
		switch {
		case p < len(pattern) && pattern[p] == anyLetters:
			star, mark = p, i
			p++
		case p < len(pattern) && (pattern[p] == anyLetter || pattern[p] == word[i]):
			p++
			i++
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == anyLetters {
		p++
	}
	return p == len(pattern)
}

// misspelt reports whether a word has the form with no more mistakes than
// allowed. reach[e][i] is whether e mistakes lead to element i of the pattern at
// the place in the word that the walk has come to; a swap reaches two places on.
func (w *pmatchWord) misspelt(word []rune, steps *int) bool {
	width := len(w.elements) + 1
	edits := int(w.edits)
	if *steps -= width * (edits + 1) * (len(word) + 1) >> 4; *steps <= 0 {
		return false
	}
	var rows [3][]bool
	var few [3 * 96]bool
	all := few[:]
	if size := 3 * width * (edits + 1); size > len(few) {
		all = make([]bool, size)
	}
	for i := range rows {
		rows[i], all = all[:width*(edits+1)], all[width*(edits+1):]
	}
	rows[0][0] = true
	for j := 0; ; j++ {
		for n := range rows[0] {
			if rows[0][n] {
				w.spread(n, edits, width, word[j:], &rows)
			}
		}
		if j == len(word) {
			break
		}
		clear(rows[0])
		rows[0], rows[1], rows[2] = rows[1], rows[2], rows[0]
	}
	for e := range edits + 1 {
		if rows[0][e*width+width-1] {
			return true
		}
	}
	return false
}

// spread marks the places that can be reached from place n before the rest of a
// word.
func (w *pmatchWord) spread(n, edits, width int, rest []rune, rows *[3][]bool) {
	e, i := n/width, n%width
	var element rune
	if i < len(w.elements) {
		element = w.elements[i]
	}
	if i < len(w.elements) && element == anyLetters {
		rows[0][n+1] = true
		if len(rest) > 0 {
			rows[1][n] = true
		}
	}
	if i < len(w.elements) && len(rest) > 0 && (element == anyLetter || element == rest[0]) {
		rows[1][n+1] = true
	}
	if e == edits {
		return
	}
	if w.longer && len(rest) > 0 {
		rows[1][n+width] = true
	}
	if i == len(w.elements) || element < 0 {
		return
	}
	if w.shorter {
		rows[0][n+width+1] = true
	}
	if w.replaced && len(rest) > 0 {
		rows[1][n+width+1] = true
	}
	if next := i + w.stride; w.swapped && len(rest) > 1 && next < len(w.elements) && rest[0] == w.elements[next] && rest[1] == element {
		rows[2][n+width+w.stride+1] = true
	}
}
