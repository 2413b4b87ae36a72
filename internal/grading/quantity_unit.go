package grading

import "strings"

// unitAt reads the unit around a number whose last byte is before end, and whose
// last token is before next: %, a currency, a unit that can be converted, or a word
// behind it.
func (d *reading) unitAt(q *quantity, next int32, end int) int32 {
	before := d.normal.text[:q.from]
	after := strings.TrimLeft(d.normal.text[end:], " +")
	for _, sign := range [...]string{"$", "€", "£", "¥"} {
		if strings.HasSuffix(before, sign) || strings.HasSuffix(before, sign+" ") || strings.HasPrefix(after, sign) {
			q.unit = canonicalUnit(sign)
			return next
		}
	}
	if after := d.measureAt(q, next, end); after > next || q.units != nil {
		return after
	}
	if tail := d.normal.text[end:]; lettersEnd(tail) > 0 && int(d.tokens[next-1].to) > end { // 10x: letters of the same token
		q.unit = canonicalUnit(tail[:lettersEnd(tail)])
		return d.quotientAt(q, next)
	}
	if int(next) >= len(d.tokens) || d.tokens[next].before != pauseNone {
		return next
	}
	if word := d.tokens[next].raw; knownUnit(word) {
		q.unit, q.last = canonicalUnit(word), next
		return d.quotientAt(q, next+1)
	}
	return next
}

// measureAt reads a unit that can be converted.
func (d *reading) measureAt(q *quantity, next int32, end int) int32 {
	text := d.normal.text
	at := end
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '+') {
		at++
	}
	if at == end && at < len(text) && text[at] == '-' { // a 5-km run
		at++
	}
	for word, sign := range perWords {
		if rest, ok := strings.CutPrefix(text[at:], word); ok && lettersEnd(rest) == 0 {
			q.unit, q.units, q.end = sign, unitsNamed(sign), at+len(word)
			next = d.after(next-1, at+len(word))
			q.last = next - 1
			return next
		}
	}
	units, unitEnd := readUnit(&d.normal, d.source, at)
	if units == nil {
		return next
	}
	if unitEnd > at && d.splitsToken(next, unitEnd) {
		return next
	}
	written := text[at:unitEnd]
	q.doubtful = at > end && ordinaryUnits[written] || strings.HasPrefix(written, "/") || strings.HasPrefix(written, "per ")
	reader := unitReader{normal: &d.normal, source: d.source}
	q.unit, q.units, q.end = reader.cased(at, unitEnd), units, unitEnd
	next = d.after(next-1, unitEnd)
	q.last = next - 1
	return next
}

// splitsToken reports whether a unit would end inside a token.
func (d *reading) splitsToken(next int32, end int) bool {
	for i := next - 1; int(i) < len(d.tokens) && int(d.tokens[i].from) < end; i++ {
		if int(d.tokens[i].to) > end && d.tokens[i].to-d.tokens[i].from > 0 {
			return true
		}
	}
	return false
}

var perWords = map[string]string{"per cent": "%", "per mille": "‰", "per mill": "‰"}

// quotientAt reads what a unit that cannot be converted is divided by: tokens per
// second.
func (d *reading) quotientAt(q *quantity, next int32) int32 {
	if strings.HasPrefix(q.unit, "$") {
		return next // of $5 per token, the first says what is counted
	}
	for {
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
