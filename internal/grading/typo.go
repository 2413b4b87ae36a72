package grading

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Typing mistakes.
//
// A keyword forgives one mistake (a letter too many, missing, wrong, or two
// neighbours exchanged) from 4 letters, and two from 8 when the rubric says
// big. A mistake is never forgiven where the learner may have meant what they
// wrote: the word is a word of the deck or an ordinary one or a form of either,
// it holds a digit, or it differs by a prefix or an ending that makes another
// word of it (hypertension, hypotension). The first letter may only be wrong in
// words of 6 letters and more, since with it a short word becomes another one
// (light, night).

const (
	minTypoWord   = 4 // letters of a keyword word that forgives one mistake
	minTypoTwo    = 8 // and two, under TyposBig
	minTypoFirst  = 6 // and a wrong first letter
	minTypoTyped  = 3 // letters of the word as typed
	minTypoPrefix = 5 // letters before the * of a wildcard that forgives one
)

// editsFor returns how many mistakes a word of a keyword forgives.
func editsFor(typos Typos, text string) int8 {
	letters := utf8.RuneCountInString(text)
	switch {
	case typos == TyposOff || letters < minTypoWord || hasDigit(text):
		return 0
	case typos == TyposBig && letters >= minTypoTwo:
		return 2
	}
	return 1
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}

// forgiving is a word of a rubric that forgives mistakes, with what says quickly
// that a word as typed is not it: no mistake changes the length or the letters of
// a word by more than one.
type forgiving struct {
	word                 int32
	edits                int
	first, stemFirst     byte // with which both must begin; 0 for any, or no stem
	prefix               bool // a wildcard, of which only the beginning is compared
	letters, stemLetters letterSet
}

func newForgiving(n int32, w *word) forgiving {
	f := forgiving{word: n, edits: int(w.edits)}
	if w.kind == wordGlob {
		f.prefix, f.first, f.letters = true, w.prefix[0], lettersOf(w.prefix)
		return f
	}
	f.letters, f.stemLetters = lettersOf(w.text), lettersOf(w.stem)
	if !w.long {
		f.first = w.text[0]
	}
	if w.stem != "" {
		f.stemFirst = w.stem[0]
	}
	return f
}

// may reports whether a word as typed may be this one.
func (f *forgiving) may(x *lexeme) bool {
	sameFirst := f.first == 0 || f.first == x.text[0]
	if f.prefix {
		return sameFirst && bits.OnesCount64(f.letters.set&^x.letters.set) <= f.edits
	}
	return sameFirst && f.letters.near(x.letters, f.edits) ||
		x.stem != "" && f.stemFirst == x.stem[0] && f.stemLetters.near(x.stemLetters, f.edits)
}

// letterSet says roughly which letters a word has, and how many.
type letterSet struct {
	set  uint64
	size int
}

func lettersOf(text string) letterSet {
	var l letterSet
	for _, r := range text {
		l.set |= letterBit(r)
		l.size++
	}
	return l
}

// near reports whether so few mistakes may make one word of the other.
func (l letterSet) near(other letterSet, edits int) bool {
	difference := l.size - other.size
	return difference <= edits && -difference <= edits &&
		bits.OnesCount64(l.set&^other.set) <= edits && bits.OnesCount64(other.set&^l.set) <= edits
}

// mistyped reports whether a word as typed is w with few enough mistakes.
// Whether it is a word of its own is not asked here.
func (w *word) mistyped(typed, stem string) bool {
	if w.kind == wordGlob {
		return w.mistypedPrefix(typed)
	}
	if w.long || sameFirst(typed, w.text) {
		if withinEdits(typed, w.text, int(w.edits)) {
			return !contrasts(typed, w.text)
		}
	}
	if stem == "" || !sameFirst(stem, w.stem) {
		return false
	}
	edits := min(w.edits, editsFor(TyposBig, w.stem))
	return edits > 0 && withinEdits(stem, w.stem, int(edits)) && !contrasts(typed, w.text) && !contrasts(stem, w.stem)
}

// mistypedPrefix forgives one mistake in the letters before the * of a wildcard.
func (w *word) mistypedPrefix(typed string) bool {
	if !sameFirst(typed, w.prefix) {
		return false
	}
	for length := len(w.prefix) - 1; length <= len(w.prefix)+1 && length <= len(typed); length++ {
		if withinEdits(typed[:length], w.prefix, 1) {
			return !contrasts(typed[:length], w.prefix)
		}
	}
	return false
}

func sameFirst(a, b string) bool {
	return a != "" && b != "" && a[0] == b[0]
}

// withinEdits reports whether a becomes b by at most k mistakes.
func withinEdits(a, b string, k int) bool {
	if diff := len(a) - len(b); diff > k*utf8.UTFMax || -diff > k*utf8.UTFMax {
		return false
	}
	if isASCII(a) && isASCII(b) {
		return withinEditsOf([]byte(a), []byte(b), k)
	}
	return withinEditsOf([]rune(a), []rune(b), k)
}

func withinEditsOf[T byte | rune](a, b []T, k int) bool {
	if diff := len(a) - len(b); diff > k || -diff > k {
		return false
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0 || len(b) == 0:
		return len(a)+len(b) <= k
	case k == 0:
		return false
	case k == 1 || len(a) <= 2 && len(b) <= 2 && len(a) == len(b):
		if len(a) == 1 && len(b) == 1 {
			return true
		}
		return len(a) == 2 && len(b) == 2 && (k == 2 || a[0] == b[1] && a[1] == b[0])
	}
	return editDistance(a, b) <= k
}

// editDistance counts insertions, deletions, replacements and exchanges of
// neighbours, each place being edited once.
func editDistance[T byte | rune](a, b []T) int {
	var buffer [3 * (maxWord + 1)]int
	width := len(b) + 1
	if width > maxWord+1 {
		return maxWord
	}
	older, old, row := buffer[:width], buffer[width:2*width], buffer[2*width:3*width]
	for j := range row {
		row[j] = j
	}
	for i := range a {
		older, old, row = old, row, older
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(old[j+1]+1, row[j]+1, old[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
	}
	return row[len(b)]
}

// contrastingPrefixes and contrastingEndings make another word of one that is
// otherwise the same.
var contrastingPrefixes = [][]string{
	{"hyper", "hypo"}, {"ab", "ad"}, {"af", "ef"}, {"in", "un", "de", "re"}, {"im", "em", "ex"},
	{"inter", "intra", "intro"}, {"pre", "pro", "post"}, {"ante", "anti"}, {"macro", "micro"},
	{"endo", "exo", "ecto"}, {"over", "under"}, {"mono", "bi", "di", "tri", "uni"}, {"homo", "hetero"},
	{"in", "ex"}, {"hiper", "hipo"}, {"super", "supra", "sub"}, {"ana", "cata", "meta"}, {"mega", "micro", "milli"},
}

// negatingPrefixes contrast with the word without them.
var negatingPrefixes = []string{"a", "un", "in", "im", "de", "re"}

var contrastingEndings = [][]string{
	{"phate", "phite", "phide"},
	{"ate", "ite", "ide", "ine", "ane", "ene", "yne", "ase", "ose", "one", "ol", "al", "yl"},
	{"er", "ee"}, {"or", "ee"}, {"ism", "ist"}, {"ful", "less"}, {"ous", "ic"},
	{"phat", "phit", "phid"}, {"fat", "fit", "fid"}, {"trat", "trit", "trid"}, {"lorat", "lorit", "lorid"},
	{"mat", "mid"}, {"ato", "ito", "uro"},
}

// contrasts reports whether two words differ by just such a prefix or ending, or
// are a known pair.
func contrasts(a, b string) bool {
	a, b = strings.TrimSuffix(a, "s"), strings.TrimSuffix(b, "s")
	for _, prefix := range negatingPrefixes {
		if len(a) == len(prefix)+len(b) && a == prefix+b || len(b) == len(prefix)+len(a) && b == prefix+a {
			return true
		}
	}
	// Prefixes that contrast have up to 3 letters in common at their beginning,
	// endings up to 2 at their end: most words need no closer look.
	const alikePrefix, alikeEnding = 3, 2
	head, tail := inCommon(a, b)
	return contrastingWords(a, b) ||
		head <= alikePrefix && differBy(a, b, contrastingPrefixes, 3, strings.CutPrefix, nearly) ||
		tail <= alikeEnding && differBy(a, b, contrastingEndings, 2, strings.CutSuffix, same)
}

// inCommon counts the bytes with which both words begin, and end.
func inCommon(a, b string) (head, tail int) {
	shorter := min(len(a), len(b))
	for head < shorter && a[head] == b[head] {
		head++
	}
	for tail < shorter && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head, tail
}

// contrastingForms reports whether two words are no forms of each other although
// their stem is one: general and generate, capitalism and capitalist.
func contrastingForms(a, b string) bool {
	a, b = strings.TrimSuffix(a, "s"), strings.TrimSuffix(b, "s")
	if strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return false // no ending begins with another of its set
	}
	return differBy(a, b, contrastingEndings, 2, strings.CutSuffix, same)
}

func same(a, b string) bool { return a == b }

// nearly lets a mistake pass beside a contrast: adsorbtion is not absorption.
func nearly(a, b string) bool { return withinEdits(a, b, 1) }

// differBy reports whether a and b are the same, or as alike as that asks, but
// for two affixes of one set.
func differBy(a, b string, sets [][]string, rest int, cut func(s, affix string) (string, bool), alike func(a, b string) bool) bool {
	for _, set := range sets {
		for _, p := range set {
			root, ok := cut(a, p)
			if !ok || len(root) < rest {
				continue
			}
			for _, q := range set {
				if other, ok := cut(b, q); ok && p != q && alike(other, root) {
					return true
				}
			}
		}
	}
	return false
}
