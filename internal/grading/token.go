package grading

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWord is the longest word, in bytes, that is compared with keywords.
// Longer runs of letters are nobody's word; they only take their place.
const maxWord = 64

// token is one word of a text, in the order of the text. A contraction gives
// two tokens with the same span (doesn't: does, not).
type token struct {
	*lexeme
	// from and to are the token's bytes in the normal text.
	from, to int32
	sentence int32
	before   pause // what stands between the token before and this one
	glued    bool  // only a hyphen, or nothing, stands between them
	negated  bool
}

// pause is what divides a token from the one before it.
type pause uint8

const (
	pauseNone pause = iota
	pauseClause
	pauseSentence
)

// tokenizer cuts a normal text into tokens.
type tokenizer struct {
	lang     *language
	text     string
	at       int
	tokens   []token
	pause    pause
	spaced   bool // white space since the last token
	newline  bool
	call     int // where the bracket closes that belongs to the word before it
	sentence int32
}

// tokenize appends the tokens of a normal text.
func (l *language) tokenize(text string, tokens []token) []token {
	t := tokenizer{lang: l, text: text, tokens: tokens}
	for t.at < len(text) {
		r, size := rune(text[t.at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[t.at:])
		}
		switch {
		case r == ' ':
			t.spaced = true
			t.at++
		case isWordRune(r) && !(unicode.IsMark(r) && r >= utf8.RuneSelf):
			t.word()
		case r == '\x1b':
			t.spaced = true
			t.at = escapeEnd(text, t.at)
		default:
			t.divider(r)
			t.at += size
		}
	}
	return t.tokens
}

// escapeEnd returns the end of the terminal escape sequence at i.
func escapeEnd(text string, i int) int {
	i++
	if i >= len(text) || text[i] != '[' {
		return i
	}
	for i++; i < len(text) && text[i] >= ' ' && text[i] < '@'; {
		i++
	}
	return min(i+1, len(text))
}

// word reads the word at t.at and emits its tokens.
func (t *tokenizer) word() {
	start := t.at
	if isDigit(t.text[start]) {
		t.at = numberEnd(t.text, start)
	}
	apostrophe := false
	for t.at < len(t.text) {
		if c := t.text[t.at]; c >= 'a' && c <= 'z' {
			t.at++
			continue
		}
		r, size := rune(t.text[t.at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(t.text[t.at:])
		}
		if r == '\'' && t.letterAt(t.at+1) {
			apostrophe = true
		} else if !isWordRune(r) {
			break
		}
		t.at += size
	}
	word := t.text[start:t.at]
	// C++, C#, F#, and C ++
	if t.at-start == 1 && t.at < len(t.text) && !isDigit(t.text[start]) {
		for _, tail := range [...]string{"++", "#", " ++"} {
			if strings.HasPrefix(t.text[t.at:], tail) {
				t.at += len(tail)
				word += strings.TrimSpace(tail)
				break
			}
		}
	}
	switch {
	case len(word) > maxWord:
		t.emit("", start, t.at)
	case apostrophe:
		t.contraction(word, start)
	case isDigit(word[0]):
		t.emit(plainNumber(word), start, t.at)
	default:
		t.plain(word, start)
	}
}

func (t *tokenizer) letterAt(i int) bool {
	if i >= len(t.text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.text[i:])
	return isWordRune(r)
}

// plain emits a word without an apostrophe, which may be two (cannot, dont).
func (t *tokenizer) plain(word string, start int) {
	x := t.lang.lexeme(word)
	if x.pair != nil {
		t.put(x.pair[0], start, t.at)
		t.put(x.pair[1], start, t.at)
		return
	}
	t.put(x, start, t.at)
}

// contraction emits a word with apostrophes: what it is short for, or else its
// parts.
func (t *tokenizer) contraction(word string, start int) {
	base, tail, _ := strings.Cut(word, "'")
	if two, ok := t.lang.contracted(base, tail); ok {
		if two[0] != "" {
			t.emit(two[0], start, t.at)
		}
		if two[1] != "" {
			t.emit(two[1], start, t.at)
		}
		return
	}
	for part := range strings.SplitSeq(word, "'") {
		if part != "" {
			t.emit(part, start, t.at)
		}
	}
}

func (t *tokenizer) emit(raw string, from, to int) { t.put(t.lang.lexeme(raw), from, to) }

func (t *tokenizer) put(x *lexeme, from, to int) {
	tok := token{lexeme: x, from: int32(from), to: int32(to)}
	if len(t.tokens) > 0 {
		if t.newline && t.pause < pauseSentence && t.listItem(from) {
			t.pause = pauseSentence
		}
		if t.pause == pauseSentence {
			t.sentence++
		}
		tok.before = t.pause
		tok.glued = !t.spaced && t.pause == pauseNone
	}
	tok.sentence = t.sentence
	t.tokens = append(t.tokens, tok)
	t.pause, t.spaced, t.newline = pauseNone, false, false
}

// listItem reports whether the token at from begins an item of a list: a
// hyphen or bullet stands before it on its line.
func (t *tokenizer) listItem(from int) bool {
	line := t.text[strings.LastIndexByte(t.text[:from], '\n')+1 : from]
	line = strings.TrimSpace(line)
	return line == "-" || line == "*" || line == "•" || line == "–" || line == "·"
}

// divider notes what a character that belongs to no word says about the place.
func (t *tokenizer) divider(r rune) {
	switch r {
	case ' ', '\t', '\r', '\u00a0':
		t.spaced = true
	case '\n', '\v', '\f':
		if t.newline && t.blankSinceNewline() {
			t.raise(pauseSentence)
		}
		t.spaced, t.newline = true, true
	case '.', '。', '．':
		t.fullStop()
	case '?', '!', '¿', '¡', '؟', '？', '！', '।':
		t.raise(pauseSentence)
	case '(', ')':
		t.bracket(r)
	case ',', ';', ':', '—', '؛', '،', '、', '，':
		t.raise(pauseClause)
	case '→', '⇒':
		t.raise(pauseClause)
	case '>': // -> and =>
		if strings.HasSuffix(t.text[:t.at], "-") || strings.HasSuffix(t.text[:t.at], "=") {
			t.raise(pauseClause)
		}
	case '-', '–':
		if t.spaced && t.spaceAt(t.at+utf8.RuneLen(r)) {
			t.raise(pauseClause)
		}
	default:
		if unicode.IsMark(r) {
			return // an accent on nothing
		}
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			t.spaced = true
		}
	}
}

func (t *tokenizer) blankSinceNewline() bool {
	line := t.text[strings.LastIndexByte(t.text[:t.at], '\n')+1 : t.at]
	return strings.TrimSpace(line) == ""
}

// maxCall is how many bytes the bracket of O(n log n), f(x) or rater(s) holds at most.
const maxCall = 16

// bracket divides as a comma does, unless it belongs to the word right before it.
func (t *tokenizer) bracket(r rune) {
	if r == ')' {
		if t.at != t.call || t.at == 0 {
			t.raise(pauseClause)
		}
		return
	}
	last, _ := utf8.DecodeLastRuneInString(t.text[:t.at])
	inside := t.text[t.at+1 : min(t.at+1+maxCall+1, len(t.text))]
	if closing := strings.IndexAny(inside, "()"); t.at > 0 && isWordRune(last) && closing >= 0 && inside[closing] == ')' {
		t.call = t.at + 1 + closing
		return
	}
	t.raise(pauseClause)
}

func (t *tokenizer) raise(p pause) { t.pause = max(t.pause, p) }

func (t *tokenizer) spaceAt(i int) bool {
	return i >= len(t.text) || t.text[i] == ' ' || t.text[i] == '\n' || t.text[i] == '\t'
}

// fullStop decides whether a full stop ends a sentence. One after an
// abbreviation does not, and three of them are a hesitation.
func (t *tokenizer) fullStop() {
	if strings.HasPrefix(t.text[t.at:], "..") || t.at > 0 && t.text[t.at-1] == '.' {
		t.raise(pauseClause)
		return
	}
	if len(t.tokens) == 0 || t.spaced {
		t.raise(pauseSentence)
		return
	}
	last := t.tokens[len(t.tokens)-1]
	initial := last.to-last.from == 1 && !isDigit(t.text[last.from])
	switch {
	case t.belongsOn(last): // E. coli, No. 5, 1. FC
	case initial && t.letterAt(t.at+1): // the first of e.g.
	case initial && t.afterInitial(last): // the second
	case last.flags&flagAbbreviation != 0:
	case isDigit(t.text[t.at-1]) && t.at+1 < len(t.text) && isDigit(t.text[t.at+1]): // version 2.0.1
	default:
		t.raise(pauseSentence)
	}
}

// belongsOn reports whether a full stop behind the last token belongs to what
// follows it: behind an initial, where none of a name such as vitamin C ends a
// sentence; behind a short word before a number; and behind a number with which a
// response begins.
func (t *tokenizer) belongsOn(last token) bool {
	if t.at+2 >= len(t.text) || t.text[t.at+1] != ' ' {
		return false
	}
	first := len(t.tokens) == 1
	switch size := last.to - last.from; {
	case isDigit(t.text[last.from]):
		return first && t.letterAt(t.at+2)
	case size == 1:
		return first || last.before != pauseNone || t.leadsOn(t.tokens[len(t.tokens)-2])
	default:
		const short = 3
		return size <= short && !last.isNumberWord(t.lang) && isDigit(t.text[t.at+2])
	}
}

// leadsOn reports whether a letter behind a token is an initial: so it is behind
// another.
func (t *tokenizer) leadsOn(before token) bool {
	return leadsOn[before.raw] || before.to-before.from == 1 && t.text[before.to] == '.'
}

// leadsOn are English words that no sentence ends with, so that a letter behind
// them is an initial.
var leadsOn = func() map[string]bool {
	words := make(map[string]bool)
	for _, word := range strings.Fields("a an the of by in on at to from with for and or but as like than between against into called named is are was were some many") {
		words[word] = true
	}
	return words
}()

func (t *token) isNumberWord(l *language) bool { return l.cardinals[t.text] != 0 }

func (t *tokenizer) afterInitial(last token) bool {
	return last.from >= 2 && t.text[last.from-1] == '.' && t.letterAt(int(last.from)-2)
}

// numberEnd returns the end of the number that begins at start: digits with
// thousands separators, a decimal part and an exponent. It knows 13,000 and
// 405.000.000, 0.5 and 0,5.
func numberEnd(text string, start int) int {
	end := digitsEnd(text, start)
	whole := end
	for groupAt(text, end, ',') && (end-start <= 3 || whole != end) && text[start:whole] != "0" {
		end += 4
	}
	if end == whole && whole-start <= 3 && groupAt(text, end, '.') && groupAt(text, end+4, '.') {
		for groupAt(text, end, '.') {
			end += 4
		}
		return end
	}
	if end+1 < len(text) && isDigit(text[end+1]) && (text[end] == '.' || end == whole && decimalComma(text, start, end)) {
		end = digitsEnd(text, end+1)
	}
	if end+2 < len(text) && text[end] == 'e' && (text[end+1] == '-' || text[end+1] == '+') && isDigit(text[end+2]) {
		end = digitsEnd(text, end+2)
	}
	return end
}

func digitsEnd(text string, i int) int {
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	return i
}

// groupAt reports whether a separator and exactly three digits stand at i.
func groupAt(text string, i int, separator byte) bool {
	return i < len(text) && text[i] == separator && digitsEnd(text, i+1) == i+4
}

// decimalComma reports whether the comma at i, after digits from start, is a
// decimal one (1,8), and not one of a list (1,2,3).
func decimalComma(text string, start, i int) bool {
	if text[i] != ',' || start > 0 && text[start-1] == ',' {
		return false
	}
	end := digitsEnd(text, i+1)
	return end >= len(text) || text[end] != ','
}

// plainNumber writes a number as strconv reads it.
func plainNumber(word string) string {
	end := numberEnd(word, 0)
	number, tail := word[:end], word[end:]
	if strings.Count(number, ".") > 1 {
		return strings.ReplaceAll(number, ".", "") + tail
	}
	if whole, part, ok := strings.Cut(number, ","); ok && (whole == "0" || len(digitsOf(part)) != 3) && !strings.Contains(part, ",") {
		return whole + "." + part + tail
	}
	return strings.ReplaceAll(number, ",", "") + tail
}

// digitsOf is the digits that a text begins with.
func digitsOf(text string) string { return text[:digitsEnd(text, 0)] }
