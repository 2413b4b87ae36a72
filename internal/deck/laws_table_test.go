package deck_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"drill/internal/deck"
)

// Names and values that hold one another, deny, or are mostly signs.
var awkward = []string{
	"cat", "cats", "the cat", "Cat food", "food", "C++", "C#", "C", "a", "A.B", "New York", "York", "new york city",
	"not cat", "no", "3", "3.5", "35", "3 kg", "Café", "cafe au lait", "e.g. this", "well-known", "well known", "Wellknown",
	"is", "it's", "x = y", "and", "one, two", "one; two", "20 %", "α", "Alpha (first)",
}

func TestQuestionsAboutTablesGiveTheirOwnAnswerFullMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.SampledFrom(awkward), 2, 8, rapid.ID[string]).Draw(t, "names")
		var b strings.Builder
		b.WriteString(head + "[[table]]\nid = \"t\"\ntitle = \"T\"\nkey = \"k\"\ncolumns = [{ id = \"k\", title = \"K\" }, { id = \"a\", title = \"A\", parts = [] }]\nrows = [\n")
		var values []string
		for i, name := range names {
			values = append(values, rapid.SampledFrom(awkward).Draw(t, "value"))
			fmt.Fprintf(&b, "  { id = \"r%d\", k = %q, a = %q },\n", i, name, values[i])
		}
		fmt.Fprintf(&b, "]\n[[table.which]]\nid = \"w\"\ncolumn = \"a\"\nvalue = %q\n[[table.match]]\nid = \"m\"\ncolumn = \"a\"\n[[table.compare]]\nid = \"c\"\nrows = [\"r0\", \"r1\"]\ncolumn = \"a\"\n", values[0])
		d, err := deck.Load(fstest.MapFS{"x.toml": {Data: []byte(b.String())}}, "x.toml")
		var problems deck.Problems
		if errors.As(err, &problems) {
			t.Skip(problems) // names or values that are the same
		}
		if errs := deck.Check(d).Errors(); len(errs) > 0 {
			t.Fatalf("%v\n%s", errs, b.String())
		}
	})
}
