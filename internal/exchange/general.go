package exchange

import (
	"fmt"
	"slices"

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

// all are the losses, the general ones last.
func (s *shortfall) all() []Loss {
	losses := slices.Clone(s.losses)
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
