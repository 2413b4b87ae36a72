package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/grading"
	"drill/internal/report"
	"drill/internal/session"
)

// scored are two responses: one that is right, and one with all that could
// hurt a reader of the report.
func scored() []session.Scored {
	answered := time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 3600))
	return []session.Scored{
		{
			Response: session.Response{Card: "sky/sun#ask", Kind: session.KindStudy, Type: "short", Text: "the sun",
				Prompt: "What do planets circle?", Answered: answered, Day: 20780, Seconds: 4.25},
			LearnerName: "Ada", Marker: session.MarkerRubric, Quality: 5,
			Mark: grading.Mark{Score: 1, Points: 2, MaxPoints: 2, Route: grading.RouteAutomatic, Rubric: "0123456789abcdef", Engine: "1",
				Criteria: []grading.CriterionResult{{ID: "answer", Outcome: grading.OutcomeHit, Points: 2, MaxPoints: 2}}},
		},
		{
			Response: session.Response{Card: "sky/moon#ask", Kind: session.KindDrill, Type: "text",
				Text:   "=HYPERLINK(\"http://x\")\n<script>\x1b[31m\x00, \u202eevil",
				Prompt: "@prompt", Answered: answered.Add(time.Minute), Day: 20780, Hints: 1, Seconds: 0.1},
			LearnerName: "-Bob", Marker: session.MarkerRubric, Quality: 3, Overruled: true, Undone: true,
			Mark: grading.Mark{Score: 1.0 / 3, Points: 1.0 / 3, MaxPoints: 1, Route: grading.RouteReview, Rubric: "fedcba9876543210", Engine: "1",
				Reasons: []string{"a person must look"},
				Criteria: []grading.CriterionResult{
					{ID: "satellite", Outcome: grading.OutcomeFuzzy}, {ID: "planet", Outcome: grading.OutcomeMissed}, {ID: "circles", Outcome: grading.OutcomeNegated}},
				Rejects: []grading.RejectResult{{ID: "star"}}},
		},
	}
}

func rows(all []session.Scored) iter.Seq2[session.Scored, error] {
	return func(yield func(session.Scored, error) bool) {
		for _, s := range all {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func TestScoresInEachFormat(t *testing.T) {
	for _, format := range report.Formats {
		var out bytes.Buffer
		if err := report.Scores(&out, format, rows(scored())); err != nil {
			t.Fatal(err)
		}
		golden := "testdata/scores." + string(format)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), out.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
}

// TestADerivedMarkIsReadInWords: the text report names no criterion that nobody wrote;
// CSV and JSON keep every id.
func TestADerivedMarkIsReadInWords(t *testing.T) {
	rubric, err := grading.Compile(grading.Derive([]string{"Water evaporates from salt; it does not add new sugar."}, "", 1, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	one := scored()[0]
	one.Response.Text = "waters\x1b[31m evaprate. They add new sugar. No salt"
	one.Mark = rubric.Mark(one.Response.Text)
	all := []session.Scored{one}
	var text, csv bytes.Buffer
	if err := errors.Join(report.Scores(&text, report.FormatText, rows(all)), report.Scores(&csv, report.FormatCSV, rows(all))); err != nil {
		t.Fatal(err)
	}
	const want = `  found      water (“waters”), “evaprate” taken for evaporates
  denied     salt
  not found  not add, not new, not sugar
  wrong      what the answer denies
  note       “add” is wrong content: points are taken off, the response denies what the model answer says
`
	if !strings.Contains(text.String(), want) {
		t.Errorf("got\n%swant\n%s", text.String(), want)
	}
	for _, c := range one.Mark.Criteria {
		if strings.Contains(text.String(), c.ID) || !strings.Contains(csv.String(), c.ID) {
			t.Errorf("%s stands in the text, or not in the CSV", c.ID)
		}
	}
}

func TestScoresOfNothing(t *testing.T) {
	for format, want := range map[report.Format]string{report.FormatJSON: "[]\n", report.FormatText: "0 responses, 0 of 0 points\n"} {
		var out bytes.Buffer
		if err := report.Scores(&out, format, rows(nil)); err != nil || out.String() != want {
			t.Errorf("%s: %q, error %v; want %q", format, out.String(), err, want)
		}
	}
}

func TestScoresStopAtAnError(t *testing.T) {
	broken := errors.New("the log cannot be read")
	failing := func(yield func(session.Scored, error) bool) { yield(session.Scored{}, broken) }
	for _, format := range report.Formats {
		if err := report.Scores(&bytes.Buffer{}, format, failing); !errors.Is(err, broken) {
			t.Errorf("%s: error %v, want %v", format, err, broken)
		}
	}
}

// TestAnyResponseComesOutWhole checks that CSV and JSON stay readable whatever
// was typed, that no cell is a formula, and that JSON gives back the text.
func TestAnyResponseComesOutWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := scored()[0]
		one.Response.Text = rapid.String().Draw(t, "text")
		var asJSON, asCSV bytes.Buffer
		if err := report.Scores(&asJSON, report.FormatJSON, rows([]session.Scored{one})); err != nil {
			t.Fatal(err)
		}
		var got []report.Score
		if err := json.Unmarshal(asJSON.Bytes(), &got); err != nil || got[0].Response != one.Response.Text {
			t.Fatalf("JSON gives %+v for %q, error %v", got, one.Response.Text, err)
		}
		if err := report.Scores(&asCSV, report.FormatCSV, rows([]session.Scored{one})); err != nil {
			t.Fatal(err)
		}
		table, err := csv.NewReader(&asCSV).ReadAll()
		if err != nil || len(table) != 2 || len(table[1]) != len(table[0]) {
			t.Fatalf("CSV of %q: %d rows, error %v", one.Response.Text, len(table), err)
		}
		for i, cell := range table[1] {
			if cell != "" && bytes.ContainsRune([]byte("=+-@\t\r"), rune(cell[0])) {
				t.Fatalf("the cell %s begins a formula: %q", table[0][i], cell)
			}
		}
	})
}
