package exchange

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"drill/internal/deck"
)

// Takeaways of a page, and texts with holes: strong words are what is to be
// recalled.

// unasked is why a takeaway asks nothing: what is told, and the comment in the deck.
type unasked struct{ told, note string }

var (
	nothingStrong = unasked{
		"no word is marked to be recalled, so it asks nothing yet: write {{1:word}} around one in the deck",
		"Asks nothing yet: write {{1:word}} around what is to be recalled.",
	}
	allStrong = unasked{
		"all of it is marked to be recalled, which leaves nothing to recall it from, so it asks nothing yet: mark fewer words",
		"Asks nothing yet: write {{1:word}} around a part of it.",
	}
	signsStrong = unasked{
		"what is marked to be recalled cannot be compared by its words, so it asks nothing",
		"Asks nothing: what was marked cannot be compared by its words.",
	}
)

func (m *markdownReader) takeaway(line int, node ast.Node) {
	if text, why := m.withHoles(line, node); text != "" {
		m.statement(line, text, why)
	}
}

// statement takes in a takeaway; its text may hold holes.
func (m *markdownReader) statement(line int, text string, why unasked) {
	takeaway := &deck.DraftTakeaway{ID: m.ids.Take(filled(text), "takeaway"), Text: text}
	if !hasHole(text) {
		takeaway.Notes = []string{why.note}
		m.lose(line, takeaway.ID, "%s", why.told)
	}
	m.add(line, deck.DraftSource{Takeaway: takeaway})
}

// holed takes in a question of the type cloze: an item by itself, with an id. All
// of its paragraphs are one text.
func (m *markdownReader) holed(node ast.Node) {
	line := m.line(node)
	text, why := m.withHoles(line, node)
	if !hasHole(text) {
		m.leave()
		if text == "" {
			return
		}
		m.statement(line, text, why)
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
// in it as a deck has them. It says why there are none.
func (m *markdownReader) withHoles(line int, node ast.Node) (text string, why unasked) {
	shown := cleanText(m.plain(node, nil))
	if shown == "" || hasHole(shown) {
		return shown, nothingStrong
	}
	count := 0
	marked := cleanText(m.plain(node, func(strong string) string {
		count++
		return string(markOpen) + fmt.Sprint(count) + string(markBegin) + strings.TrimSpace(strong) + string(markClose)
	}))
	holes := holeWriter{examiner: m.examiner}
	holes.write(marked)
	if count > 0 && holes.holes == 0 {
		return shown, signsStrong
	}
	made := strings.TrimSpace(holes.out.String())
	if hidesAll(made) {
		return shown, allStrong
	}
	for _, what := range holes.told {
		m.lose(line, "", "%s: %s", what, clip(oneLine(shown)))
	}
	return made, nothingStrong
}
