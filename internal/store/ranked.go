package store

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"maps"
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
// A few cards that are due are found by their index. Otherwise the table is read through,
// two halves at once. A row costs ten times less to be passed over by SQLite than to be
// handed out, so that SQLite is told what need not be handed out: as soon as enough cards
// are known that are worth something, only those are asked for that may be worth more.

const (
	rankedColumns = `SELECT card, interval, ease, due, last, stability, difficulty FROM state `
	selectDueBy   = rankedColumns + `INDEXED BY state_due
		WHERE learner = ?1 AND due <= ?3 AND reviews > 0 AND suspended = 0 AND buried < ?2`
	// selectAll is followed by what is worth looking at, since most cards are not, and then
	// by notHidden. The plus signs keep SQLite to the table itself.
	selectAll = rankedColumns + `WHERE learner = ?1 AND card > ?4 AND card <= ?5`
	notHidden = ` AND +reviews > 0 AND +suspended = 0 AND +buried < ?2 AND +due <= ?3 ORDER BY card`
	// selectSome names cards that are due on days from the first to the last of the
	// calendar.
	selectSome = `WITH RECURSIVE ends(first, last) AS (SELECT
			(SELECT due FROM state WHERE learner = ?1 AND reviews > 0 AND suspended = 0 ORDER BY due LIMIT 1),
			(SELECT due FROM state WHERE learner = ?1 AND reviews > 0 AND suspended = 0 ORDER BY due DESC LIMIT 1)),
		step(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM step WHERE n < 100)
		SELECT card FROM (SELECT (SELECT card FROM state WHERE learner = ?1 AND reviews > 0 AND suspended = 0
			AND due >= first + (last - first) * n / 100 ORDER BY due, shuffle LIMIT 1) card FROM ends, step) WHERE card IS NOT NULL`
)

// manyDue is from how many due cards on the table is read through: each that is found by
// the index costs as much as some twenty that are passed over.
const manyDue = 5000

const countDue = `SELECT count(*) FROM (SELECT 1 FROM state INDEXED BY state_due
	WHERE learner = ?1 AND due <= ?2 AND reviews > 0 AND suspended = 0 LIMIT ?3)`

func (s schedule) Ranked(r session.Ranking, most int) ([]session.Ranked, error) {
	var due int
	err := s.rows(countDue, func(row scanner) error { return row.Scan(&due) }, integer(r.DueBy), manyDue)
	if err != nil {
		return nil, err
	}
	if due < manyDue {
		return s.rankedDue(r, most)
	}
	parts, err := s.parts(r.Decks)
	if err != nil {
		return nil, err
	}
	search := &search{schedule: s, Ranking: r, parts: parts}
	halves := [2]session.Best{{Most: most}, {Most: most}}
	var errs [2]error
	var both sync.WaitGroup
	for i := range halves {
		both.Go(func() { errs[i] = search.run(&halves[i]) })
	}
	both.Wait()
	halves[0].Merge(&halves[1])
	return halves[0].Sorted(), s.learner.db.wrap("read the card states", cmp.Or(errs[0], errs[1]))
}

// rankedDue ranks cards that are found by the index of due days.
func (s schedule) rankedDue(r session.Ranking, most int) ([]session.Ranked, error) {
	best := session.Best{Most: most}
	err := s.rows(selectDueBy, func(row scanner) error {
		standing, err := scanStanding(row)
		if err == nil && r.Wants(standing.Key) {
			best.Add(standing, r.Worth(&standing))
		}
		return err
	}, integer(r.Day), integer(r.DueBy))
	return best.Sorted(), err
}

// manyParts is into how many parts the cards are cut, so that two who take them in turn
// end at about the same time.
const manyParts = 24

// part is the cards that come after a key and up to another.
type part struct{ after, upTo string }

// parts cuts the cards of some decks into parts that are of about one size. It goes by the
// keys of some cards.
func (s schedule) parts(decks map[string]bool) ([]part, error) {
	var some []string
	err := s.rows(selectSome, func(row scanner) error {
		var card string
		err := row.Scan(&card)
		some = append(some, card)
		return err
	})
	slices.Sort(some)
	whole := []part{{"", lastKey}}
	if decks != nil {
		whole = nil
		for _, id := range slices.Sorted(maps.Keys(decks)) {
			whole = append(whole, part{id + "/", id + "0"}) // 0 follows the slash
		}
	}
	var parts []part
	for _, p := range whole {
		for i := 1; i < manyParts && len(some) > 0; i++ {
			if key := some[i*len(some)/manyParts]; p.after < key && key < p.upTo {
				parts = append(parts, part{p.after, key})
				p.after = key
			}
		}
		parts = append(parts, p)
	}
	return parts, err
}

// lastKey comes after every key.
const lastKey = "\U0010ffff"

func scanStanding(row scanner) (s session.Standing, err error) {
	err = row.Scan(&s.Key, &s.Interval, &s.EaseFactor, &s.Due, &s.Last, &s.Stability, &s.Difficulty)
	return s, err
}

// search looks for the best of all cards.
type search struct {
	schedule
	session.Ranking
	parts []part
	next  atomic.Int64  // the part to be taken next
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
// down again, and narrowEach after how many rows that is asked: a query that names some
// hundred regions takes SQLite milliseconds to prepare.
const (
	worthwhile = 1.005
	narrowEach = 1500
)

// run takes one part after another, until none is left. What it looks at in them is
// narrowed down when much less needs to be looked at than before.
func (s *search) run(best *session.Best) error {
	conn, err := s.learner.db.pool.Conn(s.ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	look := &look{search: s, conn: conn, best: best}
	defer look.close()
	for {
		next := int(s.next.Add(1) - 1)
		if next >= len(s.parts) {
			return nil
		}
		if err := look.through(s.parts[next]); err != nil {
			return err
		}
	}
}

// look is one of those who look through the cards.
type look struct {
	*search
	conn  *sql.Conn
	best  *session.Best
	stmt  *sql.Stmt // gives the cards that may be worth more than least
	least float64
	rows  int // that the statement gave
}

func (l *look) close() {
	if l.stmt != nil {
		l.stmt.Close()
	}
}

// through goes through a part, with a narrower statement each time that it is worth while.
func (l *look) through(p part) error {
	for {
		if err := l.narrow(); err != nil {
			return err
		}
		err := eachRowOf(l.ctx, l.stmt, func(row scanner) error {
			standing, err := scanStanding(row)
			if err != nil {
				return err
			}
			p.after = standing.Key
			l.best.Add(standing, l.Worth(&standing))
			if l.rows++; l.worthNarrowing() {
				return errEnough
			}
			return nil
		}, l.learner.id[:], integer(l.Day), integer(l.DueBy), p.after, p.upTo)
		if !errors.Is(err, errEnough) {
			return err
		}
	}
}

// worthNarrowing reports whether a narrower statement saves more than it costs.
func (l *look) worthNarrowing() bool {
	return l.rows >= narrowEach && l.Where != nil && l.raise(l.best.Least()) > l.least*worthwhile
}

// narrow prepares the statement for what may be among the best now.
func (l *look) narrow() (err error) {
	if l.stmt != nil && !l.worthNarrowing() {
		return nil
	}
	l.close()
	l.rows, l.least = 0, l.raise(l.best.Least())
	l.stmt, err = l.conn.PrepareContext(l.ctx, l.narrowed(l.least))
	return err
}

// narrowed is the query for the cards that may be worth more than something.
func (s *search) narrowed(least float64) string {
	if least <= 0 || s.Where == nil {
		return selectAll + notHidden
	}
	var query strings.Builder
	query.WriteString(selectAll + ` AND `)
	s.within(&query, s.Where(least))
	query.WriteString(notHidden)
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
		fmt.Fprintf(query, "last BETWEEN %d AND %d AND stability>=%.6g AND stability<%.6g AND difficulty>=%.6g AND difficulty<%.6g",
			int64(s.Day)-int64(min(r.Days[1], endless)), int64(s.Day)-int64(r.Days[0]),
			r.Stability[0], min(r.Stability[1], endless), r.Difficulty[0], min(r.Difficulty[1], endless))
	}
}

// endless is more than any stability, difficulty or days.
const endless = 1e9

func (s *search) either(query *strings.Builder, column string, border float64, below, above []scheduler.Region) {
	fmt.Fprintf(query, "CASE WHEN %s<%.6g THEN ", column, border)
	s.within(query, below)
	query.WriteString(" ELSE ")
	s.within(query, above)
	query.WriteString(" END")
}
