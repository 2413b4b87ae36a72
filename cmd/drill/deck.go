package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
)

func (p *program) deckCommand() *cli.Command {
	return &cli.Command{
		Name:  "deck",
		Usage: "write, check, see, add, import and export decks",
		Subcommands: []*cli.Command{
			p.newCommand(),
			{
				Name:  "check",
				Usage: "report every problem of decks; silent when there is none",
				UsageText: "drill deck check [flags] [DECK...]\n\nA DECK is the id of a deck in use or a path; without any, all decks in use are checked.\n" +
					"Rubrics are compiled, model answers and marked examples are marked.\n\nExample: drill deck check biology.toml",
				Flags: []cli.Flag{jsonFlag()},
				Action: func(c *cli.Context) error {
					return p.checkDecks(c.Args().Slice(), c.Bool("json"))
				},
			},
			p.showCommand(),
			p.diffCommand(),
			p.schemaCommand(),
			{
				Name:  "add",
				Usage: "check a deck and take it into use, or take its new version",
				UsageText: "drill deck add [flags] PATH\n\nShows what changes, asks, and copies the deck into the decks folder.\n\n" +
					"Example: drill deck add biology.toml",
				Flags: []cli.Flag{
					&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Usage: "do not ask", DisableDefaultText: true},
				},
				Action: func(c *cli.Context) error {
					if c.NArg() != 1 {
						return withHint(usagef("deck add takes one path, and got %d", c.NArg()), "name the file or folder of one deck")
					}
					return p.addDeck(c.Context, c.Args().First(), c.Bool("yes"))
				},
			},
			p.importCommand(),
			p.exportCommand(),
		},
	}
}

// checked is what `drill deck check --json` prints.
type checked struct {
	Decks    []checkedDeck `json:"decks"` // those that can be used
	Problems deck.Problems `json:"problems"`
}

type checkedDeck struct {
	ID    string `json:"id"`
	Path  string `json:"path"`
	Cards int    `json:"cards"`
}

// checkDecks checks decks in use and decks by path, all of them before it says
// that something was found.
func (p *program) checkDecks(args []string, asJSON bool) error {
	found, err := p.checkAll(args)
	if err != nil {
		return err
	}
	if asJSON {
		err = p.printJSON(found)
	} else {
		err = p.printProblems(found.Problems)
	}
	if err == nil && len(found.Problems.Errors()) > 0 {
		return errFound
	}
	return err
}

func (p *program) printProblems(problems deck.Problems) error {
	for _, problem := range problems {
		if _, err := fmt.Fprintln(p.env.Stdout, printable.Line(problem.String())); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) checkAll(args []string) (checked, error) {
	found := checked{Decks: []checkedDeck{}, Problems: deck.Problems{}}
	var ids []string
	for _, arg := range args {
		if !looksLikePath(arg) {
			ids = append(ids, arg)
			continue
		}
		d, _, err := loadPath(arg)
		var problems deck.Problems
		switch {
		case errors.As(err, &problems):
			found.Problems = append(found.Problems, problems...)
		case err != nil:
			return found, err
		default:
			found.add(d)
		}
	}
	if len(args) > 0 && len(ids) == 0 {
		return found, nil
	}
	return found, p.checkInUse(&found, ids)
}

func (c *checked) add(d *deck.Deck) {
	c.Decks = append(c.Decks, checkedDeck{d.ID, d.Path, len(d.Cards)})
	c.Problems = append(c.Problems, deck.Check(d)...)
}

// checkInUse checks the decks in use with the given ids, or all. What keeps a
// deck from being used is told in any case, since its id may not be known.
func (p *program) checkInUse(found *checked, ids []string) error {
	places, err := p.deckPlaces()
	if err != nil {
		return err
	}
	library, problems := deck.LoadAll(places...)
	found.Problems = append(found.Problems, problems...)
	if len(ids) == 0 {
		for _, d := range library.Decks() {
			found.add(d)
		}
	}
	for _, id := range ids {
		d := library.Deck(id)
		if d == nil && len(problems) == 0 {
			return noSuchDeck(id, idsOf(library))
		}
		if d != nil {
			found.add(d)
		}
	}
	return nil
}
