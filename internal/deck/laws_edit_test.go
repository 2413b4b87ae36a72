package deck_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/deck"
)

// A deck with history is edited as an author edits: texts, orders, insertions,
// removals, new names, other files. Every thing in it carries a mark in its
// texts, such as x12x, that no edit changes: by it a card of the edited deck is
// known again, whatever it is called by then.

// thing is anything with an id and a text: a source, an entry, a row, a hole, a
// false version, a question about a table.
type thing struct {
	self int    // its mark
	id   string // what it is called; of a hole, its number
	text int    // its wording
	more [2]int // the wordings of the cells of a row
}

func (th *thing) says() string { return fmt.Sprintf("x%dx w%d", th.self, th.text) }

func (th *thing) cell(i int) string { return fmt.Sprintf("x%dx c%d w%d", th.self, i, th.more[i]) }

// writing is a source as its author has it.
type writing struct {
	thing
	kind   string
	file   int
	kids   []*thing // entries, rows, holes
	falses []*thing
	asked  *thing   // of a table: its match
	pairs  []*thing // and the rows of that
	hint   int
	accept int
}

// author is a deck under its author's hands.
type author struct {
	t       *rapid.T
	sources []*writing
	last    int
}

var writtenKinds = []string{"cheatsheet", "table", "takeaway", "question"}

// writtenFiles are the files of the deck.
var writtenFiles = []string{"d/deck.toml", "d/a.toml", "d/b.toml"}

// fresh is a number that was never used: for a mark, an id or a wording.
func (a *author) fresh() int { a.last++; return a.last }

func (a *author) pick(n int, what string) int { return rapid.IntRange(0, n-1).Draw(a.t, what) }

func (a *author) thing() *thing {
	n := a.fresh()
	return &thing{self: n, id: fmt.Sprintf("i%d", n), text: a.fresh(), more: [2]int{a.fresh(), a.fresh()}}
}

func (a *author) hole() *thing {
	hole := a.thing()
	hole.id = fmt.Sprint(hole.self)
	return hole
}

// write begins a source.
func (a *author) write() *writing {
	w := &writing{thing: *a.thing(), kind: writtenKinds[a.pick(len(writtenKinds), "kind")], file: a.pick(len(writtenFiles), "file")}
	for range 1 + a.pick(3, "kids") {
		a.grow(w)
	}
	if w.kind == "takeaway" && rapid.Bool().Draw(a.t, "false") {
		w.falses = []*thing{a.thing(), a.thing()}
	}
	if w.kind == "table" && len(w.kids) > 1 {
		w.asked, w.pairs = a.thing(), w.kids[:2:2]
	}
	return w
}

// grow adds to a source what it is made of.
func (a *author) grow(w *writing) {
	kid := a.thing()
	switch w.kind {
	case "question":
		return
	case "takeaway":
		kid = a.hole()
	}
	w.kids = slices.Insert(w.kids, a.pick(len(w.kids)+1, "at"), kid)
}

// edits are what an author does to a deck, by name.
var edits = map[string]func(*author, *writing){
	"reword":       func(a *author, w *writing) { w.text = a.fresh() },
	"hint":         func(a *author, w *writing) { w.hint = a.fresh() },
	"accept":       func(a *author, w *writing) { w.accept = a.fresh() },
	"rename":       func(a *author, w *writing) { w.id = fmt.Sprintf("i%d", a.fresh()) },
	"another file": func(a *author, w *writing) { w.file = a.pick(len(writtenFiles), "file") },
	"grow":         func(a *author, w *writing) { a.grow(w) },
	"shuffle":      func(a *author, w *writing) { w.kids = rapid.Permutation(w.kids).Draw(a.t, "order") },
	"new source": func(a *author, _ *writing) {
		a.sources = slices.Insert(a.sources, a.pick(len(a.sources)+1, "at"), a.write())
	},
	"shuffle sources": func(a *author, _ *writing) { a.sources = rapid.Permutation(a.sources).Draw(a.t, "order") },
	"remove source": func(a *author, w *writing) {
		if len(a.sources) > 1 {
			a.sources = slices.DeleteFunc(slices.Clone(a.sources), func(other *writing) bool { return other == w })
		}
	},
	"reword part": func(a *author, w *writing) {
		kid := a.part(w)
		switch a.pick(3, "which text") {
		case 0:
			kid.text = a.fresh()
		case 1:
			kid.more[0] = a.fresh()
		default:
			kid.more[1] = a.fresh()
		}
	},
	"rename part": func(a *author, w *writing) {
		kid := a.part(w)
		if kid == &w.thing {
			return
		}
		kid.id = fmt.Sprintf("i%d", a.fresh())
		if w.kind == "takeaway" && slices.Contains(w.kids, kid) {
			kid.id = fmt.Sprint(a.fresh())
		}
	},
	"remove part": func(a *author, w *writing) {
		if len(w.kids) > 1 {
			at := a.pick(len(w.kids), "kid")
			if slices.Contains(w.pairs, w.kids[at]) {
				w.asked, w.pairs = nil, nil
			}
			w.kids = slices.Delete(slices.Clone(w.kids), at, at+1)
		}
	},
	"another sheet": func(a *author, w *writing) {
		to := a.sources[a.pick(len(a.sources), "to")]
		if w.kind == "cheatsheet" && to.kind == "cheatsheet" && len(w.kids) > 1 {
			kid := w.kids[0]
			w.kids = slices.Clone(w.kids[1:])
			to.kids = append(slices.Clip(to.kids), kid)
		}
	},
}

// part picks something inside a source; the source itself where there is
// nothing.
func (a *author) part(w *writing) *thing {
	parts := slices.Concat(w.kids, w.falses)
	if w.asked != nil {
		parts = append(parts, w.asked)
	}
	if len(parts) == 0 {
		return &w.thing
	}
	return parts[a.pick(len(parts), "part")]
}

// written is a card as its author means it.
type written struct {
	id, part  string // what it is called
	mark      int    // in its texts
	shows     string // all that it shows of wordings
	marksBy   string // what decides on its mark besides
	whole, of int    // the things that the id and the part are of
}

// cards lists what a deck should ask, by who each card is: the thing, and what
// is asked of it.
func (a *author) cards() map[string]written {
	cards := make(map[string]written)
	add := func(who string, c written) { cards[fmt.Sprintf("%d %s", c.of, who)] = c }
	for _, w := range a.sources {
		accept := fmt.Sprint(w.accept)
		switch w.kind {
		case "cheatsheet":
			for _, e := range w.kids {
				for _, part := range []string{"define", "name"} {
					add(part, written{w.id + "." + e.id, part, e.self, e.says(), "", e.self, e.self})
				}
			}
		case "table":
			for _, row := range w.kids {
				for i, column := range []string{"a", "b"} {
					for _, part := range []string{"cell-", "which-"} {
						add(part+column, written{w.id + "." + row.id, part + column, row.self, row.says() + row.cell(i), "", row.self, row.self})
					}
				}
			}
			if w.asked != nil {
				shows := ""
				for _, row := range w.pairs {
					shows += row.says() + row.cell(0)
				}
				add("match", written{w.id + "." + w.asked.id, "match", w.pairs[0].self, shows, "", w.asked.self, w.asked.self})
			}
		case "takeaway":
			for _, hole := range w.kids {
				add("cloze", written{w.id, "cloze-" + hole.id, hole.self, w.statement(false), "", w.self, hole.self})
			}
			if len(w.falses) > 0 {
				add("true", written{w.id, "true", w.self, w.statement(false), "", w.self, w.self})
			}
			for _, version := range w.falses {
				add("false", written{w.id, "false-" + version.id, version.self, version.says(), "", w.self, version.self})
			}
		case "question":
			add("ask", written{w.id, "ask", w.self, w.says(), accept, w.self, w.self})
		}
	}
	return cards
}

// statement is a takeaway's text, with its holes open or filled.
func (w *writing) statement(open bool) string {
	text := w.says()
	for _, hole := range w.kids {
		if open {
			text += fmt.Sprintf(" and {{%s:%s}}", hole.id, hole.says())
		} else {
			text += " and " + hole.says()
		}
	}
	return text
}

// toml writes a source.
func (w *writing) toml(b *strings.Builder) {
	fmt.Fprintf(b, "[[%s]]\nid = %q\n", w.kind, w.id)
	switch w.kind {
	case "cheatsheet":
		for _, e := range w.kids {
			fmt.Fprintf(b, "[[cheatsheet.entry]]\nid = %q\nterm = \"x%dx\"\nmeaning = %q\nhint = \"h%d\"\n", e.id, e.self, e.says(), w.hint)
		}
	case "table":
		b.WriteString("title = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }, { id = \"a\", title = \"A\", as = \"short\" }, { id = \"b\", title = \"B\", as = \"text\" }]\nrows = [\n")
		for _, row := range w.kids {
			fmt.Fprintf(b, "  { id = %q, k = %q, a = %q, b = %q },\n", row.id, row.says(), row.cell(0), row.cell(1))
		}
		b.WriteString("]\n")
		if w.asked != nil {
			fmt.Fprintf(b, "[[table.match]]\nid = %q\ncolumn = \"a\"\nrows = [%q, %q]\nhint = \"h%d\"\n", w.asked.id, w.pairs[0].id, w.pairs[1].id, w.hint)
		}
	case "takeaway":
		fmt.Fprintf(b, "text = %q\nhint = \"h%d\"\n", w.statement(true), w.hint)
		for _, version := range w.falses {
			fmt.Fprintf(b, "[[takeaway.false]]\nid = %q\ntext = %q\n", version.id, version.says())
		}
	case "question":
		fmt.Fprintf(b, "type = \"short\"\nprompt = %q\nanswer = \"x%dx\"\naccept = [\"form%d\"]\nhint = \"h%d\"\n", w.says(), w.self, w.accept, w.hint)
	}
}

// load writes the deck down and reads it. What is called otherwise than before
// stands in [moved], as the author would write it.
func (a *author) load(before map[string]written) *deck.Deck {
	files := make([]strings.Builder, len(writtenFiles))
	files[0].WriteString(head + "[moved]\n")
	moved := make(map[string]string)
	for who, now := range a.cards() {
		old, was := before[who]
		if was && old.whole == now.whole && old.id != now.id {
			moved[old.id] = now.id
		}
		if was && old.part != now.part {
			moved[old.id+"#"+old.part] = now.id + "#" + now.part
		}
	}
	for from, to := range moved {
		fmt.Fprintf(&files[0], "%q = %q\n", from, to)
	}
	for _, w := range a.sources {
		w.toml(&files[w.file])
	}
	tree := make(fstest.MapFS)
	for i, name := range writtenFiles {
		tree[name] = &fstest.MapFile{Data: []byte(files[i].String())}
	}
	d, err := deck.Load(tree, "d")
	if err != nil {
		a.t.Fatalf("%v\n%s", err, &files[0])
	}
	return d
}

func (c written) key() string { return "d/" + c.id + "#" + c.part }

// expected are the changes that an author has made.
func expected(before, after map[string]written) deck.Changes {
	var changes deck.Changes
	for who, now := range after {
		switch old, was := before[who]; {
		case !was:
			changes.Added = append(changes.Added, now.key())
		case old.shows != now.shows:
			changes.Changed = append(changes.Changed, now.key())
		case old.marksBy != now.marksBy:
			changes.Remarked = append(changes.Remarked, now.key())
		}
		if old, was := before[who]; was && old.key() != now.key() {
			changes.Moved = append(changes.Moved, deck.Move{From: old.key(), To: now.key()})
		}
	}
	for who, old := range before {
		if _, is := after[who]; !is {
			changes.Removed = append(changes.Removed, old.key())
		}
	}
	return inOrder(changes)
}

func inOrder(c deck.Changes) deck.Changes {
	for _, keys := range [][]string{c.Added, c.Changed, c.Remarked, c.Removed} {
		slices.Sort(keys)
	}
	slices.SortFunc(c.Moved, func(a, b deck.Move) int { return strings.Compare(a.From, b.From) })
	return c
}

func TestNoEditLosesOrCrossesASchedule(t *testing.T) {
	names := make([]string, 0, len(edits))
	for name := range edits {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		a := &author{t: t}
		for range 1 + a.pick(5, "sources") {
			a.sources = append(a.sources, a.write())
		}
		before := a.cards()
		old := a.load(nil)
		for range 1 + a.pick(8, "edits") {
			edits[rapid.SampledFrom(names).Draw(t, "edit")](a, a.sources[a.pick(len(a.sources), "of")])
		}
		after := a.cards()
		now := a.load(before)
		isAsMeant(t, old, before)
		isAsMeant(t, now, after)
		carriesOver(t, now, before, after)
		meant := expected(before, after)
		if diff := cmp.Diff(meant, inOrder(deck.Diff(old, now))); diff != "" {
			t.Fatalf("Diff (-meant +got):\n%s", diff)
		}
		var studied []string // a history with every card
		for _, card := range old.Cards {
			studied = append(studied, card.Key())
		}
		if diff := cmp.Diff(meant.Moved, now.Moves(studied)); diff != "" {
			t.Fatalf("Moves (-meant +got):\n%s", diff)
		}
	})
}

// isAsMeant checks that a deck asks what its author wrote, each under its key.
func isAsMeant(t *rapid.T, d *deck.Deck, want map[string]written) {
	cards := make(map[string]*deck.Card)
	for _, card := range d.Cards {
		cards[card.Key()] = card
	}
	if len(cards) != len(want) {
		t.Fatalf("%d cards, want %d", len(cards), len(want))
	}
	for who, c := range want {
		card := cards[c.key()]
		if card == nil || !strings.Contains(card.Prompt+card.Answer, fmt.Sprintf("x%dx", c.mark)) {
			t.Fatalf("%s, which is %s, is %+v", who, c.key(), card)
		}
	}
}

// carriesOver checks where each schedule goes on: with the same thing, whatever
// it is called, and with nothing where that is gone.
func carriesOver(t *rapid.T, now *deck.Deck, before, after map[string]written) {
	asked := make(map[string]bool)
	for _, card := range now.Cards {
		asked[card.Question+"#"+card.Part] = true
	}
	for who, old := range before {
		at := old.id + "#" + old.part
		if !asked[at] {
			at, _ = now.MovedTo(at)
		}
		c, is := after[who]
		switch {
		case is && at != c.id+"#"+c.part:
			t.Fatalf("%s: the schedule of %s goes to %q, and not to %s", who, old.key(), at, c.key())
		case !is && asked[at]:
			t.Fatalf("%s is gone, and its schedule goes to %s", who, at)
		}
	}
}
