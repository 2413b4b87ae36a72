package simulation

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

func num(name string, def float64) float64 {
	if v, err := strconv.ParseFloat(os.Getenv(name), 64); err == nil {
		return v
	}
	return def
}

func TestTry(t *testing.T) {
	if os.Getenv("TRY") == "" {
		t.Skip()
	}
	learners := int(num("LEARNERS", 6))
	seed := uint64(num("SEED", 1))
	n := int(num("CARDS", 3000))
	mins := []float64{}
	for _, f := range strings.Fields(os.Getenv("TRY")) {
		v, _ := strconv.ParseFloat(f, 64)
		mins = append(mins, v)
	}
	ks := strings.Fields(os.Getenv("K"))
	cards := Plain(n, deck.TypeShort)
	for _, w := range Worlds {
		for _, m := range mins {
			var base []Score
			row := func(name string, p Policy, v *scheduler.Valuer) {
				start := time.Now()
				var all []Settings
				for l := range learners {
					all = append(all, Settings{Cards: cards, Start: 20000, Days: 365, Limits: session.Limits{New: 30, Reviews: 10000}, Minutes: m, Policy: p, World: w, Valuer: v, Seed: seed, Learner: l})
				}
				days, err := Each(context.Background(), all, func() {})
				if err != nil {
					t.Fatal(err)
				}
				var scores []Score
				var rev, fail, sec, seen, nw float64
				for _, d := range days {
					scores = append(scores, ScoreOf(d, n))
					for _, x := range d[len(d)/2:] {
						rev += float64(x.Reviews)
						fail += float64(x.Failed)
						sec += x.Seconds
						nw += float64(x.New)
					}
					seen += float64(d[len(d)-1].Seen)
				}
				if base == nil {
					base = scores
				}
				rel := make([]Score, len(scores))
				for i := range rel {
					rel[i] = scores[i].Over(base[i])
				}
				a := SpreadOf(rel, func(s Score) float64 { return s.Known })
				b := SpreadOf(rel, func(s Score) float64 { return s.Above80 })
				c := SpreadOf(rel, func(s Score) float64 { return s.Above90 })
				ab := SpreadOf(scores, func(s Score) float64 { return s.Known })
				fmt.Printf("%s %2.0f %-9s known %.2f (%.2f-%.2f)  .8 %.2f (%.2f-%.2f)  .9 %.2f (%.2f-%.2f)  abs %.3f seen %.0f ret %.2f min %.1f new/d %.1f  [%v]\n", w, m, name, a.Mean, a.Least, a.Most, b.Mean, b.Least, b.Most, c.Mean, c.Least, c.Most, ab.Mean, seen/float64(learners), 1-fail/rev, sec/60/float64(learners)/183, nw/float64(learners)/183, time.Since(start).Round(time.Millisecond))
			}
			row("sm2", SM2, nil)
			if os.Getenv("ALL") != "" {
				row("leitner", Leitner, nil)
				row("fsrs", FSRS, nil)
			}
			for _, k := range ks {
				f, _ := strconv.ParseFloat(k, 64)
				row("gain "+k, Gain, scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, f))
			}
		}
	}
}
