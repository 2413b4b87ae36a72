package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/store"
	"drill/internal/term"
)

func (p *program) dbCommand() *cli.Command {
	return &cli.Command{
		Name:  "db",
		Usage: "look after the database",
		Subcommands: []*cli.Command{
			{
				Name:      "check",
				Usage:     "verify the file, the chains of the log, and states against a replay",
				UsageText: "drill db check [--json]\n\nExample: drill db check",
				Flags:     []cli.Flag{jsonFlag()},
				Action: func(c *cli.Context) error {
					if err := noArguments(c); err != nil {
						return err
					}
					return p.checkDB(c.Context, c.Bool("json"))
				},
			},
			{
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
			},
		},
	}
}

// checkedDB is what `drill db check --json` prints.
type checkedDB struct {
	File   string         `json:"file"`
	Rows   int            `json:"rows"` // of the log, verified
	Faults []checkedFault `json:"faults"`
	Notes  []string       `json:"notes"`
}

type checkedFault struct {
	What   string `json:"what"`
	Where  string `json:"where"`
	Remedy string `json:"remedy"`
}

func (p *program) checkDB(ctx context.Context, asJSON bool) error {
	path, err := p.databasePath()
	if err != nil {
		return err
	}
	db, err := p.openRead(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return withHint(fmt.Errorf("there is no database at %s", path), "the first study session makes it; --db names another file")
	}
	if err != nil {
		return err
	}
	defer db.Close()
	checkup, err := db.Check(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		err = p.printJSON(checkedDBOf(path, checkup))
	} else {
		err = p.printCheckup(path, checkup)
	}
	if err == nil && len(checkup.Faults) > 0 {
		return errFound
	}
	return err
}

func checkedDBOf(path string, checkup store.Checkup) checkedDB {
	found := checkedDB{File: path, Rows: checkup.Rows, Faults: []checkedFault{}, Notes: append([]string{}, checkup.Notes...)}
	for _, fault := range checkup.Faults {
		found.Faults = append(found.Faults, checkedFault(fault))
	}
	return found
}

func (p *program) printCheckup(path string, checkup store.Checkup) error {
	for _, fault := range checkup.Faults {
		fmt.Fprintln(p.env.Stdout, printable.Line(fmt.Sprintf("%s: %s: %s", fault.Where, fault.What, fault.Remedy)))
	}
	if len(checkup.Faults) == 0 {
		fmt.Fprintf(p.env.Stdout, "%s: no faults in %s of the log\n", path, term.Count(checkup.Rows, "row"))
	}
	for _, note := range checkup.Notes {
		fmt.Fprintln(p.env.Stdout, printable.Line("note: "+note))
	}
	return nil
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
