package grading

import (
	"strings"
)

// A mark by a derived rubric in words. Such a rubric has a criterion for each word of
// the model answer, up to sixty of them, whose ids say nothing that the words do not.

// InWords is how the criteria of a derived rubric came out, in lists of words for
// people to read, each in the order of the model answer. Found and Denied give the
// words of the response as well, in quotation marks, where they are others. The texts
// hold what learners typed, and are not safe to print as they are.
type InWords struct {
	Found, Missed, Denied []string
}

// InWords is empty unless the rubric is derived.
func (m *Mark) InWords() InWords {
	var in InWords
	if !m.Derived {
		return in
	}
	for i := range m.Criteria {
		r := &m.Criteria[i]
		switch {
		case r.Outcome.Met():
			in.Found = append(in.Found, r.inWords())
		case r.Outcome == OutcomeNegated:
			in.Denied = append(in.Denied, r.inWords())
		case r.Outcome == OutcomeMissed:
			in.Missed = append(in.Missed, r.Word())
		}
	}
	return in
}

// Word is what a criterion of a derived rubric asks for: a word or a few, or a
// number, with "not" before what the model answer denies.
func (r *CriterionResult) Word() string {
	switch {
	case r.Wanted != "":
		return r.Wanted
	case len(r.Evidence) > 0:
		return keywordWord(r.Evidence[0].Keyword)
	}
	return r.ID
}

// inWords is the word with what was said for it.
func (r *CriterionResult) inWords() string {
	word := r.Word()
	var said []string
	typo, near := false, false
	for _, span := range r.Evidence {
		said = append(said, span.Text)
		typo, near = typo || span.Typo, near || span.Close
	}
	switch {
	case len(said) == 0 || len(said) == 1 && strings.EqualFold(said[0], word):
		return word
	case near:
		return "“" + strings.Join(said, "”, “") + "” close to " + word
	case typo:
		return "“" + strings.Join(said, "”, “") + "” taken for " + word
	}
	return word + " (“" + strings.Join(said, "”, “") + "”)"
}

// Name is what people read for a reject: its id, unless a derived rubric made it.
func (m *Mark) Name(reject *RejectResult) string {
	if m.Derived && isMadeReject(reject.ID) {
		return "what the answer denies"
	}
	return reject.ID
}

// isMadeReject knows the ids of rejectsOf.
func isMadeReject(id string) bool {
	digits, ok := strings.CutPrefix(id, "r")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// LooksFor is what a derived rubric looks for, by the model answer, each in its order.
// It is nil for other rubrics.
func (s *Spec) LooksFor() [][]Weighed {
	if !s.Derived {
		return nil
	}
	var all [][]Weighed
	for i := range s.Criteria {
		c := &s.Criteria[i]
		for len(all) < max(c.Answer, 1) {
			all = append(all, nil)
		}
		n := max(c.Answer, 1) - 1
		all[n] = append(all[n], Weighed{derivedWord(*c), c.Points})
	}
	return all
}

// Weighed is a word that a derived rubric looks for, and what it weighs beside the
// others: 1 is usual.
type Weighed struct {
	Word   string  `json:"word"`
	Weight float64 `json:"weight"`
}

// derivedWord is what a criterion that Derive made asks for.
func derivedWord(c Criterion) string {
	if len(c.Any) == 0 {
		return wantedText(c)
	}
	return keywordWord(c.Any[0])
}

// keywordWord shows a keyword that Derive made: a denied word, which wants its
// negation before or behind it, as "not add".
func keywordWord(keyword string) string {
	text := keywordText(keyword)
	first, second, denied := strings.Cut(text, " … ")
	switch {
	case !denied:
		return text
	case strings.HasSuffix(keyword, "]"):
		return second + " " + first
	}
	return first + " " + second
}
