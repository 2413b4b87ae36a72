package grading

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Options is what the rubrics of one deck share.
type Options struct {
	// Language is the deck's language, such as "en" or "de-AT"; empty means
	// English. One that marking does not know is compared letter by letter,
	// without stems and without negation.
	Language string
	// Synonyms are words or phrases that mean the same, in both directions.
	Synonyms map[string][]string
	// Vocabulary gives every text of the deck. A word that occurs in one is
	// never taken for a mistyped keyword. It is called when it is first
	// needed, and once; nil means no texts.
	Vocabulary func() []string
}

// Lexicon is what the rubrics of one deck share, made ready. It is immutable
// and safe for concurrent use.
type Lexicon struct {
	lang       *language
	code       string
	classes    []synonymClass
	byFirst    map[string][]synonymRef // by the stem of a member's first word
	vocabulary func() *vocabulary
	// byText finds the class of a text of a pmatch expression, as it compares
	// texts: with case and without.
	byText map[bool]func() map[string]int
	rivals rivalCache
}

// synonymClass holds phrases that mean the same.
type synonymClass struct {
	texts   []string // as authored, sorted
	members [][]element
}

type synonymRef struct{ class, member int }

// vocabulary is the words of a deck.
type vocabulary struct{ texts, stems map[string]bool }

// NewLexicon makes ready what the rubrics of one deck share. A synonym without
// a word in it is left out.
func NewLexicon(options Options) *Lexicon {
	x := &Lexicon{lang: languageOf(options.Language), code: options.Language, byFirst: make(map[string][]synonymRef)}
	if x.code == "" {
		x.code = defaultLanguage
	}
	x.addSynonyms(options.Synonyms)
	x.byText = map[bool]func() map[string]int{
		true:  sync.OnceValue(func() map[string]int { return x.textIndex(true) }),
		false: sync.OnceValue(func() map[string]int { return x.textIndex(false) }),
	}
	x.vocabulary = sync.OnceValue(func() *vocabulary {
		if options.Vocabulary == nil {
			return newVocabulary(x.lang, nil)
		}
		return newVocabulary(x.lang, options.Vocabulary())
	})
	return x
}

// textIndex is the class of each text, in the form in which pmatch compares them.
func (x *Lexicon) textIndex(matchCase bool) map[string]int {
	index := make(map[string]int)
	for i, class := range x.classes {
		for _, text := range class.texts {
			index[pmatchForm(text, matchCase)] = i
		}
	}
	return index
}

func (x *Lexicon) addSynonyms(synonyms map[string][]string) {
	for _, group := range synonymGroups(synonyms) {
		x.addClass(group)
	}
}

// synonymGroups joins the lines of a deck's synonyms that share a text. A group
// stands where the last of its lines does, by the alphabet.
func synonymGroups(synonyms map[string][]string) [][]string {
	words := make([]string, 0, len(synonyms))
	for word := range synonyms {
		words = append(words, word)
	}
	sort.Strings(words)
	lines := newPartition(len(words))
	first := make(map[string]int) // the line in which a text stands first
	for i, word := range words {
		for _, text := range append([]string{word}, synonyms[word]...) {
			key := caseless(text)
			if earlier, seen := first[key]; seen {
				lines.join(earlier, i)
			} else {
				first[key] = i
			}
		}
	}
	texts := make(map[int][]string)
	last := make(map[int]int)
	for i, word := range words {
		root := lines.root(i)
		texts[root] = append(append(texts[root], word), synonyms[word]...)
		last[root] = i
	}
	var groups [][]string
	for i := range words {
		if root := lines.root(i); last[root] == i {
			groups = append(groups, texts[root])
		}
	}
	return groups
}

// caseless is the same for texts that differ by case alone, by way of upper
// case, so that letters with two lower-case forms meet.
func caseless(text string) string { return strings.ToLower(strings.ToUpper(strings.TrimSpace(text))) }

// partition is a disjoint-set forest (Galler and Fischer, 1964) with path
// halving: a chain of synonyms costs no more than as many pairs.
type partition []int

func newPartition(n int) partition {
	p := make(partition, n)
	for i := range p {
		p[i] = i
	}
	return p
}

func (p partition) root(i int) int {
	for p[i] != i {
		p[i] = p[p[i]]
		i = p[i]
	}
	return i
}

func (p partition) join(i, j int) { p[p.root(i)] = p.root(j) }

func (x *Lexicon) addClass(texts []string) {
	sort.Strings(texts)
	class := synonymClass{texts: slices.Compact(texts)}
	for _, text := range class.texts {
		elements, bad := x.lang.parseWords(literal(text))
		if bad != nil {
			continue
		}
		first := elements[0].stem
		x.byFirst[first] = append(x.byFirst[first], synonymRef{len(x.classes), len(class.members)})
		class.members = append(class.members, elements)
	}
	x.classes = append(x.classes, class)
}

func newVocabulary(l *language, texts []string) *vocabulary {
	v := &vocabulary{texts: make(map[string]bool), stems: make(map[string]bool)}
	var tokens []token
	for _, text := range texts {
		tokens = l.tokenize(normalise(text).text, tokens[:0])
		for i := range tokens {
			t := &tokens[i]
			if v.texts[t.text] {
				continue
			}
			v.texts[t.text] = true
			v.stems[l.stemOf(t)] = true
		}
	}
	return v
}

// ordinary reports whether a word is one that a learner may well have meant: a
// word of the deck, or an ordinary word of the language.
func (x *Lexicon) ordinary(t *token) bool {
	return x.lang.isOrdinary(t) || x.vocabulary().texts[t.text]
}

// ordinaryForm is like ordinary for other forms of such words.
func (x *Lexicon) ordinaryForm(t *token) bool {
	stem := x.lang.stemOf(t)
	return x.lang.commonStems()[stem] || x.vocabulary().stems[stem]
}

// literal makes a keyword that stands for a plain text: the signs of the
// keyword language, and full stops, become spaces.
func literal(text string) string {
	if isLiteral(text) {
		return text
	}
	text = strings.Map(func(r rune) rune {
		switch r {
		case '[', ']', '|', '*', '?', '=', '…', '!':
			return ' '
		}
		return r
	}, text)
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		// A full stop inside a number stays.
		if text[i] == '.' && !(i > 0 && isDigit(text[i-1]) && i+1 < len(text) && isDigit(text[i+1])) {
			out.WriteByte(' ')
			continue
		}
		out.WriteByte(text[i])
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// isLiteral reports whether a text is a keyword that stands for itself, as most
// are.
func isLiteral(text string) bool {
	space := true // at the beginning, none may stand
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && space || strings.IndexByte("[]|*?=!.", c) >= 0 {
			return false
		}
		space = c == ' '
	}
	return !space
}
