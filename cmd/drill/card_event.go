package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

// cardEvent is a command that stores an event about each card it names.
type cardEvent struct {
	name  string
	kind  session.EventKind
	usage string
	about string // what the help says besides
	// done says what was done to a card; refuse, why nothing was to be done, or nothing.
	done   func(state session.CardState, today scheduler.Day) string
	refuse func(state session.CardState, today scheduler.Day) string
}

func said(text string) func(session.CardState, scheduler.Day) string {
	return func(session.CardState, scheduler.Day) string { return text }
}

// cardEvents are the commands that change how cards are asked. Each is an event that
// `drill undo` takes back.
var cardEvents = []cardEvent{
	{
		name: "suspend", kind: session.EventSuspend, usage: "stop asking cards until they are unsuspended",
		done: said("suspended"),
		refuse: func(state session.CardState, _ scheduler.Day) string {
			return sayIf(state.Suspended, "was suspended already")
		},
	},
	{
		name: "unsuspend", kind: session.EventUnsuspend, usage: "ask suspended cards again",
		done: said("unsuspended"),
		refuse: func(state session.CardState, _ scheduler.Day) string {
			return sayIf(!state.Suspended, "was unsuspended already")
		},
	},
	{
		name: "bury", kind: session.EventBury, usage: "put cards off until tomorrow",
		done: said("buried: not asked again today"),
		refuse: func(state session.CardState, today scheduler.Day) string {
			return sayIf(buried(state, today), "was buried already")
		},
	},
	{
		name: "unbury", kind: session.EventUnbury, usage: "ask buried cards today after all",
		done: said("unburied"),
		refuse: func(state session.CardState, today scheduler.Day) string {
			return sayIf(!buried(state, today), "was not buried")
		},
	},
	{
		name: "reset", kind: session.EventReset, usage: "make cards new again",
		about: "The schedule begins anew, and the lapses count from none. What you answered stays in\nthe log. A suspended card stays suspended.",
		done:  said("reset: a new card again"),
		refuse: func(state session.CardState, _ scheduler.Day) string {
			return sayIf(state.New(), "is a new card already")
		},
	},
	{
		name: "set-due", kind: session.EventSetDue, usage: "choose the day on which cards come back",
		about: "A DAY is a date such as 2026-12-24, a number of days from today such as +3, today or\ntomorrow. The interval stays, and goes on from there at the next response.",
		done: func(state session.CardState, today scheduler.Day) string {
			return "due " + term.When(state.Due, today) + andSuspended(state)
		},
		refuse: func(state session.CardState, _ scheduler.Day) string {
			return sayIf(state.New(), "is new and has no day yet; it comes in its turn")
		},
	},
}

func sayIf(holds bool, text string) string {
	if holds {
		return text
	}
	return ""
}

func buried(state session.CardState, today scheduler.Day) bool {
	return state.Buried != 0 && today <= state.Buried
}

func andSuspended(state session.CardState) string { return sayIf(state.Suspended, ", but suspended") }

// cardEventCommand is the command of a cardEvent.
func (p *program) cardEventCommand(e cardEvent) *cli.Command {
	arguments, example := "CARD...", "ai-training/terms.lora#define"
	if e.kind == session.EventSetDue {
		arguments, example = "CARD... DAY", example+" +3"
	}
	about := "A CARD is a key as `drill card list` shows it. `drill undo` takes it back, card by card."
	if e.about != "" {
		about += "\n\n" + e.about
	}
	return &cli.Command{
		Name:      e.name,
		Usage:     e.usage,
		UsageText: fmt.Sprintf("drill card %s [flags] %s\n\n%s\n\nExample: drill card %s %s", e.name, arguments, about, e.name, example),
		Flags:     []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			keys, day := c.Args().Slice(), ""
			if e.kind == session.EventSetDue && len(keys) > 0 {
				keys, day = keys[:len(keys)-1], keys[len(keys)-1]
			}
			if len(keys) == 0 {
				return withHint(usagef("no card was named%s", sayIf(day != "", ", only "+day)), "`drill card list` shows the keys")
			}
			return p.changeCards(c.Context, e, keys, day, c.Bool("json"))
		},
	}
}

// cardChange is a card as the commands that change cards print it with --json.
type cardChange struct {
	Card    string `json:"card"`
	Changed bool   `json:"changed"`
	Said    string `json:"said"`
	Status  string `json:"status"` // as `drill card list` has it
	Due     string `json:"due,omitempty"`
}

// changeCards stores an event for each card, after it has seen that all of them exist.
func (p *program) changeCards(ctx context.Context, e cardEvent, keys []string, day string, asJSON bool) error {
	db, learner, err := p.openLearner(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	today, err := p.todayOf(ctx, learner)
	if err != nil {
		return err
	}
	event := session.Event{Kind: e.kind, Day: today}
	if day != "" {
		if event.Due, err = dayArgument(day, today); err != nil {
			return err
		}
	}
	states, err := p.statesOf(ctx, db, learner, keys)
	if err != nil {
		return err
	}
	changed := []cardChange{}
	for _, key := range keys {
		card, err := e.change(ctx, learner, event, key, states, today)
		if err != nil {
			return fmt.Errorf("%s %s: %w", e.name, key, err)
		}
		if changed = append(changed, card); !asJSON {
			fmt.Fprintf(p.env.Stdout, "%s: %s\n", printable.Line(key), card.Said)
		}
	}
	if asJSON {
		return p.printJSON(changed)
	}
	return nil
}

// change stores the event for one card, unless there is nothing to be done.
func (e cardEvent) change(ctx context.Context, learner *store.Learner, event session.Event, key string,
	states map[string]session.CardState, today scheduler.Day) (cardChange, error) {
	state := states[key]
	card := cardChange{Card: key, Said: e.refuse(state, today)}
	if card.Said == "" {
		event.Card = key
		var err error
		if state, err = learner.Append(ctx, event, state); err != nil {
			return card, err
		}
		states[key] = state
		card.Changed, card.Said = true, e.done(state, today)
	}
	card.Status = statusOf(state, today)
	if !state.New() {
		card.Due = state.Due.String()
	}
	return card, nil
}

// statesOf gives the states of cards that a person named: those in use, and those that
// the log knows. Another one is an error that names what was perhaps meant.
func (p *program) statesOf(ctx context.Context, db *store.DB, learner *store.Learner, keys []string) (map[string]session.CardState, error) {
	states, err := learner.Schedule(ctx).States(keys)
	if err != nil {
		return nil, err
	}
	asked, err := p.ask(ctx, db, nil, nil)
	if err != nil {
		return nil, err
	}
	found, err := asked.cards.Find(keys)
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		_, known := states[key]
		if _, used := found[key]; !known && !used {
			return nil, noSuchCard(asked.cards, key)
		}
	}
	return states, nil
}

func noSuchCard(cards session.Cards, key string) error {
	return withHint(fmt.Errorf("there is no card %q", key), "%s", nearestCards(cards, key))
}

// nearestCards names the cards that were perhaps meant: the parts of the question,
// where that exists.
func nearestCards(cards session.Cards, key string) string {
	question, _, _ := strings.Cut(key, "#")
	var parts []string
	cards.Each(session.Wanted{}, func(card deck.Listed) bool {
		if name, _, _ := strings.Cut(card.Key(), "#"); name == question || strings.HasSuffix(name, "/"+question) {
			parts = append(parts, card.Key())
		}
		return true
	})
	if len(parts) == 0 {
		return "`drill card list` shows the keys of all cards"
	}
	return "the question has the cards " + strings.Join(slices.Compact(parts), ", ")
}
