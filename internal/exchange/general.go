package exchange

import (
	"fmt"

	"drill/internal/deck"
)

// shortfall gathers what an export could not write. What holds for many
// questions is told once, with how many it is about.
type shortfall struct {
	losses []Loss
	whats  []string // of general ones, in the order they came up
	count  map[string]int
}

// lose notes what is not written of one card.
func (s *shortfall) lose(card *deck.Card, format string, args ...any) {
	s.losses = append(s.losses, Loss{File: card.Origin.File, Line: card.Origin.Line, Question: card.Question, What: fmt.Sprintf(format, args...)})
}

// general notes what is not written of this and other cards, where it is so.
func (s *shortfall) general(is bool, what string) {
	if !is {
		return
	}
	if s.count == nil {
		s.count = make(map[string]int)
	}
	if s.count[what]++; s.count[what] == 1 {
		s.whats = append(s.whats, what)
	}
}

// deckLost notes what is not written of the deck itself.
func (s *shortfall) deckLost(d *deck.Deck) {
	if d.Language != "" && d.Language != "en" { // which is what an import takes a deck for
		s.losses = append(s.losses, Loss{What: fmt.Sprintf("the language of the deck, %s, is not written: name it where the file is imported", d.Language)})
	}
	if d.Description != "" {
		s.losses = append(s.losses, Loss{What: "the description of the deck is not written"})
	}
}

// maxAlike is of how many questions the same is told one by one.
const maxAlike = 3

// one are the losses of cards. What is so of many questions is told once, of the
// first.
func (s *shortfall) one() []Loss {
	type place struct {
		file, question, what string
		line                 int
	}
	told, count := make(map[place]bool), make(map[string]int)
	for _, loss := range s.losses {
		if at := (place{loss.File, loss.Question, loss.What, loss.Line}); !told[at] {
			told[at] = true
			count[loss.What]++
		}
	}
	clear(told)
	var losses []Loss
	for _, loss := range s.losses {
		at := place{loss.File, loss.Question, loss.What, loss.Line}
		if n := count[loss.What]; n > maxAlike {
			at = place{what: loss.What}
			loss.What += fmt.Sprintf(" (%s; this is the first)", counted(n, "question"))
		}
		if !told[at] {
			told[at] = true
			losses = append(losses, loss)
		}
	}
	return losses
}

// all are the losses, the general ones last.
func (s *shortfall) all() []Loss {
	losses := s.one()
	for _, what := range s.whats {
		losses = append(losses, Loss{What: what + " (" + counted(s.count[what], "question") + ")"})
	}
	return losses
}

// rubricLost notes what a marker of drill goes by and other programs do not know.
func (s *shortfall) rubricLost(f flat) {
	s.general(len(f.Criteria)+len(f.Rejects) > 0, "rubrics are not written")
	s.general(len(f.Examples) > 0, "marked examples are not written")
	s.general(f.Type == deck.TypeShort && len(f.card.Rivals()) > 0, "rivals of short answers are not written")
}
