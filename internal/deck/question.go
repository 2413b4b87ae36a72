package deck

import (
	"cmp"
	"fmt"
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
		item.Text, item.Holed = text.filled(), text.authored(n)
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

// maxOptions is how many options a learner can pick several of: as many as there
// are letters to pick them by.
const maxOptions = 26

// options reports options that a learner could not tell apart.
func (b *builder) options(n *node, card *Card) {
	right, wrong := make(map[string]bool), make(map[string]bool)
	answers := n.get("answers")
	for i, option := range card.Right {
		if key := fold(option); right[key] {
			b.add(answers.item(i, option).problem(quoted(option)+" is listed twice", "keep one"))
		} else {
			right[key] = true
		}
	}
	list := n.get("wrong")
	for i, option := range card.Wrong {
		switch key := fold(option); {
		case right[key]:
			b.add(list.item(i, option).problem(quoted(option)+" is a right answer as well", "take it out of the wrong ones"))
		case wrong[key]:
			b.add(list.item(i, option).problem(quoted(option)+" is listed twice", "take it out of the wrong ones"))
		default:
			wrong[key] = true
		}
	}
	if card.Type == TypeMultiple && len(card.Right)+len(card.Wrong) > maxOptions {
		b.add(list.problem(fmt.Sprintf("there are over %d options to pick from", maxOptions), "make several questions of it"))
	}
}
