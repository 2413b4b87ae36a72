package session

import (
	"math/rand/v2"
	"slices"
	"strings"

	"drill/internal/deck"
	"drill/internal/scheduler"
)

// maxDistractors is how many wrong options a choice shows; more would measure
// reading, not knowledge.
const maxDistractors = 4

// chanceOf is a source of chance that depends on a card and a study day alone.
func chanceOf(card *deck.Card, today scheduler.Day) *rand.Rand {
	return rand.New(rand.NewPCG(seedOf(card.Key(), today), 0))
}

func shuffle(texts []string, chance *rand.Rand) {
	chance.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
}

// layOutChoice draws the distractors of a choice and shuffles its options. Those
// that stay last are shown whatever is drawn, and the wrong ones among them count
// as distractors.
func layOutChoice(card *deck.Card, chance *rand.Rand) []string {
	right, lastRight := setLast(card.Right, card.Last)
	wrong, lastWrong := setLast(card.Wrong, card.Last)
	shuffle(wrong, chance)
	if room := max(maxDistractors-len(lastWrong), 0); card.Type == deck.TypeChoice && len(wrong) > room {
		wrong = wrong[:room]
	}
	options := append(right, wrong...)
	shuffle(options, chance)
	_, last := setLast(card.Last, append(lastRight, lastWrong...))
	return append(options, last...)
}

// setLast parts texts into those that are none of the last ones, and those that
// are.
func setLast(texts, last []string) (others, found []string) {
	for _, text := range texts {
		if slices.ContainsFunc(last, func(l string) bool { return sameText(l, text) }) {
			found = append(found, text)
			continue
		}
		others = append(others, text)
	}
	return others, found
}

// sameText compares without regard to case and spacing.
func sameText(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// layOutOrder shuffles what is to be put in order. Three items and more are not
// shown in the right order already. Two may be: otherwise the other order would
// always be right.
func layOutOrder(items []string, chance *rand.Rand) []string {
	options := slices.Clone(items)
	shuffle(options, chance)
	if n := len(options); n > 2 && slices.Equal(options, items) {
		turn := 1 + chance.IntN(n-1)
		options = append(slices.Clone(items[turn:]), items[:turn]...)
	}
	return options
}

// layOutMatch gives the lefts of a match as the author put them, and the texts on
// the right, each once, shuffled.
func layOutMatch(card *deck.Card, chance *rand.Rand) (lefts, rights []string) {
	for _, pair := range card.Pairs {
		lefts = append(lefts, pair.Left)
		if !slices.Contains(rights, pair.Right) {
			rights = append(rights, pair.Right)
		}
	}
	rights = append(rights, card.Wrong...)
	shuffle(rights, chance)
	return lefts, rights
}
