package deck_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// invisible are characters that show nothing beside Latin letters.
var invisible = []string{
	"\u00ad", "\u061c", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\u2064", "\ufeff", "\U000e0041", "\U000e007f",
}

func choiceDeck(answer, wrong string) string {
	return head + "[[question]]\nid = \"q\"\ntype = \"choice\"\nprompt = \"Which is it?\"\nanswer = \"" + answer + "\"\nwrong = [\"" + wrong + "\", \"other\"]\n"
}

func TestOptionsThatDifferByNothingVisibleAreTheSame(t *testing.T) {
	for _, char := range invisible {
		told := problemsIn(t, choiceDeck("right", "ri"+char+"ght"))
		if !strings.Contains(strings.Join(told, "\n"), "is a right answer as well") {
			t.Errorf("%+q in an option: %q", char, told)
		}
		told = problemsIn(t, choiceDeck("right", char+" "+char))
		if !strings.Contains(strings.Join(told, "\n"), "wrong[1]: is empty") {
			t.Errorf("an option of %+q: %q", char, told)
		}
	}
}

// What a reader sees the difference of are options of their own.
func TestJoinersAndFlagsMakeDifferentOptions(t *testing.T) {
	for _, test := range [][2]string{
		{"می\u200cخواهم", "میخواهم"},
		{"क्\u200dष", "क्ष"},
		{"👨\u200d👩\u200d👧", "👨👩👧"},
		{"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"},
		{"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴"},
	} {
		if told := problemsIn(t, choiceDeck(test[0], test[1])); told != nil {
			t.Errorf("%+q beside %+q: %q", test[0], test[1], told)
		}
	}
}

func TestCheckWarnsOfInvisibleCharacters(t *testing.T) {
	warned := func(text string) []string {
		t.Helper()
		d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(choiceDeck("a", text))}}, "x.toml")
		if err != nil {
			t.Fatalf("%+q: %v", text, err)
		}
		var told []string
		for _, problem := range deck.Check(d) {
			told = append(told, problem.String())
		}
		return told
	}
	for _, char := range invisible {
		if told := warned("so" + char + "me"); len(told) != 1 || !strings.Contains(told[0], "q: wrong[1]: warning: holds the invisible character U+") {
			t.Errorf("%+q: %q", char, told)
		}
	}
	for _, text := range []string{
		"می\u200cخواهم", "क्\u200dष", "ه\u200d", "👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "🧑🏽\u200d🚀", "🏃\u200d♂\ufe0f", "🙂\u200d↔\ufe0f",
		"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "פריז (Paris)\u200f!", "ภาษา\u200bไทย", "❤\ufe0f",
	} {
		if told := warned(text); told != nil {
			t.Errorf("%+q: %q", text, told)
		}
	}
	// A message in tags is no flag, however it begins and ends.
	for _, text := range []string{
		"🏴" + strings.Repeat("\U000e0061", 20) + "\U000e007f", "🏴\U000e0061", "🏴\U000e007f", "🏴\U000e0067\U000e0062\U000e007f\U000e0061", "b\U000e0067\U000e0062\U000e007f",
	} {
		if told := warned(text); len(told) != 1 {
			t.Errorf("%+q: %q", text, told)
		}
	}
	want := []string{"x.toml:9: q: wrong[1]: warning: holds the invisible character U+200B, which no reader sees: take it out"}
	if diff := cmp.Diff(want, warned("so\u200bme")); diff != "" {
		t.Errorf("warning (-want +got):\n%s", diff)
	}
}
