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

// zones are places whose clocks or calendars do something unusual.
var zones = []string{
	"UTC", "Europe/Berlin", "America/New_York", "America/St_Johns",
	"Australia/Lord_Howe", // moves its clocks by half an hour
	"Pacific/Apia",        // had no 30 December 2011
	"Pacific/Kiritimati",  // UTC+14
	"Pacific/Pago_Pago",   // UTC-11
	"Africa/Casablanca",   // is back on winter time for Ramadan
	"America/Sao_Paulo",   // used to begin summer time at midnight
	"Asia/Kathmandu",      // UTC+5:45
	"Antarctica/Troll",    // moves its clocks by two hours
	"America/Godthab",     // moved them on the evening before
	"Europe/London",       // and the usual way
	"America/Adak",        // UTC-10 and daylight saving
	"Asia/Gaza",           // at midnight, by decree
	"Pacific/Chatham",     // UTC+12:45 and daylight saving
	"Africa/Monrovia",     // UTC, now
	"America/Argentina/San_Luis",
}

// TestStudyDaysFollowEachOtherInEveryZone walks through years, an hour at a time, and
// finds a study day that never goes back, begins once, and is left out only where the
// calendar left it out.
func TestStudyDaysFollowEachOtherInEveryZone(t *testing.T) {
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, rollover := range []int{0, 2, 4, 23} {
			at := time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC)
			day := scheduler.StudyDay(at.In(zone), rollover)
			for ; at.Year() < 2028; at = at.Add(30 * time.Minute) {
				next := scheduler.StudyDay(at.In(zone), rollover)
				switch skipped := name == "Pacific/Apia" && next.String() == "2011-12-31"; {
				case next == day, next == day+1, skipped && next == day+2:
				case rollover < 3 && next == day-1:
					// Clocks that are put back over the hour itself bring the old day back for
					// an hour; the log's last day holds then.
					next = day
				default:
					t.Fatalf("%s, rollover %d: %s follows %s at %s", name, rollover, next, day, at)
				}
				day = next
			}
		}
	}
}

// TestATravellerStudiesOnADayOfTheCalendar crosses the date line in both directions.
func TestATravellerStudiesOnADayOfTheCalendar(t *testing.T) {
	at := time.Date(2026, 11, 23, 22, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"Pacific/Kiritimati": "2026-11-24", "Asia/Tokyo": "2026-11-24", "UTC": "2026-11-23",
		"Pacific/Honolulu": "2026-11-23", "Pacific/Pago_Pago": "2026-11-23",
	} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := scheduler.StudyDay(at.In(location), scheduler.DefaultRollover).String(); got != want {
			t.Errorf("StudyDay in %s = %s, want %s", zone, got, want)
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
