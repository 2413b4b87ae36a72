package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/urfave/cli/v2"

	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

// comingDays is how many days after today `drill due` looks ahead.
const comingDays = 7

func (p *program) dueCommand() *cli.Command {
	return &cli.Command{
		Name:      "due",
		Usage:     "say what today and the next days bring",
		UsageText: "drill due [flags] [DECK...]\n\nExample: drill due --json ai-training",
		Flags:     append(limitFlags(), jsonFlag()),
		Action: func(c *cli.Context) error {
			limits, err := limitsFrom(c)
			if err != nil {
				return err
			}
			return p.due(c.Context, c.Args().Slice(), limits, c.Bool("json"))
		},
	}
}

// dueReport is what `drill due --json` prints.
type dueReport struct {
	StudyDay  string         `json:"study_day"`
	Due       int            `json:"due"`
	New       int            `json:"new"`
	Again     int            `json:"again"`
	Hidden    session.Hidden `json:"hidden"`
	Coming    []comingDay    `json:"coming"`
	Suspended int            `json:"suspended"`
}

// comingDay is a later study day and how many cards are due on it.
type comingDay struct {
	Day   string `json:"day"`
	Cards int    `json:"cards"`
}

func (p *program) due(ctx context.Context, args []string, limits session.Limits, asJSON bool) error {
	db, err := p.openStates(ctx)
	if err != nil {
		return err
	}
	if db != nil {
		defer db.Close()
	}
	asked, err := p.ask(ctx, db, args, nil)
	if err != nil {
		return err
	}
	if err := asked.hasLimited(limits); err != nil {
		return err
	}
	today, schedule, err := p.readSchedule(ctx, db)
	if err != nil {
		return err
	}
	report, err := dueReportOf(today, asked, schedule, limits)
	if err != nil {
		return err
	}
	if asJSON {
		return p.printJSON(report)
	}
	p.printDue(report, asked.title, today)
	return nil
}

func dueReportOf(today scheduler.Day, asked asked, schedule session.Schedule, limits session.Limits) (dueReport, error) {
	plan, err := session.Plan(session.Today{
		Day: today, Cards: asked.cards, Wanted: asked.wanted, Schedule: schedule, Limits: limits,
	})
	if err != nil {
		return dueReport{}, err
	}
	report := dueReport{
		StudyDay: today.String(), Due: len(plan.Due), New: len(plan.New), Again: len(plan.Drill),
		Hidden: plan.Hidden, Suspended: plan.Hidden.Suspended, Coming: make([]comingDay, comingDays),
	}
	for i := range report.Coming {
		report.Coming[i].Day = (today + scheduler.Day(i+1)).String()
	}
	return report, report.lookAhead(today, asked, schedule)
}

// lookAhead counts the cards of the coming days.
func (r *dueReport) lookAhead(today scheduler.Day, asked asked, schedule session.Schedule) error {
	coming := make(map[string]int) // days ahead
	err := schedule.Due(today+1, today+comingDays, func(key string, due scheduler.Day) bool {
		coming[key] = int(due - today)
		return true
	})
	if err != nil {
		return err
	}
	found, err := asked.cards.Find(slices.Collect(maps.Keys(coming)))
	for key, card := range found {
		if asked.wanted.Has(card) {
			r.Coming[coming[key]-1].Cards++
		}
	}
	return err
}

func (p *program) printDue(report dueReport, title string, today scheduler.Day) {
	fmt.Fprintf(p.env.Stdout, "%s · %s\n", title, today)
	fmt.Fprintf(p.env.Stdout, "Today: %s due, %d new", term.Count(report.Due, "card"), report.New)
	if report.Again > 0 {
		fmt.Fprintf(p.env.Stdout, ", %d to be asked again", report.Again)
	}
	fmt.Fprintln(p.env.Stdout)
	for _, line := range term.HiddenLines(report.Hidden) {
		fmt.Fprintln(p.env.Stdout, line)
	}
	for _, coming := range report.Coming {
		fmt.Fprintf(p.env.Stdout, "%s  %s\n", coming.Day, term.Count(coming.Cards, "card"))
	}
}

// openStates opens the database for reading only; nil when there is none yet, so
// that every card is new.
func (p *program) openStates(ctx context.Context) (*store.DB, error) {
	db, err := p.openRead(ctx)
	if errors.Is(err, fs.ErrNotExist) && p.learnerName() == "" {
		if p.settings.db != "" {
			p.noteNoDatabase()
		}
		return nil, nil
	}
	return db, err
}

// readSchedule gives access to the learner's states, and the study day, without writing
// anything.
func (p *program) readSchedule(ctx context.Context, db *store.DB) (scheduler.Day, session.Schedule, error) {
	today, learner, err := p.readLearner(ctx, db)
	if err != nil || learner == nil {
		return today, session.States(nil), err
	}
	return today, learner.Schedule(ctx), nil
}

// readStates reads all of the learner's states.
func (p *program) readStates(ctx context.Context, db *store.DB) (scheduler.Day, map[string]session.CardState, error) {
	today, learner, err := p.readLearner(ctx, db)
	if err != nil || learner == nil {
		return today, nil, err
	}
	states, err := learner.States(ctx)
	return today, states, err
}

// readLearner gives the study day, and the learner; nil where there is no database yet.
func (p *program) readLearner(ctx context.Context, db *store.DB) (scheduler.Day, *store.Learner, error) {
	if db == nil {
		today, err := p.today()
		return today, nil, err
	}
	learner, err := db.Learner(ctx, p.learnerName())
	if err != nil {
		return 0, nil, err
	}
	today, err := p.todayOf(ctx, learner)
	return today, learner, err
}

// openRead opens the database for reading only; fs.ErrNotExist says that there
// is none yet.
func (p *program) openRead(ctx context.Context) (*store.DB, error) {
	path, err := p.databasePath()
	if err != nil {
		return nil, err
	}
	return store.OpenRead(ctx, path, p.storeOptions())
}

func (p *program) undoCommand() *cli.Command {
	return &cli.Command{
		Name:      "undo",
		Usage:     "take back the newest response or command",
		UsageText: "drill undo [flags]\n\nTakes back what was last done on this computer; again, and it takes back what was before.\n\nExample: drill undo",
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			return p.undo(c.Context)
		},
	}
}

func (p *program) undo(ctx context.Context) error {
	db, learner, err := p.openLearner(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	today, err := p.todayOf(ctx, learner)
	if err != nil {
		return err
	}
	undone, err := learner.Undo(ctx, today)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.env.Stdout, term.Undone(undone))
	return err
}
