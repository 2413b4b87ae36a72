package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
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
	kept, err := p.histories(ctx)
	if err != nil {
		return err
	}
	difference := differenceOf(old, now, kept)
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

// histories are the keys of cards that something is kept of: of each learner,
// and whether it is more than that the card was put away.
type histories []map[string]bool

// scheduled reports whether a learner has a history with a card.
func (h histories) scheduled(key string) bool {
	return slices.ContainsFunc(h, func(keys map[string]bool) bool { return keys[key] })
}

// moves are what [moved] of a deck does to histories, by what it makes of those
// of each learner: Moves or KeptApart. Each is given once.
func (h histories) moves(of func(keys []string) []deck.Move) []deck.Move {
	var moves []deck.Move
	seen := make(map[deck.Move]bool)
	for _, keys := range h {
		for _, move := range of(slices.Collect(maps.Keys(keys))) {
			if keys[move.From] && !seen[move] {
				seen[move] = true
				moves = append(moves, move)
			}
		}
	}
	return moves
}

func (p *program) histories(ctx context.Context) (histories, error) {
	db, err := p.openStates(ctx)
	if err != nil || db == nil {
		return nil, err
	}
	defer db.Close()
	learners, err := db.Learners(ctx)
	if err != nil {
		return nil, err
	}
	var kept histories
	for _, someone := range learners {
		learner, err := db.Learner(ctx, someone.ID.String())
		if err != nil {
			return nil, err
		}
		states, err := learner.States(ctx)
		if err != nil {
			return nil, err
		}
		keys := make(map[string]bool, len(states))
		for key, state := range states {
			keys[key] = !state.New()
		}
		kept = append(kept, keys)
	}
	return kept, nil
}

// difference is what `drill deck diff --json` prints.
type difference struct {
	Deck     string        `json:"deck"`
	Added    []changedCard `json:"added"`
	Changed  []changedCard `json:"changed"`
	Remarked []changedCard `json:"remarked"` // read the same and are marked otherwise
	Removed  []changedCard `json:"removed"`
	Moved    []changedCard `json:"moved"`
	// Apart are histories that [moved] sends to a card with one of its own, and
	// that therefore stay where they are.
	Apart []changedCard `json:"kept_apart"`
	// unnamed says that a removed card with a history is in no [moved].
	unnamed bool
	Touched map[string]int `json:"scheduled"` // how many of each have a history
}

type changedCard struct {
	Card string `json:"card"`
	To   string `json:"to,omitempty"`
	// Scheduled says that a learner has a history with it.
	Scheduled bool `json:"scheduled"`
	// Lines show what reads otherwise, old and new.
	Lines []string `json:"lines,omitempty"`
}

func differenceOf(old, now *deck.Deck, kept histories) difference {
	changes := deck.Diff(old, now)
	before, after := cardsByKey(old), cardsByKey(now)
	cameFrom := make(map[string]string)
	d := difference{Deck: now.ID, Moved: []changedCard{}, Apart: []changedCard{}, Touched: make(map[string]int)}
	note := func(kind string, card changedCard) changedCard {
		card.Scheduled = kept.scheduled(card.Card)
		if card.Scheduled {
			d.Touched[kind]++
		}
		return card
	}
	for _, move := range changes.Moved {
		cameFrom[move.To] = move.From
	}
	moves, apart := notNamed(old, kept.moves(now.Moves)), notNamed(old, kept.moves(now.KeptApart))
	changes = goingOn(changes, moves, apart)
	for _, move := range changes.Moved {
		d.Moved = append(d.Moved, note("moved", changedCard{Card: move.From, To: move.To}))
	}
	for _, move := range apart {
		d.Apart = append(d.Apart, note("apart", changedCard{Card: move.From, To: move.To}))
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
	d.unnamed = slices.ContainsFunc(d.Removed, func(card changedCard) bool {
		_, named := now.MovedTo(strings.TrimPrefix(card.Card, now.ID+"/"))
		return card.Scheduled && !named
	})
	return d
}

// notNamed leaves out the moves that the old version names as well: they were told
// when it was taken.
func notNamed(old *deck.Deck, moves []deck.Move) []deck.Move {
	return slices.DeleteFunc(moves, func(move deck.Move) bool {
		to, named := old.MovedTo(strings.TrimPrefix(move.From, old.ID+"/"))
		return named && old.ID+"/"+to == move.To
	})
}

// goingOn puts what happens to histories in the place of what the two versions
// say: one can go to a card that the old version had already, where nobody has
// answered that, and cannot go to a card with a history of its own. A card that is
// removed and goes on is told as moved alone.
func goingOn(changes deck.Changes, moves, apart []deck.Move) deck.Changes {
	goes, stays := movesByFrom(moves), movesByFrom(apart)
	changes.Moved = slices.DeleteFunc(changes.Moved, func(move deck.Move) bool {
		return stays[move.From] && !goes[move.From]
	})
	told := movesByFrom(changes.Moved)
	for _, move := range moves {
		if !told[move.From] {
			changes.Moved = append(changes.Moved, move)
		}
	}
	changes.Removed = slices.DeleteFunc(changes.Removed, func(key string) bool { return goes[key] })
	return changes
}

// movesByFrom are the keys that moves begin at: [moved] gives each one end.
func movesByFrom(moves []deck.Move) map[string]bool {
	from := make(map[string]bool, len(moves))
	for _, move := range moves {
		from[move.From] = true
	}
	return from
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
		{"apart", "keeps the old history of %s apart", d.Apart},
	}
	var said []string
	for _, count := range counts {
		if len(count.cards) == 0 {
			continue
		}
		text := fmt.Sprintf(count.text, term.Count(len(count.cards), "card"))
		if n := d.Touched[count.kind]; n > 0 && count.kind != "apart" { // they all are
			text += fmt.Sprintf(" (%d scheduled)", n)
		}
		said = append(said, text)
	}
	if len(said) == 0 {
		fmt.Fprintln(p.env.Stdout, "This version asks and marks every card as before.")
		return
	}
	fmt.Fprintf(p.env.Stdout, "This version %s.\n", joinWords(said))
	switch {
	case d.unnamed:
		fmt.Fprintln(p.env.Stdout, "The history of removed cards is kept. Where a card goes on under another id, [moved] in the deck says so.")
	case d.Touched["removed"] > 0:
		fmt.Fprintln(p.env.Stdout, "The history of removed cards is kept.")
	}
	if len(d.Apart) > 0 {
		fmt.Fprintln(p.env.Stdout, "[moved] joins no two histories: where the new card has one of its own, the old one stays as it is, and `drill card list --orphans` lists it.")
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
