package deck_test

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"

	"drill/internal/deck"
)

// spot is a place in a decoded deck, to be read and changed.
type spot struct {
	table map[string]any
	key   string
}

// spots are all keys of a table and of the tables inside, in a stable order.
func spots(table map[string]any) []spot {
	var found []spot
	for _, key := range slices.Sorted(maps.Keys(table)) {
		found = append(found, spot{table, key})
		switch value := table[key].(type) {
		case map[string]any:
			found = append(found, spots(value)...)
		case []map[string]any:
			for _, each := range value {
				found = append(found, spots(each)...)
			}
		}
	}
	return found
}

// oddValues are values that some key takes, and values that none does, made
// anew each time: they are changed in their turn.
func oddValues() []any {
	return []any{
		"", " ", "a", "A", "a b", "a.b#c", "2%", "±0.1", "text", "zero", "true", "lots", "\u00a0", "{{1:a}}",
		int64(0), int64(1), int64(-1), int64(100_000), int64(2_000_000), 0.5, 1.0, 1.5, -0.5, 1e-9, true, false,
		[]any{}, []any{"a"}, []any{"a", "b"}, []any{int64(1)}, []any{"define"}, []any{[]any{"a"}}, []any{[]any{}},
		map[string]any{}, map[string]any{"a": "b"}, map[string]any{"a": 0.5}, map[string]any{"text": "a"}, map[string]any{"a": []any{"b"}},
	}
}

// TestTheSchemaIsNeverStricterThanDrill changes decks at random: what Load
// accepts, the schema accepts.
func TestTheSchemaIsNeverStricterThanDrill(t *testing.T) {
	files := []string{"deck.toml", "questions.toml", "tables.toml"}
	texts := make(map[string]string, len(files))
	for _, file := range files {
		text, err := os.ReadFile("testdata/every/" + file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = string(text)
	}
	var keys []string
	for _, k := range kinds() {
		for _, field := range k.fields() {
			keys = append(keys, field.Key)
		}
	}
	keys = append(keys, "zebra", "ID")
	rapid.Check(t, func(t *rapid.T) {
		changed := rapid.SampledFrom(files).Draw(t, "file")
		var fields, again map[string]any
		for _, into := range []*map[string]any{&fields, &again} {
			if _, err := toml.Decode(texts[changed], into); err != nil {
				t.Fatal(err)
			}
		}
		for range rapid.IntRange(1, 2).Draw(t, "changes") {
			at := rapid.SampledFrom(spots(fields)).Draw(t, "at")
			switch rapid.SampledFrom([]string{"drop", "set", "add", "move"}).Draw(t, "change") {
			case "drop":
				delete(at.table, at.key)
			case "set":
				at.table[at.key] = rapid.SampledFrom(oddValues()).Draw(t, "value")
			case "add":
				at.table[rapid.SampledFrom(keys).Draw(t, "key")] = rapid.SampledFrom(oddValues()).Draw(t, "value")
			case "move":
				other := rapid.SampledFrom(spots(again)).Draw(t, "other")
				at.table[other.key] = other.table[other.key]
				again = nil // what was moved may be changed, and not moved once more
			}
			if len(fields) == 0 || again == nil {
				break
			}
		}
		var text bytes.Buffer
		if err := toml.NewEncoder(&text).Encode(fields); err != nil {
			t.Fatal(err)
		}
		deckFiles := fstest.MapFS{"d/img/steps.png": {Data: []byte("x")}}
		for _, file := range files {
			deckFiles["d/"+file] = &fstest.MapFile{Data: []byte(texts[file])}
		}
		deckFiles["d/"+changed] = &fstest.MapFile{Data: text.Bytes()}
		if _, err := deck.Load(deckFiles, "d"); err != nil {
			return
		}
		if err := refusal(text.String()); err != nil {
			t.Fatalf("drill accepts what the schema refuses: %v\n%s", err, text.String())
		}
	})
}
