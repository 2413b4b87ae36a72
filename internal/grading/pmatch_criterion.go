package grading

import (
	"cmp"
	"slices"
	"strings"
)

// pmatch checks and compiles the expression of a criterion.
func (c *compiler) pmatch(path string, authored Criterion) *pmatch {
	if authored.PMatch == "" {
		return nil
	}
	o := pmatchDefaults
	o.matchCase = authored.MatchCase
	if len(c.lexicon.classes) > 0 {
		o.synonyms = c.pmatchSynonyms(authored.MatchCase)
	}
	x, bad := parsePMatch(authored.PMatch, o)
	if bad != nil {
		c.problem(path, bad.cause, bad.remedy)
		return nil
	}
	c.keywords += len(x.words)
	return x
}

// pmatchSynonyms gives what the deck says means the same as a whole word.
func (c *compiler) pmatchSynonyms(matchCase bool) func(string) []string {
	byText := c.lexicon.byText[matchCase]()
	return func(word string) []string {
		word = pmatchForm(word, matchCase)
		i, known := byText[word]
		if !known {
			return nil
		}
		c.classes[i] = true
		var others []string
		for _, text := range c.lexicon.classes[i].texts {
			if pmatchForm(text, matchCase) != word {
				others = append(others, escapePMatch(text))
			}
		}
		return others
	}
}

// pmatchForm is what pmatch compares of a text.
func pmatchForm(text string, matchCase bool) string {
	p := plainText(text, !matchCase)
	return p.spaced()
}

// escapePMatch writes a plain text so that none of it is a sign of the language.
func escapePMatch(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case strings.ContainsRune(pmatchDefaults.spaces, r):
			r = ' '
		case strings.ContainsRune(pmatchSigns, r):
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// findPMatch looks for an expression. The evidence is the words that met it; a
// response that meets it by what it does not say has none.
func (d *reading) findPMatch(x *pmatch) ([]Span, Outcome) {
	if d.spent() {
		return nil, OutcomeMissed
	}
	f := &d.finder
	*f = pmatchFinder{pmatch: x, pmatchText: d.pmatchText(x), steps: &d.steps, memory: &d.pmatchMemory}
	f.memory.reset(len(x.words))
	d.steps -= len(f.tokens) >> 1
	met, found := f.eval(&x.root)
	if !met || d.spent() {
		return nil, OutcomeMissed
	}
	slices.SortStableFunc(found, func(a, b pmatchPlace) int { return cmp.Compare(a.token, b.token) })
	found = slices.CompactFunc(found, func(a, b pmatchPlace) bool { return a.token == b.token })
	outcome := OutcomeHit
	spans := d.newSpans(len(found))
	for i, place := range found {
		t := &f.tokens[place.token]
		if place.misspelt {
			outcome = OutcomeFuzzy
		}
		spans[i] = Span{
			Start: int(t.from), End: int(t.to), Text: validText(d.source[t.from:t.to]),
			Keyword: x.words[place.word].text, Typo: place.misspelt,
		}
	}
	return spans, outcome
}

// wanted says what meets the expression in words a learner can read.
func (x *pmatch) wanted() string { return x.nodeText(&x.root) }

func (x *pmatch) nodeText(node *pmatchNode) string {
	switch node.kind {
	case pmatchNot:
		return "not “" + x.nodeText(&node.items[0]) + "”"
	case pmatchAny:
		return x.itemsText(node.items, " or ")
	case pmatchAll:
		return x.itemsText(node.items, " and ")
	}
	terms := make([]string, len(node.leaf.terms))
	phrase := true
	for i, term := range node.leaf.terms {
		terms[i] = x.termText(term)
		phrase = phrase && !strings.Contains(terms[i], " or ")
	}
	glue := ", "
	if phrase && !node.leaf.free {
		glue = " "
	}
	return strings.Join(terms, glue)
}

// itemsText joins the texts of a few nodes; what is denied is left out where
// something else is wanted.
func (x *pmatch) itemsText(items []pmatchNode, glue string) string {
	var texts []string
	for i := range items {
		if items[i].kind != pmatchNot && len(texts) < maxWanted {
			texts = append(texts, x.nodeText(&items[i]))
		}
	}
	if len(texts) == 0 {
		return x.nodeText(&items[0])
	}
	return strings.Join(texts, glue)
}

func (x *pmatch) termText(term pmatchTerm) string {
	var ways []string
	for _, way := range term.ways {
		if len(way) == 1 {
			for _, w := range way[0].words {
				ways = append(ways, x.words[w].text)
			}
			continue
		}
		words := make([]string, len(way))
		for i, slot := range way {
			words[i] = x.words[slot.words[0]].text
		}
		ways = append(ways, strings.Join(words, " "))
	}
	return orText(ways, pmatchWordText)
}

// pmatchWordText shows a word without the signs of the language.
func pmatchWordText(text string) string {
	var out strings.Builder
	escaped := false
	for _, r := range text {
		switch {
		case !escaped && r == '\\':
			escaped = true
			continue
		case !escaped && (r == '*' || r == '?'):
		default:
			out.WriteRune(r)
		}
		escaped = false
	}
	return out.String()
}
