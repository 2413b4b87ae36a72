package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"drill/internal/deck"
)

// entry is a file of a package.
type entry struct{ name, content string }

func packageOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, entry := range entries {
		w, err := archive.Create(entry.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, entry.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func compressed(t testing.TB, content string) string {
	t.Helper()
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, content)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// proto is a field of a message that holds bytes.
func proto(field uint64, content string) string {
	message := binary.AppendUvarint(nil, field<<3|2)
	message = binary.AppendUvarint(message, uint64(len(content)))
	return string(message) + content
}

func openPackage(content []byte) (*Package, error) {
	return OpenAPKG(bytes.NewReader(content), int64(len(content)), "x.apkg")
}

func TestPackageGenerations(t *testing.T) {
	media := proto(1, proto(1, "a.png")+"\x10\x05"+proto(3, "hash")) + proto(1, proto(1, "b.mp3"))
	for _, c := range []struct {
		name    string
		entries []entry
		want    string
		media   []string
	}{
		{"the first", []entry{{"collection.anki2", "one"}, {"media", `{"0": "b.mp3", "1": "a.png"}`}, {"0", "x"}}, "one", []string{"a.png", "b.mp3"}},
		{"the second beside a stub", []entry{{"collection.anki2", "please update"}, {"collection.anki21", "two"}, {"media", "{}"}, {"meta", "\x08\x02"}}, "two", nil},
		{"the third beside stubs", []entry{{"meta", "\x08\x03"}, {"collection.anki21b", compressed(t, "three")}, {"collection.anki21", "stub"}, {"collection.anki2", "stub"}, {"media", compressed(t, media)}},
			"three", []string{"a.png", "b.mp3"}},
		{"no media", []entry{{"collection.anki21", "two"}}, "two", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := openPackage(packageOf(t, c.entries...))
			if err != nil {
				t.Fatal(err)
			}
			var collection strings.Builder
			if err := p.Collection(&collection); err != nil || collection.String() != c.want {
				t.Errorf("Collection writes %q, %v; want %q", collection.String(), err, c.want)
			}
			if diff := cmp.Diff(c.media, p.Media()); diff != "" {
				t.Errorf("Media (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPackageProblems(t *testing.T) {
	zeros := strings.Repeat("\x00", 9<<20)
	broken := packageOf(t, entry{"collection.anki2", strings.Repeat("abcdefgh", 1000)})
	broken[60] ^= 0xff
	whole := packageOf(t, entry{"collection.anki2", strings.Repeat("abcdefgh", 1000)})
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"no archive", []byte("front\tback\n"), "x.apkg: the file is no package of Anki: export it anew"},
		{"half a package", whole[:len(whole)/2], "x.apkg: the package is damaged: what it holds cannot be listed: export it anew"},
		{"a wrong size in its list", resized(whole, -100), "x.apkg: the package is damaged: "},
		{"a larger size in its list", resized(whole, 1<<20), "x.apkg: the package is damaged: "},
		{"two collections", packageOf(t, entry{"collection.anki2", "a"}, entry{"collection.anki2", "b"}), "x.apkg: the package holds collection.anki2 twice: export it anew"},
		{"two lists of media", packageOf(t, entry{"collection.anki2", "a"}, entry{"media", "{}"}, entry{"media", "{}"}), "x.apkg: the package holds media twice: export it anew"},
		{"another archive", packageOf(t, entry{"word/document.xml", "<x/>"}), "x.apkg: the package holds no collection: export it anew"},
		{"a newer Anki", packageOf(t, entry{"meta", "\x08\x04"}, entry{"collection.anki21b", ""}), "x.apkg: the package is of version 4, and up to 3 are known"},
		{"media that are none", packageOf(t, entry{"collection.anki2", ""}, entry{"media", "["}), "x.apkg: the list of media cannot be read"},
		{"a bomb", packageOf(t, entry{"collection.anki2", zeros}), "x.apkg: collection.anki2 unpacks to over 8192 KB from "},
		{"a compressed bomb", packageOf(t, entry{"collection.anki21b", compressed(t, zeros)}), "x.apkg: collection.anki21b unpacks to over 8192 KB from "},
		{"a bomb of media", packageOf(t, entry{"collection.anki21b", ""}, entry{"media", compressed(t, zeros)}), "x.apkg: media unpacks to over 8192 KB from "},
		{"a bomb of a version", packageOf(t, entry{"meta", zeros}, entry{"collection.anki2", ""}), "x.apkg: meta unpacks to over 1 KB from "},
		{"damage", broken, "x.apkg: the package is damaged: collection.anki2 in it cannot be unpacked: "},
		{"no compression", packageOf(t, entry{"collection.anki21b", "SQLite format 3"}), "x.apkg: the package is damaged: collection.anki21b in it cannot be unpacked: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := openPackage(c.content)
			if err == nil {
				err = p.Collection(io.Discard)
			}
			var problems deck.Problems
			if !errors.As(err, &problems) || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s…", err, c.want)
			}
		})
	}
}

// resized is a package of which the list gives another size, packed and not, to
// its first entry.
func resized(content []byte, by int) []byte {
	content = bytes.Clone(content)
	at := bytes.Index(content, []byte("PK\x01\x02"))
	for _, field := range []int{at + 20, at + 24} {
		size := binary.LittleEndian.Uint32(content[field:])
		binary.LittleEndian.PutUint32(content[field:], uint32(max(int(size)+by, 0)))
	}
	return content
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

var errFull = errors.New("full")

func TestCollectionTellsAFailedWrite(t *testing.T) {
	p, err := openPackage(packageOf(t, entry{"collection.anki2", "rows"}))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Collection(fullDisk{}); !errors.Is(err, errFull) {
		t.Errorf("Collection gives %v", err)
	}
}

// models are note types as JSON, with the usual templates.
const models = `{
	"1": {"name": "Basic", "type": 0, "flds": [{"name": "Back", "ord": 1}, {"name": "Front", "ord": 0}],
		"tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"}]},
	"2": {"name": "Two ways", "flds": [{"name": "Word", "ord": 0}, {"name": "Meaning", "ord": 1}, {"name": "Extra", "ord": 2}],
		"tmpls": [
			{"name": "There", "ord": 0, "qfmt": "<style>x</style>{{Word}}{{#Extra}} {{hint:Extra}}{{/Extra}}", "afmt": "{{Word}}{{#Extra}}{{/Extra}}<br>{{Meaning}}"},
			{"name": "Back", "ord": 1, "qfmt": "{{^Extra}}Short: {{/Extra}}{{text:Meaning}}?", "afmt": "{{FrontSide}}<hr id='answer'>{{Word}}<hr>{{Extra}}"},
			{"name": "Odd", "ord": 2, "qfmt": "{{Wrod}}{{rot13:Word}}{{tts en_US:Word}} {{Deck}} {{Subdeck}} {{Tags}}", "afmt": "{{Meaning}}"}]},
	"3": {"name": "Typing", "flds": [{"name": "Q", "ord": 0}, {"name": "A", "ord": 1}],
		"tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Q}}\n{{type:A}}", "afmt": "{{Q}}<hr id=answer>{{type:A}} well done"}]},
	"4": {"name": "Cloze", "type": 1, "flds": [{"name": "Text", "ord": 0}, {"name": "Back Extra", "ord": 1}, {"name": "Topic", "ord": 2}],
		"tmpls": [{"name": "Cloze", "ord": 0, "qfmt": "{{#Topic}}{{Topic}}: {{/Topic}}{{cloze:Text}}", "afmt": "{{cloze:Text}}<br>\n{{Back Extra}}"}]},
	"5": {"name": "Bilder", "type": 1, "originalStockKind": 6, "flds": [{"name": "Occlusion", "ord": 0}], "tmpls": [{"name": "IO", "ord": 0, "qfmt": "{{cloze:Occlusion}}", "afmt": ""}]},
	"6": {"name": "Japanese", "flds": [{"name": "Word", "ord": 0}],
		"tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{kanji:Word}}", "afmt": "{{kana:Word}}"}]}
}`

const fieldEnd = "\x1f"

func importCollection(t *testing.T, c Collection) Imported {
	t.Helper()
	p, err := openPackage(packageOf(t, entry{"collection.anki2", "x"}, entry{"media", `{"0":"leaf.png"}`}))
	if err != nil {
		t.Fatal(err)
	}
	imported, err := p.Import(c, Options{File: "dir/x.apkg"})
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, imported.Draft)
	return imported
}

// Anki keeps a card of a note whose cloze was taken out, or none.
func TestAnkiPackageNotesWithoutACloze(t *testing.T) {
	imported := importCollection(t, Collection{
		Models: models,
		Notes: []CollectionNote{
			{ID: 1, Notetype: 4, GUID: "whole", Fields: "{{c1::Clay}} holds water." + fieldEnd + fieldEnd},
			{ID: 2, Notetype: 4, GUID: "bare", Fields: "Sand drains." + fieldEnd + "Fast." + fieldEnd},
			{ID: 3, Notetype: 4, GUID: "cardless", Fields: "Loam is both." + fieldEnd + fieldEnd},
			{ID: 4, Notetype: 4, GUID: "many", Fields: "{{c1,2::Humus}} is dark." + fieldEnd + fieldEnd},
		},
		Cards: []CollectionCard{{Note: 1}, {Note: 2}, {Note: 4}, {Note: 4, Ord: 1}},
	})
	want := []string{
		"x.apkg: bare: has no cloze, and is not asked",
		"x.apkg: cardless: has no cloze, and is not asked",
		"x.apkg: many: a cloze with several numbers is asked with the first of them only",
	}
	if diff := cmp.Diff(want, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	if got := len(imported.Draft.Sources); got != 2 {
		t.Errorf("%d notes are asked, want 2", got)
	}
}

func TestPackageNotes(t *testing.T) {
	imported := importCollection(t, Collection{
		Models: models,
		Decks:  `{"1": {"name": "Default"}, "7": {"name": "Course::Leaves"}, "8": {"name": "Course::Roots"}}`,
		Notes: []CollectionNote{
			{ID: 10, Notetype: 1, GUID: "basic", Tags: " one two ", Fields: "Colour of <b>leaves</b>?<img src='leaf.png'>" + fieldEnd + "green[sound:gone.mp3]"},
			{ID: 20, Notetype: 2, GUID: "ways", Fields: "Blatt" + fieldEnd + "<i>leaf</i>" + fieldEnd + "from a tree"},
			{ID: 30, Notetype: 2, GUID: "ways2", Fields: "Ast" + fieldEnd + "branch" + fieldEnd + "<br>"},
			{ID: 40, Notetype: 3, GUID: "typed", Fields: "pi?" + fieldEnd + "three point one four one five"},
			{ID: 50, Notetype: 4, GUID: "cloze", Fields: "{{c2::Water::what?}} enters by {{c1::<b>roots</b>}}." + fieldEnd + "Mostly." + fieldEnd + "Plants"},
			{ID: 60, Notetype: 5, GUID: "io", Fields: "{{c1::image-occlusion:rect:left=.1}}"},
			{ID: 70, Notetype: 6, GUID: "kanji", Fields: " 漢字[かんじ]です"},
			{ID: 80, Notetype: 99, GUID: "lost", Fields: "x"},
			{ID: 90, Notetype: 1, GUID: "cardless", Fields: "x" + fieldEnd + "y"},
		},
		Cards: []CollectionCard{
			{Note: 10, Deck: 7, Reviews: 3}, {Note: 20, Deck: 8}, {Note: 20, Ord: 1, Deck: 8, Suspended: true}, {Note: 20, Ord: 1, Deck: 8}, {Note: 20, Ord: 9, Deck: 8},
			{Note: 30, Ord: 1, Deck: 8}, {Note: 30, Ord: 2, Deck: 8}, {Note: 40, Deck: 8}, {Note: 50, Deck: 8}, {Note: 50, Ord: 1, Deck: 8}, {Note: 60, Deck: 8}, {Note: 70, Deck: 8}, {Note: 80, Deck: 8},
		},
	})
	want := []string{
		`basic short "Colour of leaves?" = "green" one,two,Leaves`,
		`ways short "Blatt" = "leaf" hint "from a tree" Roots`,
		`ways-card-2 short "leaf?" = "Blatt" ("from a tree") Roots`,
		`ways2-card-2 short "Short: branch?" = "Ast" Roots`,
		`ways2-card-3 short "AstAst Course::Roots Roots" = "branch" Roots`,
		`typed short "pi?" = "three point one four one five" ("well done") Roots`,
		`cloze cloze "Plants: {{2:Water|what?}} enters by {{1:roots}}." ("Mostly.") Roots`,
		`kanji short "漢字です" = "かんじです" Roots`,
	}
	if diff := cmp.Diff(want, asked(imported)); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	wantLost := []string{
		`x.apkg: basic: is asked without its media: gone.mp3 (not in the package), leaf.png`,
		`x.apkg: ways: has a card without a template, which is not asked`,
		`x.apkg: template "Odd" of note type "Two ways": there is no field "Wrod"`,
		`x.apkg: template "Odd" of note type "Two ways": the filter "rot13" is not known, and the field is shown as it is`,
		`x.apkg: template "Odd" of note type "Two ways": what Anki speaks is shown`,
		`x.apkg: io: hides parts of a picture, and is not asked`,
		`x.apkg: lost: its note type is not in the package, and it is not asked`,
		`x.apkg: cardless: has no card, and is not asked`,
		`x.apkg: the schedule is not carried over: cards studied in Anki, of which there are 1, are new here`,
		`x.apkg: cards suspended in Anki, of which there are 1, are asked`,
	}
	if diff := cmp.Diff(wantLost, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	if imported.Draft.ID != "course" || imported.Draft.Title != "Course" {
		t.Errorf("the deck is %q, %q", imported.Draft.ID, imported.Draft.Title)
	}
}

func TestPackageWithTables(t *testing.T) {
	imported := importCollection(t, Collection{
		Notetypes: []CollectionNotetype{
			{1, "Basic", []byte(proto(3, ".card {}"))}, {2, "Lückentext", []byte("\x08\x01" + proto(3, ".card {}"))}, {3, "Bild", []byte("\x08\x01\x48\x06")},
		},
		Fields: []CollectionPart{{1, 1, "Back", nil}, {1, 0, "Front", nil}, {2, 0, "Text", nil}, {3, 0, "Occlusion", nil}, {9, 0, "Stray", nil}},
		Templates: []CollectionPart{
			{1, 0, "Card 1", []byte(proto(1, "{{Front}}") + proto(2, "{{FrontSide}}<hr id=answer>{{Back}}"))},
			{2, 0, "Cloze", []byte(proto(1, "{{cloze:Text}}") + proto(2, "{{cloze:Text}}"))},
		},
		DeckNames: []CollectionDeck{{4, "Course\x1fLeaves"}},
		Notes: []CollectionNote{
			{1, 1, "g-1", "", "q" + fieldEnd + "a"}, {2, 2, "g-2", "", "a {{c1::b}}"}, {3, 3, "g-3", "", "x"},
		},
		Cards: []CollectionCard{{Note: 1, Deck: 4}, {Note: 2, Deck: 4}, {Note: 3, Deck: 4}},
	})
	want := []string{`g-1 short "q" = "a"`, `g-2 cloze "a {{1:b}}"`}
	if diff := cmp.Diff(want, asked(imported)); diff != "" || imported.Draft.Title != "Course: Leaves" {
		t.Errorf("%q, questions (-want +got):\n%s", imported.Draft.Title, diff)
	}
}

func TestPackageWithoutQuestions(t *testing.T) {
	for _, c := range []struct {
		name string
		Collection
		want string
	}{
		{"no notes", Collection{Models: "{}", Decks: "{}"}, "x.apkg: the file holds no notes: check that it is an export of Anki's"},
		{"no JSON", Collection{Models: "x", Decks: "{}"}, "x.apkg: the note types cannot be read: invalid character 'x' looking for beginning of value: export it anew"},
		{"decks that are none", Collection{Models: "{}", Decks: "[]"}, "x.apkg: the decks cannot be read: "},
	} {
		p, err := openPackage(packageOf(t, entry{"collection.anki2", "x"}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Import(c.Collection, Options{}); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: Import gives %v, want %s", c.name, err, c.want)
		}
	}
}

// A field that a template names a thousand times does not fill the memory.
func TestPackageBoundsTemplates(t *testing.T) {
	imported := importCollection(t, Collection{
		Notetypes: []CollectionNotetype{{1, "Basic", nil}},
		Fields:    []CollectionPart{{1, 0, "Front", nil}, {1, 1, "Back", nil}},
		Templates: []CollectionPart{
			{1, 0, "Card 1", []byte(proto(1, strings.Repeat("{{Back}}", 1000)) + proto(2, "{{Front}}"))},
			{1, 1, "Card 2", []byte(proto(1, strings.Repeat("{{#Front}}", 10_000)+"{{Front}}") + proto(2, "{{text:Front}} back"))},
		},
		Notes: []CollectionNote{{1, 1, "long", "", "q" + fieldEnd + strings.Repeat("a ", 500_000)}},
		Cards: []CollectionCard{{Note: 1}, {Note: 1, Ord: 1}},
	})
	if diff := cmp.Diff([]string{`long-card-2 short "q" = "q back"`}, asked(imported)); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"x.apkg: long: is longer than 1024 KB, and is not asked"}, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

// Many cards that each look at a long field many times are refused.
func TestPackageBoundsWork(t *testing.T) {
	p, err := openPackage(packageOf(t, entry{"collection.anki2", "x"}))
	if err != nil {
		t.Fatal(err)
	}
	c := Collection{
		Notetypes: []CollectionNotetype{{1, "Basic", nil}},
		Fields:    []CollectionPart{{1, 0, "Front", nil}},
		Templates: []CollectionPart{{1, 0, "Card 1", []byte(proto(1, "{{Front}}{{Front}}") + proto(2, "{{Front}}"))}},
		Notes:     []CollectionNote{{1, 1, "long", "", strings.Repeat("a ", 10_000)}},
		Cards:     []CollectionCard{{Note: 1}},
	}
	if _, err := p.importWithin(61_000, c, Options{}); err != nil {
		t.Error(err)
	}
	_, err = p.importWithin(60_000, c, Options{})
	if want := "x.apkg: its cards show over 58 KB of text: export it deck by deck"; err == nil || err.Error() != want {
		t.Errorf("Import gives %v, want %s", err, want)
	}
}

// FuzzAPKG opens anything as a package, and imports notes made of it.
func FuzzAPKG(f *testing.F) {
	f.Add(packageOf(f, entry{"collection.anki2", "x"}, entry{"media", `{"0":"a"}`}), models, "{{Word}}", "a {{c1::b}}"+fieldEnd+"c")
	f.Add(packageOf(f, entry{"meta", "\x08\x03"}, entry{"collection.anki21b", compressed(f, "y")}, entry{"media", compressed(f, proto(1, proto(1, "a")))}), "", "{{#a}}{{^b}}{{cloze:type:hint:a}}{{/b}}", "x")
	whole := packageOf(f, entry{"collection.anki21", ""})
	f.Fuzz(func(t *testing.T, content []byte, models, format, fields string) {
		p, err := openPackage(content)
		if err == nil {
			err = p.Collection(io.Discard)
		}
		var problems deck.Problems
		if err != nil && !errors.As(err, &problems) {
			t.Fatal(err)
		}
		if p, err = openPackage(whole); err != nil {
			t.Fatal(err)
		}
		c := Collection{Models: models, Notes: []CollectionNote{{1, 1, fields, format, fields}, {2, 4, "", "", fields}}, Cards: []CollectionCard{{Note: 1}, {Note: 1, Ord: 1}, {Note: 2}}}
		if len(format)%2 == 0 {
			c.Notetypes = []CollectionNotetype{{1, "n", []byte(models)}, {4, "c", []byte("\x08\x01")}}
			c.Fields = []CollectionPart{{1, 0, "a", nil}, {1, 1, "b", nil}, {4, 0, "a", nil}}
			c.Templates = []CollectionPart{{1, 0, "t", []byte(proto(1, format) + proto(2, models))}, {4, 0, "t", []byte(proto(1, format))}}
		}
		imported, err := p.Import(c, Options{File: "x.apkg"})
		if err != nil && !errors.As(err, &problems) {
			t.Fatal(err)
		}
		if err == nil {
			checkDraft(t, imported.Draft)
		}
	})
}
