package deck

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drill/internal/grading"
)

// builder makes a deck of its documents. It works on after a problem, so that
// one run finds everything; what was made is only used when there were none.
type builder struct {
	*reporter
	deck *Deck
	// complete says that every file could be decoded; only then can be said
	// what is not in the deck.
	complete bool
	pictures *pictures
	items    []builtItem
}

// builtItem is an item with the node that it was made of.
type builtItem struct {
	item Item
	node *node
}

// inherited is what a question has from what is around it.
type inherited struct {
	citation string
	tags     []string
}

// in is what is inherited inside a table with a citation and tags of its own.
func (i inherited) in(n *node) inherited {
	if citation := n.text("citation"); citation != "" {
		i.citation = citation
	}
	for _, tag := range n.texts("tags") {
		if !slices.Contains(i.tags, tag) {
			i.tags = append(slices.Clip(i.tags), tag)
		}
	}
	return i
}

func (b *builder) build(docs []*document, first string) {
	validated := b.validate(docs, first)
	around := inherited{}
	var sources []*node
	for _, doc := range docs {
		if doc.name == first {
			b.header(doc.root)
			around = around.in(doc.root)
		}
		sources = append(sources, sourcesIn(doc.root)...)
	}
	if countItems(sources) > maxItems {
		b.add(Problem{File: first, Cause: fmt.Sprintf("the deck has over %d questions", maxItems), Remedy: "make several decks of it"})
		validated()
		return
	}
	b.uniqueIDs(sources)
	for _, source := range sources {
		b.source(source, around)
	}
	b.references(docs, first)
	for _, source := range b.deck.Sources {
		for _, item := range source.Items {
			b.deck.Cards = append(b.deck.Cards, item.Cards...)
		}
	}
	validated()
	if len(b.deck.Cards) == 0 && !slices.ContainsFunc(b.problems, explainsNoCards) {
		b.add(Problem{File: first, Cause: "asks nothing", Remedy: "add a [[cheatsheet]], [[table]], [[takeaway]] or [[question]]", Severity: SeverityWarning})
	}
}

// validate begins to hold the files to the format, beside what is built of them.
// What it gives waits for the end of that, and puts the problems before those of
// building, as if all had been found one after the other.
func (b *builder) validate(docs []*document, first string) (wait func()) {
	found, before := &reporter{}, len(b.problems)
	roots := make([]node, len(docs)) // of its own, since a check notes things in them
	for i, doc := range docs {
		doc.root.table = partTable
		if doc.name == first {
			doc.root.table = deckTable
		}
		roots[i] = *doc.root
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		v := validator{found, b.pictures}
		for i := range roots {
			v.check(&roots[i], roots[i].table)
		}
	}()
	return func() {
		<-done
		read, built := b.problems[:before], b.problems[before:]
		b.problems = nil
		for _, problem := range slices.Concat(read, found.problems, built) {
			b.add(problem)
		}
	}
}

// explainsNoCards reports whether a problem may be why a deck asks nothing.
func explainsNoCards(p Problem) bool { return p.Severity == SeverityError || p.Question != "" }

// maxItems is the most entries, rows, takeaways and questions of a deck.
const maxItems = 100_000

// countItems counts them; a source without any counts as one.
func countItems(sources []*node) int {
	count := 0
	for _, source := range sources {
		inside := 0
		for _, key := range []string{"entry", "rows", "row", "which", "compare", "match"} {
			values, _ := elements(source.raw(key))
			inside += len(values)
		}
		count += max(1, inside)
	}
	return count
}

// header takes over the deck's own keys.
func (b *builder) header(root *node) {
	d := b.deck
	d.ID = root.text("id")
	d.Title = root.text("title")
	d.Description = root.text("description")
	d.Language = cmp.Or(root.text("language"), "en")
	b.language(root.get("language"))
	d.Typos = root.text("typos")
	d.Citation = root.text("citation")
	d.Tags = root.texts("tags")
	synonyms, moved := root.get("synonyms"), root.get("moved")
	if words := keysOf(synonyms); words != nil {
		d.Synonyms = make(map[string][]string, len(words))
		for _, word := range words {
			d.Synonyms[word] = synonyms.texts(word)
		}
	}
	if ids := keysOf(moved); ids != nil {
		d.Moved = make(map[string]string, len(ids))
		for _, from := range ids {
			d.Moved[from], _ = moved.raw(from).(string)
		}
	}
}

// language warns of a language whose words are compared by their letters alone.
func (b *builder) language(n *node) {
	tag, _ := n.value.(string)
	tag = strings.TrimSpace(tag)
	if known := grading.Languages(); tag != "" && !slices.Contains(known, languageCode(tag)) {
		problem := n.problem(quoted(tag)+" is no language whose word forms are known, so words are compared letter by letter",
			"write "+listed(known)+"; keep it where none of them is the deck's language")
		problem.Severity = SeverityWarning
		b.add(problem)
	}
}

// languageCode is the language of a tag such as de-AT.
func languageCode(tag string) string {
	code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(cmp.Or(tag, "en"), "_", "-")), "-")
	return code
}

// sourcesIn lists the sources of a file in the order written. The library's
// maps have lost it; the lines still know it.
func sourcesIn(root *node) []*node {
	var sources []*node
	for i := range sourceFields {
		field := &sourceFields[i]
		sources = append(sources, root.tables(field.Key, field.Table)...)
	}
	slices.SortStableFunc(sources, func(a, b *node) int { return cmp.Compare(a.line(), b.line()) })
	return sources
}

// uniqueIDs reports sources that have the id of an earlier one.
func (b *builder) uniqueIDs(sources []*node) {
	seen := make(map[string]*node)
	for _, source := range sources {
		b.unique(seen, source)
	}
}

// unique reports a node whose id is taken, and takes it otherwise.
func (b *builder) unique(seen map[string]*node, n *node) {
	id := n.text("id")
	if id == "" {
		return
	}
	if first, taken := seen[id]; taken {
		at := n.get("id")
		b.add(at.problem(fmt.Sprintf("%s is used already, %s", quoted(id), whereIs(first, n)), "give each its own id"))
		return
	}
	seen[id] = n
}

// whereIs tells a reader of one node where another is.
func whereIs(there, from *node) string {
	switch {
	case there.line() == 0:
		return "in " + there.doc.name
	case there.doc == from.doc:
		return fmt.Sprintf("in line %d", there.line())
	}
	return fmt.Sprintf("in %s, line %d", there.doc.name, there.line())
}

func (b *builder) source(n *node, around inherited) {
	source := Source{ID: n.text("id"), Origin: n.origin()}
	around = around.in(n)
	switch n.table {
	case sheetTable:
		source.Kind, source.Title = KindCheatsheet, cmp.Or(n.text("title"), source.ID)
		source.Items = b.sheet(n, around)
	case tableTable:
		source.Kind, source.Title = KindTable, n.text("title")
		source.Items = b.tableRows(n, around)
	case takeawayTable:
		source.Kind = KindTakeaway
		source.Items = []Item{b.note(n, b.takeaway(n, around))}
		source.Title = source.Items[0].Text
	case questionTable:
		source.Kind = KindQuestion
		source.Items = []Item{b.note(n, b.question(n, around))}
		source.Title = source.Items[0].Text
	}
	b.deck.Sources = append(b.deck.Sources, source)
}

// note keeps an item for the checks that need all of them, and gives it back
// without cards when another question asks the same.
func (b *builder) note(n *node, item Item) Item {
	item.SameAs = n.text("same_as")
	if item.SameAs != "" {
		item.Cards = nil
	}
	b.items = append(b.items, builtItem{item, n})
	return item
}

// card makes a card of an item. n is where its own keys stand, such as points
// and hint: the item itself, or a part of it.
func (b *builder) card(n *node, question, part string, around inherited) *Card {
	return &Card{
		Deck:        b.deck,
		Question:    cmp.Or(question, n.question()), // an id is missing only in a deck that is refused
		Part:        part,
		Points:      n.points("points"),
		Hint:        n.text("hint"),
		Explanation: n.text("explanation"),
		Difficulty:  n.text("difficulty"),
		Seconds:     n.whole("seconds", maxSeconds),
		Image:       n.text("image"),
		Citation:    around.citation,
		Tags:        around.tags,
		Origin:      n.origin(),
		at:          n.at,
		field:       n.field(),
		answerKey:   "answer",
	}
}

// guess is the text that was probably meant, as it is written, or "". Where it
// has been asked for too often, it no longer looks.
func (b *builder) guess(text string, known []string) string {
	if !b.mayGuess() {
		return ""
	}
	folded := make([]string, len(known))
	for i := range known {
		folded[i] = fold(known[i])
	}
	if i := slices.Index(folded, Nearest(fold(text), folded)); i >= 0 {
		return known[i]
	}
	return ""
}

// choosePart reports whether a part is asked: all are where nothing is chosen,
// and the choice nearest to the item counts.
func choosePart(part string, choosers ...*node) bool {
	for _, n := range choosers {
		if n != nil && n.has("parts") {
			return slices.Contains(n.texts("parts"), part)
		}
	}
	return true
}

func words(text string) int { return len(strings.Fields(text)) }
