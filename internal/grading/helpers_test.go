package grading

import (
	"strings"
	"testing"
)

// rubricOf compiles a rubric of one criterion a keyword list makes.
func rubricOf(t testing.TB, c Criterion, x *Lexicon) *Rubric {
	t.Helper()
	if c.ID == "" {
		c.ID = "c"
	}
	if c.Points == 0 {
		c.Points = 1
	}
	return mustCompile(t, Spec{Points: 1, Criteria: []Criterion{c}}, x)
}

func mustCompile(t fataler, spec Spec, x *Lexicon) *Rubric {
	t.Helper()
	r, err := Compile(spec, x)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	return r
}

// outcomeOf marks a response by one criterion.
func outcomeOf(t testing.TB, c Criterion, response string) Outcome {
	t.Helper()
	return rubricOf(t, c, nil).Mark(response).Criteria[0].Outcome
}

func anyOf(keywords ...string) Criterion { return Criterion{Any: keywords} }

func checkEvidence(t testing.TB, response string, m Mark) {
	t.Helper()
	check := func(spans []Span) {
		for _, s := range spans {
			if s.Start < 0 || s.End > len(response) || s.Start > s.End {
				t.Fatalf("Mark(%q): span %d to %d of %d bytes", response, s.Start, s.End, len(response))
			}
			if want := strings.ToValidUTF8(response[s.Start:s.End], "\uFFFD"); s.Text != want {
				t.Fatalf("Mark(%q): span text %q, want %q", response, s.Text, want)
			}
		}
	}
	for _, c := range m.Criteria {
		check(c.Evidence)
	}
	for _, r := range m.Rejects {
		check(r.Evidence)
	}
}

// stepsOf is how many steps the searches of a mark take.
func stepsOf(r *Rubric, response string) int {
	d := r.read(cut(response, MaxResponse))
	defer d.release()
	d.findRivals()
	m := Mark{}
	d.markCriteria(&m)
	d.applyRejects(&m, 1)
	return stepBudget - d.steps
}
