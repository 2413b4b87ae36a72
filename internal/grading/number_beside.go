package grading

import (
	"fmt"
	"strings"
)

// Hedging with numbers: a question for one number is not answered by a list of them
// (3, 4 or 5); of a range with the right number at one end, a person decides. Numbers that only tell how the right one was found
// (20 m / 4 s = 5 m/s) or what else is so do no harm.

// maxBetween is the most words between two numbers of which a response leaves open
// which is meant: 3 apples or perhaps 4.
const maxBetween = 4

// beside is what stands beside a right number.
type beside int

const (
	besideNothing beside = iota
	besideRange          // the other end of a range
	besideChoice         // another value that may be the one meant
)

// besides says what other value a response leaves open beside the right ones, where
// none of them stands alone.
func (d *reading) besides(q *quantityWanted, hits []quantity) (beside, string) {
	worst, reason := besideNothing, ""
	for h := range hits {
		kind, first, last := d.neighbours(q, hits, &hits[h])
		if kind == besideNothing {
			return besideNothing, ""
		}
		if kind > worst {
			worst = kind
			reason = fmt.Sprintf("“%s” leaves open which value is meant", d.span(first, last, "", false).Text)
		}
	}
	return worst, reason
}

// neighbours goes from a right number both ways, as far as the numbers hang together,
// and returns what the worst of them are, with the tokens that all take.
func (d *reading) neighbours(q *quantityWanted, hits []quantity, hit *quantity) (worst beside, first, last int32) {
	first, last = hit.first, hit.last
	look := func(at, other *quantity) (*quantity, bool) {
		if other.part || overlap(other, at) || heldByRatio(hits, other) {
			return at, true
		}
		kind := d.open(other, at)
		if kind == besideNothing || d.denied(*other) {
			return at, false
		}
		if is := q.judge(other); !is.value && is.fit != unitOther {
			worst = max(worst, kind)
		}
		first, last = min(first, other.first), max(last, other.last)
		return other, true
	}
	for at, i, on := hit, 0, true; on && i < len(d.quantities); i++ {
		if other := &d.quantities[i]; other.first > at.last {
			at, on = look(at, other)
		}
	}
	for at, i, on := hit, len(d.quantities)-1, true; on && i >= 0; i-- {
		if other := &d.quantities[i]; other.last < at.first {
			at, on = look(at, other)
		}
	}
	return worst, first, last
}

// overlap reports whether two quantities are readings of the same text.
func overlap(a, b *quantity) bool { return a.first <= b.last && b.first <= a.last }

// heldByRatio reports whether a right quantity is a ratio in words, such as 3 to 1,
// that holds another.
func heldByRatio(hits []quantity, other *quantity) bool {
	for i := range hits {
		if hits[i].ratio && hits[i].first <= other.first && other.last <= hits[i].last {
			return true
		}
	}
	return false
}

// open reports whether a response leaves open which of two quantities it means: only
// words such as "or" stand between them, or nothing.
func (d *reading) open(a, b *quantity) beside {
	if a.first > b.first {
		a, b = b, a
	}
	if b.first-a.last-1 > maxBetween {
		return besideNothing
	}
	between := d.normal.text[d.tokens[a.last].to:max(d.tokens[b.first].from, d.tokens[a.last].to)]
	if strings.ContainsAny(between, "=≈≅+*×→<>(") {
		return besideNothing
	}
	words, joined, or := 0, true, false
	for i := a.last + 1; i <= b.first; i++ {
		if d.tokens[i].before == pauseSentence {
			return besideNothing
		}
		if i < b.first {
			word := d.tokens[i].text
			words++
			joined = joined && joiners[word]
			or = or || alternatives[word]
		}
	}
	switch sign := strings.TrimSpace(between); {
	case sign == "-" || sign == "–" || sign == "—" || words == 1 && rangeWords[sign]:
		return besideRange
	case words == 1 && d.isToken(a.first-1, "between"):
		return besideRange
	case joined || or:
		return besideChoice
	}
	return besideNothing
}

// joiners stand between numbers of a list or a range, alternatives between two of
// which only one can be meant, and rangeWords between the ends of a range, in the
// languages whose numbers are known best.
var (
	alternatives = setOf("or maybe perhaps possibly oder vielleicht beziehungsweise ou")
	joiners      = setOf("or maybe perhaps possibly and to either till until oder vielleicht beziehungsweise bzw und bis ou et ca about")
	rangeWords   = setOf("to till until bis")
)
