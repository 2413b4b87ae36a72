package deck

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// maxOptions is how many options a learner can pick several of, or things they
// can put in order or together: as many as there are letters to name them by.
const maxOptions = 26

// options reports options that a learner could not tell apart, and takes over
// what is said of them.
func (b *builder) options(n *node, card *Card) {
	right := b.different(n.get("answers"), card.Right, nil)
	list := n.get("wrong")
	b.different(list, card.Wrong, right)
	if card.Type == TypeMultiple && len(card.Right)+len(card.Wrong) > maxOptions {
		b.add(list.problem(fmt.Sprintf("there are over %d options to pick from", maxOptions), "make several questions of it"))
	}
	known := textsKnown(card.Right, card.Wrong)
	b.last(n, card, known)
	b.credit(n, card, known)
	b.feedback(n, card)
}

// different reports texts of a list that are there twice, or that are right
// ones as well. It gives the texts, folded.
func (b *builder) different(list *node, texts []string, right map[string]bool) map[string]bool {
	seen := make(map[string]bool, len(texts))
	for i, text := range texts {
		switch key := fold(text); {
		case right[key]:
			b.add(list.item(i, text).problem(quoted(text)+" is a right answer as well", "take it out of the wrong ones"))
		case seen[key] && right == nil:
			b.add(list.item(i, text).problem(quoted(text)+" is listed twice", "keep one"))
		case seen[key]:
			b.add(list.item(i, text).problem(quoted(text)+" is listed twice", "take it out of the wrong ones"))
		default:
			seen[key] = true
		}
	}
	return seen
}

// known are texts of a question by their folded form, as the author wrote them
// first.
type known struct {
	byKey map[string]string
	texts []string
}

func textsKnown(lists ...[]string) known {
	k := known{byKey: make(map[string]string)}
	for _, text := range slices.Concat(lists...) {
		if key := fold(text); k.byKey[key] == "" && key != "" {
			k.byKey[key] = text
			k.texts = append(k.texts, text)
		}
	}
	return k
}

// named finds the text of a question that a key or an element names, and
// reports one that is not there.
func (b *builder) named(at *node, text string, k known) (string, bool) {
	if have, ok := k.byKey[fold(text)]; ok {
		return have, true
	}
	remedy := "write it as the option is written"
	if near := b.guess(text, k.texts); near != "" {
		remedy = "did you mean " + quoted(near) + "?"
	}
	b.add(at.problem(quoted(text)+" is not one of the options", remedy))
	return "", false
}

// last takes over the options that stay last.
func (b *builder) last(n *node, card *Card, k known) {
	list := n.get("last")
	seen := make(map[string]bool)
	for i, text := range textsOf(list.value) {
		option, ok := b.named(list.item(i, text), text, k)
		switch {
		case !ok:
		case seen[option]:
			b.add(list.item(i, text).problem(quoted(text)+" is listed twice", "keep one"))
		default:
			seen[option] = true
			card.Last = append(card.Last, option)
		}
	}
}

// credit takes over what options earn.
func (b *builder) credit(n *node, card *Card, k known) {
	at := n.get("credit")
	right := textsKnown(card.Right).byKey
	for _, text := range keysOf(at) {
		share, isNumber := at.number(text)
		option, ok := b.named(at.get(text), text, k)
		if !ok || !isNumber {
			continue
		}
		_, isRight := right[fold(text)]
		_, twice := card.Credit[option]
		switch {
		case share < -1 || share > 1: // told already
		case twice:
			b.add(at.get(text).problem(quoted(text)+" is given twice", "keep one"))
		case isRight && card.Type == TypeChoice:
			b.add(at.get(text).problem(quoted(text)+" is the right answer, which earns it all", "take it out"))
		case isRight && share <= 0:
			b.add(at.get(text).problem(quoted(text)+" is right and earns nothing", "write a share above 0, or put it into wrong"))
		case !isRight && share >= 1:
			b.add(at.get(text).problem(quoted(text)+" is wrong and earns all", "write a share below 1, or make it a right answer"))
		default:
			if card.Credit == nil {
				card.Credit = make(map[string]float64)
			}
			card.Credit[option] = share
		}
	}
	b.rightShares(at, card)
}

// rightShares reports right options of which all together do not earn full
// marks.
func (b *builder) rightShares(at *node, card *Card) {
	if card.Type != TypeMultiple || len(card.Credit) == 0 {
		return
	}
	sum := 0.0
	for _, option := range card.Right {
		share, given := card.Credit[option]
		if !given {
			share = 1 / float64(len(card.Right))
		}
		sum += share
	}
	if sum < 1-scoreSlack-1e-9 || sum > 1+scoreSlack+1e-9 {
		b.add(at.problem(fmt.Sprintf("the right options add up to %.4g", sum), "let their shares add up to 1; one that is not given has its part of 1"))
	}
}

// forms takes over the forms of a short answer that are partly right, and
// reports those that say two things at once.
func (b *builder) forms(n *node, card *Card) {
	full := textsKnown(card.accepted).byKey
	at := n.get("credit")
	partly := make(map[string]bool)
	for _, text := range keysOf(at) {
		share, isNumber := at.number(text)
		_, isFull := full[fold(text)]
		switch {
		case !isNumber:
		case isFull:
			b.add(at.get(text).problem(quoted(text)+" is a right answer, which earns it all", "take it out"))
		case partly[fold(text)]:
			b.add(at.get(text).problem(quoted(text)+" is given twice", "keep one"))
		case share <= 0 || share >= 1:
			b.add(at.get(text).problem("is not between 0 and 1", `write a share such as 0.5; a form that is right goes into accept`))
		default:
			if card.Credit == nil {
				card.Credit = make(map[string]float64)
			}
			card.Credit[strings.TrimSpace(text)] = share
			partly[fold(text)] = true
		}
	}
	for i, text := range card.Pattern {
		if strings.Trim(text, "* ") == "" {
			b.add(n.get("pattern").item(i, text).problem("is met by any response", "write some letters between the *"))
		}
	}
	list := n.get("rivals")
	for i, text := range card.rivals {
		if _, isFull := full[fold(text)]; isFull || partly[fold(text)] {
			problem := list.item(i, text).problem(quoted(text)+" is accepted, and so is no rival", "take it out of one of the two")
			problem.Severity = SeverityWarning
			b.add(problem)
		}
	}
	b.feedback(n, card)
}

// feedback takes over what is said to who gave or picked a text.
func (b *builder) feedback(n *node, card *Card) {
	at := n.get("feedback")
	k := textsKnown(card.Right, card.Wrong)
	seen := make(map[string]bool)
	for _, text := range keysOf(at) {
		key := fold(text)
		switch said := at.text(text); {
		case said == "":
		case seen[key]:
			b.add(at.get(text).problem(quoted(text)+" is given twice", "keep one"))
		case card.Type == TypeShort || key == anyOther:
			card.say(strings.TrimSpace(text), said)
		default:
			if option, ok := b.named(at.get(text), text, k); ok {
				card.say(option, said)
			}
		}
		seen[key] = true
	}
}

func (c *Card) say(text, said string) {
	if c.Feedback == nil {
		c.Feedback = make(map[string]string)
	}
	c.Feedback[text] = said
}

// keysOf are the keys that an author has named, in the order of the alphabet;
// none where they are too many, which has been told.
func keysOf(n *node) []string {
	fields, _ := n.value.(map[string]any)
	if len(fields) == 0 || crowdedMap(fields) {
		return nil
	}
	return slices.Sorted(maps.Keys(fields))
}
