package grading

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// lawTexts are texts that are near to one another, and hold what keys cut at.
var lawTexts = []string{"a", "b", "A b", "a = b", "=", "==", "b = a = c", "café", "ß", "İ", "Rb", "rb", "one, two", "x > y", "≠"}

func drawTexts(atLeast int) *rapid.Generator[[]string] {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(lawTexts), atLeast, -1, rapid.ID)
}

func isFraction(t *rapid.T, m Mark) {
	if !(m.Score >= 0 && m.Score <= 1) || m.Points < 0 || m.Points > m.MaxPoints {
		t.Fatalf("score %v, points %v of %v", m.Score, m.Points, m.MaxPoints)
	}
}

func drawOrderKey(t *rapid.T) (*OrderKey, []string) {
	items := drawTexts(2).Draw(t, "items")
	k, err := NewOrderKey(items, 3)
	if err != nil {
		t.Fatal(err)
	}
	return k, items
}

func TestLawsOfAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, items := drawOrderKey(t)
		if m := k.Mark(strings.Join(items, "\n")); m.Score != 1 || m.Points != 3 {
			t.Fatalf("the right order scores %v", m.Score)
		}
		given := rapid.Permutation(items).Draw(t, "given")
		m := k.Mark(strings.Join(given, "\n"))
		isFraction(t, m)
		if m.Score == 1 && !slices.Equal(given, items) {
			t.Fatalf("the order %q scores 1", given)
		}
		fewer := k.Mark(strings.Join(given[:len(given)-1], "\n"))
		if fewer.Score > m.Score {
			t.Fatalf("without its last item %q scores %v, with it %v", given, fewer.Score, m.Score)
		}
		slices.Reverse(items)
		if m := k.Mark(strings.Join(items, "\n")); m.Score != 0 {
			t.Fatalf("a reversed order scores %v", m.Score)
		}
	})
}

func TestLawsOfAMatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lefts := drawTexts(2).Draw(t, "lefts")
		pairs := make([]MatchPair, len(lefts))
		var lines []string
		for i, left := range lefts {
			pairs[i] = MatchPair{left, rapid.SampledFrom(lawTexts).Draw(t, "right")}
			lines = append(lines, pairs[i].line())
		}
		k, err := NewMatchKey(pairs, nil, 3)
		if err != nil {
			t.Skip("two pairs read alike")
		}
		if m := k.Mark(strings.Join(lines, "\n")); m.Score != 1 || m.Points != 3 {
			t.Fatalf("the right pairs score %v, %v", m.Score, m.Reasons)
		}
		given := rapid.SliceOf(rapid.Custom(func(t *rapid.T) string {
			text := rapid.SampledFrom(lawTexts)
			return text.Draw(t, "left") + " = " + text.Draw(t, "right")
		})).Draw(t, "given")
		given = append(given, lines[:rapid.IntRange(0, len(lines)).Draw(t, "right ones")]...)
		m := k.Mark(strings.Join(given, "\n"))
		isFraction(t, m)
		sameMark(t, "in another order", m, k.Mark(strings.Join(rapid.Permutation(given).Draw(t, "shuffled"), "\n")))
	})
}

func TestLawsOfAChoiceWithCredit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := drawTexts(3).Draw(t, "options")
		rights := rapid.IntRange(1, len(texts)-1).Draw(t, "rights")
		spec := ChoiceSpec{Right: texts[:rights], Wrong: texts[rights:], Points: 3, One: rapid.Bool().Draw(t, "one") && rights == 1, Credit: make(map[string]float64)}
		for _, text := range spec.Wrong {
			spec.Credit[text] = rapid.Float64Range(-1, 0.99).Draw(t, "credit")
		}
		k, err := NewChoiceKey(spec)
		if err != nil {
			t.Fatal(err)
		}
		if m := k.Mark(strings.Join(spec.Right, "\n")); m.Score != 1 || m.Points != 3 {
			t.Fatalf("the right choices score %v", m.Score)
		}
		picked := rapid.SliceOf(rapid.SampledFrom(append(texts, "none"))).Draw(t, "picked")
		m := k.Mark(strings.Join(picked, "\n"))
		isFraction(t, m)
		if again := k.Mark(strings.Join(rapid.Permutation(picked).Draw(t, "shuffled"), "\n")); again.Score != m.Score {
			t.Fatalf("the picks in another order score %v, before %v", again.Score, m.Score)
		}
	})
}
