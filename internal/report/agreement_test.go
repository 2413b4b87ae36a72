package report_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"drill/internal/report"
)

// agreementTables are pairs of marks with the figures that statistics packages
// give for them (scikit-learn's cohen_kappa_score; the R and Python tests of
// Kaggle's Metrics).
var agreementTables = []struct {
	name             string
	a, b             []int
	categories       int
	kappa, quadratic float64
}{
	{"two of three", []int{0, 1, 0}, []int{0, 1, 1}, 2, 0.4, 0.4},
	{"three marks", []int{0, 1, 2, 0, 1, 1, 2}, []int{0, 1, 2, 0, 1, 2, 1}, 3, 0.5625, 0.75},
	{"always one more", []int{0, 2, 4}, []int{1, 3, 5}, 6, 0, 0.8421052631578947},
	{"one or two more", []int{0, 2, 2, 4}, []int{1, 3, 4, 5}, 6, -0.0666666666666667, 0.6956521739130435},
	{"right or wrong", []int{0, 1, 1, 0, 1, 1, 0, 0, 1, 1}, []int{0, 1, 0, 0, 1, 1, 1, 0, 1, 0}, 2, 0.4, 0.4},
	{"four marks", []int{0, 1, 2, 3, 2, 1, 0, 3, 2, 2}, []int{0, 2, 2, 3, 1, 1, 0, 2, 2, 3}, 4, 0.4444444444444444, 0.8076923076923077},
}

func TestKappaIsWhatStatisticsPackagesGive(t *testing.T) {
	for _, table := range agreementTables {
		near(t, table.name+": Kappa", table.kappa)(report.Kappa(table.a, table.b, table.categories))
		near(t, table.name+": QuadraticKappa", table.quadratic)(report.QuadraticKappa(table.a, table.b, table.categories))
	}
}

func near(t *testing.T, what string, want float64) func(float64, bool) {
	return func(got float64, ok bool) {
		t.Helper()
		if !ok || math.Abs(got-want) > 1e-12 {
			t.Errorf("%s = %v, %v, want %v", what, got, ok, want)
		}
	}
}

func TestPearsonAndRMSE(t *testing.T) {
	// By hand: deviations -1 0 1 and -1 1 0, so 1/(√2·√2).
	near(t, "Pearson", 0.5)(report.Pearson([]float64{1, 2, 3}, []float64{1, 3, 2}))
	near(t, "Pearson of a falling line", -1)(report.Pearson([]float64{0, 1, 5}, []float64{5, 4, 0}))
	near(t, "RMSE", math.Sqrt(2.0/3))(report.RMSE([]float64{1, 2, 3}, []float64{1, 3, 2}), true)
	if got, ok := report.Pearson([]float64{0.1, 0.1, 0.1}, []float64{1, 2, 3}); ok {
		t.Errorf("Pearson of a list that does not vary = %v, want undefined", got)
	}
}

// TestWilsonInterval: 8 of 10 give the interval that textbooks print, and a share of
// 0 or 1 one that keeps within bounds and has a width.
func TestWilsonInterval(t *testing.T) {
	for _, c := range []struct {
		share    float64
		n        int
		from, to float64
	}{{0.8, 10, 0.4902, 0.9433}, {1, 10, 0.7225, 1}, {0, 10, 0, 0.2775}} {
		from, to := report.Wilson(c.share, c.n)
		if math.Abs(from-c.from) > 5e-5 || math.Abs(to-c.to) > 5e-5 {
			t.Errorf("Wilson(%v, %d) = %.4f to %.4f, want %v to %v", c.share, c.n, from, to, c.from, c.to)
		}
	}
}

func TestFiguresWithoutVariationAreUndefined(t *testing.T) {
	same := slices.Repeat([]int{1}, 12)
	if got, ok := report.Kappa(same, same, 2); ok {
		t.Errorf("Kappa of one mark throughout = %v, want undefined", got)
	}
	if got, ok := report.QuadraticKappa(nil, nil, 3); ok {
		t.Errorf("QuadraticKappa of nothing = %v, want undefined", got)
	}
}

func TestTheScaleIsTheWidestThatHoldsEveryMark(t *testing.T) {
	for _, c := range []struct {
		max        float64
		marks      []float64
		step       float64
		categories int
	}{
		{1, []float64{0, 1}, 1, 2},
		{1, []float64{0, 0.5, 1}, 0.5, 3},
		{1, []float64{0.33, 0.67, 1}, 1.0 / 3, 4},
		{4, nil, 1, 5},
		{3, []float64{2.25}, 0.25, 13},
		{1, []float64{0.6, 0.2}, 0.2, 6},
		{2.5, []float64{1}, 0.5, 6},
		{1, []float64{0.37}, 0.01, 101},
	} {
		scale := report.ScaleOf(c.max, c.marks...)
		if math.Abs(scale.Step-c.step) > 1e-12 || scale.Categories() != c.categories {
			t.Errorf("ScaleOf(%v, %v) has step %v and %d categories, want %v and %d", c.max, c.marks, scale.Step, scale.Categories(), c.step, c.categories)
		}
	}
}

func TestFewResponsesGiveNoFigures(t *testing.T) {
	marks := []float64{0, 1, 2, 0, 1, 2, 0, 1, 2}
	if got := report.Agree(report.ScaleOf(2), marks, marks); got.Figures != nil || got.N != 9 {
		t.Errorf("Agree on 9 responses = %+v, want no figures", got)
	}
	marks = append(marks, 1)
	got := report.Agree(report.ScaleOf(2), marks, marks)
	if got.Figures == nil || got.Figures.Exact != 1 || *got.Figures.Kappa != 1 || *got.Figures.Pearson != 1 || got.Figures.RMSE != 0 {
		t.Errorf("Agree on 10 equal marks = %+v, want perfect agreement", got.Figures)
	}
}

type markPair struct {
	a, b       []int
	categories int
}

func drawMarks(t *rapid.T) markPair {
	p := markPair{categories: rapid.IntRange(2, 7).Draw(t, "categories")}
	n := rapid.IntRange(1, 40).Draw(t, "n")
	mark := rapid.IntRange(0, p.categories-1)
	p.a = rapid.SliceOfN(mark, n, n).Draw(t, "a")
	p.b = rapid.SliceOfN(mark, n, n).Draw(t, "b")
	return p
}

// TestKappaLaws holds both kappas to what their definitions promise.
func TestKappaLaws(t *testing.T) {
	kappas := map[string]func(a, b []int, categories int) (float64, bool){"Kappa": report.Kappa, "QuadraticKappa": report.QuadraticKappa}
	rapid.Check(t, func(t *rapid.T) {
		p := drawMarks(t)
		order := rapid.Permutation(indexes(p.categories)).Draw(t, "order")
		for name, kappa := range kappas {
			got, ok := kappa(p.a, p.b, p.categories)
			if ok && (got > 1 || math.IsNaN(got)) {
				t.Fatalf("%s = %v, above 1", name, got)
			}
			if turned, again := kappa(p.b, p.a, p.categories); again != ok || math.Abs(turned-got) > 1e-9 {
				t.Fatalf("%s = %v, and %v with the markers exchanged", name, got, turned)
			}
			if perfect, ok := kappa(p.a, p.a, p.categories); ok && perfect != 1 {
				t.Fatalf("%s of a marker with itself = %v", name, perfect)
			}
			if back, again := kappa(renamed(p.a, reversed(p.categories)), renamed(p.b, reversed(p.categories)), p.categories); again != ok || math.Abs(back-got) > 1e-9 {
				t.Fatalf("%s = %v, and %v on the scale turned round", name, got, back)
			}
		}
		plain, ok := report.Kappa(p.a, p.b, p.categories)
		if other, again := report.Kappa(renamed(p.a, order), renamed(p.b, order), p.categories); again != ok || math.Abs(other-plain) > 1e-9 {
			t.Fatalf("Kappa = %v, and %v with its categories renamed", plain, other)
		}
		// With two categories there is one distance only.
		if two, ok := report.QuadraticKappa(folded(p.a), folded(p.b), 2); ok {
			if one, _ := report.Kappa(folded(p.a), folded(p.b), 2); math.Abs(one-two) > 1e-9 {
				t.Fatalf("of two categories Kappa = %v and QuadraticKappa = %v", one, two)
			}
		}
	})
}

// TestPearsonLaws: a correlation does not know units.
func TestPearsonLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		value := rapid.Float64Range(0, 10)
		x, y := rapid.SliceOfN(value, n, n).Draw(t, "x"), rapid.SliceOfN(value, n, n).Draw(t, "y")
		got, ok := report.Pearson(x, y)
		if got < -1 || got > 1 {
			t.Fatalf("Pearson = %v", got)
		}
		if turned, again := report.Pearson(y, x); again != ok || math.Abs(turned-got) > 1e-9 {
			t.Fatalf("Pearson = %v, and %v turned round", got, turned)
		}
		double := make([]float64, n)
		for i := range x {
			double[i] = 2 * x[i]
		}
		if other, again := report.Pearson(double, y); again != ok || math.Abs(other-got) > 1e-6 {
			t.Fatalf("Pearson = %v, and %v in another unit", got, other)
		}
	})
}

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func reversed(n int) []int {
	all := indexes(n)
	slices.Reverse(all)
	return all
}

func renamed(marks, names []int) []int {
	out := make([]int, len(marks))
	for i, mark := range marks {
		out[i] = names[mark]
	}
	return out
}

func folded(marks []int) []int {
	out := make([]int, len(marks))
	for i, mark := range marks {
		out[i] = min(mark, 1)
	}
	return out
}
