package term

import (
	"strings"

	"drill/internal/grading"
	"drill/internal/printable"
)

// derivedLines say in up to three lines what a response holds of the words that a
// derived rubric looks for, what it denies, and what it lacks, after these labels.
func derivedLines(mark grading.Mark, labels [3]string, style Style) []string {
	in := mark.InWords()
	var lines []string
	for i, part := range []struct {
		words []string
		style func(string) string
	}{{in.Found, style.Good}, {in.Denied, style.Bad}, {in.Missed, style.Bad}} {
		if len(part.words) > 0 {
			lines = append(lines, "  "+part.style(labels[i])+printable.Line(strings.Join(part.words, ", ")))
		}
	}
	return lines
}
