package exchange

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"drill/internal/deck"
	"drill/internal/grading"
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
var glossSign = regexp.MustCompile(`^\s*(?::|[-–—]\s)\s*`)

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
		sign := glossSign.FindString(rest)
		if sign == "" || strings.TrimSpace(rest[len(sign):]) == "" {
			return nil
		}
		entries = append(entries, gloss{line: m.line(block), term: term, meaning: rest[len(sign):]})
	}
	return entries
}

// options are the items of a task list, the ticked ones right; nil where the list
// is none.
func (m *markdownReader) options(items []ast.Node) []option {
	var options []option
	ticked := false
	for _, item := range items {
		block := item.FirstChild()
		if block == nil {
			return nil
		}
		box, ok := block.FirstChild().(*extast.TaskCheckBox)
		if !ok {
			return nil
		}
		share := 0.0
		if box.IsChecked {
			share, ticked = 1, true
		}
		options = append(options, option{text: m.plain(block, nil), share: share})
	}
	if !ticked {
		return nil
	}
	return options
}

// prompt begins a question with what stood above it; what is not so near is
// told. A heading stands in where there is nothing.
func (m *markdownReader) prompt(line int) *quizEntry {
	var texts []string
	for _, p := range m.waiting {
		line = min(line, p.line)
		texts = append(texts, p.text)
	}
	m.waiting, m.answer = nil, false
	prompt := strings.Join(texts, "\n\n")
	if prompt == "" {
		prompt = m.heading
	}
	return m.quiz.begin(line, m.named, prompt)
}

func (m *markdownReader) picked(line int, options []option) {
	e := m.prompt(line)
	right := 0
	for _, o := range options {
		if o.share > 0 {
			right++
		}
	}
	if right > 1 {
		for i := range options {
			options[i].share /= float64(right)
			if options[i].share == 0 {
				options[i].share = -1 / float64(right) // as usual in a multiple
			}
		}
	}
	if !e.pick(options, right == 1) || len(e.Wrong) == 0 {
		m.lose(line, "", "a list of options with none that is wrong is left out: %s", clip(oneLine(e.Prompt)))
		return
	}
	m.take(e)
}

// answered makes a question of the type that fits its answer.
func (m *markdownReader) answered(line int, answer string) {
	e := m.prompt(line)
	truth, isTruth := parseTruth(answer)
	value, isNumber := parsePlain(oneLine(answer))
	switch {
	case isTruth:
		e.Type, e.True = deck.TypeTrueFalse, truth
	case isNumber:
		e.Type, e.Number = deck.TypeNumber, &grading.Number{Value: value}
	case isShort(answer):
		e.Type, e.Answer = deck.TypeShort, answer
		e.MatchCase = !m.examiner.markable(deck.TypeShort, e.Prompt, answer)
	default:
		e.Type, e.Answer = deck.TypeText, answer
		if e.ByHand = !m.examiner.markable(deck.TypeText, e.Prompt, answer); e.ByHand {
			e.lose("its answer cannot be compared by its words: the learner judges")
		}
	}
	m.take(e)
}

func (m *markdownReader) ordered(items []ast.Node) {
	e := m.prompt(m.line(items[0]))
	e.Type = deck.TypeOrder
	for _, item := range items {
		e.Items = append(e.Items, oneLine(cleanText(m.plain(item, nil))))
	}
	m.take(e)
}

// matched makes pairs of a table; what has nothing on its left belongs to none.
func (m *markdownReader) matched(g grid) {
	e := m.prompt(g.line)
	var pairs []deck.Pair
	var extra []string
	for _, row := range g.rows {
		if left, right := row.at(0), row.at(1); left == "" {
			extra = append(extra, right)
		} else {
			pairs = append(pairs, deck.Pair{Left: left, Right: right})
		}
	}
	if !e.match(pairs, extra) {
		m.lose(g.line, "", "a table with no two pairs is left out: %s", clip(oneLine(e.Prompt)))
		return
	}
	m.take(e)
}

// take takes a question in, and makes it the one that a hint below belongs to.
func (m *markdownReader) take(e *quizEntry) {
	question := e.DraftQuestion
	question.ID = m.ids.Take(cleanText(question.ID), "question")
	if m.heading != "" && m.heading != question.Prompt {
		question.Tags = []string{m.heading}
	}
	for _, what := range e.losses {
		m.lose(e.line, question.ID, "%s", what)
	}
	m.add(e.line, deck.DraftSource{Question: &question})
	m.last, m.named = &question, ""
}
