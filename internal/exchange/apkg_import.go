package exchange

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// cardTemplate makes the two sides of a card.
type cardTemplate struct {
	name             string
	question, answer template
}

func newCardTemplate(name, question, answer string) *cardTemplate {
	return &cardTemplate{name, parseTemplate(question), parseTemplate(answer)}
}

// Import makes questions of the collection that the package holds, as it was
// read from what Collection wrote: one of each card, and of a note with clozes
// one. The error is deck.Problems.
func (p *Package) Import(c Collection, o Options) (Imported, error) {
	return p.importWithin(maxLookedAt, c, o)
}

func (p *Package) importWithin(budget int64, c Collection, o Options) (Imported, error) {
	types, err := c.notetypes()
	if err != nil {
		return Imported{}, p.problem(err.Error(), "export it anew")
	}
	decks, err := c.deckNames()
	if err != nil {
		return Imported{}, p.problem(err.Error(), "export it anew")
	}
	i := collectionImport{
		notes: ankiNotes{file: p.file, isHTML: true, examiner: newExaminer(o.Language), stored: p.media},
		types: types, decks: decks, cards: make(map[int64][]CollectionCard), told: make(map[string]bool),
		budget: budget,
	}
	for _, card := range c.Cards {
		i.cards[card.Note] = append(i.cards[card.Note], card)
	}
	for _, note := range c.Notes {
		if i.note(note); i.budget < 0 {
			return Imported{}, p.problem(fmt.Sprintf("its cards show over %d KB of text", budget>>10), "export it deck by deck")
		}
		if i.notes.full() {
			break
		}
	}
	i.schedule(c.Cards)
	if i.controls {
		i.notes.losses = append(i.notes.losses, controlsLost(p.file))
	}
	return i.notes.finish(o, nil)
}

// maxLookedAt is how many bytes of fields all templates together may show. Many
// cards that each show much would take hours.
const maxLookedAt = 1 << 30

type collectionImport struct {
	notes  ankiNotes
	types  map[int64]*notetype
	decks  map[int64]string
	cards  map[int64][]CollectionCard // by note
	told   map[string]bool            // losses of a template, told once
	budget int64

	controls bool // characters that no deck holds were in the notes
}

// schedule tells of what Anki knows about the learner.
func (i *collectionImport) schedule(cards []CollectionCard) {
	studied, suspended := 0, 0
	for _, card := range cards {
		if card.Reviews > 0 {
			studied++
		}
		if card.Suspended {
			suspended++
		}
	}
	if studied > 0 {
		i.lose(fmt.Sprintf("the schedule is not carried over: cards studied in Anki, of which there are %d, are new here", studied))
	}
	if suspended > 0 {
		i.lose(fmt.Sprintf("cards suspended in Anki, of which there are %d, are asked", suspended))
	}
}

func (i *collectionImport) lose(what string) {
	i.notes.losses = append(i.notes.losses, Loss{File: i.notes.file, What: what})
}

func (i *collectionImport) note(row CollectionNote) {
	if len(row.Fields)+len(row.GUID)+len(row.Tags) > maxNote {
		i.notes.loseLong(ankiNote{})
		return
	}
	fields := strings.Split(row.Fields, "\x1f")
	i.controls = i.controls || slices.ContainsFunc(fields, func(field string) bool { return strings.ContainsFunc(field, isControl) })
	note := ankiNote{id: i.notes.name(row.GUID, fields[0]), tags: strings.Fields(row.Tags)}
	t, cards := i.types[row.Notetype], i.cards[row.ID]
	switch {
	case t == nil:
		i.notes.lose(note, "its note type is not in the package, and it is not asked", nil)
		return
	case t.occlusion || isOcclusion(t.name):
		i.notes.lose(note, "hides parts of a picture, and is not asked", nil)
		return
	case t.cloze && !hasCloze(row.Fields):
		i.notes.lose(note, "has no cloze, and is not asked", nil)
		return
	case len(cards) == 0:
		i.notes.lose(note, "has no card, and is not asked", nil)
		return
	}
	if note.deck = i.decks[cards[0].Deck]; note.deck == "Default" {
		note.deck = ""
	}
	values := make(map[string]string, len(t.fields))
	for at, name := range t.fields {
		if at < len(fields) {
			values[name] = fields[at]
		} else {
			values[name] = ""
		}
	}
	if t.cloze {
		i.cloze(note, t, cards, values)
		return
	}
	asked := make(map[int64]bool)
	for _, card := range cards {
		made := t.templates[card.Ord]
		switch {
		case asked[card.Ord]:
		case made == nil || card.Ord < 0 || card.Ord > maxColumns:
			i.notes.lose(note, "has a card without a template, which is not asked", nil)
		default:
			i.card(note, t, made, int(card.Ord)+1, values)
		}
		asked[card.Ord] = true
	}
}

// sideOf is a side of a card to be made.
func (i *collectionImport) sideOf(note ankiNote, t *notetype, made *cardTemplate, values map[string]string) side {
	levels := strings.Split(note.deck, "::")
	return side{
		fields: values, filled: make(map[string]bool), budget: &i.budget,
		special: map[string]string{
			"FrontSide": "", "CardFlag": "", "CardID": "",
			"Tags": html.EscapeString(strings.Join(note.tags, " ")), "Type": html.EscapeString(t.name), "Card": html.EscapeString(made.name),
			"Deck": html.EscapeString(note.deck), "Subdeck": html.EscapeString(levels[len(levels)-1]),
		},
		unknown: func(what string) {
			what = fmt.Sprintf("template %q of note type %q: %s", clip(made.name), clip(t.name), what)
			if !i.told[what] {
				i.told[what] = true
				i.lose(what)
			}
		},
	}
}

// card makes a question of a card of a note. The back is what stands below the
// ruler that Anki scrolls to, or all but the front where there is none.
func (i *collectionImport) card(note ankiNote, t *notetype, made *cardTemplate, number int, values map[string]string) {
	note = i.notes.card(note, number)
	front := i.sideOf(note, t, made, values)
	shown := front.render(made.question)
	back := i.sideOf(note, t, made, values)
	back.answer = true
	below := belowRuler(back.render(made.answer), shown)
	if front.tooLong || back.tooLong {
		i.notes.loseLong(note)
		return
	}
	answer := i.notes.split(below)
	if field, typed := made.question.typed(); typed && values[field] != "" {
		answer = ankiBack{answer: values[field], explanation: below, typed: true}
	}
	i.notes.ask(note, shown, answer, strings.Join(front.hints, "<br>"))
}

// cloze makes a question of all cards of a note with clozes.
func (i *collectionImport) cloze(note ankiNote, t *notetype, cards []CollectionCard, values map[string]string) {
	made := t.templates[0]
	if made == nil {
		i.notes.lose(note, "its note type has no template, and it is not asked", nil)
		return
	}
	front := i.sideOf(note, t, made, values)
	for _, card := range cards {
		front.special[fmt.Sprintf("c%d", card.Ord+1)] = "1"
	}
	front.clozes = true
	back := front
	back.answer = true
	text := front.render(made.question)
	below := belowRuler(back.render(made.answer), "")
	if front.tooLong || back.tooLong {
		i.notes.loseLong(note)
		return
	}
	i.notes.cloze(note, text, below, strings.Join(front.hints, "<br>"))
}

var (
	answerRuler = pattern(`(?i)<hr\b[^>]*\bid\s*=\s*["']?answer\b[^>]*>`)
	unseen      = pattern(`(?is)<style\b.*?</style>|<script\b.*?</script>|<!--.*?-->`)
)

// belowRuler is the part of a back that is not the front once more.
func belowRuler(back, front string) string {
	if at := answerRuler().FindStringIndex(back); at != nil {
		return back[at[1]:]
	}
	back, front = strings.TrimSpace(unseen().ReplaceAllString(back, "")), strings.TrimSpace(unseen().ReplaceAllString(front, ""))
	rest, ok := strings.CutPrefix(back, front)
	if ok && front != "" && (strings.HasPrefix(rest, "<") || strings.HasPrefix(rest, "\n")) {
		return rest
	}
	return back
}
