package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/printable"
	"drill/internal/scheduler"
	"drill/internal/session"
	"drill/internal/term"
)

// shownDeck is a deck as `drill deck show --json` prints it.
type shownDeck struct {
	ID       string        `json:"id"`
	Title    string        `json:"title"`
	Language string        `json:"language"`
	Citation string        `json:"citation,omitempty"`
	Path     string        `json:"path"`
	Hash     string        `json:"hash"`
	Counts   deckCounts    `json:"counts"`
	Sources  []shownSource `json:"sources"`
	Cards    []shownCard   `json:"cards"`
}

// deckCounts count what the author wrote and what came out.
type deckCounts struct {
	Cheatsheets       int            `json:"cheatsheets"`
	CheatsheetEntries int            `json:"cheatsheet_entries"`
	Tables            int            `json:"tables"`
	TableRows         int            `json:"table_rows"`
	Takeaways         int            `json:"takeaways"`
	Questions         int            `json:"questions"`
	FreeText          int            `json:"free_text_questions"` // questions of type text with an authored rubric
	SameAs            int            `json:"same_as"`             // items that make no card because another asks the same
	Cards             int            `json:"cards"`
	CardsByType       map[string]int `json:"cards_by_type"`
}

type shownSource struct {
	Kind  string      `json:"kind"`
	ID    string      `json:"id"`
	Title string      `json:"title"`
	File  string      `json:"file"`
	Line  int         `json:"line,omitempty"`
	Items []shownItem `json:"items"`
}

type shownItem struct {
	ID     string   `json:"id"`
	Text   string   `json:"text"`
	SameAs string   `json:"same_as,omitempty"`
	Cards  []string `json:"cards"`
}

type shownCard struct {
	Card        string      `json:"card"`
	Type        string      `json:"type"`
	Prompt      string      `json:"prompt"`
	Shown       string      `json:"shown"` // the prompt with its options, as they stand today
	Right       []string    `json:"right,omitempty"`
	Wrong       []string    `json:"wrong,omitempty"`
	Items       []string    `json:"items,omitempty"` // in the right order
	Pairs       []shownPair `json:"pairs,omitempty"`
	Answer      string      `json:"answer"`
	Accepted    []string    `json:"accepted,omitempty"` // besides the answer
	Hint        string      `json:"hint,omitempty"`
	Explanation string      `json:"explanation,omitempty"`
	Tags        []string    `json:"tags,omitempty"`
	Points      float64     `json:"points"`
	Difficulty  string      `json:"difficulty,omitempty"`
	Seconds     int         `json:"seconds,omitempty"`
	Image       string      `json:"image,omitempty"`
	Derived     bool        `json:"derived"` // its rubric is derived from the answer
	// LooksFor is what a derived rubric looks for, by the model answer.
	LooksFor [][]grading.Weighed `json:"looks_for,omitempty"`
	File     string              `json:"file"`
	Line     int                 `json:"line,omitempty"`
}

type shownPair struct {
	Left  string `json:"left"`
	Right string `json:"right"`
}

// showOptions are what `drill deck show` was asked to show.
type showOptions struct {
	decks   []string
	key     string // of a question or card; empty means all
	part    string // such as define, cell, or cell-cost; empty means all
	answers bool
	json    bool
}

func (p *program) showCommand() *cli.Command {
	return &cli.Command{
		Name:  "show",
		Usage: "show what decks hold, and every card as the learner will see it",
		UsageText: "drill deck show [flags] [DECK...]\n\nA DECK is the id of a deck in use or a path; without any, all decks in use are shown.\n\n" +
			"Example: drill deck show --key terms.lora --answers ai-training",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "key", Usage: "only the cards of `KEY`: a question's id, or a card's key or the end of one"},
			&cli.StringFlag{Name: "part", Usage: "only cards of a `PART`, such as define, cell, cell-cost or cloze"},
			&cli.BoolFlag{Name: "answers", Usage: "show model answers, the words that derived rubrics look for, hints and explanations too", DisableDefaultText: true},
			jsonFlag(),
		},
		Action: func(c *cli.Context) error {
			return p.showDecks(showOptions{
				decks: c.Args().Slice(), key: c.String("key"), part: c.String("part"), answers: c.Bool("answers"), json: c.Bool("json"),
			})
		},
	}
}

// wants reports whether a card is to be shown.
func (o showOptions) wants(card *deck.Card) bool {
	id := card.Question + "#" + card.Part
	inKey := o.key == "" || slices.Contains([]string{card.Question, id, card.Key(), card.Deck.ID + "/" + card.Question}, o.key)
	return inKey && (o.part == "" || card.Part == o.part || strings.HasPrefix(card.Part, o.part+"-"))
}

func (p *program) showDecks(options showOptions) error {
	chosen, err := p.chooseDecks(options.decks, nil)
	if err != nil {
		return err
	}
	today, err := p.today()
	if err != nil {
		return err
	}
	shown := []shownDeck{}
	cards := 0
	for _, d := range chosen.library.Decks() {
		if chosen.ids == nil || chosen.ids[d.ID] {
			some := showDeck(d, options, today)
			if cards += len(some.Cards); len(some.Cards) > 0 || options.key+options.part == "" {
				shown = append(shown, some)
			}
		}
	}
	if cards == 0 && options.key+options.part != "" {
		return noCardShown(options, chosen.library)
	}
	if options.json {
		return p.printJSON(shown)
	}
	for _, d := range shown {
		p.printDeck(d, options)
	}
	return nil
}

func noCardShown(options showOptions, library *deck.Library) error {
	if options.key == "" {
		return withHint(fmt.Errorf("no card has the part %q", options.part), "parts are define, name, cell, which, cloze, why, true, false, compare, match and ask")
	}
	err := fmt.Errorf("there is no card %q", options.key)
	if options.part != "" {
		err = fmt.Errorf("%q has no part %q", options.key, options.part)
	}
	return withHint(err, "%s", nearestCards(session.Loaded(library), options.key))
}

func showDeck(d *deck.Deck, options showOptions, today scheduler.Day) shownDeck {
	wanted := make(map[string]bool)
	shown := shownDeck{
		ID: d.ID, Title: d.Title, Language: d.Language, Citation: d.Citation, Path: d.Path, Hash: d.Hash,
		Counts: countDeck(d), Sources: []shownSource{}, Cards: []shownCard{},
	}
	for _, card := range d.Cards {
		if options.wants(card) {
			wanted[card.Key()] = true
			shown.Cards = append(shown.Cards, showCard(card, today))
		}
	}
	all := options.key+options.part == ""
	for _, source := range d.Sources {
		if source := showSource(source, wanted, all); all || len(source.Items) > 0 {
			shown.Sources = append(shown.Sources, source)
		}
	}
	return shown
}

func showCard(card *deck.Card, today scheduler.Day) shownCard {
	rubric := card.Rubric()
	shown := shownCard{
		Card: card.Key(), Type: string(card.Type), Prompt: card.Prompt, Shown: session.Ask(card, session.CardState{}, today).Shown(),
		Right: card.Right, Wrong: card.Wrong, Items: card.Items, Answer: card.Answer, Hint: card.Hint, Explanation: card.Explanation,
		Tags: card.Tags, Points: card.Points, Difficulty: card.Difficulty, Seconds: card.Seconds, Image: card.Image,
		Derived: rubric.Derived, LooksFor: rubric.LooksFor(), File: card.Origin.File, Line: card.Origin.Line,
	}
	for _, pair := range card.Pairs {
		shown.Pairs = append(shown.Pairs, shownPair(pair))
	}
	if len(card.Accepted()) > 1 {
		shown.Accepted = card.Accepted()[1:]
	}
	return shown
}

// showSource shows a source with the cards that are wanted; all says that what
// makes no card is shown too.
func showSource(source deck.Source, wanted map[string]bool, all bool) shownSource {
	shown := shownSource{
		Kind: string(source.Kind), ID: source.ID, Title: source.Title,
		File: source.Origin.File, Line: source.Origin.Line, Items: []shownItem{},
	}
	for _, item := range source.Items {
		cards := []string{}
		for _, card := range item.Cards {
			if wanted[card.Key()] {
				cards = append(cards, card.Key())
			}
		}
		if len(cards) == 0 && !all {
			continue
		}
		shown.Items = append(shown.Items, shownItem{ID: item.ID, Text: item.Text, SameAs: item.SameAs, Cards: cards})
	}
	return shown
}

func countDeck(d *deck.Deck) deckCounts {
	counts := deckCounts{Cards: len(d.Cards), CardsByType: make(map[string]int)}
	for _, source := range d.Sources {
		switch source.Kind {
		case deck.KindCheatsheet:
			counts.Cheatsheets++
			counts.CheatsheetEntries += len(source.Items)
		case deck.KindTable:
			counts.Tables++
			counts.TableRows += len(source.Items)
		case deck.KindTakeaway:
			counts.Takeaways++
		case deck.KindQuestion:
			counts.Questions++
		}
		for _, item := range source.Items {
			if item.SameAs != "" {
				counts.SameAs++
			}
			if source.Kind == deck.KindQuestion && item.Authored {
				counts.FreeText++
			}
		}
	}
	for _, card := range d.Cards {
		counts.CardsByType[string(card.Type)]++
	}
	return counts
}

func (p *program) printDeck(d shownDeck, options showOptions) {
	out := func(format string, args ...any) { fmt.Fprintf(p.env.Stdout, format+"\n", args...) }
	out("%s: %s", d.ID, printable.Line(d.Title))
	if options.key+options.part == "" {
		counts := d.Counts
		out("%s (entries: %d), %s (%s), %s, %s (free text with an authored rubric: %d)",
			term.Count(counts.Cheatsheets, "cheat sheet"), counts.CheatsheetEntries, term.Count(counts.Tables, "table"),
			term.Count(counts.TableRows, "row"), term.Count(counts.Takeaways, "takeaway"),
			term.Count(counts.Questions, "question"), counts.FreeText)
		out("Cards: %d; items that say the same as another and make none: %d", counts.Cards, counts.SameAs)
	}
	cards := make(map[string]shownCard)
	for _, card := range d.Cards {
		cards[card.Card] = card
	}
	for _, source := range d.Sources {
		out("\n%s %s (%s:%d): %s", source.Kind, source.ID, printable.Line(source.File), source.Line, printable.Line(source.Title))
		for _, item := range source.Items {
			if item.SameAs != "" {
				out("  %s: asked by %s", item.ID, item.SameAs)
			}
			for _, key := range item.Cards {
				p.printCard(cards[key], options.answers)
			}
		}
	}
}

func (p *program) printCard(card shownCard, answers bool) {
	fmt.Fprintf(p.env.Stdout, "  %s (%s)\n", card.Card, card.Type)
	say := func(label, text string) {
		if text != "" {
			fmt.Fprintln(p.env.Stdout, printable.Wrap(label+printable.Text(text), 0, "      "))
		}
	}
	say("picture: ", card.Image)
	say("", card.Shown)
	if answers {
		say("answer: ", card.Answer)
		if card.Type == string(deck.TypeText) {
			for _, other := range card.Accepted {
				say("or: ", other)
			}
		} else {
			say("accepted as well: ", strings.Join(card.Accepted, "; "))
		}
		for _, words := range card.LooksFor {
			say("looked for: ", weighed(words))
		}
		say("hint: ", card.Hint)
		say("explanation: ", card.Explanation)
	}
}

// weighed lists words with what they weigh, where that is other than 1.
func weighed(words []grading.Weighed) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Word
		if w.Weight != 1 {
			texts[i] += " (" + term.Number(w.Weight) + ")"
		}
	}
	return strings.Join(texts, ", ")
}
