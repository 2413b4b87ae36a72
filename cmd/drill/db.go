package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"

	"drill/internal/store"
	"drill/internal/term"
)

func (p *program) dbCommand() *cli.Command {
	return &cli.Command{
		Name:  "db",
		Usage: "look after the database",
		Subcommands: []*cli.Command{
			p.checkDBCommand(), p.rebuildCommand(), p.backupCommand(), p.restoreCommand(),
			p.mergeCommand(), p.exportDBCommand(), p.importDBCommand(),
		},
	}
}

func (p *program) rebuildCommand() *cli.Command {
	return &cli.Command{
		Name:      "rebuild",
		Usage:     "make all card states anew from the log",
		UsageText: "drill db rebuild [--json]\n\nExample: drill db rebuild",
		Flags:     []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			return p.rebuildDB(c.Context, c.Bool("json"))
		},
	}
}

func (p *program) rebuildDB(ctx context.Context, asJSON bool) error {
	db, err := p.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	rebuilt, err := db.Rebuild(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		return p.printJSON(map[string]int{"events": rebuilt.Events, "states": rebuilt.States, "changed": rebuilt.Changed})
	}
	_, err = fmt.Fprintf(p.env.Stdout, "%s replayed, %s; %d changed\n",
		term.Count(rebuilt.Events, "event"), term.Count(rebuilt.States, "card state"), rebuilt.Changed)
	return err
}

// interruptible is for work that leaves files to remove when it is stopped.
func interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
}

// openExisting opens the database for reading; that there is none is an error.
func (p *program) openExisting(ctx context.Context) (*store.DB, error) {
	db, err := p.openRead(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, p.noDatabase()
	}
	return db, err
}

func (p *program) noDatabase() error {
	path, err := p.databasePath()
	if err != nil {
		return err
	}
	return withHint(fmt.Errorf("there is no database at %s", path), "the first study session makes it; --db names another file")
}
