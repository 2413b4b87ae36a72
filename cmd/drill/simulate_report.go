package main

import (
	"fmt"
	"strings"

	"drill/internal/printable"
	"drill/internal/simulation"
	"drill/internal/term"
)

// simulateReport is what `drill simulate --json` prints.
type simulateReport struct {
	Title    string        `json:"title"`
	Cards    int           `json:"cards"`
	Studied  int           `json:"studied"` // before the first simulated day
	Days     int           `json:"days"`
	New      int           `json:"new"`     // at most, a day
	Reviews  int           `json:"reviews"` // at most, a day
	Minutes  int           `json:"minutes"` // at most, a day; 0: as long as it takes
	Learners int           `json:"learners"`
	Seed     uint64        `json:"seed"`
	Worlds   []worldReport `json:"worlds"`
}

// worldReport is what came of learners whose memory follows a theory.
type worldReport struct {
	Memory   simulation.World `json:"memory"`
	Policies []policyReport   `json:"policies"`
}

type policyReport struct {
	Policy string `json:"policy"`
	Order  string `json:"order"`
	// Score is of the second half of the days; Over is it in relation to the first policy,
	// learner by learner.
	Score  scoreReport   `json:"score"`
	Over   scoreReport   `json:"over"`
	Months []monthReport `json:"months"`
}

type scoreReport struct {
	Known   simulation.Spread `json:"known"`
	Above80 simulation.Spread `json:"above_80"`
	Above90 simulation.Spread `json:"above_90"`
	Minutes simulation.Spread `json:"minutes"`
}

// monthReport is 30 days, or what is left of them: means of a day but for what is at the
// end of the last one.
type monthReport struct {
	Days    int               `json:"days"`
	New     simulation.Spread `json:"new"`
	Reviews simulation.Spread `json:"reviews"`
	Drills  simulation.Spread `json:"drills"`
	Minutes simulation.Spread `json:"minutes"`
	Passed  simulation.Spread `json:"passed"` // share of the reviews
	// At the end, as shares of all cards.
	Seen    simulation.Spread `json:"seen"`
	Known   simulation.Spread `json:"known"`
	Above80 simulation.Spread `json:"above_80"`
	Above90 simulation.Spread `json:"above_90"`
}

func worldReportOf(world simulation.World, options simulateOptions, days [][]simulation.Day, cards int) worldReport {
	report := worldReport{Memory: world}
	var first []simulation.Score
	for i, policy := range options.policies {
		own := days[i*options.learners : (i+1)*options.learners]
		scores := make([]simulation.Score, len(own))
		over := make([]simulation.Score, len(own))
		for learner := range own {
			scores[learner] = simulation.ScoreOf(own[learner], cards)
		}
		if first == nil {
			first = scores
		}
		for learner := range own {
			over[learner] = scores[learner].Over(first[learner])
		}
		report.Policies = append(report.Policies, policyReport{
			Policy: policy.Name, Order: string(policy.Order), Score: scoreReportOf(scores), Over: scoreReportOf(over),
			Months: monthsOf(own, cards),
		})
	}
	return report
}

func scoreReportOf(scores []simulation.Score) scoreReport {
	return scoreReport{
		simulation.SpreadOf(scores, func(s simulation.Score) float64 { return s.Known }),
		simulation.SpreadOf(scores, func(s simulation.Score) float64 { return s.Above80 }),
		simulation.SpreadOf(scores, func(s simulation.Score) float64 { return s.Above90 }),
		simulation.SpreadOf(scores, func(s simulation.Score) float64 { return s.Minutes }),
	}
}

const monthDays = 30

func monthsOf(learners [][]simulation.Day, cards int) []monthReport {
	var months []monthReport
	for from := 0; from < len(learners[0]); from += monthDays {
		upTo := min(from+monthDays, len(learners[0]))
		months = append(months, monthOf(learners, from, upTo, cards))
	}
	return months
}

func monthOf(learners [][]simulation.Day, from, upTo, cards int) monthReport {
	mean := func(figure func(simulation.Day) float64) simulation.Spread {
		return simulation.SpreadOf(learners, func(days []simulation.Day) float64 {
			var sum float64
			for _, day := range days[from:upTo] {
				sum += figure(day)
			}
			return sum / float64(upTo-from)
		})
	}
	end := func(figure func(simulation.Day) float64) simulation.Spread {
		return simulation.SpreadOf(learners, func(days []simulation.Day) float64 {
			return figure(days[upTo-1]) / float64(max(cards, 1))
		})
	}
	return monthReport{
		Days:    upTo - from,
		New:     mean(func(d simulation.Day) float64 { return float64(d.New) }),
		Reviews: mean(func(d simulation.Day) float64 { return float64(d.Reviews) }),
		Drills:  mean(func(d simulation.Day) float64 { return float64(d.Drills) }),
		Minutes: mean(func(d simulation.Day) float64 { return d.Seconds / 60 }),
		Passed: simulation.SpreadOf(learners, func(days []simulation.Day) float64 {
			var reviews, failed int
			for _, day := range days[from:upTo] {
				reviews, failed = reviews+day.Reviews, failed+day.Failed
			}
			return 1 - float64(failed)/float64(max(reviews, 1))
		}),
		Seen:    end(func(d simulation.Day) float64 { return float64(d.Seen) }),
		Known:   end(func(d simulation.Day) float64 { return d.Known }),
		Above80: end(func(d simulation.Day) float64 { return float64(d.Above80) }),
		Above90: end(func(d simulation.Day) float64 { return float64(d.Above90) }),
	}
}

// memoryNames say in words which theory learners follow.
var memoryNames = map[simulation.World]string{
	simulation.WorldFSRS: "Memory as drill's own model has it (FSRS-6), with weights of each learner's own",
	simulation.WorldACTR: "Memory as traces that fade (ACT-R, Pavlik and Anderson 2005), foreign to drill's model",
}

func (r simulateReport) text() string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	minutes := "as long as it takes"
	if r.Minutes > 0 {
		minutes = term.Count(r.Minutes, "minute") + " at most"
	}
	line("%s · %s, %d studied so far", printable.Line(r.Title), term.Count(r.Cards, "card"), r.Studied)
	line("%s; each %s, with at most %d new cards and %d reviews; %s", term.Count(r.Days, "day"), minutes, r.New, r.Reviews, term.Count(r.Learners, "learner"))
	for _, world := range r.Worlds {
		line("\n%s", memoryNames[world.Memory])
		if len(world.Policies) == 1 {
			out.WriteString(monthsTable(world.Policies[0]))
			continue
		}
		out.WriteString(policiesTable(world.Policies))
	}
	line("\n%s", simulateCaution)
	return out.String()
}

// simulateCaution is what a reader must not take a simulation for.
const simulateCaution = `These are made-up learners, not you. They never miss a day, all answers take them as long
as the usual learner (or, by type, you), and cards are alike but for how hard they are:
none helps or confuses another. What is known is what the theory says, not what an exam
would find. Days and differences are to be trusted more than levels; docs/scheduling.md
says more.`

// monthsTable shows a policy month by month: means over the learners.
func monthsTable(policy policyReport) string {
	var table strings.Builder
	fmt.Fprintf(&table, "  %-7s %6s %8s %16s %7s %6s %12s %6s %6s\n", "days", "new", "reviews", "minutes a day", "passed", "seen", "recall", "≥ 80%", "≥ 90%")
	day := 0
	for _, m := range policy.Months {
		fmt.Fprintf(&table, "  %-7s %6.1f %8.1f %16s %7s %6s %12s %6s %6s\n", fmt.Sprintf("%d-%d", day+1, day+m.Days),
			m.New.Mean, m.Reviews.Mean, fmt.Sprintf("%.1f (%.0f-%.0f)", m.Minutes.Mean, m.Minutes.Least, m.Minutes.Most),
			whole(m.Passed.Mean), whole(m.Seen.Mean),
			fmt.Sprintf("%s (%.0f-%.0f)", whole(m.Known.Mean), 100*m.Known.Least, 100*m.Known.Most), whole(m.Above80.Mean), whole(m.Above90.Mean))
		day += m.Days
	}
	table.WriteString("  new, reviews, minutes: a day, on average (least and most of the learners). seen, recall, and cards\n" +
		"  with a recall of 80% and 90%: at the end, of all cards; a card not seen counts 0.\n")
	return table.String()
}

func whole(share float64) string { return fmt.Sprintf("%.0f%%", 100*share) }

// policiesTable shows policies beside each other.
func policiesTable(policies []policyReport) string {
	var table strings.Builder
	fmt.Fprintf(&table, "  %-8s %7s %7s %18s %18s %18s\n", "policy", "minutes", "recall", "recall", "≥ 80%", "≥ 90%")
	for _, p := range policies {
		fmt.Fprintf(&table, "  %-8s %7.1f %7s %18s %18s %18s\n", p.Policy, p.Score.Minutes.Mean, whole(p.Score.Known.Mean), multiples(p.Over.Known), multiples(p.Over.Above80), multiples(p.Over.Above90))
	}
	fmt.Fprintf(&table, "  minutes a day, and recall of all cards, over the second half; then recall, and the cards with a recall of 80%% and 90%%,\n"+
		"  as multiples of those of %s (least and most of the learners).\n", policies[0].Policy)
	return table.String()
}

func multiples(s simulation.Spread) string {
	return fmt.Sprintf("%.2f (%.2f-%.2f)", s.Mean, s.Least, s.Most)
}
