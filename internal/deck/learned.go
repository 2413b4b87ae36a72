package deck

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"drill/internal/grading"
)

// What marked responses teach, written into a deck.

// Marked is a free-text card with responses that people marked.
type Marked struct {
	Card      *Card
	Responses []grading.Response
}

// Learned is what came of it.
type Learned struct {
	Card *Card
	Spec grading.Spec // the rubric in force, with what was learned
	// Before and Validated are the scores of the responses by the rubric as it was,
	// and by rubrics that the other responses taught (grading.Validate).
	Before, Validated []float64
}

// ErrHasLearned is returned for a card to which an author wrote what calibration writes.
var ErrHasLearned = errors.New("has a scale, signals or learned keywords that its author wrote")

// ErrOneLine is returned for a card that is not written as a table of its own, under
// which something could stand.
var ErrOneLine = errors.New("is not written as a table of its own, such as [[question]]")

// Texts are the files of a deck by name, as in Origin.
type Texts map[string]string

// ReadTexts reads the files of the deck at a path. The error is that of Files or of the
// file system.
func ReadTexts(fsys fs.FS, name string) (Texts, error) {
	files, err := Files(fsys, name)
	if err != nil {
		return nil, err
	}
	texts := make(Texts)
	for _, file := range files {
		data, err := readFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read deck: %w", err)
		}
		texts[file] = string(data)
	}
	return texts, nil
}

// Over is a file system in which these texts stand in place of those of fsys.
func (t Texts) Over(fsys fs.FS) fs.FS {
	for name, text := range t {
		fsys = Replaced(fsys, name, []byte(text))
	}
	return fsys
}

// Learn calibrates the rubrics of cards of a deck together. The error is that of
// grading.Compile.
func Learn(d *Deck, marked []Marked) ([]Learned, error) {
	graded := make([]grading.Graded, len(marked))
	learned := make([]Learned, len(marked))
	for i, m := range marked {
		spec := m.Card.Rubric()
		graded[i] = grading.Graded{Spec: spec, Answers: m.Card.modelAnswers(), Responses: m.Responses}
		scheme, err := grading.Compile(spec, d.lexiconOf())
		if err != nil {
			return nil, err
		}
		learned[i] = Learned{Card: m.Card, Before: make([]float64, len(m.Responses))}
		for n, response := range m.Responses {
			learned[i].Before[n] = scheme.Mark(response.Text).Score
		}
	}
	specs, err := grading.Calibrate(graded, d.lexiconOf())
	if err != nil {
		return nil, err
	}
	validated, err := grading.Validate(graded, d.lexiconOf())
	if err != nil {
		return nil, err
	}
	for i := range learned {
		learned[i].Spec, learned[i].Validated = specs[i], validated[i]
	}
	return learned, nil
}

// learnedBegin and learnedEnd stand around what calibration wrote, which a later
// calibration replaces.
const (
	learnedBegin = "# Learned from "
	learnedEnd   = "# End of what was learned."
)

// CanLearn says why nothing that is learned could be written for a card of a deck with
// these texts: ErrNoRubric, ErrOneLine, ErrHasLearned, or nil.
func (c *Card) CanLearn(texts Texts) error {
	holder := c.rubricHolder()
	if holder == "" {
		return ErrNoRubric
	}
	lines := strings.SplitAfter(texts[c.Origin.File], "\n")
	from, to, ok := extent(lines, c.Origin.Line, holder)
	if !ok {
		return ErrOneLine
	}
	kept := withoutLearned(lines[from:to])
	if len(kept) == to-from && (c.Spec.Scale != nil || len(c.Spec.Signals)+len(c.Spec.Learned) > 0) {
		return ErrHasLearned
	}
	return nil
}

// WithoutLearned gives the texts without what an earlier calibration wrote for the
// cards. They must be those of the texts, and CanLearn.
func WithoutLearned(texts Texts, cards []*Card) (Texts, error) {
	return texts.rewritten(cards, func(_ *Card, table []string, _ string) []string { return withoutLearned(table) })
}

// WithLearned gives the texts with what was learned written under the questions.
// Nothing else is changed. The cards must be those of the texts, and CanLearn.
func WithLearned(texts Texts, learned []Learned) (Texts, error) {
	blocks := make(map[*Card]string, len(learned))
	cards := make([]*Card, len(learned))
	for i, l := range learned {
		cards[i], blocks[l.Card] = l.Card, l.text()
	}
	return texts.rewritten(cards, func(card *Card, table []string, newline string) []string {
		return append(slices.Clone(table), strings.ReplaceAll(blocks[card], "\n", newline))
	})
}

// rewritten gives the texts with the tables of the cards as rewrite gives them.
func (t Texts) rewritten(cards []*Card, rewrite func(card *Card, table []string, newline string) []string) (Texts, error) {
	cards = slices.Clone(cards)
	// From the last line up, so that the lines above stay where they are.
	slices.SortFunc(cards, func(a, b *Card) int { return b.Origin.Line - a.Origin.Line })
	changed := maps.Clone(t)
	for _, card := range cards {
		text := changed[card.Origin.File]
		newline := "\n"
		if strings.Contains(text, "\r\n") {
			newline = "\r\n"
		}
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += newline
		}
		lines := strings.SplitAfter(text, "\n")
		from, to, ok := extent(lines, card.Origin.Line, card.rubricHolder())
		if !ok {
			return nil, fmt.Errorf("%s %w", card.Key(), ErrOneLine)
		}
		lines = slices.Concat(lines[:from], rewrite(card, lines[from:to], newline), lines[to:])
		changed[card.Origin.File] = strings.Join(lines, "")
	}
	return changed, nil
}

// text is what was learned as TOML: what is no part of the rubric that the deck has.
func (l Learned) text() string {
	var b strings.Builder
	w := &tomlWriter{out: bufio.NewWriter(&b), holder: l.Card.rubricHolder()}
	had := l.Card.Rubric()
	fmt.Fprintf(w.out, "\n%s%d responses that people marked. Made by drill rubric calibrate.\n", learnedBegin, len(l.Before))
	w.line("[%s.scale]", w.holder)
	w.line("none = %s", w.float(l.Spec.Scale.None))
	w.line("all = %s", w.float(l.Spec.Scale.All))
	if had.Bands == nil {
		w.bandTables(l.Spec.Bands)
	}
	for _, learned := range l.Spec.Learned {
		w.learned(learned)
	}
	for _, reject := range l.Spec.Rejects[len(had.Rejects):] {
		w.reject(reject)
	}
	for _, signal := range l.Spec.Signals {
		w.signal(signal)
	}
	w.line(learnedEnd)
	w.out.Flush()
	return b.String()
}

// tableHeader is a line such as [[question.criterion]].
var tableHeader = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?\r?\n?$`) })

// extent is where the table that begins on a line (counted from 1) stands, with all
// that is under it and without the blank lines and comments before the next one.
func extent(lines []string, line int, holder string) (from, to int, ok bool) {
	from = line - 1
	if from < 0 || from >= len(lines) {
		return 0, 0, false
	}
	if name := tableHeader().FindStringSubmatch(lines[from]); name == nil || name[1] != holder {
		return 0, 0, false
	}
	to = from + 1
	for to < len(lines) {
		if name := tableHeader().FindStringSubmatch(lines[to]); name != nil && !strings.HasPrefix(name[1], holder+".") {
			break
		}
		to++
	}
	for to > from+1 {
		last := strings.TrimSpace(lines[to-1])
		if last != "" && !strings.HasPrefix(last, "#") || last == learnedEnd {
			break
		}
		to--
	}
	return from, to, true
}

// withoutLearned leaves out what an earlier calibration wrote.
func withoutLearned(lines []string) []string {
	var kept []string
	inside := false
	for _, line := range lines {
		trimmed := strings.TrimSpace(line)
		switch {
		case !inside && strings.HasPrefix(trimmed, learnedBegin):
			inside = true
		case inside && trimmed == learnedEnd:
			inside = false
		case !inside:
			kept = append(kept, line)
		}
	}
	if inside {
		return slices.Clone(lines) // somebody took the end away
	}
	for n := len(kept); n > 0 && len(kept) < len(lines) && strings.TrimSpace(kept[n-1]) == ""; n-- {
		kept = kept[:n-1]
	}
	return kept
}
