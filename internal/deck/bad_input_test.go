package deck_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// What is too much is told in a line, whatever its size.
func TestTooMuchIsToldInALine(t *testing.T) {
	if testing.Short() {
		t.Skip("reads megabytes")
	}
	const million = 1_000_000
	table := head + "[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }]\n"
	question := head + "[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"P?\"\n"
	for name, test := range map[string]struct{ text, want string }{
		"ten megabytes in one line": {question + "answer = \"" + strings.Repeat("x", 10<<20) + "\"\n",
			`x.toml:8: q: answer: is over 100000 characters long: split it, or take out what is not to be learned`},
		"ten megabytes in a cell": {table + "rows = [{ id = \"r\", k = \"" + strings.Repeat("x", 10<<20) + "\" }]\n",
			`x.toml:9: t.r: k: is over 100000 characters long: split it, or take out what is not to be learned`},
		"ten megabytes in a keyword": {head + "[[question]]\nid = \"q\"\ntype = \"text\"\nprompt = \"P?\"\nanswer = \"a\"\n[[question.criterion]]\nid = \"c\"\nany = [\"" + strings.Repeat("two words ", 1<<20) + "\"]\n",
			`x.toml:11: q: criterion[c].any[1]: is over 100000 characters long: split it, or take out what is not to be learned`},
		"ten megabytes in a synonym": {head + "[synonyms]\na = [\"" + strings.Repeat("two words ", 1<<20) + "\"]\n[[question]]\nid = \"q\"\ntype = \"text\"\nprompt = \"P?\"\nanswer = \"a\"\n",
			`x.toml:5: synonyms.a[1]: is over 100000 characters long: split it, or take out what is not to be learned`},
		"ten megabytes without a value": {head + strings.Repeat("x", 10<<20) + "\n",
			`x.toml:4: is neither key = value nor [table]: write key = value; a key with spaces goes in quotes`},
		"a million rows": {table + "rows = [\n" + strings.Repeat("{ id = \"r\", k = \"x\" },\n", million) + "]\n",
			`x.toml:100010: the list has over 100000 elements: make several decks of it`},
		"a million rows in blocks": {table + strings.Repeat("[[table.row]]\nid = \"r\"\nk = \"x\"\n", million),
			`x.toml:300009: the list has over 100000 elements: make several decks of it`},
		"a million questions": {head + strings.Repeat("[[question]]\n", million),
			`x.toml:100004: the list has over 100000 elements: make several decks of it`},
		"a million keys": {counted("k%d = 1\n", million),
			`x.toml:100001: the table has over 100000 keys: make several decks of it`},
		"a million tables": {counted("[k%d]\n", million),
			`x.toml:100001: the table has over 100000 keys: make several decks of it`},
		"a million keys in one line": {"k = {" + strings.TrimSuffix(counted("k%d = 1,", million), ",") + "}\n",
			`x.toml:1: the table has over 100000 keys: make several decks of it`},
		"millions of keys in many tables": {counted("[t%d]\n"+strings.ReplaceAll(counted("k%d = 1\n", 90_000), "%", "%%"), 30),
			`x.toml:2000001: the file has over 2000000 keys and elements: make several decks of it`},
		"a million moves": {head + "[moved]\n" + counted("a%d = \"b\"\n", million),
			`x.toml:100005: the table has over 100000 keys: make several decks of it`},
		"too many moves": {head + "[moved]\n" + counted("a%d = \"b%[1]d\"\n", 20_000) + question[len(head):] + "answer = \"a\"\n",
			`x.toml:4: moved: has over 10000 entries: take out what is not needed, or make several decks of it`},
		"too many synonyms": {head + "[synonyms]\n" + counted("a%d = [\"b\"]\n", 20_000) + question[len(head):] + "answer = \"a\"\n",
			`x.toml:4: synonyms: has over 10000 entries: take out what is not needed, or make several decks of it`},
		"too many synonyms of a word": {head + "[synonyms]\na = [" + counted("\"b%d\",", 20_000) + "]\n" + question[len(head):] + "answer = \"a\"\n",
			`x.toml:4: synonyms: has over 10000 entries: take out what is not needed, or make several decks of it`},
		"too many shares": {question + "answer = \"a\"\n[question.credit]\n" + counted("a%d = 0.5\n", 20_000),
			`x.toml:9: q: credit: has over 10000 entries: take out what is not needed, or make several decks of it`},
		"too much feedback": {question + "answer = \"a\"\n[question.feedback]\n" + counted("a%d = \"b\"\n", 20_000),
			`x.toml:9: q: feedback: has over 10000 entries: take out what is not needed, or make several decks of it`},
		"too many forms of holes": {head + "[[question]]\nid = \"q\"\ntype = \"cloze\"\ntext = \"One {{1:hole}} here.\"\n[question.accept]\n" + counted("%d = [\"a\"]\n", 20_000),
			`x.toml:8: q: accept: has over 10000 entries: take out what is not needed, or make several decks of it`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, strings.Join(problemsIn(t, test.text), "\n")); diff != "" {
				t.Errorf("problems (-want +got):\n%.2000s", diff)
			}
		})
	}
}

// A table of unknown keys is read no further than problems are kept, and
// synonyms in a chain are no more work than as many pairs.
func TestManyKeysAreReadToTheLimitOnly(t *testing.T) {
	told := problemsIn(t, counted("[[question]]\nid = \"q%d\"\n", 2)+counted("k%d = 1\n", 90_000))
	if len(told) > 10_001 {
		t.Errorf("told %d problems", len(told))
	}
	question := "[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"P?\"\nanswer = \"a\"\n"
	if told := problemsIn(t, head+"[synonyms]\n"+counted("w%d = [\"w%[1]d0\", \"w1\"]\n", 5000)+question); told != nil {
		t.Errorf("synonyms in a chain: %.200s", told)
	}
}

// counted repeats a text with a number in it.
func counted(format string, count int) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// A file that no fs.FS can open is named, its odd bytes as escapes.
func TestNamesThatAreNotUTF8AreTold(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"deck.toml": head, "caf\xe9.toml": "", "picture\xe9.png": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Skip("the file system refuses such names")
		}
	}
	_, err := deck.Load(os.DirFS(filepath.Dir(dir)), filepath.Base(dir))
	want := filepath.Base(dir) + `/caf\xe9.toml: has a name that is not UTF-8: rename it; \x stands for an odd byte`
	if err == nil || err.Error() != want {
		t.Errorf("Load: %v, want %s", err, want)
	}
	if _, err := deck.Files(os.DirFS(dir), "caf\xe9.toml"); err == nil || !strings.Contains(err.Error(), `caf\xe9.toml: has a name`) {
		t.Errorf("Files: %v", err)
	}
}

// Scripts that run from right to left, and letters made of several characters,
// are texts like others: shown, compared and accepted.
func TestTextsOfAnyScriptAreTexts(t *testing.T) {
	text := head + `
[[question]]
id = "hebrew"
type = "short"
prompt = "מהי בירת צרפת?"
answer = "פריז"
accept = ["פָּרִיז"]
[[question]]
id = "arabic"
type = "choice"
prompt = "ما هي عاصمة إيطاليا؟"
answer = "رُوما"
wrong = ["باريس", "مدريد"]
[[question]]
id = "composed"
type = "short"
prompt = "What do they drink in Paris?"
answer = "cafe` + "\u0301" + `"
[[question]]
id = "zalgo"
type = "short"
prompt = "What is this: a` + strings.Repeat("\u0301", 50) + `?"
answer = "accents"
[[question]]
id = "family"
type = "short"
prompt = "What is 👨‍👩‍👧?"
answer = "family"
`
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}, "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range deck.Check(d) {
		t.Error(problem)
	}
	for _, card := range d.Cards {
		if card.Question == "composed" {
			scheme, err := card.Scheme()
			if err != nil {
				t.Fatal(err)
			}
			if mark := scheme.Mark("caf\u00e9"); mark.Score != 1 {
				t.Errorf("é in one character scores %.2f against e and an accent", mark.Score)
			}
		}
	}
}

func TestOptionsThatLookTheSameAreTheSame(t *testing.T) {
	got := problemsIn(t, head+"[[question]]\nid = \"q\"\ntype = \"choice\"\nprompt = \"P?\"\nanswer = \"caf\u00e9\"\nwrong = [\"cafe\u0301\", \"tea\"]\n")
	if len(got) != 1 || !strings.Contains(got[0], "is a right answer as well") {
		t.Errorf("problems %v, want that both are one", got)
	}
}

func TestAFolderCalledAsAFileIsTold(t *testing.T) {
	files := fstest.MapFS{
		"d/deck.toml":        {Data: []byte(head)},
		"d/more.toml/x.toml": {Data: []byte("zebra = 1\n")},
		"e/deck.toml/x.toml": {Data: []byte(head)},
		"f/deck.toml":        {Data: []byte(head)},
		"f/.git.toml/x.toml": {},
	}
	for path, want := range map[string][]string{
		"d": {"d/more.toml: is a folder with the name of a file: put its files into the deck's folder, or rename it"},
		"e": {"e/deck.toml: is a folder with the name of a file: put its files into the deck's folder, or rename it"},
		"f": nil,
	} {
		if diff := cmp.Diff(want, problemsOf(t, files, path)); diff != "" {
			t.Errorf("problems of %s (-want +got):\n%s", path, diff)
		}
	}
}

// A link in a deck's folder could show any file of who studies the deck, in a
// problem or as a question.
func TestALinkOnDiskIsNoPartOfADeck(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("secret", "password = \"hunter2\"\n")
	write("part/deck.toml", head)
	write("head/x.toml", "")
	write("folder/deck.toml", head)
	for _, link := range []string{"part/more.toml", "head/deck.toml", "folder/sub.toml"} {
		target := "../secret"
		if link == "folder/sub.toml" {
			target = "../part"
		}
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
		want := link + ": is not a plain file: put the file itself into the deck's folder"
		if _, err := deck.Load(os.DirFS(dir), filepath.Dir(link)); err == nil || err.Error() != want {
			t.Errorf("Load(%s): %v, want %s", filepath.Dir(link), err, want)
		}
	}
	if _, err := deck.Load(os.DirFS(dir), "secret/deck.toml"); err == nil {
		t.Error("a path through a file is read")
	}
	var files fs.FS = os.DirFS(filepath.Join(dir, "part"))
	if _, err := deck.Load(files, "../secret"); err == nil {
		t.Error("a path out of the folder is read")
	}
}
