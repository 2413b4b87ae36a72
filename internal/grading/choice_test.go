package grading

import (
	"errors"
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

var _ = []Scheme{(*Rubric)(nil), (*ChoiceKey)(nil)}
