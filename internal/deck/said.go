package deck

import (
	"maps"
	"slices"
	"strings"
)

// anyOther is the key of the feedback to a response that no other key fits.
const anyOther = "*"

// Said is the author's feedback to a response: what is said to each line of it
// that is, after folding, a text with feedback, each once. Where there is none,
// and the response did not earn full marks, it is what is said to any other.
func (c *Card) Said(response string, full bool) []string {
	said := make(map[string]string, len(c.Feedback))
	for _, text := range slices.Sorted(maps.Keys(c.Feedback)) {
		if text != anyOther {
			said[fold(text)] = c.Feedback[text]
		}
	}
	var all []string
	for line := range strings.Lines(response) {
		key := fold(line)
		if text, ok := said[key]; ok {
			all = append(all, text)
			delete(said, key)
		}
	}
	if other := c.Feedback[anyOther]; len(all) == 0 && !full && other != "" {
		return []string{other}
	}
	return all
}
