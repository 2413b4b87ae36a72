package grading

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Calibrating rubrics.
//
// From responses that people marked, calibration learns what the criteria leave out:
// how these people use the scale, and which words stand in responses that they score
// higher or lower than the criteria do. A score is taken to be
//
//	scale(criteria) + the sum of what the words of the response are worth
//
// and the worths are found by ridge regression (Hoerl and Kennard, 1970), that is,
// as the means of a normal distribution around nothing: the fewer the responses, the
// closer the rubric stays to what it was. The scale is first fitted to the responses
// to all questions, then for each question by the same regression. What comes out
// stands in the rubric as text (Scale, Signal); the criteria are left as they were.

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

// The variances of what is learned, on the scale of scores: of a response around what
// its words say, of a word's worth, and of both ends of a question's scale around the
// common one. docs/grading.md says how they were chosen.
const (
	varianceResponse = 0.05
	varianceAnswer   = 0.02 // of a model answer
	varianceWord     = 0.02
	varianceNone     = 0.02
	varianceSlope    = 0.05
)

const (
	// priorResponses is how many responses the scale of the rubric itself, from 0
	// to 1, is worth when the common scale is fitted.
	priorResponses = 4
	// worthStep is what worths are rounded to, so that words can be put together.
	worthStep = 0.01
	// maxLearned is the most responses to one question that are learned from. The
	// work grows with its cube.
	maxLearned = 1000
)

// Calibrate returns the rubrics with a scale and signals learned from responses that
// people marked. Those that they had are replaced. A rubric without responses gets
// the scale that the others have in common, so the rubrics should be of one deck. Of
// one question the first 1,000 responses are used. The error is that of Compile.
func Calibrate(graded []Graded, lexicon *Lexicon) ([]Spec, error) {
	learners := make([]*learner, len(graded))
	var all []sample
	for i, g := range graded {
		spec := g.Spec
		spec.Scale, spec.Signals = nil, nil
		r, err := Compile(spec, lexicon)
		if err != nil {
			return nil, err
		}
		learners[i] = &learner{spec: spec}
		for _, response := range g.Responses[:min(len(g.Responses), maxLearned)] {
			learners[i].take(r, response, false)
		}
		all = append(all, learners[i].samples...)
		if len(learners[i].samples) == 0 {
			continue
		}
		for _, answer := range g.Answers {
			learners[i].take(r, Response{answer, 1}, true)
		}
	}
	common := commonScale(all)
	specs := make([]Spec, len(graded))
	for i, l := range learners {
		specs[i] = l.calibrated(common)
	}
	return specs, nil
}

// sample is a response as calibration sees it.
type sample struct {
	score  float64
	share  float64 // of the points, curved
	words  []int   // those in it, each once, by number, ascending
	answer bool    // a model answer, and no response
}

// variance is that of the score around what the words say.
func (s *sample) variance() float64 {
	if s.answer {
		return varianceAnswer
	}
	return varianceResponse
}

// learner gathers the responses to one question.
type learner struct {
	spec    Spec
	samples []sample
	known   map[string]int // words by stem
	words   []learned
}

// learned is a word of the responses: its stem, in the form that stands there most
// often.
type learned struct{ forms map[string]int }

func (l *learner) take(r *Rubric, response Response, answer bool) {
	s := sample{score: min(max(response.Score, 0), 1), answer: answer}
	text := cut(response.Text, MaxResponse)
	if strings.TrimSpace(text) == "" {
		return // scores 0 whatever the rubric says
	}
	d := r.read(text)
	defer d.release()
	var m Mark
	d.markCriteria(&m)
	share, _ := r.closest(&m)
	s.share = r.scaled(share)
	for i := range d.tokens {
		t := &d.tokens[i]
		if !t.tells() {
			continue
		}
		if n := l.number(r.lexicon.lang, t); !slices.Contains(s.words, n) {
			s.words = append(s.words, n)
		}
	}
	slices.Sort(s.words)
	l.samples = append(l.samples, s)
}

// tells reports whether a token may be worth something: a word of content, one that
// says how things stand to each other, or a negator.
func (t *token) tells() bool {
	if t.text == "" || len(t.text) < 2 && !isDigit(t.text[0]) {
		return false
	}
	return t.flags&flagStop == 0 || t.flags&(flagLight|flagNegator) != 0
}

// number is the number of a token's word.
func (l *learner) number(lang *language, t *token) int {
	stem := lang.stemOf(t)
	n, ok := l.known[stem]
	if !ok {
		if l.known == nil {
			l.known = make(map[string]int)
		}
		n = len(l.words)
		l.known[strings.Clone(stem)] = n
		l.words = append(l.words, learned{make(map[string]int)})
	}
	l.words[n].forms[strings.Clone(t.raw)]++
	return n
}

// commonScale is the straight line from shares to scores with the least squared
// error, beside priorResponses at either end that score as the rubric says.
func commonScale(samples []sample) Scale {
	n, x, y, xx, xy := 2.0*priorResponses, 1.0*priorResponses, 1.0*priorResponses, 1.0*priorResponses, 1.0*priorResponses
	for _, s := range samples {
		n, x, y = n+1, x+s.share, y+s.score
		xx, xy = xx+s.share*s.share, xy+s.share*s.score
	}
	slope := (n*xy - x*y) / (n*xx - x*x)
	none := (y - slope*x) / n
	return Scale{none, none + slope}
}

// calibrated is the rubric with what was learned.
func (l *learner) calibrated(common Scale) Spec {
	spec := l.spec
	weights := solve(l.kernel(), l.residuals(common))
	scale := common
	worth := make([]float64, len(l.words))
	for i, s := range l.samples {
		scale.None += varianceNone * weights[i]
		scale.All += (varianceNone + varianceSlope*s.share) * weights[i]
		for _, n := range s.words {
			worth[n] += varianceWord * weights[i]
		}
	}
	spec.Scale = scale.rounded()
	for i := range worth {
		worth[i] = roundTo(worth[i], worthStep)
	}
	l.spare(spec.Scale, worth)
	spec.Signals = l.signals(worth)
	return spec
}

// answerPass is what a model answer scores at least.
const answerPass = PassMark + 0.05

// spare lets the first model answer pass: while it does not, its worst word counts
// for nothing, and at last the scale reaches higher.
func (l *learner) spare(scale *Scale, worth []float64) {
	first := slices.IndexFunc(l.samples, func(s sample) bool { return s.answer })
	if first < 0 {
		return
	}
	s := &l.samples[first]
	for {
		score := scale.None + (scale.All-scale.None)*s.share
		worst := -1
		for _, n := range s.words {
			score += worth[n]
			if worth[n] < 0 && (worst < 0 || worth[n] < worth[worst]) {
				worst = n
			}
		}
		if score >= answerPass {
			return
		}
		if worst < 0 {
			scale.All = max(scale.All, answerPass)
			if s.share < 1 {
				scale.None = max(scale.None, answerPass)
			}
			return
		}
		worth[worst] = 0
	}
}

func (s Scale) rounded() *Scale {
	none := min(max(roundTo(s.None, worthStep), 0), 1)
	return &Scale{none, min(max(roundTo(s.All, worthStep), none), 1)}
}

func roundTo(x, step float64) float64 { return math.Round(math.Round(x/step)*step*1e6) / 1e6 }

func (l *learner) residuals(common Scale) []float64 {
	rest := make([]float64, len(l.samples))
	for i, s := range l.samples {
		rest[i] = s.score - common.None - (common.All-common.None)*s.share
	}
	return rest
}

// kernel is how much the scores of two responses have in common, by what both are
// made of.
func (l *learner) kernel() [][]float64 {
	kernel := make([][]float64, len(l.samples))
	for i := range l.samples {
		kernel[i] = make([]float64, i+1)
		for j := range kernel[i] {
			a, b := &l.samples[i], &l.samples[j]
			kernel[i][j] = varianceNone + varianceSlope*a.share*b.share + varianceWord*float64(shared(a.words, b.words))
		}
		kernel[i][i] += l.samples[i].variance()
	}
	return kernel
}

// shared counts what two ascending lists have in common.
func shared(a, b []int) int {
	both := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both++
			a, b = a[1:], b[1:]
		}
	}
	return both
}

// solve solves the symmetric positive definite system whose lower half is given, by
// the decomposition of Cholesky. The matrix is overwritten.
func solve(lower [][]float64, right []float64) []float64 {
	x := slices.Clone(right)
	for i, row := range lower {
		for j := range i + 1 {
			sum := row[j]
			for k := range j {
				sum -= row[k] * lower[j][k]
			}
			if i == j {
				row[j] = math.Sqrt(sum) // at least the variance
			} else {
				row[j] = sum / lower[j][j]
			}
		}
		for k := range i {
			x[i] -= row[k] * x[k]
		}
		x[i] /= row[i]
	}
	for i := len(x) - 1; i >= 0; i-- {
		for k := i + 1; k < len(x); k++ {
			x[i] -= lower[k][i] * x[k]
		}
		x[i] /= lower[i][i]
	}
	return x
}

// signals puts words of the same worth together, the greatest first.
func (l *learner) signals(worth []float64) []Signal {
	byWorth := make(map[float64][]string)
	for n := range l.words {
		each := worth[n]
		if each == 0 || math.Abs(each) > 1 {
			continue
		}
		byWorth[each] = append(byWorth[each], l.words[n].form())
	}
	var signals []Signal
	for each, words := range byWorth {
		slices.Sort(words)
		signals = append(signals, Signal{each, words})
	}
	slices.SortFunc(signals, func(a, b Signal) int { return cmp.Compare(b.Each, a.Each) })
	return signals
}

// form is the spelling that stood there most often, the first of equals.
func (w learned) form() string {
	best, most := "", 0
	for form, count := range w.forms {
		if count > most || count == most && form < best {
			best, most = form, count
		}
	}
	return best
}

// folds is into how many parts responses are divided to be marked by what the others
// teach.
const folds = 5

// Validate says how far calibration is to be trusted: for each response the score by a
// rubric that is calibrated on the other responses, those to the same question divided
// into five parts of which each is left out in turn (Stone, 1974). The error is that
// of Compile.
func Validate(graded []Graded, lexicon *Lexicon) ([][]float64, error) {
	scores := make([][]float64, len(graded))
	for i := range graded {
		scores[i] = make([]float64, len(graded[i].Responses))
	}
	for fold := range folds {
		rest := make([]Graded, len(graded))
		for i, g := range graded {
			rest[i].Spec, rest[i].Answers = g.Spec, g.Answers
			for n, response := range g.Responses {
				if n%folds != fold {
					rest[i].Responses = append(rest[i].Responses, response)
				}
			}
		}
		specs, err := Calibrate(rest, lexicon)
		if err != nil {
			return nil, err
		}
		for i, g := range graded {
			r, err := Compile(specs[i], lexicon)
			if err != nil {
				return nil, err
			}
			for n := fold; n < len(g.Responses); n += folds {
				scores[i][n] = r.Mark(g.Responses[n].Text).Score
			}
		}
	}
	return scores, nil
}
