package grading

import (
	"fmt"
	"strings"
)

// Reading the terms of one match( ): words, numbers, phrases, and what stands
// between them.

// terms reads up to the closing bracket of a leaf.
func (p *pmatchParser) terms(leaf *pmatchLeaf) ([]pmatchTerm, *flaw) {
	p.skipSpace()
	if p.has(")") {
		return nil, &flaw{"a match( ) is empty", "write at least one word between its brackets"}
	}
	var terms []pmatchTerm
	near := false
	for {
		term, bad := p.orList(leaf)
		if bad != nil {
			return nil, bad
		}
		term.near = near
		terms = append(terms, term)
		done, divider, bad := p.divider(')')
		if done || bad != nil {
			return terms, bad
		}
		near = divider
	}
}

// divider reads what stands between two terms, or two words of a phrase: a
// space or a _, which is near. It is done at the closing bracket.
func (p *pmatchParser) divider(closing rune) (done, near bool, bad *flaw) {
	spaced := p.skipSpace()
	switch {
	case p.at == len(p.text):
		if closing == ']' {
			return false, false, &flaw{"a square bracket [ is not closed", "write a ] for each ["}
		}
		return false, false, unclosedPMatch
	case p.text[p.at] == closing && spaced:
		return false, false, &flaw{fmt.Sprintf("a space stands before the closing %c", closing), "take the space out, or write the word that is missing after it"}
	case p.text[p.at] == closing:
		p.at++
		return true, false, nil
	case p.text[p.at] == '|':
		return false, false, &flaw{"a | has no word right before it", "write alternatives without spaces around the |: tom|thomas"}
	case p.text[p.at] == '_':
		p.at++
		if spaced || p.skipSpace() {
			return false, false, &flaw{"a space stands beside a _", `write words that stand near each other without spaces: tom_maud; the sign itself is \_`}
		}
		return false, true, nil
	case !spaced:
		return false, false, &flaw{fmt.Sprintf("the sign %q stands where a space or _ is expected", string(p.text[p.at])), `put a \ before a sign that is meant as it is`}
	}
	return false, false, nil
}

// orList reads one term: alternatives with | between them.
func (p *pmatchParser) orList(leaf *pmatchLeaf) (pmatchTerm, *flaw) {
	var term pmatchTerm
	var words []int32
	for {
		if p.has("[") {
			phrase, bad := p.phrase(leaf)
			if bad != nil {
				return term, bad
			}
			term.ways = append(term.ways, phrase)
		} else {
			word, phrases, bad := p.word(leaf)
			if bad != nil {
				return term, bad
			}
			words = append(words, word...)
			term.ways = append(term.ways, phrases...)
		}
		if !p.has("|") {
			break
		}
	}
	if words != nil {
		term.ways = append(term.ways, []pmatchSlot{{words: words}})
	}
	return term, nil
}

// phrase reads words up to the closing square bracket.
func (p *pmatchParser) phrase(leaf *pmatchLeaf) ([]pmatchSlot, *flaw) {
	var slots []pmatchSlot
	near := false
	p.skipSpace()
	for {
		slot := pmatchSlot{near: near}
		for {
			words, _, bad := p.word(leaf) // a phrase holds no phrase
			if bad != nil {
				return nil, bad
			}
			slot.words = append(slot.words, words...)
			if !p.has("|") {
				break
			}
		}
		slots = append(slots, slot)
		done, divider, bad := p.divider(']')
		if done || bad != nil {
			return slots, bad
		}
		near = divider
	}
}

// word reads a word or a number. What means the same comes with it: words, and
// phrases where a synonym has several words.
func (p *pmatchParser) word(leaf *pmatchLeaf) (words []int32, phrases [][]pmatchSlot, bad *flaw) {
	start := p.at
	if end, _, ok := pmatchNumber(p.text, p.at, false); ok && p.endsWord(end) {
		p.at = end
	}
	for p.at == start || !p.endsWord(p.at) {
		if bad := p.letter(start); bad != nil {
			return nil, nil, bad
		}
	}
	words, phrases = p.withSynonyms(leaf, p.text[start:p.at])
	if len(p.words) > maxKeywords {
		return nil, nil, &flaw{fmt.Sprintf("the expression has more than %d words", maxKeywords), "use wildcards, or split it over several criteria"}
	}
	return words, phrases, nil
}

// letter reads one character of the word that begins at start.
func (p *pmatchParser) letter(start int) *flaw {
	if p.at == len(p.text) {
		return unclosedPMatch
	}
	if p.endsWord(p.at) {
		return &flaw{fmt.Sprintf("a word is expected at %q", p.rest()), "write a word before and after each | and _, and in each pair of square brackets"}
	}
	switch r := p.text[p.at]; r {
	case '\\':
		if p.at+1 == len(p.text) || !strings.ContainsRune(pmatchSigns, p.text[p.at+1]) {
			return &flaw{`a \ stands before what needs none`, `write \\ for the sign itself, or take it out`}
		}
		p.at++
	case '(', '[':
		return &flaw{fmt.Sprintf("a %c stands inside the words, at %q", r, p.rest()), fmt.Sprintf(`write \%c for the sign itself; a phrase begins after a space, a _ or a |`, r)}
	}
	p.at++
	return nil
}

func (p *pmatchParser) endsWord(i int) bool {
	if i >= len(p.text) {
		return true
	}
	switch r := p.text[i]; r {
	case '_', '|', ')', ']':
		return true
	default:
		return p.isSpace(r)
	}
}

// withSynonyms puts a word among those of the expression, and its synonyms.
func (p *pmatchParser) withSynonyms(leaf *pmatchLeaf, text []rune) (words []int32, phrases [][]pmatchSlot) {
	words = []int32{p.intern(leaf, text)}
	if p.options.synonyms == nil {
		return words, nil
	}
	for _, synonym := range p.options.synonyms(string(text)) {
		var phrase []pmatchSlot
		for _, word := range strings.Fields(synonym) {
			said := plainText(word, false)
			phrase = append(phrase, pmatchSlot{words: []int32{p.intern(leaf, said.runes)}})
		}
		switch len(phrase) {
		case 0:
		case 1:
			words = append(words, phrase[0].words...)
		default:
			phrases = append(phrases, phrase)
		}
	}
	return words, phrases
}

// pmatchWordKey tells words of an expression apart.
type pmatchWordKey struct {
	options pmatchWordOptions
	text    string
}

// intern returns the number of a word under the options of its leaf.
func (p *pmatchParser) intern(leaf *pmatchLeaf, text []rune) int32 {
	key := pmatchWordKey{leaf.word, string(text)}
	if n, ok := p.known[key]; ok {
		return n
	}
	n := int32(len(p.words))
	w := newPMatchWord(text, leaf.word, &p.options)
	p.known[key] = n
	p.words = append(p.words, w)
	if w.insideDivider(p.options.dividers) {
		p.dictionary = append(p.dictionary, w.elements)
	}
	return n
}
