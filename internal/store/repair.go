package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"drill/internal/session"
)

// Repaired says what a repair did.
type Repaired struct {
	Before, After Checkup
	// Kept is the copy of the file as it was, where it was written anew.
	Kept string
}

// Repair mends the faults of a database that Check calls mendable. Indexes, card
// states and the catalogue of decks are made anew in one transaction. Where the
// file itself is damaged, but the log in it is whole, the log is written to a new
// file, which takes the old one's place as a backup does that is restored. The log
// is never changed: other faults stay, and After has them.
func Repair(ctx context.Context, path string, o Options) (Repaired, error) {
	db, err := Open(ctx, path, o)
	if err != nil {
		return Repaired{}, err
	}
	defer db.Close()
	var r Repaired
	if r.Before, err = db.Check(ctx); err != nil {
		return r, err
	}
	r.After = r.Before
	if !anyMendable(r.Before) {
		return r, nil
	}
	err = db.mend(ctx)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return r, err
	}
	if r.After, err = db.Check(ctx); err != nil || !anyMendable(r.After) {
		return r, err
	}
	if r.Kept, err = db.writeAnew(ctx, o); err != nil {
		return r, db.wrap("write the log to a new file", err)
	}
	r.After, err = db.Check(ctx)
	return r, err
}

func anyMendable(checkup Checkup) bool {
	for _, fault := range checkup.Faults {
		if fault.Mendable {
			return true
		}
	}
	return false
}

// mend makes anew what is made of the log and of decks. An index that cannot be made
// shows that its table is damaged.
func (db *DB) mend(ctx context.Context) error {
	return db.writeCancellable(ctx, "repair", func(t *tx) error {
		if err := t.exec(`REINDEX`); isConstraint(err) {
			return fmt.Errorf("%w: %v", ErrDamaged, err) // the driver's type would hide ours
		} else if err != nil {
			return err
		}
		if err := t.emptyCatalogue(); err != nil {
			return err
		}
		_, err := t.rebuild()
		return err
	})
}

// writeAnew writes the log to a new file and puts that in the place of the old one.
func (db *DB) writeAnew(ctx context.Context, o Options) (kept string, err error) {
	dir, err := stageBeside(db.path)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	anew, err := Open(ctx, filepath.Join(dir, "anew.db"), o)
	if err != nil {
		return "", err
	}
	defer anew.Close()
	if err := anew.importFrom(ctx, db); err != nil {
		return "", err
	}
	if err := anew.goOnAs(ctx, db); err != nil {
		return "", err
	}
	path := anew.path
	if err := closeAsFile(ctx, anew); err != nil {
		return "", err
	}
	if err := syncFile(path); err != nil {
		return "", err
	}
	return db.replaceBy(ctx, path, "before-repair", o.wait())
}

// importFrom imports what another database exports.
func (db *DB) importFrom(ctx context.Context, from *DB) error {
	in, out := io.Pipe()
	go func() {
		_, err := from.export(ctx, out, true)
		out.CloseWithError(err)
	}()
	_, err := db.Import(ctx, in)
	in.CloseWithError(errors.New("the import has ended"))
	return err
}

// goOnAs takes over which device another database writes as, and whose it is.
func (db *DB) goOnAs(ctx context.Context, other *DB) error {
	var device session.ID
	var created string
	var learner []byte
	err := other.pool.QueryRowContext(ctx, `SELECT d.id, d.created, l.learner FROM local l, device d NOT INDEXED WHERE d.id = l.device`).
		Scan(&device, &created, &learner)
	if err != nil {
		return err
	}
	return db.transact(ctx, func(t *tx) error {
		err := t.exec(`INSERT INTO device (id, created, seq, hash) VALUES (?, ?, 0, zeroblob(32)) ON CONFLICT DO NOTHING`, device[:], created)
		if err != nil {
			return err
		}
		if err := t.exec(`UPDATE local SET device = ?, learner = ?`, device[:], learner); err != nil {
			return err
		}
		return t.exec(`DELETE FROM device WHERE id = ?`, t.device[:])
	})
}
