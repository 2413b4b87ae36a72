package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/exchange"
	"drill/internal/printable"
	"drill/internal/term"
)

func (p *program) exportCommand() *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "write a deck in another program's format",
		UsageText: "drill deck export [flags] DECK\n\nA DECK is the id of a deck in use or a path. Formats: " + strings.Join(exportable(), ", ") +
			".\nSays what the format cannot hold.\n\nExample: drill deck export --out biology.xml biology",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Usage: "the `FORMAT` to write; the ending of FILE tells it otherwise"},
			&cli.StringFlag{Name: "out", Usage: "write to `FILE` instead of the terminal"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite FILE", DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return withHint(usagef("deck export takes one deck, and got %d", c.NArg()), "name a deck by its id or path")
			}
			return p.exportDeck(c.Args().First(), c.String("format"), c.String("out"), c.Bool("force"))
		},
	}
}

// exportable are the names of the formats that are written.
func exportable() []string {
	var names []string
	for _, format := range exchange.Formats() {
		if format.Export != nil {
			names = append(names, format.Name)
		}
	}
	return names
}

func (p *program) exportDeck(arg, name, out string, force bool) error {
	format, known := exchange.FormatByEnding(out)
	if name != "" {
		format, known = exchange.FormatNamed(name)
	}
	if !known || format.Export == nil {
		err := usagef("no format is given")
		if name != "" {
			err = usagef("%q is no format that can be written", name)
		} else if out != "" {
			err = usagef("the ending of %q is that of no format", out)
		}
		return withHint(err, "name one with --format: %s", strings.Join(exportable(), ", "))
	}
	d, err := p.oneDeck(arg)
	if err != nil {
		return err
	}
	if looksLikePath(arg) {
		if err := differs(arg, out); err != nil {
			return err
		}
	}
	text, losses, err := format.Write(d)
	if err != nil {
		return err
	}
	p.noteLosses(losses)
	err = p.writeOut(out, force, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err == nil && out != "" && out != "-" {
		_, err = fmt.Fprintf(p.env.Stdout, "Wrote %s: %s of deck %s.\n", printable.Line(out), term.Count(len(d.Cards), "card"), d.ID)
	}
	return err
}
