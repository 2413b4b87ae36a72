package store

import (
	"context"
	"fmt"
	"path/filepath"
)

// stage makes a working copy of a database in a folder that is ours alone, brings
// its schema up to date and opens it. The original is only read, and is refused as
// OpenRead refuses it, but for its schema.
func stage(ctx context.Context, from, dir string, o Options) (*DB, error) {
	const doing = "copy the database"
	source, err := newDB(from, o)
	if err != nil {
		return nil, wrapped(doing, from, err)
	}
	source.readOnly = true
	defer source.Close()
	if _, err := source.openPool(ctx, o); err != nil {
		return nil, source.wrap(doing, err)
	}
	to := filepath.Join(dir, "copy.db")
	if err := source.copyTo(ctx, to); err != nil {
		return nil, source.wrap(doing, err)
	}
	o.noBackup = true
	copied, err := Open(ctx, to, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %q: %w", doing, source.path, err)
	}
	return copied, nil
}
