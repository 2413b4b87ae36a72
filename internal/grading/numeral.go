package grading

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Numerals: numbers in digits, as people of many countries write them.
//
// A group of three digits behind a comma, a point, a space or an apostrophe is a
// thousand where that can be: 13,000, 13.000, 13 000, 13'000. Where a single comma
// or point before three digits may as well be the decimal one, the deck's language
// decides on the comma: 1,234 is 1234 in English and 1.234 in German. A point before
// three digits (1.234) is decimal in English; in a language with a decimal comma it
// may be either, since calculators write a point, and the better reading counts.

// numeral is a number in digits.
type numeral struct {
	value float64
	// other is a second reading of the same digits; either is set then.
	other  float64
	either bool
	// figures are the significant ones; of 1200, whose zeros may be rounded, from
	// least to most.
	least, most int
	integer     bool
	end         int // where it ends in the text
}

// maxGroups of three digits; beyond 60 digits no response is meant as a number.
const maxDigitGroups = 20

// numeralAt reads the numeral that begins at a digit of a normal text.
func numeralAt(text string, at int, decimalIsComma bool) (numeral, bool) {
	end := digitsEnd(text, at)
	whole := text[at:end]
	if len(whole) > maxWord {
		return numeral{}, false
	}
	groups, separator := 0, byte(0)
	if len(whole) <= 3 && whole[0] != '0' {
		end, groups, separator = groupsEnd(text, end)
	}
	digits := whole
	if groups > 0 {
		digits = strings.NewReplacer(",", "", ".", "", " ", "", "'", "").Replace(text[at:end])
	}
	n := numeral{integer: true}
	if mark := end; decimalAt(text, at, mark, groups, separator) {
		end = digitsEnd(text, mark+1)
		n.integer = false
		digits += "." + text[mark+1:end]
	} else if groups == 1 && (separator == ',' || separator == '.') {
		part := whole + "." + text[at+len(whole)+1:end]
		decimal := separator == '.'
		switch {
		case decimal && decimalIsComma:
			n.either = true
			n.other, _ = strconv.ParseFloat(part, 64)
		case decimal != decimalIsComma:
			digits, n.integer = part, false
		}
	}
	exponent := ""
	if e := exponentEnd(text, end); e > end {
		exponent, end, n.integer = text[end:e], e, false
	}
	value, err := strconv.ParseFloat(digits+exponent, 64)
	if err != nil {
		return numeral{}, false
	}
	if n.either && exponent != "" {
		n.either = false
	}
	n.value, n.end = value, end
	n.least, n.most = figuresOf(digits)
	return n, true
}

// groupsEnd returns the end of the groups of three digits that follow whole digits,
// how many they are, and what divides them.
func groupsEnd(text string, end int) (int, int, byte) {
	if end >= len(text) || !strings.ContainsRune(",. '", rune(text[end])) {
		return end, 0, 0
	}
	separator, groups := text[end], 0
	for groups < maxDigitGroups && groupAt(text, end, separator) {
		if next, _ := utf8.DecodeRuneInString(text[end+4:]); separator == ' ' && unicode.IsLetter(next) {
			break // $5 405B
		}
		end += 4
		groups++
	}
	if groups == 0 {
		separator = 0
	}
	return end, groups, separator
}

// decimalAt reports whether a decimal mark and digits stand at the end of the whole
// digits, which begin at start.
func decimalAt(text string, start, mark, groups int, separator byte) bool {
	if mark+1 >= len(text) || !isDigit(text[mark+1]) {
		return false
	}
	switch text[mark] {
	case '.':
		return groups == 0 || separator != '.'
	case ',':
		return separator != ',' && decimalComma(text, start, mark)
	}
	return false
}

// exponentEnd returns the end of an exponent such as e5 or e-3 at i, or i.
func exponentEnd(text string, i int) int {
	if i >= len(text) || text[i] != 'e' {
		return i
	}
	digits := i + 1
	if digits < len(text) && (text[digits] == '-' || text[digits] == '+') {
		digits++
	}
	if end := digitsEnd(text, digits); end > digits {
		return end
	}
	return i
}

// figuresOf counts the significant figures of a number without an exponent. Zeros
// before them never count, and those at the end of a whole number may or may not.
func figuresOf(digits string) (least, most int) {
	whole, part, decimal := strings.Cut(digits, ".")
	all := strings.TrimLeft(whole+part, "0")
	if all == "" { // nothing: as many as are written behind the point
		return max(len(part), 1), max(len(part), 1)
	}
	if decimal {
		return len(all), len(all)
	}
	return len(strings.TrimRight(all, "0")), len(all)
}

// lastPlace is the worth of one in the last place of a value with so many figures.
func lastPlace(value float64, figures int) float64 {
	if value == 0 {
		return math.Pow10(-figures)
	}
	return math.Pow10(int(math.Floor(math.Log10(math.Abs(value))+slack)) - figures + 1)
}
