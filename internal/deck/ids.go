package deck

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// IDs gives ids to texts, each one once. The zero value is ready to use.
type IDs struct {
	taken map[string]bool
	next  map[string]int // the number to try first, by what stands before it
}

// Take makes an id of a text, such as "what-is-ph" of "What is pH?". An id
// that was given already has a number behind it. Where the text has no letters
// that an id can hold, fallback stands for it.
func (ids *IDs) Take(text, fallback string) string {
	if ids.taken == nil {
		ids.taken, ids.next = make(map[string]bool), make(map[string]int)
	}
	base := slugOf(text)
	if base == "" {
		base = fallback
	}
	id := base
	for n := max(2, ids.next[base]); ids.taken[id]; n++ {
		id, ids.next[base] = fmt.Sprintf("%s-%d", base, n), n+1
	}
	ids.taken[id] = true
	return id
}

// maxSlug is how long an id made of a text may be.
const maxSlug = 40

// slugOf makes an id of a text; "" where it holds no letter or digit of ASCII,
// with or without an accent.
func slugOf(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'ß':
			b.WriteString("ss")
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// IsID reports whether a text can be the id of a deck or question: lower-case
// letters, digits and hyphens, of which the first is none.
func IsID(text string) bool { return idPattern.MatchString(text) }
