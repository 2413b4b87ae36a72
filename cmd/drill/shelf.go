package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"drill/internal/deck"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

// asked is what a command that asks or plans is about: the decks in use, of
// which cards are looked up as they are needed, and which of them are wanted.
type asked struct {
	cards  session.Cards
	wanted session.Wanted
	title  string
	ids    []string // of the decks in use
}

// notEmpty reports that no card has the tags that are asked for.
func (a asked) notEmpty() error {
	some := false
	err := a.cards.Each(a.wanted, func(deck.Listed) bool { some = true; return false })
	if err == nil && !some && len(a.wanted.Tags) > 0 {
		err = withHint(fmt.Errorf("no card has the tag %s", strings.Join(a.wanted.Tags, " and ")), "`drill deck show --json` names the tags of each card")
	}
	return err
}

// shelf reads decks through the catalogue of the database: only what has changed
// since the last time is read and parsed.
type shelf struct {
	*program
	db       *store.DB
	build    string
	editions []store.Edition
	paths    []string       // where they stand, one for each
	byID     map[string]int // places in editions
	broken   map[string]int // errors of decks that are left out, by file
}

// ask gives the decks in use, and those whose paths are given. A deck that has
// problems is left out with a warning, unless its path was given. They come from
// the catalogue; where that cannot be written to now, they are read into memory,
// since a learner should not have to wait for a cache.
func (p *program) ask(ctx context.Context, db *store.DB, args, tags []string) (asked, error) {
	if db == nil {
		return p.inMemory(args, tags)
	}
	found, err := p.onShelf(ctx, db, args, tags)
	for _, reason := range []error{store.ErrLocked, store.ErrFull, store.ErrDisk, store.ErrReadOnly, store.ErrDamaged} {
		if errors.Is(err, reason) {
			return p.inMemory(args, tags)
		}
	}
	return found, err
}

// inMemory reads all decks in use.
func (p *program) inMemory(args, tags []string) (asked, error) {
	chosen, err := p.chooseDecks(args, tags)
	if err != nil {
		return asked{}, err
	}
	return asked{session.Loaded(chosen.library), chosen.wanted(), chosen.title(), idsOf(chosen.library)}, nil
}

// onShelf is ask through the catalogue.
func (p *program) onShelf(ctx context.Context, db *store.DB, args, tags []string) (asked, error) {
	s := &shelf{program: p, db: db, build: buildStamp(), byID: make(map[string]int), broken: make(map[string]int)}
	places, err := p.deckPlaces()
	if err != nil {
		return asked{}, err
	}
	for _, place := range places {
		if err := s.take(ctx, place); err != nil {
			return asked{}, err
		}
	}
	wanted := session.Wanted{Tags: tags}
	for _, arg := range args {
		if wanted.Decks == nil {
			wanted.Decks = make(map[string]bool)
		}
		id := arg
		if looksLikePath(arg) {
			if id, err = s.takePath(ctx, arg); err != nil {
				return asked{}, err
			}
		}
		wanted.Decks[id] = true
	}
	p.warnOfBroken(s.broken)
	if err := s.known(wanted.Decks); err != nil {
		return asked{}, err
	}
	return asked{db.Catalogued(ctx, s.editions, s.paths), wanted, s.title(wanted), s.ids()}, nil
}

// known reports a deck that is asked for and not there.
func (s *shelf) known(ids map[string]bool) error {
	have := s.ids()
	for id := range ids {
		if _, ok := s.byID[id]; !ok {
			return noSuchDeck(id, have)
		}
	}
	if len(have) == 0 {
		return errNoDecks()
	}
	return nil
}

func (s *shelf) ids() []string {
	var ids []string
	for _, edition := range s.editions {
		ids = append(ids, edition.ID)
	}
	return ids
}

func (s *shelf) title(wanted session.Wanted) string {
	var titles []string
	for _, edition := range s.editions {
		if wanted.Decks == nil || wanted.Decks[edition.ID] {
			titles = append(titles, edition.Title)
		}
	}
	return titleOf(titles)
}

// take takes the decks of a place; a later one takes the place of an earlier one
// of the same id.
func (s *shelf) take(ctx context.Context, place deck.Place) error {
	locations, problems := deck.Locate(place)
	s.leaveOut(problems)
	claims := make(deck.Claims)
	for _, location := range locations {
		edition, err := s.edition(ctx, location)
		if err != nil {
			return err
		}
		if len(edition.Problems) > 0 {
			s.addBroken(edition.Problems)
			continue
		}
		if problem, taken := claims.Claim(edition.ID, location.Path(), location.Path()); taken {
			s.leaveOut(deck.Problems{problem})
			continue
		}
		s.add(edition, location.Path())
	}
	return nil
}

func (s *shelf) add(edition store.Edition, path string) {
	if i, have := s.byID[edition.ID]; have {
		s.editions[i], s.paths[i] = edition, path
		return
	}
	s.byID[edition.ID] = len(s.editions)
	s.editions, s.paths = append(s.editions, edition), append(s.paths, path)
}

func (s *shelf) leaveOut(problems deck.Problems) { s.addBroken(countByFile(problems)) }

func (s *shelf) addBroken(problems map[string]int) {
	for file, count := range problems {
		s.broken[file] += count
	}
}

// takePath takes the deck at a path, which must be sound, and gives its id.
func (s *shelf) takePath(ctx context.Context, arg string) (string, error) {
	place, err := placeOf(arg)
	if err != nil {
		return "", err
	}
	location := deck.Location{Place: place, Name: place.Deck}
	edition, err := s.edition(ctx, location)
	if err != nil {
		return "", err
	}
	if len(edition.Problems) > 0 {
		_, _, err := loadPath(arg) // says what is wrong
		return "", err
	}
	s.add(edition, location.Path())
	return edition.ID, nil
}

// edition gives what a deck holds: from the catalogue where it has not changed,
// and otherwise by reading it, once.
func (s *shelf) edition(ctx context.Context, location deck.Location) (store.Edition, error) {
	place, err := s.stamped(location)
	if err != nil {
		return store.Edition{Problems: countByFile(location.Problems(err))}, nil
	}
	edition, found, err := s.db.Edition(ctx, place, s.build)
	if err != nil || found {
		return edition, err
	}
	hash, err := location.Hash()
	if err != nil { // reading it says more
		_, err := location.Load()
		return store.Edition{Problems: countByFile(location.Problems(err))}, nil
	}
	edition, found, err = s.db.Recatalogue(ctx, place, s.build, hash)
	if err != nil || found {
		return edition, err
	}
	return s.read(ctx, location, place, hash)
}

// read reads a deck and keeps what it holds.
func (s *shelf) read(ctx context.Context, location deck.Location, place store.Place, hash string) (store.Edition, error) {
	s.noteLongRead(location)
	d, err := location.Load()
	if err != nil {
		problems := countByFile(location.Problems(err))
		return s.db.Catalogue(ctx, place, s.build, store.Reading{Hash: hash, Problems: problems})
	}
	if d.Hash != hash { // it was written to between; what was read goes, and is read again next time
		place.Stamp = ""
	}
	packed, err := d.Pack()
	if err != nil {
		return store.Edition{}, err
	}
	// Moves come first: once the deck is in the catalogue, it is not looked
	// into again until it changes.
	if err := s.carryOver(ctx, d); err != nil {
		return store.Edition{}, err
	}
	return s.db.Catalogue(ctx, place, s.build, store.Reading{Hash: d.Hash, Title: d.Title, Packed: packed})
}

// carryOver carries histories over to where a changed deck says its cards have
// moved.
func (s *shelf) carryOver(ctx context.Context, d *deck.Deck) error {
	moved, err := s.logMoves(ctx, s.db, d)
	if moved > 0 {
		fmt.Fprintf(s.env.Stderr, "drill: note: %s of %s moved, history and all\n", term.Count(moved, "card"), d.ID)
	}
	return err
}

// settledAfter is how long ago a file must have been written for its time to
// tell it from a later version: file systems keep times in steps of up to two
// seconds.
const settledAfter = 3 * time.Second

// stamped says where a deck stands and what its files look like now.
func (s *shelf) stamped(location deck.Location) (store.Place, error) {
	stamp, newest, err := location.Stamp()
	if err != nil {
		return store.Place{}, err
	}
	if !newest.IsZero() && s.env.Now().Sub(newest) < settledAfter {
		stamp = ""
	}
	path := location.Path()
	if location.Place.Path != embeddedPlace {
		if path, err = filepath.Abs(path); err != nil {
			return store.Place{}, err
		}
	}
	return store.Place{Path: path, Stamp: stamp}, nil
}

// longRead is from how many bytes on reading a deck takes long enough to say so.
const longRead = 4 << 20

func (s *shelf) noteLongRead(location deck.Location) {
	var size int64
	files, err := deck.Files(location.Place.FS, location.Name)
	if err != nil {
		return
	}
	for _, file := range files {
		if info, err := os.Stat(filepath.Join(location.Place.Path, file)); err == nil {
			size += info.Size()
		}
	}
	if size > longRead {
		fmt.Fprintf(s.env.Stderr, "drill: note: reading %s, which is new or has changed; this happens once\n", location.Path())
	}
}

// buildStamp names this build of drill, as far as the decks it makes may differ
// from those of another: by the size and time of its file.
func buildStamp() string {
	path, err := os.Executable()
	if err != nil {
		return version()
	}
	info, err := os.Stat(path)
	if err != nil {
		return version()
	}
	return fmt.Sprintf("%s %d %d", version(), info.Size(), info.ModTime().UnixNano())
}

func countByFile(problems deck.Problems) map[string]int {
	count := make(map[string]int)
	for _, problem := range problems.Errors() {
		count[problem.File]++
	}
	return count
}

// titleOf names what is studied: the deck where there is one.
func titleOf(titles []string) string {
	if len(titles) == 1 {
		return titles[0]
	}
	return "drill: " + term.Count(len(titles), "deck")
}
