package exchange

import (
	"regexp"
	"strings"

	"drill/internal/deck"
)

// GIFT, the text format of Moodle's quizzes: questions with an empty line
// between them, their answers in braces.
//
//	::name:: [html]Which gas do we breathe? {=oxygen ~%50%air#A mixture. ~helium}
//
// A character of the format's own, ~ = # { } and :, stands for itself behind a
// backslash; \n is a line break.

// ImportGIFT reads questions in GIFT. The error is deck.Problems.
func ImportGIFT(data []byte, o Options) (Imported, error) {
	text, err := readText(data, o.File)
	if err != nil {
		return Imported{}, err
	}
	g := &giftReader{quiz: newQuiz(o)}
	for _, block := range giftBlocks(text) {
		g.block(block)
		if len(g.problems) >= maxQuizProblems || len(g.quiz.questions) > maxQuestions {
			break
		}
	}
	if len(g.problems) > 0 {
		return Imported{}, g.problems
	}
	return g.quiz.finish(o, "GIFT")
}

type giftReader struct {
	quiz     *quiz
	tags     []string // of the category
	notes    []string // what stands above the next question as a comment
	problems deck.Problems
}

// giftBlock is a question with the comments above it.
type giftBlock struct {
	line     int // of the question's first line
	text     string
	comments []string
}

// giftBlocks divides a file at its empty lines. Lines that begin with // are
// comments; a category stands on a line of its own.
func giftBlocks(text string) []giftBlock {
	var blocks []giftBlock
	var now giftBlock
	var lines []string
	end := func() {
		if len(lines) > 0 {
			now.text = strings.Join(lines, "\n")
			blocks = append(blocks, now)
			now, lines = giftBlock{}, nil
		}
	}
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
			end()
		case strings.HasPrefix(trimmed, "//"):
			now.comments = append(now.comments, trimmed)
		default:
			if len(lines) == 0 {
				now.line = number
			}
			lines = append(lines, line)
			if strings.HasPrefix(trimmed, "$CATEGORY:") && len(lines) == 1 {
				end()
			}
		}
	}
	end()
	return blocks
}

// Escaped characters are put away as noncharacters of Unicode while a question is
// taken apart, so that no search finds them.
var (
	giftHide = strings.NewReplacer(`\\`, "\ufdd0", `\~`, "\ufdd1", `\=`, "\ufdd2", `\#`, "\ufdd3", `\{`, "\ufdd4", `\}`, "\ufdd5", `\:`, "\ufdd6", `\n`, "\ufdd7",
		"\ufdd0", "\ufffd", "\ufdd1", "\ufffd", "\ufdd2", "\ufffd", "\ufdd3", "\ufffd", "\ufdd4", "\ufffd", "\ufdd5", "\ufffd", "\ufdd6", "\ufffd", "\ufdd7", "\ufffd")
	giftShow = strings.NewReplacer("\ufdd0", `\`, "\ufdd1", "~", "\ufdd2", "=", "\ufdd3", "#", "\ufdd4", "{", "\ufdd5", "}", "\ufdd6", ":", "\ufdd7", "\n")

	giftFormat = regexp.MustCompile(`^\[(html|moodle|plain|markdown)\]`)
	giftID     = regexp.MustCompile(`\[id:([^\]]*)\]`)
	giftTag    = regexp.MustCompile(`\[tag:([^\]]*)\]`)
	giftWeight = regexp.MustCompile(`^%(-?[0-9]+(?:\.[0-9]+)?)%`)
	giftMarkup = regexp.MustCompile(`</?[a-zA-Z][^<>]*>|&[a-zA-Z#][a-zA-Z0-9]*;`)
)

func (g *giftReader) problem(line int, cause, remedy string) {
	g.problems = append(g.problems, deck.Problem{File: g.quiz.file, Line: line, Cause: cause, Remedy: remedy})
}

// block reads a question, or the category of those that follow.
func (g *giftReader) block(b giftBlock) {
	if category, ok := strings.CutPrefix(strings.TrimSpace(b.text), "$CATEGORY:"); ok {
		g.category(category)
		return
	}
	text := giftHide.Replace(b.text)
	name := ""
	if rest, ok := strings.CutPrefix(strings.TrimSpace(text), "::"); ok {
		var closed bool
		if name, text, closed = strings.Cut(rest, "::"); !closed {
			g.problem(b.line, "the name of a question is not closed", "write ::name:: with two colons on both sides")
			return
		}
		name = oneLine(giftShow.Replace(name))
	}
	before, rest, hasAnswers := strings.Cut(text, "{")
	answers, after, closed := strings.Cut(rest, "}")
	switch {
	case !hasAnswers && strings.Contains(text, "}"), strings.Contains(after, "}"), strings.Contains(answers, "{"):
		g.problem(b.line, "has braces in more than one place, or some that do not pair up", `put an empty line between questions, and write \{ and \} for braces in a text`)
		return
	case !hasAnswers:
		g.description(b, name, before)
		return
	case !closed:
		g.problem(b.line, "the answers are not closed before the empty line", "end them with }, and leave no line empty between the braces")
		return
	case strings.Contains(after, "{"):
		g.problem(b.line, "has answers in two places", "make two questions of it")
		return
	}
	g.question(b, name, before, answers, after)
}

// category keeps the path of a category as a tag: its last part.
func (g *giftReader) category(path string) {
	g.tags = categoryTags(path)
}

// categoryTags is the last part of a category's path; what Moodle itself puts
// in front is none.
func categoryTags(path string) []string {
	parts := strings.Split(strings.ReplaceAll(path, "//", "\x00"), "/")
	for i := len(parts) - 1; i >= 0; i-- {
		part := oneLine(cleanText(strings.ReplaceAll(parts[i], "\x00", "/")))
		if part != "" && part != "top" && !strings.HasPrefix(part, "$") {
			return []string{part}
		}
	}
	return nil
}

// description keeps a text that asks nothing as a comment on what follows.
func (g *giftReader) description(b giftBlock, name, text string) {
	shown, _ := g.shown(text, "")
	g.notes = append(g.notes, shown)
	if name != "" {
		shown = name
	}
	g.quiz.drop(b.line, "a description asks nothing; it stands as a comment above the next question: %s", clip(oneLine(shown)))
}

// question reads a question with its answers.
func (g *giftReader) question(b giftBlock, name, before, answers, after string) {
	format := giftFormat.FindString(strings.TrimSpace(before))
	prompt, media := g.shown(before, "")
	if rest, more := g.shown(after, format); rest != "" {
		gap := " "
		if strings.IndexAny(rest, ".,;:!?") == 0 {
			gap = ""
		}
		prompt, media = strings.TrimSpace(prompt+" _____"+gap+rest), append(media, more...)
	}
	e := g.quiz.begin(b.line, name, prompt)
	e.Notes, g.notes = g.notes, nil
	e.Tags = append(e.Tags, g.tags...)
	for _, comment := range b.comments {
		if id := giftID.FindStringSubmatch(comment); id != nil {
			e.ID = strings.TrimSpace(id[1])
		}
		for _, tag := range giftTag.FindAllStringSubmatch(comment, -1) {
			e.Tags = append(e.Tags, tag[1])
		}
	}
	if len(media) > 0 {
		e.lose("shows %s, which does not come along", strings.Join(media, ", "))
	}
	answers, general, _ := strings.Cut(answers, "####")
	e.Explanation = g.text(e, general, format)
	if g.answers(e, strings.TrimSpace(answers), format) {
		g.quiz.add(e)
	}
}

// shown is a text of the file as a person reads it.
func (g *giftReader) shown(text, format string) (shown string, media []string) {
	text = strings.TrimSpace(text)
	if own := giftFormat.FindString(text); own != "" {
		format, text = own, strings.TrimSpace(text[len(own):])
	}
	text = giftShow.Replace(text)
	if format == "[html]" || format != "[plain]" && format != "[markdown]" && giftMarkup.MatchString(text) {
		text, media = plainText(text)
	} else {
		text = unwrap(text)
	}
	return cleanText(text), media
}

// unwrap takes the indents of the lines of a text away.
func unwrap(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}

// text is shown, with the media lost.
func (g *giftReader) text(e *quizEntry, text, format string) string {
	shown, media := g.shown(text, format)
	if len(media) > 0 {
		e.lose("shows %s, which does not come along", strings.Join(media, ", "))
	}
	return shown
}
