package grading

import (
	"cmp"
	"fmt"
	"slices"
)

// Bands: a score in levels.
//
// Some questions are marked in levels ("full", "partly", "none") and not in
// hundredths. A band says from which share of the points its score is given; the
// highest band that the share reaches counts, and below the lowest the score
// is 0. What holds a score down (a required criterion that is missing, say) holds
// the level down: of the bands, the highest that is not above it counts. So 0.59
// never becomes a pass.

// Band is one level of a score.
type Band struct {
	// From is the least share of the points that reaches the band, 0 to 1.
	From float64 `json:"from"`
	// Score is what the response scores then, 0 to 1.
	Score float64 `json:"score"`
	// Name is what the level is called; empty means full, partly or none, by
	// the score.
	Name string `json:"name,omitempty"`
}

const maxBands = 20

// name is the band's name, or the usual one of its score.
func (b Band) name() string {
	switch {
	case b.Name != "":
		return b.Name
	case b.Score >= 1:
		return "full"
	case b.Score <= 0:
		return "none"
	}
	return "partly"
}

// bands checks the bands and gives them from the highest down.
func (c *compiler) bands() []Band {
	if len(c.spec.Bands) == 0 {
		return nil
	}
	if n := len(c.spec.Bands); n > maxBands {
		c.problem("bands", fmt.Sprintf("there are %d bands", n), fmt.Sprintf("write at most %d levels", maxBands))
		return nil
	}
	told := len(c.problems)
	for i, b := range c.spec.Bands {
		path := fmt.Sprintf("bands[%d]", i)
		switch {
		case !(b.From >= 0 && b.From <= 1):
			c.problem(path+".from", fmt.Sprintf("the band begins at %v", b.From), "give a share of the points from 0 to 1")
		case !(b.Score >= 0 && b.Score <= 1):
			c.problem(path+".score", fmt.Sprintf("the band's score is %v", b.Score), "give a score from 0 to 1")
		case b.From == 0 && b.Score > 0:
			c.problem(path+".score", "a response that meets nothing would score", "let the band from 0 score 0, or begin it higher")
		}
		for _, earlier := range c.spec.Bands[:i] {
			switch above := b.From > earlier.From; {
			case b.From == earlier.From:
				c.problem(path+".from", fmt.Sprintf("another band begins at %v too", b.From), "give each band its own beginning")
			case above && b.Score < earlier.Score || !above && b.Score > earlier.Score:
				c.problem(path+".score", fmt.Sprintf("more points would score less: compare the band from %v", earlier.From), "let a higher band never score less")
			}
		}
	}
	sorted := slices.SortedFunc(slices.Values(c.spec.Bands), func(a, b Band) int { return cmp.Compare(b.From, a.From) })
	if told == len(c.problems) && sorted[0].Score < 1 {
		c.problem("bands", "no band gives full marks", "let the highest band score 1")
	}
	return sorted
}

// level is the score of the highest band that a share of the points reaches and
// that does not score above limit. Without bands it is the share itself.
func (r *Rubric) level(m *Mark, share, limit float64) float64 {
	if r.bands == nil {
		return share
	}
	reached := Band{}
	for _, b := range r.bands {
		if share >= b.From-slack && b.Score <= limit+slack {
			reached = b
			break
		}
	}
	m.reason(reasonLevel(reached.name(), share, reached.Score))
	return reached.Score
}
