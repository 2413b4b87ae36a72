package session

import (
	"slices"
	"strings"
	"unicode"

	"drill/internal/deck"
)

// Read turns what was typed into the response that is marked and kept. For a
// choice or an order that is the text of the options meant, a line each: they may
// be given by letter ("b", "a, c", "ac", "b > a > c") or by their text. For a
// match it is a line "left = right" for each pair ("1b 2a", "b a", or the texts).
// It reports false when something was typed that names no option, or when an
// order or a match is not complete; the response then holds what could be read.
func (q Question) Read(typed string) (response string, ok bool) {
	typed = strings.TrimSpace(typed)
	switch {
	case len(q.Options) == 0 || typed == "":
		return typed, true
	case q.Card.Type == deck.TypeOrder:
		return q.readOrder(typed)
	case q.Card.Type == deck.TypeMatch:
		return q.readMatch(typed)
	}
	if option, ok := q.named(typed); ok {
		return option, true
	}
	picks, ok := q.picks(typed)
	if !ok || (q.Card.Type != deck.TypeMultiple && len(picks) != 1) {
		return typed, false
	}
	return strings.Join(picks, "\n"), true
}

// named finds the option with the text that was typed; true and false may be
// shortened.
func (q Question) named(typed string) (string, bool) {
	for _, option := range q.Options {
		if strings.EqualFold(option, typed) {
			return option, true
		}
		if q.Card.Type == deck.TypeTrueFalse && strings.EqualFold(option[:1], typed) {
			return option, true
		}
	}
	return "", false
}

// picks reads letters, or texts of options between commas.
func (q Question) picks(typed string) ([]string, bool) {
	words := strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
	if len(words) == 1 && q.Card.Type == deck.TypeMultiple {
		words = strings.Split(words[0], "")
	}
	var picks []string
	for _, word := range words {
		option, ok := q.lettered(word)
		if !ok {
			return q.texts(typed)
		}
		if !slices.Contains(picks, option) {
			picks = append(picks, option)
		}
	}
	return picks, len(picks) > 0
}

// lettered finds the option by its letter, as in "b", "B" or "b)".
func (q Question) lettered(word string) (string, bool) {
	word = strings.ToLower(strings.TrimRight(word, ").:"))
	if len(word) != 1 {
		return "", false
	}
	if i := int(word[0]) - 'a'; i >= 0 && i < len(q.Options) {
		return q.Options[i], true
	}
	return "", false
}

func (q Question) texts(typed string) ([]string, bool) {
	var picks []string
	for _, text := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		option, ok := q.named(strings.TrimSpace(text))
		if !ok {
			return nil, false
		}
		if !slices.Contains(picks, option) {
			picks = append(picks, option)
		}
	}
	return picks, len(picks) > 0
}
