package deck

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings texts that a reader takes for the same to one form: Unicode
// compatibility, case, white space, the kinds of quotes and dashes, and characters
// that show nothing.
func fold(text string) string {
	if isFolded(text) {
		return text
	}
	if !isPlain(text) {
		text = norm.NFKC.String(seen(text))
		text = folder.Replace(text)
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), unicode.IsSpace), " ")
}

var folder = strings.NewReplacer(
	"‘", "'", "’", "'", "“", `"`, "”", `"`,
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-",
)

// isFolded reports whether a text is in that form for certain.
func isFolded(text string) bool {
	space := true // at the beginning, none may stand
	for i := range len(text) {
		c := text[i]
		if c >= 0x7f || c < ' ' || c >= 'A' && c <= 'Z' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || text == ""
}

func isPlain(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// distinct gives the texts that differ after folding, the first of each.
func distinct(texts []string) []string {
	seen := make(map[string]bool, len(texts))
	var kept []string
	for _, text := range texts {
		if key := fold(text); key != "" && !seen[key] {
			seen[key] = true
			kept = append(kept, text)
		}
	}
	return kept
}

// without gives the texts that are none of the others after folding.
func without(texts, others []string) []string {
	if len(texts) == 0 || len(others) == 0 {
		return texts
	}
	drop := make(map[string]bool, len(others))
	for _, other := range others {
		drop[fold(other)] = true
	}
	var kept []string
	for _, text := range texts {
		if !drop[fold(text)] {
			kept = append(kept, text)
		}
	}
	return kept
}
