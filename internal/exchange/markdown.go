package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"drill/internal/deck"
)

// Markdown is what many handouts are written in. Of a page become
//
//	a table                        a table, or a glossary by its columns
//	- **term**: what it means      an entry of a glossary, in a list of such
//	term / : what it means         the same, as a definition list
//	- any other item               a takeaway; its **bold** words are holes
//	a prompt, then - [x] - [ ]     a choice, or a multiple with several [x]
//	a prompt, then **Answer:** …   a question of the type that fits the answer
//	a prompt, then **By hand:** …  a question that a person marks
//
// A heading names the table or list below it; the first names the deck. Where the
// answer is a list, it is an order, and where it is a table, pairs. A question may
// also be an item of a list.

// ImportMarkdown reads a page. The error is deck.Problems.
func ImportMarkdown(data []byte, o Options) (Imported, error) {
	source, err := readText(data, o.File)
	if err != nil {
		return Imported{}, err
	}
	front, source := readFront(source)
	o.Language = cmp.Or(o.Language, front.language)
	if err := boundMarkdown(source, o.File); err != nil {
		return Imported{}, err
	}
	m := markdownReader{handout: newHandout(o), quiz: newQuiz(o), source: []byte(source), front: front, told: make(map[ast.Node]bool)}
	if len(front.unread) > 0 {
		m.lose(front.line, "", "%s", front.lost())
	}
	for i := range m.source {
		if m.source[i] == '\n' {
			m.lineEnds = append(m.lineEnds, i)
		}
	}
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.DefinitionList, extension.TaskList, footnotes{})).Parser()
	root := parser.Parse(text.NewReader(m.source))
	for node := root.FirstChild(); node != nil; node = node.NextSibling() {
		m.block(node)
		if len(m.handout.sources) > maxQuestions || len(m.handout.losses) > maxQuestions {
			return Imported{}, problemAt(o.File, 0, fmt.Sprintf("over %d items are in it", maxQuestions), "split the page")
		}
	}
	m.leave()
	imported, err := m.handout.finish(o, cmp.Or(front.title, m.title))
	imported.Draft.Description = m.description
	if front.description != "" && front.description != m.description {
		imported.Draft.Description = strings.TrimSpace(front.description + "\n\n" + m.description)
	}
	return imported, err
}

// markdownReader goes through the blocks of a page.
type markdownReader struct {
	*handout
	quiz     *quiz
	source   []byte
	lineEnds []int
	title    string
	heading  string

	description string
	front       frontMatter

	named   string      // the id that a comment gives the next question
	waiting []paragraph // what may be the prompt of a question below
	fresh   bool        // a heading stood last, and may be that prompt
	answer  bool        // **Answer:** stood last, and a list or table is it
	last    *deck.DraftQuestion
	told    map[ast.Node]bool // pictures, footnotes and HTML
}

type paragraph struct {
	line int
	text string
}

// line is the line on which a block begins; that of what is inside where it has
// none of its own.
func (m *markdownReader) line(node ast.Node) int {
	for ; node != nil; node = node.FirstChild() {
		if node.Type() == ast.TypeInline {
			switch n := node.(type) {
			case *ast.Text:
				return m.lineAt(n.Segment.Start)
			case *ast.RawHTML:
				return m.lineAt(n.Segments.At(0).Start)
			}
			continue
		}
		if node.Lines() != nil && node.Lines().Len() > 0 {
			return m.lineAt(node.Lines().At(0).Start)
		}
	}
	return 0
}

func (m *markdownReader) lineAt(offset int) int {
	i, _ := slices.BinarySearch(m.lineEnds, offset)
	return i + 1
}

func (m *markdownReader) block(node ast.Node) {
	switch n := node.(type) {
	case *ast.Heading:
		m.leave()
		m.headed(n)
	case *ast.Paragraph, *ast.TextBlock:
		for _, piece := range m.pieces(node) {
			m.paragraph(piece.line, piece.text)
		}
	case *extast.Footnote:
		m.footnote(n)
	case *ast.List:
		m.list(n)
	case *extast.Table:
		m.table(n)
	case *extast.DefinitionList:
		m.leave()
		m.definitions(n)
	case *ast.HTMLBlock:
		m.html(n)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		m.waiting = append(m.waiting, paragraph{m.line(node), strings.TrimSpace(string(node.Lines().Value(m.source)))})
	case *ast.ThematicBreak:
		m.leave()
	default:
		m.leave()
		if shown := oneLine(m.plain(node, nil)); shown != "" {
			m.lose(m.line(node), "", "a quotation or the like asks nothing, and is left out: %s", clip(shown))
		}
	}
}

func (m *markdownReader) headed(n *ast.Heading) {
	shown := oneLine(cleanText(m.plain(n, nil)))
	if m.title == "" && n.Level == 1 {
		m.title = shown
		return
	}
	m.heading, m.fresh = shown, shown != ""
}

// leave tells of the paragraphs that became no prompt. Those right below the title
// say what the deck is about.
func (m *markdownReader) leave() {
	if m.title+m.front.title != "" && m.heading == "" && m.description == "" && len(m.sources) == 0 {
		for _, p := range m.waiting {
			m.description = strings.TrimSpace(m.description + "\n\n" + p.text)
		}
		m.waiting = nil
	}
	for _, p := range m.waiting {
		m.lose(p.line, "", "a paragraph asks nothing, and is left out: %s", clip(oneLine(p.text)))
	}
	m.waiting, m.answer, m.fresh, m.last, m.named = nil, false, false, nil, ""
}

// plain is the text of a block as it is read. Strong words go through mark, where
// it is given.
func (m *markdownReader) plain(node ast.Node, mark func(string) string) string {
	var b strings.Builder
	m.write(&b, node, mark)
	return strings.TrimSpace(b.String())
}

var lineBreakTag = pattern(`(?i)^<br\s*/?>$`)

func (m *markdownReader) write(b *strings.Builder, node ast.Node, mark func(string) string) {
	for kid := node.FirstChild(); kid != nil; kid = kid.NextSibling() {
		m.writeNode(b, kid, mark)
	}
}

// picture tells of a picture, once: a text is read more than once.
func (m *markdownReader) picture(node ast.Node, name string) {
	if !m.told[node] {
		m.told[node] = true
		m.lose(m.line(node), "", "the picture %q does not come along", clip(name))
	}
}

func (m *markdownReader) writeNode(b *strings.Builder, node ast.Node, mark func(string) string) {
	switch n := node.(type) {
	case *ast.Text:
		b.WriteString(markdownText(n.Value(m.source), n.IsRaw()))
		switch {
		case n.HardLineBreak():
			b.WriteByte('\n')
		case n.SoftLineBreak():
			b.WriteByte(' ')
		}
	case *ast.String:
		b.Write(n.Value)
	case *ast.AutoLink:
		b.Write(n.Label(m.source))
	case *ast.RawHTML:
		if lineBreakTag().Match(n.Segments.Value(m.source)) {
			b.WriteByte('\n')
			return
		}
		if _, media := plainText(string(n.Segments.Value(m.source))); len(media) > 0 {
			m.picture(n, media[0])
		}
	case *ast.Image:
		m.write(b, n, nil)
		m.picture(n, string(n.Destination))
	case *ast.Emphasis:
		if n.Level == 2 && mark != nil {
			b.WriteString(mark(m.plain(n, nil)))
			return
		}
		m.write(b, n, mark)
	case *extast.Footnote:
		m.footnote(n)
	case *ast.HTMLBlock:
		m.htmlLost(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.Write(n.Lines().Value(m.source))
	case *extast.TaskCheckBox:
	default:
		if node.Type() == ast.TypeBlock && b.Len() > 0 {
			b.WriteByte('\n')
		}
		m.write(b, node, mark)
	}
}
