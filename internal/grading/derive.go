package grading

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Deriving a rubric.
//
// Where an author wrote no rubric, one is made from the model answer: each word
// of content is a criterion, and the score is the share of their weight that a
// response holds. It knows nothing of what the words say together, so it is
// always shown as derived. What it does know:
//
//   - a technical word weighs 1, an ordinary one half; a word that the prompt
//     gives away is left out, or weighs a quarter where little else remains;
//   - a word that the answer denies ("adds no facts") is met only by a response
//     that denies it, and one that affirms the denied words together loses
//     points;
//   - a response that denies what the answer affirms does not pass (marking.go).
//
// The rubric is tried on the model answer itself, and what that does not meet is
// taken out, so the model answer always scores 1.

const (
	maxDerived    = 12   // criteria
	minOwn        = 3    // words beside the prompt's that make those dispensable
	weightPlain   = 0.5  // an ordinary word
	weightTelling = 1.0  // any other, and a number
	weightGiven   = 0.25 // share of the weight that a word of the prompt keeps
	derivedNear   = 8    // words between a negation and what it denies
	derivedLoss   = 0.4  // share of the score that affirming a denied thing costs
)

// Derive makes a rubric from a model answer. An answer without any word or
// number gives a Spec without criteria, which Compile refuses.
func Derive(answer, prompt string, points float64, lexicon *Lexicon) Spec {
	if lexicon == nil {
		lexicon = NewLexicon(Options{})
	}
	v := deriver{lexicon: lexicon}
	v.readAnswer(cut(answer, MaxResponse))
	v.readPrompt(prompt)
	spec := v.spec(v.weightiest(), points)
	if kept, ok := provedOn(answer, spec, lexicon); ok {
		return kept
	}
	v.all = true
	v.readAnswer(cut(answer, MaxResponse))
	kept, _ := provedOn(answer, v.spec(v.weightiest(), points), lexicon)
	return kept
}

// provedOn takes out of a derived rubric what the model answer does not meet. It
// reports whether anything is left.
func provedOn(answer string, spec Spec, lexicon *Lexicon) (Spec, bool) {
	for len(spec.Criteria) > 0 {
		r, err := Compile(spec, lexicon)
		if err != nil {
			return spec, true // the points, perhaps: the caller's to hear from Compile
		}
		m := r.Mark(answer)
		if m.Score == 1 {
			return spec, true
		}
		met := spec.Criteria[:0:0]
		for i, c := range spec.Criteria {
			if m.Criteria[i].Outcome.Met() {
				met = append(met, c)
			}
		}
		if len(met) == len(spec.Criteria) && len(spec.Rejects) == 0 {
			break
		}
		spec.Criteria, spec.Rejects = met, nil
	}
	return spec, len(spec.Criteria) > 0
}

// idea is something that the model answer says, in one or a few words.
type idea struct {
	text    string
	key     string // the same for synonyms and word forms
	number  *Number
	weight  float64
	denied  bool
	negator bool // by a negator proper, not by "instead of"
	clause  int  // which denied stretch it stands in
	given   bool
	ordinal int
}

// deriver gathers the ideas of a model answer.
type deriver struct {
	lexicon *Lexicon
	all     bool // stop words too
	ideas   []idea
	seen    map[string]int
}

func (v *deriver) readAnswer(answer string) {
	v.ideas, v.seen = nil, make(map[string]int)
	v.eachIdea(answer, func(i idea) {
		if at, ok := v.seen[i.key]; ok {
			if !i.denied {
				v.ideas[at].denied = false
			}
			return
		}
		i.ordinal = len(v.ideas)
		v.seen[i.key] = i.ordinal
		v.ideas = append(v.ideas, i)
	})
}

func (v *deriver) readPrompt(prompt string) {
	v.eachIdea(cut(prompt, MaxResponse), func(i idea) {
		if at, ok := v.seen[i.key]; ok {
			v.ideas[at].given = true
		}
	})
}

// eachIdea calls found with every idea of a text, in order.
func (v *deriver) eachIdea(text string, found func(idea)) {
	r := &Rubric{lexicon: v.lexicon, words: newWords()}
	d := r.read(text)
	defer d.release()
	d.steps = math.MaxInt
	clause := 0
	quantities := d.allQuantities()
	for i := int32(0); int(i) < len(d.tokens); {
		t := &d.tokens[i]
		if t.before != pauseNone || i > 0 && t.negated != d.tokens[i-1].negated {
			clause++
		}
		for len(quantities) > 0 && quantities[0].last < i {
			quantities = quantities[1:]
		}
		next, it, ok := i+1, idea{}, false
		if len(quantities) > 0 && quantities[0].first == i {
			next, it, ok = quantities[0].last+1, v.numberIdea(d, quantities[0]), !d.isToken(i, "one") || v.all
		} else {
			next, it, ok = v.wordIdea(d, i)
		}
		if ok {
			it.denied, it.clause = t.negated, clause
			it.negator = t.negated && d.negatorBefore(i)
			found(it)
		}
		i = next
	}
}

// negatorBefore reports whether what denies token i is a word such as not.
func (d *reading) negatorBefore(i int32) bool {
	for i--; i >= 0; i-- {
		if d.tokens[i].flags&(flagNegator|flagNor) != 0 {
			return true
		}
		if !d.tokens[i].negated || d.tokens[i+1].before == pauseSentence {
			return false
		}
	}
	return false
}

func (v *deriver) numberIdea(d *reading, q quantity) idea {
	return idea{
		text:   d.textOf(q),
		key:    fmt.Sprintf("number %v %s", q.value, q.unit),
		number: &Number{Value: q.value, Unit: q.unit},
		weight: weightTelling,
	}
}

// wordIdea reads the compound, the synonym or the word at token i.
func (v *deriver) wordIdea(d *reading, i int32) (next int32, it idea, ok bool) {
	if class, size := v.classAt(d, i); size > 0 {
		it = idea{text: d.phrase(i, i+size-1), key: fmt.Sprintf("class %d", class), weight: weightTelling}
		return i + size, it, it.text != ""
	}
	next = i + 1
	for int(next) < len(d.tokens) && d.tokens[next].glued && d.tokens[next].from > d.tokens[next-1].from && d.between(next) == "-" {
		next++
	}
	t := &d.tokens[i]
	it.text = d.phrase(i, next-1)
	for j := i; j < next; j++ {
		it.key += d.rubric.lexicon.lang.stemOf(&d.tokens[j])
	}
	it.weight = weightTelling
	if next == i+1 {
		if v.skips(t) {
			return next, it, false
		}
		if v.lexicon.lang.isCommon(t) {
			it.weight = weightPlain
		}
	}
	return next, it, literal(it.text) != ""
}

// skips reports whether a word says nothing by itself.
func (v *deriver) skips(t *token) bool {
	switch {
	case t.text == "":
		return true
	case v.all:
		return false
	}
	return t.flags&(flagStop|flagArticle|flagNegator|flagNor|flagNon) != 0 || len(t.text) < 2
}

func (l *language) isCommon(t *token) bool {
	return t.flags&flagCommon != 0 || l.commonStems()[l.stemOf(t)]
}

// classAt finds the longest synonym of the deck at token i.
func (v *deriver) classAt(d *reading, i int32) (class int, size int32) {
	for _, ref := range v.lexicon.byFirst[v.lexicon.lang.stemOf(&d.tokens[i])] {
		member := v.lexicon.classes[ref.class].members[ref.member]
		at, ok := i, true
		for n, e := range member {
			for n > 0 && int(at) < len(d.tokens) && d.tokens[at].flags&flagArticle != 0 && e.flags&flagArticle == 0 {
				at++
			}
			if int(at) >= len(d.tokens) || v.lexicon.lang.stemOf(&d.tokens[at]) != e.stem || d.tokens[at].sentence != d.tokens[i].sentence {
				ok = false
				break
			}
			at++
		}
		if ok && at-i > size {
			class, size = ref.class, at-i
		}
	}
	return class, size
}

// phrase is the text of tokens first to last, as a keyword for a plain text.
func (d *reading) phrase(first, last int32) string {
	return literal(strings.ToLower(d.span(first, last, "", false).Text))
}

// weightiest weighs the ideas and returns the few that weigh most, in order.
func (v *deriver) weightiest() []idea {
	own := 0
	for _, i := range v.ideas {
		if !i.given {
			own++
		}
	}
	ideas := make([]idea, 0, len(v.ideas))
	for _, i := range v.ideas {
		if i.given {
			if own >= minOwn {
				continue
			}
			i.weight *= weightGiven
		}
		ideas = append(ideas, i)
	}
	slices.SortStableFunc(ideas, func(a, b idea) int { return cmp.Compare(b.weight, a.weight) })
	ideas = ideas[:min(len(ideas), maxDerived)]
	slices.SortFunc(ideas, func(a, b idea) int { return cmp.Compare(a.ordinal, b.ordinal) })
	return ideas
}

func (v *deriver) spec(ideas []idea, points float64) Spec {
	spec := Spec{Points: points, Typos: TyposSmall, Derived: true}
	total := 0.0
	for n, i := range ideas {
		c := Criterion{ID: fmt.Sprintf("d%d%s", n+1, slug(i.text)), Points: i.weight}
		switch {
		case i.number != nil:
			c.Number = i.number
		case i.denied:
			no := "[" + strings.Join(v.lexicon.lang.denials, "|") + "]"
			c.Any, c.Near = []string{no + " ... " + i.text, i.text + " ... " + no}, derivedNear
		default:
			c.Any = []string{i.text}
		}
		total += i.weight
		spec.Criteria = append(spec.Criteria, c)
	}
	spec.Rejects = rejectsOf(ideas, total)
	return spec
}

// rejectsOf makes wrong content of words that the answer denies together.
func rejectsOf(ideas []idea, total float64) []Reject {
	var rejects []Reject
	for start := 0; start < len(ideas); {
		end := start + 1
		for end < len(ideas) && ideas[end].clause == ideas[start].clause {
			end++
		}
		var groups [][]string
		for _, i := range ideas[start:end] {
			if i.denied && i.negator && i.number == nil {
				groups = append(groups, []string{i.text})
			}
		}
		if len(groups) >= 2 {
			rejects = append(rejects, Reject{
				ID: fmt.Sprintf("r%d", len(rejects)+1), All: groups[:min(len(groups), 3)], Near: derivedNear,
				Effect: EffectMinus, Points: math.Round(derivedLoss*total*100) / 100,
			})
		}
		start = end
	}
	return rejects
}

// slug makes the tail of an id from a text: "-fine-tuning", or nothing.
func slug(text string) string {
	var out strings.Builder
	for _, r := range normalise(text).text {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if out.Len() == 0 || strings.HasSuffix(out.String(), " ") {
				out.WriteByte('-')
			}
			out.WriteRune(r)
		case out.Len() > 0 && !strings.HasSuffix(out.String(), " "):
			out.WriteByte(' ')
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(out.String(), " -", "-"), " ", "")
}
