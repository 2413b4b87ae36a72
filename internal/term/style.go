package term

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Style adds emphasis to text, or leaves it plain. The zero value is plain.
// Nothing is said by color alone.
type Style struct{ on bool }

// NewStyle gives a style that uses color only when w is a terminal that
// understands it and the environment does not forbid it (no-color.org).
func NewStyle(w io.Writer, getenv func(string) string) Style {
	return Style{on: IsTerminal(w) && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"}
}

func (s Style) wrap(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Strong is for what the eye should find first.
func (s Style) Strong(text string) string { return s.wrap("1", text) }

// Faint is for what may be passed over.
func (s Style) Faint(text string) string { return s.wrap("2", text) }

// Good is for what was right.
func (s Style) Good(text string) string { return s.wrap("32", text) }

// Bad is for what was missing or wrong.
func (s Style) Bad(text string) string { return s.wrap("31", text) }

// IsTerminal reports whether a stream is a terminal.
func IsTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Width is how many cells a line of the terminal has, and 0 (no wrapping) for
// anything that is not a terminal.
func Width(stream any) int {
	file, ok := stream.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}
