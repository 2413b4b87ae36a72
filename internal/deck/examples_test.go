package deck_test

import (
	"slices"
	"strings"
	"testing"

	"drill/internal/deck"
)

// TestTheExamplesOfTheFormatAreSound puts the example of every key into the
// smallest deck that can hold it: the deck has no problem, and neither has the
// schema with it.
func TestTheExamplesOfTheFormatAreSound(t *testing.T) {
	for _, k := range kinds() {
		soundDeck(t, k, "", k.smallest())
		for _, field := range k.fields() {
			if field.Table != nil && field.Example == "" || field.Key == k.open() {
				continue // what stands inside has examples of its own
			}
			if field.Example == "" {
				t.Errorf("%s: the key %s has no example", k, field.Key)
				continue
			}
			e := k.smallest()
			if slices.Contains(k.table.OneOf, field.Key) {
				e = e.without(k.table.OneOf[0]) // the one that stands in the smallest
			}
			if gone := instead[k.table.Name+"."+field.Key]; gone != "" {
				e = e.without(gone)
			}
			for _, entry := range beside[k.table.Name+"."+field.Key] {
				if e = e.without(entry[0]); entry[1] != "" {
					e = e.with(entry[0], entry[1])
				}
			}
			if field.Key != "type" { // each type has its turn
				e = e.with(field.Key, field.Example)
			}
			soundDeck(t, k, field.Key, e)
		}
	}
}

// soundDeck checks a deck with a table of the kind.
func soundDeck(t *testing.T, k kind, key string, e entries) {
	t.Helper()
	text := k.deckWith(e)
	if err := refusal(text); err != nil {
		t.Errorf("%s: %s: %v", k, key, err)
	}
	d, err := deck.Load(inOneFile(text), "x.toml")
	if err != nil {
		t.Errorf("%s: %s: %v in\n%s", k, key, err, text)
		return
	}
	for _, problem := range deck.Check(d) {
		t.Errorf("%s: %s: %v in\n%s", k, key, problem, text)
	}
}

// TestDefaultsAreWhatTheKeyTakes gives every key its default, where that is a
// value: the deck is as sound as without.
func TestDefaultsAreWhatTheKeyTakes(t *testing.T) {
	tried := 0
	for _, k := range kinds() {
		for _, field := range k.fields() {
			if field.Required && field.Default != "" && field.Unless == "" {
				t.Errorf("%s: %s must be there and has a default", k, field.Key)
			}
			if !isValue(field.Default) || field.Key == "reverse" || field.Key == "prompt" {
				continue // prompts are tried by their placeholders
			}
			tried++
			soundDeck(t, k, field.Key+" by default", k.smallest().with(field.Key, field.Default))
		}
	}
	if tried < 20 {
		t.Errorf("only %d defaults are values", tried)
	}
}

// isValue tells a value of TOML from words.
func isValue(text string) bool {
	return text != "" && (strings.ContainsAny(text[:1], `"[0123456789`) || text == "true" || text == "false")
}
