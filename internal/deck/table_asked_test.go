package deck_test

import (
	"math"
	"testing"

	"drill/internal/deck"
)

// metals is a deck with the questions that an author asks of a whole table.
const metals = `
[[table]]
id = "t"
title = "Metals"
key = "metal"
unknown = ["?"]
columns = [
  { id = "metal", title = "metal" },
  { id = "colour", title = "colour", as = "choice" },
  { id = "melts", title = "melting point", as = "number", unit = "°C" },
  { id = "use", title = "use" },
]
rows = [
  { id = "iron", metal = "iron", colour = "grey", melts = 1538, use = "It holds up bridges, ships and tall houses." },
  { id = "zinc", metal = "zinc", colour = "grey", melts = 420, use = "It keeps other metals from rusting in the rain." },
  { id = "gold", metal = "gold", colour = "yellow", melts = 1064, use = "?" },
  { id = "lead", metal = { text = "lead", accept = ["plumbum"] }, colour = "Grey", melts = "?", use = "?" },
  { id = "brass", metal = "iron brass", colour = "yellow", melts = 930, use = "?" },
]
[[table.which]]
id = "grey"
column = "colour"
value = "GREY"
points = 3
[[table.which]]
id = "yellow"
column = "colour"
value = "yellow"
[[table.compare]]
id = "colours"
rows = ["iron", "gold"]
column = "colour"
[[table.compare]]
id = "melting"
rows = ["zinc", "gold"]
column = "melts"
[[table.compare]]
id = "uses"
rows = ["iron", "zinc"]
column = "use"
[[table.match]]
id = "points"
column = "melts"
`

func cardOf(t *testing.T, d *deck.Deck, key string) *deck.Card {
	t.Helper()
	for _, card := range d.Cards {
		if card.Key() == key {
			return card
		}
	}
	t.Fatalf("no card %s", key)
	return nil
}

// scores marks responses to cards of a deck.
func scores(t *testing.T, d *deck.Deck, tests []scored) {
	t.Helper()
	for _, test := range tests {
		scheme, err := cardOf(t, d, test.key).Scheme()
		if err != nil {
			t.Errorf("%s: %v", test.key, err)
			continue
		}
		if mark := scheme.Mark(test.response); math.Abs(mark.Score-test.want) > 0.001 {
			t.Errorf("%s: %q scores %.3f, want %.3f (%q)", test.key, test.response, mark.Score, test.want, mark.Reasons)
		}
	}
}

type scored struct {
	key, response string
	want          float64
}

func TestQuestionsAboutTablesAreMarkedByTheirRows(t *testing.T) {
	d := loadText(t, metals)
	if problems := deck.Check(d); len(problems) > 0 {
		t.Error(problems)
	}
	scores(t, d, []scored{
		{"d/t.grey#which", "lead, iron and zinc", 1},
		{"d/t.grey#which", "plumbum, zinc", 2. / 3},
		{"d/t.grey#which", "iron", 1. / 3},
		{"d/t.grey#which", "iron, zinc, lead, gold", 2. / 3},
		{"d/t.grey#which", "gold", 0},
		{"d/t.grey#which", "iron, zinc, gold, iron brass", 0},
		// iron brass cannot be named without iron
		{"d/t.yellow#which", "gold and iron brass", 1},
		{"d/t.yellow#which", "gold, iron brass and zinc", 0.5},
		{"d/t.colours#compare", "iron is grey and gold is yellow", 1},
		{"d/t.colours#compare", "gold is grey and iron is yellow", 0},
		{"d/t.colours#compare", "gold is yellow", 0.5},
		{"d/t.melting#compare", "420 °C for zinc, but 1064 °C for gold", 1},
		{"d/t.uses#compare", "Iron is for bridges, ships and tall houses, zinc keeps things from rusting in the rain", 0.869},
		{"d/t.points#match", "iron = 1538 °C\nzinc = 420 °C\ngold = 1064 °C\niron brass = 930 °C", 1},
		{"d/t.points#match", "iron = 1538 °C\nzinc = 1064 °C\ngold = 1064 °C", 0.5},
	})
}

func TestAQuestionAboutATableIsKeptApartFromItsCells(t *testing.T) {
	d := loadText(t, metals)
	for key, want := range map[string][]string{
		"d/t.grey#which":      {"t.iron#colour", "t.zinc#colour", "t.lead#colour"},
		"d/t.colours#compare": {"t.iron#colour", "t.gold#colour"},
		"d/t.points#match":    {"t.iron#melts", "t.zinc#melts", "t.gold#melts", "t.brass#melts"},
	} {
		facts := make(map[string]bool)
		for _, fact := range cardOf(t, d, key).Facts {
			facts[fact] = true
		}
		for _, fact := range want {
			if !facts[fact] || len(facts) != len(want) {
				t.Errorf("%s has the facts %v, want %q", key, facts, want)
			}
		}
	}
}

func TestFormsOfAShortAnswerEarnTheirCredit(t *testing.T) {
	d := loadText(t, `
[[question]]
id = "q"
type = "short"
prompt = "What is a piece of a word called, for a model?"
answer = "token"
accept = ["subword"]
rivals = ["sentence", "syllable"]
credit = { syllable = 0.3, morpheme = 0.5, "part of a word" = 0.3, letters = 0.05 }
[[question]]
id = "whole"
type = "short"
prompt = "Which class?"
answer = "Trainer*"
pattern = ["*Trainer", '\*\*']
match_case = true
credit = { trainer = 0.5 }
[[question]]
id = "lower"
type = "short"
prompt = "Which animal?"
answer = "cat"
pattern = ["c?t*"]
`)
	scores(t, d, []scored{
		{"d/q#ask", "a token", 1},
		{"d/q#ask", "Subwords", 1},
		{"d/q#ask", "a morpheme", 0.5},
		{"d/q#ask", "a syllable", 0.3},
		{"d/q#ask", "it is a part of a word", 0.3},
		{"d/q#ask", "letters", 0.05},
		{"d/q#ask", "a token or a sentence", 0},
		{"d/q#ask", "word", 0},
		{"d/whole#ask", "Trainer*", 1},
		{"d/whole#ask", "Trainers", 0},
		{"d/whole#ask", "the Trainer", 1},
		{"d/whole#ask", "**", 1},
		{"d/whole#ask", " trainer ", 0.5},
		{"d/whole#ask", "the trainer", 0},
		{"d/lower#ask", "CAT", 1},
		{"d/lower#ask", "a cat", 0},
		{"d/lower#ask", "c?ts", 1},
	})
}
