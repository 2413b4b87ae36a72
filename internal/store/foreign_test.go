package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-sqlite3"

	"drill/internal/store"
)

// The tables that are read, with the columns that Anki gives them.
const (
	ankiTables = `
		CREATE TABLE col (id integer PRIMARY KEY, crt integer, mod integer, scm integer, ver integer, dty integer, usn integer, ls integer, conf text, models text, decks text, dconf text, tags text);
		CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, usn integer, tags text, flds text, sfld integer, csum integer, flags integer, data text);
		CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer, usn integer, type integer, queue integer, due integer, ivl integer,
			factor integer, reps integer, lapses integer, left integer, odue integer, odid integer, flags integer, data text);`
	ankiNames = `
		CREATE TABLE notetypes (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer, usn integer, config blob);
		CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase, config blob, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
		CREATE TABLE templates (ntid integer, ord integer, name text COLLATE unicase, mtime_secs integer, usn integer, config blob, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
		CREATE TABLE decks (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer, usn integer, common blob, kind blob);
		CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
		CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
		CREATE UNIQUE INDEX idx_templates_name_ntid ON templates (name, ntid);
		CREATE UNIQUE INDEX idx_decks_name ON decks (name);`
)

// ankiFile makes a database as Anki would, in which names have an order that
// SQLite does not know.
func ankiFile(t testing.TB, statements ...string) string {
	t.Helper()
	path := inDir(t, "collection.anki2")
	name := "anki " + t.Name() + path
	sql.Register(name, &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		return conn.RegisterCollation("unicase", strings.Compare)
	}})
	db, err := sql.Open(name, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	return path
}

const ankiRows = `
	INSERT INTO notes (id, guid, mid, tags, flds, sfld) VALUES (20, 'g2', 7, ' one  two ', 'front' || char(31) || 'back', 'front'), (10, 'g1', 7, '', 'a' || char(31) || 'b', 'a');
	INSERT INTO cards (id, nid, did, ord, queue, reps, odid) VALUES (1, 20, 3, 1, -1, 0, 0), (2, 20, 3, 0, 2, 5, 0), (3, 10, 9, 0, 0, 0, 3);`

func TestReadAnki(t *testing.T) {
	notes := []store.AnkiNote{
		{ID: 10, Notetype: 7, GUID: "g1", Fields: "a\x1fb"},
		{ID: 20, Notetype: 7, GUID: "g2", Tags: " one  two ", Fields: "front\x1fback"},
	}
	cards := []store.AnkiCard{{Note: 10, Deck: 3}, {Note: 20, Deck: 3, Reviews: 5}, {Note: 20, Ord: 1, Deck: 3, Suspended: true}}
	for _, c := range []struct {
		name string
		path string
		want store.AnkiCollection
	}{
		{"schema 11", ankiFile(t, ankiTables, `INSERT INTO col (id, ver, models, decks) VALUES (1, 11, '{"7":{}}', '{"3":{}}')`, ankiRows),
			store.AnkiCollection{Models: `{"7":{}}`, Decks: `{"3":{}}`, Notes: notes, Cards: cards}},
		{"schema 18, in WAL mode", ankiFile(t, "PRAGMA journal_mode = WAL", ankiTables, ankiNames, `INSERT INTO col (id, ver, models, decks) VALUES (1, 18, '', '')`, ankiRows,
			`INSERT INTO notetypes VALUES (7, 'Básic', 0, 0, x'0801')`, `INSERT INTO fields VALUES (7, 1, 'Back', x''), (7, 0, 'Front', x'00')`,
			`INSERT INTO templates VALUES (7, 0, 'Card 1', 0, 0, x'0a')`, `INSERT INTO decks VALUES (3, 'A' || char(31) || 'B', 0, 0, x'', x'')`),
			store.AnkiCollection{
				Notes: notes, Cards: cards,
				Notetypes: []store.AnkiConfig{{ID: 7, Name: "Básic", Config: []byte{8, 1}}},
				Fields:    []store.AnkiPart{{Notetype: 7, Name: "Front", Config: []byte{0}}, {Notetype: 7, Ord: 1, Name: "Back", Config: []byte{}}},
				Templates: []store.AnkiPart{{Notetype: 7, Name: "Card 1", Config: []byte{10}}},
				DeckNames: []store.AnkiDeck{{ID: 3, Name: "A\x1fB"}},
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, err := os.ReadFile(c.path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := store.ReadAnki(ctx, c.path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("ReadAnki (-want +got):\n%s", diff)
			}
			if after, _ := os.ReadFile(c.path); string(after) != string(before) {
				t.Error("reading changed the file")
			}
			if files, _ := os.ReadDir(filepath.Dir(c.path)); len(files) != 1 {
				t.Errorf("reading left %v", files)
			}
		})
	}
}

func TestReadAnkiRefuses(t *testing.T) {
	text := inDir(t, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	damaged := ankiFile(t, ankiTables, ankiRows)
	content, err := os.ReadFile(damaged)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(damaged, content[:len(content)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	long := fmt.Sprintf("INSERT INTO notes (id, flds) VALUES (1, zeroblob(%d))", 17<<20)
	for _, c := range []struct {
		name, path string
		want       error
	}{
		{"a text", text, store.ErrNotAnki},
		{"a folder", t.TempDir(), store.ErrNotAnki},
		{"no file", inDir(t, "none"), os.ErrNotExist},
		{"another program's", ankiFile(t, "CREATE TABLE bookmarks (url text)"), store.ErrNotAnki},
		{"other columns", ankiFile(t, ankiTables, "ALTER TABLE notes DROP COLUMN flds"), store.ErrNotAnki},
		{"other types", ankiFile(t, ankiTables, "DROP TABLE notes", "CREATE TABLE notes (id text, guid text, mid integer, tags text, flds text)", "INSERT INTO notes VALUES ('ten', 'g', 1, '', 'x')"), store.ErrNotAnki},
		{"too many notes", ankiFile(t, ankiTables, "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n LIMIT 100001) INSERT INTO notes (id, flds) SELECT id, 'x' FROM n"), store.ErrTooLarge},
		{"half a file", damaged, store.ErrDamaged},
		{"a huge field", ankiFile(t, ankiTables, long), store.ErrTooLarge},
		{"rows without end", ankiFile(t, ankiTables, "DROP TABLE notes",
			"CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, '' guid, 1 mid, '' tags, 'x' flds FROM n"), store.ErrNotAnki},
		{"more than memory", ankiFile(t, ankiTables, "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n LIMIT 20) INSERT INTO notes (id, flds) SELECT id, zeroblob(15000000) FROM n"), store.ErrTooLarge},
	} {
		_, err := store.ReadAnki(ctx, c.path)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: ReadAnki gives %v, want %v", c.name, err, c.want)
		}
		if foreignWords.MatchString(fmt.Sprint(err)) {
			t.Errorf("%s: the error %v is not in the words of who imports a package", c.name, err)
		}
	}
}

// foreignWords are those of SQL, and of drill's own database.
var foreignWords = regexp.MustCompile(`(?i)sql|column|drill|malformed|converting`)

func TestReadAnkiStops(t *testing.T) {
	path := ankiFile(t, ankiTables, ankiRows)
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := store.ReadAnki(stopped, path); !errors.Is(err, context.Canceled) {
		t.Errorf("ReadAnki gives %v when it is stopped", err)
	}
}

// FuzzReadAnki reads anything as a collection: it ends, with rows or an error.
func FuzzReadAnki(f *testing.F) {
	for _, path := range []string{
		ankiFile(f, "PRAGMA page_size = 512", ankiTables, `INSERT INTO col (id, ver, models, decks) VALUES (1, 11, '{}', '{}')`, ankiRows),
		ankiFile(f, "PRAGMA page_size = 512", ankiTables, ankiNames, ankiRows),
	} {
		content, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	path := inDir(f, "fuzzed")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		collection, err := store.ReadAnki(ctx, path)
		if err != nil && len(collection.Notes)+len(collection.Cards) > 0 {
			t.Errorf("rows come with the error %v", err)
		}
	})
}
