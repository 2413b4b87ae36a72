package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"time"

	"drill/internal/session"
)

// everyWrite are the statements that every write runs, and so many times.
var everyWrite = []string{
	selectWriter, updateHead, selectWeights, selectState, upsertState, deleteState,
	insertRubric, responses.insert, marks.insert, events.insert,
	responses.stored, marks.stored, events.stored, selectJoined,
}

// prepare makes ready for writes. A session that only looks does without.
func (db *DB) prepare(ctx context.Context) error {
	for _, query := range everyWrite {
		if _, err := db.statement(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// checkTables fails when the tables are not those of our schema, whatever the header of
// the file says.
func (db *DB) checkTables(ctx context.Context) error {
	for _, query := range []string{selectWriter, selectState} {
		if _, err := db.statement(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// statement is a prepared statement of a query, made when it is first run.
func (db *DB) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	db.preparing.Lock()
	defer db.preparing.Unlock()
	if stmt, ok := db.stmts[query]; ok {
		return stmt, nil
	}
	stmt, err := db.pool.PrepareContext(ctx, query)
	if err != nil {
		if err = translated(err); !isOurs(err) {
			err = fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		return nil, err
	}
	if db.stmts == nil {
		db.stmts = make(map[string]*sql.Stmt)
	}
	db.stmts[query] = stmt
	return stmt, nil
}

// prepared gives a statement that is prepared, or nil.
func (db *DB) prepared(query string) *sql.Stmt {
	db.preparing.Lock()
	defer db.preparing.Unlock()
	return db.stmts[query]
}

// isOurs reports whether an error of the driver was recognised.
func isOurs(err error) bool {
	for _, known := range []error{ErrLocked, ErrReadOnly, ErrFull, ErrDisk, ErrDamaged, ErrNotADatabase, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// tx is a transaction that writes. It has one instant, and hands out logical
// times and places in this device's chain.
type tx struct {
	ctx context.Context
	db  *DB
	sql *sql.Tx
	// own are the prepared statements as this transaction runs them. Each that
	// database/sql makes of one is kept by it to the end of the transaction.
	own map[string]*sql.Stmt

	now    time.Time
	last   int64 // the newest logical time in the database
	device session.ID
	seq    int64 // of the device's newest row
	head   []byte
	grown  bool // rows were added to the chain

	enrolled bool // a roster has the learners as this transaction sees them
}

// selectWriter reads what a write begins with.
const selectWriter = `SELECT d.id, d.seq, d.hash,
	(SELECT user_version FROM pragma_user_version),
	max(coalesce((SELECT max(id) FROM response), x''), coalesce((SELECT max(id) FROM mark), x''),
		coalesce((SELECT max(id) FROM event), x''), coalesce((SELECT max(id) FROM learner), x''))
	FROM local JOIN device d ON d.id = local.device`

const updateHead = `UPDATE device SET seq = ?, hash = ? WHERE id = ?`

// write runs a function in a transaction and commits it when the function
// returns no error. Once begun, a write is finished whatever becomes of ctx, so
// that who pressed Ctrl-C knows whether the response was kept.
func (db *DB) write(ctx context.Context, doing string, f func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return db.wrap(doing, err)
	}
	return db.writeCancellable(context.WithoutCancel(ctx), doing, f)
}

// writeCancellable is write for long work, which ctx can stop.
func (db *DB) writeCancellable(ctx context.Context, doing string, f func(*tx) error) error {
	if db.readOnly {
		return db.wrap(doing, ErrReadOnly)
	}
	return db.wrap(doing, db.transact(ctx, f))
}

func (db *DB) transact(ctx context.Context, f func(*tx) error) error {
	if err := db.prepare(ctx); err != nil {
		return err
	}
	sqlTx, err := db.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer sqlTx.Rollback()
	t := &tx{ctx: ctx, db: db, sql: sqlTx, own: make(map[string]*sql.Stmt), now: db.now()}
	if err := t.readWriter(); err != nil {
		return err
	}
	if err := f(t); err != nil {
		return err
	}
	if t.grown {
		if err := t.exec(updateHead, t.seq, t.head, t.device[:]); err != nil {
			return err
		}
	}
	return sqlTx.Commit()
}

func (t *tx) readWriter() error {
	var version int
	var newest []byte
	err := t.queryRow(selectWriter).Scan(&t.device, &t.seq, &t.head, &version, &newest)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: it does not say which device it writes as", ErrDamaged)
	}
	if err != nil {
		return err
	}
	if version > len(schemas) {
		return ErrNewerSchema // since we opened it
	}
	var id session.ID
	copy(id[:], newest)
	t.last = session.Logical(id)
	return nil
}

// readLast reads the newest logical time anew, after rows of another log came in.
// Those may also go on this device's chain.
func (t *tx) readLast() error {
	if t.grown {
		return errors.New("rows were added before those of another log")
	}
	return t.readWriter()
}

// latest is the last logical time that a row can have, at the end of the year
// 9999: some way before the last one that fits a UUID.
const latest = 253_402_300_799_999

// newID gives an id with the next logical time: now, and never before what the
// database holds already.
func (t *tx) newID() (session.ID, error) { return t.newIDBy(t.db.random) }

// newIDBy is newID with another source for the chance part.
func (t *tx) newIDBy(random io.Reader) (session.ID, error) {
	logical := max(t.now.UnixMilli(), t.last+1)
	if logical > latest {
		return session.ID{}, fmt.Errorf("%w: its newest row is dated past the year 9999", ErrDamaged)
	}
	t.last = logical
	return session.NewID(logical, random)
}

// add appends a row to a table of the log, as the next one in this device's
// chain. The id is a new one; the values are those of the table's own columns.
func (t *tx) add(to table, id session.ID, values ...any) error {
	row := append([]any{id[:], t.device[:], t.seq + 1, timeText(t.now)}, values...)
	hash := to.link(t.head, row)
	if err := t.exec(to.insert, append(row, hash)...); err != nil {
		return err
	}
	t.seq, t.head, t.grown = t.seq+1, hash, true
	return nil
}

// stmt gives a statement that is prepared, or nil.
func (t *tx) stmt(query string) *sql.Stmt {
	if stmt, ok := t.own[query]; ok {
		return stmt
	}
	prepared := t.db.prepared(query)
	if prepared == nil {
		return nil
	}
	stmt := t.sql.StmtContext(t.ctx, prepared)
	t.own[query] = stmt
	return stmt
}

func (t *tx) exec(query string, args ...any) error {
	if stmt := t.stmt(query); stmt != nil {
		_, err := stmt.ExecContext(t.ctx, args...)
		return err
	}
	_, err := t.sql.ExecContext(t.ctx, query, args...)
	return err
}

func (t *tx) queryRow(query string, args ...any) *sql.Row {
	if stmt := t.stmt(query); stmt != nil {
		return stmt.QueryRowContext(t.ctx, args...)
	}
	return t.sql.QueryRowContext(t.ctx, query, args...)
}

// eachRow calls a function with every row of a query.
func eachRow(ctx context.Context, db querier, query string, f func(scanner) error, args ...any) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	return drain(rows, f)
}

// eachRowOf is eachRow of a prepared statement.
func eachRowOf(ctx context.Context, stmt *sql.Stmt, f func(scanner) error, args ...any) error {
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	return drain(rows, f)
}

func drain(rows *sql.Rows, f func(scanner) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// read runs a function in a transaction that only reads, so that all it sees is
// of one instant, whatever others write meanwhile.
func (db *DB) read(ctx context.Context, f func(querier) error) error {
	conn, err := db.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	return f(conn)
}
