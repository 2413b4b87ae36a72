package scheduler_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"drill/internal/scheduler"
)

// The picture of docs/scheduling.md: the recall of two cards over a hundred days, as the
// memory model has it, where SM-2 says when they come back. The first is answered with
// quality 4 each time; the second fails once.

const picturePath = "../../docs/scheduling.svg"

const (
	pictureDays   = 100
	pictureLeft   = 56  // of the first day
	pictureDay    = 6.4 // units for each day
	panelHeight   = 150 // from a recall of 100% down to panelLeast
	panelLeast    = 0.85
	panelDistance = 250
	panelTop      = 62
)

// TestThePictureIsOfTheScheduler compares the picture with what the scheduler gives;
// UPDATE=1 draws it anew.
func TestThePictureIsOfTheScheduler(t *testing.T) {
	got := picture()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(picturePath, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(picturePath)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not what the scheduler gives: UPDATE=1 go test ./internal/scheduler -run Picture draws it anew", picturePath)
	}
}

// pictureStyle has colours of middling lightness, for light and for dark pages; where the
// viewer says which, they are a little better.
const pictureStyle = `<style>
text { font: 13px system-ui, sans-serif; fill: #767676 }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #8888; stroke-width: 1 }
.recall { stroke: #2f81c9; stroke-width: 2.5; fill: none; stroke-linejoin: round }
.jump { stroke: #2f81c9; stroke-width: 1.5; stroke-dasharray: 2 4 }
.pass { fill: #2f9e5b }
.fail { fill: #d0512f }
@media (prefers-color-scheme: light) { text { fill: #4d4d4d } }
@media (prefers-color-scheme: dark) { text { fill: #c4c4c4 } }
</style>
`

func picture() string {
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 740 %d" role="img" aria-labelledby="title desc">
<title id="title">Two cards over a hundred days</title>
<desc id="desc">Recall falls after each review, fast at first, and a review lifts it again. A card that is passed each time comes back after 1, 6, 15 and 38 days. A card that fails begins again with 1 and 6 days.</desc>
`, panelTop+panelDistance+panelHeight+40)
	svg.WriteString(pictureStyle)
	draw := func(panel int, title string, qualities []scheduler.Quality) {
		drawPanel(&svg, panelTop+panel*panelDistance, title, qualities)
	}
	draw(0, "Passed each time (quality 4)", []scheduler.Quality{4, 4, 4, 4, 4, 4})
	draw(1, "Forgotten once", []scheduler.Quality{4, 4, 4, 1, 4, 4, 4, 4, 4})
	svg.WriteString("</svg>\n")
	return svg.String()
}

func pictureX(day float64) float64 { return pictureLeft + pictureDay*day }

func drawPanel(svg *strings.Builder, top int, title string, qualities []scheduler.Quality) {
	y := func(recall float64) float64 { return float64(top) + (1-recall)/(1-panelLeast)*panelHeight }
	fmt.Fprintf(svg, "<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>\n", pictureLeft, top-38, title)
	for _, recall := range []float64{0.85, 0.9, 0.95, 1} {
		fmt.Fprintf(svg, "<line class=\"grid\" x1=\"%d\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>\n", pictureLeft, pictureX(pictureDays), y(recall), y(recall))
		fmt.Fprintf(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f%%</text>\n", pictureLeft-8, y(recall)+4, 100*recall)
	}
	for day := 0; day <= pictureDays; day += 20 {
		fmt.Fprintf(svg, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", pictureX(float64(day)), y(panelLeast)+20, dayLabel(day))
	}
	model := scheduler.DefaultModel()
	var state scheduler.State
	var memory scheduler.Memory
	var dots strings.Builder
	today := scheduler.Day(0)
	for i, quality := range qualities {
		before := model.Recall(memory, today)
		if i > 0 {
			fmt.Fprintf(svg, "<line class=\"jump\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>\n", pictureX(float64(today)), pictureX(float64(today)), y(before), y(1))
		}
		next, err := scheduler.Next(state, quality, today)
		if err != nil {
			panic(err)
		}
		memory = model.Next(memory, scheduler.RatingOf(quality), today)
		class, size := "pass", 5
		if quality < scheduler.PassQuality {
			class, size = "fail", 7
		}
		fmt.Fprintf(&dots, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>\n", class, pictureX(float64(today)), y(1), size)
		fade(svg, model, memory, today, min(next.Due, pictureDays), y)
		if next.Due > pictureDays {
			break
		}
		if next.Interval >= 6 {
			fmt.Fprintf(&dots, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
				pictureX(float64(today+next.Due)/2), top-12, gapLabel(next.Interval))
		}
		state, today = next, next.Due
	}
	svg.WriteString(dots.String())
}

// fade draws how recall falls between two days.
func fade(svg *strings.Builder, model *scheduler.Model, memory scheduler.Memory, from, upTo scheduler.Day, y func(float64) float64) {
	svg.WriteString("<polyline class=\"recall\" points=\"")
	const steps = 4 // a day
	for i := range int(upTo-from)*steps + 1 {
		days := float64(i) / steps
		fmt.Fprintf(svg, "%.1f,%.1f ", pictureX(float64(from)+days), y(model.RecallAfter(memory.Stability, days)))
	}
	svg.WriteString("\"/>\n")
}

func dayLabel(day int) string {
	if day == 0 {
		return "first day"
	}
	return fmt.Sprintf("day %d", day)
}

func gapLabel(days scheduler.Interval) string {
	if days < 15 {
		return fmt.Sprint(int(days))
	}
	return fmt.Sprintf("%d days", days)
}
