package grading

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ChoiceKey marks what a learner picked from a list. It is immutable and safe
// for concurrent use.
type ChoiceKey struct {
	right, wrong []string
	points       float64
	options      map[string]option
	text, hash   string
}

type option struct {
	right bool
	index int // in right or wrong
}

const reasonNoChoice = "not one of the choices"

// NewChoiceKey makes the key of a question with choices. One right option gives
// a score of 1 or 0; several give right picks less wrong picks, divided by the
// number of right ones, never below 0. The error is Problems: no right option,
// an option that is empty, holds a line break or occurs twice, points not
// above 0.
func NewChoiceKey(right, wrong []string, points float64) (*ChoiceKey, error) {
	k := &ChoiceKey{right: right, wrong: wrong, points: points, options: make(map[string]option)}
	var problems Problems
	if len(right) == 0 {
		problems = append(problems, Problem{"right", "there is no right choice", "give at least one"})
	}
	if !positive(points) {
		problems = append(problems, Problem{"points", fmt.Sprintf("the points are %v", points), "give a number above 0"})
	}
	problems = append(problems, k.add("right", right, true)...)
	problems = append(problems, k.add("wrong", wrong, false)...)
	if len(problems) > 0 {
		return nil, problems
	}
	return k, k.seal()
}

func (k *ChoiceKey) add(list string, texts []string, right bool) Problems {
	var problems Problems
	for i, text := range texts {
		path := fmt.Sprintf("%s[%d]", list, i)
		key := choiceKey(text)
		switch _, twice := k.options[key]; {
		case key == "":
			problems = append(problems, Problem{path, "the choice is empty", "write it, or take it out"})
		case strings.ContainsAny(text, "\n\r"):
			problems = append(problems, Problem{path, "the choice holds a line break", "write it on one line"})
		case twice:
			problems = append(problems, Problem{path, fmt.Sprintf("the choice %q occurs twice", text), "make the choices different"})
		default:
			k.options[key] = option{right, i}
		}
	}
	return problems
}

// choiceKey is what two texts have in common that are the same choice.
func choiceKey(text string) string {
	return strings.Join(strings.Fields(norm.NFC.String(validText(text))), " ")
}

func (k *ChoiceKey) seal() error {
	text, err := json.Marshal(struct {
		Right  []string `json:"right"`
		Wrong  []string `json:"wrong"`
		Points float64  `json:"points"`
	}{k.right, k.wrong, k.points})
	if err != nil {
		return fmt.Errorf("choice key: %w", err)
	}
	sum := sha256.Sum256(text)
	k.text, k.hash = string(text), hex.EncodeToString(sum[:])
	return nil
}

// Text returns the key as canonical JSON.
func (k *ChoiceKey) Text() string { return k.text }

// Hash returns the SHA-256 of Text, in hexadecimal.
func (k *ChoiceKey) Hash() string { return k.hash }

// Mark marks the picked choices, one to a line. Each right choice is a
// criterion ("right-1", in the order given), hit or missed; each wrong one that
// was picked is a reject ("wrong-1"). A line that is no choice counts as a
// wrong pick.
func (k *ChoiceKey) Mark(response string) Mark {
	m := Mark{MaxPoints: k.points, Route: RouteAutomatic, Rubric: k.hash, Engine: Engine}
	if len(response) > MaxResponse {
		response = cut(response, MaxResponse)
		m.review(reasonTooLong)
	}
	m.Criteria = make([]CriterionResult, len(k.right))
	worth := k.points / float64(len(k.right))
	for i, text := range k.right {
		m.Criteria[i] = CriterionResult{ID: fmt.Sprintf("right-%d", i+1), Outcome: OutcomeMissed, MaxPoints: worth, Wanted: text}
	}
	right, wrong := k.markLines(&m, response)
	m.settle(float64(right-wrong) / float64(len(k.right)))
	return m
}

// markLines fills in the criteria and rejects and counts the picks.
func (k *ChoiceKey) markLines(m *Mark, response string) (right, wrong int) {
	start := 0
	picked := make(map[option]bool)
	for line := range strings.Lines(response) {
		span := Span{Start: start, End: start + len(strings.TrimRight(line, "\r\n"))}
		span.Text = validText(response[span.Start:span.End])
		start += len(line)
		if strings.TrimSpace(line) == "" {
			continue
		}
		choice, ok := k.lookUp(line)
		switch {
		case !ok:
			wrong++
			m.reason(reasonNoChoice)
			continue
		case picked[choice]:
			continue
		}
		picked[choice] = true
		if !choice.right {
			wrong++
			span.Keyword = k.wrong[choice.index]
			m.Rejects = append(m.Rejects, RejectResult{ID: fmt.Sprintf("wrong-%d", choice.index+1), Effect: EffectMinus, Evidence: []Span{span}})
			continue
		}
		right++
		result := &m.Criteria[choice.index]
		span.Keyword, result.Wanted = result.Wanted, ""
		result.Outcome, result.Points, result.Evidence = OutcomeHit, result.MaxPoints, []Span{span}
	}
	return right, wrong
}

// lookUp finds a choice by its text, or without regard to case where that
// leaves no doubt.
func (k *ChoiceKey) lookUp(line string) (option, bool) {
	key := choiceKey(line)
	if choice, ok := k.options[key]; ok {
		return choice, true
	}
	var found option
	count := 0
	for text, choice := range k.options {
		if strings.EqualFold(text, key) {
			found = choice
			count++
		}
	}
	return found, count == 1
}
