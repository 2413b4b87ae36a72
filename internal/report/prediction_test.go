package report_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"drill/internal/report"
	"drill/internal/scheduler"
)

type predictions = []scheduler.Prediction

func hit(recall float64) scheduler.Prediction {
	return scheduler.Prediction{Recall: recall, Recalled: true}
}

func miss(recall float64) scheduler.Prediction { return scheduler.Prediction{Recall: recall} }

func alike(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestLogLossByHand(t *testing.T) {
	alike(t, "the loss of a coin", report.LogLoss(predictions{hit(0.5), miss(0.5)}), math.Ln2)
	alike(t, "two responses", report.LogLoss(predictions{hit(0.9), miss(0.8)}), -(math.Log(0.9)+math.Log(0.2))/2)
	alike(t, "certain and wrong", report.LogLoss(predictions{miss(1)}), -math.Log(1e-4))
	alike(t, "nothing", report.LogLoss(nil), 0)
}

func TestAUCByHand(t *testing.T) {
	for _, test := range []struct {
		name string
		list predictions
		want float64
	}{
		{"all in order", predictions{hit(0.9), hit(0.7), miss(0.3)}, 1},
		{"all the wrong way", predictions{hit(0.1), miss(0.7)}, 0},
		{"no difference", predictions{hit(0.8), miss(0.8), hit(0.8)}, 0.5},
		// pairs: .9>.8, .9>.4, .8=.8 a half, .8>.4, .3<.8, .3<.4
		{"ties count half", predictions{hit(0.9), hit(0.8), hit(0.3), miss(0.8), miss(0.4)}, 3.5 / 6},
	} {
		got, ok := report.AUC(test.list)
		if !ok {
			t.Errorf("%s: undefined", test.name)
		}
		alike(t, test.name, got, test.want)
	}
	for _, list := range []predictions{nil, {hit(0.5)}, {miss(0.5), miss(0.1)}} {
		if got, ok := report.AUC(list); ok {
			t.Errorf("AUC(%v) = %v, want undefined", list, got)
		}
	}
}

func TestCalibrationByHand(t *testing.T) {
	bins := report.Calibration(predictions{hit(0.95), hit(1), miss(0.91), miss(0.25), hit(0.2), miss(0)})
	if len(bins) != 10 {
		t.Fatalf("%d bins", len(bins))
	}
	top, low := bins[9], bins[2]
	if top.N != 3 || low.N != 2 || bins[0].N != 1 || bins[5].N != 0 {
		t.Errorf("bins = %+v", bins)
	}
	alike(t, "predicted on top", top.Predicted, (0.95+1+0.91)/3)
	alike(t, "recalled on top", top.Recalled, 2.0/3)
	alike(t, "recalled below", low.Recalled, 0.5)
	d1, d2 := top.Predicted-top.Recalled, low.Predicted-low.Recalled
	alike(t, "calibration error", report.CalibrationError(bins), math.Sqrt((3*d1*d1+2*d2*d2)/6))
	alike(t, "calibration error of nothing", report.CalibrationError(nil), 0)
}

func TestAForecastOfFewResponsesHasNoFigures(t *testing.T) {
	list := make(predictions, report.MinPredictions-1)
	if got := report.Forecasted(list); got.Figures != nil || got.N != len(list) {
		t.Errorf("Forecasted(%d) = %+v", len(list), got)
	}
	list = append(list, scheduler.Prediction{Recall: 0.5, Recalled: true})
	got := report.Forecasted(list)
	if got.Figures == nil || got.Figures.AUC == nil || *got.Figures.AUC != 1 {
		t.Errorf("Forecasted(%d) = %+v", len(list), got)
	}
	if len(got.Figures.Calibration) != 0 {
		t.Errorf("tenths of fewer than ten are listed: %+v", got.Figures.Calibration)
	}
	list = append(list, miss(0.02))
	if got := report.Forecasted(list).Figures.Calibration; len(got) != 1 || got[0].N != 10 || got[0].To != 0.1 {
		t.Errorf("the tenth of ten responses is listed as %+v", got)
	}
}

// TestForecastLaws: AUC knows only the order; calibration and loss are bounded;
// the means over the bins are the means over all.
func TestForecastLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list, squared, turned predictions
		mean, share := 0.0, 0.0
		n := rapid.IntRange(10, 60).Draw(t, "n")
		for range n {
			p := scheduler.Prediction{Recall: float64(rapid.IntRange(0, 20).Draw(t, "recall")) / 20, Recalled: rapid.Bool().Draw(t, "recalled")}
			list = append(list, p)
			squared = append(squared, scheduler.Prediction{Recall: p.Recall * p.Recall, Recalled: p.Recalled})
			turned = append(turned, scheduler.Prediction{Recall: 1 - p.Recall, Recalled: p.Recalled})
			mean += p.Recall / float64(n)
			if p.Recalled {
				share += 1 / float64(n)
			}
		}
		auc, ok := report.AUC(list)
		same, _ := report.AUC(squared)
		other, _ := report.AUC(turned)
		if ok && (math.Abs(auc-same) > 1e-12 || math.Abs(auc+other-1) > 1e-12) {
			t.Errorf("AUC %v, of the squares %v, turned round %v", auc, same, other)
		}
		figures := report.Forecasted(list).Figures
		if !(figures.CalibrationError >= 0 && figures.CalibrationError <= 1 && figures.LogLoss >= 0) {
			t.Errorf("figures = %+v", figures)
		}
		if math.Abs(figures.Predicted-mean) > 1e-9 || math.Abs(figures.Recalled-share) > 1e-9 {
			t.Errorf("means %v and %v, want %v and %v", figures.Predicted, figures.Recalled, mean, share)
		}
	})
}
