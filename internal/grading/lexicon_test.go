package grading

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSynonymsThatShareATextAreOneGroup(t *testing.T) {
	got := synonymGroups(map[string][]string{
		"a": {"b"}, "c": {"d"}, " D": {"e"}, "f": {"g", "B "}, "Straße": {"way"}, "h": {"STRASSE", "h"},
	})
	want := [][]string{{"Straße", "way"}, {" D", "e", "c", "d"}, {"a", "b", "f", "g", "B "}, {"h", "STRASSE", "h"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// Were every line held against every other, neither would end.
func TestSynonymsCostTheirNumber(t *testing.T) {
	const count = 200_000
	chain, pairs := make(map[string][]string), make(map[string][]string)
	for i := range count {
		word := fmt.Sprintf("w%d", i)
		chain[word], pairs[word] = []string{fmt.Sprintf("w%d", i+1)}, []string{"v" + word}
	}
	if groups := synonymGroups(chain); len(groups) != 1 {
		t.Errorf("a chain makes %d groups", len(groups))
	}
	if groups := synonymGroups(pairs); len(groups) != count {
		t.Errorf("%d pairs make %d groups", count, len(groups))
	}
}
