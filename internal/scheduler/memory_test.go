package scheduler_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"drill/internal/scheduler"
)

// TestModelAgreesWithAnotherProgram follows 3,000 reviews along which another
// implementation of FSRS-6 gave the memory states; see testdata/README.md.
func TestModelAgreesWithAnotherProgram(t *testing.T) {
	model := scheduler.DefaultModel()
	var memory scheduler.Memory
	rows := readNumbers(t, "testdata/fsrs6_states.csv")
	for i, row := range rows {
		step, days, rating := int(row[1]), scheduler.Day(row[2]), scheduler.Rating(row[3])
		if step == 1 {
			memory = scheduler.Memory{}
		}
		day := memory.Last + days
		if !math.IsNaN(row[4]) { // left empty where no day has passed
			near(t, i, "recall", model.Recall(memory, day), row[4])
		}
		memory = model.Next(memory, rating, day)
		near(t, i, "stability", memory.Stability, row[5])
		near(t, i, "difficulty", memory.Difficulty, row[6])
		for column, recall := range map[int]float64{7: 0.9, 8: 0.8, 9: 0.95} {
			interval := clampInterval(math.Round(model.DaysUntil(memory.Stability, recall)))
			if math.Abs(interval-row[column]) > 0 {
				t.Errorf("row %d: %v days until recall is %v, want %v", i, interval, recall, row[column])
			}
		}
	}
	if len(rows) < 3000 {
		t.Errorf("only %d rows were checked", len(rows))
	}
}

func clampInterval(days float64) float64 { return min(max(days, 1), 36_500) }

func near(t *testing.T, row int, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*max(1, math.Abs(want))) {
		t.Fatalf("row %d: %s = %v, want %v", row, what, got, want)
	}
}

// readNumbers reads a table of numbers below a head line; an empty cell is NaN.
func readNumbers(tb testing.TB, path string) [][]float64 {
	tb.Helper()
	file, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var rows [][]float64
	for _, record := range records[1:] {
		row := make([]float64, len(record))
		for i, field := range record {
			if row[i] = math.NaN(); field != "" {
				if row[i], err = strconv.ParseFloat(field, 64); err != nil {
					tb.Fatal(err)
				}
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func TestRatingOfEveryQuality(t *testing.T) {
	for quality, want := range []scheduler.Rating{1, 1, 1, 2, 3, 4} {
		if got := scheduler.RatingOf(scheduler.Quality(quality)); got != want {
			t.Errorf("RatingOf(%d) = %d, want %d", quality, got, want)
		}
		if got := scheduler.RatingOf(scheduler.Quality(quality)).Recalled(); got != (quality >= 3) {
			t.Errorf("quality %d: recalled = %t", quality, got)
		}
	}
}

func TestACardNeverAnsweredIsNotRecalled(t *testing.T) {
	if got := scheduler.DefaultModel().Recall(scheduler.Memory{}, 20_000); got != 0 {
		t.Errorf("recall of a new card = %v", got)
	}
}

func TestModelExample(t *testing.T) {
	model := scheduler.DefaultModel()
	var memory scheduler.Memory
	for _, want := range []float64{2, 11, 46, 163} {
		day := memory.Last + scheduler.Day(math.Round(memory.Stability))
		memory = model.Next(memory, scheduler.RatingGood, day)
		if got := math.Round(memory.Stability); got != want {
			t.Errorf("stable for %v days, want %v", got, want)
		}
	}
}

func TestWeightsAreReadBack(t *testing.T) {
	w, err := scheduler.ParseWeights(scheduler.DefaultWeights.String())
	if err != nil || w != scheduler.DefaultWeights {
		t.Errorf("ParseWeights(String) = %v, %v", w, err)
	}
	high, nan, unordered := scheduler.DefaultWeights, scheduler.DefaultWeights, scheduler.DefaultWeights
	high[20], nan[3], unordered[1] = 0.9, math.NaN(), 50
	for _, text := range []string{"", "1 2 3", "x" + scheduler.DefaultWeights.String(), high.String(), nan.String(), unordered.String()} {
		if w, err := scheduler.ParseWeights(text); err == nil {
			t.Errorf("ParseWeights(%q) = %v", text, w)
		}
	}
	if _, err := scheduler.NewModel(scheduler.Weights{}); err == nil {
		t.Error("NewModel took weights of zero")
	}
}

// ranges are those of the weights, as the documentation gives them.
var ranges = [scheduler.NumWeights][2]float64{
	{0.001, 100}, {0.001, 100}, {0.001, 100}, {0.001, 100}, {1, 10}, {0.001, 4}, {0.001, 4}, {0.001, 0.75},
	{0, 4.5}, {0, 0.8}, {0.001, 3.5}, {0.001, 5}, {0.001, 0.25}, {0.001, 0.9}, {0, 4}, {0, 1}, {1, 6}, {0, 2},
	{0, 2}, {0.01, 0.8}, {0.1, 0.8},
}

// drawModel makes a model with any weights that are allowed, often the default
// ones and those at the ends of their ranges.
func drawModel(t *rapid.T) *scheduler.Model {
	w := scheduler.DefaultWeights
	if rapid.Bool().Draw(t, "other weights") {
		for i, r := range ranges {
			w[i] = rapid.Float64Range(r[0], r[1]).Draw(t, "w"+strconv.Itoa(i))
		}
		for i := range 3 {
			w[i+1] = max(w[i+1], w[i])
		}
	}
	model, err := scheduler.NewModel(w)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// drawMemory makes a memory by a history of responses.
func drawMemory(t *rapid.T, model *scheduler.Model) scheduler.Memory {
	var memory scheduler.Memory
	day := scheduler.Day(20_000)
	for range rapid.IntRange(0, 12).Draw(t, "responses") {
		memory = model.Next(memory, drawRating(t), day)
		day += scheduler.Day(rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(0, 4000)).Draw(t, "days"))
	}
	return memory
}

func drawRating(t *rapid.T) scheduler.Rating {
	return scheduler.Rating(rapid.IntRange(1, 4).Draw(t, "rating"))
}

// TestModelLaws holds the model to what must be true with any allowed weights.
func TestModelLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		model := drawModel(t)
		memory := drawMemory(t, model)
		day := memory.Last + scheduler.Day(rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(0, 40_000)).Draw(t, "days since"))
		var before scheduler.Memory
		for rating := scheduler.RatingAgain; rating <= scheduler.RatingEasy; rating++ {
			next := model.Next(memory, rating, day)
			if !(next.Stability >= 0.001 && next.Stability <= 36_500) {
				t.Errorf("rating %d: stability %v", rating, next.Stability)
			}
			if !(next.Difficulty >= 1 && next.Difficulty <= 10) {
				t.Errorf("rating %d: difficulty %v", rating, next.Difficulty)
			}
			if next.Last != day {
				t.Errorf("rating %d: last response on %s, want %s", rating, next.Last, day)
			}
			if next.Stability < before.Stability*(1-1e-12) {
				t.Errorf("rating %d leads to stability %v, a worse one to %v", rating, next.Stability, before.Stability)
			}
			if rating > scheduler.RatingAgain && next.Difficulty > before.Difficulty {
				t.Errorf("rating %d leads to difficulty %v, a worse one to %v", rating, next.Difficulty, before.Difficulty)
			}
			if !memory.New() && rating.Recalled() && next.Stability < memory.Stability*(1-1e-12) {
				t.Errorf("rating %d: recall lowered stability %v to %v", rating, memory.Stability, next.Stability)
			}
			before = next
		}
	})
}

func TestRecallLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		model := drawModel(t)
		memory := model.Next(drawMemory(t, model), drawRating(t), 40_000)
		if got := model.Recall(memory, memory.Last); got != 1 {
			t.Errorf("recall on the day of the response = %v", got)
		}
		if got := model.Recall(memory, memory.Last-1); got != 1 {
			t.Errorf("recall on the day before the response = %v", got)
		}
		days := rapid.Float64Range(0.5, 40_000).Draw(t, "days")
		recall, later := model.RecallAfter(memory.Stability, days), model.RecallAfter(memory.Stability, days*1.1)
		if !(recall > 0 && recall <= 1 && later > 0 && later < recall) {
			t.Errorf("recall is %v after %v days and %v after a tenth more", recall, days, later)
		}
		if got := model.RecallAfter(memory.Stability, memory.Stability); math.Abs(got-0.9) > 1e-12 {
			t.Errorf("recall after as many days as the stability = %v, want 0.9", got)
		}
		if got := model.DaysUntil(memory.Stability, recall); math.Abs(got-days) > 1e-6*days {
			t.Errorf("recall %v is reached after %v days, want %v", recall, got, days)
		}
	})
}

func BenchmarkModelNext(b *testing.B) {
	model := scheduler.DefaultModel()
	ratings := []scheduler.Rating{3, 3, 1, 2, 4, 3, 3, 1}
	var memory scheduler.Memory
	b.ReportAllocs()
	for i := range b.N {
		if i%16 == 0 {
			memory = scheduler.Memory{}
		}
		memory = model.Next(memory, ratings[i%8], memory.Last+scheduler.Day(i%5)*3)
	}
}

func BenchmarkModelRecall(b *testing.B) {
	model := scheduler.DefaultModel()
	memory := scheduler.Memory{Stability: 12, Difficulty: 5, Last: 100}
	sum := 0.0
	b.ReportAllocs()
	for i := range b.N {
		sum += model.Recall(memory, scheduler.Day(100+i%50))
	}
	if sum == 0 && b.N > 50 {
		b.Error("nothing is recalled")
	}
}
