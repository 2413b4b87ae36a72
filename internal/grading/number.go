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
	n.Single = true
	return Spec{
		Points:   points,
		Criteria: []Criterion{{ID: "number", Points: 1, Number: &n}},
		Typos:    TyposOff,
	}
}

// maxFigures is how many significant figures a float64 holds.
const maxFigures = 15

// quantityWanted is a compiled Number.
type quantityWanted struct {
	Number
	values    []float64 // in the unit without its scale
	low, high float64   // of a range
	amount    float64   // absolute tolerance, where it is absolute
	unit      string    // canonical, to be compared by its letters
	units     []measure // what it may be, where it can be converted
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
	q.unit, q.units = wantedUnit(unit), unitsWanted(unit)
	q.amount *= scale
	for _, value := range append([]float64{n.Value}, n.Also...) {
		q.values = append(q.values, value*scale)
	}
	c.numberRange(path, q, scale)
	c.figures(path, n)
	if n.UnitRequired && strings.TrimSpace(n.Unit) == "" {
		c.problem(path+".unit_required", "no unit is given that could be required", "give the unit, or take unit_required out")
	}
	return q
}

func (c *compiler) numberRange(path string, q *quantityWanted, scale float64) {
	switch from, to := q.From, q.To; {
	case from == nil && to == nil:
	case from == nil:
		c.problem(path+".to", "the range has no beginning", "give from as well")
	case to == nil:
		c.problem(path+".from", "the range has no end", "give to as well")
	case !(*from <= *to) || math.IsInf(*from, 0) || math.IsInf(*to, 0):
		c.problem(path+".from", fmt.Sprintf("the range goes from %v to %v", *from, *to), "give the lower end in from and the upper in to")
	default:
		q.low, q.high = *from*scale, *to*scale
	}
}

func (c *compiler) figures(path string, n *Number) {
	for key, count := range map[string]int{"figures": n.Figures, "least_figures": n.LeastFigures} {
		if count < 0 || count > maxFigures {
			c.problem(path+"."+key, fmt.Sprintf("%d significant figures are wanted", count), fmt.Sprintf("give a number from 1 to %d", maxFigures))
		}
	}
	if n.Figures > 0 && n.LeastFigures > 0 {
		c.problem(path+".least_figures", "figures says already how many significant figures are wanted", "keep one of the two")
	}
}

// scaledUnit takes the scale off a unit such as "million dollars".
func scaledUnit(unit string) (float64, string) {
	head, rest, _ := strings.Cut(strings.TrimSpace(unit), " ")
	if scale, ok := scaleWords[strings.ToLower(head)]; ok && len(head) > 1 {
		return scale, rest
	}
	return 1, unit
}

// slack is the rounding that a value of type float64 may carry.
const slack = 1e-9

// fit says how the unit of a response goes with the wanted one.
type fit int

const (
	unitFits    fit = iota
	unitMissing     // none is named
	unitOther       // one of another kind
)

// reckoned is a quantity as the wanted unit has it.
type reckoned struct {
	value float64
	// size is what one in the quantity's own unit is in the wanted one.
	size  float64
	noise float64 // the rounding that conversion may carry
	fit   fit
}

// reckon gives what a quantity may be in the wanted unit. Where the units do not go
// together, it gives the bare number.
func (q *quantityWanted) reckon(given *quantity) []reckoned {
	all := make([]reckoned, 0, 4)
	all = q.converted(all, given.letterUnits, given.plain)
	if len(q.units) == 0 && given.letter != "" && given.letter == q.unit {
		all = append(all, reckoned{value: given.plain, size: 1})
	}
	before := len(all)
	all = q.converted(all, given.units, given.value)
	if len(all) > before || len(all) > 0 && given.value == 0 {
		return all
	}
	bare := reckoned{value: given.value, size: 1}
	switch {
	case q.unit == "":
		all = append(all, bare)
		if len(given.units) == 1 && given.units[0].dim == (dimension{}) { // 25% is 0.25
			factor := given.units[0].factor
			all = append(all, reckoned{value: given.value * factor, size: factor})
		}
	case given.unit == "" || given.doubtful:
		if len(q.units) == 1 && q.units[0].dim == (dimension{}) { // 0.25 is 25%
			size := 1 / q.units[0].factor
			all = append(all, reckoned{value: given.value * size, size: size})
		}
		bare.fit = unitMissing
		all = append(all, bare)
	case len(q.units) == 0 && sameUnit(unitLetters(given), q.unit):
		all = append(all, bare)
	default:
		bare.fit = unitOther
		all = append(all, bare)
	}
	return all
}

// converted adds what a value is in the wanted unit.
func (q *quantityWanted) converted(all []reckoned, units []measure, value float64) []reckoned {
	for _, u := range units {
		for _, wanted := range q.units {
			if u.dim != wanted.dim {
				continue
			}
			base := math.Abs(u.offset) + math.Abs(wanted.offset)
			all = append(all, reckoned{value: u.to(wanted, value), size: u.factor / wanted.factor, noise: base / wanted.factor * 1e-12})
		}
	}
	return all
}

// unitLetters is the unit of a quantity to be compared by its letters.
func unitLetters(given *quantity) string {
	if given.units != nil {
		return wantedUnit(given.unit)
	}
	return given.unit
}

// judged is what is to be said of a quantity.
type judged struct {
	right   bool // in every way
	value   bool // as a number, in whatever unit
	figures bool // has as many significant figures as are wanted
	fit     fit
}

// judge compares a quantity with what is wanted, in the reading that serves it best.
func (q *quantityWanted) judge(given *quantity) judged {
	best := judged{fit: unitOther, figures: true}
	for _, is := range q.reckon(given) {
		now := judged{fit: is.fit, figures: q.hasFigures(given)}
		now.value = q.accepts(given, is)
		now.right = now.value && now.figures && (is.fit == unitFits || is.fit == unitMissing && !q.UnitRequired)
		if now.right {
			return now
		}
		if now.value && !best.value || now.value == best.value && now.fit < best.fit {
			best = now
		}
	}
	return best
}

// hasFigures reports whether a number has as many significant figures as are
// wanted. Of a number in words there is no telling.
func (q *quantityWanted) hasFigures(given *quantity) bool {
	switch {
	case given.most == 0:
		return true
	case q.Figures > 0:
		return given.least <= q.Figures && q.Figures <= given.most
	}
	return given.most >= q.LeastFigures
}

// accepts reports whether a number is right: near enough to a value, in the range,
// or, where figures are wanted, a value rounded to the figures that it has.
func (q *quantityWanted) accepts(given *quantity, is reckoned) bool {
	more := is.noise
	if (q.Figures > 0 || q.LeastFigures > 0) && q.hasFigures(given) {
		more += q.rounding(given, is.size)
	}
	return q.near(is.value, more)
}

// near reports whether a number in the wanted unit is right, or off by no more than
// an amount.
func (q *quantityWanted) near(value, more float64) bool {
	also := q.values
	if q.From != nil {
		if value >= q.low-more-slack*math.Abs(q.low) && value <= q.high+more+slack*math.Abs(q.high) {
			return true
		}
		also = also[1:]
	}
	for _, wanted := range also {
		if q.within(value, wanted, more) {
			return true
		}
	}
	return false
}

func (q *quantityWanted) within(value, wanted, more float64) bool {
	amount := q.amount
	if q.Tolerance.Relative {
		amount = q.Tolerance.Amount * math.Abs(wanted)
	}
	return math.Abs(value-wanted) <= max(amount, more)+slack*math.Abs(wanted)
}

// rounding is half the worth of the last significant figure of a number, in the
// wanted unit: how far it may be from what it was rounded from.
func (q *quantityWanted) rounding(given *quantity, size float64) float64 {
	figures := max(given.least, q.LeastFigures, 1)
	if q.Figures > 0 && given.least <= q.Figures && q.Figures <= given.most {
		figures = q.Figures
	}
	return lastPlace(given.value, figures) / 2 * math.Abs(size)
}

// ownRounding is the same for the figures that the number surely has.
func (given *quantity) ownRounding(size float64) float64 {
	return lastPlace(given.value, max(given.least, 1)) / 2 * math.Abs(size)
}

// findNumber looks for the wanted number among the quantities of a response.
// The reason says what is odd about a number that nearly is the wanted one, or
// what stands beside the right one; with a hit, a person decides.
func (d *reading) findNumber(q *quantityWanted) (found quantity, outcome Outcome, reason string) {
	outcome = OutcomeMissed
	var hits []quantity
	given := d.allQuantities()
	for i := range given {
		if d.steps--; d.spent() {
			return found, outcome, ""
		}
		if q.Single && given[i].part {
			continue
		}
		is := q.judge(&given[i])
		switch {
		case is.right && !d.denied(given[i]):
			if !q.Single {
				return given[i], OutcomeHit, ""
			}
			hits = append(hits, given[i])
		case is.right:
			found, outcome = given[i], OutcomeNegated
		case is.value && reason == "":
			reason = d.nearly(q, &given[i], is)
		}
	}
	if len(hits) == 0 {
		return found, outcome, reason
	}
	kind, reason := d.besides(q, hits)
	if kind == besideChoice {
		return quantity{}, OutcomeMissed, reason
	}
	return hits[0], OutcomeHit, reason
}

// nearly says what is wrong with a right number: its unit, or its figures.
func (d *reading) nearly(q *quantityWanted, given *quantity, is judged) string {
	text := d.written(given)
	switch {
	case is.fit == unitOther:
		return fmt.Sprintf("“%s” is in %s, not %s", text, given.unit, q.Unit)
	case is.fit == unitMissing && q.UnitRequired:
		return fmt.Sprintf("“%s” has no unit; %s is wanted", text, q.Unit)
	case !is.figures:
		return fmt.Sprintf("“%s” has %s; %s", text, figuresText(given), q.figuresWanted())
	}
	return ""
}

func figuresText(given *quantity) string {
	if given.most == 1 {
		return "1 significant figure"
	}
	if given.least < given.most {
		return fmt.Sprintf("from %d to %d significant figures", given.least, given.most)
	}
	return fmt.Sprintf("%d significant figures", given.most)
}

func (q *quantityWanted) figuresWanted() string {
	count, least := q.Figures, ""
	if count == 0 {
		count, least = q.LeastFigures, "at least "
	}
	if count == 1 {
		return least + "1 significant figure is wanted"
	}
	return fmt.Sprintf("%s%d significant figures are wanted", least, count)
}

// denied reports whether a quantity stands in a negated clause.
func (d *reading) denied(q quantity) bool { return d.tokens[q.first].negated }

// written is a quantity as the response has it, with its sign and its unit.
func (d *reading) written(q *quantity) string {
	from, to := q.from, max(q.to, q.end, int(d.tokens[q.last].to))
	if from > 0 && q.value < 0 && d.normal.text[from-1] == '-' {
		from--
	}
	start, end := d.normal.original(int32(from), int32(to))
	return validText(d.source[start:end])
}

func (d *reading) textOf(q quantity) string {
	return d.span(q.first, q.last, "", false).Text
}
