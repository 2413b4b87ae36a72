package grading

import (
	"fmt"
	"slices"
)

// An order is marked by the longest run of items that stand in the right order,
// whatever stands between them: the longest common subsequence of what was given
// and what is right. One item that slipped to a wrong place costs one step, and
// not the place of every item after it. The score is (run - 1) / (items - 1),
// since any one item is in order by itself: a reversed order gives 0, and of a,
// b, c, d the response a, c, b, d gives 2/3.

// OrderKey marks items that a learner put in order. It is immutable and safe
// for concurrent use.
type OrderKey struct {
	items      []string
	points     float64
	places     names
	text, hash string
}

// maxListed is how many items or texts of a side a question can have: as many
// as there are letters to name them by.
const maxListed = 26

const (
	reasonNoItem    = "not one of the items"
	reasonItemTwice = "an item was given twice; its first place counts"
)

// NewOrderKey makes the key of a question whose items, given here in the right
// order, are to be put in order. The error is Problems: fewer than 2 items or
// more than 26, an item that is empty, holds a line break or occurs twice,
// points not above 0.
func NewOrderKey(items []string, points float64) (*OrderKey, error) {
	k := &OrderKey{items: slices.Clone(items), points: points, places: make(names)}
	problems := pointsProblem(points)
	if len(items) < 2 || len(items) > maxListed {
		problems = append(problems, Problem{"items", fmt.Sprintf("the number of items is %d", len(items)), fmt.Sprintf("give from 2 to %d", maxListed)})
	}
	for i, text := range items {
		problems = append(problems, k.places.add(fmt.Sprintf("items[%d]", i), "item", text, i)...)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return k, k.seal()
}

func (k *OrderKey) seal() (err error) {
	k.text, k.hash, err = sealed(struct {
		Order  []string `json:"order"`
		Points float64  `json:"points"`
	}{k.items, k.points})
	return err
}

// Text returns the key as canonical JSON.
func (k *OrderKey) Text() string { return k.text }

// Hash returns the SHA-256 of Text, in hexadecimal.
func (k *OrderKey) Hash() string { return k.hash }

// Mark marks items in the order given, one to a line. Each is a criterion
// ("item-1", in the right order), hit when it belongs to the longest run that
// is in order; of several such runs, the one whose items come first in the
// response. The items of the run share its points.
func (k *OrderKey) Mark(response string) Mark {
	m, response := begin(response, k.points, k.hash)
	m.Criteria = make([]CriterionResult, len(k.items))
	for i, text := range k.items {
		m.Criteria[i] = CriterionResult{ID: fmt.Sprintf("item-%d", i+1), Outcome: OutcomeMissed, MaxPoints: k.points / float64(len(k.items)), Wanted: text}
	}
	given := k.given(&m, response)
	run := longestRun(given)
	if len(run) < 2 {
		m.settle(0)
		return m
	}
	m.settle(float64(len(run)-1) / float64(len(k.items)-1))
	for _, at := range run {
		result := &m.Criteria[given[at].place]
		span := given[at].span
		span.Keyword, result.Wanted = result.Wanted, ""
		result.Outcome, result.Points, result.Evidence = OutcomeHit, m.Points/float64(len(run)), []Span{span}
	}
	return m
}

// placed is an item of a response: its place in the right order, and where it
// was given.
type placed struct {
	place int
	span  Span
}

// given reads the items of a response, each once.
func (k *OrderKey) given(m *Mark, response string) []placed {
	var given []placed
	for span := range givenLines(response) {
		place, ok := k.places.find(span.Text)
		switch {
		case !ok:
			m.reason(reasonNoItem)
		case slices.ContainsFunc(given, func(p placed) bool { return p.place == place }):
			m.reason(reasonItemTwice)
		default:
			given = append(given, placed{place, span})
		}
	}
	return given
}

// longestRun gives the indexes of the longest increasing run of places, the
// earliest where there are several. There are at most 26 places, so comparing
// each with each is fine.
func longestRun(given []placed) []int {
	length := make([]int, len(given)) // of the longest run that begins here
	longest := 0
	for i := len(given) - 1; i >= 0; i-- {
		length[i] = 1
		for j := i + 1; j < len(given); j++ {
			if given[j].place > given[i].place {
				length[i] = max(length[i], length[j]+1)
			}
		}
		longest = max(longest, length[i])
	}
	var run []int
	for i := range given {
		follows := len(run) == 0 || given[i].place > given[run[len(run)-1]].place
		if length[i] == longest-len(run) && follows {
			run = append(run, i)
		}
	}
	return run
}
