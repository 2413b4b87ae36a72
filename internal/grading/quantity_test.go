package grading

import (
	"strings"
	"testing"
)

// markedNumbers are responses to questions for a number: those that are right, and,
// behind a !, those that are wrong, separated by |.
type markedNumbers struct {
	n         Number
	responses string
}

func checkNumbers(t *testing.T, language string, tests []markedNumbers) {
	t.Helper()
	x := NewLexicon(Options{Language: language})
	for _, tt := range tests {
		r := mustCompile(t, NumberSpec(tt.n, 1), x)
		for response := range strings.SplitSeq(tt.responses, "|") {
			want := 1.0
			if wrong, ok := strings.CutPrefix(response, "!"); ok {
				response, want = wrong, 0
			}
			m := r.Mark(response)
			if m.Score != want {
				t.Errorf("%v %s in %q: score %v, want %v, reasons %v", tt.n.Value, tt.n.Unit, response, m.Score, want, m.Reasons)
			}
			checkEvidence(t, response, m)
		}
	}
}

func TestUnitsAreConverted(t *testing.T) {
	checkNumbers(t, "en", []markedNumbers{
		{Number{Value: 9.81, Tolerance: Tolerance{Amount: 0.01}, Unit: "m/s2"}, "981 cm/s2|9.81m/s2|9.8 m/s²|9,81 m/s^2|9.81|9.81 m s^-2|9.81 m s-2|9.81 m·s⁻²|9.81 m*s^(-2)|9.81 m/s/s|9.81 metres per second squared|9.81 metres per second per second|nine point eight one|g = 9.81 m/s2|9.81 N/kg|!98.1 m/s2|!9.81 kg|!9.81 km/h|!9.81 m/s"},
		{Number{Value: 9.81, Unit: "m/s2"}, "9.81 ms-2|9.81 ms^-2|9.81 ms⁻²|981 cms-2|9.81 [m/s²]|9.81 (m/s²)|9.81 m/s every second|9.81 m/s each second|!9.81 ms-1|!9.81 ms|!9.81 [m/s]"},
		{Number{Value: 9.81, Unit: "ms-2", UnitRequired: true}, "9.81 m/s2|9.81 ms-2|9.81 m s^-2|!9.81|!9.81 m/s"},
		{Number{Value: 5, Unit: "kHz"}, "5 ms-1|5 ms^-1|5000 s-1|!5 m/s"},
		{Number{Value: 1000, Unit: "kg/m3"}, "1000 kgm-3|1 gcm^-3|1 gcm⁻³|1 kg/l|!1000 kg-3|!1 kgm-3"},
		{Number{Value: 4180, Unit: "J/(kg K)"}, "4180 Jkg-1K-1|4.18 kJkg^-1K^-1|4.18 kJkg⁻¹K⁻¹|4.18 J/gK|4.18 kJ/kgK|4.18 kJ/(kgK)|4180 J/kg°C|4.18 J/(g°C)|!4180 J/kg|!4.18 kJ/kgkg"},
		{Number{Value: 1500, Unit: "W/(m2 K)"}, "1.5 kW/m2K|1.5 kW/m²K|1.5 kW/(m²K)|1.5 kWm-2K-1|!1.5 kW/m2"},
		{Number{Value: 2, Unit: "s"}, "2 s-3 s|2s-3s"},
		{Number{Value: 20, Unit: "m/s"}, "20 metres a second|20 m every second|72 km an hour|20 m each second|!20 m a day|!20 m a head"},
		{Number{Value: 20, Unit: "m"}, "20 m a second|20 m a head|20 m"},
		{Number{Value: 2, Unit: "mm"}, "0.2 cm|2 MM|2000 µm|2000 um|0.002 m|2×10^-3 m|2 · 10⁻³ m|2 x 10-3 m|!2 cm|!2 m"},
		{Number{Value: 2, Unit: "l"}, "2000 mL|2 L|2 litres|2 dm³|2000 cubic centimetres|0.002 m^3"},
		{Number{Value: 1, Unit: "m/s"}, "3.6 km/h|3.6 kilometres per hour|3.6 km per hour|3.6 kph|!1 km/h|!3.6"},
		{Number{Value: 5000, Unit: "J"}, "5 kJ|5000 N m|5000 N·m|5000 Nm|5 kN m|5000 W s|5000 newton metres|!5 J"},
		{Number{Value: 1, Unit: "N"}, "1 kg m/s2|1 kg·m/s²|1 kg m s^-2|1 kg*m/s^2"},
		{Number{Value: 2, Unit: "J/(kg K)"}, "2 J/(kg·K)|2 J/kg K|2 J kg^-1 K^-1|2 J/kg/K|2 J/(kg °C)|2 kJ/(t K)|2 joules per kilogram kelvin|!2 J K/kg2"},
		{Number{Value: 293.15, Unit: "K"}, "20 °C|20°C|20 degrees Celsius|68 °F|!20 K|!20"},
		{Number{Value: 0, Unit: "°C"}, "273.15 K|32 °F|0 degrees|!0 K"},
		{Number{Value: 180, Unit: "°"}, "180°|180 degrees|3.14159265358979 rad"},
		{Number{Value: 8, Unit: "kB"}, "8000 bytes|8 KB|8 kb|7.8125 KiB|64 kbit|8 kilobytes"},
		{Number{Value: 1.5, Unit: "h"}, "90 min|1 h 30 min|1 hour and 30 minutes|5400 s|1.5h|!1 h|!30 min"},
		{Number{Value: 1, Unit: "year"}, "12 months|1 year|!1 month|!365 kg"},
		{Number{Value: 5, Unit: "MW"}, "5 MW|5 mw|5e6 W|5000 kW|!5 mW"},
		{Number{Value: 4.7, Unit: "kΩ"}, "4.7 kΩ|4700 ohm|4700 Ω|4.7 kiloohms"},
		{Number{Value: 0.1, Unit: "M"}, "0.1 M|100 mM|0.1 mol/l|0.1 mol/dm3"},
		{Number{Value: 3, Unit: "in"}, "3 in|7.62 cm|3 inches"},
		{Number{Value: 10, Unit: "m"}, "10m|10 m in 2 s|10 metres long|a 10-metre pole"},
		{Number{Value: 1, Unit: "km"}, "1000 m|1 KM|!1 Mm|!10 km/h"},
		{Number{Value: 15}, "15 in the morning|15 as well|15 pm"},
	})
}

func TestFractionsRatiosAndPercentages(t *testing.T) {
	checkNumbers(t, "en", []markedNumbers{
		{Number{Value: 0.25}, "25%|1/4|a quarter|one quarter|¼|25 percent|250 ‰|a fourth of it|!25|!the fourth"},
		{Number{Value: 25, Unit: "%"}, "0.25|1/4|a quarter|25 per cent|250‰|250 permille|25|!0.25%|!4"},
		{Number{Value: 0.5}, "half|1/2|½|a half|one half|50%|half of them|!a half-life|!2"},
		{Number{Value: 2.5}, "2 1/2|2½|two and a half|5/2|2 and a half"},
		{Number{Value: 2.0 / 3, Tolerance: Tolerance{Amount: 0.001}}, "two thirds|two-thirds|2/3|!the second third"},
		{Number{Value: 3}, "3:1|3 to 1|6:2|!1:3"},
		{Number{Value: 500_000}, "half a million|0.5 million"},
		{Number{Value: 24}, "two dozen|2 dozen|24|!a dozen"},
		{Number{Value: 12}, "a dozen|dozen|twelve|12/1"},
	})
}

func TestNumeralsOfManyCountries(t *testing.T) {
	checkNumbers(t, "en", []markedNumbers{
		{Number{Value: 300_000}, "three hundred thousand|300 000|300,000|300'000|300’000|3e5|3×10^5|3 x 10⁵|3*10**5|300\u202f000|300k"},
		{Number{Value: 1234}, "1,234|1 234|1'234|1234|1.234e3|1,234.0|!1.234"},
		{Number{Value: 1234567.5}, "1,234,567.5|1.234.567,5|1 234 567.5|1 234 567,5|1'234'567.5"},
		{Number{Value: 1.234}, "1.234|!1,234"},
		{Number{Value: 0.0015}, "1.5e-3|1.5×10^-3|1,5·10^-3|1.5 x 10⁻³|1.5*10^(-3)|1.5E-3|.0015"},
		{Number{Value: 1e6}, "10^6|10⁶|a million|10**6"},
		{Number{Value: -5}, "-5|−5|minus five|minus 5|negative 5|x=-5|!5|!3 minus 5"},
		{Number{Value: 9.81}, "9.81 ± 0.02|9.81 +/- 0.02"},
	})
	checkNumbers(t, "de", []markedNumbers{
		{Number{Value: 9.81, Unit: "m/s2"}, "9,81 m/s²|9.81 m/s2|neun Komma acht eins|!98,1 m/s2"},
		{Number{Value: 1234}, "1.234|1 234|1.234,0|1,234e3|tausendzweihundertvierunddreißig|!1,234"},
		{Number{Value: 1.234}, "1,234|1.234|!1234"},
		{Number{Value: 21}, "einundzwanzig|!einundzwanzigmal"},
		{Number{Value: 317}, "dreihundertsiebzehn|dreihundertundsiebzehn"},
		{Number{Value: 1.5}, "anderthalb|eineinhalb|1,5|1 1/2"},
		{Number{Value: 2_500_000}, "2,5 Millionen|2,5 Mio.|2.500.000|zweieinhalb Millionen"},
		{Number{Value: 3e9}, "drei Milliarden|3 Mrd"},
		{Number{Value: 1e12}, "eine Billion|1 Billion|!eine Milliarde"},
		{Number{Value: 25, Unit: "%"}, "ein Viertel|25 Prozent|0,25"},
		{Number{Value: 90, Unit: "s"}, "90 Sekunden|1,5 Minuten|1 Minute 30 Sekunden|1 Minute und 30 Sekunden"},
	})
	checkNumbers(t, "de-CH", []markedNumbers{{Number{Value: 1234.5}, "1'234.5|1234.5"}, {Number{Value: 1.234}, "1.234|!1,234"}})
	checkNumbers(t, "fr", []markedNumbers{{Number{Value: 1234.5}, "1 234,5|1.234,5"}})
}

func TestSignificantFigures(t *testing.T) {
	checkNumbers(t, "en", []markedNumbers{
		{Number{Value: 9.81, Figures: 3}, "9.81|9.81e0|981 × 10^-2|!9.8|!9.810|!9.82"},
		{Number{Value: 0.0456789, Figures: 3}, "0.0457|4.57e-2|!0.0456|!0.046|!0.04568"},
		{Number{Value: 2345.678, Figures: 5}, "2345.7|2,345.7|!2345.6|!2345.68"},
		{Number{Value: 1200, Figures: 2}, "1200|1.2e3|!1.20e3|!1000"},
		{Number{Value: 1200, Figures: 4}, "1200|1200.|1.200e3|!1.2e3"},
		{Number{Value: 9.81, LeastFigures: 3}, "9.81|9.810|!9.8|!9.82"},
		{Number{Value: 9.80665, LeastFigures: 3}, "9.81|9.807|9.80665|!9.80|!9.8"},
		{Number{Value: 9.81, Unit: "m/s2", Figures: 3}, "981 cm/s2|9.81 m/s2|!9.8 m/s2"},
		{Number{Value: 3, Figures: 3}, "three|3.00|!3"},
		{Number{Value: 0, Figures: 2}, "0.00|!0"},
	})
}

func TestRangesAndUnitsThatAreRequired(t *testing.T) {
	width := Range(59.5, 60.5)
	width.Unit, width.Also = "g", []float64{70}
	bound := Range(-3, -3)
	checkNumbers(t, "en", []markedNumbers{
		{width, "59.5|60.5 g|60|0.06 kg|70 g|59.6 or 60.4|!59.4|!60.6 g|!60 m|!60 or 61"},
		{bound, "-3|!3|!-3.1"},
		{Number{Value: 5, Unit: "kg", UnitRequired: true}, "5 kg|five kilograms|5000 g|!5|!5 m"},
		{Number{Value: 5, Unit: "prompts", UnitRequired: true}, "5 prompts|five prompts|!5"},
		{Number{Value: 25, Unit: "%", UnitRequired: true}, "25%|0.25|a quarter|!25"},
	})
}

func TestAQuestionForOneNumberTakesNoListOfThem(t *testing.T) {
	checkNumbers(t, "en", []markedNumbers{
		{Number{Value: 4}, "not 3 but 4|12/3 = 4|8 - 4 = 4|there are 4 of them, each with 3 legs|4|!3, 4 or 5|!3 or 4|!4 or 3|!3 4 5|!4; 5|!3\n4\n5|!4 apples or maybe 5|!three or four|!4, 4, 5"},
		{Number{Value: 4, Also: []float64{5}}, "4 or 5|!3, 4 or 5"},
		{Number{Value: 5, Unit: "m/s"}, "v = 20 m / 4 s = 5 m/s|5 m/s, 18 km/h|!5 m/s or 6 m/s|!5 or 6 m/s"},
		{Number{Value: 9.8, Tolerance: Tolerance{Amount: 0.01}}, "9.8 or 9.81|!9.8, 9.81 or 12"},
	})
	r := mustCompile(t, NumberSpec(Number{Value: 4}, 1), nil)
	for _, response := range []string{"3-4", "4 to 6", "between 3 and 4"} {
		if m := r.Mark(response); m.Score != 1 || m.Route != RouteReview || len(m.Reasons) != 1 {
			t.Errorf("the range %q: score %v, route %s, reasons %v", response, m.Score, m.Route, m.Reasons)
		}
	}
	inText := rubricOf(t, Criterion{Number: &Number{Value: 4}}, nil)
	for _, response := range []string{"3, 4 or 5", "3-4", "4:1"} {
		if m := inText.Mark(response); m.Score != 1 || m.Route != RouteAutomatic {
			t.Errorf("free text with %q: score %v, route %s", response, m.Score, m.Route)
		}
	}
}

func TestSlipsOfQuantitiesAreNamed(t *testing.T) {
	gravity := Number{Value: 9.81, Tolerance: Tolerance{Amount: 0.01}, Unit: "m/s2"}
	tests := []struct {
		n              Number
		response, want string
	}{
		{gravity, "98.1 m/s2", "“98.1 m/s2” is ten times too large"},
		{gravity, "98.1", "“98.1” is ten times too large"},
		{gravity, "9.81 cm/s2", "“9.81 cm/s2” is a hundred times too small"},
		{gravity, "-9.81 m/s2", "“-9.81 m/s2” has the wrong sign"},
		{gravity, "9.81 kg", "“9.81 kg” is in kg, not m/s2"},
		{Number{Value: 5, Unit: "kg", UnitRequired: true}, "5", "“5” has no unit; kg is wanted"},
		{Number{Value: 9.81, Figures: 3}, "9.8", "“9.8” has 2 significant figures; 3 significant figures are wanted"},
		{Number{Value: 9.81, LeastFigures: 3}, "9.8", "“9.8” has 2 significant figures; at least 3 significant figures are wanted"},
		{Number{Value: 9.81, Figures: 3}, "9.810", "“9.810” has 4 significant figures; 3 significant figures are wanted"},
		{Number{Value: 12345}, "12300", "“12300” is rounded too far"},
		{Number{Value: 3}, "1:3", "“1:3” is the wrong way round"},
		{Number{Value: 25, Unit: "%"}, "0.25%", "“0.25%” is a hundred times too small: it is a fraction with a percent sign"},
		{Number{Value: 0.25}, "25", "“25” is a hundred times too large, unless a percentage is meant: then % is missing"},
		{Number{Value: 36, Unit: "km/h"}, "10", "“10” is converted wrongly: it is off by the factor 3.6 between m/s and km/h"},
		{Number{Value: 7, Unit: "km/h"}, "7 mph", "“7 mph” is in mph, where the number is right for km/h"},
		{Number{Value: 2, Unit: "h"}, "120", "“120” is converted wrongly: it is off by the factor 60 between seconds, minutes and hours"},
		{Number{Value: 300, Unit: "K"}, "26.85", "“26.85” is converted wrongly: it is off by the 273.15 between °C and K"},
		{Number{Value: 4}, "3, 4 or 5", "“3, 4 or 5” leaves open which value is meant"},
		{Number{Value: 4}, "7", ""},
	}
	for _, tt := range tests {
		m := mustCompile(t, NumberSpec(tt.n, 1), nil).Mark(tt.response)
		if got := strings.Join(m.Reasons, "; "); got != tt.want || m.Score != 0 {
			t.Errorf("%v %s in %q: score %v, reasons %q, want %q", tt.n.Value, tt.n.Unit, tt.response, m.Score, got, tt.want)
		}
	}
}

func TestNumbersThatCannotBeMeant(t *testing.T) {
	one, two := 1.0, 2.0
	for name, n := range map[string]Number{
		"number.from":          {From: &two, To: &one},
		"number.to":            {To: &one},
		"number.figures":       {Figures: 16},
		"number.least_figures": {Figures: 2, LeastFigures: 2},
		"number.unit_required": {UnitRequired: true},
	} {
		_, err := Compile(Spec{Points: 1, Criteria: []Criterion{{ID: "n", Points: 1, Number: &n}}}, nil)
		problems, _ := err.(Problems)
		if len(problems) != 1 || problems[0].Path != "criterion[0]."+name {
			t.Errorf("%s: problems %+v", name, problems)
		}
	}
}
