package exchange

import (
	"strings"
)

// ImportAnkiText reads notes from a text file as Anki exports them and takes
// them: a note on each line, its fields separated by tabs, commas or the like,
// below lines such as #separator:tab that say how to read it. The error is
// deck.Problems.
func ImportAnkiText(data []byte, o Options) (Imported, error) {
	text, err := readText(data, o.File)
	if err != nil {
		return Imported{}, err
	}
	header, losses, err := readAnkiHeader(o.File, text)
	if err != nil {
		return Imported{}, err
	}
	t := ankiTextReader{header: header, notes: ankiNotes{file: o.File, isHTML: header.isHTML, examiner: newExaminer(o.Language), losses: losses}}
	rows := ankiRows{file: o.File, rest: text, separator: header.separator, line: 1}
	for {
		row, ok, err := rows.next()
		if err != nil {
			return Imported{}, err
		}
		if !ok || t.notes.full() {
			break
		}
		t.note(row)
	}
	return t.notes.finish(o, distinctTags(header.tags))
}

type ankiTextReader struct {
	header ankiHeader
	notes  ankiNotes
}

// note makes the questions of a row.
func (t *ankiTextReader) note(row ankiRow) {
	if row.size() > maxNote {
		t.notes.loseLong(ankiNote{line: row.line})
		return
	}
	fields, names := t.header.contents(row)
	if strings.TrimSpace(strings.Join(fields, "")) == "" {
		return
	}
	notetype := t.header.notetype
	if own := row.at(t.header.notetypeColumn); own != "" {
		notetype = own
	}
	note := ankiNote{line: row.line, tags: strings.Fields(row.at(t.header.tagsColumn)), deck: t.header.deck}
	if own := row.at(t.header.deckColumn); own != "" {
		note.deck = own
	}
	note.id = t.notes.name(row.at(t.header.guidColumn), fields[0])
	if isOcclusion(notetype) {
		t.notes.lose(note, "hides parts of a picture, and is not asked", nil)
		return
	}
	for i, field := range fields {
		if hasCloze(field) {
			t.notes.cloze(note, field, t.named(fields, names, i), "")
			return
		}
	}
	if strings.Contains(strings.ToLower(notetype), "cloze") {
		t.notes.lose(note, "has no cloze, and is not asked", nil)
		return
	}
	t.sides(note, notetype, fields, names)
}

// sides makes a question of the first two fields, and another of the way back
// where the note type has one.
func (t *ankiTextReader) sides(note ankiNote, notetype string, fields, names []string) {
	if len(fields) < 2 {
		t.notes.lose(note, "has no back, and is not asked", nil)
		return
	}
	reversed, used := isReversed(notetype, fields)
	back := t.notes.split(fields[1])
	front := t.notes.split(fields[0])
	back.typed = strings.Contains(strings.ToLower(notetype), "type in")
	rest := t.named(fields, names, used...)
	if back.explanation == "" {
		back.explanation = rest
	} else if rest != "" {
		back.explanation += t.lineEnd() + rest
	}
	t.notes.ask(note, fields[0], back, "")
	if reversed {
		t.notes.ask(t.notes.card(note, 2), back.answer, ankiBack{answer: front.answer, explanation: back.explanation}, "")
	}
}

// isReversed reports whether the note type asks the way back too, and which
// fields it needs. The optional kind does so where its third field is filled.
func isReversed(notetype string, fields []string) (reversed bool, used []int) {
	notetype = strings.ToLower(notetype)
	switch {
	case !strings.Contains(notetype, "reversed"):
		return false, []int{0, 1}
	case !strings.Contains(notetype, "optional"):
		return true, []int{0, 1}
	}
	return len(fields) > 2 && strings.TrimSpace(fields[2]) != "", []int{0, 1, 2}
}

func isOcclusion(notetype string) bool {
	return strings.Contains(strings.ToLower(notetype), "image occlusion")
}

// named are the fields but those used, a line each, behind the name of their
// column.
func (t *ankiTextReader) named(fields, names []string, used ...int) string {
	taken := make(map[int]bool)
	for _, i := range used {
		taken[i] = true
	}
	var lines []string
	for i, field := range fields {
		switch {
		case taken[i], strings.TrimSpace(field) == "":
		case names[i] == "":
			lines = append(lines, field)
		default:
			lines = append(lines, names[i]+": "+field)
		}
	}
	return strings.Join(lines, t.lineEnd())
}

func (t *ankiTextReader) lineEnd() string {
	if t.header.isHTML {
		return "<br>"
	}
	return "\n"
}
