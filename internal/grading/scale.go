package grading

import (
	"fmt"
	"math"
)

// From the share of the points to a score: the curve, the scale and the signals.
// The first is for derived rubrics, where a paraphrase meets some of the words only;
// the other two are what calibration writes.

// maxSignals is the most signals of a rubric.
const maxSignals = 100

// signal is a compiled Signal.
type signal struct {
	each     float64
	keywords []keyword
}

func (c *compiler) compileScale(r *Rubric) {
	if p := c.spec.Curve; p != 0 && !(p > 0 && p <= 1) {
		c.problem("curve", fmt.Sprintf("the curve is %v", p), "give a number above 0 and up to 1")
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
			score += result.Score
			m.Signals = append(m.Signals, result)
		}
	}
	return min(max(score, 0), 1)
}
