package report

import (
	"math"
)

// How far two markers agree.
//
// Kappa corrects the share of equal marks for what two markers with the same
// habits would agree on by chance. The weighted kappa also counts how far apart
// unequal marks are, so that 1 point beside 2 costs less than 0 beside 2; its
// weights are fixed by the whole scale of the question and not by the marks that
// happen to occur, or the same marks would agree more on a longer scale. Neither
// says anything where chance alone explains everything (both markers gave
// one and the same mark throughout): that is undefined, and not perfect.

// MinAgreement is how many responses it takes before agreement is said in
// figures. Below it one response more or less moves every figure by a tenth.
const MinAgreement = 10

// ExactAgreement is the share, 0 to 1, of pairs in which both markers gave the
// same category. The slices are of one length; without pairs it is 0.
func ExactAgreement(a, b []int) float64 {
	if len(a) == 0 {
		return 0
	}
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return float64(same) / float64(len(a))
}

// z95 bounds the middle 95% of the normal distribution.
const z95 = 1.959963984540054

// Wilson is the 95% interval of a share that was seen in n trials, at least one
// (Wilson, "Probable inference, the law of succession, and statistical inference",
// Journal of the American Statistical Association 22, 1927).
func Wilson(share float64, n int) (from, to float64) {
	trials := float64(n)
	middle := share + z95*z95/(2*trials)
	reach := z95 * math.Sqrt(share*(1-share)/trials+z95*z95/(4*trials*trials))
	scale := 1 + z95*z95/trials
	return max((middle-reach)/scale, 0), min((middle+reach)/scale, 1)
}

// Kappa is Cohen's coefficient of agreement of two markers over categories 0 to
// categories-1, from -1 to 1: (po - pe) / (1 - pe), with the agreement observed and
// the one that the marginals give by chance (Cohen, "A coefficient of agreement
// for nominal scales", Educational and Psychological Measurement 20, 1960). It is
// false when it is undefined: without pairs, or where pe is 1.
func Kappa(a, b []int, categories int) (float64, bool) {
	return weightedKappa(a, b, categories, func(i, j int) float64 {
		if i == j {
			return 0
		}
		return 1
	})
}

// QuadraticKappa is the kappa whose disagreements weigh the square of their
// distance: 1 - Σ w·O / Σ w·E with w = (i-j)²/(k-1)² (Cohen, "Weighted kappa",
// Psychological Bulletin 70, 1968). It is false where it is undefined, as Kappa.
func QuadraticKappa(a, b []int, categories int) (float64, bool) {
	span := float64(max(categories-1, 1))
	return weightedKappa(a, b, categories, func(i, j int) float64 {
		distance := float64(i-j) / span
		return distance * distance
	})
}

// weightedKappa is 1 less the ratio of observed to expected disagreement. With a
// weight of 1 for all that is unequal, that is Cohen's first kappa.
func weightedKappa(a, b []int, categories int, weight func(i, j int) float64) (float64, bool) {
	rows, columns := make([]int, categories), make([]int, categories)
	observed := 0.0
	for i := range a {
		rows[a[i]]++
		columns[b[i]]++
		observed += weight(a[i], b[i])
	}
	expected := 0.0
	for i, row := range rows {
		for j, column := range columns {
			if row > 0 && column > 0 {
				expected += weight(i, j) * float64(row) * float64(column)
			}
		}
	}
	if expected == 0 {
		return 0, false
	}
	return 1 - observed*float64(len(a))/expected, true
}

// Pearson is the product-moment correlation, -1 to 1, of two lists of one length
// (Pearson, "Note on regression and inheritance in the case of two parents",
// Proceedings of the Royal Society 58, 1895). It is false where a list does not
// vary.
func Pearson(x, y []float64) (float64, bool) {
	if varies(x) && varies(y) {
		mx, my := mean(x), mean(y)
		var xy, xx, yy float64
		for i := range x {
			dx, dy := x[i]-mx, y[i]-my
			xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
		}
		if product := math.Sqrt(xx) * math.Sqrt(yy); product > 0 {
			return min(max(xy/product, -1), 1), true
		}
	}
	return 0, false
}

// varies keeps a list of one repeated value, whose deviations from a rounded mean
// need not be 0, from having a correlation.
func varies(x []float64) bool {
	for i := range x {
		if x[i] != x[0] {
			return true
		}
	}
	return false
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, value := range x {
		sum += value
	}
	return sum / float64(len(x))
}

// RMSE is the root of the mean squared difference of two lists of one length, in
// their unit; 0 without pairs.
func RMSE(x, y []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	sum := 0.0
	for i := range x {
		sum += (x[i] - y[i]) * (x[i] - y[i])
	}
	return math.Sqrt(sum / float64(len(x)))
}

// Scale is the marks that a question can be given: 0 to Max in equal steps, in
// points.
type Scale struct {
	Max  float64 `json:"max"`
	Step float64 `json:"step"`
}

// stepsOfPoint are the parts of a point that people mark in, the widest first.
var stepsOfPoint = []float64{1, 2, 3, 4, 5, 10, 20}

// finest is for marks on no such step: hundredths of a point.
const finest = 100

// stepSlack is how far a mark may lie from its step: thirds are written 0.33.
const stepSlack = 0.005

// ScaleOf is the scale of a question worth max points on which people gave these
// marks, in points: its step is the widest, of a point or a part of one, that
// holds the maximum and every mark.
func ScaleOf(max float64, marks ...float64) Scale {
	for _, parts := range stepsOfPoint {
		if onStep(max, parts) && allOnStep(marks, parts) {
			return Scale{max, 1 / parts}
		}
	}
	return Scale{max, 1.0 / finest}
}

func allOnStep(marks []float64, parts float64) bool {
	for _, points := range marks {
		if !onStep(points, parts) {
			return false
		}
	}
	return true
}

func onStep(points, parts float64) bool {
	return math.Abs(points-math.Round(points*parts)/parts) <= stepSlack
}

// Categories is how many different marks the scale has.
func (s Scale) Categories() int { return s.Category(s.Max) + 1 }

// Category is the number of the mark nearest to points, from 0 on; one half way is
// rounded up.
func (s Scale) Category(points float64) int {
	return int(math.Floor(min(max(points, 0), s.Max)/s.Step + 0.5 + 1e-9))
}

// Agreement is how far two markers agree on the responses that both marked.
type Agreement struct {
	N     int   `json:"n"`
	Scale Scale `json:"scale"`
	// Figures are nil below MinAgreement responses.
	Figures *AgreementFigures `json:"figures"`
}

// AgreementFigures are the figures of an agreement. Those that are undefined are
// nil.
type AgreementFigures struct {
	Exact          float64  `json:"exact_agreement"`      // on the scale's steps, 0 to 1
	ExactFrom      float64  `json:"exact_agreement_from"` // its 95% interval
	ExactTo        float64  `json:"exact_agreement_to"`
	Kappa          *float64 `json:"kappa"`
	QuadraticKappa *float64 `json:"quadratic_weighted_kappa"`
	Pearson        *float64 `json:"pearson"`
	RMSE           float64  `json:"rmse"` // in points
}

// Agree compares the points that two markers gave to the same responses, in the
// same order.
func Agree(scale Scale, a, b []float64) Agreement {
	agreement := Agreement{N: len(a), Scale: scale}
	if len(a) < MinAgreement {
		return agreement
	}
	ca, cb := make([]int, len(a)), make([]int, len(b))
	for i := range a {
		ca[i], cb[i] = scale.Category(a[i]), scale.Category(b[i])
	}
	from, to := Wilson(ExactAgreement(ca, cb), len(a))
	agreement.Figures = &AgreementFigures{
		ExactFrom: from, ExactTo: to,
		Exact: ExactAgreement(ca, cb), Kappa: defined(Kappa(ca, cb, scale.Categories())),
		QuadraticKappa: defined(QuadraticKappa(ca, cb, scale.Categories())),
		Pearson:        defined(Pearson(a, b)), RMSE: RMSE(a, b),
	}
	return agreement
}

func defined(value float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return &value
}
