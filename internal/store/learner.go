package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"drill/internal/session"
)

// Learner gives access to what the database holds of one learner.
type Learner struct {
	db   *DB
	id   session.ID
	ids  []session.ID // id, and those of learners who are joined to this one
	name string
}

// ID names the learner in every database.
func (l *Learner) ID() session.ID { return l.id }

// Name is what the learner is called.
func (l *Learner) Name() string { return l.name }

// ensureDevice makes sure that the database knows which device it writes as.
func (db *DB) ensureDevice(ctx context.Context) error {
	var there bool
	err := db.pool.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM local)`).Scan(&there)
	if err != nil || there {
		return err
	}
	return db.mintDevice(ctx)
}

// NewDevice lets the database go on as another device, with a chain of its own.
// To be called on a copy that is used beside its original, and on a restored
// backup, so that the two do not continue the same chain in different ways.
func (db *DB) NewDevice(ctx context.Context) error {
	if db.readOnly {
		return db.wrap("make a new device", ErrReadOnly)
	}
	return db.wrap("make a new device", db.mintDevice(ctx))
}

func (db *DB) mintDevice(ctx context.Context) error {
	now := db.now()
	id, err := session.NewID(max(now.UnixMilli(), 0), db.random)
	if err != nil {
		return err
	}
	tx, err := db.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.ExecContext(ctx, `INSERT INTO device (id, created, seq, hash) VALUES (?, ?, 0, zeroblob(32))`, id[:], timeText(now))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO local (one, device) VALUES (1, ?) ON CONFLICT DO UPDATE SET device = excluded.device`, id[:])
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Learner finds a learner by name, or by id in the form of a UUID. No name
// means the default learner of this database: the first one. In a database
// without learners, that one is made, with the name of Options.User.
func (db *DB) Learner(ctx context.Context, name string) (*Learner, error) {
	const doing = "find the learner"
	found, err := db.find(ctx, name)
	if errors.Is(err, ErrNoLearner) && name == "" && !db.readOnly {
		found, err = db.firstLearner(ctx)
	}
	if err != nil {
		return nil, db.wrap(doing, err)
	}
	people, err := readPeople(ctx, db.pool)
	if err != nil {
		return nil, db.wrap(doing, err)
	}
	return &Learner{db: db, id: found.ID, ids: people.all(found.ID), name: found.Name}, nil
}

func (db *DB) find(ctx context.Context, name string) (session.Learner, error) {
	if name == "" {
		return defaultLearner(ctx, db.pool)
	}
	learners, err := readLearners(ctx, db.pool)
	if err != nil {
		return session.Learner{}, err
	}
	if id, err := uuid.Parse(name); err == nil {
		people, err := readPeople(ctx, db.pool)
		if err != nil {
			return session.Learner{}, err
		}
		name = people.standsFor(id).String()
	}
	return chooseByNameOrID(learners, name)
}

// chooseByNameOrID finds a learner by name, or by id in the form of a UUID.
func chooseByNameOrID(learners []session.Learner, name string) (session.Learner, error) {
	if id, err := uuid.Parse(name); err == nil {
		for _, learner := range learners {
			if learner.ID == id {
				return learner, nil
			}
		}
	}
	return choose(learners, name)
}

// choose finds the learner of a name; capitals matter only when they decide
// between two.
func choose(learners []session.Learner, name string) (session.Learner, error) {
	if clean, err := cleanName(name); err == nil {
		name = clean
	}
	var same, alike []session.Learner
	for _, learner := range learners {
		if learner.Name == name {
			same = append(same, learner)
		}
		if strings.EqualFold(learner.Name, name) {
			alike = append(alike, learner)
		}
	}
	if len(same) == 0 {
		same = alike
	}
	switch len(same) {
	case 0:
		return session.Learner{}, fmt.Errorf("%q: %w", name, ErrNoLearner)
	case 1:
		return same[0], nil
	}
	ids := make([]string, len(same))
	for i, learner := range same {
		ids[i] = learner.ID.String()
	}
	return session.Learner{}, fmt.Errorf("%q: %w: %s", name, ErrAmbiguousLearner, strings.Join(ids, ", "))
}

// defaultLearner is the one that this database began with, or else the oldest.
func defaultLearner(ctx context.Context, db querier) (session.Learner, error) {
	learners, err := readLearners(ctx, db)
	if err == nil && len(learners) == 0 {
		err = fmt.Errorf("there is no learner yet: %w", ErrNoLearner)
	}
	if err != nil {
		return session.Learner{}, err
	}
	return learners[0], nil
}

// firstLearner makes the learner of a database that has none.
func (db *DB) firstLearner(ctx context.Context) (first session.Learner, err error) {
	err = db.transact(context.WithoutCancel(ctx), func(t *tx) error {
		first, err = defaultLearner(t.ctx, t.sql)
		if !errors.Is(err, ErrNoLearner) {
			return err // nil when another process was quicker
		}
		first, err = t.addFirst()
		return err
	})
	return first, err
}

func (t *tx) addFirst() (session.Learner, error) {
	name, err := cleanName(t.db.user)
	if err != nil {
		name = "learner"
	}
	first, err := t.addLearner(name)
	if err != nil {
		return first, err
	}
	return first, t.exec(`UPDATE local SET learner = ?`, first.ID[:])
}

// AddLearner makes a learner. The name has 1 to 100 characters that can be
// shown, and is not taken. In a database without learners the default one is
// made first, so that it is never somebody who was only added; when the name is
// that one's, it is all that is made.
func (db *DB) AddLearner(ctx context.Context, name string) (session.Learner, error) {
	const doing = "add the learner"
	name, err := cleanName(name)
	if err != nil {
		return session.Learner{}, db.wrap(doing, err)
	}
	var added session.Learner
	err = db.write(ctx, doing, func(t *tx) error {
		added, err = t.addNamed(name)
		return err
	})
	if err != nil {
		return session.Learner{}, err
	}
	return added, nil
}

func (t *tx) addNamed(name string) (session.Learner, error) {
	learners, err := readLearners(t.ctx, t.sql)
	if err != nil {
		return session.Learner{}, err
	}
	if len(learners) == 0 {
		first, err := t.addFirst()
		if err != nil || first.Name == name {
			return first, err
		}
		learners = append(learners, first)
	}
	if _, err := choose(learners, name); !errors.Is(err, ErrNoLearner) {
		return session.Learner{}, fmt.Errorf("%q: %w", name, ErrLearnerExists)
	}
	return t.addLearner(name)
}

func (t *tx) addLearner(name string) (session.Learner, error) {
	id, err := t.newID()
	if err != nil {
		return session.Learner{}, err
	}
	err = t.exec(`INSERT INTO learner (id, name, created) VALUES (?, ?, ?)`, id[:], name, timeText(t.now))
	return session.Learner{ID: id, Name: name}, err
}

// Learners gives all learners: the default one, then the others by age. Learners
// who were joined to another are not among them.
func (db *DB) Learners(ctx context.Context) ([]session.Learner, error) {
	learners, err := readLearners(ctx, db.pool)
	return learners, db.wrap("read the learners", err)
}

func readLearners(ctx context.Context, db querier) ([]session.Learner, error) {
	people, err := readPeople(ctx, db)
	if err != nil {
		return nil, err
	}
	var learners []session.Learner
	var first session.ID // who is the default one
	err = eachRow(ctx, db, `SELECT id, name, id = (SELECT learner FROM local) IS TRUE AS first FROM learner
		ORDER BY first DESC, id`, func(row scanner) error {
		var learner session.Learner
		var isFirst bool
		if err := row.Scan(&learner.ID, &learner.Name, &isFirst); err != nil {
			return err
		}
		one := people.standsFor(learner.ID)
		if isFirst {
			first = one
		}
		if one == learner.ID {
			learners = append(learners, learner)
		}
		return nil
	})
	slices.SortStableFunc(learners, func(a, b session.Learner) int {
		return cmp.Compare(flag(b.ID == first), flag(a.ID == first))
	})
	return learners, err
}

const longestName = 100 // characters

// cleanName puts a name into the form in which names are stored and compared.
func cleanName(name string) (string, error) {
	name = norm.NFC.String(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '\u00a0' }), " "))
	switch length := utf8.RuneCountInString(name); {
	case !utf8.ValidString(name):
		return "", fmt.Errorf("%q: %w: it is not UTF-8", name, ErrLearnerName)
	case length == 0:
		return "", fmt.Errorf("%w: it is empty", ErrLearnerName)
	case length > longestName:
		return "", fmt.Errorf("%w: it has more than %d characters", ErrLearnerName, longestName)
	}
	for _, r := range name {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) {
			return "", fmt.Errorf("%q: %w: it holds a control character", name, ErrLearnerName)
		}
	}
	return name, nil
}
