package deck

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
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
// that was given already has a number behind it. A text that is an id already stays
// as it is. Where most letters are none that an id can hold, fallback or what is
// left of the text has a hash of it behind, so that an id does not depend on what
// stands before it.
func (ids *IDs) Take(text, fallback string) string {
	if ids.taken == nil {
		ids.taken, ids.next = make(map[string]bool), make(map[string]int)
	}
	base := text
	if !IsID(text) || len(text) > maxID {
		base = cmp.Or(slugOf(text), fallback)
		if mostlyForeign(text) {
			sum := sha256.Sum256([]byte(norm.NFC.String(strings.TrimSpace(text))))
			base += "-" + hex.EncodeToString(sum[:4])
		}
	}
	id := base
	for n := max(2, ids.next[base]); ids.taken[id]; n++ {
		id, ids.next[base] = fmt.Sprintf("%s-%d", base, n), n+1
	}
	ids.taken[id] = true
	return id
}

// mostlyForeign reports whether most letters of a text get lost in an id.
func mostlyForeign(text string) bool {
	kept, lost := 0, 0
	for _, r := range text {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)), unicode.Is(unicode.Latin, r):
			kept++
		case unicode.IsLetter(r), unicode.IsNumber(r):
			lost++
		}
	}
	return lost > kept
}

const (
	maxSlug = 40  // how long an id made of a text may be
	maxID   = 200 // and one that was an id already
)

// slugOf makes an id of a text; "" where it holds no letter or digit of ASCII,
// with or without an accent.
func slugOf(text string) string {
	var b strings.Builder
	const enough = 1000 // bytes that can make a whole id, whatever the script
	text = strings.ToValidUTF8(text[:min(len(text), enough)], "")
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
		if b.Len() > maxSlug {
			return wholeWords(b.String())
		}
	}
	return strings.Trim(b.String(), "-")
}

// wholeWords cuts an id that is too long between two words, or where the first
// word is too long in that.
func wholeWords(id string) string {
	if i := strings.LastIndexByte(id[:maxSlug+1], '-'); i > 0 {
		return id[:i]
	}
	return id[:maxSlug]
}

// IsID reports whether a text can be the id of a deck or question: lower-case
// letters, digits and hyphens, of which the first is none.
func IsID(text string) bool { return idPattern().MatchString(text) }
