package exchange

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTypedAnswersWhereCapitalsCount(t *testing.T) {
	q := newQuiz(Options{File: "quiz.xml"})
	e := q.begin(4, "Symbol", "Which symbol has cobalt?")
	if !e.typed([]option{{text: "Co", share: 1}, {text: "CO", share: 1}, {text: "co", share: 0.5, feedback: "Nearly."}, {text: "Cu", share: 0.2, line: 7}}, true) {
		t.Fatal("no answer is right")
	}
	q.add(e)
	imported, err := q.finish(Options{File: "quiz.xml"}, "a quiz")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`symbol short "Which symbol has cobalt?" = "Co" accept [CO] case credit Cu=0.2 said co="Nearly."`}
	if diff := cmp.Diff(want, whole(imported)); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	wantLost := []string{`quiz.xml:4: symbol: the answer "co" earned 50%; one that differs in its capitals alone is right or nothing here`}
	if diff := cmp.Diff(wantLost, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	checkDraft(t, imported.Draft)
}

// Of more options than there may be, the right ones stay.
func TestPickKeepsWhatIsRight(t *testing.T) {
	var options []option
	for i := range 40 {
		options = append(options, option{text: string(rune('a'+i%26)) + string(rune('0'+i/26))})
	}
	options[39].share, options[35].share, options[2].share = 0.5, 0.5, -0.5
	q := newQuiz(Options{File: "quiz.xml"})
	e := q.begin(1, "", "Which?")
	if !e.pick(options, false) || len(e.Answers)+len(e.Wrong) != maxChoices || len(e.Answers) != 2 || e.Wrong[2] != "d0" {
		t.Errorf("right %v, wrong %v", e.Answers, e.Wrong)
	}
	q.add(e)
	if diff := cmp.Diff([]string{"quiz.xml:1: which: only 26 of its 40 options are kept"}, lost(q.losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}
