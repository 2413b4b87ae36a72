package term

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"time"
)

// MaxResponse is the most bytes that one response may have. A longer one is
// refused with a message, so that nothing is cut without a word.
const MaxResponse = 64 << 10

// ttyLine is how many bytes of a line a terminal in its own line mode hands
// over; it drops the rest without a word (termios, N_TTY_BUF_SIZE).
const ttyLine = 4095

// pasteGap is how long after a line the next one may come and still be part of
// one paste: longer than a terminal takes, and shorter than a person.
const pasteGap = 40 * time.Millisecond

// errTooLong is returned for a line of more than MaxResponse bytes. The rest of
// the line is gone; the next read gives the next line.
var errTooLong = errors.New("line too long")

// lineReader reads lines in the background, so that a wait for input can be
// interrupted.
type lineReader struct {
	lines chan line
	want  chan struct{}
	asked bool // a line is wanted and has not come yet
}

type line struct {
	text string
	err  error
}

func newLineReader(r io.Reader) *lineReader {
	reader := &lineReader{lines: make(chan line), want: make(chan struct{})}
	go reader.run(bufio.NewReader(r))
	return reader
}

// run reads a line each time one is wanted, and never ahead of that.
func (r *lineReader) run(in *bufio.Reader) {
	for range r.want {
		text, err := readLine(in)
		r.lines <- line{text, err}
	}
}

// next gives the next line without its end. It returns io.EOF at the end of
// input, errTooLong, or the context's error when that is done first.
func (r *lineReader) next(ctx context.Context) (string, error) {
	if err := r.ask(ctx); err != nil {
		return "", err
	}
	select {
	case line := <-r.lines:
		r.asked = false
		return line.text, line.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// ask wants a line, unless one is wanted already.
func (r *lineReader) ask(ctx context.Context) error {
	if r.asked {
		return ctx.Err()
	}
	select {
	case r.want <- struct{}{}:
		r.asked = true
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// paste gives what a person entered at a terminal: a line, and the lines that
// follow it faster than anybody types, so that a text pasted in is one response.
// errTooLong is also returned for a line that the terminal has cut.
func (r *lineReader) paste(ctx context.Context) (string, error) {
	text, err := r.next(ctx)
	if err != nil {
		return text, err
	}
	cut := len(text) >= ttyLine
	for {
		more, ok := r.soon(ctx)
		if !ok {
			break
		}
		text += "\n" + more
		cut = cut || len(more) >= ttyLine
	}
	if cut || len(text) > MaxResponse {
		return "", errTooLong
	}
	return strings.TrimRight(text, "\n"), nil
}

// soon gives the next line if it comes at once. A line that does not is left
// for next, and so is the end of input.
func (r *lineReader) soon(ctx context.Context) (string, bool) {
	if r.ask(ctx) != nil {
		return "", false
	}
	timer := time.NewTimer(pasteGap)
	defer timer.Stop()
	select {
	case line := <-r.lines:
		r.asked = false
		if line.err != nil {
			r.again(line)
			return "", false
		}
		return line.text, true
	case <-timer.C:
		return "", false
	}
}

// again puts a line back for next.
func (r *lineReader) again(l line) {
	r.asked = true
	go func() { r.lines <- l }()
}

// readLine reads up to a line end or the end of input. A last line without an
// end counts.
func readLine(in *bufio.Reader) (string, error) {
	var text []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(text) <= MaxResponse {
			text = append(text, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err == io.EOF && len(text) > 0 {
			err = nil
		}
		if err != nil {
			return "", err
		}
		line := strings.TrimRight(string(text), "\r\n")
		if len(line) > MaxResponse {
			return "", errTooLong
		}
		return strings.ToValidUTF8(line, "\ufffd"), nil
	}
}
