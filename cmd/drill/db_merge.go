package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/store"
	"drill/internal/term"
)

const mergeHelp = `drill db merge [--as THEIRS=OURS]... FILE

Takes what FILE, another database of drill's, holds and this one does not, and makes
the card states anew. FILE is only read. Merging again takes nothing, and the order in
which databases are merged does not matter. Learners of one name stay two, each with
a schedule, unless --as says that the learner THEIRS of FILE is OURS of this database;
both may be names or ids, and that cannot be taken back.

Example: drill db merge --as ada=ada laptop.db`

func (p *program) mergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		Usage:     "take in what another database holds",
		UsageText: mergeHelp,
		Flags:     append(joinFlags(), jsonFlag()),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return withHint(usagef("db merge takes one file, and got %d", c.NArg()), "name the other database; merge several one after the other")
			}
			same, err := sameFrom(c)
			if err != nil {
				return err
			}
			ctx, stop := interruptible(c.Context)
			defer stop()
			return p.mergeDB(ctx, c.Args().First(), same, c.Bool("json"))
		},
	}
}

func joinFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "as", Usage: "two learners are one person, by `THEIRS=OURS`; may be given again"},
	}
}

// sameFrom reads which learners are one person.
func sameFrom(c *cli.Context) (same []store.Same, err error) {
	for _, pair := range c.StringSlice("as") {
		theirs, ours, ok := strings.Cut(pair, "=")
		if !ok || theirs == "" || ours == "" {
			return nil, withHint(usagef("--as is %q", pair), "write the name in the file, =, and the name here: --as ada=ada")
		}
		same = append(same, store.Same{Theirs: theirs, Ours: ours})
	}
	return same, nil
}

func (p *program) mergeDB(ctx context.Context, path string, same []store.Same, asJSON bool) error {
	if _, err := os.Stat(path); err != nil { // before a database is made to merge it into
		return withHint(err, "name a database of drill's")
	}
	db, err := p.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	merged, err := db.Merge(ctx, path, same...)
	if err != nil {
		return hintAboutOther(err, path)
	}
	return p.reportMerged(ctx, db, path, merged, asJSON)
}

// hintAboutOther says what to do about a file that cannot be merged.
func hintAboutOther(err error, path string) error {
	switch {
	case errors.Is(err, store.ErrNewerSchema):
		return withHint(err, "install the newer drill, which can merge it; nothing was changed")
	case errors.Is(err, store.ErrNotADatabase):
		return withHint(err, "name a database of drill's; `drill db import` takes what `drill db export` wrote")
	case errors.Is(err, store.ErrDamaged):
		return withHint(err, "nothing was changed; `drill db check --db %s` says what is damaged", quoteArg(path))
	}
	return err
}

// mergedDB is what `drill db merge --json` and `drill db import --json` print.
type mergedDB struct {
	Learners  int `json:"learners"` // that were not here before
	Joined    int `json:"joined"`   // learners found to be one with another
	Responses int `json:"responses"`
	Marks     int `json:"marks"`
	Events    int `json:"events"`
	Changed   int `json:"changed"` // card states
}

// reportMerged says what a merge or an import brought.
func (p *program) reportMerged(ctx context.Context, db *store.DB, from string, merged store.Merged, asJSON bool) error {
	if asJSON {
		if err := p.printJSON(mergedDB{merged.Learners, merged.Joined, merged.Responses, merged.Marks, merged.Events, merged.Changed}); err != nil {
			return err
		}
		return p.noteNamesakes(ctx, db)
	}
	text := "nothing that was not here"
	if merged != (store.Merged{}) {
		text = fmt.Sprintf("%s, %s, %s, %s; %s changed", term.Count(merged.Learners, "learner"), term.Count(merged.Responses, "response"),
			term.Count(merged.Marks, "mark"), term.Count(merged.Events, "event"), term.Count(merged.Changed, "card state"))
	}
	fmt.Fprintln(p.env.Stdout, printable.Line(fmt.Sprintf("Taken from %s: %s.", from, text)))
	if merged.Joined > 0 {
		fmt.Fprintf(p.env.Stdout, "%s joined with one who was here.\n", term.Count(merged.Joined, "learner"))
	}
	return p.noteNamesakes(ctx, db)
}

// noteNamesakes says which names are now of several learners.
func (p *program) noteNamesakes(ctx context.Context, db *store.DB) error {
	learners, err := db.Learners(ctx)
	if err != nil {
		return err
	}
	count := make(map[string]int)
	for _, learner := range learners {
		count[learner.Name]++
		if count[learner.Name] == 2 {
			name := quoteArg(learner.Name + "=" + learner.Name)
			fmt.Fprintln(p.env.Stderr, printable.Line(fmt.Sprintf(
				"drill: note: several learners are called %s; where they are one person, the same command with --as %s joins them, and otherwise `drill learner list` shows their ids",
				learner.Name, name)))
		}
	}
	return nil
}
