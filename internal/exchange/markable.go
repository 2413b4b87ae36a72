package exchange

import (
	"slices"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
)

// examiner marks answers by the rubrics that a deck makes of them.
type examiner struct{ lexicon *grading.Lexicon }

func newExaminer(language string) examiner {
	return examiner{grading.NewLexicon(grading.Options{Language: language})}
}

// markable reports whether the answer itself gets full marks where it is typed
// as a response. Signs alone, for one, cannot be compared.
func (e examiner) markable(kind deck.Type, prompt, answer string) bool {
	if !hasWord(answer) {
		return false
	}
	spec := grading.Short([]string{answer}, nil, 1)
	if kind == deck.TypeText {
		spec = grading.Derive([]string{answer}, prompt, 1, e.lexicon)
	}
	spec.Typos = grading.TyposSmall
	rubric, err := grading.Compile(spec, e.lexicon)
	return err == nil && rubric.Mark(answer).Score > 0.99
}

// apart reports whether a form that is partly right earns its own share beside
// the answers that are right, and the forms that earn more.
func (e examiner) apart(q *deck.DraftQuestion, accepted []string, form string) bool {
	better := slices.Clone(accepted)
	for text, share := range q.Credit {
		if share > q.Credit[form] {
			better = append(better, text)
		}
	}
	return e.score(q, better, q.Pattern, form) < 0.01 && e.score(q, []string{form}, nil, form) > 0.99
}

// score marks a response to a short question as a deck does, where it takes some
// forms and no others.
func (e examiner) score(q *deck.DraftQuestion, forms, patterns []string, response string) float64 {
	spec := grading.Short(forms, nil, 1)
	if q.MatchCase || len(q.Pattern) > 0 {
		line := grading.Criterion{ID: "answer", Points: 1, MatchCase: q.MatchCase}
		for _, form := range forms {
			line.Pattern = append(line.Pattern, strings.ReplaceAll(form, "*", `\*`))
		}
		line.Pattern = append(line.Pattern, patterns...)
		spec.Criteria = []grading.Criterion{line}
	}
	rubric, err := grading.Compile(spec, e.lexicon)
	if err != nil {
		return -1
	}
	return rubric.Mark(response).Score
}
