package grading

import (
	"slices"
	"strings"
)

// Calibrating rubrics.
//
// From responses that people marked, calibration learns what the criteria leave out.
// It goes from what a teacher reads most easily to what is least easy:
//
//   - keywords that meet a criterion too (calibrate_keywords.go);
//   - what the criteria are worth to these people (calibrate_points.go);
//   - the levels that these people mark in (calibrate_bands.go);
//   - how these people use the scale, and words that stand in responses which they
//     score higher or lower than the criteria do (calibrate_words.go);
//   - wrong content: words of which the last step finds that they cost much
//     (calibrate_rejects.go);
//   - the levels that these people mark in (calibrate_bands.go).
//
// The fewer the responses, the closer the rubric stays to what it was: a keyword must
// explain more than chance would, and worths are found by ridge regression (Hoerl and
// Kennard, 1970; ridge.go), that is, as the means of a normal distribution around
// nothing. What comes out stands in the rubric as text, beside the criteria, which are
// left as they were.

// Response is a response that a person marked.
type Response struct {
	Text  string
	Score float64 // 0 to 1
}

// Graded is a rubric with responses to its question that people marked.
type Graded struct {
	Spec Spec
	// Answers are model answers. They are learned from as responses with full
	// marks, and the first goes on passing.
	Answers   []string
	Responses []Response
}

// maxLearned is the most responses to one question that are learned from. The work
// grows with its cube.
const maxLearned = 1000

// Calibrate returns the rubrics with what responses teach that people marked: Learned,
// Scale, Signals, rejects at the end of Rejects with ids that begin with "learned-", and
// Bands where there are none. What of these the rubrics have already counts as the
// author's, but for Scale, Signals and Learned, which are replaced. A rubric without
// responses gets the scale that the others have in common, so the rubrics should be of
// one deck. Of one question the first 1,000 responses are used. The error is that of
// Compile.
func Calibrate(graded []Graded, lexicon *Lexicon) ([]Spec, error) {
	learners := make([]*learner, len(graded))
	for i, g := range graded {
		l := &learner{spec: g.Spec, graded: g, lexicon: lexicon}
		l.spec.Scale, l.spec.Signals, l.spec.Learned = nil, nil, nil
		l.graded.Responses = g.Responses[:min(len(g.Responses), maxLearned)]
		if err := l.read(); err != nil {
			return nil, err
		}
		learners[i] = l
	}
	common := commonScale(learners)
	levels := levelsOf(learners)
	specs := make([]Spec, len(graded))
	for i, l := range learners {
		l.scale = common
		if err := l.learnCriteria(); err != nil {
			return nil, err
		}
		l.learnBands(levels)
		l.learnWords()
		l.learnRejects()
		specs[i] = l.spec
	}
	return specs, nil
}

// learnCriteria learns keywords and points, and reads the responses again.
func (l *learner) learnCriteria() error {
	if l.learnKeywords() {
		if err := l.read(); err != nil {
			return err
		}
	}
	if l.learnPoints() {
		return l.read()
	}
	return nil
}

// learner learns from the responses to one question.
type learner struct {
	graded  Graded
	lexicon *Lexicon
	spec    Spec  // with what was learned so far
	scale   Scale // the line from curved shares to scores
	rubric  *Rubric
	samples []sample
	words   glossary // that may be worth something
	phrases glossary // of one or two words, that may be keywords
}

// sample is a response as calibration sees it, by the rubric in force.
type sample struct {
	score   float64
	share   float64   // of the points, curved
	lost    float64   // of the score, by rejects
	met     []float64 // by criterion, the share of its points that was earned
	missed  []bool    // by criterion: neither met nor denied
	earned  []float64 // points, by the number of the model answer
	words   []int     // each once, ascending
	phrases []int     // that met no criterion; each once, ascending
	answer  bool      // a model answer, and no response
}

// glossary numbers texts that are the same but for the forms of their words.
type glossary struct {
	known map[string]int   // by stem
	forms []map[string]int // by number, how often each form was seen
}

func (v *glossary) number(stem, form string) int {
	n, ok := v.known[stem]
	if !ok {
		if v.known == nil {
			v.known = make(map[string]int)
		}
		n = len(v.forms)
		v.known[strings.Clone(stem)] = n
		v.forms = append(v.forms, make(map[string]int))
	}
	v.forms[n][strings.Clone(form)]++
	return n
}

// form is the spelling that was seen most often, the first of equals.
func (v *glossary) form(n int) string {
	best, most := "", 0
	for form, count := range v.forms[n] {
		if count > most || count == most && form < best {
			best, most = form, count
		}
	}
	return best
}

// read marks the responses, and the model answers where there are responses, by the
// criteria in force.
func (l *learner) read() error {
	r, err := Compile(l.spec, l.lexicon)
	if err != nil {
		return err
	}
	l.rubric, l.samples, l.words, l.phrases = r, nil, glossary{}, glossary{}
	for _, response := range l.graded.Responses {
		l.take(response, false)
	}
	if len(l.samples) == 0 {
		return nil
	}
	for _, answer := range l.graded.Answers {
		l.take(Response{answer, 1}, true)
	}
	return nil
}

func (l *learner) take(response Response, answer bool) {
	text := cut(response.Text, MaxResponse)
	if strings.TrimSpace(text) == "" {
		return // scores 0 whatever the rubric says
	}
	d := l.rubric.read(text)
	defer d.release()
	var m Mark
	d.markCriteria(&m)
	share, _ := l.rubric.closest(&m)
	lost := 1 - d.applyRejects(&m, 1)
	if slices.ContainsFunc(m.Rejects, func(r RejectResult) bool { return r.Effect == EffectZero }) {
		return // scores 0 too
	}
	s := sample{score: min(max(response.Score, 0), 1), share: l.rubric.scaled(share), lost: lost, answer: answer}
	for i := range m.Criteria {
		c := &m.Criteria[i]
		s.met, s.missed = append(s.met, c.Points/c.MaxPoints), append(s.missed, c.Outcome == OutcomeMissed)
	}
	for n := range l.rubric.answers {
		s.earned = append(s.earned, l.rubric.earned(&m, n))
	}
	s.words = l.wordsOf(d)
	s.phrases = l.phrasesOf(d, &m)
	l.samples = append(l.samples, s)
}

// wordsOf are the words of a response that may be worth something.
func (l *learner) wordsOf(d *reading) []int {
	var words []int
	for i := range d.tokens {
		if t := &d.tokens[i]; t.tells() {
			words = append(words, l.words.number(d.rubric.lexicon.lang.stemOf(t), t.raw))
		}
	}
	return set(words)
}

// tells reports whether a token may be worth something: a word of content, one that
// says how things stand to each other, or a negator.
func (t *token) tells() bool {
	if t.text == "" || len(t.text) < 2 && !isDigit(t.text[0]) {
		return false
	}
	return t.flags&flagStop == 0 || t.flags&(flagLight|flagNegator) != 0
}

// set sorts numbers and keeps each once.
func set(numbers []int) []int {
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// variance is that of the score around what the words say.
func (s *sample) variance() float64 {
	if s.answer {
		return varianceAnswer
	}
	return varianceResponse
}

// predicted is the score of a response by the line alone, if its curved share of the
// points were such.
func (l *learner) predicted(s *sample, share float64) float64 {
	return l.scale.None + (l.scale.All-l.scale.None)*share - s.lost
}
