package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

func (p *program) cardLeechesCommand() *cli.Command {
	return &cli.Command{
		Name:      "leeches",
		Usage:     "list cards that are forgotten again and again",
		UsageText: fmt.Sprintf("drill card leeches [flags] [DECK...]\n\nA leech is a card that you have forgotten %d times or more as it reads now. Rewrite it,\nsplit it, or suspend it; a card whose text has changed counts from none.\n\nExample: drill card leeches", session.LeechLapses),
		Flags:     []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			return p.leeches(c.Context, c.Args().Slice(), c.Bool("json"))
		},
	}
}

// leechCard is a leech as `drill card leeches --json` prints it.
type leechCard struct {
	Card   string `json:"card"`
	Lapses int    `json:"lapses"` // of the text as it reads now
	Status string `json:"status"` // as `drill card list` has it
	Prompt string `json:"prompt"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

func (p *program) leeches(ctx context.Context, decks []string, asJSON bool) error {
	db, err := p.openStates(ctx)
	if err != nil {
		return err
	}
	if db != nil {
		defer db.Close()
	}
	asked, err := p.ask(ctx, db, decks, nil)
	if err != nil {
		return err
	}
	today, learner, err := p.readLearner(ctx, db)
	if err != nil {
		return err
	}
	leeches, err := leechesOf(ctx, learner, asked.cards, asked.wanted, today)
	if err != nil {
		return err
	}
	if asJSON {
		return p.printJSON(leeches)
	}
	for _, leech := range leeches {
		fmt.Fprintf(p.env.Stdout, "%s  forgotten %s%s\n  %s\n  %s:%d\n", printable.Line(leech.Card), term.Count(leech.Lapses, "time"),
			sayIf(leech.Status == "suspended", ", suspended"), printable.Clip(printable.Line(leech.Prompt), 76), printable.Line(leech.File), leech.Line)
	}
	fmt.Fprintln(p.env.Stdout, term.CountPlural(len(leeches), "leech", "leeches"))
	return nil
}

// leechesOf finds the leeches among the wanted cards, the worst first; none for a
// learner who is nil.
func leechesOf(ctx context.Context, learner *store.Learner, cards session.Cards, wanted session.Wanted, today scheduler.Day) ([]leechCard, error) {
	leeches := []leechCard{}
	if learner == nil {
		return leeches, nil
	}
	states, err := learner.Lapsed(ctx)
	if err != nil {
		return nil, err
	}
	found, err := cards.Find(slices.Collect(maps.Keys(states)))
	if err != nil {
		return nil, err
	}
	for key, listed := range found {
		if !wanted.Has(listed) {
			continue
		}
		card, err := cards.Card(key)
		if err != nil {
			return nil, err
		}
		lapses, err := learner.Lapses(ctx, card)
		if err != nil {
			return nil, err
		}
		if lapses >= session.LeechLapses {
			leeches = append(leeches, listLeech(card, lapses, statusOf(states[key], today)))
		}
	}
	slices.SortFunc(leeches, func(a, b leechCard) int {
		return cmp.Or(cmp.Compare(b.Lapses, a.Lapses), cmp.Compare(a.Card, b.Card))
	})
	return leeches, nil
}

func listLeech(card *deck.Card, lapses int, status string) leechCard {
	return leechCard{
		Card: card.Key(), Lapses: lapses, Status: status, Prompt: card.Prompt,
		File: card.Origin.File, Line: card.Origin.Line,
	}
}

// leechKeys are the leeches among cards.
func (p *program) leechKeys(ctx context.Context, db *store.DB, cards session.Cards) (map[string]bool, error) {
	today, learner, err := p.readLearner(ctx, db)
	if err != nil {
		return nil, err
	}
	leeches, err := leechesOf(ctx, learner, cards, session.Wanted{}, today)
	keys := make(map[string]bool, len(leeches))
	for _, leech := range leeches {
		keys[leech.Card] = true
	}
	return keys, err
}
