package term

import (
	"fmt"
	"strconv"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/printable"
)

// orderLine says which items of an order stand in the right order. The right
// order itself is the model answer.
func orderLine(items []grading.CriterionResult, style Style) string {
	run := 0
	var words []string
	for _, item := range items {
		if item.Outcome.Met() {
			run++
			for _, span := range item.Evidence {
				words = append(words, printable.Line(span.Keyword))
			}
		}
	}
	switch run {
	case len(items):
		return "  " + style.Good("in order: ") + "all"
	case 0:
		return "  " + style.Bad("in order: ") + "none"
	}
	return fmt.Sprintf("  in order: %d of %d (%s)", run, len(items), strings.Join(words, "; "))
}

// pairLine says how one pair of a match came out.
func pairLine(result grading.CriterionResult, style Style) string {
	given := strings.TrimPrefix(quoted(result.Evidence), ", by ")
	switch {
	case result.Outcome.Met():
		return "  " + style.Good("right: ") + given
	case given != "":
		return "  " + style.Bad("wrong: ") + given + " (wanted “" + printable.Line(result.Wanted) + "”)"
	}
	return "  " + style.Bad("missing: ") + "“" + printable.Line(result.Wanted) + "”"
}

// modelAnswer says what is right: an order and a match on lines of their own.
// Where a match was answered, each of its pairs is said already. It is empty
// where there is nothing to say.
func modelAnswer(card *deck.Card, answered bool) string {
	var parts []string
	switch card.Type {
	case deck.TypeOrder:
		for i, item := range card.Items {
			parts = append(parts, strconv.Itoa(i+1)+") "+printable.Line(item))
		}
	case deck.TypeMatch:
		for _, pair := range card.Pairs {
			parts = append(parts, printable.Line(pair.Left)+" = "+printable.Line(pair.Right))
		}
		if answered {
			return ""
		}
	}
	switch {
	case len(parts) > 0:
		return "Model answer:\n  " + strings.Join(parts, "\n  ")
	case card.Answer != "":
		return "Model answer: " + printable.Text(card.Answer) + otherAnswers(card)
	}
	return ""
}

// otherAnswers are further model answers of free text, on lines of their own.
func otherAnswers(card *deck.Card) string {
	if card.Type != deck.TypeText || len(card.Accepted()) < 2 {
		return ""
	}
	return "\nOr: " + strings.Join(printed(card.Accepted()[1:]), "\nOr: ")
}

func printed(texts []string) []string {
	safe := make([]string, len(texts))
	for i, text := range texts {
		safe[i] = printable.Text(text)
	}
	return safe
}
