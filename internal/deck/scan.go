package deck

import (
	"fmt"
	"strings"
)

// The TOML library gives values without their lines, and where it does name a
// line inside an array of tables, it is that of the last table. So the lines
// are found here: one pass over the text that knows just enough of TOML to tell
// keys, strings, arrays and tables apart, and notes on which line each stands.
// It is no second parser: what it reads has been, or will be, judged by the
// library. Where the two might disagree it gives up, and then there are no
// lines, never wrong ones.
//
// It runs first, because it also measures how deeply values are nested. The
// library walks nested values by recursion, and a file of a million brackets
// would end the program.

// maxDepth is how deeply values may be nested, and how many parts a key may
// have. A deck needs five.
const maxDepth = 32

// scanned is what one pass over a file found out.
type scanned struct {
	root    *place // nil when the text was not understood
	tooDeep int    // the line on which nesting passes maxDepth, or 0
	tooMany int    // the line on which a list or a table passes maxItems, or the file maxValues, or 0
	crowded string // what of it is too many
	twice   int    // the line on which a key is given a second value, or 0
}

// scan makes the pass. Source is called with the offset of each header that begins
// a source, once all before it has been understood.
func scan(text string, source func(offset int)) scanned {
	s := scanner{text: text, line: 1, source: source}
	s.root = &place{line: 1}
	s.table = s.root
	for s.statement() {
	}
	if s.tooDeep > 0 || s.tooMany > 0 || s.lost {
		return scanned{tooDeep: s.tooDeep, tooMany: s.tooMany, crowded: s.crowded}
	}
	return scanned{root: s.root, twice: s.twice}
}

type scanner struct {
	text    string
	source  func(offset int)
	pos     int
	line    int
	root    *place
	table   *place // where keys go: the table of the last header
	depth   int
	tooDeep int
	tooMany int
	crowded string
	twice   int
	values  int  // keys and elements so far
	lost    bool // the text was not understood
}

// statement reads a header or a key with its value; false at the end.
func (s *scanner) statement() bool {
	s.skipLines()
	switch s.peek() {
	case 0:
		return false
	case '[':
		s.header()
	default:
		s.keyValue(s.table)
	}
	s.skipBlanks()
	if c := s.peek(); c != 0 && c != '\n' && c != '\r' && c != '#' {
		s.giveUp()
	}
	return !s.lost
}

// header reads [a.b] or [[a.b]] and makes it the current table.
func (s *scanner) header() {
	line, offset := s.line, s.pos
	s.pos++
	array := s.peek() == '['
	if array {
		s.pos++
	}
	key := s.key()
	s.want(']')
	if array {
		s.want(']')
	}
	if s.lost {
		return
	}
	if array && len(key) == 1 && partTable.field(key[0], "") != nil {
		s.source(offset)
	}
	parent := s.descend(s.root, key[:len(key)-1], line)
	name := key[len(key)-1]
	known := parent.key(name)
	switch {
	case array && known == nil:
		known = s.add(parent, name, line)
		fallthrough
	case array:
		s.table = &place{line: line}
		s.append(known, s.table)
	case known == nil:
		s.table = s.add(parent, name, line)
	default: // named before as the parent of another
		known.line = line
		s.table = known
	}
}

// keyValue reads key = value into a table.
func (s *scanner) keyValue(table *place) {
	line := s.line
	key := s.key()
	s.want('=')
	s.skipBlanks()
	if s.lost {
		return
	}
	table = s.descend(table, key[:len(key)-1], line)
	name := key[len(key)-1]
	if table.key(name) != nil && s.twice == 0 {
		// The library lets a = 2 pass after a.b = 1, and drops it.
		s.twice = line
	}
	kid := &place{line: line}
	s.value(kid)
	s.bound(tableCrowded, table.add(name, kid), len(table.names))
}

// add records a table by its key.
func (s *scanner) add(table *place, name string, line int) *place {
	kid := table.add(name, &place{line: line})
	s.bound(tableCrowded, kid, len(table.names))
	return kid
}

// append adds an element to a list.
func (s *scanner) append(list, element *place) {
	list.items = append(list.items, element)
	s.bound(listCrowded, element, len(list.items))
}

const (
	listCrowded  = "the list has over %d elements"
	tableCrowded = "the table has over %d keys"
	fileCrowded  = "the file has over %d keys and elements"
)

// maxValues is how many keys and elements a file may have in all. The largest
// decks have a million; the library takes some 700 bytes for each.
const maxValues = 2_000_000

// bound ends the pass at a list or table of more elements than a deck may hold,
// and in a file of too many in all, before the library would take gigabytes for
// them.
func (s *scanner) bound(what string, last *place, count int) {
	s.values++
	switch {
	case count > maxItems:
		s.tooMany, s.crowded = last.line, fmt.Sprintf(what, maxItems)
		s.giveUp()
	case s.values > maxValues:
		s.tooMany, s.crowded = last.line, fmt.Sprintf(fileCrowded, maxValues)
		s.giveUp()
	}
}

// descend goes down into tables, making those that are not there yet. Of an
// array of tables it is always the last one that is meant.
func (s *scanner) descend(table *place, key []string, line int) *place {
	for _, name := range key {
		next := table.key(name)
		if next == nil {
			next = s.add(table, name, line)
		}
		if len(next.items) > 0 {
			next = next.items[len(next.items)-1]
		}
		table = next
	}
	return table
}

// key reads a key of one or more parts, such as a."b c".d.
func (s *scanner) key() []string {
	var parts []string
	for !s.lost {
		s.skipBlanks()
		parts = append(parts, s.keyPart())
		if len(parts) > maxDepth {
			s.tooDeep = s.line
			s.giveUp()
		}
		s.skipBlanks()
		if s.peek() != '.' {
			break
		}
		s.pos++
	}
	return parts
}

func (s *scanner) keyPart() string {
	switch c := s.peek(); {
	case c == '"':
		return unescape(s.oneLine(c, true))
	case c == '\'':
		return s.oneLine(c, false)
	}
	start := s.pos
	for s.pos < len(s.text) && isBareKey(s.text[s.pos]) {
		s.pos++
	}
	if s.pos == start {
		s.giveUp()
	}
	return s.text[start:s.pos]
}

func isBareKey(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// value reads any value; the places of what is inside go into p.
func (s *scanner) value(p *place) {
	switch c := s.peek(); c {
	case '"', '\'':
		if fence := strings.Repeat(string(c), 3); strings.HasPrefix(s.text[s.pos:], fence) {
			s.severalLines(c)
			return
		}
		s.oneLine(c, c == '"')
	case '[':
		s.nested(func() { s.array(p) })
	case '{':
		s.nested(func() { s.inlineTable(p) })
	default:
		s.bare()
	}
}

// nested reads a value that can hold others.
func (s *scanner) nested(read func()) {
	s.depth++
	defer func() { s.depth-- }()
	if s.depth > maxDepth {
		s.tooDeep = s.line
		s.giveUp()
		return
	}
	s.pos++
	read()
}

func (s *scanner) array(p *place) {
	for !s.lost {
		s.skipLines()
		if s.peek() == ']' {
			s.pos++
			return
		}
		item := &place{line: s.line}
		s.append(p, item)
		s.value(item)
		s.skipLines()
		if s.peek() != ',' {
			s.want(']')
			return
		}
		s.pos++
	}
}

func (s *scanner) inlineTable(p *place) {
	for !s.lost {
		s.skipLines()
		if s.peek() == '}' {
			s.pos++
			return
		}
		s.keyValue(p)
		s.skipLines()
		if s.peek() != ',' {
			s.want('}')
			return
		}
		s.pos++
	}
}

// bare reads a number, a date or a word. Between a date and its time may stand
// a space.
func (s *scanner) bare() {
	start := s.pos
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		afterDate := c == ' ' && s.pos-start == len("2006-01-02") && s.text[start+4] == '-' &&
			s.pos+1 < len(s.text) && s.text[s.pos+1] >= '0' && s.text[s.pos+1] <= '9'
		if !isBareKey(c) && c != '+' && c != '.' && c != ':' && !afterDate {
			break
		}
		s.pos++
	}
	if s.pos == start {
		s.giveUp()
	}
}

func (s *scanner) peek() byte {
	if s.pos >= len(s.text) || s.lost {
		return 0
	}
	return s.text[s.pos]
}

func (s *scanner) want(c byte) {
	if s.peek() != c {
		s.giveUp()
		return
	}
	s.pos++
}

func (s *scanner) giveUp() { s.lost = true }

func (s *scanner) skipBlanks() {
	for s.pos < len(s.text) && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t') {
		s.pos++
	}
}

// skipLines skips white space, line ends and comments.
func (s *scanner) skipLines() {
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case ' ', '\t', '\r':
		case '\n':
			s.line++
		case '#':
			end := strings.IndexByte(s.text[s.pos:], '\n')
			if end < 0 {
				end = len(s.text) - s.pos
			}
			s.pos += end
			continue
		default:
			return
		}
		s.pos++
	}
}
