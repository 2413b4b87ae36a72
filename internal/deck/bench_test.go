package deck_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"drill/internal/deck"
)

// large is a deck of n questions of the kinds that decks are made of.
func large(n int) fstest.MapFS {
	var b strings.Builder
	b.WriteString(head)
	b.WriteString("[[cheatsheet]]\nid = \"s\"\n")
	for i := range n / 4 {
		fmt.Fprintf(&b, "[[cheatsheet.entry]]\nid = \"e%d\"\nterm = \"term%d\"\nmeaning = \"The meaning of a term that is number %d among many others of its kind.\"\n", i, i, i)
	}
	b.WriteString("[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }, { id = \"a\", title = \"A\", as = \"choice\" }]\nrows = [\n")
	for i := range n / 4 {
		fmt.Fprintf(&b, "  { id = \"r%d\", k = \"row %d\", a = \"value %d\" },\n", i, i, i)
	}
	b.WriteString("]\n")
	for i := range n / 2 {
		fmt.Fprintf(&b, "[[question]]\nid = \"q%d\"\ntype = \"text\"\nprompt = \"What is the reason for effect number %d?\"\nanswer = \"The cause of it, which comes before the effect.\"\n"+
			"[[question.criterion]]\nid = \"cause\"\nany = [\"cause*\", \"reason*\", \"because\"]\n"+
			"[[question.criterion]]\nid = \"before\"\nall = [[\"comes\", \"came\"], [\"before\", \"first\"]]\nnear = 4\n"+
			"[[question.example]]\nresponse = \"a cause came before it\"\nscore = 1.0\n", i, i)
	}
	return fstest.MapFS{"x.toml": {Data: []byte(b.String())}}
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000, 100_000} {
		files := large(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := deck.Load(files, "x.toml"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		d, err := deck.Load(large(n), "x.toml")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if problems := deck.Check(d); len(problems.Errors()) > 0 {
					b.Fatal(problems[0])
				}
			}
		})
	}
}
