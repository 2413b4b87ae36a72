package grading

import "slices"

// Learning keywords.
//
// A phrase of one or two words is learned as a keyword of a criterion where responses
// that hold it and miss the criterion score about as high as if they had met it. How
// well that explains the scores is measured against the criterion staying missed, by
// the logarithm of the ratio of the likelihoods (Neyman and Pearson, 1933) under normal
// errors. Of all phrases and criteria the pair that explains most is taken, then the
// next, until none explains more than leastEvidence.

const (
	// leastEvidence is the logarithm of the likelihood ratio from which a keyword is
	// believed. docs/grading.md says how it was chosen.
	leastEvidence = 3
	// leastSeen is in how many responses that miss the criterion a keyword stands at
	// least, and leastShare the share that these are of those that it stands in.
	leastSeen  = 3
	leastShare = 0.6
	// perKeyword is how many responses there are at least for each keyword learned.
	perKeyword = 5
)

// phrasesOf are the phrases of a response that might be keywords: of words of content
// that neither met a criterion nor are denied.
func (l *learner) phrasesOf(d *reading, m *Mark) []int {
	lang := d.rubric.lexicon.lang
	var phrases []int
	var last *token // the one before, where it can be in a phrase
	for i := range d.tokens {
		t := &d.tokens[i]
		if !t.content() || m.isEvidence(d.span(int32(i), int32(i), "", false)) {
			last = nil
			continue
		}
		stem := lang.stemOf(t)
		phrases = append(phrases, l.phrases.number(stem, t.raw))
		if last != nil && t.before == pauseNone {
			phrases = append(phrases, l.phrases.number(lang.stemOf(last)+" "+stem, last.raw+" "+t.raw))
		}
		last = t
	}
	return set(phrases)
}

// content reports whether a token is a word of content that is not denied.
func (t *token) content() bool {
	return len(t.text) >= 2 && !t.negated && t.flags&(flagStop|flagLight|flagNegator|flagNor|flagNon|flagArticle) == 0
}

// isEvidence reports whether a word is among those that met or denied a criterion.
func (m *Mark) isEvidence(word Span) bool {
	for i := range m.Criteria {
		for _, e := range m.Criteria[i].Evidence {
			if e.Start < word.End && word.Start < e.End {
				return true
			}
		}
	}
	return false
}

// learnKeywords adds keywords to the spec, and reports whether there are any.
func (l *learner) learnKeywords() bool {
	seenIn := make([][]int, len(l.phrases.forms))
	for i, s := range l.samples {
		if s.answer {
			continue
		}
		for _, phrase := range s.phrases {
			seenIn[phrase] = append(seenIn[phrase], i)
		}
	}
	most := len(l.samples) / perKeyword
	for learned := 0; learned < most; {
		phrase, criterion, evidence := l.bestKeyword(seenIn)
		if evidence < leastEvidence {
			break
		}
		if keyword := l.phrases.form(phrase); l.usable(keyword) {
			l.meet(criterion, seenIn[phrase])
			l.learnedOf(criterion).addKeyword(keyword)
			learned++
		}
		seenIn[phrase] = nil
	}
	return len(l.spec.Learned) > 0
}

// bestKeyword is the phrase that explains most as a keyword of a criterion.
func (l *learner) bestKeyword(seenIn [][]int) (phrase, criterion int, evidence float64) {
	for p, samples := range seenIn {
		if len(samples) < leastSeen {
			continue
		}
		for c := range l.rubric.criteria {
			if slices.Contains(l.rubric.excluding.criteria, c) {
				continue
			}
			if e := l.evidence(c, samples); e > evidence {
				phrase, criterion, evidence = p, c, e
			}
		}
	}
	return phrase, criterion, evidence
}

// evidence is how much better the scores of the responses are explained by their
// meeting a criterion.
func (l *learner) evidence(criterion int, samples []int) float64 {
	missed, sum := 0, 0.0
	for _, i := range samples {
		s := &l.samples[i]
		if !s.missed[criterion] {
			continue
		}
		missed++
		without := s.score - l.predicted(s, s.share)
		with := s.score - l.predicted(s, l.shareMeeting(s, criterion))
		sum += (without*without - with*with) / (2 * varianceResponse)
	}
	if missed < leastSeen || float64(missed) < leastShare*float64(len(samples)) {
		return 0
	}
	return sum
}

// shareMeeting is the curved share of a response if it met a criterion that it misses.
func (l *learner) shareMeeting(s *sample, criterion int) float64 {
	r := l.rubric
	share := 0.0
	for n, total := range r.answers {
		if total == 0 || n == 0 && len(r.answers) > 1 {
			continue
		}
		earned := s.earned[n]
		if r.belongs(criterion, n) {
			earned += r.criteria[criterion].Points
		}
		share = max(share, earned/total)
	}
	return r.scaled(share)
}

// meet lets responses meet a criterion.
func (l *learner) meet(criterion int, samples []int) {
	for _, i := range samples {
		s := &l.samples[i]
		if !s.missed[criterion] {
			continue
		}
		s.share = max(s.share, l.shareMeeting(s, criterion))
		s.missed[criterion], s.met[criterion] = false, 1
		for n := range s.earned {
			if l.rubric.belongs(criterion, n) {
				s.earned[n] += l.rubric.criteria[criterion].Points
			}
		}
	}
}

// learnedOf is what was learned of a criterion.
func (l *learner) learnedOf(criterion int) *Learned {
	id := l.spec.Criteria[criterion].ID
	for i := range l.spec.Learned {
		if l.spec.Learned[i].Criterion == id {
			return &l.spec.Learned[i]
		}
	}
	l.spec.Learned = append(l.spec.Learned, Learned{Criterion: id})
	return &l.spec.Learned[len(l.spec.Learned)-1]
}

func (l *Learned) addKeyword(keyword string) {
	if !slices.Contains(l.Any, keyword) {
		l.Any = append(l.Any, keyword)
	}
}

// usable reports whether a phrase makes a keyword.
func (l *learner) usable(phrase string) bool {
	c := compiler{lexicon: l.rubric.lexicon, words: newWords(0), classes: make(map[int]bool)}
	_, bad := c.keyword(phrase, defaultGap, TyposOff, false)
	return bad == nil
}
