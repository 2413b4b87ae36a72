package grading

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// units are the units that are compared by their letters, by canonical name: those
// that count things, and those of unit_table.go where they stand beside one. A number
// with one of them is refused where another is wanted.
var units = func() map[string]string {
	names := make(map[string]string)
	for _, line := range []string{
		"% percent percents percentage pct",
		"$ dollar usd buck", "€ euro eur", "£ gbp quid", "¥ yen jpy yuan",
		"x times time fold",
		"s sec second", "ms millisecond", "min minute", "h hr hour", "day", "week", "month", "year yr",
		"kg kilogram kilo", "g gram gramme", "mg milligram", "µg microgram", "t ton tonne",
		"m meter metre", "km kilometer kilometre", "cm centimeter centimetre", "mm millimeter millimetre", "mile", "inch inches", "foot feet ft",
		"l liter litre", "ml milliliter millilitre",
		"bit", "byte", "kb kilobyte", "mb megabyte", "gb gigabyte", "tb terabyte", "pb petabyte",
		"token", "parameter param weight", "word", "example sample prompt question pair demonstration", "page", "layer",
		"hz hertz", "khz kilohertz", "mhz megahertz", "ghz gigahertz",
		"v volt", "amp ampere", "w watt", "kw kilowatt", "kwh", "j joule", "n newton", "pa pascal", "k kelvin", "mol mole",
		"gpu", "flop flops",
	} {
		forms := strings.Fields(line)
		for _, form := range forms {
			names[form] = forms[0]
		}
	}
	return names
}()

// canonicalUnit folds a unit to one name: plurals, and names of the same unit.
// An unknown one keeps its letters.
func canonicalUnit(unit string) string {
	unit = strings.TrimSuffix(strings.ToLower(strings.Join(strings.Fields(unit), " ")), ".")
	if name, ok := units[unit]; ok {
		return name
	}
	singular, plural := strings.CutSuffix(unit, "s")
	if name, ok := units[singular]; ok && plural {
		return name
	}
	if plural && len(singular) > 2 {
		return singular
	}
	return unit
}

// wantedUnit is the canonical unit of a criterion, of which one word may be
// known: "training examples", "dollars per million tokens". A quotient such as m/s
// is wanted whole.
func wantedUnit(unit string) string {
	unit = strings.ToLower(norm.NFKC.String(unit))
	if strings.Contains(unit, "/") {
		var parts []string
		for part := range strings.SplitSeq(unit, "/") {
			parts = append(parts, canonicalUnit(strings.ReplaceAll(part, "^", "")))
		}
		return strings.Join(parts, "/")
	}
	for word := range strings.FieldsSeq(unit) {
		if knownUnit(word) {
			return canonicalUnit(word)
		}
	}
	return canonicalUnit(unit)
}

// unitsWanted are what the unit of a criterion may be, where it can be converted: the
// whole of it, or else the one word of it that is known.
func unitsWanted(unit string) []measure {
	if units := unitOf(unit); units != nil {
		return units
	}
	if strings.ContainsAny(unit, "/^·*") || strings.Contains(" "+unit+" ", " per ") {
		return nil
	}
	for word := range strings.FieldsSeq(unit) {
		if knownUnit(strings.ToLower(word)) {
			return unitOf(word)
		}
	}
	return nil
}

// sameUnit reports whether a unit that a response names is the wanted one. Where no
// quotient is wanted, the first part of one will do: 50 tokens per second are 50
// tokens.
func sameUnit(given, wanted string) bool {
	if !strings.Contains(wanted, "/") {
		given, _, _ = strings.Cut(given, "/")
	}
	return given == wanted
}

func knownUnit(unit string) bool {
	if _, ok := units[unit]; ok {
		return true
	}
	singular, plural := strings.CutSuffix(unit, "s")
	_, ok := units[singular]
	return plural && len(singular) > 1 && ok
}
