package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"drill/internal/session"
)

// Fault is something that is wrong with a database.
type Fault struct {
	What   string
	Where  string
	Remedy string // what to do
	// Mendable says that Repair can mend it: nothing of the log is lost.
	Mendable bool
}

// Checkup is what a check found.
type Checkup struct {
	Faults []Fault
	Notes  []string // what a person should know, and what a check cannot see
	Heads  []Head   // to note down elsewhere, for a later check
	Rows   int      // of the log, verified
}

// RemedyFile is what to do about a file that is damaged where the log stands.
const RemedyFile = "put a backup in its place with `drill db restore`; SQLite's `sqlite3 FILE .recover` may save what can still be read"

// What to do about other faults.
const (
	remedyLog  = "put a backup in its place with `drill db restore`"
	remedyMend = "`drill db check --repair` mends it"
	remedyHead = "merge with a copy that holds the rows, with `drill db merge`"
)

const noteTail = "rows cut from the end of the log, with the database's note of its newest row, cannot be seen " +
	"from the file alone: keep the heads of the chains elsewhere and check against them"

// Check looks for damage: in the file and its indexes, in the references between
// rows, in each device's chain, in the rubrics, in the card states, which must be
// what the log gives, and in the catalogue of decks. known are heads noted down earlier, which must still be there.
// The error says that the check could not be made; damage is not an error.
func (db *DB) Check(ctx context.Context, known ...Head) (Checkup, error) {
	var c checker
	err := db.read(ctx, func(q querier) error {
		c = checker{ctx: ctx, db: q, known: known}
		return c.run()
	})
	return c.Checkup, db.wrap("check the database", err)
}

type checker struct {
	Checkup
	ctx   context.Context
	db    querier
	known []Head

	ofFile []int // the faults that writing the log to a new file would mend
	lost   bool  // there are faults in the log itself
}

// run makes each check even when one before it met damage, so that one run
// tells all.
func (c *checker) run() error {
	steps := []func() error{c.references, c.chains, c.rubrics, c.readable, c.integrity, c.states, c.catalogue}
	for _, step := range steps {
		err := translated(step())
		if err == nil {
			continue
		}
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotADatabase) {
			return err
		}
		c.fileFault(err.Error())
	}
	c.judgeFile()
	c.Notes = append(c.Notes, noteTail)
	return nil
}

// fault notes a fault of the log, of which something is lost.
func (c *checker) fault(what, where, remedy string) {
	c.Faults = append(c.Faults, Fault{What: what, Where: where, Remedy: remedy})
	c.lost = true
}

// mendable notes a fault of what is made anew from the log or from decks.
func (c *checker) mendable(what, where string) {
	c.Faults = append(c.Faults, Fault{What: what, Where: where, Remedy: remedyMend, Mendable: true})
}

// fileFault notes damage to the file. Whether it lies in what matters is seen once
// the log has been read.
func (c *checker) fileFault(where string) {
	c.ofFile = append(c.ofFile, len(c.Faults))
	c.Faults = append(c.Faults, Fault{What: "the file is damaged", Where: where, Remedy: RemedyFile})
}

// judgeFile decides about damage to the file: where the log is whole, as its chains
// show when it is read without any index, it can be written to a new file.
func (c *checker) judgeFile() {
	if len(c.ofFile) == 0 || c.lost {
		return
	}
	e := exporter{ctx: c.ctx, db: c.db, to: io.Discard, sum: sha256.New(), unindexed: true}
	if e.run() != nil {
		return
	}
	for _, i := range c.ofFile {
		c.Faults[i].Remedy, c.Faults[i].Mendable = remedyMend, true
	}
}

// ofIndex matches what SQLite says of an index that does not fit its table.
var ofIndex = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:missing from|entries in|entry in) index (\S+)`) })

// integrity is SQLite's own check of the file.
func (c *checker) integrity() error {
	var indexes []string
	err := c.each(`PRAGMA integrity_check(50)`, func(row scanner) error {
		var said string
		if err := row.Scan(&said); err != nil {
			return err
		}
		index := ofIndex().FindStringSubmatch(said)
		switch {
		case said == "ok":
		case index == nil:
			c.fileFault(said)
		case !slices.Contains(indexes, index[1]):
			indexes = append(indexes, index[1])
		}
		return nil
	})
	for _, index := range indexes {
		c.mendable("an index does not fit its table", "index "+index)
	}
	return err
}

// references looks for rows that refer to rows which are not there.
func (c *checker) references() error {
	return c.each(`SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2`, func(row scanner) error {
		var table, parent string
		var count int
		if err := row.Scan(&table, &parent, &count); err != nil {
			return err
		}
		if strings.HasPrefix(table, "catalogue_") || table == "state" {
			c.mendable("rows refer to rows that are missing", fmt.Sprintf("%d of %s, to %s", count, table, parent))
			return nil
		}
		c.fault("rows refer to rows that are missing", fmt.Sprintf("%d of %s, to %s", count, table, parent), remedyLog)
		return nil
	})
}

func (c *checker) chains() error {
	var devices []Head
	err := c.each(`SELECT id, seq, hash FROM device ORDER BY id`, func(row scanner) error {
		var head Head
		err := row.Scan(&head.Device, &head.Seq, &head.Hash)
		devices = append(devices, head)
		return err
	})
	for _, head := range devices {
		if err := c.chain(head); err != nil {
			return err
		}
	}
	for _, head := range c.known {
		if !slices.ContainsFunc(devices, func(d Head) bool { return d.Device == head.Device }) {
			c.fault("a chain that was noted down is missing", fmt.Sprintf("device %s", head.Device), remedyHead)
		}
	}
	return err
}

// chain verifies a device's rows, and that the heads known of it are there: the
// one in the database, and those noted down elsewhere.
func (c *checker) chain(head Head) error {
	wanted := []Head{head}
	for _, known := range c.known {
		if known.Device == head.Device {
			wanted = append(wanted, known)
		}
	}
	found := make([]bool, len(wanted))
	walk, err := walkChain(c.ctx, c.db, head.Device, false, func(row logRow) error {
		for i, w := range wanted {
			found[i] = found[i] || (w.Seq == row.seq() && bytes.Equal(w.Hash, row.hash))
		}
		return nil
	})
	c.Faults, c.Rows = append(c.Faults, walk.faults...), c.Rows+walk.rows
	if err != nil {
		return err
	}
	for i, w := range wanted {
		if !found[i] && (w.Seq != 0 || walk.seq != 0) {
			c.fault("the end of a chain is missing or was changed", fmt.Sprintf("device %s, row %d", w.Device, w.Seq), remedyHead)
		}
	}
	if head.Seq < walk.seq && found[0] {
		c.fault("rows were added to a chain past its noted end", fmt.Sprintf("device %s, after row %d", head.Device, head.Seq), remedyLog)
	}
	if walk.forked {
		c.Notes = append(c.Notes, fmt.Sprintf("the chain of device %s forks: the file was copied, and both copies were used", head.Device))
	}
	c.Heads = append(c.Heads, head)
	return nil
}

// rubrics compares the text of each rubric with the hash that names it.
func (c *checker) rubrics() error {
	return c.each(`SELECT hash, text FROM rubric ORDER BY hash`, func(row scanner) error {
		var hash, text string
		if err := row.Scan(&hash, &text); err != nil {
			return err
		}
		if rubricHash(text) != hash {
			c.fault("the text of a rubric was changed", "rubric "+hash, remedyLog)
		}
		return nil
	})
}

// readable reads every response with its mark, as a report does.
func (c *checker) readable() error {
	query, args := Filter{Undone: true}.query(people{})
	return c.each(query, func(row scanner) error {
		_, err := scanScored(row)
		return err
	}, args...)
}

// states compares the card states with what the log gives.
func (c *checker) states() error {
	want, _, err := replayed(c.ctx, c.db, nil)
	if err != nil {
		return err
	}
	different, err := differing(c.ctx, c.db, want)
	if err != nil || len(different) == 0 {
		return err
	}
	slices.SortFunc(different, func(a, b session.StateKey) int { return strings.Compare(a.Card, b.Card) })
	where := "card " + different[0].Card
	if more := len(different) - 1; more > 0 {
		where += fmt.Sprintf(" and %d more", more)
	}
	c.mendable("card states are not what the log gives", where)
	return nil
}

// catalogue looks whether the decks in the catalogue have all their cards.
func (c *checker) catalogue() error {
	const query = `SELECT id, cards,
		(SELECT count(*) FROM catalogue_card k WHERE k.deck = d.deck),
		(SELECT count(*) FROM catalogue_body b WHERE b.deck = d.deck AND json_valid(CAST(b.body AS TEXT)))
		FROM catalogue_deck d WHERE id <> ''`
	return c.each(query, func(row scanner) error {
		var id string
		var cards, listed, whole int
		if err := row.Scan(&id, &cards, &listed, &whole); err != nil {
			return err
		}
		if listed != cards || whole != cards {
			c.mendable("the catalogue of decks is damaged", fmt.Sprintf("deck %s, %d of %d cards", id, min(listed, whole), cards))
		}
		return nil
	})
}

func (c *checker) each(query string, f func(scanner) error, args ...any) error {
	return eachRow(c.ctx, c.db, query, f, args...)
}
