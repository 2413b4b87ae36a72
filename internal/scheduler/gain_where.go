package scheduler

import (
	"math"
)

// Finding the cards that are worth most among very many: most of them are known too well,
// or not well enough, for a review to be worth much. Where says which these are, in terms
// that a database can compare quickly.

// Region is a part of all memories: what lies within it has a stability, a difficulty and
// days since the last response between these, the ends included.
type Region struct {
	Stability  [2]float64
	Difficulty [2]float64
	Days       [2]float64
	// Lateness is how many days have passed for each day of stability.
	Lateness [2]float64
}

// Has reports whether a memory lies within the region on a study day.
func (r *Region) Has(memory Memory, day Day) bool {
	days := float64(day - memory.Last)
	return within(memory.Stability, r.Stability) && within(memory.Difficulty, r.Difficulty) &&
		within(days, r.Days) && within(days/memory.Stability, r.Lateness)
}

func within(x float64, ends [2]float64) bool { return ends[0] <= x && x <= ends[1] }

// The steps in which memories are looked through, as factors, and how much more than at a
// step a memory between steps may be worth.
const (
	stabilityStep = 1.3
	daysStep      = 1.25
	betweenSteps  = 1.1
)

// difficulties are the lower ends of the regions. An easier card is worth more than one
// that is otherwise the same, so that the lower end says what a region may hold.
var difficulties = []float64{1, 3, 4.5, 6, 8}

// Where gives regions outside of which no memory is worth more than some value, which is
// above 0.
func (v *Valuer) Where(worth float64) []Region {
	var regions []Region
	for i, steps := range v.steps() {
		region := Region{Difficulty: [2]float64{difficulties[i], maxDifficulty}}
		if i+1 < len(difficulties) {
			region.Difficulty[1] = difficulties[i+1]
		}
		if region.widen(steps, worth/betweenSteps) {
			regions = append(regions, region)
		}
	}
	return regions
}

// step is a memory at the lower end of a region of difficulties, with what it is worth.
type step struct{ stability, days, worth float64 }

// lookThrough values memories in steps, for each region of difficulties, those that are
// worth anything.
func (v *Valuer) lookThrough() [][]step {
	all := make([][]step, len(difficulties))
	for i, difficulty := range difficulties {
		for days := 1.0; days <= float64(MaxInterval); days = math.Ceil(days * daysStep) {
			for stability := minStability; stability <= maxStability; stability *= stabilityStep {
				worth := v.Worth(Memory{Stability: stability, Difficulty: difficulty}, Day(days))
				if worth > 0 {
					all[i] = append(all[i], step{stability, days, worth})
				}
			}
		}
	}
	return all
}

// widen makes a region hold all that may be worth more than some value, and reports
// whether there is anything.
func (r *Region) widen(steps []step, worth float64) bool {
	none := [2]float64{math.Inf(1), math.Inf(-1)}
	r.Stability, r.Days, r.Lateness = none, none, none
	for _, s := range steps {
		if s.worth > worth {
			late := s.days / s.stability
			hold(&r.Stability, s.stability/stabilityStep, s.stability*stabilityStep)
			hold(&r.Days, math.Floor(s.days/daysStep), math.Ceil(s.days*daysStep))
			hold(&r.Lateness, late/(stabilityStep*daysStep), late*(stabilityStep*daysStep))
		}
	}
	return r.Days[0] <= r.Days[1]
}

func hold(ends *[2]float64, from, to float64) {
	ends[0], ends[1] = min(ends[0], from), max(ends[1], to)
}
