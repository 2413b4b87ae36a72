// Package term is the terminal: it asks the questions of a study session and
// shows what came of the responses. Line is its line mode, which works on a
// terminal, through a pipe and with a screen reader. Bench is the workbench of an
// author.
package term

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"drill/internal/printable"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// Line is line mode: one line is one response and is recorded at once. A line
// that begins with a colon is a command, and "::" types a colon.
type Line struct {
	In  io.Reader
	Out io.Writer
	// Now reads the clock, in the learner's time zone.
	Now func() time.Time
	// StudyDay gives the study day of an instant, so that a learner whose session runs
	// into another one is told; nil tells nobody.
	StudyDay func(time.Time) scheduler.Day
	Style    Style
	Width    int // cells to wrap at; 0 does not wrap
	// Attended is set when a person sits before it: a line that cannot be
	// meant as a response is asked for again, and after a mark drill waits
	// until it was read.
	Attended bool
	// Typed is set when a person types, even where no pauses are wanted.
	Typed bool
	// Minutes is after how many minutes the learner is told that they are over; 0 means
	// never.
	Minutes int

	lines   *lineReader
	newDay  scheduler.Day // the one that has come since the session began, once that was said
	begun   time.Time     // when the first question was asked, if Minutes
	toldEnd bool
}

// errQuit ends a session on the learner's word or at the end of input, and errNewDay
// to begin another one.
var (
	errQuit   = errors.New("quit")
	errNewDay = errors.New("a new study day")
)

// Run asks until nothing is left, the learner quits, input ends or ctx is done.
// Each response is stored before its mark is shown. An error of the journal
// ends the session, after the response was shown back. After a session has ended,
// Reopen may have it go on, with Run again.
func (l *Line) Run(ctx context.Context, study *session.Study, journal Journal) (Ending, error) {
	if l.lines == nil {
		l.lines = newLineReader(l.In)
	}
	for {
		question, ok := study.Next()
		switch {
		case !ok && study.Err() != nil:
			return EndedFailed, study.Err()
		case !ok:
			return EndedDone, nil
		}
		if err := study.Prepare(); err != nil {
			l.say("Left out: " + printable.Line(err.Error()) + ". `drill deck check` shows what to mend.")
			study.Skip()
			continue
		}
		l.tellEnd()
		err := l.ask(ctx, study, question, journal)
		switch {
		case errors.Is(err, context.Canceled):
			l.say("")
			return EndedInterrupted, nil
		case errors.Is(err, errQuit):
			return EndedQuit, nil
		case errors.Is(err, errNewDay):
			return EndedNewDay, nil
		case err != nil:
			return EndedFailed, err
		}
	}
}

// tellEnd says, once, that the minutes are over.
func (l *Line) tellEnd() {
	if l.Minutes == 0 || l.toldEnd {
		return
	}
	if l.begun.IsZero() {
		l.begun = l.Now()
		return
	}
	if l.Now().Sub(l.begun) >= time.Duration(l.Minutes)*time.Minute {
		l.toldEnd = true
		l.say("")
		l.say(fmt.Sprintf("Time is up (%s). :q stops here; you may go on with what is left.", Count(l.Minutes, "minute")))
	}
}

// ask puts one question and takes lines until one of them moves on: a response,
// or a command that changes what is asked.
func (l *Line) ask(ctx context.Context, study *session.Study, question session.Question, journal Journal) error {
	l.noteNewDay(study)
	l.put(study, question)
	started := l.Now()
	for {
		typed, err := l.read(ctx, "> ")
		switch {
		case errors.Is(err, errTooLong):
			l.say(l.tooLong())
			continue
		case err != nil:
			return err
		}
		if command, ok := commandOf(typed); ok {
			err := l.command(ctx, command, study, journal)
			if now, ok := study.Next(); err != nil || !ok || now.Card != question.Card || now.Kind != question.Kind {
				return err
			}
			continue
		}
		response, ok := question.Read(strings.TrimPrefix(typed, ":"))
		if !ok && l.Attended {
			l.say(againHelp(question))
			continue
		}
		return l.respond(ctx, study, journal, response, started)
	}
}

// tooLong says which limit a response went over.
func (l *Line) tooLong() string {
	if l.Attended {
		return fmt.Sprintf("That was not recorded: a terminal passes on %d bytes of a line and drops the rest. Break the text into several lines and paste them at once, or give a shorter one.", ttyLine)
	}
	return fmt.Sprintf("That response has more than %d bytes and was not recorded. Give a shorter one.", MaxResponse)
}

// put shows a question. The card's key stays unsaid until the response is given,
// because it may name the answer.
func (l *Line) put(study *session.Study, question session.Question) {
	left := study.Left()
	l.say("")
	l.sayIn(l.Style.Faint, fmt.Sprintf("[%s; left: %s%s]", kindWord(question), leftWords(left), timeWords(question.Card.Seconds)))
	if image := picture(question.Card); image != "" {
		l.say("Picture: " + printable.Line(image))
	}
	l.sayIn(l.Style.Strong, printable.Text(question.Shown()))
	if help := pickHelp(question); help != "" {
		l.sayIn(l.Style.Faint, help)
	}
}

// respond stores a response and then shows its mark.
func (l *Line) respond(ctx context.Context, study *session.Study, journal Journal, response string, started time.Time) error {
	entry, err := study.Respond(response, started, l.Now())
	if err != nil {
		return err
	}
	saved, err := l.record(ctx, entry, journal)
	if errors.Is(err, session.ErrStale) {
		l.say("This card was answered elsewhere in the meantime, so it is left out here.")
		study.Skip()
		return nil
	}
	if err != nil {
		return err
	}
	answered := study.Saved(entry, saved)
	for _, text := range markLines(answered, l.Style) {
		l.say(text)
	}
	l.say(l.verdict(study, answered))
	l.flagLeech(ctx, answered, journal)
	return l.pause(ctx, study, journal)
}

// record stores an entry. A signal does not cut the write short: what was typed
// is stored first. When it cannot be stored, the response is shown back, and a
// person may mend the cause and try again.
func (l *Line) record(ctx context.Context, entry session.Entry, journal Journal) (session.Saved, error) {
	for {
		saved, err := journal.Record(context.WithoutCancel(ctx), entry)
		if err == nil {
			return saved, nil
		}
		l.say("Not saved. You typed: " + printable.Text(entry.Response.Text))
		if !l.Attended || errors.Is(err, session.ErrStale) {
			return saved, err
		}
		l.say(printable.Line(err.Error()) + ".")
		typed, readErr := l.read(ctx, "Enter: try again; q: quit without it > ")
		if readErr != nil || strings.TrimPrefix(strings.TrimSpace(typed), ":") == "q" {
			return saved, err
		}
	}
}

// verdict says the quality and when the card comes back.
func (l *Line) verdict(study *session.Study, answered *session.Answered) string {
	comesBack := answered.Question.Card.Key() + " comes back " + l.comesBack(study, answered)
	quality := fmt.Sprintf("%d (%s)", answered.Quality, QualityWord(answered.Quality))
	switch {
	case waits(answered):
		return "Saved. Judge it yourself, with :0 to :5; until then the quality is " + quality + " and " + comesBack + "."
	case answered.WantsJudge():
		return "Saved. Quality " + quality + "; " + comesBack + ". The rubric could not decide: judge it yourself, with :0 to :5."
	}
	return "Saved. Quality " + quality + "; " + comesBack + "."
}

func (l *Line) comesBack(study *session.Study, answered *session.Answered) string {
	if answered.ComesBack {
		return "later in this session, then " + When(answered.State.Due, study.Day())
	}
	return When(answered.State.Due, study.Day())
}

// pause waits, when a person sits there, until the mark was read.
func (l *Line) pause(ctx context.Context, study *session.Study, journal Journal) error {
	for l.Attended {
		typed, err := l.read(ctx, l.Style.Faint(l.pausePrompt()))
		if errors.Is(err, errTooLong) {
			continue
		}
		if err != nil {
			return err
		}
		key := strings.TrimPrefix(strings.TrimSpace(typed), ":")
		switch key {
		case "":
			return nil
		case "s", "h":
			l.say("There is no question to act on; press Enter for the next one.")
			continue
		case "!", "b":
			if err := l.hide(ctx, key, true, study, journal); err != nil {
				return err
			}
			return nil
		}
		before := study.Last()
		if err := l.command(ctx, key, study, journal); err != nil {
			return err
		}
		if study.Last() != before {
			return nil // it was taken back
		}
	}
	return nil
}

// pausePrompt says what can be typed after a mark, as far as the width allows.
func (l *Line) pausePrompt() string {
	const long = "Enter: next; 0-5: set the quality; u: undo; q: quit; ?: help > "
	if l.Width > 0 && l.Width <= len(long) {
		return "Enter, 0-5, u, q or ? > "
	}
	return long
}

// read shows a cursor and takes a line.
func (l *Line) read(ctx context.Context, cursor string) (string, error) {
	if !l.Attended {
		return l.input(l.lines.next(ctx))
	}
	fmt.Fprint(l.Out, cursor)
	return l.input(l.lines.paste(ctx))
}

// input turns the end of input into a wish to quit.
func (l *Line) input(typed string, err error) (string, error) {
	if errors.Is(err, io.EOF) {
		l.say("")
		return "", errQuit
	}
	return typed, err
}

// say prints a line of the dialogue. What decks and learners wrote has passed
// through printable before it comes here, so that the only escape sequences are
// those of Style.
func (l *Line) say(text string) {
	fmt.Fprintln(l.Out, printable.Wrap(text, l.Width, ""))
}

// sayIn prints a line in a style.
func (l *Line) sayIn(style func(string) string, text string) {
	fmt.Fprintln(l.Out, style(printable.Wrap(text, l.Width, "")))
}

func quality(command string) (scheduler.Quality, bool) {
	if len(command) != 1 || command[0] < '0' || command[0] > '5' {
		return 0, false
	}
	return scheduler.Quality(command[0] - '0'), true
}
