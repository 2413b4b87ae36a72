package grading

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestADerivedMarkIsSaidInTheWordsOfTheAnswer(t *testing.T) {
	const (
		sea   = "The water evaporated and left 35 g of salt; it does not add new sugar."
		after = "What happens to sea water in a dish?"
	)
	x := NewLexicon(Options{Synonyms: map[string][]string{"salt": {"sodium chloride"}}})
	r := mustCompile(t, Derive([]string{sea}, after, 1, x), x)
	for response, want := range map[string]InWords{
		"An evaportaion of WATER leaves 35g sodium chloride": {
			Found:  []string{"water", "“evaportaion” taken for evaporated", "35 g (“35g”)", "salt (“sodium chloride”)"},
			Missed: []string{"left", "not add", "not new", "not sugar"},
		},
		"it evaporated and would never add new sugar": {
			Found:  []string{"evaporated", "not add (“never add”)", "not new (“never add new”)", "not sugar (“never add new sugar”)"},
			Missed: []string{"water", "left", "35 g", "salt"},
		},
		"the waters never evaporated": {
			Found:  []string{"water (“waters”)"},
			Missed: []string{"left", "35 g", "salt", "not add", "not new", "not sugar"},
			Denied: []string{"evaporated"},
		},
	} {
		m := r.Mark(response)
		if diff := cmp.Diff(want, m.InWords()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", response, diff)
		}
	}
}

func TestOnlyADerivedMarkIsSaidInWords(t *testing.T) {
	r := rubricOf(t, anyOf("salt"), nil)
	m := r.Mark("salt")
	if got := m.InWords(); got.Found != nil || got.Missed != nil || got.Denied != nil {
		t.Errorf("a written rubric gives %+v", got)
	}
	if got := (&Spec{Criteria: []Criterion{anyOf("salt")}}).LooksFor(); got != nil {
		t.Errorf("a written rubric looks for %v", got)
	}
}

// TestEveryWordOfADerivedMarkIsSaidOnce: in one of the lists, and in order.
func TestEveryWordOfADerivedMarkIsSaidOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		model := rapid.SampledFrom(modelAnswers).Draw(t, "model answer")
		other := rapid.SampledFrom(modelAnswers).Draw(t, "response")
		spec := Derive([]string{model.answer}, model.prompt, 1, nil)
		r, err := Compile(spec, nil)
		if err != nil {
			t.Skip("nothing to derive")
		}
		m := r.Mark(other.answer)
		in := m.InWords()
		if n := len(in.Found) + len(in.Missed) + len(in.Denied); n != len(m.Criteria) {
			t.Fatalf("of %d criteria %d are said", len(m.Criteria), n)
		}
		words := spec.LooksFor()[0]
		for _, word := range in.Missed {
			at := slices.IndexFunc(words, func(w Weighed) bool { return w.Word == word })
			if at < 0 {
				t.Fatalf("%q is missed, and not looked for from here: %v", word, words)
			}
			words = words[at+1:]
		}
	})
}

func TestLooksForSaysWhatEachAnswerWeighs(t *testing.T) {
	spec := Derive([]string{"Salt is left, not sugar", "Crystals stay between"}, "What of the salt?", 1, nil)
	want := [][]Weighed{
		{{"salt", .2}, {"left", 1}, {"not sugar", 1.5}},
		{{"crystals", 1}, {"stay", 1}, {"between", .6}},
	}
	if diff := cmp.Diff(want, spec.LooksFor()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWhatADerivedRubricRejectsIsNamed(t *testing.T) {
	r := mustCompile(t, Derive([]string{"It shapes tone; it does not add new facts."}, "", 1, nil), nil)
	m := r.Mark("it adds new facts")
	if len(m.Rejects) != 1 || m.Name(&m.Rejects[0]) != "what the answer denies" {
		t.Fatalf("rejects %+v", m.Rejects)
	}
	for id, want := range map[string]string{"r1": "what the answer denies", "r12": "what the answer denies", "r": "r", "rude": "rude", "r1b": "r1b"} {
		if got := m.Name(&RejectResult{ID: id}); got != want {
			t.Errorf("Name of %q = %q, want %q", id, got, want)
		}
	}
	written := Mark{}
	if got := written.Name(&RejectResult{ID: "r1"}); got != "r1" {
		t.Errorf("a written reject is named %q", got)
	}
}
