package grading

import (
	"math"
	"slices"
)

// Ridge regression in its dual form: as many unknowns as responses, however many words
// there are.

// kernel is how much the scores of two responses have in common, and on the diagonal
// the variance of one around that; the lower half.
func (l *learner) kernel(alike func(a, b *sample) float64) [][]float64 {
	kernel := make([][]float64, len(l.samples))
	for i := range l.samples {
		kernel[i] = make([]float64, i+1)
		for j := range kernel[i] {
			kernel[i][j] = alike(&l.samples[i], &l.samples[j])
		}
		kernel[i][i] += l.samples[i].variance()
	}
	return kernel
}

// shared counts what two ascending lists have in common.
func shared(a, b []int) int {
	both := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both++
			a, b = a[1:], b[1:]
		}
	}
	return both
}

// solve solves the symmetric positive definite system whose lower half is given, by
// the decomposition of Cholesky. The matrix is overwritten.
func solve(lower [][]float64, right []float64) []float64 {
	x := slices.Clone(right)
	for i, row := range lower {
		for j := range i + 1 {
			sum := row[j]
			for k := range j {
				sum -= row[k] * lower[j][k]
			}
			if i == j {
				row[j] = math.Sqrt(sum) // at least the variance
			} else {
				row[j] = sum / lower[j][j]
			}
		}
		for k := range i {
			x[i] -= row[k] * x[k]
		}
		x[i] /= row[i]
	}
	for i := len(x) - 1; i >= 0; i-- {
		for k := i + 1; k < len(x); k++ {
			x[i] -= lower[k][i] * x[k]
		}
		x[i] /= lower[i][i]
	}
	return x
}
