package deck

// Listed is what is known of a card without its text: enough to plan a day.
type Listed struct {
	Deck string // its id
	ID   string // question#part
	// Facts and Tags are those of the card.
	Facts, Tags []string
}

// Key is the card's name in the log: deck/question#part.
func (l Listed) Key() string { return l.Deck + "/" + l.ID }

// Listed gives what planning must know of the card.
func (c *Card) Listed() Listed {
	return Listed{Deck: c.Deck.ID, ID: c.id(), Facts: c.Facts, Tags: c.Tags}
}
