package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"drill/internal/exchange"
	"drill/internal/store"
)

// readAPKG imports a package of Anki. The database in it is unpacked to a file
// of its own, which is gone afterwards.
func (p *program) readAPKG(ctx context.Context, path string, o exchange.Options) (exchange.Imported, error) {
	file, err := os.Open(path)
	if err != nil {
		return exchange.Imported{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return exchange.Imported{}, err
	}
	if !info.Mode().IsRegular() {
		return exchange.Imported{}, withHint(fmt.Errorf("read %q: it is no regular file", path), "name a package of Anki's, such as biology.apkg")
	}
	packed, err := exchange.OpenAPKG(file, info.Size(), o.File)
	if err != nil {
		return exchange.Imported{}, err
	}
	collection, err := readCollection(ctx, packed)
	if err != nil {
		return exchange.Imported{}, collectionError(path, err)
	}
	return packed.Import(collection, o)
}

// collectionError hints at what to do about an error that would otherwise be
// taken for one of drill's own database.
func collectionError(path string, err error) error {
	for _, kind := range []error{store.ErrNotAnki, store.ErrDamaged, store.ErrTooLarge} {
		if errors.Is(err, kind) {
			return withHint(fmt.Errorf("import %q: %w", path, err), "export the deck from Anki anew; a large collection is exported deck by deck")
		}
	}
	return err
}

// readCollection unpacks the database of a package and reads it. A signal ends
// both with errInterrupted, so that the unpacked file goes in that case too.
func readCollection(ctx context.Context, packed *exchange.Package) (exchange.Collection, error) {
	ctx, stop := signal.NotifyContext(ctx, endingSignals()...)
	defer stop()
	unpacked, err := os.CreateTemp("", "drill-import-*.db")
	if err != nil {
		return exchange.Collection{}, unpackError(err)
	}
	defer os.Remove(unpacked.Name())
	err = packed.Collection(untilDone{ctx, unpacked})
	if closed := unpacked.Close(); err == nil {
		err = closed
	}
	if ctx.Err() != nil {
		return exchange.Collection{}, errInterrupted
	}
	if err != nil {
		return exchange.Collection{}, unpackError(err)
	}
	read, err := store.ReadAnki(ctx, unpacked.Name())
	if ctx.Err() != nil {
		return exchange.Collection{}, errInterrupted
	}
	return collectionOf(read), err
}

// endingSignals are those that would end the program, but for any that it was
// started to ignore, as nohup has it.
func endingSignals() []os.Signal {
	return slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}, signal.Ignored)
}

// untilDone writes until the context is done.
type untilDone struct {
	ctx context.Context
	w   io.Writer
}

func (u untilDone) Write(content []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(content)
}

// unpackError says in which folder a package could not be unpacked, where that is
// so. The name of the file in it means nothing to anyone.
func unpackError(err error) error {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err
	}
	return withHint(fmt.Errorf("unpack the collection into the folder %q: %w", os.TempDir(), path.Err), "free some space there, or name another folder with the variable TMPDIR")
}

// collectionOf carries the rows from one package to the other; neither knows
// the other.
func collectionOf(read store.AnkiCollection) exchange.Collection {
	c := exchange.Collection{Models: read.Models, Decks: read.Decks}
	for _, row := range read.Notetypes {
		c.Notetypes = append(c.Notetypes, exchange.CollectionNotetype(row))
	}
	for _, row := range read.Fields {
		c.Fields = append(c.Fields, exchange.CollectionPart(row))
	}
	for _, row := range read.Templates {
		c.Templates = append(c.Templates, exchange.CollectionPart(row))
	}
	for _, row := range read.DeckNames {
		c.DeckNames = append(c.DeckNames, exchange.CollectionDeck(row))
	}
	for _, row := range read.Notes {
		c.Notes = append(c.Notes, exchange.CollectionNote(row))
	}
	for _, row := range read.Cards {
		c.Cards = append(c.Cards, exchange.CollectionCard(row))
	}
	return c
}
