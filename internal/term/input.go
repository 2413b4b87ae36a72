package term

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
)

// MaxResponse is the most bytes that one response may have. A longer one is
// refused with a message, so that nothing is cut without a word.
const MaxResponse = 64 << 10

// errTooLong is returned for a line of more than MaxResponse bytes. The rest of
// the line is gone; the next read gives the next line.
var errTooLong = errors.New("line too long")

// lineReader reads lines in the background, so that a wait for input can be
// interrupted.
type lineReader struct {
	lines chan line
	want  chan struct{}
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
	if err := ctx.Err(); err != nil {
		return "", err
	}
	select {
	case r.want <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	select {
	case line := <-r.lines:
		return line.text, line.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
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
