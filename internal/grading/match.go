package grading

// How keywords are found.
//
// The words of the response are read once, from left to right, and each is
// looked up among the rubric's words (read.go). After that a keyword is a walk:
// from each place where its first word is, step to the places where its next
// word may be. Most walks are over at once, since the next word must be the
// next token, or the one after an article; at a "..." it may be any of the next
// few. A walk never leaves its sentence.
//
//	keyword   people ... rate* the answers
//	response  most people who then rated these answers
//	               ^first          ^gap of 2    ✗ "these" is no article: not found
//
// A criterion is asked three times, and the first yes is its outcome: with
// clean words only (hit), with typing mistakes too (fuzzy), with denied words
// too (negated). A loose rubric asks once more before that, with words that are
// related (fuzzy). So evidence is always the best there is, and a denial counts only
// where nothing else meets the criterion.
//
// For all, one match of each group is wanted, sharing no word. Where every
// match is a single word and the place does not matter, that is a bipartite
// matching, found by augmenting paths. Otherwise it is a search (groups.go).
// Every search remembers what led nowhere, and counts its steps: the budget is
// some ten milliseconds, hundreds of times what an honest response takes. When
// it is spent the mark goes to a person, with that reason; a score is never a
// guess about the rest.

// stepBudget is the most steps that the searches of one mark may take.
const stepBudget = 300_000

// maxMatches is the most matches of one group that are looked at for all.
const maxMatches = 5_000

// pass says which words a search may use.
type pass struct{ fuzzy, close, negated bool }

// attempt is one of the times that a criterion is asked.
type attempt struct {
	pass
	outcome Outcome
}

var strictAttempts = []attempt{
	{pass{}, OutcomeHit},
	{pass{fuzzy: true}, OutcomeFuzzy},
	{pass{fuzzy: true, negated: true}, OutcomeNegated},
}

var looseAttempts = []attempt{
	{pass{}, OutcomeHit},
	{pass{fuzzy: true}, OutcomeFuzzy},
	{pass{fuzzy: true, close: true}, OutcomeFuzzy},
	{anyWord, OutcomeNegated},
}

// anyWord is the pass that takes all that the rubric takes.
var anyWord = pass{fuzzy: true, close: true, negated: true}

func (r *Rubric) attempts() []attempt {
	if r.spec.Loose {
		return looseAttempts
	}
	return strictAttempts
}

// match is one place where a keyword was found.
type match struct {
	first, last int32   // tokens
	tokens      []int32 // those used; nil means first to last
	keyword     *keyword
	fuzzy       bool // by a typing mistake
	close       bool // by a word that is related
	negated     bool
}

// searcher is the memory of the searches of one mark.
type searcher struct {
	steps   int // left
	emitted int // matches that walks came to
	// dead are the steps of the walked sequence that led nowhere, by place.
	dead map[uint64]struct{}
	path []int32
	// paths are those of matches that have other words between theirs.
	paths      []int32
	walk       walk
	held       []match
	assignment assignment
}

// walk is the search for one sequence.
type walk struct {
	pass
	denied   bool // what is denied will do, whatever the sequence
	sequence *sequence
	keyword  *keyword
	fuzzy    int
	close    int
	negated  int
	found    func(match) bool // returns false to go on; nil to stop at once
	collect  int              // or, above 0: hold matches until there are so many
	got      match            // where it stopped
}

func (s *searcher) reset() {
	s.steps = stepBudget
	s.path, s.paths, s.held = s.path[:0], s.paths[:0], s.held[:0]
}

// spent reports whether the budget ran out.
func (d *reading) spent() bool { return d.steps <= 0 }

// find walks every sequence of a keyword and hands each match to found, until
// found returns true. It reports whether it did. Without found the first match
// is left in walk.got.
func (d *reading) find(k *keyword, p pass, found func(match) bool) bool {
	return d.walkAll(&walk{pass: p, keyword: k, found: found})
}

// collect walks every sequence of a keyword and holds each match, until most are
// held.
func (d *reading) collect(k *keyword, p pass, most int) {
	d.walkAll(&walk{pass: p, keyword: k, collect: most})
}

func (d *reading) walkAll(w *walk) bool {
	for i := range w.keyword.sequences {
		s := &w.keyword.sequences[i]
		if !d.present(s) {
			continue
		}
		d.walk = *w
		d.walk.sequence, d.walk.denied = s, w.pass.negated
		if s.plain {
			d.walk.pass.negated = true
		}
		if s.gaps > 1 {
			clear(d.dead)
		}
		if d.findSequence() {
			return true
		}
	}
	return false
}

// present reports whether the words of a sequence occur at all.
func (d *reading) present(s *sequence) bool {
	for i := 0; i < len(s.steps); i++ {
		st := &s.steps[i]
		if d.first[st.word] >= 0 || d.rubric.words.list[st.word].kind == wordAny {
			continue
		}
		if st.joined >= 0 && d.first[st.joined] >= 0 {
			i++
			continue
		}
		if i > 0 && s.steps[i-1].joined >= 0 && d.first[s.steps[i-1].joined] >= 0 {
			continue
		}
		return false
	}
	return true
}

func (d *reading) findSequence() bool {
	s := d.walk.sequence
	if d.rubric.words.list[s.steps[0].word].kind == wordAny {
		for i := range d.tokens {
			if d.stepTo(0, int32(i)) {
				return true
			}
			if d.spent() {
				return false
			}
		}
		return false
	}
	for _, w := range [...]int32{s.steps[0].word, s.steps[0].joined} {
		if w < 0 {
			continue
		}
		for h := d.first[w]; h >= 0 && !d.spent(); h = d.hits[h].next {
			skip := int32(1)
			if w == s.steps[0].joined {
				skip = 2
			}
			if d.take(&d.hits[h], 0, skip) {
				return true
			}
		}
	}
	return false
}

// stepTo tries to place step k at token i.
func (d *reading) stepTo(k, i int32) bool {
	st := &d.walk.sequence.steps[k]
	if d.rubric.words.list[st.word].kind == wordAny {
		any := hit{word: st.word, token: i, size: 1}
		return d.take(&any, k, 1)
	}
	for h := d.from[i]; h < d.from[i+1]; h++ {
		switch d.hits[h].word {
		case st.word:
			if d.take(&d.hits[h], k, 1) {
				return true
			}
		case st.joined:
			if d.take(&d.hits[h], k, 2) {
				return true
			}
		}
	}
	return false
}

// take uses a hit for step k, and goes on with step k+skip.
func (d *reading) take(h *hit, k, skip int32) bool {
	if d.steps--; d.steps <= 0 {
		return false
	}
	if h.fuzzy && !d.walk.pass.fuzzy || h.close && !d.walk.pass.close {
		return false
	}
	negated := 0
	for i := h.token; i < h.token+h.size; i++ {
		if d.tokens[i].negated {
			negated = 1
		}
	}
	if negated > 0 && !d.walk.pass.negated {
		return false
	}
	fuzzy, near := 0, 0
	if h.fuzzy {
		fuzzy = 1
	}
	if h.close {
		near = 1
	}
	d.walk.fuzzy, d.walk.close, d.walk.negated = d.walk.fuzzy+fuzzy, d.walk.close+near, d.walk.negated+negated
	for i := range h.size {
		d.path = append(d.path, h.token+i)
	}
	done := d.goOn(k+skip, h.token+h.size)
	d.path = d.path[:len(d.path)-int(h.size)]
	d.walk.fuzzy, d.walk.close, d.walk.negated = d.walk.fuzzy-fuzzy, d.walk.close-near, d.walk.negated-negated
	return done
}

// goOn places step k behind the tokens before end.
func (d *reading) goOn(k, end int32) bool {
	s := d.walk.sequence
	if int(k) == len(s.steps) {
		return d.emit()
	}
	key := uint64(k)<<32 | uint64(end)
	if s.gaps > 1 {
		if _, known := d.dead[key]; known {
			return false
		}
	}
	emitted := d.emitted
	if d.goOnAt(k, end) {
		return true
	}
	if s.gaps > 1 && d.emitted == emitted && !d.spent() {
		if d.dead == nil {
			d.dead = make(map[uint64]struct{})
		}
		d.dead[key] = struct{}{}
	}
	return false
}

func (d *reading) goOnAt(k, end int32) bool {
	sentence := d.tokens[end-1].sentence
	last := end
	gap := d.walk.sequence.steps[k].gap
	if gap == adjacent {
		if int(end) < len(d.tokens) && d.tokens[end].flags&flagArticle != 0 {
			last++
		}
	} else {
		last += gap
	}
	for i := end; i <= last && int(i) < len(d.tokens) && d.tokens[i].sentence == sentence; i++ {
		if d.steps--; d.steps <= 0 {
			return false
		}
		if d.stepTo(k, i) {
			return true
		}
	}
	return false
}

func (d *reading) emit() bool {
	m := match{
		first: d.path[0], last: d.path[len(d.path)-1], keyword: d.walk.keyword,
		fuzzy:   d.walk.fuzzy > 0,
		close:   d.walk.close > 0,
		negated: d.walk.negated > 0 && !d.walk.sequence.plain,
	}
	d.emitted++
	if d.walk.sequence.plain && d.undone() {
		m.negated = true
	}
	if m.negated && !d.walk.denied || d.inRival(m) {
		return false
	}
	if int(m.last-m.first)+1 != len(d.path) {
		from := len(d.paths)
		d.paths = append(d.paths, d.path...)
		m.tokens = d.paths[from:len(d.paths):len(d.paths)]
	}
	if d.walk.collect > 0 {
		d.held = append(d.held, m)
		return len(d.held) >= d.walk.collect
	}
	if d.walk.found == nil {
		d.walk.got = m
		return true
	}
	return d.walk.found(m)
}

// findAny returns the best match of any keyword, and what it makes of the
// criterion.
func (d *reading) findAny(keywords []keyword) (match, Outcome) {
	if !d.anyPresent(keywords) {
		return match{}, OutcomeMissed
	}
	for _, p := range d.rubric.attempts() {
		for i := range keywords {
			if d.find(&keywords[i], p.pass, nil) {
				return d.walk.got, p.outcome
			}
		}
	}
	return match{}, OutcomeMissed
}

// inRival reports whether a match is only part of a rival answer: fine-tuning
// in "instruction fine-tuning".
func (d *reading) inRival(m match) bool {
	for i := range d.rivals {
		rival := &d.rivals[i]
		if rival.first <= m.first && m.last <= rival.last && rival.last-rival.first > m.last-m.first {
			return true
		}
	}
	return false
}
