package grading

import (
	"strings"
	"sync"
)

// hit is a word of the rubric found in the response.
type hit struct {
	word  int32
	token int32
	size  int32 // tokens that it takes: 2 where a compound is written apart
	next  int32 // the next hit of the same word, or -1
	fuzzy bool
	close bool // not the word, but one that is related to it (related.go)
}

// reading is one response as one rubric sees it: its tokens and, for each, the
// rubric's words that it meets. It is working memory, used again and again.
type reading struct {
	rubric *Rubric
	source string // the response as given
	normal normal
	tokens []token
	hits   []hit
	// from gives, for each token, its first place in hits; the hits of token
	// i are hits[from[i]:from[i+1]].
	from        []int32
	first, last []int32 // by word: its first and last hit, or -1
	quantities  []quantity
	rivals      []match
	said        map[string]said // by criterion, in a comparison
	searcher
	// pmatchTexts are the response as Pattern Match reads it, without case
	// and with it, and pmatchMemory what its searches use.
	pmatchTexts  [2]*pmatchText
	pmatchMemory pmatchMemory
	finder       pmatchFinder
	spans        []Span // of the mark
	buffer       []byte
	groups       trigrams
}

var readings = sync.Pool{New: func() any { return new(reading) }}

func (r *Rubric) read(response string) *reading {
	d := readings.Get().(*reading)
	d.rubric, d.source = r, response
	d.normal = normalise(response)
	lang := r.lexicon.lang
	d.tokens = lang.tokenize(d.normal.text, d.tokens[:0])
	if lang.words != nil {
		lang.negate(d.tokens)
	}
	d.findWords()
	d.searcher.reset()
	d.quantities, d.said = nil, nil
	d.rivals = d.rivals[:0]
	return d
}

// release gives the working memory back, unless one response made it huge.
func (d *reading) release() {
	const keep = 4096
	if cap(d.pmatchMemory.places) > 4*keep || cap(d.pmatchMemory.trail) > 4*keep || cap(d.pmatchMemory.ends) > 4*keep {
		d.pmatchMemory = pmatchMemory{}
	}
	if cap(d.tokens) > keep || cap(d.hits) > 4*keep || cap(d.held) > keep || cap(d.paths) > keep {
		return
	}
	d.rubric, d.source, d.normal, d.quantities, d.said = nil, "", normal{}, nil, nil
	d.spans, d.pmatchTexts, d.finder = nil, [2]*pmatchText{}, pmatchFinder{}
	readings.Put(d)
}

// findWords fills hits.
func (d *reading) findWords() {
	ws := d.rubric.words
	d.hits, d.from = d.hits[:0], d.from[:0]
	d.first, d.last = d.first[:0], d.last[:0]
	for range ws.list {
		d.first, d.last = append(d.first, -1), append(d.last, -1)
	}
	for i := range d.tokens {
		d.from = append(d.from, int32(len(d.hits)))
		d.findAt(int32(i), &d.tokens[i])
	}
	d.from = append(d.from, int32(len(d.hits)))
}

func (d *reading) findAt(i int32, t *token) {
	if t.text == "" {
		return
	}
	ws := d.rubric.words
	before := len(d.hits)
	for w := range ws.byText.at(t.textKey) {
		if ws.list[w].text == t.text {
			d.hit(w, i, 1, false)
		}
	}
	for w := range ws.byStem.at(t.stemKey) {
		if other := &ws.list[w]; other.stem == t.stem && other.text != t.text && !contrastingForms(t.text, other.text) {
			d.hit(w, i, 1, false)
		}
	}
	if len(ws.globs) > 0 {
		d.findGlobs(ws.globsAt(0), i, t)
		d.findGlobs(ws.globsAt(t.text[0]), i, t)
		if t.raw[0] != t.text[0] {
			d.findGlobs(ws.globsAt(t.raw[0]), i, t)
		}
	}
	if len(ws.nots) > 0 && t.flags.negates() {
		d.findNots(i)
	}
	if len(d.hits) == before {
		d.findMistyped(i, t)
	}
	if len(d.hits) == before && d.rubric.spec.Loose {
		d.findAlike(i, t)
		if len(d.hits) == before {
			d.findRelated(i, t)
		}
	}
	d.findApart(i)
}

func (d *reading) findGlobs(globs []globWord, i int32, t *token) {
	for _, g := range globs {
		if d.rubric.words.list[g.word].matches(t) {
			d.hit(g.word, i, 1, false)
		}
	}
}

func (d *reading) hit(w, token, size int32, fuzzy bool) {
	n := int32(len(d.hits))
	if d.last[w] >= 0 {
		if d.hits[d.last[w]].token == token && d.hits[d.last[w]].size == size {
			return
		}
		d.hits[d.last[w]].next = n
	} else {
		d.first[w] = n
	}
	d.last[w] = n
	d.hits = append(d.hits, hit{word: w, token: token, size: size, next: -1, fuzzy: fuzzy})
}

// findMistyped takes a token that meets nothing for a mistyped word.
func (d *reading) findMistyped(i int32, t *token) {
	r := d.rubric
	if len(r.words.forgiving) == 0 || len(t.text) < minTypoTyped || hasDigit(t.text) || t.flags&flagCommon != 0 {
		return
	}
	asked := false
	for j := range r.words.forgiving {
		f := &r.words.forgiving[j]
		if !f.may(t.lexeme) {
			continue
		}
		n := f.word
		w := &r.words.list[n]
		if !w.mistyped(t.text, t.stem) {
			continue
		}
		if !asked {
			if r.notTypo[t.text] || r.lexicon.ordinary(t) || r.lexicon.ordinaryForm(t) {
				return
			}
			asked = true
		}
		if !r.nearRival(t.text, w) {
			d.hit(n, i, 1, true)
		}
	}
}

// nearRival reports whether a word as typed may as well be one of a rival
// answer that is not w itself.
func (r *Rubric) nearRival(typed string, w *word) bool {
	for _, n := range r.words.rivals {
		rival := &r.words.list[n]
		if rival.stem != w.stem && len(rival.text) >= minTypoTyped && withinEdits(typed, rival.text, 1) {
			return true
		}
	}
	return false
}

// findApart finds words of the rubric that the response writes as two.
func (d *reading) findApart(i int32) {
	if int(i)+1 >= len(d.tokens) {
		return
	}
	a, b := &d.tokens[i], &d.tokens[i+1]
	ws := d.rubric.words
	switch {
	case b.text == "" || b.sentence != a.sentence:
		return
	case !b.glued && (a.flags|b.flags)&flagNoJoin != 0:
		return
	case a.from == b.from: // two words of one contraction
		return
	}
	for _, g := range ws.globsAt(a.text[0]) {
		if glob := &ws.list[g.word]; glob.reaches(a.text) && globMatch(glob.text, string(d.joined(a.text, b.text))) {
			d.hit(g.word, i, 2, false)
		}
	}
	if !ws.heads.has(a.head, b.text[0]) {
		return
	}
	text := d.joined(a.text, b.text)
	for w := range ws.byText.at(wordKeyOfBytes(text)) {
		if ws.list[w].text == string(text) {
			d.hit(w, i, 2, false)
		}
	}
	stem := d.joined(a.text, b.stem)
	for w := range ws.byStem.at(wordKeyOfBytes(stem)) {
		if ws.list[w].stem == string(stem) {
			d.hit(w, i, 2, false)
		}
	}
}

// joined writes two texts together, until it is called again.
func (d *reading) joined(a, b string) []byte {
	d.buffer = append(append(d.buffer[:0], a...), b...)
	return d.buffer
}

// span makes the evidence for tokens first to last.
func (d *reading) span(first, last int32, keyword string, typo bool) Span {
	start, end := d.normal.original(d.tokens[first].from, d.tokens[first].to)
	if last != first {
		_, end = d.normal.original(d.tokens[last].from, d.tokens[last].to)
	}
	end += closingAfter(d.source, start, end)
	return Span{Start: start, End: end, Text: validText(d.source[start:end]), Keyword: keyword, Typo: typo}
}

// closingAfter is 1 where a bracket that the span opens closes right behind it, so
// that evidence is shown as O(n log n), and else 0.
func closingAfter(source string, start, end int) int {
	if end >= len(source) || source[end] != ')' && source[end] != ']' {
		return 0
	}
	opening, closing := "(", ")"
	if source[end] == ']' {
		opening, closing = "[", "]"
	}
	if text := source[start:end]; strings.Count(text, opening) > strings.Count(text, closing) {
		return 1
	}
	return 0
}
