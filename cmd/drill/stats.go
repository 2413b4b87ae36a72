package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/report"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

func (p *program) statsCommand() *cli.Command {
	return &cli.Command{
		Name:  "stats",
		Usage: "say how much you know, and how well that can be told",
		UsageText: "drill stats [flags] [DECK...]\n\nA DECK is the id of a deck, or the path of one. What is expected of you comes from a\n" +
			"model of memory beside SM-2; docs/scheduling.md explains it.\n\nExample: drill stats ai-training",
		Flags: []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			return p.stats(c.Context, c.Args().Slice(), c.Bool("json"))
		},
	}
}

// statsReport is what `drill stats --json` prints.
type statsReport struct {
	StudyDay string        `json:"study_day"`
	Weights  weightsReport `json:"weights"`
	report.Progress
	Orphans int `json:"orphans"`
}

// weightsReport says which weights of the memory model hold.
type weightsReport struct {
	Fitted bool              `json:"fitted"`
	Since  string            `json:"since,omitempty"`
	Values scheduler.Weights `json:"values"`
}

func (p *program) stats(ctx context.Context, args []string, asJSON bool) error {
	db, err := p.openStates(ctx)
	if err != nil {
		return err
	}
	if db != nil {
		defer db.Close()
	}
	asked, err := p.ask(ctx, db, args, nil)
	if err != nil {
		return err
	}
	today, states, err := p.readStates(ctx, db)
	if err != nil {
		return err
	}
	weights, past, err := p.readPast(ctx, db, asked.wanted)
	if err != nil {
		return err
	}
	found, err := statsOf(today, asked, states, weights, past)
	if err != nil {
		return err
	}
	if asJSON {
		return p.printJSON(found)
	}
	return p.printStats(found, asked.title, today)
}

// readPast reads the learner's reviews of the wanted decks, and the weights of the
// memory model.
func (p *program) readPast(ctx context.Context, db *store.DB, wanted session.Wanted) (weightsReport, session.Past, error) {
	weights := weightsReport{Values: scheduler.DefaultWeights}
	var past session.Past
	if db == nil {
		return weights, past, nil
	}
	learner, err := db.Learner(ctx, p.learnerName())
	if err != nil {
		return weights, past, err
	}
	if weights, err = weightsOf(ctx, learner); err != nil {
		return weights, past, err
	}
	for review, err := range learner.Reviews(ctx) {
		if err != nil {
			return weights, past, err
		}
		if id, _, _ := strings.Cut(review.Card, "/"); wanted.Decks == nil || wanted.Decks[id] {
			past.Add(review)
		}
	}
	return weights, past, nil
}

func weightsOf(ctx context.Context, learner *store.Learner) (weightsReport, error) {
	w, since, fitted, err := learner.Weights(ctx)
	weights := weightsReport{Fitted: fitted, Values: w}
	if fitted {
		weights.Since = since.String()
	}
	return weights, err
}

func statsOf(today scheduler.Day, asked asked, states map[string]session.CardState, weights weightsReport, past session.Past) (statsReport, error) {
	stats := statsReport{StudyDay: today.String(), Weights: weights}
	model, err := scheduler.NewModel(weights.Values)
	if err != nil {
		return stats, err
	}
	found, err := asked.cards.Find(slices.Collect(maps.Keys(states)))
	if err != nil {
		return stats, err
	}
	inUse := make(map[string]session.CardState)
	for key, state := range states {
		card, known := found[key]
		switch {
		case !known:
			stats.Orphans++
		case asked.wanted.Has(card):
			inUse[key] = state
		}
	}
	fresh := 0
	err = asked.cards.Each(asked.wanted, func(card deck.Listed) bool {
		if _, known := inUse[card.Key()]; !known {
			fresh++
		}
		return true
	})
	stats.Progress = report.ProgressOf(today, inUse, fresh, past, model)
	return stats, err
}

func (p *program) printStats(s statsReport, title string, today scheduler.Day) error {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("%s · %s", title, today)
	line("Cards: %d new, %d learning, %d young, %d mature%s", s.Cards.New, s.Cards.Learning, s.Cards.Young, s.Cards.Mature, also(s.Cards.Suspended, "suspended"))
	line("Reviews: %d%s", s.Reviews, also(s.Drills, "more on the same day"))
	if s.Orphans > 0 {
		line("%s whose deck or question is gone: `drill card list --orphans` names them.", term.Count(s.Orphans, "card"))
	}
	line("\nExpected recall today")
	if figures := s.Recall.Figures; figures != nil {
		line("  %s on average over %d cards; %d above 90%%, %d above 80%%", percent(figures.Mean), s.Recall.Cards, figures.Above90, figures.Above80)
	} else {
		line("  %s: %s", term.Count(s.Recall.Cards, "card")+" studied", tooFew)
	}
	line("\nRetention: the share remembered, at the first response to a card on a day")
	for _, kept := range s.Kept {
		line("  %-13s %s", lastDays(kept.Days), share(kept))
	}
	line("\nForecasts of such responses")
	if s.Model.Figures == nil {
		line("  %s: %s", term.Count(s.Model.N, "response"), tooFew)
		_, err := fmt.Fprint(p.env.Stdout, out.String())
		return err
	}
	out.WriteString(forecastTable([]namedForecast{{modelName(s.Weights), s.Model}, {"SM-2, read as one", s.SM2}}))
	if s.Weights.Fitted {
		line("  The weights were fitted to responses before %s, which therefore look a little better here.", s.Weights.Since)
	}
	line("\nExpected by the model, and remembered")
	out.WriteString(calibrationTable(s.Model.Figures.Calibration, s.Model.N))
	_, err := fmt.Fprint(p.env.Stdout, out.String())
	return err
}

// tooFew stands in the place of a figure that would say nothing.
const tooFew = "too few to say in figures"

func also(n int, what string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %d %s", n, what)
}

func percent(share float64) string { return fmt.Sprintf("%.1f%%", 100*share) }

func lastDays(days int) string {
	if days == 1 {
		return "today"
	}
	return fmt.Sprintf("last %d days", days)
}

func share(kept report.Retention) string {
	switch {
	case kept.N == 0:
		return "nothing to remember"
	case kept.Share == nil:
		return fmt.Sprintf("%s: %s", term.Count(kept.N, "response"), tooFew)
	}
	return fmt.Sprintf("%s of %d", percent(*kept.Share), kept.N)
}

func modelName(weights weightsReport) string {
	if weights.Fitted {
		return "memory model, fitted"
	}
	return "memory model"
}

// namedForecast is a forecast in a table of them.
type namedForecast struct {
	name string
	report.Forecast
}

// forecastTable sets forecasts under each other, and says how to read them. All
// have figures.
func forecastTable(forecasts []namedForecast) string {
	var table strings.Builder
	fmt.Fprintf(&table, "  %-22s %8s  %5s  %s\n", "", "log loss", "AUC", "calibration error")
	for _, f := range forecasts {
		auc := "-"
		if f.Figures.AUC != nil {
			auc = fmt.Sprintf("%.3f", *f.Figures.AUC)
		}
		fmt.Fprintf(&table, "  %-22s %8.4f  %5s  %s\n", f.name, f.Figures.LogLoss, auc, percent(f.Figures.CalibrationError))
	}
	fmt.Fprintf(&table, "  (%d responses; log loss: lower is better; AUC: 1 tells apart what is remembered, 0.5 is guessing)\n", forecasts[0].N)
	return table.String()
}

// calibrationTable shows the tenths that hold enough of the responses.
func calibrationTable(bins []report.CalibrationBin, responses int) string {
	var table strings.Builder
	left := responses
	for _, bin := range bins {
		left -= bin.N
		fmt.Fprintf(&table, "  %6s  %6s  of %s\n", percent(bin.Predicted), percent(bin.Recalled), term.Count(bin.N, "response"))
	}
	if left > 0 {
		fmt.Fprintf(&table, "  %s in other tenths: %s\n", term.Count(left, "response"), tooFew)
	}
	return table.String()
}
