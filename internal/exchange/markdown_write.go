package exchange

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"drill/internal/deck"
)

// ExportMarkdown writes the questions of a deck with their answers as a page, for
// people to read and print; ImportMarkdown reads it too. The losses say what it
// does not hold.
func ExportMarkdown(w io.Writer, d *deck.Deck) ([]Loss, error) {
	out := markdownWriter{w: bufio.NewWriter(w)}
	if d.Language != "" && d.Language != "en" {
		out.block("---\nlanguage: " + oneLine(d.Language) + "\n---")
	}
	out.block("# " + markdownLine(d.Title))
	if d.Description != "" {
		out.block(markdownEscaped(d.Description))
	}
	titles := make(map[string]string) // of the sources of several cards, by the card
	for _, source := range d.Sources {
		if source.Kind != deck.KindCheatsheet && source.Kind != deck.KindTable {
			continue
		}
		for _, item := range source.Items {
			for _, card := range item.Cards {
				titles[card.Key()] = source.Title
			}
		}
	}
	section := ""
	for _, f := range flatten(d) {
		if title := titles[f.card.Key()]; title != section {
			if section = title; title == "" {
				title = "Questions"
			}
			out.block("## " + markdownLine(title))
		}
		out.question(f)
	}
	return out.short.all(), out.w.Flush()
}

type markdownWriter struct {
	w     *bufio.Writer
	short shortfall
}

// block writes a block with an empty line behind it.
func (o *markdownWriter) block(text string) { o.w.WriteString(text + "\n\n") }

func (o *markdownWriter) question(f flat) {
	o.block("<!-- id: " + f.ID + " -->")
	if f.Prompt != "" {
		o.block(markdownPrompt(f.Prompt))
	}
	switch f.Type {
	case deck.TypeChoice:
		o.options([]string{f.Answer}, f.Wrong)
	case deck.TypeMultiple:
		o.options(f.Answers, f.Wrong)
	case deck.TypeTrueFalse:
		o.block(fmt.Sprintf("**Answer:** %t", f.True))
	case deck.TypeOrder:
		o.block("**Answer:**")
		for i, item := range f.Items {
			fmt.Fprintf(o.w, "%d. %s\n", i+1, markdownLine(item))
		}
		o.w.WriteByte('\n')
	case deck.TypeMatch:
		o.pairs(f)
	case deck.TypeCloze:
		o.block("- " + markdownItem(holedMarkdown(f.Text)))
	default:
		if f.ByHand {
			o.block(strings.TrimSpace("**By hand:** " + markdownParagraph(f.Answer)))
		} else {
			o.labelled("Answer", f.Answer)
		}
	}
	o.labelled("Also accepted", joinTexts(f.Accept))
	o.labelled("Hint", f.Hint)
	o.labelled("Explanation", f.Explanation)
	o.lost(f)
}

// labelled writes a paragraph with a label, where there is anything to write.
func (o *markdownWriter) labelled(label, text string) {
	if text != "" {
		o.block("**" + label + ":** " + markdownParagraph(text))
	}
}

// markdownPrompt writes a prompt. Where one of its paragraphs would be taken for an
// answer, it is a single one.
func markdownPrompt(prompt string) string {
	for _, paragraph := range strings.Split(prompt, "\n\n") {
		if markdownLabel().MatchString(strings.TrimSpace(paragraph)) {
			return markdownParagraph(prompt)
		}
	}
	return markdownEscaped(prompt)
}

// markdownParagraph is markdownEscaped in a single paragraph: an empty line is a
// break by itself, since what follows a paragraph with a label is no part of it.
func markdownParagraph(source string) string {
	return broken(escapedLines(strings.Split(strings.TrimSpace(source), "\n")))
}

// readsBack reports whether a number is read again as it is written.
func readsBack(f flat) bool {
	read, ok := parseQuantity(f.Answer)
	return ok && read.Value == f.Number.Value && read.Unit == f.Number.Unit
}

// lost tells what a page does not hold.
func (o *markdownWriter) lost(f flat) {
	o.short.rubricLost(f)
	o.short.general(f.Type == deck.TypeNumber && (f.Number.Tolerance.Amount != 0 || len(f.Number.Also) > 0 || !readsBack(f)), "tolerances, long units and other numbers that are right are not written for a program to read")
	o.short.general((f.Type == deck.TypeShort || f.Type == deck.TypeText && !f.ByHand) && answerType(f.Answer) != f.Type, "whether words, a number or a text is wanted is not written where the answer looks like another of them")
	o.short.general(len(f.AcceptHole) > 0, "other accepted forms of holes are not written")
	o.short.general(f.Points != 1, "points are not written")
	o.short.general(len(f.Tags) > 0, "tags are not written")
	o.short.general(f.Difficulty != "" || f.Seconds != 0, "difficulty and time are not written")
	o.short.general(f.Image != "", "pictures are not written")
	o.short.general(len(f.Credit)+len(f.Feedback)+len(f.Last) > 0, "credit, feedback and options that stay last are not written")
	o.short.general(len(f.Pattern) > 0 || f.MatchCase, "patterns, and that capitals count, are not written")
	o.short.general(f.Citation != "" && f.Citation != f.card.Deck.Citation, "sources of their own are not written")
}

// options writes a task list, in an order that does not tell the answer.
func (o *markdownWriter) options(right, wrong []string) {
	isRight := make(map[string]bool)
	for _, text := range right {
		isRight[text] = true
	}
	for _, text := range byName(append(append([]string{}, right...), wrong...)) {
		box := "[ ]"
		if isRight[text] {
			box = "[x]"
		}
		o.w.WriteString("- " + box + " " + markdownItem(markdownEscaped(text)) + "\n")
	}
	o.w.WriteByte('\n')
}

func (o *markdownWriter) pairs(f flat) {
	o.block("**Answer:**")
	o.w.WriteString("|  |  |\n|---|---|\n")
	for _, pair := range f.Pairs {
		fmt.Fprintf(o.w, "| %s | %s |\n", markdownLine(pair.Left), markdownLine(pair.Right))
	}
	for _, text := range f.Wrong {
		fmt.Fprintf(o.w, "|  | %s |\n", markdownLine(text))
	}
	o.w.WriteByte('\n')
}

// markdownSigns are what could be taken for markup wherever it stands.
var markdownSigns = pattern("[\\\\`*_\\[\\]<>#|~&{}!]")

// markdownBegin is what could be taken for a list, a heading or the like at the
// beginning of a line.
var markdownBegin = pattern(`^([-+=:]|\d+[.)])`)

// markdownEscaped writes text as Markdown that reads the same. An empty line
// begins a paragraph; any other end of a line is a break.
func markdownEscaped(source string) string {
	paragraphs := strings.Split(source, "\n\n")
	for i, paragraph := range paragraphs {
		paragraphs[i] = broken(escapedLines(strings.Split(strings.TrimSpace(paragraph), "\n")))
	}
	return strings.Join(paragraphs, "\n\n")
}

// escapedLines escapes what could be taken for markup in lines.
func escapedLines(lines []string) []string {
	for i, line := range lines {
		lines[i] = markdownSigns().ReplaceAllString(line, `\$0`)
	}
	return begunLines(lines)
}

// begunLines escapes what could be taken for markup at the beginnings of lines.
func begunLines(lines []string) []string {
	for i, line := range lines {
		lines[i] = markdownBegin().ReplaceAllStringFunc(strings.TrimSpace(line), func(begin string) string {
			last := len(begin) - 1
			return begin[:last] + `\` + begin[last:]
		})
	}
	return lines
}

// broken puts breaks between lines: a backslash, or behind one, where it would be
// taken for text, two spaces.
func broken(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		b.WriteString(line)
		switch {
		case i == len(lines)-1:
		case strings.HasSuffix(line, `\\`):
			b.WriteString("  \n")
		default:
			b.WriteString("\\\n")
		}
	}
	return b.String()
}

// markdownLine is markdownEscaped for what must be on one line.
func markdownLine(text string) string { return markdownEscaped(oneLine(text)) }

// markdownItem indents the further lines of an item.
func markdownItem(text string) string { return strings.ReplaceAll(text, "\n", "\n  ") }

// holedMarkdown writes a text with holes: as strong words where they read so and
// are numbered from 1 on, else as a deck has them. It is one paragraph, since more
// of them in an item are other texts.
func holedMarkdown(text string) string {
	text = strings.TrimSpace(text)
	parts := holesOf(text)
	var strong strings.Builder
	for i, part := range parts {
		escaped := markdownSigns().ReplaceAllString(part.text, `\$0`)
		if part.number == "" {
			strong.WriteString(escaped)
			continue
		}
		if part.number != fmt.Sprint((i+1)/2) || part.hint != "" || !standsApart(parts, i) {
			return markdownParagraph(text)
		}
		strong.WriteString("**" + escaped + "**")
	}
	return broken(begunLines(strings.Split(strong.String(), "\n")))
}

var (
	wordEdges = pattern(`^[\pL\pN](?s:.*[\pL\pN])?$`)
	lastEdge  = pattern(`(?:^|\s)$`)
	nextEdge  = pattern(`^(?:$|[\s.,;:!?])`)
)

// standsApart reports whether a hole reads as strong words: letters at its ends,
// and none, nor another hole, right beside it.
func standsApart(parts []holePart, i int) bool {
	before, behind := parts[i-1].text, parts[i+1].text
	return wordEdges().MatchString(parts[i].text) && !strings.Contains(parts[i].text, "\n") &&
		lastEdge().MatchString(before) && nextEdge().MatchString(behind) &&
		(before != "" || i == 1) && (behind != "" || i+2 == len(parts))
}
