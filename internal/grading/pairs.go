package grading

import (
	"fmt"
	"slices"
	"strings"
)

// MatchPair is two texts that belong together.
type MatchPair struct {
	Left  string `json:"left"`
	Right string `json:"right"`
}

// line is the pair as a response gives it.
func (p MatchPair) line() string { return p.Left + " = " + p.Right }

// MatchKey marks which texts a learner has put together. It is immutable and
// safe for concurrent use.
type MatchKey struct {
	pairs      []MatchPair
	wrong      []string
	points     float64
	lefts      names
	rights     names
	belongs    []int // by pair, the place of its right
	signs      []int // how many "=" the lefts hold, each number once, from the most
	text, hash string
}

const (
	reasonNoPair  = "a line is not one of the texts on the left, \"=\", and one of those on the right"
	reasonTwoSame = "a text on the left was given two partners, and counts as not given"
)

// NewMatchKey makes the key of a question whose pairs are to be found. Several
// pairs may have the same right; wrong are further texts on the right that
// belong to nothing. The error is Problems: fewer than 2 pairs or more than 26
// texts of a side, a text that is empty or holds a line break, a left or wrong
// text that occurs twice, a pair that reads as another one when it is written as
// a line, points not above 0.
func NewMatchKey(pairs []MatchPair, wrong []string, points float64) (*MatchKey, error) {
	k := &MatchKey{pairs: slices.Clone(pairs), wrong: slices.Clone(wrong), points: points, lefts: make(names), rights: make(names)}
	problems := pointsProblem(points)
	if len(pairs) < 2 || len(pairs) > maxListed {
		problems = append(problems, Problem{"pairs", fmt.Sprintf("the number of pairs is %d", len(pairs)), fmt.Sprintf("give from 2 to %d", maxListed)})
	}
	for i, pair := range pairs {
		problems = append(problems, k.addPair(i, pair)...)
	}
	for i, text := range wrong {
		problems = append(problems, k.rights.add(fmt.Sprintf("wrong[%d]", i), "text on the right", text, len(k.rights))...)
	}
	if len(k.rights) > maxListed {
		problems = append(problems, Problem{"wrong", fmt.Sprintf("there are %d texts on the right", len(k.rights)), fmt.Sprintf("keep at most %d", maxListed)})
	}
	if len(problems) == 0 {
		problems = k.readBack()
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return k, k.seal()
}

// readBack reports pairs that nobody could give: of "a = b" with "c" and "a"
// with "b = c" the lines are the same.
func (k *MatchKey) readBack() Problems {
	var problems Problems
	for i, pair := range k.pairs {
		if left, right, ok := k.read(pair.line()); !ok || left != i || right != k.belongs[i] {
			problems = append(problems, Problem{fmt.Sprintf("pairs[%d]", i), fmt.Sprintf("the pair %q reads as another one", pair.line()), "write its left or another one without \"=\""})
		}
	}
	return problems
}

// addPair takes in a pair, whose right an earlier pair may have brought.
func (k *MatchKey) addPair(i int, pair MatchPair) Problems {
	problems := k.lefts.add(fmt.Sprintf("pairs[%d].left", i), "text on the left", pair.Left, i)
	if signs := strings.Count(nameKey(pair.Left), "="); !slices.Contains(k.signs, signs) {
		k.signs = append(k.signs, signs)
		slices.SortFunc(k.signs, func(a, b int) int { return b - a })
	}
	place, have := k.rights[nameKey(pair.Right)]
	if !have {
		place = len(k.rights)
		problems = append(problems, k.rights.add(fmt.Sprintf("pairs[%d].right", i), "text on the right", pair.Right, place)...)
	}
	k.belongs = append(k.belongs, place)
	return problems
}

func (k *MatchKey) seal() (err error) {
	k.text, k.hash, err = sealed(struct {
		Match  []MatchPair `json:"match"`
		Wrong  []string    `json:"wrong,omitempty"`
		Points float64     `json:"points"`
	}{k.pairs, k.wrong, k.points})
	return err
}

// Text returns the key as canonical JSON.
func (k *MatchKey) Text() string { return k.text }

// Hash returns the SHA-256 of Text, in hexadecimal.
func (k *MatchKey) Hash() string { return k.hash }

// Mark marks pairs, one to a line as "left = right". Each pair of the key is a
// criterion ("pair-1", in the order given to NewMatchKey), hit or missed. One
// that is missed because its left was given another partner has that line as
// its evidence. The score is the part of the pairs that is right.
func (k *MatchKey) Mark(response string) Mark {
	m, response := begin(response, k.points, k.hash)
	given := k.given(&m, response)
	worth := k.points / float64(len(k.pairs))
	right := 0
	m.Criteria = make([]CriterionResult, len(k.pairs))
	for i, pair := range k.pairs {
		result := CriterionResult{ID: fmt.Sprintf("pair-%d", i+1), Outcome: OutcomeMissed, MaxPoints: worth, Wanted: pair.line()}
		if partner, ok := given[i]; ok {
			partner.span.Keyword = result.Wanted
			result.Evidence = []Span{partner.span}
			if partner.right == k.belongs[i] {
				result.Outcome, result.Points, result.Wanted = OutcomeHit, worth, ""
				right++
			}
		}
		m.Criteria[i] = result
	}
	m.settle(float64(right) / float64(len(k.pairs)))
	return m
}

// partner is what a left was put together with.
type partner struct {
	right int
	span  Span
}

// given reads the pairs of a response: a partner for each left that has one.
func (k *MatchKey) given(m *Mark, response string) map[int]partner {
	given := make(map[int]partner)
	unclear := make(map[int]bool)
	for span := range givenLines(response) {
		left, right, ok := k.read(span.Text)
		if !ok {
			m.reason(reasonNoPair)
			continue
		}
		if before, twice := given[left]; !twice {
			given[left] = partner{right, span}
		} else if before.right != right {
			unclear[left] = true
		}
	}
	for left := range unclear {
		m.reason(reasonTwoSame)
		delete(given, left)
	}
	return given
}

// read takes a line apart. Both sides may hold "=" themselves, so that the line
// is cut after as many of them as a left of the key holds, from the most: the
// longest left that fits is meant.
func (k *MatchKey) read(line string) (left, right int, ok bool) {
	line = nameKey(line)
	for _, signs := range k.signs {
		before, after, cut := cutAtSign(line, signs)
		if !cut {
			continue
		}
		left, leftOK := k.lefts.find(before)
		right, rightOK := k.rights.find(after)
		if leftOK && rightOK {
			return left, right, true
		}
	}
	return 0, 0, false
}

// cutAtSign cuts a line at the "=" that has a number of others before it.
func cutAtSign(line string, before int) (left, right string, ok bool) {
	for i := range len(line) {
		if line[i] != '=' {
			continue
		}
		if before == 0 {
			return line[:i], line[i+1:], true
		}
		before--
	}
	return "", "", false
}
