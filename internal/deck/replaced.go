package deck

import (
	"bytes"
	"io/fs"
	"path"
	"time"
)

// Replaced is a file system in which one file holds other text than in fsys, so that
// a deck can be read before it is written. All others are those of fsys, which may be
// nil: then there are none.
func Replaced(fsys fs.FS, name string, text []byte) fs.FS { return replaced{fsys, name, text} }

type replaced struct {
	fsys fs.FS
	name string
	text []byte
}

func (r replaced) Open(name string) (fs.File, error) {
	switch {
	case name == r.name:
		return openText{bytes.NewReader(r.text), textInfo{path.Base(name), int64(len(r.text))}}, nil
	case r.fsys == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return r.fsys.Open(name)
}

type openText struct {
	*bytes.Reader
	info textInfo
}

func (t openText) Stat() (fs.FileInfo, error) { return t.info, nil }
func (t openText) Close() error               { return nil }

type textInfo struct {
	name string
	size int64
}

func (i textInfo) Name() string       { return i.name }
func (i textInfo) Size() int64        { return i.size }
func (i textInfo) Mode() fs.FileMode  { return 0o400 }
func (i textInfo) ModTime() time.Time { return time.Time{} }
func (i textInfo) IsDir() bool        { return false }
func (i textInfo) Sys() any           { return nil }
