package store_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

const build = "test"

// shelvedDeck is a deck with a sheet, a table and questions; the number goes
// into its id and its texts.
func shelvedDeck(n int) string {
	return fmt.Sprintf(`
format = 1
id     = "d%[1]d"
title  = "Deck %[1]d"
tags   = ["all"]

[[cheatsheet]]
id    = "terms"
title = "Terms"
entry = [
  { id = "acid", term = "acid", meaning = "gives protons" },
  { id = "base", term = "base", meaning = "takes protons", tags = ["basic"] },
]

[[table]]
id      = "gases"
title   = "Gases"
key     = "gas"
columns = [{ id = "gas", title = "Gas" }, { id = "sign", title = "Sign", as = "choice" }]
rows    = [{ id = "o", gas = "oxygen", sign = "O2" }, { id = "n", gas = "nitrogen", sign = "N2" }]

[[question]]
id     = "q"
type   = "short"
prompt = "Which number is this deck?"
answer = "%[1]d"
tags   = ["basic"]
`, n)
}

// library loads decks by their numbers.
func library(t testing.TB, numbers ...int) *deck.Library {
	t.Helper()
	files := make(fstest.MapFS)
	for _, n := range numbers {
		files[fmt.Sprintf("d%d.toml", n)] = &fstest.MapFile{Data: []byte(shelvedDeck(n))}
	}
	l, problems := deck.LoadAll(deck.Place{FS: files})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return l
}

// shelve puts a deck into the catalogue, as standing at a path.
func shelve(t testing.TB, db *store.DB, d *deck.Deck, place store.Place) store.Edition {
	t.Helper()
	packed, err := d.Pack()
	if err != nil {
		t.Fatal(err)
	}
	edition, err := db.Catalogue(ctx, place, build, store.Reading{Hash: d.Hash, Title: d.Title, Packed: packed})
	if err != nil {
		t.Fatal(err)
	}
	return edition
}

// catalogued puts decks into a catalogue and gives their cards from it.
func catalogued(t testing.TB, db *store.DB, l *deck.Library) *store.Catalogued {
	t.Helper()
	var editions []store.Edition
	var paths []string
	for _, d := range l.Decks() {
		editions = append(editions, shelve(t, db, d, store.Place{Path: "in/" + d.ID, Stamp: "1"}))
		paths = append(paths, d.Path)
	}
	return db.Catalogued(ctx, editions, paths)
}

func TestTheCatalogueGivesTheCardsOfTheDecks(t *testing.T) {
	db := open(t, inDir(t, "drill.db"), newClock().options())
	l := library(t, 1, 2)
	fromDisk, inMemory := catalogued(t, db, l), session.Loaded(l)
	for _, wanted := range []session.Wanted{
		{}, {Tags: []string{"basic"}}, {Tags: []string{"basic", "all"}}, {Tags: []string{"none"}},
		{Decks: map[string]bool{"d2": true}}, {Decks: map[string]bool{"d2": true}, Tags: []string{"basic"}}, {Decks: map[string]bool{}},
	} {
		same(t, fmt.Sprintf("Each(%+v)", wanted), each(t, fromDisk, wanted, 99), each(t, inMemory, wanted, 99))
	}
	if got := each(t, fromDisk, session.Wanted{}, 3); len(got) != 3 {
		t.Errorf("Each gave %d cards after it was told to stop at 3", len(got))
	}
	for _, card := range l.Cards() {
		got, err := fromDisk.Card(card.Key())
		if err != nil || got == nil {
			t.Fatalf("Card(%s) = %v, %v", card.Key(), got, err)
		}
		if got.Prompt != card.Prompt || got.Answer != card.Answer || !slices.Equal(got.Wrong, card.Wrong) || got.Origin != card.Origin {
			t.Errorf("Card(%s) = %+v, want %+v", card.Key(), got, card)
		}
		if mark, err := got.Scheme(); err != nil || mark.Mark(card.Answer).Score < 1 {
			t.Errorf("the answer of %s is not right by its rubric: %v", card.Key(), err)
		}
	}
	for _, key := range []string{"d1/q#gone", "d9/q#ask", "", "d1", "/"} {
		if card, err := fromDisk.Card(key); card != nil || err != nil {
			t.Errorf("Card(%q) = %v, %v, want none", key, card, err)
		}
	}
	keys := []string{"d1/q#ask", "d2/terms.acid#define", "d3/q#ask", "d1/q#gone"}
	got, err := fromDisk.Find(keys)
	want, _ := inMemory.Find(keys)
	same(t, "Find", got, want)
	if err != nil || len(got) != 2 {
		t.Errorf("Find found %d, %v", len(got), err)
	}
	types, err := fromDisk.Types(keys)
	wantTypes, _ := inMemory.Types(keys)
	same(t, "Types", types, wantTypes)
	if err != nil || len(types) != 2 || types["d1/q#ask"] == "" {
		t.Errorf("Types found %v, %v", types, err)
	}
}

// each lists the cards that Each gives, up to a number of them.
func each(t testing.TB, cards session.Cards, wanted session.Wanted, most int) []deck.Listed {
	t.Helper()
	list := []deck.Listed{}
	err := cards.Each(wanted, func(card deck.Listed) bool {
		list = append(list, card)
		return len(list) < most
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAnEditionIsFoundByPlaceStampAndBuild(t *testing.T) {
	db := open(t, inDir(t, "drill.db"), newClock().options())
	d := library(t, 1).Decks()[0]
	place := store.Place{Path: "in/d1", Stamp: "1"}
	want := shelve(t, db, d, place)
	if want.ID != "d1" || want.Title != "Deck 1" || want.Cards != len(d.Cards) {
		t.Errorf("Catalogue = %+v", want)
	}
	find := func(place store.Place, build string) bool {
		t.Helper()
		got, found, err := db.Edition(ctx, place, build)
		if err != nil || found && (got.ID != want.ID || got.Title != want.Title || got.Cards != want.Cards) {
			t.Errorf("Edition(%+v) = %+v, %v", place, got, err)
		}
		return found
	}
	if !find(place, build) {
		t.Error("an unchanged deck is not found")
	}
	for _, other := range []store.Place{{Path: "in/d1", Stamp: "2"}, {Path: "in/d2", Stamp: "1"}, {Path: "in/d1"}} {
		if find(other, build) {
			t.Errorf("found at %+v", other)
		}
	}
	if find(place, "newer") {
		t.Error("found for another build of drill")
	}
	touched := store.Place{Path: "in/d1", Stamp: "2"}
	if _, found, err := db.Recatalogue(ctx, touched, build, d.Hash); !found || err != nil {
		t.Errorf("Recatalogue of known content: %v, %v", found, err)
	}
	if !find(touched, build) || find(place, build) {
		t.Error("the place does not have its new stamp")
	}
	if _, found, err := db.Recatalogue(ctx, touched, build, "unknown"); found || err != nil {
		t.Errorf("Recatalogue of unknown content: %v, %v", found, err)
	}
}

func TestADeckWithErrorsIsCataloguedAsSuch(t *testing.T) {
	db := open(t, inDir(t, "drill.db"), newClock().options())
	place := store.Place{Path: "in/broken", Stamp: "1"}
	problems := map[string]int{"broken.toml": 3}
	if _, err := db.Catalogue(ctx, place, build, store.Reading{Hash: "x", Problems: problems}); err != nil {
		t.Fatal(err)
	}
	got, found, err := db.Edition(ctx, place, build)
	if err != nil || !found || got.ID != "" || !maps.Equal(got.Problems, problems) {
		t.Errorf("Edition = %+v, %v, %v", got, found, err)
	}
}

func TestAnEditionOutlivesItsPlaceByTwoDays(t *testing.T) {
	c := newClock()
	path := inDir(t, "drill.db")
	db := open(t, path, c.options())
	l := library(t, 1, 2, 3)
	place := store.Place{Path: "in/d", Stamp: "1"}
	old := db.Catalogued(ctx, []store.Edition{shelve(t, db, l.Decks()[0], place)}, []string{"d"})
	shelve(t, db, l.Decks()[1], place)
	if card, err := old.Card("d1/q#ask"); card == nil || err != nil {
		t.Errorf("a session loses its cards when the deck is changed: %v, %v", card, err)
	}
	c.sleep(3)
	shelve(t, db, l.Decks()[2], store.Place{Path: "in/d3", Stamp: "1"})
	card, err := old.Card("d1/q#ask")
	wantError(t, "Card after three days", err, store.ErrEditionGone)
	if card != nil {
		t.Error("after three days the old edition is still there")
	}
	for _, table := range []string{"catalogue_card", "catalogue_body"} {
		var left int
		if err := raw(t, path).QueryRow(`SELECT count(DISTINCT deck) FROM ` + table).Scan(&left); err != nil || left != 2 {
			t.Errorf("%s holds cards of %d decks, %v, want 2", table, left, err)
		}
	}
}

func TestAPlaceThatIsGoneIsForgotten(t *testing.T) {
	c := newClock()
	path := inDir(t, "drill.db")
	db := open(t, path, c.options())
	l := library(t, 1, 2)
	file := filepath.Join(t.TempDir(), "d1.toml")
	write(t, file, "x")
	shelve(t, db, l.Decks()[0], store.Place{Path: file, Stamp: "1"})
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	shelve(t, db, l.Decks()[1], store.Place{Path: "in/d2", Stamp: "1"})
	if _, found, err := db.Edition(ctx, store.Place{Path: file, Stamp: "1"}, build); found || err != nil {
		t.Errorf("a deck that was deleted is still known: %v, %v", found, err)
	}
}

func TestADamagedCatalogueIsAnErrorAndNotACard(t *testing.T) {
	path := inDir(t, "drill.db")
	db := open(t, path, newClock().options())
	cards := catalogued(t, db, library(t, 1))
	mustExec(t, raw(t, path), `UPDATE catalogue_body SET body = CAST('{' AS BLOB)`)
	_, err := cards.Card("d1/q#ask")
	wantError(t, "Card", err, store.ErrDamaged)
	mustExec(t, raw(t, path), `UPDATE catalogue_card SET facts = '{'`)
	_, err = cards.Find([]string{"d1/q#ask"})
	wantError(t, "Find", err, store.ErrDamaged)
	if _, err := db.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if _, found, err := db.Edition(ctx, store.Place{Path: "in/d1", Stamp: "1"}, build); found || err != nil {
		t.Errorf("a rebuild keeps the damaged catalogue: %v, %v", found, err)
	}
}

func TestTheCatalogueNeedsAWritableDatabase(t *testing.T) {
	path := inDir(t, "drill.db")
	open(t, path, newClock().options())
	db, err := store.OpenRead(ctx, path, newClock().options())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Catalogue(ctx, store.Place{Path: "p", Stamp: "1"}, build, store.Reading{Hash: "x"})
	wantError(t, "Catalogue", err, store.ErrReadOnly)
}

// TestADayIsPlannedTheSameFromTheCatalogue plans random days from the catalogue
// and from decks in memory.
func TestADayIsPlannedTheSameFromTheCatalogue(t *testing.T) {
	db := open(t, inDir(t, "drill.db"), newClock().options())
	l := library(t, 1, 2, 3)
	fromDisk, inMemory := catalogued(t, db, l), session.Loaded(l)
	cards := l.Cards()
	const day = scheduler.Day(20_000)
	rapid.Check(t, func(t *rapid.T) {
		states := make(map[string]session.CardState)
		for _, card := range cards {
			key := card.Key()
			if rapid.IntRange(0, 20).Draw(t, "gone") == 0 {
				key += "-gone"
			}
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				last := day - scheduler.Day(rapid.IntRange(0, 3).Draw(t, "last"))
				states[key] = session.CardState{
					State:      scheduler.State{Reviews: 1, Last: last, Due: last + scheduler.Day(rapid.IntRange(1, 3).Draw(t, "interval"))},
					Introduced: last - scheduler.Day(rapid.IntRange(0, 1).Draw(t, "introduced")),
					Quality:    scheduler.Quality(rapid.IntRange(0, 5).Draw(t, "quality")),
				}
			case 1:
				states[key] = session.CardState{Suspended: rapid.Bool().Draw(t, "suspended"), Buried: day}
			}
		}
		today := session.Today{
			Day: day, Schedule: session.States(states),
			Limits: session.Limits{New: rapid.IntRange(0, 9).Draw(t, "new"), Reviews: rapid.IntRange(0, 9).Draw(t, "reviews")},
		}
		if rapid.Bool().Draw(t, "filter") {
			today.Wanted = session.Wanted{Decks: map[string]bool{"d2": true}, Tags: []string{"basic"}}
		}
		today.Cards = fromDisk
		got, err := session.Plan(today)
		if err != nil {
			t.Fatal(err)
		}
		today.Cards = inMemory
		want, err := session.Plan(today)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "the queue", got, want)
	})
}

func BenchmarkCataloguedStart(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			db := open(b, inDir(b, "drill.db"), store.Options{Now: time.Now, User: "anna"})
			cards := catalogued(b, db, manyQuestions(b, n))
			for b.Loop() {
				study, err := session.NewStudy(session.Today{Day: 20_000, Cards: cards, Limits: session.DefaultLimits}, nil)
				if err != nil {
					b.Fatal(err)
				}
				if _, ok := study.Next(); !ok {
					b.Fatal("nothing is asked")
				}
			}
		})
	}
}

func manyQuestions(t testing.TB, n int) *deck.Library {
	t.Helper()
	text := []byte("format = 1\nid = \"many\"\ntitle = \"Many\"\n")
	for i := range n {
		text = fmt.Appendf(text, "[[question]]\nid = \"q%d\"\ntype = \"short\"\nprompt = \"Which is number %d?\"\nanswer = \"name%d\"\n", i, i, i)
	}
	l, problems := deck.LoadAll(deck.Place{FS: fstest.MapFS{"many.toml": {Data: text}}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return l
}
