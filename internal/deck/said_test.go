package deck_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

func TestSaidFindsTheFeedbackToAResponse(t *testing.T) {
	card := &deck.Card{Feedback: map[string]string{
		"The Moon": "It is a satellite.", "Sun": "It is a star.", "Mars": "It is.", "*": "Look it up.",
	}}
	tests := []struct {
		name     string
		card     *deck.Card
		response string
		full     bool
		want     []string
	}{
		{"a text in another case and spacing", card, "  the  moon ", false, []string{"It is a satellite."}},
		{"several lines, in their order", card, "Sun\r\nThe moon\n", false, []string{"It is a star.", "It is a satellite."}},
		{"a line given twice", card, "Sun\nsun", false, []string{"It is a star."}},
		{"a right response", card, "Mars", true, []string{"It is."}},
		{"any other", card, "Vega", false, []string{"Look it up."}},
		{"nothing at all", card, "", false, []string{"Look it up."}},
		{"the star itself is any other", card, "*", false, []string{"Look it up."}},
		{"any other that is right", card, "Venus", true, nil},
		{"part of a line", card, "the Sun", true, nil},
		{"a card without feedback", &deck.Card{}, "Sun", false, nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.card.Said(test.response, test.full)); diff != "" {
			t.Errorf("%s: Said(%q, %t) (-want +got):\n%s", test.name, test.response, test.full, diff)
		}
	}
}
