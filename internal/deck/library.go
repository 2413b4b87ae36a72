package deck

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Place is where decks are looked for: a folder of them, or one deck.
type Place struct {
	// FS is what is read.
	FS fs.FS
	// Path is what FS is called in messages.
	Path string
	// Deck is the path in FS of a single deck; empty means every deck
	// directly in FS.
	Deck string
}

// Library is all decks in use.
type Library struct {
	decks []*Deck
	byID  map[string]int
	cards map[string]*Card
}

// LoadAll reads the decks of all places. A deck takes the place of one with the
// same id in an earlier place, as an author's version does of the one that
// comes with drill. A deck that cannot be used is left out, and what is wrong
// with it is told beside; the library is never nil. A place that does not exist
// holds no decks, unless it is one deck.
func LoadAll(places ...Place) (*Library, Problems) {
	l := &Library{byID: make(map[string]int), cards: make(map[string]*Card)}
	var problems Problems
	for _, place := range places {
		problems = append(problems, l.load(place)...)
	}
	for _, d := range l.decks {
		for _, card := range d.Cards {
			l.cards[card.Key()] = card
		}
	}
	return l, problems
}

// load reads the decks of one place.
func (l *Library) load(place Place) Problems {
	locations, problems := Locate(place)
	here := make(Claims)
	for _, location := range locations {
		d, err := location.Load()
		if err != nil {
			problems = append(problems, location.Problems(err)...)
			continue
		}
		if problem, taken := here.Claim(d.ID, d.Path, d.files[0]); taken {
			problems = append(problems, problem)
			continue
		}
		l.add(d)
	}
	return problems
}

// Claims are the deck ids of one place: the first deck that claims one has it.
type Claims map[string]string

// Claim takes an id for the deck at a path. When another deck of the place has
// it, that is a problem of the deck's first file.
func (c Claims) Claim(id, path, file string) (Problem, bool) {
	if first, taken := c[id]; taken {
		return Problem{File: file, Field: "id", Cause: fmt.Sprintf("the deck %s is also in %s, which is used", quoted(id), first), Remedy: "remove one of them, or give it another id"}, true
	}
	c[id] = path
	return Problem{}, false
}

// decksIn lists the paths of the decks of a place.
func decksIn(place Place) ([]string, error) {
	if place.Deck != "" {
		return []string{place.Deck}, nil
	}
	entries, err := fs.ReadDir(place.FS, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") {
			continue
		}
		info, err := fs.Stat(place.FS, name)
		if err != nil { // a link that leads nowhere: reading it says so
			if strings.HasSuffix(name, ".toml") {
				names = append(names, name)
			}
			continue
		}
		if !info.IsDir() && strings.HasSuffix(name, ".toml") || info.IsDir() && holdsDeck(place.FS, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

func holdsDeck(fsys fs.FS, folder string) bool {
	_, err := fs.Stat(fsys, path.Join(folder, header))
	return err == nil
}

// asProblems tells an error of reading as a problem of a file.
func asProblems(err error, file string) Problems {
	var problems Problems
	if errors.As(err, &problems) {
		return problems
	}
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return Problems{{File: file, Cause: "cannot be read: " + err.Error(), Remedy: "check the path and the file's permissions"}}
}

// add takes a deck in, in the place of one with the same id.
func (l *Library) add(d *Deck) {
	if i, have := l.byID[d.ID]; have {
		l.decks[i] = d
		return
	}
	l.byID[d.ID] = len(l.decks)
	l.decks = append(l.decks, d)
}

// Decks are the decks in the order in which their ids were first met.
func (l *Library) Decks() []*Deck { return l.decks }

// Deck is the deck with an id, or nil.
func (l *Library) Deck(id string) *Deck {
	if i, have := l.byID[id]; have {
		return l.decks[i]
	}
	return nil
}

// Card is the card with a key, deck/question#part, or nil.
func (l *Library) Card(key string) *Card { return l.cards[key] }

// Cards are the cards of all decks, in the order of the decks.
func (l *Library) Cards() []*Card {
	cards := make([]*Card, 0, len(l.cards))
	for _, d := range l.decks {
		cards = append(cards, d.Cards...)
	}
	return cards
}
