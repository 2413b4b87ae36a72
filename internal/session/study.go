package session

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/scheduler"
)

// drillGap is how many other cards come before a card is asked again.
const drillGap = 4

// Study is the course of one study session: a queue of cards, and what the
// responses do to it. It is a value in memory; what must last is handed out as
// an Entry or an Event, stored by the caller, and then told to the session with
// Saved, Changed or TookBack. A session that ends at any moment loses nothing,
// because the next one is planned from the log.
type Study struct {
	day      scheduler.Day
	cards    Cards
	schedule Schedule
	// states are those of the cards that the session has to do with, up to date.
	states  map[string]CardState
	pace    Pace
	queue   []deck.Listed
	asked   *deck.Card // the card of the question now asked, once looked up
	err     error      // why a card could not be looked up
	hidden  Hidden
	order   Order
	hints   int         // taken for the question now asked
	ready   prepared    // the scheme of the question now asked
	given   []*Answered // the responses of this session that stand
	skipped int
}

// prepared is a card's scheme, kept from asking to marking.
type prepared struct {
	card   *deck.Card
	scheme grading.Scheme
}

// Answered is a response of this session, as it can still be overruled.
type Answered struct {
	Question  Question
	Entry     Entry
	Review    ID
	Quality   scheduler.Quality // in force
	State     CardState         // after it
	ComesBack bool              // the card is asked again in this session
}

// Tally is what a session came to.
type Tally struct {
	Responses int      // study and drill
	Studied   int      // different cards
	New       int      // of them, cards never seen before
	Skipped   int      // times a card was passed over
	Missed    []Missed // cards whose first response of the day did not pass
}

// Missed is a card whose first response in a session was below 3.
type Missed struct {
	Card    *deck.Card
	Quality scheduler.Quality
}

// Counts say what is left to ask.
type Counts struct {
	Due   int `json:"due"`
	New   int `json:"new"`
	Drill int `json:"again"`
}

// NewStudy begins a session with the queue of a study day. The error is that of
// today.Cards or today.Schedule.
func NewStudy(today Today, pace Pace) (*Study, error) {
	p, err := plan(today)
	if err != nil {
		return nil, err
	}
	s := &Study{
		day: today.Day, cards: today.Cards, schedule: p.Schedule, states: p.states, pace: pace, hidden: p.queue.Hidden, order: today.Order,
		queue: p.queue.Ordered(),
	}
	for _, card := range p.queue.Drill {
		s.insert(card, drillGap)
	}
	return s, nil
}

// Day is the study day that the session's responses belong to.
func (s *Study) Day() scheduler.Day { return s.day }

// Order says which cards the session takes first.
func (s *Study) Order() Order { return s.order }

// Hidden says what the day holds back.
func (s *Study) Hidden() Hidden { return s.hidden }

// Tally says what the session came to so far.
func (s *Study) Tally() Tally {
	tally := Tally{Responses: len(s.given), Skipped: s.skipped}
	for _, answered := range s.given {
		if answered.Question.Kind == KindDrill {
			continue
		}
		tally.Studied++
		if answered.Question.State.New() {
			tally.New++
		}
		if answered.Quality < scheduler.PassQuality {
			tally.Missed = append(tally.Missed, Missed{answered.Question.Card, answered.Quality})
		}
	}
	return tally
}

// Last is the response that can be overruled, or nil.
func (s *Study) Last() *Answered {
	if len(s.given) == 0 {
		return nil
	}
	return s.given[len(s.given)-1]
}

// Coming gives the next study day on which cards in use are due, and how many
// are, up to MostComing; 0 cards when none is scheduled.
func (s *Study) Coming() (day scheduler.Day, cards int) {
	own := make(map[scheduler.Day][]string) // as this session left them
	for key, state := range s.states {
		if !state.New() && !state.Suspended {
			due := max(state.Due, s.day+1)
			own[due] = append(own[due], key)
		}
	}
	day, cards = s.firstOf(own)
	stored, more, err := s.comingStored()
	switch {
	case err != nil:
		return 0, 0 // it is said as a comfort; a failure has been told elsewhere
	case more == 0 || cards > 0 && day < stored:
	case cards == 0 || stored < day:
		day, cards = stored, more
	default:
		cards += more
	}
	return day, min(cards, MostComing)
}

// MostComing is up to how many cards of a coming day are counted.
const MostComing = 1000

// firstOf is the first day with cards in use, and how many it has.
func (s *Study) firstOf(byDay map[scheduler.Day][]string) (scheduler.Day, int) {
	for _, day := range slices.Sorted(maps.Keys(byDay)) {
		if found, err := s.cards.Find(byDay[day]); err == nil && len(found) > 0 {
			return day, len(found)
		}
	}
	return 0, 0
}

// comingStored is the first day with cards in use that this session has not to do with.
func (s *Study) comingStored() (day scheduler.Day, cards int, err error) {
	var keys []string
	var failed error
	count := func() {
		found, err := s.cards.Find(keys)
		cards, failed, keys = cards+len(found), cmp.Or(failed, err), keys[:0]
	}
	err = s.schedule.Due(firstDay, lastDay, func(key string, due scheduler.Day) bool {
		if _, own := s.states[key]; own {
			return true
		}
		if due = max(due, s.day+1); due != day {
			if count(); cards > 0 {
				return false
			}
			day = due
		}
		if keys = append(keys, key); len(keys) == manyCards {
			count()
		}
		return cards < MostComing && failed == nil
	})
	count()
	return day, cards, cmp.Or(err, failed)
}

// Left counts what is still to be asked.
func (s *Study) Left() Counts {
	var left Counts
	for _, card := range s.queue {
		state := s.states[card.Key()]
		switch {
		case state.New():
			left.New++
		case state.Last == s.day:
			left.Drill++
		default:
			left.Due++
		}
	}
	return left
}

// Next gives the question to ask now, or false when there is none left, or none
// that can be looked up: Err tells. Asking again without a response in between
// gives the same question.
func (s *Study) Next() (Question, bool) {
	for len(s.queue) > 0 && s.err == nil {
		key := s.queue[0].Key()
		if s.asked == nil || s.asked.Key() != key {
			s.asked, s.err = s.cards.Card(key)
		}
		if s.asked != nil && s.err == nil {
			return Ask(s.asked, s.states[key], s.day), true
		}
		if s.err == nil { // its deck was changed under the session
			s.queue = s.queue[1:]
		}
	}
	return Question{}, false
}

// Err is why the session could not go on, when Next found no question; nil when
// all is asked.
func (s *Study) Err() error { return s.err }

// Prepare makes ready to mark the question now asked. The error says that its
// rubric cannot be used, so that the card had better be skipped before a person
// types.
func (s *Study) Prepare() error {
	question, ok := s.Next()
	if !ok || s.ready.card == question.Card {
		return nil
	}
	scheme, err := question.Card.Scheme()
	if err != nil {
		return fmt.Errorf("prepare the rubric of %s: %w", question.Card.Key(), err)
	}
	s.ready = prepared{question.Card, scheme}
	return nil
}

// Hint gives the hint of the question now asked, and counts it.
func (s *Study) Hint() (string, bool) {
	question, ok := s.Next()
	if !ok || question.Card.Hint == "" {
		return "", false
	}
	s.hints++
	return question.Card.Hint, true
}

// Respond marks a response to the question now asked and gives what is to be
// stored. It changes nothing: after the entry is stored, call Saved.
func (s *Study) Respond(response string, started, answered time.Time) (Entry, error) {
	question, ok := s.Next()
	if !ok {
		return Entry{}, fmt.Errorf("there is no question to respond to")
	}
	if err := s.Prepare(); err != nil {
		return Entry{}, err
	}
	mark := s.ready.scheme.Mark(response)
	seconds := max(answered.Sub(started).Seconds(), 0)
	kind := string(question.Card.Type)
	return Entry{
		Response: Response{
			Card: question.Card.Key(), Kind: question.Kind, Type: kind,
			Text: response, Prompt: question.Shown(), ContentHash: question.Card.ContentHash(),
			Started: started, Answered: answered, Day: s.day, Hints: s.hints, Seconds: seconds,
		},
		Mark: mark, Marker: MarkerRubric, RubricText: s.ready.scheme.Text(),
		Quality: QualityOf(mark.Score, Circumstances{
			Empty:  strings.TrimSpace(response) == "",
			Picked: question.Card.Type.Picked(),
			Hints:  s.hints,
			Slow:   s.pace.Slow(kind, seconds),
		}),
		Before: question.State,
	}, nil
}

// Saved tells the session that an entry is stored, and moves on to the next
// question.
func (s *Study) Saved(entry Entry, saved Saved) *Answered {
	question, _ := s.Next()
	s.hints = 0
	s.states[question.Card.Key()] = saved.State
	answered := &Answered{
		Question: question, Entry: entry, Review: saved.Review,
		Quality: entry.Quality, State: saved.State,
		ComesBack: s.settle(question.Card.Listed()),
	}
	s.given = append(s.given, answered)
	return answered
}

// settle puts a card where its state says: back into the queue when it is to be
// drilled, out of it otherwise. It reports whether the card comes back.
func (s *Study) settle(card deck.Listed) bool {
	s.remove(card)
	state := s.states[card.Key()]
	if state.Hidden(s.day) || !state.ToDrill(s.day) {
		return false
	}
	s.insert(card, drillGap)
	return true
}

func (s *Study) insert(card deck.Listed, after int) {
	s.queue = slices.Insert(s.queue, min(after, len(s.queue)), card)
}

func (s *Study) remove(card deck.Listed) {
	s.queue = slices.DeleteFunc(s.queue, func(c deck.Listed) bool { return c.Key() == card.Key() })
}

// find lists the card with a key, where it is in use.
func (s *Study) find(key string) (deck.Listed, bool) {
	found, err := s.cards.Find([]string{key})
	if err != nil {
		s.err = err
	}
	card, ok := found[key]
	return card, ok
}

// Skip leaves the question now asked for another session.
func (s *Study) Skip() {
	if len(s.queue) > 0 {
		s.queue = s.queue[1:]
		s.hints = 0
		s.skipped++
	}
}

// Overrule gives the event by which the learner sets the quality of the last
// response; false when there is none. After it is stored, call Changed.
func (s *Study) Overrule(quality scheduler.Quality) (Event, CardState, bool) {
	last := s.Last()
	if last == nil {
		return Event{}, CardState{}, false
	}
	key := last.Question.Card.Key()
	event := Event{Kind: EventOverrule, Card: key, Concerns: last.Review, Quality: quality, Day: s.day}
	return event, s.states[key], true
}

// Hide gives the event that suspends or buries a card; card nil means the one
// now asked. After it is stored, call Changed.
func (s *Study) Hide(kind EventKind, card *deck.Card) (Event, CardState, bool) {
	if card == nil {
		question, ok := s.Next()
		if !ok {
			return Event{}, CardState{}, false
		}
		card = question.Card
	}
	return Event{Kind: kind, Card: card.Key(), Day: s.day}, s.states[card.Key()], true
}

// Changed tells the session that an event other than a review is stored, with
// the card's state after it.
func (s *Study) Changed(event Event, state CardState) {
	card, ok := s.find(event.Card)
	if !ok {
		return
	}
	if len(s.queue) > 0 && s.queue[0].Key() == event.Card {
		s.hints = 0
	}
	s.states[event.Card] = state
	comesBack := s.settle(card)
	for _, answered := range s.given {
		if answered.Question.Card.Key() == event.Card {
			answered.State, answered.ComesBack = state, comesBack
		}
		if event.Kind == EventOverrule && answered.Review == event.Concerns {
			answered.Quality = event.Quality
		}
	}
}

// TookBack tells the session that an event was undone. A card whose review was taken
// back is asked next, when its deck is in use; so is one that is no longer suspended or
// buried, when it is new or due.
func (s *Study) TookBack(undone Undone) {
	s.hints = 0
	s.given = slices.DeleteFunc(s.given, func(a *Answered) bool { return a.Review == undone.Event })
	for _, answered := range s.given {
		if undone.Kind == EventOverrule && answered.Review == undone.Concerns {
			answered.Quality = undone.State.Quality
		}
	}
	if undone.Card == "" {
		return // about the learner
	}
	s.states[undone.Card] = undone.State
	card, ok := s.find(undone.Card)
	if !ok {
		return
	}
	if undone.Kind == EventReview || s.comesBack(undone) {
		s.remove(card)
		s.insert(card, 0)
		return
	}
	s.settle(card)
}

// comesBack reports whether a card is asked today now that it is no longer put off.
func (s *Study) comesBack(undone Undone) bool {
	if undone.Kind != EventSuspend && undone.Kind != EventBury || undone.State.Hidden(s.day) {
		return false
	}
	return undone.State.New() || undone.State.Last != s.day && undone.State.Due <= s.day || undone.State.ToDrill(s.day)
}

// WantsJudge reports whether the rubric could not decide, so that the learner
// is asked to judge the response.
func (a *Answered) WantsJudge() bool { return a.Entry.Mark.Route == grading.RouteReview }
