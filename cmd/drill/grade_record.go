package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"drill/internal/printable"
	"drill/internal/report"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

// recordedAtOnce is how many responses go into one transaction: enough to make up
// for waiting for the disk, and what is lost at most when drill is killed.
const recordedAtOnce = 1000

// recording puts the marked responses of a file into the log.
type recording struct {
	to      *store.Recorder
	sitting string
	now     time.Time // one instant for the whole file
	day     scheduler.Day

	pending []session.Bulk
	total   store.Recorded
}

var (
	errNobody       = errors.New("the row names no learner; a response is recorded as somebody's")
	errLearnerName  = errors.New("is no name for a learner: it has more than 100 characters, or some that cannot be shown")
	errManyLearners = errors.New("is the name of several learners; write the id of the one meant, from `drill learner list`")
)

// newRecording prepares to record a file. Where its rows do not say whose they are,
// learner does, and must be there already: a slip in a flag should not make one.
func (p *program) newRecording(ctx context.Context, db *store.DB, g *grader, sitting string) (*recording, error) {
	if !g.source.Has(columnLearner) {
		if p.learnerName() == "" {
			return nil, withHint(fmt.Errorf("%s: there is no column \"learner\", and a response is recorded as somebody's", g.file),
				"say whose responses they are with --learner NAME, or what the column is called with --columns learner=NAME")
		}
		if _, err := db.Learner(ctx, p.learnerName()); err != nil {
			return nil, err
		}
	}
	to, err := db.Recorder(ctx, sitting)
	if err != nil {
		return nil, err
	}
	dayOf, err := p.clock()
	if err != nil {
		return nil, err
	}
	now := p.env.Now()
	return &recording{to: to, sitting: sitting, now: now, day: dayOf(now)}, nil
}

// check reports what keeps a row of a learner from being recorded.
func (r *recording) check(learner []byte) error {
	name := nameIn(learner)
	if name == "" {
		return errNobody
	}
	err := r.to.CheckLearner(name)
	switch {
	case errors.Is(err, store.ErrLearnerName):
		return fmt.Errorf("%q %w", printable.Clip(name, 40), errLearnerName)
	case errors.Is(err, store.ErrAmbiguousLearner):
		return fmt.Errorf("%q %w", name, errManyLearners)
	}
	return err
}

// nameIn is the name in a cell, without what a report has put before it.
func nameIn(cell []byte) string { return strings.TrimSpace(string(report.Unguarded(cell))) }

// of is what is stored of a marked row. When the response was given and what was
// shown with the prompt is not known: the time is that of recording, and the options
// are left out.
func (r *recording) of(found *toMark, marked *report.Marked) session.Bulk {
	return session.Bulk{
		Learner: nameIn(marked.Learner),
		Response: session.Response{
			Card: found.key, Kind: session.KindBulk, Type: string(found.card.Type),
			Text: marked.Response, Prompt: found.card.Prompt, ContentHash: found.content,
			Started: r.now, Answered: r.now, Day: r.day,
		},
		Mark: marked.Mark, Marker: session.MarkerRubric, RubricText: found.rubric,
	}
}

// add takes responses, and stores them when there are enough.
func (r *recording) add(ctx context.Context, responses []session.Bulk) error {
	r.pending = append(r.pending, responses...)
	for len(r.pending) >= recordedAtOnce {
		if err := r.store(ctx, recordedAtOnce); err != nil {
			return err
		}
	}
	return nil
}

// finish stores what is left.
func (r *recording) finish(ctx context.Context) error {
	if len(r.pending) == 0 {
		return nil
	}
	return r.store(ctx, len(r.pending))
}

func (r *recording) store(ctx context.Context, count int) error {
	recorded, err := r.to.Record(ctx, r.pending[:count])
	if err != nil {
		return err
	}
	r.pending = append(r.pending[:0], r.pending[count:]...)
	r.total.Added += recorded.Added
	r.total.Before += recorded.Before
	r.total.Made = append(r.total.Made, recorded.Made...)
	return nil
}

// maxLearnersTold is how many new learners are named; all are counted.
const maxLearnersTold = 20

// tellRecorded says what is in the log now. It says so after an error, too.
func (p *program) tellRecorded(r *recording, failed bool) {
	if made := r.total.Made; len(made) > 0 {
		names := make([]string, min(len(made), maxLearnersTold))
		for i := range names {
			names[i] = printable.Line(made[i].Name)
		}
		said := strings.Join(names, ", ")
		if more := len(made) - len(names); more > 0 {
			said += fmt.Sprintf(" and %d more", more)
		}
		fmt.Fprintf(p.env.Stderr, "drill: %s made: %s\n", term.Count(len(made), "learner"), said)
	}
	said := term.Count(r.total.Added, "response") + " recorded"
	if r.total.Before > 0 {
		said += fmt.Sprintf("; %d recorded before, and left as recorded", r.total.Before)
	}
	fmt.Fprintln(p.env.Stderr, "drill: "+said)
	switch {
	case failed:
		fmt.Fprintln(p.env.Stderr, "drill: note: the same command goes on where this one ended")
	case r.total.Before > 0:
		fmt.Fprintf(p.env.Stderr, "drill: note: recorded before is what the same learner has answered to the same question in the same words%s; "+
			"where these are responses of another time, name it with --sitting\n", inSitting(r.sitting))
	}
}

func inSitting(sitting string) string {
	if sitting == "" {
		return ""
	}
	return " in the sitting " + printable.Line(sitting)
}

// deafOnceClosed writes until who reads has read enough, and goes on without: what
// is recorded does not depend on how much of it somebody looks at.
type deafOnceClosed struct {
	to     io.Writer
	closed bool
}

func (d *deafOnceClosed) Write(text []byte) (int, error) {
	if d.closed {
		return len(text), nil
	}
	n, err := d.to.Write(text)
	if errors.Is(err, syscall.EPIPE) {
		d.closed = true
		return len(text), nil
	}
	return n, err
}

// withoutBrokenPipes keeps a closed pipe from ending drill, until the function given
// back is called; writing to one is then an error like others.
func withoutBrokenPipes() func() {
	signal.Ignore(syscall.SIGPIPE)
	return func() { signal.Reset(syscall.SIGPIPE) }
}
