package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"drill/internal/deck"
	"drill/internal/session"
)

// Catalogued are the cards of editions, looked up when they are asked for. It
// is what a study session works on: session.Cards.
type Catalogued struct {
	ctx      context.Context
	db       *DB
	editions []*shelved
	byID     map[string]*shelved
}

// shelved is an edition with the deck that is restored of it, once needed.
type shelved struct {
	Edition
	path string
	in   *Catalogued
	deck *deck.Deck
}

var _ session.Cards = (*Catalogued)(nil)

// Catalogued gives the cards of decks that the catalogue holds, in this order.
// Paths say, edition by edition, where the deck stands, for messages. Ctx holds
// for all look-ups.
func (db *DB) Catalogued(ctx context.Context, editions []Edition, paths []string) *Catalogued {
	c := &Catalogued{ctx: ctx, db: db, byID: make(map[string]*shelved, len(editions))}
	for i, edition := range editions {
		s := &shelved{Edition: edition, path: paths[i], in: c}
		c.editions = append(c.editions, s)
		c.byID[edition.ID] = s
	}
	return c
}

// Card gives a card ready to be asked, or nil.
func (c *Catalogued) Card(key string) (*deck.Card, error) {
	id, part, _ := strings.Cut(key, "/")
	s := c.byID[id]
	if s == nil {
		return nil, nil
	}
	var body []byte
	err := c.db.pool.QueryRowContext(c.ctx, `SELECT b.body FROM catalogue_card c
		JOIN catalogue_body b ON b.deck = c.deck AND b.position = c.position
		WHERE c.deck = ? AND c.id = ?`, s.row, part).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		if err = s.there(); err == nil {
			return nil, nil
		}
	}
	if err == nil {
		err = s.restore()
	}
	if err != nil {
		return nil, c.wrap(key, err)
	}
	card, err := s.deck.RestoreCard(body)
	if err != nil {
		return nil, c.wrap(key, fmt.Errorf("%w: %w", ErrDamaged, err))
	}
	return card, nil
}

func (c *Catalogued) wrap(what string, err error) error {
	return c.db.wrap("look up "+what, err)
}

// there reports an edition that is no longer in the catalogue.
func (s *shelved) there() error {
	var there bool
	err := s.in.db.pool.QueryRowContext(s.in.ctx, `SELECT EXISTS (SELECT 1 FROM catalogue_deck WHERE deck = ?)`, s.row).Scan(&there)
	if err == nil && !there {
		err = fmt.Errorf("deck %s: %w", s.ID, ErrEditionGone)
	}
	return err
}

// restore makes the deck of an edition.
func (s *shelved) restore() error {
	if s.deck != nil {
		return nil
	}
	var head []byte
	err := s.in.db.pool.QueryRowContext(s.in.ctx, `SELECT head FROM catalogue_deck WHERE deck = ?`, s.row).Scan(&head)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("deck %s: %w", s.ID, ErrEditionGone)
	}
	if err != nil {
		return err
	}
	s.deck, err = deck.Restore(head, s.path, s)
	return err
}

// Words is the vocabulary of the deck: deck.Shelf.
func (s *shelved) Words() (words string, err error) {
	err = s.in.db.pool.QueryRowContext(s.in.ctx, `SELECT words FROM catalogue_deck WHERE deck = ?`, s.row).Scan(&words)
	return words, err
}

// Pool gives texts that the deck's cards share: deck.Shelf.
func (s *shelved) Pool(pool, from, count int) ([]string, error) {
	texts := make([]string, 0, count)
	err := eachRow(s.in.ctx, s.in.db.pool, `SELECT text FROM catalogue_pool WHERE deck = ? AND pool = ? AND position >= ? AND position < ? ORDER BY position`,
		func(row scanner) error {
			var text string
			err := row.Scan(&text)
			texts = append(texts, text)
			return err
		}, s.row, pool, from, from+count)
	return texts, err
}

// Find lists those of the keys that are cards in use.
func (c *Catalogued) Find(keys []string) (map[string]deck.Listed, error) {
	found := make(map[string]deck.Listed, len(keys))
	wanted := make(map[*shelved][]string)
	for _, key := range keys {
		id, part, _ := strings.Cut(key, "/")
		if s := c.byID[id]; s != nil {
			wanted[s] = append(wanted[s], part)
		}
	}
	for s, parts := range wanted {
		list, err := json.Marshal(parts)
		if err != nil {
			return nil, err
		}
		err = s.list(`SELECT c.position, c.id, c.facts, c.tags FROM json_each(?2) k CROSS JOIN catalogue_card c ON c.deck = ?1 AND c.id = k.value`,
			func(card deck.Listed) bool { found[card.Key()] = card; return true }, string(list))
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Types gives the types of those of the keys that are cards in use.
func (c *Catalogued) Types(keys []string) (map[string]deck.Type, error) {
	types := make(map[string]deck.Type, len(keys))
	wanted := make(map[*shelved][]string)
	for _, key := range keys {
		id, part, _ := strings.Cut(key, "/")
		if s := c.byID[id]; s != nil {
			wanted[s] = append(wanted[s], part)
		}
	}
	for s, parts := range wanted {
		list, err := json.Marshal(parts)
		if err == nil {
			err = eachRow(c.ctx, c.db.pool, selectTypes, func(row scanner) error {
				var part, kind string
				err := row.Scan(&part, &kind)
				types[s.ID+"/"+part] = deck.Type(kind)
				return err
			}, s.row, string(list))
		}
		if err != nil {
			return nil, c.wrap("the types of cards", err)
		}
	}
	return types, nil
}

// selectTypes looks into the bodies of cards, which are JSON.
const selectTypes = `SELECT c.id, coalesce(CAST(b.body AS TEXT) ->> 'Type', '') FROM json_each(?2) k
	CROSS JOIN catalogue_card c ON c.deck = ?1 AND c.id = k.value
	JOIN catalogue_body b ON b.deck = c.deck AND b.position = c.position`

// Each lists the wanted cards in the order of the decks until yield says stop.
func (c *Catalogued) Each(wanted session.Wanted, yield func(deck.Listed) bool) error {
	goesOn := true
	for _, s := range c.editions {
		if !wanted.HasDeck(s.ID) {
			continue
		}
		err := s.list(`SELECT position, id, facts, tags FROM catalogue_card WHERE deck = ? ORDER BY position`, func(card deck.Listed) bool {
			goesOn = !wanted.Has(card) || yield(card)
			return goesOn
		})
		if err != nil || !goesOn {
			return err
		}
	}
	return nil
}

// list reads cards of the edition until yield says stop. The query gives the place of
// a card, its id, facts and tags; its first argument is the edition.
func (s *shelved) list(query string, yield func(deck.Listed) bool, args ...any) error {
	return s.listPlaced(query, func(_ int64, card deck.Listed) bool { return yield(card) }, args...)
}

// listPlaced is list with the place of each card in the edition.
func (s *shelved) listPlaced(query string, yield func(int64, deck.Listed) bool, args ...any) error {
	err := eachRow(s.in.ctx, s.in.db.pool, query, func(row scanner) error {
		card := deck.Listed{Deck: s.ID}
		var position int64
		var facts, tags sql.NullString
		if err := row.Scan(&position, &card.ID, &facts, &tags); err != nil {
			return err
		}
		if err := firstError(setList(&card.Facts, facts), setList(&card.Tags, tags)); err != nil {
			return err
		}
		if !yield(position, card) {
			return errEnough
		}
		return nil
	}, append([]any{s.row}, args...)...)
	if errors.Is(err, errEnough) {
		return nil
	}
	if err != nil {
		return s.in.wrap("the cards of "+s.ID, err)
	}
	return nil
}

// errEnough ends a look through rows.
var errEnough = errors.New("enough")
