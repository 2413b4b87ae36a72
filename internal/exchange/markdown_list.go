package exchange

import (
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"drill/internal/deck"
)

// markdownText is a piece of text with its escapes undone.
func markdownText(source []byte, raw bool) string {
	if raw {
		return string(source)
	}
	var b strings.Builder
	for i := 0; i < len(source); i++ {
		if source[i] == '\\' && i+1 < len(source) && strings.IndexByte(asciiPunctuation, source[i+1]) >= 0 {
			i++
			b.WriteString(html.EscapeString(string(source[i])))
			continue
		}
		b.WriteByte(source[i])
	}
	return html.UnescapeString(b.String())
}

const asciiPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

func (m *markdownReader) table(n *extast.Table) {
	g := grid{title: m.heading, line: m.line(n)}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, m.plain(cell, nil))
		}
		if _, isHeader := row.(*extast.TableHeader); isHeader {
			g.header = cells
			continue
		}
		g.rows = append(g.rows, gridRow{line: m.line(row), cells: cells})
	}
	if m.answer {
		m.matched(g)
		return
	}
	m.leave()
	m.grid(g)
}

func (m *markdownReader) definitions(n *extast.DefinitionList) {
	var entries []gloss
	var terms []string
	for kid := n.FirstChild(); kid != nil; kid = kid.NextSibling() {
		if _, isTerm := kid.(*extast.DefinitionTerm); isTerm {
			terms = append(terms, m.plain(kid, nil))
			continue
		}
		meaning := m.plain(kid, nil)
		switch {
		case len(terms) > 0:
			entries = append(entries, gloss{line: m.line(kid), term: terms[0], aka: terms[1:], meaning: meaning})
		case len(entries) > 0:
			entries[len(entries)-1].meaning += "\n" + meaning
		}
		terms = nil
	}
	m.glossary(m.heading, entries)
}

// list takes in a list: the options of a question, an order, a glossary, or
// takeaways. A list inside an item is a list of its own.
func (m *markdownReader) list(n *ast.List) {
	var items []ast.Node
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		items = append(items, item)
	}
	if options := m.options(items); options != nil {
		m.picked(m.line(n), options)
		return
	}
	if m.answer {
		m.ordered(items)
		return
	}
	if m.named != "" && len(items) == 1 && items[0].FirstChild() != nil {
		m.holed(items[0].FirstChild())
		return
	}
	m.leave()
	if entries := m.glosses(items); entries != nil {
		m.glossary(m.heading, entries)
		return
	}
	for _, item := range items {
		m.item(item)
	}
}

// item takes in a takeaway, and what is nested below it.
func (m *markdownReader) item(item ast.Node) {
	var nested []*ast.List
	for kid := item.FirstChild(); kid != nil; kid = kid.NextSibling() {
		switch n := kid.(type) {
		case *ast.List:
			nested = append(nested, n)
		case *ast.Paragraph, *ast.TextBlock:
			m.takeaway(m.line(kid), kid)
		default:
			m.block(kid)
			m.leave()
		}
	}
	for _, list := range nested {
		m.list(list)
		m.leave()
	}
}

func (m *markdownReader) takeaway(line int, node ast.Node) {
	if text := m.withHoles(line, node); text != "" {
		m.statement(line, text)
	}
}

// holed takes in a question of the type cloze: an item by itself, with an id.
func (m *markdownReader) holed(node ast.Node) {
	line := m.line(node)
	text := m.withHoles(line, node)
	if !hasHole(text) {
		m.leave()
		m.statement(line, text)
		return
	}
	prompted := len(m.waiting) > 0
	e := m.prompt(line)
	if e.Type, e.Text = deck.TypeCloze, text; !prompted {
		e.Prompt = ""
	}
	m.take(e)
}

// withHoles makes holes of the strong words of a block, unless holes are written
// in it as a deck has them.
func (m *markdownReader) withHoles(line int, node ast.Node) string {
	shown := cleanText(m.plain(node, nil))
	if shown == "" || hasHole(shown) {
		return shown
	}
	count := 0
	marked := cleanText(m.plain(node, func(strong string) string {
		count++
		return string(markOpen) + fmt.Sprint(count) + string(markBegin) + strings.TrimSpace(strong) + string(markClose)
	}))
	holes := holeWriter{examiner: m.examiner}
	holes.write(marked)
	for _, what := range holes.told {
		m.lose(line, "", "%s: %s", what, clip(oneLine(shown)))
	}
	made := strings.TrimSpace(holes.out.String())
	if hidesAll(made) {
		return shown // all of it is strong, and nothing would be left to recall it from
	}
	return made
}

// glossSign stands between a term and its meaning.
var glossSign = pattern(`^\s*(?::|[-–—]\s)\s*`)

// glosses are the entries that a list holds, or nil where one of its items is
// none: a term in strong letters, in italics or as code, and behind a colon or
// dash what it means.
func (m *markdownReader) glosses(items []ast.Node) []gloss {
	var entries []gloss
	for _, item := range items {
		block := item.FirstChild()
		if block == nil || block.NextSibling() != nil || block.FirstChild() == nil {
			return nil
		}
		first := block.FirstChild()
		switch first.(type) {
		case *ast.Emphasis, *ast.CodeSpan:
		default:
			return nil
		}
		term := strings.TrimSpace(m.plain(first, nil))
		rest := strings.TrimPrefix(m.plain(block, nil), term)
		if bare, ok := strings.CutSuffix(term, ":"); ok {
			term, rest = bare, ":"+rest
		}
		sign := glossSign().FindString(rest)
		if sign == "" || strings.TrimSpace(rest[len(sign):]) == "" {
			return nil
		}
		entries = append(entries, gloss{line: m.line(block), term: term, meaning: rest[len(sign):]})
	}
	return entries
}
