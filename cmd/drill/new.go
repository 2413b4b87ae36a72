package main

import (
	_ "embed"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
)

// newDeckText is a deck with everything that a deck can hold, to be written over.
//
//go:embed new_deck.toml
var newDeckText string

func (p *program) newCommand() *cli.Command {
	return &cli.Command{
		Name:  "new",
		Usage: "write a commented deck to begin with, or one of a handout",
		UsageText: "drill deck new [flags] [ID]\n\nWithout --from, the deck shows each construct once. With it, the tables, glossaries and\n" +
			"lists of a handout in Markdown or CSV become the deck.\n\nExample: drill deck new --from handout.md biology",
		Flags: append(newDeckFlags(), &cli.StringFlag{Name: "from", Usage: "make the deck of the tables and lists of a Markdown or CSV `FILE`"}),
		Action: func(c *cli.Context) error {
			options := importOptionsFrom(c)
			switch {
			case c.NArg() > 1:
				return withHint(usagef("deck new takes one id, and got %d", c.NArg()), "the file is named with --out")
			case c.NArg() == 1 && options.ID != "":
				return withHint(usagef("the id is given twice"), "leave --id out")
			case c.NArg() == 1:
				options.ID = c.Args().First()
			}
			if from := c.String("from"); from != "" {
				options.path = from
				options.notes = []string{"Made of a handout. The ids are yours to change until learners have studied the deck:", "the history of a card hangs on them. `drill deck show` lists every card."}
				return p.importDeck(c.Context, options)
			}
			return p.newDeck(options)
		},
	}
}

func (p *program) newDeck(options importOptions) error {
	if options.ID == "" {
		options.ID = "my-deck"
	}
	if err := checkID(options.ID); err != nil {
		return err
	}
	if options.Title == "" {
		options.Title = "My deck"
	}
	if options.out == "" {
		options.out = options.ID + ".toml"
	}
	text := newDeckText
	for _, head := range [][2]string{{"my-deck", options.ID}, {"My deck", options.Title}, {"en", options.Language}} {
		if head[1] != "" {
			text = strings.Replace(text, strconv.Quote(head[0]), deck.QuoteTOML(head[1]), 1)
		}
	}
	err := p.writeOut(options.out, options.force, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil || options.out == "-" {
		return err
	}
	path := quoteArg(pathArg(options.out))
	_, err = fmt.Fprintf(p.env.Stdout, "Wrote %s. Put your own material into it; `drill deck check %s` checks it, and `drill deck add %s` takes it into use.\n", printable.Line(options.out), path, path)
	return err
}
