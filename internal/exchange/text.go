package exchange

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"drill/internal/deck"
)

// What all formats of text have in common: how a file is read, and what of a text
// a deck can hold.

const byteOrderMark = "\ufeff"

// readText is the text of a file: UTF-8, with line ends that are one
// character.
func readText(data []byte, file string) (string, error) { return readTextOf(maxSize, data, file) }

// readTextOf is readText of a file of so many bytes at most.
func readTextOf(most int, data []byte, file string) (string, error) {
	if len(data) > most {
		return "", problemAt(file, 0, fmt.Sprintf("the file is larger than %d MB", most>>20), "split it")
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return "", problemAt(file, 1, "the file is UTF-16", "save it as UTF-8")
	}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return "", problemAt(file, 1+bytes.Count(data[:i], []byte("\n")), "the file holds a NUL byte, which no text has", "name a text file; a package is imported by its ending, .apkg or .colpkg")
	}
	if !utf8.Valid(data) {
		return "", problemAt(file, invalidLine(data), "the line is not UTF-8", "save the file as UTF-8")
	}
	return withoutEscapes(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))), nil
}

// invalidLine is the line of the first byte that is not UTF-8.
func invalidLine(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		data = data[size:]
	}
	return line
}

// problemAt is an error of the file at a line; 0 stands for all of it.
func problemAt(file string, line int, cause, remedy string) error {
	return deck.Problems{{File: file, Line: line, Cause: cause, Remedy: remedy}}
}

// lineLength is the length of the first line, its end not counted.
func lineLength(text string) int {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return i
	}
	return len(text)
}

// cleanText takes out the characters that a deck may not hold, or that turn
// the direction of what is around them, and what belongs to them.
func cleanText(text string) string {
	text = strings.Map(func(r rune) rune {
		switch r {
		case '\u2028', '\u2029':
			return '\n'
		case '\r':
			return -1
		}
		return shown(r)
	}, withoutEscapes(strings.ToValidUTF8(text, "\ufffd")))
	return strings.TrimSpace(text)
}

// shown is a character, or -1 for one that is not to be shown as such.
func shown(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		return r
	case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff':
		return -1
	}
	return r
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// hasWord reports whether a text holds something that can be compared: signs
// alone cannot.
func hasWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// clip shortens text of the file in a message.
func clip(text string) string {
	const most = 80
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// titleOf is the title of a deck that a file does not name: its levels, or the
// name of the file.
func titleOf(levels []string, file string) string {
	if len(levels) > 0 {
		return strings.Join(levels, ": ")
	}
	base := filepath.Base(file)
	if title := oneLine(cleanText(strings.TrimSuffix(base, filepath.Ext(base)))); title != "" && title != "." {
		return title
	}
	return "Imported deck"
}

// distinctTags are the tags of a question, cleaned, each once.
func distinctTags(tags []string) []string {
	var kept []string
	for _, tag := range tags {
		if tag = oneLine(cleanText(tag)); tag != "" && !slices.Contains(kept, tag) {
			kept = append(kept, tag)
		}
	}
	return kept
}

// shortWords is up to how many words an answer is asked as a short one, as in
// tables.
const shortWords = 4

// isShort reports whether an answer is asked as a short one.
func isShort(answer string) bool {
	return !strings.Contains(answer, "\n") && len(strings.Fields(answer)) <= shortWords
}

// counted is a number of things, such as "1 question" or "3 questions".
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
