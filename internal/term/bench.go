package term

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"drill/internal/grading"
	"drill/internal/printable"
)

// Bench is the author's workbench: each line is a response to one question, which
// is marked and explained. Nothing is recorded.
type Bench struct {
	In  io.Reader
	Out io.Writer
	// Style and Width are as those of Line; Attended says that a person types.
	Style    Style
	Width    int
	Attended bool
}

const benchHelp = `A line is a response; an empty one marks the last response again, by the deck as it is now.
:q or the end of input ends; :: begins a response with a colon.`

// Run gives each response to try, until the input or the context ends or try fails.
func (b *Bench) Run(ctx context.Context, try func(response string) error) error {
	lines := newLineReader(b.In)
	if b.Attended {
		b.Say(b.Style.Faint(benchHelp))
	}
	last, given := "", false
	for {
		typed, err := b.read(ctx, lines)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errTooLong):
			b.Say("That is too long to be marked at once. `drill grade` takes files.")
			continue
		case err != nil:
			return err
		}
		command, isCommand := commandOf(typed)
		switch {
		case command == "q":
			return nil
		case isCommand:
			b.Say(benchHelp)
			continue
		case strings.TrimSpace(typed) != "":
			last, given = strings.TrimPrefix(typed, ":"), true
		case !given:
			b.Say("There is no response yet to mark again.")
			continue
		}
		if err := try(last); err != nil {
			return err
		}
	}
}

func (b *Bench) read(ctx context.Context, lines *lineReader) (string, error) {
	if !b.Attended {
		return lines.next(ctx)
	}
	fmt.Fprint(b.Out, "> ")
	typed, err := lines.paste(ctx)
	if err != nil && !errors.Is(err, errTooLong) {
		fmt.Fprintln(b.Out)
	}
	return typed, err
}

// Say prints a text that is safe to print.
func (b *Bench) Say(text string) { fmt.Fprintln(b.Out, printable.Wrap(text, b.Width, "")) }

// Show prints a response with its mark: the words that decided, how each criterion
// came out, and who decides.
func (b *Bench) Show(response string, mark grading.Mark) {
	b.Say(b.Style.Strong(benchHeadline(mark)))
	if response != "" {
		b.Say("  " + strings.ReplaceAll(Highlight(response, mark, b.Style), "\n", "\n  "))
	}
	if mark.Derived {
		for _, line := range derivedLines(mark, [3]string{"found    ", "denied   ", "missed   "}, b.Style) {
			b.Say(line)
		}
	} else {
		for _, result := range mark.Criteria {
			b.Say(b.outcomeLine(result))
		}
	}
	for _, reject := range mark.Rejects {
		b.Say("  " + b.Style.Bad("reject   ") + printable.Line(mark.Name(&reject)) + " (" + string(reject.Effect) + ")" + quoted(reject.Evidence))
	}
	for _, reason := range mark.Reasons {
		b.Say("  note     " + printable.Line(reason))
	}
}

// benchHeadline is the score, and who decides on it.
func benchHeadline(mark grading.Mark) string {
	passed := "not passed"
	if mark.Score >= grading.PassMark {
		passed = "passed"
	}
	line := fmt.Sprintf("Score %s, %s of %s points, %s; %s", Number(mark.Score), Number(mark.Points), Number(mark.MaxPoints), passed, mark.Route)
	if mark.Derived {
		line += "; by a derived rubric"
	}
	return line
}

func (b *Bench) outcomeLine(result grading.CriterionResult) string {
	style := b.Style.Bad
	if result.Outcome.Met() {
		style = b.Style.Good
	}
	line := "  " + style(printable.Pad(string(result.Outcome), 8)) + " " + printable.Line(result.ID) +
		fmt.Sprintf(" (%s of %s)", Number(result.Points), Number(result.MaxPoints)) + quoted(result.Evidence)
	switch result.Outcome {
	case grading.OutcomeFuzzy:
		line += typoNote(result.Evidence)
	case grading.OutcomeMissed:
		if result.Wanted != "" {
			line += ", wants " + printable.Line(result.Wanted)
		}
	}
	return line
}
