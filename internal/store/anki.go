package store

// AnkiCollection is what is read of a collection of Anki: its rows as they are.
// What they mean is for others to say. Up to schema 11 note types and decks are
// JSON in Models and Decks; later ones have them in tables.
type AnkiCollection struct {
	Models, Decks string
	Notetypes     []AnkiConfig
	Fields        []AnkiPart
	Templates     []AnkiPart
	DeckNames     []AnkiDeck
	Notes         []AnkiNote
	Cards         []AnkiCard
}

// AnkiConfig is a note type; Config is a message of Anki's.
type AnkiConfig struct {
	ID     int64
	Name   string
	Config []byte
}

// AnkiPart is a field or a template of a note type.
type AnkiPart struct {
	Notetype, Ord int64
	Name          string
	Config        []byte
}

// AnkiDeck is the name of a deck.
type AnkiDeck struct {
	ID   int64
	Name string
}

// AnkiNote is a note; U+001F stands between its fields.
type AnkiNote struct {
	ID, Notetype       int64
	GUID, Tags, Fields string
}

// AnkiCard is a card of a note. Reviews counts how often it was answered.
type AnkiCard struct {
	Note, Ord, Deck, Reviews int64
	Suspended                bool
}
