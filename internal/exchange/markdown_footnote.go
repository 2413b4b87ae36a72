package exchange

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A deck has no footnotes. References to them are not shown, and what they say is
// told. The extension of goldmark moves them all to the end of the page and drops
// those that nothing refers to; here each stays where it stands, to be told with
// its line.

// footnotes is an extension that reads them.
type footnotes struct{}

func (footnotes) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(footnoteBlocks{extension.NewFootnoteBlockParser()}, 999)),
		parser.WithInlineParsers(util.Prioritized(footnoteLinks{}, 101)),
	)
}

var footnoteRefs = parser.NewContextKey()

// footnoteBlocks reads the notes.
type footnoteBlocks struct{ parser.BlockParser }

// Close keeps the name of a note, and the note in its place.
func (footnoteBlocks) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	note, ok := node.(*extast.Footnote)
	if !ok {
		return
	}
	refs := pc.ComputeIfAbsent(footnoteRefs, func() any { return make(map[string]bool) }).(map[string]bool)
	refs[string(note.Ref)] = true
}

// footnoteLinks reads the references to them.
type footnoteLinks struct{}

func (footnoteLinks) Trigger() []byte { return []byte{'['} }

var footnoteLink = pattern(`^\[\^([^\[\]\n]{1,100})\]`)

func (footnoteLinks) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	link := footnoteLink().FindSubmatch(line)
	if link == nil {
		return nil
	}
	if refs, _ := pc.Get(footnoteRefs).(map[string]bool); !refs[string(link[1])] {
		return nil // there is no such note, and so it is text
	}
	block.Advance(len(link[0]))
	return extast.NewFootnoteLink(0)
}

// footnote tells of a note, once.
func (m *markdownReader) footnote(note *extast.Footnote) {
	if m.told[note] {
		return
	}
	m.told[note] = true
	m.lose(m.line(note), "", "a footnote is left out: %s", clip(oneLine(m.plain(note, nil))))
}
