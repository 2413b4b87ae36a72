package exchange

import (
	"cmp"
	"fmt"
	"strings"
)

// Front matter stands between two lines of --- at the top of a page, and is YAML.
// Only what most pages have there is read: a key, a colon and a text on one line.

// frontMatter is what it says of the deck.
type frontMatter struct {
	title, language, description string

	unread []string // the keys of which nothing is kept
	line   int      // of the first of them
}

var (
	frontKey = pattern(`^([A-Za-z][\w .-]*?)\s*:(?:\s+(.*))?$`)
	// frontMore is a line that belongs to the key above it.
	frontMore   = pattern(`^(?:\s.*|- .*|#.*|)$`)
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
		if key := frontKey().FindStringSubmatch(lines[i]); key != nil {
			front.key(i+1, key[1], unquoted(key[2]))
		}
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

// keepFront keeps a text of one line; | and > begin one of several.
func keepFront(at *string, text string) bool {
	if *at != "" || text == "" || strings.IndexByte("|>[{&*", text[0]) >= 0 {
		return false
	}
	*at = text
	return true
}

// unquoted takes the quotes off a text, and a comment where it has none.
func unquoted(text string) string {
	text = strings.TrimSpace(text)
	for _, quote := range []string{`"`, `'`} {
		if len(text) >= 2 && strings.HasPrefix(text, quote) && strings.HasSuffix(text, quote) {
			inside := text[1 : len(text)-1]
			if quote == `"` {
				return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inside)
			}
			return strings.ReplaceAll(inside, "''", "'")
		}
	}
	text, _, _ = strings.Cut(text, " #")
	return text
}

// lost tells what of the front matter is not kept.
func (f *frontMatter) lost() string {
	return fmt.Sprintf("of the front matter only title, language and description are kept, each on one line; left out: %s", clip(strings.Join(f.unread, ", ")))
}
