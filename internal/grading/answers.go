package grading

// Several model answers.
//
// Criteria may belong to one of several model answers. A response is held against
// each, and the one that it comes closest to counts; criteria that belong to none
// count with all.

// maxAnswers is the most model answers of a rubric.
const maxAnswers = 50

// weigh works out what can be earned of each model answer, once all criteria are
// known.
func (r *Rubric) weigh() {
	numbers := 1
	for i := range r.criteria {
		numbers = max(numbers, r.criteria[i].Answer+1)
	}
	r.answers = make([]float64, numbers)
	for n := range r.answers {
		for i := range r.criteria {
			if r.belongs(i, n) {
				r.answers[n] += r.criteria[i].Points
			}
		}
		r.answers[n] -= r.excluding.surplus(func(i int) bool { return r.belongs(i, n) })
		r.total = max(r.total, r.answers[n])
	}
}

// belongs reports whether a criterion counts where a model answer does.
func (r *Rubric) belongs(criterion, answer int) bool {
	n := r.criteria[criterion].Answer
	return n == 0 || n == answer
}

// closest is the model answer with the greatest share of its points earned, the
// first of equals, and that share. Without several it is answer 0.
func (r *Rubric) closest(m *Mark) (share float64, answer int) {
	if len(r.answers) == 1 {
		return r.earned(m, 0) / r.total, 0
	}
	for n := 1; n < len(r.answers); n++ {
		if r.answers[n] == 0 {
			continue // its number is skipped
		}
		if s := r.earned(m, n) / r.answers[n]; s > share || answer == 0 {
			share, answer = s, n
		}
	}
	return share, answer
}

// earned adds up the points of the criteria of a model answer, as far as they go
// together.
func (r *Rubric) earned(m *Mark, answer int) float64 {
	earned := 0.0
	for i := range r.criteria {
		if r.belongs(i, answer) {
			earned += m.Criteria[i].Points
		}
	}
	if r.excluding.criteria != nil {
		earned -= r.excluding.surplus(func(i int) bool { return r.belongs(i, answer) && m.Criteria[i].Outcome.Met() })
	}
	return earned
}

// keepClosest leaves in a mark only the criteria of the model answer that counted.
func (r *Rubric) keepClosest(m *Mark) {
	if len(r.answers) == 1 {
		return
	}
	_, answer := r.closest(m)
	kept := m.Criteria[:0]
	for i := range r.criteria {
		if r.belongs(i, answer) {
			kept = append(kept, m.Criteria[i])
		}
	}
	m.Criteria = kept
}
