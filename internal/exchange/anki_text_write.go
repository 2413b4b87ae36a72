package exchange

import (
	"bufio"
	"cmp"
	"html"
	"io"
	"slices"
	"strings"

	"drill/internal/deck"
)

// ExportAnkiText writes the cards of a deck as notes that Anki imports from a
// text file: a Basic note with the prompt and the answer of each, and a Cloze
// note of each text with holes. A note is known by the key of its card, or by
// that of its question, so that the file can be imported over and over. The
// losses say what Anki does not hold.
func ExportAnkiText(w io.Writer, d *deck.Deck) ([]Loss, error) {
	out := ankiWriter{w: bufio.NewWriter(w), deck: d}
	out.write(ankiTextHeader)
	for _, source := range d.Sources {
		for _, item := range source.Items {
			out.item(item)
		}
	}
	out.deckLost(d)
	return out.all(), out.w.Flush()
}

// ankiTextHeader names the columns: guid, note type, deck, front, back, tags.
const ankiTextHeader = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"

type ankiWriter struct {
	w    *bufio.Writer
	deck *deck.Deck
	shortfall
}

// write keeps the error for Flush.
func (o *ankiWriter) write(text string) { o.w.WriteString(text) }

// item writes the cards of an item. All holes of a text are one note.
func (o *ankiWriter) item(item deck.Item) {
	wrote := false
	for _, card := range item.Cards {
		o.general(len(card.Spec.Criteria) > 0 || len(card.Accepted()) > 1 || len(card.Pattern) > 0 || len(card.Credit) > 0,
			"rubrics and other accepted forms are not written: in Anki the learner judges")
		o.general(card.Points != 1, "points are not written")
		o.general(card.Hint != "", "hints are not written")
		if card.Image != "" {
			o.lose(card, "its image is not written: %s", clip(card.Image))
		}
		switch {
		case card.Type != deck.TypeCloze:
			o.basic(card)
		case !wrote:
			o.row(card, o.deck.ID+"/"+item.ID, "Cloze", o.holed(card, item.Holed), o.field(card, o.extra(card)))
			wrote = true
		}
	}
}

// extra is what is shown below the answer.
func (o *ankiWriter) extra(card *deck.Card) string {
	if card.Citation == o.deck.Citation {
		return card.Explanation
	}
	return strings.TrimSpace(card.Explanation + "\n" + card.Citation)
}

func (o *ankiWriter) basic(card *deck.Card) {
	front := o.field(card, card.Prompt) + optionList(card)
	back := o.field(card, card.Answer)
	if extra := o.extra(card); extra != "" {
		back += "<hr>" + o.field(card, extra)
	}
	switch {
	case card.Type == deck.TypeNumber:
		o.lose(card, "is written as text, without its tolerance")
	case card.Type != deck.TypeText && card.Type != deck.TypeShort:
		o.lose(card, "is written as a front and a back, and is no longer %s", card.Type)
	}
	o.row(card, card.Key(), "Basic", front, back)
}

func (o *ankiWriter) row(card *deck.Card, guid, notetype, front, back string) {
	name := oneLine(strings.ReplaceAll(o.deck.Title, "::", ":")) // plain text, also where fields are HTML
	fields := []string{guid, notetype, name, front, back, o.tags(card)}
	for i, field := range fields {
		if strings.ContainsAny(field, "\"\t\n\r#") {
			field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
		}
		fields[i] = field
	}
	o.write(strings.Join(fields, "\t") + "\n")
}

// tags are separated by spaces in Anki, and so cannot hold any.
func (o *ankiWriter) tags(card *deck.Card) string {
	tags := slices.Clone(card.Tags)
	for i, tag := range tags {
		tags[i] = strings.Join(strings.Fields(tag), "_")
		if tags[i] != tag {
			o.lose(card, "the tag %q is written %q", tag, tags[i])
		}
	}
	return strings.Join(tags, " ")
}

// field writes text as HTML. Where it would not be read as it was, since HTML
// runs spaces together, that is told.
func (o *ankiWriter) field(card *deck.Card, text string) string {
	source := ankiHTML(strings.TrimSpace(text))
	if back, _ := plainText(source); back != strings.TrimSpace(text) {
		o.lose(card, "spaces at the beginning of lines, or several in a row, are not kept")
	}
	return source
}

// ankiHTML is text as a field holds it. What Anki would take for a cloze, a
// template or a sound is written so that it is none.
func ankiHTML(text string) string {
	return ankiEscapes.Replace(html.EscapeString(strings.ReplaceAll(text, "\r\n", "\n")))
}

var ankiEscapes = strings.NewReplacer("\n", "<br>", "\t", " ", "{{", "&#123;&#123;", "[sound:", "&#91;sound:", "[latex]", "&#91;latex]", "[/latex]", "&#91;/latex]", "[$", "&#91;$", "[/$", "&#91;/$", "[anki:", "&#91;anki:", "[/anki:", "&#91;/anki:")

// optionList is what a learner picks from or puts in order, in an order that
// does not tell the answer.
func optionList(card *deck.Card) string {
	switch card.Type {
	case deck.TypeChoice, deck.TypeMultiple:
		const most = 26
		options := slices.Concat(card.Right, card.Wrong[:min(len(card.Wrong), max(most-len(card.Right), 1))])
		options = slices.DeleteFunc(options, func(option string) bool { return slices.Contains(card.Last, option) })
		return htmlList(append(byName(options), card.Last...))
	case deck.TypeOrder:
		return htmlList(byName(card.Items))
	case deck.TypeMatch:
		var lefts, rights []string
		for _, pair := range card.Pairs {
			lefts, rights = append(lefts, pair.Left), append(rights, pair.Right)
		}
		return htmlList(lefts) + htmlList(slices.Compact(byName(append(rights, card.Wrong...))))
	}
	return ""
}

func byName(texts []string) []string {
	return slices.SortedFunc(slices.Values(texts), func(a, b string) int {
		return cmp.Or(strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
	})
}

func htmlList(texts []string) string {
	var b strings.Builder
	b.WriteString("<ul>")
	for _, text := range texts {
		b.WriteString("<li>" + ankiHTML(text) + "</li>")
	}
	b.WriteString("</ul>")
	return b.String()
}
