package exchange

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"drill/internal/deck"
)

// ExportMoodleXML writes the questions of a deck in Moodle XML, in a category
// with the title of the deck. A question keeps its id as Moodle's ID number, and
// comes back as it was where Moodle holds all of it; the losses say where it does
// not.
func ExportMoodleXML(w io.Writer, d *deck.Deck) ([]Loss, error) {
	out := &moodleWriter{w: bufio.NewWriter(w), deck: d}
	out.raw(xml.Header + "<quiz>\n")
	out.category(d.Title)
	questions := flatten(d)
	ids := make(map[string]bool)
	for i := range questions {
		ids[questions[i].ID] = true
	}
	for i := range questions {
		if questions[i].Type == deck.TypeCloze {
			out.holes(&questions[i], ids)
		} else {
			out.question(&questions[i])
		}
	}
	out.raw("</quiz>\n")
	out.deckLost(d)
	return out.all(), out.w.Flush()
}

type moodleWriter struct {
	w    *bufio.Writer
	deck *deck.Deck
	shortfall
}

// raw writes what is XML already. The error is kept for Flush.
func (o *moodleWriter) raw(text string) { o.w.WriteString(text) }

// category writes where Moodle is to put the questions. A / in the title is
// doubled, since one divides the parts of a path.
func (o *moodleWriter) category(title string) {
	o.raw("  <question type=\"category\">\n    <category>\n")
	o.plain(6, "$course$/top/"+strings.ReplaceAll(cmp.Or(title, "drill"), "/", "//"))
	o.raw("    </category>\n  </question>\n")
}

// moodleKinds are Moodle's names of the types of questions.
var moodleKinds = map[deck.Type]string{
	deck.TypeChoice: "multichoice", deck.TypeMultiple: "multichoice", deck.TypeTrueFalse: "truefalse",
	deck.TypeShort: "shortanswer", deck.TypeNumber: "numerical", deck.TypeMatch: "matching",
	deck.TypeOrder: "ordering", deck.TypeText: "essay",
}

func (o *moodleWriter) question(f *flat) {
	kind := moodleKinds[f.Type]
	if f.Type == deck.TypeText && byPMatch(f) {
		kind = "pmatch"
	}
	o.common(f, kind)
	switch kind {
	case "multichoice":
		o.options(f)
	case "truefalse":
		o.truth(f)
	case "shortanswer":
		o.typed(f)
	case "numerical":
		o.number(f)
	case "matching":
		o.pairs(f)
	case "ordering":
		o.order(f)
	case "pmatch":
		o.pmatch(f)
	default:
		o.essay(f)
	}
	o.closing(f)
}

// common writes what a question of any type has before its answers.
func (o *moodleWriter) common(f *flat, kind string) {
	o.raw(fmt.Sprintf("  <question type=%q>\n    <name>\n", kind))
	o.plain(6, cmp.Or(clip(oneLine(xmlText(f.Prompt))), f.ID))
	o.raw("    </name>\n")
	o.text("questiontext", f.Prompt)
	o.text("generalfeedback", f.Explanation)
	o.element("defaultgrade", moodleDecimal(cmp.Or(f.Points, 1)))
	o.element("penalty", "0.3333333")
	o.element("hidden", "0")
	o.element("idnumber", f.ID)
	if f.Image != "" {
		o.lose(f.card, "its image is not written: %s", clip(f.Image))
	}
	o.general(f.Difficulty != "", "difficulties are not written")
	o.general(f.Seconds != 0, "the seconds that a question should take are not written")
	o.general(f.Citation != "", "citations are not written")
	o.general(len(f.Examples) > 0, "example responses are not written")
}

// closing writes what stands behind the answers.
func (o *moodleWriter) closing(f *flat) {
	if f.Hint != "" {
		o.text("hint", f.Hint)
	}
	if len(f.Tags) > 0 {
		o.raw("    <tags>\n")
		for _, tag := range f.Tags {
			o.raw("      <tag>\n")
			o.plain(8, tag)
			o.raw("      </tag>\n")
		}
		o.raw("    </tags>\n")
	}
	o.raw("  </question>\n")
}

// element writes an element with a value of our own, or a text that is no
// <text>.
func (o *moodleWriter) element(name, value string) {
	o.raw("    <" + name + ">")
	o.escaped(value)
	o.raw("</" + name + ">\n")
}

// text writes an element with a text in the format that gives it back as it is.
func (o *moodleWriter) text(name, text string) {
	o.formatted(4, "<"+name, text)
	o.raw("    </" + name + ">\n")
}

// formatted opens an element, with the format, and writes its text. HTML runs
// spaces together; where that would change a text, it is written as plain text.
func (o *moodleWriter) formatted(indent int, opening, text string) {
	text = o.allowed(text)
	source, format := moodleSource(text)
	margin := strings.Repeat(" ", indent)
	o.raw(margin + opening + ` format="` + format + "\">\n")
	if format == moodlePlain {
		o.plain(indent+2, text)
		return
	}
	// Escaped HTML holds no ]]>, which would end the section.
	if strings.ContainsAny(source, "<&") {
		source = "<![CDATA[" + source + "]]>"
	}
	o.raw(margin + "  <text>" + source + "</text>\n")
}

func moodleSource(text string) (source, format string) {
	source = strings.ReplaceAll(html.EscapeString(text), "\n", "<br>\n")
	if back, _ := moodleShown(source, moodleHTML); back != text {
		return text, moodlePlain
	}
	return source, moodleHTML
}

// plain writes a <text> that holds no markup.
func (o *moodleWriter) plain(indent int, text string) {
	o.raw(strings.Repeat(" ", indent) + "<text>")
	o.escaped(text)
	o.raw("</text>\n")
}

func (o *moodleWriter) escaped(text string) { o.raw(moodleEscapes.Replace(o.allowed(text))) }

var moodleEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// allowed is a text without the spaces at its ends and the characters that XML,
// or a reader, is not to see.
func (o *moodleWriter) allowed(text string) string {
	kept := cleanText(xmlText(text))
	o.general(kept != strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "characters that cannot be shown are left out")
	return kept
}

// xmlText drops the characters that XML 1.0 does not allow.
func xmlText(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n', r >= 0x20 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000:
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, "\ufffd"))
}

// moodleDecimal writes a number as Moodle does.
func moodleDecimal(value float64) string {
	if value != 0 && (value < 1e-6 && value > -1e-6 || value > 1e15 || value < -1e15) {
		return strconv.FormatFloat(value, 'g', -1, 64)
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}
