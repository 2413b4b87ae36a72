package deck

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"drill/internal/grading"
)

// scoreSlack is how far an example's score may be from what its author wrote:
// thirds are written 0.33.
const scoreSlack = 0.01

// Check looks deeper into a deck than Load does: every rubric is made, the
// model answers and the examples are marked by it, and prompts are read for
// what a learner would stumble over. It gives errors, for which a deck should
// not be used, and warnings, in the order of files and lines.
func Check(d *Deck) Problems {
	d.lexiconOf()
	found := make([]Problems, len(d.Cards))
	each(len(d.Cards), func(i int) {
		c := checker{card: d.Cards[i]}
		c.check()
		found[i] = c.problems
	})
	problems := append(Problems(nil), d.warnings...)
	for _, some := range found {
		problems = append(problems, some...)
	}
	problems = append(problems, samePrompts(d.Cards)...)
	problems = append(problems, sameTakeaways(d.Sources)...)
	problems = append(problems, oneTruth(d.Cards)...)
	return problems.sorted(d.files)
}

// each runs work for every number below n, on all processors.
func each(n int, work func(i int)) { eachOf(n, 16, work) }

// eachOf does so in batches, of a size that makes up for handing them over.
func eachOf(n, batch int, work func(i int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), n/batch+1) {
		wait.Go(func() {
			for start := range next {
				for i := start; i < min(start+batch, n); i++ {
					work(i)
				}
			}
		})
	}
	for start := 0; start < n; start += batch {
		next <- start
	}
	close(next)
	wait.Wait()
}

// checker looks into one card.
type checker struct {
	card     *Card
	problems Problems
}

func (c *checker) check() {
	c.text()
	scheme, err := c.toMark().Scheme()
	if err != nil {
		c.rubric(err)
		return
	}
	c.givenAway()
	c.alike()
	if !c.card.byRubric() {
		return
	}
	c.modelAnswer(scheme)
	c.otherAnswers(scheme)
	c.answerNumbers()
	c.elementPoints()
	c.partly(scheme)
	for i, example := range c.card.Examples {
		c.example(scheme, i, example)
	}
	c.stopWords()
	c.keywords(scheme)
}

// toMark is the card as far as its own answer and examples need it. Rivals from
// other rows or entries are left out where there are no examples: they are many,
// and the answer, being accepted word for word, names none besides.
func (c *checker) toMark() *Card {
	if c.card.from.pool == nil || len(c.card.rivals) == 0 || len(c.card.Examples) > 0 || c.card.Type != TypeShort {
		return c.card
	}
	bare := *c.card
	bare.rivals = nil
	return &bare
}

// add reports a problem at a key of the card's table. Its line is that of the
// key, or that of the card.
func (c *checker) add(severity Severity, path, field, cause, remedy string) {
	line := c.card.Origin.Line
	if at := c.card.at.find(path); at.Line() > 0 {
		line = at.Line()
	}
	if c.card.field != "" && field != "" {
		field = c.card.field + "." + field
	} else if field == "" {
		field = c.card.field
	}
	c.problems = append(c.problems, Problem{
		File: c.card.Origin.File, Line: line, Question: c.card.Question, Field: field,
		Cause: cause, Remedy: remedy, Severity: severity,
	})
}

// Unmarkable puts the error of Scheme as Check reports it: with the file and line,
// and places named and counted as authors do.
func (c *Card) Unmarkable(err error) Problems {
	k := checker{card: c}
	k.rubric(err)
	return k.problems
}

// rubric reports what grading says of the rubric.
func (c *checker) rubric(err error) {
	var problems grading.Problems
	if !errors.As(err, &problems) {
		c.add(SeverityError, c.card.answerKey, c.card.answerKey, "cannot be marked: "+err.Error(), "mend the question")
		return
	}
	for _, problem := range problems {
		path, field := problem.Path, c.fieldOf(problem.Path)
		if len(c.card.Spec.Criteria) == 0 && !authored(path) {
			path, field = c.card.answerKey, c.card.answerKey
		}
		c.add(SeverityError, path, field, problem.Cause, problem.Remedy)
	}
}

// authored reports whether a path leads to what an author writes beside a rubric that
// is made.
func authored(path string) bool {
	for _, key := range []string{"reject", "bands", "curve", "scale", "signal", "learned"} {
		if strings.HasPrefix(path, key) {
			return true
		}
	}
	return false
}

// fieldOf puts a path of grading, counted from 0, as authors see it:
// criterion[1].any[0] becomes criterion[raters].any[1].
func (c *checker) fieldOf(path string) string {
	var b strings.Builder
	for i, part := range strings.Split(path, ".") {
		if i > 0 {
			b.WriteByte('.')
		}
		name, rest, hasIndex := strings.Cut(part, "[")
		b.WriteString(name)
		for hasIndex {
			var number string
			number, rest, _ = strings.Cut(rest, "]")
			b.WriteString("[" + c.labelOf(name, number) + "]")
			_, rest, hasIndex = strings.Cut(rest, "[")
		}
	}
	return b.String()
}

func (c *checker) labelOf(list, number string) string {
	i := 0
	if _, err := fmt.Sscanf(number, "%d", &i); err != nil {
		return number
	}
	spec := c.card.Spec
	switch {
	case list == "criterion" && i < len(spec.Criteria) && spec.Criteria[i].ID != "":
		return spec.Criteria[i].ID
	case list == "reject" && i < len(spec.Rejects) && spec.Rejects[i].ID != "":
		return spec.Rejects[i].ID
	}
	return fmt.Sprint(i + 1)
}

// modelAnswer reports an answer that its own rubric does not give full marks. Where
// people's marks have moved the scale, it need only pass.
func (c *checker) modelAnswer(scheme grading.Scheme) {
	mark := scheme.Mark(c.card.Answer)
	if c.card.Spec.Scale != nil && mark.Score >= grading.PassMark {
		return
	}
	if mark.Score >= 1-scoreSlack {
		if mark.Route == grading.RouteReview {
			c.add(SeverityWarning, c.card.answerKey, c.card.answerKey, "even the model answer is left for a person to mark: "+strings.Join(mark.Reasons, "; "), "mend the criteria or the rejects")
		}
		return
	}
	remedy := "let the answer say what the criteria ask for, or mend the criteria"
	if len(c.card.Spec.Criteria) == 0 {
		remedy = "write the answer so that it can be marked, or write criteria"
	}
	if mark.Stuffed() {
		remedy = stuffedRemedy
	}
	c.add(SeverityError, c.card.answerKey, c.card.answerKey,
		fmt.Sprintf("the model answer %s scores %.2f under its own rubric: %s", quoted(c.card.Answer), mark.Score, outcome(mark)), remedy)
}

// partly reports forms of a short answer that do not earn what they should:
// those that hold a right one, for instance.
func (c *checker) partly(scheme grading.Scheme) {
	for _, form := range slices.Sorted(maps.Keys(c.card.Credit)) {
		share := c.card.Credit[form]
		if mark := scheme.Mark(form); math.Abs(mark.Score-share) > scoreSlack {
			c.add(SeverityError, "credit", "credit", fmt.Sprintf("%s scores %.2f, not %.2f: %s", quoted(form), mark.Score, share, outcome(mark)),
				"take out the form, or what it holds")
		}
	}
}

// example reports a response that does not come out as its author says.
func (c *checker) example(scheme grading.Scheme, i int, example Example) {
	mark := scheme.Mark(example.Response)
	if math.Abs(mark.Score-example.Score) <= scoreSlack {
		return
	}
	if c.card.Spec.Scale != nil && (mark.Score >= grading.PassMark) == (example.Score >= grading.PassMark) {
		return // people's marks have moved the scale
	}
	c.add(SeverityError, fmt.Sprintf("example[%d]", i), fmt.Sprintf("example[%d]", i+1),
		fmt.Sprintf("%s scores %.2f, not %.2f: %s", quoted(example.Response), mark.Score, example.Score, outcome(mark)),
		"mend the criteria, or the score")
}

// outcome says which criteria were met, by which words, and what else counted.
func outcome(mark grading.Mark) string {
	parts := criteriaSaid(mark)
	for _, reject := range mark.Rejects {
		parts = append(parts, "rejected by "+mark.Name(&reject)+evidence(reject.Evidence))
	}
	parts = append(parts, mark.Reasons...)
	if len(parts) == 0 {
		return "nothing counted"
	}
	return strings.Join(parts, "; ")
}

func criteriaSaid(mark grading.Mark) []string {
	if mark.Derived {
		in := mark.InWords()
		return listsSaid(list{"found ", in.Found}, list{"denied ", in.Denied}, list{"not found ", in.Missed})
	}
	var met, missed []string
	for _, criterion := range mark.Criteria {
		switch {
		case criterion.Outcome.Met():
			met = append(met, criterion.ID+evidence(criterion.Evidence))
		case criterion.Outcome == grading.OutcomeExcluded:
		case criterion.Outcome == grading.OutcomeNegated:
			missed = append(missed, criterion.ID+" (denied"+evidence(criterion.Evidence)+")")
		default:
			missed = append(missed, criterion.ID)
		}
	}
	return listsSaid(list{"met ", met}, list{"not met ", missed})
}

type list struct {
	label string
	texts []string
}

// listsSaid are the lists that hold something, each behind its label.
func listsSaid(lists ...list) []string {
	var said []string
	for _, l := range lists {
		if len(l.texts) > 0 {
			said = append(said, l.label+strings.Join(l.texts, ", "))
		}
	}
	return said
}

func evidence(spans []grading.Span) string {
	if len(spans) == 0 {
		return ""
	}
	words := make([]string, len(spans))
	for i, span := range spans {
		words[i] = "“" + span.Text + "”"
	}
	return " by " + strings.Join(words, " ")
}
