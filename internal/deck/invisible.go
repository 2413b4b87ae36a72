package deck

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Some characters take no room: zero-width spaces and joiners, direction marks,
// soft hyphens, tags. They come along when text is pasted, and then two options
// that read the same differ, or an option shows nothing at all. So texts are
// compared without them, and an author is told of them.
//
// Not all of them are a mistake. A joiner shapes the letters beside it in Arabic
// or Devanagari (Persian "می‌خواهم" is spelt with one) and makes one emoji of
// several; tags make 🏴󠁧󠁢󠁥󠁮󠁧󠁿 of a black flag. Such stay, since a reader sees what they
// do. A direction mark beside letters that run from right to left, and a
// zero-width space in a script without spaces, do what they are for, and nobody
// is told. Variation selectors, which belong to emoji, are left alone.

const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
	blackFlag = "\U0001f3f4"
	lastTag   = '\U000e007f'
	// maxFlag is how many tags make a flag: up to three letters for the country,
	// three for the part of it, and the last tag (UTS 51, ED-14a).
	maxFlag = 7
)

// isInvisible reports a character that shows nothing of itself.
func isInvisible(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == '\u00ad', r >= '\u200b' && r <= '\u200f', r >= '\u2060' && r <= '\u2064', r == '\ufeff':
		return true
	}
	return isDirectionMark(r) || isTag(r)
}

func isDirectionMark(r rune) bool { return r == '\u200e' || r == '\u200f' || r == '\u061c' }

func isTag(r rune) bool { return r >= '\U000e0000' && r <= lastTag }

// isBlank reports whether a text shows nothing.
func isBlank(text string) bool {
	return strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || isInvisible(r) }) == ""
}

// seen is a text without the invisible characters by which it reads no
// different.
func seen(text string) string {
	if !strings.ContainsFunc(text, isInvisible) {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		if !isInvisible(r) || shapes(text, i, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// shapes reports whether an invisible character changes how a text looks.
func shapes(text string, i int, r rune) bool {
	before, after := beside(text, i, r)
	switch {
	case r == nonJoiner:
		return isJoined(before) && isJoined(after)
	case r == joiner:
		return isJoined(before) || isJoined(after) || isEmoji(before) && isEmoji(after)
	}
	return isTag(r) && inFlag(text, i)
}

// inPlace reports whether an invisible character does what it is for.
func inPlace(text string, i int, r rune) bool {
	before, after := beside(text, i, r)
	switch {
	case isDirectionMark(r):
		return strings.ContainsFunc(text, isRightToLeft)
	case r == '\u200b':
		return isUnspaced(before) || isUnspaced(after)
	}
	return shapes(text, i, r)
}

// beside gives the characters around one.
func beside(text string, i int, r rune) (before, after rune) {
	before, _ = utf8.DecodeLastRuneInString(text[:i])
	after, _ = utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
	return before, after
}

// isJoined reports letters, and marks on them, that joiners shape: of the scripts
// from Hebrew on but those whose letters stand apart.
func isJoined(r rune) bool {
	const hebrew = 0x590
	if r < hebrew || r == utf8.RuneError || unicode.Is(unicode.Variation_Selector, r) {
		return false
	}
	return (unicode.IsLetter(r) || unicode.IsMark(r)) &&
		!unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// isEmoji is right of what can stand beside a joiner in an emoji: signs, arrows,
// skin tones, the emoji variant and the end of a flag.
func isEmoji(r rune) bool {
	const skinTones, lastTone, variant = 0x1f3fb, 0x1f3ff, 0xfe0f
	return unicode.In(r, unicode.So, unicode.Sm) || r >= skinTones && r <= lastTone || r == variant || r == lastTag
}

func isRightToLeft(r rune) bool {
	return unicode.IsLetter(r) && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam)
}

// isUnspaced reports letters of scripts that put no spaces between words.
func isUnspaced(r rune) bool {
	return unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// inFlag reports whether the tag at i is part of a flag: a black flag, a few
// letters and the last tag.
func inFlag(text string, i int) bool {
	start := i
	for range maxFlag {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !isTag(r) {
			break
		}
		start -= size
	}
	if !strings.HasSuffix(text[:start], blackFlag) {
		return false
	}
	count := 0
	for at, r := range text[start:] {
		if count++; !isTag(r) || count > maxFlag {
			return false
		}
		if r == lastTag {
			return count > 1 && i <= start+at
		}
	}
	return false
}
