package grading

import (
	"errors"
	"math"
	"testing"
)

func TestChoiceKey(t *testing.T) {
	one, err := NewChoiceKey(ChoiceSpec{Right: []string{"Meta"}, Wrong: []string{"OpenAI", "Google", "rb", "Rb"}, Points: 2})
	if err != nil {
		t.Fatal(err)
	}
	several, err := NewChoiceKey(ChoiceSpec{Right: []string{"a", "b", "c"}, Wrong: []string{"x", "y"}, Points: 3})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		key      *ChoiceKey
		response string
		score    float64
		reasons  int
	}{
		{one, "Meta", 1, 0},
		{one, "  meta\r\n", 1, 0},
		{one, "OpenAI", 0, 0},
		{one, "Meta\nOpenAI", 0, 0},
		{one, "", 0, 0},
		{one, "Apple", 0, 1},
		{one, "RB", 0, 1},
		{several, "a\nb\nc", 1, 0},
		{several, "c\nb\na\na", 1, 0},
		{several, "a\nb", 0.6667, 0},
		{several, "a\nb\nx", 0.3333, 0},
		{several, "a\nx\ny", 0, 0},
		{several, "a\nb\nc\nz", 0.6667, 1},
	}
	for _, tt := range tests {
		m := tt.key.Mark(tt.response)
		if m.Score != tt.score || len(m.Reasons) != tt.reasons || m.Rubric != tt.key.Hash() {
			t.Errorf("Mark(%q) = %v, %v; want %v and %d reasons", tt.response, m.Score, m.Reasons, tt.score, tt.reasons)
		}
		checkEvidence(t, tt.response, m)
	}
	m := several.Mark("a\nx")
	if len(m.Criteria) != 3 || !m.Criteria[0].Outcome.Met() || m.Criteria[1].Wanted != "b" || len(m.Rejects) != 1 || m.Rejects[0].ID != "wrong-1" || m.Rejects[0].Evidence[0].Text != "x" {
		t.Errorf("criteria %+v, rejects %+v", m.Criteria, m.Rejects)
	}
}

func TestNewChoiceKeyReportsEverything(t *testing.T) {
	_, err := NewChoiceKey(ChoiceSpec{Right: []string{"", "a\nb", "c"}, Wrong: []string{"c", " c "}, Points: -1})
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 5 {
		t.Errorf("NewChoiceKey: %v, want 5 problems", err)
	}
	if _, err := NewChoiceKey(ChoiceSpec{Wrong: []string{"a"}, Points: 1}); err == nil {
		t.Error("NewChoiceKey accepts a key without a right choice")
	}
}

func TestTheHashOfAChoiceWithoutCreditStays(t *testing.T) {
	tests := []struct {
		spec ChoiceSpec
		want string
	}{
		{ChoiceSpec{Right: []string{"a", "b"}, Wrong: []string{"x"}, Points: 3}, "011a4200b1f151e0f90a575949092400eab754548e6b2406fe48357524684dd9"},
		{ChoiceSpec{Right: []string{"Meta"}, Points: 1, One: true}, "a128ff4c3eaf81ee376b5fdb1b1a87b9fd584a1bc961aec10dbd901335d8f439"},
	}
	for _, tt := range tests {
		if k := mustChoose(t, tt.spec); k.Hash() != tt.want {
			t.Errorf("NewChoiceKey(%+v) has the hash %s of %s, want %s", tt.spec, k.Hash(), k.Text(), tt.want)
		}
	}
}

func mustChoose(t testing.TB, spec ChoiceSpec) *ChoiceKey {
	t.Helper()
	k, err := NewChoiceKey(spec)
	if err != nil {
		t.Fatalf("NewChoiceKey(%+v): %v", spec, err)
	}
	return k
}

func TestCreditSaysWhatAPickEarns(t *testing.T) {
	one := mustChoose(t, ChoiceSpec{
		Right: []string{"whale"}, Wrong: []string{"shark", "seal", "trout"}, Points: 2, One: true,
		Credit: map[string]float64{"Seal": 0.5, "trout": -1},
	})
	several := mustChoose(t, ChoiceSpec{
		Right: []string{"a", "b", "c"}, Wrong: []string{"x", "y", "z"}, Points: 3,
		Credit: map[string]float64{"a": 0.5, "b": 0.25, "c": 0.25, "x": -0.25, "y": 0},
	})
	thirds := mustChoose(t, ChoiceSpec{
		Right: []string{"a", "b", "c"}, Points: 1,
		Credit: map[string]float64{"a": 0.33, "b": 0.33, "c": 0.33},
	})
	tests := []struct {
		key      *ChoiceKey
		response string
		score    float64
		reasons  int
	}{
		{one, "whale", 1, 0},
		{one, "seal", 0.5, 0},
		{one, "shark", 0, 0},
		{one, "trout", 0, 0},
		{one, "seal\nSEAL", 0.5, 0},
		{one, "whale\nseal", 0, 1},
		{one, "whale\nshark", 0, 0},
		{several, "a\nb\nc", 1, 0},
		{several, "a\nx", 0.25, 0},
		{several, "a\ny", 0.5, 0},
		{several, "a\nz", 0.1667, 0},
		{several, "b\nx\nz", 0, 0},
		{several, "a\nb\nc\nx", 0.75, 0},
		{thirds, "a\nb\nc", 1, 0},
		{thirds, "a", 0.3333, 0},
	}
	for _, tt := range tests {
		m := tt.key.Mark(tt.response)
		if m.Score != tt.score || len(m.Reasons) != tt.reasons {
			t.Errorf("Mark(%q) = %v, %v; want %v and %d reasons", tt.response, m.Score, m.Reasons, tt.score, tt.reasons)
		}
		checkEvidence(t, tt.response, m)
	}
	if m := several.Mark("a"); m.Criteria[0].Points != 1.5 || m.Criteria[1].MaxPoints != 0.75 {
		t.Errorf("Mark(a) of 3 points: criteria %+v", m.Criteria)
	}
	if m := one.Mark("seal"); m.Rejects[0].Effect != EffectPart || m.Rejects[0].Evidence[0].Keyword != "seal" {
		t.Errorf("Mark(seal): rejects %+v", m.Rejects)
	}
}

func TestCreditsThatCannotBe(t *testing.T) {
	tests := []struct {
		name   string
		right  []string
		credit map[string]float64
	}{
		{"no such choice", []string{"a"}, map[string]float64{"q": 0.5}},
		{"over 1", []string{"a"}, map[string]float64{"x": 1.5}},
		{"under -1", []string{"a"}, map[string]float64{"x": -1.01}},
		{"not a number", []string{"a"}, map[string]float64{"x": math.NaN()}},
		{"all of the score for a wrong one", []string{"a"}, map[string]float64{"x": 1}},
		{"nothing for a right one", []string{"a", "b"}, map[string]float64{"a": 0, "b": 1}},
		{"right ones that do not add up", []string{"a", "b"}, map[string]float64{"a": 0.7}},
	}
	for _, tt := range tests {
		_, err := NewChoiceKey(ChoiceSpec{Right: tt.right, Wrong: []string{"x"}, Points: 1, Credit: tt.credit})
		var problems Problems
		if !errors.As(err, &problems) || len(problems) != 1 {
			t.Errorf("%s: NewChoiceKey: %v, want one problem", tt.name, err)
		}
	}
}

var _ = []Scheme{(*Rubric)(nil), (*ChoiceKey)(nil), (*OrderKey)(nil), (*MatchKey)(nil), (*HandKey)(nil)}
