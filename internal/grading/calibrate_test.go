package grading

import (
	"fmt"
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
	if worthOf(learned, "neutralised") <= 0.1 || worthOf(learned, "salt") >= -0.1 {
		t.Errorf("neutralised is worth %v, and salt %v", worthOf(learned, "neutralised"), worthOf(learned, "salt"))
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
	learned.Scale, learned.Signals = spec.Scale, spec.Signals
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
