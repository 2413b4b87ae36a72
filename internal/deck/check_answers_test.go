package deck_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

func TestCheckLooksIntoEveryModelAnswer(t *testing.T) {
	for _, test := range []struct {
		name string
		text string // behind head, from line 4
		want []string
	}{
		{"further answers under written criteria", `
[[question]]
id = "q"
type = "text"
prompt = "Why is the sky blue?"
answer = "Air scatters blue light."
accept = ["Molecules scatter the blue", "Red light goes straight on"]
[[question.criterion]]
id = "scatters"
any = ["scatter*"]
[[question.criterion]]
id = "blue"
any = ["blue"]
`, []string{`x.toml:10: q: accept[2]: warning: the model answer "Red light goes straight on" scores 0.00 under its own rubric: not met scatters, blue: let it say what the criteria ask for, or give criteria of its own, with answer`}},
		{"criteria of its own", `
[[question]]
id = "q"
type = "text"
prompt = "Why is the sky blue?"
answer = "Air scatters blue light."
accept = ["Red light goes straight on."]
[[question.criterion]]
id = "scatters"
any = ["scatter*"]
answer = 1
[[question.criterion]]
id = "red"
any = ["red ... straight"]
answer = 2
[[question.criterion]]
id = "sun"
any = ["sun"]
answer = 3
`, []string{`x.toml:22: q: criterion[sun].answer: warning: it belongs to model answer 3, and there are 2 model answers: write the further answers in accept, or mend the number`}},
		{"a single answer", `
[[question]]
id = "q"
type = "text"
prompt = "Why is the sky blue?"
answer = "Air scatters blue light."
[[question.criterion]]
id = "scatters"
any = ["scatter*"]
[[question.criterion]]
id = "red"
any = ["red ... straight"]
answer = 2
`, []string{
			`x.toml:16: q: criterion[red].answer: warning: it belongs to model answer 2, and there is one model answer: write the further answers in accept, or mend the number`,
		}},
		{"what has no further answers", `
[[takeaway]]
id = "t"
text = "Air scatters {{1:blue}} light."
[takeaway.why]
prompt = "Why is the sky blue?"
answer = "Air scatters it."
[[takeaway.why.criterion]]
id = "scatters"
any = ["scatter*"]
[[takeaway.why.criterion]]
id = "red"
any = ["red"]
answer = 2
`, []string{`x.toml:17: t: why.criterion[red].answer: warning: it belongs to model answer 2, and there is one model answer: take it out`}},
		{"with a scale, passing is enough", `
[[question]]
id = "q"
type = "text"
prompt = "Why is the sky blue?"
answer = "Air scatters blue light."
accept = ["Molecules scatter the blue", "It scatters"]
scale = { none = 0.1, all = 0.8 }
[[question.criterion]]
id = "scatters"
any = ["scatter*"]
[[question.criterion]]
id = "blue"
any = ["blue"]
`, []string{`x.toml:10: q: accept[2]: warning: the model answer "It scatters" scores 0.45 under its own rubric: met scatters by “scatters”; not met blue: let it say what the criteria ask for, or give criteria of its own, with answer`}},
		{"a derived rubric, and what the author rejects", `
[[question]]
id = "q"
type = "text"
prompt = "What makes the colour?"
answer = "Air scatters sunlight."
accept = ["Molecules scatter the rays", "The sea shines up"]
[[question.reject]]
id = "sea"
any = ["sea"]
effect = "zero"
`, []string{`x.toml:10: q: accept[2]: warning: the model answer "The sea shines up" scores 0.00 under its own rubric: found sea, shines, up; rejected by sea by “sea”; “sea” is wrong content: the score is 0: let it say what the criteria ask for, or give criteria of its own, with answer`}},
		{"points in the answer", `
[[question]]
id = "right"
type = "text"
prompt = "What is on a visit?"
answer = "He shows the letter (0.5 P) and stays to the end (1,5 points)."
points = 2
[[question]]
id = "wrong"
type = "text"
prompt = "What is on the next visit?"
answer = "He shows the letter (0.5 P) and stays to the end (1 P)."
accept = ["She brings bread [2 marks].", "She reads aloud (3 pts)"]
points = 2
[[question]]
id = "no-matter"
type = "text"
prompt = "What is on the last visit?"
answer = "He shows the letter (0.5 P) and stays to the end (1 P)."
[[question]]
id = "written"
type = "text"
prompt = "What is on any visit?"
answer = "He shows the letter (0.5 P) and stays (1 P)."
points = 2
[[question.criterion]]
id = "letter"
any = ["letter"]
`, []string{
			`x.toml:15: wrong: answer: warning: the points in the model answer "He shows the letter (0.5 P) and stays to the end (1 P)." add up to 1.5, and the question is worth 2: mend the points of one of the two`,
			`x.toml:16: wrong: accept[2]: warning: the points in the model answer "She reads aloud (3 pts)" add up to 3, and the question is worth 2: mend the points of one of the two`,
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

// TestADerivedExampleIsExplainedInWords: no ids of criteria that nobody wrote.
func TestADerivedExampleIsExplainedInWords(t *testing.T) {
	problems := deck.Check(loadText(t, `
[[question]]
id = "q"
type = "text"
prompt = "What makes the colour?"
answer = "Air scatters sunlight; it never paints."
[[question.example]]
response = "it has not scattered. They paint"
score = 1.0
`))
	const want = `x.toml:10: q: example[1]: "it has not scattered. They paint" scores 0.00, not 1.00: denied scatters (“scattered”); not found air, sunlight, not paints; the response denies what the model answer says: mend the criteria, or the score`
	if len(problems) != 1 || problems[0].String() != want {
		t.Errorf("problems\n%v, want\n%s", problems, want)
	}
}
