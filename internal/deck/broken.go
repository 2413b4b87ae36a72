package deck

import (
	"slices"
	"strings"

	"drill/internal/grading"
)

// A deck that is refused is looked into as well, so that its author need not
// mend a misspelt key to hear of a misspelt keyword. Nothing is marked: what is
// missing would make model answers and examples come out wrong. And what grading
// finds is told only where reading has found nothing yet.

// checkBroken adds to the problems of a deck those of its rubrics.
func checkBroken(d *Deck, r *reporter) {
	told := toldOf(r.problems)
	d.lexiconOf()
	found := make([]Problems, len(d.Cards))
	each(len(d.Cards), func(i int) {
		c := checker{card: d.Cards[i]}
		c.broken(told)
		found[i] = c.problems
	})
	for _, problems := range found {
		for _, problem := range problems {
			if problem.Severity == SeverityError && !told.covers(problem) {
				r.add(problem)
				told.lines[lineOf(problem)] = true
			}
		}
	}
}

// broken looks into a card of a deck that is refused. Where the author wrote no
// rubric it is made of the answer, and nothing can be said of it when something
// is wrong with the question. Deriving one from a text is left to Check: it
// takes long, and finds next to nothing.
func (c *checker) broken(told toldProblems) {
	card := c.card
	if spec := card.Spec; len(spec.Criteria)+len(spec.Rejects) > 0 {
		c.authored(spec)
		return
	}
	if card.derived() || told.questions[itemName{card.Origin.File, card.Question}] {
		return
	}
	c.text()
	bare := *card
	bare.rivals = nil // many, and never wrong
	if _, err := bare.Scheme(); err != nil {
		c.rubric(err)
	}
}

// authored compiles what the author wrote of a rubric. Rejects alone are looked
// into without the criteria that would be derived.
func (c *checker) authored(spec grading.Spec) {
	spec.Points = c.card.points()
	if len(spec.Criteria) == 0 {
		spec.Criteria, spec.Typos = []grading.Criterion{{ID: "answer", Points: 1, Any: []string{"answer"}}}, ""
	}
	c.compile(spec)
	// Of any and all side by side, grading reads any.
	both := false
	spec.Criteria, spec.Rejects = slices.Clone(spec.Criteria), slices.Clone(spec.Rejects)
	drop := func(first *[]string, second [][]string) {
		if *first != nil && second != nil {
			*first, both = nil, true
		}
	}
	for i := range spec.Criteria {
		drop(&spec.Criteria[i].Any, spec.Criteria[i].All)
	}
	for i := range spec.Rejects {
		drop(&spec.Rejects[i].Any, spec.Rejects[i].All)
	}
	if both {
		c.compile(spec)
	}
}

func (c *checker) compile(spec grading.Spec) {
	if _, err := grading.Compile(spec, c.card.Deck.lexiconOf()); err != nil {
		c.rubric(err)
	}
}

// toldProblems is what has been reported already.
type toldProblems struct {
	questions map[itemName]bool
	fields    map[itemField]bool
	lines     map[fieldLine]bool
}

type itemName struct{ file, question string }

type itemField struct {
	itemName
	field string
}

type fieldLine struct {
	itemField
	line int
}

func lineOf(p Problem) fieldLine {
	return fieldLine{itemField{itemName{p.File, p.Question}, p.Field}, p.Line}
}

func toldOf(problems Problems) toldProblems {
	t := toldProblems{make(map[itemName]bool), make(map[itemField]bool), make(map[fieldLine]bool)}
	for _, problem := range problems {
		if problem.Severity == SeverityWarning {
			continue
		}
		at := lineOf(problem)
		t.questions[at.itemName], t.fields[at.itemField], t.lines[at] = true, true, true
	}
	return t
}

// covers reports whether a problem follows from one that was told: of the same
// field, of the criterion that it stands in, or of what a criterion looks for.
func (t toldProblems) covers(p Problem) bool {
	at := lineOf(p)
	for _, key := range []string{".any", ".all", ".number", ".pmatch", ".of"} {
		if t.fields[itemField{at.itemName, p.Field + key}] {
			return true
		}
	}
	if t.lines[at] {
		return true
	}
	around := strings.LastIndexByte(p.Field, '.')
	at.field = p.Field[:max(around, 0)]
	return around > 0 && t.lines[at]
}
