package deck

import (
	"cmp"
	"strconv"
	"strings"

	"drill/internal/grading"
)

// Rubrics as TOML, in the order in which an author would write their keys.

func (w *tomlWriter) criterion(c grading.Criterion) {
	w.block("[["+cmp.Or(w.holder, "question")+".criterion]]", nil)
	w.text("id", c.ID)
	w.number("points", c.Points)
	w.texts("any", c.Any)
	w.count("at_least", c.AtLeast)
	w.texts("of", c.Of)
	w.groups(c.All)
	w.numberTable(c.Number)
	w.text("pmatch", c.PMatch)
	w.count("near", c.Near)
	w.flag("order", c.Order)
	w.flag("required", c.Required)
	if c.CapWithout != nil {
		w.line("cap_without = %s", w.float(*c.CapWithout))
	}
	w.texts("excludes", c.Excludes)
	w.count("answer", c.Answer)
	w.text("if_negated", string(c.IfNegated))
	w.text("feedback", c.Feedback)
	w.text("feedback_hit", c.FeedbackHit)
	w.text("feedback_negated", c.FeedbackNegated)
}

func (w *tomlWriter) bands(bands []grading.Band) {
	if len(bands) == 0 {
		return
	}
	texts := make([]string, len(bands))
	for i, b := range bands {
		texts[i] = inline([2]string{"from", w.float(b.From)}, [2]string{"score", w.float(b.Score)}, [2]string{"name", inlineText(b.Name)})
	}
	w.line("bands = [%s]", strings.Join(texts, ", "))
}

// bandTables writes bands behind other tables of a question.
func (w *tomlWriter) bandTables(bands []grading.Band) {
	for _, b := range bands {
		w.block("[["+w.holder+".bands]]", nil)
		w.line("from = %s", w.float(b.From))
		w.line("score = %s", w.float(b.Score))
		w.text("name", b.Name)
	}
}

func (w *tomlWriter) scale(curve float64, scale *grading.Scale) {
	if curve != 0 {
		w.line("curve = %s", w.float(curve))
	}
	if scale != nil {
		w.line("scale = %s", inline([2]string{"none", w.float(scale.None)}, [2]string{"all", w.float(scale.All)}))
	}
}

func (w *tomlWriter) signal(s grading.Signal) {
	w.block("[["+cmp.Or(w.holder, "question")+".signal]]", nil)
	w.line("each = %s", w.float(s.Each))
	w.texts("words", s.Words)
}

func (w *tomlWriter) learned(l grading.Learned) {
	w.block("[["+cmp.Or(w.holder, "question")+".learned]]", nil)
	w.text("criterion", l.Criterion)
	w.texts("any", l.Any)
	w.number("points", l.Points)
}

func (w *tomlWriter) reject(r grading.Reject) {
	w.block("[["+cmp.Or(w.holder, "question")+".reject]]", nil)
	w.text("id", r.ID)
	w.texts("any", r.Any)
	w.groups(r.All)
	w.count("near", r.Near)
	w.text("effect", string(r.Effect))
	w.number("points", r.Points)
	w.text("feedback", r.Feedback)
}

func (w *tomlWriter) groups(groups [][]string) {
	if len(groups) == 0 {
		return
	}
	texts := make([]string, len(groups))
	for i, group := range groups {
		texts[i] = tomlTexts(group)
	}
	w.line("all = [%s]", strings.Join(texts, ", "))
}

func (w *tomlWriter) numberTable(n *grading.Number) {
	if n != nil {
		w.line("number = %s", inline(w.numberKeys(n)...))
	}
}

// numberKeys are the keys that say which numbers are right.
func (w *tomlWriter) numberKeys(n *grading.Number) [][2]string {
	var keys [][2]string
	if n.From != nil && n.To != nil {
		keys = append(keys, [2]string{"from", w.float(*n.From)}, [2]string{"to", w.float(*n.To)})
	} else {
		keys = append(keys, [2]string{"value", w.float(n.Value)}, [2]string{"tolerance", w.tolerance(n.Tolerance)})
	}
	keys = append(keys, [2]string{"unit", inlineText(n.Unit)})
	if len(n.Also) > 0 {
		keys = append(keys, [2]string{"also", w.floats(n.Also)})
	}
	if n.UnitRequired {
		keys = append(keys, [2]string{"unit_required", "true"})
	}
	for key, count := range map[string]int{"figures": n.Figures, "least_figures": n.LeastFigures} {
		if count > 0 { // at most one is
			keys = append(keys, [2]string{key, strconv.Itoa(count)})
		}
	}
	return keys
}
