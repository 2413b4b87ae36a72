package deck

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// header is the file of a deck folder that says what deck it is.
	header = "deck.toml"
	// maxFile is the most that one file of a deck may hold. The largest
	// textbook is a fifth of it.
	maxFile = 64 << 20
	// maxFiles is the most parts that a deck may have.
	maxFiles = 1000
)

// Load reads the deck at path: a .toml file, or a folder with a deck.toml and
// other .toml files as its parts. When the deck cannot be used, the error is
// Problems with everything that is wrong with it, warnings and the rubrics'
// errors included; when it cannot be read at all, it wraps the error of the file
// system. The rubrics of a deck that can be used are not looked into: Check does
// that.
func Load(fsys fs.FS, name string) (*Deck, error) {
	return load(fsys, name, "")
}

// load reads a deck and names its files as they are below the folder show.
func load(fsys fs.FS, name, show string) (*Deck, error) {
	files, err := Files(fsys, name)
	if err != nil {
		return nil, shownBelow(show, err)
	}
	r := &reporter{}
	deck := &Deck{Path: path.Join(show, name), lexicon: &lexicon{}}
	hash := newContentHash()
	shown := make([]string, len(files))
	read := make([][]byte, len(files))
	for i, file := range files {
		shown[i] = path.Join(show, file)
		data, err := readFile(fsys, file)
		if errors.Is(err, errTooLarge) {
			r.add(Problem{File: shown[i], Cause: err.Error(), Remedy: "split the deck into several files"})
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read deck: %w", err)
		}
		hash.add(data)
		read[i] = data
	}
	deck.Hash = hash.sum()
	docs := decodeAll(shown, read, r)
	b := builder{reporter: r, deck: deck, complete: len(docs) == len(files), pictures: &pictures{fsys: fsys, dir: path.Dir(files[0])}}
	b.build(docs, shown[0])
	if len(r.problems.Errors()) > 0 {
		checkBroken(deck, r)
		return nil, r.problems.sorted(shown)
	}
	deck.images = b.pictures.found()
	deck.files, deck.warnings = shown, r.problems.sorted(shown)
	return deck, nil
}

// decodeAll decodes the files of a deck that could be read, and gives those that
// are TOML.
func decodeAll(names []string, files [][]byte, r *reporter) []*document {
	docs := make([]*document, len(files))
	found := make([]reporter, len(files))
	eachOf(len(files), 1, func(i int) {
		if files[i] != nil {
			docs[i] = decode(names[i], files[i], &found[i])
		}
	})
	for i := range found {
		for _, problem := range found[i].problems {
			r.add(problem)
		}
	}
	return slices.DeleteFunc(docs, func(doc *document) bool { return doc == nil })
}

// shownBelow names the files of problems as they are below a folder.
func shownBelow(show string, err error) error {
	var problems Problems
	if !errors.As(err, &problems) {
		return err
	}
	problems = slices.Clone(problems)
	for i := range problems {
		problems[i].File = path.Join(show, problems[i].File)
	}
	return problems
}

// Files lists the files that make up the deck at path, in the order in which
// they are read. It opens none of them. The error is Problems for a folder
// without a deck.toml and for what is no plain file: a pipe or a device could
// keep a reader waiting for ever.
func Files(fsys fs.FS, name string) ([]string, error) {
	if !utf8.ValidString(name) {
		return nil, badName(name)
	}
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read deck: %w", err)
	}
	switch {
	case info.IsDir():
		return partsOf(fsys, name)
	case !info.Mode().IsRegular():
		return nil, Problems{{File: name, Cause: "is not a plain file", Remedy: "name a .toml file, or a folder with a " + header}}
	}
	return []string{name}, nil
}

// partsOf lists the files of a deck that is a folder.
func partsOf(fsys fs.FS, name string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read deck: %w", err)
	}
	var files []string
	for _, entry := range entries {
		if !isPart(entry) {
			continue
		}
		if !utf8.ValidString(entry.Name()) {
			return nil, badName(path.Join(name, entry.Name()))
		}
		if entry.IsDir() {
			return nil, Problems{{File: path.Join(name, entry.Name()), Cause: "is a folder with the name of a file", Remedy: "put its files into the deck's folder, or rename it"}}
		}
		if !entry.Type().IsRegular() {
			// A link could lead out of the folder.
			return nil, Problems{{File: path.Join(name, entry.Name()), Cause: "is not a plain file", Remedy: "put the file itself into the deck's folder"}}
		}
		files = append(files, path.Join(name, entry.Name()))
	}
	first := path.Join(name, header)
	if !slices.Contains(files, first) {
		return nil, Problems{{File: name, Cause: "has no " + header, Remedy: "write one with format, id and title, or name the .toml file that is the deck"}}
	}
	if len(files) > maxFiles {
		return nil, Problems{{File: name, Cause: fmt.Sprintf("has over %d files", maxFiles), Remedy: "put more questions into each"}}
	}
	slices.SortFunc(files, func(a, b string) int {
		if a == first || b == first {
			return cmp.Compare(boolRank(a != first), boolRank(b != first))
		}
		return cmp.Compare(a, b)
	})
	return files, nil
}

// badName reports a file with a name that an fs.FS cannot open. Its odd bytes are
// shown as escapes, so that it can be found.
func badName(name string) error {
	shown := strconv.Quote(name)
	return Problems{{File: shown[1 : len(shown)-1], Cause: "has a name that is not UTF-8", Remedy: `rename it; \x stands for an odd byte`}}
}

func boolRank(later bool) int {
	if later {
		return 1
	}
	return 0
}

// isPart reports whether a folder's entry is called as a file of the deck is;
// hidden files are an editor's.
func isPart(entry fs.DirEntry) bool {
	name := entry.Name()
	return strings.HasSuffix(name, ".toml") && !strings.HasPrefix(name, ".")
}

var errTooLarge = fmt.Errorf("is larger than %d MiB", maxFile>>20)

func readFile(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var content bytes.Buffer
	if info, err := file.Stat(); err == nil && info.Size() <= maxFile {
		content.Grow(int(info.Size()) + bytes.MinRead) // so that nothing is copied while it grows
	}
	_, err = content.ReadFrom(io.LimitReader(file, maxFile+1))
	data := content.Bytes()
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	if len(data) > maxFile {
		return nil, errTooLarge
	}
	return data, nil
}

// contentHash is the SHA-256 of the files of a deck, each with its length
// before it. Their names are not in it: a deck that was moved is the same.
type contentHash struct{ state io.Writer }

func newContentHash() contentHash { return contentHash{sha256.New()} }

func (h contentHash) add(data []byte) {
	fmt.Fprintf(h.state, "%d\n", len(data))
	h.state.Write(data)
}

func (h contentHash) sum() string {
	return hex.EncodeToString(h.state.(interface{ Sum([]byte) []byte }).Sum(nil))
}
