package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/mattn/go-sqlite3"
)

// What can be wrong with a database of another program, besides ErrDamaged.
var (
	// ErrNotAnki means that a file is no collection of Anki.
	ErrNotAnki = errors.New("the collection is no database of Anki's")
	// ErrTooLarge means that a database holds more than is read.
	ErrTooLarge = errors.New("the collection is too large")
)

// What is read of a foreign database. A real one of 100,000 notes has some 100
// MB; nothing that a person wrote by hand comes near a field of 16 MB.
const (
	maxForeignNotes = 100_000   // as many as a deck may have cards
	maxForeignRows  = 1_000_000 // of any other table
	maxForeignValue = 16 << 20  // bytes
	maxForeignBytes = 256 << 20 // in all
)

// ReadAnki reads a collection of Anki, which it takes for a file that someone
// made to do harm: the file is not written, none of its triggers, views or
// virtual tables is used, and what is read is bounded. The error is
// ErrNotAnki, ErrDamaged or ErrTooLarge where that is so. It does not name the
// path, which is mostly that of a copy, nor drill's own database.
func ReadAnki(ctx context.Context, path string) (AnkiCollection, error) {
	collection, err := readAnki(ctx, path)
	if err != nil {
		return AnkiCollection{}, err
	}
	return collection, nil
}

func readAnki(ctx context.Context, path string) (AnkiCollection, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return AnkiCollection{}, err
	}
	if info, err := os.Stat(path); err != nil {
		return AnkiCollection{}, err
	} else if !info.Mode().IsRegular() {
		return AnkiCollection{}, fmt.Errorf("%w: it is no regular file", ErrNotAnki)
	}
	pool := sql.OpenDB(connector{dsn(path, immutable, time.Second), &sqlite3.SQLiteDriver{ConnectHook: bound}})
	defer pool.Close()
	reader := ankiReader{ctx: ctx, db: pool}
	err = reader.read()
	return reader.collection, foreign(err)
}

// foreign says of another program's file what translated says of ours.
func foreign(err error) error {
	switch {
	case err == nil:
		return nil
	case isCode(err, sqlite3.ErrTooBig):
		return fmt.Errorf("%w: a value has over %d MB", ErrTooLarge, maxForeignValue>>20)
	case errors.Is(err, ErrNotAnki), errors.Is(err, ErrTooLarge):
		return err
	}
	switch err = translated(err); {
	case errors.Is(err, ErrDamaged):
		return fmt.Errorf("the collection cannot be read: %w", ErrDamaged) // SQLite's own words say no more
	case errors.Is(err, ErrNotADatabase):
		return ErrNotAnki
	case !isOurs(err): // such as a missing column, or a text for a number
		return fmt.Errorf("%w: its tables hold something else", ErrNotAnki)
	}
	return err
}

// bound makes SQLite careful, and gives it the order of names that tables of
// Anki ask for. Nothing is looked up by it here; without it, though, SQLite
// does not read those tables.
func bound(conn *sqlite3.SQLiteConn) error {
	if err := distrust(conn); err != nil {
		return err
	}
	conn.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, maxForeignValue)
	conn.SetLimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
	return conn.RegisterCollation("unicase", func(a, b string) int {
		return strings.Compare(strings.Map(unicode.ToLower, a), strings.Map(unicode.ToLower, b))
	})
}

type ankiReader struct {
	ctx        context.Context
	db         *sql.DB
	collection AnkiCollection
	bytes      int
}

func (r *ankiReader) read() error {
	has, err := r.tables()
	if err != nil {
		return err
	}
	if !has["col"] || !has["notes"] || !has["cards"] {
		return fmt.Errorf("%w: it has no table of notes", ErrNotAnki)
	}
	steps := []func() error{r.few, r.col, r.notes, r.cards}
	if has["notetypes"] && has["fields"] && has["templates"] && has["decks"] {
		steps = append(steps, r.notetypes, r.fields, r.templates, r.decks)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// tables are the names of the real tables. A view, or a table that a module of
// SQLite makes up, could give rows without end.
func (r *ankiReader) tables() (map[string]bool, error) {
	has := make(map[string]bool)
	err := r.each(`SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 LIMIT ?`, func(row scanner) (int, error) {
		var name string
		err := row.Scan(&name)
		has[name] = true
		return len(name), err
	})
	return has, err
}

// each reads the rows of a query, which ends with a limit, and counts them and
// their bytes.
func (r *ankiReader) each(query string, read func(scanner) (size int, err error)) error {
	rows := 0
	return eachRow(r.ctx, r.db, query, func(row scanner) error {
		size, err := read(row)
		if err != nil {
			return err
		}
		rows++
		r.bytes += size
		switch {
		case rows > maxForeignRows:
			return fmt.Errorf("%w: a table has over %d rows", ErrTooLarge, maxForeignRows)
		case r.bytes > maxForeignBytes:
			return fmt.Errorf("%w: there are over %d MB", ErrTooLarge, maxForeignBytes>>20)
		}
		return nil
	}, maxForeignRows+1)
}

// few refuses more notes than are imported before any is read.
func (r *ankiReader) few() error {
	var notes int
	err := r.db.QueryRowContext(r.ctx, `SELECT count(*) FROM (SELECT 1 FROM notes LIMIT ?)`, maxForeignNotes+1).Scan(&notes)
	if err == nil && notes > maxForeignNotes {
		return fmt.Errorf("%w: there are over %d notes", ErrTooLarge, maxForeignNotes)
	}
	return err
}

func (r *ankiReader) col() error {
	const query = `SELECT CAST(coalesce(models, '') AS TEXT), CAST(coalesce(decks, '') AS TEXT) FROM col LIMIT min(?, 1)`
	return r.each(query, func(row scanner) (int, error) {
		c := &r.collection
		err := row.Scan(&c.Models, &c.Decks)
		return len(c.Models) + len(c.Decks), err
	})
}

func (r *ankiReader) notes() error {
	const query = `SELECT id, CAST(coalesce(mid, 0) AS INTEGER), CAST(coalesce(guid, '') AS TEXT), CAST(coalesce(tags, '') AS TEXT), CAST(coalesce(flds, '') AS TEXT)
		FROM notes ORDER BY id LIMIT ?`
	return r.each(query, func(row scanner) (int, error) {
		var note AnkiNote
		err := row.Scan(&note.ID, &note.Notetype, &note.GUID, &note.Tags, &note.Fields)
		r.collection.Notes = append(r.collection.Notes, note)
		return len(note.GUID) + len(note.Tags) + len(note.Fields), err
	})
}

// cards of a filtered deck are told with the deck that they came from.
func (r *ankiReader) cards() error {
	const query = `SELECT CAST(nid AS INTEGER), CAST(ord AS INTEGER), CAST(iif(coalesce(odid, 0) = 0, did, odid) AS INTEGER), CAST(coalesce(reps, 0) AS INTEGER), coalesce(queue, 0) = -1
		FROM cards WHERE nid IS NOT NULL AND ord IS NOT NULL AND did IS NOT NULL ORDER BY nid, ord LIMIT ?`
	return r.each(query, func(row scanner) (int, error) {
		var card AnkiCard
		err := row.Scan(&card.Note, &card.Ord, &card.Deck, &card.Reviews, &card.Suspended)
		r.collection.Cards = append(r.collection.Cards, card)
		return 0, err
	})
}

func (r *ankiReader) notetypes() error {
	const query = `SELECT id, CAST(coalesce(name, '') AS TEXT), CAST(coalesce(config, x'') AS BLOB) FROM notetypes ORDER BY id LIMIT ?`
	return r.each(query, func(row scanner) (int, error) {
		var notetype AnkiConfig
		err := row.Scan(&notetype.ID, &notetype.Name, &notetype.Config)
		r.collection.Notetypes = append(r.collection.Notetypes, notetype)
		return len(notetype.Name) + len(notetype.Config), err
	})
}

func (r *ankiReader) fields() (err error) {
	r.collection.Fields, err = r.parts(`SELECT CAST(ntid AS INTEGER), CAST(ord AS INTEGER), CAST(coalesce(name, '') AS TEXT), CAST(coalesce(config, x'') AS BLOB)
		FROM fields WHERE ntid IS NOT NULL AND ord IS NOT NULL ORDER BY ntid, ord LIMIT ?`)
	return err
}

func (r *ankiReader) templates() (err error) {
	r.collection.Templates, err = r.parts(`SELECT CAST(ntid AS INTEGER), CAST(ord AS INTEGER), CAST(coalesce(name, '') AS TEXT), CAST(coalesce(config, x'') AS BLOB)
		FROM templates WHERE ntid IS NOT NULL AND ord IS NOT NULL ORDER BY ntid, ord LIMIT ?`)
	return err
}

func (r *ankiReader) parts(query string) (parts []AnkiPart, err error) {
	err = r.each(query, func(row scanner) (int, error) {
		var part AnkiPart
		err := row.Scan(&part.Notetype, &part.Ord, &part.Name, &part.Config)
		parts = append(parts, part)
		return len(part.Name) + len(part.Config), err
	})
	return parts, err
}

func (r *ankiReader) decks() error {
	const query = `SELECT id, CAST(coalesce(name, '') AS TEXT) FROM decks ORDER BY id LIMIT ?`
	return r.each(query, func(row scanner) (int, error) {
		var deck AnkiDeck
		err := row.Scan(&deck.ID, &deck.Name)
		r.collection.DeckNames = append(r.collection.DeckNames, deck)
		return len(deck.Name), err
	})
}
