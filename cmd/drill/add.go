package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/term"
)

// addDeck takes a deck, or a new version of one, into the decks folder.
func (p *program) addDeck(ctx context.Context, path string, yes bool) error {
	d, place, err := loadPath(path)
	if err != nil {
		return err
	}
	if problems := deck.Check(d).Errors(); len(problems) > 0 {
		return withHint(fmt.Errorf("deck %s has problems:\n%w", path, problems),
			"mend the deck; `drill deck check %s` checks it again", quoteArg(path))
	}
	dir, err := p.makeDecksFolder()
	if err != nil {
		return err
	}
	old, err := p.deckInUse(d.ID)
	if err != nil {
		return err
	}
	changes := deck.Diff(old, d)
	p.printChanges(old, d, changes)
	if !yes {
		agreed, err := p.confirm("Take this deck?")
		if err != nil {
			return err
		}
		if !agreed {
			return withHint(errNotAgreed, "answer y to take the deck, or run `drill deck add --yes PATH`")
		}
	}
	if err := copyDeck(place, d.ID, dir); err != nil {
		return fmt.Errorf("copy deck: %w", err)
	}
	if err := p.logMoves(ctx, changes); err != nil {
		return err
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

func (p *program) printChanges(old, d *deck.Deck, changes deck.Changes) {
	if old == nil {
		fmt.Fprintf(p.env.Stdout, "New deck %s: %s, %s\n", d.ID, printable.Line(d.Title), term.Count(len(d.Cards), "card"))
		return
	}
	fmt.Fprintf(p.env.Stdout, "Deck %s is in use. This version adds %d, changes %d, removes %d and moves %s.\n",
		d.ID, len(changes.Added), len(changes.Changed), len(changes.Removed), term.Count(len(changes.Moved), "card"))
	list := func(label string, keys []string) {
		for _, key := range keys {
			fmt.Fprintf(p.env.Stdout, "  %-8s %s\n", label, key)
		}
	}
	list("added", changes.Added)
	list("changed", changes.Changed)
	list("removed", changes.Removed)
	for _, move := range changes.Moved {
		fmt.Fprintf(p.env.Stdout, "  %-8s %s -> %s\n", "moved", move.From, move.To)
	}
}

// copyDeck copies a deck's files beside the place they go to, and then puts
// them there in one step, so that a deck in use is never half a deck.
func copyDeck(place deck.Place, id, dir string) error {
	files, err := deck.Files(place.FS, place.Deck)
	if err != nil {
		return err
	}
	stage, err := os.MkdirTemp(dir, ".adding-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	single := len(files) == 1 && files[0] == place.Deck
	for _, file := range files {
		if err := copyFile(place.FS, file, filepath.Join(stage, filepath.Base(file))); err != nil {
			return err
		}
	}
	if single {
		return replace(filepath.Join(stage, filepath.Base(place.Deck)), filepath.Join(dir, id+".toml"), filepath.Join(dir, id))
	}
	folder := filepath.Join(stage, "deck")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	for _, file := range files {
		if err := os.Rename(filepath.Join(stage, filepath.Base(file)), filepath.Join(folder, filepath.Base(file))); err != nil {
			return err
		}
	}
	return replace(folder, filepath.Join(dir, id), filepath.Join(dir, id+".toml"))
}

// replace moves a new version to its place. The old version, whether it stood
// there or under the other name, is kept aside until the new one stands.
func replace(from, to, other string) error {
	kept := from + ".old"
	for _, old := range []string{to, other} {
		if !exists(old) {
			continue
		}
		if err := os.Rename(old, kept); err != nil {
			return err
		}
		if err := os.Rename(from, to); err != nil {
			return errors.Join(err, os.Rename(kept, old))
		}
		return os.RemoveAll(kept)
	}
	return os.Rename(from, to)
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

// logMoves carries each learner's history of a moved card over to its new key.
func (p *program) logMoves(ctx context.Context, changes deck.Changes) error {
	if len(changes.Moved) == 0 {
		return nil
	}
	db, err := p.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	learners, err := db.Learners(ctx)
	if err != nil {
		return err
	}
	for _, someone := range learners {
		if err := p.logMovesOf(ctx, db, someone, changes); err != nil {
			return err
		}
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
