package main

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/klauspost/compress/zstd"
	_ "github.com/mattn/go-sqlite3"

	"drill/internal/deck"
	"drill/internal/exchange"
	"drill/internal/store"
)

const ankiCollection = `
	CREATE TABLE col (id integer PRIMARY KEY, ver integer, models text, decks text);
	CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text, flds text);
	CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, queue integer, reps integer, odid integer);
	CREATE TABLE notetypes (id integer PRIMARY KEY, name text, config blob);
	CREATE TABLE fields (ntid integer, ord integer, name text, config blob);
	CREATE TABLE templates (ntid integer, ord integer, name text, config blob);
	CREATE TABLE decks (id integer PRIMARY KEY, name text);
	INSERT INTO col VALUES (1, 18, '', '');
	INSERT INTO decks VALUES (5, 'Sky');
	INSERT INTO notetypes VALUES (3, 'Basic', x'');
	INSERT INTO fields VALUES (3, 0, 'Front', x''), (3, 1, 'Back', x'');
	INSERT INTO templates VALUES (3, 0, 'Card 1', x'0a09' || CAST('{{Front}}' AS BLOB) || x'1208' || CAST('{{Back}}' AS BLOB));
	INSERT INTO notes VALUES (1, 'star', 3, 'day', 'Which star gives us day?' || char(31) || 'the sun');
	INSERT INTO cards VALUES (1, 1, 5, 0, 2, 4, 0);`

// packageWith writes a package of the newest generation, with the database that
// the statements make.
func packageWith(t *testing.T, statements string) string {
	t.Helper()
	dir := t.TempDir()
	database, path := filepath.Join(dir, "c.db"), filepath.Join(dir, "sky.apkg")
	db, err := sql.Open("sqlite3", database)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	db.Close()
	content, err := os.ReadFile(database)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	archive := zip.NewWriter(file)
	entry, err := archive.Create("collection.anki21b")
	if err != nil {
		t.Fatal(err)
	}
	w, err := zstd.NewWriter(entry)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Close(), archive.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadAPKG(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	p := &program{env: testEnv()}
	imported, err := p.readAPKG(context.Background(), packageWith(t, ankiCollection), exchange.Options{File: "sky.apkg"})
	if err != nil {
		t.Fatal(err)
	}
	if imported.Draft.ID != "sky" || len(imported.Draft.Sources) != 1 || len(imported.Losses) != 1 {
		t.Fatalf("readAPKG gives %+v", imported)
	}
	q := imported.Draft.Sources[0].Question
	if q.ID != "star" || q.Type != deck.TypeShort || q.Prompt != "Which star gives us day?" || q.Answer != "the sun" {
		t.Errorf("the question is %+v", q)
	}
	checkNothingLeft(t)
}

func TestReadAPKGRefuses(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	p := &program{env: testEnv()}
	for _, statements := range []string{
		"CREATE TABLE bookmarks (url text)",
		ankiCollection + "ALTER TABLE notes DROP COLUMN flds;",
		ankiCollection + "DROP TABLE notes; CREATE TABLE notes (id text, guid text, mid integer, tags text, flds text); INSERT INTO notes VALUES ('one', 'g', 3, '', 'x');",
	} {
		path := packageWith(t, statements)
		_, err := p.readAPKG(context.Background(), path, exchange.Options{File: "sky.apkg"})
		if !errors.Is(err, store.ErrNotAnki) || !strings.Contains(err.Error(), path) || !strings.Contains(hintFor(err), "Anki") {
			t.Errorf("readAPKG gives %v, hint %q", err, hintFor(err))
		}
		for _, word := range []string{"drill-import", "sql", "column", "drill database"} {
			if strings.Contains(err.Error(), word) {
				t.Errorf("the error %v says %q", err, word)
			}
		}
		checkNothingLeft(t)
	}
	if _, err := p.readAPKG(context.Background(), t.TempDir(), exchange.Options{}); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("readAPKG of a folder gives %v", err)
	}
}

// A package of which the reading takes long can be given up, and leaves nothing.
func TestReadAPKGInterrupted(t *testing.T) {
	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		t.Setenv("TMPDIR", t.TempDir())
		content := storedPackage(t, 16<<20)
		reader := &signalling{Reader: bytes.NewReader(content), sent: sent, came: make(chan os.Signal, 1)}
		packed, err := exchange.OpenAPKG(reader, int64(len(content)), "sky.apkg")
		if err != nil {
			t.Fatal(err)
		}
		signal.Notify(reader.came, sent)
		reader.armed = true
		_, err = readCollection(context.Background(), packed)
		signal.Stop(reader.came)
		if !errors.Is(err, errInterrupted) {
			t.Errorf("%v: readCollection gives %v", sent, err)
		}
		checkNothingLeft(t)
	}
}

// storedPackage is a package with a collection of so many bytes, none of them
// of a database.
func storedPackage(t *testing.T, size int) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	entry, err := archive.CreateHeader(&zip.FileHeader{Name: "collection.anki2", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := entry.Write(make([]byte, size)); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// signalling sends a signal to this very process when it is read, once, and waits
// until it has come.
type signalling struct {
	*bytes.Reader
	sent  os.Signal
	came  chan os.Signal
	armed bool
}

func (s *signalling) ReadAt(content []byte, at int64) (int, error) {
	if s.armed {
		s.armed = false
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			return 0, err
		}
		if err := self.Signal(s.sent); err != nil {
			return 0, err
		}
		<-s.came
	}
	runtime.Gosched() // to who waits for the signal besides
	return s.Reader.ReadAt(content, at)
}

func TestUnpackingStopsWhenDone(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	var out bytes.Buffer
	w := untilDone{ctx, &out}
	if n, err := w.Write([]byte("rows")); n != 4 || err != nil {
		t.Errorf("Write gives %d, %v", n, err)
	}
	stop()
	if n, err := w.Write([]byte("rows")); n != 0 || !errors.Is(err, context.Canceled) || out.String() != "rows" {
		t.Errorf("Write gives %d, %v when done", n, err)
	}
}

func TestReadAPKGNamesTheFolderOfUnpacking(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "none")
	path := packageWith(t, ankiCollection)
	t.Setenv("TMPDIR", folder)
	p := &program{env: testEnv()}
	_, err := p.readAPKG(context.Background(), path, exchange.Options{File: "sky.apkg"})
	full := unpackError(&fs.PathError{Op: "write", Path: filepath.Join(folder, "drill-import-1.db"), Err: syscall.ENOSPC})
	for _, err := range []error{err, full} {
		if err == nil || !strings.Contains(err.Error(), strconv.Quote(folder)) || strings.Contains(err.Error(), "drill-import") || !strings.Contains(hintFor(err), "TMPDIR") {
			t.Errorf("the error is %v, its hint %q", err, hintFor(err))
		}
	}
}

// checkNothingLeft looks for unpacked databases.
func checkNothingLeft(t *testing.T) {
	t.Helper()
	left, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range left {
		if strings.HasPrefix(file.Name(), "drill-import-") {
			t.Errorf("%s is left", file.Name())
		}
	}
}
