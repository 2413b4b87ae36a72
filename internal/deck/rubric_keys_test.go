package deck_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
	"drill/internal/grading"
)

// TestADraftKeepsEveryKeyOfARubric writes a rubric that uses all there is, and
// reads it back.
func TestADraftKeepsEveryKeyOfARubric(t *testing.T) {
	limit := 0.25
	spec := grading.Spec{
		Points: 1, Typos: grading.TyposBig, NotTypo: []string{"phase"}, Stuffing: true,
		Criteria: []grading.Criterion{
			{ID: "gases", Points: 2, Any: []string{"methane", "ozone", "water vapour"}, AtLeast: 2, FeedbackHit: "There are more.", FeedbackNegated: "They do."},
			{ID: "warmer", Points: 1, All: [][]string{{"warm*"}, {"ground", "Earth"}}, Near: 4, Order: true, Required: true, CapWithout: &limit, IfNegated: grading.DeniedZero, Feedback: "What becomes warmer?"},
			{ID: "colder", Points: 1, Any: []string{"cool*"}, Excludes: []string{"warmer"}, IfNegated: grading.DeniedHit},
		},
		Rejects: []grading.Reject{{ID: "hole", Any: []string{"hole"}, Effect: grading.EffectMinus, Points: 0.5, Feedback: "Another matter."}},
		Bands:   []grading.Band{{From: 0.9, Score: 1}, {From: 0.4, Score: 0.5, Name: "half-way"}},
	}
	q := deck.DraftQuestion{
		ID: "q", Type: deck.TypeText, Prompt: "What do some gases do?", Answer: "Methane and ozone warm the ground.",
		Criteria: spec.Criteria, Rejects: spec.Rejects, Typos: spec.Typos, NotTypo: spec.NotTypo, Bands: spec.Bands, DraftCommon: deck.DraftCommon{Points: 1},
	}
	list := q
	list.ID, list.Prompt, list.Typos, list.ListWanted = "list", "Which gases, and what do they do?", "", true
	draft := deck.Draft{ID: "d", Title: "D", Typos: "off", Sources: []deck.DraftSource{question(q), question(list)}}
	d, text := writeAndLoad(t, draft)
	if problems := deck.Check(d); len(problems) > 0 {
		t.Errorf("the written deck has problems:\n%v\n%s", problems, text)
	}
	if diff := cmp.Diff(spec, d.Cards[0].Spec); diff != "" {
		t.Errorf("rubric (-written +read):\n%s", diff)
	}
	if got := d.Cards[1].Spec; got.Typos != grading.TyposOff || got.Stuffing {
		t.Errorf("typos %q, stuffing %t; want those of the deck, and none", got.Typos, got.Stuffing)
	}
}

// TestTyposOfADeckHoldWhereNothingElseIsSaid marks a mistyped response to every
// kind of card that takes one.
func TestTyposOfADeckHoldWhereNothingElseIsSaid(t *testing.T) {
	text := head + `typos = "off"
cheatsheet = [{ id = "s", entry = [{ id = "osmosis", term = "osmosis", meaning = "Diffusion." }] }]
takeaway = [{ id = "t", text = "Water moves by {{1:osmosis}}." }]
table = [{ id = "b", title = "Moves", key = "kind", columns = [{ id = "kind", title = "Kind" }, { id = "of", title = "Moved" }],
  rows = [{ id = "a", kind = "osmosis", of = "water" }, { id = "c", kind = "dialysis", of = "solutes" }], which = [{ id = "w", column = "of", value = "water", prompt = "What moves water?" }] }]
question = [
  { id = "q", type = "text", prompt = "What happens?", answer = "Osmosis happens.", criterion = [{ id = "o", any = ["osmosis"] }] },
  { id = "small", type = "text", prompt = "And what here?", answer = "Osmosis happens.", typos = "small", criterion = [{ id = "o", any = ["osmosis"] }] },
  { id = "no", type = "text", prompt = "And there?", answer = "Osmosis happens.", typos = "small", not_typo = ["osmoses"], criterion = [{ id = "o", any = ["osmosis"] }] },
]
`
	d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}, "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"s.osmosis#name": 0, "t#cloze-1": 0, "b.a#which-of": 0, "b.w#which": 0, "q#ask": 0, "small#ask": 1, "no#ask": 0}
	for _, card := range d.Cards {
		score, asked := want[card.Question+"#"+card.Part]
		if !asked {
			continue
		}
		delete(want, card.Question+"#"+card.Part)
		scheme, err := card.Scheme()
		if err != nil {
			t.Fatal(err)
		}
		slip := "osmossis"
		if card.Question == "no" {
			slip = "osmoses"
		}
		if m := scheme.Mark(slip); m.Score != score {
			t.Errorf("%s: %q scores %v, want %v", card.Key(), slip, m.Score, score)
		}
		if m := scheme.Mark("osmosis"); m.Score != 1 {
			t.Errorf("%s: the word itself scores %v", card.Key(), m.Score)
		}
	}
	for key := range want {
		t.Errorf("there is no card %s", key)
	}
}
