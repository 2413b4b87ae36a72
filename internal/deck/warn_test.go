package deck_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

func TestCheckWarnsOfWhatSparesTheAnswer(t *testing.T) {
	for _, test := range []struct {
		name string
		text string // behind head, from line 4
		want []string
	}{
		{"the whole answer in the prompt, whatever the type", `
[[question]]
id = "text"
type = "text"
prompt = "Why is the sky blue: does air scatter blue light more?"
answer = "Air scatters blue light."
[[question]]
id = "whole"
type = "text"
prompt = "Is it true that air scatters blue light, and why?"
answer = "Air scatters blue light."
[[question]]
id = "number"
type = "number"
prompt = "Water boils at 100 degrees. At how many?"
value = 100
[[question]]
id = "digit"
type = "number"
prompt = "How many of the 3 stages come before RLHF, if 2 do?"
value = 2
[[question]]
id = "one-of-several"
type = "multiple"
prompt = "Which of these is the capital of Italy, like Rome?"
answers = ["Rome"]
wrong = ["Oslo", "Paris"]
[[question]]
id = "one-of-two"
type = "multiple"
prompt = "Besides Rome, which one is a capital?"
answers = ["Rome", "Vienna"]
wrong = ["Milan"]
`, []string{
			`x.toml:14: whole: answer: warning: the prompt of ask gives the answer away: "Is it true that air scatters blue light, and why?" holds "Air scatters blue light.": put it in other words`,
			`x.toml:19: number: value: warning: the prompt of ask gives the answer away: "Water boils at 100 degrees. At how many?" holds "100": put it in other words`,
			`x.toml:29: one-of-several: answers: warning: the prompt of ask gives the answer away: "Which of these is the capital of Italy, like Rome?" holds "Rome": put it in other words`,
		}},
		{"options that differ by a stop", `
[[question]]
id = "a"
type = "choice"
prompt = "Which language was first?"
answer = "C"
wrong = ["C++", "C.", "B"]
[[question]]
id = "b"
type = "multiple"
prompt = "Which are even?"
answers = ["Two", "Four", "four."]
wrong = ["Five"]
`, []string{
			`x.toml:10: a: wrong[2]: warning: "C." reads as "C" does: write another option, or take it out`,
			`x.toml:15: b: answers[3]: warning: "four." reads as "Four" does: write another option, or take it out`,
		}},
		{"keywords that a reject takes back", `
[[question]]
id = "q"
type = "text"
prompt = "Why do models flatter?"
answer = "Raters liked agreement, and nobody programmed it."
[[question.criterion]]
id = "raters"
any = ["rater*", "hard-coded rules", "programmed"]
[[question.reject]]
id = "hard-coded"
any = ["hard coded"]
effect = "zero"
[[question.reject]]
id = "programmed"
any = ["nobody *programmed"]
effect = "review"
`, []string{
			`x.toml:9: q: answer: warning: even the model answer is left for a person to mark: “nobody programmed” is wrong content: a person decides: mend the criteria or the rejects`,
			`x.toml:12: q: criterion[raters].any[2]: warning: "hard-coded rules" never counts: hard-coded makes the score 0 of every response that holds it: take it out of one of the two`,
		}},
		{"nothing to answer", `
[[question]]
id = "q"
type = "short"
prompt = "____"
answer = "A"
[[takeaway]]
id = "t"
text = "{{1:Everything}}"
`, []string{
			`x.toml:8: q: prompt: there is nothing to answer: write a prompt`,
			`x.toml:10: t: prompt: there is nothing to answer: write a prompt`,
			`x.toml:10: t: warning: cloze-1 has the same prompt as q#ask: "____": say in each what sets it apart`,
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

// TestKeywordsThatCanNeverMatchAreErrors tries what is left of a keyword once
// responses and keywords are brought to one form.
func TestKeywordsThatCanNeverMatchAreErrors(t *testing.T) {
	for keyword, cause := range map[string]string{
		"!,":                     "there is no word in the keyword",
		"+":                      "there is no word in the keyword",
		"*":                      "nothing but wildcards",
		"? ?":                    "nothing but wildcards",
		"It ends. It goes on":    "a sentence ends inside the keyword",
		strings.Repeat("x", 100): "too long to match anything",
		"=ÉCLAIR":                "",
		"C++":                    "",
		"not add":                "",
	} {
		text := "[[question]]\nid = \"q\"\ntype = \"text\"\nprompt = \"Why?\"\nanswer = \"an eclair, C++, not add, ab b\"\n[[question.criterion]]\nid = \"c\"\nany = ['''" + keyword + "''', \"eclair\"]\n"
		problems := deck.Check(loadText(t, text)).Errors()
		switch {
		case cause == "" && len(problems) > 0:
			t.Errorf("%s: %v", keyword, problems)
		case cause != "" && (len(problems) == 0 || !strings.Contains(problems[0].Cause, cause) || problems[0].Field != "criterion[c].any[1]"):
			t.Errorf("%s: %v, want %q at criterion[c].any[1]", keyword, problems, cause)
		}
	}
}
