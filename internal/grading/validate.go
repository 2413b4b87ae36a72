package grading

// folds is into how many parts responses are divided to be marked by what the others
// teach.
const folds = 5

// Validate says how far calibration is to be trusted: for each response the score by a
// rubric that is calibrated on the other responses, those to the same question divided
// into five parts of which each is left out in turn (Stone, 1974). The error is that
// of Compile.
func Validate(graded []Graded, lexicon *Lexicon) ([][]float64, error) {
	scores := make([][]float64, len(graded))
	for i := range graded {
		scores[i] = make([]float64, len(graded[i].Responses))
	}
	for fold := range folds {
		rest := make([]Graded, len(graded))
		for i, g := range graded {
			rest[i].Spec, rest[i].Answers = g.Spec, g.Answers
			for n, response := range g.Responses {
				if n%folds != fold {
					rest[i].Responses = append(rest[i].Responses, response)
				}
			}
		}
		specs, err := Calibrate(rest, lexicon)
		if err != nil {
			return nil, err
		}
		for i, g := range graded {
			r, err := Compile(specs[i], lexicon)
			if err != nil {
				return nil, err
			}
			for n := fold; n < len(g.Responses); n += folds {
				scores[i][n] = r.Mark(g.Responses[n].Text).Score
			}
		}
	}
	return scores, nil
}
