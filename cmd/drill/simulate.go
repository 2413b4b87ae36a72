package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/simulation"
	"drill/internal/store"
	"drill/internal/term"
)

// simulateOptions are what `drill simulate` was asked to do.
type simulateOptions struct {
	decks    []string
	days     int
	limits   session.Limits
	minutes  int
	policies []simulation.Policy
	compare  bool
	worlds   []simulation.World
	learners int
	cards    int // plain ones in place of decks; 0 means decks
	seed     uint64
	fresh    bool
	json     bool
}

func (p *program) simulateCommand() *cli.Command {
	return &cli.Command{
		Name:  "simulate",
		Usage: "say what your days may look like",
		UsageText: "drill simulate [flags] [DECK...]\n\nLets made-up learners study your decks day by day, by the rules that hold for you, and\n" +
			"says how long their days are and how much they know. It begins with what you have\n" +
			"studied. docs/scheduling.md says what a simulation cannot show.\n\nExample: drill simulate --days 90 --new 10 ai-training",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "days", Value: 365, Usage: "for `N` days"},
			&cli.IntFlag{Name: "new", Value: session.DefaultLimits.New, Usage: "at most `N` new cards a day", Action: notNegative("new")},
			&cli.IntFlag{Name: "limit", Value: session.DefaultLimits.Reviews, Usage: "at most `N` reviews a day", Action: notNegative("limit")},
			&cli.IntFlag{Name: "minutes", Usage: "at most `N` minutes a day; 0 means as long as it takes", Action: notNegative("minutes")},
			&cli.StringFlag{Name: "order", Value: string(session.OrderDue), Usage: "which cards come first, by `ORDER`: " + orderNames(), Action: knownOrder},
			&cli.StringFlag{Name: "policy", Usage: "`NAME` of what decides when cards come back: sm2, gain, or for comparison leitner or fsrs"},
			&cli.BoolFlag{Name: "compare", Usage: "all policies beside each other", DisableDefaultText: true},
			&cli.StringFlag{Name: "memory", Value: "both", Usage: "`THEORY` of memory that learners follow: fsrs, actr or both"},
			&cli.IntFlag{Name: "learners", Value: 8, Usage: "`N` learners with different memories"},
			&cli.IntFlag{Name: "cards", Usage: "`N` plain cards in place of decks", Action: notNegative("cards")},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "chance begins with `N`: the same seed gives the same outcome"},
			&cli.BoolFlag{Name: "fresh", Usage: "as if nothing had been studied yet", DisableDefaultText: true},
			jsonFlag(),
		},
		Action: func(c *cli.Context) error {
			options, err := simulateOptionsFrom(c)
			if err != nil {
				return err
			}
			return p.simulate(c.Context, options)
		},
	}
}

const (
	mostSimulatedDays = 3650
	mostLearners      = 1000
	mostPlainCards    = 100_000
)

func simulateOptionsFrom(c *cli.Context) (simulateOptions, error) {
	o := simulateOptions{
		decks: c.Args().Slice(), days: c.Int("days"), minutes: dayMinutes(c),
		limits:  session.Limits{New: c.Int("new"), Reviews: c.Int("limit")},
		compare: c.Bool("compare"), learners: c.Int("learners"), cards: c.Int("cards"),
		seed: c.Uint64("seed"), fresh: c.Bool("fresh"), json: c.Bool("json"),
	}
	for name, most := range map[string]int{"days": mostSimulatedDays, "learners": mostLearners} {
		if n := c.Int(name); n < 1 || n > most {
			return o, withHint(usagef("--%s is %d", name, n), "give 1 to %d", most)
		}
	}
	if o.cards > mostPlainCards {
		return o, withHint(usagef("--cards is %d", o.cards), "give at most %d", mostPlainCards)
	}
	if o.cards > 0 && len(o.decks) > 0 {
		return o, withHint(usagef("--cards stands in place of decks, and %q is given too", o.decks[0]), "give one of them")
	}
	if err := o.choosePolicies(c); err != nil {
		return o, err
	}
	switch memory := c.String("memory"); memory {
	case "both":
		o.worlds = simulation.Worlds
	case string(simulation.WorldFSRS), string(simulation.WorldACTR):
		o.worlds = []simulation.World{simulation.World(memory)}
	default:
		return o, withHint(usagef("there is no memory %q", memory), "give fsrs, actr or both")
	}
	return o, nil
}

func (o *simulateOptions) choosePolicies(c *cli.Context) error {
	if o.compare {
		if c.IsSet("policy") || c.IsSet("order") {
			return withHint(usagef("--compare takes all policies"), "leave --policy and --order out")
		}
		if !c.IsSet("minutes") {
			o.minutes = gainMinutes // policies compare by what the same minutes give
		}
		o.policies = simulation.Policies
		return nil
	}
	policy := simulation.SM2
	if name := c.String("policy"); name != "" {
		if c.IsSet("order") {
			return withHint(usagef("--policy and --order both say which cards come first"), "give one of them")
		}
		var err error
		if policy, err = simulation.PolicyOf(name); err != nil {
			return withHint(usageError{err}, "sm2 is what holds for you")
		}
		if policy.Order == session.OrderGain && !c.IsSet("minutes") {
			o.minutes = gainMinutes
		}
	} else {
		policy.Order = session.Order(c.String("order"))
	}
	o.policies = []simulation.Policy{policy}
	return nil
}

func (p *program) simulate(ctx context.Context, options simulateOptions) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	base, title, err := p.simulated(ctx, options)
	if err != nil {
		return err
	}
	var all []simulation.Settings
	for _, world := range options.worlds {
		for _, policy := range options.policies {
			for learner := range options.learners {
				settings := base
				settings.World, settings.Policy, settings.Learner = world, policy, learner
				all = append(all, settings)
			}
		}
	}
	progress := newSteps(p.env, len(all), "learners")
	days, err := simulation.Each(ctx, all, progress.step)
	progress.clear()
	if ctx.Err() != nil {
		return errInterrupted
	}
	if err != nil {
		return err
	}
	found := simulateReport{
		Title: title, Cards: len(base.Cards), Studied: len(base.States), Days: options.days, Minutes: options.minutes,
		New: options.limits.New, Reviews: options.limits.Reviews, Learners: options.learners, Seed: options.seed,
	}
	for i, world := range options.worlds {
		from := i * len(options.policies) * options.learners
		found.Worlds = append(found.Worlds, worldReportOf(world, options, days[from:from+len(options.policies)*options.learners], len(base.Cards)))
	}
	if options.json {
		return p.printJSON(found)
	}
	_, err = fmt.Fprint(p.env.Stdout, found.text())
	return err
}

// simulated gives what all learners of a simulation have in common.
func (p *program) simulated(ctx context.Context, options simulateOptions) (s simulation.Settings, title string, err error) {
	s = simulation.Settings{Days: options.days, Limits: options.limits, Minutes: float64(options.minutes), Seed: options.seed}
	s.Start = scheduler.StudyDay(p.env.Now(), scheduler.DefaultRollover)
	if options.cards > 0 {
		s.Cards = simulation.Plain(options.cards, deck.TypeShort)
		return s, term.Count(options.cards, "plain card"), nil
	}
	db, err := p.openStates(ctx)
	if err != nil {
		return s, "", err
	}
	if db != nil {
		defer db.Close()
	}
	asked, err := p.ask(ctx, db, options.decks, nil)
	if err != nil {
		return s, "", err
	}
	if s.Cards, err = simulatedCards(asked); err != nil {
		return s, "", err
	}
	if options.fresh || db == nil {
		return s, asked.title, nil
	}
	today, learner, err := p.readLearner(ctx, db)
	if err != nil || learner == nil {
		return s, asked.title, err
	}
	s.Start = today + 1
	return s, asked.title, begin(ctx, &s, learner)
}

// simulatedCards lists the wanted cards with their types.
func simulatedCards(asked asked) ([]simulation.Card, error) {
	var cards []simulation.Card
	var keys []string
	err := asked.cards.Each(asked.wanted, func(card deck.Listed) bool {
		cards = append(cards, simulation.Card{Listed: card})
		keys = append(keys, card.Key())
		return true
	})
	if err != nil {
		return nil, err
	}
	types, err := asked.cards.Types(keys)
	for i, key := range keys {
		cards[i].Type = types[key]
	}
	return cards, err
}

// begin lets a simulation begin where a learner is.
func begin(ctx context.Context, s *simulation.Settings, learner *store.Learner) error {
	states, err := learner.States(ctx)
	if err != nil {
		return err
	}
	seconds, err := learner.Seconds(ctx, session.PaceResponses)
	if err != nil {
		return err
	}
	s.Pace = session.NewPace(seconds)
	if s.Valuer, err = valuerOf(ctx, learner); err != nil {
		return err
	}
	s.States = make(session.States)
	for _, card := range s.Cards {
		if state, known := states[card.Key()]; known {
			s.States[card.Key()] = state
		}
	}
	return nil
}

// steps says how far long work is that is done in steps, at most once a second.
type steps struct {
	*progress
	done, of int
	what     string
}

func newSteps(env Env, of int, what string) *steps {
	return &steps{progress: newProgress(env, false), of: of, what: what}
}

func (s *steps) step() {
	s.done++
	s.say(func() string { return fmt.Sprintf("%d of %d %s", s.done, s.of, s.what) })
}
