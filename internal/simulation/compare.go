package simulation

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"drill/internal/deck"
)

// Score is what a learner knew over the second half of a simulation, as means over its
// days and over all cards, seen or not.
type Score struct {
	Known   float64 `json:"known"` // recall; 0 for cards that were never seen
	Above80 float64 `json:"above_80"`
	Above90 float64 `json:"above_90"`
	Minutes float64 `json:"minutes"` // that a day took
}

// ScoreOf gives the score of the days of a learner with so many cards.
func ScoreOf(days []Day, cards int) Score {
	var s Score
	late := days[len(days)/2:]
	for _, day := range late {
		s.Known += day.Known
		s.Above80 += float64(day.Above80)
		s.Above90 += float64(day.Above90)
		s.Minutes += day.Seconds / 60
	}
	over := float64(len(late)*cards) + 1e-300
	return Score{s.Known / over, s.Above80 / over, s.Above90 / over, s.Minutes / max(float64(len(late)), 1)}
}

// Over gives the score in relation to another; 0 in place of what would divide by 0.
func (s Score) Over(other Score) Score {
	return Score{ratio(s.Known, other.Known), ratio(s.Above80, other.Above80), ratio(s.Above90, other.Above90), ratio(s.Minutes, other.Minutes)}
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Spread is the mean of a figure over learners, the least and the greatest.
type Spread struct {
	Mean  float64 `json:"mean"`
	Least float64 `json:"least"`
	Most  float64 `json:"most"`
}

// SpreadOf takes a figure of each of some values.
func SpreadOf[T any](values []T, figure func(T) float64) Spread {
	if len(values) == 0 {
		return Spread{}
	}
	s := Spread{Least: math.Inf(1), Most: math.Inf(-1)}
	for _, value := range values {
		x := figure(value)
		s.Mean += x / float64(len(values))
		s.Least, s.Most = min(s.Least, x), max(s.Most, x)
	}
	return s
}

// Each runs simulations side by side on as many processors as there are, and gives their
// days in the same order, whatever ends first. done is told after each, one at a time.
func Each(ctx context.Context, all []Settings, done func()) ([][]Day, error) {
	days := make([][]Day, len(all))
	errs := make([]error, len(all))
	var next int
	var lock sync.Mutex
	take := func() (int, bool) {
		lock.Lock()
		defer lock.Unlock()
		next++
		return next - 1, next <= len(all) && ctx.Err() == nil
	}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				days[i], errs[i] = Run(all[i])
				lock.Lock()
				done()
				lock.Unlock()
			}
		})
	}
	workers.Wait()
	failed := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if failed >= 0 {
		return nil, errs[failed]
	}
	return days, cmp.Or(ctx.Err(), nil)
}

// Plain makes cards without siblings, of a type.
func Plain(n int, kind deck.Type) []Card {
	cards := make([]Card, n)
	for i := range cards {
		cards[i] = Card{deck.Listed{Deck: "plain", ID: fmt.Sprintf("q%d#ask", i+1)}, kind}
	}
	return cards
}
