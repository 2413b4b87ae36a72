package grading

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// names are the texts of a question that a learner gives back as they stand:
// the options of a choice, the items to be put in order, the sides of a match.
type names map[string]int // the place of a text, by its nameKey

// nameKey is what two texts have in common that are the same name.
func nameKey(text string) string {
	if isASCII(text) && text != "" && !strings.Contains(text, "  ") && !strings.ContainsAny(text, "\t\n\v\f\r\x00") && text[0] != ' ' && text[len(text)-1] != ' ' {
		return text // as most are
	}
	return strings.Join(strings.Fields(norm.NFC.String(validText(text))), " ")
}

// add takes a text in. The noun says what it is, in the problem that is given
// back when it cannot be told apart or be given on a line.
func (n names) add(path, noun, text string, place int) Problems {
	key := nameKey(text)
	switch _, twice := n[key]; {
	case key == "":
		return Problems{{path, "the " + noun + " is empty", "write it, or take it out"}}
	case strings.ContainsAny(text, "\n\r"):
		return Problems{{path, "the " + noun + " holds a line break", "write it on one line"}}
	case twice:
		return Problems{{path, fmt.Sprintf("the %s %q occurs twice", noun, text), "make the " + noun + "s different"}}
	}
	n[key] = place
	return nil
}

// find gives the place of a text, without regard to case where that leaves no
// doubt.
func (n names) find(text string) (place int, ok bool) {
	key := nameKey(text)
	if place, ok := n[key]; ok {
		return place, true
	}
	count := 0
	for name, at := range n {
		if strings.EqualFold(name, key) {
			place = at
			count++
		}
	}
	return place, count == 1
}

// givenLines are the lines of a response that hold anything, with where they
// stand in it.
func givenLines(response string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		start := 0
		for line := range strings.Lines(response) {
			span := Span{Start: start, End: start + len(strings.TrimRight(line, "\r\n"))}
			span.Text = validText(response[span.Start:span.End])
			start += len(line)
			if strings.TrimSpace(line) != "" && !yield(span) {
				return
			}
		}
	}
}

// begin is a mark before anything is marked, and as much of the response as can
// be.
func begin(response string, points float64, hash string) (Mark, string) {
	m := Mark{MaxPoints: points, Route: RouteAutomatic, Rubric: hash, Engine: Engine}
	if len(response) > MaxResponse {
		response = cut(response, MaxResponse)
		m.review(reasonTooLong)
	}
	return m, response
}

// sealed gives the canonical text of a key, and the hash that names it.
func sealed(key any) (text, hash string, err error) {
	b, err := json.Marshal(key)
	if err != nil {
		return "", "", fmt.Errorf("key: %w", err)
	}
	sum := sha256.Sum256(b)
	return string(b), hex.EncodeToString(sum[:]), nil
}

// pointsProblem reports points that no key can have.
func pointsProblem(points float64) Problems {
	if positive(points) {
		return nil
	}
	return Problems{{"points", fmt.Sprintf("the points are %v", points), "give a number above 0"}}
}
