package scheduler

import "math"

// Finding the cards that are worth most among very many: most of them are known too well,
// or not well enough, for a review to be worth much. Where says which these are, in terms
// that a database can compare quickly.

// Region is a part of all memories: what lies within it has a stability and a difficulty
// from the first number up to the second, that one left out, and days since the last
// response from the first to the second. Regions share no memory.
type Region struct {
	Stability  [2]float64
	Difficulty [2]float64
	Days       [2]float64
}

// Has reports whether a memory lies within the region on a study day.
func (r *Region) Has(memory Memory, day Day) bool {
	days := float64(day - memory.Last)
	return r.Stability[0] <= memory.Stability && memory.Stability < r.Stability[1] &&
		r.Difficulty[0] <= memory.Difficulty && memory.Difficulty < r.Difficulty[1] &&
		r.Days[0] <= days && days <= r.Days[1]
}

// The steps in which memories are looked through, and how much more than at the corners of
// a step a memory within it may be worth.
const (
	stabilitySteps = 72
	difficultyStep = 1
	daysStep       = 1.15
	betweenSteps   = 1.03
)

// grid is what memories at the corners of the steps are worth.
type grid struct {
	stabilities, difficulties, days []float64 // ends of the steps
	worth                           []float64 // by difficulty, stability and days
}

func (g *grid) at(difficulty, stability int) []float64 {
	from := (difficulty*len(g.stabilities) + stability) * len(g.days)
	return g.worth[from : from+len(g.days)]
}

func (v *Valuer) newGrid() *grid {
	g := &grid{}
	ratio := math.Log(maxStability/minStability) / stabilitySteps
	for i := range stabilitySteps + 1 {
		g.stabilities = append(g.stabilities, minStability*math.Exp(ratio*float64(i)))
	}
	for d := float64(minDifficulty); d < maxDifficulty; d += difficultyStep {
		g.difficulties = append(g.difficulties, d)
	}
	for days := 1.0; days < float64(MaxInterval); days = math.Ceil(days * daysStep) {
		g.days = append(g.days, days)
	}
	for _, difficulty := range g.difficulties {
		for _, stability := range g.stabilities {
			for _, days := range g.days {
				g.worth = append(g.worth, v.Worth(Memory{Stability: stability, Difficulty: difficulty}, Day(days)))
			}
		}
	}
	return g
}

// Where gives regions outside of which no memory is worth more than some value, which is
// above 0, in the order of their stabilities and then of their difficulties. It holds for
// cards that were answered within the last hundred years.
func (v *Valuer) Where(worth float64) []Region {
	var regions []Region
	g := v.grid()
	for s := range g.stabilities[1:] {
		for d := range g.difficulties {
			if region, some := g.region(s, d, worth/betweenSteps); some {
				regions = append(regions, region)
			}
		}
	}
	return regions
}

// region is the part of a step that may be worth more than some value; false when none
// is. An easier card is worth more than one that is otherwise the same, so that the lower
// end of a step's difficulties says what it may hold.
func (g *grid) region(s, d int, worth float64) (Region, bool) {
	low, high := g.at(d, s), g.at(d, s+1)
	first, last := -1, -1
	for i := range g.days {
		if low[i] > worth || high[i] > worth {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return Region{}, false
	}
	region := Region{
		Stability:  [2]float64{g.stabilities[s], g.stabilities[s+1]},
		Difficulty: [2]float64{g.difficulties[d], g.difficulties[d] + difficultyStep},
		Days:       [2]float64{g.days[max(first-1, 0)], math.Inf(1)},
	}
	if last+1 < len(g.days) {
		region.Days[1] = g.days[last+1]
	}
	if s == 0 {
		region.Stability[0] = 0
	}
	if s+2 == len(g.stabilities) {
		region.Stability[1] = math.Inf(1)
	}
	if d+1 == len(g.difficulties) {
		region.Difficulty[1] = math.Inf(1)
	}
	return region, true
}
