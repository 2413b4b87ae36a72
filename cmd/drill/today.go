package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"drill/internal/scheduler"
	"drill/internal/store"
	"drill/internal/term"
)

// rolloverVariable names the hour at which a study day begins. There is no flag for
// it, because all commands must agree on what day it is.
const rolloverVariable = "DRILL_ROLLOVER"

// rollover is the hour of the local day at which a study day begins.
func (p *program) rollover() (int, error) {
	text := strings.TrimSpace(p.env.Getenv(rolloverVariable))
	if text == "" {
		return scheduler.DefaultRollover, nil
	}
	hour, err := strconv.Atoi(text)
	if err != nil || hour < 0 || hour > 23 {
		return 0, withHint(usagef("%s is %q", rolloverVariable, text),
			"set it to the hour at which your study day begins, 0 to 23; without it, that is %d", scheduler.DefaultRollover)
	}
	return hour, nil
}

// clock gives what study day an instant belongs to.
func (p *program) clock() (func(time.Time) scheduler.Day, error) {
	hour, err := p.rollover()
	return func(t time.Time) scheduler.Day { return scheduler.StudyDay(t, hour) }, err
}

// today is the study day by the clock.
func (p *program) today() (scheduler.Day, error) {
	dayOf, err := p.clock()
	if err != nil {
		return 0, err
	}
	return dayOf(p.env.Now()), nil
}

// todayOf is the learner's study day, which never goes below the last one in the log.
func (p *program) todayOf(ctx context.Context, learner *store.Learner) (scheduler.Day, error) {
	today, err := p.today()
	if err != nil {
		return 0, err
	}
	last, ok, err := learner.LastDay(ctx)
	if err != nil {
		return 0, err
	}
	if ok {
		today = max(today, last)
	}
	return today, nil
}

// studyDay is the learner's study day for a session. It asks before it follows a log
// that is far ahead of the clock.
func (p *program) studyDay(ctx context.Context, learner *store.Learner) (scheduler.Day, error) {
	clock, err := p.today()
	if err != nil {
		return 0, err
	}
	last, err := p.todayOf(ctx, learner)
	if err != nil || last-clock <= toleratedLead {
		return last, err
	}
	behind := withHint(fmt.Errorf("the clock says %s, and the last response was recorded for %s", clock, last),
		"set the clock right; or, when it was wrong before, `drill undo` takes back what was recorded then")
	if !term.IsTerminal(p.env.Stdin) {
		return 0, behind
	}
	agreed, err := p.confirm(fmt.Sprintf(
		"The last response was recorded for %s, but the clock says %s. Record today's responses for %s?", last, clock, last))
	if err != nil {
		return 0, err
	}
	if !agreed {
		return 0, behind
	}
	return last, nil
}

// toleratedLead is by how many days the log may be ahead of the clock before
// drill asks: travel across the date line explains as much.
const toleratedLead = 2

// dayArgument reads a study day that is to come: a date, a word, or a number of days
// from today.
func dayArgument(text string, today scheduler.Day) (scheduler.Day, error) {
	day, err := readDay(text, today)
	switch {
	case err != nil:
		return 0, withHint(usagef("%q is not a day", text), "give a date such as %s, a number of days from today such as +3, today or tomorrow", today+3)
	case day < today:
		return 0, withHint(usagef("%s is past", day), "a card that is due today is asked today: give %s or later, or today", today)
	case day > today+scheduler.Day(scheduler.MaxInterval):
		return 0, withHint(usagef("%s is more than %d days away", text, scheduler.MaxInterval), "`drill card suspend` puts a card away until you bring it back")
	}
	return day, nil
}

func readDay(text string, today scheduler.Day) (scheduler.Day, error) {
	switch text {
	case "today":
		return today, nil
	case "tomorrow":
		return today + 1, nil
	}
	if days, ok := strings.CutPrefix(text, "+"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		return today + scheduler.Day(n), err
	}
	return scheduler.ParseDay(text)
}
