package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/printable"
	"drill/internal/report"
	"drill/internal/term"
)

func (p *program) calibrateCommand() *cli.Command {
	return &cli.Command{
		Name:  "calibrate",
		Usage: "let rubrics learn from responses that people have marked",
		UsageText: "drill rubric calibrate --deck DECK --graded FILE [flags]\n\n" +
			"FILE is CSV with the columns question, response, and score (a fraction from 0 to 1) or points;\n" +
			"score2 or points2 are those of a second person, and count as much. OUT is the deck with, under\n" +
			"each question that has ten responses or more, what they teach: keywords that meet a criterion\n" +
			"too, what the criteria are worth to these people, the levels that they mark in, wrong words, how\n" +
			"they use the scale, and words that stand in responses which they score higher or lower.\n" +
			"Nothing that an author wrote is changed; what an earlier calibration wrote is replaced.\n" +
			"OUT is a file where the deck is one, and a new folder where the deck is a folder.\n\n" +
			"drill says how far the rubrics agree with the people before and after. After means: each\n" +
			"response is marked by what the others teach (five parts, one left out in turn).\n\n" +
			"Example: drill rubric calibrate --deck biology.toml --graded marked.csv --out biology-2.toml",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "deck", Usage: "the `DECK`, a file or folder"},
			&cli.StringFlag{Name: "graded", Usage: "the marked responses in `FILE`; - reads a pipe"},
			&cli.StringFlag{Name: "columns", Usage: "what FILE calls the columns, as `NAMES` such as response=Answer,score=Teacher"},
			&cli.StringFlag{Name: "out", Usage: "write the deck to `OUT`; without it drill only says what it would be worth"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite OUT, where it is a file", DisableDefaultText: true},
			&cli.BoolFlag{Name: "json", Usage: "print what it is worth as JSON", DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			switch {
			case c.String("deck") == "" || c.String("graded") == "":
				return withHint(usagef("--deck and --graded are needed"), "drill rubric calibrate --deck DECK --graded FILE --out OUT")
			case c.NArg() > 0:
				return withHint(usagef("calibrate takes no argument, and got %q", c.Args().First()), "drill rubric calibrate --deck DECK --graded FILE --out OUT")
			}
			columns, err := columnNames(c.String("columns"), gradedColumns)
			if err != nil {
				return err
			}
			return p.calibrate(calibration{
				deck: c.String("deck"), graded: c.String("graded"), columns: columns,
				out: c.String("out"), force: c.Bool("force"), json: c.Bool("json"),
			})
		},
	}
}

type calibration struct {
	deck, graded string
	columns      map[string]string
	out          string
	force, json  bool
}

// The columns of a file of marked responses, in this order.
const (
	gradedQuestion = iota
	gradedResponse
	gradedScore
	gradedPoints
	gradedScore2
	gradedPoints2
)

var gradedColumns = []string{"question", "response", "score", "points", "score2", "points2"}

// leastMarked is how many responses a question needs to be calibrated.
const leastMarked = 10

// calibrated is what `drill rubric calibrate --json` prints.
type calibrated struct {
	Questions []calibratedQuestion `json:"questions"`
	All       calibratedQuestion   `json:"all"` // of the questions above together; its scale is a fraction
	Few       []string             `json:"too_few"`
	Problems  []string             `json:"problems"`
}

// calibratedQuestion is how far a rubric agrees with people.
type calibratedQuestion struct {
	Card   string           `json:"card,omitempty"`
	Before report.Agreement `json:"before"`
	After  report.Agreement `json:"after"` // each response marked by what the others teach
	// What was learned.
	Keywords int `json:"keywords"` // that meet a criterion too
	Points   int `json:"points"`   // criteria that are worth something else
	Rejects  int `json:"rejects"`
	Words    int `json:"words"` // that raise or lower the score
}

// count counts what was learned.
func (q *calibratedQuestion) count(l deck.Learned) {
	for _, learned := range l.Spec.Learned {
		q.Keywords += len(learned.Any)
		if learned.Points != 0 {
			q.Points++
		}
	}
	q.Rejects = len(l.Spec.Rejects) - len(l.Card.Rubric().Rejects)
	for _, signal := range l.Spec.Signals {
		q.Words += len(signal.Words)
	}
}

// counted says it.
func (q *calibratedQuestion) counted() string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{q.Keywords, "keyword"}, {q.Points, "changed weight"}, {q.Rejects, "reject"}, {q.Words, "word"}} {
		if part.n > 0 {
			parts = append(parts, term.Count(part.n, part.what))
		}
	}
	if parts == nil {
		return "a scale"
	}
	return strings.Join(parts, ", ")
}

func (p *program) calibrate(options calibration) error {
	source, err := calibratedDeck(options.deck)
	if err != nil {
		return err
	}
	if err := source.refuses(options); err != nil {
		return err
	}
	g, err := p.readGraded(options, source)
	if err != nil {
		return err
	}
	var marked []deck.Marked
	result := calibrated{Questions: []calibratedQuestion{}, Few: []string{}, Problems: append([]string{}, g.problems...)}
	for _, m := range g.marked {
		if len(m.Responses) < leastMarked {
			result.Few = append(result.Few, fmt.Sprintf("%s: %s", m.Card.Key(), term.Count(len(m.Responses), "response")))
			continue
		}
		marked = append(marked, *m)
	}
	authored, marked, err := source.withoutLearned(marked)
	if err != nil {
		return err
	}
	learned, err := deck.Learn(authored.deck, marked)
	if err != nil {
		return err
	}
	result.compare(learned, marked)
	if options.out != "" && len(learned) > 0 {
		if err := p.writeLearned(options, authored, learned); err != nil {
			return err
		}
	}
	if options.json {
		if err := p.printJSON(result); err != nil {
			return err
		}
	} else if err := p.sayCalibrated(result, options); err != nil {
		return err
	}
	if len(result.Problems) > 0 || len(learned) == 0 {
		return errFound
	}
	return nil
}

// graded gathers marked responses by card.
type graded struct {
	texts    deck.Texts
	names    *questions
	marked   []*deck.Marked
	byKey    map[string]*deck.Marked
	refused  map[string]bool
	problems []string
	path     string
}

func (p *program) readGraded(options calibration, source *deckSource) (*graded, error) {
	in, err := p.openResponses(options.graded)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	rows, err := report.NewRows(in, report.Columns{Known: gradedColumns, Required: gradedColumns[:2], Renamed: options.columns})
	if err != nil {
		return nil, tableError(options.graded, err)
	}
	if !rows.Has(gradedScore) && !rows.Has(gradedPoints) {
		return nil, withHint(fmt.Errorf("%s has neither a column score nor a column points", fileName(options.graded)), "say what the file calls it: --columns score=NAME")
	}
	g := &graded{texts: source.texts, names: newQuestions(source.deck), byKey: make(map[string]*deck.Marked), refused: make(map[string]bool), path: options.graded}
	var block report.Block
	for {
		err := rows.Next(&block)
		if err == io.EOF {
			return g, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", fileName(options.graded), err)
		}
		for row, err := range block.Rows() {
			if err == nil {
				err = g.take(rows, row)
			}
			if err != nil {
				g.problems = append(g.problems, fmt.Sprintf("%s:%d: %v", fileName(options.graded), row.Line, err))
			}
		}
	}
}

func (g *graded) take(rows *report.Rows, row *report.Row) error {
	cell := func(column int) string {
		if !rows.Has(column) {
			return ""
		}
		return strings.TrimSpace(string(row.Known[column]))
	}
	found, err := g.names.find([]byte(cell(gradedQuestion)))
	if err != nil {
		return errors.New(g.names.why(cell(gradedQuestion), err))
	}
	m := g.byKey[found.key]
	if m == nil {
		if err := found.card.CanLearn(g.texts); err != nil {
			if g.refused[found.key] {
				return nil // said once
			}
			g.refused[found.key] = true
			return fmt.Errorf("%s cannot be calibrated: it %w", found.key, whyNot(err))
		}
		m = &deck.Marked{Card: found.card}
		g.byKey[found.key] = m
		g.marked = append(g.marked, m)
	}
	score, given, err := scoreOf(cell, m.Card.Points)
	if err != nil || !given {
		return err
	}
	response := string(report.Unguarded(row.Known[gradedResponse]))
	if !utf8.ValidString(response) {
		return errResponseText
	}
	m.Responses = append(m.Responses, grading.Response{Text: response, Score: score})
	return nil
}

func whyNot(err error) error {
	if errors.Is(err, deck.ErrNoRubric) {
		return errors.New("is not marked by criteria")
	}
	return err
}

// scoreOf is the score of a row, the mean where two people gave one. A row without
// any is passed over.
func scoreOf(cell func(int) string, most float64) (score float64, given bool, err error) {
	sum, n := 0.0, 0.0
	for _, person := range [][2]int{{gradedScore, gradedPoints}, {gradedScore2, gradedPoints2}} {
		for i, column := range person {
			text, worth := cell(column), []float64{1, most}[i]
			if text == "" {
				continue
			}
			value, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
			if err != nil || math.IsNaN(value) || value < 0 || value > worth+1e-9 {
				return 0, false, fmt.Errorf("the %s %q is not a number from 0 to %v", gradedColumns[column], printable.Line(text), worth)
			}
			sum, n = sum+value/worth, n+1
			break
		}
	}
	if n == 0 {
		return 0, false, nil
	}
	return sum / n, true, nil
}

// compare works out how far the rubrics agree with the people.
func (r *calibrated) compare(learned []deck.Learned, marked []deck.Marked) {
	var before, after, people []float64
	for i, l := range learned {
		most := l.Card.Points
		var given []float64
		for _, response := range marked[i].Responses {
			given = append(given, response.Score*most)
			people = append(people, response.Score)
		}
		before, after = append(before, l.Before...), append(after, l.Validated...)
		scale := report.ScaleOf(most, given...)
		question := calibratedQuestion{
			Card: l.Card.Key(), Before: report.Agree(scale, times(l.Before, most), given), After: report.Agree(scale, times(l.Validated, most), given),
		}
		question.count(l)
		r.Questions = append(r.Questions, question)
	}
	scale := report.ScaleOf(1, people...)
	r.All = calibratedQuestion{Before: report.Agree(scale, before, people), After: report.Agree(scale, after, people)}
}

func times(scores []float64, points float64) []float64 {
	all := make([]float64, len(scores))
	for i, score := range scores {
		all[i] = score * points
	}
	return all
}

func (p *program) sayCalibrated(r calibrated, options calibration) error {
	var b strings.Builder
	for _, problem := range r.Problems[:min(len(r.Problems), maxProblemsTold)] {
		fmt.Fprintf(p.env.Stderr, "drill: %s\n", problem)
	}
	if more := len(r.Problems) - maxProblemsTold; more > 0 {
		fmt.Fprintf(p.env.Stderr, "drill: and %d more\n", more)
	}
	for _, question := range r.Questions {
		fmt.Fprintf(&b, "%s: %s teach %s\n", printable.Line(question.Card), term.Count(question.Before.N, "response"), question.counted())
		question.say(&b, "points")
	}
	if len(r.Questions) > 1 {
		fmt.Fprintf(&b, "all together: %s\n", term.Count(r.All.Before.N, "response"))
		r.All.say(&b, "of the score")
	}
	for _, few := range r.Few {
		fmt.Fprintf(&b, "%s, too few to learn from; it takes %d\n", printable.Line(few), leastMarked)
	}
	switch {
	case len(r.Questions) == 0:
		b.WriteString("Nothing was learned.\n")
	case options.out == "":
		b.WriteString("Nothing was written; --out FILE writes the deck with what was learned.\n")
	case options.out != "-":
		fmt.Fprintf(&b, "%s is the deck with what was learned. Look at it, and compare: drill deck diff %s %s\n", options.out, quoteArg(options.deck), quoteArg(options.out))
	}
	out := p.env.Stdout
	if options.out == "-" {
		out = p.env.Stderr
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// say prints the figures of before and after beside each other.
func (q calibratedQuestion) say(b *strings.Builder, unit string) {
	was, is := q.Before.Figures, q.After.Figures
	if was == nil || is == nil {
		return
	}
	for _, line := range []struct{ name, before, after string }{
		{"exact agreement", fmt.Sprintf("%.3f", was.Exact), fmt.Sprintf("%.3f", is.Exact)},
		{"quadratic weighted kappa", figure(was.QuadraticKappa), figure(is.QuadraticKappa)},
		{"Pearson's r", figure(was.Pearson), figure(is.Pearson)},
		{"RMSE, " + unit, fmt.Sprintf("%.3f", was.RMSE), fmt.Sprintf("%.3f", is.RMSE)},
	} {
		fmt.Fprintf(b, "  %s%s before, %s after\n", printable.Pad(line.name, 26), line.before, line.after)
	}
}
