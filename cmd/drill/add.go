package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/term"
)

// addDeck takes a deck, or a new version of one, into the decks folder.
func (p *program) addDeck(ctx context.Context, arg string, yes bool) error {
	d, place, err := loadPath(arg)
	if err != nil {
		return err
	}
	if problems := deck.Check(d).Errors(); len(problems) > 0 {
		return withHint(fmt.Errorf("deck %s has %s:\n%w", arg, term.Count(len(problems), "problem"), problems),
			"mend the deck; `drill deck check %s` checks it again", quoteArg(arg))
	}
	dir, err := p.makeDecksFolder()
	if err != nil {
		return err
	}
	old, err := p.deckInUse(d.ID)
	if err != nil {
		return err
	}
	kept, err := p.histories(ctx)
	if err != nil {
		return err
	}
	p.announce(old, d, kept)
	if !yes {
		agreed, err := p.confirm("Take this deck?")
		if err != nil {
			return err
		}
		if !agreed {
			return withHint(errNotAgreed, "answer y to take the deck, or run `drill deck add --yes PATH`")
		}
	}
	// Moves come first: when the copy then fails, doing all again puts it right,
	// whereas a deck in use would not say again what has moved.
	if err := p.takeMoves(ctx, d); err != nil {
		return err
	}
	if err := copyDeck(place, d, dir); err != nil {
		return withHint(fmt.Errorf("copy deck: %w", err), "mend that and run the same command again")
	}
	fmt.Fprintf(p.env.Stdout, "Taken: %s with %s, in %s\n", d.ID, term.Count(len(d.Cards), "card"), dir)
	return nil
}

// makeDecksFolder makes the folder of added decks where there is none.
func (p *program) makeDecksFolder() (string, error) {
	dir, err := p.decksPath()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", withHint(fmt.Errorf("make the decks folder: %w", err), "name a folder that can be written with --decks DIR")
	}
	return dir, nil
}

// deckInUse is the deck that an id now names, or nil.
func (p *program) deckInUse(id string) (*deck.Deck, error) {
	places, err := p.deckPlaces()
	if err != nil {
		return nil, err
	}
	library, _ := deck.LoadAll(places...)
	return library.Deck(id), nil
}

// copyDeck copies a deck's files beside the place they go to, and then puts
// them there in one step, so that a deck in use is never half a deck. All other
// decks of that id go, under whatever name they stand in the folder. A deck in one
// file that has pictures becomes a folder, so that they do not mix with another's.
func copyDeck(place deck.Place, d *deck.Deck, dir string) error {
	info, err := fs.Stat(place.FS, place.Deck)
	if err != nil {
		return err
	}
	olds, err := holders(dir, d.ID)
	if err != nil {
		return err
	}
	sweep(dir)
	stage, err := os.MkdirTemp(dir, stagePrefix)
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	name := d.ID + ".toml"
	if !info.IsDir() && len(d.Images()) == 0 {
		err = copyFile(place.FS, place.Deck, filepath.Join(stage, name))
	} else {
		name = d.ID
		err = stageFolder(place, d, info.IsDir(), filepath.Join(stage, name))
	}
	if err != nil {
		return err
	}
	return replace(stage, name, dir, olds)
}

// stageFolder copies a deck's files and pictures into a new folder.
func stageFolder(place deck.Place, d *deck.Deck, isFolder bool, to string) error {
	copies := make(map[string]string) // from, in the place; to, in the folder
	from := path.Dir(place.Deck)
	if isFolder {
		from = place.Deck
		files, err := deck.Files(place.FS, place.Deck)
		if err != nil {
			return err
		}
		for _, part := range files {
			copies[part] = path.Base(part)
		}
	} else {
		copies[place.Deck] = "deck.toml"
	}
	for _, image := range d.Images() {
		copies[path.Join(from, image)] = image
	}
	for source, target := range copies {
		target = filepath.Join(to, filepath.FromSlash(target))
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return err
		}
		if err := copyFile(place.FS, source, target); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(fsys fs.FS, from, to string) error {
	content, err := fs.ReadFile(fsys, from)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := file.Write(content); err != nil {
		file.Close()
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// announce says what taking a deck will do.
func (p *program) announce(old, d *deck.Deck, kept histories) {
	if old == nil {
		fmt.Fprintf(p.env.Stdout, "New deck %s: %s, %s\n", d.ID, printable.Line(d.Title), term.Count(len(d.Cards), "card"))
		return
	}
	fmt.Fprintf(p.env.Stdout, "Deck %s is in use.\n", d.ID)
	p.printDifference(differenceOf(old, d, kept))
	if old.Path == path.Join(embeddedPlace, old.ID) || old.Path == path.Join(embeddedPlace, old.ID+".toml") {
		fmt.Fprintln(p.env.Stdout, "It takes the place of the deck of that id that comes with drill; deleting it from the decks folder brings that one back.")
	}
}

// takeMoves carries the histories of moved cards over, where there are any.
func (p *program) takeMoves(ctx context.Context, d *deck.Deck) error {
	if len(d.Moved) == 0 {
		return nil
	}
	db, err := p.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = p.logMoves(ctx, db, d)
	return err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
