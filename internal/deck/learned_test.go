package deck_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
	"drill/internal/grading"
)

// learnAll teaches every card of a deck that can learn, and gives the text with what
// came of it.
func learnAll(t *testing.T, text string) (string, []deck.Learned) {
	t.Helper()
	d, err := deck.Load(inOneFile(text), "x.toml")
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	texts := deck.Texts{"x.toml": text}
	var cards []*deck.Card
	for _, card := range d.Cards {
		if card.CanLearn(texts) == nil {
			cards = append(cards, card)
		}
	}
	texts, err = deck.WithoutLearned(texts, cards)
	if err != nil {
		t.Fatal(err)
	}
	taught := make(map[string]bool)
	for _, card := range cards {
		taught[card.Key()] = true
	}
	if d, err = deck.Load(texts.Over(nil), "x.toml"); err != nil {
		t.Fatal(err)
	}
	var marked []deck.Marked
	for _, card := range d.Cards {
		if !taught[card.Key()] {
			continue
		}
		m := deck.Marked{Card: card}
		for i := range 20 {
			m.Responses = append(m.Responses, grading.Response{Text: []string{"a zebra did it", "no idea"}[i%2], Score: float64(1 - i%2)})
		}
		marked = append(marked, m)
	}
	learned, err := deck.Learn(d, marked)
	if err != nil {
		t.Fatal(err)
	}
	changed, err := deck.WithLearned(texts, learned)
	if err != nil {
		t.Fatal(err)
	}
	return changed["x.toml"], learned
}

// TestWhatIsLearnedStandsUnderItsQuestion writes what was learned into decks of every
// shape: the cards read back are taught the same, and no line of the author's is lost.
func TestWhatIsLearnedStandsUnderItsQuestion(t *testing.T) {
	for name, text := range map[string]string{
		"as it is":       rubricDeck,
		"Windows":        strings.ReplaceAll(rubricDeck, "\n", "\r\n"),
		"no end of line": strings.TrimSuffix(rubricDeck, "\n"),
		"comments":       strings.ReplaceAll(rubricDeck, "[[question]]", "\n# before it\n\n[[question]]"),
		"spaces":         strings.ReplaceAll(rubricDeck, "[[question]]", "  [[ question ]] # here"),
	} {
		t.Run(name, func(t *testing.T) {
			changed, learned := learnAll(t, text)
			if len(learned) < 3 {
				t.Fatalf("%d cards learned", len(learned))
			}
			d, err := deck.Load(inOneFile(changed), "x.toml")
			if err != nil {
				t.Fatalf("%v in\n%s", err, changed)
			}
			rubrics := make(map[string]grading.Spec)
			for _, card := range d.Cards {
				rubrics[card.Key()] = card.Rubric()
			}
			for _, l := range learned {
				got := rubrics[l.Card.Key()]
				if diff := cmp.Diff(l.Spec, got); diff != "" {
					t.Errorf("%s (-learned +read):\n%s", l.Card.Key(), diff)
				}
			}
			rest := changed
			for line := range strings.Lines(text) {
				_, after, found := strings.Cut(rest, strings.TrimRight(line, "\r\n"))
				if !found {
					t.Fatalf("the line %q is lost in\n%s", line, changed)
				}
				rest = after
			}
			if again, _ := learnAll(t, changed); again != changed {
				t.Errorf("learned again:\n%s\nfirst:\n%s", again, changed)
			}
		})
	}
}

func TestWhatCannotLearnSaysWhy(t *testing.T) {
	text := rubricDeck + "[question.scale]\nnone = 0\nall = 1\n"
	d, err := deck.Load(inOneFile(text), "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]error{"x/own#ask": deck.ErrHasLearned, "x/terms.lora#name": deck.ErrNoRubric, "x/why#ask": nil}
	for _, card := range d.Cards {
		if err, listed := want[card.Key()]; listed && !errors.Is(card.CanLearn(deck.Texts{"x.toml": text}), err) {
			t.Errorf("%s: got %v, want %v", card.Key(), card.CanLearn(deck.Texts{"x.toml": text}), err)
		}
		delete(want, card.Key())
	}
	if len(want) > 0 {
		t.Errorf("there are no cards %v", want)
	}
}
