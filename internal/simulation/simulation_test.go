package simulation_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/simulation"
)

func settings(world simulation.World, policy simulation.Policy) simulation.Settings {
	return simulation.Settings{
		Cards: simulation.Plain(60, deck.TypeShort), Start: 20_000, Days: 60,
		Limits: session.Limits{New: 5, Reviews: 40}, Policy: policy, World: world, Seed: 7,
	}
}

func run(t testing.TB, s simulation.Settings) []simulation.Day {
	t.Helper()
	days, err := simulation.Run(s)
	if err != nil {
		t.Fatal(err)
	}
	return days
}

// TestASmallSimulation shows days of every policy in both worlds; UPDATE=1 writes the
// file anew.
func TestASmallSimulation(t *testing.T) {
	var out strings.Builder
	for _, world := range simulation.Worlds {
		for _, policy := range simulation.Policies {
			s := settings(world, policy)
			s.Minutes = 4
			fmt.Fprintf(&out, "%s, %s\n", world, policy.Name)
			for i, day := range run(t, s) {
				if i < 3 || i%15 == 14 {
					fmt.Fprintf(&out, "  day %2d: %2d new, %2d reviews, %d of them failed, %2d drills, %3.0f s; %2d seen, %5.2f known, %2d and %2d well\n",
						i+1, day.New, day.Reviews, day.Failed, day.Drills, day.Seconds, day.Seen, day.Known, day.Above80, day.Above90)
				}
			}
		}
	}
	path := filepath.Join("testdata", "small.golden")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestASeedGivesOneOutcome holds in whatever order simulations end.
func TestASeedGivesOneOutcome(t *testing.T) {
	var all []simulation.Settings
	for learner := range 6 {
		s := settings(simulation.Worlds[learner%2], simulation.Gain)
		s.Learner = learner
		all = append(all, s)
	}
	each := func() [][]simulation.Day {
		told := 0
		days, err := simulation.Each(context.Background(), all, func() { told++ })
		if err != nil || told != len(all) {
			t.Fatalf("told of %d simulations, %v", told, err)
		}
		return days
	}
	first := each()
	if diff := cmp.Diff(first, each()); diff != "" {
		t.Errorf("two outcomes of one seed:\n%s", diff)
	}
	if cmp.Equal(first[0], first[2]) {
		t.Error("two learners are the same")
	}
	all[0].Seed++
	if cmp.Equal(first[0], each()[0]) {
		t.Error("two seeds give the same learner")
	}
}

func TestAStoppedSimulationSaysSo(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := simulation.Each(ctx, []simulation.Settings{settings(simulation.WorldFSRS, simulation.SM2)}, func() {}); err == nil {
		t.Error("no error")
	}
}

// TestDaysKeepTheirLimits is about any settings: what a day holds, and what is known.
func TestDaysKeepTheirLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := settings(rapid.SampledFrom(simulation.Worlds).Draw(t, "world"), rapid.SampledFrom(simulation.Policies).Draw(t, "policy"))
		s.Days = 30
		s.Limits = session.Limits{New: rapid.IntRange(0, 20).Draw(t, "new"), Reviews: rapid.IntRange(0, 30).Draw(t, "reviews")}
		s.Minutes = float64(rapid.IntRange(0, 8).Draw(t, "minutes"))
		s.Seed = rapid.Uint64().Draw(t, "seed")
		days, err := simulation.Run(s)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for i, day := range days {
			seen += day.New
			if day.New > s.Limits.New || day.Reviews > s.Limits.Reviews || day.Drills > 3*(day.New+day.Reviews) || day.Failed > day.Reviews {
				t.Fatalf("day %d: %+v, with limits of %+v", i, day, s.Limits)
			}
			// The last card, with its drills, may end later.
			if s.Minutes > 0 && day.Seconds > 60*s.Minutes+90 {
				t.Fatalf("day %d takes %v seconds of %v minutes", i, day.Seconds, s.Minutes)
			}
			if day.Seen != seen || day.Known < 0 || day.Known > float64(seen)+1e-9 || day.Above90 > day.Above80 || day.Above80 > seen {
				t.Fatalf("day %d: %+v, where %d cards were seen", i, day, seen)
			}
		}
	})
}

// TestLearnersForgetWhatTheyDoNotStudy begins with what was studied, and studies no more.
func TestLearnersForgetWhatTheyDoNotStudy(t *testing.T) {
	for _, world := range simulation.Worlds {
		s := settings(world, simulation.SM2)
		s.Limits = session.Limits{}
		s.States = make(session.States)
		for i, card := range s.Cards[:20] {
			s.States[card.Key()] = session.CardState{
				State: scheduler.State{
					Repetitions: 3, Interval: 15, EaseFactor: 250, Reviews: 3, Last: s.Start - 1 - scheduler.Day(i%5), Due: s.Start + 10,
				},
				Stability: 20, Difficulty: 5, Quality: 4, Introduced: s.Start - 30,
			}
		}
		days := run(t, s)
		first, last := days[0], days[len(days)-1]
		if first.Known < 10 || first.Known > 20 || last.Known >= first.Known || last.Reviews+last.New > 0 {
			t.Errorf("%s: %+v at first, %+v at last", world, first, last)
		}
	}
}

// TestStudyHelps compares with none.
func TestStudyHelps(t *testing.T) {
	for _, world := range simulation.Worlds {
		for _, policy := range simulation.Policies {
			s := settings(world, policy)
			s.Minutes = 10
			days := run(t, s)
			if score := simulation.ScoreOf(days, len(s.Cards)); score.Known < 0.5 || score.Known > 1 || score.Above90 > score.Above80 {
				t.Errorf("%s, %s: %+v", world, policy.Name, score)
			}
		}
	}
}

// TestPoliciesAreKnownByName is also about worlds.
func TestPoliciesAreKnownByName(t *testing.T) {
	for _, policy := range simulation.Policies {
		if got, err := simulation.PolicyOf(policy.Name); err != nil || got.Name != policy.Name || got.Order != policy.Order {
			t.Errorf("PolicyOf(%q) = %v, %v", policy.Name, got.Name, err)
		}
	}
	if _, err := simulation.PolicyOf("sm17"); err == nil {
		t.Error("no error for a policy that does not exist")
	}
	if _, err := simulation.Run(settings("ebbinghaus", simulation.SM2)); err == nil {
		t.Error("no error for a world that does not exist")
	}
}

func TestScoresAreOfTheSecondHalf(t *testing.T) {
	days := []simulation.Day{{Known: 9}, {Known: 9}, {Known: 2, Above80: 2, Above90: 1, Seconds: 60}, {Known: 4, Above80: 4, Seconds: 180}}
	got := simulation.ScoreOf(days, 10)
	want := simulation.Score{Known: 0.3, Above80: 0.3, Above90: 0.05, Minutes: 2}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 })); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	spread := simulation.SpreadOf([]float64{1, 2, 6}, func(x float64) float64 { return x })
	if spread != (simulation.Spread{Mean: 3, Least: 1, Most: 6}) {
		t.Errorf("spread %+v", spread)
	}
}
