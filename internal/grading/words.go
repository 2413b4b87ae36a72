package grading

import (
	"cmp"
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
	list      []word
	byKey     map[wordKey]int32 // while compiling
	byText    wordTable         // plain and exact words
	byStem    wordTable         // plain words
	forgiving []forgiving       // words that forgive mistakes
	rivals    []int32
	heads     headSet    // of plain and exact words
	globs     []globWord // wildcards, in order of their first byte
	globFirst [4]uint64  // those bytes
	nots      []keywordNot
	related   relatedWords
}

type wordKey struct {
	kind  wordKind
	text  string
	stem  string
	edits int8
}

// globWord is a wildcard and the byte that it begins with; 0 for one that
// begins with a sign.
type globWord struct {
	first byte
	word  int32
}

// newWords makes room for about as many words as a rubric has rival answers.
func newWords(rivals int) *words {
	return &words{list: make([]word, 0, rivals), byKey: make(map[wordKey]int32, rivals)}
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
		w.lead = literalPrefix(w.text)
		for _, glob := range w.globs {
			first := byte(0)
			if lead := literalPrefix(glob); lead != "" {
				first = lead[0]
			}
			ws.indexGlob(globWord{first, n})
		}
	case wordPlain:
		ws.heads.add(w.stem)
		fallthrough
	case wordExact:
		ws.heads.add(w.text)
	}
	if w.edits > 0 {
		w.long = utf8.RuneCountInString(w.text) >= minTypoFirst
		ws.forgiving = append(ws.forgiving, newForgiving(n, w))
	}
	if w.rival && w.kind == wordPlain {
		ws.rivals = append(ws.rivals, n)
	}
}

func (ws *words) indexGlob(g globWord) {
	at, _ := slices.BinarySearchFunc(ws.globs, g, func(a, b globWord) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.word, b.word))
	})
	if at < len(ws.globs) && ws.globs[at] == g {
		return
	}
	ws.globs = slices.Insert(ws.globs, at, g)
	ws.globFirst[g.first>>6] |= 1 << (g.first & 63)
}

// globsAt are the wildcards that begin with a byte.
func (ws *words) globsAt(first byte) []globWord {
	if ws.globFirst[first>>6]&(1<<(first&63)) == 0 {
		return nil
	}
	from := 0
	if len(ws.globs) > 8 {
		from, _ = slices.BinarySearchFunc(ws.globs, first, func(g globWord, b byte) int { return cmp.Compare(g.first, b) })
	}
	for from < len(ws.globs) && ws.globs[from].first < first {
		from++
	}
	to := from
	for to < len(ws.globs) && ws.globs[to].first == first {
		to++
	}
	return ws.globs[from:to]
}

// done makes the tables, when all words are known.
func (ws *words) done() {
	ws.byKey = nil
	texts, stems := 0, 0
	for i := range ws.list {
		switch ws.list[i].kind {
		case wordPlain:
			stems++
			texts++
		case wordExact:
			texts++
		}
	}
	ws.byText, ws.byStem = newWordTable(texts), newWordTable(stems)
	for i := range ws.list {
		switch w := &ws.list[i]; w.kind {
		case wordPlain:
			ws.byStem.add(wordKeyOf(w.stem), int32(i))
			fallthrough
		case wordExact:
			ws.byText.add(wordKeyOf(w.text), int32(i))
		}
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

// has reports whether some word may begin with the text that head is of, and go
// on with the letter next.
func (s *headSet) has(head uint32, next byte) bool {
	h := head*31 + uint32(next)
	return s[h>>6&63]&(1<<(h&63)) != 0
}

// headOf is a whole word as headSet knows it.
func headOf(text string) uint32 {
	h := uint32(0)
	for i := range len(text) {
		h = h*31 + uint32(text[i])
	}
	return h
}
