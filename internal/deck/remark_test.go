package deck_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// marked is a deck with a card of every kind.
const marked = `format = 1
id = "d"
title = "D"
language = "en"
[synonyms]
cat = ["feline"]
[[cheatsheet]]
id = "s"
[[cheatsheet.entry]]
id = "e"
term = "Term"
meaning = "A meaning of dogs."
[[table]]
id = "t"
title = "T"
key = "k"
columns = [{ id = "k", title = "K" }, { id = "c", title = "C", as = "choice" }, { id = "n", title = "N", as = "number", tolerance = 0.1 }]
rows = [
  { id = "a", k = "A", c = "one", n = 1 },
  { id = "b", k = "B", c = "two", n = 2 },
]
[[takeaway]]
id = "w"
text = "It {{1:is}} so and {{2:not}} so."
accept = { 2 = ["never"] }
[[question]]
id = "text"
type = "text"
prompt = "Why?"
answer = "The cat sleeps and dreams."
hint = "An animal"
[[question.criterion]]
id = "cat"
any = ["cat"]
feedback = "Which animal?"
[[question.criterion]]
id = "dreams"
any = ["dream"]
points = 2
required = true
cap_without = 0.5
[[question.reject]]
id = "dog"
any = ["dog"]
effect = "zero"
[[question.example]]
response = "cat dreams"
score = 1
[[question]]
id = "short"
type = "short"
prompt = "Who?"
answer = "Me"
accept = ["myself"]
rivals = ["you"]
[[question]]
id = "many"
type = "multiple"
prompt = "Which?"
answers = ["x", "y"]
wrong = ["z"]
`

func loadMarked(t *testing.T, text string) *deck.Deck {
	t.Helper()
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}, "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDiffTellsWhatIsMarkedOtherwise(t *testing.T) {
	for _, test := range []struct {
		name, old, new string
		want           []string
	}{
		{"a keyword", `["dream"]`, `["dream", "snore"]`, []string{"d/text#ask"}},
		{"points of a criterion", "points = 2", "points = 3", []string{"d/text#ask"}},
		{"points of a card", `hint = "An animal"`, "hint = \"An animal\"\npoints = 2", []string{"d/text#ask"}},
		{"a cap", "cap_without = 0.5", "cap_without = 0.4", []string{"d/text#ask"}},
		{"a reject", `effect = "zero"`, `effect = "review"`, []string{"d/text#ask"}},
		{"typos", `hint = "An animal"`, "typos = \"off\"", []string{"d/text#ask"}},
		{"the usual typos, written out", `hint = "An animal"`, "typos = \"small\"", nil},
		{"feedback, hints, examples", `"Which animal?"`, `"Which one?"`, nil},
		{"a hint", `"An animal"`, `"A pet"`, nil},
		{"an example", `"cat dreams"`, `"the cat dreams"`, nil},
		{"an accepted form", `["myself"]`, `["myself", "I"]`, []string{"d/short#ask"}},
		{"an accepted form that was none", `["myself"]`, `["myself", "ME"]`, nil},
		{"a rival", `["you"]`, `["you", "him"]`, []string{"d/short#ask"}},
		{"a form of a hole", `["never"]`, `["nowise"]`, []string{"d/w#cloze-2"}},
		{"a term's other name", `term = "Term"`, "term = \"Term\"\naka = [\"T.\"]", []string{"d/s.e#name"}},
		{"a tolerance", "tolerance = 0.1", "tolerance = 0.2", []string{"d/t.a#cell-n", "d/t.b#cell-n"}},
		{"how a column is asked", `as = "choice"`, `as = "short"`, []string{"d/t.a#cell-c", "d/t.b#cell-c"}},
		{"an option", `wrong = ["z"]`, `wrong = ["zz"]`, []string{"d/many#ask"}},
		{"a criterion where none was", `meaning = "A meaning of dogs."`, "meaning = \"A meaning of dogs.\"\n[[cheatsheet.entry.criterion]]\nid = \"dogs\"\nany = [\"dog\"]", []string{"d/s.e#define"}},
		{"a synonym that one rubric uses", `["feline"]`, `["feline", "tom"]`, []string{"d/text#ask"}},
		{"a synonym that none uses", "[synonyms]\n", "[synonyms]\nwhale = [\"orca\"]\n", nil},
		{"a language's region", `language = "en"`, `language = "en-GB"`, nil},
		{"a row more", "  { id = \"b\"", "  { id = \"new\", k = \"New\", c = \"three\", n = 3 },\n  { id = \"b\"", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if strings.Count(marked, test.old) != 1 {
				t.Fatalf("%q is not once in the deck", test.old)
			}
			changes := deck.Diff(loadMarked(t, marked), loadMarked(t, strings.Replace(marked, test.old, test.new, 1)))
			if diff := cmp.Diff(test.want, changes.Remarked); diff != "" {
				t.Errorf("Remarked (-want +got):\n%s", diff)
			}
			if len(changes.Changed) > 0 || changes.None() != (len(changes.Added)+len(test.want) == 0) {
				t.Errorf("None = %v with %+v", changes.None(), changes)
			}
		})
	}
}

func TestAnotherLanguageMarksTypedCardsOtherwise(t *testing.T) {
	old := loadMarked(t, marked)
	changes := deck.Diff(old, loadMarked(t, strings.Replace(marked, `language = "en"`, `language = "de"`, 1)))
	typed := 0
	for _, card := range old.Cards {
		if !card.Type.Picked() {
			typed++
		}
	}
	if len(changes.Remarked) != typed {
		t.Errorf("Remarked = %q, want the %d typed cards", changes.Remarked, typed)
	}
}

func TestAMovedCardCanBeMarkedOtherwise(t *testing.T) {
	question := func(id, accept string) string {
		return "[[question]]\nid = \"" + id + "\"\ntype = \"short\"\nprompt = \"P?\"\nanswer = \"a\"\naccept = [\"" + accept + "\"]\n"
	}
	changes := deck.Diff(loadText(t, question("old", "b")), loadText(t, question("new", "c")+"[moved]\nold = \"new\"\n"))
	want := deck.Changes{Remarked: []string{"d/new#ask"}, Moved: []deck.Move{{From: "d/old#ask", To: "d/new#ask"}}}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Errorf("Diff (-want +got):\n%s", diff)
	}
}

// arranged is a deck with what is not in marked.
const arranged = head + `
[[question]]
id = "order"
type = "order"
prompt = "Order?"
items = ["x", "y"]
[[question]]
id = "match"
type = "match"
prompt = "Match?"
pairs = [{ left = "x", right = "y" }, { left = "v", right = "w" }]
wrong = ["z"]
[[question]]
id = "choice"
type = "choice"
prompt = "Choice?"
answer = "x"
wrong = ["y", "z"]
last = ["z"]
credit = { y = 0.5 }
feedback = { y = "No." }
[[question]]
id = "short"
type = "short"
prompt = "Short?"
answer = "cat"
pattern = ["c*t"]
credit = { pet = 0.5 }
[[question]]
id = "essay"
type = "text"
prompt = "Text?"
answer = "A long text."
seconds = 30
` + metals

func TestDiffTellsWhatTheNewTypesAreMarkedBy(t *testing.T) {
	for _, test := range []struct {
		name, old, new string
		want           deck.Changes
	}{
		{"the order of items", `["x", "y"]`, `["y", "x"]`, deck.Changes{Changed: []string{"d/order#ask"}}},
		{"a pair", `right = "w"`, `right = "y"`, deck.Changes{Changed: []string{"d/match#ask"}}},
		{"a right that belongs to nothing", `wrong = ["z"]`, `wrong = ["zz"]`, deck.Changes{Remarked: []string{"d/match#ask"}}},
		{"what stays last", `last = ["z"]`, `last = ["y"]`, deck.Changes{}},
		{"an option's credit", `y = 0.5`, `y = 0.4`, deck.Changes{Remarked: []string{"d/choice#ask"}}},
		{"feedback", `"No."`, `"Not quite."`, deck.Changes{}},
		{"a pattern", `"c*t"`, `"c*ts"`, deck.Changes{Remarked: []string{"d/short#ask"}}},
		{"capitals", `pattern = `, "match_case = true\npattern = ", deck.Changes{Remarked: []string{"d/short#ask"}}},
		{"a form's credit", `pet = 0.5`, `pet = 0.4`, deck.Changes{Remarked: []string{"d/short#ask"}}},
		{"by hand", `seconds = 30`, `by_hand = true`, deck.Changes{Remarked: []string{"d/essay#ask"}}},
		{"a time", `seconds = 30`, `seconds = 40`, deck.Changes{}},
		{"another form of a row's name", `["plumbum"]`, `["plumbum", "Pb"]`, deck.Changes{Remarked: []string{"d/t.grey#which"}}},
		{"a column that is not asked", `use = "?" },
]`, `use = "It makes trumpets." },
]`, deck.Changes{Added: []string{"d/t.brass#cell-use", "d/t.brass#which-use"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if strings.Count(arranged, test.old) != 1 {
				t.Fatalf("%q is not once in the deck", test.old)
			}
			changes := deck.Diff(loadMarked(t, arranged), loadMarked(t, strings.Replace(arranged, test.old, test.new, 1)))
			if diff := cmp.Diff(test.want, changes); diff != "" {
				t.Errorf("Diff (-want +got):\n%s", diff)
			}
		})
	}
}
