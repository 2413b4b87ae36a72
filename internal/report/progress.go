package report

import (
	"drill/internal/scheduler"
	"drill/internal/session"
)

// Progress is how a learner stands with some cards.
type Progress struct {
	Cards   CardCounts  `json:"cards"`
	Reviews int         `json:"reviews"` // responses that moved a schedule
	Drills  int         `json:"drills"`  // further ones on the same study day
	Recall  Recall      `json:"recall"`
	Kept    []Retention `json:"retention"`
	// Model and SM2 are how well recall was predicted, over all reviews.
	Model Forecast `json:"memory_model"`
	SM2   Forecast `json:"sm2"`
}

// CardCounts are cards in use, by how far they are. Each is in one of the first
// four.
type CardCounts struct {
	New       int `json:"new"`       // never studied, or reset
	Learning  int `json:"learning"`  // not passed twice in a row since the first response or the last fail
	Young     int `json:"young"`     // an interval below MatureInterval
	Mature    int `json:"mature"`    // MatureInterval or more
	Suspended int `json:"suspended"` // of any of these
}

// MatureInterval is the interval, in days, from which a card counts as mature: the
// one that Anki uses, so that figures can be compared.
const MatureInterval scheduler.Interval = 21

// Recall is what the memory model expects of a learner now, over all cards in use
// that were studied.
type Recall struct {
	Cards int `json:"cards"`
	// Figures are nil below MinPredictions cards.
	Figures *RecallFigures `json:"figures"`
}

// RecallFigures are the figures of a recall.
type RecallFigures struct {
	Mean    float64 `json:"mean"`     // 0 to 1
	Above90 int     `json:"above_90"` // cards with a recall over 0.9
	Above80 int     `json:"above_80"`
}

// Retention is the share of responses that remembered, among those that test
// memory (scheduler.Review.Tests), over the last study days.
type Retention struct {
	Days     int      `json:"days"` // today and before
	N        int      `json:"n"`
	Recalled int      `json:"recalled"`
	Share    *float64 `json:"share"` // nil below MinPredictions
}

// retentionDays are the spans for which retention is said: today, a week, a month
// and a year.
var retentionDays = []int{1, 7, 30, 365}

// ProgressOf says how a learner stands on a study day. states are those of the
// cards in use; fresh is how many cards in use have no state; past is what is to be
// judged, also of cards no longer in use; model is the memory model as it holds
// for the learner.
func ProgressOf(today scheduler.Day, states map[string]session.CardState, fresh int, past session.Past, model *scheduler.Model) Progress {
	p := Progress{
		Cards:  countCards(states, fresh),
		Recall: recallOf(today, states, past, model),
		Kept:   retention(today, past.Reviews),
		Model:  Forecasted(model.Predict(past.Reviews)),
		SM2:    Forecasted(scheduler.PredictSM2(past.Reviews)),
	}
	for _, review := range past.Reviews {
		if review.Drill {
			p.Drills++
		} else {
			p.Reviews++
		}
	}
	return p
}

func countCards(states map[string]session.CardState, fresh int) CardCounts {
	counts := CardCounts{New: fresh}
	for _, state := range states {
		switch {
		case state.New():
			counts.New++
		case state.Repetitions < 2:
			counts.Learning++
		case state.Interval < MatureInterval:
			counts.Young++
		default:
			counts.Mature++
		}
		if state.Suspended {
			counts.Suspended++
		}
	}
	return counts
}

func recallOf(today scheduler.Day, states map[string]session.CardState, past session.Past, model *scheduler.Model) Recall {
	var recall Recall
	var figures RecallFigures
	for place, memory := range model.Memories(past.Reviews) {
		if state, inUse := states[past.Cards[place]]; !inUse || state.New() {
			continue
		}
		expected := model.Recall(memory, today)
		recall.Cards++
		figures.Mean += expected
		if expected > 0.9 {
			figures.Above90++
		}
		if expected > 0.8 {
			figures.Above80++
		}
	}
	if recall.Cards >= MinPredictions {
		figures.Mean /= float64(recall.Cards)
		recall.Figures = &figures
	}
	return recall
}

func retention(today scheduler.Day, reviews []scheduler.Review) []Retention {
	kept := make([]Retention, len(retentionDays))
	for i, days := range retentionDays {
		kept[i].Days = days
		for _, review := range reviews {
			if !review.Tests() || review.Day > today || int(today-review.Day) >= days {
				continue
			}
			kept[i].N++
			if review.Rating.Recalled() {
				kept[i].Recalled++
			}
		}
		if kept[i].N >= MinPredictions {
			share := float64(kept[i].Recalled) / float64(kept[i].N)
			kept[i].Share = &share
		}
	}
	return kept
}
