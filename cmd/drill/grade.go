package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/report"
	"drill/internal/term"
)

func (p *program) gradeCommand() *cli.Command {
	return &cli.Command{
		Name:  "grade",
		Usage: "mark a file of responses",
		UsageText: "drill grade --deck DECK [flags] [FILE]\n\n" +
			"FILE is CSV with the columns question and response, and learner where there is one; without\n" +
			"it, or with -, a pipe is read. A question is named by its id, or as question#part. Options are\n" +
			"given by their text. A row comes out for each that could be marked, in the same order; the\n" +
			"others are told on stderr with their line, and the exit code is 3.\n\n" +
			"With --record each of them also goes into the log with its mark, as kind bulk; no schedule is\n" +
			"touched. Learners who are not there yet are made. The same command again records only what is\n" +
			"missing: a learner's response to a question is recorded once, unless FILE has it more often, or\n" +
			"--sitting says that it is of another time.\n\n" +
			"The columns are learner, question, score, points, max_points, route, met, missed, reasons and\n" +
			"rubric (the beginning of its hash), then those of FILE that are none of these; its own of the\n" +
			"same name are called input_NAME. jsonl has the whole mark, with the words that decided.\n\n" +
			"Example: drill grade --deck biology.toml --columns response=Answer,question=Item class-7b.csv",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "deck", Usage: "the `DECK` with the questions, by its id or path"},
			&cli.StringFlag{Name: "columns", Usage: "what FILE calls the columns, as `NAMES` such as response=Answer,question=Item"},
			&cli.StringFlag{Name: "format", Value: string(report.FormatCSV), Usage: "`FORMAT` csv or jsonl"},
			&cli.BoolFlag{Name: "json", Usage: "the same as --format jsonl", DisableDefaultText: true},
			&cli.BoolFlag{Name: "record", Usage: "store each response with its mark", DisableDefaultText: true},
			&cli.StringFlag{Name: "sitting", Usage: "the `NAME` of the occasion, where the same learners have answered before; with --record"},
			&cli.StringFlag{Name: "out", Usage: "write to `FILE` instead of the terminal"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite FILE", DisableDefaultText: true},
			&cli.BoolFlag{Name: "progress", Usage: "say on stderr how far it is, also where that is no terminal", DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			options, err := gradeOptionsFrom(c)
			if err != nil {
				return err
			}
			return p.grade(c.Context, options)
		},
	}
}

// gradeOptions are what `drill grade` was asked to do.
type gradeOptions struct {
	deck     string
	path     string // "-" for a pipe
	columns  map[string]string
	format   report.Format
	out      string
	force    bool
	progress bool
	record   bool
	sitting  string
}

// The columns that are read, in this order.
const (
	columnLearner = iota
	columnQuestion
	columnResponse
)

var gradeColumns = []string{"learner", "question", "response"}

func gradeOptionsFrom(c *cli.Context) (gradeOptions, error) {
	options := gradeOptions{
		deck: c.String("deck"), path: c.Args().First(),
		out: c.String("out"), force: c.Bool("force"), progress: c.Bool("progress"),
		record: c.Bool("record"), sitting: strings.TrimSpace(c.String("sitting")),
	}
	if options.sitting != "" && !options.record {
		return options, withHint(usagef("--sitting says what is recorded, and nothing is"), "give --record too")
	}
	if options.path == "" {
		options.path = "-"
	}
	if c.NArg() == 2 && options.deck == "" {
		return options, withHint(usagef("no deck is given"), "name the deck with the questions: drill grade --deck %s %s", quoteArg(options.path), quoteArg(c.Args().Get(1)))
	}
	if c.NArg() > 1 {
		return options, withHint(usagef("grade takes one file, and got %d", c.NArg()), "put the files together, or grade one after the other")
	}
	if options.deck == "" {
		return options, withHint(usagef("no deck is given"), "name the deck with the questions: drill grade --deck DECK %s", quoteArg(options.path))
	}
	name := c.String("format")
	if end := strings.TrimPrefix(filepath.Ext(options.out), "."); !c.IsSet("format") && (end == "jsonl" || end == "csv") {
		name = end
	}
	if c.Bool("json") {
		name = string(report.FormatJSONL)
	}
	var err error
	if options.format, err = report.ParseMarkFormat(name); err != nil {
		return options, withHint(usageError{err}, "the formats are csv and jsonl")
	}
	options.columns, err = columnNames(c.String("columns"), gradeColumns)
	return options, err
}

// columnNames reads what a file calls its columns: response=Answer,question=Item.
func columnNames(text string, known []string) (map[string]string, error) {
	names := make(map[string]string)
	for _, pair := range strings.Split(text, ",") {
		if strings.TrimSpace(pair) == "" {
			continue
		}
		ours, theirs, ok := strings.Cut(pair, "=")
		ours, theirs = strings.TrimSpace(ours), strings.TrimSpace(theirs)
		if !ok || theirs == "" || !slices.Contains(known, ours) {
			return nil, withHint(usagef("--columns %q does not say what a column is called", pair),
				"write NAME=COLUMN, where NAME is one of %s", strings.Join(known, ", "))
		}
		names[ours] = theirs
	}
	return names, nil
}

// grade marks a file of responses.
func (p *program) grade(ctx context.Context, options gradeOptions) error {
	d, err := p.oneDeck(options.deck)
	if err != nil {
		return err
	}
	in, err := p.openResponses(options.path)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := differs(options.path, options.out); options.out != "" && err != nil {
		return err
	}
	rows, err := report.NewRows(in, report.Columns{Known: gradeColumns, Required: gradeColumns[columnQuestion:], Renamed: options.columns})
	if err != nil {
		return tableError(options.path, err)
	}
	g := newGrader(rows, newQuestions(d), options.format)
	g.file = fileName(options.path)
	if !rows.Has(columnLearner) {
		g.learner = []byte(p.learnerName())
	}
	if options.record {
		return p.gradeRecording(ctx, g, options)
	}
	err = p.gradeRows(ctx, g, options)
	if errors.Is(err, syscall.EPIPE) {
		return nil // who read has read enough
	}
	if err != nil {
		return err
	}
	return p.concludeGrade(g)
}

// gradeRecording marks the rows and records them.
func (p *program) gradeRecording(ctx context.Context, g *grader, options gradeOptions) error {
	db, err := p.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if g.record, err = p.newRecording(ctx, db, g, options.sitting); err != nil {
		return err
	}
	defer withoutBrokenPipes()()
	if err := p.gradeRows(ctx, g, options); err != nil {
		p.tellRecorded(g.record, true)
		return err
	}
	err = p.concludeGrade(g)
	p.tellRecorded(g.record, false)
	return err
}

// gradeRows marks the rows of a file and writes their marks out.
func (p *program) gradeRows(ctx context.Context, g *grader, options gradeOptions) error {
	// Only from here on: while a pipe says nothing, a signal ends drill at once.
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	progress := newProgress(p.env, options.progress)
	err := p.writeOut(options.out, options.force, func(out io.Writer) error {
		if g.record != nil {
			out = &deafOnceClosed{to: out}
		}
		return g.run(ctx, out, func(problem gradeProblem) { p.tellProblem(g, problem) }, progress.tell)
	})
	progress.clear()
	return err
}

// openResponses opens the file, or the pipe where one was given.
func (p *program) openResponses(path string) (io.ReadCloser, error) {
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, withHint(fmt.Errorf("read responses: %w", err), "name a CSV file with the columns question and response")
		}
		if info, err := file.Stat(); err == nil && info.IsDir() {
			file.Close()
			return nil, withHint(fmt.Errorf("read responses: %s is a folder", path), "name a CSV file with the columns question and response")
		}
		return file, nil
	}
	if term.IsTerminal(p.env.Stdin) {
		return nil, withHint(usagef("no file of responses is given"), "name a CSV file with the columns question and response, or pipe one in")
	}
	return io.NopCloser(p.env.Stdin), nil
}

// fileName is what messages call a file of responses.
func fileName(path string) string {
	if path == "-" {
		return "stdin"
	}
	return path
}

// tableError says what a file of responses lacks.
func tableError(path string, err error) error {
	named := fmt.Errorf("%s: %w", fileName(path), err)
	switch {
	case errors.Is(err, report.ErrColumns):
		return withHint(named, "say what the file calls them: --columns question=NAME,response=NAME; where no column names the question, add one with its id in each row")
	case errors.Is(err, report.ErrNoTable):
		return withHint(named, "save it as CSV in UTF-8; its first row names the columns, question and response among them")
	}
	return named
}

// maxProblemsTold is how many problems are printed; all are counted.
const maxProblemsTold = 20

func (p *program) tellProblem(g *grader, problem gradeProblem) {
	if g.problems >= maxProblemsTold {
		return
	}
	said := problem.err.Error()
	if errors.Is(problem.err, errNoQuestion) || errors.Is(problem.err, errParts) {
		said = g.questions.why(problem.question, problem.err)
	} else if problem.question != "" {
		said = problem.question + ": " + said
	}
	if problem.learner != "" {
		said += " (" + problem.learner + ")"
	}
	fmt.Fprintf(p.env.Stderr, "drill: problem: %s:%d: %s\n", printable.Line(g.file), problem.line, printable.Line(said))
}

// concludeGrade says how many rows came to what.
func (p *program) concludeGrade(g *grader) error {
	if more := g.problems - maxProblemsTold; more > 0 {
		fmt.Fprintf(p.env.Stderr, "drill: problem: and %d more\n", more)
	}
	fmt.Fprintf(p.env.Stderr, "drill: %s read, %d marked, %d of them for review; %s\n",
		term.Count(g.rows, "row"), g.marked, g.review, term.Count(g.problems, "problem"))
	if g.problems > 0 {
		return errFound
	}
	return nil
}
