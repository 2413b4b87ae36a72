package deck_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// golden compares text with a file in testdata, or rewrites it with UPDATE=1.
func golden(t *testing.T, file, got string) {
	t.Helper()
	path := "testdata/" + file
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; UPDATE=1 rewrites it):\n%s", path, diff)
	}
}

func loadEvery(t testing.TB) *deck.Deck {
	t.Helper()
	d, err := deck.Load(os.DirFS("testdata"), "every")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryConstructMakesItsCards(t *testing.T) {
	d := loadEvery(t)
	var b strings.Builder
	for _, source := range d.Sources {
		fmt.Fprintf(&b, "%s %s %q (%s:%d)\n", source.Kind, source.ID, source.Title, source.Origin.File, source.Origin.Line)
		for _, item := range source.Items {
			fmt.Fprintf(&b, "  %s %q", item.ID, item.Text)
			if item.SameAs != "" {
				fmt.Fprintf(&b, " same as %s", item.SameAs)
			}
			if len(item.Same) > 0 {
				fmt.Fprintf(&b, " same %v", item.Same)
			}
			if item.Holed != "" {
				fmt.Fprintf(&b, " holed %q", item.Holed)
			}
			if item.Authored {
				b.WriteString(" authored")
			}
			fmt.Fprintf(&b, " (line %d)\n", item.Origin.Line)
			for _, card := range item.Cards {
				writeCard(t, &b, card)
			}
		}
	}
	golden(t, "every.golden", b.String())
}

func writeCard(t *testing.T, b *strings.Builder, card *deck.Card) {
	t.Helper()
	fmt.Fprintf(b, "    %s %s, %v points (%s:%d)\n", card.Key(), card.Type, card.Points, card.Origin.File, card.Origin.Line)
	for _, field := range []struct {
		name string
		text any
	}{
		{"prompt", card.Prompt}, {"answer", card.Answer}, {"right", card.Right}, {"wrong", card.Wrong}, {"hint", card.Hint},
		{"explanation", card.Explanation}, {"citation", card.Citation}, {"tags", card.Tags}, {"facts", card.Facts}, {"examples", card.Examples},
		{"last", card.Last}, {"items", card.Items}, {"pairs", card.Pairs}, {"credit", card.Credit}, {"feedback", card.Feedback}, {"pattern", card.Pattern},
		{"difficulty", card.Difficulty}, {"image", card.Image},
	} {
		if text, err := json.Marshal(field.text); err != nil {
			t.Fatal(err)
		} else if string(text) != `""` && string(text) != "null" {
			fmt.Fprintf(b, "      %s %s\n", field.name, text)
		}
	}
	for name, set := range map[string]bool{"match case": card.MatchCase, "by hand": card.ByHand} {
		if set {
			fmt.Fprintf(b, "      %s\n", name)
		}
	}
	if card.Seconds > 0 {
		fmt.Fprintf(b, "      %d seconds\n", card.Seconds)
	}
	for _, list := range []struct {
		name  string
		texts []string
	}{{"accepts", card.Accepted()}, {"rivals", card.Rivals()}} {
		if len(list.texts) > 0 {
			fmt.Fprintf(b, "      %s %q\n", list.name, list.texts)
		}
	}
	for name, value := range map[string]any{"number": card.Number(), "rubric": card.Spec} {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if name == "number" && card.Number() != nil || name == "rubric" && len(card.Spec.Criteria) > 0 {
			fmt.Fprintf(b, "      %s %s\n", name, text)
		}
	}
}
