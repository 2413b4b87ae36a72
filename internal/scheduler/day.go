package scheduler

import (
	"fmt"
	"time"
)

// Day is a study day: a civil date, counted in days since 1 January 1970. A
// study day has no time zone; it is like a date in a diary.
type Day int32

// DefaultRollover is the hour of the local day at which a study day begins, so
// that an evening's study that runs past midnight stays one day.
const DefaultRollover = 4

const dayLayout = "2006-01-02"

// StudyDay gives the study day of an instant, read in the instant's own
// location: its civil date, or the day before while the wall clock is earlier
// than the rollover hour (0 to 23). The wall clock decides, not a subtracted
// duration, so a change to or from daylight saving time moves nothing.
func StudyDay(t time.Time, rollover int) Day {
	day := DateOf(t)
	if t.Hour() < rollover {
		day--
	}
	return day
}

// DateOf gives the civil date of an instant in the instant's own location.
func DateOf(t time.Time) Day {
	year, month, date := t.Date()
	midnight := time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
	return Day(midnight.Unix() / (24 * 60 * 60))
}

// ParseDay reads a day in the form 2026-11-23.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(dayLayout, text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date such as 2026-11-23", text)
	}
	return DateOf(t), nil
}

// String gives the day in the form 2026-11-23.
func (d Day) String() string { return d.Midnight().Format(dayLayout) }

// Midnight is the start of the civil date, in UTC; for formatting only.
func (d Day) Midnight() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }
