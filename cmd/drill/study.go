package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

// studyOptions are what `drill study` was asked to do.
type studyOptions struct {
	decks  []string // ids or paths; none means all
	tags   []string
	limits session.Limits
	order  session.Order
	// minutes is how long the day's study should take; 0 means as long as it takes.
	minutes int
	plain   bool
	json    bool
}

func (p *program) studyCommand() *cli.Command {
	return &cli.Command{
		Name:      "study",
		Usage:     "ask what is due, then new cards",
		UsageText: "drill study [flags] [DECK...]\n\nA DECK is the id of a deck, or the path of one to use for this run.\ndocs/scheduling.md says what the orders are good for.\n\nExample: drill study --new 5 ai-training",
		Flags:     studyFlags(),
		Action: func(c *cli.Context) error {
			options := studyOptionsFrom(c)
			options.decks = c.Args().Slice()
			return p.study(c.Context, options)
		},
	}
}

func studyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "new", Value: session.DefaultLimits.New, Usage: "at most `N` new cards a day", Action: notNegative("new")},
		&cli.IntFlag{Name: "more", Usage: "`N` new cards more today", Action: notNegative("more")},
		&cli.IntFlag{Name: "limit", Value: session.DefaultLimits.Reviews, Usage: "at most `N` reviews a day", Action: notNegative("limit")},
		&cli.StringFlag{Name: "order", Value: string(session.OrderDue), Usage: "which cards come first, by `ORDER`: " + orderNames(), Action: knownOrder},
		&cli.IntFlag{Name: "minutes", Usage: "no more cards than `N` minutes have room for, today's earlier study included", Action: notNegative("minutes")},
		&cli.StringSliceFlag{Name: "tag", Usage: "only cards with `TAG`; given again, with all of them"},
		&cli.BoolFlag{Name: "plain", Usage: "one line, one response: no pauses, color or wrapping", DisableDefaultText: true},
		&cli.BoolFlag{Name: "json", Usage: "print the summary as one JSON document; the dialogue goes to stderr", DisableDefaultText: true},
	}
}

func notNegative(name string) func(*cli.Context, int) error {
	return func(_ *cli.Context, n int) error {
		if n < 0 {
			return withHint(usagef("--%s is %d", name, n), "give 0 or more")
		}
		return nil
	}
}

// orderNames lists the orders for a usage text.
func orderNames() string {
	names := make([]string, len(session.Orders))
	for i, order := range session.Orders {
		names[i] = string(order)
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

func knownOrder(_ *cli.Context, text string) error {
	if _, err := session.ParseOrder(text); err != nil {
		return withHint(usageError{err}, "docs/scheduling.md says what the orders are good for")
	}
	return nil
}

// gainMinutes are the minutes of a day whose order is gain, where none are given: with no
// end, ever more cards would be asked that gain ever less.
const gainMinutes = 15

// dayMinutes gives the minutes of a day; 0 means as long as it takes.
func dayMinutes(c *cli.Context) int {
	if session.Order(c.String("order")) == session.OrderGain && !c.IsSet("minutes") {
		return gainMinutes
	}
	return c.Int("minutes")
}

func studyOptionsFrom(c *cli.Context) studyOptions {
	return studyOptions{
		tags:   c.StringSlice("tag"),
		limits: session.Limits{New: c.Int("new") + c.Int("more"), Reviews: c.Int("limit")},
		order:  session.Order(c.String("order")), minutes: dayMinutes(c),
		plain: c.Bool("plain"),
		json:  c.Bool("json"),
	}
}

// study runs a study session from its greeting to its summary.
func (p *program) study(ctx context.Context, options studyOptions) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	db, learner, err := p.openLearner(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	asked, err := p.ask(ctx, db, options.decks, options.tags)
	if err != nil {
		return err
	}
	if err := asked.notEmpty(); err != nil {
		return err
	}
	today, err := p.studyDay(ctx, learner)
	if err != nil {
		return err
	}
	seconds, err := learner.Seconds(ctx, session.PaceResponses)
	if err != nil {
		return err
	}
	pace := session.NewPace(seconds)
	valuer, err := valuerOf(ctx, learner)
	if err != nil {
		return err
	}
	study, err := session.NewStudy(session.Today{
		Day: today, Cards: asked.cards, Wanted: asked.wanted,
		Schedule: learner.Schedule(ctx), Limits: options.limits,
		Order: options.order, Seconds: 60 * float64(options.minutes), Pace: pace, Valuer: valuer,
	}, pace)
	if err != nil {
		return err
	}
	return p.converse(ctx, study, learner, asked.title, options)
}

// valuerOf says what reviews are worth to a learner.
func valuerOf(ctx context.Context, learner *store.Learner) (*scheduler.Valuer, error) {
	weights, _, _, err := learner.Weights(ctx)
	if err != nil {
		return nil, err
	}
	model, err := scheduler.NewModel(weights)
	if err != nil {
		return nil, err
	}
	return scheduler.NewValuer(model, scheduler.DefaultCosts, scheduler.DefaultFirmness), nil
}

// converse leads the dialogue of a session and prints its summary.
func (p *program) converse(ctx context.Context, study *session.Study, journal term.Journal, title string, options studyOptions) error {
	line := p.lineMode(options)
	line.Minutes = options.minutes
	line.Greet(study, title)
	ending, err := line.Run(ctx, study, journal)
	line.Close(study, ending)
	if err != nil {
		return err
	}
	if options.json {
		if err := p.printJSON(summaryOf(study)); err != nil {
			return err
		}
	}
	if ending == term.EndedInterrupted {
		return errInterrupted
	}
	return nil
}

// lineMode sets line mode up for where the program runs. It waits for a person
// only where one sits at both ends.
func (p *program) lineMode(options studyOptions) *term.Line {
	var out io.Writer = p.env.Stdout
	if options.json {
		out = p.env.Stderr
	}
	line := &term.Line{In: p.env.Stdin, Out: out, Now: p.env.Now}
	if options.plain {
		return line
	}
	line.Attended = term.IsTerminal(p.env.Stdin) && term.IsTerminal(out)
	line.Style = term.NewStyle(out, p.env.Getenv)
	line.Width = min(term.Width(out), readableWidth)
	return line
}

// readableWidth is the longest line, in cells, that text is set in.
const readableWidth = 100

// studyDay gives today's study day. It never goes below the last one in the
// log, and asks before it follows a log that is far ahead of the clock.
func (p *program) studyDay(ctx context.Context, learner *store.Learner) (scheduler.Day, error) {
	today := scheduler.StudyDay(p.env.Now(), scheduler.DefaultRollover)
	last, ok, err := learner.LastDay(ctx)
	if err != nil || !ok || last <= today {
		return today, err
	}
	if last-today <= toleratedLead {
		return last, nil
	}
	behind := withHint(fmt.Errorf("the clock says %s, and the last response was recorded for %s", today, last),
		"set the clock right; or, when it was wrong before, `drill undo` takes back what was recorded then")
	if !term.IsTerminal(p.env.Stdin) {
		return 0, behind
	}
	agreed, err := p.confirm(fmt.Sprintf(
		"The last response was recorded for %s, but the clock says %s. Record today's responses for %s?", last, today, last))
	if err != nil {
		return 0, err
	}
	if !agreed {
		return 0, behind
	}
	return last, nil
}

// toleratedLead is by how many days the log may be ahead of the clock before
// drill asks: travel across the date line explains as much.
const toleratedLead = 2

// openLearner opens the database for writing and the learner in it.
func (p *program) openLearner(ctx context.Context) (*store.DB, *store.Learner, error) {
	db, err := p.openDB(ctx)
	if err != nil {
		return nil, nil, err
	}
	learner, err := db.Learner(ctx, p.learnerName())
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, learner, nil
}

func (p *program) openDB(ctx context.Context) (*store.DB, error) {
	path, err := p.databasePath()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, path, p.storeOptions())
}

func (p *program) storeOptions() store.Options {
	return store.Options{Now: p.env.Now, Random: p.env.Random, User: p.env.Getenv("USER")}
}

// summary is what `drill study --json` prints.
type summary struct {
	StudyDay  string         `json:"study_day"`
	Responses int            `json:"responses"`
	Cards     int            `json:"cards"`
	New       int            `json:"new"`
	Skipped   int            `json:"skipped"`
	Missed    []missedCard   `json:"missed"`
	Left      session.Counts `json:"left"`
	NextDue   string         `json:"next_due,omitempty"`
	NextCards int            `json:"next_cards"`
}

type missedCard struct {
	Card    string `json:"card"`
	Prompt  string `json:"prompt"`
	Quality int    `json:"quality"`
}

func summaryOf(study *session.Study) summary {
	tally := study.Tally()
	s := summary{
		StudyDay: study.Day().String(), Responses: tally.Responses, Cards: tally.Studied, New: tally.New,
		Skipped: tally.Skipped, Missed: []missedCard{}, Left: study.Left(),
	}
	for _, missed := range tally.Missed {
		s.Missed = append(s.Missed, missedCard{missed.Card.Key(), missed.Card.Prompt, int(missed.Quality)})
	}
	if day, cards := study.Coming(); cards > 0 {
		s.NextDue, s.NextCards = day.String(), cards
	}
	return s
}
