package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/store"
	"drill/internal/term"
)

const exportDBHelp = `drill db export [--force] [FILE]

Writes the whole log as JSON lines, which docs/export-format.md describes: learners,
rubrics, responses, marks and events, each row with its hash. The same log gives the
same bytes. Without FILE it goes to the terminal or the pipe.

Example: drill db export drill.jsonl`

func (p *program) exportDBCommand() *cli.Command {
	return &cli.Command{
		Name:      "export",
		Usage:     "write the whole log as JSON lines",
		UsageText: exportDBHelp,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "force", Usage: "overwrite FILE", DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return withHint(usagef("db export takes one file, and got %d", c.NArg()), "name one file, or none")
			}
			ctx, stop := interruptible(c.Context)
			defer stop()
			return p.exportDB(ctx, c.Args().First(), c.Bool("force"))
		},
	}
}

func (p *program) exportDB(ctx context.Context, path string, force bool) error {
	db, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if same(db.Path(), path) {
		return withHint(fmt.Errorf("%s would be written over itself", path), "name another file")
	}
	var exported store.Exported
	err = p.writeOut(path, force, func(to io.Writer) error {
		buffered := bufio.NewWriterSize(to, 1<<16)
		if exported, err = db.Export(ctx, buffered); err != nil {
			return err
		}
		return buffered.Flush()
	})
	if err == nil && path != "" && path != "-" {
		_, err = fmt.Fprintln(p.env.Stdout, printable.Line(fmt.Sprintf("Wrote %s: %s, %s, %s, %s.", path,
			term.Count(exported.Learners, "learner"), term.Count(exported.Responses, "response"),
			term.Count(exported.Marks, "mark"), term.Count(exported.Events, "event"))))
	}
	return err
}

// same reports whether two paths are of one file.
func same(a, b string) bool {
	one, errOne := os.Stat(a)
	two, errTwo := os.Stat(b)
	return errOne == nil && errTwo == nil && os.SameFile(one, two)
}

const importDBHelp = `drill db import [--as THEIRS=OURS]... [FILE]

Takes in what ` + "`drill db export`" + ` wrote, as ` + "`drill db merge`" + ` takes in a database: what is
there already stays, and importing again takes nothing. Every row is verified; with
anything wrong in FILE nothing is taken. Without FILE it is read from the pipe.

Example: drill db import drill.jsonl`

func (p *program) importDBCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "take in what drill db export wrote",
		UsageText: importDBHelp,
		Flags:     append(joinFlags(), jsonFlag()),
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return withHint(usagef("db import takes one file, and got %d", c.NArg()), "import several one after the other")
			}
			same, err := sameFrom(c)
			if err != nil {
				return err
			}
			ctx, stop := interruptible(c.Context)
			defer stop()
			return p.importDB(ctx, c.Args().First(), same, c.Bool("json"))
		},
	}
}

func (p *program) importDB(ctx context.Context, path string, same []store.Same, asJSON bool) error {
	file, name, err := p.toImport(path)
	if err != nil {
		return err
	}
	defer file.Close()
	db, err := p.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	merged, err := db.Import(ctx, file, same...)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return p.reportMerged(ctx, db, name, merged, asJSON)
}

// toImport opens the file to import. What comes through a pipe is kept in a file
// first, so that the database is not locked while it comes.
func (p *program) toImport(path string) (file *os.File, name string, err error) {
	if path != "" && path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, "", withHint(err, "name a file that `drill db export` wrote")
		}
		return file, path, nil
	}
	if term.IsTerminal(p.env.Stdin) {
		return nil, "", withHint(usagef("no file is named"), "name a file that `drill db export` wrote, or give it through a pipe")
	}
	file, err = os.CreateTemp("", "drill-")
	if err != nil {
		return nil, "", err
	}
	_, err = io.Copy(file, p.env.Stdin)
	_, errSeek := file.Seek(0, io.SeekStart)
	if err := errors.Join(err, errSeek, os.Remove(file.Name())); err != nil {
		file.Close()
		return nil, "", err
	}
	return file, "standard input", nil
}
