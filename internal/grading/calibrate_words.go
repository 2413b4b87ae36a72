package grading

import (
	"cmp"
	"math"
	"slices"
)

// Learning how people use the scale, and what words are worth to them. A score is
// taken to be
//
//	scale(criteria) + the sum of what the words of the response are worth
//
// The scale is first fitted to the responses to all questions, then for each question
// by ridge regression, with the worths of the words.

// The variances of what is learned, on the scale of scores: of a response around what
// its words say, of a word's worth, and of both ends of a question's scale around the
// common one. docs/grading.md says how they were chosen.
const (
	varianceResponse = 0.05
	varianceAnswer   = 0.02 // of a model answer
	varianceWord     = 0.02
	varianceNone     = 0.02
	varianceSlope    = 0.05
)

const (
	// priorResponses is how many responses the scale of the rubric itself, from 0
	// to 1, is worth when the common scale is fitted.
	priorResponses = 4
	// worthStep is what worths are rounded to, so that words can be put together.
	worthStep = 0.01
)

// commonScale is the straight line from shares to scores with the least squared
// error, beside priorResponses at either end that score as the rubric says.
func commonScale(learners []*learner) Scale {
	n, x, y, xx, xy := 2.0*priorResponses, 1.0*priorResponses, 1.0*priorResponses, 1.0*priorResponses, 1.0*priorResponses
	for _, l := range learners {
		for _, s := range l.samples {
			if s.answer {
				continue
			}
			n, x, y = n+1, x+s.share, y+s.score
			xx, xy = xx+s.share*s.share, xy+s.share*s.score
		}
	}
	slope := (n*xy - x*y) / (n*xx - x*x)
	none := (y - slope*x) / n
	return Scale{none, none + slope}
}

// learnWords learns the scale and the signals.
func (l *learner) learnWords() {
	weights := solve(l.kernel(l.alikeness), l.residuals())
	worth := make([]float64, len(l.words.forms))
	scale := l.scale
	for i, s := range l.samples {
		scale.None += varianceNone * weights[i]
		scale.All += (varianceNone + varianceSlope*s.share) * weights[i]
		for _, n := range s.words {
			worth[n] += varianceWord * weights[i]
		}
	}
	l.scale = scale.rounded()
	for i := range worth {
		worth[i] = roundTo(worth[i], worthStep)
	}
	l.spare(worth)
	l.spec.Scale = &Scale{l.scale.None, l.scale.All}
	l.spec.Signals = l.signals(worth)
}

// alikeness is how much the scores of two responses have in common, by the words in
// both and by where they are on the scale.
func (l *learner) alikeness(a, b *sample) float64 {
	return varianceNone + varianceSlope*a.share*b.share + varianceWord*float64(shared(a.words, b.words))
}

// answerPass is by how much a model answer passes at least.
const answerPass = 0.05

// spare lets the first model answer pass: while it does not, its worst word counts
// for nothing, and at last the scale reaches higher.
func (l *learner) spare(worth []float64) {
	first := slices.IndexFunc(l.samples, func(s sample) bool { return s.answer })
	if first < 0 {
		return
	}
	s := &l.samples[first]
	pass := min(l.passFrom()+answerPass, 1)
	for {
		score, worst := l.predicted(s, s.share), -1
		for _, n := range s.words {
			score += worth[n]
			if worth[n] < 0 && (worst < 0 || worth[n] < worth[worst]) {
				worst = n
			}
		}
		if score >= pass {
			return
		}
		if worst < 0 {
			l.scale.All = max(l.scale.All, pass)
			if s.share < 1 {
				l.scale.None = max(l.scale.None, pass)
			}
			return
		}
		worth[worst] = 0
	}
}

func (s Scale) rounded() Scale {
	none := min(max(roundTo(s.None, worthStep), 0), 1)
	return Scale{none, min(max(roundTo(s.All, worthStep), none), 1)}
}

func roundTo(x, step float64) float64 { return math.Round(math.Round(x/step)*step*1e6) / 1e6 }

// residuals are the scores less what the scale says.
func (l *learner) residuals() []float64 {
	rest := make([]float64, len(l.samples))
	for i := range l.samples {
		s := &l.samples[i]
		rest[i] = s.score - l.predicted(s, s.share)
	}
	return rest
}

// signalWord is a word as a signal has it. A negator is meant as it is spelt, and not as
// the others of its kind.
func (l *learner) signalWord(n int) string {
	form := l.words.form(n)
	for _, t := range l.rubric.lexicon.lang.tokenize(normalise(form).text, nil) {
		if t.flags&(flagNegator|flagNor|flagNon) != 0 && l.usable("="+form) {
			return "=" + form
		}
	}
	return form
}

// signals puts words of the same worth together, the greatest first.
func (l *learner) signals(worth []float64) []Signal {
	byWorth := make(map[float64][]string)
	for n, each := range worth {
		if each != 0 && math.Abs(each) <= 1 {
			byWorth[each] = append(byWorth[each], l.signalWord(n))
		}
	}
	var signals []Signal
	for each, words := range byWorth {
		slices.Sort(words)
		signals = append(signals, Signal{each, words})
	}
	slices.SortFunc(signals, func(a, b Signal) int { return cmp.Compare(b.Each, a.Each) })
	return signals
}
