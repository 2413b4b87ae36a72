package main

import (
	"archive/zip"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
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
	_, err := p.readAPKG(context.Background(), packageWith(t, "CREATE TABLE bookmarks (url text)"), exchange.Options{File: "sky.apkg"})
	if !errors.Is(err, store.ErrNotAnki) || !strings.Contains(hintFor(err), "Anki") {
		t.Errorf("readAPKG gives %v, hint %q", err, hintFor(err))
	}
	checkNothingLeft(t)
	if _, err := p.readAPKG(context.Background(), t.TempDir(), exchange.Options{}); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("readAPKG of a folder gives %v", err)
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
