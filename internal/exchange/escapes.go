package exchange

import (
	"bytes"
	"strings"
)

// Escape sequences move the cursor of a terminal, colour it or rename its window
// (ECMA-48). A text that was copied from one may hold some. To take out the
// escape character alone would leave the rest behind, such as [31m.

// maxEscape is the most bytes of a sequence. What is longer, or on two lines, is
// text behind a stray character.
const maxEscape = 1000

// withoutEscapes takes out whole escape sequences.
func withoutEscapes(text string) string {
	next := strings.IndexAny(text, escapeOpens)
	if next < 0 {
		return text
	}
	var b strings.Builder
	for next >= 0 {
		b.WriteString(text[:next])
		text = text[next:]
		length := escapeLength(text)
		if length == 0 { // cleanText takes the stray character out
			length = 1
			b.WriteByte(text[0])
		}
		text = text[length:]
		next = strings.IndexAny(text, escapeOpens)
	}
	b.WriteString(text)
	return b.String()
}

// escapeOpens begin a sequence: ESC, and the characters of C1 for ESC [ and ESC ].
const escapeOpens = "\x1b\u009b\u009d"

// escapeLength is the length of the sequence that a text begins with, or 0.
func escapeLength(text string) int {
	text = text[:min(len(text), maxEscape)]
	for _, form := range []struct {
		open string
		end  func(rest string) int
	}{
		{"\x1b[", commandEnd}, {"\u009b", commandEnd},
		{"\x1b]", stringEnd}, {"\u009d", stringEnd}, {"\x1bP", stringEnd}, {"\x1bX", stringEnd}, {"\x1b^", stringEnd}, {"\x1b_", stringEnd},
	} {
		if rest, ok := strings.CutPrefix(text, form.open); ok {
			if end := form.end(rest); end > 0 {
				return len(form.open) + end
			}
		}
	}
	return 0
}

// commandEnd is where a command ends: behind its parameters, a letter or sign. 0
// where there is none.
func commandEnd(rest string) int {
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c >= '@' && c <= '~':
			return i + 1
		case c < ' ' || c > '~':
			return 0
		}
	}
	return 0
}

// stringEnd is where a string ends, such as the title of a window: behind BEL or
// ESC \. 0 where there is none on the line.
func stringEnd(rest string) int {
	for i := 0; i < len(rest) && rest[i] != '\n'; i++ {
		switch {
		case rest[i] == '\a':
			return i + 1
		case strings.HasPrefix(rest[i:], "\x1b\\"), strings.HasPrefix(rest[i:], "\u009c"):
			return i + 2
		}
	}
	return 0
}

// telling makes an importer tell once of a file that holds what cleanText takes
// out.
func telling(read Importer) Importer {
	return func(data []byte, o Options) (Imported, error) {
		imported, err := read(data, o)
		if err == nil && bytes.ContainsFunc(data, isControl) {
			imported.Losses = append(imported.Losses, controlsLost(o.File))
		}
		return imported, err
	}
}

func controlsLost(file string) Loss {
	return Loss{File: file, What: "control characters, and those that turn the direction of text, were taken out"}
}

// isControl reports whether a character is one that no deck holds. A byte order
// mark says nothing, and is not missed.
func isControl(r rune) bool { return r != '\ufeff' && shown(r) < 0 }
