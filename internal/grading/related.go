package grading

import (
	_ "embed"
	"strings"
)

// Words that are related in meaning.
//
// Where the model answer says "heavy" a learner may well write "weight", of which the
// letters say nothing. In a loose rubric a word of the response that meets nothing,
// and looks like nothing that is wanted (alike.go), meets a keyword that it is related
// to, for closeCredit of the points. The evidence says that it is close, and to what.
//
// What is related stands in a table: for each stem, the stems that are related to it.
// It is looked up where it lies in the program, for the words of a loose rubric when
// that is compiled; a start pays nothing for it, and a mark one look for each word
// that meets nothing.

// closeCredit is the share of a criterion's points that a related word earns.
// docs/grading.md says how it was chosen.
const closeCredit = 0.7

// relatedEnglish are stems with those that are related to them, a line each, sorted.
// They come from WordNet 3.0 (Princeton University, 2006), whose notice stands at the
// top behind number signs, which come before any stem. Two ordinary words (ordinary.go)
// are related that have a sense in common, or of which one is derived from the other,
// is an attribute of it (heavy, weight) or is one to see also; in the first sense of
// one, and the first or second of the other. Left out are those that loose rubrics join
// without a table, function words, antonyms, and words that contrast (typo.go).
//
// related_make_test.go makes it.
//
//go:embed related_en.txt
var relatedEnglish string

// lineOf returns what follows a word and a space in one of the sorted lines of a
// text, each of which ends with a line feed.
func lineOf(lines, word string) (rest string, ok bool) {
	for len(lines) > 0 {
		middle := strings.LastIndexByte(lines[:len(lines)/2], '\n') + 1
		length := strings.IndexByte(lines[middle:], '\n')
		if length < 0 {
			return "", false
		}
		line := lines[middle : middle+length]
		switch first, rest, _ := strings.Cut(line, " "); {
		case first == word:
			return rest, true
		case word < first:
			lines = lines[:middle]
		default:
			lines = lines[middle+length+1:]
		}
	}
	return "", false
}

// relatedWords finds the words of a rubric by a stem that is related to them.
type relatedWords struct {
	list  []relatedWord
	byKey wordTable // of the places in list
}

type relatedWord struct {
	stem string
	word int32
}

// relate makes ready what is related to the words of a rubric.
func (ws *words) relate(table string) {
	r := &ws.related
	for n := range ws.list {
		w := &ws.list[n]
		if w.kind != wordPlain {
			continue
		}
		rest, _ := lineOf(table, w.stem)
		for stem := range strings.FieldsSeq(rest) {
			r.list = append(r.list, relatedWord{stem, int32(n)})
		}
	}
	r.byKey = newWordTable(len(r.list))
	for n, related := range r.list {
		r.byKey.add(wordKeyOf(related.stem), int32(n))
	}
}

// findRelated takes a token that meets nothing for a word that is related to it.
func (d *reading) findRelated(i int32, t *token) {
	ws := d.rubric.words
	for n := range ws.related.byKey.at(t.stemKey) {
		related := &ws.related.list[n]
		w := &ws.list[related.word]
		if related.stem != t.stem || contrasts(t.text, w.text) || t.flags&flagStop != 0 || d.rubric.notTypo[t.text] {
			continue
		}
		before := len(d.hits)
		d.hit(related.word, i, 1, false)
		if len(d.hits) > before {
			d.hits[before].close = true
		}
	}
}
