package grading

import "strings"

// Problem is one thing that is wrong with a rubric.
type Problem struct {
	// Path says where, as in criterion[2].any[0]. Places count from 0.
	Path string
	// Cause says what is wrong, Remedy what to do about it.
	Cause, Remedy string
}

// Problems is everything that is wrong with a rubric, in the rubric's order. It
// is the error that Compile and NewChoiceKey return.
type Problems []Problem

// Error lists every problem, one to a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Path + ": " + problem.Cause + "; " + problem.Remedy
	}
	return strings.Join(lines, "\n")
}

// flaw is a problem whose place is not known yet.
type flaw struct{ cause, remedy string }
