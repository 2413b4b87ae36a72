// Package scheduler decides when a card comes back. It holds SM-2 and the
// calendar of study days, takes values and returns values, and imports none of
// drill's other packages.
//
// # SM-2
//
// The algorithm is P. A. Woźniak's of December 1987, published in "Application
// of a computer to improve the results obtained in working with the SuperMemo
// method" (1990). A card has an ease factor (EF), a number of successful
// repetitions in a row (n) and an interval in days. After a response of
// quality q, from 0 to 5:
//
//	EF' = EF + 0.1 − (5−q)·(0.08 + (5−q)·0.02), never under 1.3
//	I(1) = 1, I(2) = 6, I(n) = I(n−1)·EF, rounded up
//	q < 3: the repetitions start again at I(1), EF stays as it is
//
// His text leaves points open. They are closed here as follows:
//
//   - EF is kept in integer hundredths. His formula gives exactly +10, 0, −14
//     for q = 5, 4, 3, and intervals are computed in integers too: binary
//     fractions would go a day astray (5,5,5,5,5,5 gives 420 days, not 421).
//   - The interval is computed with the EF from before the response, as his
//     own program does.
//   - A response below 3 leaves EF unchanged, as the text says; his program
//     lowers it.
//   - A late review multiplies the scheduled interval, however late it is.
//   - A pass before the due day, d days after the last review, proves less than
//     one on time: EF and repetitions stay, and the card is due
//     max(old due day, today + ⌈d·EF⌉). A fail before the due day is a fail.
//   - Intervals end at MaxInterval.
//
// Example, all responses good (q = 4): 1, 6, 15, 38, 95 days.
package scheduler

import "fmt"

// Quality is SM-2's judgement of a response, 0 (nothing) to 5 (at once and
// complete). From 3 the response passes.
type Quality int

const (
	// MaxQuality is the best quality.
	MaxQuality Quality = 5
	// PassQuality is the lowest quality that counts as remembered.
	PassQuality Quality = 3
	// DrilledBelow is the quality under which a card is asked again the same
	// study day (Woźniak 1990: "until they score at least four").
	DrilledBelow Quality = 4
)

// Valid reports whether the quality is one of 0 to 5.
func (q Quality) Valid() bool { return q >= 0 && q <= MaxQuality }

// EaseFactor is SM-2's EF in hundredths: 250 stands for 2.5.
type EaseFactor int

const (
	startEaseFactor EaseFactor = 250 // Woźniak 1990
	minEaseFactor   EaseFactor = 130 // Woźniak 1990
)

// easeChange is 0.1 − (5−q)·(0.08 + (5−q)·0.02) in hundredths, by quality. A
// quality below 3 does not move EF, so the changes for 0, 1 and 2 (−80, −54,
// −32) are never used.
var easeChange = [MaxQuality + 1]EaseFactor{3: -14, 4: 0, 5: 10}

// Interval is a number of days between two reviews of a card.
type Interval int

const (
	firstInterval  Interval = 1 // Woźniak 1990
	secondInterval Interval = 6 // Woźniak 1990
	// MaxInterval is a hundred years, less leap days: past any learner's need,
	// and far from overflow.
	MaxInterval Interval = 36_500
)

// State is the schedule of one card. The zero value is a card that was never
// reviewed.
type State struct {
	Repetitions int        // passes in a row, 0 after a fail
	Interval    Interval   // days from the last review to the due day; 0 when new
	EaseFactor  EaseFactor // 130 or more; 0 stands for the start value
	Lapses      int        // fails of a card that had been passed
	Reviews     int        // how many reviews made this state; 0 means new
	Last        Day        // study day of the last review
	Due         Day        // study day from which the card is asked again
}

// New reports whether the card was never reviewed, or was reset.
func (s State) New() bool { return s.Reviews == 0 }

// Ease is the ease factor, with the start value for a new card.
func (s State) Ease() EaseFactor {
	if s.EaseFactor == 0 {
		return startEaseFactor
	}
	return s.EaseFactor
}

// Next gives the state after a review of the given quality on the given study
// day. It fails when the quality is not 0 to 5, or when the day is not after
// that of the last review: further responses on one study day move nothing.
func Next(s State, q Quality, today Day) (State, error) {
	if !q.Valid() {
		return s, fmt.Errorf("quality %d is not 0 to %d", q, MaxQuality)
	}
	if !s.New() && today <= s.Last {
		return s, fmt.Errorf("a card reviewed on %s cannot be reviewed again on %s", s.Last, today)
	}
	next := s
	switch {
	case q < PassQuality:
		next = lapse(s)
	case !s.New() && today < s.Due:
		next.Interval = earlyInterval(s, today)
	default:
		next.Repetitions++
		next.Interval = nextInterval(next.Repetitions, s.Interval, s.Ease())
		next.EaseFactor = max(s.Ease()+easeChange[q], minEaseFactor)
	}
	next.EaseFactor = next.Ease()
	next.Reviews++
	next.Last = today
	next.Due = today + Day(next.Interval)
	return next, nil
}

// lapse starts the repetitions again and leaves EF as it is.
func lapse(s State) State {
	if s.Repetitions > 0 {
		s.Lapses++
	}
	s.Repetitions = 0
	s.Interval = firstInterval
	return s
}

// nextInterval is I(n); n is the repetition now reached, last is I(n−1).
func nextInterval(n int, last Interval, ease EaseFactor) Interval {
	switch n {
	case 1:
		return firstInterval
	case 2:
		return secondInterval
	}
	return min(stretch(last, ease), MaxInterval)
}

// earlyInterval is what a pass before the due day gives: never less than was
// left, and what the days that did pass have earned.
func earlyInterval(s State, today Day) Interval {
	passed := Interval(today - s.Last)
	left := Interval(s.Due - today)
	return min(max(left, stretch(passed, s.Ease())), MaxInterval)
}

// stretch multiplies an interval by EF and rounds up, in integers.
func stretch(days Interval, ease EaseFactor) Interval {
	return (days*Interval(ease) + 99) / 100
}
