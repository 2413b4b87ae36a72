package grading

import "slices"

// Learning levels. Where people only ever gave a few scores, a score between them is
// put to the nearest.

const (
	mostLevels = 6
	// leastLeveled is how many responses there are at least.
	leastLeveled = 20
	// leastBand is where a band begins that people give for next to nothing.
	leastBand = 0.01
)

// levelsOf are the scores that people gave to all questions, ascending; nil where they
// are too many, or the responses too few, to say that these people mark in levels.
func levelsOf(learners []*learner) []float64 {
	var levels []float64
	n := 0
	for _, l := range learners {
		for _, s := range l.samples {
			if s.answer {
				continue
			}
			n++
			if score := roundTo(s.score, 0.001); !slices.Contains(levels, score) {
				levels = append(levels, score)
			}
			if len(levels) > mostLevels {
				return nil
			}
		}
	}
	if n < leastLeveled || len(levels) < 2 {
		return nil
	}
	slices.Sort(levels)
	if levels[len(levels)-1] < 1 {
		levels = append(levels, 1)
	}
	return levels
}

// learnBands writes levels into a spec that has none.
func (l *learner) learnBands(levels []float64) {
	if l.spec.Bands != nil || levels == nil {
		return
	}
	if levels[0] > 0 {
		l.spec.Bands = append(l.spec.Bands, Band{From: leastBand, Score: levels[0]})
	}
	for i, level := range levels[1:] {
		l.spec.Bands = append(l.spec.Bands, Band{From: roundTo((levels[i]+level)/2, 0.001), Score: level})
	}
}

// passFrom is the score, before bands, from which a response passes.
func (l *learner) passFrom() float64 {
	pass := PassMark
	for _, b := range l.spec.Bands {
		if b.Score >= PassMark {
			pass = max(PassMark, b.From)
			break
		}
	}
	return pass
}
