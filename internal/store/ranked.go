package store

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// Ranking cards.
//
// Cards that are due are found by their index. Where all are to be ranked, the table is
// read through. A row costs a hundred times less to be passed over by SQLite than to be
// handed out, so that SQLite is told what need not be handed out: as soon as enough cards
// are known that are worth something, only those are asked for that may be worth more.
// Two halves of the cards are read at once.

const (
	rankedColumns = `SELECT card, interval, ease, due, last, stability, difficulty FROM state `
	selectDueBy   = rankedColumns + `INDEXED BY state_due
		WHERE learner = ?1 AND due <= ?3 AND reviews > 0 AND suspended = 0 AND buried < ?2`
	// selectAll is continued with what is worth looking at. The plus signs keep SQLite to
	// the table itself.
	selectAll = rankedColumns + `WHERE learner = ?1 AND card > ?4 AND card <= ?5
		AND +reviews > 0 AND +suspended = 0 AND +buried < ?2 AND +due <= ?3`
	// selectSome names some cards from both ends of the calendar.
	selectSome = `SELECT card FROM (SELECT card FROM state WHERE learner = ?1 AND reviews > 0 AND suspended = 0 ORDER BY due LIMIT 64)
		UNION ALL SELECT card FROM (SELECT card FROM state WHERE learner = ?1 AND reviews > 0 AND suspended = 0 ORDER BY due DESC LIMIT 64)`
)

func (s schedule) Ranked(r session.Ranking, most int) ([]session.Ranked, error) {
	best := session.Best{Most: most}
	if r.DueBy <= r.Day {
		err := s.rows(selectDueBy, func(row scanner) error {
			standing, err := scanStanding(row)
			if err == nil {
				best.Add(standing, r.Worth(&standing))
			}
			return err
		}, integer(r.Day), integer(r.DueBy))
		return best.Sorted(), err
	}
	middle, err := s.middle()
	if err != nil {
		return nil, err
	}
	search := &search{schedule: s, Ranking: r}
	halves := [2]session.Best{{Most: most}, {Most: most}}
	var errs [2]error
	var both sync.WaitGroup
	both.Go(func() { errs[0] = search.through(&halves[0], "", middle) })
	both.Go(func() { errs[1] = search.through(&halves[1], middle, "\U0010ffff") })
	both.Wait()
	best.Merge(&halves[0])
	best.Merge(&halves[1])
	return best.Sorted(), cmp.Or(errs[0], errs[1])
}

// middle is a card that about half of the others come before.
func (s schedule) middle() (string, error) {
	var some []string
	err := s.rows(selectSome, func(row scanner) error {
		var card string
		err := row.Scan(&card)
		some = append(some, card)
		return err
	})
	if len(some) == 0 {
		return "", err
	}
	slices.Sort(some)
	return some[len(some)/2], err
}

func scanStanding(row scanner) (s session.Standing, err error) {
	err = row.Scan(&s.Key, &s.Interval, &s.EaseFactor, &s.Due, &s.Last, &s.Stability, &s.Difficulty)
	return s, err
}

// search looks for the best of all cards.
type search struct {
	schedule
	session.Ranking
	least atomic.Uint64 // what the best are worth at least, as bits
}

// raise notes that the best are worth at least so much, and gives what either half knows.
func (s *search) raise(least float64) float64 {
	for {
		bits := s.least.Load()
		if have := math.Float64frombits(bits); have >= least {
			return have
		}
		if s.least.CompareAndSwap(bits, math.Float64bits(least)) {
			return least
		}
	}
}

// worthwhile is by how much more the best must be worth for the search to be narrowed
// down again, and narrowEach after how many rows that is asked.
const (
	worthwhile = 1.03
	narrowEach = 64
)

// through goes through the cards after one and up to another. It begins a query anew,
// where it has got to, when much less needs to be looked at than before.
func (s *search) through(best *session.Best, after, upTo string) error {
	for least := s.raise(0); ; {
		query := s.narrowed(least)
		rows := 0
		narrower := false
		err := s.rowsOf(query, func(row scanner) error {
			standing, err := scanStanding(row)
			if err != nil {
				return err
			}
			after = standing.Key
			best.Add(standing, s.Worth(&standing))
			if rows++; rows%narrowEach == 0 && s.Where != nil {
				if now := s.raise(best.Least()); now > least*worthwhile {
					least, narrower = now, true
					return errEnough
				}
			}
			return nil
		}, integer(s.Day), integer(s.DueBy), after, upTo)
		if err != nil || !narrower {
			return err
		}
	}
}

// rowsOf is rows for a query of which there are many, so that it is not kept.
func (s *search) rowsOf(query string, f func(scanner) error, args ...any) error {
	db := s.learner.db
	err := eachRow(s.ctx, db.pool, query, f, append([]any{s.learner.id[:]}, args...)...)
	if errors.Is(err, errEnough) {
		return nil
	}
	return db.wrap("read the card states", err)
}

// narrowed is the query for the cards that may be worth more than something.
func (s *search) narrowed(least float64) string {
	if least <= 0 || s.Where == nil {
		return selectAll + ` ORDER BY card`
	}
	var query strings.Builder
	query.WriteString(selectAll + ` AND `)
	s.within(&query, s.Where(least))
	query.WriteString(` ORDER BY card`)
	return query.String()
}

// within writes the condition that a memory lies in one of some regions, which are in
// order: as a tree of comparisons, so that few of hundreds are made for a row. What is
// written are numbers.
func (s *search) within(query *strings.Builder, regions []scheduler.Region) {
	if len(regions) == 0 {
		query.WriteByte('0')
		return
	}
	half := len(regions) / 2
	from, upTo := regions[0], regions[len(regions)-1]
	switch {
	case from.Stability != upTo.Stability:
		// Half way, but where a stability begins.
		at := regions[half].Stability
		half = slices.IndexFunc(regions, func(r scheduler.Region) bool { return r.Stability == at })
		if half == 0 {
			half = slices.IndexFunc(regions, func(r scheduler.Region) bool { return r.Stability != at })
		}
		s.either(query, "stability", regions[half].Stability[0], regions[:half], regions[half:])
	case len(regions) > 1:
		s.either(query, "difficulty", regions[half].Difficulty[0], regions[:half], regions[half:])
	default:
		// The tree has not looked at the ends of gaps between regions.
		r := regions[0]
		fmt.Fprintf(query, "last BETWEEN %d AND %d AND stability>=%.17g AND stability<%.17g AND difficulty>=%.17g AND difficulty<%.17g",
			int64(s.Day)-int64(min(r.Days[1], endless)), int64(s.Day)-int64(r.Days[0]),
			r.Stability[0], min(r.Stability[1], endless), r.Difficulty[0], min(r.Difficulty[1], endless))
	}
}

// endless is more than any stability, difficulty or days.
const endless = 1e9

func (s *search) either(query *strings.Builder, column string, border float64, below, above []scheduler.Region) {
	fmt.Fprintf(query, "CASE WHEN %s<%.17g THEN ", column, border)
	s.within(query, below)
	query.WriteString(" ELSE ")
	s.within(query, above)
	query.WriteString(" END")
}
