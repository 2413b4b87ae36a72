package report_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/grading"
	"drill/internal/report"
)

func marked(others ...string) *report.Marked {
	row := &report.Marked{
		Line: 7, Learner: []byte("ada"), Question: []byte("q1"), Card: "d/q1#ask", Response: "rater's words",
		Mark: grading.Mark{
			Score: 2.0 / 3, Points: 4.0 / 3, MaxPoints: 2, Route: grading.RouteReview, Rubric: "0123456789abcdef",
			Reasons: []string{"it repeats itself", "a person decides"},
			Criteria: []grading.CriterionResult{
				{ID: "raters", Outcome: grading.OutcomeHit, Evidence: []grading.Span{{End: 5, Text: "rater", Keyword: "rater*"}}},
				{ID: "reward", Outcome: grading.OutcomeMissed}, {ID: "model", Outcome: grading.OutcomeFuzzy}, {ID: "human", Outcome: grading.OutcomeNegated},
			},
		},
	}
	for _, other := range others {
		row.Others = append(row.Others, []byte(other))
	}
	return row
}

func TestMarksAsCSV(t *testing.T) {
	marks := report.NewMarks(report.FormatCSV, []string{"class", "score"})
	out, err := marks.AppendRow(marks.AppendHead(nil), marked("7b", "-2"))
	if err != nil {
		t.Fatal(err)
	}
	want := "learner,question,score,points,max_points,route,met,missed,reasons,rubric,class,input_score\n" +
		"ada,q1,0.6667,1.3333,2,review,raters; model,reward; human,it repeats itself; a person decides,0123456789ab,7b,-2\n"
	if diff := cmp.Diff(want, string(out)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestEveryColumnHasANameOfItsOwn: none takes the place of another in JSON.
func TestEveryColumnHasANameOfItsOwn(t *testing.T) {
	for _, names := range [][]string{{"a", "a", "a"}, {"a", "a_2", "a", "a_2"}, {"score", "input_score"}, {"", "", "x"}} {
		marks := report.NewMarks(report.FormatJSONL, names)
		out, err := marks.AppendRow(nil, marked(names...))
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Columns map[string]string }
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Columns) != len(names) {
			t.Errorf("of the columns %q there are %v", names, got.Columns)
		}
	}
}

// TestCellsOfMarksAreGuarded: nothing that a spreadsheet would run or a terminal
// act on leaves the file as it came, and numbers stay numbers.
func TestCellsOfMarksAreGuarded(t *testing.T) {
	marks := report.NewMarks(report.FormatCSV, []string{"other"})
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+SUM(A1)": "'+SUM(A1)", "-2+3": "'-2+3", "@x": "'@x", "\tx": "' x", "\rx": "'␍x",
		"-5": "-5", "+0,5": "+0,5", "-1.5e-3": "-1.5e-3", "-": "'-", "-e5": "'-e5", "--5": "'--5", "-5e": "'-5e",
		"a,b": "a,b", "say \"x\"": "say \"x\"", "two\nlines": "two\nlines", " x": " x", "\x1b[31m": "␛[31m", "é": "é", "\xff": "�",
		"=\"a\",b": "'=\"a\",b",
	} {
		out, err := marks.AppendRow(nil, marked(cell))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
		if err != nil {
			t.Fatalf("%q is written as %q: %v", cell, out, err)
		}
		if got := rows[0][10]; got != want {
			t.Errorf("the cell %q is read back as %q, want %q", cell, got, want)
		}
	}
}

func TestUnguardedIsWhatWasGuarded(t *testing.T) {
	for cell, want := range map[string]string{"'=1": "=1", "'-5": "-5", "'tis": "'tis", "'": "'", "": "", "=1": "=1", "''=1": "''=1"} {
		if got := string(report.Unguarded([]byte(cell))); got != want {
			t.Errorf("Unguarded(%q) = %q, want %q", cell, got, want)
		}
	}
}

// TestCellsComeBack: what is text without signs that are guarded is read back as it
// was.
func TestCellsComeBack(t *testing.T) {
	marks := report.NewMarks(report.FormatCSV, []string{"a", "b"})
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[a-z",; \n'é]{0,12}`)
		a, b := cell.Draw(t, "a"), cell.Draw(t, "b")
		out, err := marks.AppendRow(nil, marked(a, b))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
		if err != nil || len(rows) != 1 {
			t.Fatalf("%q: %v", out, err)
		}
		if diff := cmp.Diff([]string{a, b}, rows[0][10:]); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

func TestMarksAsJSONHoldTheWholeMark(t *testing.T) {
	marks := report.NewMarks(report.FormatJSONL, []string{"class", "points"})
	row := marked("<7b>", "\x1b")
	out, err := marks.AppendRow(marks.AppendHead(nil), row)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(out), "\n") != 1 || strings.Contains(string(out), "\x1b") {
		t.Errorf("not one line that can be printed: %q", out)
	}
	var got struct {
		Line                              int
		Learner, Question, Card, Response string
		Mark                              grading.Mark
		Columns                           map[string]string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(row.Mark, got.Mark); diff != "" {
		t.Errorf("the mark (-want +got):\n%s", diff)
	}
	if got.Line != 7 || got.Card != "d/q1#ask" || got.Response != row.Response || got.Columns["class"] != "<7b>" || got.Columns["input_points"] != "\x1b" {
		t.Errorf("the line is %+v", got)
	}
}
