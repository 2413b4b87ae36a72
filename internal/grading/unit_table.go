package grading

import (
	"math"
	"strings"
	"sync"
	"unicode"
)

// Units that can be converted.
//
// A unit is what it measures, written as powers of the base units, and its size
// in those. Two units measure the same when their powers agree, and a value goes
// from one to the other by way of the base units: 981 cm/s2 is 981 · 0.01 m/s2.
// Definitions and prefixes are those of the SI Brochure (BIPM, 9th edition, 2019),
// tables 1 to 8; the factors of other units those of NIST Special Publication 811
// (2008), appendix B.
//
// Three things are base units here that are none in the SI: the radian, so that an
// angle is no bare number; the byte; and the month of the calendar, which has no
// fixed number of days.

// dimension is what a unit measures: the powers of the base units.
type dimension [10]int8

var baseUnits = [len(dimension{})]string{"m", "kg", "s", "A", "K", "mol", "cd", "rad", "B", "month"}

const (
	inLength      = 0
	inTime        = 2
	inTemperature = 4
	inAngle       = 7
)

// measure is one unit: its dimension, and what a value in it is in base units,
// factor times the value plus offset.
type measure struct {
	dim            dimension
	factor, offset float64
}

// to converts a value to another unit of the same dimension.
func (u measure) to(other measure, value float64) float64 {
	return (value*u.factor + u.offset - other.offset) / other.factor
}

// times is the product of two units, the second raised to a power. A scale with a
// zero of its own has none left in a product: of J/(kg °C), differences count.
func (u measure) times(other measure, power int) measure {
	for i := range u.dim {
		u.dim[i] += other.dim[i] * int8(power)
	}
	u.factor *= math.Pow(other.factor, float64(power))
	u.offset = 0
	return u
}

// prefixes are those of the SI, the symbol before the name.
var prefixes = []struct {
	symbols, name string
	power         int
}{
	{"Y", "yotta", 24}, {"Z", "zetta", 21}, {"E", "exa", 18}, {"P", "peta", 15}, {"T", "tera", 12},
	{"G", "giga", 9}, {"M", "mega", 6}, {"k", "kilo", 3}, {"h", "hecto", 2}, {"da", "deca", 1},
	{"d", "deci", -1}, {"c", "centi", -2}, {"m", "milli", -3}, {"μ u", "micro", -6}, {"n", "nano", -9},
	{"p", "pico", -12}, {"f", "femto", -15}, {"a", "atto", -18}, {"z", "zepto", -21}, {"y", "yocto", -24},
}

// binary are the prefixes of powers of 1024 (IEC 80000-13).
var binary = []struct {
	symbol, name string
	power        int
}{{"Ki", "kibi", 1}, {"Mi", "mebi", 2}, {"Gi", "gibi", 3}, {"Ti", "tebi", 4}, {"Pi", "pebi", 5}}

// prefixed says which prefixes a unit takes.
type prefixed int

const (
	unprefixed prefixed = iota
	prefixedSI
	prefixedBinary // and those of the SI
)

// siUnits are the units by symbols, names, dimension and size in base units.
var siUnits = []struct {
	symbols, names, dim string
	factor              float64
	takes               prefixed
}{
	{"m", "meter metre", "m", 1, prefixedSI},
	{"g", "gram gramme gramm", "kg", 1e-3, prefixedSI},
	{"s sec", "second sekunde", "s", 1, prefixedSI},
	{"A", "amp ampere", "A", 1, prefixedSI},
	{"K", "kelvin", "K", 1, prefixedSI},
	{"mol", "mole", "mol", 1, prefixedSI},
	{"cd", "candela", "cd", 1, prefixedSI},
	{"rad", "radian", "rad", 1, prefixedSI},
	{"Hz", "hertz", "s-1", 1, prefixedSI},
	{"N", "newton", "m kg s-2", 1, prefixedSI},
	{"Pa", "pascal", "m-1 kg s-2", 1, prefixedSI},
	{"J", "joule", "m2 kg s-2", 1, prefixedSI},
	{"W", "watt", "m2 kg s-3", 1, prefixedSI},
	{"C", "coulomb", "s A", 1, prefixedSI},
	{"V", "volt", "m2 kg s-3 A-1", 1, prefixedSI},
	{"F", "farad", "m-2 kg-1 s4 A2", 1, prefixedSI},
	{"Ω", "ohm", "m2 kg s-3 A-2", 1, prefixedSI},
	{"S", "siemens", "m-2 kg-1 s3 A2", 1, prefixedSI},
	{"Wb", "weber", "m2 kg s-2 A-1", 1, prefixedSI},
	{"T", "tesla", "kg s-2 A-1", 1, prefixedSI},
	{"H", "henry", "m2 kg s-2 A-2", 1, prefixedSI},
	{"lm", "lumen", "cd rad2", 1, prefixedSI},
	{"lx", "lux", "cd rad2 m-2", 1, prefixedSI},
	{"Bq", "becquerel", "s-1", 1, prefixedSI},
	{"Gy", "gray", "m2 s-2", 1, prefixedSI},
	{"Sv", "sievert", "m2 s-2", 1, prefixedSI},
	{"kat", "katal", "mol s-1", 1, prefixedSI},
	{"l", "liter litre", "m3", 1e-3, prefixedSI},
	{"t", "tonne ton", "kg", 1e3, prefixedSI},
	{"bar", "", "m-1 kg s-2", 1e5, prefixedSI},
	{"eV", "electronvolt", "m2 kg s-2", 1.602176634e-19, prefixedSI},
	{"Da", "dalton", "kg", 1.66053906660e-27, prefixedSI},
	{"M", "molar", "mol m-3", 1e3, prefixedSI},
	{"cal", "calorie kalorie", "m2 kg s-2", 4.184, prefixedSI},
	{"Wh", "", "m2 kg s-2", 3600, prefixedSI},
	{"Ah", "", "s A", 3600, prefixedSI},
	{"Nm", "", "m2 kg s-2", 1, prefixedSI},
	{"min", "minute", "s", 60, unprefixed},
	{"h hr", "hour stunde", "s", 3600, unprefixed},
	{"", "day tage", "s", 86400, unprefixed},
	{"", "week woche", "s", 604800, unprefixed},
	{"mo", "month monat", "month", 1, unprefixed},
	{"yr", "year jahr", "month", 12, unprefixed},
	{"°", "", "rad", math.Pi / 180, unprefixed},
	{"ha", "hectare hektar", "m2", 1e4, unprefixed},
	{"Å", "angstrom", "m", 1e-10, unprefixed},
	{"in", "inch", "m", 0.0254, unprefixed},
	{"ft", "foot feet", "m", 0.3048, unprefixed},
	{"yd", "yard", "m", 0.9144, unprefixed},
	{"mi", "mile", "m", 1609.344, unprefixed},
	{"lb", "pound", "kg", 0.45359237, unprefixed},
	{"oz", "ounce", "kg", 0.028349523125, unprefixed},
	{"mph", "", "m s-1", 0.44704, unprefixed},
	{"kph kmh", "", "m s-1", 1 / 3.6, unprefixed},
	{"kn", "knot", "m s-1", 1852.0 / 3600, unprefixed},
	{"atm", "atmosphere", "m-1 kg s-2", 101325, unprefixed},
	{"mmHg", "torr", "m-1 kg s-2", 133.3224, unprefixed},
	{"psi", "", "m-1 kg s-2", 6894.757, unprefixed},
	{"mcg", "", "kg", 1e-9, unprefixed},
	{"B", "byte", "B", 1, prefixedBinary},
	{"bit", "", "B", 0.125, prefixedBinary},
	{"% pct ٪", "percent prozent percentage", "", 1e-2, unprefixed},
	{"‰", "permille promille", "", 1e-3, unprefixed},
	{"ppm", "", "", 1e-6, unprefixed},
	{"ppb", "", "", 1e-9, unprefixed},
}

// temperatures are the scales whose zero is not that of the kelvin.
var temperatures = []struct {
	names          string
	factor, offset float64
}{
	{"°C C celsius centigrade", 1, 273.15},
	{"°F F fahrenheit", 5.0 / 9, 459.67 * 5 / 9},
}

// unitForm is a unit under one of its symbols or names.
type unitForm struct {
	written string
	measure
}

// unitForms gives the units by symbol or name in lower case.
var unitForms = sync.OnceValue(func() map[string][]unitForm {
	forms := make(map[string][]unitForm, 4096)
	add := func(written string, u measure) {
		key := lowered(written)
		forms[key] = append(forms[key], unitForm{written, u})
	}
	for _, line := range siUnits {
		u := measure{dimensionOf(line.dim), line.factor, 0}
		for _, symbol := range strings.Fields(line.symbols) {
			add(symbol, u)
		}
		for _, name := range strings.Fields(line.names) {
			add(name, u)
		}
		addPrefixed(add, u, line.symbols, line.names, line.takes)
	}
	for _, line := range temperatures {
		for _, name := range strings.Fields(line.names) {
			add(name, measure{dimensionOf("K"), line.factor, line.offset})
		}
	}
	return forms
})

func addPrefixed(add func(string, measure), u measure, symbols, names string, takes prefixed) {
	if takes == unprefixed {
		return
	}
	with := func(prefix, names string, factor float64) {
		for _, name := range strings.Fields(names) {
			add(prefix+name, measure{u.dim, u.factor * factor, 0})
		}
	}
	for _, p := range prefixes {
		for _, symbol := range strings.Fields(p.symbols) {
			with(symbol, symbols, math.Pow10(p.power))
		}
		with(p.name, names, math.Pow10(p.power))
	}
	for _, p := range binary {
		if takes == prefixedBinary {
			with(p.symbol, symbols, math.Pow(1024, float64(p.power)))
			with(p.name, names, math.Pow(1024, float64(p.power)))
		}
	}
}

// dimensionOf reads powers of base units: "m2 kg s-2".
func dimensionOf(text string) dimension {
	var dim dimension
	for factor := range strings.FieldsSeq(text) {
		name := strings.TrimRight(factor, "-0123456789")
		power := int8(1)
		switch tail := factor[len(name):]; {
		case strings.HasPrefix(tail, "-"):
			power = -int8(tail[1] - '0')
		case tail != "":
			power = int8(tail[0] - '0')
		}
		for i, base := range baseUnits {
			if base == name {
				dim[i] += power
			}
		}
	}
	return dim
}

// lowered folds a symbol as a response is folded.
func lowered(symbol string) string { return normalise(symbol).text }

// unitsNamed are the units that a symbol or a name may stand for, as it was
// written. Capitals tell mW from MW. Where a response has no small letters, or no
// capitals, they may not have been meant, and other units of that spelling count
// too: PA may be Pa, but mw and MW are not the same.
func unitsNamed(written string) []measure {
	forms := unitForms()
	lower := lowered(written)
	known := forms[lower]
	for _, ending := range [...]string{"s", "es", "n", "en"} { // seconds, inches, Sekunden
		if short, ok := strings.CutSuffix(lower, ending); ok && len(known) == 0 && len(short) > 2 {
			known = forms[short]
		}
	}
	if len(known) == 0 {
		return nil
	}
	units := make([]measure, 0, len(known))
	for _, form := range known {
		if sameLetters(form.written, written) {
			units = append(units, form.measure)
		}
	}
	if len(units) > 0 && mixedCase(written) {
		return units
	}
	exact := units
	for _, form := range known {
		if !sameDimension(exact, form.dim) && !sameLetters(form.written, written) {
			units = append(units, form.measure)
		}
	}
	return units
}

func sameLetters(form, written string) bool { return unaccented(form) == unaccented(written) }

func unaccented(s string) string {
	if s == "Å" {
		return "A"
	}
	return s
}

func sameDimension(units []measure, dim dimension) bool {
	for _, u := range units {
		if u.dim == dim {
			return true
		}
	}
	return false
}

func mixedCase(s string) bool {
	upper, lower := false, false
	for _, r := range s {
		upper = upper || unicode.IsUpper(r)
		lower = lower || unicode.IsLower(r)
	}
	return upper && lower
}
