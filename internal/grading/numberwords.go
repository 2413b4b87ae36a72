package grading

import "strings"

// numerals are how a language writes numbers.
type numerals struct {
	// decimalComma is set where 1,5 is one and a half.
	decimalComma bool
	// cardinals give the worth of number words, scales included.
	cardinals map[string]float64
	// compound reads a number that is one long word; nil where there are none.
	compound func(word string) (float64, bool)
	// fractions are parts of one: half, third, quarters.
	fractions map[string]float64
	// ordinalFractions is set where third is 1/3 and the one behind the second.
	ordinalFractions bool
	// scales are words that multiply a number in digits, besides scaleWords.
	scales map[string]float64
	// minus, one, and, point, of and dozen are those words.
	minus, one     map[string]bool
	and, point, of string
	dozen          string
}

// cardinal is the worth of a number word.
func (n *numerals) cardinal(word string) (float64, bool) {
	worth, ok := n.cardinals[word]
	if !ok && n.compound != nil {
		return n.compound(word)
	}
	return worth, ok
}

// wordsAt reads a number written in words.
func (d *reading) wordsAt(i int32) (quantity, int32) {
	lang := d.rubric.lexicon.lang
	if _, ok := lang.cardinal(d.tokens[i].text); !ok {
		return d.fractionWord(i)
	}
	total, part := 0.0, 0.0
	fraction := 0.0 // the worth of the next digit after "point"
	next, scaled, tens, ones := i, false, false, false
	for int(next) < len(d.tokens) && (next == i || d.tokens[next].before == pauseNone) {
		text := d.tokens[next].text
		n, ok := lang.cardinal(text)
		switch {
		case text == lang.and && next > i && scaled && d.smallNumber(next+1):
		case text == lang.point && next > i && fraction == 0 && d.smallNumber(next+1):
			fraction = 0.1
		case !ok, text == lang.dozen && next > i:
			goto done
		case n >= 1000 && n < 1e6 && n != 1000: // a compound that holds thousands
			part, scaled, ones = part+n, true, true
		case n >= 1000:
			if part == 0 {
				part = 1
			}
			total, part, fraction = total+part*n, 0, 0
			scaled, tens, ones = true, false, false
		case n == 100:
			part = max(part, 1) * 100
			scaled, tens, ones = true, false, false
		case fraction > 0:
			part += n * fraction
			fraction /= 10
		case n > 100 && !tens && !ones, n != float64(int(n)) && !ones: // dreihundert, anderthalb
			part, ones = part+n, true
		case n >= 20 && n < 100 && !tens && !ones:
			part, tens, ones = part+n, true, int(n)%10 != 0
		case n < 20 && !ones && (n < 10 || !tens):
			part, ones = part+n, true
		default:
			goto done // "two three" are two numbers
		}
		next++
	}
done:
	q := quantity{value: total + part, plain: total + part, scaled: scaled, first: i, from: int(d.tokens[i].from)}
	next = d.fractionBehind(&q, d.andHalf(&q, next))
	if d.isToken(next, lang.dozen) || q.value != total+part {
		next = d.scaleAt(&q, next)
	}
	if d.minusBefore(i) {
		q.value, q.plain = -q.value, -q.plain
	}
	q.last, q.to = next-1, int(d.tokens[next-1].to)
	return q, d.unitAt(&q, next, q.to)
}

func (d *reading) smallNumber(i int32) bool {
	if int(i) >= len(d.tokens) || d.tokens[i].before != pauseNone {
		return false
	}
	n, ok := d.rubric.lexicon.lang.cardinal(d.tokens[i].text)
	return ok && n < 100
}

// fractionWord reads a fraction in words at token i, which stands alone (half) or
// behind a or one (a quarter).
func (d *reading) fractionWord(i int32) (quantity, int32) {
	lang := d.rubric.lexicon.lang
	share, ok := lang.fractions[d.tokens[i].text]
	if !ok || d.gluedNext(i) || d.tokens[i].glued && i > 0 {
		return quantity{}, i
	}
	first := i
	if i > 0 && d.tokens[i].before == pauseNone && lang.one[d.tokens[i-1].text] {
		first--
	}
	if share != 0.5 && (first == i || !d.endsFraction(i+1)) {
		return quantity{}, i
	}
	q := quantity{value: share, plain: share, words: true, first: first, from: int(d.tokens[first].from)}
	next := i + 1
	if int(next)+1 < len(d.tokens) && lang.one[d.tokens[next].text] { // half a million
		if scale, ok := d.scaleOf(d.tokens[next+1].text); ok && len(d.tokens[next+1].text) > 1 {
			q.value, q.scaled = q.value*scale, true
			next += 2
		}
	}
	q.last, q.to = next-1, int(d.tokens[next-1].to)
	return q, d.unitAt(&q, next, q.to)
}

func (d *reading) gluedNext(i int32) bool {
	return int(i)+1 < len(d.tokens) && d.tokens[i+1].glued
}

// endsFraction reports whether what follows lets a third be a part, and not the one
// behind the second.
func (d *reading) endsFraction(next int32) bool {
	lang := d.rubric.lexicon.lang
	return !lang.ordinalFractions || int(next) >= len(d.tokens) || d.tokens[next].before != pauseNone || d.isToken(next, lang.of)
}

// fractionBehind reads what a number word counts: two thirds, three quarters.
func (d *reading) fractionBehind(q *quantity, next int32) int32 {
	lang := d.rubric.lexicon.lang
	if int(next) >= len(d.tokens) || d.tokens[next].before != pauseNone || q.scaled || q.value < 1 {
		return next
	}
	text := d.tokens[next].text
	share, ok := lang.fractions[text]
	if !ok || lang.ordinalFractions && q.value != 1 && !strings.HasSuffix(text, "s") {
		return next // twenty fifth
	}
	q.value *= share
	q.plain, q.words = q.value, true
	return next + 1
}

// andHalf reads "and a half" behind a number.
func (d *reading) andHalf(q *quantity, next int32) int32 {
	lang := d.rubric.lexicon.lang
	if lang.and == "" || !d.isToken(next, lang.and) || int(next)+2 >= len(d.tokens) || !lang.one[d.tokens[next+1].text] || d.tokens[next].before != pauseNone {
		return next
	}
	share, ok := lang.fractions[d.tokens[next+2].text]
	if !ok || q.scaled {
		return next
	}
	q.value += share
	q.plain, q.least, q.most = q.value, 0, 0
	return next + 3
}

var englishNumerals = numerals{
	cardinals: map[string]float64{
		"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
		"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
		"fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
		"thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
		"ninety": 90, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
		"dozen": 12,
	},
	fractions: map[string]float64{
		"half": 0.5, "halves": 0.5, "third": 1.0 / 3, "thirds": 1.0 / 3, "quarter": 0.25, "quarters": 0.25,
		"fourth": 0.25, "fourths": 0.25, "fifth": 0.2, "fifths": 0.2, "sixth": 1.0 / 6, "sixths": 1.0 / 6,
		"eighth": 0.125, "eighths": 0.125, "tenth": 0.1, "tenths": 0.1,
	},
	ordinalFractions: true,
	minus:            map[string]bool{"minus": true, "negative": true},
	one:              map[string]bool{"a": true, "an": true, "one": true},
	and:              "and", point: "point", of: "of", dozen: "dozen",
}

// commaLanguages write a decimal comma, as a rule; pointRegions of theirs do not.
var commaLanguages, pointRegions = setOf(`de fr es it nl pt ru pl sv da nb nn no fi cs sk hu ro bg el
	tr uk hr sr sl lt lv et id vi ca gl eu is be mk sq`), setOf("de-ch de-li it-ch es-mx es-us es-pr")

func setOf(words string) map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// writesComma reports whether the language of a tag writes a decimal comma.
func writesComma(tag string) bool {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	code, _, _ := strings.Cut(tag, "-")
	return commaLanguages[code] && !pointRegions[tag]
}
