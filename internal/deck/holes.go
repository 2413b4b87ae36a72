package deck

import (
	"strconv"
	"strings"
)

// A text with holes shows what is to be recalled in double braces:
//
//	Pre-training gives {{1:knowledge}}; RLHF {{3:aligns|what feedback does}} it.
//
// The number is the author's and stays: it names the card, so that a hole
// added in front shifts nothing. Two holes of one number are asked together.

// blank stands where a word is wanted.
const blank = "____"

// maxHoles is the most holes that a text may have. Every one shows the whole
// text once more.
const maxHoles = 50

// stretch is a piece of a text with holes: a hole, or what is between.
type stretch struct {
	number string // of the hole; "" for plain text
	text   string // what the hole hides, or the plain text
	hint   string
}

// holed is a text with holes, taken apart.
type holed []stretch

// parseHoles takes a text apart. The faults are what is wrong with its holes,
// as cause and remedy.
func parseHoles(text string) (holed, [][2]string) {
	var parts holed
	var faults [][2]string
	for {
		if len(parts) > 2*maxHoles {
			return parts, append(faults, [2]string{"the text has over " + strconv.Itoa(maxHoles) + " holes", "split it"})
		}
		before, rest, found := strings.Cut(text, "{{")
		if before != "" {
			parts = append(parts, stretch{text: before})
		}
		if !found {
			return parts, faults
		}
		inside, after, closed := strings.Cut(rest, "}}")
		if !closed {
			return parts, append(faults, [2]string{"a hole is not closed: {{" + cutShort(rest), "end it with }}"})
		}
		hole, cause, remedy := parseHole(inside)
		if cause != "" {
			faults = append(faults, [2]string{cause, remedy})
		}
		parts = append(parts, hole)
		text = after
	}
}

func parseHole(inside string) (hole stretch, cause, remedy string) {
	number, answer, hasNumber := strings.Cut(inside, ":")
	number = strings.TrimSpace(number)
	shown := "{{" + cutShort(inside) + "}}"
	if !hasNumber || !isHoleNumber(number) {
		return stretch{text: inside}, "a hole has no number: " + shown, "write {{1:" + cutShort(strings.TrimSpace(inside)) + "}}, with a number that stays"
	}
	answer, hint, _ := strings.Cut(answer, "|")
	hole = stretch{number: number, text: strings.TrimSpace(answer), hint: strings.TrimSpace(hint)}
	switch {
	case hole.text == "":
		return hole, "a hole hides nothing: " + shown, "write the words to be recalled behind the colon"
	case strings.Contains(inside, "{{"):
		return hole, "a hole stands inside another: " + shown, "close the first with }}"
	}
	return hole, "", ""
}

// isHoleNumber accepts 1 to 9999, written without zeros in front.
func isHoleNumber(text string) bool {
	if text == "" || len(text) > 4 || text[0] == '0' {
		return false
	}
	return strings.Trim(text, "0123456789") == ""
}

func cutShort(text string) string {
	const most = 30
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// numbers are the holes' numbers in the order in which they first stand.
func (h holed) numbers() []string {
	var numbers []string
	seen := make(map[string]bool)
	for _, part := range h {
		if part.number != "" && !seen[part.number] {
			seen[part.number] = true
			numbers = append(numbers, part.number)
		}
	}
	return numbers
}

// answers are what the holes of a number hide.
func (h holed) answers(number string) []string {
	var answers []string
	for _, part := range h {
		if part.number == number {
			answers = append(answers, part.text)
		}
	}
	return distinct(answers)
}

// without shows the text with the holes of a number open, and the others
// filled in. No number fills them all.
func (h holed) without(number string) string {
	var b strings.Builder
	for _, part := range h {
		switch {
		case part.number == "" || part.number != number:
			b.WriteString(part.text)
		case part.hint != "":
			b.WriteString("[" + part.hint + "]")
		default:
			b.WriteString(blank)
		}
	}
	return b.String()
}

func (h holed) filled() string { return h.without("") }

// authored is the text of a table as its author wrote it, where it has holes.
func (h holed) authored(n *node) string {
	if len(h.numbers()) == 0 {
		return ""
	}
	return n.text("text")
}
