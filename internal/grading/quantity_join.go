package grading

import (
	"strconv"
	"strings"
)

// Numbers that belong together: fractions and ratios, ranges that share a unit,
// and quantities in several units (1 h 30 min).

// fractionAt reads the rest of a fraction or a ratio behind a numeral: 1/4, 2 1/2,
// 3:1. It returns where that ends.
func (d *reading) fractionAt(q *quantity, n numeral) int {
	text := d.normal.text
	if n.integer && n.end < len(text) && text[n.end] == ' ' { // 2 1/2
		above, sign, below, end := d.overAt(n.end+1, digitsEnd(text, n.end+1))
		if sign == '/' && above < below && end > 0 {
			q.value += above / below
			q.plain, q.least, q.most = q.value, 0, 0
			return end
		}
	}
	above, sign, below, end := d.overAt(q.from, n.end)
	if sign == 0 || sign == ':' && q.from > 0 && text[q.from-1] == ':' {
		return n.end
	}
	if above != n.value {
		above = n.value // grouped or decimal
	}
	q.value, q.ratio = above/below, true
	q.plain, q.least, q.most = q.value, 0, 0
	return end
}

// overAt reads the sign and the divisor behind a number from from to end. The sign
// is 0 where there is none: 1/4/2024 is a date, 10:30:15 a time.
func (d *reading) overAt(from, end int) (above float64, sign rune, below float64, after int) {
	text := d.normal.text
	above, err := strconv.ParseFloat(text[from:end], 64)
	rest := text[end:]
	for _, s := range [...]string{"/", "⁄", "∕", ":"} {
		if tail, ok := strings.CutPrefix(rest, s); ok {
			sign, rest = '/', tail
			if s == ":" {
				sign = ':'
			}
		}
	}
	if sign == 0 || rest == "" || !isDigit(rest[0]) || err != nil && from+64 < end {
		return 0, 0, 0, 0
	}
	n, ok := numeralAt(text, len(text)-len(rest), d.rubric.lexicon.lang.decimalComma)
	if !ok || n.value == 0 {
		return 0, 0, 0, 0
	}
	if n.end+1 < len(text) && strings.ContainsRune("/:", rune(text[n.end])) && isDigit(text[n.end+1]) {
		return 0, 0, 0, 0
	}
	if from > 1 && strings.ContainsRune("/:", rune(text[from-1])) && isDigit(text[from-2]) {
		return 0, 0, 0, 0
	}
	return above, sign, n.value, n.end
}

// parts are the numbers of a ratio by themselves.
func (d *reading) parts(q quantity) []quantity {
	if !q.ratio || q.to <= q.from {
		return nil
	}
	text := d.normal.text
	var parts []quantity
	for at := q.from; at < q.to && len(parts) < 2; {
		n, ok := numeralAt(text, at, d.rubric.lexicon.lang.decimalComma)
		if !ok {
			break
		}
		p := quantity{value: n.value, plain: n.value, part: true, least: n.least, most: n.most, first: q.first, last: q.last, from: at, to: n.end}
		p.unit, p.units, p.doubtful = q.unit, q.units, q.doubtful
		parts = append(parts, p)
		for at = n.end; at < q.to && !isDigit(text[at]); {
			at++
		}
	}
	return parts
}

// shareScale lets "10" of "10 to 100 million" be ten million as well: the
// response may mean either, and gets the better reading. A unit is shared in the
// same way.
func (d *reading) shareScale(q quantity) {
	if len(d.quantities) == 0 {
		return
	}
	last := len(d.quantities) - 1
	before := d.quantities[last]
	switch gap := q.first - before.last - 1; {
	case gap == 0 && strings.ContainsAny(d.between(q.first), "-–—"):
	case gap == 1 && (d.isToken(q.first-1, "to") || d.isToken(q.first-1, "or") || d.isToken(q.first-1, "and")):
		d.ratioInWords(before, q)
		before = d.quantities[last]
	default:
		return
	}
	if before.unit == "" && before.letter == "" {
		for i := last; i >= 0 && d.quantities[i].first == before.first; i-- {
			d.quantities[i].unit, d.quantities[i].units, d.quantities[i].doubtful = q.unit, q.units, q.doubtful
		}
		before = d.quantities[last]
	}
	if !q.scaled || before.scaled || q.plain == 0 {
		return
	}
	before.value *= q.value / q.plain
	before.scaled, before.reading = true, true
	d.quantities = append(d.quantities, before)
}

// ratioInWords adds the ratio that "3 to 1" may be.
func (d *reading) ratioInWords(before, q quantity) {
	if !d.isToken(q.first-1, "to") || q.value == 0 || before.unit != "" || q.unit != "" || before.part {
		return
	}
	d.quantities = append(d.quantities, quantity{
		value: before.value / q.value, plain: before.value / q.value, ratio: true, reading: true,
		first: before.first, last: q.last, from: before.from, to: q.to,
	})
}

// compounds joins quantities such as 1 h 30 min, each in a smaller unit of the same
// kind than the one before.
func (d *reading) compounds() {
	n := len(d.quantities)
	for i := 0; i+1 < n; i++ {
		whole := d.quantities[i]
		end := i
		for j := i + 1; j < n && d.continues(d.quantities[end], d.quantities[j]); j++ {
			next := d.quantities[j]
			whole.value += next.units[0].to(whole.units[0], next.value)
			whole.last, whole.to, whole.end = next.last, next.to, next.end
			end = j
		}
		if end == i {
			continue
		}
		for ; i < end; i++ {
			d.quantities[i].part = true
		}
		d.quantities[end].part = true
		whole.plain, whole.least, whole.most, whole.part = whole.value, 0, 0, false
		d.quantities = append(d.quantities, whole)
	}
}

// continues reports whether a quantity goes on with the next in a smaller unit.
func (d *reading) continues(q, next quantity) bool {
	if len(q.units) == 0 || len(next.units) == 0 || q.doubtful || next.doubtful || next.value < 0 || q.value < 0 {
		return false
	}
	big, small := q.units[0], next.units[0]
	if big.dim != small.dim || big.offset != 0 || small.factor >= big.factor || small.to(big, next.value) >= 1 {
		return false
	}
	switch gap := next.first - q.last - 1; gap {
	case 0:
		return strings.TrimSpace(d.between(next.first)) == ""
	case 1:
		return d.isToken(next.first-1, d.rubric.lexicon.lang.and)
	}
	return false
}
