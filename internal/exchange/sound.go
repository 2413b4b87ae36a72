package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"drill/internal/deck"
)

// maxMends is how often a draft is looked into: each time questions with errors
// are taken out, and the rest may refer to them.
const maxMends = 5

// Sound gives the deck that a draft makes, and its text. Questions in which
// deck.Check finds an error are left out with a loss that names it. The error is
// deck.Problems when something else is wrong, or nothing is left.
func (i *Imported) Sound(o Options) (text []byte, d *deck.Deck, err error) {
	for range maxMends {
		var out bytes.Buffer
		if err := i.Draft.WriteTOML(&out); err != nil {
			return nil, nil, fmt.Errorf("write the deck: %w", err)
		}
		d, problems, err := loaded(out.Bytes())
		if err != nil {
			return nil, nil, err
		}
		if len(problems) == 0 {
			return out.Bytes(), d, nil
		}
		if !i.leaveOut(problems, o.File) || len(i.Draft.Sources) == 0 {
			return nil, nil, problems
		}
	}
	return nil, nil, fmt.Errorf("the deck has problems in ever more questions")
}

// loaded reads a deck of its text and gives the errors that are in it.
func loaded(text []byte) (*deck.Deck, deck.Problems, error) {
	d, err := deck.Load(oneFile(text), draftName)
	var problems deck.Problems
	switch {
	case errors.As(err, &problems):
		return nil, problems.Errors(), nil
	case err != nil:
		return nil, nil, err
	}
	return d, deck.Check(d).Errors(), nil
}

// leaveOut takes the questions out that have problems, and reports whether there
// were any.
func (i *Imported) leaveOut(problems deck.Problems, file string) bool {
	wrong := make(map[string]deck.Problem)
	for _, problem := range problems {
		if _, told := wrong[problem.Question]; !told {
			wrong[problem.Question] = problem
		}
	}
	before := len(i.Draft.Sources)
	i.Draft.Sources = slices.DeleteFunc(i.Draft.Sources, func(source deck.DraftSource) bool {
		id := source.ID()
		problem, bad := wrong[id]
		if bad {
			i.Losses = append(i.Losses, Loss{File: file, Question: id, What: fmt.Sprintf("left out, since its %s %s", problem.Field, problem.Cause)})
		}
		return bad
	})
	return len(i.Draft.Sources) < before
}

const draftName = "deck.toml"

// oneFile is a file system that holds a deck in memory.
type oneFile []byte

func (f oneFile) Open(name string) (fs.File, error) {
	if name != draftName {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return openFile{bytes.NewReader(f), int64(len(f))}, nil
}

type openFile struct {
	*bytes.Reader
	size int64
}

func (f openFile) Stat() (fs.FileInfo, error) { return fileInfo{f.size}, nil }
func (f openFile) Close() error               { return nil }

type fileInfo struct{ size int64 }

func (i fileInfo) Name() string       { return draftName }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) Mode() fs.FileMode  { return 0o400 }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return false }
func (i fileInfo) Sys() any           { return nil }
