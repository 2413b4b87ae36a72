package deck

import (
	"bufio"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"drill/internal/grading"
)

// WriteTOML writes the draft as the TOML of a deck. The error is that of w, or
// that of a number that is not finite, which a deck cannot hold. Whether the
// deck is sound is for Load and Check to say.
func (d *Draft) WriteTOML(w io.Writer) error {
	out := &tomlWriter{out: bufio.NewWriter(w)}
	out.head(d)
	for _, source := range d.Sources {
		switch {
		case source.Sheet != nil:
			out.sheet(source.Sheet)
		case source.Table != nil:
			out.table(source.Table)
		case source.Takeaway != nil:
			out.takeaway(source.Takeaway)
		case source.Question != nil:
			out.question(source.Question)
		}
	}
	if out.err != nil {
		return out.err
	}
	return out.out.Flush()
}

func (w *tomlWriter) head(d *Draft) {
	w.notes(d.Notes)
	w.line("format = %d", formatVersion)
	w.text("id", d.ID)
	w.text("title", d.Title)
	w.text("description", d.Description)
	w.text("language", d.Language)
	w.text("typos", d.Typos)
	w.text("citation", d.Citation)
	w.texts("tags", d.Tags)
	if len(d.Synonyms) > 0 {
		w.block("[synonyms]", nil)
		for _, word := range slices.Sorted(maps.Keys(d.Synonyms)) {
			w.texts(tomlKey(word), d.Synonyms[word])
		}
	}
}

func (w *tomlWriter) common(c DraftCommon) {
	w.number("points", c.Points)
	w.text("hint", c.Hint)
	w.text("explanation", c.Explanation)
	w.text("citation", c.Citation)
	w.texts("tags", c.Tags)
	w.text("difficulty", c.Difficulty)
	w.count("seconds", c.Seconds)
	w.text("image", c.Image)
}

func (w *tomlWriter) sheet(s *DraftSheet) {
	w.block("[[cheatsheet]]", s.Notes)
	w.text("id", s.ID)
	w.text("title", s.Title)
	w.text("citation", s.Citation)
	w.texts("tags", s.Tags)
	w.texts("parts", s.Parts)
	for i := range s.Entries {
		entry := &s.Entries[i]
		w.block("[[cheatsheet.entry]]", entry.Notes)
		w.text("id", entry.ID)
		w.text("term", entry.Term)
		w.texts("aka", entry.Aka)
		w.text("meaning", entry.Meaning)
		w.text("prompt", entry.Prompt)
		w.text("reverse", entry.Reverse)
		w.texts("parts", entry.Parts)
		w.common(entry.DraftCommon)
	}
}

func (w *tomlWriter) table(t *DraftTable) {
	w.block("[[table]]", t.Notes)
	w.text("id", t.ID)
	w.text("title", t.Title)
	w.text("citation", t.Citation)
	w.texts("tags", t.Tags)
	w.text("key", t.Key)
	w.texts("unknown", t.Unknown)
	w.line("columns = [")
	for _, column := range t.Columns {
		w.line("  %s,", inline([2]string{"id", inlineText(column.ID)}, [2]string{"title", inlineText(column.Title)},
			[2]string{"as", inlineText(column.As)}, [2]string{"unit", inlineText(column.Unit)},
			[2]string{"prompt", inlineText(column.Prompt)}, [2]string{"reverse", inlineText(column.Reverse)}, [2]string{"parts", askedParts[column.Ask]}))
	}
	w.line("]")
	w.line("rows = [")
	for _, row := range t.Rows {
		cells := [][2]string{{"id", inlineText(row.ID)}}
		for _, column := range t.Columns {
			cells = append(cells, [2]string{tomlKey(column.ID), w.cell(row.Cells[column.ID])})
		}
		w.line("  %s,", inline(cells...))
	}
	w.line("]")
}

// askedParts is what parts holds for each way to ask; nothing where all are asked.
var askedParts = map[Ask]string{AskCell: `["cell"]`, AskNone: "[]"}

// cell writes a cell, as a table where it says more than its text.
func (w *tomlWriter) cell(c DraftCell) string {
	if c.Value == nil && len(c.Accept) == 0 && c.Ask == AskAll {
		return inlineText(c.Text)
	}
	value, accept := "", ""
	if c.Value != nil {
		if value = w.float(*c.Value); c.Text == value && len(c.Accept) == 0 && c.Ask == AskAll {
			return value
		}
	}
	if len(c.Accept) > 0 {
		accept = tomlTexts(c.Accept)
	}
	return inline([2]string{"text", inlineText(c.Text)}, [2]string{"value", value}, [2]string{"accept", accept}, [2]string{"parts", askedParts[c.Ask]})
}

func (w *tomlWriter) takeaway(t *DraftTakeaway) {
	w.block("[[takeaway]]", t.Notes)
	w.text("id", t.ID)
	w.text("text", t.Text)
	w.common(t.DraftCommon)
	if t.Why != nil {
		w.line("why = %s", inline([2]string{"prompt", inlineText(t.Why.Prompt)}, [2]string{"answer", inlineText(t.Why.Answer)}))
	}
	if len(t.False) > 0 {
		w.line("false = [")
		for _, version := range t.False {
			w.line("  %s,", inline([2]string{"id", inlineText(version.ID)}, [2]string{"text", inlineText(version.Text)},
				[2]string{"explanation", inlineText(version.Explanation)}))
		}
		w.line("]")
	}
}

func (w *tomlWriter) question(q *DraftQuestion) {
	w.block("[[question]]", q.Notes)
	w.text("id", q.ID)
	w.text("type", string(q.Type))
	w.text("prompt", q.Prompt)
	switch q.Type {
	case TypeTrueFalse:
		w.line("answer = %t", q.True)
	case TypeNumber:
		w.text("answer", q.Answer)
		w.quantity(q.Number)
	case TypeCloze:
		w.text("text", q.Text)
		w.textsMap("accept", q.AcceptHole)
	default:
		w.text("answer", q.Answer)
	}
	w.flag("by_hand", q.ByHand)
	w.texts("answers", q.Answers)
	w.texts("items", q.Items)
	w.pairs(q.Pairs)
	w.texts("wrong", q.Wrong)
	w.texts("last", q.Last)
	w.texts("accept", q.Accept)
	w.texts("pattern", q.Pattern)
	w.flag("match_case", q.MatchCase)
	w.credit(q.Credit)
	w.textMap("feedback", q.Feedback)
	w.text("typos", string(q.Typos))
	w.texts("not_typo", q.NotTypo)
	w.bands(q.Bands)
	w.flag("loose", q.Loose)
	w.scale(q.Curve, q.Scale)
	if q.ListWanted {
		w.line("stuffing = false")
	}
	w.common(q.DraftCommon)
	w.rubric(grading.Spec{Criteria: q.Criteria, Rejects: q.Rejects, Signals: q.Signals, Learned: q.Learned})
	for _, example := range q.Examples {
		w.block("[[question.example]]", nil)
		w.line("response = %s", tomlText(example.Response))
		w.line("score = %s", w.float(example.Score))
	}
}

// quantity writes the number that a number question wants.
func (w *tomlWriter) quantity(n *grading.Number) {
	if n == nil {
		return
	}
	for _, key := range w.numberKeys(n) {
		if key[1] != "" {
			w.line("%s = %s", key[0], key[1])
		}
	}
}

func (w *tomlWriter) tolerance(t grading.Tolerance) string {
	switch {
	case t.Amount == 0:
		return ""
	case t.Relative:
		return `"` + strconv.FormatFloat(t.Amount*100, 'g', 12, 64) + `%"`
	}
	return w.float(t.Amount)
}

func (w *tomlWriter) floats(values []float64) string {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = w.float(value)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func (w *tomlWriter) pairs(pairs []Pair) {
	if len(pairs) == 0 {
		return
	}
	w.line("pairs = [")
	for _, pair := range pairs {
		w.line("  %s,", inline([2]string{"left", inlineText(pair.Left)}, [2]string{"right", inlineText(pair.Right)}))
	}
	w.line("]")
}
