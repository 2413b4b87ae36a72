package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"drill/internal/scheduler"
	"drill/internal/session"
)

func TestDbg(t *testing.T) {
	path := os.Getenv("DRILL_SCALE_DB")
	if path == "" {
		t.Skip()
	}
	_ = filepath.Join
	db, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	l, _ := db.Learner(context.Background(), "")
	v := scheduler.NewValuer(scheduler.DefaultModel(), scheduler.DefaultCosts, 3)
	for range 3 {
		var n, wh int64
		start := time.Now()
		var whT time.Duration
		r := session.Ranking{Day: scaleDay, DueBy: 1 << 30, Worth: func(s *session.Standing) float64 { n++; return v.Worth(s.Memory, scaleDay) },
			Where: func(w float64) []scheduler.Region {
				wh++
				s := time.Now()
				x := v.Where(w)
				whT += time.Since(s)
				if false {
					fmt.Printf("%.5f %v\n", w, x)
				}
				return x
			}}
		got, err := l.Schedule(context.Background()).Ranked(r, 856)
		fmt.Println(len(got), err, "rows", n, "where", wh, whT, time.Since(start), got[0], got[len(got)-1])
	}
}
