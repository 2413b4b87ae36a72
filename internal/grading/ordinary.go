package grading

import (
	_ "embed"
	"strings"
)

// Ordinary words.
//
// A word of the language is no mistyped keyword, however near it comes to one:
// who writes "filing" for filling has filed something. What counts as one is a
// question of size. A small list lets most real confusions through (of 82,236
// pairs of words an edit apart, one of them common, a list of 3,405 words takes
// 56,134 for typing mistakes, and this one of 63,000 takes 7,403), and a huge
// one holds words so rare that they are hardly ever what was meant.
//
// A list is a text of sorted lines, looked up where it lies in the program: a
// start pays nothing for it, and a mark only when a word comes near a keyword.

// ordinaryEnglish are the words of SCOWL 2020.12.07 (Spell Checker Oriented Word
// Lists, Kevin Atkinson, http://wordlist.aspell.net) up to size 50, as spelled
// in America and in Britain, in normal form, three letters and more, without
// those that hold an apostrophe. Their terms are in ordinary_en_copyright.txt.
//
//go:embed ordinary_en.txt
var ordinaryEnglish string

// holdsLine reports whether word is one of the sorted lines of a text, each of
// which ends with a line feed.
func holdsLine(lines, word string) bool {
	for len(lines) > 0 {
		middle := strings.LastIndexByte(lines[:len(lines)/2], '\n') + 1
		length := strings.IndexByte(lines[middle:], '\n')
		if length < 0 {
			return false
		}
		switch line := lines[middle : middle+length]; {
		case line == word:
			return true
		case word < line:
			lines = lines[:middle]
		default:
			lines = lines[middle+length+1:]
		}
	}
	return false
}

// isOrdinary reports whether a token is an ordinary word of the language, as it
// was spelled or in the one spelling.
func (l *language) isOrdinary(t *token) bool {
	return t.flags != 0 || holdsLine(l.ordinary, t.raw) || t.text != t.raw && holdsLine(l.ordinary, t.text)
}
