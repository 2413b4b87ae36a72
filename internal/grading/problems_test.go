package grading

import (
	"strings"
	"testing"
)

// TestBadRubricsAreExplained shows what an author reads of each mistake.
func TestBadRubricsAreExplained(t *testing.T) {
	line := func(c Criterion) Spec {
		c.ID, c.Points = "a", 1
		return Spec{Points: 1, Criteria: []Criterion{c}}
	}
	keyword := func(text string) Spec { return line(anyOf(text)) }
	banded := func(bands ...Band) Spec {
		spec := keyword("acid")
		spec.Bands = bands
		return spec
	}
	two := func(a, b Criterion) Spec {
		a.ID, a.Points, b.ID, b.Points = "rises", 1, "falls", 1
		return Spec{Points: 1, Criteria: []Criterion{a, b}}
	}
	many := func(n int) []string {
		keywords := make([]string, n)
		for i := range keywords {
			keywords[i] = "acid"
		}
		return keywords
	}
	chain := Spec{Points: 1}
	for i := range maxExcluding + 1 {
		chain.Criteria = append(chain.Criteria, Criterion{ID: letter(i), Points: 1, Any: []string{letter(i)}, Excludes: []string{letter((i + 1) % (maxExcluding + 1))}})
	}
	cap2, capNaN := 2.0, -1.0
	for _, tt := range []struct {
		name string
		spec Spec
		want string
	}{
		{"too many keywords", line(Criterion{Any: many(1001)}), `rubric: it has 1001 keywords; the most is 1000; split the question, or use wildcards and synonyms`},
		{"no keyword", line(Criterion{Any: []string{}}), `criterion[0].any: the list of keywords is empty; write at least one keyword`},
		{"an empty keyword", keyword(" "), `criterion[0].any[0]: the keyword is empty; write a word, or take the keyword out`},
		{"brackets in brackets", keyword("[[[[a]]]]"), `criterion[0].any[0]: a bracket stands inside a bracket, or is not closed; close each [ with a ] before the next, and write out what stands inside: [a b|a c] for [a [b|c]]`},
		{"an open bracket", keyword("people [who rate"), `criterion[0].any[0]: a bracket is not closed; close each [ with a ]`},
		{"a lone bar", keyword("a|b"), `criterion[0].any[0]: a | stands outside brackets; write alternatives as [one|other]`},
		{"an empty alternative", keyword("[a|]"), `criterion[0].any[0]: an alternative in brackets is empty; write a word between [ and ], and on both sides of each |`},
		{"too many alternatives", keyword(strings.Repeat("[a|b|c|d]", 5)), `criterion[0].any[0]: the brackets stand for too many alternatives; split the keyword into several`},
		{"a star alone", keyword("*"), `criterion[0].any[0]: the keyword is nothing but wildcards, so anything would meet it; write at least one letter`},
		{"stars alone", keyword("****"), `criterion[0].any[0]: the keyword is nothing but wildcards, so anything would meet it; write at least one letter`},
		{"signs alone", keyword("+-!,"), `criterion[0].any[0]: there is no word in the keyword; write letters or digits; signs alone are not compared`},
		{"accents on nothing", keyword("\u0301\u0302"), `criterion[0].any[0]: there is no word in the keyword; write letters or digits; signs alone are not compared`},
		{"an = alone", keyword("="), `criterion[0].any[0]: there is no word in the keyword; write letters or digits; signs alone are not compared`},
		{"a gap at the end", keyword("a ..."), `criterion[0].any[0]: there is no word before or after the ...; put ... between two words only`},
		{"two sentences", keyword("It rises. It falls"), `criterion[0].any[0]: a sentence ends inside the keyword, and keywords are looked for within one sentence; make it two keywords, or take the full stop out`},
		{"a word of 10 KB", keyword(strings.Repeat("a", 10_000)), `criterion[0].any[0]: a word of the keyword is too long to match anything; use at most 64 letters in a word`},
		{"a keyword of 10 KB", keyword(strings.Repeat("acid ", 2_000)), `criterion[0].any[0]: the keyword has too many words; use a few telling words; a whole sentence is hardly ever written the same way`},
		{"near with nothing to be near", line(Criterion{Any: []string{"acid"}, Near: 3}), `criterion[0].near: near is for the groups of all and for a ... inside a keyword, and there is neither; write ... between the words of a keyword, or take near out`},
		{"near too far", line(Criterion{Any: []string{"a ... b"}, Near: 101}), `criterion[0].near: near is 101; give a number of words from 1 to 100, or leave it out`},
		{"order of nothing", line(Criterion{Any: []string{"acid"}, Order: true}), `criterion[0].order: order is for the groups of all, and there are none; write the keywords in all, or take order out`},
		{"at least too many", line(Criterion{Any: []string{"acid", "base"}, AtLeast: 3}), `criterion[0].at_least: at_least is 3, and the number of keywords is 2; ask for fewer, or write more keywords`},
		{"at least less than one", line(Criterion{Any: []string{"acid", "base"}, AtLeast: -1}), `criterion[0].at_least: at_least is -1; give how many keywords are wanted, 1 or more`},
		{"at least of groups", line(Criterion{All: [][]string{{"acid"}, {"base"}}, AtLeast: 2}), `criterion[0].at_least: at_least stands beside all, of which every group is wanted; write the keywords in any, or take at_least out`},
		{"at least of a number", line(Criterion{Number: &Number{Value: 3}, AtLeast: 2}), `criterion[0].at_least: at_least counts keywords of any, and there is none; write the keywords in any, or take at_least out`},
		{"the same keyword twice", line(Criterion{Any: []string{"acid", "base", "acids"}, AtLeast: 2}), `criterion[0].at_least: the same words meet "acid" and "acids", which would count as two; make one keyword of them, as in [one|other]`},
		{"a cap of two", line(Criterion{Any: []string{"acid"}, Required: true, CapWithout: &cap2}), `criterion[0].cap_without: the cap is 2; give a score from 0 to 1`},
		{"a cap below nothing", line(Criterion{Any: []string{"acid"}, Required: true, CapWithout: &capNaN}), `criterion[0].cap_without: the cap is -1; give a score from 0 to 1`},
		{"an unknown criterion excluded", two(anyOf("rise"), Criterion{Any: []string{"fall"}, Excludes: []string{"rise"}}), `criterion[1].excludes[0]: there is no criterion "rise"; did you mean "rises"?`},
		{"another language's id", two(anyOf("rise"), Criterion{Any: []string{"fall"}, Excludes: []string{"monte"}}), `criterion[1].excludes[0]: there is no criterion "monte"; write the id of another criterion, such as "rises"`},
		{"a criterion against itself", two(anyOf("rise"), Criterion{Any: []string{"fall"}, Excludes: []string{"falls"}}), `criterion[1].excludes[0]: the criterion excludes itself; name another criterion, or take it out`},
		{"too many that exclude", chain, `criterion: 13 criteria exclude others; let at most 12 do so; keywords of one criterion may be alternatives`},
		{"an unknown meaning of a denial", line(Criterion{Any: []string{"acid"}, IfNegated: "fail"}), `criterion[0].if_negated: "fail" is not known; write miss, hit, zero or review`},
		{"a denial of a pattern", line(Criterion{Pattern: []string{"acid"}, IfNegated: DeniedZero}), `criterion[0].if_negated: nothing is ever denied in pattern and pmatch, which take a response to the letter; take if_negated out, or write keywords`},
		{"bands that fall", banded(Band{From: 1, Score: 0.5}, Band{From: 0.5, Score: 1}), `bands[1].score: more points would score less: compare the band from 1; let a higher band never score less`},
		{"two bands alike", banded(Band{From: 1, Score: 1}, Band{From: 1, Score: 1}), `bands[1].from: another band begins at 1 too; give each band its own beginning`},
		{"a band outside", banded(Band{From: 1, Score: 1}, Band{From: -0.5, Score: 0}), `bands[1].from: the band begins at -0.5; give a share of the points from 0 to 1`},
		{"a score outside", banded(Band{From: 0.5, Score: 5}), `bands[0].score: the band's score is 5; give a score from 0 to 1`},
		{"points for nothing", banded(Band{From: 1, Score: 1}, Band{Score: 0.2}), `bands[1].score: a response that meets nothing would score; let the band from 0 score 0, or begin it higher`},
		{"no full marks", banded(Band{From: 1, Score: 0.9}), `bands: no band gives full marks; let the highest band score 1`},
		{"too many bands", banded(make([]Band, 21)...), `bands: there are 21 bands; write at most 20 levels`},
	} {
		if _, err := Compile(tt.spec, nil); err == nil || err.Error() != tt.want {
			t.Errorf("%s:\n got %v\nwant %s", tt.name, err, tt.want)
		}
	}
}
