package store

import (
	"context"
	"fmt"
	"strings"

	"drill/internal/scheduler"
	"drill/internal/session"
)

// A learner of one database may be the same person as one of another: each made
// its own at its first start. Their rows stay what they are, each with the id that
// it was written with, or the chains would not hold. That they are one person is
// an event of the log, a join, and all that is read takes the ids of one person
// together. States are kept, and new rows written, under the id that stands for
// them.

// people tells which learners of a database are the same person.
type people struct {
	joined map[session.ID]session.ID // session.Joined
}

// readPeople reads the joins. They are about no card, so that the index of cards
// finds them.
func readPeople(ctx context.Context, db querier) (people, error) {
	const joins = `learner l JOIN event j ON j.learner = l.id AND j.card = '' AND j.kind = 'join'`
	list, err := readEvents(ctx, db, `SELECT `+eventColumns+` FROM `+joins+` JOIN event e ON e.id = j.id
		UNION ALL SELECT `+eventColumns+` FROM `+joins+` JOIN event e ON e.event = j.id`)
	if err != nil {
		return people{}, fmt.Errorf("read which learners are joined: %w", err)
	}
	return people{session.Joined(list)}, nil
}

// standsFor gives the id under which a learner is known now.
func (p people) standsFor(id session.ID) session.ID {
	if one, ok := p.joined[id]; ok {
		return one
	}
	return id
}

// all gives every id of a person, the one that stands for them first.
func (p people) all(id session.ID) []session.ID {
	one := p.standsFor(id)
	ids := []session.ID{one}
	for other, to := range p.joined {
		if to == one {
			ids = append(ids, other)
		}
	}
	return ids
}

const selectJoined = `SELECT EXISTS (SELECT 1 FROM event WHERE learner = ? AND card = '' AND kind = 'join')`

// checkOwn refuses a write by a learner who was joined to another since it was
// looked up: states are no longer kept under that id.
func (t *tx) checkOwn(learner session.ID) error {
	var joined bool
	if err := t.queryRow(selectJoined, learner[:]).Scan(&joined); err != nil || !joined {
		return err
	}
	people, err := readPeople(t.ctx, t.sql)
	if err == nil && people.standsFor(learner) != learner {
		err = fmt.Errorf("the learner was joined to another: %w", session.ErrStale)
	}
	return err
}

// among is the condition that a column holds one of some ids, with its arguments.
func among(column string, ids []session.ID) (condition string, args []any) {
	for _, id := range ids {
		args = append(args, id[:])
	}
	if len(ids) == 1 {
		return column + " = ?", args
	}
	return column + " IN (?" + strings.Repeat(", ?", len(ids)-1) + ")", args
}

// Same says that a learner of another database is the same person as one of this.
// Each is named as DB.Learner takes it.
type Same struct{ Theirs, Ours string }

// join logs that learners are the same person, unless the log says so already, and
// counts those for whom it did not. theirs are the learners of the other database.
func (t *tx) join(theirs []session.Learner, same []Same) (joined int, err error) {
	for _, pair := range same {
		new, err := t.joinPair(theirs, pair)
		if err != nil {
			return 0, err
		}
		if new {
			joined++
		}
	}
	return joined, nil
}

func (t *tx) joinPair(theirs []session.Learner, pair Same) (new bool, err error) {
	their, err := chooseByNameOrID(theirs, pair.Theirs)
	if err != nil {
		return false, fmt.Errorf("the other database: %w", err)
	}
	people, err := readPeople(t.ctx, t.sql)
	if err != nil {
		return false, err
	}
	ours, err := readLearners(t.ctx, t.sql)
	if err != nil {
		return false, err
	}
	from := people.standsFor(their.ID)
	our, err := chooseByNameOrID(besides(ours, from), pair.Ours)
	if err != nil {
		// They may be one already, from an earlier time.
		if one, again := chooseByNameOrID(ours, pair.Ours); again == nil && one.ID == from && from != their.ID {
			return false, nil
		}
		return false, err
	}
	return true, t.addJoin(from, our.ID)
}

func besides(learners []session.Learner, id session.ID) []session.Learner {
	var others []session.Learner
	for _, learner := range learners {
		if learner.ID != id {
			others = append(others, learner)
		}
	}
	return others
}

func (t *tx) addJoin(from, to session.ID) error {
	id, err := t.newID()
	if err != nil {
		return err
	}
	none, err := stateText(session.CardState{})
	if err != nil {
		return err
	}
	return t.add(events, id, from[:], string(session.EventJoin), "", nil, nil,
		nil, integer(scheduler.DateOf(t.now)), nil, to.String(), none, none)
}
