package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"drill/internal/printable"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

func (p *program) cardHistoryCommand() *cli.Command {
	return &cli.Command{
		Name:  "history",
		Usage: "print what the log has about a card",
		UsageText: "drill card history [flags] CARD\n\nOldest first: the day, what was done, the score, the interval before and after, the ease\nfactor after, and what you typed. \"again\" is a further response on the same day, which\nmoves no schedule.\n\n" +
			"Example: drill card history ai-training/terms.lora#define",
		Flags: []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return withHint(usagef("card history takes one card"), "`drill card list` shows the keys")
			}
			return p.cardHistory(c.Context, c.Args().First(), c.Bool("json"))
		},
	}
}

// historyEntry is an event as `drill card history --json` prints it.
type historyEntry struct {
	Day            string   `json:"day"`
	Event          string   `json:"event"`
	Undone         bool     `json:"undone"`
	Kind           string   `json:"kind,omitempty"` // of the response
	Answered       string   `json:"answered,omitempty"`
	Response       *string  `json:"response,omitempty"`
	Score          *float64 `json:"score,omitempty"`
	Quality        *int     `json:"quality,omitempty"` // in force
	Given          *int     `json:"given_quality,omitempty"`
	Hints          int      `json:"hints,omitempty"`
	Seconds        float64  `json:"seconds,omitempty"`
	IntervalBefore int      `json:"interval_before"`
	IntervalAfter  int      `json:"interval_after"`
	EaseAfter      float64  `json:"ease_factor_after"`
	DueAfter       string   `json:"due_after,omitempty"`
	Lapse          bool     `json:"lapse,omitempty"`
	From           string   `json:"from,omitempty"` // of a move
}

func (p *program) cardHistory(ctx context.Context, key string, asJSON bool) error {
	db, err := p.openStates(ctx)
	if err != nil {
		return err
	}
	if db != nil {
		defer db.Close()
	}
	_, learner, err := p.readLearner(ctx, db)
	if err != nil {
		return err
	}
	history, err := p.historyOf(ctx, db, learner, key)
	if err != nil {
		return err
	}
	if asJSON {
		entries := []historyEntry{}
		for _, logged := range history {
			entries = append(entries, historyEntryOf(logged))
		}
		return p.printJSON(entries)
	}
	if len(history) == 0 {
		fmt.Fprintf(p.env.Stdout, "%s has no history yet.\n", printable.Line(key))
		return nil
	}
	p.printHistory(history)
	return nil
}

// historyOf reads the history of a card, which must be in use or in the log. The
// learner is nil where there is no database yet.
func (p *program) historyOf(ctx context.Context, db *store.DB, learner *store.Learner, key string) ([]session.Logged, error) {
	if learner != nil {
		history, err := learner.History(ctx, key)
		if err != nil || len(history) > 0 {
			return history, err
		}
	}
	asked, err := p.ask(ctx, db, nil, nil)
	if err != nil {
		return nil, err
	}
	found, err := asked.cards.Find([]string{key})
	if err == nil && len(found) == 0 {
		err = noSuchCard(asked.cards, key)
	}
	return nil, err
}

func historyEntryOf(logged session.Logged) historyEntry {
	entry := historyEntry{
		Day: logged.Day.String(), Event: string(logged.Kind), Undone: logged.Undone,
		IntervalBefore: int(logged.Before.Interval), IntervalAfter: int(logged.After.Interval),
		EaseAfter: float64(logged.After.Ease()) / 100, Lapse: logged.Lapsed(),
	}
	if !logged.After.New() {
		entry.DueAfter = logged.After.Due.String()
	}
	if logged.Kind == session.EventMove {
		entry.From = logged.Card
	}
	if logged.Kind != session.EventReview {
		return entry
	}
	given, response := logged.Response, logged.Response.Response
	quality, byScore := int(given.Quality), int(given.Given)
	entry.Kind, entry.Answered = string(response.Kind), response.Answered.Format(time.RFC3339)
	entry.Response, entry.Score, entry.Quality = &response.Text, &given.Mark.Score, &quality
	entry.Hints, entry.Seconds = response.Hints, response.Seconds
	if given.Overruled {
		entry.Given = &byScore
	}
	return entry
}

// The columns of a history, as they are headed.
var historyHead = []string{"day", "what", "quality", "score", "interval", "ease", "response"}

func (p *program) printHistory(history []session.Logged) {
	rows := [][]string{historyHead}
	for _, logged := range history {
		rows = append(rows, historyRow(logged))
	}
	var widths [7]int
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], printable.Width(cell))
		}
	}
	for _, row := range rows {
		for i, cell := range row[:6] {
			row[i] = printable.Pad(cell, widths[i])
		}
		fmt.Fprintln(p.env.Stdout, strings.TrimRight(strings.Join(row, "  "), " "))
	}
}

func historyRow(logged session.Logged) []string {
	interval := fmt.Sprintf("%d → %d", logged.Before.Interval, logged.After.Interval)
	row := []string{logged.Day.String(), historyWord(logged), "", "", interval, term.Number(float64(logged.After.Ease()) / 100), historyNote(logged)}
	if logged.Kind == session.EventReview {
		row[2], row[3] = strconv.Itoa(int(logged.Response.Quality)), term.Number(logged.Response.Mark.Score)
	}
	return row
}

// historyWord says what an event is.
func historyWord(logged session.Logged) string {
	word := string(logged.Kind)
	if logged.Kind == session.EventReview {
		word = "review"
		if logged.After.Reviews == logged.Before.Reviews {
			word = "again"
		}
	}
	return word + sayIf(logged.Undone, " (undone)")
}

func historyNote(logged session.Logged) string {
	switch logged.Kind {
	case session.EventSetDue:
		return "due " + logged.Due.String()
	case session.EventMove:
		return "from " + printable.Line(logged.Card) + " to " + printable.Line(logged.To)
	case session.EventReview:
		note := printable.Clip(printable.Line(logged.Response.Response.Text), 60)
		if note == "" {
			note = "(nothing)"
		}
		if logged.Response.Overruled {
			note += fmt.Sprintf("  [you set the quality; the score gave %d]", logged.Given())
		}
		return note + sayIf(logged.Lapsed(), "  [forgotten]")
	}
	return ""
}
