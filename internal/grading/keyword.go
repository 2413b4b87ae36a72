package grading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxAlternatives = 200 // spellings that the brackets of one keyword may stand for
	maxElements     = 64  // words in one keyword
)

// element is one word of a keyword.
type element struct {
	kind  wordKind
	text  string // normal form, one spelling; with * and ? in a glob
	stem  string
	flags flag
	gap   bool // other words may stand before it
	glued bool // written together with the element before it
}

// wordKind says how a word of a keyword meets a word of a response.
type wordKind uint8

const (
	wordPlain wordKind = iota // same text or same stem; typing mistakes forgiven
	wordExact                 // same text
	wordGlob                  // wildcards
	wordAny                   // any word at all
)

// parseKeyword reads a keyword: each alternative of its brackets gives one
// list of elements.
func (l *language) parseKeyword(keyword string) ([][]element, *flaw) {
	if strings.TrimSpace(keyword) == "" {
		return nil, &flaw{"the keyword is empty", "write a word, or take the keyword out"}
	}
	alternatives, bad := expandBrackets(keyword)
	if bad != nil {
		return nil, bad
	}
	lists := make([][]element, 0, len(alternatives))
	for _, alternative := range alternatives {
		elements, bad := l.parseWords(alternative)
		if bad != nil {
			return nil, bad
		}
		lists = append(lists, elements)
	}
	return lists, nil
}

// expandBrackets writes out "people [rating|who rate]" as its alternatives.
func expandBrackets(keyword string) ([]string, *flaw) {
	done := []string{""}
	rest := keyword
	for {
		open := strings.IndexAny(rest, "[]|")
		if open < 0 {
			break
		}
		if rest[open] != '[' {
			return nil, &flaw{"a " + string(rest[open]) + " stands outside brackets", "write alternatives as [one|other]"}
		}
		length := strings.IndexAny(rest[open+1:], "[]")
		switch {
		case length < 0:
			return nil, &flaw{"a bracket is not closed", "close each [ with a ]"}
		case rest[open+1+length] == '[':
			return nil, &flaw{"a bracket stands inside a bracket, or is not closed", "close each [ with a ] before the next, and write out what stands inside: [a b|a c] for [a [b|c]]"}
		}
		choices := strings.Split(rest[open+1:open+1+length], "|")
		if len(done)*len(choices) > maxAlternatives {
			return nil, &flaw{"the brackets stand for too many alternatives", "split the keyword into several"}
		}
		next := make([]string, 0, len(done)*len(choices))
		for _, head := range done {
			for _, choice := range choices {
				if strings.TrimSpace(choice) == "" {
					return nil, &flaw{"an alternative in brackets is empty", "write a word between [ and ], and on both sides of each |"}
				}
				next = append(next, head+rest[:open]+choice)
			}
		}
		done, rest = next, rest[open+length+2:]
	}
	for i := range done {
		done[i] += rest
	}
	return done, nil
}

// parseWords reads a keyword without brackets.
func (l *language) parseWords(keyword string) ([]element, *flaw) {
	var elements []element
	parts := []string{keyword}
	if strings.Contains(keyword, "...") || strings.Contains(keyword, "…") {
		parts = strings.Split(strings.ReplaceAll(keyword, "…", "..."), "...")
	}
	for i, part := range parts {
		words, bad := l.parsePart(part)
		if bad != nil {
			return nil, bad
		}
		if len(words) == 0 && len(parts) > 1 {
			return nil, &flaw{"there is no word before or after the ...", "put ... between two words only"}
		}
		if i > 0 {
			words[0].gap, words[0].glued = true, false
		}
		if elements == nil {
			elements = words
			continue
		}
		elements = append(elements, words...)
	}
	if len(elements) > maxElements {
		return nil, &flaw{"the keyword has too many words", "use a few telling words; a whole sentence is hardly ever written the same way"}
	}
	return dropArticles(elements), l.unmatchable(elements)
}

// unmatchable says why elements can never match anything, if they cannot.
func (l *language) unmatchable(elements []element) *flaw {
	if len(elements) == 0 {
		return &flaw{"there is no word in the keyword", "write letters or digits; signs alone are not compared"}
	}
	letters := false
	for _, e := range elements {
		if e.text == "" || len(e.text) > maxWord {
			return &flaw{"a word of the keyword is too long to match anything", "use at most 64 letters in a word"}
		}
		letters = letters || e.kind != wordAny && strings.Trim(e.text, "*?") != ""
	}
	if !letters {
		return &flaw{"the keyword is nothing but wildcards, so anything would meet it", "write at least one letter"}
	}
	return nil
}

// parsePart reads the words between two gaps.
func (l *language) parsePart(part string) ([]element, *flaw) {
	chunks := strings.Fields(part)
	elements := make([]element, 0, len(chunks))
	for i, chunk := range chunks {
		word, exact := strings.CutPrefix(chunk, "=")
		folded := normalise(word).text
		if strings.ContainsAny(folded, "*?") {
			elements = append(elements, l.parseGlob(folded, exact)...)
			continue
		}
		words, bad := l.parsePlain(folded, exact, i+1 < len(chunks))
		if bad != nil {
			return nil, bad
		}
		if word == "A" && i > 0 { // hepatitis A virus
			words[0].flags &^= flagArticle
		}
		elements = append(elements, words...)
	}
	return elements, nil
}

func (l *language) parsePlain(folded string, exact, more bool) ([]element, *flaw) {
	probe := folded
	if more {
		probe += " x"
	}
	var few [4]token
	tokens := l.tokenize(probe, few[:0])
	if more {
		if len(tokens) > 0 && tokens[len(tokens)-1].before == pauseSentence {
			return nil, &flaw{"a sentence ends inside the keyword, and keywords are looked for within one sentence", "make it two keywords, or take the full stop out"}
		}
		tokens = tokens[:len(tokens)-1]
	}
	elements := make([]element, 0, len(tokens))
	for i := range tokens {
		t := &tokens[i]
		if t.before == pauseSentence {
			return nil, &flaw{"a sentence ends inside the keyword, and keywords are looked for within one sentence", "make it two keywords, or take the full stop out"}
		}
		e := element{kind: wordPlain, text: t.text, stem: l.stemOf(t), flags: t.flags, glued: i > 0}
		if exact {
			e.kind, e.stem = wordExact, ""
		}
		elements = append(elements, e)
	}
	return elements, nil
}

// parseGlob reads a chunk with wildcards; a hyphen in it divides words.
func (l *language) parseGlob(folded string, exact bool) []element {
	var elements []element
	start := -1
	add := func(end int) {
		if start < 0 {
			return
		}
		text := folded[start:end]
		start = -1
		switch {
		case strings.Trim(text, "*") == "":
			elements = append(elements, element{kind: wordAny, text: "*"})
		case strings.ContainsAny(text, "*?"):
			elements = append(elements, element{kind: wordGlob, text: text, glued: len(elements) > 0})
		default:
			words, _ := l.parsePlain(text, exact, false)
			for i := range words {
				words[i].glued = len(elements) > 0
				elements = append(elements, words[i])
			}
		}
	}
	for i, r := range folded {
		if r == '*' || r == '?' || isWordRune(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		add(i)
	}
	add(len(folded))
	return elements
}

// dropArticles takes a, an and the out of a phrase: they may stand between any
// two words anyway.
func dropArticles(elements []element) []element {
	if !slices.ContainsFunc(elements, func(e element) bool { return e.flags&flagArticle != 0 }) {
		return elements
	}
	kept := make([]element, 0, len(elements))
	gap := false
	for i, e := range elements {
		if e.flags&flagArticle != 0 && e.kind == wordPlain && i+1 < len(elements) { // vitamin a
			gap = gap || e.gap
			continue
		}
		e.gap, gap = e.gap || gap && len(kept) > 0, false
		kept = append(kept, e)
	}
	if len(kept) == 0 || allAny(kept) {
		return elements
	}
	return kept
}

func allAny(elements []element) bool {
	for _, e := range elements {
		if e.kind != wordAny {
			return false
		}
	}
	return true
}

// globMatch reports whether a word matches a pattern of letters, * and ?. It
// goes back only to the last *, so it takes at most len(word)*len(pattern) steps.
func globMatch(pattern, word string) bool {
	p, w := 0, 0
	star, mark := -1, 0
	for w < len(word) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, w
			p++
		case p < len(pattern) && pattern[p] == '?':
			_, size := utf8.DecodeRuneInString(word[w:])
			w += size
			p++
		case p < len(pattern) && pattern[p] == word[w]:
			p++
			w++
		case star >= 0:
			_, size := utf8.DecodeRuneInString(word[mark:])
			mark += size
			p, w = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// globSpellings are the spellings of a pattern that meet words in one spelling:
// optimis* must find optimize.
func globSpellings(pattern string) []string {
	spellings := []string{pattern}
	add := func(other string) {
		for _, s := range spellings {
			if s == other {
				return
			}
		}
		spellings = append(spellings, other)
	}
	if head, ok := strings.CutSuffix(pattern, "*"); ok && !strings.ContainsAny(head, "*?") {
		if root, ok := strings.CutSuffix(head, "is"); ok && len(root) > 2 {
			add(root + "iz*")
		}
		if root, ok := strings.CutSuffix(head, "ys"); ok && len(root) > 2 {
			add(root + "yz*")
		}
		if strings.Contains(head, "our") {
			add(strings.Replace(head, "our", "or", 1) + "*")
		}
		if strings.Contains(head, "ae") {
			add(strings.ReplaceAll(head, "ae", "e") + "*")
		}
		if root, ok := strings.CutSuffix(head, "ell"); ok && len(root) > 2 {
			add(root + "el*")
		}
	}
	return spellings
}
