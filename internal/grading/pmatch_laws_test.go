package grading

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A matcher that tries everything, to compare with: each way of each term, and
// each way to give the words of the expression words of the response. It is told
// what Pattern Match asks of a finished arrangement, and nothing of how to find it.

// saidTerm is a term of a match( ): alternatives of one or more words.
type saidTerm struct {
	joined bool // a _ stands before it
	ways   [][]saidWord
}

type saidWord struct {
	joined bool
	any    string // one letter each
}

type saidMatch struct {
	free, extra bool
	within      int
	terms       []saidTerm
}

func (m saidMatch) String() string {
	options := ""
	if m.free {
		options += "o"
	}
	if m.extra {
		options += "w"
	}
	if m.within != 2 {
		options += "p" + strconv.Itoa(m.within)
	}
	var b strings.Builder
	b.WriteString("match")
	if options != "" {
		b.WriteString("_" + options)
	}
	b.WriteString("(")
	divide := func(i int, joined bool) {
		switch {
		case i == 0:
		case joined:
			b.WriteByte('_')
		default:
			b.WriteByte(' ')
		}
	}
	for i, term := range m.terms {
		divide(i, term.joined)
		for w, way := range term.ways {
			if w > 0 {
				b.WriteByte('|')
			}
			if len(way) > 1 {
				b.WriteByte('[')
			}
			for j, word := range way {
				divide(j, word.joined)
				b.WriteString(strings.Join(strings.Split(word.any, ""), "|"))
			}
			if len(way) > 1 {
				b.WriteByte(']')
			}
		}
	}
	b.WriteString(")")
	return b.String()
}

func drawMatch(t *rapid.T) saidMatch {
	word := rapid.SampledFrom([]string{"a", "a", "b", "b", "c", "ab", "bc"})
	m := saidMatch{
		free: rapid.Bool().Draw(t, "o"), extra: rapid.IntRange(0, 3).Draw(t, "w") > 0,
		within: rapid.SampledFrom([]int{0, 1, 2, 2, 4}).Draw(t, "p"),
	}
	for range rapid.IntRange(1, 3).Draw(t, "terms") {
		term := saidTerm{joined: rapid.Bool().Draw(t, "joined")}
		for range rapid.IntRange(1, 2).Draw(t, "ways") {
			var way []saidWord
			for range rapid.SampledFrom([]int{1, 1, 2}).Draw(t, "words") {
				way = append(way, saidWord{joined: rapid.Bool().Draw(t, "near"), any: word.Draw(t, "word")})
			}
			if len(way) == 1 && len(way[0].any) > 1 { // a|b is two ways of one word
				way[0].any = way[0].any[:1]
			}
			term.ways = append(term.ways, way)
		}
		m.terms = append(m.terms, term)
	}
	return m
}

// slotSaid is a word of the expression that needs a word of the response.
type slotSaid struct {
	saidWord
	term  int
	first bool // of its term
}

// meets tries all ways of all terms.
func (m saidMatch) meets(words []string, ends []bool) bool {
	var slots []slotSaid
	var choose func(term int) bool
	choose = func(term int) bool {
		if term == len(m.terms) {
			return m.arranged(slots, words, ends, nil)
		}
		for _, way := range m.terms[term].ways {
			before := len(slots)
			for i, word := range way {
				slots = append(slots, slotSaid{word, term, i == 0})
			}
			if choose(term + 1) {
				return true
			}
			slots = slots[:before]
		}
		return false
	}
	return choose(0)
}

// arranged tries all places for the slots from len(places) on.
func (m saidMatch) arranged(slots []slotSaid, words []string, ends []bool, places []int) bool {
	if len(places) == len(slots) {
		return m.allowed(slots, ends, places, len(words))
	}
	for i, word := range words {
		if strings.Contains(slots[len(places)].any, word) && !slices.Contains(places, i) &&
			m.arranged(slots, words, ends, append(slices.Clip(places), i)) {
			return true
		}
	}
	return false
}

// allowed reports whether slots may stand at these places.
func (m saidMatch) allowed(slots []slotSaid, ends []bool, places []int, words int) bool {
	if !m.extra && len(places) != words {
		return false
	}
	for i := 1; i < len(slots); i++ {
		before, at := places[i-1], places[i]
		near := slots[i].joined
		if slots[i].first {
			near = m.terms[slots[i].term].joined
		}
		if m.free && !near && !m.chained(slots[i]) {
			continue
		}
		if at <= before || !m.extra && at != before+1 {
			return false
		}
		if !near {
			continue
		}
		if at-before-1 > m.within || slices.Contains(ends[before:at], true) {
			return false
		}
		for between := before + 1; between < at; between++ {
			if slices.Contains(places, between) {
				return false
			}
		}
	}
	return m.extra || m.free || places[0] == 0
}

// chained reports whether a word inside a phrase keeps its place although the
// order is free: its term is joined to another.
func (m saidMatch) chained(s slotSaid) bool {
	return !s.first && (s.term > 0 && m.terms[s.term].joined || s.term+1 < len(m.terms) && m.terms[s.term+1].joined)
}

func TestPMatchDecidesAsTryingEverythingDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatch(t)
		r, err := Compile(Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, PMatch: m.String()}}}, nil)
		if err != nil {
			t.Fatalf("%s: %v", m, err)
		}
		responses := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("abcabcabx.")), 1, 7, -1), 40, 40).Draw(t, "responses")
		for _, letters := range responses {
			// Each letter is a word, and a full stop ends the sentence before it.
			var words []string
			var ends []bool
			var response strings.Builder
			for _, letter := range letters {
				if letter == '.' {
					if len(words) > 0 {
						ends[len(words)-1] = true
						response.WriteByte('.')
					}
					continue
				}
				words, ends = append(words, string(letter)), append(ends, false)
				response.WriteString(" " + string(letter))
			}
			want := m.meets(words, ends)
			if got := r.Mark(response.String()).Criteria[0].Outcome.Met(); got != want {
				t.Fatalf("%s in %q: met %t, by trying everything %t", m, response.String(), got, want)
			}
		}
	})
}
