package deck_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
	"drill/internal/grading"
)

func TestARefusedDeckTellsOfItsRubricsToo(t *testing.T) {
	for _, test := range []struct {
		name string
		text string // behind head, from line 4
		want []string
	}{
		{"a misspelt key, and keywords in other places", `
[[question]]
id = "a"
type = "text"
prompt = "A?"
answer = "Nothing of the sort."
[[question.criterion]]
id = "one"
any = ["x", "[of"]
neer = 3
[[question.criterion]]
id = "two"
all = [["y"], ["z", "of]"]]
[[question.example]]
response = "y"
score = 1
[[cheatsheet]]
id = "s"
[[cheatsheet.entry]]
id = "e"
term = "T"
meaning = "M."
[[cheatsheet.entry.reject]]
id = "r"
any = ["[r"]
effect = "zero"
`, []string{"x.toml:12: a: criterion[one].any[2]", "x.toml:13: a: criterion[one].neer", "x.toml:16: a: criterion[two].all[2][2]", "x.toml:28: s.e: reject[r].any[1]"}},
		{"[[moved]] for [moved]", `
[[moved]]
a = "b"
[[takeaway]]
id = "t"
text = "It {{1:is}} so."
[takeaway.why]
prompt = "Why?"
answer = "Because."
[[takeaway.why.criterion]]
id = "c"
any = ["[because"]
[[question]]
id = "m"
type = "choice"
prompt = "Which?"
answer = "x"
wrong = ["y\nz"]
[[question]]
id = "s"
type = "short"
prompt = "Who?"
answer = "?!"
`, []string{"x.toml:5: moved", "x.toml:15: t: why.criterion[c].any[1]", "x.toml:20: m: answer", "x.toml:26: s: answer"}},
		{"empty keywords and what is no keyword, beside bad ones", `
[[question]]
id = "a"
type = "text"
prompt = "A?"
answer = "A."
[[question.criterion]]
id = "c"
any = [
  "",
  "x",
  "[of",
  3,
  "of]",
]
[[question.reject]]
id = "r"
all = [["x"], [], ["", "[y"], "z"]
effect = "zero"
`, []string{
			"x.toml:13: a: criterion[c].any[1]", "x.toml:15: a: criterion[c].any[3]", "x.toml:16: a: criterion[c].any[4]", "x.toml:17: a: criterion[c].any[5]",
			"x.toml:21: a: reject[r].all[2]", "x.toml:21: a: reject[r].all[3][1]", "x.toml:21: a: reject[r].all[4]", "x.toml:21: a: reject[r].all[3][2]",
		}},
		{"what is no criterion, before one", `
[[question]]
id = "a"
type = "text"
prompt = "A?"
answer = "A."
criterion = [
  "x",
  { id = "c", any = ["[of"] },
  { any = ["[of"], all = [["of]"]] },
  { id = "d", any = "[of" },
]
`, []string{
			"x.toml:11: a: criterion[1]", "x.toml:12: a: criterion[c].any[1]",
			"x.toml:13: a: criterion[3].id", "x.toml:13: a: criterion[3].all", "x.toml:13: a: criterion[3].any[1]", "x.toml:13: a: criterion[3].all[1][1]",
			"x.toml:14: a: criterion[d].any",
		}},
		{"a question without an id", `
[[question]]
type = "text"
prompt = "A?"
answer = "A."
typos = "none"
[[question.criterion]]
id = "c"
any = []
[[question.criterion]]
id = "c"
any = ["[of"]
[[question.reject]]
id = "r"
any = ["[of"]
`, []string{
			"x.toml:5: question 1: id", "x.toml:9: question 1: typos", "x.toml:12: question 1: criterion[c].any",
			"x.toml:14: question 1: criterion[c].id", "x.toml:15: question 1: criterion[c].any[1]",
			"x.toml:16: question 1: reject[r].effect", "x.toml:18: question 1: reject[r].any[1]",
		}},
		{"cards that are not sound themselves say nothing more", `
[[question]]
id = "a"
type = "short"
prompt = "A?"
answer = ""
[[question]]
id = "b"
type = "multiple"
prompt = "B?"
answers = ["x", "X"]
wrong = ["x"]
[[question]]
id = "c"
type = "number"
prompt = "C?"
value = nan
[[takeaway]]
id = "t"
text = "{{is}}"
`, []string{"x.toml:9: a: answer", "x.toml:14: b: answers[2]", "x.toml:15: b: wrong[1]", "x.toml:20: c: value", "x.toml:23: t: text"}},
		{"warnings beside errors", `
language = "tlh"
[[takeaway]]
id = "t"
text = "It is so."
[[takeaway]]
id = "u"
tekst = "It is so."
`, []string{"x.toml:5: language", "x.toml:8: t: text", "x.toml:9: u: text", "x.toml:11: u: tekst"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(head + test.text)}}, "x.toml")
			var problems deck.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("Load: %v, want Problems", err)
			}
			var got []string
			for _, problem := range problems {
				problem.Cause, problem.Remedy, problem.Severity = "", "", deck.SeverityError
				got = append(got, problem.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("places of problems (-want +got):\n%s\n%v", diff, problems)
			}
		})
	}
}

// What a refused deck tells, and what is left when its own problems are mended,
// is the same for rubrics.
func TestAMendedDeckHasTheRubricProblemsThatWereTold(t *testing.T) {
	text := `
[[question]]
id = "a"
type = "text"
prompt = "A?"
answer = "A."
[[question.criterion]]
id = "c"
any = ["[of", "x y]", "..."]
near = 500
[[question.reject]]
id = "r"
any = ["[of"]
effect = "zero"
`
	var told []string
	for _, problem := range problemsIn(t, head+"zebra = 1\n"+text[1:]) {
		if !strings.Contains(problem, "zebra") {
			told = append(told, problem)
		}
	}
	var left []string
	for _, problem := range deck.Check(loadText(t, text)).Errors() {
		left = append(left, problem.String())
	}
	if diff := cmp.Diff(left, told); diff != "" || len(told) < 4 {
		t.Errorf("told while refused, and after (-after +refused):\n%s\n%q", diff, told)
	}
}

func TestLoadOfASoundDeckCompilesNothing(t *testing.T) {
	// A keyword that does not compile passes Load; Check tells of it.
	d := loadText(t, "[[question]]\nid = \"a\"\ntype = \"text\"\nprompt = \"A?\"\nanswer = \"A.\"\n[[question.criterion]]\nid = \"c\"\nany = [\"[of\"]\n")
	if len(deck.Check(d).Errors()) == 0 {
		t.Error("Check finds nothing wrong with an open bracket")
	}
}

func TestAnUnknownLanguageIsAWarning(t *testing.T) {
	question := "[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"P?\"\nanswer = \"xyz\"\n"
	for _, tag := range []string{"en", "de-AT", "PT_br", "nn"} {
		if problems := deck.Check(loadText(t, fmt.Sprintf("language = %q\n", tag)+question)); len(problems) > 0 {
			t.Errorf("language %s: %v", tag, problems)
		}
	}
	for _, tag := range []string{"tlh", "english", "x"} {
		problems := deck.Check(loadText(t, fmt.Sprintf("language = %q\n", tag)+question))
		want := fmt.Sprintf("x.toml:4: language: warning: %q is no language whose word forms are known, so words are compared letter by letter: "+
			"write da, de, en, es, fi, fr, hu, it, nb, nl, nn, no, pt, ro, ru, sv or tr; keep it where none of them is the deck's language", tag)
		if problems.Error() != want {
			t.Errorf("language %s: %v, want %s", tag, problems, want)
		}
	}
	if got := deck.Check(loadText(t, "language = \"tlh\"\n")); len(got) != 2 {
		t.Errorf("a deck that asks nothing in an unknown language: %v, want both told", got)
	}
}

func TestTheReferencePageListsTheLanguages(t *testing.T) {
	page, err := os.ReadFile("../../docs/decks.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range grading.Languages() {
		if !strings.Contains(string(page), "`"+code+"`") {
			t.Errorf("docs/decks.md does not name the language %s", code)
		}
	}
}

func TestCharactersThatAreNotShownAreAWarning(t *testing.T) {
	text := `format = 1
id = "d"
title = "D\u202e"
citation = "x\u0085y"
tags = ["a",
  "b\u001b[31m"]
[synonyms]
"c\u2066" = ["d", "e\u009b"]
[[question]]
id = "q"
type = "text"
prompt = "P` + "\u202d" + `?"
answer = """
First
` + "\u009b" + `second."""
hint = "h\r"
[[question.criterion]]
id = "c"
any = ["second\u2069"]
feedback = "f\u007f"
[[question.example]]
response = "\u0000"
score = 0
[[table]]
id = "t"
title = "T"
key = "k"
columns = [{ id = "k", title = "K" }, { id = "a", title = "A" }]
rows = [
  { id = "r", k = "R", a = "v\u2028w" },
  { id = "s", k = "S", a = { text = "x\u202a" } },
]
[[question]]
id = "fine"
type = "short"
prompt = "Two\nlines\tand \u200fא\u00a0é?"
answer = "me"
`
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}, "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, problem := range deck.Check(d).Warnings() {
		if strings.Contains(problem.Cause, "not shown as such") {
			got = append(got, problem.String())
		}
	}
	want := []string{
		"x.toml:3: title: warning: holds the direction or line control U+202E, which is not shown as such: take it out",
		"x.toml:4: citation: warning: holds the control character U+0085, which is not shown as such: take it out",
		"x.toml:6: tags[2]: warning: holds the control character U+001B, which is not shown as such: take it out",
		"x.toml:8: synonyms.c\u2066: warning: holds the direction or line control U+2066, which is not shown as such: take it out",
		"x.toml:8: synonyms.c\u2066[2]: warning: holds the control character U+009B, which is not shown as such: take it out",
		"x.toml:12: q: prompt: warning: holds the direction or line control U+202D, which is not shown as such: take it out",
		"x.toml:13: q: answer: warning: holds the control character U+009B, which is not shown as such: take it out",
		"x.toml:16: q: hint: warning: holds the control character U+000D, which is not shown as such: take it out",
		"x.toml:19: q: criterion[c].any[1]: warning: holds the direction or line control U+2069, which is not shown as such: take it out",
		"x.toml:20: q: criterion[c].feedback: warning: holds the control character U+007F, which is not shown as such: take it out",
		"x.toml:22: q: example[1].response: warning: holds the control character U+0000, which is not shown as such: take it out",
		"x.toml:30: t.r: a: warning: holds the direction or line control U+2028, which is not shown as such: take it out",
		"x.toml:31: t.s: a.text: warning: holds the direction or line control U+202A, which is not shown as such: take it out",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}
