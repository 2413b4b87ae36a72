package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"drill/internal/printable"
)

// csvScores writes CSV as RFC 4180 has it. Text that a spreadsheet would take
// for a formula is guarded; numbers stay numbers.
type csvScores struct{ w *csv.Writer }

var scoreHeader = []string{
	"time", "study_day", "learner", "deck", "card", "type", "kind", "prompt", "response",
	"score", "points", "max_points", "met", "missed", "rejects", "evidence", "reasons", "route", "marker",
	"quality_given", "quality", "overruled", "undone", "hints", "seconds", "rubric", "engine", "response_id",
}

func newCSVScores(w io.Writer) *csvScores {
	scores := &csvScores{w: csv.NewWriter(w)}
	scores.w.Write(scoreHeader) // an error stays with the writer until close
	return scores
}

func (c *csvScores) row(s Score) error {
	return c.w.Write([]string{
		s.Time.Format(time.RFC3339), s.StudyDay, guard(s.Learner), s.Deck, guard(s.Card), s.Type, s.Kind,
		guard(s.Prompt), guard(s.Response),
		decimal(s.Score), decimal(s.Points), decimal(s.MaxPoints),
		guard(strings.Join(s.Met, "; ")), guard(strings.Join(s.Missed, "; ")),
		guard(strings.Join(s.Rejects, "; ")), guard(evidence(s.Evidence)), guard(strings.Join(s.Reasons, "; ")), s.Route, guard(s.Marker),
		whole(s.Given), whole(s.Quality), strconv.FormatBool(s.Overruled), strconv.FormatBool(s.Undone),
		strconv.Itoa(s.Hints), decimal(s.Seconds), s.Rubric, s.Engine, s.ResponseID,
	})
}

func (c *csvScores) close() error {
	c.w.Flush()
	return c.w.Error()
}

// whole is a number, or nothing where there is none.
func whole(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// evidence says which words met which criterion: raters: "people rating".
func evidence(words []Words) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = fmt.Sprintf("%s: %q", w.Criterion, w.Text)
	}
	return strings.Join(parts, "; ")
}

// guard keeps a spreadsheet from running text as a formula, by the apostrophe
// that it hides (OWASP, "CSV Injection"), and a terminal from acting on control
// characters. The JSON report has every text as it was typed.
func guard(text string) string {
	clean := printable.Text(text)
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + clean
	}
	return clean
}

// decimal writes a number with as many digits as it needs, at most four after
// the point.
func decimal(x float64) string {
	return strconv.FormatFloat(math.Round(x*1e4)/1e4, 'f', -1, 64)
}

// jsonScores writes one JSON array, a row at a time.
type jsonScores struct {
	w    io.Writer
	rows int
}

func (j *jsonScores) row(s Score) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	lead := ",\n"
	if j.rows == 0 {
		lead = "[\n"
	}
	j.rows++
	_, err = fmt.Fprintf(j.w, "%s%s", lead, printable.JSON(text))
	return err
}

func (j *jsonScores) close() error {
	if j.rows == 0 {
		_, err := io.WriteString(j.w, "[]\n")
		return err
	}
	_, err := io.WriteString(j.w, "\n]\n")
	return err
}

// textScores writes a paragraph a response, for reading.
type textScores struct {
	w      io.Writer
	rows   int
	undone int
	points float64
	max    float64
}

func (t *textScores) row(s Score) error {
	t.count(s)
	lines := []string{
		fmt.Sprintf("%s  %s  %s", s.Time.Format("2006-01-02 15:04 -0700"), printable.Line(s.Learner), printable.Line(s.Card)),
		"  asked      " + printable.Line(s.Prompt),
		"  response   " + orNothing(printable.Line(s.Response)),
		fmt.Sprintf("  score      %s (%s of %s points), %s, marked by %s %s",
			decimal(s.Score), decimal(s.Points), decimal(s.MaxPoints), cameTo(s), printable.Line(s.Marker), short(s.Rubric)),
	}
	for _, part := range s.parts() {
		if len(part.words) > 0 {
			lines = append(lines, "  "+printable.Pad(part.label, 11)+printable.Line(strings.Join(part.words, ", ")))
		}
	}
	_, err := fmt.Fprintln(t.w, strings.Join(lines, "\n"))
	return err
}

// part is a list of the paragraph.
type part struct {
	label string
	words []string
}

// parts say how a mark came about. That of a derived rubric has a criterion for each
// word, and is said in words.
func (s *Score) parts() []part {
	if in := s.inWords; len(in.Found)+len(in.Denied)+len(in.Missed) > 0 {
		return []part{{"found", in.Found}, {"denied", in.Denied}, {"not found", in.Missed}, {"wrong", s.wrong}, {"note", s.Reasons}}
	}
	return []part{{"met", s.Met}, {"by", evidenceOf(*s)}, {"missed", s.Missed}, {"wrong", s.wrong}, {"note", s.Reasons}}
}

// cameTo says what came of a response for its learner's schedule.
func cameTo(s Score) string {
	switch {
	case s.Undone:
		return "undone"
	case s.Quality == nil:
		return "in bulk"
	case s.Overruled:
		return fmt.Sprintf("quality %d (chosen by the learner; %d by the score)", *s.Quality, *s.Given)
	}
	return fmt.Sprintf("quality %d", *s.Quality)
}

// count adds a row to the total, unless it was taken back.
func (t *textScores) count(s Score) {
	t.rows++
	if s.Undone {
		t.undone++
		return
	}
	t.points += s.Points
	t.max += s.MaxPoints
}

// evidenceOf is the evidence as one entry, or none.
func evidenceOf(s Score) []string {
	if len(s.Evidence) == 0 {
		return nil
	}
	return []string{evidence(s.Evidence)}
}

func (t *textScores) close() error {
	responses := "responses"
	if t.rows-t.undone == 1 {
		responses = "response"
	}
	total := fmt.Sprintf("%d %s, %s of %s points", t.rows-t.undone, responses, decimal(t.points), decimal(t.max))
	if t.undone > 0 {
		total += fmt.Sprintf("; %d undone and not counted", t.undone)
	}
	_, err := fmt.Fprintln(t.w, total)
	return err
}

func orNothing(text string) string {
	if text == "" {
		return "(nothing)"
	}
	return text
}

// short is enough of a hash to tell rubrics apart by eye.
func short(hash string) string { return hash[:min(len(hash), 12)] }
