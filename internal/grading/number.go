package grading

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ParseTolerance reads a tolerance as authors write it: "0.1" is that amount,
// "2%" that share of the value, and "" none at all.
func ParseTolerance(text string) (Tolerance, error) {
	trimmed := strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(text), "±"))
	if trimmed == "" {
		return Tolerance{}, nil
	}
	digits, relative := strings.CutSuffix(trimmed, "%")
	amount, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if err != nil || math.IsNaN(amount) || math.IsInf(amount, 0) {
		return Tolerance{}, fmt.Errorf("tolerance %q is neither a number nor a percentage", text)
	}
	if amount < 0 {
		return Tolerance{}, errors.New("tolerance " + strconv.Quote(text) + " is below 0")
	}
	if relative {
		amount /= 100
	}
	return Tolerance{Amount: amount, Relative: relative}, nil
}

// NumberSpec returns the rubric of a question that asks for one number.
func NumberSpec(n Number, points float64) Spec {
	return Spec{
		Points:   points,
		Criteria: []Criterion{{ID: "number", Points: 1, Number: &n}},
		Typos:    TyposOff,
	}
}

// quantityWanted is a compiled Number.
type quantityWanted struct {
	Number
	values []float64 // in the unit without its scale
	amount float64   // absolute tolerance, where it is absolute
	unit   string
}

// number checks and compiles a Number.
func (c *compiler) number(path string, n *Number) *quantityWanted {
	if n == nil {
		return nil
	}
	for i, value := range append([]float64{n.Value}, n.Also...) {
		if math.IsNaN(value) || math.IsInf(value, 0) {
			place := path + ".value"
			if i > 0 {
				place = fmt.Sprintf("%s.also[%d]", path, i-1)
			}
			c.problem(place, fmt.Sprintf("the value is %v", value), "give a finite number")
		}
	}
	t := n.Tolerance
	if !(t.Amount >= 0) || math.IsInf(t.Amount, 0) {
		c.problem(path+".tolerance", fmt.Sprintf("the tolerance is %v", t.Amount), "give 0, an amount above 0, or a percentage")
	} else if t.Relative && t.Amount >= 1 {
		c.problem(path+".tolerance", fmt.Sprintf("a tolerance of %v%% lets every number through", t.Amount*100), "give less than 100%")
	}
	q := &quantityWanted{Number: *n, amount: t.Amount}
	scale, unit := scaledUnit(n.Unit)
	q.unit = wantedUnit(unit)
	q.amount *= scale
	for _, value := range append([]float64{n.Value}, n.Also...) {
		q.values = append(q.values, value*scale)
	}
	return q
}

// scaledUnit takes the scale off a unit such as "million dollars".
func scaledUnit(unit string) (float64, string) {
	head, rest, _ := strings.Cut(strings.TrimSpace(strings.ToLower(unit)), " ")
	if scale, ok := scaleWords[head]; ok && len(head) > 1 {
		return scale, rest
	}
	return 1, unit
}

// slack is the rounding that a value of type float64 may carry.
const slack = 1e-9

// accepts reports whether a value is right.
func (q *quantityWanted) accepts(value float64) bool {
	for _, wanted := range q.values {
		if q.within(value, wanted) {
			return true
		}
	}
	return false
}

func (q *quantityWanted) within(value, wanted float64) bool {
	amount := q.amount
	if q.Tolerance.Relative {
		amount = q.Tolerance.Amount * math.Abs(wanted)
	}
	return math.Abs(value-wanted) <= amount+slack*math.Abs(wanted)
}

// findNumber looks for the wanted number among the quantities of a response.
// The reason says what is odd about a number that nearly is the wanted one.
func (d *reading) findNumber(q *quantityWanted) (found quantity, outcome Outcome, reason string) {
	outcome = OutcomeMissed
	for _, given := range d.allQuantities() {
		if d.steps--; d.spent() {
			return found, outcome, ""
		}
		ok, unitOK := q.meets(given)
		switch {
		case ok && unitOK && !d.denied(given):
			return given, OutcomeHit, ""
		case ok && unitOK:
			found, outcome = given, OutcomeNegated
		case ok && reason == "":
			reason = fmt.Sprintf("“%s” is not in %s", d.textOf(given), q.unit)
		}
	}
	return found, outcome, reason
}

// meets reports whether a quantity is the wanted value, and whether its unit
// lets it be.
func (q *quantityWanted) meets(given quantity) (value, unit bool) {
	if given.letter != "" && given.letter == q.unit {
		return q.accepts(given.plain), true // 10m is ten metres where metres are wanted
	}
	if given.unit == "%" && q.unit == "" {
		return q.accepts(given.value) || q.accepts(given.value/100), true
	}
	return q.accepts(given.value), q.unit == "" || given.unit == "" || sameUnit(given.unit, q.unit)
}

// slip says how a quantity misses a wanted value by a power of ten, if it does.
func (q *quantityWanted) slip(given quantity) string {
	for _, wanted := range q.values {
		if wanted == 0 || given.value == 0 || math.Signbit(wanted) != math.Signbit(given.value) {
			continue
		}
		power := int(math.Round(math.Log10(given.value / wanted)))
		size, known := slipSizes[max(power, -power)]
		if !known || !q.within(given.value/math.Pow10(power), wanted) {
			continue
		}
		if power > 0 {
			return size + " times too large"
		}
		return size + " times too small"
	}
	return ""
}

var slipSizes = map[int]string{
	1: "ten", 2: "a hundred", 3: "a thousand", 6: "a million", 9: "a billion", 12: "a trillion",
}

// denied reports whether a quantity stands in a negated clause.
func (d *reading) denied(q quantity) bool { return d.tokens[q.first].negated }

func (d *reading) textOf(q quantity) string {
	return d.span(q.first, q.last, "", false).Text
}
