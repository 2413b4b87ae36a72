package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
)

// Pattern Match questions, of the Open University's type for Moodle.
//
// There a question lists expressions, each with the part of the score that it is
// worth, and the first that a response meets decides. A rubric adds up the points
// of all criteria that are met. One says the same as the other when there is a
// criterion for each different part of the score: that the first expression met
// is worth that part or more. Of
//
//	0    match_w(not)
//	1    match_mow(tom maud)
//	0.5  match_w(tom)
//
// come two criteria of half a point each:
//
//	match_all(not(match_w(not)) match_mow(tom maud))
//	match_all(not(match_w(not)) match_any(match_mow(tom maud) match_w(tom)))
//
// A response that is worth 1 meets both, one that is worth 0.5 the second only.
// Mostly the better expressions stand first, and then a criterion is just a
// match_any of them.

const (
	maxExpressions = 100
	maxLayers      = 1<<maxChosen - 1 // different parts of the score: as many as an export gives
)

// weighted is an expression and the part of the score that it is worth.
type weighted struct {
	expression string
	share      float64
}

// moodlePMatch reads expressions and the model answer.
func moodlePMatch(q *moodleEntry) string {
	q.Type = deck.TypeText
	model := q.plain(q.node.child("modelanswer"))
	list, other := q.expressions()
	q.pmatchSettings()
	if why := q.byExpressions(list, other, model); why != "" {
		q.lose("is marked by a person, since %s", why)
		if other != "" {
			q.lose("what it says to any other response is left out: %s", clip(oneLine(other)))
		}
		q.Criteria = nil
		q.essay(guidanceOf(model, list))
	}
	return ""
}

// guidanceOf tells the person who marks what the expressions were.
func guidanceOf(model string, list []weighted) string {
	lines := []string{model}
	for _, w := range list[:min(len(list), maxLayers)] {
		lines = append(lines, fmt.Sprintf("%.7g%%: %s", w.share*100, w.expression))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// expressions reads the expressions that can be used, with the question's own
// synonyms put into them, and what is said to a response that meets none.
func (q *moodleEntry) expressions() (list []weighted, other string) {
	synonyms := q.synonyms()
	for _, n := range q.node.all("answer") {
		o := q.option(n, oneLine(q.plain(n)))
		switch {
		case o.text == "" && o.share == 0:
		case o.text == "*":
			other = o.feedback
			if o.share > 0 {
				q.lose("any response earned %.7g%%; here one that meets no expression earns nothing", o.share*100)
			}
		default:
			expression := withSynonyms(o.text, synonyms)
			if problem := q.expressionProblem(expression); problem != "" {
				q.lose("the expression %q is left out: %s", clip(o.text), problem)
				continue
			}
			if o.feedback != "" {
				q.lose("what it says to a response that earns %.7g%% is left out: %s", o.share*100, clip(oneLine(o.feedback)))
			}
			list = append(list, weighted{expression, max(o.share, 0)})
		}
	}
	return list, other
}

// expressionProblem says why an expression cannot be used.
func (q *moodleEntry) expressionProblem(expression string) string {
	switch size, words := longestMatch(expression); {
	case size > maxMatch:
		return fmt.Sprintf("with synonyms, a match in it is longer than %d bytes", maxMatch)
	case words > maxMatchWords:
		return fmt.Sprintf("with synonyms, a match in it has over %d words", maxMatchWords)
	}
	_, err := q.rubricOf([]grading.Criterion{{ID: "one", Points: 1, PMatch: expression}})
	var problems grading.Problems
	if errors.As(err, &problems) && len(problems) > 0 {
		return clip(problems[0].Cause)
	}
	return ""
}

func (q *moodleEntry) rubricOf(criteria []grading.Criterion) (*grading.Rubric, error) {
	return grading.Compile(grading.Spec{Points: 1, Criteria: criteria, Typos: grading.TyposSmall}, q.quiz.examiner.lexicon)
}

// synonyms are the words that the question says mean the same as a word, as an
// expression lists them.
func (q *moodleEntry) synonyms() map[string]string {
	synonyms := make(map[string]string)
	for _, n := range q.node.all("synonym") {
		word := q.plain(n.child("word"))
		var others []string
		for _, other := range strings.Split(q.plain(n.child("synonyms")), "|") {
			switch other = strings.TrimSpace(other); {
			case other == "":
			case strings.ContainsAny(other, expressionSigns+`\`):
				q.lose("the synonym %q of %q is left out, since it is no single word", clip(oneLine(other)), clip(oneLine(word)))
			default:
				others = append(others, other)
			}
		}
		if len(others) > 0 {
			synonyms[strings.ToLower(word)] = strings.Join(others, "|")
		}
	}
	return synonyms
}

// pmatchSettings tells of settings that the language has there and not here. How
// long a response may be, and whether its spelling is checked as it is typed,
// decides on no mark.
func (q *moodleEntry) pmatchSettings() {
	for _, setting := range []struct{ name, usual, what string }{
		{"usecase", "0", "capitals counted; here they do not"},
		{"quotematching", "0", "the form of quotation marks counted; here it does not"},
		{"sentencedividers", ".?!", "other signs ended a sentence; here . ? and ! do"},
		{"converttospace", ",;:", "other signs counted as spaces; here , ; and : do"},
		{"extenddictionary", "", "words of its own dictionary are not kept"},
		{"allowsubscript", "0", "subscripts could be written; here a response is plain text"},
		{"allowsuperscript", "0", "superscripts could be written; here a response is plain text"},
	} {
		n := q.node.child(setting.name)
		if n != nil && n.value() != setting.usual && (n.value() != "" || setting.usual != "0") {
			q.lose("%s", setting.what)
		}
	}
}

// byExpressions makes the criteria and the model answer. It says why it cannot.
func (q *moodleEntry) byExpressions(list []weighted, other, model string) string {
	size := 0
	for _, w := range list {
		size += len(w.expression)
	}
	shares := sharesOf(list)
	switch {
	case len(shares) == 0:
		return "none of its expressions can be met and earns anything"
	case len(list) > maxExpressions || len(shares) > maxLayers || size > maxExpressionText:
		return "its expressions are too many"
	case shares[0] < full:
		q.lose("its best expression earned %.7g%%; here it earns full marks", shares[0]*100)
	}
	q.Criteria = layersOf(list, shares)
	q.Criteria[len(q.Criteria)-1].Feedback = other
	rubric, err := q.rubricOf(q.Criteria)
	if err != nil {
		return "its expressions do not go together"
	}
	if q.Answer = modelFor(rubric, model, list); q.Answer == "" {
		return "it has no model answer that meets its own expressions"
	}
	switch {
	case q.Answer == model:
	case model == "":
		q.lose("has no model answer; one was made of its expressions: %s", clip(q.Answer))
	default:
		q.lose("its model answer does not earn full marks, and one was made of its expressions; it was: %s", clip(oneLine(model)))
	}
	return ""
}

// Limits of the expressions of a question. A response is made of them, and marked
// by them, for which both time and memory grow with the square of the words of a
// match, such as match_w(a b). What is put together of matches may be longer.
const (
	maxExpressionText = 16 << 10 // bytes of all of them
	maxMatch          = 2000     // bytes of a match
	maxMatchWords     = 200
)

// sameShare is how far parts of the score may be from each other and still be the
// same: formats write thirds with different numbers of digits.
const sameShare = 1e-4

// sharesOf are the different parts of the score, the best first.
func sharesOf(list []weighted) []float64 {
	var shares []float64
	for _, w := range list {
		known := func(share float64) bool { return math.Abs(share-w.share) < sameShare }
		if w.share > 0 && !slices.ContainsFunc(shares, known) {
			shares = append(shares, w.share)
		}
	}
	slices.SortFunc(shares, func(a, b float64) int { return cmp.Compare(b, a) })
	return shares
}

// layersOf makes a criterion for each part of the score.
func layersOf(list []weighted, shares []float64) []grading.Criterion {
	var ids deck.IDs
	var criteria []grading.Criterion
	for i, share := range shares {
		below := 0.0
		if i+1 < len(shares) {
			below = shares[i+1]
		}
		criteria = append(criteria, grading.Criterion{
			ID:     ids.Take(fmt.Sprintf("worth %g", math.Round(share*100)), "worth"),
			Points: math.Round((share-below)/shares[0]*1e6) / 1e6,
			PMatch: firstWorth(list, share),
		})
	}
	return criteria
}

// firstWorth is met when the first expression of a list that a response meets is
// worth a share or more. It is put together from behind: any of this one and what
// follows, or not this one and what follows.
func firstWorth(list []weighted, share float64) string {
	name := "match_any"
	var items []string // in the order of the list, the first at the end
	turn := func(to string) {
		if name != to && len(items) > 0 {
			slices.Reverse(items)
			items = []string{joined(name, items)}
		}
		name = to
	}
	for _, w := range slices.Backward(list) {
		switch {
		case w.share > share-sameShare:
			turn("match_any")
			ways := alternatives(w.expression)
			slices.Reverse(ways)
			items = append(items, ways...)
		case len(items) > 0:
			turn("match_all")
			items = append(items, denied(w.expression))
		}
	}
	slices.Reverse(items)
	return joined(name, items)
}

// modelFor is a response that earns full marks: the model answer, or one made of
// the expressions that are worth most.
func modelFor(rubric *grading.Rubric, model string, list []weighted) string {
	candidates := []string{model}
	best := sharesOf(list)[0]
	for _, w := range list {
		if w.share > best-sameShare {
			candidates = append(candidates, sampleOf(w.expression))
		}
	}
	for _, candidate := range candidates {
		if candidate != "" && rubric.Mark(candidate).Score >= full {
			return candidate
		}
	}
	return ""
}
