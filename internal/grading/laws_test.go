package grading

import (
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// lawWords are words that meet, nearly meet, deny and divide.
var lawWords = []string{
	"rater", "raters", "annotator", "prefer", "prefered", "agreement", "agree", "reward", "model", "reward-model",
	"fine-tuning", "finetuning", "fine", "tuning", "does", "not", "no", "never", "without", "doesn't", "but", "because", "it", "is",
	"the", "a", "and", "café", "naïve", "Straße", "405B", "13,000", "ten", "billion", "10", "-", "50%", "$5", "3.1", ",", ".", ";", "?", "(", ")", "…", "“", "über",
}

var lawKeywords = []string{
	"rater*", "annotator", "prefer", "agree*", "reward model", "fine-tuning", "finetuning", "not ... agree", "=model", "model",
	"[fine|reward] tuning", "agree ... model", "m?del", "café", "strasse", "the rater", "405B", "does not", "tuning ... tuning",
}

// twoWays is met by the words of another keyword, too, so that both cannot count.
const twoWays = "[fine|reward] tuning"

func drawResponse(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(lawWords), 0, 25).Draw(t, "words"), " ")
}

func drawCriteria(t *rapid.T) []Criterion {
	keywords := rapid.SliceOfN(rapid.SampledFrom(lawKeywords), 1, 4)
	n := rapid.IntRange(1, 5).Draw(t, "criteria")
	criteria := make([]Criterion, n)
	for i := range criteria {
		c := Criterion{ID: string(rune('a' + i)), Points: float64(rapid.IntRange(1, 4).Draw(t, "points"))}
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 0:
			c.All = rapid.SliceOfN(keywords, 1, 3).Draw(t, "all")
			c.Near = rapid.SampledFrom([]int{0, 0, 2, 5}).Draw(t, "near")
			c.Order = rapid.Bool().Draw(t, "order")
		case 1:
			c.Number = &Number{Value: rapid.SampledFrom([]float64{405e9, 13000, 10, 50}).Draw(t, "value")}
		default:
			c.Any = rapid.SliceOfNDistinct(rapid.SampledFrom(lawKeywords), 2, 5, rapid.ID).Draw(t, "any")
			if rapid.Bool().Draw(t, "several") {
				c.Any = slices.DeleteFunc(c.Any, func(k string) bool { return k == twoWays })
				c.AtLeast = rapid.IntRange(1, len(c.Any)).Draw(t, "at least")
			}
		}
		c.IfNegated = rapid.SampledFrom([]Denied{"", "", DeniedHit, DeniedReview, DeniedZero}).Draw(t, "if negated")
		if i > 0 && rapid.IntRange(0, 3).Draw(t, "excludes") == 0 {
			c.Excludes = []string{criteria[rapid.IntRange(0, i-1).Draw(t, "other")].ID}
		}
		c.Required = rapid.IntRange(0, 4).Draw(t, "required") == 0
		criteria[i] = c
	}
	return criteria
}

// drawBands are levels of which a higher one never scores less, or none.
func drawBands(t *rapid.T) []Band {
	if rapid.Bool().Draw(t, "no bands") {
		return nil
	}
	bands := []Band{{From: 1, Score: 1, Name: "all"}}
	for _, b := range []Band{{From: 0.75, Score: 0.9}, {From: 0.5, Score: 0.5}, {From: 0.2, Score: 0.1}, {From: 0, Score: 0, Name: "nothing"}} {
		if rapid.Bool().Draw(t, "band") {
			bands = append(bands, b)
		}
	}
	return rapid.Permutation(bands).Draw(t, "bands")
}

func drawRubric(t *rapid.T) *Rubric {
	spec := Spec{Points: 3, Criteria: drawCriteria(t), Stuffing: rapid.Bool().Draw(t, "stuffing"), Bands: drawBands(t)}
	if rapid.Bool().Draw(t, "rejects") {
		spec.Rejects = []Reject{{ID: "r", Any: []string{rapid.SampledFrom(lawKeywords).Draw(t, "reject")}, Effect: rapid.SampledFrom([]Effect{EffectZero, EffectMinus, EffectReview}).Draw(t, "effect")}}
	}
	r, err := Compile(spec, nil)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	return r
}

func outcomes(m Mark) []Outcome {
	var all []Outcome
	for _, c := range m.Criteria {
		all = append(all, c.Outcome)
	}
	return all
}

func sameMark(t *rapid.T, what string, a, b Mark) {
	if a.Score != b.Score || !slices.Equal(outcomes(a), outcomes(b)) || a.Route != b.Route {
		t.Fatalf("%s: %v %v, before %v %v", what, b.Score, outcomes(b), a.Score, outcomes(a))
	}
}

func TestMarksAreFractionsAndRepeatable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, response := drawRubric(t), drawResponse(t)
		m := r.Mark(response)
		if !(m.Score >= 0 && m.Score <= 1) || math.Signbit(m.Score) || m.Points < 0 || m.Points > m.MaxPoints {
			t.Fatalf("score %v, points %v", m.Score, m.Points)
		}
		sameMark(t, "again", m, r.Mark(response))
	})
}

func TestMarksAreBlindToCaseSpacingAndUnicodeForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, response := drawRubric(t), drawResponse(t)
		m := r.Mark(response)
		sameMark(t, "upper case", m, r.Mark(strings.ToUpper(response)))
		sameMark(t, "lower case", m, r.Mark(strings.ToLower(response)))
		sameMark(t, "spacing", m, r.Mark("\t "+strings.ReplaceAll(response, " ", "  \t")+"\n"))
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			sameMark(t, "Unicode form", m, r.Mark(form.String(response)))
		}
	})
}

func TestTheOrderOfCriteriaDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		criteria, response := drawCriteria(t), drawResponse(t)
		shuffled := rapid.Permutation(criteria).Draw(t, "shuffled")
		a, err := Compile(Spec{Points: 1, Criteria: criteria}, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Compile(Spec{Points: 1, Criteria: shuffled}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if x, y := a.Mark(response), b.Mark(response); x.Score != y.Score {
			t.Fatalf("score %v, shuffled %v", x.Score, y.Score)
		}
	})
}

// TestAnotherKeywordNeverLowersTheScore leaves out what a denied keyword may cost.
func TestAnotherKeywordNeverLowersTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		criteria, response, bands := drawCriteria(t), drawResponse(t), drawBands(t)
		for i := range criteria {
			if criteria[i].IfNegated != DeniedHit {
				criteria[i].IfNegated = ""
			}
		}
		more := slices.Clone(criteria)
		i := rapid.IntRange(0, len(more)-1).Draw(t, "criterion")
		extra := rapid.SampledFrom(lawKeywords).Draw(t, "extra")
		switch {
		case slices.Contains(more[i].Any, extra) || more[i].AtLeast > 0 && extra == twoWays: // nothing new
		case more[i].Any != nil:
			more[i].Any = append(slices.Clone(more[i].Any), extra)
		case more[i].All != nil:
			more[i].All = slices.Clone(more[i].All)
			more[i].All[0] = append(slices.Clone(more[i].All[0]), extra)
		}
		before, err := Compile(Spec{Points: 1, Criteria: criteria, Bands: bands}, nil)
		if err != nil {
			t.Fatal(err)
		}
		after, err := Compile(Spec{Points: 1, Criteria: more, Bands: bands}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if x, y := before.Mark(response), after.Mark(response); y.Score < x.Score {
			t.Fatalf("score %v with %q, %v before", y.Score, extra, x.Score)
		}
	})
}

func TestMoreSentencesTakeNothingAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := Compile(Spec{Points: 1, Criteria: drawCriteria(t)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		response := drawResponse(t)
		more := response + ".\n\n" + drawResponse(t)
		before, after := r.Mark(response), r.Mark(more)
		for i, c := range before.Criteria {
			if c.Outcome.Met() && !after.Criteria[i].Outcome.Met() {
				t.Fatalf("%q meets %s by %v, and %q does not", response, c.ID, c.Evidence, more)
			}
		}
	})
}

// TestAtLeastAgreesWithTryingEverything compares the search for several keywords
// with trying every choice of single words.
func TestAtLeastAgreesWithTryingEverything(t *testing.T) {
	letters := []string{"a1", "b1", "c1", "d1", "a1 b1", "b1 c1", "a1 ... c1"}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(letters[:4]), 1, 7).Draw(t, "words")
		keywords := rapid.SliceOfNDistinct(rapid.SampledFrom(letters), 1, 6, rapid.ID).Draw(t, "keywords")
		n := rapid.IntRange(1, len(keywords)).Draw(t, "at least")
		r, err := Compile(Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, Any: keywords, AtLeast: n}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		m := r.Mark(strings.Join(words, " "))
		if want := mostTogether(words, keywords, make([]bool, len(words))); m.Score == 1 != (want >= n) {
			t.Fatalf("score %v by %v, and %d go together", m.Score, m.Criteria[0].Evidence, want)
		} else if n > 1 && len(m.Criteria[0].Evidence) != min(want, n) {
			t.Fatalf("evidence %v, and %d go together", m.Criteria[0].Evidence, want)
		}
	})
}

// mostTogether is how many keywords can each have words of their own.
func mostTogether(words, keywords []string, used []bool) int {
	if len(keywords) == 0 {
		return 0
	}
	most := mostTogether(words, keywords[1:], used)
	for i := range words {
		for gap := range len(words) {
			places := []int{i}
			switch parts := strings.Fields(keywords[0]); {
			case words[i] != parts[0] || i+1+gap >= len(words) && len(parts) > 1 || gap > 0 && len(parts) < 3:
				continue
			case len(parts) > 1 && words[i+1+gap] != parts[len(parts)-1]:
				continue
			case len(parts) > 1:
				places = append(places, i+1+gap)
			}
			if gap > defaultGap || slices.ContainsFunc(places, func(p int) bool { return used[p] }) {
				continue
			}
			for _, p := range places {
				used[p] = true
			}
			most = max(most, 1+mostTogether(words, keywords[1:], used))
			for _, p := range places {
				used[p] = false
			}
		}
	}
	return most
}

func TestTheModelAnswerAlwaysMeetsItsDerivedRubric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answer := drawResponse(t)
		spec := Derive([]string{answer}, drawResponse(t), 1, nil)
		if len(spec.Criteria) == 0 {
			return // punctuation only
		}
		r, err := Compile(spec, nil)
		if err != nil {
			t.Fatal(err)
		}
		if m := r.Mark(answer); m.Score != 1 {
			t.Fatalf("answer %q: score %v, %v, %+v", answer, m.Score, m.Reasons, m.Criteria)
		}
	})
}

// TestAllAgreesWithTryingEverything compares the searches for all with trying
// every choice of single words.
func TestAllAgreesWithTryingEverything(t *testing.T) {
	letters := []string{"a1", "b1", "c1", "d1"}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(letters), 1, 7).Draw(t, "words")
		groups := rapid.SliceOfN(rapid.SliceOfNDistinct(rapid.SampledFrom(letters), 1, 3, rapid.ID), 1, 4).Draw(t, "groups")
		near := rapid.IntRange(0, 2).Draw(t, "near")
		order := rapid.Bool().Draw(t, "order")
		r, err := Compile(Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, All: groups, Near: near, Order: order}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := r.Mark(strings.Join(words, " ")).Score == 1
		if want := possible(words, groups, near, order, nil); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// possible tries every place for the groups after those placed.
func possible(words []string, groups [][]string, near int, order bool, placed []int) bool {
	if len(placed) == len(groups) {
		sorted := slices.Sorted(slices.Values(placed))
		if order && !slices.Equal(sorted, placed) {
			return false
		}
		for i := 1; near > 0 && i < len(sorted); i++ {
			if sorted[i]-sorted[i-1]-1 > near {
				return false
			}
		}
		return true
	}
	for i, word := range words {
		if slices.Contains(groups[len(placed)], word) && !slices.Contains(placed, i) &&
			possible(words, groups, near, order, append(slices.Clip(placed), i)) {
			return true
		}
	}
	return false
}
