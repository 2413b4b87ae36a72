package deck

import "fmt"

// match asks which value belongs to which row.
func (q tableQuestion) match(c *column) *Card {
	at := q.node.get("rows")
	var rows []int
	if q.node.has("rows") {
		values, isList := elements(at.value)
		rows = q.rows()
		if !q.areKnown(c, rows) || !isList || len(rows) < len(values) {
			return nil // told already
		}
	} else {
		at, rows = q.node, q.table.firstKnown(c)
	}
	if len(rows) < 2 {
		q.add(at.problem("there are no two rows to match", "name two rows or more whose value is known"))
		return nil
	}
	if at == q.node && len(rows) > maxOptions {
		q.add(at.problem(fmt.Sprintf("the table has over %d rows", maxOptions), "write rows = [ … ] with the ids of those to match"))
		return nil
	}
	card := q.base("match", TypeMatch)
	card.Prompt = q.prompt(c, usualMatch)
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

// firstKnown are the rows whose name and value are known, as many as can be
// matched and one more.
func (t *table) firstKnown(c *column) []int {
	if c.first == nil {
		c.first = make([]int, 0, maxOptions+1)
		for row := 0; row < len(c.cells) && len(c.first) <= maxOptions; row++ {
			if c.cells[row].known && t.key.cells[row].known {
				c.first = append(c.first, row)
			}
		}
	}
	return c.first
}
