package deck_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// head is the header of the decks in these tests, with nothing wrong in it. It
// takes three lines, so that what follows begins on line 4.
const head = "format = 1\nid = \"d\"\ntitle = \"D\"\n"

// problemsIn gives the problems of a deck in one file, x.toml, a line each.
func problemsIn(t *testing.T, text string) []string {
	t.Helper()
	return problemsOf(t, fstest.MapFS{"x.toml": {Data: []byte(text)}}, "x.toml")
}

func problemsOf(t *testing.T, files fstest.MapFS, path string) []string {
	t.Helper()
	_, err := deck.Load(files, path)
	if err == nil {
		return nil
	}
	var problems deck.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("Load: %v, want Problems", err)
	}
	return strings.Split(problems.Error(), "\n")
}

func TestEveryProblemIsToldWithItsPlace(t *testing.T) {
	for _, test := range []struct {
		name string
		text string // behind head, from line 4
		want []string
	}{
		{"nothing wrong", `
[[question]]
id = "q"
type = "short"
prompt = "Who?"
answer = "Me"
`, nil},
		{"unknown keys, nearest named", `
[[question]]
id = "q"
type = "short"
pormpt = "Who?"
anwser = "Me"
zebra = 1
`, []string{
			`x.toml:5: q: prompt: is missing: write the prompt`,
			`x.toml:5: q: answer: is missing: write the right answer`,
			`x.toml:8: q: pormpt: is not a key of a question: did you mean prompt?`,
			`x.toml:9: q: anwser: is not a key of a question: did you mean answer?`,
			`x.toml:10: q: zebra: is not a key of a question: take it out; the keys are id, type, prompt, answer, accept, pattern, match_case, credit, feedback, rivals, same_as, citation, tags, typos, not_typo, example, points, hint, explanation, difficulty, seconds, image`,
		}},
		{"keys in the wrong case, and two spellings", `
[[cheatsheet]]
ID = "s"
[[cheatsheet.entry]]
id = "e"
Term = "T"
term = "t"
meaning = "m"
`, []string{
			`x.toml:5: cheatsheet 1: id: is missing: write the sheet's id`,
			`x.toml:6: cheatsheet 1: ID: is not in lower case: write id`,
			`x.toml:9: cheatsheet 1.e: Term: is a second spelling of term: keep term and take this one out`,
		}},
		{"errors in the middle of arrays of tables have their own line", `
[[question]]
id = "a"
type = "text"
prompt = "A?"
answer = "a"
[[question.criterion]]
id = "c1"
any = ["x"]
points = "two"
[[question.criterion]]
id = "c2"
any = "word"
[[question]]
id = "b"
type = "text"
prompt = ""
answer = "b"
[[question.criterion]]
id = "c1"
any = ["x", 3, ""]
`, []string{
			`x.toml:13: a: criterion[c1].points: is a text where a number is wanted: write a number, without quotes`,
			`x.toml:16: a: criterion[c2].any: is a text where a list is wanted: put it in brackets: [ … ]`,
			`x.toml:20: b: prompt: is empty: write the prompt`,
			`x.toml:24: b: criterion[c1].any[2]: is a number where a text is wanted: put it in quotes`,
			`x.toml:24: b: criterion[c1].any[3]: is empty: write something, or take it out`,
		}},
		{"elements of a list on lines of their own", `
[[question]]
id = "a"
type = "text"
prompt = "A?"
answer = "a"
[[question.criterion]]
id = "c"
all = [
  ["x"],
  ["y",
   7],
  [],
]
`, []string{
			`x.toml:15: a: criterion[c].all[2][2]: is a number where a text is wanted: put it in quotes`,
			`x.toml:16: a: criterion[c].all[3]: is empty: write groups of keywords`,
		}},
		{"nan, inf and numbers out of bounds", `
[[question]]
id = "n"
type = "number"
prompt = "N?"
value = nan
tolerance = -1
points = inf
also = [1, -inf]
[[question]]
id = "m"
type = "text"
prompt = "M?"
answer = "m"
points = 0
curve = 2.5
[[question.criterion]]
id = "c"
any = ["x"]
near = -2
required = true
cap_without = 1.5
[[question.example]]
response = "x"
score = 2
`, []string{
			`x.toml:9: n: value: is NaN, which is not a number to count with: write a finite number`,
			`x.toml:10: n: tolerance: is -1, which is no distance: write a number such as 0.1, or a percentage such as "2%"`,
			`x.toml:11: n: points: is +Inf, which is not a number to count with: write a finite number`,
			`x.toml:12: n: also[2]: is -Inf, which is not a number to count with: write a finite number`,
			`x.toml:18: m: points: is not above 0: write what full marks are worth, such as 1`,
			`x.toml:19: m: curve: is not above 0 and up to 2: write a power such as 0.5; with 0 every response would score the same`,
			`x.toml:23: m: criterion[c].near: is not a count: write a whole number from 0 to 1000`,
			`x.toml:25: m: criterion[c].cap_without: is not between 0 and 1: write a fraction of full marks, such as 0.5`,
			`x.toml:28: m: example[1].score: is not between 0 and 1: write a fraction of full marks, such as 0.5`,
		}},
		{"dates, lists and tables where a text is wanted", `
[[cheatsheet]]
id = "s"
title = 2024-05-01
[[cheatsheet.entry]]
id = "e"
term = ["T"]
meaning = { x = 1 }
aka = "t"
`, []string{
			`x.toml:7: s: title: is a date or time where a text is wanted: put it in quotes`,
			`x.toml:10: s.e: term: is a list where a text is wanted: write one text in quotes`,
			`x.toml:11: s.e: meaning: is a table where a text is wanted: put it in quotes`,
			`x.toml:12: s.e: aka: is a text where a list is wanted: put it in brackets: [ … ]`,
		}},
		{"ids", `
[[question]]
id = "Über Uns"
type = "short"
prompt = "A?"
answer = "a"
[[question]]
id = "q"
type = "short"
prompt = "B?"
answer = "b"
[[takeaway]]
id = "q"
text = "It is {{1:so}}."
`, []string{
			`x.toml:6: Über Uns: id: "Über Uns" is not an id: use lower-case letters, digits and hyphens, such as "uber-uns"`,
			`x.toml:16: q: id: "q" is used already, in line 10: give each its own id`,
		}},
		{"question types", `
[[question]]
id = "a"
type = "essay"
prompt = "A?"
[[question]]
id = "b"
type = "chocie"
prompt = "B?"
[[question]]
id = "c"
prompt = "C?"
[[question]]
id = "d"
type = "text"
prompt = "D?"
answer = "d"
wrong = ["x"]
[[question]]
id = "e"
type = "truefalse"
prompt = "E?"
answer = "yes"
`, []string{
			`x.toml:7: a: type: "essay" is not known here: write text, short, number, choice, multiple, truefalse, order, match or cloze`,
			`x.toml:11: b: type: "chocie" is not one of text, short, number, choice, multiple, truefalse, order, match or cloze: did you mean choice?`,
			`x.toml:13: c: type: is missing: write how it is asked and answered`,
			`x.toml:21: d: wrong: is not a key of a text question: take it out, or change the type to choice, multiple or match`,
			`x.toml:26: e: answer: is a text where true or false is wanted: write true or false, without quotes`,
		}},
		{"options", `
[[question]]
id = "a"
type = "choice"
prompt = "A?"
answer = "Paris"
wrong = ["Rome", "paris", "ROME"]
[[question]]
id = "b"
type = "multiple"
prompt = "B?"
answers = ["x", "X"]
wrong = []
`, []string{
			`x.toml:10: a: wrong[2]: "paris" is a right answer as well: take it out of the wrong ones`,
			`x.toml:10: a: wrong[3]: "ROME" is listed twice: take it out of the wrong ones`,
			`x.toml:15: b: answers[2]: "X" is listed twice: keep one`,
			`x.toml:16: b: wrong: is empty: write the wrong options`,
		}},
		{"holes", `
[[takeaway]]
id = "a"
text = "A {{hole}} and {{x:y}} and {{1:}} and {{2:open"
[[takeaway]]
id = "b"
text = "No holes."
parts = ["cloze", "why", "flase"]
[[takeaway]]
id = "c"
text = "Two {{1:in}} and {{1:out}} and {{2:more}}."
accept = { 1 = ["x"], 3 = ["y"] }
[[question]]
id = "q"
type = "cloze"
text = "No hole."
`, []string{
			`x.toml:7: a: text: a hole has no number: {{hole}}: write {{1:hole}}, with a number that stays`,
			`x.toml:7: a: text: a hole has no number: {{x:y}}: write {{1:x:y}}, with a number that stays`,
			`x.toml:7: a: text: a hole hides nothing: {{1:}}: write the words to be recalled behind the colon`,
			`x.toml:7: a: text: a hole is not closed: {{2:open: end it with }}`,
			`x.toml:11: b: parts[3]: "flase" is not one of cloze, why, true or false: did you mean false?`,
			`x.toml:11: b: parts[1]: "cloze" cannot be asked without a hole in the text: add it, or take the part out`,
			`x.toml:11: b: parts[2]: "why" cannot be asked without [takeaway.why]: add it, or take the part out`,
			`x.toml:15: c: accept.1: the holes of number 1 hide different words: give each hole its own number`,
			`x.toml:15: c: accept.3: the text has no hole 3: write the number of a hole`,
			`x.toml:19: q: text: has no hole: write {{1:word}} around what is to be recalled`,
		}},
		{"tables", `
[[table]]
id = "t"
title = "T"
key = "nam"
columns = [
  { id = "name", title = "Name" },
  { id = "parts", title = "Parts" },
  { id = "size", title = "Size", as = "numbr" },
  { id = "size", title = "Size again" },
]
[[table]]
id = "u"
title = "U"
key = "name"
unknown = ["?"]
columns = [
  { id = "name", title = "Name" },
  { id = "size", title = "Size", as = "number" },
  { id = "maker", title = "Maker", as = "choice" },
]
rows = [
  { id = "a", name = "A", size = 1, maker = "M" },
  { id = "b", name = "B", size = "big", makr = "M" },
  { id = "b", name = "C", size = { text = "?" }, maker = "" },
  { id = "d", name = "D", Size = 2, maker = true, parts = ["cell-maker", "cell-size"] },
  { id = "e", name = "E", size = { value = 3 }, maker = "M" },
]
`, []string{
			`x.toml:5: t: rows: is missing: write the rows`,
			`x.toml:8: t: key: "nam" is not a column: write the id of the column that names a row: name, parts, size or size`,
			`x.toml:11: t: columns[parts].id: "parts" has a meaning of its own in a row: give the column another id`,
			`x.toml:12: t: columns[size].as: "numbr" is not one of text, short, number or choice: did you mean number?`,
			`x.toml:13: t: columns[size].id: "size" is used already, in line 12: give each its own id`,
			`x.toml:26: u.a: maker: is the only value of a choice column: write as = "short" in the column, or more rows`,
			`x.toml:27: u.b: makr: is not a column of the table: did you mean maker?`,
			`x.toml:27: u.b: maker: the cell is missing: write it, or "?" where it is not known`,
			`x.toml:27: u.b: size: has no number in a number column: write { text = "big", value = … }`,
			`x.toml:28: u.b: maker: is an empty cell: write its text; what is not known can be a word listed in "unknown"`,
			`x.toml:28: u.b: id: "b" is used already, in line 27: give each its own id`,
			`x.toml:29: u.d: Size: is not in lower case: write size`,
			`x.toml:29: u.d: maker: is true or false where a text, a number or a table is wanted: put it in quotes`,
			`x.toml:29: u.d: size: the cell is missing: write it, or "?" where it is not known`,
			`x.toml:29: u.d: parts[1]: "cell-maker" is not a part of this row: this row makes no parts`,
			`x.toml:29: u.d: parts[2]: "cell-size" is not a part of this row: this row makes no parts`,
			`x.toml:30: u.e: size.text: is missing: write what is shown`,
			`x.toml:30: u.e: maker: is the only value of a choice column: write as = "short" in the column, or more rows`,
		}},
		{"rubrics", `
[[question]]
id = "a"
type = "text"
prompt = "A?"
answer = "a"
[[question.criterion]]
id = "none"
[[question.criterion]]
id = "both"
any = ["x"]
all = [["y"], ["z"]]
[[question.criterion]]
id = "both"
any = []
cap_without = 0.4
[[question.criterion]]
id = "num"
number = { vaule = 3, tolerance = "lots" }
[[question.reject]]
id = "r"
any = ["q"]
effect = "nil"
`, []string{
			`x.toml:10: a: criterion[none]: says nothing to look for: write any, all, number or pmatch`,
			`x.toml:15: a: criterion[both].all: stands beside any: keep one of any, all, number or pmatch; make two of it where both are meant`,
			`x.toml:17: a: criterion[both].id: "both" is used already, in line 12: give each its own id`,
			`x.toml:18: a: criterion[both].any: is empty: write the keywords`,
			`x.toml:19: a: criterion[both].cap_without: caps nothing, since the criterion is not required: write required = true, or take it out`,
			`x.toml:22: a: criterion[num].number.tolerance: tolerance "lots" is neither a number nor a percentage: write a number such as 0.1, or a percentage such as "2%"`,
			`x.toml:22: a: criterion[num].number.vaule: is not a key of a number: did you mean value?`,
			`x.toml:22: a: criterion[num].number: says nothing to look for: write value or from`,
			`x.toml:26: a: reject[r].effect: "nil" is not known here: write zero, minus or review`,
		}},
		{"same_as and moved", `
[[question]]
id = "a"
type = "short"
prompt = "A?"
answer = "a"
same_as = "b"
[[question]]
id = "b"
type = "short"
prompt = "B?"
answer = "b"
same_as = "questoin"
[[question]]
id = "question"
type = "short"
prompt = "C?"
answer = "c"
[[question]]
id = "e"
type = "short"
prompt = "E?"
answer = "e"
same_as = "question#define"
[[question]]
id = "f"
type = "short"
prompt = "F?"
answer = "f"
same_as = "f"
[[question]]
id = "g"
type = "short"
prompt = "G?"
answer = "g"
same_as = "not an id"
[moved]
old = "new"
g = "question"
x = "y"
y = "question"
z = "question#ask"
w = "question"
v = "questio"
`, []string{
			`x.toml:10: a: same_as: b is not asked either: it is the same as questoin: name questoin`,
			`x.toml:16: b: same_as: there is no question "questoin": did you mean question?`,
			`x.toml:27: e: same_as: question has no part "define": its parts are ask`,
			`x.toml:33: f: same_as: names itself: name the question that asks the same, or take same_as out`,
			`x.toml:39: g: same_as: "not an id" is not a question id: write QUESTION or QUESTION#PART, such as "terms.lora#define"`,
			`x.toml:41: moved.old: there is no question "new": write the id of a question of this deck`,
			`x.toml:42: moved.g: g is still in the deck: take out the line, or rename the question`,
			`x.toml:43: moved.x: moves to y, which moves on: write where it is now`,
			`x.toml:44: moved.y: w moves to question too: keep the one whose history should go on`,
			`x.toml:45: moved.z: moves a question to a part, or a part to a question: write #PART on both sides, or on neither`,
			`x.toml:47: moved.v: there is no question "questio": did you mean question?`,
		}},
		{"tables written as lists, and lists as tables", `
[question]
id = "q"
[[synonyms]]
x = ["y"]
`, []string{
			`x.toml:5: question: is a table where a list is wanted: write [[question]] in double brackets`,
			`x.toml:7: synonyms: is a list where a table is wanted: write [synonyms] with its keys below`,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, problemsIn(t, head+test.text)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheHeaderIsChecked(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"empty file": {"", []string{
			`x.toml:1: format: is missing: write format = 1`,
			`x.toml:1: id: is missing: write the deck's stable name`,
			`x.toml:1: title: is missing: write the title that learners see`,
		}},
		"newer format": {"format = 2\nid = \"d\"\ntitle = \"D\"", []string{
			`x.toml:1: format: is 2, which is newer than this drill can read: use a newer drill`,
		}},
		"format as text": {"format = \"1\"\nid = \"d\"\ntitle = \"D\"", []string{
			`x.toml:1: format: is a text where the number of the format is wanted: write format = 1`,
		}},
		"synonyms": {head + "[synonyms]\nRLHF = \"feedback\"\nLLM = [\"model\", 1]\n", []string{
			`x.toml:5: synonyms.RLHF: is a text where a list is wanted: put it in brackets: [ … ]`,
			`x.toml:6: synonyms.LLM[2]: is a number where a text is wanted: put it in quotes`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, problemsIn(t, test.text)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}
