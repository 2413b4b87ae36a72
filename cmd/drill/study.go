package main

import (
	"context"
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
			options, err := studyOptionsFrom(c)
			if err != nil {
				return err
			}
			options.decks = c.Args().Slice()
			return p.study(c.Context, options)
		},
	}
}

func studyFlags() []cli.Flag {
	return append(limitFlags(),
		&cli.StringFlag{Name: "order", Value: string(session.OrderDue), Usage: "which cards come first, by `ORDER`: " + orderNames(), Action: knownOrder},
		&cli.IntFlag{Name: "minutes", Usage: "no more cards than `N` minutes have room for, today's earlier study included", Action: notNegative("minutes")},
		&cli.StringSliceFlag{Name: "tag", Usage: "only cards with `TAG`; given again, with all of them"},
		&cli.BoolFlag{Name: "plain", Usage: "one line, one response: no pauses, color or wrapping", DisableDefaultText: true},
		&cli.BoolFlag{Name: "json", Usage: "print the summary as one JSON document; the dialogue goes to stderr", DisableDefaultText: true},
	)
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

func studyOptionsFrom(c *cli.Context) (studyOptions, error) {
	limits, err := limitsFrom(c)
	return studyOptions{
		tags:   c.StringSlice("tag"),
		limits: limits,
		order:  session.Order(c.String("order")), minutes: dayMinutes(c),
		plain: c.Bool("plain"),
		json:  c.Bool("json"),
	}, err
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
	if err := asked.hasLimited(options.limits); err != nil {
		return err
	}
	plan := func() (*session.Study, error) { return p.plan(ctx, learner, asked, options) }
	return p.converse(ctx, plan, learner, asked.title, options)
}

// plan begins the session of the learner's study day.
func (p *program) plan(ctx context.Context, learner *store.Learner, asked asked, options studyOptions) (*session.Study, error) {
	today, err := p.studyDay(ctx, learner)
	if err != nil {
		return nil, err
	}
	seconds, err := learner.Seconds(ctx, session.PaceResponses)
	if err != nil {
		return nil, err
	}
	pace := session.NewPace(seconds)
	valuer, err := valuerOf(ctx, learner)
	if err != nil {
		return nil, err
	}
	return session.NewStudy(session.Today{
		Day: today, Cards: asked.cards, Wanted: asked.wanted,
		Schedule: learner.Schedule(ctx), Limits: options.limits,
		Order: options.order, Seconds: 60 * float64(options.minutes), Pace: pace, Valuer: valuer,
	}, pace)
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

// converse leads the dialogue of a session and prints its summary. Where the learner
// begins the study day that has come meanwhile, another session follows.
func (p *program) converse(ctx context.Context, plan func() (*session.Study, error), journal term.Journal, title string, options studyOptions) error {
	line, err := p.lineMode(options)
	if err != nil {
		return err
	}
	line.Minutes = options.minutes
	var earlier []summary
	for {
		study, err := plan()
		if err != nil {
			return err
		}
		line.Greet(study, title)
		ending, err := p.sit(ctx, line, study, journal)
		if err != nil {
			return err
		}
		if ending == term.EndedNewDay {
			earlier = append(earlier, summaryOf(study))
			continue
		}
		if options.json {
			if err := p.printJSON(summaries{summaryOf(study), earlier}); err != nil {
				return err
			}
		}
		if ending == term.EndedInterrupted {
			return errInterrupted
		}
		return nil
	}
}

// sit asks a session to its end, and after the summary goes on with it where the
// learner takes a response back.
func (p *program) sit(ctx context.Context, line *term.Line, study *session.Study, journal term.Journal) (term.Ending, error) {
	for {
		ending, err := line.Run(ctx, study, journal)
		line.Close(study, ending)
		if err != nil || ending != term.EndedDone {
			return ending, err
		}
		if goesOn, err := line.Reopen(ctx, study, journal); err != nil || !goesOn {
			return ending, err
		}
	}
}

// lineMode sets line mode up for where the program runs. It waits for a person
// only where one sits at both ends.
func (p *program) lineMode(options studyOptions) (*term.Line, error) {
	studyDay, err := p.clock()
	if err != nil {
		return nil, err
	}
	var out io.Writer = p.env.Stdout
	if options.json {
		out = p.env.Stderr
	}
	line := &term.Line{In: p.env.Stdin, Out: out, Now: p.env.Now, StudyDay: studyDay, Typed: term.IsTerminal(p.env.Stdin)}
	if options.plain {
		return line, nil
	}
	line.Attended = term.IsTerminal(p.env.Stdin) && term.IsTerminal(out)
	line.Style = term.NewStyle(out, p.env.Getenv)
	line.Width = min(term.Width(out), readableWidth)
	return line, nil
}

// readableWidth is the longest line, in cells, that text is set in.
const readableWidth = 100

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

// summaries are what `drill study --json` prints: that of the session, and those of
// the study days before it, which ended while it ran.
type summaries struct {
	summary
	Earlier []summary `json:"earlier,omitempty"`
}

// summary is what a session came to.
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
