// Package report writes marks for people and programs outside: score reports of
// what the log holds as text, CSV and JSON, and the marks of responses that come in
// a table. It says how far markers agree.
package report

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"drill/internal/grading"
	"drill/internal/session"
)

// Format is a form in which a report is written.
type Format string

const (
	FormatText Format = "text"
	FormatCSV  Format = "csv"
	FormatJSON Format = "json"
)

// Formats are all of them, for help texts.
var Formats = []Format{FormatText, FormatCSV, FormatJSON}

// ParseFormat reads the name of a format.
func ParseFormat(name string) (Format, error) {
	if format := Format(name); slices.Contains(Formats, format) {
		return format, nil
	}
	return "", fmt.Errorf("unknown format %q", name)
}

// Score is a row of the score report: one response, its mark and what followed
// from it. Field names are those of the JSON report and the CSV header.
type Score struct {
	Time       time.Time `json:"time"` // when it was answered, with the learner's UTC offset
	StudyDay   string    `json:"study_day"`
	Learner    string    `json:"learner"`
	Deck       string    `json:"deck"`
	Card       string    `json:"card"`
	Type       string    `json:"type"`
	Kind       string    `json:"kind"`
	Prompt     string    `json:"prompt"` // as shown
	Response   string    `json:"response"`
	Score      float64   `json:"score"`
	Points     float64   `json:"points"`
	MaxPoints  float64   `json:"max_points"`
	Met        []string  `json:"met"`    // ids of criteria
	Missed     []string  `json:"missed"` // not met, or denied
	Rejects    []string  `json:"rejects"`
	Evidence   []Words   `json:"evidence"`
	Reasons    []string  `json:"reasons"`
	Route      string    `json:"route"`
	Marker     string    `json:"marker"`
	Given      *int      `json:"quality_given"` // by the score; nil where the kind is bulk
	Quality    *int      `json:"quality"`       // in force
	Overruled  bool      `json:"overruled"`
	Undone     bool      `json:"undone"`
	Hints      int       `json:"hints"`
	Seconds    float64   `json:"seconds"`
	Rubric     string    `json:"rubric"` // hash
	Engine     string    `json:"engine"` // version of the marking rules
	ResponseID string    `json:"response_id"`

	inWords grading.InWords // for reading, where the rubric is derived
	wrong   []string        // the rejects, likewise
}

// Words are the words of a response that met or denied a criterion, or that a
// reject found.
type Words struct {
	Criterion string `json:"criterion"`
	Outcome   string `json:"outcome"` // hit, fuzzy, negated, missed (too few words), excluded or rejected
	Text      string `json:"text"`
	Keyword   string `json:"keyword"`
}

// Scores writes a row for each response, in the order given, without holding
// them all.
func Scores(w io.Writer, format Format, responses iter.Seq2[session.Scored, error]) error {
	writer := newScoreWriter(w, format)
	for scored, err := range responses {
		if err != nil {
			return err
		}
		if err := writer.row(scoreOf(scored)); err != nil {
			return err
		}
	}
	return writer.close()
}

// scoreWriter writes the score report in one format.
type scoreWriter interface {
	row(Score) error
	close() error
}

func newScoreWriter(w io.Writer, format Format) scoreWriter {
	switch format {
	case FormatCSV:
		return newCSVScores(w)
	case FormatJSON:
		return &jsonScores{w: w}
	}
	return &textScores{w: w}
}

func scoreOf(s session.Scored) Score {
	score := Score{
		Time: s.Response.Answered, StudyDay: s.Response.Day.String(),
		Learner: s.LearnerName, Deck: deckOf(s.Response.Card), Card: s.Response.Card,
		Type: s.Response.Type, Kind: string(s.Response.Kind),
		Prompt: s.Response.Prompt, Response: s.Response.Text,
		Score: s.Mark.Score, Points: s.Mark.Points, MaxPoints: s.Mark.MaxPoints,
		Met: []string{}, Missed: []string{}, Rejects: []string{}, Reasons: []string{}, Evidence: []Words{},
		Route: string(s.Mark.Route), Marker: string(s.Marker),
		Overruled: s.Overruled, Undone: s.Undone,
		Hints: s.Response.Hints, Seconds: s.Response.Seconds,
		Rubric: s.Mark.Rubric, Engine: s.Mark.Engine, ResponseID: s.Response.ID.String(),
	}
	if s.Response.Kind.Reviewed() {
		given, quality := int(s.Given), int(s.Quality)
		score.Given, score.Quality = &given, &quality
	}
	score.Reasons = append(score.Reasons, s.Mark.Reasons...)
	score.inWords = s.Mark.InWords()
	for _, result := range s.Mark.Criteria {
		score.addCriterion(result)
	}
	for _, reject := range s.Mark.Rejects {
		score.Rejects = append(score.Rejects, reject.ID)
		score.wrong = append(score.wrong, s.Mark.Name(&reject))
		score.addWords(reject.ID, "rejected", reject.Evidence)
	}
	return score
}

func (s *Score) addCriterion(result grading.CriterionResult) {
	s.addWords(result.ID, string(result.Outcome), result.Evidence)
	if result.Outcome.Met() {
		s.Met = append(s.Met, result.ID)
		return
	}
	if result.Outcome == grading.OutcomeExcluded {
		return // nothing is missing
	}
	s.Missed = append(s.Missed, result.ID)
}

func (s *Score) addWords(criterion, outcome string, spans []grading.Span) {
	for _, span := range spans {
		s.Evidence = append(s.Evidence, Words{criterion, outcome, span.Text, span.Keyword})
	}
}

// deckOf is the deck of a card key, deck/question#part.
func deckOf(card string) string {
	deck, _, _ := strings.Cut(card, "/")
	return deck
}
