package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"drill/internal/deck"
)

// Place is where a deck stands, as the catalogue knows it.
type Place struct {
	// Path names the place: absolute for a file or folder, whatever the caller
	// likes for a deck inside the program.
	Path string
	// Stamp is what the deck's files look like. Empty says that it cannot be
	// relied on, so that the files are read again next time.
	Stamp string
}

// Edition is what the catalogue holds of one deck as it was read.
type Edition struct {
	ID, Title string
	Cards     int
	// Problems counts the errors of a deck that could not be used, by file;
	// such a deck has no id, title or cards.
	Problems map[string]int

	row int64
}

const editionColumns = `d.deck, d.id, d.title, d.cards, d.problems`

func scanEdition(row scanner) (Edition, bool, error) {
	var e Edition
	var problems string
	err := row.Scan(&e.row, &e.ID, &e.Title, &e.Cards, &problems)
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	if err == nil && problems != noProblems {
		err = json.Unmarshal([]byte(problems), &e.Problems)
	}
	return e, err == nil, err
}

const noProblems = "{}"

// Edition gives what was read of the deck at a place by this build of drill,
// when its stamp is still the same; false when the deck must be read.
func (db *DB) Edition(ctx context.Context, place Place, build string) (Edition, bool, error) {
	if place.Stamp == "" {
		return Edition{}, false, nil
	}
	edition, found, err := scanEdition(db.pool.QueryRowContext(ctx, `SELECT `+editionColumns+`
		FROM catalogue_place p JOIN catalogue_deck d ON d.deck = p.deck
		WHERE p.place = ? AND p.stamp = ? AND d.build = ?`, place.Path, place.Stamp, build))
	return edition, found, db.wrap("look into the catalogue", err)
}

// Reading is what came of reading a deck: the deck in pieces, or how many errors
// each of its files has.
type Reading struct {
	Hash     string
	Title    string
	Packed   deck.Packed
	Problems map[string]int
}

// Catalogue keeps what came of reading the deck at a place. What the place held
// before is dropped two days after the last place let go of it, so that a study
// session which began with it can end with it.
func (db *DB) Catalogue(ctx context.Context, place Place, build string, reading Reading) (Edition, error) {
	var edition Edition
	err := db.writeCancellable(ctx, "keep a deck in the catalogue", func(t *tx) (err error) {
		if edition, err = t.catalogue(build, reading); err != nil {
			return err
		}
		if err := t.exec(`REPLACE INTO catalogue_place (place, stamp, deck) VALUES (?, ?, ?)`, place.Path, place.Stamp, edition.row); err != nil {
			return err
		}
		return t.tidyCatalogue()
	})
	return edition, err
}

// Recatalogue notes that a place holds content that was read before, such as a
// deck that was touched, or moved; false when that content is not known.
func (db *DB) Recatalogue(ctx context.Context, place Place, build, hash string) (Edition, bool, error) {
	var edition Edition
	var found bool
	err := db.writeCancellable(ctx, "keep a deck in the catalogue", func(t *tx) (err error) {
		if edition, found, err = t.edition(build, hash); err != nil || !found {
			return err
		}
		if err := t.exec(`REPLACE INTO catalogue_place (place, stamp, deck) VALUES (?, ?, ?)`, place.Path, place.Stamp, edition.row); err != nil {
			return err
		}
		return t.tidyCatalogue()
	})
	return edition, found, err
}

func (t *tx) edition(build, hash string) (Edition, bool, error) {
	return scanEdition(t.queryRow(`SELECT `+editionColumns+` FROM catalogue_deck d WHERE hash = ? AND build = ?`, hash, build))
}

// catalogue writes an edition, unless it is there.
func (t *tx) catalogue(build string, reading Reading) (Edition, error) {
	if edition, found, err := t.edition(build, reading.Hash); err != nil || found {
		return edition, err
	}
	problems := []byte(noProblems)
	if len(reading.Problems) > 0 {
		var err error
		if problems, err = json.Marshal(reading.Problems); err != nil {
			return Edition{}, err
		}
	}
	packed := reading.Packed
	err := t.exec(`INSERT INTO catalogue_deck (deck, hash, build, id, title, cards, problems, head, words) VALUES (`+neverUsed+`, ?, ?, ?, ?, ?, ?, ?, ?)`,
		reading.Hash, build, packed.ID, reading.Title, packed.Count, string(problems), append([]byte{}, packed.Head...), packed.Words)
	if err != nil {
		return Edition{}, err
	}
	edition, _, err := t.edition(build, reading.Hash)
	if err != nil || packed.Cards == nil {
		return edition, err
	}
	if err := t.catalogueCards(edition.row, packed); err != nil {
		return edition, err
	}
	return edition, t.cataloguePools(edition.row, packed.Pools)
}

// neverUsed is a number that no edition ever had, as far as chance can tell. A
// session looks cards up by that number, while another process may empty the
// catalogue and fill it again.
const neverUsed = `random() & 0x7fffffffffffffff`

func (t *tx) catalogueCards(row int64, packed deck.Packed) error {
	cards := t.batch(`INSERT INTO catalogue_card (deck, position, id, facts, tags) VALUES `, 5)
	bodies := t.batch(`INSERT INTO catalogue_body (deck, position, body) VALUES `, 3)
	position := 0
	for card, err := range packed.Cards {
		if err != nil {
			return err
		}
		facts, err := listText(card.Facts)
		if err != nil {
			return err
		}
		tags, err := listText(card.Tags)
		if err != nil {
			return err
		}
		if err := cards.add(row, position, card.ID, facts, tags); err != nil {
			return fmt.Errorf("card %s: %w", card.Key(), err)
		}
		if err := bodies.add(row, position, card.Body); err != nil {
			return fmt.Errorf("card %s: %w", card.Key(), err)
		}
		position++
	}
	return firstError(cards.end(), bodies.end())
}

func (t *tx) cataloguePools(row int64, pools [][]string) error {
	texts := t.batch(`INSERT INTO catalogue_pool (deck, pool, position, text) VALUES `, 4)
	for pool, ring := range pools {
		for i, text := range ring {
			if err := texts.add(row, pool, i, text); err != nil {
				return err
			}
		}
	}
	return texts.end()
}

// unusedFor is how long an edition is kept that no place holds.
const unusedFor = 48 * time.Hour

// tidyCatalogue drops places that are gone and editions that are long unused.
func (t *tx) tidyCatalogue() error {
	var gone []string
	err := eachRow(t.ctx, t.sql, `SELECT place FROM catalogue_place`, func(row scanner) error {
		var place string
		if err := row.Scan(&place); err != nil {
			return err
		}
		if _, err := os.Stat(place); filepath.IsAbs(place) && errors.Is(err, os.ErrNotExist) {
			gone = append(gone, place)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, place := range gone {
		if err := t.exec(`DELETE FROM catalogue_place WHERE place = ?`, place); err != nil {
			return err
		}
	}
	const held = `EXISTS (SELECT 1 FROM catalogue_place p WHERE p.deck = catalogue_deck.deck)`
	if err := t.exec(`UPDATE catalogue_deck SET unused = NULL WHERE unused IS NOT NULL AND ` + held); err != nil {
		return err
	}
	if err := t.exec(`UPDATE catalogue_deck SET unused = ? WHERE unused IS NULL AND NOT `+held, timeText(t.now)); err != nil {
		return err
	}
	return t.exec(`DELETE FROM catalogue_deck WHERE unused < ?`, timeText(t.now.Add(-unusedFor)))
}
