package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Collection is the rows of a collection as they are in its database. Up to
// schema 11 note types and decks are JSON in Models and Decks; later ones have
// tables of them.
type Collection struct {
	Models, Decks string
	Notetypes     []CollectionNotetype
	Fields        []CollectionPart
	Templates     []CollectionPart
	DeckNames     []CollectionDeck
	Notes         []CollectionNote
	Cards         []CollectionCard
}

// CollectionNotetype is a note type; Config is a message of Anki's.
type CollectionNotetype struct {
	ID     int64
	Name   string
	Config []byte
}

// CollectionPart is a field or a template of a note type.
type CollectionPart struct {
	Notetype, Ord int64
	Name          string
	Config        []byte
}

// CollectionDeck is the name of a deck.
type CollectionDeck struct {
	ID   int64
	Name string
}

// CollectionNote is a note; U+001F stands between its fields.
type CollectionNote struct {
	ID, Notetype       int64
	GUID, Tags, Fields string
}

// CollectionCard is a card of a note. Reviews counts how often it was answered.
type CollectionCard struct {
	Note, Ord, Deck, Reviews int64
	Suspended                bool
}

// notetype is what makes cards of the notes of its kind.
type notetype struct {
	name      string
	cloze     bool
	occlusion bool
	fields    []string
	templates map[int64]*cardTemplate
}

// kindOcclusion is the number that Anki gives the note type in which parts of
// a picture are hidden.
const kindOcclusion = 6

// notetypes reads the note types, in the form that the collection has them.
func (c *Collection) notetypes() (map[int64]*notetype, error) {
	if len(c.Notetypes) == 0 {
		return modelsOf(c.Models)
	}
	types := make(map[int64]*notetype)
	for _, row := range c.Notetypes {
		t := &notetype{name: row.Name, templates: make(map[int64]*cardTemplate)}
		protoFields(row.Config, func(field, value uint64) {
			t.cloze = t.cloze || field == 1 && value == 1
			t.occlusion = t.occlusion || field == 9 && value == kindOcclusion
		}, noBytes)
		types[row.ID] = t
	}
	slices.SortStableFunc(c.Fields, func(a, b CollectionPart) int { return cmp.Compare(a.Ord, b.Ord) })
	for _, row := range c.Fields {
		if t := types[row.Notetype]; t != nil {
			t.fields = append(t.fields, row.Name)
		}
	}
	for _, row := range c.Templates {
		if t := types[row.Notetype]; t != nil {
			var sides [3]string
			protoFields(row.Config, noInteger, func(field uint64, value []byte) {
				if field == 1 || field == 2 {
					sides[field] = string(value)
				}
			})
			t.templates[row.Ord] = newCardTemplate(row.Name, sides[1], sides[2])
		}
	}
	return types, nil
}

// model is a note type in JSON.
type model struct {
	Name      string      `json:"name"`
	Type      int         `json:"type"`
	Kind      int         `json:"originalStockKind"`
	Fields    []modelPart `json:"flds"`
	Templates []modelPart `json:"tmpls"`
}

// modelPart is a field, or a template with its sides.
type modelPart struct {
	Name     string  `json:"name"`
	Ord      float64 `json:"ord"`
	Question string  `json:"qfmt"`
	Answer   string  `json:"afmt"`
}

func modelsOf(text string) (map[int64]*notetype, error) {
	var models map[string]model
	if err := json.Unmarshal([]byte(text), &models); err != nil {
		return nil, fmt.Errorf("the note types cannot be read: %w", err)
	}
	types := make(map[int64]*notetype)
	for key, m := range models {
		id, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			continue
		}
		t := &notetype{name: m.Name, cloze: m.Type == 1, occlusion: m.Kind == kindOcclusion, templates: make(map[int64]*cardTemplate)}
		slices.SortStableFunc(m.Fields, func(a, b modelPart) int { return cmp.Compare(a.Ord, b.Ord) })
		for _, field := range m.Fields {
			t.fields = append(t.fields, field.Name)
		}
		for _, part := range m.Templates {
			t.templates[int64(part.Ord)] = newCardTemplate(part.Name, part.Question, part.Answer)
		}
		types[id] = t
	}
	return types, nil
}

// deckNames are the names of the decks by id, with :: between levels.
func (c *Collection) deckNames() (map[int64]string, error) {
	names := make(map[int64]string)
	for _, row := range c.DeckNames {
		names[row.ID] = strings.ReplaceAll(row.Name, "\x1f", "::")
	}
	if len(c.DeckNames) > 0 || strings.TrimSpace(c.Decks) == "" {
		return names, nil
	}
	var decks map[string]struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal([]byte(c.Decks), &decks); err != nil {
		return nil, fmt.Errorf("the decks cannot be read: %w", err)
	}
	for key, d := range decks {
		if id, err := strconv.ParseInt(key, 10, 64); err == nil {
			names[id] = d.Name
		}
	}
	return names, nil
}
