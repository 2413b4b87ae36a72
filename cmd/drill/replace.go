package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"drill/internal/deck"
)

// A version of a deck takes the place of another by renames alone, each of which
// happens or does not. Whenever the program is killed, what stands in the folder is
// the old version, the new one, or for a moment both, and each is whole.

// stagePrefix begins the name of a folder in which a version is made ready. What
// begins with a point is no deck.
const stagePrefix = ".adding-"

// replace moves what was made ready under a name in stage to that name in the
// folder, and what else stands there for the same deck into stage.
func replace(stage, name, dir string, olds []string) error {
	from, to := filepath.Join(stage, name), filepath.Join(dir, name)
	if err := putInPlace(from, to); err != nil {
		return err
	}
	for _, old := range olds {
		if old == to {
			continue
		}
		if err := os.Rename(old, filepath.Join(stage, "old-"+filepath.Base(old))); err != nil {
			return err
		}
	}
	return syncFolder(dir)
}

// putInPlace renames a file or folder. A file takes the place of a file at once;
// what involves a folder is exchanged with it, where the system can do that, and
// else moved aside first and back when the new one cannot be put there.
func putInPlace(from, to string) error {
	there, err := os.Lstat(to)
	if errors.Is(err, fs.ErrNotExist) {
		return os.Rename(from, to)
	}
	if err != nil {
		return err
	}
	if coming, err := os.Lstat(from); err == nil && !coming.IsDir() && !there.IsDir() {
		return os.Rename(from, to)
	}
	if swap(from, to) == nil {
		return nil
	}
	aside := filepath.Join(filepath.Dir(from), "aside")
	if err := os.Rename(to, aside); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return errors.Join(err, os.Rename(aside, to))
	}
	return nil
}

// syncFolder puts renames on disk.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// holders are the files and folders in the decks folder that hold a deck of an id.
func holders(dir, id string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, entry := range entries {
		isDeck := entry.IsDir() || strings.HasSuffix(entry.Name(), ".toml")
		if !isDeck || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		library, _ := deck.LoadAll(deck.Place{FS: os.DirFS(dir), Path: dir, Deck: entry.Name()})
		if library.Deck(id) != nil {
			found = append(found, filepath.Join(dir, entry.Name()))
		}
	}
	return found, nil
}

// sweep removes what a killed run has left. What is younger than a day may be that
// of a run which is still going on.
func sweep(dir string) {
	const old = 24 * time.Hour
	entries, _ := filepath.Glob(filepath.Join(dir, stagePrefix+"*"))
	for _, entry := range entries {
		if info, err := os.Stat(entry); err == nil && time.Since(info.ModTime()) > old {
			os.RemoveAll(entry)
		}
	}
}
