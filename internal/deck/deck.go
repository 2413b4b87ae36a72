// Package deck reads decks: TOML files in which a course's cheat sheets,
// tables, takeaways and questions are written once, and from which cards are
// made. It reads from an fs.FS, reports every problem of a deck in one run, and
// imports only grading of drill's packages.
package deck

// Deck is a deck that was read without problems.
type Deck struct {
	ID          string
	Title       string
	Description string
	Language    string
	Typos       string // off, small or big; what its cards say counts
	Citation    string
	Tags        []string
	Synonyms    map[string][]string
	// Moved gives, by old question id (or id#part), the new one.
	Moved map[string]string
	// Sources are what the author wrote, in the order written.
	Sources []Source
	// Cards are what comes out, in the order of their sources.
	Cards []*Card
	// Hash names the deck's content: the SHA-256 of its files.
	Hash string
	// Path is where it was read, for messages.
	Path string

	files    []string // as problems name them, in the order read
	images   []string // paths of pictures, from the folder of the files
	warnings Problems // found on reading; Check tells them
	lexicon  *lexicon
	shelf    Shelf // where the pieces of a restored deck are
}

// SourceKind says what sort of material a source is.
type SourceKind string

const (
	KindCheatsheet SourceKind = "cheatsheet"
	KindTable      SourceKind = "table"
	KindTakeaway   SourceKind = "takeaway"
	KindQuestion   SourceKind = "question"
)

// Source is authored material: a cheat sheet with its entries, a table with its
// rows, one takeaway or one question.
type Source struct {
	Kind   SourceKind
	ID     string
	Title  string // a takeaway's text or a question's prompt where there is no title
	Origin Origin
	Items  []Item
}

// Item is one line of a source, and the cards that it makes: an entry, a row,
// or the takeaway or question itself.
type Item struct {
	ID     string // question id
	Text   string
	Holed  string // the text as authored, with its holes; empty where it has none
	SameAs string // the question that asks the same; such an item makes no card
	Cards  []*Card
	// Authored reports whether a person wrote a rubric for a free-text part.
	Authored bool
	// Same gives, by part, the question that asks the same, where that holds
	// for one cell of a row and not for the item.
	Same   map[string]string
	Origin Origin
}
