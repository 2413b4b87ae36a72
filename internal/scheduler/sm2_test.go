package scheduler_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/scheduler"
)

// TestNextAgreesWithEverySequence follows 768 sequences of qualities that an
// independent integer model worked out.
func TestNextAgreesWithEverySequence(t *testing.T) {
	rows := readSequences(t)
	var state scheduler.State
	today := scheduler.Day(20_000)
	for _, row := range rows {
		if row.step == 1 {
			state = scheduler.State{}
		}
		if !state.New() {
			today = state.Due
		}
		next, err := scheduler.Next(state, row.quality, today)
		if err != nil {
			t.Fatalf("sequence %d step %d: %v", row.sequence, row.step, err)
		}
		got := [3]int{int(next.Interval), next.Repetitions, int(next.EaseFactor)}
		if got != row.want {
			t.Fatalf("sequence %d step %d, quality %d: interval, repetitions, ease = %v, want %v",
				row.sequence, row.step, row.quality, got, row.want)
		}
		state = next
	}
	if len(rows) < 4000 {
		t.Fatalf("only %d rows were checked", len(rows))
	}
}

type sequenceRow struct {
	sequence, step int
	quality        scheduler.Quality
	want           [3]int
}

func readSequences(t *testing.T) []sequenceRow {
	t.Helper()
	file, err := os.Open("testdata/sequences.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []sequenceRow
	for _, record := range records[1:] {
		var n [6]int
		for i, field := range record {
			if n[i], err = strconv.Atoi(field); err != nil {
				t.Fatal(err)
			}
		}
		rows = append(rows, sequenceRow{n[0], n[1], scheduler.Quality(n[2]), [3]int{n[3], n[4], n[5]}})
	}
	return rows
}

func TestNextOnTime(t *testing.T) {
	tests := []struct {
		name      string
		qualities []scheduler.Quality
		intervals []scheduler.Interval
		ease      scheduler.EaseFactor
	}{
		{"good all along", q(4, 4, 4, 4, 4), days(1, 6, 15, 38, 95), 250},
		{"perfect, where binary fractions would give 421", q(5, 5, 5, 5, 5, 5), days(1, 6, 17, 48, 140, 420), 310},
		{"mixed, rounded up from the old ease factor", q(5, 5, 4, 4, 5, 3), days(1, 6, 17, 46, 125, 350), 266},
		{"a lapse starts again and keeps the ease factor", q(4, 4, 4, 2, 4, 4, 4), days(1, 6, 15, 1, 1, 6, 15), 250},
		{"the ease factor never goes under 1.3", q(3, 3, 3, 3, 3, 3, 3, 3, 3, 3), days(1, 6, 14, 30, 59, 107, 178, 271, 374, 487), 130},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var state scheduler.State
			var got []scheduler.Interval
			today := scheduler.Day(20_000)
			for _, quality := range test.qualities {
				state = mustNext(t, state, quality, today)
				got = append(got, state.Interval)
				today = state.Due
			}
			if diff := cmp.Diff(test.intervals, got); diff != "" {
				t.Errorf("intervals (-want +got):\n%s", diff)
			}
			if state.EaseFactor != test.ease {
				t.Errorf("ease factor = %d, want %d", state.EaseFactor, test.ease)
			}
		})
	}
}

func TestNextOffTime(t *testing.T) {
	// A card on interval 15, last reviewed on day 100, due on day 115.
	card := scheduler.State{Repetitions: 3, Interval: 15, EaseFactor: 250, Reviews: 3, Last: 100, Due: 115}
	tests := []struct {
		name    string
		quality scheduler.Quality
		today   scheduler.Day
		want    scheduler.State
	}{
		{"late multiplies the scheduled interval", 4, 200,
			scheduler.State{Repetitions: 4, Interval: 38, EaseFactor: 250, Reviews: 4, Last: 200, Due: 238}},
		{"a little early keeps the old due day when that is later", 5, 102,
			scheduler.State{Repetitions: 3, Interval: 13, EaseFactor: 250, Reviews: 4, Last: 102, Due: 115}},
		{"early but long after earns what the days have proved", 5, 114,
			scheduler.State{Repetitions: 3, Interval: 35, EaseFactor: 250, Reviews: 4, Last: 114, Due: 149}},
		{"an early fail is a fail", 1, 102,
			scheduler.State{Interval: 1, EaseFactor: 250, Lapses: 1, Reviews: 4, Last: 102, Due: 103}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := mustNext(t, card, test.quality, test.today)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Next (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNextRefuses(t *testing.T) {
	card := mustNext(t, scheduler.State{}, 4, 100)
	if _, err := scheduler.Next(card, 6, 101); err == nil {
		t.Error("Next took quality 6")
	}
	if _, err := scheduler.Next(card, -1, 101); err == nil {
		t.Error("Next took quality -1")
	}
	if _, err := scheduler.Next(card, 4, 100); err == nil {
		t.Error("Next took a second review on one study day")
	}
	if _, err := scheduler.Next(card, 4, 99); err == nil {
		t.Error("Next took a review before the last one")
	}
}

func TestFailOfAFailedCardIsNoFurtherLapse(t *testing.T) {
	state := mustNext(t, scheduler.State{}, 0, 100)
	if state.Lapses != 0 {
		t.Errorf("a new card's fail counts %d lapses, want 0", state.Lapses)
	}
	state = mustNext(t, state, 4, 101)
	state = mustNext(t, state, 1, 102)
	state = mustNext(t, state, 1, 103)
	if state.Lapses != 1 {
		t.Errorf("lapses = %d, want 1", state.Lapses)
	}
}

// TestNextLaws holds Next to what must be true of any history.
func TestNextLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state := drawState(t)
		today := state.Last + scheduler.Day(rapid.IntRange(1, 40_000).Draw(t, "days since"))
		var due [scheduler.MaxQuality + 1]scheduler.Day
		for quality := range scheduler.MaxQuality + 1 {
			next, err := scheduler.Next(state, quality, today)
			if err != nil {
				t.Fatal(err)
			}
			if next.EaseFactor < 130 {
				t.Errorf("quality %d: ease factor %d is under 130", quality, next.EaseFactor)
			}
			if next.Interval < 1 || next.Interval > scheduler.MaxInterval {
				t.Errorf("quality %d: interval %d is not 1 to %d", quality, next.Interval, scheduler.MaxInterval)
			}
			if next.Due != today+scheduler.Day(next.Interval) {
				t.Errorf("quality %d: due %s is not the interval after today", quality, next.Due)
			}
			onTime := !state.New() && today >= state.Due
			if quality >= scheduler.PassQuality && onTime && next.Interval < state.Interval {
				t.Errorf("quality %d: a pass on time shortened %d to %d", quality, state.Interval, next.Interval)
			}
			due[quality] = next.Due
			if quality > 0 && due[quality] < due[quality-1] {
				t.Errorf("quality %d is due %s, before quality %d", quality, due[quality], quality-1)
			}
		}
	})
}

// drawState makes a state by a history of reviews, early, on time and late.
func drawState(t *rapid.T) scheduler.State {
	var state scheduler.State
	today := scheduler.Day(rapid.IntRange(10_000, 30_000).Draw(t, "first day"))
	for range rapid.IntRange(0, 12).Draw(t, "reviews") {
		next, err := scheduler.Next(state, scheduler.Quality(rapid.IntRange(0, 5).Draw(t, "quality")), today)
		if err != nil {
			t.Fatal(err)
		}
		state = next
		today += scheduler.Day(rapid.IntRange(1, 3*int(min(state.Interval, 1000))).Draw(t, "gap"))
	}
	return state
}

func mustNext(t *testing.T, s scheduler.State, quality scheduler.Quality, today scheduler.Day) scheduler.State {
	t.Helper()
	next, err := scheduler.Next(s, quality, today)
	if err != nil {
		t.Fatalf("Next(%+v, %d, %s): %v", s, quality, today, err)
	}
	return next
}

func q(qualities ...scheduler.Quality) []scheduler.Quality { return qualities }

func days(intervals ...scheduler.Interval) []scheduler.Interval { return intervals }
