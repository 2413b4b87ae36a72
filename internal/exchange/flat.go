package exchange

import (
	"maps"
	"slices"
	"strings"

	"drill/internal/deck"
)

// Other programs have questions and no sources. So an export first makes of each
// card a question that stands by itself, and of the holes of a text one question
// with all of them.

// flat is a question that stands by itself.
type flat struct {
	deck.DraftQuestion
	// card is the card that it is made of; of a text with holes, the first.
	card *deck.Card
	// cards are all of them, by the number of the hole for a text with holes.
	cards []*deck.Card
	// derived says that no rubric was written for a free-text answer.
	derived bool
}

// flatten gives the questions of a deck in the order of its sources. An id is that
// of the question, and of the part where it is not the only one: a card
// terms.lora#define is terms-lora-define.
func flatten(d *deck.Deck) []flat {
	var ids deck.IDs
	var questions []flat
	for _, source := range d.Sources {
		for _, item := range source.Items {
			holed := -1
			for _, card := range item.Cards {
				if card.Type == deck.TypeCloze && holed >= 0 {
					questions[holed].addHole(card)
					continue
				}
				question := flatOf(card, item)
				question.ID = ids.Take(flatID(card), "question")
				if card.Type == deck.TypeCloze {
					holed = len(questions)
				}
				questions = append(questions, question)
			}
		}
	}
	return questions
}

func flatID(card *deck.Card) string {
	id := strings.ReplaceAll(card.Question, ".", "-")
	if card.Part == "ask" || card.Type == deck.TypeCloze {
		return id
	}
	return id + "-" + card.Part
}

// flatOf makes a question of a card.
func flatOf(card *deck.Card, item deck.Item) flat {
	f := flat{card: card, cards: []*deck.Card{card}}
	q := &f.DraftQuestion
	q.Type, q.Prompt, q.Answer = card.Type, card.Prompt, card.Answer
	q.Wrong, q.Last, q.Credit, q.Feedback = card.Wrong, card.Last, card.Credit, card.Feedback
	q.DraftCommon = deck.DraftCommon{
		Points: card.Points, Hint: card.Hint, Explanation: card.Explanation, Citation: card.Citation,
		Tags: card.Tags, Difficulty: card.Difficulty, Seconds: card.Seconds, Image: card.Image,
	}
	switch card.Type {
	case deck.TypeText:
		q.ByHand = card.ByHand
		q.Criteria, q.Rejects, q.Examples = card.Spec.Criteria, card.Spec.Rejects, card.Examples
		q.Bands, q.ListWanted = card.Spec.Bands, !card.ByHand && !card.Spec.Stuffing && card.Number() == nil
		q.Loose, q.Curve, q.Scale, q.Accept = card.Spec.Loose, card.Spec.Curve, card.Spec.Scale, others(card.Accepted())
		q.Signals, q.Learned = card.Spec.Signals, card.Spec.Learned
		f.derived = !card.ByHand && len(card.Spec.Criteria) == 0
	case deck.TypeShort:
		q.Accept, q.Pattern, q.MatchCase = others(card.Accepted()), card.Pattern, card.MatchCase
	case deck.TypeNumber:
		q.Number = card.Number()
	case deck.TypeMultiple:
		q.Answer, q.Answers = "", card.Right
	case deck.TypeTrueFalse:
		q.Answer, q.Wrong, q.True = "", nil, isTrue(card)
	case deck.TypeOrder:
		q.Answer, q.Items = "", card.Items
	case deck.TypeMatch:
		q.Answer, q.Pairs = "", card.Pairs
	case deck.TypeCloze:
		q.Answer, q.Text, q.Prompt = "", item.Holed, aboveHoles(card, item.Holed)
		f.cards = nil
		f.addHole(card)
	}
	return f
}

// addHole adds the card of a hole to the question of its text.
func (f *flat) addHole(card *deck.Card) {
	f.cards = append(f.cards, card)
	if more := others(card.Accepted()); len(more) > 0 {
		if f.AcceptHole == nil {
			f.AcceptHole = make(map[string][]string)
		}
		f.AcceptHole[holeNumber(card)] = more
	}
}

// holeNumber is the number of the hole that a card asks for.
func holeNumber(card *deck.Card) string { return strings.TrimPrefix(card.Part, "cloze-") }

// aboveHoles is what stands above the text with holes that a card shows.
func aboveHoles(card *deck.Card, text string) string {
	var opened strings.Builder
	for _, part := range holesOf(strings.TrimSpace(text)) {
		opened.WriteString(part.open(holeNumber(card)))
	}
	return strings.TrimSuffix(strings.TrimSuffix(card.Prompt, opened.String()), "\n")
}

// others are the forms of an answer besides the usual one.
func others(accepted []string) []string {
	if len(accepted) < 2 {
		return nil
	}
	return accepted[1:]
}

// isTrue reports whether true is the right answer.
func isTrue(card *deck.Card) bool { return strings.EqualFold(card.Answer, "true") }

// said is the feedback to a text, however it is written.
func (f *flat) said(text string) string {
	if said, ok := f.Feedback[text]; ok && text != "*" {
		return said
	}
	key := sameText(text)
	for _, have := range slices.Sorted(maps.Keys(f.Feedback)) {
		if have != "*" && sameText(have) == key {
			return f.Feedback[have]
		}
	}
	return ""
}
