package term_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/grading"
	"drill/internal/term"
)

func span(start, end int) grading.Span { return grading.Span{Start: start, End: end} }

func TestHighlightMarksTheWordsThatDecided(t *testing.T) {
	const response = "People rating liked no rewards"
	for name, c := range map[string]struct {
		mark grading.Mark
		want string
	}{
		"nothing": {grading.Mark{}, response},
		"two criteria, in any order": {grading.Mark{Criteria: []grading.CriterionResult{
			{ID: "b", Outcome: grading.OutcomeNegated, Evidence: []grading.Span{span(23, 30)}},
			{ID: "a", Outcome: grading.OutcomeHit, Evidence: []grading.Span{span(0, 13)}},
		}}, "[a: People rating] liked no [!b: rewards]"},
		"overlapping": {grading.Mark{
			Criteria: []grading.CriterionResult{
				{ID: "a", Outcome: grading.OutcomeHit, Evidence: []grading.Span{span(0, 13)}},
				{ID: "b", Outcome: grading.OutcomeFuzzy, Evidence: []grading.Span{span(7, 19), span(7, 13)}},
			},
			Rejects: []grading.RejectResult{{ID: "r", Evidence: []grading.Span{span(20, 22)}}},
		}, "[a, b: People rating liked] [!r: no] rewards"},
		"what is not there": {grading.Mark{Criteria: []grading.CriterionResult{
			{ID: "a", Outcome: grading.OutcomeHit, Evidence: []grading.Span{span(25, 99), span(3, 3), span(-1, 2)}},
		}}, response},
	} {
		if got := term.Highlight(response, c.mark, term.Style{}); got != c.want {
			t.Errorf("%s: Highlight = %q, want %q", name, got, c.want)
		}
	}
	if got := term.Highlight("a\x1b[31m", grading.Mark{}, term.Style{}); strings.Contains(got, "\x1b") {
		t.Errorf("an escape sequence passes: %q", got)
	}
}

// TestHighlightDropsNothing: whatever the evidence, the words of the response stand
// there in their order.
func TestHighlightDropsNothing(t *testing.T) {
	const response = "0123456789 abcdefghij"
	rapid.Check(t, func(t *rapid.T) {
		var mark grading.Mark
		for range rapid.IntRange(0, 6).Draw(t, "spans") {
			start := rapid.IntRange(-2, 22).Draw(t, "start")
			one := []grading.Span{span(start, start+rapid.IntRange(0, 9).Draw(t, "length"))}
			mark.Criteria = append(mark.Criteria, grading.CriterionResult{ID: "X", Outcome: grading.OutcomeHit, Evidence: one})
		}
		bare := strings.NewReplacer("[X: ", "", "]", "").Replace(term.Highlight(response, mark, term.Style{}))
		if bare != response {
			t.Fatalf("%q has become %q", response, bare)
		}
	})
}

func TestTheBenchTriesEachLine(t *testing.T) {
	var tried []string
	var out strings.Builder
	bench := term.Bench{In: strings.NewReader("\nfirst\n\n::colon\n:x\n  \nlast\n:q\nnever\n"), Out: &out}
	err := bench.Run(context.Background(), func(response string) error {
		tried = append(tried, response)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"first", "first", ":colon", ":colon", "last"}, tried); diff != "" {
		t.Errorf("-want +tried:\n%s", diff)
	}
	if !strings.Contains(out.String(), "no response yet") || !strings.Contains(out.String(), ":q or the end of input ends") {
		t.Errorf("it says\n%s", out.String())
	}
}
