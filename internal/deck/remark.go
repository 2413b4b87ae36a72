package deck

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"drill/internal/grading"
)

// marking is what decides on the mark of a response, besides the answer.
type marking struct {
	Type         Type
	ByHand       bool
	Spec         grading.Spec
	Right, Wrong []string
	Items        []string
	Pairs        []Pair
	Credit       map[string]float64
}

// marking is what the author has said of marking the card. Left out are what
// learners are told, which options stay last, and rivals and options that come
// from other rows or entries: they follow from what is added and removed.
func (c *Card) marking() marking {
	m := marking{Type: c.Type, ByHand: c.ByHand, Spec: withoutFeedback(c.Spec), Right: c.Right, Items: c.Items, Pairs: c.Pairs, Credit: c.Credit}
	if c.from.pool == nil {
		m.Wrong = c.Wrong
	}
	if !c.derived() && c.byRubric() {
		m.Spec = c.ownRubric()
	}
	m.Spec.Points, m.Spec.Typos = c.points(), cmp.Or(m.Spec.Typos, grading.TyposSmall)
	return m
}

// ownRubric is the rubric in force, as far as it is the card's own.
func (c *Card) ownRubric() grading.Spec {
	own := *c
	if own.from.pool != nil {
		own.rivals = nil
	}
	return withoutFeedback(own.Rubric())
}

func withoutFeedback(spec grading.Spec) grading.Spec {
	spec.Criteria, spec.Rejects = slices.Clone(spec.Criteria), slices.Clone(spec.Rejects)
	for i := range spec.Criteria {
		c := &spec.Criteria[i]
		c.Feedback, c.FeedbackHit, c.FeedbackNegated = "", "", ""
	}
	for i := range spec.Rejects {
		spec.Rejects[i].Feedback = ""
	}
	return spec
}

// derived reports whether the rubric is made from the words of the answer.
func (c *Card) derived() bool {
	return c.Type == TypeText && c.number == nil && !c.ByHand && len(c.Spec.Criteria)+len(c.lines) == 0
}

// remarkedOf says, for each card of a deck, whether it is marked otherwise than
// the card that it came from.
func remarkedOf(d *Deck, cameFrom map[string]*Card) []bool {
	cards := listOf(d)
	remarked := make([]bool, len(cards))
	each(len(cards), func(i int) {
		if earlier := cameFrom[cards[i].id()]; earlier != nil {
			remarked[i] = earlier.isMarkedOtherwise(cards[i])
		}
	})
	return remarked
}

// isMarkedOtherwise compares what two versions of a card are marked by. Where
// the decks' words differ, only the rubric made of them tells whether they touch
// the card; that takes a while, so it is done only then.
func (c *Card) isMarkedOtherwise(now *Card) bool {
	if !reflect.DeepEqual(c.marking(), now.marking()) {
		return true
	}
	if !c.byRubric() || sameWords(c.Deck, now.Deck) {
		return false
	}
	return c.rubricHash() != now.rubricHash()
}

// sameWords reports whether two decks have the same language and synonyms.
func sameWords(a, b *Deck) bool {
	return a == b || a != nil && b != nil && languageCode(a.Language) == languageCode(b.Language) &&
		maps.EqualFunc(a.Synonyms, b.Synonyms, slices.Equal)
}

// rubricHash names the rubric with the words of the deck that it uses; it is
// empty for one that cannot be used.
func (c *Card) rubricHash() string {
	rubric, err := grading.Compile(c.ownRubric(), c.Deck.lexiconOf())
	if err != nil {
		return ""
	}
	return rubric.Hash()
}
