package exchange

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"drill/internal/deck"
)

// Labels say what a paragraph, or a line of one, is to the question above it.

// markdownLabel is a label with what stands behind it.
var markdownLabel = pattern(`(?is)^(answer|by hand|also accepted|hint|explanation):\s*(.*)$`)

// labelName is a label in strong letters, perhaps with what stands behind it.
var labelName = pattern(`(?is)^(?:answer|by hand|also accepted|hint|explanation)(?::.*)?$`)

// pieces are the texts of a paragraph. A label in strong letters at the beginning
// of a line begins another.
func (m *markdownReader) pieces(node ast.Node) []paragraph {
	pieces := []paragraph{{line: m.line(node)}}
	var b strings.Builder
	for kid := node.FirstChild(); kid != nil; kid = kid.NextSibling() {
		if m.isLabel(kid) && b.Len() > 0 {
			pieces[len(pieces)-1].text = b.String()
			pieces = append(pieces, paragraph{line: m.line(kid)})
			b.Reset()
		}
		m.writeNode(&b, kid, nil)
	}
	pieces[len(pieces)-1].text = b.String()
	return pieces
}

// isLabel reports a label in strong letters at the beginning of a line. Its colon
// may stand behind it.
func (m *markdownReader) isLabel(node ast.Node) bool {
	strong, ok := node.(*ast.Emphasis)
	if !ok || strong.Level != 2 {
		return false
	}
	switch before := strong.PreviousSibling().(type) {
	case *ast.Text:
		if !before.SoftLineBreak() && !before.HardLineBreak() {
			return false
		}
	case *ast.RawHTML:
		if !lineBreakTag().Match(before.Segments.Value(m.source)) {
			return false
		}
	case nil:
	default:
		return false
	}
	name := m.plain(strong, nil)
	if !labelName().MatchString(name) {
		return false
	}
	behind, ok := strong.NextSibling().(*ast.Text)
	return strings.Contains(name, ":") || ok && strings.HasPrefix(string(behind.Value(m.source)), ":")
}

// paragraph takes in a text: what may be a prompt, or what a label says it is.
func (m *markdownReader) paragraph(line int, shown string) {
	shown = cleanText(shown)
	label := markdownLabel().FindStringSubmatch(shown)
	if shown == "" {
		return
	}
	if label == nil {
		m.last, m.fresh = nil, false
		m.waiting = append(m.waiting, paragraph{line, shown})
		return
	}
	m.labelled(line, strings.ToLower(label[1]), label[2], shown)
}

func (m *markdownReader) labelled(line int, label, text, shown string) {
	canAsk := len(m.waiting) > 0 || m.fresh
	switch {
	case label == "answer" && canAsk:
		if m.answer = text == ""; !m.answer {
			m.answered(line, text)
		}
	case label == "by hand" && canAsk:
		m.byHand(line, text)
	case m.last == nil:
		m.waiting = append(m.waiting, paragraph{line, shown})
	case label == "also accepted" && m.last.Type == deck.TypeShort:
		m.last.Accept = append(m.last.Accept, splitTexts(text)...)
	case label == "hint":
		m.last.Hint = joinParagraphs(m.last.Hint, text)
	case label == "explanation":
		m.last.Explanation = joinParagraphs(m.last.Explanation, text)
	default:
		m.lose(line, m.last.ID, "its type of question has no such thing, or has one already, and it is left out: %s", clip(oneLine(shown)))
	}
}

func joinParagraphs(above, text string) string { return strings.TrimSpace(above + "\n\n" + text) }

// asks reports whether an item of a list is a question: below its text stands a
// label with the answer, or a list of options.
func (m *markdownReader) asks(item ast.Node) bool {
	prompted := false
	for kid := item.FirstChild(); kid != nil; kid = kid.NextSibling() {
		switch n := kid.(type) {
		case *ast.List:
			if prompted && m.options(itemsOf(n)) != nil {
				return true
			}
		case *ast.Paragraph, *ast.TextBlock:
			for _, piece := range m.pieces(kid) {
				label := markdownLabel().FindStringSubmatch(cleanText(piece.text))
				if prompted && label != nil && isAnswerLabel(label[1]) {
					return true
				}
				prompted = true
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			prompted = true
		}
	}
	return false
}

func isAnswerLabel(label string) bool {
	return strings.EqualFold(label, "answer") || strings.EqualFold(label, "by hand")
}

// asked takes in an item that is a question, as a page of its own.
func (m *markdownReader) asked(item ast.Node) {
	named := m.named
	m.leave()
	m.named = named
	for kid := item.FirstChild(); kid != nil; kid = kid.NextSibling() {
		m.block(kid)
	}
	m.leave()
}

var markdownID = pattern(`^<!--\s*id:\s*([a-z0-9][a-z0-9-]*)\s*-->`)

// html takes in the id that a comment gives, and tells of what else is shown.
func (m *markdownReader) html(n *ast.HTMLBlock) {
	if id := markdownID().FindStringSubmatch(m.htmlSource(n)); id != nil {
		m.leave()
		m.named = id[1]
	}
	m.htmlLost(n)
}

// htmlSource is a block of HTML as it is written. Its last line stands by itself.
func (m *markdownReader) htmlSource(n *ast.HTMLBlock) string {
	source := string(n.Lines().Value(m.source))
	if n.HasClosure() {
		source += string(n.ClosureLine.Value(m.source))
	}
	return strings.TrimSpace(source)
}

// htmlLost tells, once, of HTML that shows something: comments do not.
func (m *markdownReader) htmlLost(n *ast.HTMLBlock) {
	shown, media := plainText(m.htmlSource(n))
	if shown = oneLine(cleanText(shown)); shown == "" {
		shown = strings.Join(media, ", ")
	}
	if shown != "" && !m.told[n] {
		m.told[n] = true
		m.lose(m.line(n), "", "HTML is left out: %s", clip(shown))
	}
}
