package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drill/internal/grading"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
)

// studyFor fills a database with months of study by someone who forgets as a
// model says.
func studyFor(t *testing.T, path string, model *scheduler.Model, cards, days int) {
	t.Helper()
	ctx, now := context.Background(), time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	random := rand.New(rand.NewPCG(1, 2))
	db, err := store.Open(ctx, path, store.Options{Now: func() time.Time { return now }, Random: rand.NewChaCha8([32]byte{}), User: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	learner, err := db.Learner(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	states, memories := make([]session.CardState, cards), make([]scheduler.Memory, cards)
	for range days {
		today := scheduler.DateOf(now)
		for card := range cards {
			if state := states[card]; !state.New() && state.Due > today {
				continue
			}
			quality := scheduler.Quality(1)
			if recall := model.Recall(memories[card], today); random.Float64() < max(recall, 0.3) {
				quality = 4
			}
			saved, err := learner.Record(ctx, session.Entry{
				Response: session.Response{
					Card: fmt.Sprintf("d/q%d#ask", card), Kind: session.KindStudy, Type: "short", Text: "sun",
					Started: now, Answered: now, Day: today,
				},
				Mark:    grading.Mark{Score: 1, Points: 1, MaxPoints: 1, Engine: grading.Engine},
				Marker:  session.MarkerRubric,
				Quality: quality, Before: states[card],
			})
			if err != nil {
				t.Fatal(err)
			}
			states[card], memories[card] = saved.State, model.Next(memories[card], scheduler.RatingOf(quality), today)
		}
		now = now.AddDate(0, 0, 1)
	}
}

// drillSays runs drill on a day some months later, and gives what it printed.
func drillSays(t *testing.T, home string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	env := testEnv()
	env.Stdin, env.Stdout, env.Stderr = strings.NewReader(""), &out, &errs
	env.Now = func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }
	env.Getenv = func(name string) string {
		return map[string]string{"HOME": home, "DRILL_DB": filepath.Join(home, "drill.db")}[name]
	}
	if code := run(context.Background(), env, append([]string{"drill"}, args...)); code != exitOK {
		t.Fatalf("drill %s: exit code %d\n%s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

func inUse(t *testing.T, home string) weightsReport {
	t.Helper()
	var stats statsReport
	if err := json.Unmarshal([]byte(drillSays(t, home, "stats", "--json")), &stats); err != nil {
		t.Fatal(err)
	}
	return stats.Weights
}

// TestFitKeepsWeightsThatPredictBetter follows fitted weights from the first look
// to their use and back.
func TestFitKeepsWeightsThatPredictBetter(t *testing.T) {
	w := scheduler.DefaultWeights
	w[0], w[1], w[2], w[3], w[8], w[11], w[20] = 0.1, 0.3, 0.5, 2, 0.9, 2.5, 0.5
	model, err := scheduler.NewModel(w)
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	studyFor(t, filepath.Join(home, "drill.db"), model, 80, 120)

	if said := drillSays(t, home, "fit"); !strings.Contains(said, "Fitted weights predict better (log loss lower by 0.") || !strings.Contains(said, "`drill fit --apply` keeps them") {
		t.Errorf("fit says:\n%s", said)
	}
	if inUse(t, home).Fitted {
		t.Error("a look at the fit has set the weights")
	}
	var fitted fitReport
	if err := json.Unmarshal([]byte(drillSays(t, home, "fit", "--apply", "--json")), &fitted); err != nil {
		t.Fatal(err)
	}
	v := fitted.Validation
	if !fitted.Applied || !v.Helps || v.Fitted.N != v.Default.N || v.Fitted.Figures.LogLoss >= v.Default.Figures.LogLoss {
		t.Errorf("fit --apply --json: %+v", fitted)
	}
	if now := inUse(t, home); !now.Fitted || now.Values != v.Weights || now.Since != "2026-11-23" {
		t.Errorf("in use are %+v, fitted were %v", now, v.Weights)
	}
	if said := drillSays(t, home, "stats"); !strings.Contains(said, "memory model, fitted") || !strings.Contains(said, "fitted to responses before 2026-11-23") {
		t.Errorf("stats says:\n%s", said)
	}
	if said := drillSays(t, home, "fit"); !strings.Contains(said, "Those in use are of 2026-11-23") {
		t.Errorf("fit says:\n%s", said)
	}
	if said := drillSays(t, home, "fit", "--reset"); !strings.Contains(said, "The default weights hold again") || inUse(t, home).Fitted {
		t.Errorf("fit --reset says:\n%s", said)
	}
	if said := drillSays(t, home, "undo"); !strings.Contains(said, "choice of weights") || !inUse(t, home).Fitted {
		t.Errorf("undo says:\n%s", said)
	}
	if said := drillSays(t, home, "db", "check"); !strings.Contains(said, "no faults") {
		t.Errorf("db check says:\n%s", said)
	}
}

// TestFitOffersNothingThatDoesNotHelp fits to someone for whom the default
// weights are right.
func TestFitOffersNothingThatDoesNotHelp(t *testing.T) {
	home := t.TempDir()
	studyFor(t, filepath.Join(home, "drill.db"), scheduler.DefaultModel(), 30, 60)
	if said := drillSays(t, home, "fit", "--apply"); !strings.Contains(said, "The default ones stay") || inUse(t, home).Fitted {
		t.Errorf("fit --apply says:\n%s", said)
	}
}
