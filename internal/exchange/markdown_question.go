package exchange

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"drill/internal/deck"
	"drill/internal/grading"
)

// Questions of a page: a text, and below it options, an answer, or a list or table
// that is the answer.

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
	m.waiting, m.answer, m.fresh = nil, false, false
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
		shown := e.Prompt
		for _, o := range options {
			shown += " / " + o.text
		}
		m.lose(line, "", "a list of options with none that is wrong is left out: %s", clip(oneLine(shown)))
		return
	}
	m.take(e)
}

// answerType is the type of question that fits an answer.
func answerType(answer string) deck.Type {
	if _, isTruth := parseTruth(answer); isTruth {
		return deck.TypeTrueFalse
	}
	if _, isNumber := parseQuantity(answer); isNumber {
		return deck.TypeNumber
	}
	if isShort(answer) {
		return deck.TypeShort
	}
	return deck.TypeText
}

// answered makes a question of the type that fits its answer.
func (m *markdownReader) answered(line int, answer string) {
	e := m.prompt(line)
	switch e.Type = answerType(answer); e.Type {
	case deck.TypeTrueFalse:
		e.True, _ = parseTruth(answer)
	case deck.TypeNumber:
		number, _ := parseQuantity(answer)
		e.Number = &number
	case deck.TypeShort:
		e.Answer = answer
		e.MatchCase = !m.examiner.markable(deck.TypeShort, e.Prompt, answer)
	default:
		e.Answer = answer
		if e.ByHand = !m.examiner.markable(deck.TypeText, e.Prompt, answer); e.ByHand {
			e.lose("its answer cannot be compared by its words: the learner judges")
		}
	}
	m.take(e)
}

// shortUnit is a unit that an answer is read with; longer ones are words, and th is
// none.
var shortUnit = pattern(`^[\pL%‰°′″€$£¥²³/·*^-]{1,6}$`)

// parseQuantity reads a number, which may have a unit behind it.
func parseQuantity(text string) (grading.Number, bool) {
	text, unit := oneLine(text), ""
	if m := withUnit().FindStringSubmatch(text); m != nil {
		text, unit = m[1], strings.TrimSpace(m[2])
		if !shortUnit().MatchString(unit) || strings.Trim(unit, "/·*^-²³") == "" || slices.Contains(ordinalEnds, unit) {
			return grading.Number{}, false
		}
	}
	value, ok := parsePlain(text)
	return grading.Number{Value: value, Unit: unit}, ok
}

var ordinalEnds = []string{"st", "nd", "rd", "th"}

// byHand makes a question that a person marks; the text helps to.
func (m *markdownReader) byHand(line int, guidance string) {
	e := m.prompt(line)
	e.essay(guidance)
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
		if len(row.cells) > 2 && strings.Join(row.cells[2:], "") != "" {
			m.lose(row.line, "", "a pair has two sides; left out: %s", clip(oneLine(strings.Join(row.cells[2:], " | "))))
		}
		if left, right := row.at(0), row.at(1); left == "" {
			extra = append(extra, right)
		} else {
			pairs = append(pairs, deck.Pair{Left: left, Right: right})
		}
	}
	if !e.match(pairs, extra) {
		shown := e.Prompt
		for _, pair := range pairs {
			shown += " / " + pair.Left + " = " + pair.Right
		}
		m.lose(g.line, "", "a table with no two pairs is left out: %s", clip(oneLine(strings.Join(append([]string{shown}, extra...), " / "))))
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
