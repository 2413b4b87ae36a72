package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drill/internal/deck"
)

// A course hands out tables, glossaries and lists of things worth remembering.
// They become the sources of a deck: a table with a column for the names of its
// rows, a cheat sheet, takeaways whose marked words are holes.

// handout gathers what a file of course material holds.
type handout struct {
	file     string
	examiner examiner
	ids      deck.IDs // of sources
	titles   map[string]int
	sources  []deck.DraftSource
	lines    map[string]int // on which each began, by id
	losses   []Loss
}

// add takes a source in that began on a line.
func (h *handout) add(line int, source deck.DraftSource) {
	h.lines[source.ID()] = line
	h.sources = append(h.sources, source)
}

func newHandout(o Options) *handout {
	return &handout{file: o.File, examiner: newExaminer(o.Language), titles: make(map[string]int), lines: make(map[string]int)}
}

func (h *handout) lose(line int, question, format string, args ...any) {
	h.losses = append(h.losses, Loss{File: h.file, Line: line, Question: question, What: fmt.Sprintf(format, args...)})
}

// title makes a title its own, since prompts name a table by it.
func (h *handout) title(title, fallback string) string {
	title = oneLine(cleanText(title))
	if title == "" {
		title = fallback
	}
	h.titles[title]++
	if n := h.titles[title]; n > 1 {
		return fmt.Sprintf("%s (%d)", title, n)
	}
	return title
}

// grid is a table as a file has it.
type grid struct {
	title  string
	line   int
	header []string
	rows   []gridRow
	comma  bool // numbers have a decimal comma
}

type gridRow struct {
	line  int
	cells []string
}

// Headers that tell a glossary from any other table of two or three columns.
var (
	termHeaders    = []string{"term", "word", "name", "concept", "expression", "abbreviation"}
	meaningHeaders = []string{"meaning", "definition", "description", "explanation", "means"}
	akaHeaders     = []string{"aka", "also known as", "synonym", "synonyms", "other names", "abbreviations"}
)

// glossaryColumns are where a glossary has its terms, meanings and other names; -1
// where there is no such column.
func glossaryColumns(header []string) (term, meaning, aka int) {
	term, meaning, aka = -1, -1, -1
	for i, title := range header {
		switch title = strings.ToLower(oneLine(title)); {
		case term < 0 && slices.Contains(termHeaders, title):
			term = i
		case meaning < 0 && slices.Contains(meaningHeaders, title):
			meaning = i
		case aka < 0 && slices.Contains(akaHeaders, title):
			aka = i
		}
	}
	return term, meaning, aka
}

// isGlossary reports whether the columns are those of a glossary and no others.
func isGlossary(header []string) bool {
	term, meaning, aka := glossaryColumns(header)
	known := 2
	if aka >= 0 {
		known++
	}
	return term >= 0 && meaning >= 0 && len(header) == known
}

// grid takes a table in: a cheat sheet where its columns are called so.
func (h *handout) grid(g grid) {
	if !isGlossary(g.header) {
		h.table(g)
		return
	}
	term, meaning, aka := glossaryColumns(g.header)
	var entries []gloss
	for _, row := range g.rows {
		entry := gloss{line: row.line, term: row.at(term), meaning: row.at(meaning)}
		for name := range strings.SplitSeq(row.at(aka), ";") {
			if name = oneLine(name); name != "" {
				entry.aka = append(entry.aka, name)
			}
		}
		entries = append(entries, entry)
	}
	h.glossary(g.title, entries)
}

// at is a cell, "" where the row has none.
func (r gridRow) at(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return cleanText(r.cells[i])
}

// gloss is a term with what it means.
type gloss struct {
	line          int
	term, meaning string
	aka           []string
}

// glossary takes in a cheat sheet.
func (h *handout) glossary(title string, entries []gloss) {
	sheet := &deck.DraftSheet{Title: h.title(title, "Terms")}
	sheet.ID = h.ids.Take(sheet.Title, "terms")
	var ids deck.IDs
	seen := make(map[string]bool)
	for _, entry := range entries {
		term, meaning := oneLine(cleanText(entry.term)), cleanText(entry.meaning)
		switch key := strings.ToLower(term); {
		case term == "" || meaning == "":
			h.lose(entry.line, "", "a term or its meaning is missing, and the entry is left out: %s", clip(oneLine(term+" "+meaning)))
			continue
		case seen[key]:
			h.lose(entry.line, "", "the term %q is there twice, and kept once", term)
			continue
		default:
			seen[key] = true
		}
		made := deck.DraftEntry{ID: ids.Take(term, "entry"), Term: term, Aka: entry.aka, Meaning: meaning}
		canDefine := h.examiner.markable(deck.TypeText, "", meaning)
		canName := h.examiner.markable(deck.TypeShort, "", term) && !holdsAny(meaning, append(entry.aka, term))
		switch {
		case !canDefine && !canName:
			h.lose(entry.line, "", "the entry %q has no words that could be compared, and is left out", term)
			continue
		case !canName:
			made.Parts = []string{"define"}
		case !canDefine:
			made.Parts = []string{"name"}
		}
		sheet.Entries = append(sheet.Entries, made)
		h.lines[sheet.ID+"."+made.ID] = entry.line
	}
	if len(sheet.Entries) > 0 {
		h.add(entries[0].line, deck.DraftSource{Sheet: sheet})
	}
}

var wordSigns = pattern(`[^\pL\pN]+`)

// holdsAny reports whether a text holds one of the names as whole words.
func holdsAny(text string, names []string) bool {
	words := " " + strings.ToLower(wordSigns().ReplaceAllString(text, " ")) + " "
	for _, name := range names {
		if name = strings.TrimSpace(strings.ToLower(wordSigns().ReplaceAllString(name, " "))); name != "" && strings.Contains(words, " "+name+" ") {
			return true
		}
	}
	return false
}

// finish gives the deck.
func (h *handout) finish(o Options, title string) (Imported, error) {
	if len(h.sources) == 0 {
		if len(h.losses) > 0 {
			return Imported{}, problemAt(o.File, h.losses[0].Line, "nothing in it can be asked; first: "+h.losses[0].What, "give it a table, a glossary or a list of takeaways")
		}
		return Imported{}, problemAt(o.File, 0, "the file holds no table, glossary or list", "give it a table, a glossary or a list of takeaways")
	}
	draft := deck.Draft{ID: o.ID, Title: o.Title, Language: o.Language, Sources: h.sources}
	if draft.Title == "" {
		draft.Title = oneLine(cleanText(title))
	}
	if draft.Title == "" {
		draft.Title = titleOf(nil, o.File)
	}
	if draft.ID == "" {
		draft.ID = new(deck.IDs).Take(draft.Title, "import")
	}
	return Imported{Draft: draft, Lines: h.lines, Losses: h.losses}, nil
}

// plainNumber reads a number as people write them in tables, with commas between
// thousands.
var plainNumber = pattern(`^[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$`)

func parsePlain(text string) (float64, bool) {
	if !plainNumber().MatchString(text) {
		return 0, false
	}
	number, err := strconv.ParseFloat(strings.NewReplacer(",", "", "−", "-", "+", "").Replace(text), 64)
	return number, err == nil
}

// pointed writes a number with a decimal comma, and points between thousands, the
// other way round.
func pointed(number string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ',':
			return '.'
		case '.':
			return ','
		}
		return r
	}, number)
}
