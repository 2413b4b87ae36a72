package term

import (
	"context"
	"fmt"

	"drill/internal/printable"
	"drill/internal/session"
)

// flagLeech says that a response made a card a leech, or that the card is one still
// after some further lapses. A count that cannot be read is no reason to stop a
// session; `drill card leeches` lists them in any case.
func (l *Line) flagLeech(ctx context.Context, answered *session.Answered, journal Journal) {
	if answered.State.Lapses <= answered.Question.State.Lapses || answered.State.Lapses < session.LeechLapses {
		return
	}
	card := answered.Question.Card
	lapses, err := journal.Lapses(context.WithoutCancel(ctx), card)
	if err != nil || !session.BecomesLeech(lapses) {
		return
	}
	l.say(fmt.Sprintf("Leech: you have forgotten %s %d times (%s:%d). Rewrite it, split it into easier cards, or put it away with `drill card suspend '%s'`.",
		card.Key(), lapses, printable.Line(card.Origin.File), card.Origin.Line, card.Key()))
}
