package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"drill/internal/deck"
	"drill/internal/grading"
)

// deckSource is a deck that calibration writes into, with its texts.
type deckSource struct {
	deck  *deck.Deck
	texts deck.Texts
	place deck.Place
	arg   string // as named on the command line
}

// calibratedDeck reads a deck by its path.
func calibratedDeck(arg string) (*deckSource, error) {
	if !exists(arg) {
		return nil, withHint(fmt.Errorf("there is no file or folder %s", arg), "name the deck by its path; copy a deck that comes with drill out of decks/ first")
	}
	_, place, err := loadPath(arg) // which says what is wrong with it
	if err != nil {
		return nil, err
	}
	texts, err := deck.ReadTexts(place.FS, place.Deck)
	if err != nil {
		return nil, err
	}
	return (&deckSource{texts: texts, place: place, arg: arg}).read()
}

// read makes the deck anew from the texts.
func (s *deckSource) read() (*deckSource, error) {
	d, err := deck.Load(s.texts.Over(s.place.FS), s.place.Deck)
	if err != nil {
		return nil, err
	}
	return &deckSource{d, s.texts, s.place, s.arg}, nil
}

// folder reports whether the deck is a folder.
func (s *deckSource) folder() bool {
	_, isFile := s.texts[s.place.Deck]
	return !isFile
}

// refuses says why OUT cannot be written, before any work.
func (s *deckSource) refuses(options calibration) error {
	switch {
	case options.out == "":
		return nil
	case s.folder() && options.out == "-":
		return withHint(fmt.Errorf("%s is a folder, and cannot be written to a pipe", s.arg), "name a new folder with --out")
	case s.folder() && exists(options.out):
		return withHint(fmt.Errorf("%s exists already", options.out), "name a new folder with --out, since the deck is a folder")
	case !options.force:
		return differs(s.arg, options.out)
	}
	return nil
}

// withoutLearned is the deck without what an earlier calibration wrote for the cards,
// and the cards as they are there.
func (s *deckSource) withoutLearned(marked []deck.Marked) (*deckSource, []deck.Marked, error) {
	cards := make([]*deck.Card, len(marked))
	for i, m := range marked {
		cards[i] = m.Card
	}
	texts, err := deck.WithoutLearned(s.texts, cards)
	if err != nil {
		return nil, nil, err
	}
	authored, err := (&deckSource{texts: texts, place: s.place, arg: s.arg}).read()
	if err != nil {
		return nil, nil, fmt.Errorf("%s cannot be read without what was learned: %w", s.arg, err)
	}
	byKey := make(map[string]*deck.Card)
	for _, card := range authored.deck.Cards {
		byKey[card.Key()] = card
	}
	again := make([]deck.Marked, len(marked))
	for i, m := range marked {
		card := byKey[m.Card.Key()]
		if card == nil {
			return nil, nil, fmt.Errorf("%s is gone from %s without what was learned", m.Card.Key(), s.arg)
		}
		again[i] = deck.Marked{Card: card, Responses: m.Responses}
	}
	return authored, again, nil
}

// writeLearned writes the deck with what was learned, once it has been read again and
// found to say just that.
func (p *program) writeLearned(options calibration, source *deckSource, learned []deck.Learned) error {
	texts, err := deck.WithLearned(source.texts, learned)
	if err != nil {
		return err
	}
	again, err := (&deckSource{texts: texts, place: source.place, arg: source.arg}).read()
	if err != nil {
		return fmt.Errorf("what was learned cannot be written into %s: %w", options.deck, err)
	}
	cards := newQuestions(again.deck)
	for _, l := range learned {
		found, err := cards.find([]byte(l.Card.Key()))
		if err != nil || !sameRubric(found.card, l.Spec) {
			return withHint(fmt.Errorf("what was learned of %s cannot be written into %s", l.Card.Key(), options.deck), "write the question as a table of its own, with nothing but keys and tables in it")
		}
	}
	if again.folder() {
		return again.writeFolder(options.out)
	}
	return p.writeOut(options.out, options.force, func(w io.Writer) error {
		_, err := io.WriteString(w, texts[source.place.Deck])
		return err
	})
}

// sameRubric reports whether a card is marked by just that rubric.
func sameRubric(card *deck.Card, want grading.Spec) bool {
	scheme, err := card.Scheme()
	if err != nil {
		return false
	}
	words := grading.NewLexicon(grading.Options{Language: card.Deck.Language, Synonyms: card.Deck.Synonyms})
	rubric, err := grading.Compile(want, words)
	return err == nil && rubric.Hash() == scheme.Hash()
}

// writeFolder writes the deck as a new folder.
func (s *deckSource) writeFolder(out string) error {
	stage, err := os.MkdirTemp(filepath.Dir(out), stagePrefix)
	if err != nil {
		return withHint(fmt.Errorf("write %s: %w", out, bare(err)), "name a folder in one that exists and can be written")
	}
	defer os.RemoveAll(stage)
	err = stageFolder(deck.Place{FS: s.texts.Over(s.place.FS), Deck: s.place.Deck}, s.deck, true, filepath.Join(stage, "deck"))
	if err == nil {
		err = putInPlace(filepath.Join(stage, "deck"), out)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(out))
	}
	if err != nil {
		err = fmt.Errorf("write %s: %w", out, bare(err))
		if isDisk(err) {
			return withHint(err, "free some space there, or name a folder elsewhere")
		}
	}
	return err
}
