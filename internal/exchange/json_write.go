package exchange

import (
	"bytes"
	"encoding/json"
	"io"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/printable"
)

// jsonFormat is the version of the document that ExportJSON writes.
const jsonFormat = 1

type jsonDeck struct {
	Format      int                 `json:"format"`
	ID          string              `json:"id"`
	Title       string              `json:"title"`
	Description string              `json:"description,omitempty"`
	Language    string              `json:"language"`
	Citation    string              `json:"citation,omitempty"`
	Tags        []string            `json:"tags,omitempty"`
	Synonyms    map[string][]string `json:"synonyms,omitempty"`
	Moved       map[string]string   `json:"moved,omitempty"`
	Hash        string              `json:"hash"`
	Questions   []jsonQuestion      `json:"questions"`
}

// jsonQuestion is a question with all that a deck knows of it.
type jsonQuestion struct {
	ID          string              `json:"id"`
	Cards       []string            `json:"cards"` // by the keys that reports name them by
	Type        deck.Type           `json:"type"`
	Prompt      string              `json:"prompt,omitempty"`
	Text        string              `json:"text,omitempty"`
	Answer      string              `json:"answer,omitempty"`
	True        *bool               `json:"true,omitempty"`
	Answers     []string            `json:"answers,omitempty"`
	Wrong       []string            `json:"wrong,omitempty"`
	Last        []string            `json:"last,omitempty"`
	Items       []string            `json:"items,omitempty"`
	Pairs       []jsonPair          `json:"pairs,omitempty"`
	Accept      []string            `json:"accept,omitempty"`
	AcceptHole  map[string][]string `json:"accept_hole,omitempty"`
	Pattern     []string            `json:"pattern,omitempty"`
	MatchCase   bool                `json:"match_case,omitempty"`
	Rivals      []string            `json:"rivals,omitempty"`
	Credit      map[string]float64  `json:"credit,omitempty"`
	Feedback    map[string]string   `json:"feedback,omitempty"`
	Number      *grading.Number     `json:"number,omitempty"`
	ByHand      bool                `json:"by_hand,omitempty"`
	Derived     bool                `json:"derived,omitempty"` // its rubric is made from the answer
	Criteria    []grading.Criterion `json:"criteria,omitempty"`
	Rejects     []grading.Reject    `json:"rejects,omitempty"`
	Examples    []jsonExample       `json:"examples,omitempty"`
	Typos       grading.Typos       `json:"typos,omitempty"`
	Bands       []grading.Band      `json:"bands,omitempty"`
	ListWanted  bool                `json:"list_wanted,omitempty"` // no test for a list of keywords
	NotTypo     []string            `json:"not_typo,omitempty"`
	Points      float64             `json:"points"`
	Hint        string              `json:"hint,omitempty"`
	Explanation string              `json:"explanation,omitempty"`
	Citation    string              `json:"citation,omitempty"`
	Tags        []string            `json:"tags,omitempty"`
	Difficulty  string              `json:"difficulty,omitempty"`
	Seconds     int                 `json:"seconds,omitempty"`
	Image       string              `json:"image,omitempty"`
	File        string              `json:"file"`
	Line        int                 `json:"line,omitempty"`
}

type jsonPair struct {
	Left  string `json:"left"`
	Right string `json:"right"`
}

type jsonExample struct {
	Response string  `json:"response"`
	Score    float64 `json:"score"`
}

// ExportJSON writes all that a deck knows of its questions as one document, for
// programs. Nothing is lost.
func ExportJSON(w io.Writer, d *deck.Deck) ([]Loss, error) {
	document := jsonDeck{
		Format: jsonFormat, ID: d.ID, Title: d.Title, Description: d.Description, Language: d.Language, Citation: d.Citation,
		Tags: d.Tags, Synonyms: d.Synonyms, Moved: d.Moved, Hash: d.Hash, Questions: []jsonQuestion{},
	}
	head, err := indented(document, "")
	if err != nil {
		return nil, err
	}
	questions := flatten(d)
	if len(questions) == 0 {
		_, err := w.Write(head)
		return nil, err
	}
	// A card of a long table has sixty rivals, and the document many times the
	// bytes of its deck. So it is written question by question, and not encoded,
	// indented and escaped as a whole.
	const inside = "    "
	between := string(bytes.TrimSuffix(head, []byte("]\n}\n"))) + "\n" + inside
	for _, f := range questions {
		text, err := indented(jsonOf(f), inside)
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, between+string(bytes.TrimSuffix(text, []byte("\n")))); err != nil {
			return nil, err
		}
		between = ",\n" + inside
	}
	_, err = io.WriteString(w, "\n  ]\n}\n")
	return nil, err
}

// indented is a value as JSON with a line end, its lines but the first behind a
// prefix.
func indented(value any, prefix string) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, "  ")
	err := encoder.Encode(value)
	return printable.JSON(text.Bytes()), err
}

func jsonOf(f flat) jsonQuestion {
	q := jsonQuestion{
		ID: f.ID, Type: f.Type, Prompt: f.Prompt, Text: f.Text, Answer: f.Answer, Answers: f.Answers, Wrong: f.Wrong, Last: f.Last,
		Items: f.Items, Accept: f.Accept, AcceptHole: f.AcceptHole, Pattern: f.Pattern, MatchCase: f.MatchCase,
		Credit: f.Credit, Feedback: f.Feedback, Number: f.Number, ByHand: f.ByHand, Derived: f.derived, Criteria: f.Criteria, Rejects: f.Rejects,
		Typos: f.card.Spec.Typos, NotTypo: f.card.Spec.NotTypo, Bands: f.Bands, ListWanted: f.ListWanted,
		Points: f.Points, Hint: f.Hint, Explanation: f.Explanation, Citation: f.Citation, Tags: f.Tags, Difficulty: f.Difficulty,
		Seconds: f.Seconds, Image: f.Image, File: f.card.Origin.File, Line: f.card.Origin.Line,
	}
	if f.Type == deck.TypeShort {
		q.Rivals = f.card.Rivals()
	}
	if f.Type == deck.TypeTrueFalse {
		q.True = &f.True
	}
	for _, card := range f.cards {
		q.Cards = append(q.Cards, card.Key())
	}
	for _, pair := range f.Pairs {
		q.Pairs = append(q.Pairs, jsonPair(pair))
	}
	for _, example := range f.Examples {
		q.Examples = append(q.Examples, jsonExample{example.Response, example.Score})
	}
	return q
}
