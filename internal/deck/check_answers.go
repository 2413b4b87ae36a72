package deck

import (
	"fmt"
	"math"

	"drill/internal/grading"
)

// Warnings of free text with several model answers, or with points in them.

// otherAnswers warns of further model answers that their own rubric does not give
// full marks. As with the model answer, they need only pass where people's marks have
// moved the scale.
func (c *checker) otherAnswers(scheme grading.Scheme) {
	if c.card.Type != TypeText || len(c.card.accepted) < 2 {
		return
	}
	enough := 1 - scoreSlack
	if c.card.Spec.Scale != nil {
		enough = grading.PassMark
	}
	for i, answer := range c.card.accepted[1:] {
		mark := scheme.Mark(answer)
		if mark.Score >= enough {
			continue
		}
		remedy := "let it say what the criteria ask for, or give criteria of its own, with answer"
		if mark.Stuffed() {
			remedy = stuffedRemedy
		}
		c.warn(fmt.Sprintf("accept[%d]", i),
			fmt.Sprintf("the model answer %s scores %.2f under its own rubric: %s", quoted(answer), mark.Score, outcome(mark)), remedy)
	}
}

// stuffedRemedy is what to do about a model answer that is a list of keywords.
const stuffedRemedy = "write the answer in sentences, or stuffing = false where a list is asked for"

// answerNumbers warns of criteria of model answers that are not there.
func (c *checker) answerNumbers() {
	answers := len(c.card.modelAnswers())
	remedy := "write the further answers in accept, or mend the number"
	if c.card.Part != "ask" { // only a question has accept
		remedy = "take it out"
	}
	for i, criterion := range c.card.Spec.Criteria {
		if criterion.Answer > answers {
			there := "there is one model answer"
			if answers > 1 {
				there = fmt.Sprintf("there are %d model answers", answers)
			}
			c.warn(fmt.Sprintf("criterion[%d].answer", i), fmt.Sprintf("it belongs to model answer %d, and %s", criterion.Answer, there), remedy)
		}
	}
}

// elementPoints warns of points in a model answer that do not add up to those of the
// question, where a rubric is derived from it and the question says what it is worth.
func (c *checker) elementPoints() {
	if c.card.Type != TypeText || len(c.card.Spec.Criteria) > 0 || c.card.at.key("points") == nil {
		return
	}
	for i, answer := range c.card.modelAnswers() {
		sum, given := grading.AnswerPoints(answer)
		if !given || math.Abs(sum-c.card.points()) <= scoreSlack {
			continue
		}
		path := c.card.answerKey
		if i > 0 {
			path = fmt.Sprintf("accept[%d]", i-1)
		}
		c.warn(path, fmt.Sprintf("the points in the model answer %s add up to %s, and the question is worth %s", quoted(answer), formatNumber(sum), formatNumber(c.card.points())),
			"mend the points of one of the two")
	}
}
