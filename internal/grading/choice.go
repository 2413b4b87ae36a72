package grading

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
)

// ChoiceSpec is a question with choices as its author wrote it.
type ChoiceSpec struct {
	Right, Wrong []string
	Points       float64
	// Credit is the share of the score that picking a choice earns, by its
	// text, from -1 to 1. Without one a right choice earns its part of 1, and a
	// wrong one loses as much. The credits of the right choices add up to 1.
	Credit map[string]float64
	// One says that a single choice is picked, so that nobody gathers the
	// credits of several. It makes no difference where there is no Credit.
	One bool
}

// ChoiceKey marks what a learner picked from a list. It is immutable and safe
// for concurrent use.
type ChoiceKey struct {
	spec       ChoiceSpec
	options    names     // the right choices, and after them the wrong ones
	shares     []float64 // of the score, by option
	text, hash string
}

const (
	reasonNoChoice = "not one of the choices"
	reasonSeveral  = "more than one choice was picked"
)

// creditSlack is how far the credits of the right choices may be from 1: thirds
// are written 0.33.
const creditSlack = 0.01

// NewChoiceKey makes the key of a question with choices. Without credits, one
// right option gives a score of 1 or 0; several give right picks less wrong
// picks, divided by the number of right ones, never below 0. The error is
// Problems: no right option, an option that is empty, holds a line break or
// occurs twice, points not above 0, a credit that cannot be.
func NewChoiceKey(spec ChoiceSpec) (*ChoiceKey, error) {
	spec.Right, spec.Wrong, spec.Credit = slices.Clone(spec.Right), slices.Clone(spec.Wrong), maps.Clone(spec.Credit)
	k := &ChoiceKey{spec: spec, options: make(names, len(spec.Right)+len(spec.Wrong))}
	var problems Problems
	if len(spec.Right) == 0 {
		problems = append(problems, Problem{"right", "there is no right choice", "give at least one"})
	}
	problems = append(problems, pointsProblem(spec.Points)...)
	for i, text := range spec.Right {
		problems = append(problems, k.options.add("right["+strconv.Itoa(i)+"]", "choice", text, i)...)
	}
	for i, text := range spec.Wrong {
		problems = append(problems, k.options.add("wrong["+strconv.Itoa(i)+"]", "choice", text, len(spec.Right)+i)...)
	}
	if len(problems) == 0 {
		problems = k.share()
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return k, k.seal()
}

// share says what each option is worth.
func (k *ChoiceKey) share() Problems {
	part := 1 / float64(len(k.spec.Right))
	for range k.spec.Right {
		k.shares = append(k.shares, part)
	}
	for range k.spec.Wrong {
		k.shares = append(k.shares, -part)
	}
	var problems Problems
	for _, text := range slices.Sorted(maps.Keys(k.spec.Credit)) {
		problems = append(problems, k.credit(text, k.spec.Credit[text])...)
	}
	if len(problems) > 0 || len(k.spec.Credit) == 0 {
		return problems
	}
	rights := k.shares[:len(k.spec.Right)]
	sum := 0.0
	for _, share := range rights {
		sum += share
	}
	if math.Abs(sum-1) > creditSlack+slack {
		return Problems{{"credit", fmt.Sprintf("the credits of the right choices add up to %.4g", sum), "make them add up to 1"}}
	}
	for i := range rights {
		rights[i] /= sum
	}
	return nil
}

// credit takes in what an author says that an option is worth.
func (k *ChoiceKey) credit(text string, share float64) Problems {
	path := fmt.Sprintf("credit[%q]", text)
	i, ok := k.options.find(text)
	right := ok && i < len(k.spec.Right)
	switch {
	case !ok:
		return Problems{{path, fmt.Sprintf("%q is not one of the choices", text), "write it as the choice is written"}}
	case math.IsNaN(share) || share < -1 || share > 1:
		return Problems{{path, fmt.Sprintf("the credit is %v", share), "give a number from -1 to 1"}}
	case right && share <= 0:
		return Problems{{path, fmt.Sprintf("the credit of the right choice %q is %v", text, share), "give a number above 0"}}
	case !right && share == 1:
		return Problems{{path, fmt.Sprintf("the wrong choice %q has the credit of a right one", text), "give a number below 1, or make it a right choice"}}
	}
	k.shares[i] = share
	return nil
}

func (k *ChoiceKey) seal() (err error) {
	k.text, k.hash, err = sealed(struct {
		Right  []string           `json:"right"`
		Wrong  []string           `json:"wrong"`
		Points float64            `json:"points"`
		Credit map[string]float64 `json:"credit,omitempty"`
		One    bool               `json:"one,omitempty"`
	}{k.spec.Right, k.spec.Wrong, k.spec.Points, k.spec.Credit, k.spec.One && len(k.spec.Credit) > 0})
	return err
}

// Text returns the key as canonical JSON.
func (k *ChoiceKey) Text() string { return k.text }

// Hash returns the SHA-256 of Text, in hexadecimal.
func (k *ChoiceKey) Hash() string { return k.hash }

// Mark marks the picked choices, one to a line. Each right choice is a
// criterion ("right-1", in the order given), hit or missed; each wrong one that
// was picked is a reject ("wrong-1"), with the effect part where it earns
// something. A line that is no choice counts as a wrong pick.
func (k *ChoiceKey) Mark(response string) Mark {
	m, response := begin(response, k.spec.Points, k.hash)
	m.Criteria = make([]CriterionResult, len(k.spec.Right))
	for i, text := range k.spec.Right {
		m.Criteria[i] = CriterionResult{ID: fmt.Sprintf("right-%d", i+1), Outcome: OutcomeMissed, MaxPoints: k.spec.Points * k.shares[i], Wanted: text}
	}
	m.settle(k.score(&m, k.markLines(&m, response)))
	return m
}

// picks are the options of a response, and how many of its lines are none.
type picks struct {
	options map[int]bool
	unknown int
}

// markLines fills in the criteria and rejects.
func (k *ChoiceKey) markLines(m *Mark, response string) picks {
	p := picks{options: make(map[int]bool)}
	for span := range givenLines(response) {
		i, ok := k.options.find(span.Text)
		switch {
		case !ok:
			m.reason(reasonNoChoice)
			p.unknown++
		case !p.options[i]:
			p.options[i] = true
			k.markPick(m, i, span)
		}
	}
	return p
}

// score adds up what was picked, in the order of the options, so that the order
// of the picks cannot change the last digit.
func (k *ChoiceKey) score(m *Mark, p picks) float64 {
	score := 0.0
	for i, share := range k.shares {
		if p.options[i] {
			score += share
		}
	}
	score -= float64(p.unknown) / float64(len(k.spec.Right))
	if k.spec.One && len(p.options) > 1 && score > 0 {
		m.reason(reasonSeveral)
		return 0
	}
	return score
}

// markPick enters one picked option.
func (k *ChoiceKey) markPick(m *Mark, i int, span Span) {
	if i < len(k.spec.Right) {
		result := &m.Criteria[i]
		span.Keyword, result.Wanted = result.Wanted, ""
		result.Outcome, result.Points, result.Evidence = OutcomeHit, result.MaxPoints, []Span{span}
		return
	}
	wrong := i - len(k.spec.Right)
	span.Keyword = k.spec.Wrong[wrong]
	effect := EffectMinus
	if k.shares[i] > 0 {
		effect = EffectPart
	}
	m.Rejects = append(m.Rejects, RejectResult{ID: fmt.Sprintf("wrong-%d", wrong+1), Effect: effect, Evidence: []Span{span}})
}
