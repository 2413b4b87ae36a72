package grading

import (
	"fmt"
	"slices"
	"strings"
)

// Pattern Match expressions, read.
//
// The language is that of the Open University's question type for Moodle. An
// expression is a tree of match_any, match_all and not, whose leaves say which
// words a response must hold:
//
//	match_mow(tom|thomas marr*_[maud|jane jones])
//
// A leaf has terms, and each term has ways to meet it: one of several words, or
// a phrase in brackets. What stands between two terms, or two words of a phrase,
// is a space or a _ (nearness). So a leaf is a list of terms, a term a list of
// ways, a way a list of slots, and a slot is one word of the response that may
// be any of a few. pmatch_order.go and pmatch_free.go look for them.

const (
	maxPMatch      = 32 << 10 // bytes of one expression
	maxPMatchDepth = 32       // brackets of match_any, match_all and not inside one another
	pmatchNear     = 2        // the most words at a _ where p says nothing
	pmatchSigns    = `()\|?*_[]`
)

// pmatchOptions is what an expression does not say itself.
type pmatchOptions struct {
	matchCase bool
	dividers  string // what ends a sentence
	spaces    string // what counts as a space
	// synonyms gives further items, in the language's own words, for a word;
	// nil for none.
	synonyms func(word string) []string
}

// pmatchDefaults are the settings that the question type begins with.
var pmatchDefaults = pmatchOptions{dividers: ".?!", spaces: ",;:"}

// pmatch is a compiled expression.
type pmatch struct {
	options    pmatchOptions
	root       pmatchNode
	words      []pmatchWord
	dictionary [][]rune // words that hold what would end a sentence: i.e.
}

type pmatchKind uint8

const (
	pmatchLeafKind pmatchKind = iota
	pmatchAny
	pmatchAll
	pmatchNot
)

type pmatchNode struct {
	kind  pmatchKind
	items []pmatchNode
	leaf  *pmatchLeaf
}

// pmatchLeaf is one match with its options.
type pmatchLeaf struct {
	free   bool // o: in any order
	extra  bool // w: other words may stand anywhere
	within int32
	word   pmatchWordOptions
	terms  []pmatchTerm
}

type pmatchTerm struct {
	near bool // a _ stands before it
	ways [][]pmatchSlot
}

type pmatchSlot struct {
	near  bool
	words []int32 // of pmatch.words; any of them
}

// pmatchParser reads an expression from left to right.
type pmatchParser struct {
	text  []rune
	at    int
	depth int
	known map[pmatchWordKey]int32
	*pmatch
}

// parsePMatch compiles an expression.
func parsePMatch(expression string, o pmatchOptions) (*pmatch, *flaw) {
	if len(expression) > maxPMatch {
		return nil, &flaw{fmt.Sprintf("the expression is longer than %d bytes", maxPMatch), "split it over several criteria"}
	}
	text := plainText(expression, false)
	p := pmatchParser{text: text.runes, known: make(map[pmatchWordKey]int32), pmatch: &pmatch{options: o}}
	root, bad := p.item()
	if bad != nil {
		return nil, bad
	}
	p.skipSpace()
	if p.at < len(p.text) {
		return nil, &flaw{fmt.Sprintf("something stands after the expression, at %q", p.rest()), "put several expressions into match_any( ) or match_all( )"}
	}
	p.root = root
	return p.pmatch, nil
}

// item reads match_any, match_all, not or a leaf.
func (p *pmatchParser) item() (pmatchNode, *flaw) {
	if p.depth++; p.depth > maxPMatchDepth {
		return pmatchNode{}, &flaw{fmt.Sprintf("brackets stand more than %d deep inside one another", maxPMatchDepth), "say the same with fewer brackets"}
	}
	defer func() { p.depth-- }()
	p.skipSpace()
	switch {
	case p.opens("match_any"):
		return p.list(pmatchAny)
	case p.opens("match_all"):
		return p.list(pmatchAll)
	case p.opens("not"):
		return p.negation()
	case p.has("match"):
		return p.leaf()
	}
	return pmatchNode{}, &flaw{fmt.Sprintf("match, match_any, match_all or not is expected at %q", p.rest()), "put the words into match( ), as in match_mow(tom maud)"}
}

// opens reads a name and its opening bracket, if they stand here.
func (p *pmatchParser) opens(name string) bool {
	at := p.at
	if p.has(name) {
		p.skipSpace()
		if p.has("(") {
			return true
		}
	}
	p.at = at
	return false
}

// list reads the items of match_any or match_all up to its closing bracket.
func (p *pmatchParser) list(kind pmatchKind) (pmatchNode, *flaw) {
	node := pmatchNode{kind: kind}
	for {
		p.skipSpace()
		if p.has(")") {
			break
		}
		if p.at == len(p.text) {
			return node, unclosedPMatch
		}
		item, bad := p.item()
		if bad != nil {
			return node, bad
		}
		node.items = append(node.items, item)
	}
	if len(node.items) == 0 {
		return node, &flaw{"a match_any or match_all is empty", "put at least one match( ) into it"}
	}
	return node, nil
}

// negation reads what not denies, up to its closing bracket.
func (p *pmatchParser) negation() (pmatchNode, *flaw) {
	p.skipSpace()
	if p.opens("not") {
		return pmatchNode{}, &flaw{"a not stands directly inside a not", "take both out: they cancel each other"}
	}
	item, bad := p.item()
	if bad != nil {
		return item, bad
	}
	p.skipSpace()
	if p.at == len(p.text) {
		return item, unclosedPMatch
	}
	if !p.has(")") {
		return item, &flaw{fmt.Sprintf("a not holds more than one expression, at %q", p.rest()), "put them into match_any( ) or match_all( ) inside the not"}
	}
	return pmatchNode{kind: pmatchNot, items: []pmatchNode{item}}, nil
}

var unclosedPMatch = &flaw{"a bracket ( is not closed", "write a ) for each ("}

// leaf reads match, its options and its terms.
func (p *pmatchParser) leaf() (pmatchNode, *flaw) {
	p.has("match")
	leaf := &pmatchLeaf{within: pmatchNear}
	if p.has("_") {
		if bad := p.leafOptions(leaf); bad != nil {
			return pmatchNode{}, bad
		}
	}
	p.skipSpace()
	if !p.has("(") {
		return pmatchNode{}, &flaw{fmt.Sprintf("a ( is expected at %q", p.rest()), "write the words in round brackets: match_mow(tom maud); the options are c, o, w, p0 to p4 and m with any of r, t, x, f and 2"}
	}
	terms, bad := p.terms(leaf)
	leaf.terms = terms
	return pmatchNode{leaf: leaf}, bad
}

func (p *pmatchParser) leafOptions(leaf *pmatchLeaf) *flaw {
	start := p.at
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case 'o':
			leaf.free = true
		case 'w':
			leaf.extra = true
		case 'c':
			leaf.word.loose = true
		case 'm':
			p.at++
			p.misspellings(&leaf.word)
			continue
		case 'p':
			p.at++
			if p.at == len(p.text) || p.text[p.at] < '0' || p.text[p.at] > '4' {
				return &flaw{"the option p needs a number of words from 0 to 4", "write p0, p1, p2, p3 or p4"}
			}
			leaf.within = p.text[p.at] - '0'
		default:
			if p.at == start {
				return &flaw{"match_ is followed by no option", "write match( ), or options such as match_mow( )"}
			}
			return nil
		}
		p.at++
	}
	return nil
}

// misspellings reads what follows the option m.
func (p *pmatchParser) misspellings(o *pmatchWordOptions) {
	o.edits = 1
	start := p.at
	for ; p.at < len(p.text); p.at++ {
		switch p.text[p.at] {
		case 'r':
			o.replaced = true
		case 't':
			o.swapped = true
		case 'x':
			o.longer = true
		case 'f':
			o.shorter = true
		case '2':
			o.edits = 2
			continue
		default:
			if p.at == start || !o.replaced && !o.swapped && !o.longer && !o.shorter {
				o.replaced, o.swapped, o.longer, o.shorter = true, true, true, true
			}
			return
		}
	}
}

func (p *pmatchParser) isSpace(r rune) bool {
	return r == ' ' || strings.ContainsRune(p.options.spaces, r)
}

func (p *pmatchParser) skipSpace() bool {
	start := p.at
	for p.at < len(p.text) && p.isSpace(p.text[p.at]) {
		p.at++
	}
	return p.at > start
}

// has reads a text, if it stands here.
func (p *pmatchParser) has(text string) bool {
	end := p.at
	for _, r := range text {
		if end == len(p.text) || p.text[end] != r {
			return false
		}
		end++
	}
	p.at = end
	return true
}

// rest is the beginning of what is still to be read, for an author to find it.
func (p *pmatchParser) rest() string {
	const few = 20
	if len(p.text)-p.at > few {
		return string(p.text[p.at:p.at+few]) + "…"
	}
	if p.at == len(p.text) {
		return "the end"
	}
	return string(slices.Clone(p.text[p.at:]))
}
