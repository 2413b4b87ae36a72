package term

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// lineHelp lists the commands of line mode.
const lineHelp = `A line is your response and is saved at once; an empty line means "don't know".
  :0 to :5  set the quality of your last response yourself
            (0 no idea, 1 wrong, 2 nearly, 3 passed, 4 good, 5 perfect)
  :u        undo: take back your last response or command
  :h        hint (costs a point of quality)
  :s        skip this card in this session
  :b        bury this card: not again today
  :!        suspend this card until you unsuspend it
  :n        begin the new study day, once one has come
  :q        quit; everything is saved
  ::        begin a response with a colon
Where drill waits after a mark, the colon may be left out.`

// commandOf tells commands from responses.
func commandOf(typed string) (command string, ok bool) {
	if !strings.HasPrefix(typed, ":") || strings.HasPrefix(typed, "::") {
		return "", false
	}
	return strings.TrimSpace(typed[1:]), true
}

// command carries out a command. After it, another question may be asked than
// before.
func (l *Line) command(ctx context.Context, command string, study *session.Study, journal Journal) error {
	if quality, ok := quality(command); ok {
		event, before, ok := study.Overrule(quality)
		if !ok {
			l.say("There is no response to judge yet.")
			return nil
		}
		was := study.Last().Quality
		return l.append(ctx, event, before, study, journal, func() {
			last := study.Last()
			l.say(fmt.Sprintf("Quality is now %d (%s); the card comes back %s.",
				last.Quality, QualityWord(last.Quality), l.comesBack(study, last)))
			if was >= scheduler.PassQuality {
				l.flagLeech(ctx, last, journal)
			}
		})
	}
	switch command {
	case "u":
		return l.undo(ctx, study, journal)
	case "s":
		study.Skip()
		l.say("Skipped for this session.")
	case "b", "!":
		return l.hide(ctx, command, false, study, journal)
	case "h":
		l.hint(study)
	case "q":
		return errQuit
	case "n":
		return l.beginNewDay(study)
	case "?", "":
		l.say(lineHelp)
	default:
		l.say(fmt.Sprintf("There is no command %q. :? lists the commands; :: begins a response with a colon.", ":"+printable.Line(command)))
	}
	return nil
}

// hide suspends or buries the card now asked, or the one just answered.
func (l *Line) hide(ctx context.Context, command string, answered bool, study *session.Study, journal Journal) error {
	kind, said := session.EventSuspend, "Suspended until you say `drill card unsuspend %s`."
	if command == "b" {
		kind, said = session.EventBury, "Buried: %s is not asked again today."
	}
	var card *deck.Card
	if answered && study.Last() != nil {
		card = study.Last().Question.Card
	}
	event, before, ok := study.Hide(kind, card)
	if !ok {
		return nil
	}
	return l.append(ctx, event, before, study, journal, func() { l.say(fmt.Sprintf(said, event.Card)) })
}

// append stores an event about a card and then says so.
func (l *Line) append(ctx context.Context, event session.Event, before session.CardState,
	study *session.Study, journal Journal, said func()) error {
	state, err := journal.Append(context.WithoutCancel(ctx), event, before)
	if errors.Is(err, session.ErrStale) {
		l.say("That card was changed elsewhere in the meantime; nothing was done here.")
		return nil
	}
	if err != nil {
		return err
	}
	study.Changed(event, state)
	said()
	return nil
}

func (l *Line) undo(ctx context.Context, study *session.Study, journal Journal) error {
	undone, err := journal.Undo(context.WithoutCancel(ctx), study.Day())
	if errors.Is(err, session.ErrNothingToUndo) {
		l.say("There is nothing to undo.")
		return nil
	}
	if err != nil {
		return err
	}
	study.TookBack(undone)
	l.say(Undone(undone))
	return nil
}

// stands says how a card stands once an event of a kind was taken back.
var stands = map[session.EventKind]string{
	session.EventSuspend:   "is no longer suspended",
	session.EventUnsuspend: "is suspended again",
	session.EventBury:      "is no longer buried",
	session.EventUnbury:    "is buried again",
	session.EventReset:     "has its schedule again",
}

// Undone says what an undo took back.
func Undone(undone session.Undone) string {
	card := printable.Line(undone.Card)
	if undone.Kind == session.EventReview {
		return fmt.Sprintf("Took back your response to %s: “%s”.", card, printable.Clip(printable.Line(undone.Response), 200))
	}
	if undone.Kind == session.EventOverrule {
		return fmt.Sprintf("Took back the quality you set for %s; it is %d (%s) again.", card, undone.State.Quality, QualityWord(undone.State.Quality))
	}
	if undone.Kind == session.EventWeights {
		return "Took back your newest choice of weights for the memory model."
	}
	if after, known := stands[undone.Kind]; known {
		return fmt.Sprintf("Took back: %s %s.", card, after)
	}
	if undone.Kind == session.EventSetDue {
		return fmt.Sprintf("Took back: %s is due on %s again.", card, undone.State.Due)
	}
	return fmt.Sprintf("Took back: %s of %s.", undone.Kind, card)
}

func (l *Line) hint(study *session.Study) {
	hint, ok := study.Hint()
	if !ok {
		l.say("This card has no hint.")
		return
	}
	l.say("Hint: " + printable.Text(hint))
}
