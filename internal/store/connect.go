package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"strconv"
	"time"

	"github.com/mattn/go-sqlite3"
)

// access says how a file is opened.
type access int

const (
	readWrite access = iota
	readOnly
	immutable // read-only, taking no locks and making no side files
	fresh     // the empty file that a copy is written to
)

// dsn is the driver's name for a file. A URL, because in anything else ?, # and
// % in a path would open another file. The pragmas stand in it, so that every
// connection of the pool has them.
func dsn(path string, how access, wait time.Duration) string {
	query := url.Values{
		"_foreign_keys": {"on"},
		"_busy_timeout": {strconv.FormatInt(wait.Milliseconds(), 10)},
	}
	switch how {
	case readWrite:
		query.Set("mode", "rw")
		query.Set("_journal_mode", "WAL")
		query.Set("_synchronous", "FULL") // a commit is on disk when it returns
		query.Set("_txlock", "immediate") // never fail half way for a lock
	case fresh:
		query.Set("mode", "rw")
		query.Set("_synchronous", "FULL")
	case immutable:
		query.Set("immutable", "1")
		fallthrough
	case readOnly:
		query.Set("mode", "ro")
		query.Set("_query_only", "on")
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}).String()
}

// connector opens connections without registering a driver for the whole
// program.
type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

func newPool(path string, how access, wait time.Duration) *sql.DB {
	return sql.OpenDB(connector{dsn(path, how, wait), &sqlite3.SQLiteDriver{ConnectHook: distrust}})
}

func (c connector) Connect(context.Context) (driver.Conn, error) {
	connected.Store(true)
	return c.driver.Open(c.dsn)
}

func (c connector) Driver() driver.Driver { return c.driver }

// distrust makes SQLite careful with a file that someone else may have made.
func distrust(conn *sqlite3.SQLiteConn) error {
	_, err := conn.Exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", nil)
	return err
}
