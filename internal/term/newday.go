package term

import (
	"fmt"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// A session belongs to the study day on which it began, to its end: what was due then
// is asked, and what is still to be repeated today stays so. When the next study day
// begins meanwhile, as at four in the morning, or because the computer slept, the
// learner is told once and may begin that day with :n.

// dayBegun gives the study day that has begun since the session did.
func (l *Line) dayBegun(study *session.Study) (scheduler.Day, bool) {
	if l.StudyDay == nil {
		return 0, false
	}
	today := l.StudyDay(l.Now())
	return today, today > study.Day()
}

// noteNewDay says, once, that another study day has begun.
func (l *Line) noteNewDay(study *session.Study) {
	day, begun := l.dayBegun(study)
	if !begun || day <= l.newDay {
		return
	}
	l.newDay = day
	l.say("")
	l.say(fmt.Sprintf("A new study day has begun: %s. This session goes on as %s; :n begins the new day.", dayName(day), dayName(study.Day())))
}

// beginNewDay ends the session so that another can begin, where there is a reason.
func (l *Line) beginNewDay(study *session.Study) error {
	if _, begun := l.dayBegun(study); begun {
		return errNewDay
	}
	l.say("It is still " + dayName(study.Day()) + "; there is no new day to begin.")
	return nil
}

func dayName(day scheduler.Day) string { return day.Midnight().Format("Monday 2 January") }
