package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

func cardOf(card deck.Card) *deck.Card {
	card.Deck = &deck.Deck{ID: "d"}
	card.Question, card.Part = "q", "ask"
	return &card
}

var (
	plants = cardOf(deck.Card{Type: deck.TypeOrder, Prompt: "Put in order.", Items: []string{"seed", "sprout", "flower, open", "fruit"}})
	cities = cardOf(deck.Card{
		Type: deck.TypeMatch, Prompt: "Match.", Wrong: []string{"Quito"},
		Pairs: []deck.Pair{{Left: "France", Right: "Paris"}, {Left: "Peru", Right: "Lima"}, {Left: "Georgia", Right: "Tbilisi"}, {Left: "Sakartvelo", Right: "Tbilisi"}},
	})
)

// days gives the questions of a card on 50 study days.
func days(card *deck.Card) []session.Question {
	var questions []session.Question
	for day := range scheduler.Day(50) {
		questions = append(questions, session.Ask(card, session.CardState{}, firstDay+day))
	}
	return questions
}

func sorted(texts []string) []string { return slices.Sorted(slices.Values(texts)) }

func TestAskShowsTheItemsOfAnOrderInAWrongOrder(t *testing.T) {
	shown := make(map[string]bool)
	for _, question := range days(plants) {
		if slices.Equal(question.Options, plants.Items) {
			t.Errorf("the items are shown in the right order")
		}
		if diff := cmp.Diff(sorted(plants.Items), sorted(question.Options)); diff != "" {
			t.Errorf("options (-want +got):\n%s", diff)
		}
		shown[strings.Join(question.Options, "/")] = true
	}
	if len(shown) < 10 {
		t.Errorf("50 days show %d orders, want more", len(shown))
	}
	again := session.Ask(plants, session.CardState{}, firstDay)
	if diff := cmp.Diff(days(plants)[0].Options, again.Options); diff != "" {
		t.Errorf("asked again on the same day (-want +got):\n%s", diff)
	}
}

func TestAskShowsTwoItemsInEitherOrder(t *testing.T) {
	two := cardOf(deck.Card{Type: deck.TypeOrder, Items: []string{"a", "b"}})
	first := make(map[string]bool)
	for _, question := range days(two) {
		first[question.Options[0]] = true
	}
	if len(first) != 2 {
		t.Errorf("only %v comes first, so that the order tells the answer", first)
	}
}

func TestAskShowsTheTextsOfAMatchOnce(t *testing.T) {
	for _, question := range days(cities) {
		if diff := cmp.Diff([]string{"France", "Peru", "Georgia", "Sakartvelo"}, question.Lefts); diff != "" {
			t.Fatalf("lefts (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"Lima", "Paris", "Quito", "Tbilisi"}, sorted(question.Options)); diff != "" {
			t.Fatalf("rights (-want +got):\n%s", diff)
		}
	}
}

func TestShownNumbersTheLeftsAndLettersTheRights(t *testing.T) {
	question := session.Question{Card: cities, Lefts: []string{"France", "Peru"}, Options: []string{"Lima", "Paris"}}
	want := "Match.\n  1) France\n  2) Peru\n  a) Lima\n  b) Paris"
	if got := question.Shown(); got != want {
		t.Errorf("Shown() = %q, want %q", got, want)
	}
}

func TestOptionsThatStayLastAreAlwaysShownAndLast(t *testing.T) {
	many := strings.Fields("b c d e f g h")
	tests := []struct {
		name    string
		card    deck.Card
		last    []string
		options int
	}{
		{"a wrong one", deck.Card{Type: deck.TypeChoice, Right: []string{"a"}, Wrong: append(many, "None of these"), Last: []string{"none of  these"}}, []string{"none of  these"}, 5},
		{"the right one", deck.Card{Type: deck.TypeChoice, Right: []string{"All"}, Wrong: many, Last: []string{"All"}}, []string{"All"}, 5},
		{"both, in their order", deck.Card{Type: deck.TypeChoice, Right: []string{"All"}, Wrong: append(many, "None"), Last: []string{"None", "All"}}, []string{"None", "All"}, 5},
		{"more than there is room for", deck.Card{Type: deck.TypeChoice, Right: []string{"a"}, Wrong: many, Last: many[:5]}, many[:5], 6},
		{"of several", deck.Card{Type: deck.TypeMultiple, Right: []string{"a", "All"}, Wrong: many, Last: []string{"All"}}, []string{"All"}, 9},
		{"one that is no option", deck.Card{Type: deck.TypeChoice, Right: []string{"a"}, Wrong: many[:2], Last: []string{"z"}}, nil, 3},
	}
	for _, test := range tests {
		for _, question := range days(cardOf(test.card)) {
			options := question.Options
			if len(options) != test.options || !slices.Equal(options[len(options)-len(test.last):], test.last) {
				t.Errorf("%s: options %q, want %d with %q last", test.name, options, test.options, test.last)
			}
			if unique := slices.Compact(sorted(options)); len(unique) != len(options) {
				t.Errorf("%s: options %q hold one twice", test.name, options)
			}
		}
	}
}

func TestReadOrder(t *testing.T) {
	question := session.Question{Card: plants, Options: []string{"fruit", "seed", "flower, open", "sprout"}}
	const right = "seed\nsprout\nflower, open\nfruit"
	tests := []struct {
		typed, want string
		ok          bool
	}{
		{"b d c a", right, true},
		{"BDCA", right, true},
		{"b, d, c, a", right, true},
		{"b > d > c > a", right, true},
		{"b-d→c,a", right, true},
		{"b) d) c) a)", right, true},
		{"Seed\nsprout\nflower, open\nfruit", right, true},
		{"seed; sprout; flower, open; fruit", right, true},
		{"seed > sprout > flower, open > fruit", right, true},
		{"seed > d > c > fruit", right, true},
		{"", "", true},
		{"b d c", "seed\nsprout\nflower, open", false},
		{"b d c a b", right + "\nseed", false},
		{"b b c a", "seed\nseed\nflower, open\nfruit", false},
		{"b d c z", "seed\nsprout\nflower, open\nz", false},
		{"seed, sprout, root", "seed\nsprout\nroot", false},
		{"bad", "bad", false},
		{"b", "seed", false},
		{"I do not know", "I do not know", false},
		{">,;", ">,;", false},
	}
	for _, test := range tests {
		if got, ok := question.Read(test.typed); got != test.want || ok != test.ok {
			t.Errorf("Read(%q) = %q, %t; want %q, %t", test.typed, got, ok, test.want, test.ok)
		}
	}
}

func TestReadMatch(t *testing.T) {
	question := session.Question{Card: cities, Lefts: []string{"x", "x = y", "Peru", "Chile"}, Options: []string{"Lima", "y", "z = y", "Rome, Italy"}}
	const right = "x = z = y\nx = y = y\nPeru = Lima\nChile = Rome, Italy"
	tests := []struct {
		typed, want string
		ok          bool
	}{
		{"1c 2b 3a 4d", right, true},
		{"1-C, 2-B, 3-A, 4-D", right, true},
		{"1c2b3a4d", right, true},
		{"1) c; 2: b; 3 = a; 4 → d", right, true},
		{"c b a d", right, true},
		{"cbad", right, true},
		{"c, b, a, d", right, true},
		{"a a a a", "x = Lima\nx = y = Lima\nPeru = Lima\nChile = Lima", true},
		{"x = z = y; x = y = y; peru = LIMA; Chile = Rome, Italy", right, true},
		{"x=z = y\nx = y=y\nPeru=Lima\nChile=d", right, true},
		{"3 = Lima; 1 = c; 2 = y; 4 = Rome, Italy", "Peru = Lima\nx = z = y\nx = y = y\nChile = Rome, Italy", true},
		{"", "", true},
		{"1c 2b 3a", "x = z = y\nx = y = y\nPeru = Lima", false},
		{"c b a", "x = z = y\nx = y = y\nPeru = Lima", false},
		{"c b a d d", "c b a d d", false},
		{"1c 2b 3a 3d", "x = z = y\nx = y = y\nPeru = Lima\nPeru = Rome, Italy", false},
		{"2b 2a 3a 4d", "x = y = y\nx = y = Lima\nPeru = Lima\nChile = Rome, Italy", false},
		{"1c 2b 3a 5d", "x = z = y\nx = y = y\nPeru = Lima\n5 = d", false},
		{"1c 2b 3a 4z", "x = z = y\nx = y = y\nPeru = Lima\n4 = z", false},
		{"Peru = Lima; Spain = Rome, Italy", "Peru = Lima\nSpain = Rome, Italy", false},
		{"Lima", "Lima", false},
		{"=", "=", false},
	}
	for _, test := range tests {
		if got, ok := question.Read(test.typed); got != test.want || ok != test.ok {
			t.Errorf("Read(%q) = %q, %t; want %q, %t", test.typed, got, ok, test.want, test.ok)
		}
	}
}

func TestWhatIsReadIsMarked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := firstDay + scheduler.Day(rapid.IntRange(0, 99).Draw(t, "day"))
		order := session.Ask(plants, session.CardState{}, day)
		var letters []string
		for _, item := range plants.Items {
			letters = append(letters, string(rune('a'+slices.Index(order.Options, item))))
		}
		checkFullMarks(t, order, strings.Join(letters, rapid.SampledFrom([]string{"", " ", ", ", " > "}).Draw(t, "between")))

		match := session.Ask(cities, session.CardState{}, day)
		var pairs []string
		for i, pair := range cities.Pairs {
			pairs = append(pairs, fmt.Sprintf("%d%c", i+1, 'a'+slices.Index(match.Options, pair.Right)))
		}
		checkFullMarks(t, match, strings.Join(rapid.Permutation(pairs).Draw(t, "pairs"), " "))
	})
}

func checkFullMarks(t *rapid.T, question session.Question, typed string) {
	scheme, err := question.Card.Scheme()
	if err != nil {
		t.Fatal(err)
	}
	response, ok := question.Read(typed)
	if mark := scheme.Mark(response); !ok || mark.Score != 1 {
		t.Fatalf("Read(%q) = %q, %t, which scores %v", typed, response, ok, mark.Score)
	}
}

func TestSampleCanBeRead(t *testing.T) {
	pairs := []deck.Pair{{Left: "a", Right: "r"}, {Left: "b", Right: "r"}}
	tests := []struct {
		card *deck.Card
		want string
	}{
		{plants, "b a c"},
		{cities, "1b 2a 3c"},
		{cardOf(deck.Card{Type: deck.TypeOrder, Items: []string{"x", "y"}}), "b a"},
		{cardOf(deck.Card{Type: deck.TypeMatch, Pairs: pairs}), "1a 2a"},
	}
	for _, test := range tests {
		question := session.Ask(test.card, session.CardState{}, firstDay)
		if got := question.Sample(); got != test.want {
			t.Errorf("Sample() = %q, want %q", got, test.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("b d c a")
	f.Add("1c 2b 3a 4d")
	f.Add("x = y = y; Peru=Lima\x00\xff")
	f.Add("1=2=3=4, > a\u0338")
	questions := []session.Question{
		{Card: plants, Options: []string{"fruit", "seed", "flower, open", "sprout"}},
		{Card: cities, Lefts: []string{"x", "x = y", "Peru", "Chile"}, Options: []string{"Lima", "y", "z = y", "Rome, Italy"}},
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, question := range questions {
			response, ok := question.Read(typed)
			if again, stays := question.Read(response); ok && (again != response || !stays) {
				t.Errorf("Read(%q) = %q, which reads as %q, %t", typed, response, again, stays)
			}
		}
	})
}
