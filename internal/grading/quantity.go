package grading

import (
	"math"
	"strconv"
	"strings"
)

// quantity is a number found in a response: "13,000", "405B", "one point eight
// trillion", "$10M", "9,81 m/s²", "3:1".
type quantity struct {
	value float64
	plain float64 // the number before its scale letter
	// letter is that scale letter, which may have been meant as a unit (10m), and
	// letterUnits what it then is.
	letter      string
	letterUnits []measure
	// unit is as written, where it can be converted: units are what it may be. It
	// is canonical where it cannot. Empty when none is named, or none that is known.
	unit  string
	units []measure
	// doubtful is a unit that may be an ordinary word.
	doubtful bool
	// part is a number inside another (the 3 of 3:1), or one that says how sure
	// another is. A question for one number does not look at it.
	part  bool
	ratio bool // written as one: 3:1, 1/4
	// reading is another reading of the digits of the quantity before.
	reading     bool
	words       bool // of words that make a fraction: half, two thirds
	scaled      bool
	least, most int   // significant figures; 0 where there is no telling
	first, last int32 // tokens
	from, to    int   // bytes of the normal text, without the unit
	end         int   // where a unit that can be converted ends; 0 if there is none
}

// scaleWords multiply the number before them.
var scaleWords = map[string]float64{
	"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "dozen": 12,
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
		d.add(q)
		i = next
	}
	d.compounds()
	return d.quantities
}

// add keeps a quantity, with the other reading of its digits.
func (d *reading) add(q quantity) {
	other := d.otherReading(q)
	d.quantities = append(d.quantities, q)
	d.quantities = append(d.quantities, d.parts(q)...)
	if other != q.value {
		q.value, q.plain, q.reading = other, other, true
		q.least, q.most = 0, 0
		d.quantities = append(d.quantities, q)
	}
}

// otherReading is what the digits of a quantity may be worth as well.
func (d *reading) otherReading(q quantity) float64 {
	if q.to == 0 || !isDigit(d.normal.text[q.from]) || !d.rubric.lexicon.lang.decimalComma {
		return q.value
	}
	n, ok := numeralAt(d.normal.text, q.from, true)
	if !ok || !n.either || n.value == 0 {
		return q.value
	}
	return q.value / n.value * n.other
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
	text, from := d.normal.text, int(t.from)
	if !isDigit(text[from]) { // a part of a contraction: l'8
		from += strings.Index(text[from:t.to], t.raw)
	}
	n, ok := numeralAt(text, from, d.rubric.lexicon.lang.decimalComma)
	if !ok {
		return quantity{}, i
	}
	if d.pointBefore(int32(from)) {
		n.end, n.integer, n.either = digitsEnd(text, from), false, false
		n.value, _ = strconv.ParseFloat("0."+text[from:n.end], 64)
		n.least, n.most = figuresOf("0." + text[from:n.end])
	}
	q := quantity{value: n.value, plain: n.value, least: n.least, most: n.most, first: i, from: from}
	end := d.fractionAt(&q, n)
	end, ok = d.tailOf(&q, end)
	if !ok {
		return quantity{}, i
	}
	end = d.powerAt(&q, end)
	if d.minusBefore(i) {
		q.value, q.plain = -q.value, -q.plain
	}
	q.part = d.plusMinusBefore(t.from)
	next := d.after(i, end)
	q.last, q.to = next-1, end
	if scaled := d.scaleAt(&q, d.andHalf(&q, next)); scaled > next {
		next, end = scaled, int(d.tokens[scaled-1].to)
		q.last = next - 1
	}
	return q, d.unitAt(&q, next, end)
}

// after returns the first token that begins at or behind a place, from i on.
func (d *reading) after(i int32, place int) int32 {
	for i++; int(i) < len(d.tokens) && int(d.tokens[i].from) < place; i++ {
		if t := &d.tokens[i]; int(t.to) > place && t.from == d.tokens[i-1].from {
			break // another part of a contraction
		}
	}
	return i
}

// pointBefore reports whether a decimal point with nothing before it stands
// before the byte at: .5
func (d *reading) pointBefore(at int32) bool {
	text, ok := strings.CutSuffix(d.normal.text[:at], ".")
	return ok && (text == "" || strings.ContainsAny(text[len(text)-1:], " \t\n(~-$€£"))
}

// versionBefore reports whether a hyphen ties the digits at token i to a word,
// which makes them part of a name.
func (d *reading) versionBefore(i int32) bool {
	before := &d.tokens[i-1]
	return !hasDigit(before.text) && d.tokens[i].from > before.to && d.normal.text[before.to] == '-' && !before.isNumberWord(d.rubric.lexicon.lang)
}

// tailOf reads a scale or an ordinal ending written together with the digits, and
// returns where it ends. It reports whether it still is a number.
func (d *reading) tailOf(q *quantity, end int) (int, bool) {
	text := d.normal.text
	tail := text[end : end+lettersEnd(text[end:])]
	if tail == "" || q.ratio {
		return end, true
	}
	switch tail {
	case "st", "nd", "rd", "th":
		return end + len(tail), true
	case "x":
		if tens := d.tensAt(end); tens > end {
			return end, true // 1.5x10^3
		}
	case "d":
		return end, false // a 3d view
	}
	scale, scales := d.scaleOf(tail)
	units, unitEnd := readUnit(&d.normal, d.source, end)
	switch {
	case scales && (units == nil || unitEnd <= end+len(tail)):
		q.value *= scale
		q.letter, q.letterUnits, q.scaled = canonicalUnit(tail), units, true
		return end + len(tail), true
	case units != nil, knownUnit(tail):
		return end, true
	}
	return end, false // 4o
}

func lettersEnd(text string) int {
	end := 0
	for i, r := range text {
		if !isWordRune(r) || isDigit(text[i]) {
			return i
		}
		end = i + len(string(r))
	}
	return end
}

// powerAt reads a power from a place on: "10^5", "10⁵", and "3 x 10^5". It returns
// where it ends.
func (d *reading) powerAt(q *quantity, end int) int {
	if q.ratio || q.scaled {
		return end
	}
	if exponent, after := d.exponentAt(end, false); after > end {
		q.value = math.Pow(q.value, exponent)
		q.plain, q.least, q.most = q.value, 0, 0
		return after
	}
	tens := d.tensAt(end)
	if tens == end {
		return end
	}
	exponent, after := d.exponentAt(tens, true)
	if after == tens {
		return end
	}
	q.value *= math.Pow(10, exponent)
	q.plain, q.scaled = q.value, true
	return after
}

// tensAt returns the end of "x 10" at a place, or the place.
func (d *reading) tensAt(at int) int {
	text := d.normal.text
	i := at + len(text[at:]) - len(strings.TrimLeft(text[at:], " \t"))
	for _, sign := range [...]string{"x", "×", "*", "·", "⋅", "∙"} {
		if after, ok := strings.CutPrefix(text[i:], sign); ok {
			after = strings.TrimLeft(after, " \t")
			if after, ok = strings.CutPrefix(after, "10"); ok && (after == "" || !isDigit(after[0])) {
				return len(text) - len(after)
			}
		}
	}
	return at
}

// exponentAt reads an exponent: ^5, ^-5, ^(-5), **5; behind a base of ten also -5,
// where the raised digits were lost in copying. It returns its end, or the place.
func (d *reading) exponentAt(at int, ten bool) (float64, int) {
	text := d.normal.text
	i := at
	switch {
	case strings.HasPrefix(text[i:], "^"):
		i++
	case strings.HasPrefix(text[i:], "**"):
		i += 2
	case !ten || !strings.HasPrefix(text[i:], "-"):
		return 0, at
	}
	closing := byte(0)
	if i < len(text) && (text[i] == '(' || text[i] == '{') {
		closing = map[byte]byte{'(': ')', '{': '}'}[text[i]]
		i++
	}
	sign := 1.0
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		if text[i] == '-' {
			sign = -1
		}
		i++
	}
	end := digitsEnd(text, i)
	exponent, err := strconv.ParseFloat(text[i:end], 64)
	if err != nil || exponent > 300 {
		return 0, at
	}
	if closing != 0 && end < len(text) && text[end] == closing {
		end++
	}
	return sign * exponent, end
}

func (d *reading) between(i int32) string {
	if i == 0 {
		return d.normal.text[:d.tokens[0].from]
	}
	return d.normal.text[d.tokens[i-1].to:max(d.tokens[i].from, d.tokens[i-1].to)]
}

func (d *reading) isToken(i int32, text string) bool {
	return i >= 0 && int(i) < len(d.tokens) && d.tokens[i].text == text
}

// minusBefore reports whether a minus stands before token i, as a sign or as a
// word, and is no hyphen of a range and no operator.
func (d *reading) minusBefore(i int32) bool {
	text := strings.TrimSuffix(d.normal.text[:d.tokens[i].from], ".")
	text = strings.TrimRight(text, "$€£¥")
	if before, ok := strings.CutSuffix(text, "-"); ok {
		return before == "" || strings.ContainsAny(before[len(before)-1:], " \t\n(=,;:≈~")
	}
	if before, ok := strings.CutSuffix(strings.TrimRight(text, " "), "-"); ok {
		return strings.HasSuffix(strings.TrimRight(before, " "), "=")
	}
	if i == 0 || d.tokens[i].before != pauseNone || !d.rubric.lexicon.lang.minus[d.tokens[i-1].text] {
		return false
	}
	return len(d.quantities) == 0 || d.quantities[len(d.quantities)-1].last != i-2
}

// plusMinusBefore reports whether ± stands before the byte at.
func (d *reading) plusMinusBefore(at int32) bool {
	text := strings.TrimRight(d.normal.text[:at], " ")
	return strings.HasSuffix(text, "±") || strings.HasSuffix(text, "+/-") || strings.HasSuffix(text, "+-")
}

// scaleOf is what a word multiplies the number before it by.
func (d *reading) scaleOf(word string) (float64, bool) {
	if scale, ok := d.rubric.lexicon.lang.scales[word]; ok {
		return scale, true
	}
	scale, ok := scaleWords[word]
	return scale, ok
}

// scaleAt reads "billion", "thousand" and the like behind a number.
func (d *reading) scaleAt(q *quantity, next int32) int32 {
	for int(next) < len(d.tokens) && d.tokens[next].before == pauseNone {
		text := d.tokens[next].text
		scale, ok := d.scaleOf(text)
		if !ok || q.letter != "" {
			break
		}
		if len(text) == 1 {
			if upper := d.source[d.startOf(next)]; text != "b" && text != "k" && (upper < 'A' || upper > 'Z') {
				break // 5 t, 5 m: tonnes, metres
			}
			units, end := readUnit(&d.normal, d.source, int(d.tokens[next].from))
			if units != nil && end > int(d.tokens[next].to) {
				break // 5 K/s
			}
			q.letter, q.letterUnits = canonicalUnit(text), units
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
