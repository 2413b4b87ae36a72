package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
)

func (p *program) schemaCommand() *cli.Command {
	return &cli.Command{
		Name:  "schema",
		Usage: "print the deck format as a JSON Schema, for editors",
		UsageText: "drill deck schema [flags]\n\nAn editor that knows JSON Schema completes keys in decks, explains them and\nmarks mistakes. " +
			"A deck names its schema in its first line, as in\n#:schema ./deck.schema.json\n\nExample: drill deck schema --out deck.schema.json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "write to `FILE` instead of the terminal"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite FILE", DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			return p.deckSchema(c.String("out"), c.Bool("force"))
		},
	}
}

func (p *program) deckSchema(out string, force bool) error {
	schema, err := deck.Schema()
	if err != nil {
		return err
	}
	err = p.writeOut(out, force, func(w io.Writer) error {
		_, err := w.Write(schema)
		return err
	})
	if err == nil && out != "" && out != "-" {
		_, err = fmt.Fprintf(p.env.Stdout, "Wrote %s. A deck names it in its first line: #:schema %s\n", printable.Line(out), printable.Line(pathArg(out)))
	}
	return err
}
