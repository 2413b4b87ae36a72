package exchange

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"drill/internal/deck"
)

// Whatever the size and the form of a file, it is read to an end: as questions,
// or as a problem with its line.
func TestQuizzesOfOddSize(t *testing.T) {
	const many = 200_000
	long := strings.Repeat("wort ", 2<<20)
	for _, c := range []struct{ name, text string }{
		{"one long line", long},
		{"one long question", long + "{T}"},
		{"one long line of braces", strings.Repeat("{", 1<<20)},
		{"one long line of colons", strings.Repeat(":", 1<<20)},
		{"braces in pairs", strings.Repeat("{}", 1<<20)},
		{"one long line of signs", "x{" + strings.Repeat("=~#", 1<<20) + "}"},
		{"many answers", "x{" + strings.Repeat("=a#b ", many) + "}"},
		{"many options", "x{=a" + strings.Repeat("~a#b ", many) + "}"},
		{"many options that differ", "x{=a" + numbered("~%%10%%o%d#f%d", many/25) + "}"},
		{"many answers that differ", "x{=a" + numbered("=%%10%%o%d#f%d", many/25) + "}"},
		{"many numbers", "x{#" + numbered("=%%10%%%d#f%d", many/25) + "}"},
		{"many pairs", "x{" + numbered("=l%d->r%d", many/25) + numbered("=->r%d#%d", many/25) + "}"},
		{"many tags of HTML", "x" + strings.Repeat("<p><img src=\\:>", many) + "{T}"},
		{"half a tag of HTML, many times", "[html]x" + strings.Repeat("<a ", many) + "{T}"},
		{"half an image, many times", "[markdown]x" + strings.Repeat("![](", many) + "{T}"},
		{"backslashes", strings.Repeat(`\`, 1<<20) + "{T}"},
		{"many lines", strings.Repeat("a\n", 5*many)},
		{"many texts", strings.Repeat("a\n\n", many)},
		{"many comments", strings.Repeat("// [tag:a] [id:\n", many)},
		{"many comments and a question", strings.Repeat("// [tag:a] [id:b\n", many/25) + "a{T}"},
		{"many categories", strings.Repeat("$CATEGORY: a\n", many)},
		{"a deep category", "$CATEGORY: " + strings.Repeat("a/b//", many) + "\na{T}"},
		{"deep categories", strings.Repeat("$CATEGORY: a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w\na{T}\n\n$CATEGORY: b\na{T}\n\n", many/25)},
		{"many problems", strings.Repeat("{\n\n", many)},
		{"many options of Aiken", "x\n" + strings.Repeat("A. a\n", many)},
		{"many answers of Aiken", "x\n" + strings.Repeat("ANSWER: A\n", many)},
		{"too many questions", strings.Repeat("a{T}\n\n", maxQuestions+1)},
		{"too many questions of Aiken", strings.Repeat("a\nA. b\nB. c\nANSWER: A\n", maxQuestions+1)},
		{"more than a file may hold", strings.Repeat("a", maxSize+1)},
	} {
		for name, read := range map[string]Importer{"GIFT": ImportGIFT, "Aiken": ImportAiken} {
			t.Run(c.name+" as "+name, func(t *testing.T) {
				imported, err := read([]byte(c.text), Options{File: "quiz.txt"})
				var problems deck.Problems
				switch {
				case err != nil && !errors.As(err, &problems):
					t.Errorf("%v is no list of problems", err)
				case err != nil && (len(problems) == 0 || len(problems) > maxQuizProblems || len(err.Error()) > maxQuizProblems<<10):
					t.Errorf("%d problems of %d bytes", len(problems), len(err.Error()))
				case err == nil && len(imported.Draft.Sources) == 0:
					t.Errorf("neither questions nor problems")
				}
				if len(imported.Draft.Sources) > 1 {
					return
				}
				if _, _, err := imported.Sound(Options{File: "quiz.txt"}); err != nil && !errors.As(err, &problems) {
					t.Errorf("%v", err)
				}
			})
		}
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i, i)
	}
	return b.String()
}
