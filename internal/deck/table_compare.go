package deck

import (
	"cmp"
	"fmt"
	"strings"

	"drill/internal/grading"
)

// compare asks how two rows differ in a column. Of short cells, each value must
// be said of its own row; of long ones, the rubric is derived from the answer.
func (q tableQuestion) compare(c *column) *Card {
	rows, ok := q.two(c)
	if !ok {
		return nil
	}
	card := q.base("compare", TypeText)
	q.rubric(card, q.node)
	a, b := q.table.key.cells[rows[0]].text, q.table.key.cells[rows[1]].text
	card.Prompt = q.prompt(c, usualCompare, "{a}", a, "{b}", b)
	card.Answer = fmt.Sprintf("%s: %s; %s: %s.", a, bare(c.shown(rows[0])), b, bare(c.shown(rows[1])))
	if q.node.has("answer") {
		card.Answer, card.answerKey = cmp.Or(q.node.text("answer"), card.Answer), "answer"
	}
	short := true
	for _, row := range rows {
		card.Facts = append(card.Facts, q.fact(c, row))
		short = short && words(c.cells[row].text) <= shortWords
	}
	if short && len(card.Spec.Criteria) == 0 {
		for _, row := range rows {
			card.lines = append(card.lines, q.said(c, row))
		}
	}
	return card
}

// said is the criterion that a value is said of its row.
func (q tableQuestion) said(c *column, row int) grading.Criterion {
	line := rowLine(q.table.rows[row].text("id"), &c.cells[row])
	line.Of = grading.Short(q.table.key.cells[row].forms(), nil, 1).Criteria[0].Any
	return line
}

// two are the rows to compare, when they are two that can be compared.
func (q tableQuestion) two(c *column) ([]int, bool) {
	at := q.node.get("rows")
	values, isList := elements(at.value)
	rows := q.rows()
	if isList && len(values) > 0 && len(values) != 2 {
		q.add(at.problem(fmt.Sprintf("names %d rows", len(values)), "write the ids of two rows"))
		return nil, false
	}
	if len(rows) != 2 || !q.areKnown(c, rows) {
		return nil, false
	}
	if a, b := c.cells[rows[0]].text, c.cells[rows[1]].text; fold(a) == fold(b) {
		q.add(at.problem(fmt.Sprintf("both rows have the same %s, %s", c.id, quoted(a)), "compare rows that differ"))
		return nil, false
	}
	return rows, true
}

// areKnown reports rows of which the name or the value is not known, and so
// cannot be asked for.
func (q tableQuestion) areKnown(c *column, rows []int) bool {
	known := true
	for _, row := range rows {
		if c.cells[row].known && q.table.key.cells[row].known {
			continue
		}
		known = false
		if c.cells[row].node == nil || q.table.key.cells[row].node == nil {
			continue // a missing cell is told already
		}
		id := q.table.rows[row].text("id")
		q.add(q.node.get("rows").problem(fmt.Sprintf("what the table says of %s in %s is not known", id, c.id), "name another row"))
	}
	return known
}

// bare is a text without a full stop, to stand inside a sentence.
func bare(text string) string { return strings.TrimSuffix(text, ".") }
