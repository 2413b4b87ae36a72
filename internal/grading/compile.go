package grading

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

const (
	maxKeywords  = 1000 // in one rubric
	maxSequences = 500  // ways to say one keyword, synonyms included
	maxGroups    = 20   // groups of one all
	defaultGap   = 5    // words at a "..." when near is not given
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
	c := compiler{lexicon: lexicon, words: newWords(), spec: spec, classes: make(map[int]bool)}
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
	problems Problems
}

func (c *compiler) problem(path, cause, remedy string) {
	c.problems = append(c.problems, Problem{path, cause, remedy})
}

func (c *compiler) rubric() *Rubric {
	r := &Rubric{spec: c.spec, lexicon: c.lexicon, words: c.words, notTypo: make(map[string]bool)}
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
	for i, other := range c.spec.Others {
		// Signs alone are nobody's rival answer in words.
		if k, bad := c.keyword(literal(other), defaultGap, TyposOff, true); bad == nil {
			r.others = append(r.others, k)
		} else if strings.TrimSpace(other) == "" {
			c.problem(fmt.Sprintf("others[%d]", i), "the rival answer is empty", "write it, or take it out")
		}
	}
	if c.keywords > maxKeywords {
		c.problem("rubric", fmt.Sprintf("it has %d keywords; the most is %d", c.keywords, maxKeywords), "split the question, or use wildcards and synonyms")
	}
	c.words.byKey = nil
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
		line.groups = c.groups(path, authored.Any, authored.All, authored.Near, authored.Number != nil, c.spec.Typos)
		line.wanted = wantedText(authored)
		r.criteria = append(r.criteria, line)
		r.total += authored.Points
	}
	if len(c.problems) == 0 && !positive(r.total) {
		c.problem("criterion", "the points of the criteria add up to no usable number", "use smaller points")
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
		groups := c.groups(path, authored.Any, authored.All, authored.Near, false, TyposOff)
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

// groups compiles any (one group) or all (several).
func (c *compiler) groups(path string, anyOf []string, all [][]string, near int, number bool, typos Typos) [][]keyword {
	given := 0
	for _, has := range [...]bool{anyOf != nil, all != nil, number} {
		if has {
			given++
		}
	}
	forms := "any or all"
	if strings.HasPrefix(path, "criterion") {
		forms = "any, all or number"
	}
	switch {
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

// maxNear keeps the gaps of a keyword within what a sentence can hold.
const maxNear = 100

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

func (c *compiler) keyword(text string, near int, typos Typos, rival bool) (keyword, *flaw) {
	if c.keywords++; c.keywords > maxKeywords {
		return keyword{}, nil // one problem says so for all of them
	}
	lists, bad := c.lexicon.lang.parseKeyword(text)
	if bad != nil {
		return keyword{}, bad
	}
	k := keyword{text: strings.TrimSpace(text)}
	seen := make(map[string]bool)
	for _, elements := range lists {
		for _, said := range c.sayings(elements) {
			key := sayingKey(said)
			if seen[key] {
				continue
			}
			seen[key] = true
			k.sequences = append(k.sequences, c.sequence(said, near, typos, rival))
		}
		if len(k.sequences) > maxSequences {
			return keyword{}, &flaw{"brackets and synonyms give more ways to say it than can be compared", "split the keyword, or use fewer alternatives"}
		}
	}
	return k, nil
}

// sayings returns the elements, and every way to say them with synonyms.
func (c *compiler) sayings(elements []element) [][]element {
	if len(c.lexicon.byFirst) == 0 {
		return [][]element{elements}
	}
	var done [][]element
	var extend func(head, rest []element)
	extend = func(head, rest []element) {
		if len(done) > maxSequences {
			return
		}
		if len(rest) == 0 {
			done = append(done, head)
			return
		}
		extend(append(slices.Clip(head), rest[0]), rest[1:])
		if rest[0].kind != wordPlain {
			return
		}
		for _, ref := range c.lexicon.byFirst[rest[0].stem] {
			class := c.lexicon.classes[ref.class]
			member := class.members[ref.member]
			if !beginsWith(rest, member) {
				continue
			}
			c.classes[ref.class] = true
			for m, other := range class.members {
				if m == ref.member {
					continue
				}
				other = slices.Clone(other)
				other[0].gap = rest[0].gap
				extend(append(slices.Clip(head), other...), rest[len(member):])
			}
		}
	}
	extend(nil, elements)
	return done
}

func beginsWith(elements, member []element) bool {
	if len(elements) < len(member) {
		return false
	}
	for i, m := range member {
		e := elements[i]
		if e.kind != wordPlain || e.stem != m.stem && e.text != m.text || i > 0 && e.gap {
			return false
		}
	}
	return true
}

func sayingKey(elements []element) string {
	var key strings.Builder
	for _, e := range elements {
		if e.gap {
			key.WriteString("... ")
		}
		key.WriteByte('0' + byte(e.kind))
		key.WriteString(e.text)
		key.WriteByte(' ')
	}
	return key.String()
}

func (c *compiler) sequence(elements []element, near int, typos Typos, rival bool) sequence {
	s := sequence{steps: make([]step, len(elements))}
	for i, e := range elements {
		st := step{word: c.words.add(e, typos, rival), joined: -1, gap: adjacent}
		if e.gap {
			st.gap = int32(near)
			s.gaps++
		}
		if i+1 < len(elements) {
			if both, ok := c.join(e, elements[i+1]); ok {
				st.joined = c.words.add(both, typos, rival)
			}
		}
		s.steps[i] = st
		s.plain = s.plain || e.flags.negates() && e.kind != wordGlob
	}
	// "rather than" and "instead of" deny without a negator in them.
	for i := 0; i+1 < len(elements); i++ {
		pair := elements[i].text + " " + elements[i+1].text
		s.plain = s.plain || pair == "rather than" || pair == "instead of" || pair == "fail to"
	}
	return s
}

// join returns the word that two neighbours make when written together, as in
// "pre training" and pretraining.
func (c *compiler) join(a, b element) (element, bool) {
	switch {
	case b.gap || a.kind != wordPlain:
		return element{}, false
	case !b.glued && (a.flags|b.flags)&flagNoJoin != 0:
		return element{}, false
	case b.kind == wordGlob:
		return element{kind: wordGlob, text: a.text + b.text}, true
	case b.kind == wordExact || b.kind == wordAny:
		return element{}, false
	}
	lang := c.lexicon.lang
	text := a.text + b.text
	if lang.spelling != nil {
		text = lang.spelling(text)
	}
	return element{kind: wordPlain, text: text, stem: lang.stemWord(text, lang.words[text].base)}, true
}

func positive(x float64) bool {
	return x > 0 && !math.IsInf(x, 0) && !math.IsNaN(x)
}
