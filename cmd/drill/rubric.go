package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
)

func (p *program) rubricGroup() *cli.Command {
	return &cli.Command{
		Name:        "rubric",
		Usage:       "try responses against a rubric, print it, and let it learn",
		Subcommands: []*cli.Command{p.tryCommand(), p.suggestCommand(), p.calibrateCommand()},
	}
}

// deckFlag names the deck that a question is of.
func deckFlag() cli.Flag {
	return &cli.StringFlag{Name: "deck", Usage: "the `DECK` with the question, by its id or path"}
}

// questionArgument reads what every command on one question takes: its deck and
// its name.
func questionArgument(c *cli.Context) (deckArg, question string, err error) {
	switch {
	case c.String("deck") == "":
		return "", "", withHint(usagef("no deck is given"), "name the deck with the question: %s --deck DECK QUESTION", c.Command.HelpName)
	case c.NArg() != 1:
		return "", "", withHint(usagef("%s takes one question, and got %d", c.Command.HelpName, c.NArg()), "name a question by its id, or as question#part")
	}
	return c.String("deck"), c.Args().First(), nil
}

func (p *program) suggestCommand() *cli.Command {
	return &cli.Command{
		Name:  "suggest",
		Usage: "print the rubric of a question as TOML to paste and edit",
		UsageText: "drill rubric suggest --deck DECK QUESTION\n\nWhere the author wrote no criteria, that is the rubric derived from the model answer. Put under\n" +
			"the answer, it gives the same scores.\n\nExample: drill rubric suggest --deck ai-training sycophancy-route",
		Flags: []cli.Flag{deckFlag()},
		Action: func(c *cli.Context) error {
			deckArg, question, err := questionArgument(c)
			if err != nil {
				return err
			}
			return p.suggestRubric(deckArg, question)
		},
	}
}

func (p *program) suggestRubric(deckArg, question string) error {
	d, err := p.oneDeck(deckArg)
	if err != nil {
		return err
	}
	found, err := oneQuestion(d, deckArg, question)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	err = found.card.WriteRubric(&text)
	if errors.Is(err, deck.ErrNoRubric) {
		return withHint(fmt.Errorf("%s is not marked by criteria", found.key), "criteria are for questions of type text, for define and for why; `drill deck show --answers --key %s %s` shows what this one takes",
			quoteArg(found.card.Question), quoteArg(deckArg))
	}
	if err != nil {
		return err
	}
	_, err = p.env.Stdout.Write(bytes.TrimLeft(text.Bytes(), "\n"))
	return err
}
