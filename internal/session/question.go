package session

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"drill/internal/deck"
	"drill/internal/scheduler"
)

// maxDistractors is how many wrong options a choice shows; more would measure
// reading, not knowledge.
const maxDistractors = 4

// Question is a card as it is asked now.
type Question struct {
	Card    *deck.Card
	Kind    Kind
	Options []string // of a picked type, in the order shown
	State   CardState
}

// newQuestion lays out a card. Which distractors are shown, and in what order
// the options stand, depends on the card and the study day alone, so that
// coming back to a question shows it unchanged.
func newQuestion(card *deck.Card, state CardState, today scheduler.Day) Question {
	question := Question{Card: card, Kind: KindStudy, State: state}
	if !state.New() && state.Last == today {
		question.Kind = KindDrill
	}
	switch card.Type {
	case deck.TypeTrueFalse:
		question.Options = []string{"True", "False"}
	case deck.TypeChoice, deck.TypeMultiple:
		question.Options = layOut(card, today)
	}
	return question
}

func layOut(card *deck.Card, today scheduler.Day) []string {
	chance := rand.New(rand.NewPCG(seedOf(card.Key(), today), 0))
	wrong := slices.Clone(card.Wrong)
	chance.Shuffle(len(wrong), func(i, j int) { wrong[i], wrong[j] = wrong[j], wrong[i] })
	if card.Type == deck.TypeChoice && len(wrong) > maxDistractors {
		wrong = wrong[:maxDistractors]
	}
	options := append(slices.Clone(card.Right), wrong...)
	chance.Shuffle(len(options), func(i, j int) { options[i], options[j] = options[j], options[i] })
	return options
}

// Shown is the prompt with its options, a line each, as the learner sees it and
// as the log keeps it.
func (q Question) Shown() string {
	var b strings.Builder
	b.WriteString(q.Card.Prompt)
	for i, option := range q.Options {
		b.WriteString("\n  " + letter(i) + ") " + option)
	}
	return b.String()
}

func letter(i int) string { return string(rune('a' + i%26)) }

// Read turns what was typed into the response that is marked and kept. For a
// picked type that is the text of the options meant, a line each: they may be
// given by letter ("b", "a, c", "ac") or by their text. It reports false when
// something was typed that names no option.
func (q Question) Read(typed string) (response string, ok bool) {
	typed = strings.TrimSpace(typed)
	if len(q.Options) == 0 || typed == "" {
		return typed, true
	}
	if option, ok := q.named(typed); ok {
		return option, true
	}
	picks, ok := q.picks(typed)
	if !ok || (q.Card.Type != deck.TypeMultiple && len(picks) != 1) {
		return typed, false
	}
	return strings.Join(picks, "\n"), true
}

// named finds the option with the text that was typed; true and false may be
// shortened.
func (q Question) named(typed string) (string, bool) {
	for _, option := range q.Options {
		if strings.EqualFold(option, typed) {
			return option, true
		}
		if q.Card.Type == deck.TypeTrueFalse && strings.EqualFold(option[:1], typed) {
			return option, true
		}
	}
	return "", false
}

// picks reads letters, or texts of options between commas.
func (q Question) picks(typed string) ([]string, bool) {
	words := strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
	if len(words) == 1 && q.Card.Type == deck.TypeMultiple {
		words = strings.Split(words[0], "")
	}
	var picks []string
	for _, word := range words {
		option, ok := q.lettered(word)
		if !ok {
			return q.texts(typed)
		}
		if !slices.Contains(picks, option) {
			picks = append(picks, option)
		}
	}
	return picks, len(picks) > 0
}

// lettered finds the option by its letter, as in "b", "B" or "b)".
func (q Question) lettered(word string) (string, bool) {
	word = strings.ToLower(strings.TrimRight(word, ").:"))
	if len(word) != 1 {
		return "", false
	}
	if i := int(word[0]) - 'a'; i >= 0 && i < len(q.Options) {
		return q.Options[i], true
	}
	return "", false
}

func (q Question) texts(typed string) ([]string, bool) {
	var picks []string
	for _, text := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		option, ok := q.named(strings.TrimSpace(text))
		if !ok {
			return nil, false
		}
		if !slices.Contains(picks, option) {
			picks = append(picks, option)
		}
	}
	return picks, len(picks) > 0
}

// Letters gives the letters that pick an option, such as "a to d".
func (q Question) Letters() string {
	if len(q.Options) == 2 {
		return "a or b"
	}
	return "a to " + letter(len(q.Options)-1)
}
