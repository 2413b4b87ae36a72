package exchange

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
)

// Criteria as Moodle's Pattern Match lists them: expressions of which the first
// that a response meets decides. Criteria that are layers, each with all ways of
// the one before and some more, give an expression for each layer. Of others, what
// is met together decides, and there is an expression for each choice of them, the
// best first.

// maxChosen is of how many criteria, which are no layers, each choice is written.
const maxChosen = 4

// byPMatch reports whether a rubric is one that Pattern Match can hold.
func byPMatch(f *flat) bool {
	if f.ByHand || len(f.Criteria) == 0 || len(f.Rejects) > 0 {
		return false
	}
	for _, criterion := range f.Criteria {
		if criterion.PMatch == "" || criterion.Required {
			return false
		}
	}
	return len(f.Criteria) <= maxChosen || areLayers(f.Criteria)
}

// areLayers reports whether each criterion is met by what meets the one before.
func areLayers(criteria []grading.Criterion) bool {
	for i := 1; i < len(criteria); i++ {
		before, ways := alternatives(oneLine(criteria[i-1].PMatch)), alternatives(oneLine(criteria[i].PMatch))
		if len(ways) <= len(before) || !slices.Equal(ways[:len(before)], before) {
			return false
		}
	}
	return true
}

func (o *moodleWriter) pmatch(f *flat) {
	for _, setting := range [][2]string{
		{"usecase", "0"}, {"allowsubscript", "0"}, {"allowsuperscript", "0"}, {"forcelength", "0"}, {"applydictionarycheck", "0"},
		{"extenddictionary", ""}, {"sentencedividers", ".?!"}, {"converttospace", ",;:"}, {"modelanswer", o.allowed(f.Answer)},
	} {
		o.element(setting[0], setting[1])
	}
	list := expressionsOf(f.Criteria)
	for _, w := range list {
		o.answer(o.fraction(f, w.share, w.expression), w.expression, "", "")
	}
	o.otherwise(f)
	o.synonyms(list)
	o.general(true, "free-text answers marked by pmatch need the plugin qtype_pmatch in Moodle")
}

// otherwise writes what is said to a response that meets nothing: of layers, that
// of the last.
func (o *moodleWriter) otherwise(f *flat) {
	layers, last := areLayers(f.Criteria), len(f.Criteria)-1
	for i, criterion := range f.Criteria {
		switch {
		case criterion.Feedback == "":
		case layers && i == last:
			o.answer("0", "*", criterion.Feedback, "")
		default:
			o.lose(f.card, "the feedback of the criterion %s is not written: %s", criterion.ID, clip(oneLine(criterion.Feedback)))
		}
	}
}

// synonyms writes the synonyms of the deck that stand for a single word of an
// expression.
func (o *moodleWriter) synonyms(list []weighted) {
	var all strings.Builder
	for _, w := range list {
		all.WriteString(strings.ToLower(w.expression))
	}
	for _, word := range slices.Sorted(maps.Keys(o.deck.Synonyms)) {
		if !strings.Contains(all.String(), strings.ToLower(word)) {
			continue
		}
		others := o.deck.Synonyms[word]
		single := slices.DeleteFunc(slices.Clone(others), func(other string) bool { return !isWord(other) })
		o.general(!isWord(word) || len(single) < len(others), "synonyms of more than a word are not written")
		if isWord(word) && len(single) > 0 {
			o.synonym(word, strings.Join(single, "|"))
		}
	}
}

func (o *moodleWriter) synonym(word, others string) {
	o.raw("    <synonym>\n      <word>\n")
	o.plain(8, word)
	o.raw("      </word>\n      <synonyms>\n")
	o.plain(8, others)
	o.raw("      </synonyms>\n    </synonym>\n")
}

// isWord reports whether a text is one word of an expression, without signs.
func isWord(text string) bool {
	return text != "" && !strings.ContainsAny(text, expressionSigns+`\*?`)
}

// expressionsOf lists expressions with the part of the score that they are worth,
// the best first.
func expressionsOf(criteria []grading.Criterion) []weighted {
	total := 0.0
	for _, criterion := range criteria {
		total += cmp.Or(criterion.Points, 1)
	}
	var list []weighted
	if areLayers(criteria) {
		share, said := 1.0, 0
		for _, criterion := range criteria {
			ways := alternatives(oneLine(criterion.PMatch))
			list = append(list, weighted{joined("match_any", ways[said:]), share})
			share, said = share-cmp.Or(criterion.Points, 1)/total, len(ways)
		}
		return list
	}
	for chosen := 1; chosen < 1<<len(criteria); chosen++ {
		w := weighted{}
		var items []string
		for i, criterion := range criteria {
			if chosen&(1<<i) != 0 {
				w.share += cmp.Or(criterion.Points, 1) / total
				items = append(items, oneLine(criterion.PMatch))
			}
		}
		w.expression = joined("match_all", items)
		list = append(list, w)
	}
	// What asks for more stands first where two are worth the same.
	slices.SortStableFunc(list, func(a, b weighted) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(len(b.expression), len(a.expression)))
	})
	return list
}

// holes writes a text with holes as short answers, one for each hole. Moodle has
// texts with gaps as well; those mark all of them together, and a card asks for
// one.
func (o *moodleWriter) holes(f *flat, ids map[string]bool) {
	each := ""
	if len(f.cards) > 1 {
		each = ", one for each hole"
	}
	o.lose(f.card, "is written as %s%s", counted(len(f.cards), "short answer"), each)
	for _, card := range f.cards {
		hole := flat{card: card, cards: []*deck.Card{card}}
		hole.DraftQuestion = deck.DraftQuestion{
			ID: freeID(f.ID+"-"+holeNumber(card), ids), Type: deck.TypeShort, Prompt: card.Prompt,
			Answer: card.Answer, Accept: others(card.Accepted()), DraftCommon: f.DraftCommon,
		}
		hole.Hint, hole.Explanation = card.Hint, card.Explanation
		o.question(&hole)
	}
}

// freeID gives an id that no other question has.
func freeID(id string, taken map[string]bool) string {
	for taken[id] {
		id += "-hole"
	}
	taken[id] = true
	return id
}
