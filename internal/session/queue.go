package session

import (
	"cmp"
	"hash/fnv"
	"slices"

	"drill/internal/deck"
	"drill/internal/scheduler"
)

// Limits are how many cards a study day brings. They hold per study day, not
// per session: what was studied earlier in the day counts.
type Limits struct {
	New     int // cards never seen before
	Reviews int // cards that are due
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
	States map[string]CardState
	Limits Limits
}

// Queue is what there is to ask, in order.
type Queue struct {
	Due   []deck.Listed // reviews
	New   []deck.Listed
	Drill []deck.Listed // asked today below 4, and still to be asked again
	// Hidden says what was held back, and why.
	Hidden Hidden
}

// Hidden counts the cards that are not asked although they are due or new.
type Hidden struct {
	DueOverLimit int `json:"due_over_limit"`
	// NewOverLimit counts new cards up to MostCounted.
	NewOverLimit int `json:"new_over_limit"`
	// Siblings wait a day because another card about the same fact is asked.
	DueSiblings int `json:"due_siblings"`
	NewSiblings int `json:"new_siblings"`
	Suspended   int `json:"suspended"`
	Buried      int `json:"buried"`
}

// MostCounted is up to how many new cards over the day's limit are counted. A
// deck may hold a hundred thousand, and whoever has this many left needs no
// better figure.
const MostCounted = 500

// Plan makes the queue of a study day.
//
// Due cards come in the order of their due day and then of a hash of card and
// day, so that leaving and coming back changes nothing. New cards come in the
// order of the decks, which is the order that the author chose. Cards about the
// same fact are kept apart: a new one waits until no sibling is asked that day;
// a due one waits one day, and after that it is asked last. The error is that of
// t.Cards.
func Plan(t Today) (Queue, error) {
	p := planner{Today: t, taken: make(map[string]bool)}
	if err := p.find(); err != nil {
		return Queue{}, err
	}
	p.countToday()
	p.takeDue(p.candidates())
	err := p.takeNew()
	return p.queue, err
}

// planner carries what is known while a queue is made.
type planner struct {
	Today
	queue Queue
	known []deck.Listed   // the cards in use whose state matters today, sorted
	taken map[string]bool // facts that are asked today
	left  Limits
}

// find looks up the cards that the day is about: all others are new, or wait.
func (p *planner) find() error {
	var keys []string
	for key, state := range p.States {
		if state.Hidden(p.Day) || !state.New() && (state.Last == p.Day || state.Due <= p.Day) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	found, err := p.Cards.Find(keys)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if card, inUse := found[key]; inUse {
			p.known = append(p.known, card)
		}
	}
	return nil
}

// countToday takes what was studied earlier in the day off the limits and
// notes the facts it asked for.
func (p *planner) countToday() {
	p.left = p.Limits
	for _, state := range p.States {
		switch {
		case state.New() || state.Last != p.Day:
		case state.Introduced == p.Day:
			p.left.New--
		default:
			p.left.Reviews--
		}
	}
	for _, card := range p.known {
		if state := p.States[card.Key()]; !state.New() && state.Last == p.Day {
			p.take(card)
		}
	}
}

// candidates are the due cards that could be asked, drills put aside.
func (p *planner) candidates() []deck.Listed {
	var due []deck.Listed
	for _, card := range p.known {
		if !p.Wanted.Has(card) {
			continue
		}
		switch state := p.States[card.Key()]; {
		case state.Suspended:
			p.queue.Hidden.Suspended++
		case state.Hidden(p.Day):
			p.queue.Hidden.Buried++
		case state.ToDrill(p.Day):
			p.queue.Drill = append(p.queue.Drill, card)
		case state.Last < p.Day && state.Due <= p.Day:
			due = append(due, card)
		}
	}
	return p.inDueOrder(due)
}

// inDueOrder sorts by due day and then by a hash of card and day.
func (p *planner) inDueOrder(cards []deck.Listed) []deck.Listed {
	type ranked struct {
		card deck.Listed
		key  string
		due  scheduler.Day
		hash uint64
	}
	ranks := make([]ranked, len(cards))
	for i, card := range cards {
		key := card.Key()
		ranks[i] = ranked{card, key, p.States[key].Due, seedOf(key, p.Day)}
	}
	slices.SortFunc(ranks, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.hash, b.hash), cmp.Compare(a.key, b.key))
	})
	for i, rank := range ranks {
		cards[i] = rank.card
	}
	return cards
}

// takeDue fills the day's reviews. A card whose sibling is asked waits when
// today is its first day; one that has waited is asked after all others.
func (p *planner) takeDue(cards []deck.Listed) {
	var waited []deck.Listed
	for _, card := range cards {
		switch {
		case p.left.Reviews <= 0:
			p.queue.Hidden.DueOverLimit++
		case !p.asked(card):
			p.queue.Due = append(p.queue.Due, card)
			p.take(card)
			p.left.Reviews--
		case p.States[card.Key()].Due >= p.Day:
			p.queue.Hidden.DueSiblings++
		default:
			waited = append(waited, card)
			p.left.Reviews--
		}
	}
	p.queue.Due = append(p.queue.Due, waited...)
}

// takeNew fills the day's new cards with the first of the decks whose facts are
// not asked otherwise, and counts on for a while.
func (p *planner) takeNew() error {
	return p.Cards.Each(p.Wanted, func(card deck.Listed) bool {
		state, seen := p.States[card.Key()]
		switch {
		case seen && (!state.New() || state.Hidden(p.Day)):
		case p.asked(card):
			p.queue.Hidden.NewSiblings++
		case p.left.New <= 0:
			p.queue.Hidden.NewOverLimit++
		default:
			p.queue.New = append(p.queue.New, card)
			p.take(card)
			p.left.New--
		}
		return p.queue.Hidden.NewOverLimit < MostCounted
	})
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
