package main

import (
	"fmt"
	"strings"

	"drill/internal/deck"
	"drill/internal/printable"
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
	Card    string   `json:"card"`
	Type    string   `json:"type"`
	Prompt  string   `json:"prompt"`
	Right   []string `json:"right,omitempty"`
	Wrong   []string `json:"wrong,omitempty"`
	Answer  string   `json:"answer"`
	Tags    []string `json:"tags,omitempty"`
	Points  float64  `json:"points"`
	Derived bool     `json:"derived"` // its rubric is derived from the answer
	File    string   `json:"file"`
	Line    int      `json:"line,omitempty"`
}

func (p *program) showDecks(args []string, answers, asJSON bool) error {
	chosen, err := p.chooseDecks(args, nil)
	if err != nil {
		return err
	}
	shown := []shownDeck{}
	for _, d := range chosen.library.Decks() {
		if chosen.ids == nil || chosen.ids[d.ID] {
			shown = append(shown, showDeck(d))
		}
	}
	if asJSON {
		return p.printJSON(shown)
	}
	for _, d := range shown {
		p.printDeck(d, answers)
	}
	return nil
}

func showDeck(d *deck.Deck) shownDeck {
	shown := shownDeck{
		ID: d.ID, Title: d.Title, Language: d.Language, Citation: d.Citation, Path: d.Path, Hash: d.Hash,
		Counts: countDeck(d), Sources: []shownSource{}, Cards: []shownCard{},
	}
	for _, source := range d.Sources {
		shown.Sources = append(shown.Sources, showSource(source))
	}
	for _, card := range d.Cards {
		shown.Cards = append(shown.Cards, shownCard{
			Card: card.Key(), Type: string(card.Type), Prompt: card.Prompt, Right: card.Right, Wrong: card.Wrong,
			Answer: card.Answer, Tags: card.Tags, Points: card.Points, Derived: card.Rubric().Derived, File: card.Origin.File, Line: card.Origin.Line,
		})
	}
	return shown
}

func showSource(source deck.Source) shownSource {
	shown := shownSource{
		Kind: string(source.Kind), ID: source.ID, Title: source.Title,
		File: source.Origin.File, Line: source.Origin.Line, Items: []shownItem{},
	}
	for _, item := range source.Items {
		cards := []string{}
		for _, card := range item.Cards {
			cards = append(cards, card.Key())
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

func (p *program) printDeck(d shownDeck, answers bool) {
	out := func(format string, args ...any) { fmt.Fprintf(p.env.Stdout, format+"\n", args...) }
	out("%s: %s", d.ID, printable.Line(d.Title))
	counts := d.Counts
	out("%s (entries: %d), %s (%s), %s, %s (free text with an authored rubric: %d)",
		term.Count(counts.Cheatsheets, "cheat sheet"), counts.CheatsheetEntries, term.Count(counts.Tables, "table"),
		term.Count(counts.TableRows, "row"), term.Count(counts.Takeaways, "takeaway"),
		term.Count(counts.Questions, "question"), counts.FreeText)
	out("Cards: %d; items that say the same as another and make none: %d", counts.Cards, counts.SameAs)
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
				p.printCard(cards[key], answers)
			}
		}
	}
}

func (p *program) printCard(card shownCard, answers bool) {
	fmt.Fprintf(p.env.Stdout, "  %s (%s)\n", card.Card, card.Type)
	fmt.Fprintln(p.env.Stdout, printable.Wrap(printable.Text(card.Prompt), 0, "      "))
	if len(card.Right) > 0 {
		fmt.Fprintf(p.env.Stdout, "      options: %s\n", printable.Line(strings.Join(append(card.Right, card.Wrong...), " / ")))
	}
	if answers {
		fmt.Fprintln(p.env.Stdout, printable.Wrap("answer: "+printable.Text(card.Answer), 0, "      "))
	}
}
