package exchange

import (
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
		spec = grading.Derive(answer, prompt, 1, e.lexicon)
	}
	spec.Typos = grading.TyposSmall
	rubric, err := grading.Compile(spec, e.lexicon)
	return err == nil && rubric.Mark(answer).Score > 0.99
}
