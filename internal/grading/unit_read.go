package grading

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading units: symbols and names, their powers, products and quotients.
// km, kg m s^-2, kg·m/s², J/(kg K), metres per second squared. What stands behind
// a stroke divides up to the next one, so that J/kg K is J/(kg K).

const (
	maxFactors  = 8 // of one unit
	maxReadings = 8 // of a unit whose symbols mean several things
	maxPower    = 6 // of one factor
)

// unitReader reads a unit from a normal text.
type unitReader struct {
	normal *normal
	source string
	at     int
	fields int // factors read
	depth  int // brackets open
}

// readUnit reads the unit at a place of a normal text. It gives what the unit may
// be, best reading first, and its end; no readings if there is none that can be
// converted.
func readUnit(n *normal, source string, at int) (units []measure, end int) {
	r := unitReader{normal: n, source: source, at: at}
	units = r.product()
	if len(units) > 0 {
		units = append(r.rates(units), units...)
	}
	if r.divided() { // by something that is unknown: the whole is
		return nil, at
	}
	return units, r.at
}

// rates reads what units are by the hour, "miles an hour" or "m/s every second". They
// may be meant without it as well.
func (r *unitReader) rates(units []measure) []measure {
	start := r.at
	r.spaces()
	switch word := r.word(); word {
	case "a", "an", "every", "each":
		r.at += len(word)
	default:
		r.at = start
		return nil
	}
	r.spaces()
	var rates []measure
	for _, time := range r.named(r.word()) {
		if time.dim == secondUnit.dim {
			for _, u := range units {
				rates = append(rates, u.times(time, -1))
			}
		}
	}
	if rates == nil {
		r.at = start
	}
	return rates
}

// secondUnit is the second.
var secondUnit = measure{dim: dimensionOf("s"), factor: 1}

// unitOf reads a text that is a unit as a whole.
func unitOf(text string) []measure {
	text = strings.TrimSpace(text)
	n := normalise(text)
	units, end := readUnit(&n, text, 0)
	if end < len(n.text) {
		return nil
	}
	return units
}

func (r *unitReader) rest() string { return r.normal.text[r.at:] }

// product reads factors and what stands between them.
func (r *unitReader) product() []measure {
	units := []measure{{factor: 1}}
	power, any := 1, false
	for r.fields < maxFactors {
		start := r.at
		next := r.separator(any)
		switch next {
		case sepNone:
			r.at = start
			return read(units, any)
		case sepOver:
			power = -1
		}
		factor, own := r.factor(next == sepSpace, power < 0)
		if factor == nil {
			r.at = start
			return read(units, any)
		}
		units = combine(units, factor, power*own)
		any = true
	}
	return read(units, any)
}

func read(units []measure, any bool) []measure {
	if !any {
		return nil
	}
	return units
}

// combine multiplies what the factors so far may be with what the next may be.
func combine(units, factor []measure, power int) []measure {
	if len(units) == 1 && units[0] == (measure{factor: 1}) && power == 1 {
		return factor
	}
	var all []measure
	for _, u := range units {
		for _, f := range factor {
			if len(all) < maxReadings {
				all = append(all, u.times(f, power))
			}
		}
	}
	return all
}

type separator int

const (
	sepNone separator = iota
	sepStart
	sepSpace
	sepTimes
	sepOver
)

// separator reads what stands before a factor.
func (r *unitReader) separator(any bool) separator {
	start := r.at
	for r.at < len(r.normal.text) && (r.normal.text[r.at] == ' ' || r.normal.text[r.at] == '\t') {
		r.at++
	}
	rest := r.rest()
	switch {
	case strings.HasPrefix(rest, "/"), strings.HasPrefix(rest, "÷"), strings.HasPrefix(rest, "⁄"), strings.HasPrefix(rest, "∕"):
		_, size := utf8.DecodeRuneInString(rest)
		r.at += size
		r.spaces()
		return sepOver
	case r.word() == "per", r.word() == "pro", r.word() == "je":
		r.at += len(r.word())
		r.spaces()
		return sepOver
	case !any:
		return sepStart
	}
	for _, sign := range [...]string{"·", "⋅", "*", "×", "∙", "•"} {
		if strings.HasPrefix(rest, sign) {
			r.at += len(sign)
			r.spaces()
			return sepTimes
		}
	}
	if rest != "" && (rest[0] == '.' || rest[0] == '-') && len(rest) > 1 && r.at == start && unicode.IsLetter(rune(rest[1])) { // kg.m, newton-metre
		r.at++
		return sepSpace
	}
	if r.at > start || strings.HasPrefix(rest, "(") && r.depth > 0 || r.word() != "" && r.chains() {
		return sepSpace
	}
	return sepNone
}

// chains reports whether a unit may begin right behind the one before: behind a
// power, or with a degree sign.
func (r *unitReader) chains() bool {
	return strings.HasPrefix(r.rest(), "°") || r.at > 0 && strings.IndexByte("0123456789)}", r.normal.text[r.at-1]) >= 0
}

func (r *unitReader) spaces() {
	for r.at < len(r.normal.text) && r.normal.text[r.at] == ' ' {
		r.at++
	}
}

// word is the letters at the place, with a degree sign before them.
func (r *unitReader) word() string {
	rest := r.rest()
	end := 0
	for end < len(rest) {
		c, size := utf8.DecodeRuneInString(rest[end:])
		if !unicode.IsLetter(c) && !unicode.Is(unicode.Mn, c) && !(c == '°' && end == 0) {
			break
		}
		end += size
	}
	if end == 0 {
		for _, sign := range [...]string{"%", "‰", "٪"} {
			if strings.HasPrefix(rest, sign) {
				return sign
			}
		}
	}
	return rest[:min(end, maxWord)]
}

// factor reads one unit with its power. Behind mere space, ordinary words are none;
// behind a stroke or in brackets, two symbols may be written together, as in J/kgK.
func (r *unitReader) factor(spaced, over bool) ([]measure, int) {
	r.fields++
	if closing := closingOf(r.rest()); r.depth == 0 && closing != "" {
		return r.bracket(closing)
	}
	start, power := r.at, 1
	if raised, ok := raisedNext[r.word()]; ok { // square metres
		r.at += len(r.word())
		r.spaces()
		power = raised
	}
	word := r.word()
	if word == "" || spaced && ordinaryUnits[word] {
		r.at = start
		return nil, 0
	}
	from := r.at
	units := r.named(word)
	if len(units) == 0 {
		r.at = from + len(word)
	}
	if over || r.depth > 0 {
		units = append(units, gluedUnits(r.cased(from, from+len(word)), 1)...)
	}
	own, ok := r.power(word, over)
	if ok && own < 0 && power == 1 && !over {
		if glued := gluedUnits(r.cased(from, from+len(word)), own); len(glued) > 0 {
			return append(raised(units, own), glued...), 1
		}
	}
	if !ok || len(units) == 0 {
		r.at = start
		return nil, 0
	}
	return units, power * own
}

// maxGlued is how many letters units that are written together have at most.
const maxGlued = 6

// gluedUnits are what a word may be that is two symbols written together, where only
// the second is raised to the power: ms-2 is m s^-2, Jkg-1 is J kg^-1. A product whose
// last factor has a negative power is often written so.
func gluedUnits(word string, power int) []measure {
	if len(word) > maxGlued {
		return nil
	}
	var units []measure
	for cut := 1; cut < len(word); cut++ {
		if !utf8.RuneStart(word[cut]) {
			continue
		}
		for _, first := range symbolsNamed(word[:cut]) {
			for _, second := range symbolsNamed(word[cut:]) {
				units = append(units, first.times(second, power))
			}
		}
	}
	return units
}

// symbolsNamed are the units with exactly this symbol.
func symbolsNamed(symbol string) []measure {
	var units []measure
	for _, form := range unitForms()[lowered(symbol)] {
		if sameLetters(form.written, symbol) {
			units = append(units, form.measure)
		}
	}
	return units
}

func raised(units []measure, power int) []measure {
	all := make([]measure, len(units))
	for i, u := range units {
		all[i] = measure{factor: 1}.times(u, power)
	}
	return all
}

// closingOf is what closes the bracket that a text begins with: (m/s), [m/s].
func closingOf(text string) string {
	switch {
	case strings.HasPrefix(text, "("):
		return ")"
	case strings.HasPrefix(text, "["):
		return "]"
	}
	return ""
}

func (r *unitReader) bracket(closing string) ([]measure, int) {
	start := r.at
	r.at++
	r.depth++
	r.spaces()
	units := r.product()
	r.depth--
	r.spaces()
	if len(units) == 0 || !strings.HasPrefix(r.rest(), closing) {
		r.at = start
		return nil, 0
	}
	r.at++
	power, ok := r.power("", false)
	if !ok {
		return nil, 0
	}
	return units, power
}

// named looks a word up and steps over it: "degrees celsius" is one.
func (r *unitReader) named(word string) []measure {
	from := r.at
	r.at += len(word)
	switch word {
	case "°", "deg", "degree", "degrees", "grad":
		after := r.at
		r.spaces()
		switch scale := r.word(); scale {
		case "c", "f", "celsius", "fahrenheit", "centigrade":
			if scale == "c" || scale == "f" {
				scale = "°" + strings.ToUpper(scale)
			}
			r.at += len(r.word())
			return unitsNamed(scale)
		case "k", "kelvin":
			r.at += len(scale)
			return unitsNamed("K")
		}
		r.at = after
		return append(unitsNamed("°"), unitsNamed("°C")...)
	}
	return unitsNamed(r.cased(from, r.at))
}

// cased gives the letters of a stretch of the normal text the case they were
// written in.
func (r *unitReader) cased(from, to int) string {
	if r.normal.starts == nil {
		return r.source[from:to]
	}
	var out strings.Builder
	for i := from; i < to; {
		c, size := utf8.DecodeRuneInString(r.normal.text[i:])
		was, _ := utf8.DecodeRuneInString(r.source[r.normal.starts[i]:])
		if unicode.IsUpper(was) {
			c = unicode.ToUpper(c)
		}
		out.WriteRune(c)
		i += size
	}
	return out.String()
}

// power reads the power behind a unit: ^2, ^-1, ^(-1), **2, 2, -1, squared. It
// reports false where what follows shows that there was no unit (m2o).
func (r *unitReader) power(word string, over bool) (int, bool) {
	rest := r.rest()
	mark := 0
	for _, sign := range [...]string{"^", "**"} {
		if strings.HasPrefix(rest, sign) {
			mark = len(sign)
		}
	}
	i, closing := mark, byte(0)
	if mark > 0 && i < len(rest) && (rest[i] == '(' || rest[i] == '{') {
		closing = map[byte]byte{'(': ')', '{': '}'}[rest[i]]
		i++
	}
	sign := 1
	if i < len(rest) && (rest[i] == '-' || rest[i] == '+' && mark > 0) {
		if rest[i] == '-' {
			sign = -1
		}
		i++
	}
	digits := digitsEnd(rest, i)
	if digits != i+1 || rest[i] == '0' || int(rest[i]-'0') > maxPower {
		return r.raisedWord(), mark == 0 && !(digits > i && i == 0)
	}
	power := sign * int(rest[i]-'0')
	i = digits
	if closing != 0 && i < len(rest) && rest[i] == closing {
		i++
	}
	next, _ := utf8.DecodeRuneInString(rest[i:])
	glued := i < len(rest) && (unicode.IsLetter(next) || (rest[i] == '.' || rest[i] == ',') && i+1 < len(rest) && isDigit(rest[i+1]))
	if glued && r.chained(i, sign < 0, over) {
		glued = false
	}
	if mark == 0 && (glued || sign < 0 && word != "" && strings.HasPrefix(strings.TrimLeft(rest[i:], " "), word)) {
		return 1, sign < 0 // 2 s-3 s is a range
	}
	r.at += i
	return power, true
}

// chained reports whether a unit follows a power without a space, i bytes on: the K of
// Jkg-1K-1, which has a negative power too, or that of W/m2K.
func (r *unitReader) chained(i int, negative, over bool) bool {
	next := *r
	next.at += i
	word := next.word()
	if len(symbolsNamed(next.cased(next.at, next.at+len(word)))) == 0 {
		return false
	}
	after := strings.TrimPrefix(next.rest()[len(word):], "^")
	return over || negative && len(after) > 1 && after[0] == '-' && isDigit(after[1])
}

// raisedWord reads "squared" or "cubed".
func (r *unitReader) raisedWord() int {
	start := r.at
	r.spaces()
	switch word := r.word(); word {
	case "squared":
		r.at += len(word)
		return 2
	case "cubed":
		r.at += len(word)
		return 3
	}
	r.at = start
	return 1
}

// divided reports whether a stroke and a word follow, or a letter.
func (r *unitReader) divided() bool {
	rest := strings.TrimLeft(r.rest(), " ")
	if after, ok := strings.CutPrefix(rest, "/"); ok {
		c, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
		return unicode.IsLetter(c)
	}
	c, size := utf8.DecodeRuneInString(r.rest())
	return size > 0 && r.rest() == rest && isWordRune(c)
}

var raisedNext = map[string]int{"square": 2, "sq": 2, "cubic": 3, "cu": 3}

// ordinaryUnits are symbols that are ordinary words as well. Behind a number they
// are a unit where one of their kind is wanted, and else no unit at all.
var ordinaryUnits = map[string]bool{
	"in": true, "am": true, "pm": true, "as": true, "us": true, "das": true, "es": true, "em": true,
	"a": true, "an": true, "at": true, "ah": true, "mo": true, "mi": true, "dam": true, "has": true, "pas": true, "mas": true,
}
