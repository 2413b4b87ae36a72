package exchange

import (
	"fmt"
	"strings"
)

// A page of a few hundred kilobytes can be written so that its reader takes minutes:
// what is nested, emphasized or defined is compared with all that is open. So a page
// is looked over first for more of it than any handout has.

const (
	maxMarkdown    = 16 << 20 // bytes
	maxNesting     = 200      // signs that a line begins with
	maxMarks       = 10_000   // signs of markup in a block
	maxDefinitions = 2_000    // links, notes and meanings
)

// boundMarkdown refuses a page that could not be read in a short time. The error is
// deck.Problems.
func boundMarkdown(source, file string) error {
	if len(source) > maxMarkdown {
		return problemAt(file, 0, fmt.Sprintf("the page is larger than %d MB", maxMarkdown>>20), "split it")
	}
	if line, cause := largeTable(source); line > 0 {
		return problemAt(file, line, cause, "split the table")
	}
	marks, definitions, number := 0, 0, 0
	for line := range strings.SplitSeq(source, "\n") {
		number++
		begin := strings.TrimLeft(line, " \t")
		if beginsBlock(begin) {
			marks = 0
		}
		if marks += countMarks(line); marks > maxMarks {
			return problemAt(file, number, fmt.Sprintf("a paragraph has over %d signs of markup", maxMarks), "divide it by empty lines")
		}
		if strings.HasPrefix(begin, ":") || strings.HasPrefix(begin, "[") && strings.Contains(begin, "]:") {
			if definitions++; definitions > maxDefinitions {
				return problemAt(file, number, fmt.Sprintf("there are over %d definitions of links, notes or terms", maxDefinitions), "split the page, or write the terms as a list")
			}
		}
		if nesting(line) > maxNesting {
			return problemAt(file, number, "the line is nested too deeply", "take signs away from its beginning")
		}
	}
	return nil
}

// beginsBlock reports whether a line ends the paragraph before it: an empty one, an
// item, a heading or a row of a table.
func beginsBlock(line string) bool {
	if line == "" {
		return true
	}
	return strings.IndexByte("-*+#|0123456789", line[0]) >= 0
}

func countMarks(line string) int {
	marks := 0
	for i := range len(line) {
		if strings.IndexByte("*_[]<>`~!&", line[i]) >= 0 {
			marks++
		}
	}
	return marks
}

// nesting counts the signs of quotations and lists that a line begins with.
func nesting(line string) int {
	begin := line[:len(line)-len(strings.TrimLeft(line, " \t>-+*0123456789.)"))]
	return strings.Count(begin, ">") + strings.Count(begin, "- ") + strings.Count(begin, "+ ") + strings.Count(begin, "* ") + strings.Count(begin, ". ")
}
