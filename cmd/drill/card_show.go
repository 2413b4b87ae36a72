package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/store"
	"drill/internal/term"
)

func (p *program) cardShowCommand() *cli.Command {
	return &cli.Command{
		Name:  "show",
		Usage: "say how cards stand: when they come back, and why",
		UsageText: "drill card show [flags] CARD...\n\nThe model answer stays hidden; `drill deck show --answers --key CARD` shows it.\n\n" +
			"Example: drill card show ai-training/terms.lora#define",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "deck", Usage: "look into the deck at `PATH` too, which is not in use"},
			jsonFlag(),
		},
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return withHint(usagef("no card was named"), "`drill card list` shows the keys")
			}
			return p.showCards(c.Context, c.Args().Slice(), c.String("deck"), c.Bool("json"))
		},
	}
}

// cardStanding is a card as `drill card show --json` prints it.
type cardStanding struct {
	Card        string      `json:"card"`
	Status      string      `json:"status"` // as `drill card list` has it
	Why         string      `json:"why"`
	Type        string      `json:"type,omitempty"`
	Prompt      string      `json:"prompt,omitempty"`
	Tags        []string    `json:"tags"`
	File        string      `json:"file,omitempty"`
	Line        int         `json:"line,omitempty"`
	Due         string      `json:"due,omitempty"`
	Introduced  string      `json:"introduced,omitempty"`
	Last        string      `json:"last,omitempty"`
	Quality     *int        `json:"quality"` // of the newest response
	Interval    int         `json:"interval"`
	EaseFactor  float64     `json:"ease_factor"`
	Repetitions int         `json:"repetitions"`
	Lapses      int         `json:"lapses"`
	TextLapses  int         `json:"lapses_of_text"` // of the text as it reads now
	Leech       bool        `json:"leech"`
	Reviews     int         `json:"reviews"`
	Memory      *cardMemory `json:"memory"` // nil for a new card
}

// cardMemory is what the model of memory holds of a card.
type cardMemory struct {
	Stability  float64 `json:"stability"`  // days
	Difficulty float64 `json:"difficulty"` // 1 to 10
	Recall     float64 `json:"recall"`     // today, 0 to 1
}

func (p *program) showCards(ctx context.Context, keys []string, deckPath string, asJSON bool) error {
	db, err := p.openStates(ctx)
	if err != nil {
		return err
	}
	if db != nil {
		defer db.Close()
	}
	var decks []string
	if deckPath != "" {
		decks = []string{deckPath}
	}
	asked, err := p.ask(ctx, db, decks, nil)
	if err != nil {
		return err
	}
	today, learner, err := p.readLearner(ctx, db)
	if err != nil {
		return err
	}
	looking := looking{ctx: ctx, cards: asked.cards, today: today, learner: learner, model: scheduler.DefaultModel(), schedule: session.States(nil)}
	if learner != nil {
		looking.schedule = learner.Schedule(ctx)
		weights, _, _, err := learner.Weights(ctx)
		if err == nil {
			looking.model, err = scheduler.NewModel(weights)
		}
		if err != nil {
			return err
		}
	}
	standings := []cardStanding{}
	for _, key := range keys {
		standing, err := looking.at(key)
		if err != nil {
			return err
		}
		standings = append(standings, standing)
	}
	if asJSON {
		return p.printJSON(standings)
	}
	for i, standing := range standings {
		if i > 0 {
			fmt.Fprintln(p.env.Stdout)
		}
		p.printStanding(standing, today)
	}
	return nil
}

// looking is what looking at single cards needs.
type looking struct {
	ctx      context.Context
	cards    session.Cards
	schedule session.Schedule
	learner  *store.Learner // nil where there is no database yet
	model    *scheduler.Model
	today    scheduler.Day
}

// at says how a card stands.
func (l looking) at(key string) (cardStanding, error) {
	states, err := l.schedule.States([]string{key})
	if err != nil {
		return cardStanding{}, err
	}
	card, err := l.cards.Card(key)
	if err != nil {
		return cardStanding{}, err
	}
	state, known := states[key]
	if card == nil && !known {
		return cardStanding{}, noSuchCard(l.cards, key)
	}
	standing := l.standingOf(key, state)
	if card == nil {
		standing.Status, standing.Why = "orphan", "no deck in use has this card, so it is not asked"
		return standing, nil
	}
	standing.describe(card)
	if standing.Why, err = l.why(card, state); err != nil || state.Lapses == 0 {
		return standing, err
	}
	standing.TextLapses, err = l.learner.Lapses(l.ctx, card)
	standing.Leech = standing.TextLapses >= session.LeechLapses
	return standing, err
}

// standingOf is what the state of a card says.
func (l looking) standingOf(key string, state session.CardState) cardStanding {
	listed := listState(key, state, statusOf(state, l.today))
	standing := cardStanding{
		Card: key, Status: listed.Status, Due: listed.Due, Interval: listed.Interval, EaseFactor: listed.EaseFactor,
		Repetitions: listed.Repetitions, Lapses: listed.Lapses, Reviews: listed.Reviews, Tags: []string{},
	}
	if state.New() {
		return standing
	}
	quality := int(state.Quality)
	standing.Quality, standing.Introduced, standing.Last = &quality, state.Introduced.String(), state.Last.String()
	standing.Memory = &cardMemory{
		Stability: float64(state.Stability), Difficulty: float64(state.Difficulty),
		Recall: l.model.Recall(state.Memory(), l.today),
	}
	return standing
}

func (s *cardStanding) describe(card *deck.Card) {
	s.Type, s.Prompt, s.File, s.Line = string(card.Type), card.Prompt, card.Origin.File, card.Origin.Line
	s.Tags = append(s.Tags, card.Tags...)
}

// why says when a card comes, and for what reason.
func (l looking) why(card *deck.Card, state session.CardState) (string, error) {
	switch key := card.Key(); {
	case state.Suspended:
		return "not asked: it is suspended; `drill card unsuspend " + quoteArg(key) + "` brings it back", nil
	case state.Hidden(l.today):
		return "not today: it is buried; `drill card unbury " + quoteArg(key) + "` brings it back", nil
	case state.ToDrill(l.today):
		return fmt.Sprintf("again today, since your last response was below %d; then %s", scheduler.DrilledBelow, l.dueWords(state)), nil
	case !state.New() && (state.Due > l.today || state.Last == l.today):
		return l.dueWords(state), nil
	}
	asked, err := l.askedToday(card)
	if err != nil || asked != "" {
		return asked, err
	}
	if state.New() {
		return "today, as a new card", nil
	}
	return l.dueWords(state), nil
}

// dueWords say the due day of a card and where it comes from.
func (l looking) dueWords(state session.CardState) string {
	words := term.When(state.Due, l.today)
	if state.Due < l.today {
		words = fmt.Sprintf("today; due since %s, %s ago", state.Due, term.Count(int(l.today-state.Due), "day"))
	}
	if state.Due != state.Last+scheduler.Day(state.Interval) {
		return words + ", the day that was set for it"
	}
	return fmt.Sprintf("%s: %s after the review of %s", words, term.Count(int(state.Interval), "day"), state.Last)
}

// askedToday says why a card that is due or new is not in today's queue, with the
// usual limits; nothing when it is.
func (l looking) askedToday(card *deck.Card) (string, error) {
	queue, err := session.Plan(session.Today{Day: l.today, Cards: l.cards, Schedule: l.schedule, Limits: session.DefaultLimits})
	if err != nil {
		return "", err
	}
	studied, err := l.schedule.Studied(l.today)
	if err != nil {
		return "", err
	}
	asked := append(queue.Due, queue.New...)
	var keys []string
	for key := range studied {
		keys = append(keys, key)
	}
	found, err := l.cards.Find(keys)
	if err != nil {
		return "", err
	}
	for _, other := range found {
		asked = append(asked, other)
	}
	sibling := ""
	for _, other := range asked {
		if other.Key() == card.Key() {
			return "", nil
		}
		if other.Deck == card.Deck.ID && shareFact(other, card.Listed()) {
			sibling = other.Key()
		}
	}
	if sibling != "" {
		return "not today, since " + sibling + " about the same fact is asked", nil
	}
	return l.overLimit(card)
}

// mostBefore is up to how many new cards before one are counted.
const mostBefore = 1000

// overLimit says where in the row of those that wait a card stands.
func (l looking) overLimit(card *deck.Card) (string, error) {
	before, found := 0, false
	err := l.schedule.Unseen(l.cards, session.Wanted{}, func(other deck.Listed, _ session.CardState) bool {
		if found = other.Key() == card.Key(); !found {
			before++
		}
		return !found && before < mostBefore
	})
	switch {
	case err != nil:
		return "", err
	case found:
		return fmt.Sprintf("in its turn: %s come before it, and %d a day are asked; `drill study --more N` asks more", term.Count(before, "new card"), session.DefaultLimits.New), nil
	}
	return "in its turn: more cards are waiting than a day asks; `drill study --limit N --more N` asks more", nil
}

func shareFact(a, b deck.Listed) bool {
	for _, fact := range a.Facts {
		for _, other := range b.Facts {
			if fact == other {
				return true
			}
		}
	}
	return false
}

func (p *program) printStanding(s cardStanding, today scheduler.Day) {
	var out strings.Builder
	line := func(head, format string, args ...any) {
		fmt.Fprintf(&out, "  %s  %s\n", printable.Pad(head, 7), printable.Line(fmt.Sprintf(format, args...)))
	}
	fmt.Fprintf(&out, "%s\n", printable.Line(s.Card))
	if s.File != "" {
		line("asks", "%s", printable.Clip(printable.Line(s.Prompt), 200))
		line("where", "%s:%d (%s)", s.File, s.Line, s.Type)
	}
	line("status", "%s", s.Status)
	line("comes", "%s", s.Why)
	if s.Memory != nil {
		line("SM-2", "interval %s, ease factor %s, %s in a row, %s, %s", term.Count(s.Interval, "day"), term.Number(s.EaseFactor),
			term.CountPlural(s.Repetitions, "pass", "passes"), term.Count(s.Reviews, "review"), s.lapsesText())
		line("memory", "stable for %s days, difficulty %s of 10; recall today %s", days(s.Memory.Stability), term.Number(s.Memory.Difficulty), percent(s.Memory.Recall))
		line("last", "%s, quality %d (%s); first on %s", s.Last, *s.Quality, term.QualityWord(scheduler.Quality(*s.Quality)), s.Introduced)
	}
	if s.Leech {
		line("leech", "forgotten %s as it reads now: rewrite it, split it, or `drill card suspend %s`", term.Count(s.TextLapses, "time"), quoteArg(s.Card))
	}
	fmt.Fprint(p.env.Stdout, out.String())
}

func (s cardStanding) lapsesText() string {
	text := term.Count(s.Lapses, "lapse")
	if s.File != "" && s.TextLapses != s.Lapses {
		text += fmt.Sprintf(" (%d with its present text)", s.TextLapses)
	}
	return text
}

// days writes a stability: whole days, where there are any.
func days(stability float64) string {
	if stability >= 10 {
		return fmt.Sprintf("%.0f", stability)
	}
	return term.Number(stability)
}
