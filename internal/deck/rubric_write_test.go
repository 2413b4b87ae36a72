package deck_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
	"drill/internal/grading"
)

const rubricDeck = `format = 1
id = "x"
title = "X"
[[question]]
id = "why"
type = "text"
prompt = "Why do reward models mislead?"
answer = "Raters prefer flattery, so the reward model does not measure truth; about 40 percent of its score is noise."
#QUESTION
[[question.reject]]
id = "own"
any = ["hard-coded"]
effect = "zero"
[[cheatsheet]]
id = "terms"
title = "Terms"
[[cheatsheet.entry]]
id = "lora"
term = "LoRA"
meaning = "Trains a small set of added weights instead of the whole model."
#ENTRY
[[takeaway]]
id = "stages"
text = "Pre-training gives {{1:knowledge}}."
[takeaway.why]
prompt = "Why is tuning needed?"
answer = "Knowledge alone completes text; tuning makes it follow instructions."
#WHY
[[question]]
id = "own"
type = "text"
prompt = "Who rates?"
answer = "Raters compare 2 outputs for reward."
points = 2
[[question.criterion]]
id = "who"
points = 1.5
any = ["rater*", "\"=people\" [a|b]"]
required = true
cap_without = 0.25
feedback = "Who?"
[[question.criterion]]
id = "what"
all = [["compar*"], ["output*"]]
near = 4
order = true
[[question.criterion]]
id = "how-many"
number = { value = 2, tolerance = "5%", unit = "", also = [3] }
[[question.criterion]]
id = "match"
pmatch = "match_mow(reward)"
[[question.reject]]
id = "nobody"
all = [["nobody"], ["rate*"]]
near = 5
effect = "minus"
points = 0.5
`

// rubricOf loads a deck and writes the rubric of one of its cards.
func rubricOf(t *testing.T, text, key string) (*deck.Card, string) {
	t.Helper()
	d, err := deck.Load(inOneFile(text), "x.toml")
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	for _, card := range d.Cards {
		if card.Key() == key {
			var out bytes.Buffer
			if err := card.WriteRubric(&out); err != nil {
				t.Fatal(err)
			}
			return card, out.String()
		}
	}
	t.Fatalf("no card %s", key)
	return nil, ""
}

// TestADerivedRubricCanBePasted puts what is written under the answer it came from:
// the deck is sound, the rubric is the author's, and marks are the same.
func TestADerivedRubricCanBePasted(t *testing.T) {
	for key, place := range map[string]string{"x/why#ask": "#QUESTION", "x/terms.lora#define": "#ENTRY", "x/stages#why": "#WHY"} {
		card, written := rubricOf(t, rubricDeck, key)
		if !strings.HasPrefix(written, "# Derived from the model answer") || strings.Contains(written, "hard-coded") {
			t.Errorf("%s is written as\n%s", key, written)
		}
		pasted, _ := rubricOf(t, strings.Replace(rubricDeck, place, written, 1), key)
		for _, problem := range deck.Check(pasted.Deck).Errors() {
			t.Errorf("%s: %v in\n%s", key, problem, written)
		}
		before, after := schemeOf(t, card), schemeOf(t, pasted)
		tried := append(strings.Split(card.Answer, ";"), card.Answer, "", "raters like flattery and weights", "hard-coded", "40%", "the reward modle measures truth", "tunning follows instructions")
		for words := strings.Fields(card.Answer); len(words) > 0; words = words[1:] {
			tried = append(tried, strings.Join(words, " "))
		}
		for _, response := range tried {
			was, is := before.Mark(response), after.Mark(response)
			if was.Score != is.Score || was.Points != is.Points {
				t.Errorf("%s: %q scored %v, and %v by what is written:\n%s", key, response, was.Score, is.Score, written)
			}
			if diff := cmp.Diff(outcomes(was), outcomes(is)); diff != "" {
				t.Errorf("%s: %q (-derived +written):\n%s", key, response, diff)
			}
		}
		if pasted.Rubric().Derived || !before.Mark("x").Derived {
			t.Errorf("%s: the label does not say whose the rubric is", key)
		}
	}
}

// TestAnAuthorsRubricIsWrittenAsItIs replaces a rubric by what is written of it.
func TestAnAuthorsRubricIsWrittenAsItIs(t *testing.T) {
	card, written := rubricOf(t, rubricDeck, "x/own#ask")
	if strings.Contains(written, "#") {
		t.Errorf("a comment stands in\n%s", written)
	}
	at := strings.Index(rubricDeck, "[[question.criterion]]\nid = \"who\"")
	again, _ := rubricOf(t, rubricDeck[:at]+written, "x/own#ask")
	if diff := cmp.Diff(card.Rubric(), again.Rubric()); diff != "" {
		t.Errorf("-authored +written:\n%s", diff)
	}
}

func TestNoCriteriaAreWrittenForOtherCards(t *testing.T) {
	d, err := deck.Load(inOneFile(rubricDeck), "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, card := range d.Cards {
		if card.Type == deck.TypeText {
			continue
		}
		if err := card.WriteRubric(&bytes.Buffer{}); !errors.Is(err, deck.ErrNoRubric) {
			t.Errorf("%s: WriteRubric says %v", card.Key(), err)
		}
	}
}

func schemeOf(t *testing.T, card *deck.Card) grading.Scheme {
	t.Helper()
	scheme, err := card.Scheme()
	if err != nil {
		t.Fatal(err)
	}
	return scheme
}

// outcomes are how the criteria of a mark came out, by their ids.
func outcomes(mark grading.Mark) map[string]grading.Outcome {
	all := make(map[string]grading.Outcome)
	for _, result := range mark.Criteria {
		all[result.ID] = result.Outcome
	}
	return all
}
