package grading

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// language is what marking knows of one language. A language without an entry
// in languages is matched by the letters alone: no stems, no negation, no
// ordinary words.
type language struct {
	// stem reduces a word in normal form to its stem, by the algorithm or as
	// ownStems says, and remembers it.
	stem      func(string) string
	algorithm func(string) string
	// spelling gives a word its one spelling; nil where there is but one.
	spelling func(string) string
	// words says what is known of single words.
	words map[string]wordInfo
	// joinedPairs are single words that stand for two (cannot: can, not).
	joinedPairs map[string][2]string
	// contractions are the words before and after an apostrophe.
	contracted func(base, tail string) ([2]string, bool)
	numerals
	// ordinary are the words of the language that are no mistyped keywords,
	// as sorted lines.
	ordinary string
	// related are the stems that are related in meaning (related.go).
	related string
	// denials are the words that say "no" in a derived keyword.
	denials []string
	// negations are what a response may say for the "not" of a keyword.
	negations negations
	// endings are those of verbs and plurals, by which words are put together.
	endings []string

	// ownStems are the stems of words that the algorithm would take for a form
	// of another (university, universe), or would not (agreement, agree).
	ownStems map[string]string
	// afterVerb is set where "not" stands behind the verb that it denies.
	afterVerb bool

	commonStems func() map[string]bool

	lexemes lexemeCache
}

type wordInfo struct {
	flags flag
	base  string // what an irregular form is stemmed as
}

// flag is a set of things known of a word.
type flag uint32

const (
	flagArticle      flag = 1 << iota
	flagNegator           // turns the rest of the clause round: not, never, without
	flagNor               // denies the rest of the clause, whatever came before: nor, neither
	flagNon               // denies the next word only: non
	flagStarter           // begins a clause: but, because
	flagPronoun           // can be the subject of a new clause: it, they
	flagSubject           // can be nothing else: they, he
	flagAux               // is, does, can
	flagThink             // takes a clause: that, think, mean
	flagGive              // takes a pronoun as object: give, make
	flagAlone             // not only, not just
	flagNot               // the "not" of "not only"
	flagHalf              // the first half of a negator in two (ne ... pas), or of "only" (ne ... que)
	flagPrefix            // may stand apart from its verb: an, auf, ein
	flagBut               // begins a clause right behind a negator too: sondern
	flagThat              // begins the clause that a denied verb of thinking takes
	flagTruth             // is not true, is not the case
	flagFalse             // is wrong, is a myth
	flagClaim             // the claim, the idea
	flagDeterminer        // begins a noun phrase: the, this, my
	flagAside             // however, therefore
	flagConjunction       // and, or
	flagStop              // carries no content
	flagLight             // of the words without content, one that says how things stand to each other
	flagNoJoin            // is no half of a compound: in, to, so
	flagAbbreviation      // is followed by a full stop that ends no sentence
	flagCommon            // an ordinary word, never a mistyped keyword
)

// Languages are the codes of the languages whose word forms are known, such as
// "en", in alphabetical order. A deck in any other is marked by the letters of
// its words alone.
func Languages() []string { return slices.Sorted(maps.Keys(snowball)) }

// defaultLanguage is used for a deck that names none.
const defaultLanguage = "en"

// languageOf returns the language of a tag such as "en" or "de-AT".
func languageOf(tag string) *language {
	if tag == "" {
		tag = defaultLanguage
	}
	comma := writesComma(tag)
	tag, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	key := languageKey{tag, comma}
	if known, ok := sharedLanguages.Load(key); ok {
		return known.(*language)
	}
	build, ok := builders[tag]
	if !ok {
		build = func() *language { return newLanguage(tag) }
	}
	l := build()
	l.decimalComma = comma
	if _, stemmed := snowball[tag]; !stemmed {
		return l
	}
	shared, _ := sharedLanguages.LoadOrStore(key, l)
	return shared.(*language)
}

// sharedLanguages are those that were asked for, each made once.
var sharedLanguages sync.Map

type languageKey struct {
	code         string
	decimalComma bool
}

// builders make the languages of which more is known than stems.
var builders = map[string]func() *language{"de": newGerman, "en": newEnglish, "es": newSpanish, "fr": newFrench}

func englishLanguage() *language { return languageOf(defaultLanguage) }

// newLanguage is a language of which nothing is known but its stems.
func newLanguage(code string) *language {
	l := &language{
		algorithm:  stemmerOf(code),
		contracted: func(string, string) ([2]string, bool) { return [2]string{}, false },
	}
	l.stem = remembered(func(word string) string {
		if own, ok := l.ownStems[word]; ok {
			return own
		}
		return l.algorithm(word)
	})
	l.commonStems = sync.OnceValue(func() map[string]bool {
		stems := make(map[string]bool, len(l.words))
		for word, info := range l.words {
			stems[l.stemWord(word, info.base)] = true
		}
		return stems
	})
	return l
}

// stemOf returns the stem of a token.
func (l *language) stemOf(t *token) string { return t.stem }

func (l *language) stemWord(text, base string) string {
	if base != "" {
		text = base
	}
	if text == "" || isDigit(text[0]) {
		return text
	}
	return l.stem(text)
}

// wordSet is a set of words, separated by white space, with what is known of
// each.
type wordSet struct {
	flags flag
	words string
}

// learn takes in what is known of a language's words: sets of words, irregular
// words (each line a base and its other forms), words that are no forms of any
// other (each line the forms of one), and words that are forms of the first in
// their line. They may be written with capitals and accents.
func (l *language) learn(sets []wordSet, forms, apart, joined string) {
	if l.words == nil {
		l.words = make(map[string]wordInfo, 1024)
	}
	for _, set := range sets {
		for word := range strings.FieldsSeq(set.words) {
			word = l.form(word)
			info := l.words[word]
			info.flags |= set.flags
			l.words[word] = info
		}
	}
	for line := range strings.Lines(forms) {
		words := strings.Fields(line)
		for _, word := range words[min(1, len(words)):] {
			word = l.form(word)
			info := l.words[word]
			info.base = l.form(words[0])
			l.words[word] = info
		}
	}
	for word := range l.words {
		info := l.words[word]
		info.flags |= flagCommon
		l.words[word] = info
	}
	l.ownStems = make(map[string]string)
	for line := range strings.Lines(apart) {
		words := strings.Fields(line)
		for _, word := range words {
			l.ownStems[l.form(word)] = l.form(words[0])
		}
	}
	for line := range strings.Lines(joined) {
		words := strings.Fields(line)
		for _, word := range words[min(1, len(words)):] {
			stem := l.algorithm(l.form(words[0]))
			l.ownStems[l.form(word)], l.ownStems[l.form(word+"s")] = stem, stem
		}
	}
}

// form is a word in normal form, in its one spelling.
func (l *language) form(word string) string {
	word = normalise(word).text
	if l.spelling != nil {
		word = l.spelling(word)
	}
	return word
}
