package term

import (
	"fmt"
	"path"
	"strings"

	"drill/internal/deck"
	"drill/internal/session"
)

func kindWord(question session.Question) string {
	switch {
	case question.Kind == session.KindDrill:
		return "again"
	case question.State.New():
		return "new"
	}
	return "due"
}

func leftWords(left session.Counts) string {
	var words []string
	for _, part := range []struct {
		n    int
		word string
	}{{left.Due, "due"}, {left.New, "new"}, {left.Drill, "to repeat"}} {
		if part.n > 0 {
			words = append(words, fmt.Sprintf("%d %s", part.n, part.word))
		}
	}
	return strings.Join(words, ", ")
}

// timeWords say how long a question should take, where its author says so.
func timeWords(seconds int) string {
	switch {
	case seconds <= 0:
		return ""
	case seconds <= 120:
		return fmt.Sprintf("; about %d s", seconds)
	}
	return fmt.Sprintf("; about %d min", (seconds+30)/60)
}

// picture is where the picture of a card lies, next to the deck's file.
func picture(card *deck.Card) string {
	if card.Image == "" {
		return ""
	}
	return path.Join(path.Dir(card.Origin.File), card.Image)
}

// pickHelp says how to answer a question with options.
func pickHelp(question session.Question) string {
	switch {
	case len(question.Options) == 0:
		return ""
	case question.Card.Type == deck.TypeOrder:
		return "Type the letters in order, such as " + question.Sample() + "."
	case question.Card.Type == deck.TypeMatch:
		return "Type a letter for each number, such as " + question.Sample() + "."
	case question.Card.Type == deck.TypeMultiple:
		return "Type the letters of all that are right, " + question.Letters() + ", such as a,c."
	}
	return "Type one letter, " + question.Letters() + "."
}

// againHelp says how to answer when what was typed was no answer, or not a
// complete one.
func againHelp(question session.Question) string {
	switch question.Card.Type {
	case deck.TypeOrder:
		return "Give each item once. " + pickHelp(question)
	case deck.TypeMatch:
		return "Give each number one letter. " + pickHelp(question)
	}
	return pickHelp(question)
}
