package grading

import (
	"fmt"
	"math"
	"strings"
)

// idea is something that the model answer says, in one or a few words.
type idea struct {
	text    string
	key     string // the same for synonyms and word forms
	number  *Number
	weight  float64
	denied  bool
	negator bool // by a negator proper, not by "instead of"
	clause  int  // which denied stretch it stands in
	given   bool
	ordinal int
	element int // of the model answer, from 1, that has points of its own; or 0
}

// deriver gathers the ideas of a model answer.
type deriver struct {
	lexicon  *Lexicon
	all      bool // stop words too
	ideas    []idea
	seen     map[string]int
	elements []answerElement // of the text being read
	points   []answerElement // of the answer
}

func (v *deriver) readAnswer(answer string) {
	v.ideas, v.seen = nil, make(map[string]int)
	answer, v.points = elementsOf(answer)
	v.elements = v.points
	v.eachIdea(answer, func(i idea) {
		if at, ok := v.seen[i.key]; ok {
			if !i.denied {
				v.ideas[at].denied = false
			}
			return
		}
		i.ordinal = len(v.ideas)
		v.seen[i.key] = i.ordinal
		v.ideas = append(v.ideas, i)
	})
}

func (v *deriver) readPrompt(prompt string) {
	v.elements = nil
	v.eachIdea(cut(prompt, MaxResponse), func(i idea) {
		if at, ok := v.seen[i.key]; ok {
			v.ideas[at].given = true
		}
	})
}

// eachIdea calls found with every idea of a text, in order.
func (v *deriver) eachIdea(text string, found func(idea)) {
	r := &Rubric{lexicon: v.lexicon, words: newWords(0)}
	d := r.read(text)
	defer d.release()
	d.steps = math.MaxInt
	clause := 0
	quantities := d.allQuantities()
	for i := int32(0); int(i) < len(d.tokens); {
		t := &d.tokens[i]
		if t.before != pauseNone || i > 0 && t.negated != d.tokens[i-1].negated {
			clause++
		}
		for len(quantities) > 0 && quantities[0].last < i {
			quantities = quantities[1:]
		}
		var next int32
		var it idea
		var ok bool
		if len(quantities) > 0 && quantities[0].first == i {
			next, it, ok = quantities[0].last+1, v.numberIdea(d, quantities[0]), !d.isToken(i, "one") || v.all
		} else {
			next, it, ok = v.wordIdea(d, i)
		}
		if ok {
			it.denied, it.clause = t.negated, clause
			it.negator = t.negated && d.negatorBefore(i)
			it.element = d.elementAt(i, v.elements)
			found(it)
		}
		i = next
	}
}

// negatorBefore reports whether what denies token i is a word such as not.
func (d *reading) negatorBefore(i int32) bool {
	for i--; i >= 0; i-- {
		if d.tokens[i].flags&(flagNegator|flagNor) != 0 {
			return true
		}
		if !d.tokens[i].negated || d.tokens[i+1].before == pauseSentence {
			return false
		}
	}
	return false
}

func (v *deriver) numberIdea(d *reading, q quantity) idea {
	return idea{
		text:   d.textOf(q),
		key:    fmt.Sprintf("number %v %s", q.value, q.unit),
		number: &Number{Value: q.value, Unit: q.unit},
		weight: weightTelling,
	}
}

// wordIdea reads the compound, the synonym or the word at token i.
func (v *deriver) wordIdea(d *reading, i int32) (next int32, it idea, ok bool) {
	if class, size := v.classAt(d, i); size > 0 {
		it = idea{text: d.phrase(i, i+size-1), key: fmt.Sprintf("class %d", class), weight: weightTelling}
		if v.usable(it.text) {
			return i + size, it, true
		}
	}
	next = i + 1
	for int(next) < len(d.tokens) && d.tokens[next].glued && d.tokens[next].from > d.tokens[next-1].from && d.between(next) == "-" {
		next++
	}
	t := &d.tokens[i]
	it.text = d.phrase(i, next-1)
	for j := i; j < next; j++ {
		it.key += d.rubric.lexicon.lang.stemOf(&d.tokens[j])
	}
	it.weight = weightTelling
	if next == i+1 {
		switch {
		case t.flags&flagLight != 0 && !v.all:
			it.weight = weightLight
		case v.skips(t):
			return next, it, false
		}
	}
	return next, it, v.usable(it.text)
}

// usable reports whether a text makes a keyword, even with every denial before
// it.
func (v *deriver) usable(text string) bool {
	if len(v.lexicon.byFirst) == 0 {
		_, bad := v.lexicon.lang.parseWords(text)
		return bad == nil
	}
	c := compiler{lexicon: v.lexicon, words: newWords(0), classes: make(map[int]bool)}
	k, bad := c.keyword(text, derivedNear, TyposOff, false)
	return bad == nil && len(k.sequences)*max(1, len(v.lexicon.lang.denials)) <= maxSequences
}

// skips reports whether a word says nothing by itself.
func (v *deriver) skips(t *token) bool {
	switch {
	case t.text == "":
		return true
	case v.all:
		return false
	}
	return t.flags&(flagStop|flagArticle|flagNegator|flagNor|flagNon) != 0 || len(t.text) < 2
}

// classAt finds the longest synonym of the deck at token i.
func (v *deriver) classAt(d *reading, i int32) (class int, size int32) {
	for _, ref := range v.lexicon.byFirst[v.lexicon.lang.stemOf(&d.tokens[i])] {
		member := v.lexicon.classes[ref.class].members[ref.member]
		at, ok := i, true
		for n, e := range member {
			for n > 0 && int(at) < len(d.tokens) && d.tokens[at].flags&flagArticle != 0 && e.flags&flagArticle == 0 {
				at++
			}
			if int(at) >= len(d.tokens) || v.lexicon.lang.stemOf(&d.tokens[at]) != e.stem || d.tokens[at].sentence != d.tokens[i].sentence {
				ok = false
				break
			}
			at++
		}
		if ok && at-i > size {
			class, size = ref.class, at-i
		}
	}
	return class, size
}

// phrase is the text of tokens first to last, as a keyword for a plain text.
func (d *reading) phrase(first, last int32) string {
	return literal(strings.ToLower(d.span(first, last, "", false).Text))
}
