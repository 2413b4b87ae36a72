package scheduler

import "math"

// MinFit is how many responses that test memory it takes before weights are
// fitted. Fewer say less than the default weights, which rest on millions.
const MinFit = 100

// Validation compares weights fitted to a learner with the default ones on
// responses to which neither was fitted.
//
// The responses that test memory are cut, as they follow each other in time,
// into six parts. Weights are fitted to all that was before the second part and
// predict that one; then to all before the third; and so on. So each prediction
// is made from the past, as it would have been. The three lists are about the
// same responses, in their order: the last five parts.
type Validation struct {
	Default, Fitted, SM2 []Prediction
	// Gain is by how much the mean loss of the fitted weights is lower, and Error
	// is the standard error of that. Responses to one card go together in it.
	Gain, Error float64
}

// Helps reports whether the fitted weights predict better, and not by chance:
// with weights no better than the default ones it is true one time in twenty.
func (v Validation) Helps() bool { return v.Gain > 0 && v.Gain > z95OneSided*v.Error }

// z95OneSided bounds the lower 95% of the normal distribution.
const z95OneSided = 1.645

// validationParts are those into which Validate cuts the responses.
const validationParts = 6

// Validate compares by cross-validation. With fewer tests of memory than parts
// the validation is empty.
func Validate(reviews []Review) Validation {
	var tests []int // places of the reviews that test memory
	for i, review := range reviews {
		if review.Tests() {
			tests = append(tests, i)
		}
	}
	if len(tests) < validationParts {
		return Validation{}
	}
	start := len(tests) / validationParts
	v := Validation{
		Default: DefaultModel().Predict(reviews)[start:],
		SM2:     PredictSM2(reviews)[start:],
	}
	w := DefaultWeights
	for part := 1; part < validationParts; part++ {
		from, to := part*len(tests)/validationParts, (part+1)*len(tests)/validationParts
		w = fit(reviews[:tests[from]], w)
		v.Fitted = append(v.Fitted, newModel(w).Predict(reviews[:tests[to-1]+1])[from:]...)
	}
	v.compare(reviews, tests[start:])
	return v
}

// compare works out the gain and its error.
func (v *Validation) compare(reviews []Review, tests []int) {
	n := float64(len(tests))
	for i := range tests {
		v.Gain += (v.Default[i].Loss() - v.Fitted[i].Loss()) / n
	}
	ofCard := make(map[int]float64)
	for i, place := range tests {
		ofCard[reviews[place].Card] += (v.Default[i].Loss() - v.Fitted[i].Loss() - v.Gain) / n
	}
	variance := 0.0
	for _, sum := range ofCard {
		variance += sum * sum
	}
	v.Error = math.Sqrt(variance)
}
