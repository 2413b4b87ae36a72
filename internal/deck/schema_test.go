package deck_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"drill/internal/deck"
)

// compiled is the schema, read by another program's rules.
var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	text, err := deck.Schema()
	if err != nil {
		return nil, err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("deck.schema.json", document); err != nil {
		return nil, err
	}
	return compiler.Compile("deck.schema.json")
})

// refusal is what the schema has against a TOML file, or nil.
func refusal(text string) error {
	schema, err := compiled()
	if err != nil {
		return err
	}
	var fields map[string]any
	if _, err := toml.Decode(text, &fields); err != nil {
		return err
	}
	data, err := json.Marshal(fields)
	if err != nil {
		return err // nan and inf are no JSON
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

func TestTheSchemaIsPlainTextThatStays(t *testing.T) {
	first, err := deck.Schema()
	if err != nil {
		t.Fatal(err)
	}
	again, err := deck.Schema()
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("a second call gives another text, and the error %v", err)
	}
	text := string(first)
	if !strings.HasPrefix(text, "{\n  \"$schema\": ") || !strings.HasSuffix(text, "\n}\n") || strings.Contains(text, `\u003`) {
		t.Errorf("the schema is not laid out for people: %.100s", text)
	}
	for _, part := range []string{`"default": "small"`, `Where it is not given: that of the column.`, `(Type short.)`, `"enum": [`} {
		if !strings.Contains(text, part) {
			t.Errorf("the schema does not hold %s", part)
		}
	}
}

func TestTheSchemaAcceptsRealDecks(t *testing.T) {
	var files []string
	for _, pattern := range []string{"testdata/*/*.toml", "../../decks/*/*.toml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 9 {
		t.Fatalf("there are only %d files to try: %v", len(files), files)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := refusal(string(text)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestTheSchemaAcceptsWhatThePagesShow(t *testing.T) {
	for _, page := range []string{"../../docs/decks.md", "../../README.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, block := range strings.Split(string(text), "```toml\n")[1:] {
			shown, _, _ := strings.Cut(block, "```")
			b.WriteString(shown + "\n")
		}
		if err := refusal(b.String()); err != nil || b.Len() == 0 {
			t.Errorf("%s: %v", page, err)
		}
	}
}

func TestTheSchemaRefusesWhatDrillRefuses(t *testing.T) {
	question := head + "[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"P?\"\nanswer = \"A\"\n"
	for _, test := range []struct{ name, text string }{
		{"unknown key in the head", head + "titel = \"T\"\n"},
		{"unknown key in a question", question + "anwser = \"A\"\n"},
		{"key in the wrong case", question + "Hint = \"H\"\n"},
		{"text for a list", question + "accept = \"a\"\n"},
		{"number for a text", question + "hint = 1\n"},
		{"list for a table", head + "[[synonyms]]\na = [\"b\"]\n"},
		{"table for a list", head + "[question]\nid = \"q\"\n"},
		{"empty text", question + "hint = \" \"\n"},
		{"capital in an id", strings.Replace(question, `"q"`, `"Q"`, 1)},
		{"space in an id", strings.Replace(question, `"q"`, `"q "`, 1)},
		{"no id", strings.Replace(question, "id = \"q\"\n", "", 1)},
		{"no type", strings.Replace(question, "type = \"short\"\n", "", 1)},
		{"no answer", strings.Replace(question, "answer = \"A\"\n", "", 1)},
		{"no title in the head", strings.Replace(question, "title = \"D\"\n", "", 1)},
		{"a part with a word of the head", "[synonyms]\na = [\"b\"]\n"},
		{"newer format", strings.Replace(question, "format = 1", "format = 2", 1)},
		{"unknown type", strings.Replace(question, `"short"`, `"essay"`, 1)},
		{"unknown word", question + "typos = \"none\"\n"},
		{"key of another type", question + "wrong = [\"B\"]\n"},
		{"value of another type", strings.Replace(question, `"A"`, `true`, 1)},
		{"answer of text missing", strings.Replace(question, "\"short\"\nprompt = \"P?\"\nanswer = \"A\"", "\"text\"\nprompt = \"P?\"\nby_hand = false", 1)},
		{"no points", question + "points = 0\n"},
		{"half a second", question + "seconds = 0.5\n"},
		{"score over 1", question + "[[question.example]]\nresponse = \"a\"\nscore = 2\n"},
		{"share over 1", question + "credit = { b = 1.5 }\n"},
		{"nan", question + "points = nan\n"},
		{"tolerance in words", strings.Replace(question, "\"short\"\nprompt = \"P?\"\nanswer = \"A\"", "\"number\"\nprompt = \"P?\"\nvalue = 1\ntolerance = \"lots\"", 1)},
		{"no question id", question + "same_as = \"a b\"\n"},
		{"one item", head + "[[question]]\nid = \"q\"\ntype = \"order\"\nprompt = \"P?\"\nitems = [\"a\"]\n"},
		{"nothing to look for", strings.Replace(question, `"short"`, `"text"`, 1) + "[[question.criterion]]\nid = \"c\"\n"},
		{"two things to look for", strings.Replace(question, `"short"`, `"text"`, 1) + "[[question.criterion]]\nid = \"c\"\nany = [\"a\"]\nall = [[\"a\"]]\n"},
		{"empty group", strings.Replace(question, `"short"`, `"text"`, 1) + "[[question.criterion]]\nid = \"c\"\nall = [[\"a\"], []]\n"},
		{"empty cell", head + "[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }]\nrows = [{ id = \"r\", k = \"\" }]\n"},
		{"cell of a list", head + "[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }]\nrows = [{ id = \"r\", k = [1] }]\n"},
		{"cell without text", head + "[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }]\nrows = [{ id = \"r\", k = { value = 1 } }]\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if refusal(test.text) == nil {
				t.Errorf("the schema accepts\n%s", test.text)
			}
			if _, err := deck.Load(inOneFile(test.text), "x.toml"); err == nil && test.name != "a part with a word of the head" {
				t.Errorf("drill accepts\n%s", test.text)
			}
		})
	}
}

// TestTheSchemaKnowsEveryKey tries every key of every table: with its example,
// with a value of no kind that is wanted, and left out where it must be there.
func TestTheSchemaKnowsEveryKey(t *testing.T) {
	for _, k := range kinds() {
		smallest := k.smallest()
		if err := refusal(k.deckWith(smallest)); err != nil {
			t.Errorf("%s: %v in\n%s", k, err, k.deckWith(smallest))
		}
		if refusal(k.deckWith(smallest.with("zebra", "[[1]]"))) == nil {
			t.Errorf("%s: the schema accepts the unknown key zebra", k)
		}
		for _, field := range k.fields() {
			if field.Key == k.open() {
				continue
			}
			if field.Required && field.Unless == "" && refusal(k.deckWith(smallest.without(field.Key))) == nil {
				t.Errorf("%s: the schema accepts one without %s", k, field.Key)
			}
			if refusal(k.deckWith(smallest.with(field.Key, "[[[true]]]"))) == nil {
				t.Errorf("%s: the schema accepts lists of true for %s", k, field.Key)
			}
		}
	}
}
