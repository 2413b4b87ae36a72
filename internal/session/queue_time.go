package session

import (
	"maps"
	"slices"
	"sync"

	"drill/internal/deck"
	"drill/internal/scheduler"
)

// The time that a day's queue takes, and the orders other than that of due days.

// defaultValuer counts with the default weights and costs.
var defaultValuer = sync.OnceValue(func() *scheduler.Valuer {
	return scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, scheduler.DefaultFirmness)
})

// countSpent takes off the day's time what was spent on cards earlier in the day.
func (p *planner) countSpent(studied map[string]CardState) error {
	if p.Seconds == 0 || len(studied) == 0 {
		return nil
	}
	keys := slices.Sorted(maps.Keys(studied))
	types, err := p.Cards.Types(keys)
	if err != nil {
		return err
	}
	costs := p.Valuer.Costs()
	for _, key := range keys {
		state := studied[key]
		spent := costs.Spent(state.Introduced == p.Day, scheduler.RatingOf(state.Quality), state.Drills)
		p.room -= spent * p.Pace.Effort(types[key], costs)
	}
	return nil
}

// weigh notes how long reviews of cards are expected to take, where it matters.
func (p *planner) weigh(keys []string) error {
	if p.Seconds == 0 || len(keys) == 0 {
		return nil
	}
	types, err := p.Cards.Types(keys)
	if err != nil {
		return err
	}
	states, err := p.Schedule.States(keys)
	if err != nil {
		return err
	}
	p.takes = make(map[string]float64, len(keys))
	costs, model := p.Valuer.Costs(), p.Valuer.Model()
	for _, key := range keys {
		recall := model.Recall(states[key].Memory(), p.Day)
		p.takes[key] = costs.ReviewAt(recall) * p.Pace.Effort(types[key], costs)
	}
	return nil
}

// fits takes the time of a card off what the day has left, and reports whether it has
// some: the last card may end a little later.
func (p *planner) fits(card deck.Listed) bool { return p.spend(p.takes[card.Key()]) }

func (p *planner) spend(seconds float64) bool {
	if p.Seconds == 0 {
		return true
	}
	if p.room <= 0 {
		return false
	}
	p.room -= seconds
	return true
}

// fitsNew is fits for a new card.
func (p *planner) fitsNew(card deck.Listed) bool {
	if p.Seconds == 0 || p.room <= 0 {
		return p.Seconds == 0
	}
	effort, err := p.effort(card.Key())
	p.failed = err
	return p.spend(effort * p.Valuer.Costs().New())
}

// effort is how much longer than a plain card one takes.
func (p *planner) effort(key string) (float64, error) {
	types, err := p.Cards.Types([]string{key})
	return p.Pace.Effort(types[key], p.Valuer.Costs()), err
}

// inOrder goes through the due cards in the day's order until yield returns false.
func (p *planner) inOrder(yield func(key string, due scheduler.Day) bool) error {
	if p.Order == OrderDue || p.Order == "" {
		return p.Schedule.Due(firstDay, p.Day, yield)
	}
	ranking := p.Order.ranking(p.Day, p.Valuer.Model())
	return p.ranked(ranking, max(p.left.Reviews, 0)+MostCounted, func(r Ranked) bool { return yield(r.Key, r.Due) })
}

// ranked goes through cards in the order of a ranking. Of those that come first some may
// be no longer in use; it looks for ever more until yield returns false.
func (p *planner) ranked(ranking Ranking, most int, yield func(Ranked) bool) error {
	ranking.Decks = p.Wanted.Decks
	for from := 0; ; most *= 4 {
		ranks, err := p.Schedule.Ranked(ranking, most)
		if err != nil {
			return err
		}
		for ; from < len(ranks); from++ {
			if !yield(ranks[from]) {
				return nil
			}
		}
		if len(ranks) < most {
			return nil
		}
	}
}

// gainWidth is how many times as many reviews as a day may hold are looked at one by one
// by OrderGain: which of them take less time by their type is not known before.
const gainWidth = 3

// takeGain fills the queue with the cards that a second of asking gains most by, until
// the day's limits or its time are used up.
func (p *planner) takeGain() error {
	fresh, err := p.freshest()
	if err != nil {
		return err
	}
	ranking := Ranking{
		Day: p.Day, DueBy: lastDay,
		Worth: func(s *Standing) float64 { return p.Valuer.Worth(s.Memory, p.Day) },
		Where: func(worth float64) []scheduler.Region { return p.Valuer.Where(worth) },
	}
	width := gainWidth*p.mostReviews() + manyCards
	var batch []Ranked
	err = p.ranked(ranking, width, func(r Ranked) bool {
		if !p.passed[r.Key] {
			batch = append(batch, r)
		}
		if len(batch) < width {
			return true
		}
		p.failed = p.takeBest(batch, &fresh)
		batch = batch[:0]
		return p.failed == nil && p.left.Reviews > 0 && !p.full()
	})
	if err == nil {
		err = p.failed
	}
	if err == nil {
		err = p.takeBest(batch, &fresh)
	}
	for len(fresh) > 0 && err == nil {
		p.takeFresh(&fresh)
	}
	p.queue.Hidden.NewOverLimit = min(p.queue.Hidden.NewOverLimit, MostCounted)
	p.queue.Hidden.OverTime = min(p.queue.Hidden.OverTime, MostCounted)
	if err == nil {
		err = p.readStates(p.queue.Due)
	}
	return err
}

// mostReviews is how many reviews the day has room for at most, as plain cards that are
// all remembered.
func (p *planner) mostReviews() int {
	most := max(p.left.Reviews, 0)
	if p.Seconds > 0 {
		most = min(most, int(max(p.room, 0)/p.Valuer.Costs().ReviewAt(1))+1)
	}
	return most
}

func (p *planner) full() bool { return p.Seconds > 0 && p.room <= 0 }

// freshCard is a new card that the day could take, with what it is worth and takes.
type freshCard struct {
	deck.Listed
	state   CardState
	worth   float64
	seconds float64
}

// freshest gives new cards in the order of the decks: more than the day may take, since
// siblings wait.
func (p *planner) freshest() ([]freshCard, error) {
	var fresh []freshCard
	var keys []string
	most := 0
	if p.left.New > 0 {
		most = p.left.New + manyCards
	}
	ofDeck := make(map[string]int)
	err := p.eachUnseen(func(card deck.Listed, state CardState) (deckDone bool) {
		ofDeck[card.Deck]++
		left, limited := p.decks.newOf[card.Deck]
		switch {
		case state.Hidden(p.Day):
		case limited && ofDeck[card.Deck] > max(left, 0)+MostCounted:
			return true
		case len(fresh) < most:
			fresh = append(fresh, freshCard{Listed: card, state: state})
			keys = append(keys, card.Key())
		default:
			p.queue.Hidden.NewOverLimit++
		}
		return false
	}, func() bool { return p.queue.Hidden.NewOverLimit >= MostCounted })
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	types, err := p.Cards.Types(keys)
	costs := p.Valuer.Costs()
	for i := range fresh {
		effort := p.Pace.Effort(types[keys[i]], costs)
		fresh[i].worth, fresh[i].seconds = p.Valuer.NewWorth()/effort, costs.New()*effort
	}
	return fresh, err
}

// takeFresh takes the first of the new cards, or passes over it.
func (p *planner) takeFresh(fresh *[]freshCard) {
	card := (*fresh)[0]
	*fresh = (*fresh)[1:]
	switch {
	case p.left.New <= 0:
		p.queue.Hidden.NewOverLimit++
	case p.decks.full(card.Deck, true):
		p.decks.hide(card.Deck, true)
	case p.asked(card.Listed):
		p.queue.Hidden.NewSiblings++
	case !p.spend(card.seconds):
		p.queue.Hidden.OverTime++
	default:
		p.takeUp(card.Listed, card.state)
	}
}

// takeBest takes of ranked cards what is worth most with regard to how long it takes, and
// new cards where these are worth more.
func (p *planner) takeBest(ranks []Ranked, fresh *[]freshCard) error {
	keys := make([]string, len(ranks))
	for i, r := range ranks {
		keys[i] = r.Key
	}
	types, err := p.Cards.Types(keys)
	if err != nil {
		return err
	}
	listed, err := p.Cards.Find(keys)
	if err != nil {
		return err
	}
	costs, model := p.Valuer.Costs(), p.Valuer.Model()
	takes := make(map[string]float64, len(ranks))
	for i := range ranks {
		effort := p.Pace.Effort(types[keys[i]], costs)
		ranks[i].Worth /= effort
		takes[keys[i]] = costs.ReviewAt(model.Recall(ranks[i].Memory, p.Day)) * effort
	}
	slices.SortStableFunc(ranks, func(a, b Ranked) int {
		switch {
		case a.Worth > b.Worth:
			return -1
		case a.Worth < b.Worth:
			return 1
		}
		return 0
	})
	for _, r := range ranks {
		card, ok := listed[r.Key]
		if !ok || !p.Wanted.Has(card) {
			continue
		}
		for len(*fresh) > 0 && (*fresh)[0].worth > r.Worth {
			p.takeFresh(fresh)
		}
		p.takeReview(card, r, takes[r.Key])
	}
	return nil
}

// takeReview takes a card that was studied before, or passes over it. One that is due
// since yesterday is asked though a sibling is.
func (p *planner) takeReview(card deck.Listed, r Ranked, seconds float64) {
	due := r.Due <= p.Day
	switch {
	case p.left.Reviews <= 0:
		if due {
			p.queue.Hidden.DueOverLimit++
		}
	case p.decks.full(card.Deck, false):
		if due {
			p.decks.hide(card.Deck, false)
		}
	case p.asked(card) && r.Due >= p.Day:
		if due {
			p.queue.Hidden.DueSiblings++
		}
	case !p.spend(seconds):
		if due {
			p.queue.Hidden.OverTime++
		}
	default:
		p.queue.Due = append(p.queue.Due, card)
		p.take(card)
		p.left.Reviews--
		p.decks.took(card.Deck, false)
	}
}
