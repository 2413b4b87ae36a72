package grading

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
	"golang.org/x/text/unicode/norm"
)

// snowball are the stemming algorithms by language code.
var snowball = map[string]func(*snowballstem.Env) bool{
	"da": danish.Stem,
	"de": german.Stem,
	"en": english.Stem,
	"es": spanish.Stem,
	"fi": finnish.Stem,
	"fr": french.Stem,
	"hu": hungarian.Stem,
	"it": italian.Stem,
	"nb": norwegian.Stem,
	"nl": dutch.Stem,
	"nn": norwegian.Stem,
	"no": norwegian.Stem,
	"pt": portuguese.Stem,
	"ro": romanian.Stem,
	"ru": russian.Stem,
	"sv": swedish.Stem,
	"tr": turkish.Stem,
}

// environments are the working memory of the algorithms.
var environments = sync.Pool{New: func() any { return snowballstem.NewEnv("") }}

// stemmerOf returns the stemmer of a language; of an unknown one, the word
// itself.
func stemmerOf(code string) func(string) string {
	algorithm, ok := snowball[code]
	if !ok {
		return func(word string) string { return word }
	}
	return func(word string) string {
		if !isASCII(word) { // the algorithms expect composed letters
			word = norm.NFC.String(word)
		}
		env := environments.Get().(*snowballstem.Env)
		defer environments.Put(env)
		env.SetCurrent(word)
		algorithm(env)
		if env.Current() == "" {
			return word
		}
		return env.Current()
	}
}

// maxRemembered is how many words a language keeps the stems of. A course has some
// thousands, which it uses over and over.
const maxRemembered = 50_000

// remembered keeps the stems of the first words that are asked for.
func remembered(stem func(string) string) func(string) string {
	var stems sync.Map
	var count atomic.Int64
	return func(word string) string {
		if known, ok := stems.Load(word); ok {
			return known.(string)
		}
		found := stem(word)
		if count.Add(1) <= maxRemembered {
			stems.Store(strings.Clone(word), strings.Clone(found))
		}
		return found
	}
}
