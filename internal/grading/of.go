package grading

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Comparisons: which value is said of what.
//
// "How do A and B differ in X?" has a criterion for each of them: its value in
// any, its names in of. A response earns it only by saying the value of that
// name. People say so in many ways:
//
//	A has x and B has y          B: y, A: x
//	x for A, y for B             x against y
//	A and B have x and y respectively
//
// The rule. Take the first mention of each value that is not denied; of mentions
// that lie in one another the longest ("Apache" in "Apache 2.0"). Then
//
//  1. A value that is alone in its clause with one name belongs to it: "while B
//     has y". A mention of that kind goes before an earlier one of another.
//  2. Where fewer values are left than names that were mentioned, each belongs
//     to the nearest of these names in words, one in the same clause first.
//  3. Otherwise the k-th value belongs to the k-th name. Names come in the order
//     of their first mention (in the values' clause where all of them stand
//     there, else in the response), then those not mentioned in the rubric's
//     order: so "x against y" is read in the order of the prompt.
//
// Each name has one value. A value that belongs to another name is missed, and
// the mark says so. A denied value is negated, and belongs to nobody.
//
// A clause ends at punctuation and before the few words that set one thing
// against another. "and", "than" and "after" do not end it: "x and y for A and
// B", "larger than B with y".

// contrasters begin a clause that speaks of the other one.
var contrasters = []string{"but", "while", "whereas", "although", "though", "because"}

// said is what a response says of one criterion of a comparison.
type said struct {
	match
	outcome Outcome
	reason  string
}

// names compiles the names of what a criterion is about.
func (c *compiler) names(path string, authored Criterion) []keyword {
	if authored.Of == nil {
		return nil
	}
	if authored.Any == nil {
		c.problem(path, "of stands without any", "write the forms of the value in any, or take of out")
	}
	return c.keywordList(path, authored.Of, defaultGap, c.spec.Typos)
}

// compareValues reports values, and names, that two criteria of a comparison
// share: nobody could tell whose is meant.
func (c *compiler) compareValues(r *Rubric) {
	values, names := make(map[string]int), make(map[string]int)
	for i := range r.criteria {
		if line := &r.criteria[i]; line.names != nil && len(line.groups) > 0 {
			c.noneShared(fmt.Sprintf("criterion[%d].any", i), line.groups[0], i, values, "compare what differs, or take of out of both")
			c.noneShared(fmt.Sprintf("criterion[%d].of", i), line.names, i, names, "give each its own names")
		}
	}
}

func (c *compiler) noneShared(path string, keywords []keyword, own int, owners map[string]int, remedy string) {
	for _, k := range keywords {
		for i := range k.sequences {
			key := c.words.key(&k.sequences[i])
			if owner, known := owners[key]; known && owner != own {
				c.problem(path, fmt.Sprintf("%q stands in criterion[%d] too", k.text, owner), remedy)
				return
			}
			owners[key] = own
		}
	}
}

// key is the same for sequences that the same words meet.
func (ws *words) key(s *sequence) string {
	var key strings.Builder
	for _, st := range s.steps {
		w := &ws.list[st.word]
		fmt.Fprintf(&key, "%d%s ", w.kind, cmp.Or(w.stem, w.text))
	}
	return key.String()
}

// mention is a value or a name of a criterion, found in the response.
type mention struct {
	match
	criterion int
	clause    int32
}

// comparison is how the values of a response are given to the names.
type comparison struct {
	d      *reading
	values [][]mention // by criterion: not denied, those spelt right first
	names  [][]mention // by criterion
	chosen []mention   // one mention of each value that is there, in order
	owner  []int       // by criterion: whose value is said of it, or -1
	holder []int       // by criterion: the name that its value belongs to, or -1
}

// findSaid says how criterion c of a comparison came out. All of them are looked
// at together, once for a response.
func (d *reading) findSaid(c *criterion) (match, Outcome, string) {
	if d.said == nil {
		d.said = make(map[string]said)
		d.compare()
	}
	s := d.said[c.ID]
	return s.match, cmp.Or(s.outcome, OutcomeMissed), s.reason
}

func (d *reading) compare() {
	n := len(d.rubric.criteria)
	c := comparison{d: d, values: make([][]mention, n), names: make([][]mention, n), owner: make([]int, n), holder: make([]int, n)}
	for i := range n {
		c.owner[i], c.holder[i] = -1, -1
	}
	c.findMentions()
	c.chooseValues()
	c.giveByClause()
	c.giveTheRest()
	c.conclude()
}

// findMentions fills values and names, and notes values that are only denied.
func (c *comparison) findMentions() {
	var all []mention
	for i := range c.d.rubric.criteria {
		line := &c.d.rubric.criteria[i]
		if line.names == nil {
			continue
		}
		// Values and names are told apart by the sign of criterion+1.
		all = c.d.mentions(all, line.groups[0], i+1)
		all = c.d.mentions(all, line.names, -i-1)
	}
	clauses := c.d.clauses()
	for _, m := range longest(all) {
		m.clause = clauses[m.first]
		i := max(m.criterion, -m.criterion) - 1
		isName := m.criterion < 0
		m.criterion = i
		switch {
		case isName:
			c.names[i] = append(c.names[i], m)
		case !m.negated:
			c.values[i] = append(c.values[i], m)
		default:
			if id := c.d.rubric.criteria[i].ID; c.d.said[id].outcome == "" {
				c.d.said[id] = said{match: m.match, outcome: OutcomeNegated}
			}
		}
	}
	for i := range c.values {
		slices.SortStableFunc(c.values[i], func(a, b mention) int {
			if a.fuzzy != b.fuzzy && b.fuzzy {
				return -1
			}
			if a.fuzzy != b.fuzzy {
				return 1
			}
			return cmp.Compare(a.first, b.first)
		})
	}
}

func (d *reading) mentions(all []mention, keywords []keyword, criterion int) []mention {
	for i := range keywords {
		d.find(&keywords[i], anyWord, func(m match) bool {
			m.fuzzy = m.fuzzy || m.close
			all = append(all, mention{match: m, criterion: criterion})
			return len(all) >= maxMatches
		})
	}
	if len(all) >= maxMatches {
		d.steps = 0 // too many to look at them all
	}
	return all
}

// clauses numbers the clause of each token.
func (d *reading) clauses() []int32 {
	clauses := make([]int32, len(d.tokens))
	clause := int32(0)
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.before != pauseNone || d.rubric.lexicon.lang.words != nil && slices.Contains(contrasters, t.text) {
			clause++
		}
		clauses[i] = clause
	}
	return clauses
}

// longest returns the mentions, in order, without those that lie in a longer
// one.
func longest(all []mention) []mention {
	slices.SortStableFunc(all, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last))
	})
	var kept []mention
	var widest match
	widest.last = -1
	for _, m := range all {
		if m.last < widest.last || m.last == widest.last && m.first > widest.first {
			continue
		}
		if m.last > widest.last && m.tokens == nil && !m.fuzzy {
			widest = m.match
		}
		kept = append(kept, m)
	}
	return kept
}
