package deck

import "fmt"

// match asks which value belongs to which row.
func (q tableQuestion) match(c *column) *Card {
	at := q.node.get("rows")
	rows := q.rows()
	switch {
	case !q.node.has("rows"):
		at = q.node
		rows = q.allKnown(c)
	case !q.areKnown(c, rows):
		return nil
	}
	if values, _ := elements(at.value); len(rows) < 2 {
		if at == q.node || len(values) == len(rows) && len(values) > 0 {
			q.add(at.problem(fmt.Sprintf("there are only %d rows to match", len(rows)), "name two rows or more whose value is known"))
		}
		return nil
	}
	if at == q.node && len(rows) > maxOptions {
		q.add(at.problem(fmt.Sprintf("the table has over %d rows", maxOptions), `write rows = [ … ] with the ids of those to match`))
		return nil
	}
	card := q.base("match", TypeMatch)
	card.Prompt = q.prompt(c, "{title}: match each {rows} with its {column}.")
	lefts, rights := make(map[string]bool), make(map[string]bool)
	for _, row := range rows {
		pair := Pair{Left: q.table.key.cells[row].text, Right: c.shown(row)}
		if key := fold(pair.Left); lefts[key] {
			q.add(at.problem(fmt.Sprintf("two rows are called %s", quoted(pair.Left)), "name one of them only"))
		} else {
			lefts[key] = true
		}
		rights[fold(pair.Right)] = true
		card.Pairs = append(card.Pairs, pair)
		card.Facts = append(card.Facts, q.fact(c, row))
	}
	q.sides(at, len(rows), len(rights))
	card.Answer = answerOfPairs(card.Pairs)
	return card
}

// allKnown are the rows whose name and value are known.
func (q tableQuestion) allKnown(c *column) []int {
	var rows []int
	for row := range c.cells {
		if c.cells[row].known && q.table.key.cells[row].known {
			rows = append(rows, row)
		}
	}
	return rows
}
