package exchange

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Lists of terms: each item begins with a term in strong letters, in italics or as
// code, and behind a colon or dash is what it means.

var (
	// glossSign stands between a term and its meaning.
	glossSign = pattern(`^\s*(?::|[-–—]\s)\s*`)
	// glossNames is what stands in brackets before that sign.
	glossNames = pattern(`^\s*\(([^()\n]+)\)\s*(?::|[-–—]\s)`)
	nameSigns  = pattern(`\s*[;,]\s*`)
)

// glosses are the entries that a list holds, and the items that are none. There
// are no entries where a list is no glossary: with all of its items it is one, and
// with half of them, as in a list where a remark stands among the terms.
func (m *markdownReader) glosses(items []ast.Node) (entries []gloss, odd []ast.Node) {
	for _, item := range items {
		if entry, ok := m.gloss(item); ok {
			entries = append(entries, entry)
			continue
		}
		odd = append(odd, item)
	}
	if len(odd) > 0 && (len(entries) < 2 || len(entries) < len(odd)) {
		return nil, items
	}
	return entries, odd
}

// gloss is the entry that an item is. Its further paragraphs belong to the meaning.
func (m *markdownReader) gloss(item ast.Node) (gloss, bool) {
	block := item.FirstChild()
	if block == nil || block.FirstChild() == nil || !isText(block) || m.asks(item) {
		return gloss{}, false
	}
	first := block.FirstChild()
	switch first.(type) {
	case *ast.Emphasis, *ast.CodeSpan:
	default:
		return gloss{}, false
	}
	term := strings.TrimSpace(m.plain(first, nil))
	rest := strings.TrimPrefix(m.plain(block, nil), term)
	if bare, ok := strings.CutSuffix(term, ":"); ok {
		term, rest = bare, ":"+rest
	}
	names, rest, remark := namesBefore(rest)
	sign := glossSign().FindString(rest)
	meaning := strings.TrimSpace(rest[len(sign):])
	if sign == "" || meaning == "" {
		return gloss{}, false
	}
	meaning = strings.TrimSpace(remark + " " + meaning)
	for kid := block.NextSibling(); kid != nil; kid = kid.NextSibling() {
		if isText(kid) {
			meaning += "\n\n" + m.plain(kid, nil)
		}
	}
	return gloss{line: m.line(block), term: term, aka: names, meaning: meaning}, true
}

// namesBefore takes the brackets between a term and its sign off: other names
// where they are short, and otherwise a remark.
func namesBefore(text string) (names []string, rest, remark string) {
	inside := glossNames().FindStringSubmatchIndex(text)
	if inside == nil {
		return nil, text, ""
	}
	said := oneLine(text[inside[2]:inside[3]])
	rest = text[inside[3]+len(")"):]
	const most = 40
	if len(said) > most || !isShort(said) || !hasLetter(said) {
		return nil, rest, "(" + said + ")"
	}
	for _, name := range nameSigns().Split(said, -1) {
		if hasLetter(name) {
			names = append(names, name)
		}
	}
	return names, rest, ""
}

var anyLetter = pattern(`\pL`)

func hasLetter(text string) bool { return anyLetter().MatchString(text) }

func isText(node ast.Node) bool {
	switch node.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return true
	}
	return false
}

// glossed takes in a list that is a glossary: its entries, what else is in their
// items, and the items that are none.
func (m *markdownReader) glossed(items []ast.Node, entries []gloss, odd []ast.Node) {
	m.glossary(m.heading, entries)
	isOdd := make(map[ast.Node]bool)
	for _, item := range odd {
		isOdd[item] = true
	}
	for _, item := range items {
		switch {
		case !isOdd[item]:
			m.below(item)
		case m.asks(item):
			m.asked(item)
		default:
			if shown := oneLine(cleanText(m.plain(item, nil))); shown != "" {
				m.lose(m.line(item), "", "an item without a term and its meaning is no entry of the glossary, but a takeaway: %s", clip(shown))
			}
			m.item(item)
		}
	}
}

// below takes in what is in the item of an entry besides its texts.
func (m *markdownReader) below(item ast.Node) {
	for kid := item.FirstChild(); kid != nil; kid = kid.NextSibling() {
		if !isText(kid) {
			m.block(kid)
			m.leave()
		}
	}
}
