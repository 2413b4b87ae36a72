package term

import (
	"fmt"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/printable"
	"drill/internal/session"
)

// markLines says a mark in words, criterion by criterion, with the words of the
// response that decided.
func markLines(answered *session.Answered, style Style) []string {
	mark := answered.Entry.Mark
	card := answered.Question.Card
	response := answered.Entry.Response.Text
	if waits(answered) {
		return append([]string{style.Strong("Not marked yet.")}, answerLines(card, true)...)
	}
	lines := []string{style.Strong(headline(mark))}
	if response != "" {
		lines = append(lines, criteriaLines(mark, card.Type, style)...)
	}
	for _, reject := range mark.Rejects {
		reject.ID = mark.Name(&reject)
		lines = append(lines, rejectLine(reject, card.Type, style))
	}
	for _, reason := range mark.Reasons {
		lines = append(lines, "  note: "+printable.Line(reason))
	}
	if mark.Derived && mark.Score < 1 {
		lines = append(lines, style.Faint("  This rubric was derived from the model answer; overrule it where it is unfair."))
	}
	for _, said := range card.Said(response, mark.Score >= 1) {
		lines = append(lines, "Feedback: "+printable.Text(said))
	}
	return append(lines, answerLines(card, response != "")...)
}

// waits reports whether a response has no score before a person gives one.
func waits(answered *session.Answered) bool {
	return answered.Question.Card.ByHand && answered.WantsJudge()
}

// answerLines say what would have been right, and what the author says of it.
func answerLines(card *deck.Card, answered bool) []string {
	var lines []string
	if answer := modelAnswer(card, answered); answer != "" {
		lines = append(lines, answer)
	}
	if card.Explanation != "" {
		lines = append(lines, "Why: "+printable.Text(card.Explanation))
	}
	if card.Citation != "" && (card.Deck == nil || card.Citation != card.Deck.Citation) {
		lines = append(lines, "Source: "+printable.Text(card.Citation))
	}
	return lines
}

// criteriaLines say how the criteria came out, where the headline does not say
// it all.
func criteriaLines(mark grading.Mark, kind deck.Type, style Style) []string {
	switch {
	case kind == deck.TypeOrder:
		return []string{orderLine(mark.Criteria, style)}
	case oneOfSeveral(kind):
		return nil
	case mark.Derived:
		return derivedLines(mark, [3]string{"found: ", "denied: ", "not found: "}, style)
	}
	var lines []string
	for _, result := range mark.Criteria {
		if kind == deck.TypeShort && !result.Outcome.Met() {
			continue // its model answer says the same
		}
		if result.Outcome == grading.OutcomeExcluded {
			continue // nothing is missing
		}
		if len(mark.Criteria) > 1 || result.Outcome != grading.OutcomeMissed || kind == deck.TypeText {
			lines = append(lines, criterionLine(result, kind, style))
		}
	}
	return lines
}

// oneOfSeveral reports whether a response can only be right or wrong, so that
// the headline says it all.
func oneOfSeveral(kind deck.Type) bool {
	return kind == deck.TypeChoice || kind == deck.TypeTrueFalse
}

// headline is the score in words and figures, with the points where the question
// is worth other than one.
func headline(mark grading.Mark) string {
	word := "Not passed"
	switch {
	case mark.Score >= 1:
		word = "Right"
	case mark.Score >= grading.PassMark:
		word = "Passed"
	}
	line := fmt.Sprintf("%s. Score %s", word, Number(mark.Score))
	if mark.MaxPoints != 1 {
		line += fmt.Sprintf(", %s of %s points", Number(mark.Points), Number(mark.MaxPoints))
	}
	return line + "."
}

// criterionLine says how one criterion came out. What a short answer wanted
// stands in its model answer already.
func criterionLine(result grading.CriterionResult, kind deck.Type, style Style) string {
	id := name(result.ID)
	switch kind {
	case deck.TypeMultiple:
		return pickLine(result, style)
	case deck.TypeMatch:
		return pairLine(result, style)
	}
	switch result.Outcome {
	case grading.OutcomeHit:
		return "  " + style.Good("met: ") + id + quoted(result.Evidence) + feedback(result.Feedback)
	case grading.OutcomeFuzzy:
		return "  " + style.Good("met: ") + id + quoted(result.Evidence) + typoNote(result.Evidence) + feedback(result.Feedback)
	case grading.OutcomeNegated:
		return "  " + style.Bad("denied: ") + id + quoted(result.Evidence) + feedback(result.Feedback)
	}
	line := "  " + style.Bad("missing: ") + id + soFar(result.Evidence) + feedback(result.Feedback)
	// Phrases with gaps read badly, and beside the author's own words say no more.
	inWords := result.Feedback != "" && strings.Contains(result.Wanted, "…")
	if result.Wanted != "" && kind == deck.TypeText && !inWords {
		line += " (such as " + printable.Line(result.Wanted) + ")"
	}
	return line
}

// rejectLine says what was wrong in a response.
func rejectLine(reject grading.RejectResult, kind deck.Type, style Style) string {
	switch {
	case reject.Effect == grading.EffectPart:
		return "  partly right: " + strings.TrimPrefix(quoted(reject.Evidence), ", by ")
	case kind.Picked():
		return "  " + style.Bad("wrong: ") + strings.TrimPrefix(quoted(reject.Evidence), ", by ")
	}
	return "  " + style.Bad("wrong: ") + name(reject.ID) + quoted(reject.Evidence) + feedback(reject.Feedback)
}

// pickLine says whether one of the right options was picked.
func pickLine(result grading.CriterionResult, style Style) string {
	if result.Outcome.Met() {
		return "  " + style.Good("right: ") + strings.TrimPrefix(quoted(result.Evidence), ", by ")
	}
	return "  " + style.Bad("not picked: ") + printable.Line(result.Wanted)
}

// name makes a criterion's id readable.
func name(id string) string { return printable.Line(strings.ReplaceAll(id, "-", " ")) }

// quoted shows the words of the response that decided.
func quoted(evidence []grading.Span) string {
	var words []string
	for _, span := range evidence {
		words = append(words, "“"+printable.Line(span.Text)+"”")
	}
	if len(words) == 0 {
		return ""
	}
	return ", by " + strings.Join(words, ", ")
}

// soFar shows the words that a criterion of several keywords has found too few of.
func soFar(evidence []grading.Span) string {
	if len(evidence) == 0 {
		return ""
	}
	return ", so far only " + strings.TrimPrefix(quoted(evidence), ", by ")
}

// typoNote says what a mistyped word was taken for, or a word is close to.
func typoNote(evidence []grading.Span) string {
	for _, span := range evidence {
		switch {
		case span.Close:
			return " (close to “" + printable.Line(span.Keyword) + "”, for a part of the points)"
		case span.Typo:
			return " (taken for “" + printable.Line(span.Keyword) + "”)"
		}
	}
	return ""
}

func feedback(text string) string {
	if text == "" {
		return ""
	}
	return ". " + printable.Line(text)
}
