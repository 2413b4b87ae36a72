package grading

import (
	"strings"
	"testing"
)

func benchmarkSpec() Spec {
	return Spec{Points: 5, Criteria: []Criterion{
		{ID: "raters", Points: 1, Any: []string{"rater*", "annotator*", "people who rate", "human feedback"}},
		{ID: "agree", Points: 1, All: [][]string{{"prefer*", "like*"}, {"agree*", "flatter*"}}, Near: 8},
		{ID: "model", Points: 1, Any: []string{"reward model", "preference model", "scoring model", "critic"}},
		{ID: "learn", Points: 1, Any: []string{"learn", "train", "optimize", "reinforce"}},
		{ID: "wrong", Points: 1, Any: []string{"accuracy", "truth", "correctness", "not ... check facts"}},
	}}
}

const benchmarkResponse = "The people who gave the ratings often prefered responses that agreed with what they already believed, so the reward model learned to score agreement higher than truth, and the policy followed it."

func BenchmarkMark(b *testing.B) {
	r := mustCompile(b, benchmarkSpec(), nil)
	b.ReportAllocs()
	for b.Loop() {
		r.Mark(benchmarkResponse)
	}
}

func BenchmarkMarkUnicode(b *testing.B) {
	r := mustCompile(b, benchmarkSpec(), nil)
	response := strings.ReplaceAll(benchmarkResponse, ",", " – naïvely,")
	b.ReportAllocs()
	for b.Loop() {
		r.Mark(response)
	}
}

func BenchmarkCompile(b *testing.B) {
	x := NewLexicon(Options{Synonyms: map[string][]string{"RLHF": {"reinforcement learning from human feedback"}}})
	b.ReportAllocs()
	for b.Loop() {
		mustCompile(b, benchmarkSpec(), x)
	}
}

func BenchmarkDerive(b *testing.B) {
	x := NewLexicon(Options{})
	b.ReportAllocs()
	for b.Loop() {
		Derive([]string{benchmarkResponse}, "Why do models agree?", 1, x)
	}
}

func TestHostilePairsAreMarkedToTheEnd(t *testing.T) {
	var many []string
	for _, a := range "abcdefghij" {
		for _, b := range "klmnopqrst" {
			for _, c := range "uvwxyzabcd" {
				many = append(many, string([]rune{a, b, c, 'k', 'l'})+"*m*")
			}
		}
	}
	groups := make([][]string, 10)
	for i := range groups {
		groups[i] = []string{"a1 ... b1", "b1 ... a1", "a1", "b1 a1"}
	}
	specs := map[string]Spec{
		"globs":  {Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, Any: many[:999]}}},
		"plain":  {Points: 1, Typos: TyposBig, Criteria: []Criterion{{ID: "c", Points: 1, Any: strings.Fields(strings.ReplaceAll(strings.Join(many[:999], " "), "*", "xx"))}}},
		"groups": {Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, All: append(groups, []string{"c1"})}}},
		"near":   {Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, All: append(groups, []string{"c1"}), Near: 100}}},
		"order":  {Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, All: append(groups, []string{"c1"}), Near: 100, Order: true}}},
		"some": {Points: 1, Stuffing: true, Criteria: []Criterion{
			{ID: "c", Points: 1, Any: []string{"a1 ... b1", "b1 ... a1", "a1 b1 a1", "b1 a1 b1", "a1 a1", "c1"}, AtLeast: 6},
			{ID: "d", Points: 1, Any: []string{"a1", "akukl", "two"}}, {ID: "e", Points: 1, Any: []string{"b1", "btvlk", "million"}}}},
		"many":   {Points: 1, Stuffing: true, Criteria: []Criterion{{ID: "c", Points: 1, Any: many[:990], AtLeast: 3}, {ID: "d", Points: 1, Any: []string{"a1"}}, {ID: "e", Points: 1, Any: []string{"b1"}}}},
		"short":  Short([]string{"a1"}, []string{"b1", "a1 b1", "c1"}, 1),
		"number": NumberSpec(Number{Value: 7}, 1),
	}
	responses := map[string]string{
		"ab":      strings.Repeat("a1 b1 ", 11_000) + "c1",
		"letters": strings.Repeat("akuklmakuk", 6_500),
		"words":   strings.Repeat("akukl akuklmx btvlk ", 3_200),
		"numbers": strings.Repeat("1 two million 3.5e9k ", 3_000),
		"marks":   strings.Repeat("á́b ", 8_000),
	}
	for name, spec := range specs {
		r := mustCompile(t, spec, nil)
		for kind, response := range responses {
			if m := r.Mark(response); m.Score < 0 || m.Score > 1 {
				t.Errorf("rubric %q gives response %q the score %v", name, kind, m.Score)
			}
		}
	}
}
