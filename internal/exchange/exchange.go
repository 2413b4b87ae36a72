// Package exchange reads and writes other people's formats: GIFT, Aiken, Moodle
// XML, Anki's text files and packages, CSV and Markdown. An import gives a draft
// of a deck and says, with the line, what it could not carry; it writes nothing.
// An export writes what a format can hold and says what it cannot.
package exchange

import (
	"fmt"
	"io"
	"strings"

	"drill/internal/deck"
)

// Options say what a file that is imported is called, and what its deck is to
// be.
type Options struct {
	// File is the name of the file in messages.
	File string
	// ID, Title and Language of the deck; empty leaves them to the file.
	ID, Title, Language string
}

// Imported is what a file held.
type Imported struct {
	Draft  deck.Draft
	Losses []Loss
	// Lines are the lines on which the questions stood, by the id of their
	// source; nil where the file has none.
	Lines map[string]int
}

// Loss is something that could not be carried over.
type Loss struct {
	File string `json:"file,omitempty"`
	// Line counts from 1; 0 means that the file has no lines.
	Line int `json:"line,omitempty"`
	// Question is the id of the question in the deck; empty when none came of
	// it.
	Question string `json:"question,omitempty"`
	// What says what is not there, and what stands instead.
	What string `json:"what"`
}

// String is the loss on one line: place, question, what.
func (l Loss) String() string {
	var parts []string
	if l.File != "" {
		place := l.File
		if l.Line > 0 {
			place += fmt.Sprintf(":%d", l.Line)
		}
		parts = append(parts, place)
	}
	if l.Question != "" {
		parts = append(parts, l.Question)
	}
	return strings.Join(append(parts, l.What), ": ")
}

// Importer reads a file. The error is deck.Problems with the lines at which the
// file is not what it should be; nothing is imported then.
type Importer func(data []byte, o Options) (Imported, error)

// Exporter writes a deck and says what the format could not hold.
type Exporter func(w io.Writer, d *deck.Deck) ([]Loss, error)

// maxSize is the most bytes of a file that is imported.
const maxSize = 64 << 20

// maxQuestions is the most questions that one import gives: as many as a deck
// may hold.
const maxQuestions = 100_000
