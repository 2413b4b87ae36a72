package deck

import (
	"cmp"
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
		spec.Bands, spec.Scale, spec.Signals, spec.Learned = c.Spec.Bands, c.Spec.Scale, c.Spec.Signals, c.Spec.Learned
		spec.Loose = spec.Loose || c.Spec.Loose
		spec.Curve = cmp.Or(c.Spec.Curve, spec.Curve)
		spec.Stuffing = c.Spec.Stuffing && spec.Derived
	}
	spec.Points = c.points()
	spec.Typos = cmp.Or(spec.Typos, grading.TyposSmall)
	return spec
}

// Accepted are the answers that a short question, or the first hole of a cloze
// card, takes; the usual one first. It is nil for other types.
func (c *Card) Accepted() []string { return c.accepted }

// Rivals are other answers which, when named too, make a short response a
// hedge, or take off points where several rows are to be named. There are at
// most as many as a learner might think of.
func (c *Card) Rivals() []string { return without(c.rivals, c.accepted) }

// Number is the quantity that a number question asks for; nil for other types.
func (c *Card) Number() *grading.Number { return c.number }

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
	if d.shelf != nil {
		words, err := d.shelf.Words()
		if err != nil {
			return nil // a misspelt word may then count as a hit, and is labelled as one
		}
		return []string{words}
	}
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
