package deck

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"drill/internal/grading"
)

// Rubrics that are made where the author wrote none: of a number, of the forms
// of a short answer, of the rows of a table, or of the words of a model answer.

// made is the rubric where no criteria were written.
func (c *Card) made() grading.Spec {
	switch {
	case c.number != nil:
		return grading.NumberSpec(*c.number, c.points())
	case len(c.lines) > 0:
		// Of a comparison that cannot be marked by its rows, the words are left.
		if spec, right := c.listed(); right || c.from.pool != nil {
			return spec
		}
		fallthrough
	case c.Type == TypeText:
		return grading.Derive(c.modelAnswers(), c.Prompt, c.points(), c.Deck.lexiconOf())
	}
	return c.short()
}

// modelAnswers are the answers that a rubric may be derived from.
func (c *Card) modelAnswers() []string {
	if len(c.accepted) > 0 {
		return c.accepted
	}
	return []string{c.Answer}
}

// short is the rubric of a short answer, or of a hole. Where several holes are
// asked at once, each is a criterion.
func (c *Card) short() grading.Spec {
	accepted := c.accepted
	if len(accepted) == 0 { // a card that was put together by hand
		accepted = []string{c.Answer}
	}
	spec := grading.Short(accepted, without(c.rivals, slices.Collect(maps.Keys(c.Credit))), c.points())
	if len(c.Credit) > 0 || c.isWhole() {
		spec.Criteria = c.layers(accepted)
	}
	for _, more := range c.more {
		spec.Criteria = append(spec.Criteria, grading.Short(more, nil, c.points()).Criteria...)
	}
	if len(c.more) > 0 {
		for i := range spec.Criteria {
			spec.Criteria[i].ID = holeID(i)
		}
	}
	return spec
}

// layers are the criteria of a short answer with forms that are partly right.
// Each share that is given is a layer: it is met by the forms that earn so much
// or more, and worth what it adds to the layer below.
func (c *Card) layers(accepted []string) []grading.Criterion {
	forms := slices.SortedFunc(maps.Keys(c.Credit), func(a, b string) int {
		return cmp.Or(cmp.Compare(c.Credit[b], c.Credit[a]), cmp.Compare(a, b))
	})
	var lines []grading.Criterion
	met, above := slices.Clip(accepted), 1.0
	layer := func(below float64) {
		line := c.line(met)
		line.Points = above - below
		if len(lines) > 0 {
			line.ID = "partly-right"
			if len(lines) > 1 {
				line.ID += fmt.Sprintf("-%d", len(lines))
			}
		}
		lines = append(lines, line)
		above = below
	}
	for _, form := range forms {
		if share := c.Credit[form]; share < above {
			layer(share)
		}
		met = append(met, form)
	}
	layer(0)
	return lines
}

// isWhole reports whether it is the whole response that must be right, and not
// some words of it.
func (c *Card) isWhole() bool { return len(c.Pattern) > 0 || c.MatchCase }

// line is the criterion that any of some plain forms meets.
func (c *Card) line(forms []string) grading.Criterion {
	if !c.isWhole() {
		return grading.Short(forms, nil, 1).Criteria[0]
	}
	line := grading.Criterion{ID: "answer", Points: 1, MatchCase: c.MatchCase}
	for _, form := range forms {
		line.Pattern = append(line.Pattern, strings.ReplaceAll(form, "*", `\*`))
	}
	line.Pattern = append(line.Pattern, c.Pattern...)
	return line
}

// listed is the rubric of what the rows of a table make: their criteria, and for
// each of its rivals a reject that takes as much as a row brings. What the model
// answer itself sets off is no reject: where "A" is a row and "B of A" is asked
// for, nobody can say the one without the other. It reports false where the
// answer does not come out right: "cat" and "cats" cannot be told apart.
func (c *Card) listed() (grading.Spec, bool) {
	spec := grading.Spec{Points: c.points(), Typos: grading.TyposSmall, Criteria: c.lines}
	var ids IDs
	for _, other := range grading.Short(nil, c.rivals, 1).Others {
		if strings.TrimSpace(spaced(other)) != "" { // signs alone are nobody's name
			spec.Rejects = append(spec.Rejects, grading.Reject{ID: ids.Take(other, "other"), Any: []string{other}, Effect: grading.EffectMinus, Points: 1})
		}
	}
	rubric, err := grading.Compile(spec, c.Deck.lexiconOf())
	if err != nil {
		return spec, false
	}
	mark := rubric.Mark(c.Answer)
	if len(mark.Rejects) == 0 {
		return spec, mark.Score == 1
	}
	set := make(map[string]bool)
	for _, found := range mark.Rejects {
		set[found.ID] = true
	}
	spec.Rejects = slices.DeleteFunc(spec.Rejects, func(r grading.Reject) bool { return set[r.ID] })
	return spec, true
}

func holeID(i int) string { return "hole-" + string(rune('a'+i%26)) }
