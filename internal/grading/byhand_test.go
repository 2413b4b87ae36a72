package grading

import (
	"math"
	"slices"
	"testing"
)

func TestByHandLeavesAResponseToAPerson(t *testing.T) {
	k := ByHand(4)
	m := k.Mark("An essay.")
	if m.Score != 0 || m.Points != 0 || m.MaxPoints != 4 || m.Route != RouteReview || !slices.Equal(m.Reasons, []string{"marked by a person"}) || m.Rubric != k.Hash() || len(m.Criteria) > 0 {
		t.Errorf("Mark of an essay: %+v", m)
	}
	if m := k.Mark(" \r\n"); m.Score != 0 || m.Route != RouteAutomatic || len(m.Reasons) > 0 {
		t.Errorf("Mark of nothing: %+v, want an automatic 0", m)
	}
	if k.Text() != `{"by_hand":true,"points":4}` || k.Hash() == ByHand(3).Hash() {
		t.Errorf("text %s, hash %s", k.Text(), k.Hash())
	}
	for _, points := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if m := ByHand(points).Mark("a"); m.MaxPoints != 1 {
			t.Errorf("ByHand(%v) is worth %v, want 1", points, m.MaxPoints)
		}
	}
}
