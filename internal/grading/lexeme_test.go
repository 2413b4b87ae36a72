package grading

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// Words are remembered, and forgotten when there are too many. Neither may show.
func TestMarksDoNotDependOnWhatWasMarkedBefore(t *testing.T) {
	r := mustCompile(t, benchmarkSpec(), nil)
	text := func() string {
		m, err := json.Marshal(r.Mark(benchmarkResponse))
		if err != nil {
			t.Fatal(err)
		}
		return string(m)
	}
	before := text()
	var callers sync.WaitGroup
	for caller := range 2 {
		callers.Go(func() {
			var words strings.Builder
			for i := range 3 * lexemeSlots {
				fmt.Fprintf(&words, "rater%d%c ", i, 'a'+caller)
				if i%1000 == 0 {
					r.Mark(words.String())
					words.Reset()
				}
			}
		})
	}
	callers.Wait()
	if after := text(); after != before {
		t.Errorf("before %s\nafter %s", before, after)
	}
}

func TestFormsOfShortWordsAreFound(t *testing.T) {
	for keyword, response := range map[string]string{
		"use": "by using tape", "ice": "it is icing", "age": "the aging of it", "don't rate": "they don`t rate it",
	} {
		if got := outcomeOf(t, anyOf(keyword), response); got != OutcomeHit {
			t.Errorf("%q in %q: %s", keyword, response, got)
		}
	}
}
