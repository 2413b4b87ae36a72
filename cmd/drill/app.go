package main

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/term"
)

// program is one run of drill: the world it runs in, and the settings that any
// command takes.
type program struct {
	env      Env
	settings settings
}

// settings are the flags that may stand at any command.
type settings struct {
	db      string
	decks   string
	learner string
}

// run is the whole program: it carries out a command line and gives the exit
// code.
func run(ctx context.Context, env Env, args []string) int {
	// A file that reaches the size the shell allows is an error of the write,
	// to be reported like a full disk, and no reason to crash.
	signal.Ignore(syscall.SIGXFSZ)
	out := &checkedOutput{to: env.Stdout}
	p := &program{env: env}
	if !term.IsTerminal(env.Stdout) {
		p.env.Stdout = out
	}
	app := p.app()
	err := app.RunContext(ctx, asHelpFlag(args, app.Commands))
	if err == nil {
		err = out.err // a report that was cut short is no success
	}
	return env.report(err)
}

// app describes the command line.
//
// The library would end the process itself on some errors, print usage errors
// to stdout and take a mistyped command for a help topic. The empty
// ExitErrHandler, onUsageError on every command and the guards in action keep
// all of that in our hands.
func (p *program) app() *cli.App {
	app := &cli.App{
		Name:                  "drill",
		Usage:                 "study, mark and report, from decks in plain text",
		UsageText:             "drill [flags]                today's study\ndrill COMMAND [flags] [arguments]",
		Description:           description,
		Version:               version(),
		Reader:                p.env.Stdin,
		Writer:                p.env.Stdout,
		ErrWriter:             p.env.Stderr,
		ExitErrHandler:        func(*cli.Context, error) {},
		OnUsageError:          onUsageError,
		CustomAppHelpTemplate: cli.AppHelpTemplate + "\n" + environmentHelp + "\n" + exitCodesHelp,
		Flags:                 append(studyFlags(), p.commonFlags()...),
		Before:                studyFlagsFirst,
		Action:                p.rootAction,
		Commands: []*cli.Command{
			p.studyCommand(), p.dueCommand(), p.statsCommand(), p.undoCommand(), p.fitCommand(), p.simulateCommand(),
			p.deckCommand(), p.cardCommand(), p.learnerCommand(),
			p.gradeCommand(), p.rubricGroup(), p.reportCommand(), p.dbCommand(), p.versionCommand(),
		},
	}
	for _, command := range app.Commands {
		p.finish(command, "drill")
	}
	return app
}

const description = `Asks each card of your decks when you are about to forget it, and marks what
you type by a rubric that says why. A deck on how language models are trained
comes with it; drill deck add PATH adds your own.

Example: drill study --new 5`

const environmentHelp = `ENVIRONMENT:
   DRILL_DB       the database, where --db is not given
   DRILL_DECKS    the folder of added decks, where --decks is not given
   DRILL_LEARNER  the learner, where --learner is not given
   DRILL_ROLLOVER the hour at which your study day begins, 0 to 23 (4)
   XDG_DATA_HOME  where both are kept otherwise, in drill/ (~/.local/share)
   NO_COLOR       any value: no color
`

// studyFlagsFirst refuses a flag of study that stands before a command, which
// the library would take and forget.
func studyFlagsFirst(c *cli.Context) error {
	if !c.Args().Present() {
		return nil
	}
	for _, flag := range studyFlags() {
		name := flag.Names()[0]
		if c.IsSet(name) {
			return withHint(usagef("flag --%s stands before %q", name, c.Args().First()),
				"flags of a command come after it: drill %s --%s ...", c.Args().First(), name)
		}
	}
	return nil
}

// asHelpFlag makes `drill deck new --help` of `drill help deck new`: the library's own
// help knows the first of the names only, and nothing of the commands below it.
func asHelpFlag(args []string, commands []*cli.Command) []string {
	if len(args) < 3 || args[1] != "help" && args[1] != "h" {
		return args
	}
	asked := []string{args[0]}
	for _, name := range args[2:] {
		if len(commands) == 0 || strings.HasPrefix(name, "-") {
			break // what is no command any more
		}
		asked = append(asked, name)
		at := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(name) })
		if at < 0 {
			break
		}
		commands = commands[at].Subcommands
	}
	return append(asked, "--help")
}

// finish gives a command, and those below it, what every command has: the
// common flags, usage errors that we report, and guarded arguments.
func (p *program) finish(command *cli.Command, parent string) {
	path := parent + " " + command.Name
	command.OnUsageError = onUsageError
	command.HideHelpCommand = true
	if len(command.Subcommands) > 0 {
		for _, sub := range command.Subcommands {
			p.finish(sub, path)
		}
		command.UsageText = path + " COMMAND [flags] [arguments]"
		command.Action = groupAction(path, command)
		return
	}
	command.Flags = append(command.Flags, p.commonFlags()...)
	command.Action = guarded(path, command, command.Action)
}

// commonFlags are made anew for each command, because the library keeps state
// in them. Wherever one is given, its action notes it in the settings.
func (p *program) commonFlags() []cli.Flag {
	note := func(to *string) func(*cli.Context, string) error {
		return func(_ *cli.Context, value string) error {
			*to = value
			return nil
		}
	}
	return []cli.Flag{
		&cli.StringFlag{Name: "learner", Usage: "whose responses and schedule, by `NAME`", Category: "everywhere", Action: note(&p.settings.learner)},
		&cli.StringFlag{Name: "db", Usage: "keep responses in `FILE`", Category: "everywhere", Action: note(&p.settings.db)},
		&cli.StringFlag{Name: "decks", Usage: "read added decks from `DIR`", Category: "everywhere", Action: note(&p.settings.decks)},
	}
}

func onUsageError(c *cli.Context, err error, _ bool) error {
	path := strings.TrimSpace(c.App.Name)
	if c.Command != nil && c.Command.HelpName != "" {
		path = c.Command.HelpName
	}
	return withHint(usageError{err}, "`%s --help` shows the flags", path)
}

// rootAction is today's study. Any argument is a command that does not exist.
func (p *program) rootAction(c *cli.Context) error {
	if c.Args().Present() {
		return unknownCommand("drill", c.Args().First(), c.App.Commands)
	}
	options, err := studyOptionsFrom(c)
	if err != nil {
		return err
	}
	return p.study(c.Context, options)
}

// groupAction is for a command that only holds others.
func groupAction(path string, group *cli.Command) cli.ActionFunc {
	return func(c *cli.Context) error {
		if c.Args().Present() {
			return unknownCommand(path, c.Args().First(), group.Subcommands)
		}
		return cli.ShowSubcommandHelp(c)
	}
}

// guarded wraps an action so that a flag after an argument, which the library
// would take for one more argument, is an error that shows the right line.
func guarded(path string, command *cli.Command, action cli.ActionFunc) cli.ActionFunc {
	return func(c *cli.Context) error {
		args := c.Args().Slice()
		for i, arg := range args {
			if i > 0 && len(arg) > 1 && arg[0] == '-' && !strings.HasPrefix(args[0], "-") {
				return withHint(usagef("flag %s stands after an argument", arg),
					"flags come first: %s", corrected(path, command, args))
			}
		}
		return action(c)
	}
}

// corrected writes the command line with its flags before its arguments.
func corrected(path string, command *cli.Command, args []string) string {
	var flags, rest []string
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if len(arg) < 2 || arg[0] != '-' {
			rest = append(rest, quoteArg(arg))
			continue
		}
		flags = append(flags, arg)
		if takesValue(command, arg) && i+1 < len(args) {
			i++
			flags = append(flags, quoteArg(args[i]))
		}
	}
	return strings.Join(slices.Concat([]string{path}, flags, rest), " ")
}

func takesValue(command *cli.Command, arg string) bool {
	name := strings.TrimLeft(arg, "-")
	for _, flag := range command.Flags {
		if _, isBool := flag.(*cli.BoolFlag); slices.Contains(flag.Names(), name) {
			return !isBool
		}
	}
	return false
}

// quoteArg quotes an argument for a shell where it needs that.
func quoteArg(arg string) string {
	if arg != "" && !strings.ContainsAny(arg, " \t\n'\"\\$`&|;<>()*?#!~[]{}") {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// unknownCommand is the error for a command that does not exist, with the
// nearest that does.
func unknownCommand(path, name string, commands []*cli.Command) error {
	err := usagef("there is no command %q in %s", name, path)
	var names []string
	for _, command := range commands {
		names = append(names, command.Name)
	}
	if near := deck.Nearest(name, names); near != "" {
		return withHint(err, "did you mean `%s %s`?", path, near)
	}
	if path == "drill" {
		return withHint(err, "`drill help` lists the commands; a deck is studied with `drill study DECK`")
	}
	return withHint(err, "`%s --help` lists its commands", path)
}

// noArguments is for commands that take none.
func noArguments(c *cli.Context) error {
	if c.Args().Present() {
		return withHint(usagef("%s takes no arguments, and got %q", c.Command.HelpName, c.Args().First()),
			"`%s --help` shows the flags", c.Command.HelpName)
	}
	return nil
}

// confirm asks a question on stderr and reads the answer; only a yes agrees.
func (p *program) confirm(question string) (bool, error) {
	fmt.Fprintf(p.env.Stderr, "%s [y/N] ", question)
	var answer string
	if _, err := fmt.Fscanln(p.env.Stdin, &answer); err != nil && answer == "" {
		fmt.Fprintln(p.env.Stderr)
		return false, nil
	}
	answer = strings.ToLower(answer)
	return answer == "y" || answer == "yes", nil
}

var errNotAgreed = errors.New("nothing was changed")
