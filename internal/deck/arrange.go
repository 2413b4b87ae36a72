package deck

import (
	"fmt"
	"strings"
)

// ordered checks the items of an order.
func (b *builder) ordered(n *node, card *Card) {
	list := n.get("items")
	b.different(list, card.Items, nil)
	switch count := len(card.Items); {
	case count == 1:
		b.add(list.problem("has one item, which is always in order", "write two items or more"))
	case count > maxOptions:
		b.add(list.problem(fmt.Sprintf("has over %d items", maxOptions), "make several questions of it"))
	}
}

// pairs takes over the pairs of a match.
func (b *builder) pairs(n *node, card *Card) {
	list := n.get("pairs")
	seen, rights := make(map[string]bool), make(map[string]bool)
	for _, at := range n.tables("pairs", pairTable) {
		pair := Pair{Left: at.text("left"), Right: at.text("right")}
		if pair.Left == "" || pair.Right == "" {
			continue // told already
		}
		if key := fold(pair.Left); seen[key] {
			b.add(at.get("left").problem(quoted(pair.Left)+" is a left already", "keep one: a left has one right"))
		} else {
			seen[key] = true
		}
		card.Pairs = append(card.Pairs, pair)
		rights[fold(pair.Right)] = true
	}
	card.Wrong = n.texts("wrong")
	b.different(n.get("wrong"), card.Wrong, rights)
	if values, _ := elements(list.value); len(values) == 1 {
		b.add(list.problem("has one pair, which leaves nothing to choose", "write two pairs or more"))
	}
	b.sides(list, len(card.Pairs), len(rights)+len(card.Wrong))
	card.Answer, card.answerKey = answerOfPairs(card.Pairs), "pairs"
}

// sides reports sides of a match that are too long to choose from, or leave no
// choice.
func (b *builder) sides(at *node, lefts, rights int) {
	switch {
	case lefts > maxOptions:
		b.add(at.problem(fmt.Sprintf("there are over %d pairs", maxOptions), "make several questions of it"))
	case rights > maxOptions:
		b.add(at.problem(fmt.Sprintf("there are over %d texts on the right to choose from", maxOptions), "make several questions of it, or take wrong ones out"))
	case lefts > 1 && rights == 1:
		problem := at.problem("every left has the same right, so that there is nothing to choose", "add others, or wrong ones")
		problem.Severity = SeverityWarning
		b.add(problem)
	}
}

// answerOfPairs is the model answer of a match.
func answerOfPairs(pairs []Pair) string {
	lines := make([]string, len(pairs))
	for i, pair := range pairs {
		lines[i] = pair.Left + " = " + pair.Right
	}
	return strings.Join(lines, "; ")
}
