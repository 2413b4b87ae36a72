package store

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// Benchmarks of a learner with many cards. How many says DRILL_SCALE_CARDS, each with
// DRILL_SCALE_REVIEWS reviews; DRILL_SCALE_DB names a file in which the database is
// kept, since a large one takes minutes to make:
//
//	DRILL_SCALE_CARDS=1000000 DRILL_SCALE_REVIEWS=10 DRILL_SCALE_DB=/tmp/big.db \
//	    go test -run '^$' -bench Scale -benchtime 20x -timeout 2h ./internal/store

func scaleOf(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// scaleDay is the study day of the benchmarks; reviews lie in the three years before.
const scaleDay = scheduler.Day(20_000)

// scaleCard is the key of a card of the deck big, in the order of its cards.
func scaleCard(i int) string { return fmt.Sprintf("big/q%d#ask", i+1) }

func scaleDB(b *testing.B) (*DB, *Learner) {
	b.Helper()
	path := os.Getenv("DRILL_SCALE_DB")
	if path == "" {
		path = filepath.Join(b.TempDir(), "drill.db")
	}
	now := time.Unix(int64(scaleDay)*86400+12*3600, 0).UTC()
	options := Options{Now: func() time.Time { return now }, Random: rand.NewChaCha8([32]byte{1}), User: "anna"}
	_, err := os.Stat(path)
	made := err == nil
	db, err := Open(context.Background(), path, options)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	learner, err := db.Learner(context.Background(), "")
	if err != nil {
		b.Fatal(err)
	}
	if !made {
		fillScale(b, db, learner, &now)
		now = time.Unix(int64(scaleDay)*86400+12*3600, 0).UTC()
	}
	return db, learner
}

// fillScale writes the reviews in the order of time, many to a transaction.
func fillScale(b *testing.B, db *DB, learner *Learner, now *time.Time) {
	b.Helper()
	type due struct {
		card int32
		day  int32
	}
	cards, each := scaleOf("DRILL_SCALE_CARDS", 2000), scaleOf("DRILL_SCALE_REVIEWS", 3)
	random := rand.New(rand.NewPCG(1, 2))
	var plan []due
	for card := range cards {
		state, day := scheduler.State{}, scaleDay-scheduler.Day(1+random.IntN(1095))
		for range each {
			plan = append(plan, due{int32(card), int32(day)})
			state, _ = scheduler.Next(state, scheduler.Quality(2+random.IntN(4)), day)
			if day += scheduler.Day(state.Interval); day >= scaleDay {
				day = scaleDay - 1 // seen early, or once more that day
			}
		}
	}
	slices.SortFunc(plan, func(a, c due) int { return cmp.Or(cmp.Compare(a.day, c.day), cmp.Compare(a.card, c.card)) })
	mark := grading.Mark{Score: 1, Points: 1, MaxPoints: 1, Route: grading.RouteAutomatic, Engine: grading.Engine}
	types := []string{"short", "choice", "text"}
	for len(plan) > 0 {
		some := plan[:min(len(plan), 20_000)]
		plan = plan[len(some):]
		err := db.write(context.Background(), "fill", func(t *tx) error {
			for _, d := range some {
				*now = time.Unix(int64(d.day)*86400+10*3600, 0).UTC()
				t.now = *now
				card := scaleCard(int(d.card))
				before, err := t.state(learner.id, card)
				if err != nil {
					return err
				}
				_, err = t.record(learner.id, session.Entry{
					Response: session.Response{
						Card: card, Kind: session.KindStudy, Type: types[int(d.card)%3], Text: "name of it", Prompt: "What is it called?", ContentHash: "00",
						Started: *now, Answered: *now, Day: scheduler.Day(d.day), Seconds: 4 + float64(random.IntN(20)),
					},
					Mark: mark, Marker: session.MarkerRubric, Quality: scheduler.Quality(2 + random.IntN(4)), Before: before,
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if _, err := db.pool.Exec("PRAGMA wal_checkpoint(TRUNCATE); ANALYZE"); err != nil {
		b.Fatal(err)
	}
}

// scaleCards are the cards of the learner, listed without being read anywhere.
type scaleCards int

func (n scaleCards) Card(string) (*deck.Card, error) { return nil, nil }

func (n scaleCards) Find(keys []string) (map[string]deck.Listed, error) {
	found := make(map[string]deck.Listed, len(keys))
	for _, key := range keys {
		found[key] = deck.Listed{Deck: "big", ID: key[len("big/"):]}
	}
	return found, nil
}

func (n scaleCards) Types(keys []string) (map[string]deck.Type, error) { return nil, nil }

func (n scaleCards) Each(_ session.Wanted, yield func(deck.Listed) bool) error { return nil }

func BenchmarkScaleNextDue(b *testing.B) {
	_, learner := scaleDB(b)
	schedule := learner.Schedule(context.Background())
	times := make([]time.Duration, 0, b.N)
	for b.Loop() {
		start := time.Now()
		err := schedule.Due(0, scaleDay, func(string, scheduler.Day) bool { return false })
		times = append(times, time.Since(start))
		if err != nil {
			b.Fatal(err)
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds()), "p99-ns/op")
}

func BenchmarkScalePlan200(b *testing.B) {
	_, learner := scaleDB(b)
	for b.Loop() {
		queue, err := session.Plan(session.Today{
			Day: scaleDay, Cards: scaleCards(0), Schedule: learner.Schedule(context.Background()), Limits: session.Limits{Reviews: 200},
		})
		if err != nil || len(queue.Due) == 0 {
			b.Fatal(len(queue.Due), err)
		}
	}
}

func BenchmarkScaleGain200(b *testing.B) {
	_, learner := scaleDB(b)
	for b.Loop() {
		queue, err := session.Plan(session.Today{
			Day: scaleDay, Cards: scaleCards(0), Schedule: learner.Schedule(context.Background()), Limits: session.Limits{Reviews: 200},
			Order: session.OrderGain,
		})
		if err != nil || len(queue.Due) != 200 {
			b.Fatal(len(queue.Due), err)
		}
	}
}

func BenchmarkScaleOverdue200(b *testing.B) {
	_, learner := scaleDB(b)
	for b.Loop() {
		queue, err := session.Plan(session.Today{
			Day: scaleDay, Cards: scaleCards(0), Schedule: learner.Schedule(context.Background()), Limits: session.Limits{Reviews: 200},
			Order: session.OrderOverdue,
		})
		if err != nil || len(queue.Due) != 200 {
			b.Fatal(len(queue.Due), err)
		}
	}
}

func BenchmarkScaleReplay(b *testing.B) {
	db, _ := scaleDB(b)
	for b.Loop() {
		if _, _, err := replayed(context.Background(), db.pool, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkScaleScan is the floor of a replay: every event is read, and nothing done.
func BenchmarkScaleScan(b *testing.B) {
	db, _ := scaleDB(b)
	for b.Loop() {
		err := eachRow(context.Background(), db.pool, `SELECT id, learner, kind, card, coalesce(quality, 0), day, coalesce(due, 0) FROM event ORDER BY id`, func(row scanner) error {
			var e session.Event
			return row.Scan(&e.ID, &e.Learner, &e.Kind, &e.Card, &e.Quality, &e.Day, &e.Due)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
