package exchange

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// What is no file of questions gives a problem at a line, and is neither expanded
// nor kept.
func TestMoodleXMLProblems(t *testing.T) {
	const laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY a \"ha\">\n<!ENTITY b \"&a;&a;&a;&a;\">\n]>\n<quiz><question type=\"essay\"><name><text>&b;</text></name></question></quiz>"
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", `bank.xml:1: the file is not Moodle XML: it holds no <quiz>: export the questions from Moodle in the format Moodle XML`},
		{"no XML", "Which gas do we breathe?\n{=oxygen}\n", `bank.xml:1: the file is not Moodle XML: it holds no <quiz>: export the questions from Moodle in the format Moodle XML`},
		{"other XML", "<html>\n<body></body></html>", `bank.xml:1: the file is not Moodle XML: it begins with <html>: export the questions from Moodle in the format Moodle XML`},
		{"no questions", moodleQuiz(), `bank.xml: the file holds no questions: check that it is Moodle XML`},
		{"nothing to ask", moodleQuiz(`<question type="stack"><name><text>Integral</text></name></question>`), `bank.xml:3: no question can be asked; of the first: a question of the type "stack" has no counterpart here, and is left out: Integral: export questions of another type`},
		{"entities that grow", laughs, `bank.xml:2: the file declares a document type or entities of its own: take the <!DOCTYPE ...> out; a file of questions needs none`},
		{"an unknown entity", "<quiz>\n<question type=\"essay\"><name><text>&boom;</text></name></question></quiz>", `bank.xml:2: the file is not XML: invalid character entity &boom;: close every tag, and write &lt; and &amp; for < and & in a text, or put it into <![CDATA[ and ]]>`},
		{"nested tags", "<quiz>\n<question type=\"essay\">\n" + strings.Repeat("<b>", 100_000), `bank.xml:3: tags stand more than 24 deep inside one another: put markup of a text into <![CDATA[ and ]]>, and close every tag`},
		{"a long line", "<quiz><question type=\"essay\"><questiontext><text>" + strings.Repeat("long ", 2<<20), `bank.xml:1: the file ends before all of its tags are closed: export it again; a part of it is missing`},
		{"a long name", "<quiz>\n<" + strings.Repeat("x", 1<<20), `bank.xml:2: a tag is longer than 64 KB: close it with >, and write &lt; for < in a text`},
		{"many attributes", "<quiz>\n\n<question " + strings.Repeat("a=\"<\" ", 1<<20) + ">", `bank.xml:3: a tag is longer than 64 KB: close it with >, and write &lt; for < in a text`},
		{"many questions", "<quiz>\n" + strings.Repeat("<question type=\"random\"/>", maxQuestions+2), `bank.xml:2: over 100000 questions are in the file: split the file`},
		{"many parts", "<quiz>\n<question type=\"essay\">" + strings.Repeat("<tag/>", maxMoodleElements+1), `bank.xml:2: a question has over 10000 parts: make several questions of it`},
		{"NUL", "<quiz>\n<question>\n\x00</question></quiz>", `bank.xml:3: the file holds a NUL byte, which no text has: name a text file; a package is imported by its ending, .apkg or .colpkg`},
		{"a control character", "<quiz>\n\n<question>\x01</question></quiz>", `bank.xml:3: the file is not XML: illegal character code U+0001: take the character out; no XML may hold it`},
		{"an unclosed tag", "<quiz>\n<question type=\"essay\">\n<name><text>a</name>\n</question></quiz>", `bank.xml:3: the file is not XML: element <text> closed by </name>: close every tag, and write &lt; and &amp; for < and & in a text, or put it into <![CDATA[ and ]]>`},
		{"a part of a file", "<quiz>\r\n<question type=\"essay\">\r\n<name><text>a</text>", `bank.xml:3: the file ends before all of its tags are closed: export it again; a part of it is missing`},
		{"markup outside CDATA", "<quiz>\n<question type=\"essay\">\n<questiontext><text><p>a</p></text></questiontext></question></quiz>", `bank.xml:3: the text has the tag <p> inside: put the text into <![CDATA[ and ]]>, or write &lt; for <`},
		{"a claimed encoding", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<quiz></quiz>", `bank.xml:1: the file says that its encoding is ISO-8859-1: save it as UTF-8, and write encoding="UTF-8" in its first line`},
		{"another encoding", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<quiz>\ncaf\xe9</quiz>", `bank.xml:3: the line is not UTF-8; the file says that its encoding is ISO-8859-1: save the file as UTF-8, and write encoding="UTF-8" in its first line`},
		{"UTF-16", "\xff\xfe<\x00", `bank.xml:1: the file is UTF-16: save it as UTF-8`},
		{"another version", "<?xml version=\"1.1\"?>\n<quiz></quiz>", `bank.xml:1: the file is not XML: xml: unsupported version "1.1"; only version 1.0 is supported: export it again from Moodle`},
	} {
		_, err := ImportMoodleXML([]byte(c.text), Options{File: "bank.xml"})
		var problems deck.Problems
		if !errors.As(err, &problems) || err.Error() != c.want {
			t.Errorf("%s: ImportMoodleXML gives %v, want %s", c.name, err, c.want)
		}
	}
}

// Line ends and a byte order mark are those of any program.
func TestMoodleXMLOfAnyProgram(t *testing.T) {
	text := moodleQuiz("<!-- question: 12  -->", moodleQuestion("essay", "a\nb", ""), "", `<question type="random"></question>`)
	want := importMoodle(t, text)
	got := importMoodle(t, "\ufeff"+strings.ReplaceAll(text, "\n", "\r\n"))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("a BOM and CRLF change what is read (-without +with):\n%s", diff)
	}
}
