package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// Filter chooses among scored responses. The zero value chooses all that hold.
type Filter struct {
	Learner  session.ID     // zero: every learner
	Deck     string         // its id; empty: every deck
	From, To *scheduler.Day // study days, both included; nil: no end
	Undone   bool           // those taken back, too
}

// Scores gives the responses that a filter chooses, with the marks and
// qualities now in force, in the order of the log. A mark that a person gave
// stands before any of a rubric, and otherwise the newest does. They are read
// as they are asked for; a break ends the reading. After an error it ends.
func (db *DB) Scores(ctx context.Context, filter Filter) iter.Seq2[session.Scored, error] {
	return func(yield func(session.Scored, error) bool) {
		const doing = "read the scores"
		known, err := db.known(ctx)
		if err != nil {
			yield(session.Scored{}, db.wrap(doing, err))
			return
		}
		query, args := filter.query(known.people)
		rows, err := db.pool.QueryContext(ctx, query, args...)
		if err != nil {
			yield(session.Scored{}, db.wrap(doing, err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			scored, err := scanScored(rows)
			known.name(&scored)
			if !yield(scored, db.wrap(doing, err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(session.Scored{}, db.wrap(doing, err))
		}
	}
}

const selectScores = `SELECT
	r.id, r.learner, r.card, r.kind, r.type, r.text, r.prompt, r.content_hash,
	r.started, r.answered, r.utc_offset, r.day, r.hints, r.seconds,
	l.name,
	m.marker, m.clock, m.score, m.points, m.max_points, m.criteria, m.rejects, m.reasons,
	m.route, m.derived, coalesce(m.rubric, ''), m.engine,
	coalesce(e.quality, 0),
	(SELECT o.quality FROM event o WHERE o.event = e.id AND o.kind = 'overrule'
		AND NOT EXISTS (SELECT 1 FROM event u WHERE u.event = o.id AND u.kind = 'undo')
		ORDER BY o.id DESC LIMIT 1),
	e.id IS NOT NULL AND EXISTS (SELECT 1 FROM event u WHERE u.event = e.id AND u.kind = 'undo') AS undone
	FROM response r
	JOIN learner l ON l.id = r.learner
	JOIN mark m ON m.id = (SELECT id FROM mark WHERE response = r.id ORDER BY marker = 'rubric', id DESC LIMIT 1)
	LEFT JOIN event e ON e.response = r.id AND e.kind = 'review'`

// known are the learners of a database, as reports name them.
type known struct {
	people people
	names  map[session.ID]string
}

func (db *DB) known(ctx context.Context) (known, error) {
	people, err := readPeople(ctx, db.pool)
	if err != nil || len(people.joined) == 0 {
		return known{people: people}, err
	}
	learners, err := readLearners(ctx, db.pool)
	names := make(map[session.ID]string, len(learners))
	for _, learner := range learners {
		names[learner.ID] = learner.Name
	}
	return known{people, names}, err
}

// name puts the learner who stands for a joined one in that one's place.
func (k known) name(scored *session.Scored) {
	if one, joined := k.people.joined[scored.Response.Learner]; joined {
		scored.Response.Learner, scored.LearnerName = one, k.names[one]
	}
}

func (f Filter) query(people people) (query string, args []any) {
	var conditions []string
	where := func(condition string, values ...any) {
		conditions = append(conditions, condition)
		args = append(args, values...)
	}
	if f.Learner != (session.ID{}) {
		condition, ids := among("r.learner", people.all(f.Learner))
		where(condition, ids...)
	}
	if f.Deck != "" {
		where("r.card > ? AND r.card < ?", f.Deck+"/", f.Deck+"0") // 0 comes after /
	}
	if f.From != nil {
		where("r.day >= ?", integer(*f.From))
	}
	if f.To != nil {
		where("r.day <= ?", integer(*f.To))
	}
	if !f.Undone {
		where("NOT undone")
	}
	query = selectScores
	if len(conditions) > 0 {
		query += " WHERE " + strings.Join(conditions, " AND ")
	}
	return query + " ORDER BY r.id", args
}

func scanScored(row scanner) (session.Scored, error) {
	var s session.Scored
	var started, answered, marked string
	var offset int
	var criteria, rejects, reasons sql.NullString
	var overruled sql.NullInt64
	r, m := &s.Response, &s.Mark
	err := row.Scan(
		&r.ID, &r.Learner, &r.Card, &r.Kind, &r.Type, &r.Text, &r.Prompt, &r.ContentHash,
		&started, &answered, &offset, &r.Day, &r.Hints, &r.Seconds,
		&s.LearnerName,
		&s.Marker, &marked, &m.Score, &m.Points, &m.MaxPoints, &criteria, &rejects, &reasons,
		&m.Route, &m.Derived, &m.Rubric, &m.Engine,
		&s.Quality, &overruled, &s.Undone)
	if err != nil {
		return s, err
	}
	s.Given = s.Quality
	if overruled.Valid {
		s.Overruled, s.Quality = true, scheduler.Quality(overruled.Int64)
	}
	zone := time.FixedZone("", offset)
	err = firstError(
		setTime(&r.Started, started, zone),
		setTime(&r.Answered, answered, zone),
		setTime(&s.MarkedAt, marked, time.UTC),
		setList(&m.Criteria, criteria),
		setList(&m.Rejects, rejects),
		setList(&m.Reasons, reasons))
	if err != nil {
		return s, fmt.Errorf("response %s: %w", r.ID, err)
	}
	return s, nil
}

func setTime(to *time.Time, text string, zone *time.Location) error {
	t, err := parseTime(text)
	*to = t.In(zone)
	return err
}

func setList[T any](to *[]T, text sql.NullString) error {
	if !text.Valid {
		return nil
	}
	if err := json.Unmarshal([]byte(text.String), to); err != nil {
		return fmt.Errorf("%w: no list: %w", ErrDamaged, err)
	}
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Rubric gives the rubric whose hash begins with the prefix: its hash in full,
// and the text that it is the hash of. ErrNoRubric means that there is none, or
// more than one.
func (db *DB) Rubric(ctx context.Context, prefix string) (hash, text string, err error) {
	const doing = "find the rubric"
	rows, err := db.pool.QueryContext(ctx, `SELECT hash, text FROM rubric WHERE substr(hash, 1, ?) = ? LIMIT 2`, len(prefix), prefix)
	if err != nil {
		return "", "", db.wrap(doing, err)
	}
	defer rows.Close()
	found := 0
	for rows.Next() {
		found++
		if err := rows.Scan(&hash, &text); err != nil {
			return "", "", db.wrap(doing, err)
		}
	}
	if err := rows.Err(); err != nil {
		return "", "", db.wrap(doing, err)
	}
	if found != 1 {
		return "", "", db.wrap(doing, fmt.Errorf("%q: %w", prefix, ErrNoRubric))
	}
	return hash, text, nil
}
