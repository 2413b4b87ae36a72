package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/report"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

func (p *program) reportCommand() *cli.Command {
	return &cli.Command{
		Name:        "report",
		Usage:       "export what the log holds",
		Subcommands: []*cli.Command{p.scoresCommand(), p.rubricCommand()},
	}
}

func (p *program) scoresCommand() *cli.Command {
	return &cli.Command{
		Name:      "scores",
		Usage:     "a row per response: what was asked and given, its mark, and why",
		UsageText: "drill report scores [flags]\n\nWithout --learner, the responses of all learners.\n\nExample: drill report scores --format csv --out scores.csv",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: string(report.FormatText), Usage: "`FORMAT` text, csv or json"},
			&cli.BoolFlag{Name: "json", Usage: "the same as --format json", DisableDefaultText: true},
			&cli.StringFlag{Name: "deck", Usage: "only responses to the deck with this `ID`"},
			&cli.StringFlag{Name: "from", Usage: "only from the study day `DATE` on, such as 2026-11-23"},
			&cli.StringFlag{Name: "to", Usage: "only up to the study day `DATE`"},
			&cli.BoolFlag{Name: "undone", Usage: "also responses that were taken back", DisableDefaultText: true},
			&cli.StringFlag{Name: "out", Usage: "write to `FILE` instead of the terminal"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite FILE", DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			options, err := p.scoreOptionsFrom(c)
			if err != nil {
				return err
			}
			return p.reportScores(c.Context, options)
		},
	}
}

// rubricCommand shows what a mark was given by, as it was then.
func (p *program) rubricCommand() *cli.Command {
	return &cli.Command{
		Name:      "rubric",
		Usage:     "print the rubric that a mark was given by",
		UsageText: "drill report rubric HASH\n\nA HASH is one of the score report, or its beginning.\n\nExample: drill report rubric 0e5751c026e5",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 || c.Args().First() == "" {
				return withHint(usagef("report rubric takes one hash, and got %d", c.NArg()), "`drill report scores` shows the hashes")
			}
			return p.reportRubric(c.Context, c.Args().First())
		},
	}
}

func (p *program) reportRubric(ctx context.Context, prefix string) error {
	db, err := p.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	_, text, err := db.Rubric(ctx, prefix)
	if err != nil {
		return err
	}
	return p.printJSON(json.RawMessage(text))
}

type scoreOptions struct {
	format  report.Format
	filter  store.Filter
	learner string // empty: every learner
	out     string
	force   bool
}

func (p *program) scoreOptionsFrom(c *cli.Context) (scoreOptions, error) {
	if err := noArguments(c); err != nil {
		return scoreOptions{}, err
	}
	name := c.String("format")
	if c.Bool("json") {
		name = string(report.FormatJSON)
	}
	if end := strings.TrimPrefix(filepath.Ext(c.String("out")), "."); !c.IsSet("format") && !c.Bool("json") && end != "" {
		if format, err := report.ParseFormat(end); err == nil {
			name = string(format)
		}
	}
	format, err := report.ParseFormat(name)
	if err != nil {
		return scoreOptions{}, withHint(usageError{err}, "the formats are text, csv and json")
	}
	options := scoreOptions{format: format, learner: p.learnerName(), out: c.String("out"), force: c.Bool("force")}
	options.filter = store.Filter{Deck: c.String("deck"), Undone: c.Bool("undone")}
	for _, bound := range []struct {
		flag string
		to   **scheduler.Day
	}{{"from", &options.filter.From}, {"to", &options.filter.To}} {
		if !c.IsSet(bound.flag) {
			continue
		}
		day, err := scheduler.ParseDay(c.String(bound.flag))
		if err != nil {
			return scoreOptions{}, withHint(usagef("--%s: %w", bound.flag, err), "write the day as year-month-day")
		}
		*bound.to = &day
	}
	if from, to := options.filter.From, options.filter.To; from != nil && to != nil && *from > *to {
		return scoreOptions{}, withHint(usagef("--from %s is after --to %s", from, to), "give the earlier day with --from")
	}
	return options, nil
}

func (p *program) reportScores(ctx context.Context, options scoreOptions) error {
	return p.writeOut(options.out, options.force, func(w io.Writer) error {
		db, err := p.openRead(ctx)
		if errors.Is(err, fs.ErrNotExist) && options.learner == "" {
			p.noteNoDatabase()
			return report.Scores(w, options.format, noResponses)
		}
		if err != nil {
			return err
		}
		defer db.Close()
		if options.learner != "" {
			learner, err := db.Learner(ctx, options.learner)
			if err != nil {
				return err
			}
			options.filter.Learner = learner.ID()
		}
		rows := 0
		counted := func(yield func(session.Scored, error) bool) {
			for scored, err := range db.Scores(ctx, options.filter) {
				rows++
				if !yield(scored, err) {
					return
				}
			}
		}
		if err := report.Scores(w, options.format, counted); err != nil {
			return err
		}
		if rows == 0 {
			fmt.Fprintln(p.env.Stderr, "drill: note: no response in the log fits")
		}
		return nil
	})
}

// noteNoDatabase says that there is nothing yet to read, in case the path was
// mistyped.
func (p *program) noteNoDatabase() {
	if path, err := p.databasePath(); err == nil {
		fmt.Fprintf(p.env.Stderr, "drill: note: there is no database at %s yet\n", printable.Line(path))
	}
}

// noResponses is what a database that does not exist yet holds.
func noResponses(func(session.Scored, error) bool) {}

// writeOut gives write the terminal's stdout, or a file that appears under its
// name only when it is complete.
func (p *program) writeOut(path string, force bool, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(p.env.Stdout)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return withHint(fmt.Errorf("%s is no file that could be overwritten", path), "name another file")
	}
	if exists(path) && !force {
		return withHint(fmt.Errorf("%s exists already", path), "name another file, or overwrite it with --force")
	}
	target, mode := path, fs.FileMode(0o600)
	if real, err := filepath.EvalSymlinks(path); err == nil { // a link stays one
		target = real
		if info, err := os.Stat(real); err == nil {
			mode = info.Mode().Perm()
		}
	}
	file, err := os.CreateTemp(filepath.Dir(target), ".drill-*")
	if err != nil {
		return withHint(fmt.Errorf("write %s: %w", path, bare(err)), "name a file in a folder that exists and can be written")
	}
	defer os.Remove(file.Name())
	if err := errors.Join(write(file), file.Chmod(mode), file.Sync(), file.Close()); err != nil {
		err = fmt.Errorf("write %s: %w", path, bare(err))
		if isDisk(err) {
			return withHint(err, "free some space there, or name a file in another folder")
		}
		return err
	}
	if err := os.Rename(file.Name(), target); err != nil {
		return withHint(fmt.Errorf("write %s: %w", path, bare(err)), "name another file")
	}
	return nil
}

// differs refuses to write over the file that is read.
func differs(in, out string) error {
	a, errIn := os.Stat(in)
	b, errOut := os.Stat(out)
	if errIn == nil && errOut == nil && os.SameFile(a, b) {
		return withHint(fmt.Errorf("%s would be written over itself", in), "name another file with --out")
	}
	return nil
}

// isDisk reports whether there was no room to write.
func isDisk(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG) || errors.Is(err, syscall.EDQUOT)
}

// bare is an error without the name of the file that stood in for another.
func bare(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
