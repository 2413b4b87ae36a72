package deck

import (
	"fmt"
	"strings"

	"drill/internal/grading"
)

// which asks for all rows that share a value. Each is a criterion; to name a row
// that does not belong costs as much as one brings, so that naming them all
// earns nothing.
func (q tableQuestion) which(c *column) *Card {
	rows := q.sharing(c)
	if len(rows) == 0 {
		return nil
	}
	card := q.base("which", TypeText)
	card.answerKey = "value"
	card.Spec.Typos = grading.Typos(q.deck.Typos)
	value := bare(c.shown(rows[0]))
	card.Prompt = q.prompt(c, usualWhich, "{value}", value)
	var names []string
	for _, row := range rows {
		key := &q.table.key.cells[row]
		card.lines = append(card.lines, rowLine(q.table.rows[row].text("id"), key))
		card.Facts = append(card.Facts, q.fact(c, row))
		names = append(names, key.text)
	}
	card.Answer = strings.Join(names, ", ")
	card.rivals, card.from = without(q.table.key.pool.others(names[0]), names), drawn{q.table.key.pool, names[0]}
	return card
}

// rowLine is the criterion of a row, met by any form of a cell.
func rowLine(id string, c *cell) grading.Criterion {
	line := grading.Short(c.forms(), nil, 1).Criteria[0]
	line.ID = id
	return line
}

// maxNamed is how many rows can share the value that is asked for. Nobody lists
// more of them.
const maxNamed = 60

// sharing are the rows that have the value, each name once.
func (q tableQuestion) sharing(c *column) []int {
	at := q.node.get("value")
	value := strings.TrimSpace(scalarText(at.value))
	if value == "" {
		return nil
	}
	rows := q.table.withValue(c, fold(value))
	switch {
	case len(rows) == 0:
		q.noRow(at, c, value)
	case len(rows) == 1:
		problem := at.problem(fmt.Sprintf("only %s has the value %s", q.table.rows[rows[0]].text("id"), quoted(value)), "choose a value that several rows share: one that a single row has is asked without this")
		problem.Severity = SeverityWarning
		q.add(problem)
	case len(rows) > maxNamed:
		q.add(at.problem(fmt.Sprintf("over %d rows have the value %s", maxNamed, quoted(value)), "choose a value that fewer rows share"))
		return nil
	}
	return rows
}

// withValue are the rows that have a value and can be named, each name once.
func (t *table) withValue(c *column, key string) []int {
	if c.byValue == nil {
		c.byValue = make(map[string][]int)
		seen := make(map[[2]string]bool)
		for row := range c.cells {
			have, name := &c.cells[row], &t.key.cells[row]
			pair := [2]string{fold(have.text), fold(name.text)}
			if have.known && name.known && !seen[pair] {
				seen[pair] = true
				c.byValue[pair[0]] = append(c.byValue[pair[0]], row)
			}
		}
	}
	return c.byValue[key]
}

// noRow reports a value that no row has.
func (q tableQuestion) noRow(at *node, c *column, value string) {
	remedy := "write a value as the cells have it"
	if q.table.unknown[fold(value)] {
		remedy = "take it out of unknown, or ask for another value"
	} else if near := q.guess(value, c.pool.ring[:c.pool.count]); near != "" {
		remedy = "did you mean " + quoted(near) + "?"
	}
	q.add(at.problem(fmt.Sprintf("no row that can be asked for has the value %s", quoted(value)), remedy))
}

// scalarText is a text or a number as a cell of it reads.
func scalarText(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	if number, ok := numberOf(value); ok {
		return formatNumber(number)
	}
	return ""
}
