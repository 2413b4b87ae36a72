package exchange

import (
	"cmp"
	"fmt"
	"iter"
	"strings"

	"drill/internal/deck"
)

// GIFT, the text format of Moodle's quizzes: questions with an empty line
// between them, their answers in braces.
//
//	// [id:gas] [tag:air]
//	::name:: [html]Which gas do we breathe? {=oxygen ~%50%air#A mixture. ~helium}
//
// A character of the format's own, ~ = # { } and :, stands for itself behind a
// backslash; \n is a line break. What Moodle's own import makes of a file is
// the measure where its documentation leaves something open.

// ImportGIFT reads questions in GIFT. The error is deck.Problems.
func ImportGIFT(data []byte, o Options) (Imported, error) {
	text, err := readTextOf(maxQuizText, data, o.File)
	if err != nil {
		return Imported{}, err
	}
	g := &giftReader{quiz: newQuiz(o)}
	blocks := 0
	for block := range giftBlocks(text) {
		if blocks++; blocks > 2*maxQuestions {
			return Imported{}, problemAt(o.File, block.line, fmt.Sprintf("over %d texts stand in the file", 2*maxQuestions), "split the file")
		}
		if block.long {
			g.problem(block.line, longQuestion, "put an empty line between questions")
			break
		}
		g.block(block)
		if len(g.problems) >= maxQuizProblems || len(g.quiz.questions) > maxQuestions {
			break
		}
	}
	if len(g.problems) > 0 {
		return Imported{}, g.problems
	}
	imported, err := g.quiz.finish(o, "GIFT")
	imported.Draft.Notes = g.notes
	return imported, err
}

type giftReader struct {
	quiz     *quiz
	notes    []string // what stands above the next question as a comment
	problems deck.Problems
}

// giftBlock is a question, with the comments in it and right above it.
type giftBlock struct {
	giftPiece
	comments []string
	long     bool // beyond maxQuizQuestion; its text is not complete
}

// giftBlocks divides a file at its empty lines. Lines that begin with // are
// comments, and leave a line empty; a category stands on a line of its own.
func giftBlocks(text string) iter.Seq[giftBlock] {
	return func(yield func(giftBlock) bool) {
		var now giftBlock
		var lines []string
		size := 0
		end := func() bool {
			block := now
			block.text = strings.Join(lines, "\n")
			empty := len(lines) == 0
			now, lines, size = giftBlock{}, nil, 0
			return empty || yield(block)
		}
		number := 0
		for line := range strings.SplitSeq(text, "\n") {
			number++
			if size += len(line) + 1; size > maxQuizQuestion {
				now.long, now.line = true, cmp.Or(now.line, number)
				yield(now)
				return
			}
			trimmed := strings.TrimSpace(strings.TrimPrefix(line, byteOrderMark)) // files that were put together have one in the middle
			isComment := strings.HasPrefix(trimmed, "//")
			if isComment {
				now.comments = append(now.comments, trimmed)
				line = ""
			}
			if len(lines) == 0 && trimmed != "" && !isComment {
				now.line = number
			}
			if now.line > 0 && trimmed != "" {
				lines = append(lines, line)
			}
			if trimmed == "" || isCategory(trimmed) && len(lines) == 1 {
				if !end() {
					return
				}
			}
		}
		end()
	}
}

func isCategory(text string) bool { return strings.HasPrefix(text, "$CATEGORY:") }

var (
	giftID  = pattern(`\[id:((?:\\\]|[^\]])+)\]`)
	giftTag = pattern(`\[tag:((?:\\\]|[^\]])+)\]`)
)

// fromComment is what stands in brackets in a comment.
func fromComment(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.TrimSpace(text), `\]`, "]"))
}

func (g *giftReader) problem(line int, cause, remedy string) {
	g.problems = append(g.problems, deck.Problem{File: g.quiz.file, Line: line, Cause: cause, Remedy: remedy})
}

// block reads a question, or the category of those that follow.
func (g *giftReader) block(b giftBlock) {
	if path := strings.TrimSpace(b.text); isCategory(path) {
		g.quiz.category = categoryLevels(strings.TrimPrefix(path, "$CATEGORY:"))
		return
	}
	b.text = giftHide.Replace(b.text)
	text := b.trim()
	name := ""
	if strings.HasPrefix(text.text, "::") {
		_, rest, _ := text.cut("::")
		named, rest, closed := rest.cut("::")
		if !closed {
			g.problem(b.line, "the name of a question is not closed", "write ::name:: with two colons on both sides")
			return
		}
		name, text = oneLine(cleanText(giftShow.Replace(named.text))), rest
	}
	before, answers, after, isQuestion, ok := g.braces(text)
	switch {
	case !ok:
	case isQuestion:
		g.question(b, name, before, answers, after)
	default:
		g.description(b, name, text)
	}
}

// braces finds the answers of a question. It reports ok false after a problem.
func (g *giftReader) braces(text giftPiece) (before, answers, after giftPiece, isQuestion, ok bool) {
	before, rest, opened := text.cut("{")
	if stray, _, closed := before.cut("}"); closed {
		_, at := text.at(len(stray.text))
		g.problem(at.line, "a } stands where no { is open", `write { before the answers, and \} for a brace in a text`)
		return before, answers, after, false, false
	}
	if !opened {
		return before, answers, after, false, true
	}
	answers, after, closed := rest.cut("}")
	if !closed {
		g.problem(rest.line, "the answers are not closed before the empty line", "end them with }, and leave no line empty between the braces")
		return before, answers, after, true, false
	}
	for _, part := range []giftPiece{answers, after} {
		if i := strings.IndexAny(part.text, "{}"); i >= 0 {
			_, at := part.at(i)
			g.problem(at.line, "a second brace stands in the question", `put an empty line between questions, and write \{ and \} for braces in a text`)
			return before, answers, after, true, false
		}
	}
	return before, answers, after, true, true
}

// description keeps a text that asks nothing as a comment on what follows.
func (g *giftReader) description(b giftBlock, name string, text giftPiece) {
	shown, _ := text.shown("")
	if shown != "" {
		g.notes = append(g.notes, shown)
	}
	if name != "" {
		shown = name
	}
	g.quiz.drop(b.line, "a description asks nothing; it stands as a comment in the deck: %s", clip(oneLine(shown)))
}

// question reads a question with its answers.
func (g *giftReader) question(b giftBlock, name string, before, answers, after giftPiece) {
	asked := before.trim()
	format := giftFormat().FindString(asked.text)
	if after.has() {
		asked.text = strings.TrimLeft(before.text, " \t\n") + "_____" + after.text
	}
	prompt, media := asked.shown("")
	e := g.quiz.begin(b.line, name, prompt)
	e.Notes, g.notes = g.notes, nil
	for _, comment := range b.comments {
		if id := giftID().FindStringSubmatch(comment); id != nil {
			e.ID, e.explicit = fromComment(id[1]), true
		}
		for _, tag := range giftTag().FindAllStringSubmatch(comment, -1) {
			e.Tags = append(e.Tags, fromComment(tag[1]))
		}
	}
	if len(media) > 0 && !strings.Contains(before.text, media[0]) && strings.Contains(after.text, media[0]) {
		asked = after // of which the lines are not those behind the text before
	}
	g.loseMedia(e, asked, media)
	if i := strings.LastIndex(answers.text, "####"); i >= 0 {
		var general giftPiece
		answers, general = answers.at(i)
		general.text = general.text[len("####"):]
		e.Explanation = g.text(e, general, format)
	}
	if g.answers(e, answers.trim(), format) {
		g.quiz.add(e)
	}
}

// text is a text as it is shown, with the media lost.
func (g *giftReader) text(e *quizEntry, text giftPiece, format string) string {
	shown, media := text.shown(format)
	g.loseMedia(e, text, media)
	return shown
}

// loseMedia says which pictures, sounds and videos of a text are not there.
func (g *giftReader) loseMedia(e *quizEntry, text giftPiece, media []string) {
	if len(media) == 0 {
		return
	}
	const most = 5
	var names []string
	for _, name := range media[:min(len(media), most)] {
		names = append(names, clip(name))
	}
	if more := len(media) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	e.loseAt(text.lineOf(media[0]), "shows %s, which does not come along", strings.Join(names, ", "))
}
