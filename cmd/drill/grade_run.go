package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"
	"unicode/utf8"

	"drill/internal/grading"
	"drill/internal/report"
	"drill/internal/session"
	"drill/internal/term"
)

// Marking in bulk: one goroutine cuts the file into blocks of whole rows, as many as
// there are processors take the rows apart, mark them and write them into the
// block's buffer, and the buffers are written out in the order of the blocks. There
// is a fixed number of blocks, which go round, so that the memory needed does not
// depend on the file.

// grader marks the rows of a table.
type grader struct {
	source    *report.Rows
	questions *questions
	marks     *report.Marks
	learner   []byte     // whose responses they are, where the table does not say
	file      string     // as messages call it
	record    *recording // nil: nothing is recorded

	rows, marked, review, problems int
}

func newGrader(source *report.Rows, q *questions, format report.Format) *grader {
	return &grader{source: source, questions: q, marks: report.NewMarks(format, source.Others())}
}

// gradeProblem is why a row could not be marked.
type gradeProblem struct {
	line     int
	question string // as the row names it; empty where the row could not be read
	learner  string
	err      error
}

// batch is a block of rows on its way from the file to the output.
type batch struct {
	block    report.Block
	done     chan struct{}
	out      []byte
	rows     int
	marked   int
	review   int
	record   []session.Bulk // what is to be recorded
	problems []gradeProblem // the first ones
	unmarked int            // how many there are
	err      error
}

var errResponseText = errors.New("the response is not UTF-8; save the file as UTF-8")

// run marks all rows. It tells the problems in their order, and how many rows are
// done, from the goroutine that called it. When it is cut short it waits for nobody:
// a pipe may keep its reader waiting for ever.
func (g *grader) run(ctx context.Context, out io.Writer, problem func(gradeProblem), progress func(rows int)) error {
	if _, err := out.Write(g.marks.AppendHead(nil)); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	free, jobs, ordered := make(chan *batch, 2*workers+1), make(chan *batch, 2*workers+1), make(chan *batch, 2*workers+1)
	for range cap(free) {
		free <- &batch{done: make(chan struct{}, 1)}
	}
	var failed error // of reading; read behind the end of ordered
	go func() {
		defer close(ordered)
		defer close(jobs)
		failed = g.cut(ctx, free, jobs, ordered)
	}()
	for range workers {
		go func() {
			for b := range jobs {
				g.mark(b)
				b.done <- struct{}{}
			}
		}()
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case b, ok := <-ordered:
			if !ok {
				return errors.Join(failed, g.finish(ctx))
			}
			<-b.done
			if err := g.conclude(ctx, b, out, problem); err != nil {
				return err
			}
			progress(g.rows)
			free <- b
		}
	}
}

// cut hands out blocks of rows until the file ends.
func (g *grader) cut(ctx context.Context, free <-chan *batch, jobs, ordered chan<- *batch) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case b := <-free:
			err := g.source.Next(&b.block)
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return fmt.Errorf("read responses: %w", err)
			}
			jobs <- b
			ordered <- b
		}
	}
}

// mark marks the rows of a block.
func (g *grader) mark(b *batch) {
	b.out, b.record, b.problems, b.err = b.out[:0], b.record[:0], b.problems[:0], nil
	b.rows, b.marked, b.review, b.unmarked = 0, 0, 0, 0
	var marked report.Marked
	for row, err := range b.block.Rows() {
		b.rows++
		var found *toMark
		if err == nil {
			found, err = g.markRow(row, &marked)
		}
		if err != nil {
			b.refuse(row, err)
			continue
		}
		if marked.Mark.Route == grading.RouteReview {
			b.review++
		}
		b.marked++
		if g.record != nil {
			b.record = append(b.record, g.record.of(found, &marked))
		}
		if b.out, err = g.marks.AppendRow(b.out, &marked); err != nil {
			b.err = err
			return
		}
	}
}

// markRow marks one row, and gives the card that it is about.
func (g *grader) markRow(row *report.Row, marked *report.Marked) (*toMark, error) {
	response := report.Unguarded(row.Known[columnResponse])
	if !utf8.Valid(response) {
		return nil, errResponseText
	}
	question := bytes.TrimSpace(row.Known[columnQuestion])
	found, err := g.questions.find(question)
	if err != nil {
		return nil, err
	}
	marked.Line, marked.Question, marked.Card, marked.Others = row.Line, question, found.key, row.Others
	if marked.Learner = row.Known[columnLearner]; marked.Learner == nil {
		marked.Learner = g.learner
	}
	if g.record != nil {
		if err := g.record.check(marked.Learner); err != nil {
			return nil, err
		}
	}
	marked.Response = string(response)
	marked.Mark, err = found.mark(marked.Response)
	return found, err
}

// refuse notes a row that could not be marked.
func (b *batch) refuse(row *report.Row, err error) {
	b.unmarked++
	if len(b.problems) >= maxProblemsTold {
		return
	}
	problem := gradeProblem{line: row.Line, err: err}
	if len(row.Known) > 0 {
		problem.question = string(bytes.TrimSpace(row.Known[columnQuestion]))
		problem.learner = string(bytes.TrimSpace(row.Known[columnLearner]))
	}
	b.problems = append(b.problems, problem)
}

// finish records what is left to record.
func (g *grader) finish(ctx context.Context) error {
	if g.record == nil {
		return nil
	}
	return g.record.finish(ctx)
}

// conclude records a block, writes it out and counts it.
func (g *grader) conclude(ctx context.Context, b *batch, out io.Writer, problem func(gradeProblem)) error {
	if b.err != nil {
		return b.err
	}
	if g.record != nil {
		if err := g.record.add(ctx, b.record); err != nil {
			return err
		}
	}
	for _, one := range b.problems {
		problem(one)
		g.problems++
	}
	g.problems += b.unmarked - len(b.problems)
	g.rows, g.marked, g.review = g.rows+b.rows, g.marked+b.marked, g.review+b.review
	_, err := out.Write(b.out)
	return err
}

// progress says how far long work is, at most once a second.
type progress struct {
	env   Env
	live  bool // a terminal, where the line is written over
	on    bool
	last  time.Time
	shown bool
}

func newProgress(env Env, wanted bool) *progress {
	live := term.IsTerminal(env.Stderr)
	return &progress{env: env, live: live, on: wanted || live, last: env.Now()}
}

func (p *progress) tell(rows int) {
	p.say(func() string { return term.Count(rows, "row") + " read" })
}

// say says how far the work is, unless it did within the last second.
func (p *progress) say(how func() string) {
	if !p.on {
		return
	}
	now := p.env.Now()
	if now.Sub(p.last) < time.Second {
		return
	}
	p.last = now
	if p.live {
		fmt.Fprintf(p.env.Stderr, "\r%s", how())
		p.shown = true
		return
	}
	fmt.Fprintf(p.env.Stderr, "drill: %s\n", how())
}

// clear takes the line off the terminal.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.env.Stderr, "\r\x1b[K")
		p.shown = false
	}
}
