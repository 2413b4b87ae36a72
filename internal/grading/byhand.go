package grading

import "strings"

// HandKey leaves every response to a person. It is immutable and safe for
// concurrent use.
type HandKey struct {
	points     float64
	text, hash string
}

// ByHand makes the scheme of a question that only a person can mark. Points that
// are not above 0 count as 1.
func ByHand(points float64) *HandKey {
	if !positive(points) {
		points = 1
	}
	k := &HandKey{points: points}
	// A positive number is all that is written, and JSON can hold it.
	k.text, k.hash, _ = sealed(struct {
		ByHand bool    `json:"by_hand"`
		Points float64 `json:"points"`
	}{true, points})
	return k
}

// Text returns the scheme as canonical JSON.
func (k *HandKey) Text() string { return k.text }

// Hash returns the SHA-256 of Text, in hexadecimal.
func (k *HandKey) Hash() string { return k.hash }

// Mark gives a score of 0 and leaves the response for review. That an empty one
// deserves no more needs no person.
func (k *HandKey) Mark(response string) Mark {
	m := Mark{MaxPoints: k.points, Route: RouteAutomatic, Rubric: k.hash, Engine: Engine}
	if strings.TrimSpace(response) != "" {
		m.review(reasonByHand)
	}
	return m
}
