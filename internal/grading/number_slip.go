package grading

import (
	"fmt"
	"math"
)

// Slips: how a number that is wrong came to be. A slip is named only where it makes
// the number right, within the tolerance, so that nobody is told of a mistake that
// he did not make.

// explainSlips names the slips by which numbers miss their criterion, one to each,
// leaving alone numbers that another criterion wanted.
func (d *reading) explainSlips(m *Mark) {
	for i := range d.rubric.criteria {
		c := &d.rubric.criteria[i]
		if c.number == nil || m.Criteria[i].Outcome != OutcomeMissed {
			continue
		}
		if slip := d.slipOf(c.number); slip != "" {
			m.reason(slip)
		}
	}
}

// slipOf is the slip of the first quantity that has the likeliest of slips. Where a
// number is right but for its unit or its figures, that was said.
func (d *reading) slipOf(q *quantityWanted) string {
	given := d.allQuantities()
	for i := range given {
		if q.judge(&given[i]).value && !(q.Single && given[i].part) {
			return ""
		}
	}
	for _, slip := range slips {
		for i := range given {
			if d.steps--; d.spent() {
				return ""
			}
			if given[i].part || given[i].reading && !given[i].ratio {
				continue
			}
			for _, is := range q.reckon(&given[i]) {
				if is.fit == unitOther || math.IsInf(is.value, 0) {
					continue
				}
				if text := slip(q, &given[i], is); text != "" && !d.wantedElsewhere(&given[i]) {
					return fmt.Sprintf("“%s” %s", d.written(&given[i]), text)
				}
			}
		}
	}
	return ""
}

// slips are what may have gone wrong, the likeliest first. Each returns what there
// is to say of the quantity, or nothing.
var slips = []func(*quantityWanted, *quantity, reckoned) string{
	(*quantityWanted).signSlip, (*quantityWanted).ratioSlip, (*quantityWanted).percentSlip, (*quantityWanted).powerSlip,
	(*quantityWanted).unitSlip, (*quantityWanted).factorSlip, (*quantityWanted).roundingSlip,
}

func (q *quantityWanted) signSlip(_ *quantity, is reckoned) string {
	if is.value != 0 && q.near(-is.value, 0) {
		return "has the wrong sign"
	}
	return ""
}

func (q *quantityWanted) ratioSlip(given *quantity, is reckoned) string {
	if given.ratio && is.value != 0 && q.near(1/is.value, 0) {
		return "is the wrong way round"
	}
	return ""
}

// percentSlip finds a fraction with a percent sign (0.25% for 25%), and a percentage
// without one (25 for 0.25).
func (q *quantityWanted) percentSlip(given *quantity, is reckoned) string {
	switch {
	case len(given.units) == 1 && given.units[0].dim == (dimension{}) && given.units[0].factor == 0.01 && q.near(is.value*100, 0):
		return "is a hundred times too small: it is a fraction with a percent sign"
	case given.unit == "" && q.unit == "" && math.Abs(given.value) > 1 && math.Abs(given.value) <= 100 && q.near(given.value/100, 0):
		return "is a hundred times too large, unless a percentage is meant: then % is missing"
	}
	return ""
}

// powerSlip finds a number that is off by a power of ten.
func (q *quantityWanted) powerSlip(_ *quantity, is reckoned) string {
	for _, wanted := range q.values {
		if wanted == 0 || is.value == 0 || math.Signbit(wanted) != math.Signbit(is.value) {
			continue
		}
		power := int(math.Round(math.Log10(is.value / wanted)))
		size, known := slipSizes[max(power, -power)]
		if !known || !q.near(is.value/math.Pow10(power), 0) {
			continue
		}
		if power > 0 {
			return "is " + size + " times too large"
		}
		return "is " + size + " times too small"
	}
	return ""
}

var slipSizes = map[int]string{
	1: "ten", 2: "a hundred", 3: "a thousand", 4: "ten thousand", 5: "a hundred thousand",
	6: "a million", 9: "a billion", 12: "a trillion",
}

// unitSlip finds the right number with another unit of the same kind.
func (q *quantityWanted) unitSlip(given *quantity, is reckoned) string {
	if given.units != nil && is.fit == unitFits && q.unit != "" && q.near(given.value, 0) {
		return fmt.Sprintf("is in %s, where the number is right for %s", given.unit, q.Unit)
	}
	return ""
}

// factors are what people multiply by where they should divide, or forget, in
// converting units of some kinds.
var factors = []struct {
	base    int // the base unit that the wanted unit must hold
	factor  float64
	between string
}{
	{inTime, 60, "60 between seconds, minutes and hours"},
	{inTime, 3600, "3600 between seconds and hours"},
	{inTime, 24, "24 between hours and days"},
	{inTime, 7, "7 between days and weeks"},
	{inAngle, 180 / math.Pi, "180/π between radians and degrees"},
	{inLength, 1.609344, "1.609 between kilometres and miles"},
	{inLength, 2.54, "2.54 between centimetres and inches"},
}

// factorSlip finds a number that was not converted, or the wrong way.
func (q *quantityWanted) factorSlip(_ *quantity, is reckoned) string {
	for _, wanted := range q.units {
		if wanted.dim == dimensionOf("m s-1") && (q.near(is.value*3.6, 0) || q.near(is.value/3.6, 0)) {
			return "is converted wrongly: it is off by the factor 3.6 between m/s and km/h"
		}
		if wanted.dim == dimensionOf("K") && (q.near(is.value+273.15, 0) || q.near(is.value-273.15, 0)) {
			return "is converted wrongly: it is off by the 273.15 between °C and K"
		}
		for _, f := range factors {
			if wanted.dim[f.base] != 0 && (q.near(is.value*f.factor, 0) || q.near(is.value/f.factor, 0)) {
				return "is converted wrongly: it is off by the factor " + f.between
			}
		}
	}
	return ""
}

// roundingSlip finds a number that would be right if it had more figures.
func (q *quantityWanted) roundingSlip(given *quantity, is reckoned) string {
	const fewest = 2 // with one figure, too many numbers are near
	if given.least < fewest || given.ratio || !q.near(is.value, given.ownRounding(is.size)) {
		return ""
	}
	if q.Figures > 0 || q.LeastFigures > 0 {
		return fmt.Sprintf("has %s; %s", figuresText(given), q.figuresWanted())
	}
	return "is rounded too far"
}

func (d *reading) wantedElsewhere(given *quantity) bool {
	for i := range d.rubric.criteria {
		if n := d.rubric.criteria[i].number; n != nil && n.judge(given).right {
			return true
		}
	}
	return false
}
