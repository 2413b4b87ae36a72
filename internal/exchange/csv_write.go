package exchange

import (
	"encoding/csv"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"drill/internal/deck"
	"drill/internal/grading"
)

// ExportCSV writes the questions of a deck as a list that ImportCSV reads, with a
// row for each. The losses say what a row cannot hold.
func ExportCSV(w io.Writer, d *deck.Deck) ([]Loss, error) {
	out := csv.NewWriter(w)
	if err := out.Write(csvColumns); err != nil {
		return nil, err
	}
	var short shortfall
	for _, f := range flatten(d) {
		cells := csvCells(f)
		row := make([]string, len(csvColumns))
		for i, column := range csvColumns {
			row[i] = cells[column]
		}
		if err := out.Write(row); err != nil {
			return nil, err
		}
		short.rubricLost(f)
		short.general(f.Image != "", "pictures are not written")
	}
	short.deckLost(d)
	out.Flush()
	return short.all(), out.Error()
}

// csvCells are the cells of a question by column. Texts are guarded; numbers stay
// numbers.
func csvCells(f flat) map[string]string {
	cells := map[string]string{
		"id": f.ID, "type": string(f.Type), "prompt": f.Prompt, "text": f.Text, "answer": f.Answer,
		"accept": joinTexts(f.Accept), "pattern": joinTexts(f.Pattern), "wrong": joinTexts(f.Wrong), "last": joinTexts(f.Last),
		"items": joinTexts(f.Items), "pairs": joinPairs(f.Pairs), "credit": joinPairs(sharePairs(f.Credit)), "feedback": joinPairs(textPairs(f.Feedback)),
		"hint": f.Hint, "explanation": f.Explanation, "citation": f.Citation, "tags": joinTexts(f.Tags), "difficulty": f.Difficulty,
	}
	switch f.Type {
	case deck.TypeMultiple:
		cells["answer"] = joinTexts(f.Answers)
	case deck.TypeTrueFalse:
		cells["answer"] = strconv.FormatBool(f.True)
	case deck.TypeCloze:
		cells["accept"] = joinPairs(holePairs(f.AcceptHole))
	case deck.TypeNumber:
		cells["unit"] = f.Number.Unit
	}
	for column, text := range cells {
		cells[column] = guard(text)
	}
	cells["match_case"], cells["by_hand"] = flagCell(f.MatchCase), flagCell(f.ByHand)
	if f.Points != 1 {
		cells["points"] = numberText(f.Points)
	}
	if f.Seconds != 0 {
		cells["seconds"] = strconv.Itoa(f.Seconds)
	}
	if f.Number != nil {
		cells["value"], cells["tolerance"], cells["also"] = numberText(f.Number.Value), toleranceText(f.Number.Tolerance), numberTexts(f.Number.Also)
	}
	return cells
}

func flagCell(is bool) string {
	if is {
		return "true"
	}
	return ""
}

func numberText(value float64) string { return strconv.FormatFloat(value, 'g', -1, 64) }

func numberTexts(values []float64) string {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = numberText(value)
	}
	return strings.Join(texts, " | ")
}

func toleranceText(t grading.Tolerance) string {
	switch {
	case t.Amount == 0:
		return ""
	case t.Relative:
		return strconv.FormatFloat(t.Amount*100, 'g', 12, 64) + "%"
	}
	return numberText(t.Amount)
}

func sharePairs(shares map[string]float64) []deck.Pair {
	var pairs []deck.Pair
	for _, text := range slices.Sorted(maps.Keys(shares)) {
		pairs = append(pairs, deck.Pair{Left: text, Right: numberText(shares[text])})
	}
	return pairs
}

func textPairs(texts map[string]string) []deck.Pair {
	var pairs []deck.Pair
	for _, text := range slices.Sorted(maps.Keys(texts)) {
		pairs = append(pairs, deck.Pair{Left: text, Right: texts[text]})
	}
	return pairs
}

// holePairs are the other forms of holes as pairs.
func holePairs(accept map[string][]string) []deck.Pair {
	var pairs []deck.Pair
	for _, number := range slices.SortedFunc(maps.Keys(accept), byNumber) {
		for _, form := range accept[number] {
			pairs = append(pairs, deck.Pair{Left: number, Right: form})
		}
	}
	return pairs
}

func byNumber(a, b string) int {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	return x - y
}
