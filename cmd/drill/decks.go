package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"drill/decks"
	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/session"
	"drill/internal/term"
)

// chosen are the decks in use, and which of their cards a command is about.
type chosen struct {
	library *deck.Library
	ids     map[string]bool // nil means every deck
	tags    []string
}

// wanted says which cards a command is about.
func (c chosen) wanted() session.Wanted { return session.Wanted{Decks: c.ids, Tags: c.tags} }

// title names what is studied: the deck where there is one.
func (c chosen) title() string {
	var titles []string
	for _, d := range c.library.Decks() {
		if c.ids == nil || c.ids[d.ID] {
			titles = append(titles, d.Title)
		}
	}
	return titleOf(titles)
}

// cards are the cards that a command is about.
func (c chosen) cards() []*deck.Card {
	var cards []*deck.Card
	wanted := c.wanted()
	for _, card := range c.library.Cards() {
		if wanted.Has(card.Listed()) {
			cards = append(cards, card)
		}
	}
	return cards
}

// chooseDecks loads all decks in use and those whose paths are given. A deck
// that has problems is left out with a warning, unless its path was given.
func (p *program) chooseDecks(args, tags []string) (chosen, error) {
	places, err := p.deckPlaces()
	if err != nil {
		return chosen{}, err
	}
	var ids map[string]bool
	for _, arg := range args {
		if ids == nil {
			ids = make(map[string]bool)
		}
		if !looksLikePath(arg) {
			ids[arg] = true
			continue
		}
		d, place, err := loadPath(arg)
		if err != nil {
			return chosen{}, err
		}
		ids[d.ID] = true
		places = append(places, place)
	}
	library, problems := deck.LoadAll(places...)
	p.warnLeftOut(problems)
	for id := range ids {
		if library.Deck(id) == nil {
			return chosen{}, noSuchDeck(id, idsOf(library))
		}
	}
	if len(library.Decks()) == 0 {
		return chosen{}, errNoDecks()
	}
	return chosen{library, ids, tags}, nil
}

// embeddedPlace is what the decks in the program are called in messages.
const embeddedPlace = "embedded"

// deckPlaces are where decks in use stand: in the program, and in the folder of
// added decks where that exists.
func (p *program) deckPlaces() ([]deck.Place, error) {
	places := []deck.Place{{FS: decks.FS, Path: embeddedPlace}}
	dir, err := p.decksPath()
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(dir)
	named := p.settings.decks != "" || p.env.Getenv("DRILL_DECKS") != ""
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return places, nil
	case err != nil:
		return nil, withHint(fmt.Errorf("read the decks folder: %w", err), "name an existing folder with --decks DIR or DRILL_DECKS")
	case !info.IsDir():
		return nil, withHint(fmt.Errorf("%s is no folder", dir), "--decks names the folder in which decks are; `drill study %s` studies a file", quoteArg(dir))
	}
	return append(places, deck.Place{FS: os.DirFS(dir), Path: dir}), nil
}

// looksLikePath tells the path of a deck from the id of one.
func looksLikePath(arg string) bool {
	return strings.ContainsRune(arg, filepath.Separator) || strings.HasSuffix(arg, ".toml") || arg == "." || arg == ".."
}

// placeOf is the place that holds the deck at a path alone.
func placeOf(arg string) (deck.Place, error) {
	full, err := filepath.Abs(arg)
	if err != nil {
		return deck.Place{}, err
	}
	if _, err := os.Stat(full); err != nil {
		return deck.Place{}, withHint(fmt.Errorf("read deck: %w", err), "a deck is a .toml file, or a folder with a deck.toml")
	}
	return deck.Place{FS: os.DirFS(filepath.Dir(full)), Path: filepath.Dir(filepath.Clean(arg)), Deck: filepath.Base(full)}, nil
}

// loadPath loads the deck at a path and gives the place that holds it alone.
func loadPath(arg string) (*deck.Deck, deck.Place, error) {
	place, err := placeOf(arg)
	if err != nil {
		return nil, place, err
	}
	library, problems := deck.LoadAll(place)
	if len(problems) > 0 {
		return nil, place, withHint(fmt.Errorf("deck %s has %s:\n%w", arg, term.Count(len(problems), "problem"), problems),
			"mend the deck; `drill deck check %s` checks it again", quoteArg(arg))
	}
	return library.Decks()[0], place, nil
}

// warnLeftOut says which files keep their decks from being used.
func (p *program) warnLeftOut(problems deck.Problems) { p.warnOfBroken(countByFile(problems)) }

func (p *program) warnOfBroken(count map[string]int) {
	for _, file := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(p.env.Stderr, "drill: warning: %s has %s and its deck is left out; `drill deck check` shows them\n",
			printable.Line(file), term.Count(count[file], "problem"))
	}
}

func idsOf(library *deck.Library) []string {
	var ids []string
	for _, d := range library.Decks() {
		ids = append(ids, d.ID)
	}
	return ids
}

func errNoDecks() error {
	return withHint(errors.New("there is no deck to study"), "`drill deck add PATH` adds one")
}

func noSuchDeck(id string, ids []string) error {
	if exists(id) {
		return withHint(fmt.Errorf("there is no deck %q in use", id), "a path holds a / or ends in .toml: for the one of that name here, write %s", quoteArg(pathArg(id)))
	}
	return withHint(fmt.Errorf("there is no deck %q", id),
		"the decks in use are: %s; a path holds a / or ends in .toml", strings.Join(ids, ", "))
}
