package deck

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Location is where one deck stands. It is found without opening a file of the
// deck, so that a deck which has not changed need not be read.
type Location struct {
	Place Place
	Name  string // the path in Place.FS
}

// Locate lists the decks of a place. A place that does not exist holds none.
func Locate(place Place) ([]Location, Problems) {
	names, err := decksIn(place)
	if err != nil {
		return nil, asProblems(err, place.Path)
	}
	locations := make([]Location, len(names))
	for i, name := range names {
		locations[i] = Location{place, name}
	}
	return locations, nil
}

// Path is what the deck is called in messages.
func (l Location) Path() string { return path.Join(l.Place.Path, l.Name) }

// Load reads the deck, as the function Load does.
func (l Location) Load() (*Deck, error) { return load(l.Place.FS, l.Name, l.Place.Path) }

// Problems tells an error of Load, or of Stamp, as problems of the deck's files.
func (l Location) Problems(err error) Problems { return asProblems(err, l.Path()) }

// Stamp is what a deck's files look like from outside: their names, sizes and
// times, and when the newest was written. While it stays the same, and lies
// some time back, the deck has not changed.
func (l Location) Stamp() (stamp string, newest time.Time, err error) {
	files, err := Files(l.Place.FS, l.Name)
	if err != nil {
		return "", newest, shownBelow(l.Place.Path, err)
	}
	var b strings.Builder
	for _, file := range files {
		info, err := fs.Stat(l.Place.FS, file)
		if err != nil {
			return "", newest, fmt.Errorf("read deck: %w", err)
		}
		written := info.ModTime()
		fmt.Fprintf(&b, "%q %d %d\n", file, info.Size(), written.UnixNano())
		if written.After(newest) {
			newest = written
		}
	}
	return b.String(), newest, nil
}

// Hash is the content hash that Load would give the deck: Deck.Hash.
func (l Location) Hash() (string, error) {
	files, err := Files(l.Place.FS, l.Name)
	if err != nil {
		return "", shownBelow(l.Place.Path, err)
	}
	hash := newContentHash()
	for _, file := range files {
		data, err := readFile(l.Place.FS, file)
		if err != nil {
			return "", fmt.Errorf("read deck: %w", err)
		}
		hash.add(data)
	}
	return hash.sum(), nil
}
