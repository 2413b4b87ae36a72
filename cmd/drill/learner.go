package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/session"
	"drill/internal/store"
)

func (p *program) learnerCommand() *cli.Command {
	return &cli.Command{
		Name:  "learner",
		Usage: "list learners and add them",
		Subcommands: []*cli.Command{
			{
				Name:      "list",
				Usage:     "list the learners of the database; the first is the default",
				UsageText: "drill learner list [--json]\n\nExample: drill learner list",
				Flags:     []cli.Flag{jsonFlag()},
				Action: func(c *cli.Context) error {
					if err := noArguments(c); err != nil {
						return err
					}
					return p.listLearners(c.Context, c.Bool("json"))
				},
			},
			{
				Name:      "add",
				Usage:     "add a learner",
				UsageText: "drill learner add NAME\n\nExample: drill learner add Grace",
				Action: func(c *cli.Context) error {
					if c.NArg() != 1 {
						return withHint(usagef("learner add takes one name, and got %d", c.NArg()), "put a name of several words in quotes")
					}
					return p.addLearner(c.Context, c.Args().First())
				},
			},
		},
	}
}

type listedLearner struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (p *program) listLearners(ctx context.Context, asJSON bool) error {
	listed := []listedLearner{}
	db, err := p.openRead(ctx)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil {
		defer db.Close()
		learners, err := db.Learners(ctx)
		if err != nil {
			return err
		}
		for _, learner := range learners {
			listed = append(listed, listedLearner{learner.ID.String(), learner.Name})
		}
	}
	if asJSON {
		return p.printJSON(listed)
	}
	for _, learner := range listed {
		fmt.Fprintf(p.env.Stdout, "%s  %s\n", learner.ID, printable.Line(learner.Name))
	}
	return nil
}

// addLearner adds a learner, after the default one of a database that is new.
func (p *program) addLearner(ctx context.Context, name string) error {
	db, err := p.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	learner, err := db.AddLearner(ctx, name)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.env.Stdout, "Added %s. Use it with --learner %s\n", printable.Line(learner.Name), quoteArg(learner.Name))
	return err
}

// logMoves carries every learner's history of cards that a deck has moved over
// to their new keys, and counts the cards that had one.
func (p *program) logMoves(ctx context.Context, db *store.DB, d *deck.Deck) (int, error) {
	if len(d.Moved) == 0 {
		return 0, nil
	}
	learners, err := db.Learners(ctx)
	if err != nil {
		return 0, err
	}
	moved := make(map[string]bool)
	for _, someone := range learners {
		learner, err := db.Learner(ctx, someone.ID.String())
		if err != nil {
			return 0, err
		}
		moves, err := p.logMovesOf(ctx, learner, d)
		if err != nil {
			return 0, err
		}
		for _, move := range moves {
			moved[move.To] = true
		}
	}
	return len(moved), nil
}

func (p *program) logMovesOf(ctx context.Context, learner *store.Learner, d *deck.Deck) ([]deck.Move, error) {
	states, err := learner.States(ctx)
	if err != nil {
		return nil, err
	}
	today, err := p.today()
	if err != nil {
		return nil, err
	}
	moves := d.Moves(slices.Collect(maps.Keys(states)))
	for _, move := range moves {
		event := session.Event{Kind: session.EventMove, Card: move.From, To: move.To, Day: today}
		if _, err := learner.Append(ctx, event, states[move.From]); err != nil {
			return nil, fmt.Errorf("move the history of %s: %w", move.From, err)
		}
	}
	return moves, nil
}
