package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"drill/internal/report"
)

// Files of responses that people may have marked.

// The columns of such a file, in this order.
const (
	judgedResponse = iota
	judgedQuestion
	judgedLearner
	judgedMarker
	judgedScore
	judgedPoints
	judgedScore2
	judgedPoints2
)

var judgedColumns = []string{"response", "question", "learner", "marker", "score", "points", "score2", "points2"}

// judgedSet is what a file holds for a question.
type judgedSet struct {
	responses []*judged
	markers   []string // people, in the order in which they are met
	elsewhere int      // rows of other questions
	problems  []string // rows that could not be used
}

// judged is a response with the points that people gave it.
type judged struct {
	triedResponse
	given map[string]float64 // points by marker
}

// readJudged reads a file and marks what it holds for the question.
func (w *workbench) readJudged(path string, columns map[string]string) (*judgedSet, error) {
	text, err := w.readAllText(path)
	if err != nil {
		return nil, err
	}
	rows, err := report.NewRows(strings.NewReader(text), report.Columns{Known: judgedColumns, Required: judgedColumns[:1], Renamed: columns})
	set := &judgedSet{}
	switch {
	case err == nil:
		return set, w.readRows(set, path, rows)
	case len(columns) > 0 || isTable(path) || !errors.Is(err, report.ErrColumns) && !errors.Is(err, report.ErrNoTable):
		if errors.Is(err, report.ErrColumns) {
			return nil, withHint(fmt.Errorf("%s: %w", fileName(path), err), "say what the file calls them: --columns response=NAME,score=NAME")
		}
		return nil, tableError(path, err)
	}
	w.readLines(set, path, text)
	return set, nil
}

// isTable goes by the ending of a file's name.
func isTable(path string) bool {
	return slices.Contains([]string{".csv", ".tsv"}, strings.ToLower(filepath.Ext(path)))
}

// readLines takes a response from each line.
func (w *workbench) readLines(set *judgedSet, path, text string) {
	line := 0
	for text := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line++
		if response := strings.TrimRight(text, "\r\n"); strings.TrimSpace(response) != "" {
			w.take(set, path, line, "", response)
		}
	}
}

// take marks a response and adds it; nil stands for one that cannot be marked.
func (w *workbench) take(set *judgedSet, path string, line int, learner, response string) *judged {
	if !utf8.ValidString(response) {
		set.problem(path, line, errResponseText)
		return nil
	}
	mark, err := w.now.mark(response)
	if err != nil {
		set.problem(path, line, err)
		return nil
	}
	one := &judged{triedResponse{line, learner, response, mark}, make(map[string]float64)}
	set.responses = append(set.responses, one)
	return one
}

func (s *judgedSet) problem(path string, line int, err error) {
	s.problems = append(s.problems, fmt.Sprintf("%s:%d: %v", fileName(path), line, err))
}

// readRows takes a response from each row. Where a column names the marker, rows of
// one response by one learner are the marks of several people for it.
func (w *workbench) readRows(set *judgedSet, path string, rows *report.Rows) error {
	names := newQuestions(w.now.card.Deck)
	same := make(map[string][]*judged)
	var block report.Block
	for {
		err := rows.Next(&block)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read responses: %w", err)
		}
		for row, err := range block.Rows() {
			if err == nil {
				err = w.readRow(set, path, rows, row, names, same)
			}
			if err != nil {
				set.problem(path, row.Line, err)
			}
		}
	}
}

func (w *workbench) readRow(set *judgedSet, path string, rows *report.Rows, row *report.Row, names *questions, same map[string][]*judged) error {
	cell := func(column int) string { return strings.TrimSpace(string(row.Known[column])) }
	if rows.Has(judgedQuestion) {
		found, err := names.find([]byte(cell(judgedQuestion)))
		if err != nil {
			return errors.New(names.why(cell(judgedQuestion), err))
		}
		if found.key != w.now.key {
			set.elsewhere++
			return nil
		}
	}
	given, err := w.given(rows, cell)
	if err != nil {
		return err
	}
	learner, response := cell(judgedLearner), string(report.Unguarded(row.Known[judgedResponse]))
	var one *judged
	key := learner + "\x00" + response
	if rows.Has(judgedMarker) {
		for _, before := range same[key] {
			if !overlap(before.given, given) {
				one = before
				break
			}
		}
	}
	if one == nil {
		if one = w.take(set, path, row.Line, learner, response); one == nil {
			return nil
		}
		same[key] = append(same[key], one)
	}
	for _, marker := range given {
		one.given[marker.name] = marker.points
		if !slices.Contains(set.markers, marker.name) {
			set.markers = append(set.markers, marker.name)
		}
	}
	return nil
}

// givenPoints are what one person gave.
type givenPoints struct {
	name   string
	points float64
}

// overlap reports whether one of the markers has marked already.
func overlap(before map[string]float64, given []givenPoints) bool {
	return slices.ContainsFunc(given, func(g givenPoints) bool {
		_, marked := before[g.name]
		return marked
	})
}

// given reads the marks of a row. A cell that is empty is no mark.
func (w *workbench) given(rows *report.Rows, cell func(int) string) ([]givenPoints, error) {
	most := w.now.scheme.Mark("").MaxPoints
	var all []givenPoints
	for _, column := range []struct {
		index int
		worth float64
	}{{judgedScore, most}, {judgedPoints, 1}, {judgedScore2, most}, {judgedPoints2, 1}} {
		name, text := judgedColumns[column.index], ""
		if rows.Has(column.index) {
			text = cell(column.index)
		}
		if text == "" {
			continue
		}
		value, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		points := value * column.worth
		if err != nil || math.IsNaN(points) || points < 0 || points > most+1e-9 {
			return nil, fmt.Errorf("the %s %q is not a number from 0 to %v", name, text, most/column.worth)
		}
		if column.index <= judgedPoints && rows.Has(judgedMarker) && cell(judgedMarker) != "" {
			name = cell(judgedMarker)
		}
		if len(all) > 0 && (column.index == judgedPoints || column.index == judgedPoints2 && all[len(all)-1].name == judgedColumns[judgedScore2]) {
			continue // the same mark, said both ways
		}
		all = append(all, givenPoints{name, points})
	}
	return all, nil
}
