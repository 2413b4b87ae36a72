package deck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// A large file is parsed in pieces, several at once. It is divided where a source
// begins, such as a line [[question]]: what belongs to a source stands below it, so
// that a piece is TOML by itself. Where that is not so, or something is wrong, the
// file is parsed as a whole, which says what.

// pieceSize is about how many bytes a piece has.
const pieceSize = 128 << 10

// parse gives what a file holds. At is where its values stand.
func parse(text string, at *place, size int) (map[string]any, error) {
	if pieces := divided(text, at, size); len(pieces) > 1 {
		if fields, ok := parsePieces(pieces); ok {
			return fields, nil
		}
	}
	return parseWhole(text)
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

// divided cuts a text into pieces of a size, before lines that begin a source.
func divided(text string, at *place, size int) []string {
	if len(text) < 2*size {
		return nil
	}
	begins := make(map[int]bool) // lines
	for i := range sourceFields {
		list := at.key(sourceFields[i].Key)
		for n := 0; list.at(n) != nil; n++ {
			begins[list.at(n).Line()] = true
		}
	}
	var pieces []string
	start, line := 0, 1
	for offset := 0; offset < len(text); line++ {
		end := len(text)
		if i := strings.IndexByte(text[offset:], '\n'); i >= 0 {
			end = offset + i + 1
		}
		// An element of a list on lines of its own is a line of a source, too.
		if begins[line] && offset-start >= size && strings.HasPrefix(strings.TrimLeft(text[offset:end], " \t"), "[[") {
			pieces = append(pieces, text[start:offset])
			start = offset
		}
		offset = end
	}
	return append(pieces, text[start:])
}

// parsePieces parses pieces and puts together what they hold. It reports false
// where they are not TOML each by itself, or speak of the same key.
func parsePieces(pieces []string) (map[string]any, bool) {
	parsed := make([]map[string]any, len(pieces))
	failed := make([]error, len(pieces))
	eachOf(len(pieces), 1, func(i int) { parsed[i], failed[i] = parseWhole(pieces[i]) })
	if slices.ContainsFunc(failed, func(err error) bool { return err != nil }) {
		return nil, false
	}
	whole := parsed[0]
	for _, piece := range parsed[1:] {
		for key, value := range piece {
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
