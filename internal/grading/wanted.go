package grading

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxWanted is how many alternatives a learner is shown.
const maxWanted = 4

// wantedText says what meets a criterion in words a learner can read: "rater,
// annotator or people who rate".
func wantedText(c Criterion) string {
	switch {
	case c.Number != nil:
		return numberText(*c.Number)
	case c.All != nil:
		groups := make([]string, 0, len(c.All))
		for _, group := range c.All {
			groups = append(groups, listText(group))
		}
		glue := " and "
		if len(groups) > 1 && strings.Contains(strings.Join(groups, ""), " or ") {
			glue = ", and "
		}
		return strings.Join(groups, glue)
	case c.Pattern != nil:
		return orText(c.Pattern, patternText)
	}
	if c.AtLeast > 1 {
		return fmt.Sprintf("%d of %s", c.AtLeast, listText(c.Any))
	}
	return listText(c.Any)
}

// listText joins keywords with commas and "or".
func listText(keywords []string) string { return orText(keywords, keywordText) }

// orText joins the first few different texts with commas and "or", as show
// gives each.
func orText(texts []string, show func(string) string) string {
	var shown []string
	for _, text := range texts {
		text = show(text)
		if text == "" || contains(shown, text) {
			continue
		}
		if shown = append(shown, text); len(shown) == maxWanted {
			break
		}
	}
	if len(shown) < 2 {
		return strings.Join(shown, "")
	}
	return strings.Join(shown[:len(shown)-1], ", ") + " or " + shown[len(shown)-1]
}

func contains(shown []string, text string) bool {
	for _, s := range shown {
		if strings.EqualFold(s, text) {
			return true
		}
	}
	return false
}

// keywordText shows a keyword without the signs of the keyword language: the
// first alternative of each bracket, and no wildcards.
func keywordText(keyword string) string {
	if isLiteral(keyword) {
		return keyword
	}
	var out strings.Builder
	out.Grow(len(keyword))
	skipping := false
	for _, r := range keyword {
		switch {
		case r == '[' || r == '*' || r == '?' || r == '=':
		case r == '|':
			skipping = true
		case r == ']':
			skipping = false
		case !skipping:
			out.WriteRune(r)
		}
	}
	text := strings.ReplaceAll(out.String(), "...", " … ")
	return strings.Join(strings.Fields(text), " ")
}

// numberText shows a number with its unit: "405 billion parameters".
func numberText(n Number) string {
	text := valueText(n.Value)
	if n.From != nil && n.To != nil {
		text = valueText(*n.From) + " to " + valueText(*n.To)
	}
	switch unit := strings.TrimSpace(n.Unit); unit {
	case "":
		return text
	case "%":
		return text + "%"
	case "$", "€", "£", "¥":
		return unit + text
	default:
		return text + " " + unit
	}
}

func valueText(value float64) string {
	size := math.Abs(value)
	for _, scale := range []struct {
		worth float64
		name  string
	}{{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}} {
		if size < scale.worth || size >= 1000*scale.worth {
			continue
		}
		short := strconv.FormatFloat(value/scale.worth, 'f', -1, 64)
		if len(short) <= 6 {
			return short + scale.name
		}
	}
	if size != 0 && (size < 1e-6 || size >= 1e15) {
		return strconv.FormatFloat(value, 'g', -1, 64)
	}
	return groupThousands(strconv.FormatFloat(value, 'f', -1, 64))
}

// groupThousands writes 13000 as 13,000.
func groupThousands(digits string) string {
	whole, rest, hasRest := strings.Cut(digits, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasRest {
		rest = "." + rest
	}
	return sign + whole + rest
}
