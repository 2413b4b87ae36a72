package grading

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// notations write a number as people do.
var notations = map[string]func(float64) string{
	"plain":     func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) },
	"exponent":  func(v float64) string { return strconv.FormatFloat(v, 'e', -1, 64) },
	"capital":   func(v float64) string { return strconv.FormatFloat(v, 'E', -1, 64) },
	"thousands": func(v float64) string { return groupThousands(strconv.FormatFloat(v, 'f', -1, 64)) },
	"spaces": func(v float64) string {
		return strings.ReplaceAll(groupThousands(strconv.FormatFloat(v, 'f', -1, 64)), ",", "\u2009")
	},
	"apostrophe": func(v float64) string {
		return strings.ReplaceAll(groupThousands(strconv.FormatFloat(v, 'f', -1, 64)), ",", "’")
	},
	"minus":     func(v float64) string { return strings.ReplaceAll(strconv.FormatFloat(v, 'f', -1, 64), "-", "−") },
	"power":     func(v float64) string { return strings.Replace(strconv.FormatFloat(v, 'e', -1, 64), "e", " × 10^", 1) },
	"uncertain": func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + " ± 0.5" },
}

func drawValue(t *rapid.T) float64 {
	digits := rapid.Int64Range(-999_999_999, 999_999_999).Draw(t, "digits")
	return float64(digits) / math.Pow10(rapid.IntRange(0, 8).Draw(t, "places"))
}

func TestANumberIsReadInEveryNotation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := drawValue(t)
		r, err := Compile(NumberSpec(Number{Value: value}, 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, write := range notations {
			if text := write(value); r.Mark(text).Score != 1 {
				t.Fatalf("%s: %v as %q: %+v", name, value, text, r.Mark(text))
			}
		}
	})
}

// alike are units of one kind each.
var alike = [][]string{
	{"m", "km", "cm", "mm", "µm", "inches", "ft", "miles"}, {"s", "min", "h", "days", "ms", "weeks"}, {"kg", "g", "mg", "t", "lb", "oz"},
	{"m/s", "km/h", "mph", "cm/s", "km s^-1"}, {"J", "kJ", "kWh", "N m", "kcal", "eV", "W·s", "kg m2 s-2"}, {"Pa", "kPa", "bar", "N/m2", "mmHg", "atm"},
	{"l", "mL", "m3", "cm³", "dm^3"}, {"K", "°C", "°F"}, {"B", "kB", "KiB", "bit", "GB"}, {"°", "rad", "mrad"}, {"%", "‰", "ppm"},
	{"J/(kg K)", "kJ/(kg K)", "J kg^-1 K^-1", "J/(g °C)"}, {"mol/l", "mM", "mol/m3"}, {"W/m2", "mW/cm2"},
}

// ofOneKind gives those readings of two units that are of one kind.
func ofOneKind(t *rapid.T, one, other string) (measure, measure) {
	for _, from := range unitOf(one) {
		for _, to := range unitOf(other) {
			if from.dim == to.dim {
				return from, to
			}
		}
	}
	t.Fatalf("%s and %s are of different kinds", one, other)
	return measure{}, measure{}
}

func TestAQuantityIsTheSameInEveryUnitOfItsKind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.SampledFrom(alike).Draw(t, "kind")
		one, other := rapid.SampledFrom(units).Draw(t, "unit"), rapid.SampledFrom(units).Draw(t, "other")
		value := rapid.Float64Range(1, 1000).Draw(t, "value")
		from, to := ofOneKind(t, one, other)
		there := from.to(to, value)
		if back := to.to(from, there); math.Abs(back-value) > 1e-9*(math.Abs(value)+500) {
			t.Fatalf("%v %s is %v %s, which is %v", value, one, there, other, back)
		}
		r, err := Compile(NumberSpec(Number{Value: value, Unit: one, Tolerance: Tolerance{Amount: 1e-9 * 500}}, 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("%s %s", strconv.FormatFloat(there, 'g', -1, 64), other)
		if m := r.Mark(text); m.Score != 1 {
			t.Fatalf("%v %s as %q: %+v", value, one, text, m)
		}
	})
}

func TestAToleranceIsNeverExceeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := Number{Value: drawValue(t), Tolerance: Tolerance{Amount: rapid.Float64Range(0, 0.5).Draw(t, "amount"), Relative: rapid.Bool().Draw(t, "relative")}}
		allowed := n.Tolerance.Amount
		if n.Tolerance.Relative {
			allowed *= math.Abs(n.Value)
		}
		allowed += 1e-9 * math.Abs(n.Value) * 1.001
		given := n.Value + rapid.Float64Range(-2, 2).Draw(t, "off")*max(allowed, 1e-6)
		r, err := Compile(NumberSpec(n, 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		text := strconv.FormatFloat(given, 'f', -1, 64)
		if m := r.Mark(text); m.Score == 1 && math.Abs(given-n.Value) > allowed {
			t.Fatalf("%v is accepted for %v ± %v", text, n.Value, allowed)
		}
	})
}

func FuzzQuantity(f *testing.F) {
	f.Add("9.81", "m/s2", "9,81 m/s^2 or 981 cm·s⁻²", "en")
	f.Add("25", "%", "¼, 2½ % ± 1/4‰ 1:3:4 3 to 1", "de")
	f.Add("1e300", "J/(kg K", "1'000.000,5e5 x 10^-300 kg m^{-2", "de-CH")
	f.Add("-5", "°C", "minus five degrees − 5 °F 1 h 30 min einundzwanzig Komma", "de")
	f.Add("7", "\u212b", strings.Repeat("7", 100)+strings.Repeat(" 123", 50), "fr")
	f.Fuzz(func(t *testing.T, value, unit, response, language string) {
		n := Number{Unit: unit}
		n.Value, _ = strconv.ParseFloat(value, 64)
		x := NewLexicon(Options{Language: language})
		for _, spec := range []Spec{NumberSpec(n, 1), {Points: 1, Criteria: []Criterion{{ID: "n", Points: 1, Number: &n}}}} {
			r, err := Compile(spec, x)
			if err != nil {
				continue
			}
			for _, text := range []string{response, value + " " + unit} {
				m := r.Mark(text)
				if !(m.Score >= 0 && m.Score <= 1) {
					t.Fatalf("score %v", m.Score)
				}
				checkEvidence(t, text, m)
			}
		}
	})
}
