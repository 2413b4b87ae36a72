package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/printable"
	"drill/internal/session"
)

// questions finds the cards of a deck by what a file of responses or a command
// line calls them: the card's key, question#part, or the question's id alone where
// that has one card.
type questions struct {
	deck  *deck.Deck
	named map[string]*toMark
}

// toMark is a card with what marks it, made when it is first wanted. It is safe for
// concurrent use.
type toMark struct {
	card  *deck.Card
	key   string
	parts []string // of a question with several cards, which stands for none of them

	once    sync.Once
	scheme  grading.Scheme
	rubric  string // the scheme's text, and what the card asks, for the log
	content string
	err     error
	layouts [2]session.Question // what the response picks from, in two orders
}

var (
	errNoQuestion = errors.New("there is no such question")
	errParts      = errors.New("the question has several parts")
	errLetters    = errors.New("the response gives letters or numbers, which stand for other options each time; it must give their texts")
)

func newQuestions(d *deck.Deck) *questions {
	q := &questions{deck: d, named: make(map[string]*toMark, 3*len(d.Cards))}
	for _, card := range d.Cards {
		one := &toMark{card: card, key: card.Key()}
		q.named[one.key] = one
		q.named[card.Question+"#"+card.Part] = one
		for _, id := range []string{card.Question, d.ID + "/" + card.Question} {
			if before := q.named[id]; before != nil {
				q.named[id] = &toMark{parts: append(slices.Clone(before.listed()), card.Part)}
				continue
			}
			q.named[id] = one
		}
	}
	return q
}

// listed are the parts that a question's id stands for.
func (t *toMark) listed() []string {
	if t.card != nil {
		return []string{t.card.Part}
	}
	return t.parts
}

// find gives the card of a name. The error is errNoQuestion or errParts.
func (q *questions) find(name []byte) (*toMark, error) {
	found := q.named[string(name)]
	switch {
	case found == nil:
		return nil, errNoQuestion
	case found.card == nil:
		return nil, errParts
	}
	return found, nil
}

// why says more of an error of find, and what could have been meant.
func (q *questions) why(name string, err error) string {
	shown := printable.Clip(printable.Line(name), 80)
	switch {
	case errors.Is(err, errParts):
		parts := q.named[name].parts
		return fmt.Sprintf("the question %q has several parts; write one of %s", shown, listSome(parts, func(part string) string { return shown + "#" + part }))
	case !errors.Is(err, errNoQuestion):
		return err.Error()
	case shown == "":
		return "no question is named"
	}
	said := fmt.Sprintf("there is no question %q in the deck %s", shown, q.deck.ID)
	if near := deck.Nearest(name, q.names()); near != "" {
		said += fmt.Sprintf("; did you mean %s?", near)
	}
	return said
}

// names are the ids of the questions, each once.
func (q *questions) names() []string {
	var names []string
	for _, card := range q.deck.Cards {
		names = append(names, card.Question)
	}
	return slices.Compact(names)
}

// listSome lists at most a handful.
func listSome(items []string, shown func(string) string) string {
	const most = 6
	var words []string
	for _, item := range items[:min(len(items), most)] {
		words = append(words, shown(item))
	}
	if len(items) > most {
		words = append(words, "…")
	}
	return strings.Join(words, ", ")
}

// mark marks a response as a file or a pipe gives it.
func (t *toMark) mark(response string) (grading.Mark, error) {
	t.once.Do(t.prepare)
	if t.err != nil {
		return grading.Mark{}, t.err
	}
	if len(t.layouts[0].Options) > 0 {
		read, _ := t.layouts[0].Read(response)
		if again, _ := t.layouts[1].Read(response); again != read {
			return grading.Mark{}, errLetters
		}
		response = read
	}
	return t.scheme.Mark(response), nil
}

func (t *toMark) prepare() {
	t.scheme, t.err = t.card.Scheme()
	if t.err != nil {
		t.err = fmt.Errorf("%s cannot be marked: %w", t.key, t.card.Unmarkable(t.err))
		return
	}
	t.rubric, t.content = t.scheme.Text(), t.card.ContentHash()
	t.layouts[0] = session.Question{Card: t.card, Options: t.options()}
	for _, pair := range t.card.Pairs {
		t.layouts[0].Lefts = append(t.layouts[0].Lefts, pair.Left)
	}
	t.layouts[1] = session.Question{Card: t.card, Options: rotated(t.layouts[0].Options), Lefts: rotated(t.layouts[0].Lefts)}
}

// options are all that can be picked, in any order.
func (t *toMark) options() []string {
	card := t.card
	switch card.Type {
	case deck.TypeTrueFalse:
		return []string{"True", "False"}
	case deck.TypeChoice, deck.TypeMultiple:
		return slices.Concat(card.Right, card.Wrong)
	case deck.TypeOrder:
		return card.Items
	case deck.TypeMatch:
		var rights []string
		for _, pair := range card.Pairs {
			if !slices.Contains(rights, pair.Right) {
				rights = append(rights, pair.Right)
			}
		}
		return slices.Concat(rights, card.Wrong)
	}
	return nil
}

// rotated puts the first last, so that every letter stands for something else.
func rotated(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return append(slices.Clone(list[1:]), list[0])
}

// oneQuestion finds the card that an argument names in a deck that another named.
func oneQuestion(d *deck.Deck, deckArg, question string) (*toMark, error) {
	q := newQuestions(d)
	found, err := q.find([]byte(question))
	if err == nil {
		return found, nil
	}
	return nil, withHint(errors.New(q.why(question, err)), "`drill deck show %s` lists the questions; QUESTION is an id, or question#part", quoteArg(deckArg))
}
