package grading

import (
	"slices"
	"sort"
	"strings"
)

// The stuffing test: a list of keywords in place of an answer.
//
// "rater annotator agree prefer reward model train" meets every criterion and
// says nothing. Such a response goes to a person and scores at most half until
// then. The danger is on the other side: people who know the answer write "raters
// prefer agreement → reward model learns it", and must not be troubled. So what
// is looked for is not brevity, but three things together:
//
//  1. hardly any grammar: function words (the, of, it, does) are under a sixth of
//     the words. "and" and "or" do not count, since lists have them; the signs
//     of notes (→ / : = and brackets) count as words of grammar;
//  2. hardly any word that is not a keyword of the rubric;
//  3. a sign that words were gathered and not put together:
//     - several ways of saying what one would do (rater annotator labeller): four
//     or more, and a quarter of the keywords. One is enough where there is no
//     grammar at all, and no ending of a verb or a plural or commas at every word;
//     - words in the order of the alphabet, six or more of them;
//     - seven or more different words in their bare forms with nothing between.
//
// Fewer than five words of content are never a list, and neither is what meets
// but one criterion. The test needs to know the function words, so in languages
// where marking does not, nothing is held. It asks nothing of the searches unless
// 1 and 2 hold, so it costs an ordinary response one look at each word.

const (
	stuffedLimit    = 0.5  // the most that such a response scores
	minStuffed      = 5    // words of content
	minStuffedMet   = 2    // criteria
	minAlphabetical = 6    // words in order, by chance once in 720
	minBare         = 7    // words without ending or punctuation
	mostGrammar     = 0.15 // share of the words
	leastKeywords   = 0.75 // share of the words of content that are keywords
	nearlyAll       = 0.9  // the same where one other sign is enough
	minSurplus      = 4    // keywords that nothing needs, where there may be some grammar
	leastSurplus    = 0.25 // share of the keywords that nothing needs
	mostInflected   = 0.2  // share of the words of content
	wordsToAPiece   = 1.5  // between commas, on average
)

// wording is what the stuffing test sees of a response.
type wording struct {
	content []int32 // tokens that are no function words
	grammar int     // function words and signs
	all     int
	known   int // words of content that are in keywords
	pieces  int // stretches between punctuation, "and" and "or"
}

// stuffed reports whether the response is a list of keywords.
func (d *reading) stuffed(m *Mark) bool {
	if d.rubric.lexicon.lang.words == nil || len(d.tokens) < minStuffed || metCriteria(m) < minStuffedMet {
		return false
	}
	w := d.wording()
	content, grammar := float64(len(w.content)), float64(w.grammar)/float64(w.all)
	known := float64(w.known) / content
	if len(w.content) < minStuffed || grammar > mostGrammar || known < leastKeywords {
		return false
	}
	surplus, kinds := d.surplus(m)
	if surplus >= minSurplus && float64(surplus) >= leastSurplus*float64(kinds) {
		return true
	}
	if len(w.content) >= minAlphabetical && d.alphabetical(w.content) {
		return true
	}
	if w.grammar > 0 || known < nearlyAll {
		return false
	}
	inflected := float64(d.inflected(w.content)) / content
	listed := content <= wordsToAPiece*float64(w.pieces)
	if surplus > 0 && (inflected <= mostInflected || listed) {
		return true
	}
	return len(w.content) >= minBare && inflected == 0 && w.pieces == 1 && d.allDiffer(w.content)
}

// Stuffed reports whether the mark was held at half as that of a list of keywords.
func (m *Mark) Stuffed() bool { return slices.Contains(m.Reasons, reasonStuffing) }

func metCriteria(m *Mark) int {
	met := 0
	for i := range m.Criteria {
		if m.Criteria[i].Outcome.Met() {
			met++
		}
	}
	return met
}

func (d *reading) wording() wording {
	const function = flagStop | flagAux | flagArticle | flagPronoun | flagStarter | flagNegator | flagNor
	w := wording{grammar: noteSigns(d.normal.text), pieces: 1}
	covered := int32(0) // the tokens before it are in a keyword
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.before != pauseNone {
			w.pieces++
		}
		for _, h := range d.hits[d.from[i]:d.from[i+1]] {
			covered = max(covered, h.token+h.size)
		}
		switch {
		case t.flags&flagConjunction != 0:
			w.pieces++
		case t.flags&function != 0:
			w.grammar++
		default:
			w.content = append(w.content, int32(i))
			if int32(i) < covered {
				w.known++
			}
		}
	}
	w.all = len(w.content) + w.grammar
	return w
}

// noteSigns counts the signs by which notes are put together. Those that may as
// well divide a list count once, and not where there are many.
func noteSigns(text string) int {
	n := 0
	for _, arrow := range [...]string{"→", "⇒", "->", "=>"} {
		n += strings.Count(text, arrow)
	}
	for _, sign := range [...]string{"/", "(", ":", "="} {
		if few := strings.Count(text, sign); few == 1 || few == 2 {
			n++
		}
	}
	return n
}

// surplus counts the keywords that are there and that no criterion needs, and all
// that are there. Words that one criterion uses are needed, also where another
// would take them for one too many.
func (d *reading) surplus(m *Mark) (surplus, kinds int) {
	slots := 0
	used := make(map[[2]int]bool) // by place
	needed := make(map[string]bool)
	for i := range m.Criteria {
		if !m.Criteria[i].Outcome.Met() {
			continue
		}
		slots += max(1, len(d.rubric.criteria[i].groups), d.rubric.criteria[i].AtLeast)
		for _, span := range m.Criteria[i].Evidence {
			used[[2]int{span.Start, span.End}] = true
		}
	}
	lang := d.rubric.lexicon.lang
	for place := range used {
		for i := d.tokenAt(place[0]); i < len(d.tokens); i++ {
			if _, to := d.normal.original(d.tokens[i].from, d.tokens[i].to); to > place[1] {
				break
			}
			needed[lang.stemOf(&d.tokens[i])] = true
		}
	}
	extra := make(map[string]bool)
	for _, found := range d.acceptedSpans() {
		stems, free := "", true
		found.each(func(t int32) {
			if stem := lang.stemOf(&d.tokens[t]); d.tokens[t].flags&flagStop == 0 {
				stems += stem + " "
				free = free && !needed[stem]
			}
		})
		if free && stems != "" {
			extra[stems] = true
		}
	}
	kinds = len(used) + len(extra)
	return max(0, min(len(extra), kinds-slots)), kinds
}

// tokenAt is the first token that begins at byte start of the response or later.
func (d *reading) tokenAt(start int) int {
	return sort.Search(len(d.tokens), func(i int) bool {
		from, _ := d.normal.original(d.tokens[i].from, d.tokens[i].to)
		return from >= start
	})
}

// inflected counts words with the ending of a verb or a plural.
func (d *reading) inflected(content []int32) int {
	n := 0
	for _, i := range content {
		t := &d.tokens[i]
		if t.base != "" || d.rubric.lexicon.lang.inflects(t.text) {
			n++
		}
	}
	return n
}

// inflects reports whether a word has an ending by which words are put together.
// Where a language's endings are not known, every word may have one.
func (l *language) inflects(word string) bool {
	return l.endings == nil || slices.ContainsFunc(l.endings, func(ending string) bool {
		return len(word) > len(ending)+2 && strings.HasSuffix(word, ending) && !strings.HasSuffix(word, "ss")
	})
}

// alphabetical reports whether words stand in the order of the alphabet.
func (d *reading) alphabetical(content []int32) bool {
	return slices.IsSortedFunc(content, func(a, b int32) int { return strings.Compare(d.tokens[a].text, d.tokens[b].text) }) && d.allDiffer(content)
}

// allDiffer reports whether no word is said twice.
func (d *reading) allDiffer(content []int32) bool {
	seen := make(map[string]bool, len(content))
	for _, i := range content {
		stem := d.rubric.lexicon.lang.stemOf(&d.tokens[i])
		if seen[stem] {
			return false
		}
		seen[stem] = true
	}
	return true
}
