package exchange

import (
	"fmt"
	"strings"

	"drill/internal/deck"
)

// Aiken is the plainest of the quiz formats: the question, a line for each
// option behind a letter, and the letter of the right one.
//
//	Which gas do we breathe?
//	A. helium
//	B) oxygen
//	ANSWER: B

// The documentation wants the question on one line. Here it may have several, and
// empty lines are passed over, as Moodle's own import does: the letters and the
// answer say what belongs together.

var (
	aikenOption = pattern(`^([A-Z])[.)]\s+(\S.*)$`)
	aikenAnswer = pattern(`^ANSWER:\s*([A-Z])[.)]?$`)
)

// ImportAiken reads questions in the Aiken format. The error is deck.Problems.
func ImportAiken(data []byte, o Options) (Imported, error) {
	text, err := readTextOf(maxQuizText, data, o.File)
	if err != nil {
		return Imported{}, err
	}
	a := &aikenReader{quiz: newQuiz(o)}
	for line := range strings.SplitSeq(text, "\n") {
		a.number++
		a.line(strings.TrimSpace(line))
		if len(a.problems) >= maxQuizProblems || len(a.quiz.questions) > maxQuestions {
			break
		}
	}
	if len(a.prompt) > 0 && len(a.problems) == 0 && len(a.quiz.questions) <= maxQuestions {
		a.problem(a.start, "the question ends without its answer", "write ANSWER: and the letter below the options")
	}
	if len(a.problems) > 0 {
		return Imported{}, a.problems
	}
	return a.quiz.finish(o, "in the Aiken format")
}

type aikenReader struct {
	quiz     *quiz
	number   int // of the line
	start    int // the line on which the question began
	prompt   []string
	size     int // of the prompt, in bytes
	options  []option
	broken   bool // the question has a problem already
	problems deck.Problems
}

// problem notes what is wrong; of one question only the first.
func (a *aikenReader) problem(line int, cause, remedy string) {
	if !a.broken {
		a.problems = append(a.problems, deck.Problem{File: a.quiz.file, Line: line, Cause: cause, Remedy: remedy})
	}
	a.broken = true
}

func (a *aikenReader) line(text string) {
	option := aikenOption().FindStringSubmatch(text)
	answer := aikenAnswer().FindStringSubmatch(text)
	switch {
	case text == "":
	case answer != nil:
		a.answer(answer[1])
		a.next()
	case strings.HasPrefix(strings.ToUpper(text), "ANSWER:"):
		a.problem(a.number, "the answer is no letter", "write ANSWER: and one capital letter, such as ANSWER: B")
		a.next()
	case option != nil && len(a.prompt) > 0:
		a.option(option[1], option[2])
	case len(a.options) > 0:
		a.problem(a.number, "the line is neither an option nor the answer", "begin an option with a capital letter and a point, such as A. text, and write ANSWER: and a letter below the last")
		a.next()
		a.begin(text)
		a.broken = true // where that question begins is not certain
	default:
		a.begin(text)
	}
}

// begin takes a line of the question.
func (a *aikenReader) begin(text string) {
	if len(a.prompt) == 0 {
		a.start = a.number
	}
	if a.size += len(text) + 1; a.size > maxQuizQuestion {
		a.problem(a.start, longQuestion, "write ANSWER: and the letter below the options of each question")
		a.prompt = a.prompt[:min(len(a.prompt), 1)]
		return
	}
	a.prompt = append(a.prompt, text)
}

func (a *aikenReader) next() { a.prompt, a.options, a.broken, a.size = nil, nil, false, 0 }

func (a *aikenReader) option(letter, text string) {
	if want := string(rune('A' + len(a.options))); letter != want {
		if len(a.options) == maxChoices {
			want = "ANSWER"
		}
		a.problem(a.number, fmt.Sprintf("the option is called %s where %s is next", letter, want), "letter the options in order")
	}
	if len(a.options) < maxChoices {
		a.options = append(a.options, option{text: text, line: a.number})
	}
}

func (a *aikenReader) answer(letter string) {
	i := int(letter[0] - 'A')
	switch {
	case a.broken:
		return
	case len(a.prompt) == 0:
		a.problem(a.number, "the answer has no question above it", "write the question, its options and then the answer")
		return
	case len(a.options) < 2:
		a.problem(a.start, "the question has no two options", "write each on a line of its own, behind a letter, a point and a space, such as A. text")
		return
	case i >= len(a.options):
		a.problem(a.number, fmt.Sprintf("there is no option %s", letter), "name the letter of an option")
		return
	}
	a.options[i].share = 1
	e := a.quiz.begin(a.start, "", cleanText(strings.Join(a.prompt, "\n")))
	if !e.pick(a.options, true) {
		a.problem(a.options[i].line, "the right option has no text", "write it")
		return
	}
	e.needWrong()
	a.quiz.add(e)
}
