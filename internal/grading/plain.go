package grading

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plain is a text for those forms that an author spells out to the letter:
// patterns and Pattern Match. It is milder than normal: accents, signs and word
// forms count. Unicode is composed (NFC), every quotation mark is straight, white
// space and control characters are spaces, and invisible characters are gone.
type plain struct {
	runes []rune
	// starts and ends give, for each rune, the bytes of the text as given
	// that it came from.
	starts, ends []int32
}

// plainText reads a text; folded means that capitals are as good as small
// letters.
func plainText(s string, folded bool) plain {
	p := plain{runes: make([]rune, 0, len(s)), starts: make([]int32, 0, len(s)), ends: make([]int32, 0, len(s))}
	if isASCII(s) {
		for i := range len(s) {
			p.addASCII(s[i], folded, i)
		}
		return p
	}
	var segments norm.Iter
	segments.InitString(norm.NFC, s)
	for !segments.Done() {
		from := segments.Pos()
		composed := segments.Next()
		to := segments.Pos()
		for _, r := range string(composed) {
			p.add(r, folded, from, to)
		}
	}
	return p
}

// addASCII is add for a character that is one byte, the i-th.
func (p *plain) addASCII(c byte, folded bool, i int) {
	switch {
	case c < ' ' || c == 0x7f:
		c = ' '
	case c == '`':
		c = '\''
	case folded && c >= 'A' && c <= 'Z':
		c += 'a' - 'A'
	}
	p.runes = append(p.runes, rune(c))
	p.starts = append(p.starts, int32(i))
	p.ends = append(p.ends, int32(i+1))
}

func (p *plain) add(r rune, folded bool, from, to int) {
	switch {
	case unicode.IsSpace(r) || unicode.IsControl(r):
		r = ' '
	case unicode.Is(unicode.Cf, r):
		return
	case isApostrophe(r):
		r = '\''
	case isQuotation(r):
		r = '"'
	case folded:
		r = foldCase(r)
	}
	p.runes = append(p.runes, r)
	p.starts = append(p.starts, int32(from))
	p.ends = append(p.ends, int32(to))
}

// foldCase goes by way of upper case, so that letters with two lower-case forms
// meet.
func foldCase(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

func isQuotation(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '″':
		return true
	}
	return false
}

// spaced returns the text with every run of spaces as one, and none at its ends.
func (p *plain) spaced() string {
	return strings.Join(strings.Fields(string(p.runes)), " ")
}
