package session

import "drill/internal/deck"

// A leech is a card that is forgotten again and again, and so costs more time than
// it is worth. It is called one when it has lapsed eight times, and again after every
// four further ones (8, 12, 16: the figures of Anki, whose default they are). It is
// told to the learner and listed, and never put aside by itself: what such a card
// wants is another text, or several cards in its place.
//
// What counts is the lapses of the text as it reads now. A card that was written anew
// begins at none, since the text that was forgotten is gone.
const (
	LeechLapses = 8
	leechEvery  = 4
)

// BecomesLeech reports whether a card is to be called a leech at this many lapses
// of its text.
func BecomesLeech(lapses int) bool {
	return lapses >= LeechLapses && (lapses-LeechLapses)%leechEvery == 0
}

// LapsesOf counts how often a card was forgotten with the text that it has now, by
// its history. One that was reset has not been forgotten since.
func LapsesOf(card *deck.Card, history []Logged) int {
	content, lapses := card.ContentHash(), 0
	for _, logged := range history {
		switch {
		case logged.Undone:
		case logged.Kind == EventReset:
			lapses = 0
		case logged.Lapsed() && logged.Response.Response.ContentHash == content:
			lapses++
		}
	}
	return lapses
}
