package grading

import (
	"strings"
	"testing"
)

func mustMatch(t testing.TB, points float64, pairs []MatchPair, wrong ...string) *MatchKey {
	t.Helper()
	k, err := NewMatchKey(pairs, wrong, points)
	if err != nil {
		t.Fatalf("NewMatchKey(%q): %v", pairs, err)
	}
	return k
}

func TestMatchKey(t *testing.T) {
	capitals := mustMatch(t, 2, []MatchPair{{"France", "Paris"}, {"Peru", "Lima"}, {"Georgia", "Tbilisi"}, {"Sakartvelo", "Tbilisi"}}, "Quito")
	signs := mustMatch(t, 1, []MatchPair{{"x", "x = x"}, {"x = y", "y"}, {"E = mc²", "energy"}})
	tests := []struct {
		key      *MatchKey
		response string
		score    float64
		hit      string // the numbers of the pairs that are right
		reasons  int
	}{
		{capitals, "France = Paris\nPeru = Lima\nGeorgia = Tbilisi\nSakartvelo = Tbilisi", 1, "1234", 0},
		{capitals, "  peru=LIMA\r\n\r\nfrance  =  paris", 0.5, "12", 0},
		{capitals, "France = Lima\nPeru = Quito\nGeorgia = Tbilisi", 0.25, "3", 0},
		{capitals, "", 0, "", 0},
		{capitals, "France = Paris\nFrance = Paris", 0.25, "1", 0},
		{capitals, "France = Paris\nFrance = Lima\nPeru = Lima", 0.25, "2", 1},
		{capitals, "France = Rome\nSpain = Paris\nParis\nPeru = Lima", 0.25, "2", 1},
		{signs, "x = x = x\nx = y = y\nE = mc² = energy", 1, "123", 0},
		{signs, "x = y", 0, "", 0},
		{signs, "x=y=energy", 0, "", 1},
		{signs, "x = = y", 0, "", 1},
	}
	for _, tt := range tests {
		m := tt.key.Mark(tt.response)
		hit := ""
		for i, c := range m.Criteria {
			if c.Outcome.Met() != (c.Wanted == "") || c.Outcome.Met() != (c.Points == c.MaxPoints) {
				t.Errorf("Mark(%q): criterion %+v", tt.response, c)
			}
			if c.Outcome.Met() {
				hit += string(rune('1' + i))
			}
		}
		if m.Score != tt.score || hit != tt.hit || len(m.Reasons) != tt.reasons || m.Rubric != tt.key.Hash() {
			t.Errorf("Mark(%q) = %v of pairs %q, %v; want %v of %q and %d reasons", tt.response, m.Score, hit, m.Reasons, tt.score, tt.hit, tt.reasons)
		}
		checkEvidence(t, tt.response, m)
	}
	m := capitals.Mark("Peru = Quito")
	if c := m.Criteria[1]; c.Wanted != "Peru = Lima" || len(c.Evidence) != 1 || c.Evidence[0].Text != "Peru = Quito" {
		t.Errorf("Mark(Peru = Quito): criterion %+v, want what was given as its evidence", c)
	}
	if c := m.Criteria[0]; c.Wanted != "France = Paris" || c.Evidence != nil {
		t.Errorf("Mark(Peru = Quito): criterion %+v, want no evidence", c)
	}
}

func TestNewMatchKeyReportsEverything(t *testing.T) {
	many := make([]MatchPair, 27)
	for i := range many {
		many[i] = MatchPair{strings.Repeat("l", i+1), "r"}
	}
	tests := []struct {
		name   string
		pairs  []MatchPair
		wrong  []string
		points float64
		want   int
	}{
		{"none", nil, nil, 1, 1},
		{"one", many[:1], nil, 1, 1},
		{"too many", many, nil, 1, 1},
		{"too many on the right", many[:2], strings.Fields("a b c d e f g h i j k l m n o p q s t u v w x y z A B"), 1, 1},
		{"the same and empty", []MatchPair{{"a", "b"}, {" a", ""}}, nil, 1, 2},
		{"a wrong one that is right", []MatchPair{{"a", "b"}, {"c", "d"}}, []string{"d", "e", "e"}, 1, 2},
		{"a line break", []MatchPair{{"a\nb", "b"}, {"c", "d\r"}}, nil, 1, 2},
		{"pairs that read alike", []MatchPair{{"a", "b = c"}, {"a = b", "c"}}, nil, 1, 1},
		{"no points", many[:2], nil, -1, 1},
	}
	for _, tt := range tests {
		_, err := NewMatchKey(tt.pairs, tt.wrong, tt.points)
		if problems, ok := err.(Problems); !ok || len(problems) != tt.want {
			t.Errorf("%s: NewMatchKey: %v, want %d problems", tt.name, err, tt.want)
		}
	}
}
