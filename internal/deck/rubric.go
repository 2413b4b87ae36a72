package deck

import (
	"cmp"
	"fmt"
	"strings"

	"drill/internal/grading"
)

// rubric takes over the criteria, rejects and examples that stand in a table.
// What they mean is for grading to say; here is checked what can be seen.
func (b *builder) rubric(card *Card, n *node) {
	card.Spec = b.spec(card, n)
	card.Spec.Stuffing = !n.has("stuffing") || n.flag("stuffing")
	for _, at := range n.tables("bands", bandTable) {
		from, _ := at.number("from")
		score, _ := at.number("score")
		card.Spec.Bands = append(card.Spec.Bands, make([]grading.Band, at.index-len(card.Spec.Bands))...)
		card.Spec.Bands = append(card.Spec.Bands, grading.Band{From: from, Score: score, Name: at.text("name")})
	}
	b.scale(card, n)
	seen := make(map[string]*node)
	for _, at := range n.tables("criterion", criterionTable) {
		b.unique(seen, at)
		// What is no table leaves a gap: grading tells places by their number.
		card.Spec.Criteria = append(card.Spec.Criteria, make([]grading.Criterion, at.index-len(card.Spec.Criteria))...)
		card.Spec.Criteria = append(card.Spec.Criteria, b.criterion(at))
	}
	for _, at := range n.tables("reject", rejectTable) {
		b.unique(seen, at)
		card.Spec.Rejects = append(card.Spec.Rejects, make([]grading.Reject, at.index-len(card.Spec.Rejects))...)
		card.Spec.Rejects = append(card.Spec.Rejects, b.reject(at))
	}
	card.Examples = examplesOf(n)
}

// spec is a rubric without criteria, with what holds for typing mistakes.
func (b *builder) spec(card *Card, n *node) grading.Spec {
	typos := grading.Typos(cmp.Or(n.text("typos"), b.deck.Typos))
	return grading.Spec{Points: card.Points, Typos: typos, NotTypo: n.texts("not_typo")}
}

// scale takes over what turns points into a score, and what was learned.
func (b *builder) scale(card *Card, n *node) {
	card.Spec.Curve, _ = n.number("curve")
	card.Spec.Loose = n.flag("loose")
	if at := n.get("scale"); at.value != nil {
		none, _ := at.number("none")
		all, _ := at.number("all")
		card.Spec.Scale = &grading.Scale{None: none, All: all}
	}
	for _, at := range n.tables("learned", learnedTable) {
		card.Spec.Learned = append(card.Spec.Learned, make([]grading.Learned, at.index-len(card.Spec.Learned))...)
		points, _ := at.number("points")
		card.Spec.Learned = append(card.Spec.Learned, grading.Learned{Criterion: at.text("criterion"), Any: keywordsOf(at.raw("any")), Points: points})
	}
	for _, at := range n.tables("signal", signalTable) {
		each, _ := at.number("each")
		card.Spec.Signals = append(card.Spec.Signals, make([]grading.Signal, at.index-len(card.Spec.Signals))...)
		card.Spec.Signals = append(card.Spec.Signals, grading.Signal{Each: each, Words: keywordsOf(at.raw("words"))})
	}
}

func (b *builder) criterion(n *node) grading.Criterion {
	c := grading.Criterion{
		ID:       n.text("id"),
		Points:   n.points("points"),
		Any:      keywordsOf(n.raw("any")),
		AtLeast:  countOf(n, "at_least"),
		Excludes: n.texts("excludes"),
		All:      groupsOf(n.raw("all")),
		PMatch:   n.text("pmatch"),
		Of:       keywordsOf(n.raw("of")),
		Near:     countOf(n, "near"),
		Order:    n.flag("order"),
		Required: n.flag("required"),
		Answer:   countOf(n, "answer"),
		Feedback: n.text("feedback"),

		IfNegated:       grading.Denied(n.text("if_negated")),
		FeedbackHit:     n.text("feedback_hit"),
		FeedbackNegated: n.text("feedback_negated"),
	}
	if n.has("at_least") && c.AtLeast == 0 {
		b.add(n.get("at_least").problem("wants no keyword at all", "write how many are wanted, 1 or more"))
	}
	if limit, ok := n.number("cap_without"); ok {
		c.CapWithout = &limit
		if !c.Required {
			b.add(n.get("cap_without").problem("caps nothing, since the criterion is not required", "write required = true, or take it out"))
		}
	}
	if n.has("of") && !n.has("any") {
		b.add(n.get("of").problem("names what no keyword of any is said of", "write the keywords in any, or take it out"))
	}
	if at := n.get("number"); at.value != nil {
		c.Number = b.number(at)
	}
	return c
}

// number takes over what says which numbers are right. What it means is for grading
// to check, but for what Number cannot hold.
func (b *builder) number(n *node) *grading.Number {
	value, _ := n.number("value")
	number := grading.Number{Value: value}
	from, hasFrom := n.number("from")
	to, hasTo := n.number("to")
	switch {
	case hasFrom && hasTo && from <= to:
		number = grading.Range(from, to)
	case hasFrom && hasTo:
		b.add(n.get("from").problem(fmt.Sprintf("is %s, above to, which is %s", formatNumber(from), formatNumber(to)), "write the lower end in from and the upper one in to"))
	case n.has("from") && !n.has("to"):
		b.add(n.get("from").problem("begins a range that has no end", "write to as well; for a single number, write value"))
	case n.has("to") && !n.has("from"):
		b.add(n.get("to").problem("ends a range that has no beginning", "write from as well; for a single number, write value"))
	}
	if n.has("from") && n.has("tolerance") {
		b.add(n.get("tolerance").problem("stands beside a range", "widen the range, or write value in place of from and to"))
	} else if n.has("tolerance") {
		number.Tolerance, _ = toleranceOf(n.raw("tolerance"))
	}
	number.Unit, number.Also = n.text("unit"), numbersOf(n.raw("also"))
	number.UnitRequired = n.flag("unit_required")
	number.Figures, number.LeastFigures = countOf(n, "figures"), countOf(n, "least_figures")
	return &number
}

func (b *builder) reject(n *node) grading.Reject {
	points, _ := n.number("points")
	return grading.Reject{
		ID:       n.text("id"),
		Any:      keywordsOf(n.raw("any")),
		All:      groupsOf(n.raw("all")),
		Near:     countOf(n, "near"),
		Effect:   grading.Effect(n.text("effect")),
		Points:   points,
		Feedback: n.text("feedback"),
	}
}

func groupsOf(value any) [][]string {
	values, _ := elements(value)
	var groups [][]string
	for _, value := range values {
		groups = append(groups, keywordsOf(value))
	}
	return groups
}

// keywordsOf are the keywords of a list, each at its place: what is no text or is
// too long, and has been reported, is an empty one.
func keywordsOf(value any) []string {
	values, ok := elements(value)
	if !ok {
		return nil
	}
	keywords := make([]string, len(values))
	for i, value := range values {
		if text, _ := value.(string); !isTooLong(text) {
			keywords[i] = strings.TrimSpace(text)
		}
	}
	return keywords
}

func countOf(n *node, key string) int {
	count, _ := n.number(key)
	if count < 0 || count > maxCount {
		return 0
	}
	return int(count)
}

func examplesOf(n *node) []Example {
	var examples []Example
	for _, at := range n.tables("example", exampleTable) {
		score, _ := at.number("score")
		examples = append(examples, Example{Response: at.text("response"), Score: score, Origin: at.origin()})
	}
	return examples
}
