package grading

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Reading a response as Pattern Match does: words are what stands between
// spaces. What ends a sentence also ends the word, unless it stands between
// digits (2.4) or the expression itself has such a word (i.e.).

// pmatchToken is one word of a response.
type pmatchToken struct {
	class    int32 // of pmatchText.classes
	from, to int32 // its bytes in the response, without what ends the sentence
	ends     bool  // a sentence ends behind it
}

// pmatchClass is a word that the response holds, once or many times.
type pmatchClass struct {
	word, full     []rune // without and with what ends the sentence
	mask, fullMask uint64
	isNumber       bool
	number         float64
}

type pmatchText struct {
	tokens  []pmatchToken
	classes []pmatchClass
}

// pmatchReader cuts a response into words.
type pmatchReader struct {
	*pmatch
	plain
	at    int
	known []int32 // a hash table of classes, each and one
	key   []byte
	text  *pmatchText
}

// pmatchText reads the response for an expression. Expressions without words of
// their own kind read the same, so they share it.
func (d *reading) pmatchText(x *pmatch) *pmatchText {
	if len(x.dictionary) > 0 {
		return x.read(d.source)
	}
	shared := &d.pmatchTexts[0]
	if x.options.matchCase {
		shared = &d.pmatchTexts[1]
	}
	if *shared == nil {
		*shared = x.read(d.source)
	}
	return *shared
}

func (x *pmatch) read(response string) *pmatchText {
	r := pmatchReader{pmatch: x, plain: plainText(response, !x.options.matchCase), text: new(pmatchText)}
	r.known = make([]int32, 1<<bits.Len(uint(len(r.runes)))) // two for each word, and more
	const letters = 5                                        // and a space, of a usual word
	r.text.tokens = make([]pmatchToken, 0, len(r.runes)/letters+1)
	r.text.classes = make([]pmatchClass, 0, min(len(r.runes)/letters+1, 64))
	for i, c := range r.runes {
		if strings.ContainsRune(x.options.spaces, c) {
			r.runes[i] = ' '
		}
	}
	for r.at < len(r.runes) {
		switch {
		case r.runes[r.at] == ' ':
			r.at++
		case r.dividesAt(r.at) && r.dictionaryWord() < 0 && !r.numberHere():
			r.at++
			if n := len(r.text.tokens); n > 0 {
				r.text.tokens[n-1].ends = true
			}
		default:
			r.word()
		}
	}
	return r.text
}

// dividesAt reports whether what stands at i ends a sentence.
func (r *pmatchReader) dividesAt(i int) bool {
	if i >= len(r.runes) || !strings.ContainsRune(r.options.dividers, r.runes[i]) {
		return false
	}
	return r.runes[i] != '.' || i == 0 || !isDigitRune(r.runes[i-1]) || i+1 >= len(r.runes) || !isDigitRune(r.runes[i+1])
}

func (r *pmatchReader) boundary(i int) bool {
	return i >= len(r.runes) || r.runes[i] == ' ' || r.dividesAt(i)
}

// dictionaryWord returns the end of the word of the expression that stands here
// although it holds what ends a sentence, or -1.
func (r *pmatchReader) dictionaryWord() int {
	longest := -1
	for _, word := range r.dictionary {
		end := r.at + len(word)
		if end <= len(r.runes) && end > longest && slices.Equal(r.runes[r.at:end], word) && r.boundary(end) {
			longest = end
		}
	}
	return longest
}

func (r *pmatchReader) numberHere() bool {
	if c := r.runes[r.at]; c >= 'A' {
		return false
	}
	end, _, ok := pmatchNumber(r.runes, r.at, true)
	return ok && r.boundary(end)
}

// word reads the word at r.at, with what ends the sentence behind it.
func (r *pmatchReader) word() {
	start := r.at
	number := false
	end := r.dictionaryWord()
	if end < 0 && r.numberHere() {
		end, _, _ = pmatchNumber(r.runes, r.at, true)
		number = true
	}
	if end < 0 {
		end = r.at + 1
		for !r.boundary(end) {
			end++
		}
	}
	r.at = end
	for r.dividesAt(r.at) {
		r.at++
	}
	r.text.tokens = append(r.text.tokens, pmatchToken{
		class: r.class(start, end, number),
		from:  r.starts[start], to: r.ends[end-1],
		ends: r.at > end,
	})
}

// class returns the number of the word from start to end.
func (r *pmatchReader) class(start, end int, number bool) int32 {
	r.key = r.key[:0]
	for _, letter := range r.runes[start:end] {
		r.key = utf8.AppendRune(r.key, letter)
	}
	r.key = append(r.key, ' ')
	for _, letter := range r.runes[end:r.at] {
		r.key = utf8.AppendRune(r.key, letter)
	}
	c := pmatchClass{word: r.runes[start:end], full: r.runes[start:r.at]}
	at := int(wordKeyOfBytes(r.key)) & (len(r.known) - 1)
	for ; r.known[at] != 0; at = (at + 1) & (len(r.known) - 1) {
		other := &r.text.classes[r.known[at]-1]
		if len(other.word) == len(c.word) && slices.Equal(other.full, c.full) {
			return r.known[at] - 1
		}
	}
	for _, letter := range c.word {
		c.mask |= letterBit(letter)
	}
	c.fullMask = c.mask
	for _, letter := range r.runes[end:r.at] {
		c.fullMask |= letterBit(letter)
	}
	if number {
		_, c.number, c.isNumber = pmatchNumber(r.runes, start, true)
	}
	n := int32(len(r.text.classes))
	r.known[at] = n + 1
	r.text.classes = append(r.text.classes, c)
	return n
}

// maxNumber is the most characters of a number; a longer one is a word.
const maxNumber = 64

// pmatchNumber reads the number at i: a sign, which a space may follow, digits
// with a decimal point, and a power of ten. Powers written as x10<sup>3</sup>, as
// editors in a browser give them, or x10^3, count where marked is set: in
// responses, but not in expressions.
func pmatchNumber(text []rune, i int, marked bool) (end int, value float64, ok bool) {
	start := i
	if i < len(text) && (text[i] == '+' || text[i] == '-') {
		if i++; i < len(text) && text[i] == ' ' {
			i++
		}
	}
	digits := i
	i = runeDigits(text, i)
	whole := i - digits
	if i+1 < len(text) && text[i] == '.' && isDigitRune(text[i+1]) {
		i = runeDigits(text, i+1)
	} else if whole == 0 {
		return 0, 0, false
	}
	mantissa := i
	end, power := pmatchPower(text, i, marked)
	if end-start > maxNumber {
		return 0, 0, false
	}
	literal := strings.ReplaceAll(string(text[start:mantissa]), " ", "") + power
	value, err := strconv.ParseFloat(literal, 64)
	return end, value, err == nil
}

// pmatchPower reads the power of ten at i; power is as strconv reads it.
func pmatchPower(text []rune, i int, marked bool) (end int, power string) {
	if end, digits := signedDigits(text, i+1); i < len(text) && (text[i] == 'e' || text[i] == 'E') && digits != "" {
		return end, "e" + digits
	}
	if !marked {
		return i, ""
	}
	for _, form := range [...][2]string{{"x10<sup>", "</sup>"}, {"×10<sup>", "</sup>"}, {"x10^", ""}, {"×10^", ""}} {
		if !runesAt(text, i, form[0]) {
			continue
		}
		end, digits := signedDigits(text, i+len([]rune(form[0])))
		if digits != "" && runesAt(text, end, form[1]) {
			return end + len(form[1]), "e" + digits
		}
	}
	return i, ""
}

func signedDigits(text []rune, i int) (end int, digits string) {
	start := i
	if i < len(text) && (text[i] == '+' || text[i] == '-') {
		i++
	}
	end = runeDigits(text, i)
	if end <= i || end-start > maxNumber {
		return start, ""
	}
	return end, string(text[start:end])
}

func runesAt(text []rune, i int, want string) bool {
	for _, r := range want {
		if i >= len(text) || text[i] != r {
			return false
		}
		i++
	}
	return true
}

func runeDigits(text []rune, i int) int {
	for i < len(text) && isDigitRune(text[i]) {
		i++
	}
	return i
}

func isDigitRune(r rune) bool { return r >= '0' && r <= '9' }
