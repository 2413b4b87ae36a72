package grading

import (
	"math"
	"strings"
	"testing"
)

func FuzzMark(f *testing.F) {
	f.Add("rater*|annotator\nprefer ... agree", "en", "Raters preferred what agreed with them.")
	f.Add("not ... facts\n[a|b c] d", "de", "fügt keine Fakten hinzu")
	f.Add("=x\n*a*b*", "fr", "l’homme n’est pas d’accord\x00\xff")
	f.Add("405B\n13,000", "en", "10–100x, $10M-$100M, one point eight trillion ×10^5")
	f.Add("a ... a ... a\na", "tr", strings.Repeat("a ", 100))
	f.Add("A'0", "0", "l'8 5'10 1'000'00")
	f.Add("e\u0301\ncafé", "ru", "\u0301\u202eé\u200b")
	f.Fuzz(func(t *testing.T, rubric, language, response string) {
		x := NewLexicon(Options{Language: language, Vocabulary: func() []string { return []string{rubric} }, Synonyms: map[string][]string{"a": {"b c", rubric}}})
		spec := Spec{Points: 1}
		lines := strings.Split(rubric, "\n")
		for i, line := range lines {
			c := Criterion{ID: string(rune('a' + i)), Points: 1}
			if i%2 == 0 {
				c.Any = strings.Split(line, "|")
				c.AtLeast = min(i%3, len(c.Any))
				c.IfNegated = []Denied{"", DeniedHit, DeniedZero, DeniedReview}[i%4]
			} else {
				c.All = [][]string{{line}, strings.Fields(line)}
				c.Near, c.Order = i%7, i%3 == 0
				c.Excludes = []string{"a"}
			}
			spec.Criteria = append(spec.Criteria, c)
		}
		spec.Stuffing, spec.Bands = true, []Band{{From: 0.5, Score: 0.5}, {From: 0.9, Score: 1, Name: rubric}}
		specs := []Spec{spec, Short(lines[:1], lines[1:], 1), Derive([]string{rubric}, response, 1, x), NumberSpec(Number{Value: 10, Unit: lines[0]}, 1)}
		for n, spec := range specs {
			r, err := Compile(spec, x)
			if n == 2 && err != nil && len(spec.Criteria) > 0 {
				t.Fatalf("rubric derived from %q: %v", rubric, err)
			}
			if err != nil {
				continue
			}
			m := r.Mark(response)
			if !(m.Score >= 0 && m.Score <= 1) {
				t.Fatalf("score %v", m.Score)
			}
			checkEvidence(t, response, m)
			if n == 2 {
				if own := r.Mark(rubric); own.Score != 1 {
					t.Fatalf("model answer %q: score %v, %v", rubric, own.Score, own.Reasons)
				}
			}
		}
	})
}

func FuzzCompile(f *testing.F) {
	f.Add("people [who rate|rating] ... it", 1.0, 0.5, 3)
	f.Add("=a*?", -1.0, 2.0, -1)
	f.Add("[[[[a]]]]", 0.0, 0.0, 0)
	f.Add("****", math.NaN(), math.Inf(1), 200)
	f.Add("\u0301\u0302", 1.0, -0.5, 1)
	f.Fuzz(func(t *testing.T, keyword string, points, limit float64, near int) {
		spec := Spec{
			Points:   points,
			Criteria: []Criterion{{ID: keyword, Points: points, Any: []string{keyword}, CapWithout: &limit, Near: near, AtLeast: near, Excludes: []string{keyword}, IfNegated: Denied(keyword)}},
			Bands:    []Band{{From: limit, Score: points}, {From: points, Score: limit, Name: keyword}},
			Rejects:  []Reject{{ID: "r", All: [][]string{{keyword}}, Effect: EffectMinus, Points: points}},
		}
		r, err := Compile(spec, nil)
		if err == nil {
			if m := r.Mark(keyword); !(m.Score >= 0 && m.Score <= 1) {
				t.Fatalf("score %v", m.Score)
			}
			return
		}
		problems, ok := err.(Problems)
		if !ok || len(problems) == 0 {
			t.Fatalf("Compile: %v is no Problems", err)
		}
		for _, p := range problems {
			if p.Path == "" || p.Cause == "" || p.Remedy == "" {
				t.Fatalf("problem %+v", p)
			}
		}
	})
}

func FuzzKeys(f *testing.F) {
	f.Add("a\nb\nc", "c\nb\na")
	f.Add("a = b\na\n=", "a = b = a\n=\n==")
	f.Add("e\u0301\ncafé\n\u202e", "É\x00\xff\r\n\u0338 =\u0338")
	f.Fuzz(func(t *testing.T, texts, response string) {
		lines := strings.Split(texts, "\n")
		var pairs []MatchPair
		credit := make(map[string]float64)
		for i, line := range lines {
			pairs = append(pairs, MatchPair{line, lines[len(lines)-1-i]})
			credit[line] = 1 / float64(i+1)
		}
		order, orderErr := NewOrderKey(lines, 1)
		match, matchErr := NewMatchKey(pairs, nil, 1)
		choice, choiceErr := NewChoiceKey(ChoiceSpec{Right: lines[:1], Wrong: lines[1:], Points: 1, Credit: credit})
		var schemes []Scheme
		if orderErr == nil {
			schemes = append(schemes, order)
		}
		if matchErr == nil {
			schemes = append(schemes, match)
			if m := match.Mark(pairs[0].line()); !m.Criteria[0].Outcome.Met() {
				t.Fatalf("the pair %+v is not read: %+v", pairs[0], m)
			}
		}
		if choiceErr == nil {
			schemes = append(schemes, choice)
		}
		for _, scheme := range schemes {
			m := scheme.Mark(response)
			if !(m.Score >= 0 && m.Score <= 1) {
				t.Fatalf("score %v", m.Score)
			}
			checkEvidence(t, response, m)
		}
	})
}
