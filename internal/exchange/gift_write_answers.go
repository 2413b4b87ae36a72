package exchange

import (
	"cmp"
	"html"
	"maps"
	"slices"
	"strings"
)

// giftText writes a text so that nothing in it is read as a sign of the format.
func giftText(text string) string {
	return giftEscapes.Replace(strings.TrimSpace(text))
}

var giftEscapes = strings.NewReplacer(`\`, `\\`, "~", `\~`, "=", `\=`, "#", `\#`, "{", `\{`, "}", `\}`, ":", `\:`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// giftAnswerText is giftText for a text that may begin as a weight or a format
// does; the format that it has anyway keeps it from being read as one.
func giftAnswerText(text string) string {
	text = giftText(text)
	if giftFormat().MatchString(text) || giftWeight().MatchString(text) {
		return "[plain]" + text
	}
	return text
}

// htmlSource is a text as HTML.
func htmlSource(text string) string {
	return strings.NewReplacer("\r\n", "<br>", "\n", "<br>").Replace(html.EscapeString(strings.TrimSpace(text)))
}

// typed writes answers that are typed: those that are right, those that are
// partly right, and those that something is said to.
func (o *giftWriter) typed(f *flat) string {
	var answers []string
	done := make(map[string]bool)
	add := func(share float64, text, said string) {
		if done[sameText(text)] {
			return
		}
		done[sameText(text)] = true
		sign := "="
		if share < 1 {
			sign += "%" + o.fraction(f, share, text) + "%"
		}
		if said != "" {
			said = "#" + o.withoutArrow(f, said)
		}
		answers = append(answers, sign+giftAnswerText(o.bent(f, text))+said)
	}
	for _, text := range append([]string{f.Answer}, f.Accept...) {
		add(1, literalStars(text), f.said(text))
	}
	for _, pattern := range f.Pattern {
		add(1, pattern, "")
	}
	for _, text := range slices.SortedFunc(maps.Keys(f.Credit), func(a, b string) int {
		return cmp.Or(cmp.Compare(f.Credit[b], f.Credit[a]), cmp.Compare(a, b))
	}) {
		add(f.Credit[text], literalStars(text), f.said(text))
	}
	for _, text := range slices.Sorted(maps.Keys(f.Feedback)) {
		if text != "*" {
			add(0, literalStars(text), f.Feedback[text])
		}
	}
	if said := f.Feedback["*"]; said != "" {
		add(0, "*", said)
	}
	return o.lines(f, answers)
}

// literalStars writes a text in which a star is a star.
func literalStars(text string) string { return strings.ReplaceAll(text, "*", `\*`) }

// bent writes an arrow in an answer, which would be read as that of a pair, with
// a * in it: that is met by the arrow, and by little else.
func (o *giftWriter) bent(f *flat, text string) string {
	if !strings.Contains(text, "->") {
		return text
	}
	o.lose(f.card, "an arrow in an answer is written -*>, since GIFT takes -> for that of a pair: %s", clip(text))
	return strings.ReplaceAll(text, "->", "-*>")
}

// offered are the wrong options that are written beside the right ones: as many
// as an import takes. Those that stay last are among them.
func (o *giftWriter) offered(f *flat, rights int) []string {
	room := max(maxChoices-rights, 1)
	if len(f.Wrong) <= room {
		return f.Wrong
	}
	o.lose(f.card, "only %d of its %d wrong options are written", room, len(f.Wrong))
	others := slices.DeleteFunc(slices.Clone(f.Wrong), func(text string) bool { return slices.Contains(f.Last, text) })
	last := slices.DeleteFunc(slices.Clone(f.Wrong), func(text string) bool { return !slices.Contains(f.Last, text) })
	last = last[:min(len(last), room)]
	return append(others[:min(len(others), room-len(last))], last...)
}

// option is an option behind its sign, with its feedback.
func giftOption(sign, text, said string) string {
	if said != "" {
		said = "#" + giftAnswerText(said)
	}
	return sign + giftAnswerText(text) + said
}

// choice writes one right option and wrong ones. What is said to any other is
// said to each that has nothing of its own.
func (o *giftWriter) choice(f *flat) string {
	answers := []string{giftOption("=", f.Answer, f.said(f.Answer))}
	for _, text := range o.offered(f, 1) {
		sign := "~"
		if share := f.Credit[text]; share != 0 {
			sign += "%" + o.fraction(f, share, text) + "%"
		}
		answers = append(answers, giftOption(sign, text, cmp.Or(f.said(text), f.Feedback["*"])))
	}
	return o.lines(f, answers)
}

// multiple writes options with what each earns, right ones and wrong ones.
func (o *giftWriter) multiple(f *flat) string {
	if f.Feedback["*"] != "" {
		o.lose(f.card, "what it says to any other picks is not written: %s", clip(f.Feedback["*"]))
	}
	part, same := 1/float64(len(f.Answers)), o.sameShares(f, f.Answers)
	var answers []string
	add := func(text string, share float64, own bool) {
		if credit, has := f.Credit[text]; has && own {
			share = credit
		}
		answers = append(answers, giftOption("~%"+o.fraction(f, share, text)+"%", text, f.said(text)))
	}
	for _, text := range f.Answers {
		add(text, part, !same)
	}
	for _, text := range o.offered(f, len(f.Answers)) {
		add(text, -part, true)
	}
	return o.lines(f, answers)
}
