package grading

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// From the share of the points to a score: the curve, the scale and the signals.
// The first is for derived rubrics, where a paraphrase meets some of the words only;
// the other two are what calibration writes.

// maxSignals is the most signals of a rubric.
const maxSignals = 100

// maxCurve is the greatest power of a rubric: half of the points then score a quarter.
const maxCurve = 2

// signal is a compiled Signal.
type signal struct {
	each     float64
	keywords []keyword
}

func (c *compiler) compileScale(r *Rubric) {
	if p := c.spec.Curve; p != 0 && !(p > 0 && p <= maxCurve) {
		c.problem("curve", fmt.Sprintf("the curve is %v", p), fmt.Sprintf("give a number above 0 and up to %d", maxCurve))
	}
	if s := c.spec.Scale; s != nil && !(0 <= s.None && s.None <= s.All && s.All <= 1) {
		c.problem("scale", fmt.Sprintf("the scale goes from %v to %v", s.None, s.All), "give two scores from 0 to 1, the lower one for none")
	}
	if n := len(c.spec.Signals); n > maxSignals {
		c.problem("signal", fmt.Sprintf("there are %d signals; the most is %d", n, maxSignals), "put words of the same worth together")
		return
	}
	for i, authored := range c.spec.Signals {
		path := fmt.Sprintf("signal[%d]", i)
		if x := authored.Each; x == 0 || !(math.Abs(x) <= 1) {
			c.problem(path+".each", fmt.Sprintf("each word is worth %v", x), "give a score from -1 to 1, and not 0")
		}
		r.signals = append(r.signals, signal{authored.Each, c.keywordList(path+".words", authored.Words, defaultGap, TyposOff)})
	}
}

// scaled makes a score of the share of the points.
func (r *Rubric) scaled(share float64) float64 {
	if p := r.spec.Curve; p != 0 {
		share = math.Pow(share, p)
	}
	if s := r.spec.Scale; s != nil {
		share = s.None + (s.All-s.None)*share
	}
	return share
}

// applySignals adds to a score what the words of the signals are worth.
func (d *reading) applySignals(m *Mark, score float64) float64 {
	for i := range d.rubric.signals {
		s := &d.rubric.signals[i]
		var result SignalResult
		for k := range s.keywords {
			if d.find(&s.keywords[k], pass{negated: true}, nil) {
				found := d.walk.got
				result.Score += s.each
				result.Evidence = append(result.Evidence, d.span(found.first, found.last, s.keywords[k].text, false))
			}
		}
		if result.Evidence != nil {
			m.Signals = append(m.Signals, result)
		}
	}
	if len(m.Signals) == 0 {
		return min(max(score, 0), 1)
	}
	return m.addSignals(score)
}

// addSignals adds to a score what the signals that were found are worth, and says so.
func (m *Mark) addSignals(score float64) float64 {
	var raise, lower signalSum
	for _, s := range m.Signals {
		if s.Score > 0 {
			raise.add(s)
		} else {
			lower.add(s)
		}
	}
	score += raise.score + lower.score
	if raise.words != nil {
		m.reason(reasonRaised(raise.text(), len(raise.words), raise.score, score > 1+slack))
	}
	if lower.words != nil {
		m.reason(reasonLowered(lower.text(), len(lower.words), -lower.score, score < -slack))
	}
	return min(max(score, 0), 1)
}

// signalSum is what signals of one direction are worth together.
type signalSum struct {
	score float64
	words []signalWord
}

type signalWord struct {
	worth float64 // without its sign
	text  string
}

func (s *signalSum) add(r SignalResult) {
	s.score += r.Score
	each := math.Abs(r.Score) / float64(len(r.Evidence))
	for _, span := range r.Evidence {
		s.words = append(s.words, signalWord{each, span.Text})
	}
}

// maxSignalWords is how many words a reason names, of which those worth most.
const maxSignalWords = 8

// text names the words, those that are worth most first.
func (s *signalSum) text() string {
	slices.SortStableFunc(s.words, func(a, b signalWord) int { return cmp.Compare(b.worth, a.worth) })
	named := s.words[:min(len(s.words), maxSignalWords)]
	quoted := make([]string, len(named))
	for i, word := range named {
		quoted[i] = "“" + word.text + "”"
	}
	text := strings.Join(quoted, ", ")
	if more := len(s.words) - len(named); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
