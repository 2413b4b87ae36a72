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

// benchmarkPlain is a response that meets keywords as they are spelt, without a
// typing mistake or a denial.
const benchmarkPlain = "The annotators preferred answers that agreed with them, so the reward model learned to score agreement higher than the truth."

// BenchmarkMarkPlain is a mark that needs nothing but the words: what it
// allocates is the mark.
func BenchmarkMarkPlain(b *testing.B) {
	r := mustCompile(b, benchmarkSpec(), nil)
	b.ReportAllocs()
	for b.Loop() {
		r.Mark(benchmarkPlain)
	}
}

// BenchmarkMarkDerived marks by a rubric that was made from a model answer.
func BenchmarkMarkDerived(b *testing.B) {
	x := NewLexicon(Options{})
	r := mustCompile(b, Derive([]string{benchmarkResponse}, "Why do models agree?", 1, x), x)
	b.ReportAllocs()
	for b.Loop() {
		r.Mark(benchmarkPlain)
	}
}

// benchmarkExpressions are twenty Pattern Match expressions of the kinds that
// authors write.
func benchmarkExpressions() Spec {
	spec := Spec{Points: 20}
	for i, x := range []string{
		"match_w(rater*|annotator*)", "match_mow(prefer* agree*)", "match_w(reward_model)", "match_mw(learn*)",
		"match_mow([reward model]|[preference model])", "match_any(match_w(truth) match_w(accura*))",
		"match_all(match_w(agree*) not(match_w(facts)))", "match_p3w(annotators_agreed)", "match_m2ow(reinforcement)",
		"match_c(annotator)", "not(match_w(hard-coded|programmed))", "match_mow(score higher)", "match_ow(truth agreement)",
		"match_wp4(model_agreement)", "match_mfxw(policy)", "match_w(learn* score)", "match_any(match_mw(flatter*) match_mow(people agree))",
		"match_mow(human feedback)", "match_all(match_w(model) match_w(learn*))", "match_w(so_the)",
	} {
		spec.Criteria = append(spec.Criteria, Criterion{ID: string(rune('a' + i)), Points: 1, PMatch: x})
	}
	return spec
}

func BenchmarkMarkPMatch20(b *testing.B) {
	r := mustCompile(b, benchmarkExpressions(), nil)
	b.ReportAllocs()
	for b.Loop() {
		r.Mark(benchmarkPlain)
	}
}

// BenchmarkMarkPMatchRepeats looks for seven terms in any order among two hundred
// words that repeat: an order of terms at a time would never end.
func BenchmarkMarkPMatchRepeats(b *testing.B) {
	r := rubricOf(b, Criterion{PMatch: "match_ow(a b c d e f g)"}, nil)
	response := strings.Repeat("a b c d e f ", 33) + "a b"
	b.ReportAllocs()
	for b.Loop() {
		r.Mark(response)
	}
}

func BenchmarkMarkPMatchPhrases(b *testing.B) {
	r := rubricOf(b, Criterion{PMatch: "match_ow([a b] [b c] [c d] [d e] [e f] [f a] a_c b_d)"}, nil)
	response := strings.Repeat("a b c d e f ", 33) + "a b"
	b.ReportAllocs()
	for b.Loop() {
		r.Mark(response)
	}
}

func BenchmarkMarkPattern(b *testing.B) {
	r := rubricOf(b, Criterion{Pattern: []string{"*annotators*agree*truth*", "*rater*", "*" + "people*"}}, nil)
	b.ReportAllocs()
	for b.Loop() {
		r.Mark(benchmarkPlain)
	}
}

func BenchmarkCompilePMatch20(b *testing.B) {
	x := NewLexicon(Options{})
	b.ReportAllocs()
	for b.Loop() {
		mustCompile(b, benchmarkExpressions(), x)
	}
}

// BenchmarkCompileDerived compiles a rubric that was made from a model answer.
func BenchmarkCompileDerived(b *testing.B) {
	x := NewLexicon(Options{})
	spec := Derive([]string{benchmarkResponse}, "Why do models agree?", 1, x)
	b.ReportAllocs()
	for b.Loop() {
		mustCompile(b, spec, x)
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
