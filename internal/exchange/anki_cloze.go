package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drill/internal/deck"
)

// A cloze of Anki is {{c1::answer}} or {{c1::answer::hint}}; a hole of drill is
// {{1:answer}} or {{1:answer|hint}}. Clozes are found in the field as it
// stands, since braces that an entity gives are text, and their parts may lie
// in different tags. So their marks are put down as characters that no text
// has, the field is read, and the marks are turned into holes.

// Marks in the place of a cloze's parts, from a private area of Unicode.
const (
	markOpen  = '\ue000' // before the number
	markBegin = '\ue001' // behind it
	markHint  = '\ue002'
	markClose = '\ue003'
)

// ankiOpens is the beginning of a cloze. Anki asks one of several numbers with
// each of them.
var ankiOpens = pattern(`\{\{c(\d+)(?:,\d+)*::`)

// occlusion begins a cloze that hides a part of a picture.
const occlusion = "image-occlusion:"

func hasCloze(field string) bool { return ankiOpens().MatchString(field) }

// cloze makes a question of a text with clozes.
func (n *ankiNotes) cloze(note ankiNote, source, explanation, hint string) {
	text, media := n.plain(markClozes(source))
	explanation, more := n.plain(explanation)
	media = append(media, more...)
	hint, more = n.plain(hint)
	media = append(media, more...)
	if strings.Contains(text, string(markBegin)+occlusion) {
		n.lose(note, "hides parts of a picture, and is not asked", media)
		return
	}
	h := holeWriter{examiner: n.examiner}
	h.write(text)
	for _, what := range h.told {
		n.lose(note, what, nil)
	}
	if !strings.ContainsRune(text, markBegin) {
		n.lose(note, "has no cloze, and is not asked", media)
		return
	}
	if h.holes == 0 {
		n.lose(note, "has no cloze that can be asked, and is not asked", media)
		return
	}
	question := deck.DraftQuestion{ID: note.id, Type: deck.TypeCloze, Text: strings.TrimSpace(h.out.String())}
	if hidesAll(question.Text) {
		n.lose(note, "shows nothing but its cloze, and is not asked", media)
		return
	}
	question.Hint, question.Explanation = hint, explanation
	n.add(note, question, media)
}

// hidesAll reports a text that would leave nothing to read but the line for
// the answer.
func hidesAll(text string) bool {
	parts := holesOf(text)
	numbers := make(map[string]bool)
	for _, part := range parts {
		if part.number == "" || numbers[part.number] {
			continue
		}
		numbers[part.number] = true
		var shown strings.Builder
		for _, other := range parts {
			shown.WriteString(other.open(part.number))
		}
		if strings.Trim(shown.String(), " _\n") == "" {
			return true
		}
	}
	return false
}

// markClozes puts marks in the place of the clozes.
func markClozes(source string) string {
	source = strings.Map(func(r rune) rune {
		if r >= markOpen && r <= markClose {
			return -1
		}
		return r
	}, source)
	var b strings.Builder
	depth := 0
	for source != "" {
		at := strings.IndexAny(source, "{}:")
		if at < 0 {
			break
		}
		b.WriteString(source[:at])
		source = source[at:]
		open := ""
		if strings.HasPrefix(source, "{{c") {
			open = clozeOpen(source)
		}
		switch {
		case open != "":
			b.WriteString(string(markOpen) + open[len("{{c"):len(open)-len("::")] + string(markBegin))
			source = source[len(open):]
			depth++
		case depth > 0 && strings.HasPrefix(source, "}}"):
			b.WriteRune(markClose)
			source = source[len("}}"):]
			depth--
		case depth > 0 && strings.HasPrefix(source, "::"):
			b.WriteRune(markHint)
			source = source[len("::"):]
		default:
			b.WriteByte(source[0])
			source = source[1:]
		}
	}
	return b.String() + source
}

// clozeOpen is the beginning of a cloze at which the text begins, or "".
func clozeOpen(text string) string {
	const longest = 100
	if at := ankiOpens().FindStringIndex(text[:min(len(text), longest)]); at != nil && at[0] == 0 {
		return text[:at[1]]
	}
	return ""
}

// holeWriter turns marks into holes. A cloze inside another becomes part of it.
type holeWriter struct {
	examiner     examiner
	out          strings.Builder
	number       string
	answer, hint strings.Builder
	inHint       []bool // of each cloze that is open, the outermost first
	hinted       int    // how many of them have come to their hint
	holes        int
	told         []string // what is lost, each thing once
}

// maxHoles is how many holes the text of a deck may have.
const maxHoles = 50

func (h *holeWriter) write(text string) {
	for text != "" {
		at := strings.IndexFunc(text, func(r rune) bool { return r >= markOpen && r <= markClose })
		if at < 0 {
			break
		}
		h.text(text[:at])
		mark := []rune(text[at : at+len(string(markOpen))])[0]
		text = text[at+len(string(mark)):]
		switch mark {
		case markOpen:
			var number string
			number, text, _ = strings.Cut(text, string(markBegin))
			h.open(number)
		case markHint:
			h.beginHint()
		case markClose:
			h.close()
		}
	}
	h.text(text)
	for len(h.inHint) > 0 { // a cloze that does not end, ends with the text
		h.close()
	}
}

func (h *holeWriter) open(numbers string) {
	number, _, several := strings.Cut(numbers, ",")
	if several {
		h.tell("a cloze with several numbers is asked with the first of them only")
	}
	if len(h.inHint) == 0 {
		h.number = number
		h.answer.Reset()
		h.hint.Reset()
	} else {
		h.tell("a cloze inside another is not asked by itself")
	}
	h.inHint = append(h.inHint, false)
}

func (h *holeWriter) text(text string) {
	switch {
	case len(h.inHint) == 0:
		h.shownText(text)
	case h.hinted == 0:
		h.answer.WriteString(text)
	case h.inHint[0]:
		h.hint.WriteString(text)
	}
}

func (h *holeWriter) beginHint() {
	if last := len(h.inHint) - 1; !h.inHint[last] {
		h.inHint[last] = true
		h.hinted++
	}
}

func (h *holeWriter) close() {
	last := len(h.inHint) - 1
	if h.inHint[last] {
		h.hinted--
	}
	h.inHint = h.inHint[:last]
	if last > 0 {
		return
	}
	answer, hint := oneLine(h.answer.String()), oneLine(h.hint.String())
	number, err := strconv.Atoi(h.number)
	unasked := ""
	switch {
	case err != nil || number < 1 || number > 9999:
		unasked = "a cloze whose number is not from 1 to 9999 is shown, and not asked"
	case !h.examiner.markable(deck.TypeCloze, "", strings.ReplaceAll(answer, "|", "/")):
		unasked = "a cloze that cannot be compared by its words is shown, and not asked"
	case h.holes == maxHoles:
		unasked = fmt.Sprintf("clozes after the %dth are shown, and not asked", maxHoles)
	}
	if unasked != "" {
		h.tell(unasked)
		h.shownText(answer)
		return
	}
	if strings.Contains(answer, "|") {
		h.tell("| in a cloze is written / here")
	}
	hole := strconv.Itoa(number) + ":" + apart(strings.ReplaceAll(answer, "|", "/"))
	if hint != "" {
		hole += "|" + apart(hint)
	}
	if strings.HasSuffix(hole, "}") {
		hole += " "
	}
	if strings.HasSuffix(h.out.String(), "{") {
		h.out.WriteByte(' ')
	}
	h.out.WriteString("{{" + hole + "}}")
	h.holes++
}

// shownText is text outside of any hole.
func (h *holeWriter) shownText(text string) {
	if strings.HasPrefix(text, "{") && strings.HasSuffix(h.out.String(), "{") {
		h.out.WriteByte(' ')
	}
	for strings.Contains(text, "{{") {
		text = strings.ReplaceAll(text, "{{", "{ {")
	}
	h.out.WriteString(text)
}

// apart keeps braces of an answer from being taken for those of its hole.
func apart(text string) string {
	for strings.Contains(text, "{{") || strings.Contains(text, "}}") {
		text = strings.NewReplacer("{{", "{ {", "}}", "} }").Replace(text)
	}
	return text
}

func (h *holeWriter) tell(what string) {
	if !slices.Contains(h.told, what) {
		h.told = append(h.told, what)
	}
}
