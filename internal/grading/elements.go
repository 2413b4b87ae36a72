package grading

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Elements of a model answer.
//
// Teachers write into a model answer what its parts are worth: "He shows the letter
// (0.5 P) and stays to the end (1 P)." Each such element, from the one before it or
// the beginning of its sentence to the points, weighs in a derived rubric as many
// points as are written; what stands outside of them weighs little.

// answerElement is a part of a model answer that has points of its own.
type answerElement struct {
	end    int // in the answer without the points
	points float64
}

var elementPoints = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\s*[(\[]\s*(\d+(?:[.,]\d+)?)\s*(?:p|pt|pts|point|points|punkt|punkte|pkt|mark|marks)\.?\s*[)\]]`)
})

// elementsOf takes the points out of a model answer.
func elementsOf(answer string) (string, []answerElement) {
	if !strings.ContainsAny(answer, "([") {
		return answer, nil
	}
	var elements []answerElement
	var text strings.Builder
	rest := 0
	for _, at := range elementPoints().FindAllStringSubmatchIndex(answer, -1) {
		text.WriteString(answer[rest:at[0]])
		points, err := strconv.ParseFloat(strings.Replace(answer[at[2]:at[3]], ",", ".", 1), 64)
		if err == nil && positive(points) {
			elements = append(elements, answerElement{text.Len(), points})
		}
		rest = at[1]
	}
	text.WriteString(answer[rest:])
	return text.String(), elements
}

// AnswerPoints adds up the points that are written into a model answer, and reports
// whether there are any.
func AnswerPoints(answer string) (points float64, given bool) {
	_, elements := elementsOf(answer)
	for _, e := range elements {
		points += e.points
	}
	return points, len(elements) > 0
}

// elementAt is the number of the element, from 1, that token i belongs to, or 0.
func (d *reading) elementAt(i int32, elements []answerElement) int {
	_, end := d.normal.original(d.tokens[i].from, d.tokens[i].to)
	for n, e := range elements {
		if end > e.end {
			continue
		}
		for j := int(i); j < len(d.tokens) && d.tokens[j].sentence == d.tokens[i].sentence; j++ {
			if _, end := d.normal.original(d.tokens[j].from, d.tokens[j].to); end == e.end {
				return n + 1
			}
		}
		return 0
	}
	return 0
}

// share gives the ideas of each element together the weight of its points.
func share(ideas []idea, elements []answerElement) {
	if len(elements) == 0 {
		return
	}
	weights := make([]float64, len(elements)+1)
	inside, points := 0.0, 0.0
	for _, i := range ideas {
		weights[i.element] += i.weight
		if i.element > 0 {
			inside += i.weight
		}
	}
	for n, e := range elements {
		if weights[n+1] > 0 {
			points += e.points
		}
	}
	for n := range ideas {
		i := &ideas[n]
		if i.element == 0 {
			i.weight *= weightLoose
			continue
		}
		i.weight *= elements[i.element-1].points / points * inside / weights[i.element]
	}
}
