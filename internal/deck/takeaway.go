package deck

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drill/internal/grading"
)

// takeaway makes the cards of a takeaway: its holes, its reason, itself and its
// false versions. They all show one fact.
func (b *builder) takeaway(n *node, around inherited) Item {
	id, told := n.text("id"), len(b.problems)
	text := b.holes(n.get("text"))
	item := Item{ID: id, Text: text.filled(), Holed: text.authored(n), Origin: n.origin(), Authored: n.get("why").has("criterion")}
	falses := n.tables("false", falseTable)
	b.takeawayParts(n, len(text.numbers()) > 0, len(falses) > 0)
	if choosePart("cloze", n) {
		item.Cards = append(item.Cards, b.clozes(n, id, "", text, around)...)
	}
	if choosePart("why", n) && n.has("why") {
		item.Cards = append(item.Cards, b.why(n, around))
	}
	if choosePart("true", n) && len(falses) > 0 {
		item.Cards = append(item.Cards, b.judged(n, "true", item.Text, true, around))
	}
	seen := make(map[string]*node)
	for _, version := range falses {
		b.unique(seen, version)
		if choosePart("false", n) {
			card := b.judged(version, "false-"+version.text("id"), version.text("text"), false, around)
			card.Question, card.Points = id, n.points("points")
			card.Hint, card.Image = n.text("hint"), n.text("image")
			card.Difficulty, card.Seconds = n.text("difficulty"), n.whole("seconds", maxSeconds)
			card.Explanation = cmp.Or(card.Explanation, n.text("explanation"), item.Text)
			item.Cards = append(item.Cards, card)
		}
	}
	for _, card := range item.Cards {
		card.Facts = []string{id}
	}
	if len(item.Cards) == 0 && !n.has("same_as") && item.Text != "" && len(b.problems) == told {
		problem := n.get("text").problem("nothing is asked about it", "add a hole such as {{1:word}}, a why or a false version")
		problem.Severity = SeverityWarning
		b.add(problem)
	}
	return item
}

// takeawayParts reports parts that are chosen and cannot be made.
func (b *builder) takeawayParts(n *node, hasHoles, hasFalse bool) {
	made := map[string]bool{"cloze": hasHoles, "why": n.has("why"), "true": hasFalse, "false": hasFalse}
	need := map[string]string{"cloze": "a hole in the text", "why": "[takeaway.why]", "true": "a false version", "false": "a false version"}
	list := n.get("parts")
	values, _ := elements(list.value)
	for i, value := range values {
		part, _ := value.(string)
		if possible, known := made[part]; known && !possible {
			b.add(list.item(i, value).problem(quoted(part)+" cannot be asked without "+need[part], "add it, or take the part out"))
		}
	}
}

// holes takes the text of a key apart and reports what is wrong with its holes.
func (b *builder) holes(n *node) holed {
	text, _ := n.value.(string)
	parts, faults := parseHoles(strings.TrimSpace(text))
	for _, fault := range faults {
		b.add(n.problem(fault[0], fault[1]))
	}
	return parts
}

// clozes makes a card for each number of a hole.
func (b *builder) clozes(n *node, id, above string, text holed, around inherited) []*Card {
	var cards []*Card
	numbers := text.numbers()
	b.acceptedHoles(n, text, numbers)
	for _, number := range numbers {
		card := b.card(n, id, "cloze-"+number, around)
		card.Type = TypeCloze
		card.Prompt = text.without(number)
		if above != "" {
			card.Prompt = above + "\n" + card.Prompt
		}
		answers := text.answers(number)
		card.Answer, card.answerKey = strings.Join(answers, "; "), "text"
		card.Spec = grading.Spec{Points: card.Points, Typos: grading.Typos(b.deck.Typos)}
		if len(answers) == 0 {
			continue
		}
		card.accepted = append([]string{answers[0]}, n.get("accept").texts(number)...)
		for _, answer := range answers[1:] {
			card.more = append(card.more, []string{answer})
		}
		cards = append(cards, card)
	}
	return cards
}

// acceptedHoles reports other forms for holes that are not there, or that hide
// several things.
func (b *builder) acceptedHoles(n *node, text holed, numbers []string) {
	accept := n.get("accept")
	for _, number := range keysOf(accept) {
		at := accept.get(number)
		switch {
		case !slices.Contains(numbers, number):
			b.add(at.problem(fmt.Sprintf("the text has no hole %s", number), "write the number of a hole"))
		case len(text.answers(number)) > 1:
			b.add(at.problem(fmt.Sprintf("the holes of number %s hide different words", number), "give each hole its own number"))
		}
	}
}

// why asks for the reason.
func (b *builder) why(n *node, around inherited) *Card {
	at := n.get("why")
	at.table = whyTable
	card := b.card(at, n.text("id"), "why", around)
	card.Type = TypeText
	card.Prompt, card.Answer = at.text("prompt"), at.text("answer")
	card.Explanation = cmp.Or(card.Explanation, n.text("explanation"))
	b.rubric(card, at)
	return card
}

// judged asks whether a statement is true.
func (b *builder) judged(n *node, part, statement string, truth bool, around inherited) *Card {
	card := b.card(n, n.text("id"), part, around)
	card.Prompt, card.answerKey = "True or false? "+statement, "text"
	card.setTruth(truth)
	return card
}

// setTruth makes a card a true-or-false one.
func (c *Card) setTruth(truth bool) {
	c.Type = TypeTrueFalse
	right, wrong := "True", "False"
	if !truth {
		right, wrong = wrong, right
	}
	c.Answer, c.Right, c.Wrong = right, []string{right}, []string{wrong}
}
