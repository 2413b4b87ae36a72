package grading

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normal is a text in the one form in which everything is compared: NFKD,
// folded to lower case, Latin and Greek letters without their accents, every
// apostrophe ', every hyphen -, and no invisible characters. A place in it
// leads back to the bytes of the text as given.
type normal struct {
	text string
	// starts and ends give, for each byte of text, the bytes of the original
	// that it came from. Both are nil when every byte kept its place.
	starts, ends []int32
}

// original returns the bytes of the text as given that text[from:to] came from.
func (n *normal) original(from, to int32) (start, end int) {
	if n.starts == nil || from >= to {
		return int(from), int(to)
	}
	return int(n.starts[from]), int(n.ends[to-1])
}

func normalise(s string) normal {
	if isASCII(s) {
		return normal{text: strings.ReplaceAll(strings.ToLower(s), "`", "'")}
	}
	room := len(s) + len(s)/4
	f := folder{starts: make([]int32, 0, room), ends: make([]int32, 0, room)}
	f.out.Grow(room)
	var segments norm.Iter
	segments.InitString(norm.NFKD, s)
	for !segments.Done() {
		at := segments.Pos()
		if size := plainASCII(s[at:]); size > 0 {
			f.ascii(s[at:at+size], at)
			segments.Seek(int64(size), io.SeekCurrent)
			continue
		}
		f.from = int32(at)
		f.beforeFraction(s)
		f.times = f.isTimes(s)
		segment := segments.Next()
		f.to = int32(segments.Pos())
		f.segment(s[f.from:f.to], segment)
	}
	return normal{text: f.out.String(), starts: f.starts, ends: f.ends}
}

// plainASCII is how many bytes at the beginning of a text are ASCII, less the
// one that an accent may stand behind.
func plainASCII(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return i - 1
		}
	}
	return len(s)
}

// folder builds a normal from the segments of a decomposed text.
type folder struct {
	out          strings.Builder
	starts, ends []int32
	from, to     int32 // the original bytes being folded
	accents      bool  // the base letter is one that loses its accents
	raised       bool  // inside a run of superscript digits
	last         int32 // where the last fraction of one sign began
	times        bool  // the sign being folded says "times"
}

// ascii folds a text of ASCII, which stands at a place of the original.
func (f *folder) ascii(text string, at int) {
	f.raised, f.accents = false, true
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == '`':
			c = '\''
		}
		f.out.WriteByte(c)
		f.starts = append(f.starts, int32(at+i))
		f.ends = append(f.ends, int32(at+i+1))
	}
}

func (f *folder) segment(original string, decomposed []byte) {
	source, _ := utf8.DecodeRuneInString(original)
	if source == '´' { // decomposes into a space and an accent, but is typed as an apostrophe
		f.emit('\'')
		return
	}
	if raised := isSuperscript(source); raised != f.raised {
		f.raised = raised
		if raised { // 10² is not 102
			f.emit('^')
		}
	}
	if f.times {
		f.emit('x')
		return
	}
	for len(decomposed) > 0 {
		r, size := utf8.DecodeRune(decomposed)
		decomposed = decomposed[size:]
		if r == utf8.RuneError && size <= 1 {
			r = ' '
		}
		f.rune(r)
	}
}

func (f *folder) rune(r rune) {
	switch {
	case unicode.Is(unicode.Mn, r):
		if !f.accents {
			f.emit(r)
		}
		return
	case r == '\u2028' || r == '\u2029':
		f.emit('\n')
	case unicode.Is(unicode.Cf, r):
		return // zero-width, soft hyphen, direction marks
	case isApostrophe(r):
		f.emit('\'')
	case isHyphen(r):
		f.emit('-')
	case r == 'ß' || r == 'ẞ':
		f.emit('s')
		f.emit('s')
	default:
		// By way of upper case, so that letters with two lower-case forms meet.
		f.emit(unicode.ToLower(unicode.ToUpper(r)))
	}
	f.accents = r < utf8.RuneSelf || unicode.In(r, unicode.Latin, unicode.Greek)
}

func (f *folder) emit(r rune) {
	before := f.out.Len()
	f.out.WriteRune(r)
	for range f.out.Len() - before {
		f.starts = append(f.starts, f.from)
		f.ends = append(f.ends, f.to)
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isSuperscript(r rune) bool {
	return r == '²' || r == '³' || r == '¹' || r >= '⁰' && r <= '⁻'
}

// isVulgar reports whether a rune is a fraction of one sign.
func isVulgar(r rune) bool { return r >= '¼' && r <= '¾' || r >= '⅐' && r <= '⅞' }

// beforeFraction keeps a fraction of one sign apart from digits before it: 2½ is not
// 21/2. The sign comes in several segments, all of which begin where it does.
func (f *folder) beforeFraction(s string) {
	out := f.out.String()
	if f.from == f.last || out == "" || !isDigit(out[len(out)-1]) {
		return
	}
	if r, _ := utf8.DecodeRuneInString(s[f.from:]); isVulgar(r) {
		f.to, f.last = f.from, f.from
		f.emit(' ')
	}
}

// isTimes reports whether the sign at f.from is the × of "4× as large", which is
// typed as "4x" as well, and not that of a product.
func (f *folder) isTimes(s string) bool {
	const sign = "×"
	out := f.out.String()
	rest, ok := strings.CutPrefix(s[f.from:], sign)
	if !ok || out == "" || !isDigit(out[len(out)-1]) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	glued, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsNumber(next) && !unicode.IsLetter(glued) && next != '(' && next != '-' && next != '−'
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '‘', '’', '‛', '′', 'ʹ', 'ʻ', 'ʼ', 'ˈ':
		return true
	}
	return false
}

// isHyphen leaves out the dashes – and —, which the tokens treat by what
// stands around them.
func isHyphen(r rune) bool {
	switch r {
	case '-', '‐', '‑', '‒', '−', '﹣', '－', '⁻':
		return true
	}
	return false
}

// isWordRune reports whether a rune of a normal text belongs to a word.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
