package deck

import "cmp"

// sheet makes the items of a cheat sheet.
func (b *builder) sheet(n *node, around inherited) []Item {
	entries := n.tables("entry", entryTable)
	seen := make(map[string]*node)
	var names []string
	for _, entry := range entries {
		b.unique(seen, entry)
		names = append(names, entryNames(entry)...)
	}
	rivals := newPool(names)
	items := make([]Item, len(entries))
	for i, entry := range entries {
		items[i] = b.note(entry, b.entry(entry, around.in(entry), rivals))
	}
	return items
}

// entryNames are the names of a term, the usual one first.
func entryNames(entry *node) []string {
	return append([]string{entry.text("term")}, entry.texts("aka")...)
}

// entry makes the two cards of an entry: what the term means, and which term
// is meant. They show the same fact.
func (b *builder) entry(n *node, around inherited, rivals *pool) Item {
	id, term, meaning := n.question(), n.text("term"), n.text("meaning")
	item := Item{ID: id, Text: term, Authored: n.has("criterion"), Origin: n.origin()}
	if choosePart("define", n, n.around()) {
		card := b.card(n, id, "define", around)
		card.Type = TypeText
		card.Prompt = cmp.Or(n.text("prompt"), "Explain the term “"+term+"”.")
		card.Answer, card.answerKey = meaning, "meaning"
		card.Facts = []string{id}
		b.rubric(card, n)
		item.Cards = append(item.Cards, card)
	}
	if choosePart("name", n, n.around()) {
		card := b.card(n, id, "name", around)
		card.Type = TypeShort
		card.Prompt = cmp.Or(n.text("reverse"), "Which term is meant? "+meaning)
		card.Answer, card.answerKey = term, "term"
		card.Facts = []string{id}
		card.accepted, card.rivals, card.from = entryNames(n), rivals.others(term), drawn{rivals, term}
		card.Spec = b.spec(card, n)
		item.Cards = append(item.Cards, card)
	}
	return item
}
