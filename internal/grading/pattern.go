package grading

import (
	"fmt"
	"strings"
)

// form is a compiled pattern: a form of the whole response, with stars for any
// run of characters.
type form struct {
	text  string   // as authored
	parts []string // what stands between the stars; at least one
}

// forms checks and compiles the patterns of a criterion.
func (c *compiler) forms(path string, authored Criterion) []form {
	if authored.Pattern == nil {
		return nil
	}
	if len(authored.Pattern) == 0 {
		c.problem(path, "the list of forms is empty", "write at least one form of the response")
	}
	forms := make([]form, 0, len(authored.Pattern))
	for i, text := range authored.Pattern {
		if c.keywords++; c.keywords > maxKeywords {
			break // one problem says so for all of them
		}
		f := newForm(text, !authored.MatchCase)
		if strings.Join(f.parts, "") == "" {
			bad := flaw{"the form is empty", "write what the response looks like, or take the form out"}
			if len(f.parts) > 1 {
				bad = flaw{"the form is nothing but *, so anything would meet it", `write at least one letter, or \* for a star itself`}
			}
			c.problem(fmt.Sprintf("%s[%d]", path, i), bad.cause, bad.remedy)
			continue
		}
		forms = append(forms, f)
	}
	return forms
}

func newForm(pattern string, folded bool) form {
	p := plainText(pattern, folded)
	f := form{text: strings.TrimSpace(pattern)}
	var part strings.Builder
	rest := p.spaced()
	for i := 0; i < len(rest); i++ {
		switch {
		case strings.HasPrefix(rest[i:], `\*`):
			i++
			part.WriteByte('*')
		case rest[i] == '*':
			f.parts = append(f.parts, part.String())
			part.Reset()
		default:
			part.WriteByte(rest[i])
		}
	}
	f.parts = append(f.parts, part.String())
	return f
}

// meets reports whether a whole text has the form. The first and last parts
// stand at its ends; each of those between is taken where it comes first, which
// leaves the most for the others, so nothing is ever tried twice.
func (f *form) meets(text string) bool {
	head, tail := f.parts[0], f.parts[len(f.parts)-1]
	if len(f.parts) == 1 {
		return text == head
	}
	text, ok := strings.CutPrefix(text, head)
	if !ok {
		return false
	}
	if text, ok = strings.CutSuffix(text, tail); !ok {
		return false
	}
	for _, part := range f.parts[1 : len(f.parts)-1] {
		if _, text, ok = strings.Cut(text, part); !ok {
			return false
		}
	}
	return true
}

// findForm returns the whole response as evidence when one of the forms fits.
func (d *reading) findForm(c *criterion) ([]Span, Outcome) {
	p := plainText(d.source, !c.MatchCase)
	text := p.spaced()
	for i := range c.forms {
		f := &c.forms[i]
		d.steps -= 1 + len(text)>>6
		if d.spent() {
			return nil, OutcomeMissed
		}
		if f.meets(text) {
			start := len(d.source) - len(strings.TrimLeft(d.source, " \t\r\n"))
			end := len(strings.TrimRight(d.source, " \t\r\n"))
			return []Span{{Start: start, End: end, Text: validText(d.source[start:end]), Keyword: f.text}}, OutcomeHit
		}
	}
	return nil, OutcomeMissed
}

// patternText shows a form without its stars.
func patternText(pattern string) string {
	f := newForm(pattern, false)
	return strings.Trim(strings.Join(strings.Fields(strings.Join(f.parts, " … ")), " "), "… ")
}
