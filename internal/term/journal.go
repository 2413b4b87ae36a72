package term

import (
	"context"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// Journal is where a study session is written down. When a method returns
// without an error, what it was given is on disk.
type Journal interface {
	// Record stores a response with its mark and review.
	Record(context.Context, session.Entry) (session.Saved, error)
	// Append stores an event about a card that was in the state before.
	Append(ctx context.Context, event session.Event, before session.CardState) (session.CardState, error)
	// Undo takes back the newest event.
	Undo(context.Context, scheduler.Day) (session.Undone, error)
	// Lapses counts how often a card was forgotten with the text that it has now.
	Lapses(context.Context, *deck.Card) (int, error)
}

// Ending says how a study session ended.
type Ending int

const (
	EndedDone        Ending = iota // nothing was left to ask
	EndedQuit                      // the learner quit, or input ended
	EndedInterrupted               // by a signal
	EndedFailed                    // because a response could not be stored
	EndedNewDay                    // to begin the study day that has come meanwhile
)
