package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/printable"
	"drill/internal/term"
)

func (p *program) diffCommand() *cli.Command {
	return &cli.Command{
		Name:  "diff",
		Usage: "say what a new version of a deck does to its cards",
		UsageText: "drill deck diff [flags] OLD NEW\n\nOLD and NEW are the ids of decks in use, or paths. Cards that learners have a history\n" +
			"with are counted as scheduled.\n\nExample: drill deck diff biology biology-2.toml",
		Flags: []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return withHint(usagef("deck diff takes two decks, and got %d", c.NArg()), "name the old version, then the new one")
			}
			return p.diffDecks(c.Context, c.Args().Get(0), c.Args().Get(1), c.Bool("json"))
		},
	}
}

func (p *program) diffDecks(ctx context.Context, oldArg, newArg string, asJSON bool) error {
	old, err := p.oneDeck(oldArg)
	if err != nil {
		return err
	}
	now, err := p.oneDeck(newArg)
	if err != nil {
		return err
	}
	if old.ID != now.ID {
		return withHint(fmt.Errorf("%s and %s are different decks, with the ids %s and %s", oldArg, newArg, old.ID, now.ID),
			"a version keeps the id of its deck: history hangs on it")
	}
	scheduled, err := p.scheduled(ctx)
	if err != nil {
		return err
	}
	difference := differenceOf(old, now, scheduled)
	if asJSON {
		return p.printJSON(difference)
	}
	p.printDifference(difference)
	return nil
}

// oneDeck is the deck that an id or a path names.
func (p *program) oneDeck(arg string) (*deck.Deck, error) {
	if looksLikePath(arg) {
		d, _, err := loadPath(arg)
		return d, err
	}
	chosen, err := p.chooseDecks([]string{arg}, nil)
	if err != nil {
		return nil, err
	}
	return chosen.library.Deck(arg), nil
}

// scheduled are the keys of all cards that a learner has a history with.
func (p *program) scheduled(ctx context.Context) (map[string]bool, error) {
	keys := make(map[string]bool)
	db, err := p.openStates(ctx)
	if err != nil || db == nil {
		return keys, err
	}
	defer db.Close()
	learners, err := db.Learners(ctx)
	if err != nil {
		return nil, err
	}
	for _, someone := range learners {
		learner, err := db.Learner(ctx, someone.ID.String())
		if err != nil {
			return nil, err
		}
		states, err := learner.States(ctx)
		if err != nil {
			return nil, err
		}
		for key, state := range states {
			if !state.New() {
				keys[key] = true
			}
		}
	}
	return keys, nil
}

// difference is what `drill deck diff --json` prints.
type difference struct {
	Deck     string         `json:"deck"`
	Added    []changedCard  `json:"added"`
	Changed  []changedCard  `json:"changed"`
	Remarked []changedCard  `json:"remarked"` // read the same and are marked otherwise
	Removed  []changedCard  `json:"removed"`
	Moved    []changedCard  `json:"moved"`
	Touched  map[string]int `json:"scheduled"` // how many of each have a history
}

type changedCard struct {
	Card string `json:"card"`
	To   string `json:"to,omitempty"`
	// Scheduled says that a learner has a history with it.
	Scheduled bool `json:"scheduled"`
	// Lines show what reads otherwise, old and new.
	Lines []string `json:"lines,omitempty"`
}

func differenceOf(old, now *deck.Deck, scheduled map[string]bool) difference {
	changes := deck.Diff(old, now)
	before, after := cardsByKey(old), cardsByKey(now)
	cameFrom := make(map[string]string)
	d := difference{Deck: now.ID, Moved: []changedCard{}, Touched: make(map[string]int)}
	note := func(kind string, card changedCard) changedCard {
		card.Scheduled = scheduled[card.Card]
		if card.Scheduled {
			d.Touched[kind]++
		}
		return card
	}
	for _, move := range changes.Moved {
		cameFrom[move.To] = move.From
		d.Moved = append(d.Moved, note("moved", changedCard{Card: move.From, To: move.To}))
	}
	list := func(kind string, keys []string) []changedCard {
		cards := []changedCard{}
		for _, key := range keys {
			card := changedCard{Card: key}
			if from := cameFrom[key]; from != "" {
				card = note(kind, changedCard{Card: from})
				card.Card = key
			} else {
				card = note(kind, card)
			}
			if kind == "changed" {
				card.Lines = changedLines(before[earlierKey(key, cameFrom)], after[key])
			}
			cards = append(cards, card)
		}
		return cards
	}
	d.Added, d.Changed = list("added", changes.Added), list("changed", changes.Changed)
	d.Remarked, d.Removed = list("remarked", changes.Remarked), list("removed", changes.Removed)
	return d
}

func earlierKey(key string, cameFrom map[string]string) string {
	if from := cameFrom[key]; from != "" {
		return from
	}
	return key
}

func cardsByKey(d *deck.Deck) map[string]*deck.Card {
	cards := make(map[string]*deck.Card)
	if d != nil {
		for _, card := range d.Cards {
			cards[card.Key()] = card
		}
	}
	return cards
}

// changedLines show what of a card reads otherwise.
func changedLines(old, now *deck.Card) []string {
	var lines []string
	for _, part := range []struct{ name, old, now string }{
		{"prompt", old.Prompt, now.Prompt}, {"answer", old.Answer, now.Answer},
	} {
		if part.old != part.now {
			lines = append(lines, "- "+part.name+": "+part.old, "+ "+part.name+": "+part.now)
		}
	}
	return lines
}

// printDifference says in one line how many cards a version touches, and then
// which.
func (p *program) printDifference(d difference) {
	counts := []struct {
		kind, text string
		cards      []changedCard
	}{
		{"added", "adds %s", d.Added}, {"changed", "changes %s", d.Changed}, {"remarked", "marks %s otherwise", d.Remarked},
		{"removed", "removes %s", d.Removed}, {"moved", "moves %s", d.Moved},
	}
	var said []string
	for _, count := range counts {
		if len(count.cards) == 0 {
			continue
		}
		text := fmt.Sprintf(count.text, term.Count(len(count.cards), "card"))
		if n := d.Touched[count.kind]; n > 0 {
			text += fmt.Sprintf(" (%d scheduled)", n)
		}
		said = append(said, text)
	}
	if len(said) == 0 {
		fmt.Fprintln(p.env.Stdout, "This version asks and marks every card as before.")
		return
	}
	fmt.Fprintf(p.env.Stdout, "This version %s.\n", joinWords(said))
	if d.Touched["removed"] > 0 {
		fmt.Fprintln(p.env.Stdout, "The history of removed cards is kept. Where a card goes on under another id, [moved] in the deck says so.")
	}
	for _, count := range counts {
		for _, card := range count.cards {
			p.printChanged(count.kind, card)
		}
	}
}

func (p *program) printChanged(kind string, card changedCard) {
	text := fmt.Sprintf("  %-8s %s", kind, card.Card)
	if card.To != "" {
		text += " -> " + card.To
	}
	if card.Scheduled {
		text += " (scheduled)"
	}
	fmt.Fprintln(p.env.Stdout, text)
	for _, line := range card.Lines {
		fmt.Fprintln(p.env.Stdout, "             "+printable.Line(line))
	}
}

// joinWords joins as in "a, b and c".
func joinWords(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
