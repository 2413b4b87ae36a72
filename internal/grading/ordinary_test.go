package grading

import (
	"strings"
	"testing"
)

// TestOrdinaryWordsAndSlipsApart measures the list of ordinary words by common
// English words as keywords: none of the list's words is taken for one, and few
// honest slips (a letter left out) are words by chance.
func TestOrdinaryWordsAndSlipsApart(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of rubrics")
	}
	lines := strings.Fields(ordinaryEnglish)
	without := make(map[string][]string) // by what is left without one letter
	for _, word := range lines {
		for i := range word {
			without[word[:i]+word[i+1:]] = append(without[word[:i]+word[i+1:]], word)
		}
	}
	confused, slips, refused := 0, 0, 0
	for n, keyword := range strings.Fields(commonEnglish) {
		if n%7 != 0 || len(keyword) < 6 {
			continue
		}
		r := mustCompile(t, Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, Any: []string{keyword}}}}, nil)
		for i := 1; i < len(keyword); i++ {
			shorter := keyword[:i] + keyword[i+1:]
			for _, other := range without[shorter] { // a letter replaced
				if r.Mark(other).Criteria[0].Outcome == OutcomeFuzzy {
					t.Errorf("%s is taken for %s", other, keyword)
				}
				confused++
			}
			slips++
			if r.Mark(shorter).Criteria[0].Outcome == OutcomeMissed {
				refused++
			}
		}
	}
	if confused == 0 || slips == 0 {
		t.Fatal("nothing was compared")
	}
	if share := float64(refused) / float64(slips); share > 0.1 {
		t.Errorf("%d of %d slips are refused, more than one in ten", refused, slips)
	} else {
		t.Logf("%d of %d slips are refused", refused, slips)
	}
}
