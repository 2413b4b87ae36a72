package deck

import (
	"fmt"
	"runtime"
	"sync"

	"github.com/BurntSushi/toml"
)

// A large file is parsed in pieces, several at once, and while the lines of the
// rest are still being found. It is divided where a source begins, such as a line
// [[question]]: what belongs to a source stands below it, so that a piece is TOML by
// itself. Where that is not so, or something is wrong, the file is parsed as a whole,
// which says what.

// pieceSize is about how many bytes a piece has.
const pieceSize = 128 << 10

// parse gives where the values of a file stand and what they are. A file that is
// nested too deep or holds too much is not parsed.
func parse(text string, size int) (scanned, map[string]any, error) {
	d := newDivision(text, size)
	found := scan(text, d.cut)
	fields, ok := d.join()
	if found.tooDeep > 0 || found.tooMany > 0 {
		return found, nil, nil
	}
	if ok && found.root != nil {
		return found, fields, nil
	}
	fields, err := parseWhole(text)
	return found, fields, err
}

// parseWhole is the library's parser. A bug of its own comes as a panic with a
// text; that too is an error of the file at hand.
func parseWhole(text string) (fields map[string]any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%v", cause)
		}
	}()
	_, err = toml.Decode(text, &fields)
	return fields, err
}

// division is a text in pieces, which are parsed as they are cut off.
type division struct {
	text   string
	size   int
	start  int // of the piece that comes next
	pieces []*piece
	queue  chan *piece
	wait   sync.WaitGroup
}

type piece struct {
	text   string
	fields map[string]any
	err    error
}

// newDivision is a text that is yet to be cut into pieces of a size.
func newDivision(text string, size int) *division { return &division{text: text, size: size} }

// cut ends a piece at an offset where a source begins, if it is long enough.
func (d *division) cut(offset int) {
	if len(d.text) >= 2*d.size && offset-d.start >= d.size {
		d.end(offset)
	}
}

func (d *division) end(offset int) {
	if d.queue == nil {
		d.queue = make(chan *piece, len(d.text)/d.size+1)
		for range runtime.GOMAXPROCS(0) {
			d.wait.Go(func() {
				for p := range d.queue {
					p.fields, p.err = parseWhole(p.text)
				}
			})
		}
	}
	p := &piece{text: d.text[d.start:offset]}
	d.start = offset
	d.pieces = append(d.pieces, p)
	d.queue <- p
}

// join puts together what the pieces hold. It reports false where there are none,
// where they are not TOML each by itself, or speak of the same key.
func (d *division) join() (map[string]any, bool) {
	if len(d.pieces) == 0 {
		return nil, false
	}
	d.end(len(d.text))
	close(d.queue)
	d.wait.Wait()
	whole := make(map[string]any)
	for _, p := range d.pieces {
		if p.err != nil {
			return nil, false
		}
		for key, value := range p.fields {
			have, twice := whole[key]
			if !twice {
				whole[key] = value
				continue
			}
			some, isList := have.([]map[string]any)
			more, areBoth := value.([]map[string]any)
			if !isList || !areBoth {
				return nil, false
			}
			whole[key] = append(some, more...)
		}
	}
	return whole, true
}
