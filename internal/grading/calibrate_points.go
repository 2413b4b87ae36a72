package grading

import "math"

// Learning what criteria are worth. The points of a criterion are changed by the share
// that explains the scores best, by ridge regression together with the worths of the
// words, so that a word that meets a criterion is no reason to change both.

const (
	// variancePoints is that of the share by which the points of a criterion change.
	variancePoints = 0.1
	// leastChange is the share from which a change is written down.
	leastChange = 0.2
	// leastShareOfCurve keeps the slope of the curve finite.
	leastShareOfCurve = 0.05
)

// learnPoints changes points in the spec, and reports whether it does. Who has only one
// criterion can earn all or nothing, whatever it is worth. The criteria of a derived
// rubric are words, of which the signals say as much.
func (l *learner) learnPoints() bool {
	if l.spec.Derived || len(l.spec.Criteria) < 2 || len(l.samples) == 0 {
		return false
	}
	pulls := make([][]float64, len(l.samples))
	for i := range l.samples {
		pulls[i] = l.pulls(&l.samples[i])
	}
	kernel := l.kernel(l.alikeness)
	for i := range kernel {
		for j := range kernel[i] {
			kernel[i][j] += variancePoints * dot(pulls[i], pulls[j])
		}
	}
	weights := solve(kernel, l.residuals())
	changed := false
	for c := range l.spec.Criteria {
		change := 0.0
		for i := range l.samples {
			change += variancePoints * weights[i] * pulls[i][c]
		}
		if math.Abs(change) < leastChange {
			continue
		}
		points := l.rubric.criteria[c].Points
		l.learnedOf(c).Points = significant(points * min(max(1+change, 0.25), 3))
		changed = true
	}
	return changed
}

// pulls are, by criterion, how fast the score of a response rises with the share that
// is added to the criterion's points.
func (l *learner) pulls(s *sample) []float64 {
	r := l.rubric
	answer := 0
	for n := 1; n < len(r.answers); n++ {
		if r.answers[n] > 0 && (answer == 0 || s.earned[n]/r.answers[n] > s.earned[answer]/r.answers[answer]) {
			answer = n
		}
	}
	pulls := make([]float64, len(r.criteria))
	total := r.answers[answer]
	if total == 0 {
		return pulls
	}
	share := s.earned[answer] / total
	steep := l.scale.All - l.scale.None
	if p := r.spec.Curve; p != 0 {
		steep *= p * math.Pow(max(share, leastShareOfCurve), p-1)
	}
	for c := range r.criteria {
		if !r.belongs(c, answer) {
			continue
		}
		pulls[c] = steep * r.criteria[c].Points / total * (s.met[c] - share)
	}
	return pulls
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// significant rounds to two significant figures.
func significant(x float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(x))-1)
	return roundTo(x, unit)
}
