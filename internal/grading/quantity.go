package grading

import (
	"math"
	"strconv"
	"strings"
)

// quantity is a number found in a response: "13,000", "405B", "one point eight
// trillion", "$10M".
type quantity struct {
	value float64
	plain float64 // the number before its scale letter
	// letter is that scale letter, which may have been meant as a unit (10m).
	letter      string
	unit        string // canonical; empty when none is named, or none that is known
	scaled      bool
	first, last int32 // tokens
}

// scaleWords multiply the number before them.
var scaleWords = map[string]float64{
	"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12,
	"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "mil": 1e6, "b": 1e9, "bn": 1e9, "bil": 1e9, "t": 1e12, "tn": 1e12, "trn": 1e12,
}

// maxQuantities is the most numbers of one response that are looked at.
const maxQuantities = 2_000

// allQuantities finds the numbers of a response, once.
func (d *reading) allQuantities() []quantity {
	if d.quantities != nil {
		return d.quantities
	}
	d.quantities = []quantity{}
	for i := int32(0); int(i) < len(d.tokens) && len(d.quantities) < maxQuantities; {
		q, next := d.quantityAt(i)
		if next == i {
			i++
			continue
		}
		d.shareScale(q)
		d.quantities = append(d.quantities, q)
		i = next
	}
	return d.quantities
}

// quantityAt reads the number that begins at token i; next is i if there is none.
func (d *reading) quantityAt(i int32) (q quantity, next int32) {
	text := d.tokens[i].text
	if text == "" {
		return q, i
	}
	if isDigit(text[0]) {
		return d.digitsAt(i)
	}
	return d.wordsAt(i)
}

// digitsAt reads a number written in digits.
func (d *reading) digitsAt(i int32) (quantity, int32) {
	t := &d.tokens[i]
	if t.glued && i > 0 && d.versionBefore(i) {
		return quantity{}, i // GPT-4
	}
	digits, tail := splitNumber(t.text)
	if d.pointBefore(t.from) {
		digits = "0." + digits
	}
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return quantity{}, i
	}
	q := quantity{value: value, plain: value, first: i, last: i}
	next := i + 1
	if next, value = d.groupsAt(next, digits, tail, value); value != q.value {
		q.value, q.plain, q.last = value, value, next-1
	}
	if !d.tailOf(&q, tail) {
		return quantity{}, i
	}
	next = d.powerAt(&q, next)
	if d.minusBefore(t.from) {
		q.value, q.plain = -q.value, -q.plain
	}
	next = d.scaleAt(&q, next)
	return q, d.unitAt(&q, t, next)
}

// splitNumber divides "1.8t" into its digits and what follows them.
func splitNumber(text string) (digits, tail string) {
	end := numberEnd(text, 0)
	if end < len(text) && text[end] == 'e' && end+1 < len(text) && isDigit(text[end+1]) { // 2e5
		end++
		for end < len(text) && isDigit(text[end]) {
			end++
		}
	}
	return text[:end], text[end:]
}

// pointBefore reports whether a decimal point with nothing before it stands
// before the byte at: .5
func (d *reading) pointBefore(at int32) bool {
	text, ok := strings.CutSuffix(d.normal.text[:at], ".")
	return ok && (text == "" || strings.ContainsAny(text[len(text)-1:], " \t\n(~$€£"))
}

// versionBefore reports whether a hyphen ties the digits at token i to a word,
// which makes them part of a name.
func (d *reading) versionBefore(i int32) bool {
	before := &d.tokens[i-1]
	return !hasDigit(before.text) && d.tokens[i].from > before.to && d.normal.text[before.to] == '-' && d.rubric.lexicon.lang.numberWords[before.text] == 0
}

// groupsAt reads "13 000": groups of three digits behind a space.
func (d *reading) groupsAt(next int32, digits, tail string, value float64) (int32, float64) {
	if tail != "" || len(digits) > 3 || strings.ContainsAny(digits, ".e") {
		return next, value
	}
	for int(next) < len(d.tokens) {
		t, before := &d.tokens[next], &d.tokens[next-1]
		if len(t.raw) != 3 || !allDigits(t.raw) || t.to-t.from != 3 || t.from-before.to != 1 || d.normal.text[before.to] != ' ' {
			break
		}
		group, _ := strconv.ParseFloat(t.raw, 64)
		value = value*1000 + group
		next++
	}
	return next, value
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// tailOf reads what is written together with the digits: a scale, a unit, an
// ordinal ending. It reports whether it still is a number.
func (d *reading) tailOf(q *quantity, tail string) bool {
	if tail == "" {
		return true
	}
	if scale, ok := scaleWords[tail]; ok {
		q.value *= scale
		q.letter, q.scaled = canonicalUnit(tail), true
		return true
	}
	switch tail {
	case "st", "nd", "rd", "th":
		return true
	}
	if !knownUnit(tail) {
		return false // 3d, 4o
	}
	q.unit = canonicalUnit(tail)
	return true
}

// powerAt reads a power: "10^5", "10⁵", and "3 x 10^5".
func (d *reading) powerAt(q *quantity, next int32) int32 {
	if exponent, ok := d.exponentAt(next); ok {
		q.value = math.Pow(q.value, exponent)
		q.plain, q.last = q.value, next
		return next + 1
	}
	base := next
	if d.isToken(base, "x") {
		base++
	} else if int(base) >= len(d.tokens) || !strings.ContainsAny(d.between(base), "×*·") {
		return next
	}
	if !d.isToken(base, "10") {
		return next
	}
	if exponent, ok := d.exponentAt(base + 1); ok {
		q.value *= math.Pow(10, exponent)
		q.plain, q.last, q.scaled = q.value, base+1, true
		return base + 2
	}
	return next
}

// exponentAt reads the number behind a ^.
func (d *reading) exponentAt(i int32) (float64, bool) {
	if i == 0 || int(i) >= len(d.tokens) {
		return 0, false
	}
	sign := 1.0
	switch d.between(i) {
	case "^":
	case "^-":
		sign = -1
	default:
		return 0, false
	}
	exponent, err := strconv.ParseFloat(d.tokens[i].text, 64)
	return sign * exponent, err == nil && exponent <= 300
}

func (d *reading) between(i int32) string {
	if i == 0 {
		return d.normal.text[:d.tokens[0].from]
	}
	return d.normal.text[d.tokens[i-1].to:max(d.tokens[i].from, d.tokens[i-1].to)]
}

func (d *reading) isToken(i int32, text string) bool {
	return int(i) < len(d.tokens) && d.tokens[i].text == text
}

// minusBefore reports whether a minus stands before the byte at, and is no
// hyphen of a range.
func (d *reading) minusBefore(at int32) bool {
	text := strings.TrimRight(d.normal.text[:at], "$€£¥")
	text, ok := strings.CutSuffix(text, "-")
	return ok && (text == "" || strings.ContainsAny(text[len(text)-1:], " \t\n(=,;:"))
}

// scaleAt reads "billion", "thousand" and the like behind a number.
func (d *reading) scaleAt(q *quantity, next int32) int32 {
	for int(next) < len(d.tokens) && d.tokens[next].before == pauseNone {
		text := d.tokens[next].text
		scale, ok := scaleWords[text]
		if !ok || q.letter != "" {
			break
		}
		if len(text) == 1 {
			if upper := d.source[d.startOf(next)]; text != "b" && text != "k" && (upper < 'A' || upper > 'Z') {
				break // 5 t, 5 m: tonnes, metres
			}
			q.letter = canonicalUnit(text)
		}
		q.value *= scale
		q.scaled, q.last = true, next
		next++
	}
	return next
}

func (d *reading) startOf(i int32) int {
	start, _ := d.normal.original(d.tokens[i].from, d.tokens[i].to)
	return start
}

// unitAt reads the unit around a number: %, a currency, or a word behind it.
func (d *reading) unitAt(q *quantity, t *token, next int32) int32 {
	before := d.normal.text[:t.from]
	after := strings.TrimLeft(d.normal.text[d.tokens[next-1].to:], " +")
	for _, sign := range [...]string{"$", "€", "£", "¥"} {
		if strings.HasSuffix(before, sign) || strings.HasSuffix(before, sign+" ") || strings.HasPrefix(after, sign) {
			q.unit = canonicalUnit(sign)
			return next
		}
	}
	if strings.HasPrefix(after, "%") || strings.HasPrefix(after, "٪") {
		q.unit = "%"
		return next
	}
	if q.letter != "" && q.unit == "" && int(next) < len(d.tokens) && d.between(next) == "/" { // 340m/s are no million
		q.unit, q.letter, q.value, q.scaled = q.letter, "", q.plain, false
	}
	if q.unit != "" { // it was written together with the digits
		return d.quotientAt(q, next)
	}
	if int(next) >= len(d.tokens) || d.tokens[next].before != pauseNone {
		return next
	}
	word := d.tokens[next].raw
	if word == "per" && d.isToken(next+1, "cent") {
		q.unit, q.last = "%", next+1
		return next + 2
	}
	if knownUnit(word) {
		q.unit, q.last = canonicalUnit(word), next
		return d.quotientAt(q, next+1)
	}
	return next
}

// quotientAt reads what a unit is divided by: m/s, metres per second, g/cm^3.
func (d *reading) quotientAt(q *quantity, next int32) int32 {
	if q.unit == "%" || strings.HasPrefix(q.unit, "$") {
		return next // of 10% per year, or $5 per token, the first says what is counted
	}
	for {
		if exponent, ok := d.digitBehindPower(next); ok {
			q.unit, q.last = q.unit+exponent, next
			next++
		}
		by := next
		switch {
		case int(by) < len(d.tokens) && strings.TrimSpace(d.between(by)) == "/":
		case d.isToken(by, "per") && int(by)+1 < len(d.tokens) && knownUnit(d.tokens[by+1].raw):
			by++
		default:
			return next
		}
		q.unit, q.last = q.unit+"/"+canonicalUnit(d.tokens[by].raw), by
		next = by + 1
	}
}

// digitBehindPower is the digit of a unit such as cm^3.
func (d *reading) digitBehindPower(i int32) (string, bool) {
	if i == 0 || int(i) >= len(d.tokens) || d.between(i) != "^" || len(d.tokens[i].raw) != 1 || !isDigit(d.tokens[i].raw[0]) {
		return "", false
	}
	return d.tokens[i].raw, true
}

// shareScale lets "10" of "10 to 100 million" be ten million as well: the
// response may mean either, and gets the better reading.
func (d *reading) shareScale(q quantity) {
	if len(d.quantities) == 0 {
		return
	}
	before := d.quantities[len(d.quantities)-1]
	switch gap := q.first - before.last - 1; {
	case gap == 0 && strings.ContainsAny(d.between(q.first), "-–—"):
	case gap == 1 && (d.isToken(q.first-1, "to") || d.isToken(q.first-1, "or") || d.isToken(q.first-1, "and")):
	default:
		return
	}
	if before.unit == "" {
		before.unit = q.unit
		d.quantities[len(d.quantities)-1].unit = q.unit
	}
	if !q.scaled || before.scaled || q.plain == 0 {
		return
	}
	before.value *= q.value / q.plain
	before.scaled = true
	d.quantities = append(d.quantities, before)
}
