package exchange

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"drill/internal/deck"
)

// ankiHeader is what the lines at the beginning of a text file say of it, each
// as #key:value. Columns count from 1; 0 stands for none.
type ankiHeader struct {
	separator string
	isHTML    bool
	tags      []string // of every note
	columns   []string // names
	notetype  string   // of notes that name none
	deck      string

	notetypeColumn, deckColumn, tagsColumn, guidColumn int
}

var ankiSeparators = map[string]string{"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}

var ankiKeys = []string{"separator", "html", "tags", "columns", "notetype", "deck", "notetype column", "deck column", "tags column", "guid column", "if matches"}

// headerReader reads the header line by line.
type headerReader struct {
	file     string
	header   ankiHeader
	columns  string // names, separated as the fields are
	saysHTML bool
	losses   []Loss
}

// readAnkiHeader reads the lines that begin with #. What a file does not say is
// guessed from its rows, as Anki does.
func readAnkiHeader(file, text string) (ankiHeader, []Loss, error) {
	r := headerReader{file: file}
	rest, line := text, 1
	for ; strings.HasPrefix(rest, "#"); line++ {
		end := lineLength(rest)
		if err := r.read(line, rest[1:end]); err != nil {
			return r.header, nil, err
		}
		rest = rest[min(end+1, len(rest)):]
	}
	if r.header.separator == "" {
		r.header.separator = guessSeparator(rest)
	}
	if !r.saysHTML {
		r.header.isHTML = htmlSign().MatchString(rest)
	}
	if r.columns != "" {
		r.header.columns = strings.Split(r.columns, r.header.separator)
	}
	return r.header, r.losses, nil
}

// htmlSign is what tells HTML from text in which a < happens to stand.
var htmlSign = pattern(`(?i)</?(?:b|i|u|a|p|br|hr|em|li|ul|ol|td|tr|th|div|img|sub|sup|pre|code|span|font|table|strong)(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|nbsp);`)

func (r *headerReader) read(line int, text string) error {
	key, value, hasValue := strings.Cut(text, ":")
	if !hasValue {
		return nil // a comment
	}
	key, trimmed := strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
	var err error
	switch h := &r.header; key {
	case "separator":
		h.separator, err = r.separator(line, value)
	case "html":
		h.isHTML, r.saysHTML = strings.EqualFold(trimmed, "true"), true
	case "tags":
		h.tags = strings.Fields(value)
	case "columns":
		r.columns = value
	case "notetype":
		h.notetype = trimmed
	case "deck":
		h.deck = trimmed
	case "notetype column":
		h.notetypeColumn, err = r.column(line, key, trimmed)
	case "deck column":
		h.deckColumn, err = r.column(line, key, trimmed)
	case "tags column":
		h.tagsColumn, err = r.column(line, key, trimmed)
	case "guid column":
		h.guidColumn, err = r.column(line, key, trimmed)
	case "if matches": // says what becomes of notes that Anki has already
	default:
		r.unknown(line, key)
	}
	return err
}

func (r *headerReader) separator(line int, value string) (string, error) {
	if named := ankiSeparators[strings.ToLower(strings.TrimSpace(value))]; named != "" {
		return named, nil
	}
	if utf8.RuneCountInString(value) != 1 { // a space around it is no part of it
		value = strings.TrimSpace(value)
	}
	if utf8.RuneCountInString(value) != 1 || value == `"` {
		return "", problemAt(r.file, line, fmt.Sprintf("#separator: %q is no separator", value), "write Comma, Semicolon, Tab, Space, Pipe, Colon or one character")
	}
	return value, nil
}

func (r *headerReader) column(line int, key, value string) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > maxColumns {
		return 0, problemAt(r.file, line, fmt.Sprintf("#%s: %q is no column", key, value), "write its number; the first column is 1")
	}
	return n, nil
}

// unknown tells of a line that was probably meant as a header. Any other is a
// comment.
func (r *headerReader) unknown(line int, key string) {
	if near := deck.Nearest(key, ankiKeys); near != "" {
		r.losses = append(r.losses, Loss{File: r.file, Line: line, What: fmt.Sprintf("#%s is no header and was left out; #%s is one", key, near)})
	}
}

// guessSeparator takes the first of the usual separators that stands on the
// first line of notes.
func guessSeparator(text string) string {
	text = strings.TrimLeft(text, "\n")
	line := text[:lineLength(text)]
	for _, separator := range []string{"\t", ";", ","} {
		if strings.Contains(line, separator) {
			return separator
		}
	}
	return "\t"
}

// contents are the fields of a row that hold neither its tags nor its deck nor
// anything else about it, with the names of their columns where they are known.
func (h ankiHeader) contents(row ankiRow) (fields, names []string) {
	for i, field := range row.fields {
		switch i + 1 {
		case h.notetypeColumn, h.deckColumn, h.tagsColumn, h.guidColumn:
			continue
		}
		name := ""
		if i < len(h.columns) {
			name = strings.TrimSpace(h.columns[i])
		}
		fields, names = append(fields, field), append(names, name)
	}
	return fields, names
}

// at is the field of a column, "" where the row has none.
func (r ankiRow) at(column int) string {
	if column < 1 || column > len(r.fields) {
		return ""
	}
	return strings.TrimSpace(r.fields[column-1])
}

func (r ankiRow) size() int {
	size := 0
	for _, field := range r.fields {
		size += len(field)
	}
	return size
}
