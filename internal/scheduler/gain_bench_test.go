package scheduler_test

import (
	"testing"

	"drill/internal/scheduler"
)

func BenchmarkWorth(b *testing.B) {
	valuer := scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, scheduler.DefaultFirmness)
	memories := make([]scheduler.Memory, 1024)
	for i := range memories {
		memories[i] = scheduler.Memory{Stability: 0.5 + float64(i*i)/500, Difficulty: 1 + float64(i%90)/10, Last: scheduler.Day(i % 300)}
	}
	var sum float64
	i := 0
	for b.Loop() {
		sum += valuer.Worth(memories[i&1023], 400)
		i++
	}
	if sum == 0 {
		b.Fatal("nothing was worth anything")
	}
}
