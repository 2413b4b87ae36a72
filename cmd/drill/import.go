package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/exchange"
	"drill/internal/printable"
	"drill/internal/term"
)

// importOptions are what `drill deck import` and `deck new --from` were asked to
// do.
type importOptions struct {
	path   string
	format string // empty: known by its ending or content
	out    string // empty: ID.toml in this folder
	force  bool
	json   bool
	notes  []string // comments above the deck
	exchange.Options
}

func (p *program) importCommand() *cli.Command {
	return &cli.Command{
		Name:  "import",
		Usage: "make a deck of another program's file",
		UsageText: "drill deck import [flags] FILE\n\nWrites a deck that passes its check into this folder, and says what could not be\ncarried over, with its line. Formats: " +
			strings.Join(importable(), ", ") + ".\nThe ending or the content of FILE tells which, or --format; - reads from the pipe.\n\nExample: drill deck import --title \"Biology, week 3\" quiz.gift",
		Flags: append(newDeckFlags(),
			&cli.StringFlag{Name: "format", Usage: "the `FORMAT` of the file"},
			jsonFlag(),
		),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return withHint(usagef("deck import takes one file, and got %d", c.NArg()), "name the file to read, such as quiz.gift")
			}
			options := importOptionsFrom(c)
			options.path, options.format, options.json = c.Args().First(), c.String("format"), c.Bool("json")
			return p.importDeck(c.Context, options)
		},
	}
}

// newDeckFlags are the flags of commands that write a deck.
func newDeckFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "id", Usage: "the `ID` of the deck; made of its title otherwise"},
		&cli.StringFlag{Name: "title", Usage: "the `TITLE` of the deck; that of the file otherwise"},
		&cli.StringFlag{Name: "language", Usage: "the language of the deck as a `CODE`, such as de (default: en)"},
		&cli.StringFlag{Name: "out", Usage: "write the deck to `FILE`; - is the terminal (default: ID.toml)"},
		&cli.BoolFlag{Name: "force", Usage: "overwrite FILE", DisableDefaultText: true},
	}
}

func importOptionsFrom(c *cli.Context) importOptions {
	options := importOptions{out: c.String("out"), force: c.Bool("force")}
	options.ID, options.Title, options.Language = c.String("id"), c.String("title"), c.String("language")
	return options
}

// importable are the names of the formats that are read.
func importable() []string {
	var names []string
	for _, format := range exchange.Formats() {
		if format.Import != nil || format.Name == exchange.PackageFormat {
			names = append(names, format.Name)
		}
	}
	return names
}

// importedDeck is what `drill deck import --json` prints.
type importedDeck struct {
	ID        string          `json:"id"`
	Path      string          `json:"path"`
	Format    string          `json:"format"`
	Questions int             `json:"questions"`
	Cards     int             `json:"cards"`
	Losses    []exchange.Loss `json:"losses"`
}

// importDeck reads a file, makes sure that the deck of it is sound, and only then
// writes it.
func (p *program) importDeck(ctx context.Context, options importOptions) error {
	if err := checkID(options.ID); err != nil {
		return err
	}
	if options.json && options.out == "-" {
		return withHint(usagef("--json and --out - would both write to the terminal"), "leave one of them out")
	}
	if options.File = options.path; options.path == "-" {
		options.File = "stdin"
	}
	imported, format, err := p.readForeign(ctx, options)
	if err != nil {
		return importError(options.path, err)
	}
	imported.Draft.Notes = append(imported.Draft.Notes, options.notes...)
	text, d, err := imported.Sound(options.Options)
	if err != nil {
		return importError(options.path, err)
	}
	if options.out == "" {
		options.out = d.ID + ".toml"
	}
	if err := differs(options.path, options.out); err != nil {
		return err
	}
	err = p.writeOut(options.out, options.force, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	made := importedDeck{ID: d.ID, Path: options.out, Format: format.Name, Questions: countItems(d), Cards: len(d.Cards), Losses: imported.Losses}
	return p.printImported(made, options.json)
}

// checkID refuses what cannot be the id of a deck; none at all is given one later.
func checkID(id string) error {
	const most = 100 // the deck's file is called so, too
	switch {
	case id == "":
		return nil
	case len(id) > most:
		return withHint(usagef("the id has over %d characters", most), "choose a shorter one")
	case !deck.IsID(id):
		return withHint(usagef("%q is no id", id), "write lower-case letters, digits and hyphens, such as %s", new(deck.IDs).Take(id, "my-deck"))
	}
	return nil
}

func countItems(d *deck.Deck) int {
	items := 0
	for _, source := range d.Sources {
		items += len(source.Items)
	}
	return items
}

func (p *program) printImported(made importedDeck, asJSON bool) error {
	if made.Losses == nil {
		made.Losses = []exchange.Loss{}
	}
	if asJSON {
		return p.printJSON(made)
	}
	p.noteLosses(made.Losses)
	if made.Path == "-" { // the deck itself is on stdout
		return nil
	}
	_, err := fmt.Fprintf(p.env.Stdout, "Wrote %s: %s, from which %s.\n`drill deck show %s` shows them, `drill deck add %s` takes them into use.\n",
		printable.Line(made.Path), term.Count(made.Questions, "item"), comeCards(made.Cards), quoteArg(pathArg(made.Path)), quoteArg(pathArg(made.Path)))
	return err
}

func comeCards(n int) string {
	if n == 1 {
		return "1 card comes"
	}
	return term.Count(n, "card") + " come"
}

// pathArg writes a path so that it is taken for one and not for the id of a deck.
func pathArg(path string) string {
	if looksLikePath(path) && !strings.HasPrefix(path, "-") {
		return path
	}
	return "." + string(filepath.Separator) + path
}

// noteLosses says what was not carried over.
func (p *program) noteLosses(losses []exchange.Loss) {
	for _, loss := range losses {
		fmt.Fprintf(p.env.Stderr, "drill: note: %s\n", printable.Line(loss.String()))
	}
}

// maxImport is the most bytes of a file that is read whole; more is refused by the
// format.
const maxImport = 65 << 20

// readForeign reads a file in the format that was named, or that it has.
func (p *program) readForeign(ctx context.Context, options importOptions) (exchange.Imported, exchange.Format, error) {
	format, known := exchange.FormatByEnding(options.path)
	if options.format != "" {
		if format, known = exchange.FormatNamed(options.format); !known || format.Import == nil && format.Name != exchange.PackageFormat {
			return exchange.Imported{}, format, withHint(usagef("%q is no format that can be imported", options.format), "the formats are %s", strings.Join(importable(), ", "))
		}
	}
	if format.Name == exchange.PackageFormat {
		imported, err := p.readAPKG(ctx, options.path, options.Options)
		return imported, format, err
	}
	data, err := p.readAtMost(options.path, maxImport)
	if err != nil {
		return exchange.Imported{}, format, err
	}
	if guessed, ok := exchange.GuessFormat(data); options.format == "" && ok && (!known || format.Name == "anki") {
		format, known = guessed, true
	}
	switch {
	case format.Name == exchange.PackageFormat && options.path == "-":
		return exchange.Imported{}, format, withHint(errors.New("a package of Anki is not read from a pipe"), "name the file")
	case format.Name == exchange.PackageFormat:
		imported, err := p.readAPKG(ctx, options.path, options.Options)
		return imported, format, err
	case known && format.Import == nil:
		return exchange.Imported{}, format, withHint(fmt.Errorf("%s is written and not read", format.Name), "a deck comes back from TOML, or from %s", strings.Join(importable(), ", "))
	case !known || format.Import == nil:
		return exchange.Imported{}, format, withHint(fmt.Errorf("read %q: its format is not known", options.path), "name it with --format: %s", strings.Join(importable(), ", "))
	}
	imported, err := importWithin(maxReading, func() (exchange.Imported, error) { return format.Import(data, options.Options) })
	return imported, format, err
}

// maxReading is how long a file may be read. Importers are bounded by what they
// count; this is for what none of them has thought of.
const maxReading = 2 * time.Minute

// importWithin gives up a file that takes too long to read. What reads it then ends
// with the program.
func importWithin(limit time.Duration, read func() (exchange.Imported, error)) (exchange.Imported, error) {
	type result struct {
		imported exchange.Imported
		err      error
	}
	done := make(chan result, 1)
	go func() {
		imported, err := read()
		done <- result{imported, err}
	}()
	select {
	case got := <-done:
		return got.imported, got.err
	case <-time.After(limit):
		return exchange.Imported{}, withHint(errors.New("the file takes too long to read"), "split it")
	}
}

// readAtMost reads a file, or the first bytes of one that is larger; - is the pipe.
func (p *program) readAtMost(path string, most int64) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(io.LimitReader(p.env.Stdin, most))
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, withHint(fmt.Errorf("read file: %w", err), "check the path")
	}
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil {
		return nil, err
	} else if info.IsDir() {
		return nil, withHint(fmt.Errorf("read %q: it is a folder", path), "name a file; a folder with a deck.toml is a deck already, and is taken with `drill deck add`")
	}
	return io.ReadAll(io.LimitReader(file, most))
}

// importError says of which file the problems are.
func importError(path string, err error) error {
	var problems deck.Problems
	if !errors.As(err, &problems) {
		return err
	}
	return withHint(fmt.Errorf("%s has %s and nothing was written:\n%w", path, term.Count(len(problems), "problem"), problems), "mend the file and run the same command again")
}
