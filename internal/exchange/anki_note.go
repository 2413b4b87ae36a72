package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"drill/internal/deck"
)

// A note of Anki is a row of fields from which its note type makes cards. Here
// a card becomes a question with the id of its note:
//
//	front and back      short, where the back is up to four words, else text
//	{{c1::answer}}      cloze, one question for the note, with its numbers
//	a second card       a question of its own, ID-card-2
//
// The id comes from what Anki itself tells notes by, and so stays the same when
// the text is edited there and imported anew.

// ankiNote is what the questions of a note have in common.
type ankiNote struct {
	line int // 0 where the notes are in a database
	id   string
	tags []string
	deck string // a::b
}

// ankiNotes makes questions of notes.
type ankiNotes struct {
	file      string
	isHTML    bool
	examiner  examiner
	stored    map[string]bool // the media that came along; nil where none can
	ids       deck.IDs
	questions []deck.DraftQuestion
	decks     []string // of each question
	losses    []Loss
}

// ankiBack is what is shown as the answer, and what to say besides.
type ankiBack struct {
	answer, explanation string
	typed               bool // Anki has it typed, however long it is
}

// ask makes a question of a front and a back.
func (n *ankiNotes) ask(note ankiNote, front string, back ankiBack, hint string) {
	prompt, media := n.plain(front)
	answer, more := n.plain(back.answer)
	media = append(media, more...)
	explanation, more := n.plain(back.explanation)
	media = append(media, more...)
	hint, more = n.plain(hint)
	media = append(media, more...)
	switch {
	case strings.Trim(prompt, " _\n") == "":
		n.lose(note, "its front holds no text, and it is not asked", media)
		return
	case answer == "":
		n.lose(note, "its back holds no text, and it is not asked", media)
		return
	}
	question := deck.DraftQuestion{ID: note.id, Type: deck.TypeText, Prompt: prompt, Answer: answer}
	if question.Hint = hint; explanation != answer {
		question.Explanation = explanation
	}
	if back.typed || isShort(answer) {
		question.Type, question.Answer = deck.TypeShort, oneLine(answer)
	}
	if !n.examiner.markable(question.Type, prompt, question.Answer) {
		question.Type, question.Answer, question.ByHand = deck.TypeText, answer, true
		n.lose(note, "its answer cannot be compared by its words: the learner judges", nil)
	}
	n.add(note, question, media)
}

// add takes a question up, and tells of the media that it does without.
func (n *ankiNotes) add(note ankiNote, question deck.DraftQuestion, media []string) {
	question.Tags = note.tags
	n.questions, n.decks = append(n.questions, question), append(n.decks, note.deck)
	if len(media) > 0 {
		n.lose(note, "is asked without its media", media)
	}
}

// lose notes what is not carried over, with the media that it is about.
func (n *ankiNotes) lose(note ankiNote, what string, media []string) {
	slices.Sort(media)
	for i, name := range slices.Compact(media) {
		what += map[bool]string{true: ": ", false: ", "}[i == 0] + clip(name)
		if n.stored != nil && !n.stored[name] {
			what += " (not in the package)"
		}
	}
	n.losses = append(n.losses, Loss{File: n.file, Line: note.line, Question: note.id, What: what})
}

var (
	ankiSound = pattern(`\[sound:([^\]]*)\]`)
	ankiRule  = pattern(`(?i)<hr\b[^>]*>`)
	// ankiMarks stand around formulas and spoken text; what is inside stays.
	ankiMarks = pattern(`\[/?(?:latex|\$\$?)\]|\[/?anki:[^\]]*\]`)
)

// plain is a field as a person reads it, and the media that it refers to.
func (n *ankiNotes) plain(source string) (text string, media []string) {
	for _, sound := range ankiSound().FindAllStringSubmatch(source, -1) {
		media = append(media, sound[1])
	}
	source = ankiMarks().ReplaceAllString(ankiSound().ReplaceAllString(source, ""), "")
	if n.isHTML {
		var shown []string
		source, shown = plainText(source)
		media = append(media, shown...)
	}
	return cleanText(source), media
}

// split divides a back at a ruler: what stands below it explains the answer.
func (n *ankiNotes) split(back string) ankiBack {
	if at := ankiRule().FindStringIndex(back); n.isHTML && at != nil && ankiHasText(back[:at[0]]) {
		return ankiBack{answer: back[:at[0]], explanation: back[at[1]:]}
	}
	return ankiBack{answer: back}
}

func ankiHasText(source string) bool {
	text, _ := plainText(source)
	return text != ""
}

// name gives a note its id: made of the guid where it has one, else of its
// first text.
func (n *ankiNotes) name(guid, first string) string {
	if guid == "" {
		text, _ := n.plain(ankiOpens().ReplaceAllString(first, ""))
		return n.ids.Take(ankiSlug(text), "note")
	}
	id := guid
	if own := ownKey().FindStringSubmatch(guid); own != nil {
		id = strings.NewReplacer(".", "-", "#", "-").Replace(own[1] + own[2])
	}
	if !plainID().MatchString(id) {
		sum := sha256.Sum256([]byte(guid))
		id = ankiSlug(id) + "-" + hex.EncodeToString(sum[:4])
	}
	return n.ids.Take(id, "note")
}

var (
	// ownKey is what an export of ours has for a guid: the key of a card, which
	// without the deck is the id of a question or begins with it.
	ownKey  = pattern(`^[a-z0-9][a-z0-9-]*/([a-z0-9][a-z0-9.-]*?)(?:#ask|(#[a-z0-9-]+))?$`)
	plainID = pattern(`^[a-z0-9][a-z0-9-]{0,39}$`)
)

// ankiSlug is the beginning of an id that leaves room for an ending.
func ankiSlug(text string) string {
	const most = 30
	slug := new(deck.IDs).Take(text, "note")
	return strings.TrimRight(slug[:min(len(slug), most)], "-")
}

// card is the note as a further card of it, counted from 1.
func (n *ankiNotes) card(note ankiNote, number int) ankiNote {
	if number > 1 {
		note.id = n.ids.Take(fmt.Sprintf("%s-card-%d", ankiSlug(note.id), number), "note")
	}
	return note
}

// full reports more notes than a deck could hold.
func (n *ankiNotes) full() bool {
	return len(n.questions) > maxQuestions || len(n.losses) > maxQuestions
}

// maxNote is how long a note may be, and each side of its cards.
const maxNote = 1 << 20

func (n *ankiNotes) loseLong(note ankiNote) {
	n.lose(note, fmt.Sprintf("is longer than %d KB, and is not asked", maxNote>>10), nil)
}

// finish gives the deck. Its title is the deck that all notes are in; a deck
// below it becomes a tag of its notes.
func (n *ankiNotes) finish(o Options, tags []string) (Imported, error) {
	switch {
	case n.full():
		return Imported{}, problemAt(n.file, 0, fmt.Sprintf("over %d notes are in it", maxQuestions), "export and import deck by deck")
	case len(n.questions) == 0 && len(n.losses) > 0:
		return Imported{}, problemAt(n.file, n.losses[0].Line, "no note can be asked; of the first: "+n.losses[0].What, "export notes with a text on both sides")
	case len(n.questions) == 0:
		return Imported{}, problemAt(n.file, 0, "the file holds no notes", "check that it is an export of Anki's")
	}
	above := commonDeck(n.decks)
	imported := Imported{Losses: n.losses}
	imported.Draft = deck.Draft{ID: o.ID, Title: o.Title, Language: o.Language, Tags: tags}
	for i, question := range n.questions {
		if levels := deckLevels(n.decks[i]); len(levels) > len(above) {
			question.Tags = append(slices.Clip(question.Tags), levels[len(levels)-1])
		}
		question.Tags = distinctTags(question.Tags)
		imported.Draft.Sources = append(imported.Draft.Sources, deck.DraftSource{Question: &question})
	}
	if imported.Draft.Title == "" {
		imported.Draft.Title = titleOf(above, o.File)
	}
	if imported.Draft.ID == "" {
		imported.Draft.ID = new(deck.IDs).Take(imported.Draft.Title, "anki")
	}
	return imported, nil
}

func deckLevels(name string) []string {
	var levels []string
	for level := range strings.SplitSeq(name, "::") {
		if level = oneLine(cleanText(level)); level != "" {
			levels = append(levels, level)
		}
	}
	return levels
}

// commonDeck are the levels that the names of all decks begin with.
func commonDeck(names []string) []string {
	common := deckLevels(names[0])
	for i, name := range names {
		if name != names[max(i-1, 0)] {
			common = commonLevels(common, deckLevels(name))
		}
	}
	return common
}
