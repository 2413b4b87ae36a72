package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"drill/internal/grading"
	"drill/internal/printable"
	"drill/internal/report"
	"drill/internal/term"
)

// comparedFile is what `drill rubric try --responses --json` prints.
type comparedFile struct {
	Card        string          `json:"card"`
	Rubric      string          `json:"rubric"` // hash
	Derived     bool            `json:"derived"`
	Responses   int             `json:"responses"`
	Review      int             `json:"for_review"`
	Elsewhere   int             `json:"other_questions"` // rows left out
	Comparisons []comparison    `json:"comparisons"`
	Marks       []triedResponse `json:"marks"`
	Problems    []string        `json:"problems"`
}

// comparison is how far two markers agree. The rubric is marker A where it is one
// of them; then what it alone passes or fails is listed.
type comparison struct {
	A string `json:"a"`
	B string `json:"b"`
	report.Agreement
	Accepts []disagreement `json:"false_accepts,omitempty"`
	Rejects []disagreement `json:"false_rejects,omitempty"`
	// Others have another mark on the same side of the pass mark.
	Others []disagreement `json:"other_differences,omitempty"`
}

// disagreement is a response that passes by one marker and not by the other.
type disagreement struct {
	Line     int      `json:"line"`
	Response string   `json:"response"`
	Score    float64  `json:"score"`    // by the rubric
	Given    float64  `json:"given"`    // by the person
	Criteria []string `json:"criteria"` // hit, where it was accepted; missed, where it was rejected
	Wrong    []string `json:"rejects"`  // wrong content that was found

	said []string // the criteria for reading: the words of a derived rubric
}

// theRubric is what the machine is called among markers.
const theRubric = "rubric"

// compare compares the rubric with each person, and the people with each other.
func (w *workbench) compare(set *judgedSet) comparedFile {
	none := w.now.scheme.Mark("")
	result := comparedFile{
		Card: w.now.key, Rubric: w.now.scheme.Hash(), Derived: none.Derived, Responses: len(set.responses), Elsewhere: set.elsewhere,
		Comparisons: []comparison{}, Marks: []triedResponse{}, Problems: append([]string{}, set.problems...),
	}
	var points []float64
	for _, one := range set.responses {
		result.Marks = append(result.Marks, one.triedResponse)
		if one.Mark.Route == grading.RouteReview {
			result.Review++
		}
		for _, given := range one.given {
			points = append(points, given)
		}
	}
	scale := report.ScaleOf(none.MaxPoints, points...)
	for _, marker := range set.markers {
		result.Comparisons = append(result.Comparisons, withRubric(set, marker, scale))
	}
	for i, a := range set.markers {
		for _, b := range set.markers[i+1:] {
			if people := betweenPeople(set, a, b, scale); people.N > 0 {
				result.Comparisons = append(result.Comparisons, people)
			}
		}
	}
	return result
}

func withRubric(set *judgedSet, marker string, scale report.Scale) comparison {
	c := comparison{A: theRubric, B: marker}
	var machine, person []float64
	for _, one := range set.responses {
		given, marked := one.given[marker]
		if !marked {
			continue
		}
		machine, person = append(machine, one.Mark.Points), append(person, given)
		passes, passed := one.Mark.Score >= grading.PassMark, given/scale.Max >= grading.PassMark-passSlack
		switch {
		case passes && !passed:
			c.Accepts = append(c.Accepts, disagree(one, given/scale.Max, true))
		case passed && !passes:
			c.Rejects = append(c.Rejects, disagree(one, given/scale.Max, false))
		case scale.Category(one.Mark.Points) != scale.Category(given):
			c.Others = append(c.Others, disagree(one, given/scale.Max, one.Mark.Points > given))
		}
	}
	c.Agreement = report.Agree(scale, machine, person)
	return c
}

// passSlack is for scores that are fractions, such as 3 of 5 points.
const passSlack = 1e-9

func betweenPeople(set *judgedSet, a, b string, scale report.Scale) comparison {
	var first, second []float64
	for _, one := range set.responses {
		byA, markedA := one.given[a]
		byB, markedB := one.given[b]
		if markedA && markedB {
			first, second = append(first, byA), append(second, byB)
		}
	}
	return comparison{A: a, B: b, Agreement: report.Agree(scale, first, second)}
}

// disagree names the criteria that a response was accepted or rejected for.
func disagree(one *judged, given float64, accepted bool) disagreement {
	d := disagreement{Line: one.Line, Response: one.Response, Score: one.Mark.Score, Given: given, Criteria: []string{}, Wrong: []string{}}
	for _, result := range one.Mark.Criteria {
		if result.Outcome.Met() == accepted {
			d.Criteria = append(d.Criteria, result.ID)
		}
	}
	for _, reject := range one.Mark.Rejects {
		d.Wrong = append(d.Wrong, reject.ID)
	}
	d.said = d.Criteria
	if in := one.Mark.InWords(); one.Mark.Derived && accepted {
		d.said = in.Found
	} else if one.Mark.Derived {
		d.said = slices.Concat(in.Denied, in.Missed)
	}
	return d
}

// headline says what was marked.
func (r comparedFile) headline() string {
	line := fmt.Sprintf("%s: %s, %d for review", printable.Line(r.Card), term.Count(r.Responses, "response"), r.Review)
	if r.Derived {
		line += ", by a derived rubric"
	}
	if r.Elsewhere > 0 {
		line += fmt.Sprintf("; %s of other questions left out", term.Count(r.Elsewhere, "row"))
	}
	return line
}

// sayComparison prints one comparison.
func (w *workbench) sayComparison(c comparison) {
	w.bench.Say("")
	w.bench.Say(w.bench.Style.Strong(fmt.Sprintf("%s and %s", printable.Line(c.A), printable.Line(c.B))))
	if c.Figures == nil {
		w.bench.Say(fmt.Sprintf("  too few to say: %s", term.Count(c.N, "response")))
	} else {
		w.sayFigures(c.Agreement)
	}
	if c.A != theRubric {
		return
	}
	w.sayDisagreements("false accepts (passed by the rubric alone)", "hit", c.Accepts)
	w.sayDisagreements("false rejects (failed by the rubric alone)", "missed", c.Rejects)
	w.sayOthers(c.Others)
}

// maxOthersTold is how many responses are listed whose marks differ and yet pass or
// fail alike; those of the rest are in the document of --json.
const maxOthersTold = 20

// sayOthers lists marks that differ on the same side of the pass mark, those that are
// furthest apart first.
func (w *workbench) sayOthers(others []disagreement) {
	if len(others) == 0 {
		return
	}
	apart := func(d disagreement) float64 { return math.Abs(d.Score - d.Given) }
	others = slices.Clone(others)
	slices.SortStableFunc(others, func(a, b disagreement) int { return cmp.Compare(apart(b), apart(a)) })
	w.bench.Say("  other differences (both pass it, or both fail it):")
	for _, one := range others[:min(len(others), maxOthersTold)] {
		outcome := "missed"
		if one.Score > one.Given {
			outcome = "hit"
		}
		w.sayDisagreement(outcome, one)
	}
	if left := len(others) - maxOthersTold; left > 0 {
		w.bench.Say(fmt.Sprintf("    and %d more; --json has all", left))
	}
}

func (w *workbench) sayFigures(a report.Agreement) {
	f := a.Figures
	for _, line := range [][2]string{
		{"n", fmt.Sprint(a.N)},
		{"scale", fmt.Sprintf("0 to %s points in steps of %s", term.Number(a.Scale.Max), term.Number(a.Scale.Step))},
		{"exact agreement", fmt.Sprintf("%.3f (95%% interval %.3f to %.3f)", f.Exact, f.ExactFrom, f.ExactTo)},
		{"Cohen's kappa", figure(f.Kappa)},
		{"quadratic weighted kappa", figure(f.QuadraticKappa)},
		{"Pearson's r", figure(f.Pearson)},
		{"RMSE", fmt.Sprintf("%.3f points", f.RMSE)},
	} {
		w.bench.Say("  " + printable.Pad(line[0], 26) + line[1])
	}
}

// figure writes a figure that may be undefined.
func figure(value *float64) string {
	if value == nil {
		return "n/a"
	}
	return fmt.Sprintf("%.3f", *value)
}

func (w *workbench) sayDisagreements(what, outcome string, cases []disagreement) {
	if len(cases) == 0 {
		w.bench.Say("  " + what + ": none")
		return
	}
	w.bench.Say("  " + what + ":")
	for _, one := range cases {
		w.sayDisagreement(outcome, one)
	}
}

func (w *workbench) sayDisagreement(outcome string, one disagreement) {
	cause := outcome + " " + strings.Join(one.said, ", ")
	switch {
	case len(one.Wrong) > 0 && len(one.Criteria) == 0:
		cause = "reject " + strings.Join(one.Wrong, ", ")
	case len(one.Wrong) > 0:
		cause += "; reject " + strings.Join(one.Wrong, ", ")
	case len(one.Criteria) == 0:
		cause = "no criterion is the cause"
	}
	w.bench.Say(fmt.Sprintf("    line %d: “%s”", one.Line, printable.Line(one.Response)))
	w.bench.Say(fmt.Sprintf("      rubric %s, given %s; %s", term.Number(one.Score), term.Number(one.Given), printable.Line(cause)))
}
