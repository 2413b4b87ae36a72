package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/report"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

// fitOptions are what `drill fit` was asked to do.
type fitOptions struct {
	apply, reset, json bool
}

func (p *program) fitCommand() *cli.Command {
	return &cli.Command{
		Name:  "fit",
		Usage: "fit the model of memory to your own log, if that helps",
		UsageText: "drill fit [flags]\n\nSays whether weights fitted to your responses would have predicted them better than the\n" +
			"default ones, and with --apply keeps them when they do. No interval changes: drill stats\n" +
			"and forecasts use the weights. drill undo takes them back.\n\nExample: drill fit --apply",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "apply", Usage: "keep the fitted weights, if they predict better", DisableDefaultText: true},
			&cli.BoolFlag{Name: "reset", Usage: "go back to the default weights", DisableDefaultText: true},
			jsonFlag(),
		},
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			options := fitOptions{apply: c.Bool("apply"), reset: c.Bool("reset"), json: c.Bool("json")}
			if options.apply && options.reset {
				return withHint(usagef("--apply and --reset say opposite things"), "give one of them")
			}
			return p.fit(c.Context, options)
		},
	}
}

// fitReport is what `drill fit --json` prints.
type fitReport struct {
	Learner   string        `json:"learner"`
	InUse     weightsReport `json:"in_use"` // when the command ends
	Responses int           `json:"responses"`
	Tests     int           `json:"tests"` // of memory: what can be predicted
	// Validation is nil when there are too few tests, and with --reset.
	Validation *fitValidation `json:"validation"`
	Applied    bool           `json:"applied"`
}

// fitValidation compares forecasts of responses that none was fitted to.
type fitValidation struct {
	Default report.Forecast   `json:"default"`
	Fitted  report.Forecast   `json:"fitted"`
	SM2     report.Forecast   `json:"sm2"`
	Gain    float64           `json:"gain"` // in log loss
	Error   float64           `json:"standard_error"`
	Helps   bool              `json:"helps"`
	Weights scheduler.Weights `json:"fitted_weights"` // to all responses
}

func (p *program) fit(ctx context.Context, options fitOptions) error {
	open := p.openRead
	if options.apply || options.reset {
		open = p.openDB
	}
	path, err := p.databasePath()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return withHint(fmt.Errorf("there is no database at %s", path), "the first study session makes it; --db names another file")
	}
	db, err := open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	learner, err := db.Learner(ctx, p.learnerName())
	if err != nil {
		return err
	}
	if options.reset {
		return p.resetWeights(ctx, learner, options)
	}
	return p.fitLearner(ctx, learner, options)
}

func (p *program) fitLearner(ctx context.Context, learner *store.Learner, options fitOptions) error {
	var past session.Past
	for review, err := range learner.Reviews(ctx) {
		if err != nil {
			return err
		}
		past.Add(review)
	}
	fitted := fitReport{Learner: learner.Name(), Responses: len(past.Reviews)}
	for _, review := range past.Reviews {
		if review.Tests() {
			fitted.Tests++
		}
	}
	if fitted.Tests >= scheduler.MinFit {
		fitted.Validation = validated(past.Reviews)
	}
	if v := fitted.Validation; options.apply && v != nil && v.Helps {
		if err := p.setWeights(ctx, learner, v.Weights); err != nil {
			return err
		}
		fitted.Applied = true
	}
	var err error
	if fitted.InUse, err = weightsOf(ctx, learner); err != nil {
		return err
	}
	if options.json {
		return p.printJSON(fitted)
	}
	return p.printFit(fitted)
}

func validated(reviews []scheduler.Review) *fitValidation {
	v := scheduler.Validate(reviews)
	return &fitValidation{
		Default: report.Forecasted(v.Default), Fitted: report.Forecasted(v.Fitted), SM2: report.Forecasted(v.SM2),
		Gain: v.Gain, Error: v.Error, Helps: v.Helps(), Weights: scheduler.Fit(reviews),
	}
}

// setWeights stores weights for the study day, which never goes back.
func (p *program) setWeights(ctx context.Context, learner *store.Learner, w scheduler.Weights) error {
	today, err := p.todayOf(ctx, learner)
	if err != nil {
		return err
	}
	return learner.SetWeights(ctx, w, today)
}

func (p *program) resetWeights(ctx context.Context, learner *store.Learner, options fitOptions) error {
	before, err := weightsOf(ctx, learner)
	if err != nil {
		return err
	}
	if before.Fitted {
		if err := p.setWeights(ctx, learner, scheduler.DefaultWeights); err != nil {
			return err
		}
	}
	if options.json {
		return p.printJSON(fitReport{Learner: learner.Name(), InUse: weightsReport{Values: scheduler.DefaultWeights}})
	}
	said := "The default weights hold again."
	if !before.Fitted {
		said = "The default weights held already."
	}
	_, err = fmt.Fprintln(p.env.Stdout, said)
	return err
}

func (p *program) printFit(f fitReport) error {
	out := p.env.Stdout
	fmt.Fprintf(out, "%s: %s, of which %d test what was remembered from an earlier day\n",
		printable.Line(f.Learner), term.Count(f.Responses, "response"), f.Tests)
	v := f.Validation
	if v == nil {
		_, err := fmt.Fprintf(out, "It takes %d of these to fit weights to; until then the default ones are the better guess.\n", scheduler.MinFit)
		return err
	}
	fmt.Fprintln(out, "Each forecast is made from what was before it:")
	fmt.Fprint(out, forecastTable([]namedForecast{
		{"default weights", v.Default}, {"weights fitted to you", v.Fitted}, {"SM-2, read as one", v.SM2},
	}))
	_, err := fmt.Fprintln(out, verdict(f))
	return err
}

// verdict says whether fitting helps, and what was done or can be done.
func verdict(f fitReport) string {
	v := f.Validation
	gain := fmt.Sprintf("log loss lower by %.4f, give or take %.4f", v.Gain, v.Error)
	switch {
	case f.Applied:
		return fmt.Sprintf("Fitted weights predict better (%s). They hold from now on; `drill fit --reset` takes them back.", gain)
	case v.Helps && f.InUse.Fitted:
		return fmt.Sprintf("Fitted weights predict better (%s). Those in use are of %s; `drill fit --apply` fits them anew.", gain, f.InUse.Since)
	case v.Helps:
		return fmt.Sprintf("Fitted weights predict better (%s). `drill fit --apply` keeps them.", gain)
	}
	if v.Gain <= 0 {
		gain = "log loss no lower"
	}
	if f.InUse.Fitted {
		return fmt.Sprintf("Fitted weights do not predict better, or only by chance (%s). Those of %s are in use; `drill fit --reset` takes them back.", gain, f.InUse.Since)
	}
	return fmt.Sprintf("Fitted weights do not predict better, or only by chance (%s). The default ones stay.", gain)
}
