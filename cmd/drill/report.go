package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"drill/internal/report"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

func (p *program) reportCommand() *cli.Command {
	return &cli.Command{
		Name:  "report",
		Usage: "export what the log holds",
		Subcommands: []*cli.Command{{
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
		}},
	}
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
	return options, nil
}

func (p *program) reportScores(ctx context.Context, options scoreOptions) error {
	return p.writeOut(options.out, options.force, func(w io.Writer) error {
		db, err := p.openRead(ctx)
		if errors.Is(err, fs.ErrNotExist) && options.learner == "" {
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
		return report.Scores(w, options.format, db.Scores(ctx, options.filter))
	})
}

// noResponses is what a database that does not exist yet holds.
func noResponses(func(session.Scored, error) bool) {}

// writeOut gives write the terminal's stdout, or a file that appears under its
// name only when it is complete.
func (p *program) writeOut(path string, force bool, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(p.env.Stdout)
	}
	if exists(path) && !force {
		return withHint(fmt.Errorf("%s exists already", path), "name another file, or overwrite it with --force")
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".drill-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(file.Name())
	if err := errors.Join(write(file), file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(file.Name(), path)
}
