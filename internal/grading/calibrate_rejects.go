package grading

import "slices"

// Learning wrong content. A word of content that costs a response much, and that no
// response holds which people pass, is no longer a signal but a reject, which says so.

const (
	leastCost     = 0.12 // of the score
	leastRejected = 4    // responses that hold it
)

// learnedReject begins the ids of rejects that were learned.
const learnedReject = "learned"

// learnRejects makes rejects of signals.
func (l *learner) learnRejects() {
	var kept []Signal
	for _, signal := range l.spec.Signals {
		if signal.Each <= -leastCost {
			signal.Words = slices.DeleteFunc(signal.Words, func(word string) bool { return l.reject(word, -signal.Each) })
		}
		if len(signal.Words) > 0 {
			kept = append(kept, signal)
		}
	}
	l.spec.Signals = kept
}

// reject makes a reject of a word that costs a part of the score, and reports whether it
// could.
func (l *learner) reject(word string, cost float64) bool {
	name := slug(word)
	id := learnedReject + name
	if name == "" || !l.hasContent(word) || !l.alwaysFails(word) || slices.ContainsFunc(l.spec.Rejects, func(r Reject) bool { return r.ID == id }) {
		return false
	}
	// A copy: the author's rejects are not ours to write behind.
	l.spec.Rejects = append(slices.Clone(l.spec.Rejects), Reject{
		ID: id, Any: []string{word}, Effect: EffectMinus, Points: significant(cost * l.rubric.total),
	})
	return true
}

// hasContent reports whether a word says something by itself.
func (l *learner) hasContent(word string) bool {
	for _, t := range l.rubric.lexicon.lang.tokenize(normalise(word).text, nil) {
		if !t.content() {
			return false
		}
	}
	return true
}

// alwaysFails reports whether people fail every response that holds a word.
func (l *learner) alwaysFails(word string) bool {
	held := 0
	for _, s := range l.samples {
		if !slices.ContainsFunc(s.words, func(n int) bool { return l.words.form(n) == word }) {
			continue
		}
		if s.answer || s.score >= PassMark-slack {
			return false
		}
		held++
	}
	return held >= leastRejected
}
