package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/deck"
)

// pageLines are lines that a page may have, in any order; W stands for a word of
// its own.
var pageLines = []string{
	"", "", "", "W", "W", "  W", "    W", "> W", "***", "## H", "### H?", "<!-- id: q -->", "<!-- c --> W", "<div>W</div>", "```",
	"1. W?", "2. W", "- W", "  - W", "- **W**", "- **W**: W", "- **W** (W): W", "- <!-- c --> W", ": W", "[^1]: W", "W[^1]",
	"- [x] W", "- [ ] W", "   - [x] W", "   - [ ] W", "**Answer:**", "**Answer:** W", "   **Answer:** W", "**By hand:** W",
	"**Hint:** W", "   **Hint:** W", "**Explanation:** W", "**Also accepted:** W", "\n| H | H |\n|---|---|", "| W | W | W |",
}

// TestNothingOfAMarkdownPageVanishes finds each word of a page in the deck or in what is
// told, whatever stands above what.
func TestNothingOfAMarkdownPageVanishes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom(pageLines), 1, 24).Draw(rt, "lines")
		var words []string
		for i := range lines {
			for strings.Contains(lines[i], "W") {
				word := fmt.Sprintf("zq%cx%c", 'a'+len(words)/26, 'a'+len(words)%26)
				words = append(words, word)
				lines[i] = strings.Replace(lines[i], "W", word, 1)
			}
		}
		page := "- A **hole**.\n\n***\n\n" + strings.Join(lines, "\n")
		imported, err := ImportMarkdown([]byte(page), Options{File: "page.md"})
		if err != nil {
			rt.Fatal(err)
		}
		var text bytes.Buffer
		if err := imported.Draft.WriteTOML(&text); err != nil {
			rt.Fatal(err)
		}
		kept := text.String() + strings.Join(lost(imported.Losses), "\n")
		if strings.Contains(kept, "…") || strings.Contains(kept, "a table without a second column or a row") {
			return // what is told is cut
		}
		for _, word := range words {
			if !strings.Contains(kept, word) {
				rt.Fatalf("%s vanished from\n%s\nThis is left:\n%s", word, page, kept)
			}
		}
	})
}

// TestAnyMarkdownParagraphsGoThereAndBack puts texts of several lines and
// paragraphs through it, whatever they mean to Markdown.
func TestAnyMarkdownParagraphsGoThereAndBack(t *testing.T) {
	nasty := rapid.OneOf(
		rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("\n\n\n|=\\*_`[]<>#~&{}!-+.:^() 12ab")), rapid.RuneFrom(nil, unicode.Letter, unicode.Punct, unicode.Symbol))),
		rapid.Map(rapid.SliceOf(rapid.SampledFrom([]string{
			"\n", "\n\n", "| t |", "|---|", "---", "===", "Answer: x", "**Answer:** x", "Hint:", "By hand: y", "1. z", "- [x] w", "[^1]: f", "[^1]", "<!-- id: q -->", "<br>", "    code", "```", "> q", "&amp;", "a", "\\", ": d", "# h",
		})), func(parts []string) string { return strings.Join(parts, "") }),
	)
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(begin, name string) string { return tidyLines(begin + cleanText(nasty.Draw(rt, name))) }
		question := &deck.DraftQuestion{ID: "q", Type: deck.TypeText, Prompt: draw("Q", "prompt"), Answer: draw("an answer in six words or more ", "answer")}
		question.ByHand = rapid.Bool().Draw(rt, "by hand")
		if question.ByHand && rapid.Bool().Draw(rt, "no guidance") {
			question.Answer = ""
		}
		question.Hint, question.Explanation = draw("", "hint"), draw("", "explanation")
		next := &deck.DraftQuestion{ID: "next", Type: deck.TypeTrueFalse, Prompt: draw("", "next"), True: true}
		draft := deck.Draft{ID: "x", Title: "X", Sources: []deck.DraftSource{{Question: question}, {Question: next}}}
		var text bytes.Buffer
		if err := draft.WriteTOML(&text); err != nil {
			rt.Fatal(err)
		}
		d, problems, err := loaded(text.Bytes())
		if err != nil || len(problems) > 0 {
			rt.Skip("no deck", err, problems)
		}
		back, written, _, lostIn := thereAndBack(t, d, ExportMarkdown, ImportMarkdown)
		type kept struct{ prompt, answer, hint, explanation string }
		of := func(d *deck.Deck) (all []kept) {
			for _, card := range d.Cards {
				all = append(all, kept{tidyParagraphs(card.Prompt), tidyLines(card.Answer), tidyLines(card.Hint), tidyLines(card.Explanation)})
			}
			return all
		}
		if diff := cmp.Diff(of(d), of(back), cmp.AllowUnexported(kept{})); diff != "" || len(lostIn) > 0 {
			rt.Errorf("there and back (-want +got):\n%s\nlost %v\n%s", diff, lostIn, written)
		}
		if question.ByHand != back.Cards[0].ByHand {
			rt.Errorf("by hand %t came back as %t\n%s", question.ByHand, back.Cards[0].ByHand, written)
		}
	})
}

// TestAnyMarkdownHolesGoThereAndBack does so with texts that have holes.
func TestAnyMarkdownHolesGoThereAndBack(t *testing.T) {
	between := rapid.Map(rapid.SliceOf(rapid.SampledFrom([]string{
		" ", "\n", "\n\n", "x", ". ", "- y", "1. z", "[x] ", "*", "**", "_", "|", "\\", "`", ": ", "Answer: ", "<b>", "~", "=",
	})), func(parts []string) string { return strings.Join(parts, "") })
	rapid.Check(t, func(rt *rapid.T) {
		text := tidyLines(between.Draw(rt, "before") + "{{1:one}}" + between.Draw(rt, "between") + "{{2:two *2*}}" + between.Draw(rt, "behind"))
		draft := deck.Draft{ID: "x", Title: "X", Sources: []deck.DraftSource{{Question: &deck.DraftQuestion{ID: "q", Type: deck.TypeCloze, Text: text}}}}
		if rapid.Bool().Draw(rt, "plain") {
			draft.Sources[0].Question.Text = strings.ReplaceAll(text, " *2*", "")
		}
		var out bytes.Buffer
		if err := draft.WriteTOML(&out); err != nil {
			rt.Fatal(err)
		}
		d, problems, err := loaded(out.Bytes())
		if err != nil || len(problems) > 0 {
			rt.Skip("no deck", err, problems)
		}
		back, written, _, _ := thereAndBack(t, d, ExportMarkdown, ImportMarkdown)
		if want, got := tidyLines(flatten(d)[0].Text), tidyLines(flatten(back)[0].Text); want != got {
			rt.Errorf("%q came back as %q\n%s", want, got, written)
		}
	})
}

// tidyLines makes white space in a row one space: Markdown knows no other.
func tidyLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = oneLine(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// tidyParagraphs is tidyLines with one empty line between paragraphs.
func tidyParagraphs(text string) string {
	text = tidyLines(text)
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	return text
}
