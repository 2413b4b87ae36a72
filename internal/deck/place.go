package deck

import (
	"strconv"
	"strings"
)

// place says where a value stands in a TOML file, and where the values inside
// it stand. A nil place is one that is not known; everything inside it is not
// known either.
type place struct {
	line  int
	names []string // keys of a table, in the order written
	kids  []*place // their places
	items []*place // elements of an array
	index map[string]int
}

// fewKeys is up to how many keys a table is searched in a row; past it an
// index is kept, so that a table with a hundred thousand keys costs no more per
// key than a small one.
const fewKeys = 12

// key is the place of a table's value, or nil.
func (p *place) key(name string) *place {
	if p == nil {
		return nil
	}
	if p.index != nil {
		if i, ok := p.index[name]; ok {
			return p.kids[i]
		}
		return nil
	}
	for i, have := range p.names {
		if have == name {
			return p.kids[i]
		}
	}
	return nil
}

// at is the place of an array's element, or nil.
func (p *place) at(i int) *place {
	if p == nil || i < 0 || i >= len(p.items) {
		return nil
	}
	return p.items[i]
}

// Line is 0 where it is not known.
func (p *place) Line() int {
	if p == nil {
		return 0
	}
	return p.line
}

// add records a key of a table.
func (p *place) add(name string, kid *place) *place {
	p.names = append(p.names, name)
	p.kids = append(p.kids, kid)
	if p.index != nil {
		p.index[name] = len(p.kids) - 1
	} else if len(p.names) > fewKeys {
		p.index = make(map[string]int, 2*len(p.names))
		for i, have := range p.names {
			p.index[have] = i
		}
	}
	return kid
}

// find follows a path such as criterion[2].any[0], counted from 0, and gives
// the place of the last part that is known.
func (p *place) find(path string) *place {
	for path != "" && p != nil {
		part, rest, _ := strings.Cut(path, ".")
		name, brackets, _ := strings.Cut(part, "[")
		next := p.key(name)
		for brackets != "" && next != nil {
			number, more, _ := strings.Cut(brackets, "]")
			i, err := strconv.Atoi(number)
			if err != nil || next.at(i) == nil {
				return next
			}
			next, brackets = next.at(i), strings.TrimPrefix(more, "[")
		}
		if next == nil {
			return p
		}
		p, path = next, rest
	}
	return p
}
