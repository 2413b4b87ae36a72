package session

import (
	"strconv"
	"strings"

	"drill/internal/deck"
	"drill/internal/scheduler"
)

// Question is a card as it is asked now.
type Question struct {
	Card    *deck.Card
	Kind    Kind
	Options []string // what a letter stands for, in the order shown
	Lefts   []string // of a match: what a number stands for
	State   CardState
}

// Ask lays out a card as it is asked on a study day. Which distractors are
// shown, and in what order the options stand, depends on the card and the day
// alone, so that coming back to a question shows it unchanged.
func Ask(card *deck.Card, state CardState, today scheduler.Day) Question {
	question := Question{Card: card, Kind: KindStudy, State: state}
	if !state.New() && state.Last == today {
		question.Kind = KindDrill
	}
	switch card.Type {
	case deck.TypeTrueFalse:
		question.Options = []string{"True", "False"}
	case deck.TypeChoice, deck.TypeMultiple:
		question.Options = layOutChoice(card, chanceOf(card, today))
	case deck.TypeOrder:
		question.Options = layOutOrder(card.Items, chanceOf(card, today))
	case deck.TypeMatch:
		question.Lefts, question.Options = layOutMatch(card, chanceOf(card, today))
	}
	return question
}

// Shown is the prompt with what there is to pick from, a line each, as the
// learner sees it and as the log keeps it.
func (q Question) Shown() string {
	var b strings.Builder
	b.WriteString(q.Card.Prompt)
	for i, left := range q.Lefts {
		b.WriteString("\n  " + strconv.Itoa(i+1) + ") " + left)
	}
	for i, option := range q.Options {
		b.WriteString("\n  " + letter(i) + ") " + option)
	}
	return b.String()
}

func letter(i int) string { return string(rune('a' + i%26)) }

// Letters gives the letters that pick an option, such as "a to d".
func (q Question) Letters() string {
	if len(q.Options) == 2 {
		return "a or b"
	}
	return "a to " + letter(len(q.Options)-1)
}

// Sample shows how letters are typed where several are wanted, such as "b a c"
// for an order or "1b 2a 3c" for a match. It is the same whatever is right.
func (q Question) Sample() string {
	letters := []string{"b", "a", "c"}
	if q.Card.Type != deck.TypeMatch {
		return strings.Join(letters[:min(len(letters), len(q.Options))], " ")
	}
	words := letters[:min(len(letters), len(q.Lefts))]
	for i, word := range words {
		if int(word[0]-'a') >= len(q.Options) {
			word = "a"
		}
		words[i] = strconv.Itoa(i+1) + word
	}
	return strings.Join(words, " ")
}
