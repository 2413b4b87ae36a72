package grading

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const buffers = "A weak acid takes up the added base, so the pH hardly changes."

// fataler is what testing and rapid have in common.
type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// markedBuffers are responses to one question: who writes "neutralised" knows it in
// other words than the model answer, who writes "salt" guesses.
func markedBuffers(n int) []Response {
	right := []string{"the base is neutralised by the acid", "it neutralises what is added", "added base gets neutralised", "neutralised so nothing happens to pH", "the acid neutralised it"}
	wrong := []string{"salt makes it stable", "because of the salt in water", "salt takes the acid", "the salt dissolves", "added salt and acid"}
	var marked []Response
	for i := range n {
		list, score := right, 1.0
		if i%2 == 1 {
			list, score = wrong, 0
		}
		marked = append(marked, Response{fmt.Sprintf("%s, word%d", list[i/2%len(list)], i), score})
	}
	return marked
}

func calibrateOne(t fataler, g Graded) Spec {
	t.Helper()
	specs, err := Calibrate([]Graded{g}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return specs[0]
}

func worthOf(spec Spec, word string) float64 {
	for _, signal := range spec.Signals {
		if slices.Contains(signal.Words, word) {
			return signal.Each
		}
	}
	return 0
}

func TestCalibrationLearnsWhatTheCriteriaLeaveOut(t *testing.T) {
	spec := Derive([]string{buffers}, "How does a buffer work?", 1, nil)
	learned := calibrateOne(t, Graded{Spec: spec, Answers: []string{buffers}, Responses: markedBuffers(40)})
	if worthOf(learned, "neutralised") <= 0.1 {
		t.Errorf("neutralised is worth %v", worthOf(learned, "neutralised"))
	}
	salt := slices.IndexFunc(learned.Rejects, func(r Reject) bool { return r.ID == "learned-salt" })
	if salt < 0 || learned.Rejects[salt].Effect != EffectMinus || learned.Rejects[salt].Points < 0.5 {
		t.Errorf("the rejects are %+v", learned.Rejects)
	}
	before, after := mustCompile(t, spec, nil), mustCompile(t, learned, nil)
	for _, tt := range []struct {
		response string
		pass     bool
	}{
		{"it is neutralised", true},
		{"what was added is neutralised by the weak acid", true},
		{"the salt does it", false},
		{"", false},
		{buffers, true},
	} {
		m := after.Mark(tt.response)
		if got := m.Score >= PassMark; got != tt.pass {
			t.Errorf("%q: score %v (before %v), want pass %v: %v", tt.response, m.Score, before.Mark(tt.response).Score, tt.pass, m.Signals)
		}
	}
}

// twoCriteria is a rubric of what takes up the base and what becomes of the pH.
func twoCriteria() Spec {
	return Spec{Points: 2, Criteria: []Criterion{
		{ID: "takes", Points: 1, Any: []string{"takes up"}},
		{ID: "pH", Points: 1, Any: []string{"pH"}},
	}}
}

// repeated are the responses with their scores, n times each.
func repeated(n int, scores map[string]float64) []Response {
	var marked []Response
	for i := range n {
		for _, text := range slices.Sorted(maps.Keys(scores)) {
			marked = append(marked, Response{fmt.Sprintf("%s, word%d", text, i), scores[text]})
		}
	}
	return marked
}

// TestCalibrationLearnsKeywords: who says it in other words is scored as if the
// criterion were met, so these words meet it.
func TestCalibrationLearnsKeywords(t *testing.T) {
	learned := calibrateOne(t, Graded{Spec: twoCriteria(), Responses: repeated(8, map[string]float64{
		"it takes up base and the pH stays": 1, "it mops up base and the pH stays": 1, "the pH stays": 0.5, "it takes up base": 0.5, "it mops up base": 0.5, "no base is there": 0,
	})})
	want := []Learned{{Criterion: "takes", Any: []string{"mops"}}}
	if !reflect.DeepEqual(learned.Learned, want) {
		t.Fatalf("learned %+v, want %+v", learned.Learned, want)
	}
	r := mustCompile(t, learned, nil)
	m := r.Mark("base gets mopped up")
	if m.Criteria[0].Outcome != OutcomeHit || m.Criteria[0].Evidence[0].Text != "mopped" {
		t.Errorf("the criterion is %+v", m.Criteria[0])
	}
	if m := r.Mark("it does not mop up base"); m.Criteria[0].Outcome != OutcomeNegated {
		t.Errorf("denied, the criterion is %+v", m.Criteria[0])
	}
}

// TestCalibrationLearnsWhatCriteriaAreWorth: people give nearly everything for one of
// two criteria.
func TestCalibrationLearnsWhatCriteriaAreWorth(t *testing.T) {
	learned := calibrateOne(t, Graded{Spec: twoCriteria(), Responses: repeated(12, map[string]float64{
		"it takes up the pH": 1, "it takes up some": 0.9, "something with pH": 0.1, "who knows": 0,
	})})
	points := map[string]float64{}
	for _, l := range learned.Learned {
		points[l.Criterion] = l.Points
	}
	if points["takes"] < 1.2 || points["pH"] > 0.8 || points["pH"] <= 0 {
		t.Errorf("learned %+v", learned.Learned)
	}
	m := mustCompile(t, learned, nil).Mark("it takes up some")
	if m.Criteria[0].MaxPoints != points["takes"] || m.Criteria[0].Points != points["takes"] {
		t.Errorf("the criterion is %+v", m.Criteria[0])
	}
}

func TestCalibrationLearnsLevels(t *testing.T) {
	for _, tt := range []struct {
		name   string
		scores []float64
		own    []Band
		want   []Band
	}{
		{"halves", []float64{0, 0.5, 1}, nil, []Band{{From: 0.25, Score: 0.5}, {From: 0.75, Score: 1}}},
		{"never full", []float64{0, 0.4}, nil, []Band{{From: 0.2, Score: 0.4}, {From: 0.7, Score: 1}}},
		{"never nothing", []float64{0.2, 1}, nil, []Band{{From: 0.01, Score: 0.2}, {From: 0.6, Score: 1}}},
		{"too many", []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6}, nil, nil},
		{"only one", []float64{1}, nil, nil},
		{"the author's", []float64{0, 1}, []Band{{From: 0.9, Score: 1}}, []Band{{From: 0.9, Score: 1}}},
	} {
		spec := twoCriteria()
		spec.Bands = tt.own
		var marked []Response
		for i := range 28 {
			marked = append(marked, Response{fmt.Sprintf("it takes up word%d", i), tt.scores[i%len(tt.scores)]})
		}
		if got := calibrateOne(t, Graded{Spec: spec, Responses: marked}).Bands; !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestALearnedKeywordNeverLowersAMark, and one for a criterion that a derived rubric
// no longer has counts for nothing.
func TestALearnedKeywordNeverLowersAMark(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := Derive([]string{buffers}, "", 1, nil)
		response := drawResponse(t)
		before := mustCompile(t, spec, nil).Mark(response).Score
		criterion := rapid.SampledFrom(spec.Criteria).Draw(t, "criterion").ID
		gone := rapid.Bool().Draw(t, "gone")
		if gone {
			criterion = "gone"
		}
		spec.Learned = []Learned{{Criterion: criterion, Any: []string{rapid.SampledFrom([]string{"zebra", "water", "salt", "acid", "mops up"}).Draw(t, "keyword")}}}
		if after := mustCompile(t, spec, nil).Mark(response).Score; after < before || gone && after != before {
			t.Fatalf("%q scores %v with the keyword, %v without", response, after, before)
		}
	})
}

// TestFewResponsesMoveARubricLittle holds the words of one response to little, and
// more responses to more.
func TestFewResponsesMoveARubricLittle(t *testing.T) {
	spec := Derive([]string{buffers}, "", 1, nil)
	one := calibrateOne(t, Graded{Spec: spec, Responses: markedBuffers(2)})
	many := calibrateOne(t, Graded{Spec: spec, Responses: markedBuffers(60)})
	few := worthOf(one, "neutralised") + worthOf(one, "neutralises")
	if more := worthOf(many, "neutralised"); few > 0.2 || few >= more {
		t.Errorf("neutralised is worth %v after two responses and %v after sixty", few, more)
	}
	none := calibrateOne(t, Graded{Spec: spec})
	if *none.Scale != (Scale{0, 1}) || none.Signals != nil {
		t.Errorf("without responses: scale %v, signals %v", none.Scale, none.Signals)
	}
}

func TestCalibrationKeepsWhatTheAuthorWrote(t *testing.T) {
	spec := Spec{Points: 3, Typos: TyposBig, NotTypo: []string{"basic"},
		Criteria: []Criterion{{ID: "takes", Points: 2, Any: []string{"take* up"}, Feedback: "What?"}, {ID: "hardly", Points: 1, All: [][]string{{"hardly", "little"}, {"change*"}}, Near: 4}},
		Rejects:  []Reject{{ID: "salt", Any: []string{"salt"}, Effect: EffectMinus}},
		Scale:    &Scale{0.5, 0.6}, Signals: []Signal{{0.9, []string{"old"}}}}
	learned := calibrateOne(t, Graded{Spec: spec, Responses: markedBuffers(30)})
	if worthOf(learned, "old") != 0 {
		t.Error("what an earlier calibration learned is kept")
	}
	if slices.ContainsFunc(learned.Rejects[1:], func(r Reject) bool { return r.ID == "learned-salt" }) {
		t.Errorf("what the author rejects is learned too: %+v", learned.Rejects)
	}
	learned.Scale, learned.Signals, learned.Learned, learned.Bands = spec.Scale, spec.Signals, nil, nil
	learned.Rejects = learned.Rejects[:1]
	if !reflect.DeepEqual(learned, spec) {
		t.Errorf("got %+v, want %+v", learned, spec)
	}
}

// TestCalibrationIsSound: whatever people gave to whatever was written, the rubric
// compiles, comes out the same again, and scores from 0 to 1; the model answer passes.
func TestCalibrationIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := Derive([]string{buffers}, "", 1, nil)
		responses := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Response {
			return Response{drawResponse(t), rapid.Float64Range(-1, 2).Draw(t, "score")}
		}), 0, 30).Draw(t, "responses")
		g := Graded{Spec: spec, Answers: []string{buffers}, Responses: responses}
		learned, again := calibrateOne(t, g), calibrateOne(t, g)
		if !reflect.DeepEqual(learned, again) {
			t.Fatal("a second calibration differs")
		}
		r := mustCompile(t, learned, nil)
		for _, response := range append(responses, Response{Text: buffers}) {
			if m := r.Mark(response.Text); m.Score < 0 || m.Score > 1 {
				t.Fatalf("%q scores %v", response.Text, m.Score)
			}
		}
		if m := r.Mark(buffers); m.Score < PassMark {
			t.Fatalf("the model answer scores %v: %v %v", m.Score, learned.Scale, learned.Signals)
		}
	})
}

// TestValidationMarksWithoutTheResponseItself: what only one response teaches does
// not help it.
func TestValidationMarksWithoutTheResponseItself(t *testing.T) {
	spec := Derive([]string{buffers}, "", 1, nil)
	responses := append(markedBuffers(40), Response{"zebra", 1})
	scores, err := Validate([]Graded{{Spec: spec, Responses: responses}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, response := range responses[:40] {
		if passes := scores[0][i] >= 0.5; passes != (response.Score == 1) {
			t.Errorf("%q scores %v, and people gave %v", response.Text, scores[0][i], response.Score)
		}
	}
	knows := calibrateOne(t, Graded{Spec: spec, Responses: responses})
	if last := scores[0][40]; last >= mustCompile(t, knows, nil).Mark("zebra").Score {
		t.Errorf("zebra scores %v, as if it had been learned from", last)
	}
}

func TestBadScalesAndSignalsAreExplained(t *testing.T) {
	base := func(change func(*Spec)) Spec {
		spec := Spec{Points: 1, Criteria: []Criterion{{ID: "c", Points: 1, Any: []string{"acid"}}}}
		change(&spec)
		return spec
	}
	for _, tt := range []struct {
		spec Spec
		want string
	}{
		{base(func(s *Spec) { s.Curve = 2.5 }), "curve: the curve is 2.5"},
		{base(func(s *Spec) { s.Curve = -1 }), "curve: the curve is -1"},
		{base(func(s *Spec) { s.Scale = &Scale{0.8, 0.2} }), "scale: the scale goes from 0.8 to 0.2"},
		{base(func(s *Spec) { s.Signals = []Signal{{0, []string{"salt"}}} }), "signal[0].each: each word is worth 0"},
		{base(func(s *Spec) { s.Signals = []Signal{{2, []string{"salt"}}} }), "signal[0].each: each word is worth 2"},
		{base(func(s *Spec) { s.Signals = []Signal{{0.1, nil}} }), "signal[0].words: the list of keywords is empty"},
		{base(func(s *Spec) { s.Learned = []Learned{{Criterion: "d", Points: 2}} }), `learned[0].criterion: there is no criterion "d"`},
		{base(func(s *Spec) { s.Learned = []Learned{{Criterion: "c", Points: -2}} }), "learned[0].points: the points are -2"},
		{base(func(s *Spec) { s.Learned = []Learned{{Criterion: "c", Points: 2}, {Criterion: "c", Points: 3}} }), `learned[1].criterion: learned[0] is about "c" too`},
		{base(func(s *Spec) { s.Learned = []Learned{{Criterion: "c", Any: []string{"[a"}}} }), "learned[0].any[0]: "},
		{base(func(s *Spec) { s.Criteria[0].Answer = 99 }), "criterion[0].answer: the answer is number 99"},
	} {
		_, err := Compile(tt.spec, nil)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %q", err, tt.want)
		}
	}
}

func BenchmarkCalibrate(b *testing.B) {
	g := Graded{Spec: Derive([]string{buffers}, "", 1, nil), Responses: markedBuffers(100)}
	b.ReportAllocs()
	for b.Loop() {
		calibrateOne(b, g)
	}
}
