package deck

import (
	"bufio"
	"errors"
	"io"

	"drill/internal/grading"
)

// ErrNoRubric is returned for a card that no rubric of criteria can be written for:
// its responses are marked by its options, its accepted answers or its number.
var ErrNoRubric = errors.New("no criteria can be written for the card")

// derivedNotes stand above a rubric that nobody wrote yet.
var derivedNotes = []string{
	"Derived from the model answer: put it right under the answer, above other tables of",
	"the question, and make it yours.",
	"One difference: what is derived sends a response that denies a criterion to a person.",
}

// inlineNote is for a holder that decks mostly write on one line.
const inlineNote = "For this, why stands as a table of its own: [takeaway.why]."

// WriteRubric writes the criteria and rejects that are in force for a free-text
// card as TOML to be put where the card's answer stands: those of the author, or
// those made from the model answer, which are labelled so, with the keys that they are
// marked by. What the author wrote beside a derived rubric stands in the deck already
// and is left out. The
// error is ErrNoRubric, or that of w.
func (c *Card) WriteRubric(w io.Writer) error {
	holder := c.rubricHolder()
	if holder == "" {
		return ErrNoRubric
	}
	out := &tomlWriter{out: bufio.NewWriter(w), holder: holder}
	spec := c.Rubric()
	if len(c.Spec.Criteria) == 0 {
		spec.Signals, spec.Learned = nil, nil // they stand in the deck already
		spec.Rejects = spec.Rejects[:len(spec.Rejects)-len(c.Spec.Rejects)]
		out.notes(derivedNotes)
	}
	if holder == "takeaway.why" {
		out.notes([]string{inlineNote})
	}
	if len(c.Spec.Criteria) == 0 {
		out.derivedKeys(c.Spec, spec)
	}
	out.rubric(spec)
	if out.err != nil {
		return out.err
	}
	return out.out.Flush()
}

// derivedKeys writes how a derived rubric is marked, where the author has not said so.
func (w *tomlWriter) derivedKeys(authored, derived grading.Spec) {
	w.flag("loose", derived.Loose && !authored.Loose)
	if authored.Curve == 0 {
		w.scale(derived.Curve, nil)
	}
}

func (w *tomlWriter) rubric(spec grading.Spec) {
	for _, criterion := range spec.Criteria {
		w.criterion(criterion)
	}
	for _, reject := range spec.Rejects {
		w.reject(reject)
	}
	for _, learned := range spec.Learned {
		w.learned(learned)
	}
	for _, signal := range spec.Signals {
		w.signal(signal)
	}
}

// rubricHolder is the table under which a card's criteria are written; nothing
// where there is no such place.
func (c *Card) rubricHolder() string {
	switch {
	case c.Type != TypeText || c.ByHand:
		return ""
	case c.Part == "ask":
		return "question"
	case c.Part == "define":
		return "cheatsheet.entry"
	case c.Part == "why":
		return "takeaway.why"
	}
	return ""
}
