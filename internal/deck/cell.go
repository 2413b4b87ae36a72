package deck

import (
	"cmp"
	"strings"

	"drill/internal/grading"
)

// cellCards makes the two cards of a cell.
type cellCards struct {
	*builder
	table  *table
	column *column
	i      int // the row
	around inherited
}

// shortWords is up to how many words a cell is asked as a short answer unless
// the author says how.
const shortWords = 4

func (c cellCards) row() *node    { return c.table.rows[c.i] }
func (c cellCards) value() *cell  { return &c.column.cells[c.i] }
func (c cellCards) key() *cell    { return &c.table.key.cells[c.i] }
func (c cellCards) title() string { return c.table.title }

// base is a card with what a cell has from its row and column.
func (c cellCards) base(part string) *Card {
	at, column := c.value().node, c.column.node
	card := c.card(at, c.row().question(), part+"-"+c.column.id, c.around)
	card.Explanation = cmp.Or(card.Explanation, c.row().text("explanation"), column.text("explanation"))
	card.Facts = []string{cellName(card.Question, c.column.id)}
	card.answerKey = ""
	if at.has("text") {
		card.answerKey = "text"
	}
	return card
}

// fill puts the names of row, table and column into a prompt.
func (c cellCards) fill(prompt string) string {
	return fillIn(prompt, "{key}", c.key().text, "{title}", c.title(), "{column}", c.column.title)
}

// fillIn puts texts into a prompt, each after the name in braces for which it
// stands.
func fillIn(prompt string, names ...string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(prompt, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		prompt = prompt[len(before):]
		at := -1
		for i := 0; i < len(names); i += 2 {
			if strings.HasPrefix(prompt, names[i]) {
				at = i
			}
		}
		if at < 0 {
			b.WriteByte('{')
			prompt = rest
			continue
		}
		b.WriteString(names[at+1])
		prompt = prompt[len(names[at]):]
	}
}

// cell asks for the value.
func (c cellCards) cell() *Card {
	card := c.base("cell")
	card.Prompt = c.fill(cmp.Or(c.value().node.text("prompt"), c.column.node.text("prompt"), usualCell))
	card.Answer = c.value().text
	card.Type = c.kind()
	at := c.value().node
	card.Hint = cmp.Or(card.Hint, c.column.node.text("hint"))
	if !at.has("points") {
		card.Points = c.column.node.points("points")
	}
	switch card.Type {
	case TypeText:
		c.rubric(card, at)
		return card
	case TypeShort:
		card.accepted = append([]string{card.Answer}, at.texts("accept")...)
		card.rivals, card.from = c.column.pool.others(card.Answer), drawn{c.column.pool, card.Answer}
		card.Spec = c.spec(card, at)
	case TypeNumber:
		c.number(card)
	case TypeChoice:
		c.choice(card)
	}
	c.onlyForText(at)
	card.Examples = examplesOf(at)
	return card
}

// kind is how the cell is asked.
func (c cellCards) kind() Type {
	if as := Type(c.column.node.text("as")); as != "" {
		return as
	}
	if !c.value().node.has("criterion") && words(c.value().text) <= shortWords {
		return TypeShort
	}
	return TypeText
}

// onlyForText reports a rubric that would never be used.
func (c cellCards) onlyForText(at *node) {
	for _, key := range []string{"criterion", "reject", "bands"} {
		if at.has(key) {
			c.add(at.get(key).problem("is for a cell that is asked as text, and this one is asked as "+string(c.kind()), `write as = "text" in the column, or take it out`))
		}
	}
}

func (c cellCards) number(card *Card) {
	have, at, column := c.value(), c.value().node, c.column.node
	if !have.isNum {
		c.add(at.problem("has no number in a number column", `write { text = `+quoted(have.text)+`, value = … }`))
		return
	}
	number := &grading.Number{Value: have.number, Unit: cmp.Or(at.text("unit"), column.text("unit"))}
	for _, n := range []*node{column, at} {
		if n.has("tolerance") {
			number.Tolerance, _ = toleranceOf(n.raw("tolerance"))
		}
	}
	card.number = number
	if unit := number.Unit; unit != "" && !at.has("text") {
		card.Answer += " " + unit
	}
}

// choice gives other values of the column to choose from.
func (c cellCards) choice(card *Card) {
	have := c.value()
	card.Right = []string{have.text}
	same := append(have.node.texts("accept"), c.column.alias[fold(have.text)]...)
	card.Wrong, card.from = without(c.column.pool.others(have.text), same), drawn{c.column.pool, have.text}
	if len(card.Wrong) == 0 {
		c.add(have.node.problem("is the only value of a choice column", `write as = "short" in the column, or more rows`))
	}
}

// which asks for the row that alone has the value. Points, hints, pictures and
// the like are meant for the cell.
func (c cellCards) which() *Card {
	card := c.base("which")
	card.Points, card.Hint, card.Image = 1, "", ""
	card.Difficulty, card.Seconds = "", 0
	at, key := c.value().node, c.key()
	prompt := cmp.Or(at.text("reverse"), c.column.node.text("reverse"), usualRow)
	card.Prompt = fillIn(prompt, "{value}", c.shownValue(), "{title}", c.title(), "{column}", c.column.title, "{rows}", c.table.key.title)
	card.Type, card.Spec.Typos = TypeShort, grading.Typos(c.deck.Typos)
	card.Answer = key.text
	card.accepted = append([]string{key.text}, key.node.texts("accept")...)
	card.rivals, card.from = c.table.key.pool.others(key.text), drawn{c.table.key.pool, key.text}
	card.Origin = at.origin()
	return card
}

// shownValue is the value as a prompt shows it, a number with its unit.
func (c cellCards) shownValue() string {
	have := c.value()
	unit := cmp.Or(have.node.text("unit"), c.column.node.text("unit"))
	if have.isNum && unit != "" && !have.node.has("text") {
		return have.text + " " + unit
	}
	return bare(have.text)
}
