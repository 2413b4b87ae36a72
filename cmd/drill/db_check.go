package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/store"
	"drill/internal/term"
)

const checkDBHelp = `drill db check [--repair] [--json]

Verifies the file and its indexes, the chains of the log, the card states, which
must be what the log gives, and the catalogue of decks. --repair makes anew what is
made of the log and of decks; where the file is damaged but the log in it is whole,
it writes that to a new file and keeps the old one. It never changes the log.

Example: drill db check --repair`

func (p *program) checkDBCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "look for damage, and repair what can be repaired",
		UsageText: checkDBHelp,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "repair", Usage: "mend what can be made anew", DisableDefaultText: true},
			jsonFlag(),
		},
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			ctx, stop := interruptible(c.Context)
			defer stop()
			return p.checkDB(ctx, c.Bool("repair"), c.Bool("json"))
		},
	}
}

// checkedDB is what `drill db check --json` prints.
type checkedDB struct {
	File   string         `json:"file"`
	Rows   int            `json:"rows"` // of the log, verified
	Faults []checkedFault `json:"faults"`
	Mended []checkedFault `json:"mended,omitempty"`
	Kept   string         `json:"kept,omitempty"` // the file as it was before
	Notes  []string       `json:"notes"`
}

type checkedFault struct {
	What     string `json:"what"`
	Where    string `json:"where"`
	Remedy   string `json:"remedy"`
	Mendable bool   `json:"mendable"`
}

func (p *program) checkDB(ctx context.Context, repair, asJSON bool) error {
	path, err := p.databasePath()
	if err != nil {
		return err
	}
	repaired, err := p.inspect(ctx, path, repair)
	if errors.Is(err, fs.ErrNotExist) {
		return p.noDatabase()
	}
	if err != nil {
		return err
	}
	if asJSON {
		err = p.printJSON(checkedDBOf(path, repaired))
	} else {
		p.printCheckup(path, repaired)
	}
	if err == nil && len(repaired.After.Faults) > 0 {
		return errFound
	}
	return err
}

// inspect checks a database, and repairs it where that is asked for. That it cannot
// be opened for damage is what was found, and no error.
func (p *program) inspect(ctx context.Context, path string, repair bool) (store.Repaired, error) {
	repaired, err := p.open(ctx, path, repair)
	if errors.Is(err, store.ErrDamaged) {
		fault := store.Fault{What: "the database cannot be opened", Where: err.Error(), Remedy: store.RemedyFile}
		repaired.After.Faults = append(repaired.After.Faults, fault)
		err = nil
	}
	return repaired, err
}

func (p *program) open(ctx context.Context, path string, repair bool) (store.Repaired, error) {
	if repair {
		if _, err := os.Stat(path); err != nil {
			return store.Repaired{}, err // which would be made
		}
		return store.Repair(ctx, path, p.storeOptions())
	}
	db, err := p.openRead(ctx)
	if err != nil {
		return store.Repaired{}, err
	}
	defer db.Close()
	checkup, err := db.Check(ctx)
	return store.Repaired{Before: checkup, After: checkup}, err
}

func checkedDBOf(path string, repaired store.Repaired) checkedDB {
	found := checkedDB{
		File: path, Rows: repaired.After.Rows, Faults: []checkedFault{}, Kept: repaired.Kept,
		Notes: append([]string{}, repaired.After.Notes...),
	}
	for _, fault := range repaired.After.Faults {
		found.Faults = append(found.Faults, checkedFault(fault))
	}
	for _, fault := range mended(repaired) {
		found.Mended = append(found.Mended, checkedFault(fault))
	}
	return found
}

// mended are the faults that are no longer there.
func mended(repaired store.Repaired) []store.Fault {
	var gone []store.Fault
	for _, fault := range repaired.Before.Faults {
		if !slices.ContainsFunc(repaired.After.Faults, func(left store.Fault) bool {
			return left.What == fault.What && left.Where == fault.Where
		}) {
			gone = append(gone, fault)
		}
	}
	return gone
}

func (p *program) printCheckup(path string, repaired store.Repaired) {
	say := func(format string, args ...any) {
		fmt.Fprintln(p.env.Stdout, printable.Line(fmt.Sprintf(format, args...)))
	}
	for _, fault := range mended(repaired) {
		say("%s: %s: mended", fault.Where, fault.What)
	}
	if repaired.Kept != "" {
		say("the log was written to a new file; the old one is kept as %s", repaired.Kept)
	}
	mendable := 0
	for _, fault := range repaired.After.Faults {
		say("%s: %s: %s", fault.Where, fault.What, fault.Remedy)
		if fault.Mendable {
			mendable++
		}
	}
	switch faults := len(repaired.After.Faults); {
	case faults == 0:
		say("%s: no faults in %s of the log", path, term.Count(repaired.After.Rows, "row"))
	case mendable < faults:
		say("%s: %s, of which %d cannot be mended; a backup can be put in its place with `drill db restore`", path, term.Count(faults, "fault"), faults-mendable)
	default:
		say("%s: %s, which `drill db check --repair` mends", path, term.Count(faults, "fault"))
	}
	for _, note := range repaired.After.Notes {
		say("note: %s", note)
	}
}
