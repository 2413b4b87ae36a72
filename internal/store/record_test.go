package store_test

import (
	"context"
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"drill/internal/grading"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

func TestAnyTextIsKept(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	texts := map[string]string{
		"": "", "a\x00b": "a\x00b", "\x00": "\x00", "'\"; --": "'\"; --", "\u202e🙂\n": "\u202e🙂\n",
		"bad \xff\xfe": "bad \uFFFD", strings.Repeat("long ", 1<<18): strings.Repeat("long ", 1<<18),
	}
	for text, want := range texts {
		entry := c.entry("deck/q#ask", 4, states(t, anna)["deck/q#ask"])
		entry.Response.Text, entry.Response.Prompt = text, text
		if _, err := anna.Record(ctx, entry); err != nil {
			t.Fatal(err)
		}
		all := scores(t, db, store.Filter{})
		if got := all[len(all)-1].Response; got.Text != want || got.Prompt != want {
			t.Errorf("text %.20q came back as %.20q, %.20q", text, got.Text, got.Prompt)
		}
	}
	if checkup := check(t, db); len(checkup.Faults) > 0 {
		t.Errorf("Check = %+v", checkup.Faults)
	}
}

func TestAMarkWithNothingInItComesBackAsItWas(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	for _, mark := range []grading.Mark{
		{Route: grading.RouteAutomatic, Engine: "1"},
		{Score: math.Copysign(0, -1), Points: 1e300, MaxPoints: 5e-324, Criteria: []grading.CriterionResult{}, Reasons: []string{}},
	} {
		anna := learner(t, db, "")
		entry := c.entry("deck/q#ask", 0, states(t, anna)["deck/q#ask"])
		entry.Mark, entry.RubricText, entry.Marker = mark, "", "learner"
		if _, err := anna.Record(ctx, entry); err != nil {
			t.Fatal(err)
		}
		all := scores(t, db, store.Filter{})
		same(t, "the mark", all[len(all)-1].Mark, mark)
	}
	if checkup := check(t, db); len(checkup.Faults) > 0 {
		t.Errorf("Check = %+v", checkup.Faults)
	}
}

func TestWhatNoSessionMakesIsNotRecorded(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	for name, spoil := range map[string]func(*session.Entry){
		"no card":          func(e *session.Entry) { e.Response.Card = "" },
		"an exam response": func(e *session.Entry) { e.Response.Kind = "exam" },
		"quality 6":        func(e *session.Entry) { e.Quality = 6 },
		"quality -1":       func(e *session.Entry) { e.Quality = -1 },
		"score 1.1":        func(e *session.Entry) { e.Mark.Score = 1.1 },
		"score NaN":        func(e *session.Entry) { e.Mark.Score = math.NaN() },
		"infinite seconds": func(e *session.Entry) { e.Response.Seconds = math.Inf(1) },
		"points NaN":       func(e *session.Entry) { e.Mark.Points = math.NaN() },
		"no marker":        func(e *session.Entry) { e.Marker = "" },
		"another rubric":   func(e *session.Entry) { e.RubricText += " " },
	} {
		entry := c.entry("deck/q#ask", 4, session.CardState{})
		spoil(&entry)
		if _, err := anna.Record(ctx, entry); err == nil {
			t.Errorf("Record took an entry with %s", name)
		}
	}
	for name, event := range map[string]session.Event{
		"no card":           {Kind: session.EventBury},
		"no kind":           {Card: "deck/q#ask"},
		"an undo":           {Kind: session.EventUndo, Card: "deck/q#ask"},
		"quality 6":         {Kind: session.EventOverrule, Card: "deck/q#ask", Quality: 6},
		"a move to itself":  {Kind: session.EventMove, Card: "deck/q#ask", To: "deck/q#ask"},
		"a move to nothing": {Kind: session.EventMove, Card: "deck/q#ask"},
	} {
		if _, err := anna.Append(ctx, event, session.CardState{}); err == nil {
			t.Errorf("Append took an event with %s", name)
		}
	}
	if checkup := check(t, db); checkup.Rows != 0 {
		t.Errorf("%d rows were stored", checkup.Rows)
	}
}

func TestASaveThatHasNotBegunCanBeCancelled(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err := anna.Record(cancelled, c.entry("deck/q#ask", 4, session.CardState{}))
	wantError(t, "Record", err, context.Canceled)
	_, err = db.Rebuild(cancelled)
	wantError(t, "Rebuild", err, context.Canceled)
}

func TestAClockThatGoesBackDoesNotReorderTheLog(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	first := c.record(t, anna, "deck/q#ask", 4)
	c.now = time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC)
	entry := c.entry("deck/q#ask", 2, first.State)
	entry.Response.Day = first.State.Last // as a session keeps it
	second, err := anna.Record(ctx, entry)
	if err != nil {
		t.Fatal(err)
	}
	if session.Compare(first.Review, second.Review) >= 0 {
		t.Error("the second review comes before the first")
	}
	if got := scores(t, db, store.Filter{})[1].MarkedAt; !got.Equal(c.now) {
		t.Errorf("MarkedAt = %v, want the real clock's %v", got, c.now)
	}
}

func TestSecondsAreThoseOfTheNewestStudyResponses(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	for i, kind := range []string{"text", "choice", "text", "text"} {
		entry := c.entry("deck/"+string(rune('a'+i))+"#ask", 2, session.CardState{})
		entry.Response.Type, entry.Response.Seconds = kind, float64(i)
		if _, err := anna.Record(ctx, entry); err != nil {
			t.Fatal(err)
		}
	}
	c.record(t, anna, "deck/a#ask", 4) // a drill
	got, err := anna.Seconds(ctx, 3)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Seconds", got, map[string][]float64{"text": {3, 2}, "choice": {1}})
}

func TestScoresAreFiltered(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	sampleHistory(t, c, db)
	bjorn := learner(t, db, "Björn").ID()
	first := newClock().today()
	day := func(d scheduler.Day) *scheduler.Day { return &d }
	for name, test := range map[string]struct {
		filter store.Filter
		want   int
	}{
		"nothing":         {store.Filter{}, 5},
		"undone":          {store.Filter{Undone: true}, 6},
		"learner":         {store.Filter{Learner: bjorn}, 1},
		"deck":            {store.Filter{Deck: "deck"}, 5},
		"another deck":    {store.Filter{Deck: "dec"}, 0},
		"from":            {store.Filter{From: day(first + 1)}, 2},
		"to":              {store.Filter{To: day(first)}, 3},
		"from and to":     {store.Filter{From: day(first), To: day(first + 1)}, 5},
		"learner and day": {store.Filter{Learner: bjorn, From: day(first + 1)}, 0},
	} {
		if got := len(scores(t, db, test.filter)); got != test.want {
			t.Errorf("filter by %s: %d responses, want %d", name, got, test.want)
		}
	}
}

func TestScoresCanBeBrokenOffAndWrittenBeside(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	sampleHistory(t, c, db)
	anna := learner(t, db, "")
	for _, err := range db.Scores(ctx, store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		c.record(t, anna, "deck/n#ask", 4)
		break
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	for _, err := range db.Scores(cancelled, store.Filter{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Scores = %v, want cancelled", err)
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	c := newClock()
	db := open(b, inDir(b, "drill.db"), c.options())
	anna := learner(b, db, "")
	state := session.CardState{}
	var times []time.Duration
	for b.Loop() {
		begun := time.Now()
		saved, err := anna.Record(ctx, c.entry("deck/q#ask", 4, state))
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(begun))
		state = saved.State
	}
	reportMedian(b, times)
}

// BenchmarkSync is the floor of a durable response: a page is appended to a file, and
// the disk told to keep it.
func BenchmarkSync(b *testing.B) {
	file, err := os.Create(inDir(b, "floor"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	page := make([]byte, 4096)
	var times []time.Duration
	for b.Loop() {
		begun := time.Now()
		if _, err := file.Write(page); err != nil {
			b.Fatal(err)
		}
		if err := file.Sync(); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(begun))
	}
	reportMedian(b, times)
}

func reportMedian(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Nanoseconds()), "p50-ns/op")
}

func BenchmarkRebuild10000Events(b *testing.B) {
	c := newClock()
	db := open(b, inDir(b, "drill.db"), c.options())
	fill(b, c, db, 10_000)
	for b.Loop() {
		if _, err := db.Rebuild(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck30000Rows(b *testing.B) {
	c := newClock()
	db := open(b, inDir(b, "drill.db"), c.options())
	fill(b, c, db, 10_000)
	for b.Loop() {
		if checkup := check(b, db); checkup.Rows != 30_000 {
			b.Fatal(checkup)
		}
	}
}

func BenchmarkOpenAndReadStates(b *testing.B) {
	c, path := newClock(), inDir(b, "drill.db")
	fill(b, c, open(b, path, c.options()), 1000)
	for b.Loop() {
		db, err := store.Open(ctx, path, c.options())
		if err != nil {
			b.Fatal(err)
		}
		if got := len(states(b, learner(b, db, ""))); got != 500 {
			b.Fatal(got)
		}
		db.Close()
	}
}

// fill records responses to 500 cards.
func fill(b *testing.B, c *clock, db *store.DB, count int) {
	anna := learner(b, db, "")
	known := make(map[string]session.CardState)
	for i := range count {
		card := "deck/" + string(rune('a'+i%20)) + string(rune('a'+i/20%25)) + "#ask"
		saved, err := anna.Record(ctx, c.entry(card, 4, known[card]))
		if err != nil {
			b.Fatal(err)
		}
		known[card] = saved.State
		if i%100 == 99 {
			c.sleep(1)
		}
	}
}
