package grading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// word is one distinct word of a rubric's keywords.
type word struct {
	kind   wordKind
	text   string
	stem   string   // of a plain word
	globs  []string // the spellings of a wildcard
	lead   string   // the letters before the first wildcard
	prefix string   // the letters before the only one, a *, when they forgive mistakes
	edits  int8     // mistakes forgiven
	long   bool     // long enough to forgive a wrong first letter
	rival  bool     // of a rival answer
	groups trigrams // of the stem, where words that look alike will do
}

// words are the distinct words of a rubric, with the tables that find them
// from a word of a response.
type words struct {
	list   []word
	byKey  map[wordKey]int32 // while compiling
	byText map[string][]int32
	byStem map[string][]int32
	typos  []int32 // words that forgive mistakes
	rivals []int32
	starts startSet         // of plain and exact words
	heads  headSet          // of the same
	globs  map[byte][]int32 // wildcards by first byte; 0 for those that begin with one
}

type wordKey struct {
	kind  wordKind
	text  string
	stem  string
	edits int8
}

// newWords makes room for about as many words as a rubric has rival answers.
func newWords(l *language, rivals int) *words {
	return &words{
		list:   make([]word, 0, rivals),
		byKey:  make(map[wordKey]int32, rivals),
		byText: make(map[string][]int32, rivals),
		byStem: make(map[string][]int32, rivals),
		globs:  make(map[byte][]int32),
		starts: startSet{width: l.fixedStart},
	}
}

// add returns the number of the word that an element stands for.
func (ws *words) add(e element, typos Typos, rival bool) int32 {
	w := word{kind: e.kind, text: e.text, stem: e.stem, rival: rival}
	switch e.kind {
	case wordPlain:
		w.edits = editsFor(typos, e.text)
		if typos == TyposLoose {
			w.groups = trigramsOf(e.stem, nil)
		}
	case wordGlob:
		w.prefix, w.edits = typoPrefix(e.text, typos)
	}
	key := wordKey{w.kind, w.text, w.stem, w.edits}
	if n, ok := ws.byKey[key]; ok {
		if rival && !ws.list[n].rival {
			ws.list[n].rival = true
			ws.rivals = append(ws.rivals, n)
		}
		return n
	}
	n := int32(len(ws.list))
	ws.byKey[key] = n
	ws.index(n, &w)
	ws.list = append(ws.list, w)
	return n
}

func (ws *words) index(n int32, w *word) {
	switch w.kind {
	case wordGlob:
		w.globs = globSpellings(w.text)
		w.lead = literalPrefix(w.text)
		for _, glob := range w.globs {
			first := byte(0)
			if lead := literalPrefix(glob); lead != "" {
				first = lead[0]
			}
			if !slices.Contains(ws.globs[first], n) {
				ws.globs[first] = append(ws.globs[first], n)
			}
		}
	case wordPlain:
		ws.byStem[w.stem] = append(ws.byStem[w.stem], n)
		ws.starts.add(w.stem)
		ws.heads.add(w.stem)
		fallthrough
	case wordExact:
		ws.byText[w.text] = append(ws.byText[w.text], n)
		ws.starts.add(w.text)
		ws.heads.add(w.text)
	}
	if w.edits > 0 {
		w.long = utf8.RuneCountInString(w.text) >= minTypoFirst
		ws.typos = append(ws.typos, n)
	}
	if w.rival && w.kind == wordPlain {
		ws.rivals = append(ws.rivals, n)
	}
}

// typoPrefix returns the letters before the * of a wildcard such as annotat*,
// when they are enough to forgive a mistake in.
func typoPrefix(glob string, typos Typos) (prefix string, edits int8) {
	prefix, ok := strings.CutSuffix(glob, "*")
	if !ok || typos == TyposOff || len(prefix) < minTypoPrefix || strings.ContainsAny(prefix, "*?") || !isASCII(prefix) || hasDigit(prefix) {
		return "", 0
	}
	return prefix, 1
}

func literalPrefix(glob string) string {
	if i := strings.IndexAny(glob, "*?"); i >= 0 {
		return glob[:i]
	}
	return glob
}

// reaches reports whether a wildcard such as pretrain* begins with a word and
// goes on, so that it may meet the word and the next one together.
func (w *word) reaches(head string) bool {
	return len(w.lead) > len(head) && strings.HasPrefix(w.lead, head)
}

// matches reports whether a token meets a wildcard.
func (w *word) matches(t *token) bool {
	if t.text == "" {
		return false
	}
	for _, glob := range w.globs {
		if c := glob[0]; c != '*' && c != '?' && c != t.text[0] && c != t.raw[0] {
			continue
		}
		if globMatch(glob, t.text) || t.raw != t.text && globMatch(glob, t.raw) {
			return true
		}
	}
	return false
}

// startSet holds the first letters of words, roughly: a quick way to say that a
// word of a response is none of them, without finding its stem. Only what no
// stemmer touches counts: two bytes, or three in English, where a y may have
// become an i.
type startSet struct {
	bits  [64]uint64
	width int
}

func (s *startSet) slot(word string) (int, uint64) {
	h := uint(0)
	for i := range min(len(word), s.width) {
		c := word[i]
		if c == 'y' {
			c = 'i'
		}
		h = h*37 + uint(c)
	}
	return int(h >> 6 & 63), 1 << (h & 63)
}

func (s *startSet) add(word string) {
	i, bit := s.slot(word)
	s.bits[i] |= bit
}

// has reports whether a word, or a shorter one that it begins with, may be in
// the set.
func (s *startSet) has(word string) bool {
	for length := min(len(word), s.width); length > 0; length-- {
		if i, bit := s.slot(word[:length]); s.bits[i]&bit != 0 {
			return true
		}
	}
	return false
}

// headSet holds every beginning of words, roughly: a quick way to say that two
// words of a response written together are none of them.
type headSet [64]uint64

func (s *headSet) add(word string) {
	h := uint32(0)
	for i := range len(word) {
		h = h*31 + uint32(word[i])
		s[h>>6&63] |= 1 << (h & 63)
	}
}

// has reports whether some word may begin with a and go on with the letter next.
func (s *headSet) has(a string, next byte) bool {
	h := uint32(0)
	for i := range len(a) {
		h = h*31 + uint32(a[i])
	}
	h = h*31 + uint32(next)
	return s[h>>6&63]&(1<<(h&63)) != 0
}
