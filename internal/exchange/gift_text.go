package exchange

import (
	"strings"
)

// How texts stand in a GIFT file. A question is taken apart at the signs of the
// format; each piece knows its line, so that a message can name it.

// giftPiece is a stretch of a file, with its escapes hidden.
type giftPiece struct {
	text string
	line int // on which it begins
}

// cut divides a piece at the first separator.
func (p giftPiece) cut(separator string) (before, after giftPiece, found bool) {
	i := strings.Index(p.text, separator)
	if i < 0 {
		return p, giftPiece{line: p.line}, false
	}
	before, after = p.at(i)
	after.text = after.text[len(separator):]
	return before, after, true
}

// at divides a piece at a place in its text.
func (p giftPiece) at(i int) (before, after giftPiece) {
	return giftPiece{p.text[:i], p.line}, giftPiece{p.text[i:], p.line + strings.Count(p.text[:i], "\n")}
}

// trim takes white space away from both ends.
func (p giftPiece) trim() giftPiece {
	_, p = p.at(len(p.text) - len(strings.TrimLeft(p.text, " \t\n")))
	p.text = strings.TrimSpace(p.text)
	return p
}

// lineOf is the line on which a text refers to a picture or the like; that on which
// it begins, where the reference is not found.
func (p giftPiece) lineOf(name string) int {
	seen := giftSeen.Replace(p.text)
	for _, before := range []string{`="`, `='`, "=", "("} {
		if i := strings.Index(seen, before+name); i >= 0 {
			return p.line + strings.Count(seen[:i], "\n")
		}
	}
	return p.trim().line
}

// has reports whether there is more than white space.
func (p giftPiece) has() bool { return strings.TrimSpace(p.text) != "" }

// giftAnswer is an answer with the sign before it; 0 where there is none.
type giftAnswer struct {
	sign byte
	giftPiece
}

// answers divides a piece at the signs of answers. What stands before the first
// sign is one without a sign.
func (p giftPiece) answers(signs string) []giftAnswer {
	var found []giftAnswer
	now := giftAnswer{giftPiece: p}
	for {
		i := strings.IndexAny(now.text, signs)
		if i < 0 {
			break
		}
		before, after := now.at(i)
		if now.sign != 0 || before.has() {
			found = append(found, giftAnswer{now.sign, before})
		}
		now = giftAnswer{after.text[0], giftPiece{after.text[1:], after.line}}
	}
	if now.sign != 0 || now.has() {
		found = append(found, now)
	}
	return found
}

// Escaped characters are put away as noncharacters of Unicode while a question is
// taken apart, so that no search finds them.
var (
	giftHide = strings.NewReplacer(`\\`, "\ufdd0", `\~`, "\ufdd1", `\=`, "\ufdd2", `\#`, "\ufdd3", `\{`, "\ufdd4", `\}`, "\ufdd5", `\:`, "\ufdd6", `\n`, "\ufdd7",
		"\ufdd0", "\ufffd", "\ufdd1", "\ufffd", "\ufdd2", "\ufffd", "\ufdd3", "\ufffd", "\ufdd4", "\ufffd", "\ufdd5", "\ufffd", "\ufdd6", "\ufffd", "\ufdd7", "\ufffd")
	giftShow = strings.NewReplacer("\ufdd0", `\`, "\ufdd1", "~", "\ufdd2", "=", "\ufdd3", "#", "\ufdd4", "{", "\ufdd5", "}", "\ufdd6", ":", "\ufdd7", "\n")
	giftSeen = strings.NewReplacer("\ufdd0", `\`, "\ufdd1", "~", "\ufdd2", "=", "\ufdd3", "#", "\ufdd4", "{", "\ufdd5", "}", "\ufdd6", ":", "\ufdd7", " ") // with the lines of the file

	giftFormat    = pattern(`^\[(html|moodle|plain|markdown)\]`)
	giftMarkup    = pattern(`</?[a-zA-Z][^<>]*>|&[a-zA-Z#][a-zA-Z0-9]*;`)
	markdownImage = pattern(`!\[([^\]\n]*)\]\(\s*<?([^)\s>]*)[^)\n]*\)`)
)

// shown is a text of the file as a person reads it: format is in force where it
// names none of its own. It names the media that it no longer shows.
func (p giftPiece) shown(format string) (shown string, media []string) {
	text := strings.TrimSpace(p.text)
	if text == "" {
		return "", nil
	}
	if own := giftFormat().FindString(text); own != "" {
		format, text = own, text[len(own):]
	}
	return inFormat(text, format)
}

func inFormat(text, format string) (shown string, media []string) {
	switch asIs := giftShow.Replace(unwrap(text)); {
	case format == "[html]":
		shown, media = plainText(giftShow.Replace(text))
	case format == "[plain]":
		shown = asIs
	case format == "[markdown]":
		for _, image := range markdownImage().FindAllStringSubmatch(asIs, -1) {
			media = append(media, image[2])
		}
		shown = markdownImage().ReplaceAllString(asIs, "$1")
	case giftMarkup().MatchString(asIs):
		// Moodle's own format is HTML in which line breaks count.
		shown, media = plainText(strings.ReplaceAll(asIs, "\n", "<br>"))
	default:
		shown = asIs
	}
	return cleanText(shown), media
}

// unwrap takes the indents of the lines of a file away, and the lines that
// comments have left empty. Breaks that are written as such stay.
func unwrap(text string) string {
	if !strings.Contains(text, "\n") {
		return strings.TrimSpace(text)
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
