package deck_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMisusesOfTheTypesAreTold(t *testing.T) {
	for _, test := range []struct {
		name string
		text string // behind head, from line 4
		want []string
	}{
		{"orders and matches", `
[[question]]
id = "a"
type = "order"
prompt = "A?"
items = ["one"]
[[question]]
id = "b"
type = "order"
prompt = "B?"
items = ["one", "two", "One ", 3]
seconds = 0
[[question]]
id = "c"
type = "order"
prompt = "C?"
items = ["a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q","r","s","t","u","v","w","x","y","z","zz"]
seconds = 1.5
difficulty = "esay"
[[question]]
id = "d"
type = "order"
prompt = "D?"
items = []
answer = "x"
[[question]]
id = "e"
type = "match"
prompt = "E?"
pairs = [{ left = "x", right = "y" }]
[[question]]
id = "f"
type = "match"
prompt = "F?"
pairs = [{ left = "x", right = "y" }, { left = "X", right = "z" }, { left = "w", rigth = "z" }, "no"]
wrong = ["Y", "q", "q"]
[[question]]
id = "g"
type = "match"
prompt = "G?"
pairs = { left = "x" }
[[question]]
id = "h"
type = "match"
prompt = "H?"
pairs = [{ left = "x", right = "y" }, { left = "z", right = "Y" }]
seconds = 90000
`, []string{
			`x.toml:9: a: items: has one item, which is always in order: write two items or more`,
			`x.toml:14: b: items[4]: is a number where a text is wanted: put it in quotes`,
			`x.toml:14: b: items[3]: "One" is listed twice: keep one`,
			`x.toml:15: b: seconds: is not a time to answer in: write a whole number of seconds from 1 to 86400`,
			`x.toml:20: c: items: has over 26 items: make several questions of it`,
			`x.toml:21: c: seconds: is not a time to answer in: write a whole number of seconds from 1 to 86400`,
			`x.toml:22: c: difficulty: "esay" is not one of easy, medium or hard: did you mean easy?`,
			`x.toml:27: d: items: is empty: write what is put in order`,
			`x.toml:28: d: answer: is not a key of an order question: take it out, or change the type to text, short, number, choice or truefalse`,
			`x.toml:33: e: pairs: has one pair, which leaves nothing to choose: write two pairs or more`,
			`x.toml:38: f: pairs[3].rigth: is not a key of a pair: did you mean right?`,
			`x.toml:38: f: pairs[3].right: is missing: write what belongs to it`,
			`x.toml:38: f: pairs[4]: is a text where a table is wanted: write [[pairs]] with its keys below, or { key = … }`,
			`x.toml:38: f: pairs[2].left: "X" is a left already: keep one: a left has one right`,
			`x.toml:39: f: wrong[1]: "Y" is a right answer as well: take it out of the wrong ones`,
			`x.toml:39: f: wrong[3]: "q" is listed twice: take it out of the wrong ones`,
			`x.toml:44: g: pairs: is a table where a list is wanted: write [[pairs]] in double brackets`,
			`x.toml:49: h: pairs: warning: every left has the same right, so that there is nothing to choose: add others, or wrong ones`,
			`x.toml:50: h: seconds: is not a time to answer in: write a whole number of seconds from 1 to 86400`,
		}},
		{"options, credit and feedback", `
[[question]]
id = "a"
type = "choice"
prompt = "A?"
answer = "Paris"
wrong = ["Rome", "None of these"]
last = ["None of those", "none of these", "None of these"]
credit = { Paris = 1, Roma = 0.5, Rome = 1, "None of these" = 2, "Bonn" = "x" }
feedback = { Romee = "No.", "*" = "Hm.", Rome = "" }
[[question]]
id = "b"
type = "multiple"
prompt = "B?"
answers = ["Tea", "Milk"]
wrong = ["Oil"]
credit = { Tea = 0.7, Milk = 0, "milk" = 0.5, Oil = -0.5 }
[[question]]
id = "c"
type = "multiple"
prompt = "C?"
answers = ["Tea", "Milk", "Water"]
wrong = ["Oil"]
credit = { Tea = 0.5 }
[[question]]
id = "d"
type = "short"
prompt = "D?"
answer = "cat"
accept = ["feline"]
rivals = ["dog", "Feline"]
credit = { Cat = 0.5, pet = 1, animal = 0.2, Animal = 0.3, "beast" = nan }
feedback = { pet = "Which?", Pet = "Which one?" }
pattern = ["*", "* *", "*cat*"]
match_case = "yes"
[[question]]
id = "e"
type = "truefalse"
prompt = "E?"
answer = true
feedback = { flase = "No.", true = "Yes." }
[[question]]
id = "f"
type = "text"
prompt = "F?"
by_hand = true
typos = "off"
[[question.criterion]]
id = "c"
any = ["x"]
[[question]]
id = "g"
type = "text"
prompt = "G?"
by_hand = false
[[question]]
id = "h"
type = "text"
prompt = "H?"
answer = "h"
last = ["h"]
[[question.criterion]]
id = "c"
any = ["x"]
pmatch = "match(h)"
[[question.criterion]]
id = "d"
all = [["x"]]
of = ["y"]
`, []string{
			`x.toml:11: a: last[1]: "None of those" is not one of the options: did you mean "None of these"?`,
			`x.toml:11: a: last[3]: "None of these" is listed twice: keep one`,
			`x.toml:12: a: credit.Bonn: is a text where a number is wanted: write a number, without quotes`,
			`x.toml:12: a: credit.None of these: is not between -1 and 1: write a share of the score, such as 0.5`,
			`x.toml:12: a: credit.Bonn: "Bonn" is not one of the options: write it as the option is written`,
			`x.toml:12: a: credit.Paris: "Paris" is the right answer, which earns it all: take it out`,
			`x.toml:12: a: credit.Roma: "Roma" is not one of the options: did you mean "Rome"?`,
			`x.toml:12: a: credit.Rome: "Rome" is wrong and earns all: write a share below 1, or make it a right answer`,
			`x.toml:13: a: feedback.Rome: is empty: write something, or take it out`,
			`x.toml:13: a: feedback.Romee: "Romee" is not one of the options: did you mean "Rome"?`,
			`x.toml:20: b: credit.Milk: "Milk" is right and earns nothing: write a share above 0, or put it into wrong`,
			`x.toml:20: b: credit: the right options add up to 1.2: let their shares add up to 1; one that is not given has its part of 1`,
			`x.toml:27: c: credit: the right options add up to 1.167: let their shares add up to 1; one that is not given has its part of 1`,
			`x.toml:34: d: rivals[2]: warning: "Feline" is accepted, and so is no rival: take it out of one of the two`,
			`x.toml:35: d: credit.beast: is NaN, which is not a number to count with: write a finite number`,
			`x.toml:35: d: credit.Cat: "Cat" is a right answer, which earns it all: take it out`,
			`x.toml:35: d: credit.animal: "animal" is given twice: keep one`,
			`x.toml:35: d: credit.pet: is not between 0 and 1: write a share such as 0.5; a form that is right goes into accept`,
			`x.toml:36: d: feedback.pet: "pet" is given twice: keep one`,
			`x.toml:37: d: pattern[1]: is met by any response: write some letters between the *`,
			`x.toml:37: d: pattern[2]: is met by any response: write some letters between the *`,
			`x.toml:38: d: match_case: is a text where true or false is wanted: write true or false, without quotes`,
			`x.toml:44: e: feedback.flase: "flase" is not one of the options: did you mean "False"?`,
			`x.toml:50: f: typos: is never used, since a person marks the question: take it out, or take by_hand out`,
			`x.toml:51: f: criterion: is never used, since a person marks the question: take it out, or take by_hand out`,
			`x.toml:54: g: answer: is missing: write the model answer`,
			`x.toml:64: h: last: is not a key of a text question: take it out, or change the type to choice or multiple`,
			`x.toml:68: h: criterion[c].pmatch: stands beside any: keep one of any, all, number or pmatch; make two of it where both are meant`,
			`x.toml:72: h: criterion[d].of: names what no keyword of any is said of: write the keywords in any, or take it out`,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, problemsIn(t, head+test.text)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMisusesOfQuestionsAboutTablesAreTold(t *testing.T) {
	for _, test := range []struct {
		name string
		text string // behind head, from line 4
		want []string
	}{
		{"questions about tables", `
[[table]]
id = "t"
title = "Metals"
key = "metal"
unknown = ["?"]
columns = [
  { id = "metal", title = "metal" },
  { id = "colour", title = "colour" },
  { id = "melts", title = "melting point", as = "number", unit = "°C" },
  { id = "use", title = "use", as = "text" },
]
rows = [
  { id = "iron", metal = "iron", colour = "grey", melts = 1538, use = "It holds up bridges, ships and tall houses." },
  { id = "zinc", metal = "zinc", colour = "grey", melts = 420, use = "It keeps other metals from rusting in the rain." },
  { id = "gold", metal = "gold", colour = "yellow", melts = 1064, use = "?" },
  { id = "lead", metal = { text = "lead", accept = ["plumbum"] }, colour = "Grey", melts = "?", use = "?" },
]
[[table.which]]
id = "grey"
column = "colour"
value = "grey"
[[table.which]]
id = "iron"
column = "colour"
value = "yellow"
[[table.which]]
id = "w3"
column = "color"
value = "yellow"
[[table.which]]
id = "w4"
column = "metal"
value = "yellow"
[[table.which]]
id = "w5"
column = "colour"
value = "gray"
[[table.which]]
id = "w6"
column = "use"
value = "?"
[[table.which]]
id = "w7"
column = "melts"
value = 420
[[table.which]]
id = "w8"
column = "zebra"
value = { text = "x" }
[[table.which]]
column = "colour"
[[table.compare]]
id = "c1"
rows = ["iron", "gold"]
column = "colour"
[[table.compare]]
id = "c2"
rows = ["iron"]
column = "colour"
[[table.compare]]
id = "c3"
rows = ["iron", "zink"]
column = "colour"
[[table.compare]]
id = "c4"
rows = ["iron", "lead"]
column = "colour"
[[table.compare]]
id = "c5"
rows = ["iron", "lead"]
column = "use"
[[table.compare]]
id = "c6"
rows = ["iron", "iron", "zinc"]
column = "use"
[[table.match]]
id = "m1"
column = "melts"
rows = ["iron", "lead", "zinc"]
[[table.match]]
id = "m2"
column = "melts"
rows = ["iron"]
[[table.match]]
id = "m3"
colunm = "melts"
rows = []
[[table.match]]
id = "m4"
column = "colour"
rows = ["iron", "zinc", "ghost"]
`, []string{
			`x.toml:27: t.iron: id: "iron" is used already, in line 17: give each its own id`,
			`x.toml:29: t.iron: value: warning: only gold has the value "yellow": choose a value that several rows share: one that a single row has is asked without this`,
			`x.toml:32: t.w3: column: "color" is not a column of the table: did you mean colour?`,
			`x.toml:36: t.w4: column: "metal" is the column that names a row: write another one: colour, melts or use`,
			`x.toml:41: t.w5: value: no row that can be asked for has the value "gray": did you mean "grey"?`,
			`x.toml:45: t.w6: value: no row that can be asked for has the value "?": take it out of unknown, or ask for another value`,
			`x.toml:49: t.w7: value: warning: only zinc has the value "420": choose a value that several rows share: one that a single row has is asked without this`,
			`x.toml:52: t.w8: column: "zebra" is not a column of the table: write one of colour, melts or use`,
			`x.toml:53: t.w8: value: is a table where a text or a number is wanted: write the value as the cells have it`,
			`x.toml:54: t.which 9: id: is missing: write the id`,
			`x.toml:54: t.which 9: value: is missing: write the value`,
			`x.toml:62: t.c2: rows: names 1 rows: write the ids of two rows`,
			`x.toml:66: t.c3: rows[2]: the table has no row "zink": did you mean zinc?`,
			`x.toml:70: t.c4: rows: both rows have the same colour, "grey": compare rows that differ`,
			`x.toml:74: t.c5: rows: what the table says of lead in use is not known: name another row`,
			`x.toml:78: t.c6: rows[2]: "iron" is listed twice: keep one`,
			`x.toml:78: t.c6: rows: names 3 rows: write the ids of two rows`,
			`x.toml:83: t.m1: rows: what the table says of lead in melts is not known: name another row`,
			`x.toml:87: t.m2: rows: there are no two rows to match: name two rows or more whose value is known`,
			`x.toml:88: t.m3: column: is missing: write the id of the column`,
			`x.toml:90: t.m3: colunm: is not a key of a match: did you mean column?`,
			`x.toml:95: t.m4: rows[3]: the table has no row "ghost": write the id of a row`,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, problemsIn(t, head+test.text)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}
