package deck

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// text warns of prompts that a learner would stumble over.
func (c *checker) text() {
	card := c.card
	if strings.Trim(card.Prompt, " _\n") == "" {
		c.add(SeverityError, "prompt", "prompt", "there is nothing to answer", "write a prompt")
	}
	if left := placeholder.FindString(card.Prompt); left != "" {
		c.add(SeverityWarning, "prompt", "prompt", left+" is no placeholder", "write {key}, {value}, {title} or {column}")
	}
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// givenAway warns of a prompt, or a hint, that holds its answer.
func (c *checker) givenAway() {
	card := c.card
	if card.Type != TypeShort && card.Type != TypeCloze {
		return
	}
	answers := append([]string{card.Answer}, card.accepted...)
	for _, more := range card.more {
		answers = append(answers, more...)
	}
	for _, shown := range []struct{ key, text string }{{"prompt", card.Prompt}, {"hint", card.Hint}} {
		answer := held(shown.text, answers)
		if answer != "" && held(shown.text, card.Rivals()) == "" { // with a rival, it offers both
			c.add(SeverityWarning, card.answerKey, card.answerKey,
				fmt.Sprintf("the %s of %s gives the answer away: %s holds %s", shown.key, card.Part, quoted(shown.text), quoted(answer)), giveAwayRemedy(card))
		}
	}
}

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

// stopWords warns of a hole that hides nothing but words that any sentence has:
// they can be guessed, and say nothing about what was learned.
func (c *checker) stopWords() {
	if c.card.Type != TypeCloze || !strings.HasPrefix(c.card.Deck.Language, "en") {
		return
	}
	for _, answers := range append([][]string{c.card.accepted[:min(1, len(c.card.accepted))]}, c.card.more...) {
		for _, answer := range answers {
			if onlyStopWords(answer) {
				c.add(SeverityWarning, "text", "text", fmt.Sprintf("the hole of %s hides only %s", c.card.Part, quoted(answer)), "hide a word that can be recalled from the sentence")
			}
		}
	}
}

func onlyStopWords(text string) bool {
	words := strings.Fields(spaced(text))
	for _, word := range words {
		if !strings.Contains(stopWords, " "+word+" ") {
			return false
		}
	}
	return len(words) > 0
}

const stopWords = " a an the and or but if then than that this these those there here it its he she they them we you i is are was were be been being am " +
	"do does did done have has had having of in on at by for with from to into onto as so such also only just very too not no nor can could " +
	"will would shall should may might must about over under up down out off again once which who whom whose what when where why how " +
	"some any each every both all more most other another much many few own same "

// samePrompts warns of two questions that ask in the same words: the learner
// cannot tell which answer is wanted.
func samePrompts(cards []*Card) Problems {
	var problems Problems
	first := make(map[string]*Card, len(cards))
	for _, card := range cards {
		key := fold(card.Prompt)
		earlier, taken := first[key]
		if !taken {
			first[key] = card
			continue
		}
		c := checker{card: card}
		c.add(SeverityWarning, "prompt", "", fmt.Sprintf("%s has the same prompt as %s#%s: %s", card.Part, earlier.Question, earlier.Part, quoted(card.Prompt)), "say in each what sets it apart")
		problems = append(problems, c.problems...)
	}
	return problems
}
