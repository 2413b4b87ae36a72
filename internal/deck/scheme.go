package deck

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"drill/internal/grading"
)

// Reading a deck makes no rubrics: of the hundreds in a deck, a day's study
// needs twenty. A card's scheme is made when it is asked for.

// Scheme makes what marks a response to the card. It costs up to a millisecond,
// so a caller that marks many responses keeps it. The error is grading's
// Problems; Check reports them with file and line.
func (c *Card) Scheme() (grading.Scheme, error) {
	switch {
	case c.ByHand:
		return grading.ByHand(c.points()), nil
	case c.Type == TypeOrder:
		return grading.NewOrderKey(c.Items, c.points())
	case c.Type == TypeMatch:
		return grading.NewMatchKey(matchPairs(c.Pairs), c.Wrong, c.points())
	case c.Type.Picked():
		return grading.NewChoiceKey(grading.ChoiceSpec{
			Right: c.Right, Wrong: c.Wrong, Points: c.points(),
			Credit: c.Credit, One: c.Type != TypeMultiple,
		})
	}
	return grading.Compile(c.Rubric(), c.Deck.lexiconOf())
}

// byRubric reports whether a rubric marks the responses to the card, and not a
// key or a person.
func (c *Card) byRubric() bool {
	return !c.ByHand && !c.Type.Picked() && c.Type != TypeOrder
}

func matchPairs(pairs []Pair) []grading.MatchPair {
	same := make([]grading.MatchPair, len(pairs))
	for i, pair := range pairs {
		same[i] = grading.MatchPair(pair)
	}
	return same
}

// Rubric is the rubric that is in force for a typed response: the author's, or
// the one made from the model answer, the accepted answers or the number. It is
// empty where no rubric marks: for picked types, an order, and what a person
// marks.
func (c *Card) Rubric() grading.Spec {
	if !c.byRubric() {
		return grading.Spec{}
	}
	spec := c.Spec
	if len(spec.Criteria) == 0 {
		spec = c.made()
		spec.Rejects = append(spec.Rejects, c.Spec.Rejects...)
		spec.NotTypo = append(spec.NotTypo, c.Spec.NotTypo...)
		spec.Typos = cmp.Or(c.Spec.Typos, spec.Typos)
	}
	spec.Points = c.points()
	spec.Typos = cmp.Or(spec.Typos, grading.TyposSmall)
	return spec
}

// made is the rubric where no criteria were written.
func (c *Card) made() grading.Spec {
	switch {
	case c.number != nil:
		return grading.NumberSpec(*c.number, c.points())
	case len(c.lines) > 0:
		// Of a comparison that cannot be marked by its rows, the words are left.
		if spec, right := c.listed(); right || c.pooled {
			return spec
		}
		fallthrough
	case c.Type == TypeText:
		return grading.Derive(c.Answer, c.Prompt, c.points(), c.Deck.lexiconOf())
	}
	return c.short()
}

// Accepted are the answers that a short question, or the first hole of a cloze
// card, takes; the usual one first. It is nil for other types.
func (c *Card) Accepted() []string { return c.accepted }

// Rivals are other answers which, when named too, make a short response a
// hedge. There are at most as many as a learner might think of.
func (c *Card) Rivals() []string { return without(c.rivals, c.accepted) }

// Number is the quantity that a number question asks for; nil for other types.
func (c *Card) Number() *grading.Number { return c.number }

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
			line.ID = fmt.Sprintf("partly-%d", len(lines))
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
	for i, other := range grading.Short(nil, c.rivals, 1).Others {
		if strings.TrimSpace(spaced(other)) != "" { // signs alone are nobody's name
			spec.Rejects = append(spec.Rejects, grading.Reject{ID: fmt.Sprintf("other-%d", i+1), Any: []string{other}, Effect: grading.EffectMinus, Points: 1})
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

// points are 1 for a card that says nothing of them.
func (c *Card) points() float64 {
	if c.Points > 0 {
		return c.Points
	}
	return 1
}

// lexicon is the words of a deck, made once.
type lexicon struct {
	once  sync.Once
	words *grading.Lexicon
}

// lexiconOf gives the words by which a deck's responses are marked. A deck that
// was put together by hand has none kept, and a card without a deck has those
// of English.
func (d *Deck) lexiconOf() *grading.Lexicon {
	if d == nil {
		return grading.NewLexicon(grading.Options{Language: "en"})
	}
	if d.lexicon == nil {
		return d.newLexicon()
	}
	d.lexicon.once.Do(func() { d.lexicon.words = d.newLexicon() })
	return d.lexicon.words
}

func (d *Deck) newLexicon() *grading.Lexicon {
	return grading.NewLexicon(grading.Options{Language: d.Language, Synonyms: d.Synonyms, Vocabulary: d.vocabulary})
}

// vocabulary is the text of the deck. A learner's word that stands in it is
// meant as it is, and never taken for another that was mistyped.
func (d *Deck) vocabulary() []string {
	seen := make(map[string]bool)
	var texts []string
	add := func(more ...string) {
		for _, text := range more {
			if text != "" && !seen[text] {
				seen[text] = true
				texts = append(texts, text)
			}
		}
	}
	for _, source := range d.Sources {
		for _, item := range source.Items {
			add(item.Text)
		}
	}
	for _, card := range d.Cards {
		add(card.Prompt, card.Answer)
		add(card.accepted...)
		add(card.Right...)
		add(card.Wrong...)
	}
	return texts
}
