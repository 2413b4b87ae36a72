package grading

import (
	"fmt"
	"strings"
)

// Hedging with numbers: a question for one number is not answered by a list of them
// (3, 4 or 5), nor by a range. Numbers that only tell how the right one was found
// (20 m / 4 s = 5 m/s) or what else is so do no harm.

// maxBetween is the most words between two numbers of which a response leaves open
// which is meant: 3 apples or perhaps 4.
const maxBetween = 4

// besides says what other value a response leaves open beside the right ones.
func (d *reading) besides(q *quantityWanted, hits []quantity) string {
	for h := range hits {
		for i := range d.quantities {
			other := &d.quantities[i]
			if other.part || overlap(other, &hits[h]) || !d.open(other, &hits[h]) || d.denied(*other) {
				continue
			}
			if is := q.judge(other); is.value || is.fit == unitOther || within(hits, other) {
				continue
			}
			first, last := min(other.first, hits[h].first), max(other.last, hits[h].last)
			return fmt.Sprintf("“%s” leaves open which value is meant", d.span(first, last, "", false).Text)
		}
	}
	return ""
}

// overlap reports whether two quantities are readings of the same text.
func overlap(a, b *quantity) bool { return a.first <= b.last && b.first <= a.last }

// within reports whether a right quantity, such as the ratio 3 to 1, holds another.
func within(hits []quantity, other *quantity) bool {
	for i := range hits {
		if hits[i].first <= other.first && other.last <= hits[i].last {
			return true
		}
	}
	return false
}

// open reports whether a response leaves open which of two quantities it means: only
// words such as "or" stand between them, or nothing.
func (d *reading) open(a, b *quantity) bool {
	if a.first > b.first {
		a, b = b, a
	}
	if b.first-a.last-1 > maxBetween {
		return false
	}
	between := d.normal.text[d.tokens[a.last].to:max(d.tokens[b.first].from, d.tokens[a.last].to)]
	if strings.ContainsAny(between, "=≈≅+*×→<>") {
		return false
	}
	joined, or := true, false
	for i := a.last + 1; i <= b.first; i++ {
		if d.tokens[i].before == pauseSentence {
			return false
		}
		if i < b.first {
			word := d.tokens[i].text
			joined = joined && joiners[word]
			or = or || alternatives[word]
		}
	}
	return joined || or
}

// joiners stand between numbers of a list or a range, and alternatives between two
// of which only one can be meant, in the languages whose numbers are known best.
var (
	alternatives = wordSet("or maybe perhaps possibly oder vielleicht beziehungsweise ou")
	joiners      = wordSet("or maybe perhaps possibly and to either till until oder vielleicht beziehungsweise bzw und bis ou et ca about")
)
