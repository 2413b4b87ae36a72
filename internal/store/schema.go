package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"time"
)

// applicationID stands in the header of every database of ours ("dril"), so
// that another program's is told apart and left alone.
const applicationID = 0x6472696c

//go:embed schema/*.sql
var schemaFiles embed.FS

// schemas are the scripts that lead from one schema to the next, in order. The
// number of scripts applied stands in the database as its user_version.
var schemas = mustReadSchemas(schemaFiles)

func mustReadSchemas(files fs.FS) []string {
	names, err := fs.Glob(files, "schema/*.sql")
	if err != nil {
		panic(err)
	}
	scripts := make([]string, len(names))
	for i, name := range names {
		if want := fmt.Sprintf("schema/%03d.sql", i+1); name != want {
			panic("store: expected " + want + ", found " + name)
		}
		script, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err)
		}
		scripts[i] = string(script)
	}
	return scripts
}

// querier is what *sql.DB, *sql.Conn and *sql.Tx have in common for reading.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// schemaOf reads which schema a database has: 0 when it is empty. It refuses
// what is not ours, or is from a newer drill.
func schemaOf(ctx context.Context, db querier) (version int, err error) {
	var application, tables int
	row := db.QueryRowContext(ctx, `SELECT
		(SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)`)
	if err := row.Scan(&application, &version, &tables); err != nil {
		return 0, err
	}
	empty := application == 0 && version == 0 && tables == 0
	switch {
	case empty:
		return 0, nil
	case application != applicationID || version < 1:
		return 0, fmt.Errorf("%w: it belongs to another program", ErrNotADatabase)
	case version > len(schemas):
		return 0, fmt.Errorf("%w: its schema is %d, and this version knows up to %d", ErrNewerSchema, version, len(schemas))
	}
	return version, nil
}

// migrate brings a database to the newest schema: all missing scripts in one
// transaction. An existing database is copied beside itself first.
func (db *DB) migrate(ctx context.Context, scripts []string) error {
	version, err := schemaOf(ctx, db.pool)
	if err != nil || version >= len(scripts) {
		return err
	}
	if version > 0 && !db.noBackup {
		if err := db.backupBefore(ctx, version); err != nil {
			return err
		}
	}
	transaction, err := db.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer transaction.Rollback()
	// Another process may have been quicker.
	if version, err = schemaOf(ctx, transaction); err != nil || version >= len(scripts) {
		return err
	}
	for i, script := range scripts[version:] {
		if _, err := transaction.ExecContext(ctx, script); err != nil {
			if err = translated(err); version > 0 && !isOurs(err) {
				err = fmt.Errorf("%w: %w", ErrDamaged, err) // its tables are not those of its schema
			}
			return fmt.Errorf("apply schema %d: %w", version+i+1, err)
		}
	}
	if version > 0 {
		// Card states are a cache, of which a script may have changed the form.
		if _, err := (&tx{ctx: ctx, db: db, sql: transaction}).rebuild(); err != nil {
			return fmt.Errorf("make the card states anew: %w", err)
		}
	}
	stamp := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(scripts))
	if _, err := transaction.ExecContext(ctx, stamp); err != nil {
		return err
	}
	if err := transaction.Commit(); err != nil {
		return err
	}
	db.tidyBackups()
	return nil
}

// timeLayout is how an instant is stored: UTC with milliseconds. Text in it
// sorts as the instants do.
const timeLayout = "2006-01-02T15:04:05.000Z"

func timeText(t time.Time) string { return t.UTC().Format(timeLayout) }

// parseTime reads a stored instant back.
func parseTime(text string) (time.Time, error) {
	t, err := time.Parse(timeLayout, text)
	if err != nil {
		return t, fmt.Errorf("%w: %q is not an instant", ErrDamaged, text)
	}
	return t, nil
}
