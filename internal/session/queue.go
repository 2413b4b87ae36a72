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
	Day scheduler.Day
	// Cards are all cards in use, in the order of their decks. Those outside
	// Wanted are not asked, but their limits and siblings count.
	Cards []*deck.Card
	// Wanted says which cards this session is about; nil means all.
	Wanted func(*deck.Card) bool
	States map[string]CardState
	Limits Limits
}

// Queue is what there is to ask, in order.
type Queue struct {
	Due   []*deck.Card // reviews
	New   []*deck.Card
	Drill []*deck.Card // asked today below 4, and still to be asked again
	// Hidden says what was held back, and why.
	Hidden Hidden
}

// Hidden counts the cards that are not asked although they are due or new.
type Hidden struct {
	DueOverLimit int `json:"due_over_limit"`
	NewOverLimit int `json:"new_over_limit"`
	// Siblings wait a day because another card about the same fact is asked.
	DueSiblings int `json:"due_siblings"`
	NewSiblings int `json:"new_siblings"`
	Suspended   int `json:"suspended"`
	Buried      int `json:"buried"`
}

// Plan makes the queue of a study day.
//
// Due cards come in the order of their due day and then of a hash of card and
// day, so that leaving and coming back changes nothing. New cards come in the
// order of the decks, which is the order that the author chose. Cards about the
// same fact are kept apart: a new one waits until no sibling is asked that day;
// a due one waits one day, and after that it is asked last.
func Plan(t Today) Queue {
	p := planner{Today: t, taken: make(map[string]bool)}
	p.countToday()
	due, fresh := p.candidates()
	p.takeDue(due)
	p.takeNew(fresh)
	return p.queue
}

// planner carries what is known while a queue is made.
type planner struct {
	Today
	queue Queue
	taken map[string]bool // facts that are asked today
	left  Limits
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
	for _, card := range p.Cards {
		if state := p.States[card.Key()]; !state.New() && state.Last == p.Day {
			p.take(card)
		}
	}
}

// candidates are the cards that could be asked, drills put aside.
func (p *planner) candidates() (due, fresh []*deck.Card) {
	for _, card := range p.Cards {
		if p.Wanted != nil && !p.Wanted(card) {
			continue
		}
		state := p.States[card.Key()]
		switch {
		case state.Suspended:
			p.queue.Hidden.Suspended++
		case state.Hidden(p.Day):
			p.queue.Hidden.Buried++
		case state.New():
			fresh = append(fresh, card)
		case state.ToDrill(p.Day):
			p.queue.Drill = append(p.queue.Drill, card)
		case state.Last < p.Day && state.Due <= p.Day:
			due = append(due, card)
		}
	}
	return p.inDueOrder(due), fresh
}

// inDueOrder sorts by due day and then by a hash of card and day.
func (p *planner) inDueOrder(cards []*deck.Card) []*deck.Card {
	type ranked struct {
		card *deck.Card
		due  scheduler.Day
		hash uint64
	}
	ranks := make([]ranked, len(cards))
	for i, card := range cards {
		key := card.Key()
		ranks[i] = ranked{card, p.States[key].Due, seedOf(key, p.Day)}
	}
	slices.SortFunc(ranks, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.hash, b.hash),
			cmp.Compare(a.card.Key(), b.card.Key()))
	})
	for i, rank := range ranks {
		cards[i] = rank.card
	}
	return cards
}

// takeDue fills the day's reviews. A card whose sibling is asked waits when
// today is its first day; one that has waited is asked after all others.
func (p *planner) takeDue(cards []*deck.Card) {
	var waited []*deck.Card
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
// not asked otherwise.
func (p *planner) takeNew(cards []*deck.Card) {
	for _, card := range cards {
		switch {
		case p.asked(card):
			p.queue.Hidden.NewSiblings++
		case p.left.New <= 0:
			p.queue.Hidden.NewOverLimit++
		default:
			p.queue.New = append(p.queue.New, card)
			p.take(card)
			p.left.New--
		}
	}
}

func (p *planner) take(card *deck.Card) {
	for _, fact := range card.Facts {
		p.taken[card.Deck.ID+"/"+fact] = true
	}
}

func (p *planner) asked(card *deck.Card) bool {
	return slices.ContainsFunc(card.Facts, func(fact string) bool {
		return p.taken[card.Deck.ID+"/"+fact]
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
func spread(due, fresh []*deck.Card) []*deck.Card {
	all := make([]*deck.Card, 0, len(due)+len(fresh))
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
