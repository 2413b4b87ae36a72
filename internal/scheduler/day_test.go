package scheduler_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"drill/internal/scheduler"
)

func TestStudyDayBeginsAtTheRolloverHour(t *testing.T) {
	tests := []struct {
		zone, at string
		rollover int
		want     string
	}{
		{"UTC", "2026-11-23T12:00:00", 4, "2026-11-23"},
		{"UTC", "2026-11-23T03:59:59", 4, "2026-11-22"},
		{"UTC", "2026-11-23T04:00:00", 4, "2026-11-23"},
		{"UTC", "2026-11-23T00:00:00", 0, "2026-11-23"},
		{"UTC", "2026-03-01T01:00:00", 4, "2026-02-28"},
		// The hour from 2 to 3 does not exist on this night.
		{"Europe/Berlin", "2026-03-29T03:30:00", 4, "2026-03-28"},
		{"Europe/Berlin", "2026-03-29T04:00:00", 4, "2026-03-29"},
		// The hour from 2 to 3 comes twice on this one.
		{"Europe/Berlin", "2026-10-25T02:30:00", 4, "2026-10-24"},
		{"Europe/Berlin", "2026-10-25T04:00:00", 4, "2026-10-25"},
		{"Pacific/Kiritimati", "2026-11-23T04:30:00", 4, "2026-11-23"},
		{"America/Los_Angeles", "2026-11-01T01:30:00", 2, "2026-10-31"},
	}
	for _, test := range tests {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.ParseInLocation("2006-01-02T15:04:05", test.at, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := scheduler.StudyDay(at, test.rollover).String(); got != test.want {
			t.Errorf("StudyDay(%s %s, %d) = %s, want %s", test.at, test.zone, test.rollover, got, test.want)
		}
	}
}

func TestDayReadsAndWrites(t *testing.T) {
	for _, text := range []string{"1970-01-01", "1969-12-31", "2000-02-29", "2026-11-23", "2126-01-01"} {
		day, err := scheduler.ParseDay(text)
		if err != nil {
			t.Errorf("ParseDay(%q): %v", text, err)
		}
		if got := day.String(); got != text {
			t.Errorf("ParseDay(%q).String() = %q", text, got)
		}
	}
	for _, text := range []string{"", "2026-02-30", "23.11.2026", "2026-11-23T00:00:00"} {
		if day, err := scheduler.ParseDay(text); err == nil {
			t.Errorf("ParseDay(%q) = %s, want an error", text, day)
		}
	}
}
