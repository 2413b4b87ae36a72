package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"drill/internal/deck"
	"drill/internal/session"
)

// Finding new cards in decks of which most is seen.
//
// New cards come in the order of the decks, so what is new begins somewhere, and only a
// few cards before it are new (they were taken back, reset, or released). catalogue_seen
// remembers the first place of an edition that may hold a new card: looking begins
// there. Whatever makes a card new again puts the mark back to it (unsee).

const (
	selectSeen = `SELECT position FROM catalogue_seen WHERE learner = ? AND deck = ?`
	upsertSeen = `REPLACE INTO catalogue_seen (learner, deck, position) VALUES (?, ?, ?)`

	// selectUnseen lists the cards of an edition that were never reviewed.
	selectUnseen = `SELECT c.position, c.id, c.facts, c.tags FROM catalogue_card c
		WHERE c.deck = ?1 AND c.position >= ?2
		AND NOT EXISTS (SELECT 1 FROM state s WHERE s.learner = ?3 AND s.card = ?4 || c.id AND (s.reviews > 0 OR s.suspended = 1))
		ORDER BY c.position LIMIT ?5`

	putSeenBack = `UPDATE catalogue_seen SET position = c.position
		FROM catalogue_card c JOIN catalogue_deck d ON d.deck = c.deck
		WHERE catalogue_seen.learner = ?1 AND c.deck = catalogue_seen.deck
		AND d.id = ?2 AND c.id = ?3 AND c.position < catalogue_seen.position`
)

// seenStep is how many cards the mark lags behind at most: it is moved when it is worth
// a write.
var seenStep int64 = 500 // a variable so that tests need not write 500 cards

func (s schedule) unseen(c *Catalogued, wanted session.Wanted, yield func(deck.Listed, session.CardState) bool) error {
	for _, edition := range c.editions {
		if !wanted.HasDeck(edition.ID) {
			continue
		}
		goesOn, err := s.unseenOf(edition, wanted, yield)
		if err != nil || !goesOn {
			return err
		}
	}
	return nil
}

func (s schedule) unseenOf(edition *shelved, wanted session.Wanted, yield func(deck.Listed, session.CardState) bool) (goesOn bool, err error) {
	var from int64
	db := s.learner.db
	err = db.pool.QueryRowContext(s.ctx, selectSeen, s.learner.id[:], edition.row).Scan(&from)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, db.wrap("look for new cards", err)
	}
	first, at := int64(-1), from
	for goesOn = true; goesOn && at < int64(edition.Cards); {
		var read int
		var batch []deck.Listed
		// All rows are read before others are asked for, which would need a second
		// connection.
		err = edition.listPlaced(selectUnseen, func(position int64, card deck.Listed) bool {
			if first < 0 {
				first = position
			}
			if read, at = read+1, position+1; wanted.Has(card) {
				batch = append(batch, card)
			}
			return true
		}, at, s.learner.id[:], edition.ID+"/", unseenAtOnce)
		if err == nil {
			err = s.withStates(batch, func(card deck.Listed, state session.CardState) bool {
				goesOn = yield(card, state)
				return goesOn
			})
		}
		if err != nil {
			return false, err
		}
		if read < unseenAtOnce {
			break
		}
	}
	if first < 0 {
		first = int64(edition.Cards)
	}
	if first >= from+seenStep {
		s.markSeen(edition, from, first)
	}
	return goesOn, nil
}

// unseenAtOnce is how many new cards are looked up at once: about as many as a day
// looks through.
const unseenAtOnce = 128

// withStates calls yield with cards and their states.
func (s schedule) withStates(cards []deck.Listed, yield func(deck.Listed, session.CardState) bool) error {
	if len(cards) == 0 {
		return nil
	}
	keys := make([]string, len(cards))
	for i, card := range cards {
		keys[i] = card.Key()
	}
	states, err := s.States(keys)
	if err != nil {
		return err
	}
	for i, card := range cards {
		if !yield(card, states[keys[i]]) {
			break
		}
	}
	return nil
}

// markSeen remembers where new cards begin. It is no more than a help, so that nobody is
// told when it cannot be written.
func (s schedule) markSeen(edition *shelved, from, first int64) {
	db := s.learner.db
	if db.readOnly {
		return
	}
	ctx, stop := context.WithTimeout(s.ctx, patience)
	defer stop()
	tx, err := db.pool.BeginTx(ctx, nil)
	if err != nil {
		return
	}
	defer tx.Rollback()
	// What another process has made new in the meantime must not be passed over.
	var still int64
	row := tx.QueryRowContext(s.ctx, `SELECT coalesce(min(position), ?6) FROM (`+selectUnseen+`)`,
		edition.row, from, s.learner.id[:], edition.ID+"/", 1, first)
	if err := row.Scan(&still); err != nil {
		return
	}
	if _, err := tx.ExecContext(s.ctx, upsertSeen, s.learner.id[:], edition.row, min(first, still)); err == nil {
		tx.Commit()
	}
}

// patience is how long the mark waits for another program's lock.
const patience = 200 * time.Millisecond

// unsee lets new cards be looked for from a card on, which may be new again.
func (t *tx) unsee(learner session.ID, card string) error {
	id, part, _ := strings.Cut(card, "/")
	return t.exec(putSeenBack, learner[:], id, part)
}
