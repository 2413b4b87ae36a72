package term

import (
	"fmt"
	"strconv"

	"drill/internal/scheduler"
)

// qualityWords say what each quality means, as Woźniak (1990) describes them.
var qualityWords = [scheduler.MaxQuality + 1]string{
	0: "no idea",
	1: "wrong",
	2: "nearly",
	3: "passed, with difficulty",
	4: "good",
	5: "perfect",
}

// QualityWord says what a quality means.
func QualityWord(q scheduler.Quality) string {
	if !q.Valid() {
		return "unknown"
	}
	return qualityWords[q]
}

// When says a study day as a learner would: "tomorrow, Tue 24 Nov".
func When(day, today scheduler.Day) string {
	date := dateWords(day, today)
	switch days := int(day - today); {
	case days <= 0:
		return "today"
	case days == 1:
		return "tomorrow, " + date
	default:
		return fmt.Sprintf("in %d days, %s", days, date)
	}
}

// dateWords leaves the year out while it is near.
func dateWords(day, today scheduler.Day) string {
	layout := "Mon 2 Jan"
	if day-today > 300 {
		layout = "Mon 2 Jan 2006"
	}
	return day.Midnight().Format(layout)
}

// Count says a number of things: "1 card", "2 cards".
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// CountPlural is Count for a thing whose plural has another ending.
func CountPlural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// Number writes a score or points without needless digits: 1, 0.5, 0.67.
func Number(x float64) string {
	text := strconv.FormatFloat(x, 'f', 2, 64)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	return text
}
