package store_test

import (
	"strings"
	"testing"

	"drill/internal/session"
	"drill/internal/store"
)

func TestTheFirstLearnerIsTheDefaultOne(t *testing.T) {
	c, path := newClock(), inDir(t, "drill.db")
	db := open(t, path, c.options())
	anna := learner(t, db, "")
	if anna.Name() != "anna" {
		t.Errorf("the first learner is %q, want the user", anna.Name())
	}
	c.sleep(-9)
	if _, err := db.AddLearner(ctx, "Ben"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	o := c.options()
	o.User = "somebody else"
	db = open(t, path, o)
	if again := learner(t, db, ""); again.ID() != anna.ID() {
		t.Errorf("the default learner is now %q", again.Name())
	}
	learners, err := db.Learners(ctx)
	if err != nil || len(learners) != 2 || learners[0].ID != anna.ID() {
		t.Errorf("Learners = %v, %v; want the default one first", learners, err)
	}
}

func TestWhoIsAddedFirstIsNotTheDefaultLearner(t *testing.T) {
	db := open(t, inDir(t, "drill.db"), newClock().options())
	if _, err := db.AddLearner(ctx, "Grace"); err != nil {
		t.Fatal(err)
	}
	if l := learner(t, db, ""); l.Name() != "anna" {
		t.Errorf("the default learner is %q", l.Name())
	}
	other := open(t, inDir(t, "drill.db"), newClock().options())
	if added, err := other.AddLearner(ctx, "anna"); err != nil || learner(t, other, "").ID() != added.ID {
		t.Errorf("AddLearner of the user = %v, %v; want the default learner", added, err)
	}
}

func TestAUserWhoseNameCannotBeShownIsCalledLearner(t *testing.T) {
	for _, user := range []string{"", "\x1b[2J", strings.Repeat("x", 101)} {
		o := newClock().options()
		o.User = user
		if l := learner(t, open(t, inDir(t, "drill.db"), o), ""); l.Name() != "learner" {
			t.Errorf("the user %q is called %q", user, l.Name())
		}
	}
}

func TestNamesOfLearners(t *testing.T) {
	db := open(t, inDir(t, "drill.db"), newClock().options())
	learner(t, db, "")
	for _, test := range []struct {
		name string
		want string // "" when refused
		err  error
	}{
		{"Ben", "Ben", nil},
		{"  Zoë   Müller ", "Zoë Müller", nil},
		{"Zoe\u0308 Müller", "", store.ErrLearnerExists}, // the same name, decomposed
		{"BEN", "", store.ErrLearnerExists},
		{strings.Repeat("ö", 100), strings.Repeat("ö", 100), nil},
		{strings.Repeat("ö", 101), "", store.ErrLearnerName},
		{"", "", store.ErrLearnerName},
		{" \u00a0", "", store.ErrLearnerName},
		{"a\tb", "", store.ErrLearnerName},
		{"a\x00b", "", store.ErrLearnerName},
		{"a\u202eb", "", store.ErrLearnerName},
		{"a\xffb", "", store.ErrLearnerName},
		{"'; DROP TABLE learner; --", "'; DROP TABLE learner; --", nil},
	} {
		added, err := db.AddLearner(ctx, test.name)
		if test.err != nil {
			wantError(t, "AddLearner("+test.name+")", err, test.err)
			continue
		}
		if err != nil || added.Name != test.want {
			t.Errorf("AddLearner(%q) = %q, %v; want %q", test.name, added.Name, err, test.want)
			continue
		}
		if found := learner(t, db, test.name); found.ID() != added.ID {
			t.Errorf("Learner(%q) is another one", test.name)
		}
	}
}

func TestALearnerIsFoundByNameOrID(t *testing.T) {
	db := open(t, inDir(t, "drill.db"), newClock().options())
	anna := learner(t, db, "")
	for _, name := range []string{"anna", "Anna", " anna ", anna.ID().String()} {
		if found := learner(t, db, name); found.ID() != anna.ID() {
			t.Errorf("Learner(%q) is another one", name)
		}
	}
	_, err := db.Learner(ctx, "Ben")
	wantError(t, "Learner(Ben)", err, store.ErrNoLearner)
	_, err = db.Learner(ctx, session.ID{}.String())
	wantError(t, "Learner of an unknown id", err, store.ErrNoLearner)
}
