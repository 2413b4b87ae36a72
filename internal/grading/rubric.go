package grading

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
)

// Rubric is a compiled Spec. It is immutable and safe for concurrent use.
type Rubric struct {
	spec      Spec
	lexicon   *Lexicon
	words     *words
	notTypo   map[string]bool
	criteria  []criterion
	rejects   []reject
	others    []keyword
	total     float64   // points of all criteria that a response can earn together
	answers   []float64 // by the number of a model answer, the points that it can earn
	signals   []signal
	places    int // evidence that meets all criteria
	excluding excluding
	bands     []Band // from the highest down
	text      string
	hash      string
}

// keyword is one compiled keyword: the sequences of words that meet it.
type keyword struct {
	text      string // as authored
	sequences []sequence
}

// sequence is one way to say a keyword.
type sequence struct {
	steps []step
	// plain is set when the sequence holds a negation word itself, so that
	// denied words are as good as others.
	plain bool
	gaps  int
}

// step is one word of a sequence.
type step struct {
	word int32
	// joined is the word that this step and the next make when written
	// together, or -1.
	joined int32
	// gap is the most words that may stand before this one; adjacent means
	// none but an article.
	gap int32
}

const adjacent = -1

// criterion and reject are compiled lines of a rubric.
type criterion struct {
	Criterion
	groups [][]keyword // one for any, each group of all
	number *quantityWanted
	pmatch *pmatch
	forms  []form    // of pattern
	names  []keyword // of of
	also   []keyword // learned
	wanted string
}

type reject struct {
	Reject
	groups [][]keyword
}

// canonical is what Text and Hash are made of: the spec, and the parts of the
// lexicon that change what it accepts. The vocabulary is left out: it grows
// with every text of the deck, and only ever refuses a typing mistake.
type canonical struct {
	Spec     Spec       `json:"spec"`
	Language string     `json:"language"`
	Synonyms [][]string `json:"synonyms,omitempty"`
}

func (r *Rubric) seal(usedClasses map[int]bool) error {
	c := canonical{Spec: r.spec, Language: r.lexicon.code}
	for class := range usedClasses {
		c.Synonyms = append(c.Synonyms, r.lexicon.classes[class].texts)
	}
	slices.SortFunc(c.Synonyms, slices.Compare)
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	r.text, r.hash = string(text), hex.EncodeToString(sum[:])
	return nil
}

// Text returns the rubric as canonical JSON: the spec, the language, and those
// synonyms of the deck that its keywords use.
func (r *Rubric) Text() string { return r.text }

// Hash returns the SHA-256 of Text, in hexadecimal.
func (r *Rubric) Hash() string { return r.hash }
