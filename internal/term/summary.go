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
		lines = append(lines, fmt.Sprintf("%s due beyond today's limit: `drill study --limit N` raises it.", countedTo(session.MostCounted, hidden.DueOverLimit, "card")))
	}
	if hidden.NewOverLimit > 0 {
		lines = append(lines, countedTo(session.MostCounted, hidden.NewOverLimit, "new card")+" for later days: `drill study --more 10` asks 10 more today.")
	}
	for _, deck := range hidden.Decks {
		lines = append(lines, deckLimitLines(deck)...)
	}
	if hidden.OverTime > 0 {
		lines = append(lines, fmt.Sprintf("No room in the minutes for %s: `drill study --minutes N` gives more.", countedTo(session.MostCounted, hidden.OverTime, "card")))
	}
	if n := hidden.DueSiblings + hidden.NewSiblings; n > 0 {
		lines = append(lines, fmt.Sprintf("%s about the same facts as today's, kept for another day.", Count(n, "card")))
	}
	if hidden.Suspended > 0 {
		lines = append(lines, fmt.Sprintf("%s suspended: `drill card list --suspended` names them.", Count(hidden.Suspended, "card")))
	}
	return lines
}

// deckLimitLines say what a deck's own limits hold back.
func deckLimitLines(deck session.DeckHidden) []string {
	var lines []string
	id := printable.Line(deck.Deck)
	if deck.Due > 0 {
		lines = append(lines, fmt.Sprintf("%s due in %s beyond its limit of %d: `drill study --limit %s=%d` asks up to 10 of them.",
			countedTo(session.MostCounted, deck.Due, "card"), id, deck.DueLimit, id, deck.DueLimit+10))
	}
	if deck.New > 0 {
		lines = append(lines, fmt.Sprintf("%s in %s beyond its limit of %d: `drill study --new %s=%d` asks 10 more.",
			countedTo(session.MostCounted, deck.New, "new card"), id, deck.NewLimit, id, deck.NewLimit+10))
	}
	return lines
}

// countedTo is a count that goes up to some number.
func countedTo(most, n int, noun string) string {
	if n >= most {
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
	if study.Left() == (session.Counts{}) {
		l.sayComing(study)
	}
	if ending == EndedNewDay {
		l.say("") // another greeting follows
	}
}

func (l *Line) sayComing(study *session.Study) {
	if day, cards := study.Coming(); cards > 0 {
		l.say(fmt.Sprintf("Next: %s due %s.", countedTo(session.MostComing, cards, "card"), When(day, study.Day())))
	}
}

func closingWords(ending Ending, left session.Counts) string {
	rest := left.Due + left.New + left.Drill
	switch {
	case ending == EndedNewDay && rest > 0:
		return fmt.Sprintf("The day before ends here, with %s left.", leftList(left))
	case ending == EndedNewDay:
		return "The day before ends here."
	case ending == EndedInterrupted:
		return fmt.Sprintf("Interrupted, with %d left. `drill` goes on where you stopped.", rest)
	case rest > 0:
		return fmt.Sprintf("Stopped, with %s left. `drill` goes on where you stopped.", leftList(left))
	}
	return "Done for today."
}

func leftList(left session.Counts) string { return strings.ReplaceAll(leftWords(left), ", ", " and ") }
