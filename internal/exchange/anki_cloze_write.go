package exchange

import (
	"strings"

	"drill/internal/deck"
)

// holed writes a text with holes, and what stands above it, with clozes.
func (o *ankiWriter) holed(card *deck.Card, text string) string {
	var field strings.Builder
	for _, part := range holesOf(strings.TrimSpace(text)) {
		field.WriteString(part.cloze())
	}
	above := aboveHoles(card, text)
	if above == "" {
		return field.String()
	}
	return o.field(card, above) + "<br>" + field.String()
}

// holePart is a piece of a text with holes: a hole, or what is between.
type holePart struct{ number, text, hint string }

var deckHole = pattern(`\{\{\s*(\d+)\s*:(.*?)\}\}`)

func holesOf(text string) []holePart {
	var parts []holePart
	done := 0
	for _, at := range deckHole().FindAllStringSubmatchIndex(text, -1) {
		answer, hint, _ := strings.Cut(text[at[4]:at[5]], "|")
		parts = append(parts, holePart{text: text[done:at[0]]},
			holePart{number: text[at[2]:at[3]], text: strings.TrimSpace(answer), hint: strings.TrimSpace(hint)})
		done = at[1]
	}
	return append(parts, holePart{text: text[done:]})
}

// filled is a text with its holes filled in.
func filled(text string) string {
	var shown strings.Builder
	for _, part := range holesOf(text) {
		shown.WriteString(part.text)
	}
	return shown.String()
}

// open shows the part where the holes of a number are open, as a card does.
func (p holePart) open(number string) string {
	switch {
	case p.number == "" || p.number != number:
		return p.text
	case p.hint != "":
		return "[" + p.hint + "]"
	}
	return "____"
}

func (p holePart) cloze() string {
	switch {
	case p.number == "":
		return ankiHTML(p.text)
	case p.hint == "":
		return "{{c" + p.number + "::" + insideCloze(p.text) + "}}"
	}
	return "{{c" + p.number + "::" + insideCloze(p.text) + "::" + insideCloze(p.hint) + "}}"
}

// insideCloze writes text where :: and }} have a meaning.
func insideCloze(text string) string {
	source := strings.ReplaceAll(ankiHTML(text), "}", "&#125;")
	if strings.Contains(source+":", "::") {
		source = strings.ReplaceAll(source, ":", "&#58;")
	}
	return source
}
