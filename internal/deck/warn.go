package deck

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"drill/internal/grading"
)

// text warns of prompts that a learner would stumble over.
func (c *checker) text() {
	card := c.card
	if strings.Trim(card.Prompt, " _\n") == "" {
		c.add(SeverityError, "prompt", "prompt", "there is nothing to answer", "write a prompt")
	}
	isCell := strings.HasPrefix(card.Part, "cell-") || strings.HasPrefix(card.Part, "which-")
	if !strings.Contains(card.Prompt, "{") || !isCell && placeholders[card.Part] == "" { // a formula has braces of its own
		return
	}
	if left := placeholder().FindString(card.Prompt); left != "" {
		known := "{key}, {value}, {title} or {column}"
		if names := placeholders[card.Part]; names != "" {
			known = names
		}
		c.add(SeverityWarning, "prompt", "prompt", left+" is no placeholder", "write "+known)
	}
}

// placeholders are those of the questions about whole tables, by part.
var placeholders = map[string]string{
	"which":   "{value}, {rows}, {title} or {column}",
	"compare": "{a}, {b}, {title} or {column}",
	"match":   "{rows}, {title} or {column}",
}

var placeholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{[a-z]+\}`) })

// stopWords warns of a hole that hides nothing but words that any sentence has:
// they can be guessed, and say nothing about what was learned.
func (c *checker) stopWords() {
	if c.card.Type != TypeCloze || !strings.HasPrefix(c.card.Deck.Language, "en") {
		return
	}
	for _, answers := range append([][]string{c.card.accepted[:min(1, len(c.card.accepted))]}, c.card.more...) {
		for _, answer := range answers {
			if onlyStopWords(answer) {
				c.add(SeverityWarning, "text", "text", fmt.Sprintf("the hole of %s hides only %s", c.card.Part, quoted(answer)), "hide a word that can be recalled from the sentence")
			}
		}
	}
}

func onlyStopWords(text string) bool {
	words := strings.Fields(spaced(text))
	for _, word := range words {
		if !strings.Contains(stopWords, " "+word+" ") {
			return false
		}
	}
	return len(words) > 0
}

const stopWords = " a an the and or but if then than that this these those there here it its he she they them we you i is are was were be been being am " +
	"do does did done have has had having of in on at by for with from to into onto as so such also only just very too not no nor can could " +
	"will would shall should may might must about over under up down out off again once which who whom whose what when where why how " +
	"some any each every both all more most other another much many few own same "

// keywords warns of what is written in a rubric and counts for little.
func (c *checker) keywords(scheme grading.Scheme) {
	spec := c.card.Spec
	c.outlived()
	for i, reject := range spec.Rejects {
		c.groups(fmt.Sprintf("reject[%d].all", i), reject.All)
	}
	for i, criterion := range spec.Criteria {
		path := fmt.Sprintf("criterion[%d].any", i)
		c.groups(fmt.Sprintf("criterion[%d].all", i), criterion.All)
		if len(criterion.Any) > 0 && strings.HasPrefix(c.card.Deck.Language, "en") && !slices.ContainsFunc(criterion.Any, saysSomething) {
			c.warn(path, fmt.Sprintf("any sentence meets it: %s is all that is looked for", quoted(strings.Join(criterion.Any, ", "))), "write words that only a right response holds")
		}
		for k, keyword := range criterion.Any {
			if reject := zeroedBy(scheme, spec.Rejects, keyword); reject != "" {
				c.warn(fmt.Sprintf("%s[%d]", path, k), fmt.Sprintf("%s never counts: %s makes the score 0 of every response that holds it", quoted(keyword), reject), "take it out of one of the two")
			}
		}
	}
}

// outlived warns of what was learned of a criterion that the rubric no longer derives,
// since the model answer was changed.
func (c *checker) outlived() {
	rubric := c.card.Rubric()
	if !rubric.Derived {
		return // a rubric that was written must have it
	}
	for i, learned := range c.card.Spec.Learned {
		if !slices.ContainsFunc(rubric.Criteria, func(one grading.Criterion) bool { return one.ID == learned.Criterion }) {
			c.warn(fmt.Sprintf("learned[%d].criterion", i), fmt.Sprintf("the rubric derived from the model answer has no criterion %s (any more), and so this never counts", quoted(learned.Criterion)), "calibrate again, or take it out")
		}
	}
}

// zeroedBy is the reject that a keyword by itself sets off and that makes the
// score 0, or "".
func zeroedBy(scheme grading.Scheme, rejects []grading.Reject, keyword string) string {
	zeroes := slices.DeleteFunc(slices.Clone(rejects), func(r grading.Reject) bool { return r.Effect != grading.EffectZero })
	if len(zeroes) == 0 {
		return ""
	}
	if isForm(keyword) { // it stands for many texts, and only itself can be looked for
		same := func(other string) bool { return fold(other) == fold(keyword) }
		i := slices.IndexFunc(zeroes, func(r grading.Reject) bool { return slices.ContainsFunc(r.Any, same) })
		if i < 0 {
			return ""
		}
		return zeroes[i].ID
	}
	for _, found := range scheme.Mark(keyword).Rejects {
		if found.Effect == grading.EffectZero {
			return found.ID
		}
	}
	return ""
}

// isForm reports whether a keyword stands for several texts.
func isForm(keyword string) bool {
	return strings.ContainsAny(keyword, "[]|*?=") || strings.Contains(keyword, "...")
}

// groups warns of groups that want the same words, of which none counts twice.
func (c *checker) groups(path string, groups [][]string) {
	seen := make(map[string]int)
	for g, group := range groups {
		key := fold(strings.Join(group, "\n"))
		if first, twice := seen[key]; twice {
			c.warn(fmt.Sprintf("%s[%d]", path, g), fmt.Sprintf("wants the same words as group %d, and no word counts twice", first+1), "take one of the two out, or write other words")
			continue
		}
		seen[key] = g
	}
}

// warn reports what an author would want to know of a place in the rubric.
func (c *checker) warn(path, cause, remedy string) {
	c.add(SeverityWarning, path, c.fieldOf(path), cause, remedy)
}

// saysSomething reports whether a keyword holds more than words that stand in
// any sentence, whatever it says.
func saysSomething(keyword string) bool {
	if strings.ContainsAny(keyword, "[]|*?=") {
		return true
	}
	for _, word := range strings.Fields(spaced(keyword)) {
		if !strings.Contains(emptyWords, " "+word+" ") {
			return true
		}
	}
	return false
}

// emptyWords are fewer than stopWords: "not", "before" and "more" can be what an
// answer turns on.
const emptyWords = " a an the and or of to in on at by for with as it its is are was were be been being that this these those he she we they you i do does did has have had "

// samePrompts warns of two questions that ask in the same words: the learner
// cannot tell which answer is wanted.
func samePrompts(cards []*Card) Problems {
	var problems Problems
	first := make(map[string]*Card, len(cards))
	for _, card := range cards {
		key := fold(card.Prompt)
		earlier, taken := first[key]
		if !taken {
			first[key] = card
			continue
		}
		c := checker{card: card}
		c.add(SeverityWarning, "prompt", "", fmt.Sprintf("%s has the same prompt as %s#%s: %s", card.Part, earlier.Question, earlier.Part, quoted(card.Prompt)), "say in each what sets it apart")
		problems = append(problems, c.problems...)
	}
	return problems
}

// sameTakeaways warns of takeaways that say the same.
func sameTakeaways(sources []Source) Problems {
	var problems Problems
	first := make(map[string]string)
	for _, source := range sources {
		if source.Kind != KindTakeaway || source.Items[0].SameAs != "" {
			continue
		}
		item := source.Items[0]
		key := fold(item.Text)
		if earlier, taken := first[key]; taken {
			problems = append(problems, Problem{
				File: item.Origin.File, Line: item.Origin.Line, Question: item.ID, Field: "text", Severity: SeverityWarning,
				Cause: "says the same as " + earlier, Remedy: "take one of the two out, or write same_as = " + quoted(earlier),
			})
			continue
		}
		first[key] = item.ID
	}
	return problems
}

// fewJudged is up to how many true-or-false questions may all come out alike.
const fewJudged = 2

// oneTruth warns of a deck whose true-or-false questions all have one answer: a
// learner soon gives it without reading.
func oneTruth(cards []*Card) Problems {
	count := make(map[string]int)
	var first *Card
	for _, card := range cards {
		if card.Type == TypeTrueFalse {
			count[card.Answer]++
			first = cmp.Or(first, card)
		}
	}
	if len(count) != 1 || count[first.Answer] <= fewJudged {
		return nil
	}
	c := checker{card: first}
	c.add(SeverityWarning, first.answerKey, first.answerKey,
		fmt.Sprintf("all %d true-or-false questions of the deck have the answer %s", count[first.Answer], strings.ToLower(first.Answer)), "put some of them the other way round")
	return c.problems
}
