package grading

import (
	"math"
	"strings"
	"testing"
)

func TestNumbersAreFoundHoweverTheyAreWritten(t *testing.T) {
	tests := []struct {
		value     float64
		unit      string
		responses string // separated by |
	}{
		{13000, "", "13000|13,000|13 000|13k|13K|thirteen thousand|13 thousand|1.3e4|1.3E+4|about 13,000 prompts|~13,000.|13 × 10^3|1.3 x 10^4|1.3×10⁴|it was 13,000, no more"},
		{405e9, "", "405B|405 billion|405 B|405b parameters|405bn|four hundred and five billion|405,000,000,000|0.405 trillion|0.405T|405.000.000.000"},
		{1.8e12, "", "1.8T|1.8 trillion|~1.8T|one point eight trillion|1,800 billion|1800B|1.8T+|1,8T|1,8 trillion"},
		{15e12, "", "15T+|15T tokens|fifteen trillion|15 trillion"},
		{10e6, "", "$10M|ten million|$10 million"},
		{100e6, "", "a hundred million|one hundred million"},
		{10, "x", "ten times|10x|10-fold"},
		{100, "x", "a hundred times"},
		{0.008, "$", "$0.0080|0.008 dollars|0.008|USD 0.008|0.0080$|.008|$.008|0,008"},
		{2, "", "2,|2, which is even"},
		{60, "%", "60%|60 %|60 percent|sixty per cent|60|sixty percent"},
		{0.6, "", "60%|0.6|0.60|.6|it is about .6 or so"},
		{-5, "", "-5|it is −5|(-5)"},
		{7, "", "seven|7|7th|the 7 stages"},
		{25, "", "twenty-five|twenty five|25"},
		{99, "", "ninety-nine"},
		{250, "", "two hundred and fifty|two hundred fifty|250"},
		{1500, "", "fifteen hundred|one thousand five hundred|1.5k"},
		{10, "million dollars", "$10M|10 million dollars|ten million"},
		{50, "tokens per second", "50 tokens per second|50"},
		{340, "m/s", "340 m/s|340|340 metres per second|340m/s|340 meters / second"},
		{60.05, "g/mol", "60.05 g/mol|60.05 grams per mole"},
		{7.87, "g/cm³", "7.87 g/cm3|7.87 g/cm^3|7.87 g/cm³|7.87"},
		{9.81, "m/s²", "9.81 m/s2|9.81 m/s^2|9.81 m/s²"},
		{100, "", "10^2|10²"},
	}
	for _, tt := range tests {
		r := mustCompile(t, NumberSpec(Number{Value: tt.value, Unit: tt.unit}, 1), nil)
		for response := range strings.SplitSeq(tt.responses, "|") {
			m := r.Mark(response)
			if m.Score != 1 {
				t.Errorf("%v %s in %q: score %v, reasons %v", tt.value, tt.unit, response, m.Score, m.Reasons)
			}
			checkEvidence(t, response, m)
		}
	}
}

func TestNumbersThatAreNotMeant(t *testing.T) {
	tests := []struct {
		value    float64
		unit     string
		response string
	}{
		{4, "", "GPT-4"},
		{4, "", "gpt4o"},
		{3, "", "a 3d view"},
		{5, "", "-5"},
		{13000, "", "13,00"},
		{13000, "", "13 0000"},
		{102, "", "10²"},
		{23, "", "two three"},
		{405e9, "", "not 405B"},
		{5, "km", "5 kg"},
		{5, "%", "$5"},
		{50, "words", "50 tokens"},
		{10, "m/s", "10 m"},
		{10, "m/s", "10 m/h"},
		{10, "m/s", "10 m/s2"},
		{10, "m/s", "10 metres per hour"},
		{7.87, "g/cm³", "7.87 g"},
	}
	for _, tt := range tests {
		r := mustCompile(t, NumberSpec(Number{Value: tt.value, Unit: tt.unit}, 1), nil)
		if m := r.Mark(tt.response); m.Score != 0 {
			t.Errorf("%v %s in %q: score %v, want 0", tt.value, tt.unit, tt.response, m.Score)
		}
	}
}

func TestTolerance(t *testing.T) {
	tests := []struct {
		n        Number
		response string
		want     float64
	}{
		{Number{Value: 10, Tolerance: Tolerance{Amount: 0.1}}, "10.1", 1},
		{Number{Value: 10, Tolerance: Tolerance{Amount: 0.1}}, "9.9", 1},
		{Number{Value: 10, Tolerance: Tolerance{Amount: 0.1}}, "10.11", 0},
		{Number{Value: 200, Tolerance: Tolerance{Amount: 0.02, Relative: true}}, "204", 1},
		{Number{Value: 200, Tolerance: Tolerance{Amount: 0.02, Relative: true}}, "205", 0},
		{Number{Value: 10, Also: []float64{20}}, "20", 1},
		{Number{Value: 0}, "0", 1},
		{Number{Value: 0.1}, "0.1", 1},
		{Number{Value: 10, Tolerance: Tolerance{Amount: 1}, Unit: "million"}, "11 million", 1},
	}
	for _, tt := range tests {
		r := mustCompile(t, NumberSpec(tt.n, 1), nil)
		if m := r.Mark(tt.response); m.Score != tt.want {
			t.Errorf("%+v in %q: score %v, want %v", tt.n, tt.response, m.Score, tt.want)
		}
	}
}

func TestSlipsAreNamed(t *testing.T) {
	tests := []struct {
		n              Number
		response, want string
	}{
		{Number{Value: 13000}, "130,000", "“130,000” is ten times too large"},
		{Number{Value: 13000}, "13", "“13” is a thousand times too small"},
		{Number{Value: 405e9}, "405 million", "“405 million” is a thousand times too small"},
		{Number{Value: 0.008}, "it costs 0.8 for all", "“0.8” is a hundred times too large"},
		{Number{Value: 5, Unit: "km"}, "5 kg", "“5 kg” is in kg, not km"},
		{Number{Value: 13000}, "12", ""},
	}
	for _, tt := range tests {
		m := mustCompile(t, NumberSpec(tt.n, 1), nil).Mark(tt.response)
		if got := strings.Join(m.Reasons, "; "); got != tt.want {
			t.Errorf("%v in %q: reasons %q, want %q", tt.n.Value, tt.response, got, tt.want)
		}
	}
}

func TestParseTolerance(t *testing.T) {
	for text, want := range map[string]Tolerance{
		"0.1": {Amount: 0.1}, "2%": {0.02, true}, " 2 % ": {0.02, true}, "±5%": {0.05, true}, "": {}, "0": {},
	} {
		got, err := ParseTolerance(text)
		if err != nil || math.Abs(got.Amount-want.Amount) > 1e-12 || got.Relative != want.Relative {
			t.Errorf("ParseTolerance(%q) = %+v, %v; want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"x", "%", "-1", "-2%", "nan", "inf", "1e999", "5 percent"} {
		if got, err := ParseTolerance(text); err == nil {
			t.Errorf("ParseTolerance(%q) = %+v, want an error", text, got)
		}
	}
}

func TestWantedNumbersCanBeRead(t *testing.T) {
	for _, tt := range []struct {
		n    Number
		want string
	}{
		{Number{Value: 13000, Unit: "prompts"}, "13,000 prompts"},
		{Number{Value: 405e9, Unit: "parameters"}, "405 billion parameters"},
		{Number{Value: 1.8e12}, "1.8 trillion"},
		{Number{Value: 0.008, Unit: "$"}, "$0.008"},
		{Number{Value: 60, Unit: "%"}, "60%"},
		{Number{Value: -1234567}, "-1,234,567"},
		{Number{Value: 2024}, "2,024"},
	} {
		if got := numberText(tt.n); got != tt.want {
			t.Errorf("numberText(%v) = %q, want %q", tt.n.Value, got, tt.want)
		}
	}
}

// TestAbbreviatedNamesMarkThemselves gives short answers whose full stops end no
// sentence.
func TestAbbreviatedNamesMarkThemselves(t *testing.T) {
	for _, answer := range []string{"E. coli", "B. subtilis", "J. Watson", "J. D. Watson", "No. 5", "p. 12", "c. 1900", "v. 2", "1. FC Köln", "e.g. this"} {
		r := mustCompile(t, Short([]string{answer}, nil, 1), nil)
		for _, response := range []string{answer, strings.ToLower(answer), "it is " + answer, "because of " + answer + "."} {
			if answer == "1. FC Köln" && response[0] != '1' {
				continue // where else a number with a full stop ends a sentence
			}
			if m := r.Mark(response); m.Score != 1 {
				t.Errorf("%q in %q: score %v, reasons %v", answer, response, m.Score, m.Reasons)
			}
		}
	}
	r := mustCompile(t, Spec{Points: 1, Criteria: []Criterion{{ID: "x", Points: 1, Any: []string{"C scurvy"}}}}, nil)
	if m := r.Mark("They lack vitamin C. Scurvy comes of it."); m.Score != 0 {
		t.Errorf("a keyword is met across the end of a sentence: %+v", m)
	}
}
