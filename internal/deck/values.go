package deck

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"drill/internal/grading"
)

// formatVersion is the version of the deck format that this package reads.
const formatVersion = 1

var idPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`) })

// value holds one value against what its key takes.
func (v validator) value(n *node, field *Field) {
	switch field.Takes {
	case TakesText, TakesRef, TakesID, TakesWord:
		v.text(n, field)
	case TakesAnyText:
		if text, ok := v.isText(n); ok {
			v.hidden(n, text)
		}
	case TakesBool:
		if _, ok := n.value.(bool); !ok {
			v.mismatch(n, "true or false", "write true or false, without quotes")
		}
	case TakesNumber, TakesPoints, TakesFraction, TakesPower, TakesCount, TakesSeconds:
		v.numeric(n, field)
	case TakesVersion:
		v.version(n)
	case TakesTolerance:
		v.tolerance(n)
	case TakesTexts, TakesWords:
		v.list(n, field, func(item *node) { v.text(item, field) })
	case TakesNumbers:
		v.list(n, field, func(item *node) { v.numeric(item, field) })
	case TakesGroups:
		v.list(n, field, func(item *node) {
			v.list(item, field, func(word *node) { v.text(word, field) })
		})
	case TakesTable:
		v.tableValue(n, field)
	case TakesTables:
		v.list(n, field, func(item *node) { v.tableValue(item, field) })
	case TakesTextMap, TakesTextsMap, TakesShares:
		v.mapping(n, field)
	case TakesCell, TakesValue:
		v.cell(n, field)
	case TakesPath:
		v.path(n, field)
	}
}

func (v validator) mismatch(n *node, want, remedy string) {
	v.wrong(n, fmt.Sprintf("is %s where %s is wanted", describe(n.value), want), remedy)
}

func (v validator) isText(n *node) (string, bool) {
	text, ok := n.value.(string)
	if ok {
		v.length(n, text)
		return text, true
	}
	remedy := "put it in quotes"
	if _, isList := elements(n.value); isList {
		remedy = "write one text in quotes"
	}
	v.mismatch(n, "a text", remedy)
	return "", false
}

// maxText is the most characters of one text. A chapter is shorter.
const maxText = 100_000

// length reports a text that nobody reads or writes in one go.
func (v validator) length(n *node, text string) {
	if isTooLong(text) {
		v.wrong(n, fmt.Sprintf("is over %d characters long", maxText), "split it, or take out what is not to be learned")
	}
}

func isTooLong(text string) bool {
	return len(text) > maxText && utf8.RuneCountInString(text) > maxText
}

// text checks a text that must say something, and its form where it has one.
func (v validator) text(n *node, field *Field) {
	text, ok := v.isText(n)
	if !ok {
		return
	}
	switch blank := isBlank(text); {
	case blank && field.Required:
		v.wrong(n, "is empty", "write "+wanted(field))
	case blank:
		v.wrong(n, "is empty", "write something, or take it out")
	case field.Takes == TakesID && !idPattern().MatchString(text):
		v.wrong(n, quoted(text)+" is not an id", "use lower-case letters, digits and hyphens, such as "+quoted(slug(text)))
	case field.Values != nil && !slices.Contains(field.Values, text):
		v.notOneOf(n, text, field.Values)
	case field.Takes == TakesRef && !isRef(text):
		v.wrong(n, quoted(text)+" is not a question id", `write QUESTION or QUESTION#PART, such as "terms.lora#define"`)
	default:
		v.hidden(n, text)
	}
}

// hidden warns of a character that a terminal or a reader would be misled by,
// and that is therefore never shown as such.
func (v validator) hidden(n *node, text string) {
	r := firstHidden(text)
	if r == noRune {
		return
	}
	cause := "holds the direction or line control U+%04X, which is not shown as such"
	switch {
	case isInvisible(r):
		cause = "holds the invisible character U+%04X, which no reader sees"
	case unicode.IsControl(r):
		cause = "holds the control character U+%04X, which is not shown as such"
	}
	problem := n.problem(fmt.Sprintf(cause, r), "take it out")
	problem.Severity = SeverityWarning
	v.add(problem)
}

const noRune rune = -1

// firstHidden is the first character of a text that is hidden, or that is
// invisible where it has no place; noRune where there is none.
func firstHidden(text string) rune {
	for i, r := range text {
		if isHidden(r) || isInvisible(r) && !inPlace(text, i, r) {
			return r
		}
	}
	return noRune
}

// isHidden reports control characters but tabs and line ends, the embeddings,
// overrides and isolates of text direction, and the line and paragraph
// separators.
func isHidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u2028', r == '\u2029':
		return true
	}
	return unicode.IsControl(r)
}

func (v validator) notOneOf(n *node, text string, values []string) {
	if near := Nearest(text, values); near != "" {
		v.wrong(n, fmt.Sprintf("%s is not one of %s", quoted(text), listed(values)), "did you mean "+near+"?")
		return
	}
	v.wrong(n, quoted(text)+" is not known here", "write "+listed(values))
}

// isRef reports whether a text has the form of a question id, with or without
// a part.
func isRef(text string) bool {
	question, part, hasPart := strings.Cut(text, "#")
	source, item, hasItem := strings.Cut(question, ".")
	return idPattern().MatchString(source) && (!hasItem || idPattern().MatchString(item)) &&
		(!hasPart || idPattern().MatchString(part))
}

func (v validator) numeric(n *node, field *Field) {
	number, ok := asNumber(n.value)
	switch {
	case !ok:
		v.mismatch(n, "a number", "write a number, without quotes")
	case !isFinite(number):
		v.wrong(n, fmt.Sprintf("is %v, which is not a number to count with", number), "write a finite number")
	case field.Takes == TakesPoints && number <= 0:
		v.wrong(n, "is not above 0", "write what full marks are worth, such as 1")
	case field.Takes == TakesPoints && number > maxPoints:
		v.wrong(n, fmt.Sprintf("is over %d", maxPoints), "write a smaller number of points")
	case field.Takes == TakesFraction && (number < 0 || number > 1):
		v.wrong(n, "is not between 0 and 1", "write a fraction of full marks, such as 0.5")
	case field.Takes == TakesPower && (number <= 0 || number > maxPower):
		v.wrong(n, fmt.Sprintf("is not above 0 and up to %d", maxPower), "write a power such as 0.5; with 0 every response would score the same")
	case field.Takes == TakesCount && (number < 0 || number != math.Trunc(number) || number > maxCount):
		v.wrong(n, "is not a count", fmt.Sprintf("write a whole number from 0 to %d", maxCount))
	case field.Takes == TakesSeconds && (number < 1 || number != math.Trunc(number) || number > maxSeconds):
		v.wrong(n, "is not a time to answer in", fmt.Sprintf("write a whole number of seconds from 1 to %d", maxSeconds))
	case field.Takes == TakesShares && (number < -1 || number > 1):
		v.wrong(n, "is not between -1 and 1", "write a share of the score, such as 0.5")
	}
}

const (
	maxSeconds = 86_400    // a day
	maxPower   = 2         // half of the points then score a quarter
	maxPoints  = 1_000_000 // beyond it sums of points lose their cents
	maxCount   = 1000      // words between two keywords; no response is read further
)

func (v validator) version(n *node) {
	version, ok := n.value.(int64)
	switch {
	case !ok:
		v.mismatch(n, "the number of the format", fmt.Sprintf("write format = %d", formatVersion))
	case version > formatVersion:
		v.wrong(n, fmt.Sprintf("is %d, which is newer than this drill can read", version), "use a newer drill")
	case version < 1:
		v.wrong(n, fmt.Sprintf("is %d, which never was a format", version), fmt.Sprintf("write format = %d", formatVersion))
	}
}

func (v validator) tolerance(n *node) {
	if _, err := toleranceOf(n.value); err != nil {
		v.wrong(n, err.Error(), `write a number such as 0.1, or a percentage such as "2%"`)
	}
}

// toleranceOf reads a tolerance: a number, or a text such as "2%".
func toleranceOf(value any) (grading.Tolerance, error) {
	if text, ok := value.(string); ok {
		return grading.ParseTolerance(text)
	}
	number, ok := asNumber(value)
	if !ok {
		return grading.Tolerance{}, fmt.Errorf("is %s where a tolerance is wanted", describe(value))
	}
	if !isFinite(number) || number < 0 {
		return grading.Tolerance{}, fmt.Errorf("is %v, which is no distance", number)
	}
	return grading.Tolerance{Amount: number}, nil
}

// describe names the kind of a value in plain words.
func describe(value any) string {
	switch value.(type) {
	case string:
		return "a text"
	case int64, float64:
		return "a number"
	case bool:
		return "true or false"
	case time.Time:
		return "a date or time"
	case map[string]any:
		return "a table"
	}
	if _, ok := elements(value); ok {
		return "a list"
	}
	return "something else"
}

// asNumber is a number as written, finite or not.
func asNumber(value any) (float64, bool) {
	switch number := value.(type) {
	case int64:
		return float64(number), true
	case float64:
		return number, true
	}
	return 0, false
}

func isFinite(number float64) bool { return !math.IsNaN(number) && !math.IsInf(number, 0) }
