package grading

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAMarkSaysWhatItsSignalsDid(t *testing.T) {
	spec := func(signals ...Signal) Spec {
		return Spec{
			Points: 1, Signals: signals,
			Criteria: []Criterion{{ID: "a", Points: 1, Any: []string{"dries"}}, {ID: "b", Points: 1, Any: []string{"dish"}}},
		}
	}
	many := Signal{Each: -.01}
	response := "it dries:"
	for i := range 10 {
		word := fmt.Sprintf("w%cx", 'a'+i)
		many.Words, response = append(many.Words, word), response+" "+word
	}
	for _, tt := range []struct {
		name, response string
		signals        []Signal
		score          float64
		reasons        []string
	}{
		{"none found", "it dries", []Signal{{.1, []string{"salt"}}}, .5, nil},
		{"one word", "it dries, evaporating", []Signal{{.12, []string{"evaporate", "salt"}}}, .62,
			[]string{"“evaporating” raises the score by 0.12, as marked responses suggest"}},
		{"the sum of several, the greatest first", "salt dries where it melts and evaporates", []Signal{{.05, []string{"salt"}}, {.1, []string{"evaporate"}}, {-.02, []string{"melt"}}}, .63,
			[]string{"“evaporates”, “salt” raise the score by 0.15, as marked responses suggest", "“melts” lowers the score by 0.02, as marked responses suggest"}},
		{"no more than 1", "the dish dries, and salt is left", []Signal{{.3, []string{"salt"}}}, 1,
			[]string{"“salt” raises the score by 0.30, to 1 at most, as marked responses suggest"}},
		{"up to 1 is not over it", "it dries, and salt is left", []Signal{{.5, []string{"salt"}}}, 1,
			[]string{"“salt” raises the score by 0.50, as marked responses suggest"}},
		{"no less than 0", "salt melts", []Signal{{-.3, []string{"salt", "melt"}}}, 0,
			[]string{"“salt”, “melts” lower the score by 0.60, to 0 at least, as marked responses suggest"}},
		{"more words than are named", response, []Signal{many}, .4,
			[]string{"“wax”, “wbx”, “wcx”, “wdx”, “wex”, “wfx”, “wgx”, “whx” and 2 more lower the score by 0.10, as marked responses suggest"}},
	} {
		m := mustCompile(t, spec(tt.signals...), nil).Mark(tt.response)
		if m.Score != tt.score || m.Route != RouteAutomatic {
			t.Errorf("%s: score %v, %s; want %v", tt.name, m.Score, m.Route, tt.score)
		}
		if diff := cmp.Diff(tt.reasons, m.Reasons); diff != "" {
			t.Errorf("%s: reasons (-want +got):\n%s", tt.name, diff)
		}
	}
}
