package grading

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestCompileReportsEverythingAtOnce(t *testing.T) {
	bad := -0.5
	spec := Spec{
		Points: math.Inf(1),
		Typos:  "some",
		Criteria: []Criterion{
			{ID: "", Points: 0, Any: []string{"", "a*", "+-+", "*", "[a|b", "[a||b]", "a]", "x|y", "... a", "a ... ", "one. two", "?", strings.Repeat("a", 65), "[a [b|c]]"}},
			{ID: "x", Points: math.NaN(), CapWithout: &bad},
			{ID: "x", Points: 1, Any: []string{"a"}, All: [][]string{{"b"}}},
			{ID: "n", Points: 1, Number: &Number{Value: math.NaN(), Also: []float64{1, math.Inf(1)}, Tolerance: Tolerance{Amount: -1}}},
			{ID: "e", Points: 1, Any: []string{}, Near: -1},
			{ID: "g", Points: 1, All: [][]string{{"a"}, {}}},
			{ID: "t", Points: 1, Number: &Number{Value: 1, Tolerance: Tolerance{Amount: 1, Relative: true}}},
		},
		Rejects: []Reject{{ID: "r", Effect: "explode", Points: -1, Any: []string{"="}}, {ID: "r", Effect: EffectZero}},
		Others:  []string{""},
	}
	_, err := Compile(spec, nil)
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("Compile: %v, want Problems", err)
	}
	var paths []string
	for _, p := range problems {
		paths = append(paths, p.Path)
		if p.Cause == "" || p.Remedy == "" {
			t.Errorf("%+v: cause or remedy is empty", p)
		}
	}
	want := []string{
		"points", "typos", "criterion[0].id", "criterion[0].points",
		"criterion[0].any[0]", "criterion[0].any[2]", "criterion[0].any[3]", "criterion[0].any[4]", "criterion[0].any[5]",
		"criterion[0].any[6]", "criterion[0].any[7]", "criterion[0].any[8]", "criterion[0].any[9]", "criterion[0].any[10]",
		"criterion[0].any[11]", "criterion[0].any[12]", "criterion[0].any[13]",
		"criterion[1].points", "criterion[1].cap_without", "criterion[1]",
		"criterion[2].id", "criterion[2]",
		"criterion[3].number.value", "criterion[3].number.also[1]", "criterion[3].number.tolerance",
		"criterion[4].near", "criterion[4].any",
		"criterion[5].all[1]",
		"criterion[6].number.tolerance",
		"reject[0].effect", "reject[0].points", "reject[0].any[0]",
		"reject[1].id", "reject[1].effect", "reject[1]",
		"others[0]",
	}
	want = slices.DeleteFunc(want, func(s string) bool { return s == "reject[1].effect" })
	if !slices.Equal(paths, want) {
		t.Errorf("paths\n got %v\nwant %v\n%v", paths, want, err)
	}
}

func TestCompileLimitsKeywords(t *testing.T) {
	var keywords []string
	for i := range maxKeywords + 1 {
		keywords = append(keywords, fmt.Sprintf("word%d", i))
	}
	spec := Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, Any: keywords}}}
	if _, err := Compile(spec, nil); err == nil || !strings.Contains(err.Error(), "1001 keywords") {
		t.Errorf("Compile with %d keywords: %v", len(keywords), err)
	}
	spec.Criteria[0].Any = keywords[:maxKeywords]
	if _, err := Compile(spec, nil); err != nil {
		t.Errorf("Compile with %d keywords: %v", maxKeywords, err)
	}
	spec.Criteria[0].Any = []string{strings.Repeat("[a|b|c|d] ", 8)}
	if _, err := Compile(spec, nil); err == nil {
		t.Error("Compile accepts 4^8 alternatives")
	}
}

func TestAnEmptyRubricIsAProblem(t *testing.T) {
	if _, err := Compile(Spec{Points: 1}, nil); err == nil {
		t.Error("Compile accepts a rubric without criteria")
	}
}

func TestHashCoversWhatChangesMarks(t *testing.T) {
	base := Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, Any: []string{"RLHF"}}}}
	hash := func(spec Spec, o Options) string { return mustCompile(t, spec, NewLexicon(o)).Hash() }
	same := hash(base, Options{})
	if got := hash(base, Options{Language: "en", Vocabulary: func() []string { return []string{"more words"} }}); got != same {
		t.Error("the vocabulary changes the hash")
	}
	if got := hash(base, Options{Synonyms: map[string][]string{"LoRA": {"low-rank adaptation"}}}); got != same {
		t.Error("a synonym that the rubric does not use changes the hash")
	}
	spec := base
	spec.Typos = TyposSmall
	if got := hash(spec, Options{}); got != same {
		t.Error("the default written out changes the hash")
	}
	other := map[string]string{
		"language": hash(base, Options{Language: "de"}),
		"synonym":  hash(base, Options{Synonyms: map[string][]string{"feedback": {"RLHF"}}}),
	}
	spec.Typos = TyposOff
	other["typos"] = hash(spec, Options{})
	for what, got := range other {
		if got == same {
			t.Errorf("another %s leaves the hash as it was", what)
		}
	}
	if a, b := hash(base, Options{Synonyms: map[string][]string{"a": {"RLHF"}, "b": {"rlhf", "c"}}}), hash(base, Options{Synonyms: map[string][]string{"b": {"c", "rlhf"}, "a": {"RLHF"}}}); a != b {
		t.Error("the order of synonyms changes the hash")
	}
}
