package term

import (
	"context"
	"errors"
	"io"
	"strings"

	"drill/internal/session"
)

const afterwordPrompt = "Enter: leave; u: undo; 0-5: set the last quality > "

// Reopen waits, after the summary of a session in which nothing is left to ask, for
// what the learner has to say to it. It reports whether the session goes on: because
// a response was taken back, or a quality set under which its card is asked again. A
// session without a response has nothing to go back to; and a program that feeds a pipe
// may wait for drill to end, so that only a person is waited for.
func (l *Line) Reopen(ctx context.Context, study *session.Study, journal Journal) (goesOn bool, err error) {
	if study.Last() == nil || !l.Typed {
		return false, nil
	}
	for {
		typed, err := l.afterword(ctx)
		switch {
		case errors.Is(err, errTooLong):
			continue
		case errors.Is(err, errQuit), errors.Is(err, context.Canceled):
			return false, nil
		case err != nil:
			return false, err
		}
		command, is := commandOf(typed)
		if l.Attended {
			command, is = strings.TrimPrefix(strings.TrimSpace(typed), ":"), true
		}
		_, rules := quality(command)
		switch {
		case strings.TrimSpace(typed) == "" || is && command == "q":
			return false, nil
		case is && command == "?":
			l.say("u takes your last response or command back and goes on; 0 to 5 set the quality of the last response; Enter leaves.")
			continue
		case !is || command != "u" && !rules:
			l.say("Nothing is left to ask, so that was not recorded. :u takes your last response back, :0 to :5 set its quality.")
			continue
		}
		if err := l.command(ctx, command, study, journal); err != nil {
			return false, err
		}
		if _, more := study.Next(); more {
			return true, nil
		}
	}
}

// afterword reads a line after the summary.
func (l *Line) afterword(ctx context.Context) (string, error) {
	if l.Attended {
		return l.read(ctx, l.Style.Faint(afterwordPrompt))
	}
	l.say(":u takes your last response back, :0 to :5 set its quality; Enter leaves.")
	typed, err := l.lines.next(ctx)
	if errors.Is(err, io.EOF) {
		err = errQuit
	}
	return typed, err
}
