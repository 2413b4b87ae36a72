package term

import (
	"fmt"
	"strings"

	"drill/internal/printable"
	"drill/internal/session"
)

// Greet says what a session is about to ask, and what the day holds back.
func (l *Line) Greet(study *session.Study, title string) {
	left := study.Left()
	l.say(l.Style.Strong(printable.Line(title)) + " · " + study.Day().Midnight().Format("Monday 2 January 2006"))
	if left == (session.Counts{}) {
		l.say("Nothing to ask now.")
	} else {
		text := fmt.Sprintf("%s due and %d new today", Count(left.Due, "card"), left.New)
		if study.Order() == session.OrderGain {
			text = fmt.Sprintf("%s to review, due or not, and %d new: what your minutes gain most by", Count(left.Due, "card"), left.New)
		}
		if left.Drill > 0 {
			text += fmt.Sprintf(", %d to repeat", left.Drill)
		}
		l.say(text + ".")
	}
	for _, text := range HiddenLines(study.Hidden()) {
		l.sayIn(l.Style.Faint, text)
	}
	if left != (session.Counts{}) {
		l.sayIn(l.Style.Faint, "Type your response and press Enter. :? lists commands, :q quits; all is saved as you go.")
	}
}

// HiddenLines says why cards are held back, and how to study them anyway.
func HiddenLines(hidden session.Hidden) []string {
	var lines []string
	if hidden.DueOverLimit > 0 {
		lines = append(lines, fmt.Sprintf("%s more due, over today's limit: `drill study --limit N` raises it.", countedCards(hidden.DueOverLimit, "card")))
	}
	if hidden.NewOverLimit > 0 {
		lines = append(lines, countedCards(hidden.NewOverLimit, "new card")+" for later days: `drill study --more 10` asks 10 more today.")
	}
	if hidden.OverTime > 0 {
		lines = append(lines, fmt.Sprintf("%s more than the minutes have room for: `drill study --minutes N` gives more.", countedCards(hidden.OverTime, "card")))
	}
	if n := hidden.DueSiblings + hidden.NewSiblings; n > 0 {
		lines = append(lines, fmt.Sprintf("%s about the same facts as today's, kept for another day.", Count(n, "card")))
	}
	if hidden.Suspended > 0 {
		lines = append(lines, fmt.Sprintf("%s suspended: `drill card list --suspended` names them.", Count(hidden.Suspended, "card")))
	}
	return lines
}

// countedCards is a count that goes up to session.MostCounted.
func countedCards(n int, noun string) string {
	if n >= session.MostCounted {
		return Count(n, noun) + " and more"
	}
	return Count(n, noun)
}

// Close says what the session came to and what comes next.
func (l *Line) Close(study *session.Study, ending Ending) {
	tally := study.Tally()
	l.say("")
	l.sayIn(l.Style.Strong, closingWords(ending, study.Left()))
	if tally.Responses > 0 {
		l.say(fmt.Sprintf("Saved: %s to %s, %d of them new.",
			Count(tally.Responses, "response"), Count(tally.Studied, "card"), tally.New))
	}
	if len(tally.Missed) > 0 {
		l.say(fmt.Sprintf("Missed at first (%d):", len(tally.Missed)))
	}
	for _, missed := range tally.Missed {
		l.say(fmt.Sprintf("  %s  %s", missed.Card.Key(), printable.Clip(printable.Line(missed.Card.Prompt), 60)))
	}
	if day, cards := study.Coming(); cards > 0 && study.Left() == (session.Counts{}) {
		l.say(fmt.Sprintf("Next: %s due %s.", Count(cards, "card"), When(day, study.Day())))
	}
}

func closingWords(ending Ending, left session.Counts) string {
	rest := left.Due + left.New + left.Drill
	switch {
	case ending == EndedInterrupted:
		return fmt.Sprintf("Interrupted, with %d left. `drill` goes on where you stopped.", rest)
	case rest > 0:
		return fmt.Sprintf("Stopped, with %s left. `drill` goes on where you stopped.", leftList(left))
	}
	return "Done for today."
}

func leftList(left session.Counts) string { return strings.ReplaceAll(leftWords(left), ", ", " and ") }
