package report

import (
	"cmp"
	"math"
	"slices"

	"drill/internal/scheduler"
)

// How well recall was predicted.
//
// Three things can be asked of a forecast. Is it near what happened, all in all:
// the log loss. Does it tell the cards that will be remembered from those that
// will not: the AUC. Does 80% mean 80%: the calibration. A forecast that gives
// every card the average is calibrated and tells nothing apart; one that orders
// cards rightly may still promise too much. So all three are shown.

// MinPredictions is how many predictions it takes before one of these is said in
// a figure.
const MinPredictions = 10

// LogLoss is the mean loss of predictions (scheduler.Prediction.Loss), in nats;
// 0 without any.
func LogLoss(predictions []scheduler.Prediction) float64 {
	if len(predictions) == 0 {
		return 0
	}
	sum := 0.0
	for _, p := range predictions {
		sum += p.Loss()
	}
	return sum / float64(len(predictions))
}

// AUC is the probability that of two responses, one remembered and one not, the
// remembered one was given the higher recall; one half where both were given the
// same. That is the area under the receiver operating characteristic (Hanley and
// McNeil, Radiology 143, 1982), by the ranks of Mann and Whitney. It is false
// where all or none were remembered.
func AUC(predictions []scheduler.Prediction) (float64, bool) {
	sorted := slices.Clone(predictions)
	slices.SortFunc(sorted, func(a, b scheduler.Prediction) int { return cmp.Compare(a.Recall, b.Recall) })
	remembered, ranks := 0, 0.0
	for i := 0; i < len(sorted); {
		same := i
		hits := 0
		for ; same < len(sorted) && sorted[same].Recall == sorted[i].Recall; same++ {
			if sorted[same].Recalled {
				hits++
			}
		}
		rank := float64(i+same+1) / 2 // the mean rank of those alike, from 1
		ranks += rank * float64(hits)
		remembered += hits
		i = same
	}
	n, forgotten := float64(remembered), float64(len(sorted)-remembered)
	if n == 0 || forgotten == 0 {
		return 0, false
	}
	return (ranks - n*(n+1)/2) / (n * forgotten), true
}

// calibrationBins are tenths of the recall that was predicted.
const calibrationBins = 10

// CalibrationBin compares what was predicted with what happened, over the
// predictions from From up to To.
type CalibrationBin struct {
	From      float64 `json:"from"`
	To        float64 `json:"to"` // not included, but for the last one
	N         int     `json:"n"`
	Predicted float64 `json:"predicted"` // the mean
	Recalled  float64 `json:"recalled"`  // the share
}

// Calibration sorts predictions into tenths, the lowest first. Those without a
// prediction are there, with zeros.
func Calibration(predictions []scheduler.Prediction) []CalibrationBin {
	bins := make([]CalibrationBin, calibrationBins)
	for i := range bins {
		bins[i].From, bins[i].To = float64(i)/calibrationBins, float64(i+1)/calibrationBins
	}
	for _, p := range predictions {
		bin := &bins[min(max(int(p.Recall*calibrationBins), 0), calibrationBins-1)]
		bin.N++
		bin.Predicted += p.Recall
		if p.Recalled {
			bin.Recalled++
		}
	}
	for i := range bins {
		if n := float64(bins[i].N); n > 0 {
			bins[i].Predicted /= n
			bins[i].Recalled /= n
		}
	}
	return bins
}

// CalibrationError is the root of the mean squared difference between what was
// predicted and what happened, over the bins of a calibration by their size: 0
// is right throughout, and 0.1 is ten percentage points off.
func CalibrationError(bins []CalibrationBin) float64 {
	n, sum := 0, 0.0
	for _, bin := range bins {
		n += bin.N
		sum += float64(bin.N) * (bin.Predicted - bin.Recalled) * (bin.Predicted - bin.Recalled)
	}
	if n == 0 {
		return 0
	}
	return math.Sqrt(sum / float64(n))
}

// Forecast says how well recall was predicted.
type Forecast struct {
	N int `json:"n"`
	// Figures are nil below MinPredictions.
	Figures *ForecastFigures `json:"figures"`
}

// ForecastFigures are the figures of a forecast.
type ForecastFigures struct {
	LogLoss          float64          `json:"log_loss"`
	AUC              *float64         `json:"auc"` // nil where it is undefined
	CalibrationError float64          `json:"calibration_error"`
	Calibration      []CalibrationBin `json:"calibration"` // the tenths of at least MinPredictions
	Predicted        float64          `json:"predicted"`   // the mean
	Recalled         float64          `json:"recalled"`    // the share
}

// Forecasted judges predictions.
func Forecasted(predictions []scheduler.Prediction) Forecast {
	forecast := Forecast{N: len(predictions)}
	if forecast.N < MinPredictions {
		return forecast
	}
	bins := Calibration(predictions)
	figures := ForecastFigures{
		LogLoss: LogLoss(predictions), AUC: defined(AUC(predictions)),
		Calibration: []CalibrationBin{}, CalibrationError: CalibrationError(bins),
	}
	for _, bin := range bins {
		if bin.N >= MinPredictions {
			figures.Calibration = append(figures.Calibration, bin)
		}
		share := float64(bin.N) / float64(forecast.N)
		figures.Predicted += share * bin.Predicted
		figures.Recalled += share * bin.Recalled
	}
	forecast.Figures = &figures
	return forecast
}
