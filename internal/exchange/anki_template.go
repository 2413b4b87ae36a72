package exchange

import (
	"fmt"
	"html"
	"strings"
)

// A template makes a side of a card from the fields of a note:
//
//	{{Field}}                what the field holds
//	{{filter:Field}}         the same, changed; filters work from the right
//	{{#Field}} … {{/Field}}  shown where the field holds something
//	{{^Field}} … {{/Field}}  shown where it is empty
//
// Some names are no fields: FrontSide is the front of the same card, and Tags,
// Deck and a few others tell of the note.

// template is a template taken apart.
type template []templatePart

type templatePart struct {
	kind    partKind
	text    string   // the text, or the name of a field
	filters []string // the first to work first
}

type partKind int

const (
	partText partKind = iota
	partField
	partFilled // to the end, only where the field holds something
	partEmpty  // to the end, only where it does not
	partEnd
)

func parseTemplate(source string) template {
	var parts template
	for source != "" {
		before, rest, found := strings.Cut(source, "{{")
		inside, after, closed := strings.Cut(rest, "}}")
		if !found || !closed {
			return append(parts, templatePart{text: source})
		}
		if before != "" {
			parts = append(parts, templatePart{text: before})
		}
		parts = append(parts, parseTag(strings.TrimSpace(inside)))
		source = after
	}
	return parts
}

func parseTag(tag string) templatePart {
	for sign, kind := range map[string]partKind{"#": partFilled, "^": partEmpty, "/": partEnd} {
		if name, ok := strings.CutPrefix(tag, sign); ok {
			return templatePart{kind: kind, text: strings.TrimSpace(name)}
		}
	}
	names := strings.Split(tag, ":")
	part := templatePart{kind: partField, text: strings.TrimSpace(names[len(names)-1])}
	for i := len(names) - 2; i >= 0; i-- {
		part.filters = append(part.filters, strings.TrimSpace(names[i]))
	}
	return part
}

// typed is the field that the learner types, and whether there is one.
func (t template) typed() (string, bool) {
	for _, part := range t {
		for _, filter := range part.filters {
			if filter == "type" {
				return part.text, true
			}
		}
	}
	return "", false
}

// side renders a template for one card.
type side struct {
	fields  map[string]string
	special map[string]string // FrontSide, Tags, …
	filled  map[string]bool   // what isFilled found
	answer  bool              // it is the back
	clozes  bool              // {{cloze:…}} is shown with its marks
	hints   []string          // what {{hint:…}} of a front uncovers
	unknown func(what string) // is told of what is passed over
	tooLong bool
	budget  *int64 // bytes of fields that may still be looked at
}

func (s *side) render(t template) string {
	*s.budget -= int64(len(t))
	var out strings.Builder
	hidden := 0
	for _, part := range t {
		switch {
		case part.kind == partEnd:
			hidden = max(hidden-1, 0)
		case part.kind == partFilled || part.kind == partEmpty:
			if hidden > 0 || s.isFilled(part.text) != (part.kind == partFilled) {
				hidden++
			}
		case hidden > 0:
		case part.kind == partText:
			out.WriteString(part.text)
		default:
			out.WriteString(s.field(part))
		}
		if out.Len() > maxNote || *s.budget < 0 { // a template can name a long field many times
			s.tooLong = true
			break
		}
	}
	return out.String()
}

var ankiBlank = pattern(`(?i)<br\s*/?>|</?div>|&nbsp;|\s+`)

func (s *side) isFilled(name string) bool {
	filled, known := s.filled[name]
	if !known {
		value, _ := s.value(name)
		filled = ankiBlank().ReplaceAllString(value, "") != ""
		s.filled[name] = filled
	}
	return filled
}

func (s *side) value(name string) (string, bool) {
	value, ok := s.fields[name]
	if !ok {
		value, ok = s.special[name]
	}
	*s.budget -= int64(len(value) + len(name))
	return value, ok
}

func (s *side) field(part templatePart) string {
	value, ok := s.value(part.text)
	if !ok {
		s.unknown(fmt.Sprintf("there is no field %q", clip(part.text)))
	}
	for _, filter := range part.filters {
		value = s.filter(filter, value)
	}
	return value
}

// Readings of Japanese words stand behind them in brackets.
var (
	reading = pattern(` ?([^ >\[\]]+)\[([^\[\]]*)\]`)
	voice   = pattern(`^tts\b`)
)

func (s *side) filter(name, value string) string {
	switch name {
	case "cloze":
		if s.clozes && !s.answer {
			return value
		}
		return ""
	case "type":
		return "" // typed here anyway; the back shows the answer
	case "hint":
		if !s.answer && value != "" {
			s.hints = append(s.hints, value)
			return ""
		}
	case "text":
		text, _ := plainText(value)
		return html.EscapeString(text)
	case "kanji":
		return reading().ReplaceAllString(value, "$1")
	case "kana":
		return reading().ReplaceAllString(value, "$2")
	case "furigana", "nc": // shown as written; typed without accents
	default:
		if voice().MatchString(name) {
			s.unknown("what Anki speaks is shown")
		} else {
			s.unknown(fmt.Sprintf("the filter %q is not known, and the field is shown as it is", clip(name)))
		}
	}
	return value
}
