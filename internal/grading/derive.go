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
// response holds, raised to a power, since a paraphrase holds some of the words
// only. It knows nothing of what the words say together, so it is always shown as
// derived. What it does know:
//
//   - a word that says how things stand to each other (same, between, before)
//     weighs somewhat more than half, one that the prompt gives away a fifth;
//   - words of the family of a word will do (alike.go);
//   - a word that the answer denies ("adds no facts") weighs more, is met only by
//     a response that denies it, and one that affirms the denied words together
//     loses points;
//   - a response that denies much of what the answer affirms does not pass
//     (denied.go);
//   - an element of the answer that has points of its own, "(0.5 P)", weighs as
//     many of them (elements.go).
//
// The rubric is tried on the model answer itself, and what that does not meet is
// taken out, so the model answer always scores 1.
//
// The settings are the same for every subject and language. docs/grading.md says
// how they were chosen, and how well they do.

const (
	maxDerived     = 60  // criteria
	weightTelling  = 1.0 // a word of content, and a number
	weightLight    = 0.6 // a word such as between
	weightGiven    = 0.2 // share of the weight that a word of the prompt keeps
	weightDenied   = 1.5 // times the weight of what the answer denies
	weightLoose    = 0.4 // share of it outside the elements that have points
	derivedCurve   = 0.5 // the power, with one model answer
	derivedFurther = 0.2 // more for each further one
	derivedSteep   = 1.5 // the power at most
	derivedNear    = 8   // words between a negation and what it denies
	derivedLoss    = 0.4 // share of the score that affirming a denied thing costs
)

// Derive makes a rubric from a model answer, or from several, of which a response
// need hold only one. Answers without any word or number give a Spec without
// criteria, which Compile refuses.
func Derive(answers []string, prompt string, points float64, lexicon *Lexicon) Spec {
	if lexicon == nil {
		lexicon = NewLexicon(Options{})
	}
	var specs []Spec
	for _, answer := range answers[:min(len(answers), maxAnswers)] {
		if spec := deriveOne(answer, prompt, points, lexicon); len(spec.Criteria) > 0 {
			specs = append(specs, spec)
		}
	}
	switch len(specs) {
	case 0:
		return Spec{Points: points, Typos: TyposSmall, Loose: true, Derived: true}
	case 1:
		return specs[0]
	}
	return together(specs)
}

// together makes one rubric of those of several model answers. What only one of them
// denies is no wrong content.
func together(specs []Spec) Spec {
	whole := specs[0]
	whole.Criteria, whole.Rejects = nil, nil
	// Who may say it in several ways is asked to come closer to one of them: the
	// nearest of many is near by chance too.
	whole.Curve = min(math.Round((derivedCurve+derivedFurther*float64(len(specs)-1))*100)/100, derivedSteep)
	most := maxKeywords / len(specs)
	for n, spec := range specs {
		for _, c := range spec.Criteria[:min(len(spec.Criteria), most)] {
			c.Answer, c.ID = n+1, fmt.Sprintf("a%d%s", n+1, c.ID)
			whole.Criteria = append(whole.Criteria, c)
		}
	}
	return whole
}

func deriveOne(answer, prompt string, points float64, lexicon *Lexicon) Spec {
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

// weightiest weighs the ideas and returns the few that weigh most, in order.
func (v *deriver) weightiest() []idea {
	ideas := slices.Clone(v.ideas)
	for n := range ideas {
		i := &ideas[n]
		if i.given {
			i.weight *= weightGiven
		}
		if i.denied {
			i.weight *= weightDenied
		}
	}
	share(ideas, v.points)
	slices.SortStableFunc(ideas, func(a, b idea) int { return cmp.Compare(b.weight, a.weight) })
	ideas = ideas[:min(len(ideas), maxDerived)]
	slices.SortFunc(ideas, func(a, b idea) int { return cmp.Compare(a.ordinal, b.ordinal) })
	return ideas
}

func (v *deriver) spec(ideas []idea, points float64) Spec {
	spec := Spec{Points: points, Typos: TyposSmall, Loose: true, Curve: derivedCurve, Derived: true}
	total := 0.0
	for n, i := range ideas {
		c := Criterion{ID: fmt.Sprintf("d%d%s", n+1, slug(i.text)), Points: math.Round(i.weight*100) / 100}
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
