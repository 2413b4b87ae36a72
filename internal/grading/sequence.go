package grading

import (
	"slices"
	"strings"
)

func (c *compiler) keyword(text string, near int, typos Typos, rival bool) (keyword, *flaw) {
	if c.keywords++; c.keywords > maxKeywords || c.ways > maxWays {
		return keyword{}, nil // one problem says so for all of them
	}
	lists, bad := c.lexicon.lang.parseKeyword(text)
	if bad != nil {
		return keyword{}, bad
	}
	return c.sequences(strings.TrimSpace(text), lists, near, typos, rival)
}

// rival compiles a rival answer, a plain text.
func (c *compiler) rival(text string) (keyword, *flaw) {
	if c.keywords++; c.keywords > maxKeywords || c.ways > maxWays {
		return keyword{}, nil
	}
	p := c.lexicon.rivals.parse(c.lexicon.lang, text)
	if p.bad != nil {
		return keyword{}, p.bad
	}
	return c.sequences(p.text, p.lists, defaultGap, TyposOff, true)
}

// sequences are the ways to say a keyword, each once.
func (c *compiler) sequences(text string, lists [][]element, near int, typos Typos, rival bool) (keyword, *flaw) {
	k := keyword{text: text}
	if len(lists) == 1 && !c.hasSynonyms(lists[0]) {
		k.sequences = []sequence{c.sequence(lists[0], near, typos, rival)}
		c.ways++
		return k, nil
	}
	seen := make(map[string]bool)
	for _, elements := range lists {
		for _, said := range c.sayings(elements) {
			key := sayingKey(said)
			if seen[key] {
				continue
			}
			seen[key] = true
			k.sequences = append(k.sequences, c.sequence(said, near, typos, rival))
		}
		if len(k.sequences) > maxSequences {
			return keyword{}, &flaw{"brackets and synonyms give more ways to say it than can be compared", "split the keyword, or use fewer alternatives"}
		}
	}
	c.ways += len(k.sequences)
	return k, nil
}

// hasSynonyms reports whether a synonym may begin at one of the elements.
func (c *compiler) hasSynonyms(elements []element) bool {
	if len(c.lexicon.byFirst) == 0 {
		return false
	}
	for i := range elements {
		if len(c.synonymsFrom(elements[i])) > 0 {
			return true
		}
	}
	return false
}

// synonymsFrom are the synonyms that may begin at an element. thread* has those of
// thread.
func (c *compiler) synonymsFrom(e element) []synonymRef {
	if e.kind == wordPlain {
		return c.lexicon.byFirst[e.stem]
	}
	word, ok := wholeWord(e)
	if !ok {
		return nil
	}
	lang := c.lexicon.lang
	return c.lexicon.byFirst[lang.stemWord(word, lang.words[word].base)]
}

// wholeWord is the thread of thread*.
func wholeWord(e element) (string, bool) {
	word, ok := strings.CutSuffix(e.text, "*")
	return word, ok && e.kind == wordGlob && !strings.ContainsAny(word, "*?")
}

// sayings returns the elements, and every way to say them with synonyms.
func (c *compiler) sayings(elements []element) [][]element {
	if !c.hasSynonyms(elements) {
		return [][]element{elements}
	}
	var done [][]element
	var extend func(head, rest []element)
	extend = func(head, rest []element) {
		if len(done) > maxSequences {
			return
		}
		if len(rest) == 0 {
			done = append(done, head)
			return
		}
		extend(append(slices.Clip(head), rest[0]), rest[1:])
		for _, ref := range c.synonymsFrom(rest[0]) {
			class := c.lexicon.classes[ref.class]
			member := class.members[ref.member]
			if !beginsWith(rest, member) {
				continue
			}
			c.classes[ref.class] = true
			for m, other := range class.members {
				if m == ref.member {
					continue
				}
				other = slices.Clone(other)
				other[0].gap = rest[0].gap
				extend(append(slices.Clip(head), other...), rest[len(member):])
			}
		}
	}
	extend(nil, elements)
	return done
}

func beginsWith(elements, member []element) bool {
	if len(elements) < len(member) {
		return false
	}
	for i, m := range member {
		e := elements[i]
		if !e.says(m) || i > 0 && e.gap {
			return false
		}
	}
	return true
}

// says reports whether an element of a keyword is a word of a synonym.
func (e element) says(m element) bool {
	if word, ok := wholeWord(e); ok {
		return word == m.text
	}
	return e.kind == wordPlain && (e.stem == m.stem || e.text == m.text)
}

func sayingKey(elements []element) string {
	var key strings.Builder
	for _, e := range elements {
		if e.gap {
			key.WriteString("... ")
		}
		key.WriteByte('0' + byte(e.kind))
		key.WriteString(e.text)
		key.WriteByte(' ')
	}
	return key.String()
}

func (c *compiler) sequence(elements []element, near int, typos Typos, rival bool) sequence {
	s := sequence{steps: make([]step, len(elements))}
	for i, e := range elements {
		st := step{word: c.words.add(e, typos, rival), joined: -1, gap: adjacent}
		if e.kind == wordPlain && len(elements) > 1 {
			c.words.addNot(st.word, c.lexicon.lang.negations[e.text])
		}
		if e.gap {
			st.gap = int32(near)
			s.gaps++
		}
		if i+1 < len(elements) {
			if both, ok := c.join(e, elements[i+1]); ok {
				st.joined = c.words.add(both, typos, rival)
			}
		}
		s.steps[i] = st
		s.plain = s.plain || e.flags.negates() && e.kind != wordGlob
	}
	// "rather than" and "instead of" deny without a negator in them.
	for i := 0; i+1 < len(elements); i++ {
		switch elements[i].text {
		case "rather":
			s.plain = s.plain || elements[i+1].text == "than"
		case "instead":
			s.plain = s.plain || elements[i+1].text == "of"
		case "fail":
			s.plain = s.plain || elements[i+1].text == "to"
		}
	}
	return s
}

// join returns the word that two neighbours make when written together, as in
// "pre training" and pretraining.
func (c *compiler) join(a, b element) (element, bool) {
	switch {
	case b.gap || a.kind != wordPlain:
		return element{}, false
	case !b.glued && (a.flags|b.flags)&flagNoJoin != 0:
		return element{}, false
	case b.kind == wordGlob:
		return element{kind: wordGlob, text: a.text + b.text}, true
	case b.kind == wordExact || b.kind == wordAny:
		return element{}, false
	}
	lang := c.lexicon.lang
	text := a.text + b.text
	if lang.spelling != nil {
		text = lang.spelling(text)
	}
	return element{kind: wordPlain, text: text, stem: lang.stemWord(text, lang.words[text].base)}, true
}
