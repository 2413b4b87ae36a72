package session_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
	"drill/internal/scheduler"
	"drill/internal/session"
)

// The deck of these tests: two cheat-sheet entries with two cards each, and
// four questions.
const testDeck = `
format = 1
id     = "d"
title  = "Test"

[[cheatsheet]]
id    = "s"
title = "Sheet"
[[cheatsheet.entry]]
id = "sun"
term = "sun"
meaning = "the star that planets circle"
[[cheatsheet.entry]]
id = "moon"
term = "moon"
meaning = "the body that circles a planet"

[[question]]
id = "q1"
type = "short"
prompt = "Which color has the sky?"
answer = "blue"
hint = "the sea too"
[[question]]
id = "q2"
type = "choice"
prompt = "Which is a planet?"
answer = "Mars"
wrong = ["Sun", "Moon", "Vega", "Sirius", "Rigel", "Polaris"]
[[question]]
id = "q3"
type = "multiple"
prompt = "Which are planets?"
answers = ["Mars", "Venus"]
wrong = ["Sun"]
[[question]]
id = "q4"
type = "truefalse"
prompt = "The moon is a star."
answer = false
`

func loadCards(t *testing.T, text string) session.Cards {
	t.Helper()
	library, problems := deck.LoadAll(deck.Place{FS: fstest.MapFS{"d.toml": {Data: []byte(text)}}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return session.Loaded(library)
}

func plan(t *testing.T, today session.Today) session.Queue {
	t.Helper()
	queue, err := session.Plan(today)
	if err != nil {
		t.Fatal(err)
	}
	return queue
}

func study(t *testing.T, today session.Today) *session.Study {
	t.Helper()
	s, err := session.NewStudy(today, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func keys(cards []deck.Listed) []string {
	names := []string{}
	for _, card := range cards {
		names = append(names, strings.TrimPrefix(card.Key(), "d/"))
	}
	return names
}

func TestPlanOfTheFirstDayKeepsTheAuthorsOrderAndSiblingsApart(t *testing.T) {
	plan := plan(t, session.Today{Day: firstDay, Cards: loadCards(t, testDeck), Limits: session.Limits{New: 3, Reviews: 9}})
	if diff := cmp.Diff([]string{"s.sun#define", "s.moon#define", "q1#ask"}, keys(plan.New)); diff != "" {
		t.Errorf("new (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(session.Hidden{NewSiblings: 2, NewOverLimit: 3}, plan.Hidden); diff != "" {
		t.Errorf("hidden (-want +got):\n%s", diff)
	}
}

func TestPlanCountsWhatWasStudiedEarlierInTheDay(t *testing.T) {
	cards := loadCards(t, testDeck)
	states := map[string]session.CardState{
		"d/s.sun#define": {State: scheduler.State{Reviews: 1, Last: firstDay, Due: firstDay + 1}, Introduced: firstDay, Quality: 4},
		"d/q1#ask":       {State: scheduler.State{Reviews: 5, Last: firstDay, Due: firstDay + 9}, Introduced: firstDay - 30, Quality: 4},
		"d/q2#ask":       {State: scheduler.State{Reviews: 5, Last: firstDay - 9, Due: firstDay}, Introduced: firstDay - 30},
		"d/q3#ask":       {State: scheduler.State{Reviews: 5, Last: firstDay - 9, Due: firstDay - 1}, Introduced: firstDay - 30},
	}
	plan := plan(t, session.Today{Day: firstDay, Cards: cards, Schedule: session.States(states), Limits: session.Limits{New: 2, Reviews: 2}})
	if diff := cmp.Diff([]string{"q3#ask"}, keys(plan.Due)); diff != "" {
		t.Errorf("due (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"s.moon#define"}, keys(plan.New)); diff != "" {
		t.Errorf("new (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(session.Hidden{DueOverLimit: 1, NewSiblings: 2, NewOverLimit: 1}, plan.Hidden); diff != "" {
		t.Errorf("hidden (-want +got):\n%s", diff)
	}
}

func TestADueSiblingWaitsOneDayAndIsThenAskedLast(t *testing.T) {
	cards := loadCards(t, testDeck)
	due := func(day scheduler.Day) session.CardState {
		return session.CardState{State: scheduler.State{Reviews: 2, Last: firstDay - 6, Due: day}, Introduced: firstDay - 9}
	}
	states := map[string]session.CardState{
		"d/s.sun#define": due(firstDay - 2), "d/s.sun#name": due(firstDay),
		"d/s.moon#define": due(firstDay - 2), "d/s.moon#name": due(firstDay - 1),
		"d/q1#ask": due(firstDay),
	}
	plan := plan(t, session.Today{Day: firstDay, Cards: cards, Schedule: session.States(states), Limits: session.Limits{Reviews: 99}})
	got := keys(plan.Due)
	if len(got) != 4 || got[3] != "s.moon#name" || slices.Contains(got, "s.sun#name") {
		t.Errorf("due = %v, want s.moon#name last and no s.sun#name", got)
	}
	if plan.Hidden.DueSiblings != 1 {
		t.Errorf("hidden siblings = %d, want 1", plan.Hidden.DueSiblings)
	}
}

func TestPlanIsTheSameWhenAskedAgain(t *testing.T) {
	cards := loadCards(t, testDeck)
	states := make(map[string]session.CardState)
	err := cards.Each(session.Wanted{}, func(card deck.Listed) bool {
		states[card.Key()] = session.CardState{State: scheduler.State{Reviews: 1, Last: firstDay - 1, Due: firstDay - 1}}
		return true
	})
	if err != nil || len(states) != 8 {
		t.Fatalf("%d cards, %v", len(states), err)
	}
	today := session.Today{Day: firstDay, Cards: cards, Schedule: session.States(states), Limits: session.Limits{Reviews: 99}}
	first := keys(plan(t, today).Due)
	today.Schedule = session.States(maps.Clone(states))
	if diff := cmp.Diff(first, keys(plan(t, today).Due)); diff != "" {
		t.Errorf("the order depends on that of the states (-first +again):\n%s", diff)
	}
}

// sitting drives a study session against an in-memory log.
type sitting struct {
	*session.Study
	t   *testing.T
	log history
}

func sit(t *testing.T, cards session.Cards, limits session.Limits) *sitting {
	t.Helper()
	return &sitting{Study: study(t, session.Today{Day: firstDay, Cards: cards, Limits: limits}), t: t}
}

// next gives the key of the question now asked, without the deck.
func (s *sitting) next() string {
	question, ok := s.Next()
	if !ok {
		return ""
	}
	return strings.TrimPrefix(question.Card.Key(), "d/")
}

// respond answers the question now asked with a quality, through an entry and
// an overrule, as the learner would.
func (s *sitting) respond(quality scheduler.Quality) {
	s.t.Helper()
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	entry, err := s.Respond("something", start, start.Add(5*time.Second))
	if err != nil {
		s.t.Fatal(err)
	}
	entry.Quality = quality
	review := s.log.review(entry.Response.Card, quality, firstDay)
	s.Saved(entry, session.Saved{Review: review.ID, State: state(s.t, s.log.events, entry.Response.Card)})
}

func TestACardBelowFourComesBackAfterAFewOthers(t *testing.T) {
	s := sit(t, loadCards(t, testDeck), session.Limits{New: 99, Reviews: 99})
	first := s.next()
	s.respond(2)
	var order []string
	for range 5 {
		order = append(order, s.next())
		s.respond(5)
	}
	if got := slices.Index(order, first); got != 4 {
		t.Errorf("%s came back at place %d of %v, want 4", first, got, order)
	}
}

func TestACardAloneComesBackAtOnceAndThreeTimesAtMost(t *testing.T) {
	s := sit(t, loadCards(t, testDeck), session.Limits{New: 1})
	asked := 0
	for s.next() != "" {
		s.respond(1)
		asked++
	}
	if asked != 4 {
		t.Errorf("asked %d times, want 4: once and three drills", asked)
	}
	tally := s.Tally()
	if tally.Responses != 4 || tally.Studied != 1 || tally.New != 1 || len(tally.Missed) != 1 {
		t.Errorf("tally = %+v", tally)
	}
}

func TestOverruleTakesACardOutOfTheDrills(t *testing.T) {
	s := sit(t, loadCards(t, testDeck), session.Limits{New: 1})
	s.respond(1)
	event, _, ok := s.Overrule(4)
	if !ok {
		t.Fatal("nothing to overrule")
	}
	event = s.log.add(event)
	s.Changed(event, state(t, s.log.events, event.Card))
	if s.next() != "" {
		t.Errorf("%s is still asked after an overrule to 4", s.next())
	}
	if len(s.Tally().Missed) != 0 {
		t.Errorf("missed = %v after an overrule to 4", s.Tally().Missed)
	}
}

func TestUndoAsksTheCardAgainNext(t *testing.T) {
	s := sit(t, loadCards(t, testDeck), session.Limits{New: 99})
	first := s.next()
	s.respond(5)
	id := s.log.made[0]
	s.log.undo(firstDay)
	s.TookBack(session.Undone{Event: id, Kind: session.EventReview, Card: "d/" + first,
		State: state(t, s.log.events, "d/"+first)})
	if got := s.next(); got != first {
		t.Errorf("after undo %s is asked, want %s", got, first)
	}
	if tally := s.Tally(); tally.Responses != 0 || s.Last() != nil {
		t.Errorf("after undo tally = %+v, last = %v", tally, s.Last())
	}
}

func TestSuspendAndSkipLeaveACardOut(t *testing.T) {
	s := sit(t, loadCards(t, testDeck), session.Limits{New: 99})
	first := s.next()
	event, _, _ := s.Hide(session.EventSuspend, nil)
	event = s.log.add(event)
	s.Changed(event, state(t, s.log.events, event.Card))
	second := s.next()
	s.Skip()
	var rest []string
	for s.next() != "" {
		rest = append(rest, s.next())
		s.respond(5)
	}
	if slices.Contains(rest, first) || slices.Contains(rest, second) {
		t.Errorf("asked %v, which holds the suspended %s or the skipped %s", rest, first, second)
	}
}

func TestHintsAreCountedForTheirQuestionOnly(t *testing.T) {
	s := sit(t, loadCards(t, testDeck), session.Limits{New: 99})
	for s.next() != "q1#ask" {
		s.respond(5)
	}
	if hint, ok := s.Hint(); !ok || hint != "the sea too" {
		t.Fatalf("Hint() = %q, %t", hint, ok)
	}
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	entry, err := s.Respond("blue", start, start.Add(time.Second))
	if err != nil {
		t.Fatal(err)
	}
	if entry.Response.Hints != 1 || entry.Mark.Score != 1 || entry.Quality != 4 {
		t.Errorf("hints %d, score %v, quality %d; want 1, 1, 4", entry.Response.Hints, entry.Mark.Score, entry.Quality)
	}
	s.respond(5)
	entry, err = s.Respond("a", start, start)
	if err != nil || entry.Response.Hints != 0 {
		t.Errorf("the next question counts %d hints, error %v", entry.Response.Hints, err)
	}
}

func TestReadPicks(t *testing.T) {
	s := sit(t, loadCards(t, testDeck), session.Limits{New: 99})
	questions := make(map[string]session.Question)
	for s.next() != "" {
		question, _ := s.Next()
		questions[s.next()] = question
		s.respond(5)
	}
	choice, multiple, truth := questions["q2#ask"], questions["q3#ask"], questions["q4#ask"]
	if len(choice.Options) != 5 || !slices.Contains(choice.Options, "Mars") {
		t.Fatalf("the choice shows %v, want Mars and four others", choice.Options)
	}
	at := func(q session.Question, option string) string {
		return string(rune('a' + slices.Index(q.Options, option)))
	}
	mars, venus := at(multiple, "Mars"), at(multiple, "Venus")
	tests := []struct {
		name     string
		question session.Question
		typed    string
		want     string
		ok       bool
	}{
		{"a letter", choice, at(choice, "Mars"), "Mars", true},
		{"a capital with a bracket", choice, strings.ToUpper(at(choice, "Mars")) + ")", "Mars", true},
		{"the text in any case", choice, "mars", "Mars", true},
		{"no option", choice, "z", "z", false},
		{"two for one", choice, "a,b", "a,b", false},
		{"nothing is don't know", choice, "  ", "", true},
		{"letters with commas", multiple, mars + ", " + venus, "Mars\nVenus", true},
		{"letters together", multiple, mars + venus, "Mars\nVenus", true},
		{"texts with commas", multiple, "Venus, mars", "Venus\nMars", true},
		{"one twice", multiple, mars + mars, "Mars", true},
		{"one that is none", multiple, mars + ",x", mars + ",x", false},
		{"true by its letter", truth, "t", "True", true},
		{"false in full", truth, "FALSE", "False", true},
	}
	for _, test := range tests {
		got, ok := test.question.Read(test.typed)
		if got != test.want || ok != test.ok {
			t.Errorf("%s: Read(%q) = %q, %t; want %q, %t", test.name, test.typed, got, ok, test.want, test.ok)
		}
	}
}

func TestQualityOf(t *testing.T) {
	tests := []struct {
		score float64
		how   session.Circumstances
		want  scheduler.Quality
	}{
		{1, session.Circumstances{}, 5},
		{1, session.Circumstances{Hints: 1}, 4},
		{1, session.Circumstances{Slow: true}, 4},
		{1, session.Circumstances{Picked: true}, 4},
		{0.85, session.Circumstances{}, 4},
		{0.84, session.Circumstances{}, 3},
		{0.6, session.Circumstances{}, 3},
		{0.59, session.Circumstances{}, 2},
		{0.3, session.Circumstances{}, 2},
		{0.29, session.Circumstances{}, 1},
		{0, session.Circumstances{}, 1},
		{0, session.Circumstances{Empty: true}, 0},
	}
	for _, test := range tests {
		if got := session.QualityOf(test.score, test.how); got != test.want {
			t.Errorf("QualityOf(%v, %+v) = %d, want %d", test.score, test.how, got, test.want)
		}
	}
}

func TestSlowIsThreeTimesTheOwnMedianOnceTwentyAreKnown(t *testing.T) {
	few := slices.Repeat([]float64{10}, 19)
	if session.NewPace(map[string][]float64{"text": few}).Slow("text", 1000) {
		t.Error("19 responses are enough to call one slow")
	}
	pace := session.NewPace(map[string][]float64{"text": append(few, 10)})
	for seconds, want := range map[float64]bool{5: false, 30: false, 31: true} {
		if got := pace.Slow("text", seconds); got != want {
			t.Errorf("Slow(text, %v) = %t, want %t", seconds, got, want)
		}
	}
	if pace.Slow("short", 1000) {
		t.Error("a type without responses has a pace")
	}
	breaks := session.NewPace(map[string][]float64{"text": slices.Repeat([]float64{5000}, 20)})
	if breaks.Slow("text", 100_000) {
		t.Error("a response counts for more than 300 seconds")
	}
}

func TestNewCardsAreSpreadBetweenDueOnes(t *testing.T) {
	var text strings.Builder
	text.WriteString("format = 1\nid = \"d\"\ntitle = \"T\"\n")
	states := make(map[string]session.CardState)
	for i := range 12 {
		fmt.Fprintf(&text, "[[question]]\nid = \"q%d\"\ntype = \"short\"\nprompt = \"Number %d?\"\nanswer = \"word%d\"\n", i, i, i)
		if i >= 3 {
			states[fmt.Sprintf("d/q%d#ask", i)] = session.CardState{State: scheduler.State{Reviews: 1, Last: firstDay - 1, Due: firstDay}}
		}
	}
	s := study(t, session.Today{Day: firstDay, Cards: loadCards(t, text.String()), Schedule: session.States(states), Limits: session.DefaultLimits})
	var places []int
	for i := 0; ; i++ {
		question, ok := s.Next()
		if !ok {
			break
		}
		if question.State.New() {
			places = append(places, i)
		}
		s.Skip()
	}
	if len(places) != 3 || places[0] == 0 || places[1]-places[0] < 3 || places[2]-places[1] < 3 {
		t.Errorf("new cards stand at %v of 12, want them spread", places)
	}
}
