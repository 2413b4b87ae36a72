package grading

import "strings"

// word is one distinct word of a rubric's keywords.
type word struct {
	kind   wordKind
	text   string
	stem   string   // of a plain word
	globs  []string // the spellings of a wildcard
	prefix string   // the letters before a wildcard's only *, when it forgives mistakes
	edits  int8     // mistakes forgiven
	rival  bool     // of a rival answer
}

// words are the distinct words of a rubric, with the tables that find them
// from a word of a response.
type words struct {
	list   []word
	byKey  map[wordKey]int32 // while compiling
	byText map[string][]int32
	byStem map[string][]int32
	globs  []int32
	typos  []int32 // words that forgive mistakes
	rivals []int32
	starts startSet
}

type wordKey struct {
	kind  wordKind
	text  string
	stem  string
	edits int8
}

func newWords() *words {
	return &words{byKey: make(map[wordKey]int32), byText: make(map[string][]int32), byStem: make(map[string][]int32)}
}

// add returns the number of the word that an element stands for.
func (ws *words) add(e element, typos Typos, rival bool) int32 {
	w := word{kind: e.kind, text: e.text, stem: e.stem, rival: rival}
	switch e.kind {
	case wordPlain:
		w.edits = editsFor(typos, e.text)
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
		ws.globs = append(ws.globs, n)
		ws.starts.add(literalPrefix(w.text))
	case wordPlain:
		ws.byStem[w.stem] = append(ws.byStem[w.stem], n)
		ws.starts.add(w.stem)
		fallthrough
	case wordExact:
		ws.byText[w.text] = append(ws.byText[w.text], n)
		ws.starts.add(w.text)
	}
	if w.edits > 0 {
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
	return len(literalPrefix(w.text)) > len(head) && strings.HasPrefix(w.text, head)
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

// startSet holds the first two bytes of words, roughly: a quick way to say that
// a word is none of them, without finding its stem.
type startSet [64]uint64

func (s *startSet) slot(a, b byte) (int, uint64) {
	h := uint(a)*37 ^ uint(b)*101
	return int(h >> 6 & 63), 1 << (h & 63)
}

func (s *startSet) add(word string) {
	if len(word) >= 2 {
		i, bit := s.slot(word[0], word[1])
		s[i] |= bit
	} else if len(word) == 1 {
		i, bit := s.slot(word[0], 0)
		s[i] |= bit
	}
}

func (s *startSet) has(a, b byte) bool {
	i, bit := s.slot(a, b)
	return s[i]&bit != 0
}

func (s *startSet) hasWord(word string) bool {
	switch len(word) {
	case 0:
		return false
	case 1:
		return s.has(word[0], 0)
	}
	return s.has(word[0], word[1])
}
