package exchange

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

func TestAikenQuestions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		lost       []string
	}{
		{"points and brackets", "Which metal is liquid?\nA. iron\nB) mercury\nC. tin\nANSWER: B\n\nWhich is a gas?\nA) neon\nB) zinc\nANSWER:A", []string{
			`which-metal-is-liquid choice "Which metal is liquid?" = "mercury" wrong [iron tin]`,
			`which-is-a-gas choice "Which is a gas?" = "neon" wrong [zinc]`}, nil},
		{"no empty line between questions", "P?\nA. a\nB. b\nANSWER: A\nQ?\nA. c\nB. d\nANSWER: B.", []string{
			`p choice "P?" = "a" wrong [b]`, `q choice "Q?" = "d" wrong [c]`}, nil},
		{"a question on several lines", "A. Lincoln was president.\nOf which country?\n\nA. Peru\n\nB. USA\nANSWER: B", []string{
			`a-lincoln-was-president-of-which-country choice "A. Lincoln was president.\nOf which country?" = "USA" wrong [Peru]`}, nil},
		{"a BOM, CRLF and indents", "\ufeffQ?\r\n  A.\ta \r\n\tB. b\r\nANSWER:  B \r\n", []string{`q choice "Q?" = "b" wrong [a]`}, nil},
		{"signs stay as they are", "Is <b> {x} &amp; \\n?\nA. ~a\nB. =b#c\nANSWER: A", []string{`is-b-x-amp-n choice "Is <b> {x} &amp; \\n?" = "~a" wrong [=b#c]`}, nil},
		{"an option twice", "Q?\nA. a\nB. A\nC. b\nANSWER: B", []string{`q choice "Q?" = "A" wrong [b]`}, []string{
			`quiz.txt:3: q: the option "A" is there twice, and kept once`}},
		{"one option is left", "Q?\nA. a\nB. A\nANSWER: A", []string{`q short "Q?" = "a"`}, []string{
			`quiz.txt:3: q: the option "A" is there twice, and kept once`, `quiz.txt:1: q: has one option only, so the answer is typed`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			imported := imports(t, ImportAiken, c.text)
			if diff := cmp.Diff(c.want, whole(imported)); diff != "" {
				t.Errorf("questions (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.lost, lost(imported.Losses)); diff != "" {
				t.Errorf("losses (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAikenProblems(t *testing.T) {
	const option = "begin an option with a capital letter and a point, such as A. text, and write ANSWER: and a letter below the last"
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "\n\n", "quiz.txt: the file holds no questions: check that it is in the Aiken format"},
		{"no answer at the end", "P?\nA. a\nB. b\nANSWER: A\n\nQ?\nA. a\nB. b\n", "quiz.txt:6: the question ends without its answer: write ANSWER: and the letter below the options"},
		{"no answer in between", "P?\nA. a\nB. b\n\nQ?\nA. a\nB. b\nANSWER: A", "quiz.txt:5: the line is neither an option nor the answer: " + option},
		{"a line among options", "Q?\nA. a\nmore of a\nB. b\nANSWER: A", "quiz.txt:3: the line is neither an option nor the answer: " + option},
		{"no such option", "Q?\nA. a\nB. b\nANSWER: C", "quiz.txt:4: there is no option C: name the letter of an option"},
		{"a letter in lower case", "Q?\nA. a\nB. b\nAnswer: b", "quiz.txt:4: the answer is no letter: write ANSWER: and one capital letter, such as ANSWER: B"},
		{"two letters", "Q?\nA. a\nB. b\nANSWER: A, B", "quiz.txt:4: the answer is no letter: write ANSWER: and one capital letter, such as ANSWER: B"},
		{"letters out of order", "Q?\nA. a\nC. b\nD. c\nANSWER: A", "quiz.txt:3: the option is called C where B is next: letter the options in order"},
		{"one option", "P\nQ?\nA. a\nANSWER: A", "quiz.txt:1: the question has no two options: write each on a line of its own, behind a letter, a point and a space, such as A. text"},
		{"no question", "ANSWER: A", "quiz.txt:1: the answer has no question above it: write the question, its options and then the answer"},
		{"NUL", "Q\x00", "quiz.txt:1: the file holds a NUL byte, which no text has: name a text file; a package is imported by its ending, .apkg or .colpkg"},
		{"not UTF-8", "Q\xff", "quiz.txt:1: the line is not UTF-8: save the file as UTF-8"},
	} {
		_, err := ImportAiken([]byte(c.text), Options{File: "quiz.txt"})
		var problems deck.Problems
		if !errors.As(err, &problems) || err.Error() != c.want {
			t.Errorf("%s: %q gave\n%v\nwant\n%s", c.name, c.text, err, c.want)
		}
	}
}
