package session

import (
	"slices"

	"drill/internal/grading"
	"drill/internal/scheduler"
)

// The scores from which a response reaches a quality. A response that passes
// reaches at least 3; one below the pass mark never does.
const (
	fullScore     = 1.0
	nearlyFull    = 0.85 // quality 4
	partlyCorrect = 0.3  // quality 2
)

// Circumstances are what besides its score a response's quality depends on.
type Circumstances struct {
	Empty  bool // nothing was typed: "don't know"
	Picked bool // from choices, and so perhaps guessed
	Hints  int  // taken before the response
	Slow   bool
}

// QualityOf gives the quality of a response from its score:
//
//	full score, no hint, not slow                   5
//	from 0.85, or full with a hint or slowly        4
//	from the pass mark                              3
//	below the pass mark, from 0.3                   2
//	below 0.3                                       1
//	empty                                           0
//
// A response picked from choices reaches at most 4.
func QualityOf(score float64, c Circumstances) scheduler.Quality {
	switch {
	case c.Empty:
		return 0
	case score >= fullScore && c.Hints == 0 && !c.Slow && !c.Picked:
		return 5
	case score >= nearlyFull:
		return 4
	case score >= grading.PassMark:
		return 3
	case score >= partlyCorrect:
		return 2
	}
	return 1
}

const (
	paceSample    = 20  // responses of a type before a learner's pace is known
	paceLongest   = 300 // seconds a response counts at most: longer ones were breaks
	slowerBy      = 3   // times the median is slow
	PaceResponses = 1000
)

// Pace is a learner's median seconds for a response, by question type, for the
// types with enough responses to compare with.
type Pace map[string]float64

// NewPace works out a pace from the seconds of past responses by type; the
// newest PaceResponses of a learner are enough.
func NewPace(seconds map[string][]float64) Pace {
	pace := make(Pace)
	for kind, values := range seconds {
		if len(values) >= paceSample {
			pace[kind] = median(values)
		}
	}
	return pace
}

// Slow reports whether a response of a type took more than three times the
// learner's own median for it.
func (p Pace) Slow(kind string, seconds float64) bool {
	usual, ok := p[kind]
	return ok && min(seconds, paceLongest) > slowerBy*usual
}

func median(values []float64) float64 {
	sorted := slices.Clone(values)
	for i := range sorted {
		sorted[i] = min(sorted[i], paceLongest)
	}
	slices.Sort(sorted)
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
