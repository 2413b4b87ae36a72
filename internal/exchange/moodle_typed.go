package exchange

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"drill/internal/grading"
)

// moodleTyped reads answers that are typed.
func moodleTyped(q *moodleEntry) string {
	var options []option
	for _, n := range q.node.all("answer") {
		options = append(options, q.option(n, q.plain(n)))
	}
	if !q.typed(options, q.node.child("usecase").is()) {
		return "none of its answers earns full marks"
	}
	q.agree()
	return ""
}

// agree takes out what Moodle can tell apart and a deck cannot.
func (q *moodleEntry) agree() {
	q.agreeShares()
	q.agreeFeedback()
}

// agreeShares takes out forms that cannot be partly right. In Moodle a response is
// compared as a whole; here it may hold an answer among other words, and then
// earns what that answer does. So each form is marked by those that earn more.
func (q *moodleEntry) agreeShares() {
	if q.MatchCase || len(q.Pattern) > 0 {
		return // these compare the whole response here as well
	}
	better := append([]string{q.Answer}, q.Accept...)
	shares := slices.Compact(slices.SortedFunc(maps.Values(q.Credit), func(a, b float64) int { return cmp.Compare(b, a) }))
	for _, share := range shares[:min(len(shares), maxLayers)] {
		marks := q.anyOf(better)
		for _, text := range slices.Sorted(maps.Keys(q.Credit)) {
			switch {
			case q.Credit[text] != share:
			case marks != nil && marks.Mark(text).Score >= full:
				q.lose("%q earned %.7g%%; here it earns more, since it holds an answer that does", clip(text), share*100)
				delete(q.Credit, text)
			default:
				better = append(better, text)
			}
		}
	}
}

// anyOf marks by the words of some forms; nil where they cannot be compared.
func (q *moodleEntry) anyOf(forms []string) *grading.Rubric {
	rubric, err := grading.Compile(grading.Short(forms, nil, 1), q.quiz.examiner.lexicon)
	if err != nil {
		return nil
	}
	return rubric
}

// agreeFeedback takes out what is said to a text that differs from another by its
// capitals only: here the same is said to both.
func (q *moodleEntry) agreeFeedback() {
	said := map[string]bool{strings.ToLower(q.Answer): q.Feedback[q.Answer] != ""}
	for _, text := range slices.Sorted(maps.Keys(q.Feedback)) {
		key := strings.ToLower(text)
		if text != q.Answer && said[key] {
			q.lose("what it says to %q is left out, since that to other capitals is kept: %s", clip(text), clip(oneLine(q.Feedback[text])))
			delete(q.Feedback, text)
		}
		said[key] = true
	}
}
