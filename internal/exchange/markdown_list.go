package exchange

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
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
		m.surplus(row, len(n.Alignments))
	}
	if m.answer {
		m.matched(g)
		return
	}
	m.leave()
	m.grid(g)
}

// surplus tells of the cells of a row that no column is there for; goldmark reads
// over them.
func (m *markdownReader) surplus(row ast.Node, columns int) {
	if row.Pos() < 0 || row.Pos() >= len(m.source) {
		return
	}
	line, _, _ := bytes.Cut(m.source[row.Pos():], []byte("\n"))
	source := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(line)), "|"), "|")
	var over []string
	begin, cells := 0, 0
	for i := 0; i <= len(source); i++ {
		if i < len(source) && (source[i] != '|' || i > 0 && source[i-1] == '\\') {
			continue
		}
		if cells++; cells > columns {
			over = append(over, strings.TrimSpace(source[begin:i]))
		}
		begin = i + 1
	}
	if shown := strings.Join(over, " | "); strings.Trim(shown, "| ") != "" {
		m.lose(m.lineAt(row.Pos()), "", "the row has %d cells, and the table %s; left out: %s", cells, counted(columns, "column"), clip(shown))
	}
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
	items := itemsOf(n)
	if options := m.options(items); options != nil {
		for _, item := range items {
			m.belowOption(item)
		}
		m.picked(m.line(n), options)
		return
	}
	if m.answer {
		m.ordered(items)
		return
	}
	if m.named != "" && len(items) == 1 && items[0].FirstChild() != nil {
		if m.asks(items[0]) {
			m.asked(items[0])
		} else {
			m.holed(items[0])
		}
		return
	}
	m.leave()
	if entries, odd := m.glosses(items); entries != nil {
		m.glossed(items, entries, odd)
		return
	}
	for _, item := range items {
		m.item(item)
	}
}

// belowOption tells of what stands in the item of an option besides its text.
func (m *markdownReader) belowOption(item ast.Node) {
	for kid := item.FirstChild().NextSibling(); kid != nil; kid = kid.NextSibling() {
		if shown := oneLine(cleanText(m.plain(kid, nil))); shown != "" {
			m.lose(m.line(kid), "", "what stands below an option is left out: %s", clip(shown))
		}
	}
}

func itemsOf(n *ast.List) []ast.Node {
	var items []ast.Node
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		items = append(items, item)
	}
	return items
}

// item takes in a question, or a takeaway and what is nested below it.
func (m *markdownReader) item(item ast.Node) {
	if m.asks(item) {
		m.asked(item)
		return
	}
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
