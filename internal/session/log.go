package session

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"drill/internal/grading"
	"drill/internal/scheduler"
)

// ID names a row of the log: a UUID of version 7 whose time is the row's
// logical time, so that the order of ids is the order of the log. Learners and
// devices carry ids too.
type ID = uuid.UUID

// NewID makes an id for a logical time in milliseconds since 1970, with chance
// taken from random (RFC 9562, section 5.7).
func NewID(logical int64, random io.Reader) (ID, error) {
	var id ID
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return id, fmt.Errorf("read random bytes: %w", err)
	}
	var stamp [8]byte
	binary.BigEndian.PutUint64(stamp[:], uint64(logical))
	copy(id[:6], stamp[2:])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id, nil
}

// Logical is the logical time of an id, in milliseconds since 1970.
func Logical(id ID) int64 {
	var stamp [8]byte
	copy(stamp[2:], id[:6])
	return int64(binary.BigEndian.Uint64(stamp[:]))
}

// Compare orders ids as the log does: by logical time, then by their chance
// part.
func Compare(a, b ID) int { return bytes.Compare(a[:], b[:]) }

// Kind says in what setting a response was given. Only study moves schedules
// and counts towards limits.
type Kind string

const (
	KindStudy Kind = "study" // the card's first response of a study day
	KindDrill Kind = "drill" // another one on the same study day
	KindBulk  Kind = "bulk"  // one of a file of responses
)

// Reviewed reports whether responses of a kind are reviews. Others have no quality.
func (k Kind) Reviewed() bool { return k == KindStudy || k == KindDrill }

// Response is what a learner gave, and what it was given to.
type Response struct {
	ID          ID
	Learner     ID
	Card        string // deck/question#part
	Kind        Kind
	Type        string // the question's type, such as "choice"
	Text        string
	Prompt      string // as shown, with the choices
	ContentHash string // of the card's prompt and answer
	Started     time.Time
	// Answered is in the learner's own time zone; its offset is stored.
	Answered time.Time
	Day      scheduler.Day
	Hints    int
	Seconds  float64 // from the prompt to the response
}

// Marker says who gave a mark.
type Marker string

// MarkerRubric is the machine, by the question's rubric or key.
const MarkerRubric Marker = "rubric"

// EventKind is what an event of the log did.
type EventKind string

const (
	EventReview    EventKind = "review"    // concerns a response; has a quality
	EventOverrule  EventKind = "overrule"  // concerns a review; has the quality that holds instead
	EventUndo      EventKind = "undo"      // concerns the event that it voids
	EventSuspend   EventKind = "suspend"   // the card is not asked
	EventUnsuspend EventKind = "unsuspend" // it is asked again
	EventBury      EventKind = "bury"      // not asked again on this study day
	EventUnbury    EventKind = "unbury"    // asked again, where it was buried
	EventReset     EventKind = "reset"     // the card is new again
	EventSetDue    EventKind = "set-due"   // has the due day that was chosen
	EventMove      EventKind = "move"      // the card's history goes on under another key
	EventWeights   EventKind = "weights"   // of the memory model, for the learner; about no card
	EventJoin      EventKind = "join"      // the learner is the same person as another; about no card
)

// Event is an entry of the append-only log about scheduling. States of cards
// are what Replay makes of the events.
type Event struct {
	ID       ID
	Learner  ID
	Kind     EventKind
	Card     string            // empty in an event that is about no card
	Concerns ID                // a response (review) or an event (overrule, undo)
	Quality  scheduler.Quality // review and overrule
	Day      scheduler.Day     // the study day on which it happened
	Due      scheduler.Day     // set-due
	To       string            // move: the new key; join: the id of the other learner
	Weights  string            // weights: as scheduler.ParseWeights reads them; empty for the default ones

	// Before and After are the card's states as they were seen when the event
	// was made. They are for whoever reads the log; Replay computes its own.
	Before, After CardState
}

// Entry is one response with all that is written about it, in one transaction.
type Entry struct {
	Response   Response
	Mark       grading.Mark
	Marker     Marker
	RubricText string // the text that Mark.Rubric is the hash of
	Quality    scheduler.Quality
	// Before is the state of the card that the question was asked from. A
	// store refuses the entry with ErrStale when the card has moved on.
	Before CardState
}

// Bulk is a response of a file with its mark. No review comes of it.
type Bulk struct {
	Learner    string // a name, or an id in the form of a UUID
	Response   Response
	Mark       grading.Mark
	Marker     Marker
	RubricText string // the text that Mark.Rubric is the hash of
}

// Saved is an entry as the log now has it.
type Saved struct {
	Response ID
	Review   ID
	State    CardState
}

// Undone is what an undo took back.
type Undone struct {
	Event    ID // the event that no longer holds
	Concerns ID // what that event concerned
	Kind     EventKind
	Card     string
	State    CardState // of the card, now
	// Response is what the learner had typed, when a review was taken back.
	Response string
}

// Scored is a response with its mark in force and its quality, as reports show
// it.
type Scored struct {
	Response    Response
	LearnerName string
	Mark        grading.Mark
	Marker      Marker
	MarkedAt    time.Time
	Given       scheduler.Quality // by the score
	Quality     scheduler.Quality // in force
	Overruled   bool              // the learner chose the quality
	Undone      bool              // the review was taken back
}

// Learner is a person whose responses and states the store holds.
type Learner struct {
	ID   ID
	Name string
}

// ErrStale is returned for a write about a card that is no longer in the state
// it was asked from: it was answered in another terminal, or answered twice.
var ErrStale = errors.New("the card has changed since it was asked")

// ErrNothingToUndo is returned by an undo when no event is left to take back.
var ErrNothingToUndo = errors.New("nothing to undo")
