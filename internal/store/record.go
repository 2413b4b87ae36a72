package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"drill/internal/grading"
	"drill/internal/session"
)

const insertRubric = `INSERT INTO rubric (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING`

// Record stores a response with its rubric, its mark, the review that it makes
// and the card's new state, in one transaction. When it returns, all is on
// disk. The ids, and the learner, of the entry's response are given here;
// what the entry has in their place does not matter. It fails with
// session.ErrStale when the card is no longer in the state of entry.Before, and
// then nothing is stored.
func (l *Learner) Record(ctx context.Context, entry session.Entry) (session.Saved, error) {
	const doing = "save the response"
	if err := checkEntry(entry); err != nil {
		return session.Saved{}, l.db.wrap(doing, err)
	}
	var saved session.Saved
	err := l.db.write(ctx, doing, func(t *tx) (err error) {
		saved, err = t.record(l.id, entry)
		return err
	})
	if err != nil {
		return session.Saved{}, err
	}
	return saved, nil
}

// checkEntry refuses what no session makes, so that the log never holds it.
func checkEntry(entry session.Entry) error {
	switch kind := entry.Response.Kind; {
	case !kind.Reviewed():
		return fmt.Errorf("a response of kind %q makes no review", kind)
	case !entry.Quality.Valid():
		return fmt.Errorf("quality %d is not 0 to 5", entry.Quality)
	}
	if err := checkMarked(entry.Response, entry.Mark, entry.Marker); err != nil {
		return err
	}
	return checkRubric(entry.Mark, entry.RubricText)
}

// checkMarked refuses a response and a mark that cannot be.
func checkMarked(response session.Response, mark grading.Mark, marker session.Marker) error {
	switch {
	case response.Card == "":
		return fmt.Errorf("the response names no card")
	case !finite(response.Seconds) || !finite(mark.Points) || !finite(mark.MaxPoints):
		return fmt.Errorf("the entry holds a number that is none")
	case !(mark.Score >= 0 && mark.Score <= 1):
		return fmt.Errorf("score %v is not 0 to 1", mark.Score)
	case marker == "":
		return fmt.Errorf("the mark names no marker")
	}
	return nil
}

func checkRubric(mark grading.Mark, text string) error {
	if mark.Rubric != "" && mark.Rubric != rubricHash(text) {
		return fmt.Errorf("the mark's rubric is not the one whose text is given")
	}
	return nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func rubricHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func (t *tx) record(learner session.ID, entry session.Entry) (session.Saved, error) {
	card := entry.Response.Card
	if err := t.checkBefore(learner, card, entry.Before); err != nil {
		return session.Saved{}, err
	}
	response, err := t.addResponse(learner, entry.Response)
	if err != nil {
		return session.Saved{}, err
	}
	if err := t.addMark(response, entry.Marker, entry.Mark, entry.RubricText); err != nil {
		return session.Saved{}, err
	}
	review := session.Event{
		Learner: learner, Kind: session.EventReview, Card: card, Concerns: response,
		Quality: entry.Quality, Day: entry.Response.Day,
	}
	state, err := t.applyEvent(&review, entry.Before)
	return session.Saved{Response: response, Review: review.ID, State: state}, err
}

func (t *tx) addResponse(learner session.ID, r session.Response) (session.ID, error) {
	id, err := t.newID()
	if err != nil {
		return id, err
	}
	return id, t.addResponseAs(id, learner, r)
}

func (t *tx) addResponseAs(id, learner session.ID, r session.Response) error {
	_, offset := r.Answered.Zone()
	return t.add(responses, id,
		learner[:], r.Card, string(r.Kind), r.Type, nil, text(r.Text), text(r.Prompt),
		r.ContentHash, timeText(r.Started), timeText(r.Answered), integer(offset),
		integer(r.Day), integer(r.Hints), real(r.Seconds))
}

// text makes sure that what we store as text is UTF-8.
func text(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

func (t *tx) addMark(response session.ID, marker session.Marker, m grading.Mark, rubricText string) error {
	if m.Rubric != "" {
		if err := t.exec(insertRubric, m.Rubric, rubricText); err != nil {
			return err
		}
	}
	return t.addMarkOnly(response, marker, m)
}

// addMarkOnly is addMark where the rubric is in the database.
func (t *tx) addMarkOnly(response session.ID, marker session.Marker, m grading.Mark) error {
	var rubric any
	if m.Rubric != "" {
		rubric = m.Rubric
	}
	criteria, err := listText(m.Criteria)
	if err != nil {
		return err
	}
	rejects, err := listText(m.Rejects)
	if err != nil {
		return err
	}
	reasons, err := listText(m.Reasons)
	if err != nil {
		return err
	}
	id, err := t.newID()
	if err != nil {
		return err
	}
	return t.add(marks, id,
		response[:], string(marker), real(m.Score), real(m.Points), real(m.MaxPoints),
		criteria, rejects, reasons, string(m.Route), flag(m.Derived), rubric, m.Engine)
}

// listText is a list as JSON; NULL for none.
func listText[T any](list []T) (any, error) {
	if list == nil {
		return nil, nil
	}
	text, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("write the mark as JSON: %w", err)
	}
	return string(text), nil
}
