package deck_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

func TestCheckTellsWhatTheRubricsDo(t *testing.T) {
	for _, test := range []struct {
		name string
		text string // behind head, from line 4
		want []string
	}{
		{"a good question", `
[[question]]
id = "q"
type = "text"
prompt = "Why is the sky blue?"
answer = "Air scatters blue light more than red light."
[[question.criterion]]
id = "scatters"
any = ["scatter*"]
[[question.criterion]]
id = "blue"
all = [["blue"], ["more", "most"]]
near = 4
[[question.example]]
response = "the air scatters it"
score = 0.5
[[question.example]]
response = "because of the sea"
score = 0.0
`, nil},
		{"a model answer that misses a criterion", `
[[question]]
id = "q"
type = "text"
prompt = "Why is the sky blue?"
answer = "Air scatters blue light."
[[question.criterion]]
id = "scatters"
any = ["scatter*"]
[[question.criterion]]
id = "waves"
any = ["wavelength*"]
`, []string{`x.toml:9: q: answer: the model answer "Air scatters blue light." scores 0.50 under its own rubric: met scatters by “scatters”; not met waves: let the answer say what the criteria ask for, or mend the criteria`}},
		{"an example that comes out otherwise", `
[[cheatsheet]]
id = "s"
[[cheatsheet.entry]]
id = "e"
term = "Rayleigh scattering"
meaning = "Air scatters blue light more."
reverse = "Why is the sky blue?"
[[cheatsheet.entry.criterion]]
id = "scatters"
any = ["scatter*"]
[[cheatsheet.entry.criterion]]
id = "blue"
any = ["blue"]
[[cheatsheet.entry.example]]
response = "it scatters"
score = 0.5
[[cheatsheet.entry.example]]
response = "it scatters blue light"
score = 0.5
`, []string{`x.toml:21: s.e: example[2]: "it scatters blue light" scores 1.00, not 0.50: met scatters by “scatters”, blue by “blue”: mend the criteria, or the score`}},
		{"an example in a why and in a cell", `
[[takeaway]]
id = "t"
text = "Air scatters light."
[takeaway.why]
prompt = "Why is the sky blue?"
answer = "It scatters light."
[[takeaway.why.criterion]]
id = "scatters"
any = ["scatter*"]
[[takeaway.why.example]]
response = "dust"
score = 1
[[table]]
id = "u"
title = "U"
key = "k"
columns = [{ id = "k", title = "K" }, { id = "a", title = "A" }]
[[table.row]]
id = "r"
k = "R"
[table.row.a]
text = "It scatters blue light more."
[[table.row.a.criterion]]
id = "scatters"
any = ["scatter*"]
[[table.row.a.example]]
response = "dust"
score = 1
`, []string{
			`x.toml:14: t: why.example[1]: "dust" scores 0.00, not 1.00: not met scatters: mend the criteria, or the score`,
			`x.toml:30: u.r: a.example[1]: "dust" scores 0.00, not 1.00: not met scatters: mend the criteria, or the score`,
		}},
		{"prompts that give the answer away", `
[[cheatsheet]]
id = "s"
[[cheatsheet.entry]]
id = "lora"
term = "LoRA"
aka = ["low-rank adaptation"]
meaning = "Trains small weights by Low-Rank Adaptation."
[[question]]
id = "q"
type = "short"
prompt = "Who made ChatGPT, the company OpenAI or Meta?"
answer = "OpenAI"
[[takeaway]]
id = "t"
text = "Rare topics are rare in {{1:data}}, and {{2:rare}} topics {{3:are}} weak."
`, []string{
			`x.toml:9: s.lora: term: warning: the prompt of name gives the answer away: "Which term is meant? Trains small weights by Low-Rank Adapta…" holds "low-rank adaptation": write reverse = "…" without the term, or parts = ["define"]`,
			`x.toml:16: q: answer: warning: the prompt of ask gives the answer away: "Who made ChatGPT, the company OpenAI or Meta?" holds "OpenAI": put it in other words`,
			`x.toml:19: t: text: warning: the prompt of cloze-2 gives the answer away: "Rare topics are rare in data, and ____ topics are weak." holds "rare": hide the word everywhere, with the same number, or hide another`,
			`x.toml:19: t: text: warning: the hole of cloze-3 hides only "are": hide a word that can be recalled from the sentence`,
		}},
		{"prompts that are the same, or have placeholders left", `
[[question]]
id = "a"
type = "short"
prompt = "Who was it?"
answer = "Anna"
[[question]]
id = "b"
type = "short"
prompt = "Who  was IT?"
answer = "Berta"
[[table]]
id = "u"
title = "U"
key = "k"
columns = [{ id = "k", title = "K" }, { id = "a", title = "A", prompt = "Who made {kye}?", parts = ["cell"] }]
rows = [{ id = "r", k = "R", a = "Cleo" }]
`, []string{
			`x.toml:13: b: warning: ask has the same prompt as a#ask: "Who  was IT?": say in each what sets it apart`,
			`x.toml:20: u.r: a.prompt: warning: {kye} is no placeholder: write {key}, {value}, {title} or {column}`,
		}},
		{"credit that comes out otherwise", `
[[question]]
id = "d"
type = "short"
prompt = "Which pet?"
answer = "cat"
credit = { "big cat" = 0.5, animal = 0.2 }
[[question]]
id = "e"
type = "short"
prompt = "Which beast?"
answer = "big cat"
accept = ["Feline"]
credit = { "cat" = 0.5, animal = 0.2, beast = 0.5 }
rivals = ["Feline"]
[[question]]
id = "f"
type = "short"
prompt = "Which fish?"
answer = "Shark"
match_case = true
pattern = ["shark*"]
credit = { "fish" = 0.5, "*" = 0.2}
[[question]]
id = "h"
type = "text"
prompt = "H?"
answer = "h"
[[question.criterion]]
id = "c"
pmatch = "match(h"
`, []string{
			`x.toml:10: d: credit: "big cat" scores 1.00, not 0.50: met answer by “cat”, partly-right by “cat”, partly-right-2 by “cat”: take out the form, or what it holds`,
			`x.toml:18: e: rivals[1]: warning: "Feline" is accepted, and so is no rival: take it out of one of the two`,
			`x.toml:34: h: criterion[c].pmatch: a bracket ( is not closed: write a ) for each (`,
		}},
		{"tables that ask little", `
[[table]]
id = "u"
title = "U"
key = "k"
columns = [{ id = "k", title = "K" }, { id = "a", title = "A" }, { id = "b", title = "B", as = "choice" }, { id = "c", title = "C", parts = ["which"] }]
rows = [
  { id = "r", k = "R", a = "Cleo", b = "x", c = "m" },
  { id = "s", k = { text = "S", accept = ["T"] }, a = "cleo", b = { text = "y", accept = ["X"] }, c = "m" },
  { id = "t", k = "T", a = "Cleo", b = "z", c = "m" },
]
[[table.which]]
id = "w"
column = "c"
value = "m"
prompt = "Which of {title} has {valeu}?"
`, []string{
			`x.toml:9: u: columns[a]: warning: every row has the same value, "Cleo": write parts = [] in the column: a takeaway says it once`,
			`x.toml:12: u.s: k.accept[1]: warning: "T" is what another row has: take it out, or give both rows one value`,
			`x.toml:12: u.s: b.accept[1]: warning: "X" is what another row has: take it out, or give both rows one value`,
			`x.toml:19: u.w: prompt: warning: {valeu} is no placeholder: write {value}, {rows}, {title} or {column}`,
		}},
		{"answers given away, and keywords that say little", `
[[question]]
id = "q"
type = "choice"
prompt = "Which city is called the city of Rome?"
answer = "Rome"
wrong = ["Paris", "Oslo"]
[[question]]
id = "q2"
type = "choice"
prompt = "Which is it, Rome or Paris?"
answer = "Rome"
wrong = ["Paris", "Oslo"]
[[question]]
id = "q3"
type = "choice"
prompt = "Is there no other?"
answer = "No"
wrong = ["Yes"]
[[question]]
id = "t"
type = "text"
prompt = "Why does it rain?"
answer = "It rains because the air rises and cools and the water in the air falls."
[[question.criterion]]
id = "a"
any = ["it", "the"]
[[question.criterion]]
id = "b"
all = [["air", "water"], ["rises"], ["air", "Water"]]
[[question.criterion]]
id = "c"
any = ["cools", "Bowling"]
[[question.reject]]
id = "angels"
any = ["angels", "bowling"]
effect = "zero"
[[question.reject]]
id = "twice"
all = [["angel"], ["angel"]]
effect = "zero"
`, []string{
			`x.toml:9: q: answer: warning: the prompt of ask gives the answer away: "Which city is called the city of Rome?" holds "Rome": put it in other words`,
			`x.toml:30: t: criterion[a].any: warning: any sentence meets it: "it, the" is all that is looked for: write words that only a right response holds`,
			`x.toml:33: t: criterion[b].all[3]: warning: wants the same words as group 1, and no word counts twice: take one of the two out, or write other words`,
			`x.toml:36: t: criterion[c].any[2]: warning: "Bowling" never counts: angels makes the score 0 of every response that holds it: take it out of one of the two`,
			`x.toml:43: t: reject[twice].all[2]: warning: wants the same words as group 1, and no word counts twice: take one of the two out, or write other words`,
		}},
		{"takeaways and judgements", `
[[takeaway]]
id = "a"
text = "It {{1:rains}}."
[[takeaway]]
id = "b"
text = "It  {{2:Rains}}."
false = [{ id = "x", text = "Snow." }, { id = "y", text = "Sun." }]
parts = ["false", "cloze"]
[[question]]
id = "q"
type = "truefalse"
prompt = "P."
answer = false
`, []string{
			`x.toml:8: b: warning: cloze-2 has the same prompt as a#cloze-1: "It  ____.": say in each what sets it apart`,
			`x.toml:8: b: text: warning: says the same as a: take one of the two out, or write same_as = "a"`,
			`x.toml:11: b: false[x].text: warning: all 3 true-or-false questions of the deck have the answer false: put some of them the other way round`,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			if problems := deck.Check(loadText(t, test.text)); len(problems) > 0 {
				got = strings.Split(problems.Error(), "\n")
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckFindsNothingWrongWithTheDeckOfEveryConstruct(t *testing.T) {
	for _, problem := range deck.Check(loadEvery(t)) {
		t.Error(problem)
	}
}

func TestProblemsOfARubricStandAtTheirKeyword(t *testing.T) {
	d := loadText(t, `
[[question]]
id = "q"
type = "text"
prompt = "Why?"
answer = "Because of the cause."
[[question.criterion]]
id = "first"
any = ["cause"]
[[question.criterion]]
id = "second"
any = [
  "because",
  "[of",
]
`)
	problems := deck.Check(d)
	if len(problems) == 0 {
		t.Fatal("no problem with an open bracket in a keyword")
	}
	got := problems[0]
	if got.Line != 17 || got.Field != "criterion[second].any[2]" || got.Question != "q" || got.Cause == "" || got.Remedy == "" {
		t.Errorf("problem %+v, want it in line 17 at criterion[second].any[2]", got)
	}
}

func TestErrorsAndWarningsAreKeptApart(t *testing.T) {
	problems := deck.Check(loadText(t, `
[[takeaway]]
id = "t"
text = "Nothing is asked about this."
[[question]]
id = "q"
type = "text"
prompt = "Why?"
answer = "No."
[[question.criterion]]
id = "c"
any = ["yes"]
`))
	if len(problems.Warnings()) != 1 || len(problems.Errors()) != 1 {
		t.Errorf("%d warnings and %d errors, want one of each:\n%v", len(problems.Warnings()), len(problems.Errors()), problems)
	}
}
