package deck_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"drill/internal/deck"
)

// A random deck is drawn as plain values and then written as TOML, so that the
// same deck can be written again with an edit.

type drawnTable struct {
	rows  []string   // ids
	cells [][]string // by row: two cells
}

type drawnDeck struct {
	entries []string // ids
	words   []string // a text for every entry
	table   drawnTable
	holes   []int // numbers of the holes of one takeaway
}

func drawDeck(t *rapid.T) drawnDeck {
	ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9][a-z0-9-]{0,4}`), 1, 8, rapid.ID[string])
	text := rapid.StringMatching(`[a-zé"\\ ]{0,6}[a-z]`)
	var d drawnDeck
	d.entries = ids.Draw(t, "entries")
	for range d.entries {
		d.words = append(d.words, text.Draw(t, "word"))
	}
	d.table.rows = ids.Draw(t, "rows")
	for range d.table.rows {
		d.table.cells = append(d.table.cells, []string{text.Draw(t, "cell"), text.Draw(t, "cell")})
	}
	d.holes = rapid.SliceOfNDistinct(rapid.IntRange(1, 99), 1, 6, rapid.ID[int]).Draw(t, "holes")
	return d
}

func (d drawnDeck) load(t *rapid.T) *deck.Deck {
	var b strings.Builder
	b.WriteString(head + "[[cheatsheet]]\nid = \"s\"\n")
	for i, id := range d.entries {
		fmt.Fprintf(&b, "[[cheatsheet.entry]]\nid = %q\nterm = %q\nmeaning = %q\n", id, d.words[i], "Meaning "+d.words[i])
	}
	b.WriteString("[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }, { id = \"a\", title = \"A\" }, { id = \"b\", title = \"B\", as = \"short\" }]\nrows = [\n")
	for i, id := range d.table.rows {
		fmt.Fprintf(&b, "{ id = %q, k = %q, a = %q, b = %q },\n", id, "row "+id, d.table.cells[i][0], d.table.cells[i][1])
	}
	b.WriteString("]\n[[takeaway]]\nid = \"w\"\ntext = \"Text")
	for _, number := range d.holes {
		fmt.Fprintf(&b, " and {{%d:hidden%d}}", number, number)
	}
	b.WriteString("\"\n")
	read, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(b.String())}}, "x.toml")
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return read
}

func keys(d *deck.Deck) []string {
	var keys []string
	for _, card := range d.Cards {
		keys = append(keys, card.Key())
	}
	return keys
}

func TestCardKeysAreUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := keys(drawDeck(t).load(t))
		slices.Sort(got)
		if unique := slices.Compact(slices.Clone(got)); len(unique) != len(got) {
			t.Fatalf("keys %q are not unique", got)
		}
	})
}

func TestEditingTextKeepsTheKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeck(t)
		before := keys(d.load(t))
		for i := range d.words {
			d.words[i] += "x" + fmt.Sprint(i)
		}
		if after := keys(d.load(t)); !slices.Equal(before, after) {
			t.Fatalf("keys %q became %q", before, after)
		}
	})
}

func TestInsertingShiftsNoKeyAndChangesNoOtherQuestion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeck(t)
		before := d.load(t)
		at := rapid.IntRange(0, len(d.entries)).Draw(t, "at")
		d.entries = slices.Insert(d.entries, at, "new-entry")
		d.words = slices.Insert(d.words, at, "brand new")
		at = rapid.IntRange(0, len(d.table.rows)).Draw(t, "row at")
		d.table.rows = slices.Insert(d.table.rows, at, "new-row")
		d.table.cells = slices.Insert(d.table.cells, at, []string{"fresh one", "fresh two"})
		at = rapid.IntRange(0, len(d.holes)).Draw(t, "hole at")
		d.holes = slices.Insert(d.holes, at, 100)
		changes := deck.Diff(before, d.load(t))
		if len(changes.Removed) > 0 || len(changes.Moved) > 0 {
			t.Fatalf("inserting removed %q and moved %v", changes.Removed, changes.Moved)
		}
		if len(changes.Remarked) > 0 {
			t.Fatalf("inserting changed how %q are marked", changes.Remarked)
		}
		for _, key := range changes.Changed {
			if !strings.HasPrefix(key, "d/w#") { // the text around the other holes has grown
				t.Fatalf("inserting changed %q", key)
			}
		}
	})
}

func TestOptionsNeverHoldTheRightOneTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "A", " a", "b", "ｂ", "c d", "c  D", "é", "é"}), 2, 120).Draw(t, "values")
		for i := range 70 {
			values = append(values, fmt.Sprintf("v%d", i))
		}
		var b strings.Builder
		b.WriteString(head + "[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }, { id = \"a\", title = \"A\", as = \"choice\" }]\nrows = [\n")
		for i, value := range values {
			fmt.Fprintf(&b, "{ id = \"r%d\", k = \"k%d\", a = %q },\n", i, i, value)
		}
		b.WriteString("]\n")
		d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(b.String())}}, "x.toml")
		if err != nil {
			t.Fatal(err)
		}
		for _, card := range d.Cards {
			if card.Type != deck.TypeChoice {
				continue
			}
			if len(card.Wrong) < 50 {
				t.Fatalf("%s: %d options", card.Key(), len(card.Wrong))
			}
			if _, err := card.Scheme(); err != nil {
				t.Fatalf("%s: %v", card.Key(), err)
			}
		}
	})
}
