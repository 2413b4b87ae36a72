package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"drill/internal/session"
)

// Responses of a file go into the log many at a time, and none of them twice,
// however often the file is given: after a power cut, or when some of its rows were
// mended. What tells a response from others is the sitting, the learner, the card,
// the text, and whether it is the first, the second and so on of that kind in the
// file; not its line, and not the name of the file, which change.
//
// The chance part of the response's id, 74 bits, is taken from the SHA-256 of these
// and not from chance. So the log itself says what was recorded; no table has to be
// kept beside it. That a million responses hold two different ones with one such
// part has a probability of 3 in 10^11.

// identity is the part of a response's id behind its time.
type identity [10]byte

// identityOf gives the identity of the nth response of its kind, from 1.
func identityOf(of [sha256.Size]byte, nth int) identity {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(of[:], uint64(nth)))
	id, err := session.NewID(0, bytes.NewReader(sum[:]))
	if err != nil {
		panic(err) // 32 bytes are enough for an id
	}
	return identityIn(id)
}

func identityIn(id session.ID) (i identity) {
	copy(i[:], id[len(id)-len(i):])
	return i
}

// chance gives session.NewID what makes an id with this identity.
func (i identity) chance() *bytes.Reader {
	var id session.ID
	copy(id[len(id)-len(i):], i[:])
	return bytes.NewReader(id[:])
}

// likeness is the hash of what responses have in common that count as the same.
func likeness(sitting string, learner session.ID, r session.Response) [sha256.Size]byte {
	var parts []byte
	for _, part := range []string{"drill bulk 1", sitting, string(learner[:]), r.Card, text(r.Text)} {
		parts = appendPart(parts, part)
	}
	return sha256.Sum256(parts)
}

// Recorder records the responses of one file. It is of no more use after Record
// has failed.
type Recorder struct {
	db      *DB
	sitting string
	roster  *roster
	rubrics map[string]string // those that are in the database, text by hash

	logged map[identity]bool // of the responses that are not of this recorder
	rows   int64             // of the log's responses that were looked at
	given  map[identity]int  // how often this recorder was given one, by that of the first
}

// Recorder prepares to record a file of responses. The sitting tells responses from
// the same ones of another time; it may be empty. Memory is needed for each response
// of the log and of the file, about 20 bytes each.
func (db *DB) Recorder(ctx context.Context, sitting string) (*Recorder, error) {
	const doing = "record responses"
	if db.readOnly {
		return nil, db.wrap(doing, ErrReadOnly)
	}
	r := &Recorder{db: db, sitting: sitting, rubrics: make(map[string]string), logged: make(map[identity]bool), given: make(map[identity]int)}
	err := db.read(ctx, func(q querier) error {
		var err error
		if r.roster, err = readRoster(ctx, q); err != nil {
			return err
		}
		if err := r.look(ctx, q, `SELECT id FROM response`); err != nil {
			return err
		}
		return q.QueryRowContext(ctx, newestRow).Scan(&r.rows)
	})
	if err != nil {
		return nil, db.wrap(doing, err)
	}
	return r, nil
}

// Rows of the log are never deleted, so that SQLite numbers them in the order in
// which they came, those of a merge too.
const (
	newestRow  = `SELECT coalesce(max(rowid), 0) FROM response`
	newestRows = `SELECT id FROM response WHERE rowid > ?`
)

func (r *Recorder) look(ctx context.Context, q querier, query string, args ...any) error {
	return eachRow(ctx, q, query, func(row scanner) error {
		var id session.ID
		if err := row.Scan(&id); err != nil {
			return err
		}
		r.logged[identityIn(id)] = true
		return nil
	}, args...)
}

// CheckLearner reports what keeps responses of a learner from being recorded:
// ErrLearnerName or ErrAmbiguousLearner. A learner who is not there yet is no error.
// It may be called from several goroutines, also while Record works.
func (r *Recorder) CheckLearner(name string) error {
	_, err := r.roster.find(name)
	if errors.Is(err, ErrNoLearner) {
		return nil
	}
	return err
}

// Recorded says what a Record has done.
type Recorded struct {
	Added  int               // responses
	Before int               // responses that were in the log already
	Made   []session.Learner // who were not there yet; in a new database the default one, too
}

// Record stores responses with their marks and rubrics, in one transaction, and
// makes the learners that are missing. It touches no schedule. When it returns, all
// is on disk. A response that was recorded before stays as it is, and so does its
// mark.
func (r *Recorder) Record(ctx context.Context, responses []session.Bulk) (Recorded, error) {
	const doing = "record responses"
	for i := range responses {
		if err := r.check(&responses[i]); err != nil {
			return Recorded{}, r.db.wrap(doing, err)
		}
	}
	var recorded Recorded
	err := r.db.write(ctx, doing, func(t *tx) error {
		if err := r.look(t.ctx, t.sql, newestRows, r.rows); err != nil {
			return err
		}
		for i := range responses {
			if err := t.recordBulk(r, &responses[i], &recorded); err != nil {
				return err
			}
		}
		return t.queryRow(newestRow).Scan(&r.rows)
	})
	if err != nil {
		return Recorded{}, err
	}
	return recorded, nil
}

func (r *Recorder) check(one *session.Bulk) error {
	if one.Response.Kind != session.KindBulk {
		return fmt.Errorf("a response of kind %q is none of a file", one.Response.Kind)
	}
	if err := checkMarked(one.Response, one.Mark, one.Marker); err != nil {
		return err
	}
	if text, ok := r.rubrics[one.Mark.Rubric]; ok && text == one.RubricText {
		return nil
	}
	return checkRubric(one.Mark, one.RubricText)
}

func (t *tx) recordBulk(r *Recorder, one *session.Bulk, recorded *Recorded) error {
	learner, made, err := t.enrol(r.roster, one.Learner)
	if err != nil {
		return err
	}
	recorded.Made = append(recorded.Made, made...)
	is, known := r.next(learner, one.Response)
	if known {
		recorded.Before++
		return nil
	}
	if err := t.addBulk(r, is, learner, one); err != nil {
		return err
	}
	recorded.Added++
	return nil
}

// next gives the identity of a response, and whether it is in the log.
func (r *Recorder) next(learner session.ID, response session.Response) (is identity, known bool) {
	like := likeness(r.sitting, learner, response)
	first := identityOf(like, 1)
	r.given[first]++
	is = first
	nth := r.given[first]
	if nth > 1 {
		is = identityOf(like, nth)
	}
	known = r.logged[is]
	for _, other := range r.roster.same.all(learner)[1:] { // recorded before the two were joined
		known = known || r.logged[identityOf(likeness(r.sitting, other, response), nth)]
	}
	return is, known
}

func (t *tx) addBulk(r *Recorder, is identity, learner session.ID, one *session.Bulk) error {
	id, err := t.newIDBy(is.chance())
	if err != nil {
		return err
	}
	if err := t.addResponseAs(id, learner, one.Response); err != nil {
		return err
	}
	if _, there := r.rubrics[one.Mark.Rubric]; there {
		return t.addMarkOnly(id, one.Marker, one.Mark)
	}
	r.rubrics[one.Mark.Rubric] = one.RubricText
	return t.addMark(id, one.Marker, one.Mark, one.RubricText)
}
