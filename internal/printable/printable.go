// Package printable makes text that came from a deck or a learner safe to
// print: control and escape sequences never reach a terminal, and nothing can
// turn the direction of the text around it.
package printable

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Text keeps line breaks and makes the rest of the control characters visible.
func Text(s string) string {
	return unhidden(strings.Map(visible, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "�")))
}

// Line is Text on one line: breaks and runs of white space become one space.
func Line(s string) string { return strings.Join(strings.Fields(Text(s)), " ") }

// JSON escapes, in a JSON document, what a terminal would act on. The document
// means the same afterwards: control characters and the like stand in its
// strings only.
func JSON(document []byte) []byte {
	var b strings.Builder
	for _, r := range string(document) {
		switch {
		case isTag(r): // beyond what one escape can say
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		case r != '\n' && visible(r) != r || isDirectionMark(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return []byte(b.String())
}

// unhidden replaces what hides or reorders text unless it does what it is for:
// direction marks in a text without a letter that runs from right to left, and
// tags outside the flags that they make.
func unhidden(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return isDirectionMark(r) || isTag(r) }) {
		return s
	}
	marks := strings.ContainsFunc(s, isRightToLeft)
	var b strings.Builder
	for s != "" {
		if flag := flag().FindString(s); flag != "" {
			b.WriteString(flag)
			s = s[len(flag):]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		if isTag(r) || isDirectionMark(r) && !marks {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}

// flag is an emoji of the flag of a part of a country: a black flag, the letters
// of the part as tags, and the last tag (UTS 51, ED-14a).
var flag = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\x{1F3F4}[\x{E0030}-\x{E0039}\x{E0061}-\x{E007A}]{1,6}\x{E007F}`)
})

func isTag(r rune) bool { return r >= '\U000e0000' && r <= '\U000e007f' }

func isDirectionMark(r rune) bool { return r == '\u200e' || r == '\u200f' || r == '\u061c' }

func isRightToLeft(r rune) bool {
	return unicode.IsLetter(r) && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam)
}

// visible replaces what a terminal would act on: the control characters of C0
// by the pictures that Unicode has for them, all others by a replacement
// character.
func visible(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t':
		return ' '
	case r < 0x20:
		return '␀' + r
	case r == 0x7f:
		return '␡'
	case unicode.IsControl(r), turnsDirection(r), r == '\u2028', r == '\u2029':
		return utf8.RuneError
	}
	return r
}

// turnsDirection reports whether a character is one of the embeddings,
// overrides and isolates that reorder what is shown around them (Boucher and
// Anderson, "Trojan Source", 2021).
func turnsDirection(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// Clip shortens a line to a number of terminal cells, with an ellipsis.
func Clip(s string, cells int) string {
	if Width(s) <= cells {
		return s
	}
	var b strings.Builder
	used := 0
	for graphemes := uniseg.NewGraphemes(s); graphemes.Next(); {
		width := graphemes.Width()
		if used+width > cells-1 {
			break
		}
		b.WriteString(graphemes.Str())
		used += width
	}
	return b.String() + "…"
}

// Width is how many cells of a terminal a line takes.
func Width(s string) int { return uniseg.StringWidth(s) }

// shownWidth is the Width of what a terminal shows of s: the sequences that color it
// (ESC, "[", digits, "m") take no cells. Texts that were made safe hold no other ESC.
func shownWidth(s string) int {
	cells := Width(s)
	for rest := s; ; {
		start := strings.Index(rest, "\x1b[")
		if start < 0 {
			return cells
		}
		rest = rest[start:]
		end := strings.IndexByte(rest, 'm')
		if end < 0 {
			return cells
		}
		cells -= Width(rest[:end+1])
		rest = rest[end+1:]
	}
}

// Pad fills a line with spaces up to a number of cells.
func Pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(cells-Width(s), 0))
}

// Wrap breaks text at spaces into lines of at most a number of cells, each
// after an indent. Lines that fit stay as they are; a word longer than a line
// stands on one of its own. With 0 cells nothing is broken.
func Wrap(s string, cells int, indent string) string {
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		wrapLine(&b, line, cells-Width(indent), indent)
	}
	return b.String()
}

func wrapLine(b *strings.Builder, line string, cells int, indent string) {
	if cells <= 0 || shownWidth(line) <= cells {
		b.WriteString(strings.TrimRight(indent+line, " "))
		return
	}
	hang := indent + line[:len(line)-len(strings.TrimLeft(line, " "))]
	cells -= Width(hang) - Width(indent)
	b.WriteString(hang)
	used := 0
	for rest := line; ; {
		word := strings.TrimLeftFunc(rest, unicode.IsSpace)
		if word == "" {
			return
		}
		gap := rest[:len(rest)-len(word)]
		if strings.Trim(gap, " ") != "" {
			gap = " "
		}
		if end := strings.IndexFunc(word, unicode.IsSpace); end >= 0 {
			word, rest = word[:end], word[end:]
		} else {
			rest = ""
		}
		width := shownWidth(word)
		switch {
		case used == 0:
		case used+len(gap)+width > cells:
			b.WriteString("\n" + hang)
			used = 0
		default:
			b.WriteString(gap) // columns stay in line
			used += len(gap)
		}
		b.WriteString(word)
		used += width
	}
}
