package deck

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// pictures finds the pictures of a deck, where its files stand. They stay inside
// that folder, and no link leads out: a deck can come from anyone, and what it
// names is opened on the machine of who studies it.
type pictures struct {
	fsys fs.FS
	dir  string
	told map[string]fault // what is wrong with a path, by path
}

// Images are the paths of the pictures that the deck names, each once, relative
// to the folder of its files. A restored deck gives none.
func (d *Deck) Images() []string { return d.images }

// found are the pictures that are there.
func (p *pictures) found() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(p.told)) {
		if p.told[name].cause == "" {
			names = append(names, path.Clean(name))
		}
	}
	return names
}

type fault struct{ cause, remedy string }

// path checks a path to a picture.
func (v validator) path(n *node, field *Field) {
	v.text(n, field)
	text, _ := n.value.(string)
	if name := strings.TrimSpace(text); name != "" {
		if f := v.pictures.look(name); f.cause != "" {
			v.wrong(n, f.cause, f.remedy)
		}
	}
}

// look looks for a file of the deck, once.
func (p *pictures) look(name string) fault {
	if have, known := p.told[name]; known {
		return have
	}
	if p.told == nil {
		p.told = make(map[string]fault)
	}
	have := badPath(name)
	if have.cause == "" {
		have = p.find(name)
	}
	p.told[name] = have
	return have
}

// badPath says what is wrong with the form of a path.
func badPath(name string) fault {
	inside := "write a path from the deck's folder, such as \"img/cell.png\""
	switch parts := strings.Split(name, "/"); {
	case strings.Contains(name, "://"):
		return fault{quoted(name) + " is no file of the deck", "put the picture into the deck's folder"}
	case strings.Contains(name, `\`):
		return fault{quoted(name) + " holds a backslash", "write / between folders"}
	case path.IsAbs(name) || len(parts[0]) == 2 && parts[0][1] == ':':
		return fault{quoted(name) + " is an absolute path", inside}
	case path.Clean(name) == ".." || strings.HasPrefix(path.Clean(name), "../"):
		return fault{quoted(name) + " leads out of the deck's folder", "put the picture into the deck's folder"}
	case strings.HasSuffix(name, ".toml"):
		return fault{quoted(name) + " is no picture", "name a picture"}
	case !fs.ValidPath(name) || name == ".":
		return fault{quoted(name) + " is not a plain path", inside}
	}
	return fault{}
}

// find follows a path part by part: a link in the middle leads astray as well.
func (p *pictures) find(name string) fault {
	parts := strings.Split(name, "/")
	for i := range parts {
		info, err := fs.Lstat(p.fsys, path.Join(p.dir, path.Join(parts[:i+1]...)))
		switch last := i == len(parts)-1; {
		case errors.Is(err, fs.ErrNotExist), err == nil && !last && info.Mode().IsRegular():
			return fault{"there is no file " + quoted(name), "put it into the deck's folder, or mend the path"}
		case err != nil:
			var inner *fs.PathError
			if errors.As(err, &inner) {
				err = inner.Err
			}
			return fault{quoted(name) + " cannot be looked at: " + err.Error(), "check the path and the file's permissions"}
		case info.Mode().Type() == fs.ModeSymlink:
			return fault{quoted(name) + " goes through a link", "put the file itself into the deck's folder"}
		case last && !info.Mode().IsRegular():
			return fault{quoted(name) + " is not a plain file", "name a picture"}
		case last && info.Size() > maxFile:
			return fault{quoted(name) + " " + errTooLarge.Error(), "make the picture smaller"}
		}
	}
	return fault{}
}
