package grading

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// lexeme is what is known of one spelling of a word. It is found out once and
// then shared by all tokens that are spelled so. It is never changed.
type lexeme struct {
	raw   string // normal form as spelled
	text  string // normal form with one spelling (-ize, -or)
	flags flag
	base  string // the form that an irregular word is stemmed as
	stem  string
	pair  *[2]*lexeme // the two words that it stands for (cannot: can, not), or nil
	// rawKey, textKey and stemKey find the word in tables.
	rawKey, textKey, stemKey uint32
	head                     uint32 // of text, for headSet
	letters, stemLetters     letterSet
}

// noLexeme is that of a token that is nobody's word.
var noLexeme = new(lexeme)

// lexemeSlots is how many lexemes a language keeps: a course has some thousands
// of words, which it uses over and over. A word is kept in one of a few
// neighbouring slots; when all are taken, it takes the place of another.
const (
	lexemeSlots  = 1 << 14
	lexemeProbes = 4
)

// lexemeCache is the memory of one language. The zero value is ready to use, by
// several callers at once: what two of them find out of one word is the same.
type lexemeCache [lexemeSlots]atomic.Pointer[lexeme]

// lexeme returns what is known of a word in normal form.
func (l *language) lexeme(raw string) *lexeme {
	if raw == "" {
		return noLexeme
	}
	key := wordKeyOf(raw)
	for i := range uint32(lexemeProbes) {
		slot := &l.lexemes[(key+i)%lexemeSlots]
		known := slot.Load()
		if known == nil {
			x := l.newLexeme(raw, key)
			slot.Store(x)
			return x
		}
		if known.rawKey == key && known.raw == raw {
			return known
		}
	}
	x := l.newLexeme(raw, key)
	l.lexemes[key%lexemeSlots].Store(x)
	return x
}

func (l *language) newLexeme(raw string, key uint32) *lexeme {
	raw = strings.Clone(raw) // do not hold on to the response
	x := &lexeme{raw: raw, text: raw, rawKey: key}
	if l.spelling != nil {
		x.text = l.spelling(raw)
	}
	if known, ok := l.words[x.text]; ok {
		x.flags, x.base = known.flags, known.base
	}
	if two, ok := l.joinedPairs[raw]; ok {
		x.pair = &[2]*lexeme{l.lexeme(two[0]), l.lexeme(two[1])}
	}
	x.stem = l.stemWord(x.text, x.base)
	x.textKey, x.stemKey = wordKeyOf(x.text), wordKeyOf(x.stem)
	x.head = headOf(x.text)
	x.letters, x.stemLetters = lettersOf(x.text), lettersOf(x.stem)
	return x
}

// wordSeed is that of all tables of words; it differs from run to run.
var wordSeed = maphash.MakeSeed()

func wordKeyOf(text string) uint32 { return uint32(maphash.String(wordSeed, text)) }

func wordKeyOfBytes(text []byte) uint32 { return uint32(maphash.Bytes(wordSeed, text)) }

// wordTable finds the words of a rubric by their text or stem: open addressing
// with room for twice as many.
type wordTable []wordSlot

type wordSlot struct {
	key  uint32
	word int32 // and one; 0 where the slot is free
}

func newWordTable(words int) wordTable {
	if words == 0 {
		return nil
	}
	size := 2
	for size < 2*words {
		size *= 2
	}
	return make(wordTable, size)
}

func (t wordTable) add(key uint32, word int32) {
	i := int(key) & (len(t) - 1)
	for t[i].word != 0 {
		i = (i + 1) & (len(t) - 1)
	}
	t[i] = wordSlot{key, word + 1}
}

// at yields the words that were added with a key, in that order. Others may
// have the same key.
func (t wordTable) at(key uint32) func(func(int32) bool) {
	return func(yield func(int32) bool) {
		if len(t) == 0 {
			return
		}
		for i := int(key) & (len(t) - 1); t[i].word != 0; i = (i + 1) & (len(t) - 1) {
			if t[i].key == key && !yield(t[i].word-1) {
				return
			}
		}
	}
}
