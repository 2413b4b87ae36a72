package store_test

import (
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

// otherWeights are those of a learner, told apart by a first stability.
func otherWeights(first float64) scheduler.Weights {
	w := scheduler.DefaultWeights
	w[0] = first
	return w
}

func wantWeights(t *testing.T, l *store.Learner, want scheduler.Weights, since scheduler.Day) {
	t.Helper()
	w, day, fitted, err := l.Weights(ctx)
	if err != nil || w != want || day != since || fitted != (want != scheduler.DefaultWeights) {
		t.Errorf("Weights = w0 %v since %d, fitted %t, %v; want w0 %v since %d", w[0], day, fitted, err, want[0], since)
	}
}

func setWeights(t *testing.T, c *clock, l *store.Learner, w scheduler.Weights) {
	t.Helper()
	if err := l.SetWeights(ctx, w, c.today()); err != nil {
		t.Fatal(err)
	}
}

func TestTheNewestWeightsHoldUntilTheyAreUndone(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	anna := learner(t, db, "")
	wantWeights(t, anna, scheduler.DefaultWeights, 0)
	first := c.today()
	setWeights(t, c, anna, otherWeights(0.5))
	c.sleep(1)
	setWeights(t, c, anna, otherWeights(0.7))
	wantWeights(t, anna, otherWeights(0.7), first+1)
	setWeights(t, c, anna, scheduler.DefaultWeights)
	wantWeights(t, anna, scheduler.DefaultWeights, 0)
	for _, want := range []float64{0.7, 0.5} {
		undone, err := anna.Undo(ctx, c.today())
		if err != nil || undone.Kind != session.EventWeights || undone.Card != "" {
			t.Fatalf("Undo = %+v, %v", undone, err)
		}
		if w, _, _, _ := anna.Weights(ctx); w != otherWeights(want) {
			t.Errorf("after an undo w0 is %v, want %v", w[0], want)
		}
	}
	if got := states(t, anna); len(got) != 0 {
		t.Errorf("states = %v", got)
	}
	if rebuilt, err := db.Rebuild(ctx); err != nil || rebuilt.Changed != 0 {
		t.Errorf("Rebuild = %+v, %v", rebuilt, err)
	}
	if checkup := check(t, db); len(checkup.Faults) > 0 {
		t.Errorf("Check = %+v", checkup.Faults)
	}
}

func TestWeightsOutOfRangeAreRefused(t *testing.T) {
	c := newClock()
	anna := learner(t, open(t, inDir(t, "drill.db"), c.options()), "")
	if err := anna.SetWeights(ctx, scheduler.Weights{}, c.today()); err == nil {
		t.Error("SetWeights took weights of zero")
	}
	wantWeights(t, anna, scheduler.DefaultWeights, 0)
}

func TestWeightsTravelWithAMerge(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	one := open(t, filepath.Join(dir, "1.db"), c.options())
	anna := learner(t, one, "")
	setWeights(t, c, anna, otherWeights(0.5))
	ben, err := one.AddLearner(ctx, "Ben")
	if err != nil {
		t.Fatal(err)
	}
	two := open(t, filepath.Join(dir, "2.db"), c.optionsSeeded(2))
	if _, err := two.Merge(ctx, one.Path()); err != nil {
		t.Fatal(err)
	}
	wantWeights(t, learner(t, two, "anna"), otherWeights(0.5), c.today())
	wantWeights(t, learner(t, two, ben.Name), scheduler.DefaultWeights, 0)
	c.sleep(1)
	setWeights(t, c, learner(t, two, "anna"), otherWeights(0.7))
	if _, err := one.Merge(ctx, two.Path()); err != nil {
		t.Fatal(err)
	}
	wantWeights(t, anna, otherWeights(0.7), c.today())
}

// TestReviewsAreThoseOfAReplay compares what is read of the log with what a log
// kept beside it gives.
func TestReviewsAreThoseOfAReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newClock()
		db := openLaw(t, filepath.Join(folder(t), "drill.db"), c.options())
		h := &history{clock: c, l: learnerLaw(t, db)}
		run(t, h, 25)
		var want []session.Review
		replaying := session.NewReplaying(h.log)
		for _, event := range h.log {
			if review, counts := replaying.Next(event); counts {
				want = append(want, review)
			}
		}
		var got []session.Review
		for review, err := range h.l.Reviews(ctx) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, review)
		}
		same(t, "Reviews and those of the log", got, want)
		for range h.l.Reviews(ctx) {
			break
		}
	})
}
