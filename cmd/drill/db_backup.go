package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/store"
	"drill/internal/term"
)

const backupHelp = `drill db backup [--force] [FILE]

Writes a copy of the database, checks it, and gives it its name only then. Other drills
may go on meanwhile. FILE may be a folder; without FILE the copy stands beside the
database, with the time in its name. One is made before every change of schema, too.

Example: drill db backup /media/stick/drill.db`

func (p *program) backupCommand() *cli.Command {
	return &cli.Command{
		Name:      "backup",
		Usage:     "write a copy of the database",
		UsageText: backupHelp,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "force", Usage: "overwrite FILE", DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return withHint(usagef("db backup takes one file, and got %d", c.NArg()), "name one file, or none")
			}
			ctx, stop := interruptible(c.Context)
			defer stop()
			return p.backupDB(ctx, c.Args().First(), c.Bool("force"))
		},
	}
}

func (p *program) backupDB(ctx context.Context, path string, force bool) error {
	db, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	info, err := os.Stat(path)
	switch {
	case path == "":
		path = db.BackupName()
	case err == nil && info.IsDir():
		path = filepath.Join(path, filepath.Base(db.BackupName()))
	}
	write := db.Backup
	if force {
		write = db.BackupOver
	}
	if err := write(ctx, path); err != nil {
		return hintAboutBackup(err, path)
	}
	_, err = fmt.Fprintln(p.env.Stdout, printable.Line("Wrote "+path+"."))
	return err
}

func hintAboutBackup(err error, path string) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return withHint(fmt.Errorf("%s exists already", path), "name another file, or overwrite it with --force")
	case errors.Is(err, store.ErrSameFile):
		return withHint(fmt.Errorf("%s is the database itself", path), "name another file")
	case errors.Is(err, store.ErrFull), isDisk(err):
		return withHint(err, "free some space there, or name a file in another folder")
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return withHint(err, "name a file in a folder that exists and can be written")
	}
	return err
}

const restoreHelp = `drill db restore [--yes] FILE

Puts a backup in the place of the database. It says first what the two hold and what
the backup does not have, and asks; through a pipe it needs --yes. What was there is
kept beside it, and ` + "`drill db merge`" + ` takes in again what the backup lacks. Other drills may
be open meanwhile: they see it as a change like any other.

Example: drill db restore /media/stick/drill.db`

func (p *program) restoreCommand() *cli.Command {
	return &cli.Command{
		Name:      "restore",
		Usage:     "put a backup in the place of the database",
		UsageText: restoreHelp,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "yes", Usage: "do not ask", DisableDefaultText: true},
			jsonFlag(),
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return withHint(usagef("db restore takes one file, and got %d", c.NArg()), "name the backup to restore")
			}
			ctx, stop := interruptible(c.Context)
			defer stop()
			return p.restoreDB(ctx, c.Args().First(), c.Bool("yes"), c.Bool("json"))
		},
	}
}

func (p *program) restoreDB(ctx context.Context, backup string, yes, asJSON bool) error {
	path, err := p.databasePath()
	if err != nil {
		return err
	}
	restore, err := store.PrepareRestore(ctx, path, backup, p.storeOptions())
	if err != nil {
		return hintAboutRestore(err, backup)
	}
	defer restore.Close()
	if !asJSON {
		p.showHoldings(path, backup, restore)
	}
	if !yes {
		if err := p.agreeToRestore(backup, restore); err != nil {
			return err
		}
	}
	kept, err := restore.Run(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		return p.printJSON(restoredOf(restore, kept))
	}
	said := "Restored."
	if kept != "" {
		said += " What was there before is kept as " + kept + "."
	}
	_, err = fmt.Fprintln(p.env.Stdout, printable.Line(said))
	return err
}

func hintAboutRestore(err error, backup string) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return withHint(err, "name a file that `drill db backup` wrote")
	case errors.Is(err, store.ErrSameFile):
		return withHint(err, "name a backup of it; without a name, `drill db backup` writes one beside it")
	case errors.Is(err, store.ErrDamaged):
		return withHint(err, "nothing was changed; `drill db check --db %s` says what is damaged", quoteArg(backup))
	case errors.Is(err, store.ErrNewerSchema):
		return withHint(err, "install the newer drill; to go back to an older one all the same, move the database away first")
	}
	return err
}

// agreeToRestore asks the person at the terminal.
func (p *program) agreeToRestore(backup string, restore *store.Restore) error {
	if errors.Is(restore.Unreadable, fs.ErrNotExist) {
		return nil // there is nothing to lose
	}
	if !term.IsTerminal(p.env.Stdin) {
		return withHint(errNotAgreed, "nobody is there to ask; --yes restores without asking")
	}
	agreed, err := p.confirm("Restore " + printable.Line(backup) + "?")
	if err == nil && !agreed {
		err = errNotAgreed
	}
	return err
}

// showHoldings says what the database and the backup hold.
func (p *program) showHoldings(path, backup string, restore *store.Restore) {
	say := func(a, b, c string) { fmt.Fprintf(p.env.Stdout, "%-10s  %-16s  %s\n", a, b, c) }
	now, then := restore.Current, restore.Backup
	fmt.Fprintln(p.env.Stdout, printable.Line("now:    "+path))
	fmt.Fprintln(p.env.Stdout, printable.Line("backup: "+backup))
	say("", "now", "backup")
	rows := []struct{ what, now, then string }{
		{"responses", strconv.Itoa(now.Responses), strconv.Itoa(then.Responses)},
		{"newest", p.newest(now.Newest), p.newest(then.Newest)},
		{"cards", strconv.Itoa(now.Cards), strconv.Itoa(then.Cards)},
		{"learners", strconv.Itoa(now.Learners), strconv.Itoa(then.Learners)},
	}
	for _, row := range rows {
		if restore.Unreadable != nil {
			row.now = "?"
		}
		if errors.Is(restore.Unreadable, fs.ErrNotExist) {
			row.now = "-"
		}
		say(row.what, row.now, row.then)
	}
	fmt.Fprintln(p.env.Stdout, printable.Line(lossOf(restore)))
}

func (p *program) newest(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	return at.In(p.env.Now().Location()).Format("2006-01-02 15:04")
}

// lossOf says what the database has and the backup does not.
func lossOf(restore *store.Restore) string {
	now := restore.Current
	switch {
	case errors.Is(restore.Unreadable, fs.ErrNotExist):
		return "There is no database now."
	case restore.Unreadable != nil:
		return "What is there now cannot be read: " + restore.Unreadable.Error()
	case now.AloneResponses == 0 && now.AloneEvents == 0:
		return "The backup lacks nothing that is there now."
	}
	return fmt.Sprintf("The backup lacks %s and %s that are there now.",
		term.Count(now.AloneResponses, "response"), term.Count(now.AloneEvents, "event"))
}

// restoredDB is what `drill db restore --json` prints.
type restoredDB struct {
	Now    *holding `json:"now"` // null where it could not be read
	Backup holding  `json:"backup"`
	Kept   string   `json:"kept,omitempty"` // the copy of what was there
}

type holding struct {
	Learners       int    `json:"learners"`
	Cards          int    `json:"cards"`
	Responses      int    `json:"responses"`
	Newest         string `json:"newest,omitempty"`
	AloneResponses int    `json:"alone_responses"` // that the other one lacks
	AloneEvents    int    `json:"alone_events"`
}

func restoredOf(restore *store.Restore, kept string) restoredDB {
	restored := restoredDB{Backup: holdingOf(restore.Backup), Kept: kept}
	if restore.Unreadable == nil {
		now := holdingOf(restore.Current)
		restored.Now = &now
	}
	return restored
}

func holdingOf(h store.Holding) holding {
	found := holding{Learners: h.Learners, Cards: h.Cards, Responses: h.Responses, AloneResponses: h.AloneResponses, AloneEvents: h.AloneEvents}
	if !h.Newest.IsZero() {
		found.Newest = h.Newest.UTC().Format(time.RFC3339)
	}
	return found
}
