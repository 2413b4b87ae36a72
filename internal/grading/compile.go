package grading

import (
	"fmt"
	"math"
	"strings"
)

const (
	maxKeywords  = 1000  // in one rubric
	maxSequences = 500   // ways to say one keyword, synonyms included
	maxWays      = 10000 // and all keywords of a rubric
	maxGroups    = 20    // groups of one all
	defaultGap   = 5     // words at a "..." when near is not given
	maxNear      = 100   // the widest gap: more than a sentence holds
)

// Compile checks a rubric and makes it ready to mark. The error is Problems and
// names everything that is wrong. A nil lexicon stands for English without
// synonyms or vocabulary. An empty Spec.Typos means TyposSmall.
func Compile(spec Spec, lexicon *Lexicon) (*Rubric, error) {
	if lexicon == nil {
		lexicon = NewLexicon(Options{})
	}
	if spec.Typos == "" {
		spec.Typos = TyposSmall
	}
	c := compiler{lexicon: lexicon, words: newWords(len(spec.Others)), spec: spec, classes: make(map[int]bool)}
	r := c.rubric()
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	if err := r.seal(c.classes); err != nil {
		return nil, Problems{{"rubric", err.Error(), "look for texts and numbers that JSON cannot hold"}}
	}
	return r, nil
}

// compiler gathers the parts of a rubric and what is wrong with them.
type compiler struct {
	lexicon  *Lexicon
	spec     Spec
	words    *words
	classes  map[int]bool // synonym classes that the keywords use
	keywords int
	ways     int
	problems Problems
}

func (c *compiler) problem(path, cause, remedy string) {
	c.problems = append(c.problems, Problem{path, cause, remedy})
}

func (c *compiler) rubric() *Rubric {
	r := &Rubric{spec: c.spec, lexicon: c.lexicon, words: c.words, notTypo: make(map[string]bool)}
	c.applyLearned()
	if !positive(c.spec.Points) {
		c.problem("points", fmt.Sprintf("the points are %v", c.spec.Points), "give a number above 0")
	}
	switch c.spec.Typos {
	case TyposOff, TyposSmall, TyposBig:
	default:
		c.problem("typos", fmt.Sprintf("%q is not known", c.spec.Typos), "write off, small or big")
	}
	for _, word := range c.spec.NotTypo {
		for _, t := range c.lexicon.lang.tokenize(normalise(word).text, nil) {
			r.notTypo[t.text] = true
		}
	}
	if len(c.spec.Criteria) == 0 {
		c.problem("criterion", "the rubric has no criteria", "add at least one criterion")
	}
	c.compileCriteria(r)
	c.compileRejects(r)
	c.compileScale(r)
	c.compareValues(r)
	r.excluding = c.exclusions()
	r.weigh()
	if c.spec.Loose {
		c.words.groupLetters()
		if c.spec.Typos != TyposOff {
			c.words.relate(c.lexicon.lang.related)
		}
	}
	if len(c.problems) == 0 && !positive(r.total) {
		c.problem("criterion", "the points of the criteria add up to no usable number", "use smaller points")
	}
	r.bands = c.bands()
	for i, other := range c.spec.Others {
		// Signs alone are nobody's rival answer in words.
		if k, bad := c.rival(other); bad == nil {
			r.others = append(r.others, k)
		} else if strings.TrimSpace(other) == "" {
			c.problem(fmt.Sprintf("others[%d]", i), "the rival answer is empty", "write it, or take it out")
		}
	}
	if c.keywords > maxKeywords {
		c.problem("rubric", fmt.Sprintf("it has %d keywords; the most is %d", c.keywords, maxKeywords), "split the question, or use wildcards and synonyms")
	}
	if c.ways > maxWays {
		c.problem("rubric", fmt.Sprintf("brackets and synonyms give more than %d ways to say its keywords", maxWays), "use fewer alternatives")
	}
	c.words.done()
	return r
}

func (c *compiler) compileCriteria(r *Rubric) {
	seen := make(map[string]int)
	for i, authored := range c.spec.Criteria {
		path := fmt.Sprintf("criterion[%d]", i)
		c.id(path, authored.ID, i, seen)
		if !positive(authored.Points) {
			c.problem(path+".points", fmt.Sprintf("the points are %v", authored.Points), "give a number above 0")
		}
		if limit := authored.CapWithout; limit != nil && !(*limit >= 0 && *limit <= 1) {
			c.problem(path+".cap_without", fmt.Sprintf("the cap is %v", *limit), "give a score from 0 to 1")
		}
		line := criterion{Criterion: authored}
		line.number = c.number(path+".number", authored.Number)
		others := given(authored.Number != nil, authored.PMatch != "", authored.Pattern != nil)
		line.groups = c.groups(path, authored.Any, authored.All, authored.Near, others, c.spec.Typos)
		line.pmatch = c.pmatch(path+".pmatch", authored)
		line.forms = c.forms(path+".pattern", authored)
		line.names = c.names(path+".of", authored)
		line.wanted = wantedText(authored)
		if c.spec.Derived {
			line.wanted = derivedWord(authored)
		}
		if line.pmatch != nil {
			line.wanted = line.pmatch.wanted()
		}
		c.atLeast(path+".at_least", authored, line.groups)
		c.ifNegated(path+".if_negated", authored)
		c.idleKeys(path, authored.Any, authored.All, authored.Near, authored.Order)
		line.also = c.also(i)
		if authored.MatchCase && authored.PMatch == "" && authored.Pattern == nil {
			c.problem(path+".match_case", "capitals can count only in pattern and pmatch", "write =word for a word as it is spelt, or take match_case out")
		}
		r.criteria = append(r.criteria, line)
		if authored.Answer < 0 || authored.Answer > maxAnswers {
			c.problem(path+".answer", fmt.Sprintf("the answer is number %d", authored.Answer), fmt.Sprintf("give a number from 1 to %d, or leave it out", maxAnswers))
		}
		r.places += max(1, len(line.groups))
	}
}

func (c *compiler) compileRejects(r *Rubric) {
	seen := make(map[string]int)
	for i, authored := range c.spec.Rejects {
		path := fmt.Sprintf("reject[%d]", i)
		c.id(path, authored.ID, i, seen)
		switch authored.Effect {
		case EffectZero, EffectMinus, EffectReview:
		default:
			c.problem(path+".effect", fmt.Sprintf("the effect %q is not known", authored.Effect), "write zero, minus or review")
		}
		if authored.Points < 0 || math.IsNaN(authored.Points) || math.IsInf(authored.Points, 0) {
			c.problem(path+".points", fmt.Sprintf("the points are %v", authored.Points), "give a number above 0")
		}
		// Nobody loses a mark for what may be a typing mistake.
		groups := c.groups(path, authored.Any, authored.All, authored.Near, 0, TyposOff)
		c.idleKeys(path, authored.Any, authored.All, authored.Near, false)
		r.rejects = append(r.rejects, reject{Reject: authored, groups: groups})
	}
}

func (c *compiler) id(path, id string, i int, seen map[string]int) {
	if strings.TrimSpace(id) == "" {
		c.problem(path+".id", "the id is missing", "give it a short name, such as \"raters\"")
		return
	}
	if first, ok := seen[id]; ok {
		place, _, _ := strings.Cut(path, "[")
		c.problem(path+".id", fmt.Sprintf("the id %q is used by %s[%d] too", id, place, first), "give each its own id")
		return
	}
	seen[id] = i
}

// given counts what is there.
func given(has ...bool) int {
	n := 0
	for _, yes := range has {
		if yes {
			n++
		}
	}
	return n
}

// groups compiles any (one group) or all (several). Of what they are
// alternatives to, others are given.
func (c *compiler) groups(path string, anyOf []string, all [][]string, near, others int, typos Typos) [][]keyword {
	forms := "any or all"
	if strings.HasPrefix(path, "criterion") {
		forms = "any, all, number, pmatch or pattern"
	}
	switch given := given(anyOf != nil, all != nil) + others; {
	case given == 0:
		c.problem(path, "nothing says what meets it", "give one of "+forms)
		return nil
	case given > 1:
		c.problem(path, "it has more than one of "+forms, "keep one, and make another line of the rest")
	}
	if near < 0 || near > maxNear {
		c.problem(path+".near", fmt.Sprintf("near is %d", near), fmt.Sprintf("give a number of words from 1 to %d, or leave it out", maxNear))
		near = 0
	}
	if near == 0 {
		near = defaultGap
	}
	if anyOf != nil {
		return [][]keyword{c.keywordList(path+".any", anyOf, near, typos)}
	}
	if all == nil {
		return nil
	}
	if len(all) == 0 || len(all) > maxGroups {
		c.problem(path+".all", fmt.Sprintf("it has %d groups", len(all)), fmt.Sprintf("give from 1 to %d groups of keywords", maxGroups))
		return nil
	}
	groups := make([][]keyword, len(all))
	for g, group := range all {
		groups[g] = c.keywordList(fmt.Sprintf("%s.all[%d]", path, g), group, near, typos)
	}
	return groups
}

func (c *compiler) keywordList(path string, authored []string, near int, typos Typos) []keyword {
	if len(authored) == 0 {
		c.problem(path, "the list of keywords is empty", "write at least one keyword")
	}
	keywords := make([]keyword, 0, len(authored))
	for i, text := range authored {
		k, bad := c.keyword(text, near, typos, false)
		if bad != nil {
			c.problem(fmt.Sprintf("%s[%d]", path, i), bad.cause, bad.remedy)
			continue
		}
		keywords = append(keywords, k)
	}
	return keywords
}

func positive(x float64) bool {
	return x > 0 && !math.IsInf(x, 0) && !math.IsNaN(x)
}
