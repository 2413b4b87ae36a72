package deck_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

func TestSyntaxErrorsAreToldInPlainWords(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"open text", head + "citation = \"x\nlanguage = \"en\"\n", `x.toml:4: a text is not closed on its line: end it with a quote, or use """ around a text of several lines`},
		{"no quotes", head + "citation = Lesson 3\n", `x.toml:4: the value is missing, or a text is not in quotes: put texts in quotes; write true and false in lower case`},
		{"no value", head + "citation =\ntags = []\n", `x.toml:4: the value is missing, or a text is not in quotes: put texts in quotes; write true and false in lower case`},
		{"capital True", head + "citation = True\n", `x.toml:4: the value is missing, or a text is not in quotes: put texts in quotes; write true and false in lower case`},
		{"no key", head + "just words here\n", `x.toml:4: is neither key = value nor [table]: write key = value; a key with spaces goes in quotes`},
		{"two values", head + "citation = \"a\" \"b\"\n", `x.toml:4: something stands behind the value: begin a new line, or put the whole text in quotes`},
		{"backslash", head + `citation = "C:\docs"` + "\n", `x.toml:4: a backslash in a text begins an escape that TOML does not know: write \\ for a backslash, or put the text in single quotes`},
		{"comma", head + "tags = [\"a\" \"b\"]\n", `x.toml:4: a comma or a closing bracket is missing: put commas between the values, and close the bracket`},
		{"two commas", head + "tags = [\"a\",, \"b\"]\n", `x.toml:4: a comma stands where a value is wanted: take out one comma`},
		{"open list", head + "tags = [\"a\"\n\n", `x.toml:5: the file ends inside a list or a table: close the bracket`},
		{"open header", head + "[[question]\nid = 1\n", `x.toml:4: a table's name in brackets is not closed: write [[name]]`},
		{"empty header", head + "[[]]\n", `x.toml:4: a table in brackets has no name: write [name] or [[name]]`},
		{"twice", head + "[[question]]\nid = \"a\"\n\nid = \"b\"\n[[question]]\nid = \"c\"\n", `x.toml:7: the key question.id is given twice: keep one of the two`},
		{"twice in a dotted key", head + "[moved]\na.b = \"x\"\na = \"y\"\n[synonyms]\n", `x.toml:5: moved.a: is a table where a text is wanted: put it in quotes
x.toml:6: a key is given twice: keep one of the two`},
		{"value and array", head + "question = 1\n[[question]]\n", `x.toml:5: the key question is given both as a value and as [[…]]: keep one of the two`},
		{"large number", head + "citation = 99999999999999999999\n", `x.toml:4: a number is too large: write a smaller number, or put it in quotes as a text`},
		{"odd number", head + "citation = 007\n", `x.toml:4: 007 is not a number that TOML knows: write digits; a text goes in quotes`},
		{"date", head + "citation = 2024-13-01\n", `x.toml:4: 2024-13-01 is not a date that TOML knows: put it in quotes as a text`},
		{"UTF-16", "\xff\xfef\x00o\x00", `x.toml:1: is written in UTF-16: save the file as UTF-8`},
		{"UTF-16 without a mark", "f\x00o\x00r\x00", `x.toml:1: is written in UTF-16: save the file as UTF-8`},
		{"Latin-1", head + "citation = \"caf\xe9\"\n", `x.toml:4: holds bytes that are not UTF-8: save the file as UTF-8`},
		{"NUL", head + "citation = \"a\x00b\"\n", `x.toml:4: holds the control character 0x00: take it out`},
		{"escape sequence", head + "\n\ncitation = \"a\x1b[31mb\"\n", `x.toml:6: holds the control character 0x1b: take it out`},
		{"carriage return", "format = 1\rid = \"d\"\r", `x.toml:1: holds a control character: take it out, or write an escape in double quotes`},
		{"deep nesting", head + "tags = " + strings.Repeat("[", 100_000), `x.toml:4: values are nested more than 32 deep: write the tables as blocks, such as [[question]]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, strings.Join(problemsIn(t, test.text), "\n")); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestByteOrderMarkAndCRLFAreNoProblem(t *testing.T) {
	text := "\xef\xbb\xbf" + strings.ReplaceAll(head+"[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"\"\"\nWho\nis it?\"\"\"\nanswer = \"me\"\n", "\n", "\r\n")
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}, "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := d.Cards[0].Prompt, "Who\nis it?"; got != want {
		t.Errorf("Prompt = %q, want %q", got, want)
	}
	if got, want := d.Cards[0].Origin, (deck.Origin{File: "x.toml", Line: 4}); got != want {
		t.Errorf("Origin = %v, want %v", got, want)
	}
}

// Hostile files must be refused, or read, in the time that an honest file of
// their size takes.
func TestHostileFilesTakeBoundedTime(t *testing.T) {
	if testing.Short() {
		t.Skip("reads megabytes")
	}
	const size = 2 << 20
	for name, text := range map[string]string{
		"one long line":        head + "citation = \"" + strings.Repeat("x", 10<<20) + "\"\n",
		"one long comment":     head + "#" + strings.Repeat("x", size),
		"blank lines":          head + strings.Repeat("\n", size),
		"long escapes":         head + "citation = \"" + strings.Repeat(`\n`, size/2) + "\"\n",
		"long list":            head + "tags = [" + strings.Repeat("\"a\",", size/16) + "]\n",
		"long key":             head + strings.Repeat("k", size) + " = 1\n",
		"many keys":            head + numbered("k%d = 1\n", size/64),
		"many headers":         head + strings.Repeat("[[question]]\n", size/64),
		"many holes":           head + "[[takeaway]]\nid = \"t\"\ntext = \"" + strings.Repeat("{{", size/8) + "\"\n",
		"many numbered holes":  head + "[[takeaway]]\nid = \"t\"\ntext = \"" + numbered("{{%d:a}} ", 9000) + "\"\n",
		"wide and long table":  head + "[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k1\"\ncolumns = [\n" + numbered("{ id = \"k%d\", title = \"K\" },\n", 20_000) + "]\nrows = [\n" + numbered("{ id = \"r%d\", k1 = \"x\" },\n", 20_000) + "]\n",
		"many entries":         head + "[[cheatsheet]]\nid = \"s\"\n" + numbered("[[cheatsheet.entry]]\nid = \"e%[1]d\"\nterm = \"t%[1]d\"\nmeaning = \"m\"\n", 50_000),
		"many same_as":         head + numbered("[[takeaway]]\nid = \"t%d\"\ntext = \"a\"\nsame_as = \"gone\"\n", 20_000),
		"many moved":           head + "[moved]\n" + numbered("o%[1]d = \"n%[1]d\"\n", 20_000) + numbered("[[takeaway]]\nid = \"t%d\"\ntext = \"{{1:a}}\"\n", 20_000),
		"many parts":           head + "[[takeaway]]\nid = \"t\"\ntext = \"a\"\nparts = [" + strings.Repeat("\"cloze\",", 1<<17) + "]\n",
		"many wrong options":   head + "[[question]]\nid = \"q\"\ntype = \"choice\"\nprompt = \"P\"\nanswer = \"A\"\nwrong = [" + numbered("\"w%d\", ", 50_000) + strings.Repeat("\"w\",", 50_000) + "]\n",
		"many last and credit": head + "[[question]]\nid = \"q\"\ntype = \"choice\"\nprompt = \"P\"\nanswer = \"A\"\nwrong = [" + numbered("\"w%d\", ", 20_000) + "]\nlast = [" + numbered("\"x%d\", ", 20_000) + "]\ncredit = { " + numbered("y%d = 0.5, ", 20_000) + "z = 1 }\n",
		"many pairs":           head + "[[question]]\nid = \"q\"\ntype = \"match\"\nprompt = \"P\"\npairs = [" + numbered("{ left = \"l%[1]d\", right = \"r%[1]d\" }, ", 20_000) + "]\n",
		"many items":           head + "[[question]]\nid = \"q\"\ntype = \"order\"\nprompt = \"P\"\nitems = [" + numbered("\"i%d\", ", 50_000) + "]\n",
		"many pictures":        head + numbered("[[takeaway]]\nid = \"t%[1]d\"\ntext = \"{{1:a}}\"\nimage = \"i/%[1]d.png\"\n", 20_000),
		"questions about a long table": head + "[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }, { id = \"a\", title = \"A\", parts = [] }]\nrows = [\n" +
			numbered("{ id = \"r%[1]d\", k = \"k%[1]d\", a = \"x\" },\n", 20_000) + numbered("{ id = \"s%[1]d\", k = \"l%[1]d\", a = \"y%[1]d\" },\n", 10_000) + "]\n" +
			numbered("[[table.which]]\nid = \"w%[1]d\"\ncolumn = \"a\"\nvalue = \"x\"\n", 10_000) + numbered("[[table.which]]\nid = \"v%[1]d\"\ncolumn = \"a\"\nvalue = \"z%[1]d\"\n", 10_000) +
			numbered("[[table.match]]\nid = \"m%d\"\ncolumn = \"a\"\n", 10_000) + numbered("[[table.compare]]\nid = \"c%[1]d\"\ncolumn = \"a\"\nrows = [\"r%[1]d\", \"s%[1]d\"]\n", 10_000),
		"open brackets": head + strings.Repeat("[", size),
		"open fence":    head + "citation = \"\"\"" + strings.Repeat("\"\" ", size/3),
	} {
		t.Run(name, func(t *testing.T) {
			problemsIn(t, text) // work that grows as a square would outlast the test's own limit
		})
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i+1)
	}
	return b.String()
}

func TestAFileOverTheLimitIsRefused(t *testing.T) {
	files := fstest.MapFS{
		"d/deck.toml": {Data: []byte(head)},
		"d/big.toml":  {Data: make([]byte, 64<<20+1)},
		"d/z.toml":    {Data: []byte("zebra = 1\n")},
	}
	want := []string{
		"d/big.toml: is larger than 64 MiB: split the deck into several files",
		"d/z.toml:1: zebra: is not a key of a part of a deck: take it out; the keys are cheatsheet, table, takeaway, question",
	}
	if diff := cmp.Diff(want, problemsOf(t, files, "d")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestADeckIsOneFileOrAFolder(t *testing.T) {
	question := "[[question]]\nid = %q\ntype = \"short\"\nprompt = \"P\"\nanswer = \"A\"\n"
	part := func(id string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(fmt.Sprintf(question, id))} }
	files := fstest.MapFS{
		"d/deck.toml":      {Data: []byte(head + fmt.Sprintf(question, "first"))},
		"d/b.toml":         part("third"),
		"d/a.toml":         part("second"),
		"d/.hidden.toml":   part("no"),
		"d/notes.txt":      part("no"),
		"d/more/deep.toml": part("no"),
	}
	got, err := deck.Files(files, "d")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"d/deck.toml", "d/a.toml", "d/b.toml"}, got); diff != "" {
		t.Errorf("Files (-want +got):\n%s", diff)
	}
	d, err := deck.Load(files, "d")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, source := range d.Sources {
		ids = append(ids, source.ID)
	}
	if diff := cmp.Diff([]string{"first", "second", "third"}, ids); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
}

func TestProblemsOfAFolderComeInTheOrderOfItsFiles(t *testing.T) {
	files := fstest.MapFS{
		"d/deck.toml": {Data: []byte("format = 1\nid = \"d\"\ntitel = \"D\"\n[[takeaway]]\nid = \"t\"\ntext = \"t {{1:x}}\"\nsame_as = \"gone\"\n")},
		"d/a.toml":    {Data: []byte("[[takeaway]]\nid = \"t\"\ntext = \"\"\n")},
		"d/b.toml":    {Data: []byte("title = \"E\"\nTags = []\n[[takeaway\n")},
		"d/c.toml":    {Data: []byte("title = \"E\"\nTags = []\n[moved]\na = \"b\"\n")},
	}
	want := []string{
		"d/deck.toml:1: title: is missing: write the title that learners see",
		"d/deck.toml:3: titel: is not a key of a deck: did you mean title?",
		`d/a.toml:2: t: id: "t" is used already, in d/deck.toml, line 4: give each its own id`,
		"d/a.toml:3: t: text: is empty: write the statement",
		"d/b.toml:3: a table's name in brackets is not closed: write [name] or [[name]]",
		"d/c.toml:1: title: stands only in deck.toml: move it there",
		"d/c.toml:2: Tags: stands only in deck.toml: move it there",
		"d/c.toml:3: moved: stands only in deck.toml: move it there",
	}
	if diff := cmp.Diff(want, problemsOf(t, files, "d")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeReadIsAnErrorOfTheFileSystem(t *testing.T) {
	for _, path := range []string{"gone.toml", "gone"} {
		_, err := deck.Load(fstest.MapFS{}, path)
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(fmt.Sprint(err), path) {
			t.Errorf("Load(%q): %v, want fs.ErrNotExist with the path", path, err)
		}
	}
}

func TestALinkInAFolderIsRefused(t *testing.T) {
	files := fstest.MapFS{
		"d/deck.toml": {Data: []byte(head)},
		"d/a.toml":    {Data: []byte("../../etc/passwd"), Mode: fs.ModeSymlink},
	}
	want := []string{"d/a.toml: is not a plain file: put the file itself into the deck's folder"}
	if diff := cmp.Diff(want, problemsOf(t, files, "d")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestAFolderWithoutADeckFileIsTold(t *testing.T) {
	files := fstest.MapFS{"empty/notes.txt": {}, "parts/a.toml": {Data: []byte("zebra = 1\n")}}
	for _, path := range []string{"empty", "parts"} {
		want := []string{path + ": has no deck.toml: write one with format, id and title, or name the .toml file that is the deck"}
		if diff := cmp.Diff(want, problemsOf(t, files, path)); diff != "" {
			t.Errorf("problems of %s (-want +got):\n%s", path, diff)
		}
	}
	_, problems := deck.LoadAll(deck.Place{FS: files, Path: "home", Deck: "empty"})
	if got, want := problems.Error(), "home/empty: has no deck.toml: "; !strings.HasPrefix(got, want) {
		t.Errorf("LoadAll: %s, want %s…", got, want)
	}
}

// unopened is a file system in which opening some files fails the test.
type unopened struct {
	fstest.MapFS
	t *testing.T
}

func (u unopened) Open(name string) (fs.File, error) {
	if file := u.MapFS[name]; file != nil && file.Mode.Type() != 0 {
		u.t.Errorf("%s, %v, was opened", name, file.Mode)
	}
	return u.MapFS.Open(name)
}

func TestPipesSocketsAndDevicesAreNeverOpened(t *testing.T) {
	for _, mode := range []fs.FileMode{fs.ModeNamedPipe, fs.ModeSocket, fs.ModeDevice, fs.ModeDevice | fs.ModeCharDevice, fs.ModeIrregular} {
		files := unopened{fstest.MapFS{
			"x.toml":      {Mode: mode},
			"d/deck.toml": {Data: []byte(head)},
			"d/a.toml":    {Mode: mode},
			"e/deck.toml": {Mode: mode},
			"good.toml":   simple("good", "Good", "g"),
		}, t}
		for path, want := range map[string]string{
			"x.toml": "x.toml: is not a plain file: name a .toml file, or a folder with a deck.toml",
			"d":      "d/a.toml: is not a plain file: put the file itself into the deck's folder",
			"e":      "e/deck.toml: is not a plain file: put the file itself into the deck's folder",
		} {
			if _, err := deck.Load(files, path); err == nil || err.Error() != want {
				t.Errorf("Load(%s) with %v: %v, want %s", path, mode, err, want)
			}
		}
		l, problems := deck.LoadAll(deck.Place{FS: files})
		if titles(l) != "good=Good" || len(problems) != 3 {
			t.Errorf("LoadAll with %v: decks %s, problems %v", mode, titles(l), problems)
		}
	}
}
