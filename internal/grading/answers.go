package grading

// Several model answers.
//
// Criteria may belong to one of several model answers. A response is held against
// each, and the one that it comes closest to counts; criteria that belong to none
// count with all.

// maxAnswers is the most model answers of a rubric.
const maxAnswers = 50

// earnable takes in the points of a criterion.
func (r *Rubric) earnable(c Criterion) {
	for len(r.answers) <= c.Answer {
		r.answers = append(r.answers, 0)
	}
	r.answers[c.Answer] += c.Points
	r.total = r.answers[0]
	for _, points := range r.answers[1:] {
		r.total = max(r.total, r.answers[0]+points)
	}
}

// share is the share of the points that a response earned, of the model answer that
// it comes closest to. Surplus are points that do not count.
func (r *Rubric) share(m *Mark, surplus float64) float64 {
	share, _ := r.closest(m)
	return share - surplus/r.total // criteria of several answers exclude nothing
}

// closest is the model answer with the greatest share of its points earned, the
// first of equals, and that share.
func (r *Rubric) closest(m *Mark) (share float64, answer int) {
	if len(r.answers) <= 1 {
		return r.earned(m, 0) / r.total, 0
	}
	for n := 1; n < len(r.answers); n++ {
		if r.answers[n] == 0 {
			continue // its number is skipped
		}
		if s := (r.earned(m, 0) + r.earned(m, n)) / (r.answers[0] + r.answers[n]); s > share || answer == 0 {
			share, answer = s, n
		}
	}
	return share, answer
}

// earned adds up the points of the criteria of a model answer.
func (r *Rubric) earned(m *Mark, answer int) float64 {
	earned := 0.0
	for i := range r.criteria {
		if r.criteria[i].Answer == answer {
			earned += m.Criteria[i].Points
		}
	}
	return earned
}

// keepClosest leaves in a mark only the criteria of the model answer that counted.
func (r *Rubric) keepClosest(m *Mark) {
	if len(r.answers) <= 1 {
		return
	}
	_, answer := r.closest(m)
	kept := m.Criteria[:0]
	for i := range r.criteria {
		if n := r.criteria[i].Answer; n == 0 || n == answer {
			kept = append(kept, m.Criteria[i])
		}
	}
	m.Criteria = kept
}
