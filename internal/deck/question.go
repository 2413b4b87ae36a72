package deck

import (
	"cmp"
	"strings"

	"drill/internal/grading"
)

// question makes the cards of an authored question: one, or one for each hole.
func (b *builder) question(n *node, around inherited) Item {
	id, kind := n.text("id"), Type(n.text("type"))
	item := Item{ID: id, Text: n.text("prompt"), Origin: n.origin(), Authored: n.has("criterion")}
	if kind == TypeCloze {
		text := b.holes(n.get("text"))
		if len(text) > 0 && len(text.numbers()) == 0 {
			b.add(n.get("text").problem("has no hole", "write {{1:word}} around what is to be recalled"))
		}
		item.Cards = b.clozes(n, id, item.Text, text, around)
		item.Text = text.filled()
	} else if card := b.asked(n, kind, around); card != nil {
		item.Cards = []*Card{card}
	}
	for _, card := range item.Cards {
		card.Facts = []string{id}
	}
	return item
}

// asked makes the card of a question that is asked as it stands.
func (b *builder) asked(n *node, kind Type, around inherited) *Card {
	card := b.card(n, n.text("id"), "ask", around)
	card.Type, card.Prompt, card.Answer = kind, n.text("prompt"), n.text("answer")
	switch kind {
	case TypeText:
		b.rubric(card, n)
		return card
	case TypeShort:
		card.accepted = append([]string{card.Answer}, n.texts("accept")...)
		card.rivals = n.texts("rivals")
		card.Spec = grading.Spec{Points: card.Points, Typos: typosOf(n), NotTypo: n.texts("not_typo")}
	case TypeNumber:
		b.number(card, n)
	case TypeChoice:
		card.Right, card.Wrong = []string{card.Answer}, n.texts("wrong")
		b.options(n, card)
	case TypeMultiple:
		card.Right, card.Wrong = n.texts("answers"), n.texts("wrong")
		card.Answer = strings.Join(card.Right, "; ")
		b.options(n, card)
	case TypeTrueFalse:
		card.setTruth(n.flag("answer"))
	default:
		return nil
	}
	card.Examples = examplesOf(n)
	return card
}

func (b *builder) number(card *Card, n *node) {
	value, _ := n.number("value")
	number := &grading.Number{Value: value, Unit: n.text("unit"), Also: numbersOf(n.get("also").value)}
	if n.has("tolerance") {
		number.Tolerance, _ = toleranceOf(n.get("tolerance").value)
	}
	card.number = number
	card.Answer = cmp.Or(card.Answer, strings.TrimSpace(formatNumber(value)+" "+number.Unit))
}

func numbersOf(value any) []float64 {
	values, _ := elements(value)
	var numbers []float64
	for _, value := range values {
		if number, ok := numberOf(value); ok {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// options reports options that a learner could not tell apart.
func (b *builder) options(n *node, card *Card) {
	seen := make(map[string]bool)
	for _, right := range card.Right {
		if key := fold(right); seen[key] {
			b.add(n.get("answers").problem(quoted(right)+" is listed twice", "keep one"))
		}
		seen[fold(right)] = true
	}
	list := n.get("wrong")
	for i, wrong := range card.Wrong {
		key := fold(wrong)
		if !seen[key] {
			seen[key] = true
			continue
		}
		cause := quoted(wrong) + " is listed twice"
		if containsFolded(card.Right, wrong) {
			cause = quoted(wrong) + " is a right answer as well"
		}
		b.add(list.item(i, wrong).problem(cause, "take it out of the wrong ones"))
	}
}

func containsFolded(texts []string, text string) bool {
	for _, have := range texts {
		if fold(have) == fold(text) {
			return true
		}
	}
	return false
}
