package exchange

import (
	"bufio"
	"cmp"
	"io"
	"math"
	"strconv"
	"strings"

	"drill/internal/deck"
)

// ExportGIFT writes the questions of a deck in GIFT, in a category that has the
// deck's title. Ids and tags stand in comments, as Moodle writes and reads them.
// The losses say what GIFT does not hold.
func ExportGIFT(w io.Writer, d *deck.Deck) ([]Loss, error) {
	out := giftWriter{w: bufio.NewWriter(w), deck: d}
	out.write("$CATEGORY: " + strings.ReplaceAll(oneLine(d.Title), "/", "//") + "\n")
	questions := flatten(d)
	for i := range questions {
		out.ids.Take(questions[i].ID, "question")
	}
	for i := range questions {
		out.question(&questions[i])
	}
	out.deckLost(d)
	return out.all(), out.w.Flush()
}

type giftWriter struct {
	w    *bufio.Writer
	deck *deck.Deck
	ids  deck.IDs // for the holes of a text, beside those of the questions
	shortfall
}

// write keeps the error for Flush.
func (o *giftWriter) write(text string) { o.w.WriteString(text) }

// notice remembers what of a question is not written.
func (o *giftWriter) notice(f *flat) {
	o.rubricLost(*f)
	o.general(f.MatchCase, "that capitals count is not written")
	o.general(len(f.Last) > 0, "that options stay last is not written")
	o.general(f.Hint != "", "hints are not written")
	o.general(f.Points != 1, "points are not written")
	o.general(f.Seconds != 0, "times to answer in are not written")
	o.general(f.Difficulty != "", "difficulties are not written")
	if f.Image != "" {
		o.lose(f.card, "its image is not written: %s", clip(f.Image))
	}
}

func (o *giftWriter) question(f *flat) {
	o.notice(f)
	if f.Type == deck.TypeCloze {
		o.cloze(f)
		return
	}
	o.block(f, f.ID, f.Prompt, o.answers(f), "")
}

// block writes a question: before and after are its text around the answers.
func (o *giftWriter) block(f *flat, id, before, answers, after string) {
	o.write("\n// [id:" + id + "]")
	for _, tag := range f.Tags {
		o.write(" [tag:" + inComment(tag) + "]")
	}
	if after == "" {
		before = strings.TrimSpace(before) + " "
	}
	o.write("\n::" + giftText(id) + "::[plain]" + giftEscapes.Replace(strings.TrimLeft(before, " \t\r\n")))
	o.write("{" + answers + "}" + giftEscapes.Replace(strings.TrimRight(after, " \t\r\n")) + "\n")
}

// inComment writes a tag where ] ends it unless it stands behind a backslash.
func inComment(tag string) string {
	tag = strings.ReplaceAll(oneLine(tag), "]", `\]`)
	if strings.HasSuffix(tag, `\`) {
		tag += " " // which is taken away again, and parts it from the ]
	}
	return tag
}

// answers are what stands between the braces.
func (o *giftWriter) answers(f *flat) string {
	switch f.Type {
	case deck.TypeText:
		return o.essay(f)
	case deck.TypeTrueFalse:
		return o.truth(f)
	case deck.TypeNumber:
		return o.number(f)
	case deck.TypeShort:
		return o.typed(f)
	case deck.TypeChoice:
		return o.choice(f)
	case deck.TypeMultiple:
		return o.multiple(f)
	case deck.TypeMatch:
		return o.pairs(f, f.Pairs)
	}
	o.lose(f.card, "is written as pairs of places and texts, and is no longer %s", f.Type)
	pairs := make([]deck.Pair, len(f.Items))
	for i, item := range f.Items {
		pairs[i] = deck.Pair{Left: strconv.Itoa(i + 1), Right: item}
	}
	return o.pairs(f, pairs)
}

// lines are answers on lines of their own, and below them what is shown after
// any response.
func (o *giftWriter) lines(f *flat, answers []string) string {
	if general := o.explanation(f); general != "" {
		answers = append(answers, "####"+giftAnswerText(general))
	}
	return "\n\t" + strings.Join(answers, "\n\t") + "\n"
}

// explanation is shown after any response; where a text comes from stands below
// it, unless that is so for the whole deck.
func (o *giftWriter) explanation(f *flat) string {
	if f.Citation == o.deck.Citation {
		return strings.TrimSpace(f.Explanation)
	}
	return strings.TrimSpace(f.Explanation + "\n" + f.Citation)
}

func (o *giftWriter) essay(f *flat) string {
	o.general(f.Answer != "", "model answers of free text are written as general feedback, which is shown after a response: GIFT has no other place for them")
	o.general(!f.ByHand, "free text is marked by a person in Moodle")
	general := strings.TrimSpace(f.Answer + "\n\n" + o.explanation(f))
	if general == "" {
		return ""
	}
	return "####" + giftAnswerText(general)
}

func (o *giftWriter) truth(f *flat) string {
	sign, toRight, toWrong := "TRUE", f.said("true"), f.said("false")
	if !f.True {
		sign, toRight, toWrong = "FALSE", toWrong, toRight
	}
	toWrong = cmp.Or(toWrong, f.Feedback["*"])
	if toWrong != "" || toRight != "" {
		sign += "#" + giftAnswerText(toWrong)
	}
	if toRight != "" {
		sign += "#" + giftAnswerText(toRight)
	}
	if general := o.explanation(f); general != "" {
		sign += "####" + giftAnswerText(general)
	}
	return sign
}

func (o *giftWriter) number(f *flat) string {
	n := f.Number
	if n.Unit != "" {
		o.lose(f.card, "its unit is not written: %s", clip(n.Unit))
	}
	var answers []string
	for _, value := range append([]float64{n.Value}, n.Also...) {
		tolerance := n.Tolerance.Amount
		if n.Tolerance.Relative {
			tolerance *= math.Abs(value)
		}
		answer := "=" + strconv.FormatFloat(value, 'g', -1, 64)
		if tolerance != 0 {
			const digits = 12 // a product may be wrong behind them
			answer += ":" + strconv.FormatFloat(tolerance, 'g', digits, 64)
		}
		answers = append(answers, answer)
	}
	return "#" + o.lines(f, answers)
}

// pairs writes what belongs together; what belongs to nothing has nothing on its
// left. A left that holds an arrow is written as HTML, where the arrow has
// another form.
func (o *giftWriter) pairs(f *flat, pairs []deck.Pair) string {
	var answers []string
	for _, pair := range pairs {
		answers = append(answers, "="+o.withoutArrow(f, pair.Left)+" -> "+giftText(pair.Right))
	}
	for _, text := range f.Wrong {
		answers = append(answers, "= -> "+giftText(text))
	}
	return o.lines(f, answers)
}

// withoutArrow writes a text in which -> would be read as that of a pair.
func (o *giftWriter) withoutArrow(f *flat, text string) string {
	if !strings.Contains(text, "->") {
		return giftAnswerText(text)
	}
	source := htmlSource(text)
	if back, _ := plainText(source); back != strings.TrimSpace(text) {
		o.lose(f.card, "spaces at the beginning of lines, or several in a row, are not kept")
	}
	return "[html]" + giftText(source)
}

// cloze writes a question for each hole of a text, with its answers in place of
// the word that is missing.
func (o *giftWriter) cloze(f *flat) {
	o.lose(f.card, "is written as %s for a missing word, and is no longer %s", counted(len(f.cards), "question"), f.Type)
	for _, card := range f.cards {
		hole := flat{DraftQuestion: f.DraftQuestion, card: card}
		hole.Answer, hole.Accept = card.Answer, others(card.Accepted())
		hole.Explanation, hole.Citation = card.Explanation, card.Citation
		before, after, found := strings.Cut(card.Prompt, "____")
		if !found || strings.Contains(after, "____") || strings.TrimSpace(after) == "" {
			before, after = card.Prompt, "" // nothing behind the answers: Moodle would draw no line there
		}
		o.block(&hole, o.ids.Take(f.ID+"-"+holeNumber(card), "hole"), before, o.typed(&hole), after)
	}
}
