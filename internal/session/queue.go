package session

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"

	"drill/internal/deck"
	"drill/internal/scheduler"
)

// Limits are how many cards a study day brings. They hold per study day, not
// per session: what was studied earlier in the day counts.
type Limits struct {
	New     int // cards never seen before
	Reviews int // cards that are due
	// NewOf and ReviewsOf are limits of single decks, by id. They hold within those of
	// all decks.
	NewOf, ReviewsOf map[string]int
}

// DefaultLimits are a daily load of some fifteen minutes.
var DefaultLimits = Limits{New: 20, Reviews: 200}

// Today is all that the queue of a study day depends on.
type Today struct {
	Day   scheduler.Day
	Cards Cards
	// Wanted says which cards this session is about. Those outside are not
	// asked, but their limits and siblings count.
	Wanted Wanted
	// Schedule holds the learner's states; nil means that every card is new.
	Schedule Schedule
	Limits   Limits
	// Order says which cards come first; empty means OrderDue.
	Order Order
	// Seconds is how long the day's study may be expected to take, what was studied
	// earlier in the day included; 0 means as long as it takes.
	Seconds float64
	// Pace is how long the learner takes for cards of a type, where it is known.
	Pace Pace
	// Valuer says what reviews are worth and how long they take; nil means with the
	// default weights and costs.
	Valuer *scheduler.Valuer
}

// Queue is what there is to ask, in order.
type Queue struct {
	Due   []deck.Listed // reviews
	New   []deck.Listed
	Drill []deck.Listed // asked today below 4, and still to be asked again
	// Hidden says what was held back, and why.
	Hidden Hidden
}

// Ordered is what there is to ask as one list: new cards lie evenly between due ones.
func (q Queue) Ordered() []deck.Listed { return spread(q.Due, q.New) }

// Hidden counts the cards that are not asked although they are due or new.
type Hidden struct {
	// DueOverLimit and NewOverLimit count up to MostCounted.
	DueOverLimit int `json:"due_over_limit"`
	NewOverLimit int `json:"new_over_limit"`
	// Siblings wait a day because another card about the same fact is asked.
	DueSiblings int `json:"due_siblings"`
	NewSiblings int `json:"new_siblings"`
	Suspended   int `json:"suspended"`
	Buried      int `json:"buried"`
	// Decks are what the limits of single decks hold back, besides.
	Decks []DeckHidden `json:"decks,omitempty"`
	// OverTime counts, up to MostCounted, what the minutes leave no room for.
	OverTime int `json:"over_time,omitempty"`
}

// MostCounted is up to how many cards over the day's limits are counted, of which a
// deck may hold a hundred thousand. Whoever has this many left needs no better figure.
const MostCounted = 100

// Plan makes the queue of a study day.
//
// Due cards come in the order of their due day and then of Shuffle, so that leaving
// and coming back changes nothing, or in the order that t.Order says. New cards come in
// the order of the decks, which is the order that the author chose. Cards about the same
// fact are kept apart: a new one waits until no sibling is asked that day; a due one waits
// one day, and after that it is asked last. With OrderGain the queue is made of all cards
// that were studied and of new ones, in the order of what a second of asking them gains;
// the limits and siblings hold. Where the seconds are used up, no more cards are taken.
// The error is that of t.Cards or t.Schedule.
func Plan(t Today) (Queue, error) {
	p, err := plan(t)
	if err != nil {
		return Queue{}, err
	}
	return p.queue, nil
}

func plan(t Today) (*planner, error) {
	if t.Schedule == nil {
		t.Schedule = States(nil)
	}
	if t.Valuer == nil {
		t.Valuer = defaultValuer()
	}
	p := &planner{
		Today: t, room: t.Seconds, states: make(map[string]CardState), passed: make(map[string]bool),
		taken: make(map[string]bool), left: t.Limits, decks: newDeckLimits(t.Limits),
	}
	steps := []func() error{p.countToday, p.countHidden, p.takeDue, p.takeNew}
	if t.Order == OrderGain {
		steps = []func() error{p.countToday, p.countHidden, p.takeGain}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	p.queue.Hidden.Decks = p.decks.list()
	return p, nil
}

// planner carries what is known while a queue is made.
type planner struct {
	Today
	queue  Queue
	states map[string]CardState // of the cards in the queue
	passed map[string]bool      // cards that are done today, or hidden
	taken  map[string]bool      // facts that are asked today
	left   Limits
	decks  *deckLimits
	room   float64            // seconds that the day has left
	takes  map[string]float64 // seconds that reviews of the cards looked at take
	failed error              // of a look-up while cards were taken
}

// countToday takes what was studied earlier in the day off the limits, notes the facts
// it asked for, and puts aside what is still to be drilled.
func (p *planner) countToday() error {
	studied, err := p.Schedule.Studied(p.Day)
	if err != nil {
		return err
	}
	for key, state := range studied {
		p.passed[key] = true
		p.decks.took(deckOf(key), state.Introduced == p.Day)
		if state.Introduced == p.Day {
			p.left.New--
		} else {
			p.left.Reviews--
		}
	}
	if err := p.countSpent(studied); err != nil {
		return err
	}
	return p.inUse(slices.Sorted(maps.Keys(studied)), func(card deck.Listed) {
		p.take(card)
		state := studied[card.Key()]
		if p.Wanted.Has(card) && !state.Hidden(p.Day) && state.ToDrill(p.Day) {
			p.queue.Drill = append(p.queue.Drill, card)
			p.states[card.Key()] = state
		}
	})
}

// inUse calls found with those of the keys that are cards in use, in their order.
func (p *planner) inUse(keys []string, found func(deck.Listed)) error {
	listed, err := p.Cards.Find(keys)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if card, ok := listed[key]; ok {
			found(card)
		}
	}
	return nil
}

// countHidden counts what is suspended or buried.
func (p *planner) countHidden() error {
	hidden := make(map[string]CardState)
	var keys []string
	err := p.Schedule.Hidden(p.Day, func(key string, state CardState) bool {
		hidden[key], keys = state, append(keys, key)
		p.passed[key] = true
		return len(keys) < mostHidden
	})
	if err != nil {
		return err
	}
	return p.inUse(keys, func(card deck.Listed) {
		switch {
		case !p.Wanted.Has(card):
		case hidden[card.Key()].Suspended:
			p.queue.Hidden.Suspended++
		default:
			p.queue.Hidden.Buried++
		}
	})
}

// mostHidden is up to how many hidden cards are counted.
const mostHidden = 2000

// takeDue fills the day's reviews. A card whose sibling is asked waits when
// today is its first day; one that has waited is asked after all others.
func (p *planner) takeDue() error {
	var waited []deck.Listed
	err := p.eachDue(func(card deck.Listed, due scheduler.Day) bool {
		switch {
		case p.decks.full(card.Deck, false):
			p.decks.hide(card.Deck, false)
		case p.left.Reviews <= 0:
			p.queue.Hidden.DueOverLimit++
		case p.asked(card) && due >= p.Day:
			p.queue.Hidden.DueSiblings++
		case !p.fits(card):
			p.queue.Hidden.OverTime++
		case !p.asked(card):
			p.queue.Due = append(p.queue.Due, card)
			p.take(card)
			p.left.Reviews--
			p.decks.took(card.Deck, false)
		default:
			waited = append(waited, card)
			p.left.Reviews--
			p.decks.took(card.Deck, false)
		}
		return p.queue.Hidden.DueOverLimit+p.queue.Hidden.OverTime < MostCounted
	})
	if err != nil {
		return err
	}
	p.queue.Due = append(p.queue.Due, waited...)
	return p.readStates(p.queue.Due)
}

// readStates looks up the states of cards that are asked.
func (p *planner) readStates(cards []deck.Listed) error {
	keys := make([]string, len(cards))
	for i, card := range cards {
		keys[i] = card.Key()
	}
	states, err := p.Schedule.States(keys)
	maps.Copy(p.states, states)
	return err
}

// eachDue goes through the due cards that could be asked, in order, until yield
// returns false.
func (p *planner) eachDue(yield func(card deck.Listed, due scheduler.Day) bool) error {
	goesOn := true
	dues := make(map[string]scheduler.Day)
	var keys []string
	flush := func() error {
		defer func() { keys = keys[:0]; clear(dues) }()
		if err := p.weigh(keys); err != nil {
			return err
		}
		return p.inUse(keys, func(card deck.Listed) {
			if goesOn && p.Wanted.Has(card) {
				goesOn = yield(card, dues[card.Key()])
			}
		})
	}
	var failed error
	err := p.inOrder(func(key string, due scheduler.Day) bool {
		if p.passed[key] || p.decks.countedOut(deckOf(key)) {
			return true
		}
		keys, dues[key] = append(keys, key), due
		if len(keys) >= min(max(p.left.Reviews, fewCards), manyCards) {
			failed = flush()
		}
		return goesOn && failed == nil
	})
	if err == nil && failed == nil && goesOn {
		failed = flush()
	}
	return cmp.Or(err, failed)
}

// takeNew fills the day's new cards with the first of the decks whose facts are
// not asked otherwise, and counts on for a while.
func (p *planner) takeNew() error {
	err := p.eachUnseen(p.takeNewCard, func() bool {
		return p.failed != nil || p.queue.Hidden.NewOverLimit+p.queue.Hidden.OverTime >= MostCounted
	})
	return cmp.Or(err, p.failed)
}

// eachUnseen goes through the new cards in the order of the decks, until there are
// enough. Where take reports that no more cards of a deck need to be looked at, it goes
// on with the deck behind it.
func (p *planner) eachUnseen(take func(deck.Listed, CardState) (deckDone bool), enough func() bool) error {
	wanted, seen := p.Wanted, make(map[string]bool)
	for {
		next := false
		err := p.Schedule.Unseen(p.Cards, wanted, func(card deck.Listed, state CardState) bool {
			seen[card.Deck] = true
			next = take(card, state)
			return !next && !enough()
		})
		if err != nil || !next {
			return err
		}
		wanted.Without = maps.Clone(seen)
	}
}

// takeNewCard asks a new card, or counts why it waits. It reports whether no more
// cards of its deck need to be looked at.
func (p *planner) takeNewCard(card deck.Listed, state CardState) (deckDone bool) {
	switch {
	case state.Hidden(p.Day):
	case p.asked(card):
		p.queue.Hidden.NewSiblings++
	case p.decks.full(card.Deck, true):
		return p.decks.hide(card.Deck, true)
	case p.left.New <= 0:
		p.queue.Hidden.NewOverLimit++
	case !p.fitsNew(card):
		p.queue.Hidden.OverTime++
	default:
		p.takeUp(card, state)
	}
	return false
}

// takeUp takes a new card into the queue.
func (p *planner) takeUp(card deck.Listed, state CardState) {
	p.queue.New = append(p.queue.New, card)
	p.states[card.Key()] = state
	p.take(card)
	p.left.New--
	p.decks.took(card.Deck, true)
}

func (p *planner) take(card deck.Listed) {
	for _, fact := range card.Facts {
		p.taken[card.Deck+"/"+fact] = true
	}
}

func (p *planner) asked(card deck.Listed) bool {
	return slices.ContainsFunc(card.Facts, func(fact string) bool {
		return p.taken[card.Deck+"/"+fact]
	})
}

// seedOf is a number that depends on a card and a study day alone.
func seedOf(key string, day scheduler.Day) uint64 {
	hash := fnv.New64a()
	hash.Write([]byte(day.String()))
	hash.Write([]byte(key))
	return mix(hash.Sum64())
}

// mix spreads the bits of a hash, since FNV alone leaves like keys close
// together (the finalizer of SplitMix64, Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// spread lays new cards evenly between due ones.
func spread(due, fresh []deck.Listed) []deck.Listed {
	all := make([]deck.Listed, 0, len(due)+len(fresh))
	total := len(due) + len(fresh)
	for d, f := 0, 0; d+f < total; {
		if f < len(fresh) && (d == len(due) || (f+1)*(len(due)+1) <= (d+1)*(len(fresh)+1)) {
			all = append(all, fresh[f])
			f++
			continue
		}
		all = append(all, due[d])
		d++
	}
	return all
}
