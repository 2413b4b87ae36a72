package store_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drill/internal/session"
)

// Every released schema has a sample database in testdata, schema-N.db, that
// today's code must open, and beside it in schema-N.json what it then says.
// Neither is ever changed once its schema is released. A new schema gets its
// sample from
//
//	UPDATE=1 go test -run TestSample ./internal/store
//
// which writes the sample of the schema that this code makes, and no other.
const newestSchema = 3

func TestSamplesOfEveryReleasedSchema(t *testing.T) {
	if os.Getenv("UPDATE") != "" {
		writeSample(t)
	}
	samples, err := filepath.Glob("testdata/schema-*.db")
	if err != nil || len(samples) != newestSchema {
		t.Fatalf("samples: %v, %v; want one of each schema up to %d", samples, err, newestSchema)
	}
	for _, sample := range samples {
		t.Run(filepath.Base(sample), func(t *testing.T) {
			text, err := os.ReadFile(sample)
			if err != nil {
				t.Fatal(err)
			}
			path := inDir(t, "drill.db")
			write(t, path, string(text))
			c := newClock()
			c.sleep(2)
			db := open(t, path, c.optionsSeeded(7))
			want, err := os.ReadFile(strings.TrimSuffix(sample, ".db") + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var said content
			if err := json.Unmarshal(want, &said); err != nil {
				t.Fatal(err)
			}
			found := logged(t, db)
			if strings.HasSuffix(sample, "-1.db") || strings.HasSuffix(sample, "-2.db") {
				found.forgetMemory() // which states had not yet
			}
			same(t, "what the sample says", found, &said)
			c.record(t, learner(t, db, ""), "deck/a#ask", 4)
			if checkup := check(t, db); len(checkup.Faults) > 0 {
				t.Errorf("Check = %+v", checkup.Faults)
			}
		})
	}
}

// forgetMemory takes out of the states what came with schema 3.
func (c *content) forgetMemory() {
	for _, states := range c.States {
		for card, state := range states {
			state.Stability, state.Difficulty = 0, 0
			states[card] = state
		}
	}
}

func writeSample(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	sampleHistory(t, c, db)
	name := fmt.Sprintf("testdata/schema-%d", newestSchema)
	os.Remove(name + ".db")
	if err := db.Backup(ctx, name+".db"); err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(logged(t, db), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	write(t, name+".json", string(text)+"\n")
}

func TestTheLogCanBeReadBack(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	sampleHistory(t, c, db)
	anna := learner(t, db, "")
	var log []session.Event
	for event, err := range anna.Log(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, event)
	}
	replayed := make(map[string]session.CardState)
	for key, state := range session.Replay(log) {
		replayed[key.Card] = state
	}
	same(t, "States and the log replayed", states(t, anna), replayed)
	last := log[len(log)-1]
	same(t, "the state after the last event", last.After, replayed[last.Card])
	if review := log[len(log)-2]; last.Kind != session.EventUndo || last.Concerns != review.ID || last.Before != review.After {
		t.Errorf("the log ends with %+v, %+v", review, last)
	}
}
