package session

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"drill/internal/scheduler"
)

// Order says which cards a study day takes first. It matters when there is more to ask
// than a day holds: a limit or the minutes then leave out what comes last.
type Order string

// The orders of a study day.
const (
	OrderDue     Order = "due"     // by due day; the same as no order
	OrderOverdue Order = "overdue" // most overdue first, in relation to the interval
	OrderRecall  Order = "recall"  // most likely remembered first
	OrderEasy    Order = "easy"    // highest ease factor first, and then lowest difficulty
	OrderRandom  Order = "random"  // by chance, the same all day
	OrderGain    Order = "gain"    // due or not: what a second of study gains most by
)

// Orders are all orders, the default one first.
var Orders = []Order{OrderDue, OrderOverdue, OrderRecall, OrderEasy, OrderRandom, OrderGain}

// ParseOrder reads an order; empty text is OrderDue.
func ParseOrder(text string) (Order, error) {
	if text == "" {
		return OrderDue, nil
	}
	if order := Order(text); slices.Contains(Orders, order) {
		return order, nil
	}
	names := make([]string, len(Orders))
	for i, order := range Orders {
		names[i] = string(order)
	}
	return "", fmt.Errorf("there is no order %q: it is one of %s", text, strings.Join(names, ", "))
}

// Standing is what ranking must know of a card that was reviewed.
type Standing struct {
	Key        string
	Interval   scheduler.Interval
	EaseFactor scheduler.EaseFactor
	Due        scheduler.Day
	scheduler.Memory
}

// StandingOf takes of a card's state what ranking must know.
func StandingOf(key string, state CardState) Standing {
	return Standing{key, state.Interval, state.EaseFactor, state.Due, state.Memory()}
}

// Ranking says which of the cards that were reviewed come first. Suspended ones are left
// out, and those that are buried on Day.
type Ranking struct {
	Day   scheduler.Day
	DueBy scheduler.Day // cards due later are left out
	// Decks are those whose cards are ranked, by id; nil means every deck.
	Decks map[string]bool
	// Worth is what cards are ranked by, the greatest first; what is worth no more than 0
	// is left out. It is called from several goroutines.
	Worth func(*Standing) float64
	// Where narrows down which memories can be worth more than some value; nil means that
	// any can. A store that knows it need not look at each card.
	Where func(worth float64) []scheduler.Region
}

// Wants reports whether the ranking is about the deck of a card.
func (r *Ranking) Wants(key string) bool {
	if r.Decks == nil {
		return true
	}
	id, _, _ := strings.Cut(key, "/")
	return r.Decks[id]
}

// ranking gives the ranking of an order among the due cards of a study day.
func (o Order) ranking(day scheduler.Day, model *scheduler.Model) Ranking {
	r := Ranking{Day: day, DueBy: day}
	switch o {
	case OrderOverdue:
		r.Worth = func(s *Standing) float64 { return 1 + float64(day-s.Due)/float64(max(s.Interval, 1)) }
	case OrderRecall:
		r.Worth = func(s *Standing) float64 { return model.Recall(s.Memory, day) }
	case OrderEasy:
		r.Worth = func(s *Standing) float64 { return float64(s.EaseFactor) + (11-s.Difficulty)/10 }
	default:
		r.Worth = func(s *Standing) float64 { return float64(seedOf(s.Key, day)>>11) + 1 }
	}
	return r
}

// Best collects the cards that are worth most. The zero value collects none.
type Best struct {
	Most int // how many
	heap []worthy
}

type worthy struct {
	Standing
	worth   float64
	shuffle int64
}

// before reports whether a card comes before another; equals come by chance.
func (w *worthy) before(o *worthy) bool {
	if w.worth != o.worth {
		return w.worth > o.worth
	}
	return cmp.Or(cmp.Compare(w.shuffle, o.shuffle), cmp.Compare(w.Key, o.Key)) < 0
}

// Least is what a card must be worth more than to come in: 0 while there is room.
func (b *Best) Least() float64 {
	switch {
	case b.Most <= 0:
		return math.Inf(1)
	case len(b.heap) < b.Most:
		return 0
	}
	return b.heap[0].worth
}

// Add takes a card in where it is among the best so far.
func (b *Best) Add(s Standing, worth float64) {
	if worth <= 0 || worth < b.Least() {
		return
	}
	w := worthy{s, worth, Shuffle(s.Key, s.Due)}
	if len(b.heap) < b.Most {
		b.heap = append(b.heap, w)
		for i := len(b.heap) - 1; i > 0 && b.heap[(i-1)/2].before(&b.heap[i]); i = (i - 1) / 2 {
			b.heap[i], b.heap[(i-1)/2] = b.heap[(i-1)/2], b.heap[i]
		}
		return
	}
	if !w.before(&b.heap[0]) {
		return
	}
	b.heap[0] = w
	for i := 0; ; {
		last := i // of the card and those below it, the one that comes last
		for _, below := range []int{2*i + 1, 2*i + 2} {
			if below < len(b.heap) && b.heap[last].before(&b.heap[below]) {
				last = below
			}
		}
		if last == i {
			return
		}
		b.heap[i], b.heap[last] = b.heap[last], b.heap[i]
		i = last
	}
}

// Merge takes in what another has collected.
func (b *Best) Merge(other *Best) {
	for _, w := range other.heap {
		b.Add(w.Standing, w.worth)
	}
}

// Sorted gives the cards, the best first, with their worth.
func (b *Best) Sorted() []Ranked {
	slices.SortFunc(b.heap, func(x, y worthy) int {
		switch {
		case x.before(&y):
			return -1
		case y.before(&x):
			return 1
		}
		return 0
	})
	sorted := make([]Ranked, len(b.heap))
	for i, w := range b.heap {
		sorted[i] = Ranked{w.Standing, w.worth}
	}
	b.heap = nil
	return sorted
}

// Ranked is a card with what it is worth.
type Ranked struct {
	Standing
	Worth float64
}

// Ranked ranks all that are not left out.
func (s States) Ranked(r Ranking, most int) ([]Ranked, error) {
	best := Best{Most: most}
	for key, state := range s {
		if state.New() || state.Hidden(r.Day) || state.Due > r.DueBy || !r.Wants(key) {
			continue
		}
		standing := StandingOf(key, state)
		best.Add(standing, r.Worth(&standing))
	}
	return best.Sorted(), nil
}
