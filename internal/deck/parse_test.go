package deck

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sameInPieces holds parsing in pieces of any size to parsing a text as a whole.
func sameInPieces(t rapid.TB, text string, size int) {
	t.Helper()
	want, wantErr := parseWhole(text)
	_, got, err := parse(text, size)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Fatalf("in pieces of %d: error %v, want %v\n%s", size, err, wantErr, text)
	}
	if diff := cmp.Diff(want, got); diff != "" && err == nil {
		t.Fatalf("in pieces of %d (-whole +pieces):\n%s\n%s", size, diff, text)
	}
}

func TestADeckInPiecesIsTheWholeDeck(t *testing.T) {
	files, _ := filepath.Glob("../../decks/ai-training/*.toml")
	more, _ := filepath.Glob("testdata/every/*.toml")
	for _, file := range append(files, more...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := newDivision(string(text), 100)
		scan(string(text), d.cut)
		if len(d.pieces) == 0 && strings.Count(string(text), "\n[[question") > 2 {
			t.Errorf("%s is not divided", file)
		}
		for _, size := range []int{1, 100, 1000, 10_000} {
			sameInPieces(t, string(text), size)
		}
	}
}

// TestAnyTextInPiecesIsTheWholeText puts together lines that belong to each other
// across pieces, or contradict each other.
func TestAnyTextInPiecesIsTheWholeText(t *testing.T) {
	lines := []string{"[[question]]", "[[table]]", "[[table.row]]", "[[cheatsheet]]", "[[cheatsheet.entry]]", "[[takeaway]]", "[takeaway.why]", "[synonyms]", "[question.feedback]",
		"id = \"a\"", "x = 1", "a.b = 2", "question = []", "table = { a = 1 }", "text = \"\"\"", "\"\"\"", "[[question]] # here", "  [[question]]", "rows = [", "[[1]],", "]", "[[moved.x]]", "broken"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(lines), 1, 30).Draw(t, "lines"), "\n")
		sameInPieces(t, text, rapid.IntRange(1, 60).Draw(t, "size"))
	})
}
