package deck_test

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/deck"
	"drill/internal/grading"
)

// writeAndLoad writes a draft and loads what was written.
func writeAndLoad(t rapid.TB, draft deck.Draft) (*deck.Deck, string) {
	t.Helper()
	var text strings.Builder
	if err := draft.WriteTOML(&text); err != nil {
		t.Fatalf("WriteTOML: %v", err)
	}
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(text.String())}}, "x.toml")
	if err != nil {
		t.Fatalf("Load: %v\n%s", err, text.String())
	}
	return d, text.String()
}

func question(q deck.DraftQuestion) deck.DraftSource { return deck.DraftSource{Question: &q} }

func TestWriteTOMLIsReadBack(t *testing.T) {
	value := 118.0
	draft := deck.Draft{
		ID: "course", Title: "A “course”", Language: "en", Citation: "Notes, 2026", Tags: []string{"a", "b c"},
		Notes: []string{"Made by hand.\nIn two lines."}, Synonyms: map[string][]string{"H2O": {"water"}},
		Sources: []deck.DraftSource{
			{Sheet: &deck.DraftSheet{ID: "terms", Title: "Terms", Entries: []deck.DraftEntry{
				{ID: "acid", Term: "acid", Aka: []string{"proton donor"}, Meaning: "Gives protons\nto another.", Reverse: "What gives protons?"},
			}}},
			{Table: &deck.DraftTable{
				ID: "elements", Title: "Elements", Key: "name", Unknown: []string{"?"},
				Columns: []deck.DraftColumn{{ID: "name", Title: "Name"}, {ID: "number", Title: "Number", As: "number", Unit: "u"}, {ID: "note", Title: "Note", Ask: deck.AskNone}},
				Rows: []deck.DraftRow{
					{ID: "og", Cells: map[string]deck.DraftCell{"name": {Text: "Oganesson", Accept: []string{"Og"}}, "number": {Text: "118", Value: &value}, "note": {Text: "?"}}},
				},
			}},
			{Takeaway: &deck.DraftTakeaway{
				ID: "give", Text: `Acids {{1:give|verb}} "protons" \ here.`, Why: &deck.DraftWhy{Prompt: "Why?", Answer: "Because of their weak bonds."},
				False: []deck.DraftFalse{{ID: "no", Text: "Acids take protons."}},
			}},
			question(deck.DraftQuestion{
				ID: "free", Type: deck.TypeText, Prompt: "What happens?", Answer: "Because it reacts.", DraftCommon: deck.DraftCommon{Points: 2, Hint: "think", Tags: []string{"t"}},
				Criteria: []grading.Criterion{{ID: "reacts", Points: 1, Any: []string{"react*"}, Required: true, Feedback: "Say that it reacts."}},
				Rejects:  []grading.Reject{{ID: "burns", Any: []string{"burns"}, Effect: grading.EffectMinus}},
				Examples: []deck.Example{{Response: "it reacts", Score: 1}},
			}),
			question(deck.DraftQuestion{ID: "n", Type: deck.TypeNumber, Prompt: "How many?", Number: &grading.Number{Value: -1.5e-7, Unit: "m", Tolerance: grading.Tolerance{Amount: 0.02, Relative: true}, Also: []float64{3}}}),
			question(deck.DraftQuestion{ID: "c", Type: deck.TypeChoice, Prompt: "Which?", Answer: "A", Wrong: []string{"B", "C"}}),
			question(deck.DraftQuestion{ID: "m", Type: deck.TypeMultiple, Prompt: "Which ones?", Answers: []string{"A", "B"}, Wrong: []string{"C"}}),
			question(deck.DraftQuestion{ID: "t", Type: deck.TypeTrueFalse, Prompt: "It is.", True: true}),
			question(deck.DraftQuestion{ID: "s", Type: deck.TypeShort, Prompt: "What?", Answer: "Na", Accept: []string{"sodium"}}),
			question(deck.DraftQuestion{ID: "o", Type: deck.TypeOrder, Prompt: "In which order?", Items: []string{"one", "two"}, DraftCommon: deck.DraftCommon{Difficulty: "hard", Seconds: 30}}),
			question(deck.DraftQuestion{ID: "p", Type: deck.TypeMatch, Prompt: "Which belong together?", Pairs: []deck.Pair{{Left: "a", Right: "1"}, {Left: "b", Right: "2"}}, Wrong: []string{"3"}}),
			question(deck.DraftQuestion{
				ID: "w", Type: deck.TypeMultiple, Prompt: "Which are right?", Answers: []string{"A", "B"}, Wrong: []string{"C", "None of these"}, Last: []string{"None of these"},
				Credit: map[string]float64{"C": -0.25}, Feedback: map[string]string{"C": "No.", "*": "Look again."},
			}),
			question(deck.DraftQuestion{ID: "k", Type: deck.TypeShort, Prompt: "Which animal?", Answer: "wild cat", Pattern: []string{"*cat*"}, MatchCase: true}),
			question(deck.DraftQuestion{ID: "e", Type: deck.TypeText, Prompt: "Write an essay.", ByHand: true}),
			question(deck.DraftQuestion{ID: "x", Type: deck.TypeText, Prompt: "What of it?", Answer: "It grows.", Criteria: []grading.Criterion{{ID: "grow", PMatch: "match_w(grow*)"}}}),
			question(deck.DraftQuestion{ID: "h", Type: deck.TypeCloze, Text: "{{1:One}} and {{2:two}}.", AcceptHole: map[string][]string{"2": {"2"}}}),
		},
	}
	d, text := writeAndLoad(t, draft)
	if problems := deck.Check(d); len(problems) > 0 {
		t.Errorf("the written deck has problems:\n%v\n%s", problems, text)
	}
	got := make(map[string]string)
	for _, card := range d.Cards {
		got[card.Key()] = card.Answer
	}
	want := map[string]string{
		"course/terms.acid#define":        "Gives protons\nto another.",
		"course/terms.acid#name":          "acid",
		"course/elements.og#cell-number":  "118 u",
		"course/elements.og#which-number": "Oganesson",
		"course/give#cloze-1":             "give",
		"course/give#why":                 "Because of their weak bonds.",
		"course/give#true":                "True",
		"course/give#false-no":            "False",
		"course/free#ask":                 "Because it reacts.",
		"course/n#ask":                    "-0.00000015 m",
		"course/c#ask":                    "A",
		"course/m#ask":                    "A; B",
		"course/t#ask":                    "True",
		"course/s#ask":                    "Na",
		"course/h#cloze-1":                "One",
		"course/o#ask":                    "one; two",
		"course/p#ask":                    "a = 1; b = 2",
		"course/w#ask":                    "A; B",
		"course/k#ask":                    "wild cat",
		"course/e#ask":                    "",
		"course/x#ask":                    "It grows.",
		"course/h#cloze-2":                "two",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cards (-want +got):\n%s\n%s", diff, text)
	}
	if d.Title != draft.Title || d.Citation != draft.Citation || !cmp.Equal(d.Synonyms, draft.Synonyms) || !cmp.Equal(d.Tags, draft.Tags) {
		t.Errorf("the head came back as %q %q %v %v", d.Title, d.Citation, d.Synonyms, d.Tags)
	}
	if !strings.HasPrefix(text, "# Made by hand.\n# In two lines.\n") {
		t.Errorf("the notes do not stand on top:\n%s", text)
	}
}

// TestAnyTextIsWrittenAsItReads writes texts with everything that TOML treats
// as its own.
func TestAnyTextIsWrittenAsItReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("\"\\'\n\t#={}[] ab\u202e\u0085\u007f\u0001é漢")), rapid.Rune()))
		prompt, wrong := "p"+some.Draw(t, "prompt")+"p", "w"+some.Draw(t, "wrong")+"w"
		note := some.Draw(t, "note")
		d, text := writeAndLoad(t, deck.Draft{ID: "x", Title: "X", Sources: []deck.DraftSource{question(deck.DraftQuestion{
			ID: "q", Type: deck.TypeChoice, Prompt: prompt, Answer: "right", Wrong: []string{wrong}, Notes: []string{note},
		})}})
		card := d.Cards[0]
		if want := asWritten(prompt); card.Prompt != want {
			t.Errorf("the prompt %q came back as %q\n%s", want, card.Prompt, text)
		}
		if want := asWritten(wrong); card.Wrong[0] != want {
			t.Errorf("the option %q came back as %q\n%s", want, card.Wrong[0], text)
		}
	})
}

// asWritten is a text with the line ends of a deck.
func asWritten(text string) string {
	return strings.TrimFunc(strings.ReplaceAll(text, "\r\n", "\n"), unicode.IsSpace)
}

func TestWriteTOMLRefusesWhatIsNoNumber(t *testing.T) {
	draft := deck.Draft{ID: "x", Title: "X", Sources: []deck.DraftSource{question(deck.DraftQuestion{
		ID: "n", Type: deck.TypeNumber, Prompt: "How many?", Number: &grading.Number{Value: math.Inf(1)},
	})}}
	var text strings.Builder
	if err := draft.WriteTOML(&text); err == nil || text.Len() > 0 {
		t.Errorf("WriteTOML of an infinite number: error %v, wrote %q", err, text.String())
	}
}
