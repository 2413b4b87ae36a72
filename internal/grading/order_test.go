package grading

import (
	"strings"
	"testing"
)

func mustOrder(t testing.TB, points float64, items ...string) *OrderKey {
	t.Helper()
	k, err := NewOrderKey(items, points)
	if err != nil {
		t.Fatalf("NewOrderKey(%q): %v", items, err)
	}
	return k
}

func TestOrderKey(t *testing.T) {
	four := mustOrder(t, 3, "seed", "sprout", "Flower", "fruit")
	tests := []struct {
		response string
		score    float64
		hit      string // the numbers of the items that are in the run
		reasons  int
	}{
		{"seed\nsprout\nFlower\nfruit", 1, "1234", 0},
		{" SEED\r\n\r\n sprout \nflower\nfruit\n", 1, "1234", 0},
		{"seed\nFlower\nsprout\nfruit", 0.6667, "134", 0},
		{"fruit\nseed\nsprout\nFlower", 0.6667, "123", 0},
		{"sprout\nseed\nfruit\nFlower", 0.3333, "24", 0},
		{"fruit\nFlower\nsprout\nseed", 0, "", 0},
		{"sprout\nfruit", 0.3333, "24", 0},
		{"fruit", 0, "", 0},
		{"", 0, "", 0},
		{"seed\nsprout\nroot\nFlower\nfruit", 1, "1234", 1},
		{"seed\nsprout\nseed\nFlower\nfruit", 1, "1234", 1},
		{"seed; sprout; Flower; fruit", 0, "", 1},
	}
	for _, tt := range tests {
		m := four.Mark(tt.response)
		hit, points := "", 0.0
		for i, c := range m.Criteria {
			points += c.Points
			if c.Outcome.Met() != (c.Wanted == "") || c.Outcome.Met() != (len(c.Evidence) == 1) {
				t.Errorf("Mark(%q): criterion %+v", tt.response, c)
			}
			if c.Outcome.Met() {
				hit += string(rune('1' + i))
			}
		}
		if m.Score != tt.score || hit != tt.hit || len(m.Reasons) != tt.reasons || m.Rubric != four.Hash() || m.MaxPoints != 3 {
			t.Errorf("Mark(%q) = %v of items %q, %v; want %v of %q and %d reasons", tt.response, m.Score, hit, m.Reasons, tt.score, tt.hit, tt.reasons)
		}
		if points-m.Points > 1e-9 || m.Points-points > 1e-9 {
			t.Errorf("Mark(%q): the criteria earn %v of the %v points", tt.response, points, m.Points)
		}
		checkEvidence(t, tt.response, m)
	}
}

func TestNewOrderKeyReportsEverything(t *testing.T) {
	tests := []struct {
		name   string
		items  []string
		points float64
		want   int
	}{
		{"none", nil, 1, 1},
		{"one", []string{"a"}, 1, 1},
		{"too many", strings.Split(strings.Repeat("ab", 27), "b")[:27], 1, 27},
		{"the same, empty and broken", []string{"a", "b", " a ", "", "c\nd"}, 1, 3},
		{"no points", []string{"a", "b"}, 0, 1},
	}
	for _, tt := range tests {
		_, err := NewOrderKey(tt.items, tt.points)
		if problems, ok := err.(Problems); !ok || len(problems) != tt.want {
			t.Errorf("%s: NewOrderKey: %v, want %d problems", tt.name, err, tt.want)
		}
	}
}
