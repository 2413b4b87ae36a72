package exchange

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A file that would cost far more than its bytes is refused before it is taken
// apart, with the line to look at.
func TestTextsBeyondTheirLimits(t *testing.T) {
	long := strings.Repeat("a", maxCell)
	for _, c := range []struct {
		name string
		read Importer
		text string
		want string // begins the problem; empty where there is none
	}{
		{"200 cells", ImportCSV, "a" + strings.Repeat(",a", 199) + "\nb,c\n", ""},
		{"201 cells", ImportCSV, "a,b\nc,d\na" + strings.Repeat(",a", 200), "f:3: the row has over 200 cells"},
		{"201 cells, the last in quotes", ImportCSV, "a,b\n\n" + strings.Repeat("a,", 200) + `"b"`, "f:3: the row has over 200 cells"},
		{"separators in quotes", ImportCSV, "a,b\nc,\"\"\"" + strings.Repeat(",", 2000) + "\"\"\"\n", ""},
		{"empty cells at the end", ImportCSV, "a,b" + strings.Repeat(",", 500) + "\nc,d" + strings.Repeat(",\"\", ", 200) + "\n", ""},
		{"too many empty cells", ImportCSV, "a,b\n\"c\nc\",d\n" + strings.Repeat(",", 1000), "f:4: the row has over 1000 cells"},
		{"tabs alone", ImportCSV, strings.Repeat("\t", 1<<20), "f:1: the row has over 1000 cells"},
		{"a cell of 1 MB", ImportCSV, "a,b\n\nc," + long + "\n", ""},
		{"a longer cell", ImportCSV, "a,b\n\nc," + long + "d\n", "f:3: a cell is longer than 1 MB"},
		{"quotes that do not end", ImportCSV, "a,b\nc,\"d\ne\n" + long, "f:2: a cell is longer than 1 MB"},
		{"a quote inside a cell", ImportCSV, "a,b\nc,5\" wide\ne\n" + long, "f:2: a quote stands inside a cell without quotes"},
		{"a block without end", ImportGIFT, "a{T}\n\n" + strings.Repeat("{\n", 1<<20), "f:3: the question is longer than 1 MB"},
		{"comments without end", ImportGIFT, strings.Repeat("// a\n", 1<<20), "f:209716: the question is longer than 1 MB"},
		{"a question without end", ImportAiken, "\n" + strings.Repeat("a\n", 1<<20), "f:2: the question is longer than 1 MB"},
		{"a long line", ImportAiken, long, "f:1: the question is longer than 1 MB"},
		{"a long file", ImportGIFT, strings.Repeat("a{T}\n\n", maxQuizText/6+1), "f: the file is larger than 32 MB"},
	} {
		_, err := c.read([]byte(c.text), Options{File: "f"})
		if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s gives %.200s, want %s", c.name, got, c.want)
		}
	}
}

func TestLargeTable(t *testing.T) {
	wide := func(n int, cell string) string { return strings.Repeat("|"+cell, n) + "|\n" }
	for _, c := range []struct {
		name, page string
		line       int
	}{
		{"nothing", "", 0},
		{"a small table", "# T\n\n|a|b|\n|-|-|\n|c|d|\n", 0},
		{"200 columns", wide(200, "a") + wide(200, "-") + "|x\n", 0},
		{"203 columns", "# T\n\n" + wide(203, "a") + wide(203, "-") + "|x\n", 3},
		{"without signs at the ends", "\na" + strings.Repeat(" | a", 2000) + "\n:-" + strings.Repeat(" | -:", 2000) + "\n", 2},
		{"in a quotation", "> " + wide(2000, "a") + "> " + wide(2000, ":-:") + ">x\n", 1},
		{"many short rows", "\n" + wide(100, "a") + wide(100, "-") + strings.Repeat("x\n", 6000), 2},
		{"many tables", strings.Repeat(wide(100, "a")+wide(100, "-")+strings.Repeat("x\n", 100)+"\n", 60), 4945},
		{"many lines that are no table", strings.Repeat("---\na\n", 1<<18), 0},
		{"many lines below a table", wide(100, "a") + wide(100, "-") + "x\n\n" + strings.Repeat("a|b\n", 1<<18), 0},
	} {
		if line, cause := largeTable(c.page); line != c.line || (line > 0) != (cause != "") {
			t.Errorf("%s: largeTable gives %d, %q, want %d", c.name, line, cause, c.line)
		}
	}
}

func TestWideTablesAreCut(t *testing.T) {
	header := make([]string, 200)
	for i := range header {
		header[i] = fmt.Sprintf("c%d", i)
	}
	h := newHandout(Options{})
	h.grid(grid{header: header, rows: make([]gridRow, maxTableCells/maxTableColumns+1)})
	var whats []string
	for _, loss := range h.losses[:2] {
		whats = append(whats, loss.What)
	}
	if diff := cmp.Diff([]string{"only the first 50 of 200 columns are kept", "only the first 10000 of 10001 rows are kept"}, whats); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

func TestEscapesGoWhole(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"T\x1b[31mRED\x1b[0m", "TRED"},
		{"a\x1b[1;38;5;200mb\x1b[?25lc\x1b[2 qd", "abcd"},
		{"a\x1b]0;title\ab\x1b]8;;https://a.b\x1b\\c\x1b]8;;\x1b\\", "abc"},
		{"a\u009b31mb\u009d0;title\u009cc", "abc"},
		{"a\x1bPq#0\x1b\\b", "ab"},
		{"a\x1b[31\nb", "a[31\nb"},     // no sequence
		{"a\x1b]0;b\nc\a", "a]0;b\nc"}, // nor this
		{"a\x1b]" + strings.Repeat("b", 2000) + "\a", "a]" + strings.Repeat("b", 2000)},
		{"a\x1b", "a"},
		{"a\x1b[", "a["},
		{"\x1b\x1b[31mb", "b"},
		{"a[31m", "a[31m"},
	} {
		if got := cleanText(c.text); got != c.want {
			t.Errorf("cleanText(%q) = %q, want %q", c.text, got, c.want)
		}
		if got := cleanText(withoutEscapes(c.text)); got != c.want {
			t.Errorf("cleanText(withoutEscapes(%q)) = %q, want %q", c.text, got, c.want)
		}
	}
}

// What was taken out is told once, whatever the format.
func TestControlCharactersAreTold(t *testing.T) {
	const what = "control characters, and those that turn the direction of text, were taken out"
	for name, text := range map[string]string{
		"gift":     "::a:: T\x1b[31mRED\x1b[0m\a{T}\n\nb\x1b[31m{F}\n",
		"aiken":    "T\x1b[31mRED\x1b[0m\a?\nA. \x1b[1ma\nB. b\nANSWER: A\n",
		"moodle":   "<quiz><question type=\"truefalse\"><questiontext><text>T\x1b[31mRED\x1b[0m</text></questiontext><answer fraction=\"100\"><text>true</text></answer></question></quiz>",
		"anki":     "T\x1b[31mRED\x1b[0m\a\ta\nb\a\tc\n",
		"csv":      "prompt,answer\nT\x1b[31mRED\x1b[0m\a,a\nb\a,c\n",
		"markdown": "- T\x1b[31mRED\x1b[0m\a is **b**\n",
	} {
		format, _ := FormatNamed(name)
		imported, err := format.Import([]byte(text), Options{File: "f"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		told := 0
		for _, loss := range imported.Losses {
			if loss.What == what {
				told++
			}
		}
		got, _, err := imported.Sound(Options{File: "f"})
		if told != 1 || err != nil || !strings.Contains(string(got), "TRED") || strings.ContainsAny(string(got), "\x1b\a") {
			t.Errorf("%s tells it %d times, %v, and gives:\n%s", name, told, err, got)
		}
	}
	if imported, err := Formats()[0].Import([]byte("\ufeffa\r\n\tb{T}"), Options{}); err != nil || len(imported.Losses) > 0 {
		t.Errorf("a plain file gives %v, %v", imported.Losses, err)
	}
}

func TestLongExpressionsOfPMatch(t *testing.T) {
	for _, c := range []struct {
		name, expression, synonyms, want string
	}{
		{"200 words", "match_mow(" + strings.Repeat("a_", 199) + "a)", "", ""},
		{"many matches", "match_any(" + strings.Repeat("match_w("+strings.Repeat("b ", 100)+"b) ", 20) + "match_w(a))", "", ""},
		{"201 words", "match_mow(" + strings.Repeat("a_", 200) + "a)", "", "over 200 words"},
		{"8,000 words", "match_mow(" + strings.Repeat("a_", 8000) + "a)", "", "longer than 2000 bytes"},
		{"long words", "match_mow(" + strings.Repeat(strings.Repeat("a", 40)+" ", 50) + "a)", "", "longer than 2000 bytes"},
		{"many synonyms", "match_mow(" + strings.Repeat("a_", 50) + "a)", "b|c|d|e", "over 200 words"},
	} {
		text := `<quiz><question type="pmatch"><questiontext><text>q</text></questiontext><answer fraction="100"><text>` + c.expression +
			`</text></answer><answer fraction="50"><text>match_w(b)</text></answer><synonym><word>a</word><synonyms>` + c.synonyms + `</synonyms></synonym></question></quiz>`
		imported, err := ImportMoodleXML([]byte(text), Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var told []string
		for _, loss := range imported.Losses {
			told = append(told, loss.What)
		}
		if all := strings.Join(told, "\n"); strings.Contains(all, "is left out: ") != (c.want != "") || !strings.Contains(all, c.want) {
			t.Errorf("%s tells %s, want %s", c.name, all, c.want)
		}
	}
}

func TestEncodingOfMoodle(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<quiz>\n\xe9</quiz>",
			`f:3: the line is not UTF-8; the file says that its encoding is ISO-8859-1: save the file as UTF-8, and write encoding="UTF-8" in its first line`},
		{"\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?>\xe9",
			`f:1: the line is not UTF-8; the file says that its encoding is latin1: save the file as UTF-8, and write encoding="UTF-8" in its first line`},
		{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\xe9</quiz>", "f:2: the line is not UTF-8: save the file as UTF-8"},
		{"<quiz>\xe9</quiz>", "f:1: the line is not UTF-8: save the file as UTF-8"},
	} {
		if _, err := ImportMoodleXML([]byte(c.text), Options{File: "f"}); err == nil || err.Error() != c.want {
			t.Errorf("%q gives %v, want %s", c.text, err, c.want)
		}
	}
}
