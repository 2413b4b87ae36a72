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
	// stem reduces a word in normal form to its stem.
	stem func(string) string
	// spelling gives a word its one spelling; nil where there is but one.
	spelling func(string) string
	// words says what is known of single words.
	words map[string]wordInfo
	// joinedPairs are single words that stand for two (cannot: can, not).
	joinedPairs map[string][2]string
	// contractions are the words before and after an apostrophe.
	contracted func(base, tail string) ([2]string, bool)
	numerals
	// fixedStart is how many bytes at the start of a word its stem keeps.
	fixedStart int
	// denials are the words that say "no" in a derived keyword.
	denials []string

	commonStems func() map[string]bool
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
	flagTruth             // is not true, is not the case
	flagFalse             // is wrong, is a myth
	flagClaim             // the claim, the idea
	flagDeterminer        // begins a noun phrase: the, this, my
	flagAside             // however, therefore
	flagConjunction       // and, or
	flagStop              // carries no content
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
	if tag == "en" {
		return englishLanguage()
	}
	known := numerals{decimalComma: comma}
	if tag == "de" {
		known = germanNumerals
		known.decimalComma = comma
	}
	return &language{
		numerals:    known,
		stem:        stemmerOf(tag),
		fixedStart:  2,
		contracted:  func(string, string) ([2]string, bool) { return [2]string{}, false },
		commonStems: func() map[string]bool { return nil },
	}
}

// stemOf returns the stem of a token, found once.
func (l *language) stemOf(t *token) string {
	if t.stem == "" {
		t.stem = l.stemWord(t.text, t.base)
	}
	return t.stem
}

func (l *language) stemWord(text, base string) string {
	if base != "" {
		text = base
	}
	if text == "" || isDigit(text[0]) {
		return text
	}
	return l.stem(text)
}

var englishLanguage = sync.OnceValue(newEnglish)
