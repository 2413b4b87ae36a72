package exchange

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// asked is what a test compares of a question.
func asked(imported Imported) []string {
	var lines []string
	for _, source := range imported.Draft.Sources {
		q := source.Question
		line := fmt.Sprintf("%s %s %q", q.ID, q.Type, q.Prompt+q.Text)
		if q.Answer != "" {
			line += fmt.Sprintf(" = %q", q.Answer)
		}
		if q.ByHand {
			line += " by hand"
		}
		if q.Hint != "" {
			line += fmt.Sprintf(" hint %q", q.Hint)
		}
		if q.Explanation != "" {
			line += fmt.Sprintf(" (%q)", q.Explanation)
		}
		if len(q.Tags) > 0 {
			line += " " + strings.Join(q.Tags, ",")
		}
		lines = append(lines, line)
	}
	return lines
}

func lost(losses []Loss) []string {
	var lines []string
	for _, loss := range losses {
		lines = append(lines, loss.String())
	}
	return lines
}

// checkDraft puts a draft down as a deck and lets the deck be checked, as an
// import does before it is taken.
func checkDraft(t *testing.T, draft deck.Draft) {
	t.Helper()
	var b strings.Builder
	if err := draft.WriteTOML(&b); err != nil {
		t.Fatal(err)
	}
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(b.String())}}, "x.toml")
	if err != nil {
		t.Errorf("the deck does not load: %v\n%s", err, b.String())
		return
	}
	for _, problem := range deck.Check(d).Errors() {
		t.Errorf("the deck has a problem: %v\n%s", problem, b.String())
	}
}

func tomlQuoted(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}

func importText(t *testing.T, text string) Imported {
	t.Helper()
	imported, err := ImportAnkiText([]byte(text), Options{File: "notes.txt"})
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, imported.Draft)
	return imported
}

func TestAnkiTextNotes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"short and long backs", "Capital of Peru?\tLima\nWhy do leaves fall?\tThe tree saves water in winter\n", []string{
			`capital-of-peru short "Capital of Peru?" = "Lima"`,
			`why-do-leaves-fall text "Why do leaves fall?" = "The tree saves water in winter"`,
		}},
		{"a BOM and CRLF", "\ufefffront;back\r\n\r\nother;\"two\r\nlines\"\r\n", []string{
			`front short "front" = "back"`, `other text "other" = "two\nlines"`,
		}},
		{"named separators", "#separator:Pipe\na|b\n", []string{`a short "a" = "b"`}},
		{"colon and space", "#separator:Colon\na:b\n", []string{`a short "a" = "b"`}},
		{"space", "#separator: Space\none uno\n", []string{`one short "one" = "uno"`}},
		{"a literal separator", "#separator:~\na;b~c,d\n", []string{`a-b short "a;b" = "c,d"`}},
		{"quotes", "#separator:comma\n\"say \"\"hi\"\"\",\"a,b\"\n5\" nail,long\n", []string{
			`say-hi short "say \"hi\"" = "a,b"`, `5-nail short "5\" nail" = "long"`,
		}},
		{"comments and empty lines", "# my words\n#separator:tab\n\na\tb\n# c\td\ne\tf\n", []string{
			`a short "a" = "b"`, `e short "e" = "f"`,
		}},
		{"HTML", "#html:true\nH<sub>2</sub>O &amp; ice\t<b>water</b><br>frozen<hr>It floats.\n", []string{
			`h2o-ice text "H2O & ice" = "water\nfrozen" ("It floats.")`,
		}},
		{"no HTML", "#html:false\n<b>\tbold &amp;\n", []string{`b short "<b>" = "bold &amp;"`}},
		{"HTML is guessed", "a &lt; b\tless\nif a < b\tless\n", []string{`a-b short "a < b" = "less"`, `if-a-b short "if a < b" = "less"`}},
		{"text is guessed", "x < y, y > z\tx\n", []string{`x-y-y-z short "x < y, y > z" = "x"`}},
		{"columns that say more", "#separator:tab\n#tags column:3\n#columns:Front\tBack\tTags\tSource\nq\ta\tone two::three\tBook 1\n", []string{
			`q short "q" = "a" ("Source: Book 1") one,two::three`,
		}},
		{"guids", "#guid column:1\nkT!4~x]}B\tq\ta\nmy-id\tr\tb\n", []string{
			`kt-4-x-b-94e69f3c short "q" = "a"`, `my-id short "r" = "b"`,
		}},
		{"note types", "#notetype column:1\nBasic (and reversed card)\tdog\tperro\nBasic (optional reversed card)\tcat\tgato\ty\n" +
			"Basic (optional reversed card)\tcow\tvaca\t\nBasic (type in the answer)\tpi\t3.14 and so on for ever\n", []string{
			`dog short "dog" = "perro"`, `dog-card-2 short "perro" = "dog"`,
			`cat short "cat" = "gato"`, `cat-card-2 short "gato" = "cat"`,
			`cow short "cow" = "vaca"`, `pi short "pi" = "3.14 and so on for ever"`,
		}},
		{"decks", "#deck column:3\nq\ta\tBiology::Cells\nr\tb\tBiology::Plants::Leaf forms\ns\tc\tBiology\n", []string{
			`q short "q" = "a" Cells`, `r short "r" = "b" Leaf forms`, `s short "s" = "c"`,
		}},
		{"a cloze", "#html:true\n{{c1::<b>Lima</b>::city}} is in {{c2::Peru}}.\tSouth America\n", []string{
			`lima-city-is-in-peru cloze "{{1:Lima|city}} is in {{2:Peru}}." ("South America")`,
		}},
		{"clozes inside clozes", "{{c1::Canberra was {{c2::founded}}}} in {{c3::1913}}\t\n", []string{
			`canberra-was-founded-in-1913 cloze "{{1:Canberra was founded}} in {{3:1913}}"`,
		}},
		{"clozes with braces and bars", "#html:true\n{{{c1::\\frac{1}{2} }}} = {{c1,2::a|b}} &#123;&#123;c1::no}}\tx\n", []string{
			`frac-1-2-a-b-c1-no cloze "{ {{1:\\frac{1}{2} }}} = {{1:a/b}} { {c1::no}}" ("x")`,
		}},
		{"signs alone", "not equal\t≠\n{{c1::→}} or {{c2::right}}\t\n", []string{
			`not-equal text "not equal" = "≠" by hand`, `or-right cloze "→ or {{2:right}}"`,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, asked(importText(t, c.text))); diff != "" {
				t.Errorf("ImportAnkiText (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnkiTextDeck(t *testing.T) {
	for _, c := range []struct {
		name, text string
		options    Options
		want       deck.Draft
	}{
		{"from the file name", "q\ta\n", Options{File: "dir/my words.txt"}, deck.Draft{ID: "my-words", Title: "my words"}},
		{"from the header", "#deck:Biology::Cells\n#tags:year-1 exam\nq\ta\n", Options{File: "x.txt", Language: "en"},
			deck.Draft{ID: "biology-cells", Title: "Biology: Cells", Language: "en", Tags: []string{"year-1", "exam"}}},
		{"from the options", "#deck:Biology\nq\ta\n", Options{File: "x.txt", ID: "bio", Title: "Bio 1"}, deck.Draft{ID: "bio", Title: "Bio 1"}},
	} {
		imported, err := ImportAnkiText([]byte(c.text), c.options)
		if err != nil {
			t.Fatal(err)
		}
		imported.Draft.Sources = nil
		if diff := cmp.Diff(c.want, imported.Draft); diff != "" {
			t.Errorf("%s: ImportAnkiText (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestAnkiTextLosses(t *testing.T) {
	imported := importText(t, "#html:true\n#seperator:tab\n#notetype column:3\n#if matches:keep both\n"+
		"bone <img src=\"arm.png\">\thumerus [sound:humerus.mp3]\tBasic\n"+
		"<img src=\"leg.png\">\tfemur\tBasic\n"+
		"no back\t\tBasic\n"+
		"alone\n"+
		"{{c1::image-occlusion:rect:left=.1}}\t<img src=\"x.png\">\tImage Occlusion\n"+
		"{{c1::a {{c2::b}}|c}} {{c0::zero}}\t\tCloze\n"+
		"{{c1::}} empty\t\tCloze\n"+
		"{{c1::all}}\t\tCloze\n"+
		"{{c2,4::Clay}} holds water\t\tCloze\n"+
		"Sand drains\tfast\tCloze\n"+
		"<iframe src=\"https://films.example/3\"></iframe>film\tlong\tBasic\n")
	want := []string{
		`notes.txt:2: #seperator is no header and was left out; #separator is one`,
		`notes.txt:5: bone: is asked without its media: arm.png, humerus.mp3`,
		`notes.txt:6: note: its front holds no text, and it is not asked: leg.png`,
		`notes.txt:7: no-back: its back holds no text, and it is not asked`,
		`notes.txt:8: alone: has no back, and is not asked`,
		`notes.txt:9: image-occlusion-rect-left-1: hides parts of a picture, and is not asked`,
		`notes.txt:10: a-b-c-zero: a cloze inside another is not asked by itself`,
		`notes.txt:10: a-b-c-zero: | in a cloze is written / here`,
		`notes.txt:10: a-b-c-zero: a cloze whose number is not from 1 to 9999 is shown, and not asked`,
		`notes.txt:11: empty: a cloze that cannot be compared by its words is shown, and not asked`,
		`notes.txt:11: empty: has no cloze that can be asked, and is not asked`,
		`notes.txt:12: all: shows nothing but its cloze, and is not asked`,
		`notes.txt:13: clay-holds-water: a cloze with several numbers is asked with the first of them only`,
		`notes.txt:14: sand-drains: has no cloze, and is not asked`,
		`notes.txt:15: film: is asked without its media: https://films.example/3`,
	}
	if diff := cmp.Diff(want, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

func TestAnkiTextProblems(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "notes.txt: the file holds no notes: check that it is an export of Anki's"},
		{"headers alone", "#separator:tab\n\n", "notes.txt: the file holds no notes: check that it is an export of Anki's"},
		{"nothing to ask", "a\nb\n", "notes.txt:1: no note can be asked; of the first: has no back, and is not asked: export notes with a text on both sides"},
		{"an open quote", "a\tb\n\nc\t\"d\ne\tf\n", `notes.txt:3: a quoted field does not end: write " at its end, and "" for a quote inside`},
		{"text behind a quote", "a\t\"b\nc\" d\n", `notes.txt:2: text stands behind a quoted field: write "" for a quote inside a field, or put the quotes around all of it`},
		{"a wrong separator", "#html:true\n#separator:Dots\na\tb\n", `notes.txt:2: #separator: "Dots" is no separator: write Comma, Semicolon, Tab, Space, Pipe, Colon or one character`},
		{"a wrong column", "#tags column:last\na\tb\n", `notes.txt:1: #tags column: "last" is no column: write its number; the first column is 1`},
		{"UTF-16", "\xff\xfea\x00", "notes.txt:1: the file is UTF-16: save it as UTF-8"},
		{"NUL", "a\tb\nc\x00\td\n", "notes.txt:2: the file holds a NUL byte, which no text has: name a text file; a package is imported by its ending, .apkg or .colpkg"},
		{"not UTF-8", "a\tb\ncaf\xe9\td\n", "notes.txt:2: the line is not UTF-8: save the file as UTF-8"},
		{"too many fields", strings.Repeat("a\t", 1001) + "\n", "notes.txt:1: the row has over 1000 fields: check the separator"},
	} {
		_, err := ImportAnkiText([]byte(c.text), Options{File: "notes.txt"})
		var problems deck.Problems
		if !errors.As(err, &problems) || err.Error() != c.want {
			t.Errorf("%s: ImportAnkiText gives %v, want %s", c.name, err, c.want)
		}
	}
}

// An edit of the text, or another order, changes no id where there are guids.
func TestAnkiTextIDsStay(t *testing.T) {
	const header = "#guid column:1\n#notetype:Basic (and reversed card)\n"
	before := importText(t, header+"Ab%1\tdog\tperro\nAB%1\tcat\tgato\n")
	after := importText(t, header+"AB%1\tthe cat\tel gato\nAb%1\tthe dog\tel perro\n")
	ids := func(imported Imported) map[string]bool {
		ids := make(map[string]bool)
		for _, source := range imported.Draft.Sources {
			ids[source.Question.ID] = true
		}
		return ids
	}
	if diff := cmp.Diff(ids(before), ids(after)); diff != "" || len(ids(before)) != 4 {
		t.Errorf("ids changed (-before +after):\n%s", diff)
	}
}

// FuzzAnkiText imports anything: it comes out as a deck whose ids differ and
// whose questions can be asked, or as problems on lines of the file.
func FuzzAnkiText(f *testing.F) {
	f.Add("#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\ng\tBasic\tD\tq\ta<hr>b\tt\n")
	f.Add("#separator:;\n#columns:a;b\n{{c1::x::y}} {{c2::{{c3::z}}}};\"e\ne\"\"\"\n[sound:a.mp3];<img src=b>\n")
	f.Add("#notetype:Basic (and reversed card)\na,b\n\"\",\n# c\r\n\ufeff&#123;{{c1::}}}},{{c9999::x}}::{{{{\n")
	f.Fuzz(func(t *testing.T, text string) {
		imported, err := ImportAnkiText([]byte(text), Options{File: "x.txt"})
		if err != nil {
			var problems deck.Problems
			if !errors.As(err, &problems) {
				t.Fatal(err)
			}
			lines := strings.Count(strings.ReplaceAll(text, "\r\n", "\n"), "\n") + strings.Count(text, "\r") + 1
			for _, problem := range problems {
				if problem.Line > lines || problem.Cause == "" || problem.Remedy == "" {
					t.Fatalf("problem %+v in a file of %d lines", problem, lines)
				}
			}
			return
		}
		checkDraft(t, imported.Draft)
	})
}
