package store

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// rankedStates puts the states of so many cards into a database, as reviews could have
// left them.
func rankedStates(t *testing.T, cards int) *Learner {
	t.Helper()
	ctx := context.Background()
	db, err := Open(ctx, filepath.Join(t.TempDir(), "drill.db"), Options{
		Now: func() time.Time { return time.Unix(int64(scaleDay)*86400, 0).UTC() }, Random: rand.NewChaCha8([32]byte{1}), User: "anna",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	learner, err := db.Learner(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	err = db.write(ctx, "fill", func(tx *tx) error {
		for i := range cards {
			last := scaleDay - scheduler.Day(random.IntN(400))
			interval := scheduler.Interval(1 + random.IntN(300))
			state := session.CardState{
				State: scheduler.State{
					Repetitions: 1, Interval: interval, EaseFactor: scheduler.EaseFactor(130 + random.IntN(150)), Reviews: 1 + random.IntN(5),
					Last: last, Due: last + scheduler.Day(interval),
				},
				Introduced: last, Quality: 4,
				Stability: float32(math.Exp(random.Float64()*8 - 2)), Difficulty: float32(1 + 9*random.Float64()),
			}
			switch random.IntN(20) {
			case 0:
				state.Suspended = true
			case 1:
				state.Buried = scaleDay - scheduler.Day(random.IntN(2))
			case 2:
				state = session.CardState{Suspended: true}
			}
			if err := tx.putState(learner.id, fmt.Sprintf("deck%d/q%d#ask", i%7, i), state); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return learner
}

// TestRankedGivesWhatRankingAllGives compares the two ways in which cards are looked for
// with ranking every state in memory.
func TestRankedGivesWhatRankingAllGives(t *testing.T) {
	valuer := scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, scheduler.DefaultFirmness)
	gain := session.Ranking{
		Day: scaleDay, DueBy: 1 << 30,
		Worth: func(s *session.Standing) float64 { return valuer.Worth(s.Memory, scaleDay) },
		Where: valuer.Where,
	}
	overdue := session.Ranking{
		Day: scaleDay, DueBy: scaleDay,
		Worth: func(s *session.Standing) float64 { return 1 + float64(scaleDay-s.Due)/float64(s.Interval) },
	}
	some := gain
	some.Decks = map[string]bool{"deck1": true, "deck5": true, "deck": true}
	someDue := overdue
	someDue.Decks = some.Decks
	for _, cards := range []int{0, 1, 300, 10_000} {
		learner := rankedStates(t, cards)
		states, err := learner.States(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for name, ranking := range map[string]session.Ranking{"gain": gain, "overdue": overdue, "gain of two decks": some, "overdue of two decks": someDue} {
			for _, most := range []int{0, 50, 20_000} {
				got, err := learner.Schedule(context.Background()).Ranked(ranking, most)
				if err != nil {
					t.Fatal(err)
				}
				want, _ := session.States(states).Ranked(ranking, most)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%d cards, %s, at most %d: -want +got:\n%s", cards, name, most, diff)
				}
			}
		}
	}
}

// TestRankedLooksAtFewCards is what makes it quick: of many cards, few are handed out.
func TestRankedLooksAtFewCards(t *testing.T) {
	const cards = 10_000
	learner := rankedStates(t, cards)
	valuer := scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, scheduler.DefaultFirmness)
	looked := make(chan struct{}, 2*cards)
	_, err := learner.Schedule(context.Background()).Ranked(session.Ranking{
		Day: scaleDay, DueBy: 1 << 30, Where: valuer.Where,
		Worth: func(s *session.Standing) float64 {
			looked <- struct{}{}
			return valuer.Worth(s.Memory, scaleDay)
		},
	}, 100)
	if n := len(looked); err != nil || n < 100 || n > cards/2 {
		t.Errorf("%d of %d cards were looked at, %v", n, cards, err)
	}
}
