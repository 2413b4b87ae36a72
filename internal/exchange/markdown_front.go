package exchange

import (
	"cmp"
	"fmt"
	"strings"
)

// Front matter stands between two lines of --- at the top of a page, and is YAML.
// Only what most pages have there is read: a key, a colon and a text, which may go
// on in lines that are indented.

// frontMatter is what it says of the deck.
type frontMatter struct {
	title, language, description string

	unread []string // the keys of which nothing is kept
	line   int      // of the first of them
}

var (
	frontKey = pattern(`^([A-Za-z][\w .-]*?)\s*:(?:\s+(.*))?$`)
	// frontMore is a line that belongs to the key above it.
	frontMore = pattern(`^(?:\s.*|- .*|#.*|)$`)
	// frontIndented is such a line that text goes on in.
	frontIndented = pattern(`^\s+[^\s#]`)
	// blockSign stands for a text in the lines below it.
	blockSign   = pattern(`^[|>][-+]?\s*$`)
	languageTag = pattern(`^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$`)
)

// readFront reads the front matter of a page. The page comes back with empty lines
// in its place, so that the lines below keep their numbers.
func readFront(source string) (front frontMatter, page string) {
	lines := strings.Split(source, "\n")
	end := frontEnd(lines)
	if end == 0 {
		return frontMatter{}, source
	}
	for i := 1; i < end; i++ {
		key := frontKey().FindStringSubmatch(lines[i])
		if key == nil {
			continue
		}
		text := []string{strings.TrimSpace(blockSign().ReplaceAllString(key[2], ""))}
		for k := i + 1; k < end && frontIndented().MatchString(lines[k]); k++ {
			text = append(text, strings.TrimSpace(lines[k]))
		}
		front.key(i+1, key[1], unquoted(strings.Join(text, " ")))
	}
	return front, strings.Repeat("\n", end+1) + strings.Join(lines[end+1:], "\n")
}

// frontEnd is the index of the line that ends the front matter, 0 where there is
// none: a page may begin with a line of --- that only divides.
func frontEnd(lines []string) int {
	if strings.TrimRight(lines[0], " \t") != "---" || len(lines) < 3 || !frontKey().MatchString(lines[1]) {
		return 0
	}
	for i, line := range lines[1:] {
		switch line = strings.TrimRight(line, " \t"); {
		case line == "---", line == "...":
			return i + 1
		case !frontKey().MatchString(line) && !frontMore().MatchString(line):
			return 0
		}
	}
	return 0
}

// key keeps what a key says.
func (f *frontMatter) key(line int, key, text string) {
	text = oneLine(cleanText(text))
	switch strings.ToLower(key) {
	case "title":
		if keepFront(&f.title, text) {
			return
		}
	case "description":
		if keepFront(&f.description, text) {
			return
		}
	case "lang", "language":
		if languageTag().MatchString(text) && keepFront(&f.language, text) {
			return
		}
	}
	f.line = cmp.Or(f.line, line)
	f.unread = append(f.unread, key)
}

// keepFront keeps a text; what begins with such a sign, or a dash, is none in YAML.
func keepFront(at *string, text string) bool {
	if *at != "" || text == "" || strings.IndexByte("|>[{&*", text[0]) >= 0 || strings.HasPrefix(text, "- ") {
		return false
	}
	*at = text
	return true
}

var (
	doubleQuoted = pattern(`^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$`)
	singleQuoted = pattern(`^'((?:[^']|'')*)'\s*(?:#.*)?$`)
)

// unquoted takes the quotes off a text, and a comment behind it.
func unquoted(text string) string {
	text = strings.TrimSpace(text)
	if inside := doubleQuoted().FindStringSubmatch(text); inside != nil {
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inside[1])
	}
	if inside := singleQuoted().FindStringSubmatch(text); inside != nil {
		return strings.ReplaceAll(inside[1], "''", "'")
	}
	text, _, _ = strings.Cut(text, " #")
	return text
}

// lost tells what of the front matter is not kept.
func (f *frontMatter) lost() string {
	return fmt.Sprintf("of the front matter only title, language and description are kept; left out: %s", clip(strings.Join(f.unread, ", ")))
}
