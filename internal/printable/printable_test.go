package printable_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"drill/internal/printable"
)

func TestTextMakesControlCharactersVisible(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain text, naïve café, 日本語", "plain text, naïve café, 日本語"},
		{"two\nlines", "two\nlines"},
		{"two\r\nlines", "two\nlines"},
		{"a\tb", "a b"},
		{"\x1b[31mred\x1b[0m", "␛[31mred␛[0m"},
		{"bell\a nul\x00 del\x7f", "bell␇ nul␀ del␡"},
		{"C1 csi \u009b31m", "C1 csi \ufffd31m"},
		{"over\u202eride", "over\ufffdride"},
		{"a\u200eb\u200fc\u061cd", "a\ufffdb\ufffdc\ufffdd"},
		{"פריז\u200f!", "פריז\u200f!"},
		{"می\u200cخواهم 👨\u200d👩 a\u200bb", "می\u200cخواهم 👨\u200d👩 a\u200bb"},
		{"a\U000e0061\U000e007f", "a\ufffd\ufffd"},
		{"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f\U000e0061", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f\ufffd"},
		{"🏴\U000e0067", "🏴\ufffd"},
		{"bad \xff byte", "bad \ufffd byte"},
	}
	for _, test := range tests {
		if got := printable.Text(test.in); got != test.want {
			t.Errorf("Text(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestTextIsSafeWhateverComes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		for _, r := range printable.Text(in) {
			if unicode.IsControl(r) && r != '\n' {
				t.Fatalf("Text(%q) holds %U", in, r)
			}
		}
		if line := printable.Line(in); strings.ContainsAny(line, "\n\r") {
			t.Fatalf("Line(%q) = %q has a line break", in, line)
		}
	})
}

func TestJSONMeansTheSameAndIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "text") + "\u009b\u202e\x7f\u200e\U000e0061"
		document, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		safe := printable.JSON(document)
		var out string
		if err := json.Unmarshal(safe, &out); err != nil || out != in {
			t.Fatalf("%q became %q, error %v", in, out, err)
		}
		if clean := printable.Text(string(safe)); clean != string(safe) {
			t.Fatalf("%q is not safe to print", safe)
		}
	})
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text   string
		cells  int
		indent string
		want   string
	}{
		{"one two three", 8, "", "one two\nthree"},
		{"one two three", 8, "  ", "  one\n  two\n  three"},
		{"one two three", 0, "  ", "  one two three"},
		{"a\n\nb", 8, "", "a\n\nb"},
		{"  a) long option text", 12, "", "  a) long\n  option\n  text"},
		{"hit      one (1 of 1) more", 20, "", "hit      one (1 of\n1) more"},
		{"one      two three", 8, "", "one\ntwo\nthree"},
		{"unbreakable", 4, "", "unbreakable"},
		{"日本 語", 4, "", "日本\n語"},
		{"\x1b[31mone\x1b[0m \x1b[1mtwo\x1b[0m three", 8, "", "\x1b[31mone\x1b[0m \x1b[1mtwo\x1b[0m\nthree"},
		{"\x1b[1mone two\x1b[0m", 7, "", "\x1b[1mone two\x1b[0m"},
		{"", 8, "", ""},
	}
	for _, test := range tests {
		if got := printable.Wrap(test.text, test.cells, test.indent); got != test.want {
			t.Errorf("Wrap(%q, %d, %q) = %q, want %q", test.text, test.cells, test.indent, got, test.want)
		}
	}
}

func TestClip(t *testing.T) {
	tests := []struct {
		text  string
		cells int
		want  string
	}{
		{"short", 10, "short"},
		{"a longer line", 8, "a longe…"},
		{"日本語", 4, "日…"},
	}
	for _, test := range tests {
		if got := printable.Clip(test.text, test.cells); got != test.want {
			t.Errorf("Clip(%q, %d) = %q, want %q", test.text, test.cells, got, test.want)
		}
	}
}
