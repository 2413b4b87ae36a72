package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/google/uuid"

	"drill/internal/session"
)

// roster knows the learners of a database, to find many by their names. It may be
// used by several goroutines.
type roster struct {
	mu    sync.RWMutex
	alike map[string][]session.Learner // by their names without regard to capitals
	byID  map[session.ID]session.Learner
	same  people
	asked map[string]session.ID // by what was asked for, spaces and capitals as they were
}

// readRoster makes a roster of the learners of a database.
func readRoster(ctx context.Context, db querier) (*roster, error) {
	r := &roster{}
	return r, r.read(ctx, db)
}

// read puts the learners of a database in the place of those known.
func (r *roster) read(ctx context.Context, db querier) error {
	same, err := readPeople(ctx, db)
	if err != nil {
		return err
	}
	learners, err := readLearners(ctx, db)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.same = same
	r.alike, r.byID, r.asked = make(map[string][]session.Learner), make(map[session.ID]session.Learner), make(map[string]session.ID)
	for _, learner := range learners {
		r.put(learner)
	}
	return nil
}

func (r *roster) put(learner session.Learner) {
	key := withoutCapitals(learner.Name)
	r.alike[key] = append(r.alike[key], learner)
	r.byID[learner.ID] = learner
}

func (r *roster) add(learner session.Learner) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.put(learner)
}

// find gives the learner of a name or id, as DB.Learner finds one. It fails with
// ErrNoLearner where one can be made, and with ErrLearnerName where not.
func (r *roster) find(name string) (session.ID, error) {
	r.mu.RLock()
	id, ok := r.asked[name]
	r.mu.RUnlock()
	if ok {
		return id, nil
	}
	id, err := r.search(name)
	if err != nil {
		return id, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked[name] = id
	return id, nil
}

func (r *roster) search(name string) (session.ID, error) {
	clean, err := cleanName(name)
	if err != nil {
		return session.ID{}, err
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	if id, err := uuid.Parse(clean); err == nil {
		if learner, ok := r.byID[r.same.standsFor(id)]; ok {
			return learner.ID, nil
		}
	}
	learner, err := choose(r.alike[withoutCapitals(clean)], clean)
	return learner.ID, err
}

// withoutCapitals is the same for two texts exactly when strings.EqualFold says
// that they are equal: each letter is the first of those that it folds to.
func withoutCapitals(text string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return least
	}, text)
}

// enrol gives the learner of a name, who is made where there is none. The roster is
// read anew first, since another process may have made that learner.
func (t *tx) enrol(r *roster, name string) (id session.ID, made []session.Learner, err error) {
	if id, err = r.find(name); !errors.Is(err, ErrNoLearner) {
		return id, nil, err
	}
	if !t.enrolled {
		if _, err := defaultLearner(t.ctx, t.sql); errors.Is(err, ErrNoLearner) {
			first, err := t.addFirst()
			if err != nil {
				return id, nil, fmt.Errorf("make the default learner: %w", err)
			}
			made = append(made, first)
		}
		if err := r.read(t.ctx, t.sql); err != nil {
			return id, made, err
		}
		t.enrolled = true
		if id, err = r.find(name); !errors.Is(err, ErrNoLearner) {
			return id, made, err
		}
	}
	clean, err := cleanName(name)
	if err != nil {
		return id, made, err
	}
	learner, err := t.addLearner(clean)
	if err != nil {
		return id, made, err
	}
	r.add(learner)
	return learner.ID, append(made, learner), nil
}
