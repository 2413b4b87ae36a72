package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/term"
)

func (p *program) cardCommand() *cli.Command {
	command := &cli.Command{
		Name:        "card",
		Usage:       "look at cards, put them off, bring them back or begin them anew",
		Subcommands: []*cli.Command{p.cardListCommand(), p.cardShowCommand(), p.cardHistoryCommand(), p.cardLeechesCommand()},
	}
	for _, event := range cardEvents {
		command.Subcommands = append(command.Subcommands, p.cardEventCommand(event))
	}
	return command
}

func (p *program) cardListCommand() *cli.Command {
	return &cli.Command{
		Name:      "list",
		Usage:     "list cards with their schedules",
		UsageText: "drill card list [flags] [DECK...]\n\nExample: drill card list --due",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "due", Usage: "only cards that are due", DisableDefaultText: true},
			&cli.BoolFlag{Name: "new", Usage: "only cards never studied", DisableDefaultText: true},
			&cli.BoolFlag{Name: "suspended", Usage: "only suspended cards", DisableDefaultText: true},
			&cli.BoolFlag{Name: "buried", Usage: "only cards put off until tomorrow", DisableDefaultText: true},
			&cli.BoolFlag{Name: "leech", Usage: "only cards that are forgotten again and again", DisableDefaultText: true},
			&cli.BoolFlag{Name: "orphans", Usage: "only cards whose deck or question is gone", DisableDefaultText: true},
			&cli.StringSliceFlag{Name: "tag", Usage: "only cards with `TAG`; given again, with all of them"},
			jsonFlag(),
		},
		Action: func(c *cli.Context) error {
			return p.listCards(c.Context, listOptions{
				decks: c.Args().Slice(), tags: c.StringSlice("tag"), json: c.Bool("json"), leech: c.Bool("leech"),
				only: map[string]bool{
					"due": c.Bool("due"), "new": c.Bool("new"), "suspended": c.Bool("suspended"), "buried": c.Bool("buried"), "orphan": c.Bool("orphans"),
				},
			})
		},
	}
}

type listOptions struct {
	decks []string
	tags  []string
	only  map[string]bool // by status; none true means all
	leech bool            // only leeches
	json  bool
}

// listedCard is a card as `drill card list --json` prints it.
type listedCard struct {
	Card        string  `json:"card"`
	Status      string  `json:"status"` // new, due, waiting, suspended, buried or orphan
	Due         string  `json:"due,omitempty"`
	Interval    int     `json:"interval"`
	EaseFactor  float64 `json:"ease_factor"`
	Repetitions int     `json:"repetitions"`
	Lapses      int     `json:"lapses"`
	Reviews     int     `json:"reviews"`
	Prompt      string  `json:"prompt,omitempty"`
	File        string  `json:"file,omitempty"`
	Line        int     `json:"line,omitempty"`
}

func (p *program) listCards(ctx context.Context, options listOptions) error {
	chosen, err := p.chooseDecks(options.decks, options.tags)
	if err != nil {
		return err
	}
	db, err := p.openStates(ctx)
	if err != nil {
		return err
	}
	if db != nil {
		defer db.Close()
	}
	today, states, err := p.readStates(ctx, db)
	if err != nil {
		return err
	}
	var isLeech map[string]bool
	if options.leech {
		if isLeech, err = p.leechKeys(ctx, db, session.Loaded(chosen.library)); err != nil {
			return err
		}
	}
	cards := []listedCard{}
	for _, listed := range append(listInUse(chosen, states, today), listOrphans(chosen, states)...) {
		if options.wants(listed) && (!options.leech || isLeech[listed.Card]) {
			cards = append(cards, listed)
		}
	}
	if options.json {
		return p.printJSON(cards)
	}
	p.printCards(cards)
	return nil
}

func (o listOptions) wants(card listedCard) bool {
	for _, only := range o.only {
		if only {
			return o.only[card.Status]
		}
	}
	return true
}

func listInUse(chosen chosen, states map[string]session.CardState, today scheduler.Day) []listedCard {
	var cards []listedCard
	for _, card := range chosen.cards() {
		state := states[card.Key()]
		listed := listState(card.Key(), state, statusOf(state, today))
		listed.Prompt = card.Prompt
		listed.File, listed.Line = card.Origin.File, card.Origin.Line
		cards = append(cards, listed)
	}
	return cards
}

// listOrphans are cards that the log knows and no deck in use has. They are
// listed whatever decks are asked for by path, but not for another deck's id.
func listOrphans(chosen chosen, states map[string]session.CardState) []listedCard {
	var cards []listedCard
	for key, state := range states {
		id, _, _ := strings.Cut(key, "/")
		if chosen.library.Card(key) == nil && (chosen.ids == nil || chosen.ids[id]) {
			cards = append(cards, listState(key, state, "orphan"))
		}
	}
	slices.SortFunc(cards, func(a, b listedCard) int { return strings.Compare(a.Card, b.Card) })
	return cards
}

func statusOf(state session.CardState, today scheduler.Day) string {
	switch {
	case state.Suspended:
		return "suspended"
	case state.Hidden(today):
		return "buried"
	case state.New():
		return "new"
	case state.Due <= today, state.ToDrill(today):
		return "due"
	}
	return "waiting"
}

func listState(key string, state session.CardState, status string) listedCard {
	listed := listedCard{
		Card: key, Status: status, Interval: int(state.Interval), EaseFactor: float64(state.Ease()) / 100,
		Repetitions: state.Repetitions, Lapses: state.Lapses, Reviews: state.Reviews,
	}
	if !state.New() {
		listed.Due = state.Due.String()
	}
	return listed
}

func (p *program) printCards(cards []listedCard) {
	width := 0
	for _, card := range cards {
		width = max(width, printable.Width(card.Card))
	}
	for _, card := range cards {
		due := card.Due
		if due == "" {
			due = "-"
		}
		fmt.Fprintf(p.env.Stdout, "%s  %-9s  %-10s  %s\n", printable.Pad(printable.Line(card.Card), width),
			card.Status, due, printable.Clip(printable.Line(card.Prompt), 60))
	}
	fmt.Fprintln(p.env.Stdout, term.Count(len(cards), "card"))
}
