package grading

import "sync"

// hit is a word of the rubric found in the response.
type hit struct {
	word  int32
	token int32
	size  int32 // tokens that it takes: 2 where a compound is written apart
	next  int32 // the next hit of the same word, or -1
	fuzzy bool
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
	buffer []byte
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
	if cap(d.tokens) > keep || cap(d.hits) > 4*keep {
		return
	}
	clear(d.tokens[:cap(d.tokens)]) // do not hold on to the response
	d.rubric, d.source, d.normal, d.quantities, d.said = nil, "", normal{}, nil, nil
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
	lang := d.rubric.lexicon.lang
	before := len(d.hits)
	near := ws.starts.has(t.text)
	if near {
		for _, w := range ws.byText[t.text] {
			d.hit(w, i, 1, false)
		}
	}
	if near || t.base != "" && ws.starts.has(t.base) {
		for _, w := range ws.byStem[lang.stemOf(t)] {
			if other := ws.list[w].text; other != t.text && !contrastingForms(t.text, other) {
				d.hit(w, i, 1, false)
			}
		}
	}
	if len(ws.globs) > 0 {
		d.findGlobs(ws.globs[0], i, t)
		d.findGlobs(ws.globs[t.text[0]], i, t)
		if t.raw[0] != t.text[0] {
			d.findGlobs(ws.globs[t.raw[0]], i, t)
		}
	}
	if len(d.hits) == before {
		d.findMistyped(i, t)
	}
	d.findApart(i)
}

func (d *reading) findGlobs(globs []int32, i int32, t *token) {
	for _, w := range globs {
		if d.rubric.words.list[w].matches(t) {
			d.hit(w, i, 1, false)
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
	if len(r.words.typos) == 0 || len(t.text) < minTypoTyped || hasDigit(t.text) || t.flags&flagCommon != 0 {
		return
	}
	stem := ""
	asked := false
	for _, n := range r.words.typos {
		w := &r.words.list[n]
		if len(w.stem) > 0 && stem == "" && sameFirst(w.stem, t.text) && len(t.text) >= len(w.stem)-2 {
			stem = r.lexicon.lang.stemOf(t)
		}
		if !w.mistyped(t.text, stem) {
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
	d.buffer = append(append(d.buffer[:0], a.text...), b.text...)
	for _, w := range ws.globs[a.text[0]] {
		if glob := &ws.list[w]; glob.reaches(a.text) && globMatch(glob.text, string(d.buffer)) {
			d.hit(w, i, 2, false)
		}
	}
	if !ws.heads.has(a.text, b.text[0]) {
		return
	}
	for _, w := range ws.byText[string(d.buffer)] {
		d.hit(w, i, 2, false)
	}
	d.buffer = append(append(d.buffer[:0], a.text...), d.rubric.lexicon.lang.stemOf(b)...)
	for _, w := range ws.byStem[string(d.buffer)] {
		d.hit(w, i, 2, false)
	}
}

// span makes the evidence for tokens first to last.
func (d *reading) span(first, last int32, keyword string, typo bool) Span {
	start, end := d.normal.original(d.tokens[first].from, d.tokens[first].to)
	if last != first {
		_, end = d.normal.original(d.tokens[last].from, d.tokens[last].to)
	}
	return Span{Start: start, End: end, Text: validText(d.source[start:end]), Keyword: keyword, Typo: typo}
}
