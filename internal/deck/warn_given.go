package deck

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Warnings of prompts, hints and options that spare the learner the answer.

// givenAway warns of a prompt, or a hint, that holds its answer.
func (c *checker) givenAway() {
	card := c.card
	answers, rivals := c.revealing()
	for _, shown := range []struct{ key, text string }{{"prompt", card.Prompt}, {"hint", card.Hint}} {
		answer := held(shown.text, answers)
		if answer != "" && !onlyStopWords(answer) && // a horizon called A stands in any sentence
			held(shown.text, without(rivals, answers)) == "" { // with a rival, it offers both
			c.add(SeverityWarning, card.answerKey, card.answerKey,
				fmt.Sprintf("the %s of %s gives the answer away: %s holds %s", shown.key, card.Part, quoted(shown.text), quoted(answer)), giveAwayRemedy(card))
		}
	}
}

// revealing are texts that give the answer away, each by itself, and others that
// take it back when they are there as well.
func (c *checker) revealing() (answers, rivals []string) {
	card := c.card
	switch card.Type {
	case TypeShort, TypeCloze:
		answers, rivals = append([]string{card.Answer}, card.accepted...), card.rivals
		for _, more := range card.more {
			answers = append(answers, more...)
		}
	case TypeChoice:
		answers, rivals = slices.Clone(card.Right), card.Wrong
	case TypeMultiple:
		if len(card.Right) == 1 {
			answers, rivals = slices.Clone(card.Right), card.Wrong
		}
	case TypeText:
		if words(card.Answer) >= fewWords {
			answers = []string{card.Answer}
		}
	case TypeNumber:
		// One digit can stand in any prompt, and the title of a table may hold a year.
		if card.Part != "ask" || card.number == nil || card.number.From != nil {
			break
		}
		if value := formatNumber(card.number.Value); len(value) > 1 {
			answers = []string{value}
		}
	}
	return answers, rivals
}

// fewWords is from how many words on a model answer that stands in its prompt is
// no chance: of free text it is the whole answer that is looked for.
const fewWords = 3

func giveAwayRemedy(card *Card) string {
	switch {
	case card.Part == "name":
		return `write reverse = "…" without the term, or parts = ["define"]`
	case strings.HasPrefix(card.Part, "which-"):
		return `write reverse = "…" in the cell, or parts = ["cell"]`
	case card.Type == TypeCloze:
		return "hide the word everywhere, with the same number, or hide another"
	}
	return "put it in other words"
}

// held is the first of the answers that a text holds as whole words.
func held(text string, answers []string) string {
	if text == "" || len(answers) == 0 {
		return ""
	}
	text = spaced(text)
	for _, answer := range answers {
		if key := spaced(answer); key != "  " && strings.Contains(text, key) {
			return answer
		}
	}
	return ""
}

// spaced is the words of a text, folded, each between spaces.
func spaced(text string) string {
	words := strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return " " + strings.Join(words, " ") + " "
}

// alike warns of options that differ by nothing but a stop at the end, which a
// learner takes for a misprint, or for a hint. Those that come from a table are
// the table's own values.
func (c *checker) alike() {
	card := c.card
	if card.Type != TypeChoice && card.Type != TypeMultiple || card.from.pool != nil {
		return
	}
	first := make(map[string]string, len(card.Right)+len(card.Wrong))
	for i, option := range slices.Concat(card.Right, card.Wrong) {
		key := strings.TrimRight(fold(option), ".,;: ")
		earlier, taken := first[key]
		if !taken {
			first[key] = option
			continue
		}
		list, at := "wrong", i-len(card.Right)
		if at < 0 {
			list, at = "answers", i
		}
		c.add(SeverityWarning, fmt.Sprintf("%s[%d]", list, at), fmt.Sprintf("%s[%d]", list, at+1),
			fmt.Sprintf("%s reads as %s does", quoted(option), quoted(earlier)), "write another option, or take it out")
	}
}
