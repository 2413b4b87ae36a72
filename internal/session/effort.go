package session

import (
	"drill/internal/deck"
	"drill/internal/scheduler"
)

// How long cards take.
//
// scheduler.Costs says what a response takes by its rating, for a plain card. Types
// differ: a choice is read and picked, a text is written. By how much is the learner's own
// median for the type, once it is known, in relation to what a good review of a plain card
// takes.

// usualEffort is how much longer than a plain card a type takes, while the learner's own
// times are not known. These are rough guesses: the first twenty responses of a type
// replace its one.
var usualEffort = map[deck.Type]float64{
	deck.TypeShort: 1, deck.TypeCloze: 1, deck.TypeNumber: 1.3, deck.TypeChoice: 0.8, deck.TypeTrueFalse: 0.6,
	deck.TypeMultiple: 1.3, deck.TypeOrder: 2, deck.TypeMatch: 2.5, deck.TypeText: 2.5,
}

// Effort is how much longer than a plain card a card of a type takes the learner: above 0.
func (p Pace) Effort(kind deck.Type, costs *scheduler.Costs) float64 {
	if own, known := p[string(kind)]; known {
		return min(max(own/costs.Review[scheduler.RatingGood-1], leastEffort), mostEffort)
	}
	if usual, known := usualEffort[kind]; known {
		return usual
	}
	return 1
}

// leastEffort and mostEffort keep a median of odd times (a paste, a tea break) from
// counting a card as nothing, or as an hour.
const (
	leastEffort = 0.2
	mostEffort  = 20
)
