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
		if card.ByHand = n.flag("by_hand"); card.ByHand {
			b.unusedByHand(n)
			return card
		}
		card.accepted = append([]string{card.Answer}, n.texts("accept")...)
		b.rubric(card, n)
		return card
	case TypeShort:
		card.accepted = append([]string{card.Answer}, n.texts("accept")...)
		card.rivals = n.texts("rivals")
		card.Pattern, card.MatchCase = n.texts("pattern"), n.flag("match_case")
		card.Spec = b.spec(card, n)
		b.forms(n, card)
	case TypeNumber:
		b.quantity(card, n)
	case TypeChoice:
		card.Right, card.Wrong = []string{card.Answer}, n.texts("wrong")
		b.options(n, card)
	case TypeMultiple:
		card.Right, card.Wrong = n.texts("answers"), n.texts("wrong")
		card.Answer, card.answerKey = strings.Join(card.Right, "; "), "answers"
		b.options(n, card)
	case TypeTrueFalse:
		card.setTruth(n.flag("answer"))
		b.feedback(n, card)
	case TypeOrder:
		card.Items = n.texts("items")
		card.Answer, card.answerKey = strings.Join(card.Items, "; "), "items"
		b.ordered(n, card)
	case TypeMatch:
		b.pairs(n, card)
	default:
		return nil
	}
	card.Examples = examplesOf(n)
	return card
}

// unusedByHand reports what marks nothing where a person marks.
func (b *builder) unusedByHand(n *node) {
	for _, key := range []string{"accept", "criterion", "reject", "bands", "stuffing", "loose", "curve", "scale", "signal", "learned", "example", "typos", "not_typo"} {
		if n.has(key) {
			b.add(n.get(key).problem("is never used, since a person marks the question", "take it out, or take by_hand out"))
		}
	}
}

func (b *builder) quantity(card *Card, n *node) {
	number := b.number(n)
	if n.has("value") && n.has("from") {
		b.add(n.get("from").problem("stands beside value", "keep one of value and from"))
	}
	card.number = number
	if card.Answer == "" {
		card.answerKey = "value"
		if number.From != nil {
			card.answerKey = "from"
		}
	}
	card.Answer = cmp.Or(card.Answer, strings.TrimSpace(shownNumber(number)+" "+number.Unit))
}

// shownNumber is the right number, or the range of them.
func shownNumber(n *grading.Number) string {
	if n.From != nil {
		return formatNumber(*n.From) + " to " + formatNumber(*n.To)
	}
	return formatNumber(n.Value)
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
